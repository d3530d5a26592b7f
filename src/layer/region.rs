//! Regions: polygons with an identifier, a name and fields.

use super::identity::Identity;
use super::{Fields, Layer, geometry};
use crate::error::{Finding, Result};
use geo_types::{Geometry, MultiPolygon};
use std::path::PathBuf;

/// Which fields of a layer say what a region is.
#[derive(Debug, Clone, Default)]
pub struct RegionFields {
    /// Field with the identifier; read as text.
    pub id: String,
    /// Field with the name; the identifier where absent.
    pub name: Option<String>,
}

/// Polygons in the order of their identifiers.
#[derive(Debug, Clone)]
pub struct Regions {
    /// The file they came from.
    pub source: PathBuf,
    /// Identifiers, sorted.
    pub ids: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Lon/lat as written.
    pub polygons: Vec<MultiPolygon<f64>>,
    /// All fields of the file, reordered.
    pub fields: Fields,
    /// Warnings met on the way.
    pub findings: Vec<Finding>,
}

impl Regions {
    /// The regions of `layer`, sorted by identifier as text.
    ///
    /// Identifiers that are whole numbers become text; real ones that are whole (`110000.0`) do so with a
    /// word. What the reader found is taken over; warnings are left in [`Self::findings`].
    ///
    /// # Errors
    /// Missing or duplicate identifiers, null or other than polygon geometry, invalid rings, all in one error.
    ///
    /// # Example
    /// ```
    /// use jingwei::layer::{RegionFields, Regions, read::read_layer_bytes};
    /// use std::path::Path;
    ///
    /// let square = |id: u32, x: u32| format!(
    ///     r#"{{"type":"Feature","properties":{{"adcode":{id}}},"geometry":{{"type":"Polygon",
    ///     "coordinates":[[[{x},0],[{},0],[{},1],[{x},1],[{x},0]]]}}}}"#, x + 1, x + 1);
    /// let json = format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, square(20, 5), square(10, 3));
    /// let layer = read_layer_bytes(Path::new("regions.geojson"), json.as_bytes())?;
    /// let regions = Regions::from_layer(layer, &RegionFields { id: "adcode".to_owned(), name: None })?;
    /// assert_eq!(regions.ids, ["10", "20"]);
    /// assert_eq!(regions.index_of("20"), Some(1));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn from_layer(layer: Layer, fields: &RegionFields) -> Result<Self> {
        let identity = Identity::of(&layer, &fields.id, fields.name.as_deref());
        let mut findings = layer.findings.clone();
        findings.extend(geometry::check_rings(&layer));
        let mut polygons: Vec<Option<MultiPolygon<f64>>> = Vec::with_capacity(layer.len());
        let refused = layer.refused();
        for (index, geometry) in layer.geometries.into_iter().enumerate() {
            polygons.push(match geometry {
                Some(Geometry::Polygon(polygon)) => Some(polygon.into()),
                Some(Geometry::MultiPolygon(polygons)) => Some(polygons),
                _ if refused[index] => None,
                other => {
                    findings.push(geometry::unusable(other.as_ref(), "a polygon", index));
                    None
                }
            });
        }
        let findings = identity.settle(findings, &layer.source)?;
        let order = &identity.order;
        let polygons = order.iter().filter_map(|&index| polygons[index].take()).collect();
        Ok(Self {
            ids: identity.sorted(&identity.ids),
            names: identity.sorted(&identity.names),
            polygons,
            fields: layer.fields.reordered(order),
            source: layer.source,
            findings,
        })
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

    /// The index of the region called `id`.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()
    }
}
