//! Regions and cities from files.

use super::read::read_layer_bytes;
use super::*;
use crate::error::Error;
use proptest::prelude::*;
use std::path::Path;

fn square(x: i32, y: i32) -> String {
    format!(
        r#"{{"type":"Polygon","coordinates":[[[{x},{y}],[{e},{y}],[{e},{n}],[{x},{n}],[{x},{y}]]]}}"#,
        e = x + 1,
        n = y + 1
    )
}

fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

fn layer(features: &[String]) -> Layer {
    let json = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    read_layer_bytes(Path::new("in.geojson"), json.as_bytes()).unwrap()
}

fn regions(features: &[String]) -> Result<Regions, Error> {
    let fields = RegionFields { id: "adcode".to_owned(), name: Some("name".to_owned()) };
    Regions::from_layer(layer(features), &fields)
}

fn cities(features: &[String], seat: Option<[&str; 2]>) -> Result<Cities, Error> {
    let seat = seat.map(|seat| seat.map(str::to_owned));
    Cities::from_layer(layer(features), &CityFields { id: "adcode".to_owned(), name: None, seat })
}

fn lines(error: &Error) -> Vec<String> {
    error.to_string().lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn regions_are_sorted_by_identifier_with_their_fields() {
    let regions = regions(&[
        feature(r#"{"adcode":"310000","name":"上海市","gdp":2}"#, &square(5, 5)),
        feature(r#"{"adcode":"110000","name":null,"gdp":1}"#, &square(1, 1)),
    ])
    .unwrap();
    assert_eq!(regions.ids, ["110000", "310000"]);
    assert_eq!(regions.names, ["110000", "上海市"]);
    assert_eq!(regions.polygons[1].0[0].exterior().0[0], geo_types::Coord { x: 5.0, y: 5.0 });
    assert_eq!(regions.fields.named("gdp").unwrap().values, Values::Integer(vec![Some(1), Some(2)]));
    assert_eq!((regions.index_of("310000"), regions.index_of("3100")), (Some(1), None));
}

#[test]
fn duplicate_and_missing_identifiers_name_the_features() {
    let error = regions(&[
        feature(r#"{"adcode":"110000","name":"北京市"}"#, &square(1, 1)),
        feature(r#"{"adcode":" ","name":"无名"}"#, &square(3, 1)),
        feature(r#"{"adcode":"110000","name":"北京"}"#, &square(5, 1)),
    ])
    .unwrap_err();
    assert_eq!(
        lines(&error),
        [
            "in.geojson: feature 2 (无名): field `adcode`: the identifier is absent [E-ID-001]",
            "in.geojson: feature 3 (`110000` 北京): field `adcode`: feature 1 (北京市) has the same identifier: `110000` \
             [E-ID-002]",
        ]
    );
}

#[test]
fn a_missing_field_names_the_nearest() {
    let error = regions(&[feature(r#"{"adcod":"1","name":"a"}"#, &square(1, 1))]).unwrap_err();
    assert_eq!(
        lines(&error),
        ["in.geojson: field `adcode`: there is no such field, the nearest is `adcod` [E-FIELD-002]"]
    );
    assert_eq!(error.exit_code(), 3);
}

#[test]
fn numeric_identifiers_become_text_and_real_ones_with_a_word() {
    let whole = cities(&[feature(r#"{"adcode":110000}"#, &square(1, 1))], None).unwrap();
    assert_eq!((whole.ids[0].as_str(), whole.findings.len()), ("110000", 0));
    let real = cities(&[feature(r#"{"adcode":110000.0}"#, &square(1, 1))], None).unwrap();
    assert_eq!(real.ids, ["110000"]);
    assert_eq!(
        real.findings[0].to_string(),
        "in.geojson: feature 1 (`110000`): field `adcode`: the identifiers are real numbers and were read as whole, \
         such as `110000`: `110000.0`"
    );
    let error = cities(&[feature(r#"{"adcode":1.5}"#, &square(1, 1))], None).unwrap_err();
    assert!(error.to_string().contains("cannot be written as whole: `1.5` [E-FIELD-004]"), "{error}");
}

#[test]
fn what_the_reader_and_the_ring_check_found_is_one_error() {
    let bow_tie = r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}"#;
    let line = r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#;
    let error = regions(&[
        feature(r#"{"adcode":"1","name":"a"}"#, "null"),
        feature(r#"{"adcode":"2","name":"b"}"#, bow_tie),
        feature(r#"{"adcode":"3","name":"c"}"#, line),
        feature(
            r#"{"adcode":"4","name":"d"}"#,
            r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#,
        ),
    ])
    .unwrap_err();
    assert_eq!(
        lines(&error),
        [
            "in.geojson: feature 1 (`1` a): the geometry is null or empty [E-GEO-001]",
            "in.geojson: feature 4 (`4` d): the outer ring is not closed, it ends elsewhere than it begins at 0, 0: `0, 1` \
             [E-GEO-003]",
            "in.geojson: feature 2 (`2` b): the outer ring crosses itself: `0.5, 0.5` [E-GEO-003]",
            "in.geojson: feature 3 (`3` c): a polygon is wanted here, not a LineString [E-GEO-002]",
        ]
    );
}

#[test]
fn seats_come_from_points_from_fields_or_from_inside() {
    let point = r#"{"type":"Point","coordinates":[116.4,39.9]}"#;
    let points = cities(&[feature(r#"{"adcode":"1"}"#, point)], None).unwrap();
    assert_eq!((points.seats[0].x, points.territories.is_none()), (116.4, true));
    let inside = cities(&[feature(r#"{"adcode":"1"}"#, &square(10, 20))], None).unwrap();
    let seat = inside.seats[0];
    assert!((10.0..=11.0).contains(&seat.x) && (20.0..=21.0).contains(&seat.y), "{seat:?}");
    assert_eq!(inside.territories.map(|all| all.len()), Some(1));
    let given = r#"{"adcode":"1","lon":10.25,"lat":20}"#;
    let given = cities(&[feature(given, &square(10, 20))], Some(["lon", "lat"])).unwrap();
    assert_eq!((given.seats[0].x, given.seats[0].y), (10.25, 20.0));
}

#[test]
fn bad_seats_and_mixed_geometry_are_refused() {
    let seat = Some(["lon", "lat"]);
    let error = cities(
        &[
            feature(r#"{"adcode":"1","lon":39.9,"lat":116.4}"#, &square(1, 1)),
            feature(r#"{"adcode":"2","lon":null,"lat":1}"#, &square(3, 1)),
            feature(r#"{"adcode":"3","lon":1,"lat":1}"#, r#"{"type":"Point","coordinates":[1,1]}"#),
        ],
        seat,
    )
    .unwrap_err();
    assert_eq!(
        lines(&error),
        [
            "in.geojson: feature 2 (`2`): field `lon`: the city has no seat [E-FIELD-003]",
            "in.geojson: feature 1 (`1`): field `lat`: the seat does not lie between -90 and 90 degrees: `116.4` \
             [E-FIELD-004]",
            "in.geojson: feature 3 (`3`): a point here, but a polygon in feature 1; a layer holds one of both [E-GEO-002]",
        ]
    );
    let error = cities(&[feature(r#"{"adcode":"1","lon":1}"#, &square(1, 1))], seat).unwrap_err();
    assert!(error.to_string().contains("field `lat`: there is no such field"), "{error}");
}

proptest! {
    #[test]
    fn shuffling_the_features_of_a_file_changes_nothing(order in Just((0..6).collect::<Vec<i32>>()).prop_shuffle()) {
        let feature_of = |i: &i32| {
            // Whole and real numbers mixed, a value absent, so that the type of the field must not depend on order.
            let value = ["1", "2.5", "null", "4", "5.0", "6"][usize::try_from(*i).unwrap()];
            feature(&format!(r#"{{"adcode":"{}","name":"n{i}","value":{value}}}"#, 100 - i), &square(3 * i, 2))
        };
        let sorted: Vec<String> = (0..6).collect::<Vec<i32>>().iter().map(feature_of).collect();
        let shuffled: Vec<String> = order.iter().map(feature_of).collect();
        let (a, b) = (regions(&sorted).unwrap(), regions(&shuffled).unwrap());
        prop_assert_eq!((&a.ids, &a.names, &a.polygons, &a.fields), (&b.ids, &b.names, &b.polygons, &b.fields));
        let (a, b) = (cities(&sorted, None).unwrap(), cities(&shuffled, None).unwrap());
        prop_assert_eq!((&a.ids, &a.seats, &a.territories, &a.fields), (&b.ids, &b.seats, &b.territories, &b.fields));
    }
}
