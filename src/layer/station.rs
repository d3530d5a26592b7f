//! Stations: points with the city that they belong to and the mode whose trains stop there, where stated.

use super::identity::Identity;
use super::{Layer, geometry};
use crate::error::Result;
use geo_types::{Coord, Geometry};
use std::path::PathBuf;

/// Stations in the order of their identifiers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StationPoints {
    /// The file they came from.
    pub source: PathBuf,
    /// Identifiers, each once.
    pub ids: Vec<String>,
    /// Names; the identifier where the file has none.
    pub names: Vec<String>,
    /// Identifier of the city that each belongs to, where stated.
    pub cities: Vec<Option<String>>,
    /// The one mode whose trains stop there; trains of every rail mode where absent.
    pub modes: Vec<Option<String>>,
    /// Longitude and latitude as written.
    pub at: Vec<Coord<f64>>,
}

impl StationPoints {
    /// The stations of `layer`, which has the field `id` and may have `name`, `city` and `mode`; and what is worth a
    /// word.
    ///
    /// # Conventions
    /// Identifiers are text. A blank city or mode is an absent one.
    ///
    /// # Errors
    /// Geometry other than points, a missing identifier, or one that two features carry, all in one error.
    ///
    /// # Example
    /// ```
    /// use jingwei::layer::{StationPoints, read::read_layer_bytes};
    /// use std::path::Path;
    ///
    /// let json = r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
    ///     "properties": {"id": "S", "name": "South", "city": "110000", "mode": "hsr"},
    ///     "geometry": {"type": "Point", "coordinates": [116.379, 39.865]}}]}"#;
    /// let layer = read_layer_bytes(Path::new("stations.geojson"), json.as_bytes())?;
    /// let (stations, findings) = StationPoints::from_layer(layer)?;
    /// assert_eq!(stations.names, ["South"]);
    /// assert_eq!(stations.cities[0].as_deref(), Some("110000"));
    /// assert!(findings.is_empty());
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn from_layer(layer: Layer) -> Result<(Self, Vec<crate::error::Finding>)> {
        let name = layer.fields.named("name").map(|field| field.name.clone());
        let identity = Identity::of(&layer, "id", name.as_deref());
        let mut findings = layer.findings.clone();
        let refused = layer.refused();
        let text = |name: &str| -> Vec<Option<String>> {
            let values = layer.fields.named(name).map(|field| &field.values);
            let one = |index| values.and_then(|values| values.text(index)).map(|text| text.trim().to_owned());
            (0..layer.len()).map(|index| one(index).filter(|text| !text.is_empty())).collect()
        };
        let (cities, modes) = (text("city"), text("mode"));
        let mut at = Vec::with_capacity(layer.len());
        for (index, geometry) in layer.geometries.iter().enumerate() {
            at.push(match geometry {
                Some(Geometry::Point(point)) => point.0,
                Some(Geometry::MultiPoint(points)) if points.0.len() == 1 => points.0[0].0,
                other => {
                    if !refused[index] {
                        findings.push(geometry::unusable(other.as_ref(), "a point", index));
                    }
                    Coord::zero()
                }
            });
        }
        let findings = identity.settle(findings, &layer.source)?;
        let order = &identity.order;
        let stations = Self {
            ids: identity.sorted(&identity.ids),
            names: identity.sorted(&identity.names),
            cities: order.iter().map(|&index| cities[index].clone()).collect(),
            modes: order.iter().map(|&index| modes[index].clone()).collect(),
            at: order.iter().map(|&index| at[index]).collect(),
            source: layer.source,
        };
        Ok((stations, findings))
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Whether trains of `mode` stop at station `index`.
    #[must_use]
    pub fn serves(&self, index: usize, mode: &str) -> bool {
        self.modes[index].as_deref().is_none_or(|stated| stated == mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::read::read_layer_bytes;
    use std::path::Path;

    fn stations(features: &[(&str, &str)]) -> Result<(StationPoints, Vec<crate::error::Finding>)> {
        let feature = |(properties, geometry): &(&str, &str)| {
            format!(r#"{{"type": "Feature", "properties": {{{properties}}}, "geometry": {geometry}}}"#)
        };
        let features: Vec<String> = features.iter().map(feature).collect();
        let json = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","));
        StationPoints::from_layer(read_layer_bytes(Path::new("s.geojson"), json.as_bytes())?)
    }

    const POINT: &str = r#"{"type": "Point", "coordinates": [105, 36]}"#;

    #[test]
    fn stations_stand_by_identifier_and_blank_is_absent() {
        let (read, _) = stations(&[
            (r#""id": "b", "city": " ", "mode": "hsr""#, POINT),
            (r#""id": "007", "city": "1", "mode": null"#, POINT),
        ])
        .unwrap();
        assert_eq!(read.ids, ["007", "b"]);
        assert_eq!(read.cities, [Some("1".to_owned()), None]);
        assert!(read.serves(0, "rail") && read.serves(1, "hsr") && !read.serves(1, "rail"));
    }

    #[test]
    fn two_stations_of_one_identifier_are_both_named() {
        let error = stations(&[
            (r#""id": "b", "name": "South""#, POINT),
            (r#""id": "a""#, POINT),
            (r#""id": "b", "name": "North""#, POINT),
        ])
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "s.geojson: feature 3 (`b` North): field `id`: feature 1 (South) has the same identifier: `b` [E-ID-002]"
        );
    }

    #[test]
    fn lines_are_no_stations() {
        let line = r#"{"type": "LineString", "coordinates": [[105, 36], [106, 36]]}"#;
        let error = stations(&[(r#""id": "b""#, line)]).unwrap_err();
        assert!(error.to_string().contains("E-GEO-002"), "{error}");
    }
}
