//! Scenarios through the real program and on the national study.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod national;

use super::study_copy::{StudyCopy, assert_said};

const CHECK: [&str; 4] = ["network", "check", "toy/scenario.toml", "--scenario"];

/// What `network check` says of the toy with `entries` as its scenario `x`.
fn refused(entries: &str) -> String {
    let toy = StudyCopy::of_toy();
    let text = toy.read("scenario.toml");
    let (study, _) = text.split_once("# The planned end of line H1").unwrap();
    let toy = toy.with("scenario.toml", format!("{study}[[scenario]]\nid = \"x\"\n{entries}\n"));
    let outcome = toy.jingwei(&[&CHECK[..], &["x"]].concat());
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""), "{}", outcome.stderr);
    outcome.stderr
}

#[test]
fn every_command_on_a_study_takes_a_scenario() {
    let toy = StudyCopy::of_toy();
    let run = |arguments: &[&str]| {
        let outcome = toy.jingwei(arguments);
        assert_eq!(outcome.code, Some(0), "{arguments:?}: {}", outcome.stderr);
        outcome.stdout
    };
    let matrix = run(&["matrix", "toy/scenario.toml", "--scenario", "through"]);
    assert!(matrix.contains("910100,930100,55\n") || matrix.contains("910100,930100,55.0\n"), "{matrix}");
    assert!(!run(&["matrix", "toy/scenario.toml"]).contains("910100,930100,55"));
    assert_said!("scenario_network_check", run(&[&CHECK[..], &["through"]].concat()));
    assert_said!("scenario_access", run(&["access", "toy/scenario.toml", "--scenario", "through"]));
    let core = ["--core", "950100", "--profile"];
    let rings = run(&[&["rings", "toy/scenario.toml"], &core[..], &["--scenario", "h1"]].concat());
    // 丙市, 75 minutes away, is in the ring from 60 to 90.
    assert_ne!(rings, run(&[&["rings", "toy/scenario.toml"], &core[..]].concat()));
    let cluster = ["cluster", "toy/scenario.toml", "--core-from", "300", "--scenario", "roads"];
    assert!(run(&cluster).contains("950100"));
}

#[test]
fn a_scenario_that_is_not_there() {
    let toy = StudyCopy::of_toy();
    let said = |arguments: &[&str]| {
        let outcome = toy.jingwei(arguments);
        assert_eq!(outcome.code, Some(2), "{}", outcome.stderr);
        outcome.stderr
    };
    assert_said!("scenario_unknown", said(&[&CHECK[..], &["thruogh"]].concat()));
    assert_said!("scenario_of_none", said(&["matrix", "toy/study.toml", "--scenario", "plan"]));
    let edges = ["matrix", "toy/edges.csv", "--nodes", "toy/nodes.csv", "--scenario", "plan"];
    assert_said!("scenario_beside_a_road_network", said(&edges));
}

#[test]
fn text_that_is_no_scenario() {
    assert_said!("scenario_unknown_key", refused("add = [{ fiel = \"planned.geojson\" }]"));
    assert_said!("scenario_wrong_kind", refused("remove = [{ line = 3 }]"));
    assert_said!("scenario_bad_filter", refused("remove = [{ where = \"mode = 'hsr' und opened < 2015\" }]"));
    assert_said!("scenario_base_unknown", refused("base = \"plan\"\nas_of = 2020"));
    assert_said!("scenario_negative_speed", refused("change = [{ line = \"H1\", speed_kmh = -300 }]"));
}

#[test]
fn edits_that_cannot_be_made() {
    assert_said!("scenario_missing_line", refused("add = [{ line = \"H2\" }]\nremove = [{ id = \"G1-5\" }]"));
    assert_said!("scenario_touches_nothing", refused("remove = [{ where = \"opened > 2050\" }]"));
    assert_said!("scenario_removes_everything", refused("remove = [{ where = \"id != null\" }]"));
    assert_said!("scenario_missing_file", refused("add = [{ file = \"plan.geojson\" }]"));
    let city = "add = [{ table = \"planned.csv\", from = \"line\", mode = \"hsr\" }]";
    assert_said!("scenario_unknown_city", refused(city));
    assert_said!(
        "scenario_unknown_mode",
        refused("add = [{ file = \"planned.geojson\", mode = \"metro\", minutes = 5 }]")
    );
}

#[test]
fn an_added_line_in_other_coordinates() {
    let with = |ends: &str| {
        let toy = StudyCopy::of_toy().replacing("planned.geojson", "[[110.8,31.5],[112.4,31.5]]", ends);
        let outcome = toy.jingwei(&[&CHECK[..], &["through"]].concat());
        assert_eq!(outcome.code, Some(3));
        outcome.stderr
    };
    // 甲市 and 丙市 as GCJ-02 has them.
    assert_said!("scenario_gcj", with("[[110.805463,31.497226],[112.405459,31.497401]]"));
    assert_said!("scenario_metres", with("[[12334200,3699600],[12512300,3699600]]"));
    assert_said!("scenario_unconnected", with("[[110.2,31.2],[110.3,31.9]]"));
}

#[test]
fn a_plan_names_scenarios_and_their_files() {
    let outcome = StudyCopy::of_toy().jingwei(&["run", "toy/scenario.toml", "--dry-run"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert_said!("scenario_dry_run", outcome.stdout);
}

#[test]
fn results_name_the_files_of_scenarios() {
    let toy = StudyCopy::of_toy();
    let outcome = toy.jingwei(&["run", "toy/scenario.toml", "--output", "out"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let provenance = std::fs::read_to_string(toy.folder().join("out/provenance.json")).unwrap();
    for file in ["planned.geojson", "planned.csv", "scenario.toml"] {
        assert!(provenance.contains(&format!("toy/{file}\"")), "{file}");
    }
}
