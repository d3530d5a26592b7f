//! The tables of regional studies: groups, shares, ratios, series by year.
//!
//! | question | table |
//! |---|---|
//! | what does each group have in each year? | [`GroupYears`], from units or from a published table |
//! | how far do groups lie apart, and since when? | [`gap_table`] |
//! | who has which share of the whole? | [`share_table`] |
//! | how do groups compare in one line, 1 : a : b : c? | [`extended_ratio`] |
//! | does the economy sit where the people are? | [`economy_population_table`] |
//! | how many units are of which size? | [`tier_table`], with [`Tiers::state_council_2014`] for cities in China |
//! | who is among the largest, who has come in or gone out? | [`top_members`] |
//! | every index of a series for every year | [`table()`] |
//!
//! Each table has named parts and `rows()`: the same as plain [`Rows`] of [`Cell`]s.

mod change;
mod economy_population;
mod economy_population_table;
mod extended_ratio;
mod gap_table;
mod group_years;
mod groups;
mod panel;
mod ratio;
mod rows;
mod selection;
mod share_table;
mod size_classes;
mod table;
mod tier_table;
mod tiers;
mod top_members;
mod top_share;

pub use change::Change;
pub use economy_population::{band_population_share, economy_population_ratios};
pub use economy_population_table::{
    BandSide, EconomyPopulationRow, EconomyPopulationTable, economy_population_table,
};
pub use extended_ratio::{ExtendedRatio, RatioTerm, extended_ratio};
pub use gap_table::{GapRow, GapTable, Reference, gap_table};
pub use group_years::GroupYears;
pub use groups::{GroupValue, per_capita, shares, totals};
pub use panel::{Panel, PerCapita, PopulationConvention, per_capita_series};
pub use ratio::ratio_per_capita;
pub use rows::{Cell, Rows};
pub use selection::{GroupField, Ratio};
pub use share_table::{ShareRow, ShareTable, share_table};
pub use table::{Figure, Series, Table, TableOptions, table};
pub use tier_table::{TierRow, TierTable, tier_table};
pub use tiers::Tiers;
pub use top_members::{TopExit, TopMember, TopYear, top_members};
pub use top_share::top_share;
