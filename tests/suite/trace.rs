//! `jingwei trace`: the rows behind a number make the number.

use crate::end_to_end::program::{china, study as study_file};
use crate::study_copy::{StudyCopy, assert_said};
use jingwei::run::measures::{Row, trace};
use jingwei::study::{Scenario, Study, Watch, read::read_config};

const MEASURES: [&str; 6] = ["watt_min", "watt_miss", "pot", "pot_idx", "d120_pop", "c240_cities"];

/// The field of a measure in the table of gains.
fn field(measure: &str, side: &str) -> String {
    match measure.rsplit_once('_') {
        Some((name, unit)) => format!("{name}_{side}_{unit}"),
        None => format!("{measure}_{side}"),
    }
}

/// Fifty cities, measures and scenarios by chance, from what a run exports: equal to the last bit.
#[test]
fn traces_make_what_is_exported() {
    let file = study_file("china");
    let folder = file.parent().unwrap();
    let config = read_config(&file, &[]).unwrap();
    let base = Study::assemble(config, folder, Watch::none()).unwrap();
    let scenarios = Scenario::all(&base, folder).unwrap();
    let sides: Vec<(&str, &Study)> = [("base", &base)]
        .into_iter()
        .chain(scenarios.iter().map(|one| (one.section.id.as_str(), &one.study)))
        .collect();
    assert!(sides.len() > 2, "China has scenarios");
    let exported = china().table("scenario_gains");
    let mut state = 20_261_128_u64;
    let mut any = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut told = 0;
    for _ in 0..50 {
        let (side, study) = sides[any(sides.len())];
        let (measure, city) = (MEASURES[any(MEASURES.len())], any(study.cities.len()));
        let rows = exported.iter().filter(|row| row["adcode"] == study.cities.ids[city]);
        let rows: Vec<_> = rows.collect();
        assert_eq!(rows.len(), 1);
        let written = &rows[0][&field(measure, side)];
        let found = trace(study, measure, city, None).unwrap().rows;
        let written: Option<f64> = (!written.is_empty()).then(|| written.parse().unwrap());
        assert_eq!(found.value, written, "{measure} of {} in {side}", study.cities.names[city]);
        told += usize::from(written.is_some());
        // The parts, added in study order, are the sum.
        let mut parts: Vec<&Row> = found.rows.iter().collect();
        parts.sort_by_key(|row| row.city);
        let sum: f64 = parts.iter().fold(0.0, |sum, row| sum + row.part);
        assert!(sum.to_bits() == found.sum.to_bits(), "{measure}: {sum} and {}", found.sum);
    }
    assert!(told > 40, "{told} of 50 have a value");
}

/// The same number in the table of `access` and in the trace of the command line, with the trip leg by leg.
#[test]
fn a_number_of_the_toy_is_told() {
    let toy = StudyCopy::of_toy();
    assert_said!(
        "trace_toy",
        toy.jingwei(&["trace", "toy/study.toml", "--measure", "watt", "--at", "甲市"]).stdout
    );
    let json = toy.jingwei(&["trace", "toy/study.toml", "--measure", "d120_pop", "--at", "910100", "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.stdout).unwrap();
    let sum: f64 = rows.iter().map(|row| row["part"].as_f64().unwrap()).sum();
    let table = toy.jingwei(&["access", "toy/study.toml", "--json"]).stdout;
    let cities: Vec<serde_json::Value> = serde_json::from_str(&table).unwrap();
    let city = cities.iter().find(|city| city["adcode"] == "910100").unwrap();
    assert_eq!(Some(sum), city["d120_pop"].as_f64());
}

#[test]
fn a_trace_of_a_scenario_is_that_of_its_network() {
    let toy = StudyCopy::of_toy();
    let arguments = [
        "trace",
        "toy/scenario.toml",
        "--measure",
        "watt",
        "--at",
        "甲市",
        "--to",
        "丙市",
        "--scenario",
        "h1",
    ];
    assert_said!("trace_toy_scenario", toy.jingwei(&arguments).stdout);
}

#[test]
fn what_is_not_there_is_named_with_what_is_near() {
    let toy = StudyCopy::of_toy();
    for (name, measure, at) in [
        ("trace_no_measure", "wat_min", "甲市"),
        ("trace_no_city", "watt", "甲"),
        ("trace_no_id", "watt", "91010"),
    ] {
        let outcome = toy.jingwei(&["trace", "toy/study.toml", "--measure", measure, "--at", at]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
        assert_said!(name, outcome.stderr);
    }
}
