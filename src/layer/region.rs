//! Regions: polygons with an identifier, a name and fields.

use super::{Fields, Layer};
use crate::error::{Finding, Result};
use geo_types::MultiPolygon;
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
    /// The regions of `layer`, sorted by identifier.
    ///
    /// # Errors
    /// Missing or duplicate identifiers, null or other than polygon geometry, invalid rings, all in one error.
    pub fn from_layer(layer: Layer, fields: &RegionFields) -> Result<Self> {
        let _ = (layer, fields);
        unimplemented!()
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
