//! Many errors at once: one run shows all, up to twenty.

use super::{StudyCopy, assert_said};

#[test]
fn three_bad_features_of_one_file_are_all_shown() {
    let toy = StudyCopy::of_toy()
        .replacing("regions.geojson", "[110,32],[110,31]]]", "[110,32]]]")
        .replacing("regions.geojson", r#""adcode":"920000""#, r#""adcode":"930000""#)
        .replacing("regions.geojson", "[112,30],[112,31],[111,31]", "[112,30],[111,31],[112,31]");
    assert_said!("three_bad_features", toy.refused());
}

#[test]
fn bad_features_of_three_files_are_all_shown() {
    let toy = StudyCopy::of_toy()
        .replacing("regions.geojson", "[110,32],[110,31]]]", "[110,32]]]")
        .replacing("cities.geojson", r#""population_wan":90"#, r#""population_wan":-90"#)
        .replacing("corridors.geojson", r#""speed_kmh":120"#, r#""speed_kmh":-120"#);
    assert_said!("three_bad_files", toy.refused());
}

#[test]
fn over_twenty_are_counted() {
    let feature = |number: usize| {
        let x = number % 100;
        format!(
            r#"{{"type":"Feature","properties":{{"adcode":"{number}","name":"n{number}"}},"geometry":{{"type":"Polygon",
            "coordinates":[[[{x},0],[{x},1],[{x}.5,1],[{x}.5,0]]]}}}}"#
        )
    };
    let features: Vec<_> = (1..=25).map(feature).collect();
    let layer = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    let toy = StudyCopy::of_toy().with("regions.geojson", layer).replacing(
        "study.toml",
        "[[regions.table]]\nfile = \"regions.csv\"\nyear = \"year\"\n",
        "",
    );
    let said = toy.refused();
    assert_eq!(said.matches("E-GEO-003").count(), 20, "{said}");
    assert!(said.contains("\n  and 5 more\n"), "{said}");
}

#[test]
fn check_looks_at_every_file() {
    let toy = StudyCopy::of_toy()
        .replacing("regions.geojson", "[110,32],[110,31]]]", "[110,32]]]")
        .replacing("regions.csv", "乙省,2020,2000", "乙省,2020,many");
    let files = ["toy/regions.geojson", "toy/nowhere.csv", "toy/regions.csv", "toy/cities.geojson"];
    let outcome = toy.jingwei(&[&["check"], &files[..]].concat());
    assert_eq!(outcome.code, Some(3));
    assert_said!("check_every_file", format!("{}---\n{}", outcome.stdout, outcome.stderr));
}

#[test]
fn check_of_a_study_tries_all_that_its_run_would_do() {
    let toy = StudyCopy::of_toy()
        .replacing("study.toml", "core = \"950100\"", "core = \"950101\"")
        .replacing("study.toml", "\"bloc\", \"side\"", "\"block\", \"side\"")
        .replacing("study.toml", "clusters.csv", "cluster.csv");
    let outcome = toy.jingwei(&["check", "toy/study.toml"]);
    assert_eq!(outcome.code, Some(3));
    assert_said!("check_a_study", format!("{}---\n{}", outcome.stdout, outcome.stderr));
    let sound = StudyCopy::of_toy().jingwei(&["check", "toy/study.toml", "--quiet"]);
    assert_eq!((sound.code, sound.stderr.as_str()), (Some(0), ""));
}
