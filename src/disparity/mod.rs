//! How unequal regions are, and whether like lie beside like.
//!
//! | question | measure |
//! |---|---|
//! | how far apart are the extremes? | [`max_min_ratio`], [`absolute_gap`] |
//! | how far apart are regions altogether, each counting once? | [`coefficient_of_variation`], [`gini()`], [`theil_t`] |
//! | the same, each counting by its people? | [`williamson`], [`gini_weighted`], [`theil_t_weighted`] |
//! | who has how much of the whole? | [`lorenz()`] |
//! | is it between the groups or inside them? | [`theil_decomposition`], [`theil_decomposition_weighted`] |
//! | what does each group hold, and per head? | [`shares`], [`per_capita`], [`ratio_per_capita`] |
//! | does the economy sit where the people are? | [`economy_population_ratios`], [`band_population_share`] |
//! | how much do the largest hold? | [`top_share`] |
//! | are neighbours alike? | [`moran()`] and [`moran_permutation`], where: [`local_moran`] |
//!
//! [`per_capita_series`] makes values per head for every year, [`table()`] computes all of it for a series.
//!
//! # Conventions
//! Values and population are plain slices, one value a unit, all present. Values per head that a measure
//! weighs by population are given per head: their products are the totals. Negative and non-finite values
//! are refused (except by Moran's I, which takes any finite ones), a population that is not above zero
//! likewise, and all of them are named in one error. A measure that is not defined for the values is `None`.

mod coefficient_of_variation;
mod economy_population;
mod extremes;
mod gini;
mod groups;
mod inputs;
mod local_moran;
mod lorenz;
mod moran;
mod moran_permutation;
mod panel;
mod permutation;
mod ratio;
mod selection;
mod table;
mod theil;
mod theil_decomposition;
mod top_share;
mod williamson;

pub use coefficient_of_variation::{Deviation, coefficient_of_variation};
pub use economy_population::{band_population_share, economy_population_ratios};
pub use extremes::{absolute_gap, max_min_ratio};
pub use gini::{Correction, gini, gini_weighted};
pub use groups::{GroupValue, per_capita, shares, totals};
pub use local_moran::{LocalMoran, LocalPseudoP, Quadrant, local_moran, local_moran_permutation};
pub use lorenz::{LorenzPoint, lorenz};
pub use moran::{Islands, Moments, Moran, moran};
pub use moran_permutation::{MoranPermutation, moran_permutation};
pub use panel::{Panel, PerCapita, PopulationConvention, per_capita_series};
pub use permutation::{PermutationOptions, PseudoP};
pub use ratio::ratio_per_capita;
pub use selection::{GroupField, Ratio};
pub use table::{Figure, Series, Table, TableOptions, table};
pub use theil::{theil_t, theil_t_weighted};
pub use theil_decomposition::{Theil, TheilGroup, theil_decomposition, theil_decomposition_weighted};
pub use top_share::top_share;
pub use williamson::williamson;

#[cfg(test)]
mod properties;
