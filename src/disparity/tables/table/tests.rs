use super::*;

fn toy() -> (Panel, Panel, Vec<String>, Vec<GroupField>) {
    let gdp = Panel::of_years(
        [(2020, vec![Some(8.0), Some(4.0), Some(4.0), None]), (2021, vec![Some(9.0), None, Some(3.0), None])]
            .into(),
    );
    let population = Panel::of_years(
        [
            (2019, vec![Some(2.0), Some(1.0), Some(4.0), Some(5.0)]),
            (2020, vec![Some(2.0), Some(3.0), Some(4.0), Some(5.0)]),
            (2021, vec![Some(3.0), Some(3.0), Some(3.0), Some(5.0)]),
        ]
        .into(),
    );
    let ids = ["11", "12", "13", "81"].map(String::from).into();
    let of = [Some("a"), Some("b"), Some("b"), None].map(|group| group.map(String::from)).into();
    (gdp, population, ids, vec![GroupField { name: "bloc".into(), of }])
}

fn find<'a>(
    table: &'a Table,
    year: i32,
    index: &str,
    convention: Option<PopulationConvention>,
    group: &str,
) -> &'a Figure {
    let group = (!group.is_empty()).then_some(group);
    let mut found = table.figures.iter().filter(|figure| {
        figure.year == Some(year)
            && figure.index == index
            && figure.population_convention == convention
            && figure.group.as_deref() == group
    });
    let figure = found.next().unwrap_or_else(|| panic!("a figure {year} {index} {group:?}"));
    assert_eq!(found.next(), None, "{year} {index} {group:?} stands once");
    figure
}

#[test]
fn figures_by_year_convention_and_group() {
    let (gdp, population, ids, groups) = toy();
    let series =
        Series { name: "gdp", values: &gdp, population: Some(&population), ids: &ids, groups: &groups };
    let chain = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
    let options = TableOptions {
        ratios: vec![Ratio::parse("a/b", &groups, &ids).unwrap()],
        top: vec![1],
        queen: Some(&chain),
        ..TableOptions::default()
    };
    let table = table(&series, &options).unwrap();
    let (mean, end) = (Some(PopulationConvention::Mean), Some(PopulationConvention::EndOfYear));
    let value = |year, index, convention, group| find(&table, year, index, convention, group).value;

    assert_eq!(value(2020, "total", None, ""), Some(16.0));
    assert_eq!(value(2020, "share", None, "a"), Some(0.5));
    assert_eq!(value(2020, "top_share", None, "1"), Some(0.5));
    // Mean populations 2, 2, 4; values per head 4, 2, 1.
    assert_eq!(value(2020, "per_capita", mean, ""), Some(2.0));
    assert_eq!(value(2020, "per_capita", mean, "b"), Some(8.0 / 6.0));
    assert_eq!(value(2020, "max_min_ratio", mean, ""), Some(4.0));
    assert_eq!(value(2020, "ratio_per_capita", mean, "a/b"), Some(3.0));
    assert_eq!(value(2020, "economy_population_ratio", mean, "a"), Some(2.0));
    assert_eq!(value(2020, "band_population_share", mean, ""), Some(0.25));
    assert_eq!(value(2020, "per_capita", end, "a"), Some(4.0));
    assert_eq!(value(2020, "per_capita", end, "b"), Some(8.0 / 7.0));
    assert!(value(2020, "moran_queen", end, "").is_some());
    assert_eq!(find(&table, 2020, "moran_queen", end, "").note, "row-standardised, islands: 0");
    // In 2021 the middle of the chain is missing: two islands, and no statistic.
    let alone = find(&table, 2021, "moran_queen", end, "");
    assert_eq!(
        (alone.value, alone.note.as_str()),
        (None, "not defined for these values; row-standardised, islands: 2")
    );
    let total = value(2020, "theil_t", end, "").unwrap();
    let parts =
        value(2020, "theil_between", end, "").unwrap() + value(2020, "theil_within", end, "").unwrap();
    assert!((total - parts).abs() < 1e-15);
}

#[test]
fn units_left_out_are_said_once_with_their_years() {
    let (gdp, population, ids, groups) = toy();
    let series =
        Series { name: "gdp", values: &gdp, population: Some(&population), ids: &ids, groups: &groups };
    let table = table(&series, &TableOptions::default()).unwrap();
    let said: Vec<_> = table.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "`12`: left out of `gdp`: no value or population in 2021",
            "`81`: left out of `gdp`: no value or population"
        ]
    );
}

#[test]
fn islands_and_what_is_not_defined_are_said() {
    let ids = ["11", "12", "13"].map(String::from);
    let values =
        Panel::of_years([(2020, vec![Some(0.1); 3]), (2021, vec![Some(1.0), Some(2.0), Some(9.0)])].into());
    let series = Series { name: "watt", values: &values, population: None, ids: &ids, groups: &[] };
    let pair = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
    let table = table(&series, &TableOptions { queen: Some(&pair), ..TableOptions::default() }).unwrap();
    let said: Vec<_> = table.findings.iter().map(|f| format!("{f} [{}]", f.code)).collect();
    assert_eq!(
        said,
        [
            "`13`: no neighbour with a value, so no part in `moran_queen` of `watt` [W-STAT-001]",
            "`moran_queen` of `watt` is not defined in 2020 [W-STAT-003]",
        ]
    );
    for index in ["cv_sample", "gini", "theil_t", "absolute_gap"] {
        assert_eq!(find(&table, 2020, index, None, "").value, Some(0.0), "{index} of equal values");
    }
}

#[test]
fn a_year_without_the_mean_stands_once() {
    let (gdp, _, ids, groups) = toy();
    let ends = Panel::of_years([(2020, vec![Some(2.0); 4]), (2021, vec![Some(2.0); 4])].into());
    let series = Series { name: "gdp", values: &gdp, population: Some(&ends), ids: &ids, groups: &groups };
    let table = table(&series, &TableOptions::default()).unwrap();
    let heads = |year| {
        table
            .figures
            .iter()
            .filter(|f| f.year == Some(year) && f.index == "per_capita" && f.group.is_none())
            .count()
    };
    assert_eq!((heads(2020), heads(2021)), (1, 2));
}

#[test]
fn bad_values_are_refused() {
    let ids = vec!["11".to_owned()];
    let negative = Panel::undated(vec![Some(-1.0)]);
    let series = Series { name: "gdp", values: &negative, population: None, ids: &ids, groups: &[] };
    assert!(table(&series, &TableOptions::default()).is_err());
}
