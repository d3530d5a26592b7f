//! Files that are not GeoJSON, or not text, or not what they say.

use super::{StudyCopy, assert_said};

#[test]
fn truncated() {
    let toy = StudyCopy::of_toy();
    let whole = toy.read("cities.geojson");
    let toy = toy.with("cities.geojson", &whole.as_bytes()[..700]);
    assert_said!("truncated_json", toy.refused());
}

#[test]
fn empty() {
    assert_said!("empty_geojson", StudyCopy::of_toy().with("cities.geojson", "").refused());
    let nothing = r#"{"type": "FeatureCollection", "features": []}"#;
    assert_said!("no_feature", StudyCopy::of_toy().with("cities.geojson", nothing).refused());
}

#[test]
fn a_number_where_a_string_is_expected() {
    let toy = StudyCopy::of_toy().replacing("cities.geojson", r#""name":"丙市""#, r#""name":7"#);
    assert_said!("number_among_text", toy.refused());
}

#[test]
fn a_string_where_a_number_is_expected() {
    let toy = StudyCopy::of_toy().replacing(
        "cities.geojson",
        r#""population_wan":90"#,
        r#""population_wan":"九十""#,
    );
    assert_said!("text_among_numbers", toy.refused());
}

#[test]
fn tokens_that_json_does_not_know() {
    let nan =
        StudyCopy::of_toy().replacing("cities.geojson", r#""population_wan":90"#, r#""population_wan":NaN"#);
    assert_said!("nan", nan.refused());
    let infinity = StudyCopy::of_toy().replacing("cities.geojson", "[112.4,29.5]", "[112.4,-Infinity]");
    assert_said!("infinity", infinity.refused());
}

#[test]
fn bytes_of_gbk() {
    let toy = StudyCopy::of_toy();
    let encoded = |file| encoding_rs::GB18030.encode(&toy.read(file)).0.into_owned();
    let (cities, table) = (encoded("cities.geojson"), encoded("regions.csv"));
    assert!(std::str::from_utf8(&cities).is_err());
    let toy = toy.with("cities.geojson", cities).with("regions.csv", table);
    assert_said!("gbk", toy.warned());
    let layer = std::fs::read_to_string(toy.folder().join("out/geojson/access_watt.geojson")).unwrap();
    assert!(layer.contains("甲市") && layer.contains("壬市"));
}

#[test]
fn a_reference_system_that_is_not_degrees() {
    let named = |name: &str| {
        let member = format!(r#""name":"regions","crs":{{"type":"name","properties":{{"name":"{name}"}}}},"#);
        StudyCopy::of_toy().replacing("regions.geojson", r#""name":"regions","#, &member).refused()
    };
    assert_said!("crs_gauss_kruger", named("urn:ogc:def:crs:EPSG::4547"));
    assert_said!("crs_gcj", named("GCJ-02"));
    assert_said!("crs_unknown", named("my own grid"));
}

#[test]
fn metres_without_a_reference_system() {
    let toy = StudyCopy::of_toy();
    let mut text = toy.read("cities.geojson");
    for (degrees, metres) in [
        ("[110.8,31.5]", "[38479000,3487000]"),
        ("[112.4,31.5]", "[38631000,3488000]"),
        ("[110.8,30.5]", "[38480000,3376000]"),
    ] {
        text = text.replace(degrees, metres);
    }
    assert_said!("metres", toy.with("cities.geojson", text).refused());
}
