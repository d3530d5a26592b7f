//! The tables of regional studies: groups, shares, ratios, series by year.

mod economy_population;
mod groups;
mod panel;
mod ratio;
mod selection;
mod table;
mod top_share;

pub use economy_population::{band_population_share, economy_population_ratios};
pub use groups::{GroupValue, per_capita, shares, totals};
pub use panel::{Panel, PerCapita, PopulationConvention, per_capita_series};
pub use ratio::ratio_per_capita;
pub use selection::{GroupField, Ratio};
pub use table::{Figure, Series, Table, TableOptions, table};
pub use top_share::top_share;
