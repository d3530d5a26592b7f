//! Networks that do not hang together.

use super::{StudyCopy, assert_said};

/// The toy without the corridors called `ids`.
fn without(ids: &[&str]) -> StudyCopy {
    let toy = StudyCopy::of_toy();
    let text = toy.read("corridors.geojson");
    let keep = |line: &&str| !ids.iter().any(|id| line.contains(&format!("\"id\":\"{id}\"")));
    let lines: Vec<&str> = text.lines().filter(keep).collect();
    let text = lines.join("\n").replace("},\n]", "}\n]");
    toy.with("corridors.geojson", text)
}

#[test]
fn an_end_far_from_every_seat() {
    let line = ("[[112.4,30.5],[112.4,29.5]]", "[[112.4,30.5],[112.9,28.5]]");
    let toy = StudyCopy::of_toy().replacing("corridors.geojson", line.0, line.1);
    assert_said!("far_end", toy.warned());
}

#[test]
fn parts_that_no_trip_joins() {
    let toy = without(&["G1-3", "H1-2"]);
    assert_said!("disconnected", toy.warned());
    let told = toy.jingwei(&["network", "check", "toy/study.toml"]);
    assert_eq!(told.code, Some(0));
    assert_said!("disconnected_network_check", told.stdout);
}

#[test]
fn a_mode_without_a_rule() {
    let toy = StudyCopy::of_toy().replacing("corridors.geojson", r#""mode":"hsr""#, r#""mode":"hrs""#);
    assert_said!("mode_without_a_rule", toy.refused());
}

#[test]
fn neither_minutes_nor_a_speed() {
    let toy = StudyCopy::of_toy().replacing("corridors.geojson", r#""speed_kmh":100"#, r#""speed_kmh":null"#);
    assert_said!("no_speed", toy.refused());
}
