//! The members of a FeatureCollection, taken up one by one as they stream by.

use super::columns::{Column, Columns};
use super::coordinates::Shape;
use super::raw;
use crate::error::{Code, Finding};
use crate::layer::crs::Bounds;
use geo_types::Geometry;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// What has been read so far, and not yet given away.
pub(super) struct Reading<'a> {
    /// Takes every so many features as soon as they are read; where absent, all are kept.
    pub(super) give: Option<&'a mut dyn FnMut(Reading<'static>)>,
    /// Features given away.
    pub(super) before: usize,
    pub(super) geometries: Vec<Option<Geometry<f64>>>,
    pub(super) columns: Columns,
    /// Top-level identifiers of the features.
    pub(super) ids: Column,
    /// Findings without file, id and name, which are known at the end.
    pub(super) findings: Vec<Finding>,
    /// Features whose positions carry more than two numbers, and the first of them.
    pub(super) heights: Option<(usize, usize)>,
    pub(super) bounds: Bounds,
    pub(super) crs: Option<Value>,
    pub(super) name: Option<String>,
    /// The feature being read, from 1.
    pub(super) within: Option<usize>,
    /// Why reading was given up, where the reason is not one of JSON.
    pub(super) refusal: Option<Finding>,
}

/// How many features are given away at a time.
const PART: usize = 4096;

impl<'a> Reading<'a> {
    pub(super) fn new(give: Option<&'a mut dyn FnMut(Reading<'static>)>) -> Self {
        Self {
            give,
            before: 0,
            geometries: Vec::new(),
            columns: Columns::default(),
            ids: Column::new("id"),
            findings: Vec::new(),
            heights: None,
            bounds: Bounds::default(),
            crs: None,
            name: None,
            within: None,
            refusal: None,
        }
    }

    /// Gives away what was read, if enough of it was.
    fn give(&mut self) {
        let Some(give) = self.give.as_mut().filter(|_| self.geometries.len() == PART) else { return };
        let part = Reading {
            before: self.before,
            geometries: std::mem::take(&mut self.geometries),
            columns: self.columns.split(),
            ids: std::mem::replace(&mut self.ids, Column::new("id")),
            findings: std::mem::take(&mut self.findings),
            heights: self.heights.take(),
            bounds: std::mem::take(&mut self.bounds),
            ..Reading::new(None)
        };
        self.before += PART;
        give(part);
    }

    fn refuse<E: Error>(&mut self, finding: Finding) -> E {
        let finding = match self.within {
            Some(number) => finding.feature(number),
            None => finding,
        };
        self.refusal = Some(finding);
        E::custom("refused")
    }

    fn find(&mut self, finding: Finding) {
        self.findings.push(finding.feature(self.geometries.len() + 1));
    }

    /// Checks the geometry of the feature being read and takes it up.
    fn take(&mut self, shape: Shape) {
        let empty = || Finding::new(Code::EmptyGeometry, "the geometry is null or empty");
        let geometry = match shape {
            Shape::Empty => {
                self.find(empty());
                None
            }
            Shape::Collection => {
                let what = "a GeometryCollection cannot be used, give the feature one geometry";
                self.find(Finding::new(Code::WrongGeometry, what));
                None
            }
            Shape::Wrong(what) => {
                self.find(Finding::new(Code::JsonBroken, what));
                None
            }
            Shape::Geometry(value) => {
                let checked = raw::check(&value, self.geometries.len() + 1, &mut self.bounds);
                if checked.heights {
                    let first = self.geometries.len() + 1;
                    self.heights = Some(self.heights.map_or((first, 1), |(first, count)| (first, count + 1)));
                }
                for finding in checked.findings {
                    self.find(finding);
                }
                if checked.usable { Geometry::try_from(value).ok() } else { None }
            }
        };
        self.geometries.push(geometry);
    }
}

/// Reads the whole document.
pub(super) struct Collection<'a, 'r>(pub(super) &'a mut Reading<'r>);

impl<'de> DeserializeSeed<'de> for Collection<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON FeatureCollection")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        let what = "the file is a JSON list, not a GeoJSON FeatureCollection";
        Err(self.0.refuse(Finding::new(Code::JsonBroken, what)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let reading = self.0;
        let (mut kind, mut features, mut esri) = (None, false, false);
        while let Some(key) = object.next_key::<String>()? {
            match key.as_str() {
                "type" => {
                    let value = object.next_value::<Value>()?;
                    if value != "FeatureCollection" {
                        return Err(reading.refuse(not_a_collection(&value)));
                    }
                    kind = Some(value);
                }
                "features" if features => {
                    let what = "the collection has two members `features`";
                    return Err(reading.refuse(Finding::new(Code::JsonBroken, what)));
                }
                "features" if esri => return Err(reading.refuse(esri_json())),
                "features" => {
                    object.next_value_seed(Features(reading))?;
                    features = true;
                }
                "crs" => reading.crs = Some(object.next_value()?),
                "name" => reading.name = object.next_value::<Value>()?.as_str().map(str::to_owned),
                "geometryType" | "spatialReference" => {
                    object.next_value::<IgnoredAny>()?;
                    esri = true;
                }
                _ => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        let missing = match (kind, features) {
            (Some(_), true) => return Ok(()),
            _ if esri => esri_json(),
            (Some(_), false) => Finding::new(Code::JsonBroken, "the FeatureCollection has no `features`"),
            (None, _) => not_a_collection(&Value::Null),
        };
        Err(reading.refuse(missing))
    }
}

fn not_a_collection(kind: &Value) -> Finding {
    let finding = |what: &str| Finding::new(Code::JsonBroken, what).value(kind.as_str().unwrap_or("?"));
    match kind.as_str() {
        Some("Topology") => finding("the file is TopoJSON, not GeoJSON")
            .hint("convert it, with mapshaper: `mapshaper FILE -o format=geojson out.geojson`"),
        Some("Feature") => finding("the file is a single Feature, not a FeatureCollection").hint(
            "put it into `{\"type\":\"FeatureCollection\",\"features\":[…]}`; one feature a line \
             (GeoJSONSeq) is converted in QGIS with Export, Save features as, GeoJSON",
        ),
        Some(
            "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
            | "GeometryCollection",
        ) => finding("the file is a bare geometry, not a FeatureCollection").hint(
            "put it into a Feature with an identifier, and that into \
             `{\"type\":\"FeatureCollection\",\"features\":[…]}`",
        ),
        Some(_) => finding("the file is JSON, but its `type` is none of GeoJSON"),
        None if kind.is_null() => {
            Finding::new(Code::JsonBroken, "the file is JSON, but it has no `type`: not a FeatureCollection")
        }
        None => Finding::new(Code::JsonBroken, "`type` is no text").value(kind),
    }
}

fn esri_json() -> Finding {
    Finding::new(Code::JsonBroken, "the file is Esri JSON, not GeoJSON")
        .hint("ask the service for `f=geojson`, or export it as GeoJSON in QGIS")
}

/// Reads the list of features.
struct Features<'a, 'r>(&'a mut Reading<'r>);

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let reading = self.0;
        loop {
            reading.give();
            reading.within = Some(reading.before + reading.geometries.len() + 1);
            if list.next_element_seed(Feature(reading))?.is_none() {
                reading.within = None;
                return Ok(());
            }
        }
    }
}

/// Reads one feature.
struct Feature<'a, 'r>(&'a mut Reading<'r>);

impl<'de> DeserializeSeed<'de> for Feature<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Feature<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let reading = self.0;
        let index = reading.geometries.len();
        let (mut is_feature, mut shape) = (false, Shape::Empty);
        reading.columns.rewind();
        while let Some(key) = object.next_key::<String>()? {
            match key.as_str() {
                "type" => {
                    let kind = object.next_value::<Value>()?;
                    if kind != "Feature" {
                        let what = "a member of `features` is no Feature";
                        let finding = Finding::new(Code::JsonBroken, what);
                        return Err(reading.refuse(finding.value(kind.as_str().unwrap_or("?"))));
                    }
                    is_feature = true;
                }
                "properties" => object.next_value_seed(Properties(reading))?,
                "geometry" => shape = object.next_value()?,
                "id" => reading.ids.put(index, object.next_value()?),
                _ => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        if !is_feature {
            let what = "a member of `features` has no `type`, it should be `Feature`";
            return Err(reading.refuse(Finding::new(Code::JsonBroken, what)));
        }
        reading.take(shape);
        Ok(())
    }
}

/// Reads the properties of one feature.
struct Properties<'a, 'r>(&'a mut Reading<'r>);

impl<'de> DeserializeSeed<'de> for Properties<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Properties<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the properties, or null")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let reading = self.0;
        let index = reading.geometries.len();
        while let Some(position) = object.next_key_seed(Key(&mut reading.columns))? {
            match position {
                Some(position) => reading.columns.put(position, index, object.next_value()?),
                None => _ = object.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

/// Turns a key into the place of its column, if it is wanted, without keeping the text.
struct Key<'a>(&'a mut Columns);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<usize>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(self.0.position(name))
    }
}
