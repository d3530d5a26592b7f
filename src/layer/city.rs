//! Cities: a seat each, with a territory where the layer has polygons.

use super::{Fields, Layer};
use crate::error::{Finding, Result};
use geo_types::{Coord, MultiPolygon};
use std::path::PathBuf;

/// Which fields of a layer say what a city is.
#[derive(Debug, Clone, Default)]
pub struct CityFields {
    /// Field with the identifier; read as text.
    pub id: String,
    /// Field with the name; the identifier where absent.
    pub name: Option<String>,
    /// Fields with the longitude and latitude of the seat. Without them a point is its own seat and a
    /// polygon's seat is a point inside it.
    pub seat: Option<[String; 2]>,
}

/// Cities in the order of their identifiers.
#[derive(Debug, Clone)]
pub struct Cities {
    /// The file they came from.
    pub source: PathBuf,
    /// Identifiers, sorted.
    pub ids: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Lon/lat of the seats.
    pub seats: Vec<Coord<f64>>,
    /// Lon/lat territories as written, when the layer holds polygons; points otherwise.
    pub territories: Option<Vec<MultiPolygon<f64>>>,
    /// All fields of the file, reordered.
    pub fields: Fields,
    /// Warnings met on the way.
    pub findings: Vec<Finding>,
}

impl Cities {
    /// The cities of `layer`, sorted by identifier.
    ///
    /// # Errors
    /// Missing or duplicate identifiers, geometry other than points or polygons (or a mix of both),
    /// invalid rings, a seat outside longitude and latitude, all in one error.
    pub fn from_layer(layer: Layer, fields: &CityFields) -> Result<Self> {
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

    /// The index of the city called `id`.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()
    }
}
