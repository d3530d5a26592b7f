//! Published figures on China's provinces, digit by digit, with the convention that gives them.

use jingwei::disparity::{
    Figure, GroupField, Panel, PopulationConvention, Ratio, Series, TableOptions, table, top_share,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PUBLISHED: &str = include_str!("../golden/china_published.json");

fn texts(value: &Value) -> Vec<String> {
    value.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

fn panel(value: &Value) -> Panel {
    let year = |(year, values): (&String, &Value)| {
        let values = values.as_array().expect("a list").iter().map(Value::as_f64).collect();
        (year.parse().expect("a year"), values)
    };
    Panel::of_years(value.as_object().expect("years").iter().map(year).collect::<BTreeMap<_, _>>())
}

fn is_figure(case: &Value, figure: &Figure) -> bool {
    *figure.index == case["index"]
        && figure.year.map(i64::from) == case["year"].as_i64()
        && figure.population_convention.map(PopulationConvention::as_str) == case["convention"].as_str()
        && figure.group.as_deref() == case["group"].as_str()
}

/// `value` with as many decimals as `printed` has.
fn rounded(value: f64, printed: &str) -> String {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{value:.decimals$}")
}

#[test]
fn published_figures_read_as_printed() {
    let file: Value = serde_json::from_str(PUBLISHED).expect("JSON");
    let (gdp, population, ids) = (panel(&file["gdp"]), panel(&file["population"]), texts(&file["ids"]));
    let groups = ["bloc", "side"].map(|name| GroupField {
        name: name.to_owned(),
        of: texts(&file[name]).into_iter().map(Some).collect(),
    });
    let cases = file["published"].as_array().expect("cases");
    let labels: BTreeSet<&str> = cases
        .iter()
        .filter(|case| case["index"] == "ratio_per_capita")
        .map(|case| case["group"].as_str().expect("a ratio has a group"))
        .collect();
    let ratios =
        labels.iter().map(|label| Ratio::parse(label, &groups, &ids).expect("known groups")).collect();
    let series =
        Series { name: "gdp", values: &gdp, population: Some(&population), ids: &ids, groups: &groups };
    let table = table(&series, &TableOptions { ratios, ..TableOptions::default() }).expect("good values");
    assert_eq!(table.findings, [], "no province is left out");

    let mut faults = Vec::new();
    for case in cases {
        let ours = match case["over"].as_f64() {
            Some(over) => {
                let year = case["year"].as_i64().and_then(|year| i32::try_from(year).ok());
                let values: Vec<f64> =
                    gdp.year(year).expect("a year with GDP").iter().copied().flatten().collect();
                top_share(&values, 10, Some(over)).expect("good values")
            }
            None => table.figures.iter().find(|figure| is_figure(case, figure)).expect("a figure").value,
        };
        let ours = ours.expect("a figure is defined") * case["scale"].as_f64().unwrap_or(1.0);
        let printed = case["printed"].as_str().expect("a printed figure");
        let reads = rounded(ours, printed);
        let good = match (case["within"].as_f64(), case["ours"].as_str()) {
            (Some(within), _) => (ours - printed.parse::<f64>().expect("a number")).abs() <= within + 1e-6,
            // A known difference: it must be the one we know, and must not heal unnoticed.
            (None, Some(known)) => reads == known && known != printed,
            (None, None) => reads == printed,
        };
        if !good {
            faults.push(format!("{} {} {}: {ours}", case["index"], case["year"], case["group"]));
        }
    }
    assert!(cases.len() > 20 && faults.is_empty(), "{}", faults.join("\n"));
}
