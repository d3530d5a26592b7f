//! What a map of the report shows, and of which piece of the earth.

use crate::export::{Bilingual, Colour, OutputLayer, Shapes};
use geo_types::{Coord, Rect};

/// The plane in which maps are drawn.
#[derive(Clone, Copy)]
pub struct Plane<'a> {
    /// What a note below each map says of it, in Chinese and English.
    pub name: (&'a str, &'a str),
    /// Lon/lat to metres; `None` where the plane does not reach.
    pub project: &'a dyn Fn(Coord<f64>) -> Option<Coord<f64>>,
}

/// Which piece of the earth a map shows. Maps with the same frame share their geometry.
#[derive(Debug, Clone, PartialEq)]
pub struct MapFrame {
    /// Lon/lat; the map is fitted to the polygons inside it.
    pub extent: Rect<f64>,
    /// A second, smaller window in the lower right corner, drawn from the same geometry.
    pub inset: Option<Inset>,
}

/// A window in the corner of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Inset {
    /// Lon/lat.
    pub extent: Rect<f64>,
    /// What is written into it.
    pub title: Bilingual,
}

/// Geometry around or upon the layer: outlines of provinces, corridors.
#[derive(Debug, Clone)]
pub struct Backdrop<'a> {
    /// Lon/lat geometry.
    pub shapes: Shapes<'a>,
    /// Inside of areas and points; empty where absent.
    pub fill: Option<Colour>,
    /// Lines and outlines.
    pub stroke: Colour,
    /// Width of lines in pixels.
    pub width: f64,
    /// Entry in the legend; none where empty.
    pub label: Bilingual,
}

/// A name written into a map.
#[derive(Debug, Clone)]
pub struct PlaceName {
    /// Lon/lat.
    pub at: Coord<f64>,
    /// The name.
    pub name: String,
}

/// One map.
#[derive(Debug, Clone)]
pub struct Map<'a> {
    /// What is drawn in classes.
    pub layer: OutputLayer<'a>,
    /// Drawn before it.
    pub under: Vec<Backdrop<'a>>,
    /// Drawn after it.
    pub over: Vec<Backdrop<'a>>,
    /// Names written last.
    pub places: Vec<PlaceName>,
    /// How the classes were chosen, for the legend; empty for none.
    pub scheme: Bilingual,
    /// A note below the map; empty for none.
    pub note: Bilingual,
    /// The file that holds the layer, as the reader finds it beside the page; empty for none.
    pub file: String,
    /// What piece of the earth.
    pub frame: MapFrame,
}

impl<'a> Map<'a> {
    /// The map of `layer` in `frame`, with nothing else upon it.
    #[must_use]
    pub fn new(layer: OutputLayer<'a>, frame: MapFrame) -> Self {
        Self {
            layer,
            under: Vec::new(),
            over: Vec::new(),
            places: Vec::new(),
            scheme: Bilingual::default(),
            note: Bilingual::default(),
            file: String::new(),
            frame,
        }
    }

    /// All geometry of the map.
    pub(super) fn shapes(&self) -> impl Iterator<Item = Shapes<'a>> {
        let around = self.under.iter().chain(&self.over).map(|backdrop| backdrop.shapes);
        std::iter::once(self.layer.shapes).chain(around)
    }
}

impl MapFrame {
    /// All of `shapes`.
    #[must_use]
    pub fn around(shapes: Shapes) -> Self {
        let nowhere = Coord { x: 0.0, y: 0.0 };
        Self { extent: shapes.bounds().unwrap_or(Rect::new(nowhere, nowhere)), inset: None }
    }

    /// China with the islands of the South China Sea in an inset, as its atlases print it.
    #[must_use]
    pub fn china() -> Self {
        let rect =
            |west, south, east, north| Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
        Self {
            extent: rect(73.0, 17.8, 136.0, 54.0),
            inset: Some(Inset {
                extent: rect(106.5, 2.8, 122.0, 24.5),
                title: Bilingual::new("南海诸岛", "South China Sea"),
            }),
        }
    }
}
