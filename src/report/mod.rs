//! The report: one HTML page that needs nothing but a browser.
//!
//! A [`Report`] holds what was found: headline sentences and cards, sections of maps, charts and tables,
//! the table of published figures, methods, what was dropped and where everything came from.
//! [`Report::render`] makes the page. Style, script and geometry lie inside it, and nothing is fetched; maps
//! are drawn in the study's plane, and each geometry is stored once, however many maps show it.
//!
//! | block | shows |
//! |---|---|
//! | [`Map`] | a layer in classes, with legend, scale bar, graticule and inset; maps side by side that have the same classes have one legend |
//! | [`RingProfile`] | a value against minutes from the core |
//! | [`GradientChart`] | how a value falls with the way from the core, with the curves fitted to it |
//! | [`Trend`] | indices by year, as lines, bars or stacked bars |
//! | [`Lorenz`] | Lorenz curves, one beside another |
//! | [`Table`] | rows of text and numbers, long ones searchable |

mod axis;
mod chart;
mod comparison;
mod figure;
mod geometry;
mod gradient;
mod graticule;
mod lorenz;
mod map;
mod page;
mod parts;
mod places;
mod profile;
mod sheet;
mod words;

pub use chart::{Series, Trend, TrendKind};
pub use comparison::{Comparison, Verdict};
pub use gradient::{Fitted, GradientChart};
pub use lorenz::{Lorenz, LorenzCurve};
pub use map::{Backdrop, Inset, Map, MapFrame, PlaceName, Plane};
pub use parts::{Block, Card, Cell, Head, Method, Section, Table};
pub use profile::{Cumulative, Ring, RingProfile};

use crate::error::Finding;
use crate::export::{Bilingual, Language, Provenance};

/// Everything that the page shows, in the order of the page.
pub struct Report<'a> {
    /// The language of all fixed texts; names in the data stay as they are.
    pub language: Language,
    /// Title of the study.
    pub title: Bilingual,
    /// One line below it: which units, which year, which network.
    pub scope: Bilingual,
    /// What was found, a sentence each.
    pub findings: Vec<Bilingual>,
    /// Headline numbers.
    pub cards: Vec<Card>,
    /// Maps, charts and tables.
    pub sections: Vec<Section<'a>>,
    /// Published figures beside ours; the section is left out where there is none.
    pub comparisons: Vec<Comparison>,
    /// Formulas and conventions.
    pub methods: Vec<Method>,
    /// What was dropped or worth a word.
    pub dropped: Vec<Finding>,
    /// Versions, inputs and parameters.
    pub provenance: Provenance,
    /// The command that makes this page again, without anything that changes from run to run.
    pub command: String,
    /// The plane of the maps.
    pub plane: Plane<'a>,
}

impl Report<'_> {
    /// The page as HTML; the same text for the same report.
    ///
    /// # Panics
    /// If a layer's style names no column of it, or a row of a table has not one cell a head.
    #[must_use]
    pub fn render(&self) -> String {
        page::render(self)
    }
}

#[cfg(test)]
mod tests;
