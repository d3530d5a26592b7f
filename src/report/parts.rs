//! What sections are made of, besides maps and charts.

use super::chart::Trend;
use super::gradient::GradientChart;
use super::lorenz::Lorenz;
use super::map::Map;
use super::profile::RingProfile;
use crate::export::Bilingual;

/// One part of the page, listed in its contents.
pub struct Section<'a> {
    /// Heading.
    pub title: Bilingual,
    /// A sentence or two below it; empty for none.
    pub text: Bilingual,
    /// What it shows, in order.
    pub blocks: Vec<Block<'a>>,
}

/// A piece of a section.
pub enum Block<'a> {
    /// A paragraph.
    Text(Bilingual),
    /// One map, or several side by side for comparison: with one legend where their classes are the same.
    Maps(Vec<Map<'a>>),
    /// A value against minutes from a core.
    Rings(RingProfile),
    /// How a value falls with the way from a core.
    Gradient(GradientChart),
    /// Values by year.
    Trend(Trend),
    /// Lorenz curves, squares side by side.
    Lorenz(Vec<Lorenz>),
    /// Rows of text and numbers.
    Table(Table),
}

/// A headline number.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What it is.
    pub label: Bilingual,
    /// The number as printed.
    pub value: String,
    /// Unit; empty for none.
    pub unit: Bilingual,
    /// A few words below it; empty for none.
    pub note: Bilingual,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Title.
    pub title: Bilingual,
    /// A note below it; empty for none.
    pub note: Bilingual,
    /// One a column.
    pub heads: Vec<Head>,
    /// The file that holds the same, as the reader finds it beside the page; empty for none.
    pub file: String,
    /// One cell a head each.
    pub rows: Vec<Vec<Cell>>,
    /// Folded until the reader opens it.
    pub folded: bool,
    /// With a field that keeps the rows holding a text.
    pub searchable: bool,
}

/// The head of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// What the column holds.
    pub title: Bilingual,
    /// Unit; empty for none.
    pub unit: Bilingual,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, to the left.
    Text(String),
    /// A number, to the right.
    Number {
        /// The number; shown as absent where it is not finite.
        value: f64,
        /// Decimals shown.
        decimals: usize,
    },
    /// No value.
    Absent,
}

/// A measure as it was computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// Its name.
    pub name: Bilingual,
    /// Its formula in plain text.
    pub formula: String,
    /// Units, edges, what is left out.
    pub convention: Bilingual,
    /// The publication that defines it; empty for none.
    pub source: Bilingual,
}

impl Head {
    /// A head with its unit.
    #[must_use]
    pub fn new(title: Bilingual, unit: Bilingual) -> Self {
        Self { title, unit }
    }
}

impl Cell {
    /// A number that may be absent.
    #[must_use]
    pub fn number(value: Option<f64>, decimals: usize) -> Self {
        value.map_or(Self::Absent, |value| Self::Number { value, decimals })
    }
}
