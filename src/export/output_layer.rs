//! What is written and drawn: geometry, columns and a style.

use super::legend::NO_DATA;
use super::{Bilingual, Colour};
use crate::classify::Classes;
use crate::layer::Values;
use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Rect};

/// One output field.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Short ASCII name with the unit at its end, such as `watt_min`; never `id` or `fid`, which QGIS takes
    /// for the feature's own number.
    pub name: String,
    /// What a reader sees instead of the name, without the unit.
    pub alias: Bilingual,
    /// Unit as printed, empty for none.
    pub unit: Bilingual,
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
    /// Several stretches a feature.
    MultiLines(&'a [MultiLineString<f64>]),
}

/// How a layer is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Style {
    /// A number in classes.
    Graduated {
        /// The column.
        column: String,
        /// Its classes; features are drawn by the bounds.
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
    /// A change in classes around zero, which is one of their bounds and belongs to none of them.
    Changes {
        /// The column of the change.
        column: String,
        /// Its classes; features are drawn by the bounds.
        classes: Classes,
        /// One colour a class.
        colours: Vec<Colour>,
        /// The column of texts that tells apart what is in no class: unchanged, newly connected, cut off.
        apart: String,
        /// Its categories; what is in no class and in none of them is no data.
        categories: Vec<Category>,
    },
}

/// One category of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// The value of the column, as [`Values::text`] writes it; empty for all others and null, which is how they are
    /// told apart from missing data: cities in no list, places that no trip reaches.
    pub value: String,
    /// What the legend says.
    pub label: Bilingual,
    /// Its colour.
    pub colour: Colour,
    /// Width of its lines in millimetres; a middling width where absent. Of no meaning for areas.
    pub width_mm: Option<f64>,
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
    /// Fields, the identifier first (named `adcode` or as in the input) and the name second; one value a
    /// feature each, no name twice.
    pub columns: Vec<Column>,
    /// How it is drawn.
    pub style: Style,
    /// The column whose texts QGIS writes beside the features once one is near enough; none by default.
    pub labels: Option<String>,
}

impl<'a> Shapes<'a> {
    /// Every position of the outlines, feature after feature.
    #[must_use]
    pub fn positions(self) -> Box<dyn Iterator<Item = Coord<f64>> + 'a> {
        match self {
            Self::Polygons(territories) => Box::new(
                territories.iter().flat_map(|t| t.iter().flat_map(|part| part.exterior().0.iter().copied())),
            ),
            Self::Points(points) => Box::new(points.iter().copied()),
            Self::Lines(lines) => Box::new(lines.iter().flat_map(|line| line.0.iter().copied())),
            Self::MultiLines(lines) => {
                Box::new(lines.iter().flat_map(|line| line.iter().flat_map(|part| part.0.iter().copied())))
            }
        }
    }

    /// The rectangle around all positions, in degrees; `None` where there is none.
    #[must_use]
    pub fn bounds(self) -> Option<Rect<f64>> {
        bounding(self.positions())
    }

    /// How many features.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Polygons(polygons) => polygons.len(),
            Self::Points(points) => points.len(),
            Self::Lines(lines) => lines.len(),
            Self::MultiLines(lines) => lines.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Style {
    /// The column that is drawn.
    #[must_use]
    pub fn column(&self) -> &str {
        match self {
            Self::Graduated { column, .. }
            | Self::Categorized { column, .. }
            | Self::Changes { column, .. } => column,
        }
    }

    /// What the legend says of features that belong to no class or category, and their colour.
    pub(super) fn no_data(&self) -> (Bilingual, Colour) {
        let named = match self {
            Self::Graduated { .. } | Self::Changes { .. } => None,
            Self::Categorized { categories, .. } => {
                categories.iter().find(|category| category.value.is_empty())
            }
        };
        named.map_or_else(
            || (Bilingual::new("无数据", "No data"), NO_DATA),
            |category| (category.label.clone(), category.colour),
        )
    }
}

impl OutputLayer<'_> {
    /// How many features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column called `name`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column that the style draws.
    ///
    /// # Panics
    /// If the layer has no such column.
    #[must_use]
    pub fn drawn(&self) -> &Column {
        self.column(self.style.column()).expect("a style names a column of its layer")
    }
}

impl Column {
    /// Whether every value is absent. GeoJSON has no word for the type of such a field: QGIS reads it as
    /// text, and no style by number can be made on it there.
    #[must_use]
    pub fn is_all_null(&self) -> bool {
        (0..self.values.len()).all(|i| self.values.text(i).is_none())
    }
}

/// The rectangle around `positions`.
pub(crate) fn bounding(positions: impl Iterator<Item = Coord<f64>>) -> Option<Rect<f64>> {
    positions.fold(None, |known: Option<Rect<f64>>, at| {
        let (low, high) = known.map_or((at, at), |known| (known.min(), known.max()));
        Some(Rect::new(
            Coord { x: low.x.min(at.x), y: low.y.min(at.y) },
            Coord { x: high.x.max(at.x), y: high.y.max(at.y) },
        ))
    })
}
