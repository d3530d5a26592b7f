//! Results as files: GeoJSON with a QGIS style beside it, CSV tables, provenance.

pub use crate::classify::palette::Colour;

use crate::classify::Classes;
use crate::layer::Values;
use geo_types::{Coord, LineString, MultiPolygon};

/// A text in Chinese and in English.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One output field.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Short ASCII name with the unit at its end, such as `watt_min`.
    pub name: String,
    /// What a reader sees instead of the name.
    pub alias: Bilingual,
    /// Unit as printed, empty for none.
    pub unit: String,
    /// Decimals shown in labels and in the report; files keep full precision.
    pub decimals: usize,
    /// One value a feature.
    pub values: Values,
}

/// Geometry of an output layer, as it came in.
#[derive(Debug, Clone, Copy)]
pub enum Shapes<'a> {
    /// Territories.
    Polygons(&'a [MultiPolygon<f64>]),
    /// Seats.
    Points(&'a [Coord<f64>]),
    /// Corridors.
    Lines(&'a [LineString<f64>]),
}

/// How a layer is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Style {
    /// A number in classes.
    Graduated {
        /// The column.
        column: String,
        /// Its classes.
        classes: Classes,
        /// One colour a class.
        colours: Vec<Colour>,
    },
    /// A text in categories.
    Categorized {
        /// The column.
        column: String,
        /// Its categories; a value in none of them, or null, is drawn as no data.
        categories: Vec<Category>,
    },
}

/// One category of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The value of the column.
    pub value: String,
    /// What the legend says.
    pub label: Bilingual,
    /// Its colour.
    pub colour: Colour,
}

/// One output layer: a GeoJSON file with a style beside it, and a map of the report.
#[derive(Debug, Clone)]
pub struct OutputLayer<'a> {
    /// File name without extension, short ASCII.
    pub name: String,
    /// Title of the map.
    pub title: Bilingual,
    /// Geometry.
    pub shapes: Shapes<'a>,
    /// Fields, the identifier first (named `adcode` or as in the input) and the name second.
    pub columns: Vec<Column>,
    /// How it is drawn.
    pub style: Style,
}
