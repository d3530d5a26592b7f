//! The inputs that cases name.

use geo::Centroid;
use geo_types::{Coord, MultiPolygon};
use geojson::GeoJson;
use jingwei::weights::{Contiguity, Given, Rule, Weights, build, contiguity};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A golden file's features, in their order.
#[derive(Default)]
pub(super) struct Dataset {
    properties: Vec<Map<String, Value>>,
    /// The shape of each feature.
    pub(super) polygons: Vec<MultiPolygon<f64>>,
    /// What the golden file itself gives: graphs, flows, edges.
    pub(super) inputs: Value,
    /// The second variable that bivariate cases of the file name; those of Lee's L use it and do not repeat it.
    pub(super) second: Value,
    queen: Option<Weights>,
    rook: Option<Weights>,
}

impl Dataset {
    /// The data set that the golden file names, empty where it names none.
    pub(super) fn read(folder: &Path, golden: &Value) -> Self {
        let inputs = golden["inputs"].clone();
        let Some(path) = golden["geojson"].as_str() else { return Self { inputs, ..Self::default() } };
        let text = fs::read_to_string(folder.join(path)).expect("the GeoJSON of a golden file can be read");
        let GeoJson::FeatureCollection(collection) = text.parse().expect("GeoJSON") else {
            panic!("a FeatureCollection")
        };
        let mut polygons: Vec<MultiPolygon<f64>> = Vec::new();
        let mut properties = Vec::new();
        for feature in collection.features {
            let geometry = feature.geometry.expect("a geometry");
            polygons.push(match geo_types::Geometry::try_from(geometry).expect("a geometry of geo-types") {
                geo_types::Geometry::Polygon(polygon) => polygon.into(),
                geo_types::Geometry::MultiPolygon(polygons) => polygons,
                other => panic!("a polygon, not {other:?}"),
            });
            properties.push(feature.properties.unwrap_or_default());
        }
        let queen = Some(contiguity(&polygons, Contiguity::Queen));
        let rook = Some(contiguity(&polygons, Contiguity::Rook));
        let named = |case: &Value| Some(case["params"]["x"].clone()).filter(Value::is_string);
        let second =
            golden["cases"].as_array().and_then(|cases| cases.iter().find_map(named)).unwrap_or_default();
        Self { properties, polygons, inputs, second, queen, rook }
    }

    /// Numbers given as such, as `a..b`, or by the name of a property; `HOVAL (as weight)` is `HOVAL`.
    pub(super) fn numbers(&self, input: &Value) -> Option<Vec<f64>> {
        match input {
            Value::Array(values) => values.iter().map(Value::as_f64).collect(),
            Value::String(name) => {
                if let Some((from, to)) = name.split_once("..")
                    && let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>())
                {
                    return Some((from..=to).map(f64::from).collect());
                }
                let name = name.trim_end_matches(" (as weight)");
                self.properties.iter().map(|properties| properties.get(name)?.as_f64()).collect()
            }
            _ => None,
        }
    }

    /// The values of every year: the properties `NAME1990`, `NAME2000`, … of the name that has most of them.
    pub(super) fn yearly(&self) -> Option<(Vec<i32>, Vec<Vec<f64>>)> {
        let mut series: BTreeMap<&str, BTreeMap<i32, &str>> = BTreeMap::new();
        for key in self.properties.first()?.keys() {
            let Some((name, digits)) = key.len().checked_sub(4).and_then(|at| key.split_at_checked(at))
            else {
                continue;
            };
            let year = digits.parse().ok().filter(|year| (1000..3000).contains(year));
            let whole = !name.ends_with(|last: char| last.is_ascii_digit());
            if let Some(year) = year.filter(|_| whole) {
                series.entry(name).or_default().insert(year, key);
            }
        }
        let longest = series.into_values().max_by_key(BTreeMap::len)?;
        let values = longest.values().map(|key| self.numbers(&Value::from(*key))).collect::<Option<_>>()?;
        Some((longest.into_keys().collect(), values))
    }

    /// The points that the golden file gives, or the centroids of the features.
    pub(super) fn points(&self) -> Option<Vec<Coord<f64>>> {
        let given = ["xy", "centroids"].iter().find_map(|name| self.inputs[name].as_array());
        let point = |pair: &Value| Some(Coord { x: pair[0].as_f64()?, y: pair[1].as_f64()? });
        match given {
            Some(given) => given.iter().map(point).collect(),
            None => self.polygons.iter().map(|polygons| polygons.centroid().map(Coord::from)).collect(),
        }
    }

    /// A property as text; whole numbers without a point.
    pub(super) fn texts(&self, name: &Value) -> Option<Vec<String>> {
        let text = |properties: &Map<String, Value>| match properties.get(name.as_str()?)? {
            Value::String(text) => Some(text.clone()),
            number => number.as_f64().map(|number| number.to_string()),
        };
        self.properties.iter().map(text).collect()
    }

    /// The names of the properties, those of the first feature.
    pub(super) fn property_names(&self) -> Vec<&str> {
        self.properties
            .first()
            .into_iter()
            .flat_map(|properties| properties.keys())
            .map(String::as_str)
            .collect()
    }

    /// How many features.
    pub(super) fn len(&self) -> usize {
        self.properties.len()
    }

    /// Weights by name: `queen`, `rook`, or any other rule that the points are enough for, such as `knn:4` (or `knn4`).
    pub(super) fn weights(&self, name: &Value) -> Option<Weights> {
        match name.as_str()? {
            "queen" => self.queen.clone(),
            "rook" => self.rook.clone(),
            other => {
                let nearest = other.to_lowercase().replacen("knn", "knn:", 1).replacen("::", ":", 1);
                let rule = Rule::parse(&nearest).ok()?;
                let (points, ids) = (self.points()?, vec![String::new(); self.len()]);
                let given = Given {
                    ids: &ids,
                    lonlat: Some(&self.polygons),
                    points: Some(&points),
                    ..Given::default()
                };
                build(&rule, given).ok().map(|made| made.weights)
            }
        }
    }
}

/// Weights given as lists of neighbours by unit, `{"0": [1], "1": [0]}`.
pub(super) fn listed(neighbours: &Value) -> Option<Weights> {
    let neighbours = neighbours.as_object()?;
    let index = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let row = |i: usize| neighbours.get(&i.to_string())?.as_array()?.iter().map(index).collect();
    Some(Weights::from_neighbours((0..neighbours.len()).map(row).collect::<Option<_>>()?))
}

/// Rook weights of a lattice described as `2x4 rook …`.
pub(super) fn lattice(text: &Value) -> Option<Weights> {
    let (size, kind) = text.as_str()?.split_once(' ')?;
    let (rows, columns) = size.split_once('x')?;
    let (rows, columns): (usize, usize) = (rows.parse().ok()?, columns.parse().ok()?);
    assert!(kind.starts_with("rook"), "a rook lattice");
    let neighbours = |i: usize| {
        (0..rows * columns)
            .filter(|&j| (i / columns).abs_diff(j / columns) + (i % columns).abs_diff(j % columns) == 1)
            .collect()
    };
    Some(Weights::from_neighbours((0..rows * columns).map(neighbours).collect()))
}
