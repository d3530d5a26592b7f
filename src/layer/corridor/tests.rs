use super::*;
use crate::layer::read::read_layer_bytes;
use std::path::Path;

const LINE: &str = r#"{"type":"LineString","coordinates":[[110,30],[111,30]]}"#;

fn layer(features: &[(&str, &str)]) -> Layer {
    let features: Vec<String> = features
        .iter()
        .map(|(properties, geometry)| {
            format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
        })
        .collect();
    let json = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    read_layer_bytes(Path::new("corridors.geojson"), json.as_bytes()).unwrap()
}

fn corridors(features: &[(&str, &str)]) -> Result<Corridors> {
    Corridors::from_layer(layer(features), &CorridorFields::default())
}

fn refused(features: &[(&str, &str)]) -> String {
    corridors(features).unwrap_err().to_string()
}

#[test]
fn everything_but_the_mode_may_be_absent() {
    let corridors = corridors(&[(r#"{"mode":"road"}"#, LINE)]).unwrap();
    assert_eq!((corridors.ids[0].as_str(), corridors.modes[0].as_str()), ("line-1", "road"));
    assert_eq!((corridors.minutes[0], corridors.speeds[0], corridors.lengths[0]), (None, None, None));
    assert_eq!((corridors.statuses[0], corridors.opened[0]), (Status::Open, None));
    assert_eq!((corridors.oneway[0], corridors.routed[0]), (false, true));
}

#[test]
fn all_fields_are_read() {
    let properties = r#"{"id":7,"line":"京沪高铁","mode":"hsr","minutes":10,"speed_kmh":200.5,"design_kmh":350,
        "length_km":51,"status":"Building","opened":2026,"oneway":"yes","routed":0}"#;
    let corridors = corridors(&[(properties, LINE)]).unwrap();
    assert_eq!((corridors.ids[0].as_str(), corridors.lines[0].as_deref()), ("7", Some("京沪高铁")));
    assert_eq!(corridors.minutes[0], Some(Minutes::new(10.0)));
    assert_eq!(corridors.speeds[0], Some(KilometresPerHour::new(200.5)));
    assert_eq!(corridors.design_speeds[0], Some(KilometresPerHour::new(350.0)));
    assert_eq!(corridors.lengths[0], Some(Kilometres::new(51.0)));
    assert_eq!((corridors.statuses[0], corridors.opened[0]), (Status::Building, Some(2026)));
    assert_eq!((corridors.oneway[0], corridors.routed[0]), (true, false));
}

#[test]
fn parts_of_a_multi_line_share_the_length_and_keep_the_fields() {
    let parts = r#"{"type":"MultiLineString","coordinates":[[[110,0],[111,0]],[[112,0],[115,0]]]}"#;
    let corridors = corridors(&[
        (r#"{"id":"a","mode":"road","length_km":400}"#, parts),
        (r#"{"id":"b","mode":"rail","length_km":9}"#, LINE),
    ])
    .unwrap();
    assert_eq!(corridors.ids, ["a", "a", "b"]);
    assert_eq!(corridors.modes, ["road", "road", "rail"]);
    let lengths: Vec<f64> = corridors.lengths.iter().map(|length| length.unwrap().get()).collect();
    assert!((lengths[0] - 100.0).abs() < 1e-6 && (lengths[1] - 300.0).abs() < 1e-6, "{lengths:?}");
    assert_eq!(
        corridors.fields.numbers("length_km", Path::new("")).unwrap(),
        [Some(400.0), Some(400.0), Some(9.0)]
    );
}

#[test]
fn bad_values_are_collected_into_one_error() {
    let point = r#"{"type":"LineString","coordinates":[[110,30],[110,30]]}"#;
    let said = refused(&[
        (r#"{"id":"a","mode":"road","speed_kmh":-80}"#, LINE),
        (r#"{"id":"b","mode":"road","length_km":0,"status":"plan"}"#, LINE),
        (r#"{"id":"c","mode":"road"}"#, point),
        (r#"{"id":"d","mode":null,"oneway":"maybe"}"#, LINE),
        (r#"{"id":"e","mode":"road","opened":20141226}"#, LINE),
    ]);
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "corridors.geojson: feature 4 (`d`): field `mode`: the corridor has no mode [E-FIELD-003]",
            "corridors.geojson: feature 1 (`a`): field `speed_kmh`: the value must be above zero: `-80` [E-FIELD-004]",
            "corridors.geojson: feature 2 (`b`): field `length_km`: the value must be above zero: `0` [E-FIELD-004]",
            "corridors.geojson: feature 2 (`b`): field `status`: a status is `open`, `building` or `planned`, perhaps \
             `planned`: `plan` [E-FIELD-004]",
            "corridors.geojson: feature 5 (`e`): field `opened`: a year has four digits: `20141226` [E-FIELD-004]",
            "corridors.geojson: feature 4 (`d`): field `oneway`: true or false is wanted: `maybe` [E-FIELD-004]",
            "corridors.geojson: feature 3 (`c`): the corridor has no length, all its positions are one: `110, 30` [E-NET-001]",
        ]
    );
}

#[test]
fn polygons_and_points_are_no_corridors() {
    let square = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
    let said = refused(&[("{\"mode\":\"road\"}", square), ("{\"mode\":\"road\"}", "null")]);
    assert_eq!(
        said.lines().map(str::trim).collect::<Vec<_>>(),
        [
            "corridors.geojson: feature 2 (`line-2`): the geometry is null or empty [E-GEO-001]",
            "corridors.geojson: feature 1 (`line-1`): a line is wanted here, not a Polygon [E-GEO-002]",
        ]
    );
}

#[test]
fn a_field_named_by_the_user_must_exist_and_the_mode_always() {
    let fields = CorridorFields { speed_kmh: Some("speed".to_owned()), ..CorridorFields::default() };
    let said = Corridors::from_layer(layer(&[(r#"{"mode":"a","speeed":3}"#, LINE)]), &fields).unwrap_err();
    assert_eq!(
        said.to_string(),
        "corridors.geojson: field `speed`: there is no such field, the nearest is `speeed` [E-FIELD-002]"
    );
    assert!(refused(&[("{}", LINE)]).contains("field `mode`: there is no such field"));
    let fields = CorridorFields { default_mode: Some("road".to_owned()), ..CorridorFields::default() };
    assert_eq!(Corridors::from_layer(layer(&[("{}", LINE)]), &fields).unwrap().modes, ["road"]);
}
