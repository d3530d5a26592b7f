use super::*;
use crate::classify::Classes;
use crate::export::{Bilingual, Colour, Column, Style};
use geo_types::{LineString, polygon};
use proptest::prelude::*;
use serde_json::Value;

fn column(name: &str, values: Values) -> Column {
    Column { name: name.into(), alias: Bilingual::default(), unit: Bilingual::default(), decimals: 1, values }
}

fn layer(shapes: Shapes, columns: Vec<Column>) -> OutputLayer {
    let style = Style::Graduated {
        column: "v".into(),
        classes: Classes { bounds: vec![0.0, 1.0], of: Vec::new() },
        colours: vec![Colour(0, 0, 0)],
    };
    OutputLayer { name: "cities".into(), title: Bilingual::default(), shapes, columns, style, labels: None }
}

fn written(layer: &OutputLayer) -> String {
    let mut bytes = Vec::new();
    write(layer, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn texts(values: &[&str]) -> Values {
    Values::Text(values.iter().map(|v| Some((*v).to_owned())).collect())
}

#[test]
fn one_feature_a_line_with_every_key_and_typed_values() {
    let points = [Coord { x: 116.4, y: 40.0 }, Coord { x: 1e-7, y: -0.5 }];
    let columns = vec![
        column("adcode", texts(&["010000", "110000"])),
        column("name", texts(&["a\"<&'>\\", "北京"])),
        column("v", Values::Real(vec![Some(60.0), None])),
        column("big", Values::Real(vec![Some(1e20), Some(f64::NAN)])),
        column("n", Values::Integer(vec![Some(3_000_000_000), None])),
        column("core", Values::Boolean(vec![None, Some(true)])),
    ];
    let text = written(&layer(Shapes::Points(&points), columns));
    let expected = concat!(
        "{\"type\":\"FeatureCollection\",\"name\":\"cities\",\"features\":[\n",
        "{\"type\":\"Feature\",\"id\":10000,\"properties\":{\"adcode\":\"010000\",\"name\":\"a\\\"<&'>\\\\\",\"v\":60.0,",
        "\"big\":1.0e+20,\"n\":3000000000,\"core\":null},\"geometry\":{\"type\":\"Point\",\"coordinates\":[116.4,40]}},\n",
        "{\"type\":\"Feature\",\"id\":110000,\"properties\":{\"adcode\":\"110000\",\"name\":\"北京\",\"v\":null,",
        "\"big\":null,\"n\":null,\"core\":true},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1e-7,-0.5]}}\n]}\n",
    );
    assert_eq!(text, expected);
    let parsed: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(parsed["features"][0]["properties"]["big"], 1e20);
}

#[test]
fn identifiers_that_repeat_or_are_no_numbers_give_no_feature_id() {
    let points = [Coord { x: 0.0, y: 0.0 }; 2];
    for ids in [["1", "01"], ["G1", "2"], ["", "2"], ["1234567890123456", "2"]] {
        let text = written(&layer(Shapes::Points(&points), vec![column("id_text", texts(&ids))]));
        assert!(!text.contains("\"id\":"), "{text}");
    }
}

#[test]
fn outer_rings_run_counter_clockwise_and_holes_clockwise() {
    let clockwise = polygon!(
        exterior: [(x: 0.0, y: 0.0), (x: 0.0, y: 9.0), (x: 9.0, y: 9.0), (x: 9.0, y: 0.0)],
        interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0)]],
    );
    let territories = [MultiPolygon(vec![clockwise])];
    let text = written(&layer(Shapes::Polygons(&territories), Vec::new()));
    let expected =
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn geometry_that_cannot_be_drawn_is_null() {
    let territories = [MultiPolygon(Vec::new())];
    assert!(written(&layer(Shapes::Polygons(&territories), Vec::new())).contains("\"geometry\":null"));
    let lines = [LineString(vec![Coord { x: f64::NAN, y: 0.0 }; 2])];
    assert!(written(&layer(Shapes::Lines(&lines), Vec::new())).contains("\"geometry\":null"));
}

#[test]
fn no_features_are_an_empty_collection() {
    let text = written(&layer(Shapes::Points(&[]), Vec::new()));
    assert_eq!(text, "{\"type\":\"FeatureCollection\",\"name\":\"cities\",\"features\":[\n]}\n");
}

proptest! {
    #[test]
    fn any_layer_is_valid_json_that_gives_everything_back(
        rows in proptest::collection::vec(
            (any::<String>(), proptest::option::of(any::<f64>()), any::<Option<i64>>(), -180.0..180.0f64, -90.0..90.0f64),
            0..20,
        ),
    ) {
        let points: Vec<Coord<f64>> = rows.iter().map(|row| Coord { x: row.3, y: row.4 }).collect();
        let columns = vec![
            column("key", Values::Text(rows.iter().map(|row| Some(row.0.clone())).collect())),
            column("v", Values::Real(rows.iter().map(|row| row.1).collect())),
            column("n", Values::Integer(rows.iter().map(|row| row.2).collect())),
        ];
        let layer = layer(Shapes::Points(&points), columns);
        let text = written(&layer);
        prop_assert_eq!(&text, &written(&layer));
        let parsed: Value = serde_json::from_str(&text).unwrap();
        let features = parsed["features"].as_array().unwrap();
        prop_assert_eq!(features.len(), rows.len());
        for (row, feature) in rows.iter().zip(features) {
            let properties = &feature["properties"];
            prop_assert_eq!(properties["key"].as_str(), Some(row.0.as_str()));
            prop_assert_eq!(properties["v"].is_null(), row.1.is_none_or(|v| !v.is_finite()));
            prop_assert_eq!(properties["n"].as_i64(), row.2);
            prop_assert_eq!(feature["geometry"]["coordinates"].as_array().map(Vec::len), Some(2));
        }
    }

    #[test]
    fn numbers_come_back_to_the_last_bit(value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
        let mut text = Vec::new();
        real(&mut text, value).unwrap();
        prop_assert!(text.contains(&b'.'));
        prop_assert_eq!(str::from_utf8(&text).unwrap().parse::<f64>().unwrap().to_bits(), value.to_bits());
        text.clear();
        ordinate(&mut text, value).unwrap();
        prop_assert_eq!(str::from_utf8(&text).unwrap().parse::<f64>().unwrap().to_bits(), value.to_bits());
    }
}
