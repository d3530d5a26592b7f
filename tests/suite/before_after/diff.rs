//! `jingwei diff` as it speaks.

use crate::study_copy::{StudyCopy, assert_said};

/// The planned line of the toy.
const PLAN: &str = r#"scenario=[{id="plan",status=["open","planned"]}]"#;

/// What was said but for warnings about the study.
fn said(stderr: &str) -> String {
    stderr.lines().filter(|line| !line.starts_with("warning[W-NET")).collect::<Vec<_>>().join("\n")
}

/// Two layers of the toy, with and without the planned line.
fn layers() -> StudyCopy {
    let toy = StudyCopy::of_toy();
    let study = "toy/study.toml";
    let status = r#"corridors.status=["open","planned"]"#;
    for arguments in [vec!["-o", "before.geojson"], vec!["--set", status, "-o", "after.geojson"]] {
        let outcome = toy.jingwei(&[&["access", study][..], &arguments].concat());
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    }
    toy
}

#[test]
fn a_scenario_beside_its_study() {
    let toy = StudyCopy::of_toy();
    let asked = ["diff", "toy/study.toml", "--field", "watt", "--scenario", "plan", "--set", PLAN];
    let outcome = toy.jingwei(&asked);
    assert_eq!(outcome.code, Some(0));
    let table = outcome.stdout.trim_start_matches('\u{feff}');
    assert_said!("diff_scenario", format!("{table}\n{}", said(&outcome.stderr)));
    let json = toy.jingwei(&[&asked[..], &["--json"]].concat()).stdout;
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(rows[0]["name"], "己市");
    assert_eq!(rows[5]["watt_d_min"], serde_json::Value::Null);
}

#[test]
fn two_layers_and_two_studies_say_the_same() {
    let toy = layers();
    let of_layers = toy.jingwei(&["diff", "before.geojson", "after.geojson", "--field", "watt_min"]);
    assert_eq!(of_layers.code, Some(0), "{}", of_layers.stderr);
    let of_scenario =
        toy.jingwei(&["diff", "toy/study.toml", "--field", "watt", "--scenario", "plan", "--set", PLAN]);
    assert_eq!(of_layers.stdout, of_scenario.stdout);
    let other =
        toy.read("study.toml").replace("as_of = 2024", "as_of = 2024\nstatus = [\"open\", \"planned\"]");
    let toy = toy.with("plan.toml", other);
    let of_studies = toy.jingwei(&["diff", "toy/study.toml", "toy/plan.toml", "--field", "watt_min"]);
    assert_eq!(of_studies.stdout, of_scenario.stdout);
    for (study, out) in [("toy/study.toml", "one"), ("toy/plan.toml", "two")] {
        assert_eq!(toy.jingwei(&["run", study, "-o", out]).code, Some(0));
    }
    let of_folders = toy.jingwei(&["diff", "one", "two", "--field", "watt_min"]);
    assert_eq!(of_folders.stdout, of_scenario.stdout, "{}", of_folders.stderr);
}

#[test]
fn the_layer_keeps_the_geometry_and_tells_the_newly_connected_apart() {
    let toy = layers();
    let asked = ["diff", "before.geojson", "after.geojson", "--field", "watt_min", "-o", "d.geojson"];
    let outcome = toy.jingwei(&asked);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let read = |file: &str| std::fs::read_to_string(toy.folder().join(file)).unwrap();
    let geometry = |text: &str| -> Vec<serde_json::Value> {
        let layer: serde_json::Value = serde_json::from_str(text).unwrap();
        layer["features"].as_array().unwrap().iter().map(|feature| feature["geometry"].clone()).collect()
    };
    assert_eq!(geometry(&read("d.geojson")), geometry(&read("before.geojson")));
    let style = read("d.qml");
    assert!(style.contains("&quot;watt_state&quot; = &apos;new&apos;"), "{style}");
    assert!(style.contains(" 0"), "zero is a bound");
    assert_eq!(toy.jingwei(&asked).code, Some(3), "a file that exists is not replaced");
}

#[test]
fn units_on_one_side_only_are_listed() {
    let toy = layers();
    let after = std::fs::read_to_string(toy.folder().join("after.geojson")).unwrap();
    let line = after.lines().find(|line| line.contains("壬市")).unwrap();
    let stranger = line.replace("990100", "970100").replace("壬市", "庚市");
    std::fs::write(toy.folder().join("after.geojson"), after.replace(line, &stranger)).unwrap();
    let outcome = toy.jingwei(&["diff", "before.geojson", "after.geojson", "--field", "watt_min"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let table = outcome.stdout.trim_start_matches('\u{feff}');
    assert_said!("diff_one_sided", format!("{table}\n{}", outcome.stderr));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let toy = layers();
    let refused = |arguments: &[&str], code: i32| {
        let outcome = toy.jingwei(&[&["diff"], arguments].concat());
        assert_eq!(
            (outcome.code, outcome.stdout.as_str()),
            (Some(code), ""),
            "{arguments:?}: {}",
            outcome.stderr
        );
        said(&outcome.stderr)
    };
    let (before, after) = ("before.geojson", "after.geojson");
    let all = [
        refused(&[before, after, "--field", "wat_min"], 3),
        refused(&[before, after, "--field", "name"], 3),
        refused(&[before, after, "--field", "watt_min", "--id", "code"], 3),
        refused(&[before, "toy/regions.geojson", "--field", "watt_min"], 3),
        refused(&[before, before, "--field", "watt_min"], 2),
        refused(&[before, "./before.geojson", "--field", "watt_min"], 2),
        refused(&[before, "toy/study.toml", "--field", "watt_min"], 2),
        refused(&[before, "--field", "watt_min", "--scenario", "plan"], 2),
        refused(&[before, "none.geojson", "--field", "watt_min"], 3),
        refused(&["toy", "toy/../toy", "--field", "watt_min"], 2),
        refused(&["toy/study.toml", "--field", "watt", "--scenario", "plan"], 2),
        refused(&["toy/study.toml", "--field", "watt", "--scenario", "pln", "--set", PLAN], 2),
        refused(&["toy/study.toml", "--field", "wat", "--scenario", "plan", "--set", PLAN], 2),
        refused(&["toy/study.toml", "--field", "watt", "--scenario", "plan", "--set", PLAN, "--id", "x"], 2),
        refused(&[before, after, "--field", "watt_min", "--set", PLAN], 2),
    ];
    assert_said!("diff_refused", all.join("\n\n"));
    let strangers = std::fs::read_to_string(toy.folder().join(after)).unwrap().replace("\"9", "\"8");
    std::fs::write(toy.folder().join("strangers.geojson"), strangers).unwrap();
    assert_said!("diff_strangers", refused(&[before, "strangers.geojson", "--field", "watt_min"], 3));
    let folder = toy.jingwei(&["diff", "toy", ".", "--field", "watt_min"]);
    assert_eq!(folder.code, Some(3));
    assert_said!("diff_no_output", folder.stderr);
}
