use super::*;
use crate::run::access::Access;
use crate::study::Watch;
use crate::study::read::read_config;
use std::path::Path;

/// One of each measure, and some twice with other keys.
const MEASURES: &str = r#"[
    {measure = "weighted-mean-travel-time", opportunities = "cities"},
    {measure = "mean-travel-time"},
    {measure = "median-travel-time"},
    {measure = "median-travel-time", opportunities = "population_2020"},
    {measure = "potential", exponent = 2},
    {measure = "gravity", decay = "exponential:half_life=60"},
    {measure = "gravity", decay = "log-normal:median=120,sigma=0.7", name = "g_lognormal"},
    {measure = "cumulative", cutoff_min = 90},
    {measure = "cumulative-interval", from_min = 60, to_min = 120, step_min = 15},
    {measure = "cumulative-interval", from_min = 60, to_min = 120, step_min = 15, form = "mean", name = "ci_mean"},
    {measure = "daily", form = "return"},
    {measure = "cost-to-closest", opportunities = "population_2020", needed = 2e7},
    {measure = "nearest", opportunities = "cities", k = 3},
    {measure = "efficiency"},
    {measure = "efficiency", opportunities = "population_2020"},
    {measure = "closeness", form = "freeman"},
    {measure = "closeness", form = "within-reach", opportunities = "population_2020"},
    {measure = "closeness", form = "wasserman-faust"},
    {measure = "closeness", form = "harmonic", opportunities = "population_2020"},
    {measure = "straightness", speed_kmh = 200},
    {measure = "straightness", speed_kmh = 80, opportunities = "population_2020"},
    {measure = "detour", speed_kmh = 200},
    {measure = "detour", speed_kmh = 200, form = "circuity", opportunities = "population_2020"},
    {measure = "floating-catchment", form = "2sfca", opportunities = "urban_population_2020", decay = "step:cutoff=120"},
    {measure = "floating-catchment", opportunities = "urban_population_2020", decay = "zones:60=1,120=0.68,180=0.22"},
    {measure = "floating-catchment", form = "modified", opportunities = "urban_population_2020", decay = "gaussian:bandwidth=90"},
    {measure = "floating-catchment", form = "three-step", opportunities = "urban_population_2020", decay = "gaussian:bandwidth=90", cutoff_min = 240},
    {measure = "floating-catchment", form = "balanced", opportunities = "urban_population_2020", demand = "cities", decay = "gaussian:bandwidth=90"},
    {measure = "spatial-availability", opportunities = "urban_population_2020", decay = "exponential:half_life=60"},
    {measure = "huff", opportunities = "urban_population_2020", decay = "power:exponent=2", exponent = 1.1},
]"#;

fn china(measures: &str) -> Result<Study> {
    let folder = Path::new("geodata/china");
    let setting = format!("access.measure={}", measures.replace('\n', ""));
    let config = read_config(&folder.join("study.toml"), &[setting])?;
    Study::assemble(config, folder, Watch::none())
}

#[test]
fn what_all_studies_take_is_what_is_exported() {
    let study = china("[]").unwrap();
    let columns = Access::measure(&study).unwrap().columns(&study);
    let all = all(&study).unwrap();
    assert_eq!(all.len(), columns.len());
    for (measured, column) in all.iter().zip(&columns) {
        assert_eq!((&measured.column.name, &measured.column.alias), (&column.name, &column.alias));
        assert_eq!((&measured.column.unit, measured.column.decimals), (&column.unit, column.decimals));
        let exported: Vec<_> = (0..study.cities.len()).map(|i| column.values.number(i)).collect();
        assert_eq!(measured.values(), exported, "{}", column.name);
    }
}

/// To the last bit, for every measure and every seventh city.
#[test]
fn the_rows_of_a_trace_make_the_number() {
    let study = china(MEASURES).unwrap();
    let all = all(&study).unwrap();
    let names: std::collections::BTreeSet<&str> = all.iter().map(|one| one.column.name.as_str()).collect();
    assert_eq!((all.len(), names.len()), (36, 36));
    for measured in &all {
        let values = measured.values();
        // Some city of the study is out of reach of all others: Freeman's closeness is known of none.
        let known = values.iter().any(Option::is_some);
        assert_eq!(known, measured.column.name != "close_f", "{}", measured.column.name);
        for city in (0..study.cities.len()).step_by(7) {
            let trace = trace(&study, &measured.column.name, city, None).unwrap();
            assert_eq!(trace.rows.value, values[city], "{} of city {city}", measured.column.name);
        }
    }
}

/// Every origin is searched anew for each number: a few cities.
#[test]
fn the_origins_behind_betweenness_make_the_number() {
    let measures = r#"[{measure = "betweenness"}, {measure = "betweenness", opportunities = "population_2020"},
        {measure = "betweenness", opportunities = "population_2020", exponent = 1}]"#;
    let study = china(measures).unwrap();
    let more = more(&study).unwrap();
    let names: Vec<&str> = more.iter().map(|one| one.column.name.as_str()).collect();
    assert_eq!(names, ["btw_pct", "btw_population_pct", "btw1_population_pct"]);
    for measured in &more {
        let values = measured.values();
        assert!(values.iter().flatten().all(|share| (0.0..=100.0).contains(share)));
        let most = (0..values.len()).max_by(|&a, &b| values[a].partial_cmp(&values[b]).unwrap()).unwrap();
        assert!(values[most] > Some(1.0));
        for city in [0, 100, most] {
            let trace = trace(&study, &measured.column.name, city, None).unwrap();
            assert_eq!(trace.rows.value, values[city], "{} of city {city}", measured.column.name);
        }
    }
}

#[test]
fn keys_that_a_measure_needs_or_does_not_have_are_named_together() {
    let study =
        china(r#"[{measure = "gravity", k = 2}, {measure = "mean-travel-time", decay = "step:cutoff=9"}]"#);
    let said = all(&study.unwrap()).unwrap_err();
    let Error::Input(findings) = said else { panic!("{said}") };
    let fields: Vec<&str> = findings.iter().filter_map(|finding| finding.place.field.as_deref()).collect();
    assert_eq!(fields, ["access.measure.0.decay", "access.measure.0.k", "access.measure.1.decay"]);
}

#[test]
fn a_decay_that_cannot_be_a_form_that_is_not_and_a_name_taken_twice_are_refused() {
    for (measures, field) in [
        (r#"[{measure = "gravity", decay = "exponential:half_life=0"}]"#, "access.measure.0.decay"),
        (r#"[{measure = "daily", form = "retrun"}]"#, "access.measure.0.form"),
        (r#"[{measure = "closeness", form = "harmonics"}]"#, "access.measure.0.form"),
        (r#"[{measure = "detour", speed_kmh = 0}]"#, "access.measure.0.speed_kmh"),
        (r#"[{measure = "betweenness", exponent = -1}]"#, "access.measure.0.exponent"),
        (r#"[{measure = "cumulative", cutoff_min = 9, name = "pot"}]"#, "access.measure.0.name"),
    ] {
        let said = all(&china(measures).unwrap()).unwrap_err();
        let Error::Input(findings) = said else { panic!("{measures}: {said}") };
        assert_eq!(findings[0].place.field.as_deref(), Some(field));
    }
}

#[test]
fn a_measure_is_found_by_what_stands_before_its_unit() {
    let study = china("[]").unwrap();
    assert_eq!(one(&study, "watt").unwrap().column.name, "watt_min");
    assert_eq!(one(&study, "pot").unwrap().column.name, "pot");
    let said = one(&study, "wat_min").unwrap_err().to_string();
    assert!(said.contains("no such measure"), "{said}");
}

#[test]
fn opportunities_that_are_nowhere_are_refused() {
    let mut study = china("[]").unwrap();
    let people = study.config.cities.population.clone();
    study.config.access.cumulative[0].opportunities.clone_from(&people);
    assert!(all(&study).is_ok());
    let nobody = crate::layer::Values::Real(vec![Some(0.0); study.cities.len()]);
    let field = study.cities.fields.0.iter_mut().find(|field| field.name == people).unwrap();
    field.values = nobody;
    for said in [all(&study).unwrap_err(), Access::measure(&study).unwrap_err()] {
        let said = said.to_string();
        assert!(said.contains("access.cumulative.0.opportunities") && said.contains(&people), "{said}");
    }
}

/// On the toy study: an equilibrium of hundreds of cities takes thousands of rounds, too many for a test.
#[test]
fn the_rows_of_rational_agents_make_the_number() {
    let folder = Path::new("geodata/toy");
    let setting = r#"access.measure=[{measure = "rational-agent", opportunities = "cities", tau_min = 60}]"#;
    let config = read_config(&folder.join("study.toml"), &[setting.to_owned()]).unwrap();
    let study = Study::assemble(config, folder, Watch::none()).unwrap();
    let measured = one(&study, "raam_cities").unwrap();
    assert!(measured.better == Better::Less && measured.values().iter().any(Option::is_some));
    for (city, value) in measured.values().into_iter().enumerate() {
        let trace = trace(&study, "raam_cities", city, None).unwrap();
        assert_eq!(trace.rows.value, value, "city {city}");
        let sent = study.population[city].filter(|_| value.is_some()).unwrap_or(0.0);
        assert!(value.is_none() || (trace.rows.sum - sent).abs() <= 1e-9 * sent);
    }
}

#[test]
fn a_catchment_that_its_form_does_not_have_is_refused() {
    for (measure, key) in [
        (r#"form = "2sfca", decay = "gaussian:bandwidth=60""#, "decay"),
        (r#"form = "2sfca", decay = "step:cutoff=60", cutoff_min = 30"#, "decay"),
        (r#"decay = "zones:60=1,30=0.5""#, "decay"),
        (r#"decay = "zones:30=1,60=0.5", cutoff_min = 45"#, "cutoff_min"),
        (r#"form = "4sfca", decay = "step:cutoff=60""#, "form"),
    ] {
        let asked = format!(r#"[{{measure = "floating-catchment", opportunities = "cities", {measure}}}]"#);
        let Error::Input(findings) = all(&china(&asked).unwrap()).unwrap_err() else { panic!("{measure}") };
        assert_eq!(findings[0].place.field, Some(format!("access.measure.0.{key}")));
    }
}

/// With more lines no city fares worse by any measure, but by those in which cities compete or are compared.
#[test]
fn an_added_line_lowers_no_accessibility_but_that_for_which_cities_compete() {
    let base = china(MEASURES).unwrap();
    let folder = Path::new("geodata/china");
    let plan = crate::study::Scenario::named(&base, "plan", folder).unwrap();
    let worse = |before: &Measured, after: &Measured| {
        let pairs = before.values().into_iter().zip(after.values());
        pairs.filter_map(|(before, after)| Some((before?, after?))).any(|(was, is)| {
            let loss = if before.better == Better::Less { is - was } else { was - is };
            loss > 1e-9 * was.abs()
        })
    };
    let found: Vec<String> = all(&base)
        .unwrap()
        .iter()
        .zip(&all(&plan.study).unwrap())
        .filter(|(before, after)| worse(before, after))
        .map(|(before, _)| before.column.name.clone())
        .collect();
    assert!(
        found.contains(&"pot_idx".to_owned()),
        "an index relative to the mean of all must fall somewhere: {found:?}"
    );
    let compared = ["pot_idx", "fca", "sa_", "huff"];
    let surprise: Vec<_> =
        found.iter().filter(|name| !compared.iter().any(|known| name.starts_with(known))).collect();
    assert!(surprise.is_empty(), "{surprise:?}");
}
