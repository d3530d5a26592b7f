//! `jingwei disparity`: indices by name, weights by rule, and the columns around every region.

#![allow(clippy::format_push_string, reason = "a text a case")]

use crate::study_copy::{Outcome, StudyCopy, assert_said};
use serde_json::Value;

const REGIONS: [&str; 14] = [
    "disparity",
    "toy/regions.geojson",
    "--table",
    "toy/regions.csv",
    "--year-column",
    "year",
    "--years",
    "2020,2023",
    "--value",
    "gdp_yi_yuan",
    "--population",
    "population_wan",
    "--groups",
    "bloc,side",
];

fn of_regions(toy: &StudyCopy, more: &[&str]) -> Outcome {
    toy.jingwei(&[&REGIONS[..], more].concat())
}

fn figures(outcome: &Outcome) -> Vec<Value> {
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    serde_json::from_str::<Value>(&outcome.stdout).unwrap().as_array().unwrap().clone()
}

/// The value of the index in 2023 among all regions.
fn value(figures: &[Value], index: &str) -> f64 {
    let is_it = |row: &&Value| {
        row["index"] == index && row["year"] == 2023 && row["group_field"].is_null() && row["group"].is_null()
    };
    let found: Vec<_> = figures.iter().filter(is_it).collect();
    assert_eq!(found.len(), 1, "{index}");
    found[0]["value"].as_f64().unwrap_or_else(|| panic!("{index} has a value"))
}

#[test]
fn all_is_what_the_data_allow() {
    let toy = StudyCopy::of_toy();
    let all = figures(&of_regions(&toy, &["--indices", "all", "--json"]));
    let index = |name: &str| all.iter().any(|row| row["index"] == name);
    for name in [
        "units",
        "gini",
        "theil_t",
        "theil_l",
        "ge:2",
        "atkinson:0.5",
        "palma",
        "percentile_ratio:90:10",
        "nested:1",
        "dagum",
        "moran_queen",
        "geary",
        "getis_g",
        "join_counts_hh",
        "spatial_gini_others",
        "sigma",
        "beta",
        "markov:4",
        "rank_tau",
        "gravity_lon",
        "gap_relative",
        "share_change",
        "top:10",
    ] {
        assert!(index(name), "{name}");
    }
    // What is asked for by name is the same figure, and nothing else is there.
    let few = figures(&of_regions(&toy, &["--indices", "ge:2,hoover", "--json"]));
    assert!(few.iter().all(|row| all.contains(row)));
    assert!(
        few.iter().all(|row| row["index"] == "hoover" || row["index"].as_str().unwrap().starts_with("ge"))
    );
}

#[test]
fn parts_sum_to_the_whole() {
    let toy = StudyCopy::of_toy();
    let found = figures(&of_regions(&toy, &["--indices", "theil_l,ge:2,nested,dagum", "--json"]));
    let part = |index: &str, field: &str| {
        let is_it = |row: &&Value| {
            row["index"] == index
                && row["year"] == 2023
                && row["group_field"] == field
                && row["group"].is_null()
        };
        found.iter().find(is_it).and_then(|row| row["value"].as_f64()).unwrap()
    };
    for (whole, between, within) in
        [("theil_l", "theil_l_between", "theil_l_within"), ("ge:2", "ge_between:2", "ge_within:2")]
    {
        for field in ["bloc", "side"] {
            let sum = part(between, field) + part(within, field);
            assert!((sum - value(&found, whole)).abs() < 1e-12, "{whole} of {field}");
        }
    }
    let nested =
        part("nested_between:1", "bloc") + part("nested_between:1", "side") + part("nested_within:1", "side");
    assert!((nested - value(&found, "nested:1")).abs() < 1e-12);
    let dagum = ["dagum_within", "dagum_net_between", "dagum_transvariation"].map(|name| part(name, "bloc"));
    assert!((dagum.iter().sum::<f64>() - part("dagum", "bloc")).abs() < 1e-12);
}

#[test]
fn columns_around_every_region() {
    let toy = StudyCopy::of_toy();
    let asked = ["--indices", "lisa,lag,hot_spot,local_geary,local_gini,local_theil", "--weights", "knn:3"];
    let outcome = of_regions(&toy, &[&asked[..], &["-o", "lisa.geojson"]].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let read = |name: &str| std::fs::read_to_string(toy.folder().join(name)).unwrap();
    let layer: Value = serde_json::from_str(&read("lisa.geojson")).unwrap();
    let features = layer["features"].as_array().unwrap();
    assert_eq!(features.len(), 9);
    for feature in features {
        let properties = &feature["properties"];
        for name in
            ["lisa_i", "lisa_p", "lag", "gi_z", "gi_p", "geary_c", "geary_p", "gini_local", "theil_local"]
        {
            assert!(properties[name].is_number(), "{name} {properties}");
        }
        assert!(properties["lisa_fdr"].is_boolean() && properties["lisa"].is_string());
        assert!(["hot", "cold", "ns"].contains(&properties["hot_spot"].as_str().unwrap()));
    }
    let style = read("lisa.qml");
    assert!(style.contains("categorizedSymbol") && style.contains("215,25,28"));
}

#[test]
fn weights_by_rule() {
    let toy = StudyCopy::of_toy();
    let moran = |rule: &str| value(&figures(&of_regions(&toy, &["--weights", rule, "--json"])), "moran");
    let queen = value(&figures(&of_regions(&toy, &["--json"])), "moran_queen");
    assert!((moran("queen") - queen).abs() < 1e-15);
    assert!((moran("knn:3") - queen).abs() > 1e-6);
    // A region's weight for itself has no part in Moran's I.
    assert!(moran("kernel:triangular:3").is_finite());
    let by_time = toy.jingwei(&["disparity", "toy/study.toml", "--weights", "time:knn:4", "--json"]);
    let by_time = figures(&by_time);
    assert!((value(&by_time, "moran") - value(&by_time, "moran_time")).abs() < 1e-15);
}

#[test]
fn values_that_are_no_totals() {
    let toy = StudyCopy::of_toy();
    let outcome = toy.jingwei(&[&REGIONS[..10], &["--indices", "gini,hoover", "--json"]].concat());
    let rows = figures(&outcome);
    assert!(rows.iter().all(|row| row["population"].is_null()), "{rows:?}");
    assert!(value(&rows, "gini") > 0.0 && value(&rows, "hoover") > 0.0);
}

#[test]
fn a_region_without_a_value_is_left_out_and_said() {
    let toy =
        StudyCopy::of_toy().replacing("regions.csv", "990000,壬省,2023,9600,800", "990000,壬省,2023,,800");
    let outcome = of_regions(&toy, &["--indices", "units,moran,lisa", "--weights", "knn:3", "--json"]);
    assert_eq!(value(&figures(&outcome), "units").to_string(), "8");
    assert_said!("disparity_left_out", outcome.stderr);
}

#[test]
fn what_cannot_be_is_said() {
    let toy = StudyCopy::of_toy();
    let mut said = String::new();
    for more in [
        &["--indices", "gimi"][..],
        &["--indices", "moron,gini"],
        &["--indices", "ge:x"],
        &["--indices", "atkinson:-1"],
        &["--weights", "quen"],
        &["--weights", "band:1"],
        &["--weights", "time:knn:4"],
        &["--weights", "file:none.gal"],
        &["--permutations", "0"],
    ] {
        let outcome = of_regions(&toy, more);
        assert!([Some(2), Some(3)].contains(&outcome.code), "{more:?}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, "");
        said += &format!("{}\n{}\n", more.join(" "), outcome.stderr);
    }
    let twice = [&REGIONS[..6], &["--years", "2020,2020"], &REGIONS[8..]].concat();
    said += &format!("--years 2020,2020\n{}\n", toy.jingwei(&twice).stderr);
    let lacking = [&REGIONS[..6], &["--years", "2023"], &REGIONS[8..12]].concat();
    for index in ["sigma", "dagum", "nested"] {
        said +=
            &format!("{index}\n{}\n", toy.jingwei(&[&lacking[..], &["--indices", index]].concat()).stderr);
    }
    assert_said!("disparity_refused", said);
}

#[test]
fn weights_of_a_file_need_not_be_symmetric() {
    let lines = "910000,920000,1\n920000,930000,2\n";
    let toy = StudyCopy::of_toy().with("some.csv", format!("focal,neighbor,weight\n{lines}"));
    let outcome =
        of_regions(&toy, &["--weights", "file:toy/some.csv", "--indices", "moran,join_counts", "--json"]);
    let rows = figures(&outcome);
    let moran = rows.iter().find(|row| row["index"] == "moran").unwrap();
    let note = moran["note"].as_str().unwrap();
    assert!(note.contains("not symmetric") && note.contains("islands: 7"), "{note}");
    assert_eq!(outcome.stderr.matches("no neighbour with a value").count(), 7, "{}", outcome.stderr);
}
