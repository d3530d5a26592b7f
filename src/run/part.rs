//! What each analysis hands to the output: layers, tables, a sentence, and findings.

use crate::error::Finding;
use crate::export::{Bilingual, Column, OutputLayer};
use crate::report::{Backdrop, GradientChart, Lorenz, PlaceName, RingProfile, Trend};
use geo_types::Rect;

/// Columns whose keys have words for a reader: the column, then each key and its words.
pub type Words = Vec<(String, Vec<(String, Bilingual)>)>;

/// A table as a file and, where it is short enough to read, in the report.
#[derive(Debug, Clone)]
pub struct OutputTable {
    /// File name without extension.
    pub name: String,
    /// Title.
    pub title: Bilingual,
    /// Columns of equal length.
    pub columns: Vec<Column>,
    /// What the report shows instead of the columns of the file, where these would be too many to read.
    pub shown: Option<Vec<Column>>,
    /// What a reader should know of it.
    pub note: Bilingual,
    /// Columns that the report leaves out because a map or another column says the same.
    pub not_in_report: Vec<String>,
    /// What the report prints instead of keys.
    pub words: Words,
    /// Whether the report shows it; it is a file in any case.
    pub in_report: bool,
    /// Whether it is long and opens on demand.
    pub long: bool,
}

/// A piece of the earth, with the names written into its map.
#[derive(Debug, Clone)]
pub struct CloseUp {
    /// Lon/lat.
    pub extent: Rect<f64>,
    /// The first are written first; one that would cover another is left out.
    pub places: Vec<PlaceName>,
}

/// The outcome of one analysis.
#[derive(Debug, Default)]
pub struct Part<'a> {
    /// Heading in the report.
    pub title: Bilingual,
    /// A sentence or two below it.
    pub text: Bilingual,
    /// Styled layers.
    pub layers: Vec<OutputLayer<'a>>,
    /// What stands under each layer's map, in the same order.
    pub notes: Vec<Bilingual>,
    /// How many maps stand side by side, row after row, in the order of the layers; each on its own where empty.
    pub abreast: Vec<usize>,
    /// What is drawn over the map of a layer, by the name of the layer.
    pub over: Vec<(String, Backdrop<'a>)>,
    /// What piece of the earth the map of a layer shows in place of all, by the name of the layer.
    pub close_ups: Vec<(String, CloseUp)>,
    /// Styled layers that are files alone, without a map in the report.
    pub files: Vec<OutputLayer<'a>>,
    /// Lorenz curves.
    pub lorenz: Vec<Lorenz>,
    /// Profiles over rings.
    pub profiles: Vec<RingProfile>,
    /// How values fall with the way from a core.
    pub gradients: Vec<GradientChart>,
    /// Indices by year.
    pub trends: Vec<Trend>,
    /// Tables.
    pub tables: Vec<OutputTable>,
    /// What was found, in words with its numbers.
    pub sentences: Vec<Bilingual>,
    /// What is worth a word.
    pub findings: Vec<Finding>,
}

impl Part<'_> {
    /// How many rows a table shows in the report before it is long.
    pub(super) const SHORT: usize = 40;
}

impl OutputTable {
    /// A table of `columns`.
    pub(super) fn new(name: impl Into<String>, title: Bilingual, columns: Vec<Column>) -> Self {
        let long = columns.first().is_some_and(|column| column.values.len() > Part::SHORT);
        Self {
            name: name.into(),
            title,
            columns,
            shown: None,
            note: Bilingual::default(),
            not_in_report: Vec::new(),
            words: Vec::new(),
            in_report: true,
            long,
        }
    }
}
