//! Results as files: GeoJSON with a QGIS style beside it, CSV tables, provenance.
//!
//! An [`OutputLayer`] is geometry as it came in, typed [`Column`]s and a [`Style`]. [`geojson`] writes it,
//! [`qml`] writes the style that QGIS picks up by itself when it bears the same name, [`table`] writes its
//! columns for a spreadsheet. [`legend`] is the one place that says in which class a feature falls; the
//! style and the report both draw from it. [`output_dir`] makes the whole directory appear or none of it,
//! [`WholeFile`] a single file, and [`provenance`] says where every number came from.

pub mod geojson;
pub mod json;
pub mod legend;
pub mod matrix;
pub mod number;
pub mod output_dir;
pub mod provenance;
pub mod qml;
pub mod table;

mod bilingual;
mod output_layer;
mod whole_file;
pub(crate) mod xml;

pub use crate::classify::palette::Colour;
pub use bilingual::{Bilingual, Language};
pub use number::display;
pub use output_dir::OutputDir;
pub(crate) use output_layer::bounding;
pub use output_layer::{Category, Column, OutputLayer, Shapes, Style};
pub use provenance::Provenance;
pub use whole_file::{WholeFile, write_whole};
