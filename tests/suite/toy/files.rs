//! The files of `geodata/toy`, and that the page tells them as they are.

use super::page::{folder, number, numbers, optional, table, texts};
use jingwei::network::NetworkRules;
use jingwei::units::{Kilometres, KilometresPerHour, Minutes};
use serde_json::Value;
use std::fs;

/// The features of a layer.
fn features(file: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder().join(file)).unwrap();
    let layer: Value = serde_json::from_str(&text).unwrap();
    layer["features"].as_array().unwrap().clone()
}

fn text(feature: &Value, field: &str) -> String {
    feature["properties"][field].as_str().unwrap().to_owned()
}

/// Identifiers of the cities.
pub(super) fn ids() -> Vec<String> {
    features("cities.geojson").iter().map(|city| text(city, "adcode")).collect()
}

/// Output of the cities.
pub(super) fn output() -> Vec<Option<f64>> {
    features("cities.geojson").iter().map(|city| city["properties"]["gdp_yi_yuan"].as_f64()).collect()
}

/// Cluster and city of each row of the list.
pub(super) fn listed() -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_path(folder().join("clusters.csv")).unwrap();
    reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[2].to_owned())).collect()
}

/// The table `[network]` of the study.
fn rules() -> NetworkRules {
    let study: toml::Table = fs::read_to_string(folder().join("study.toml")).unwrap().parse().unwrap();
    study["network"].clone().try_into().unwrap()
}

#[test]
fn cities_stand_in_the_file_as_on_the_page() {
    let cities = features("cities.geojson");
    let page = table("Access", 0);
    assert_eq!(cities.iter().map(|city| text(city, "name")).collect::<Vec<_>>(), texts(&page, 0));
    let people: Vec<_> =
        cities.iter().map(|city| city["properties"]["population_wan"].as_f64().unwrap()).collect();
    assert_eq!(people, numbers(&page, 1));
    assert!(ids().is_sorted());
    for city in &cities {
        assert_eq!(text(city, "region_adcode")[..2], text(city, "adcode")[..2]);
    }
}

#[test]
fn links_take_the_minutes_of_the_page() {
    let rules = rules();
    let open: Vec<_> = features("corridors.geojson")
        .into_iter()
        .filter(|corridor| text(corridor, "status") == "open")
        .collect();
    let page = table("Links", 0);
    assert_eq!(open.iter().map(|corridor| text(corridor, "id")).collect::<Vec<_>>(), texts(&page, 0));
    for (corridor, row) in open.iter().zip(&page) {
        let stated = |field: &str| corridor["properties"][field].as_f64();
        let mode = &rules.mode[&text(corridor, "mode")];
        let designed = stated("design_kmh").map(KilometresPerHour::new).map(|v| mode.operating_speed(v));
        let speed = stated("speed_kmh").map(KilometresPerHour::new).or(designed);
        let minutes = stated("minutes")
            .map_or_else(|| Kilometres::new(stated("length_km").unwrap()) / speed.unwrap(), Minutes::new);
        assert_eq!(minutes.get(), number(&row[5]), "{}", row[0]);
        assert_eq!(stated("length_km"), Some(row[3].as_str()).filter(|km| !km.is_empty()).and_then(optional));
    }
}

#[test]
fn the_rules_are_those_of_the_page() {
    let rules = rules();
    let hsr = &rules.mode["hsr"];
    assert_eq!((hsr.wait_min.get(), hsr.stop_min.get(), hsr.station_access_km.get()), (15.0, 5.0, 0.0));
    assert_eq!(rules.intrazonal_min, Some(Minutes::new(10.0)));
}

#[test]
fn corridors_end_at_the_seats_that_they_name() {
    let cities = features("cities.geojson");
    let seat = |adcode: &str| {
        let city = cities.iter().find(|city| city["properties"]["adcode"] == adcode).unwrap();
        city["geometry"]["coordinates"].clone()
    };
    for corridor in features("corridors.geojson") {
        let line = corridor["geometry"]["coordinates"].as_array().unwrap();
        assert_eq!(line[0], seat(&text(&corridor, "from_adcode")));
        assert_eq!(line[1], seat(&text(&corridor, "to_adcode")));
    }
}

#[test]
fn provinces_have_the_output_a_head_of_the_page() {
    let mut reader = csv::Reader::from_path(folder().join("regions.csv")).unwrap();
    let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
    let per_head = |year: &str| -> Vec<f64> {
        let of_year = rows.iter().filter(|row| &row[2] == year);
        of_year.map(|row| number(&row[3]) / number(&row[4])).collect()
    };
    assert_eq!(per_head("2020"), [2.0, 2.0, 10.0, 2.0, 6.0, 10.0, 2.0, 10.0, 10.0]);
    assert_eq!(per_head("2023"), [4.0, 4.0, 12.0, 4.0, 8.0, 12.0, 4.0, 12.0, 12.0]);
    let regions: Vec<_> = features("regions.geojson").iter().map(|region| text(region, "adcode")).collect();
    assert_eq!(rows.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>(), [&regions[..]; 2].concat());
}
