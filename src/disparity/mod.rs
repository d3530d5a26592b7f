//! How unequal regions are, and whether like lie beside like.
//!
//! | question | measure |
//! |---|---|
//! | how far apart are the extremes? | [`max_min_ratio`], [`absolute_gap`], [`percentile_ratio()`], [`palma()`] |
//! | how far apart are regions altogether, each counting once? | [`coefficient_of_variation()`], [`gini()`], [`theil_t`], [`theil_l`], [`hoover()`], [`schutz()`], [`standard_deviation_of_logarithms`] |
//! | the same, each counting by its people? | [`williamson`], [`williamson_unweighted`], [`gini_weighted`], [`theil_t_weighted`], [`theil_l_weighted`], [`hoover_weighted`] and so on |
//! | at the bottom rather than the top, or the other way round? | [`generalised_entropy()`], [`atkinson()`] |
//! | does the middle empty? | [`wolfson()`] |
//! | who has how much of the whole? | [`lorenz()`], [`herfindahl()`], [`herfindahl_normalised`] |
//! | does it lie with those who stand high in another order? | [`concentration_index()`] |
//! | which region is made for what? | [`location_quotients`], [`krugman_specialisation`], [`localisation_coefficients`] |
//! | is it between the groups or inside them? | [`theil_decomposition()`], [`theil_decomposition_weighted`], [`generalised_entropy_decomposition()`], with overlap: [`gini_dagum`] |
//! | between blocs, provinces or cities? | [`nested_decomposition()`] |
//! | from which source does it come? | [`gini_sources`], [`variation_sources`], any index: [`shapley_sources`] |
//! | what made it change? | [`gini_change()`], [`theil_l_change()`] |
//! | how sure is it? | [`jackknife`], [`bootstrap`] |
//! | what does each group hold, and per head? | [`shares`], [`per_capita`], [`ratio_per_capita`] |
//! | does the economy sit where the people are? | [`economy_population_ratios`], [`band_population_share`] |
//! | how much do the largest hold? | [`top_share`] |
//! | how unequal is it around each unit? | [`local_gini`], [`local_theil`], more in [`surface`] |
//! | how have gaps, shares and ranks changed? | [`gap_table`], [`share_table`], [`top_members`], more in [`tables`] |
//! | where does the middle of it all lie, and move? | [`centrography`] |
//! | does disparity grow or fall over the years, and who moves? | [`dynamics`] |
//! | are neighbours alike? | [`moran()`] and [`moran_permutation`], where: [`local_moran`]; more in [`autocorrelation`] |
//! | is it between neighbours or between others? | [`spatial_gini()`] |
//!
//! [`per_capita_series`] makes values per head for every year, [`table()`] computes all of it for a series.
//!
//! # Conventions
//! Values and population are plain slices, one value a unit, all present. Values per head that a measure
//! weighs by population are given per head: their products are the totals. Negative and non-finite values
//! are refused (except by Moran's I, which takes any finite ones), a population that is not above zero
//! likewise, and all of them are named in one error. A measure that is not defined for the values is `None`.

pub mod autocorrelation;
pub mod centrography;
pub mod dynamics;
pub mod inequality;
mod inputs;
#[cfg(test)]
mod properties;
mod random;
pub mod surface;
pub mod tables;

pub use crate::inference::distributions;
pub use autocorrelation::*;
pub use centrography::*;
pub use dynamics::*;
pub use inequality::*;
pub use surface::*;
pub use tables::*;
