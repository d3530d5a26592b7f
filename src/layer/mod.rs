//! Features as they came in: regions, cities and corridors with their fields.
//!
//! Identifiers stay text, so that an adcode keeps its zeros; geometry stays in longitude and latitude as
//! written; fields are typed over the whole file. [`read`] brings a GeoJSON file in as a [`Layer`],
//! [`table`] joins CSV columns to it, [`region`], [`city`] and [`corridor`] make the three kinds of
//! features from it, in the order of their identifiers.

pub mod city;
pub mod corridor;
pub mod crs;
mod fields;
pub mod filter;
pub mod geometry;
pub mod given;
pub mod gtfs;
mod identity;
pub mod join;
pub(crate) mod nearest;
pub mod read;
pub mod region;
pub mod station;
pub mod summary;
pub mod table;
#[cfg(test)]
mod tests;
pub mod text;

pub use city::{Cities, CityFields};
pub use corridor::{CorridorFields, Corridors, Status};
pub use crs::Datum;
pub use filter::{Columns, Filter};
pub use given::{GivenBy, GivenPlaces};
pub use join::{JoinReport, join};
pub use read::{read_layer, read_layer_with};
pub use region::{RegionFields, Regions};
pub use station::StationPoints;
pub use summary::Summary;
pub use table::Table;

use crate::error::Finding;
use geo_types::Geometry;
use std::path::PathBuf;

/// The values of one field, one a feature; absent is `None`.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Text.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Numbers, finite.
    Real(Vec<Option<f64>>),
    /// True or false.
    Boolean(Vec<Option<bool>>),
}

/// One named field.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The name as in the file.
    pub name: String,
    /// One value a feature.
    pub values: Values,
}

/// Named columns of equal length, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(pub Vec<Field>);

/// A GeoJSON file as read: one geometry and one value of each field a feature, in file order.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// The file as the user named it.
    pub source: PathBuf,
    /// The collection's own name.
    pub name: Option<String>,
    /// What longitude and latitude refer to.
    pub datum: Datum,
    /// Lon/lat geometry as written, without heights; `None` where it was null or empty.
    pub geometries: Vec<Option<Geometry<f64>>>,
    /// Fields; the top-level feature `id` is the field `id` when no property has that name.
    pub fields: Fields,
    /// What was wrong or worth a word, of both levels.
    pub findings: Vec<Finding>,
}

impl Values {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Real(values) => values.len(),
            Self::Boolean(values) => values.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of the type as `jingwei info` prints it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Integer(_) => "integer",
            Self::Real(_) => "real",
            Self::Boolean(_) => "boolean",
        }
    }

    /// The value of feature `index` as text, `None` where absent.
    #[must_use]
    pub fn text(&self, index: usize) -> Option<String> {
        match self {
            Self::Text(values) => values[index].clone(),
            Self::Integer(values) => values[index].map(|v| v.to_string()),
            Self::Real(values) => values[index].map(|v| v.to_string()),
            Self::Boolean(values) => values[index].map(|v| v.to_string()),
        }
    }

    /// The value of feature `index` as a number, `None` where absent or not a number.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "statistics are made of f64; 2^53 is beyond every count here"
    )]
    pub fn number(&self, index: usize) -> Option<f64> {
        match self {
            Self::Integer(values) => values[index].map(|v| v as f64),
            Self::Real(values) => values[index],
            Self::Text(_) | Self::Boolean(_) => None,
        }
    }

    /// The same values with feature `order[i]` at place `i`.
    #[must_use]
    pub fn reordered(&self, order: &[usize]) -> Self {
        match self {
            Self::Text(values) => Self::Text(order.iter().map(|&i| values[i].clone()).collect()),
            Self::Integer(values) => Self::Integer(order.iter().map(|&i| values[i]).collect()),
            Self::Real(values) => Self::Real(order.iter().map(|&i| values[i]).collect()),
            Self::Boolean(values) => Self::Boolean(order.iter().map(|&i| values[i]).collect()),
        }
    }
}

impl Fields {
    /// The field called `name`.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name == name)
    }

    /// The names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|field| field.name.as_str())
    }

    /// The same fields with feature `order[i]` at place `i`.
    #[must_use]
    pub fn reordered(&self, order: &[usize]) -> Self {
        let reorder =
            |field: &Field| Field { name: field.name.clone(), values: field.values.reordered(order) };
        Self(self.0.iter().map(reorder).collect())
    }

    /// Adds `field`, in the place of one of the same name.
    pub fn put(&mut self, field: Field) {
        match self.0.iter_mut().find(|known| known.name == field.name) {
            Some(known) => *known = field,
            None => self.0.push(field),
        }
    }
}

/// The first few of `names`, and how many more.
#[must_use]
pub fn listed(names: &[String], which: &[usize]) -> String {
    const FEW: usize = 6;
    let mut text = which.iter().take(FEW).map(|&i| names[i].as_str()).collect::<Vec<_>>().join("、");
    if which.len() > FEW {
        text += " … (";
        text += &(which.len() - FEW).to_string();
        text += " more)";
    }
    text
}

impl Layer {
    /// How many features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.geometries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.geometries.is_empty()
    }
}
