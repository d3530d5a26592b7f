use super::*;
use crate::error::Level;
use crate::layer::Values;
use geo_types::Geometry;
use proptest::prelude::*;
use std::cell::Cell;

const POINT: &str = r#"{"type":"Point","coordinates":[116.4,39.9]}"#;

fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn read(json: &str) -> Result<Layer> {
    read_layer_bytes(Path::new("in.geojson"), json.as_bytes())
}

fn refused(json: &str) -> String {
    read(json).unwrap_err().to_string()
}

/// The findings of the only features `features`.
fn found(features: &[String]) -> Vec<String> {
    let layer = read(&collection(features)).unwrap();
    layer.findings.iter().map(|finding| format!("{finding} [{}]", finding.code)).collect()
}

#[test]
fn truncated_json_names_the_feature_it_ends_in() {
    let whole = collection(&[feature("{}", POINT), feature("{}", POINT)]);
    let end = whole.len();
    assert_eq!(
        refused(&whole[..end - 20]),
        "in.geojson: line 1: feature 2: the file ends in the middle of this feature, it is truncated [E-JSON-001]"
    );
    assert_eq!(
        refused(&whole[..end - 1]),
        "in.geojson: line 1: the file ends too early, it is truncated [E-JSON-001]"
    );
    assert!(refused("").contains("the file is empty"));
}

#[test]
fn numbers_that_json_does_not_know_are_named() {
    for token in ["NaN", "Infinity", "-Infinity", "nan", "1e400", "-1e999"] {
        let json = format!(
            "{{\"type\":\"FeatureCollection\",\n\"features\":[{}]}}",
            [feature("{\"gdp\":1}", POINT), feature(&format!("{{\"gdp\":{token}}}"), POINT)].join(",")
        );
        let said = refused(&json);
        assert!(said.starts_with("in.geojson: line 2: feature 2: column "), "{said}");
        assert!(
            said.ends_with(&format!("JSON knows no such number, write null: `{token}` [E-JSON-001]")),
            "{said}"
        );
    }
    let said = refused(&collection(&[feature("{}", r#"{"type":"Point","coordinates":[NaN,39.9]}"#)]));
    assert!(said.contains("feature 1") && said.ends_with("write null: `NaN` [E-JSON-001]"), "{said}");
}

#[test]
fn other_broken_json_shows_the_word_and_the_column() {
    let said = refused(&collection(&[feature("{\"a\":hello}", POINT)]));
    assert_eq!(said, "in.geojson: line 1: feature 1: column 77: expected value: `hello` [E-JSON-001]");
    let said = refused(&collection(&[feature("{}", r#"{"type":"Point","coordinates":[116.4,null]}"#)]));
    assert!(said.contains("invalid type: null, expected a number"), "{said}");
    let said = refused(&format!("{} x", collection(&[])));
    assert!(said.contains("trailing characters: `x`"), "{said}");
}

#[test]
fn files_that_are_no_feature_collection_are_told_apart() {
    for (json, what) in [
        (feature("{}", POINT), "the file is a single Feature, not a FeatureCollection: `Feature`"),
        (POINT.to_owned(), "the file is a bare geometry, not a FeatureCollection: `Point`"),
        (r#"{"type":"Topology","objects":{}}"#.to_owned(), "the file is TopoJSON, not GeoJSON: `Topology`"),
        (r#"{"objects":{},"type":"Topology"}"#.to_owned(), "the file is TopoJSON, not GeoJSON: `Topology`"),
        ("{\"a\":1}".to_owned(), "the file is JSON, but it has no `type`: not a FeatureCollection"),
        ("[1,2]".to_owned(), "the file is a JSON list, not a GeoJSON FeatureCollection"),
        ("7".to_owned(), "invalid type: integer `7`, expected a GeoJSON FeatureCollection"),
        (r#"{"type":"FeatureCollection"}"#.to_owned(), "the FeatureCollection has no `features`"),
        (r#"{"geometryType":"p","features":[{"attributes":{}}]}"#.to_owned(), "Esri JSON, not GeoJSON"),
        (collection(&[POINT.to_owned()]), "feature 1: a member of `features` is no Feature: `Point`"),
        (collection(&["{}".to_owned()]), "feature 1: a member of `features` has no `type`"),
    ] {
        let said = refused(&json);
        assert!(said.contains(what) && said.ends_with("[E-JSON-001]"), "{json}: {said}");
    }
}

#[test]
fn an_empty_collection_is_a_finding() {
    assert_eq!(found(&[]), ["in.geojson: the collection holds no feature [E-GEO-005]"]);
}

#[test]
fn numbers_mixed_with_text_name_both_features() {
    let said = found(&[
        feature(r#"{"adcode":"110000","name":"北京市","gdp":null}"#, POINT),
        feature(r#"{"adcode":"120000","name":"天津市","gdp":12.5}"#, POINT),
        feature(r#"{"adcode":"130000","name":"河北省","gdp":"n/a"}"#, POINT),
    ]);
    assert_eq!(
        said,
        ["in.geojson: feature 3 (`130000` 河北省): field `gdp`: text here, but a number in feature 2 \
          (`120000` 天津市), where it is `12.5`: `n/a` [E-FIELD-001]"]
    );
}

#[test]
fn fields_are_typed_over_the_whole_file_in_order_of_appearance() {
    let layer = read(&collection(&[
        feature(r#"{"b":1,"a":"x","flag":true}"#, POINT),
        feature(r#"{"c":18446744073709551615,"b":2.5}"#, POINT),
        feature("null", POINT),
    ]))
    .unwrap();
    assert_eq!(layer.fields.names().collect::<Vec<_>>(), ["b", "a", "flag", "c"]);
    assert_eq!(layer.fields.0[0].values, Values::Real(vec![Some(1.0), Some(2.5), None]));
    assert_eq!(layer.fields.0[2].values, Values::Boolean(vec![Some(true), None, None]));
    assert_eq!(layer.fields.0[3].values, Values::Real(vec![None, Some(18_446_744_073_709_551_615.0), None]));
}

#[test]
fn lists_and_objects_are_kept_as_text_with_a_word() {
    let json =
        collection(&[feature(r#"{"center":[116.4,39.9]}"#, POINT), feature("{\"center\":null}", POINT)]);
    let layer = read(&json).unwrap();
    assert_eq!(layer.fields.0[0].values, Values::Text(vec![Some("[116.4,39.9]".to_owned()), None]));
    assert_eq!(
        layer.findings[0].to_string(),
        "in.geojson: feature 1: field `center`: 1 of 2 features hold a list or an object, kept as JSON text"
    );
}

#[test]
fn the_top_level_id_becomes_a_field_unless_a_property_has_its_name() {
    let with_id =
        |properties: &str| collection(&[feature(properties, POINT).replacen('{', r#"{"id":110000,"#, 1)]);
    let layer = read(&with_id(r#"{"name":"a"}"#)).unwrap();
    assert_eq!(layer.fields.names().collect::<Vec<_>>(), ["id", "name"]);
    assert_eq!(layer.fields.0[0].values, Values::Integer(vec![Some(110_000)]));
    let layer = read(&with_id(r#"{"id":"own"}"#)).unwrap();
    assert_eq!(
        layer.fields.0,
        [super::super::Field { name: "id".to_owned(), values: Values::Text(vec![Some("own".to_owned())]) }]
    );
}

#[test]
fn null_and_unusable_geometry_is_none_with_a_finding() {
    let said = found(&[
        feature(r#"{"adcode":"1"}"#, "null"),
        feature(r#"{"adcode":"2"}"#, r#"{"type":"Polygon","coordinates":[]}"#),
        feature(r#"{"adcode":"3"}"#, r#"{"type":"GeometryCollection","geometries":[]}"#),
        feature(r#"{"adcode":"4"}"#, r#"{"type":"Point","coordinates":[116.4]}"#),
        feature(r#"{"adcode":"5"}"#, POINT),
    ]);
    assert_eq!(
        said,
        [
            "in.geojson: feature 1 (`1`): the geometry is null or empty [E-GEO-001]",
            "in.geojson: feature 2 (`2`): the geometry is null or empty [E-GEO-001]",
            "in.geojson: feature 3 (`3`): a GeometryCollection cannot be used, give the feature one geometry [E-GEO-002]",
            "in.geojson: feature 4 (`4`): a position has fewer than two numbers [E-JSON-001]",
        ]
    );
}

#[test]
fn heights_are_dropped_with_one_word() {
    let line = r#"{"type":"LineString","coordinates":[[110,30,5],[111,31,6]]}"#;
    let json = collection(&[feature("{}", POINT), feature("{}", line), feature("{}", line)]);
    let layer = read(&json).unwrap();
    let said: Vec<String> = layer.findings.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["in.geojson: feature 2: 2 of 3 features carry heights, which were left out"]);
    assert_eq!(layer.findings[0].code.level(), Level::Warning);
    let Some(Geometry::LineString(line)) = &layer.geometries[1] else { panic!() };
    assert_eq!((line.0[1].x, line.0[1].y), (111.0, 31.0));
}

#[test]
fn open_and_short_rings_are_seen_before_they_are_closed() {
    let polygon = |ring: &str| feature("{}", &format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#));
    let said = found(&[
        polygon("[[0,0],[1,0],[1,1],[0,1]]"),
        polygon("[[0,0],[1,0],[0,0]]"),
        polygon("[[0,0],[9,0],[9,9],[0,0]],[[5,2]]"),
        polygon("[[0,0],[1,0],[1,1],[0,0]]"),
    ]);
    assert_eq!(
        said,
        [
            "in.geojson: feature 1: the outer ring is not closed, it ends elsewhere than it begins at 0, 0: `0, 1` [E-GEO-003]",
            "in.geojson: feature 2: the outer ring at 0, 0 has 3 positions, a ring wants at least 4 [E-GEO-003]",
            "in.geojson: feature 3: a hole has 1 position, a ring wants at least 4 [E-GEO-003]",
        ]
    );
}

#[test]
fn the_crs_is_read_wherever_it_stands() {
    let named =
        |name: &str| format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"name":"here""#);
    let features = feature("{}", POINT);
    for (json, datum) in [
        (
            format!(r#"{{{},"features":[{features}],"type":"FeatureCollection"}}"#, named("EPSG:4490")),
            crs::Datum::Cgcs2000,
        ),
        (
            format!(r#"{{"type":"FeatureCollection","features":[{features}],{}}}"#, named("EPSG:4490")),
            crs::Datum::Cgcs2000,
        ),
        (
            format!(
                r#"{{"type":"FeatureCollection","features":[{features}],{}}}"#,
                named("urn:ogc:def:crs:OGC:1.3:CRS84")
            ),
            crs::Datum::Wgs84,
        ),
    ] {
        let layer = read(&json).unwrap();
        assert_eq!((layer.datum, layer.name.as_deref(), layer.findings.len()), (datum, Some("here"), 0));
    }
    let json = format!(r#"{{"type":"FeatureCollection","features":[{features}],{}}}"#, named("GCJ-02"));
    assert_eq!(
        read(&json).unwrap().findings[0].to_string(),
        "in.geojson: field `crs`: the crs member names GCJ-02, the shifted coordinates of Chinese web maps, 100 to 700 \
         metres off; QGIS would take them for WGS 84: `GCJ-02`"
    );
}

#[test]
fn metres_without_a_label_name_the_likely_zone() {
    let metres = r#"{"type":"LineString","coordinates":[[39512345.5,4412345],[39512400,4412400]]}"#;
    assert_eq!(
        found(&[feature("{}", POINT), feature(r#"{"name":"京沪"}"#, metres)]),
        [
            "in.geojson: feature 2 (京沪): a position is not longitude and latitude (and 1 more like it): it looks like \
          3-degree Gauss-Krüger zone 39 (central meridian 117°E), in metres: `39512345.5, 4412345` [E-CRS-002]"
        ]
    );
}

#[test]
fn a_bbox_before_the_features_is_no_feature() {
    let json = format!(
        r#"{{"type":"FeatureCollection","bbox":[73,3,135,54],"features":[{}]}}"#,
        feature("{}", POINT)
    );
    assert_eq!(read(&json).unwrap().len(), 1);
}

#[test]
fn gbk_is_read_with_a_word_and_other_bytes_are_refused() {
    let json = collection(&[feature(r#"{"name":"北京市"}"#, POINT)]);
    let (bytes, ..) = encoding_rs::GB18030.encode(&json);
    let layer = read_layer_bytes(Path::new("in.geojson"), &bytes).unwrap();
    assert_eq!(layer.fields.0[0].values, Values::Text(vec![Some("北京市".to_owned())]));
    assert_eq!(layer.findings[0].to_string(), "in.geojson: the bytes are not UTF-8 and were read as GB18030");

    let broken = [json.as_bytes(), b"\xFF\xFF"].concat();
    let error = read_layer_bytes(Path::new("in.geojson"), &broken).unwrap_err().to_string();
    let end = json.len();
    assert_eq!(error, format!("in.geojson: the text is UTF-8 up to byte {end}, which is not [E-TEXT-002]"));
    let error = read_layer_bytes(Path::new("in.geojson"), b"{\"a\":\"\xFF\xFF\"}").unwrap_err().to_string();
    assert_eq!(error, "in.geojson: the bytes are neither UTF-8, first at byte 6, nor GB18030 [E-TEXT-002]");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let layer = read(&format!("\u{feff}{}", collection(&[feature("{}", POINT)]))).unwrap();
    assert_eq!((layer.len(), layer.findings.len()), (1, 0));
}

#[test]
fn a_file_is_read_with_progress_and_a_missing_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.geojson");
    let json = collection(&vec![feature("{\"a\":1}", POINT); 3000]);
    std::fs::write(&path, &json).unwrap();
    let (calls, last) = (Cell::new(0), Cell::new(0));
    let layer = read_layer_with(&path, &|bytes| {
        calls.set(calls.get() + 1);
        last.set(bytes);
    })
    .unwrap();
    assert_eq!((layer.len(), last.get()), (3000, json.len() as u64));
    assert!(calls.get() > 2);
    let error = read_layer(&folder.path().join("none.geojson")).unwrap_err();
    assert!(matches!(error, Error::Read { .. }) && error.exit_code() == 3);
}

#[test]
fn numbers_are_read_to_the_last_bit() {
    for text in
        ["116.40528500000001", "0.1234567890123456789", "9007199254740993.0", "1.7976931348623157e308"]
    {
        let layer = read(&collection(&[feature(&format!("{{\"a\":{text}}}"), POINT)])).unwrap();
        assert_eq!(layer.fields.0[0].values, Values::Real(vec![Some(text.parse().unwrap())]));
    }
}

/// JSON that is nearly GeoJSON.
fn nearly() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "type",
        "FeatureCollection",
        "Feature",
        "features",
        "geometry",
        "properties",
        "coordinates",
        "Polygon",
        "MultiPolygon",
        "Point",
        "id",
        "crs",
        "name",
        "a",
    ]);
    let leaf = prop_oneof![
        word.clone().prop_map(|word| format!("\"{word}\"")),
        (-200i32..200).prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| number.to_string()),
        Just("null".to_owned()),
        Just("[[0,0],[1,0],[1,1],[0,0]]".to_owned()),
        Just(r#""type":"FeatureCollection""#.to_owned()),
    ];
    leaf.prop_recursive(6, 60, 5, move |inner| {
        let pair = (word.clone(), inner.clone()).prop_map(|(key, value)| format!("\"{key}\":{value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec(pair, 0..6).prop_map(|all| format!("{{{}}}", all.join(","))),
        ]
    })
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_layer_bytes(Path::new("in.geojson"), &bytes);
    }

    #[test]
    fn arbitrary_json_never_panics(json in nearly()) {
        let _ = read(&json);
        let wrapped = format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{json},"properties":{json},"id":{json}}}],"crs":{json}}}"#);
        if let Ok(layer) = read(&wrapped) {
            let _ = crate::layer::geometry::check_rings(&layer);
            let _ = crate::layer::Summary::of(&layer);
        }
    }

    #[test]
    fn a_cut_file_is_refused(cut in 1usize..160) {
        let whole = collection(&[feature(r#"{"name":"北京市"}"#, POINT), feature("{}", POINT)]);
        prop_assume!(cut < whole.len());
        let bytes = &whole.as_bytes()[..whole.len() - cut];
        prop_assert!(read_layer_bytes(Path::new("in.geojson"), bytes).is_err());
    }
}
