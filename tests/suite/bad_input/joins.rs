//! Identifiers and fields that do not meet.

use super::{StudyCopy, assert_said};

#[test]
fn a_duplicated_adcode() {
    let toy = StudyCopy::of_toy().replacing("cities.geojson", r#""adcode":"940100""#, r#""adcode":"950100""#);
    assert_said!("duplicated_adcode", toy.refused());
}

#[test]
fn a_field_that_is_not_there() {
    let misspelt =
        StudyCopy::of_toy().replacing("study.toml", "\"population_wan\"\n\n[corr", "\"popluation\"\n\n[corr");
    assert_said!("missing_field_of_cities", misspelt.refused());
    let series = StudyCopy::of_toy().replacing("study.toml", "value = \"gdp_yi_yuan\"", "value = \"gdp_yi\"");
    assert_said!("missing_field_of_a_series", series.refused());
    let id = StudyCopy::of_toy().replacing("study.toml", "id = \"adcode\"", "id = \"code\"");
    assert_said!("missing_id_field", id.refused());
    let rings = StudyCopy::of_toy().replacing("study.toml", "core = \"950100\"", "core = \"950101\"");
    assert_said!("missing_core", rings.refused());
}

#[test]
fn an_adcode_that_no_region_has() {
    let toy = StudyCopy::of_toy().replacing("regions.csv", "920000,乙省,2020", "920001,乙省,2020");
    assert_said!("wrong_adcode", toy.warned());
}

#[test]
fn adcodes_that_a_spreadsheet_made_numbers() {
    let toy = StudyCopy::of_toy().replacing("regions.csv", "920000,", "920000.0,");
    assert_said!("adcode_as_number", toy.warned());
}

#[test]
fn adcodes_in_full_width_digits() {
    let toy = StudyCopy::of_toy().replacing("regions.csv", "920000,", "９２００００,");
    assert_said!("adcode_in_full_width", toy.warned());
}

#[test]
fn a_table_of_other_places() {
    let toy = StudyCopy::of_toy();
    let table = toy.read("regions.csv").replace("\n9", "\n3");
    assert_said!("no_row_matches", toy.with("regions.csv", table).refused());
}

#[test]
fn a_ragged_table() {
    let toy =
        StudyCopy::of_toy().replacing("regions.csv", "920000,乙省,2020,2000,", "920000,乙省,2020,2,000,");
    assert_said!("ragged_table", toy.refused());
}
