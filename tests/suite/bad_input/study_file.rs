//! A study.toml that is not one.

use super::{StudyCopy, assert_said};

fn with(old: &str, new: &str) -> String {
    StudyCopy::of_toy().replacing("study.toml", old, new).refused()
}

fn set(setting: &str) -> String {
    StudyCopy::of_toy().refused_with(2, &["--set", setting])
}

#[test]
fn unknown_keys() {
    assert_said!("unknown_table", with("[clusters]", "[cluster]"));
    assert_said!("unknown_top_level_key", with("[study]\n", "colour = 1\n[study]\n"));
    assert_said!("unknown_network_key", with("snap_m =", "snap_meters ="));
    assert_said!("unknown_mode_key", with("wait_min", "wait_mins"));
}

#[test]
fn unknown_keys_on_the_command_line() {
    assert_said!("set_unknown_key", set("access.daily_minutes=90"));
    assert_said!("set_unknown_mode_key", set("network.mode.hsr.wait=90"));
    assert_said!("set_unknown_table", set("acess.daily_min=90"));
}

#[test]
fn values_of_the_wrong_kind() {
    assert_said!("text_for_a_number", with("daily_min = 120", "daily_min = \"two hours\""));
    assert_said!("number_for_a_list", with("years = [2020, 2023]", "years = 2020"));
    assert_said!("unknown_choice", with("\"vertices\"", "\"vertex\""));
    assert_said!("negative_minutes", with("member_min = 60", "member_min = -60"));
    assert_said!("negative_speed_of_access", with("access_kmh = 30", "access_kmh = -30"));
    assert_said!("set_wrong_kind", set("access.daily_min=long"));
    assert_said!("set_out_of_range", set("access.daily_min=-1"));
    assert_said!("set_without_value", set("access.daily_min"));
}

#[test]
fn text_that_is_not_toml() {
    assert_said!("unclosed_table", with("[study]", "[study"));
    assert_said!("duplicate_key", with("k = 4", "k = 4\nk = 5"));
    let gbk = |study: StudyCopy| {
        let text = encoding_rs::GB18030.encode(&study.read("study.toml")).0.into_owned();
        study.with("study.toml", text)
    };
    assert_said!("study_in_gbk", gbk(StudyCopy::of_toy()).refused());
}

#[test]
fn a_projection_that_cannot_be() {
    let crs = |name: &str| with("language = \"en\"", &format!("language = \"en\"\ncrs = \"{name}\""));
    // PROJ says its own line before ours.
    let ours = |said: String| {
        said.lines().filter(|line| !line.starts_with("proj_create")).collect::<Vec<_>>().join("\n")
    };
    assert_said!("unknown_projection", ours(crs("EPSG:99999")));
    assert_said!("projection_in_degrees", ours(crs("EPSG:4490")));
    assert_said!("projection_by_another_name", ours(crs("albers")));
}

#[test]
fn an_empty_study() {
    assert_said!("empty_study", StudyCopy::of_toy().with("study.toml", "").refused());
}

#[test]
fn files_that_are_not_there() {
    let toy = StudyCopy::of_toy();
    std::fs::remove_file(toy.file("regions.csv")).unwrap();
    std::fs::remove_file(toy.file("corridors.geojson")).unwrap();
    assert_said!("missing_inputs", toy.refused());
    std::fs::remove_file(toy.file("study.toml")).unwrap();
    assert_said!("missing_study", toy.refused());
}

#[test]
fn a_folder_instead_of_a_file() {
    let toy = StudyCopy::of_toy();
    std::fs::remove_file(toy.file("cities.geojson")).unwrap();
    std::fs::create_dir(toy.file("cities.geojson")).unwrap();
    assert_said!("folder_instead_of_a_layer", toy.refused());
    let outcome = toy.jingwei(&["run", "toy", "--output", "out"]);
    assert_eq!(outcome.code, Some(3));
    assert_said!("folder_instead_of_a_study", outcome.stderr);
}
