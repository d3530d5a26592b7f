//! Whether like lies beside like, and where: one statistic a file.
//!
//! | question | everywhere | at each unit |
//! |---|---|---|
//! | are neighbours alike? | [`moran()`], [`geary()`] | [`local_moran`], [`local_geary`] |
//! | in several variables at once? | | [`local_geary_multivariate`] |
//! | is one variable high where another is high nearby? | [`bivariate_moran`] | [`local_bivariate_moran`] |
//! | do two variables go together over space? | [`lee()`] | [`local_lee`] |
//! | rates over populations of different size? | [`moran_rates`] | [`local_moran_rates`] |
//! | do the high values lie together, or the low ones? | [`global_g`] | [`local_g`], [`hot_spots`] |
//! | units of two kinds? | [`join_counts()`] | |
//! | how far does likeness reach? | [`correlogram()`] | |
//! | is inequality between neighbours or between others? | [`spatial_gini()`] | |
//!
//! Each has a sister `…_permutation` (random permutations with a seed) and, where there are few units, `…_exact` (every
//! arrangement). Global statistics shuffle all values over all units; local ones hold the unit and draw its neighbours'
//! values from the others. [`false_discovery_cut_off`] corrects for many tests, [`lisa_categories`] makes the map.

mod arrangements;
mod bivariate_moran;
mod categories;
mod conditional;
mod correlogram;
mod false_discovery;
mod geary;
mod global_g;
mod join_counts;
mod lee;
mod local_g;
mod local_geary;
mod local_moran;
mod local_moran_moments;
mod local_moran_permutation;
mod moran;
mod moran_permutation;
mod pairs;
mod permutation;
#[cfg(test)]
mod properties;
mod rates;
mod spatial_gini;

pub use arrangements::MOST_ARRANGEMENTS;
pub use bivariate_moran::{
    bivariate_moran, bivariate_moran_exact, bivariate_moran_permutation, local_bivariate_moran,
    local_bivariate_moran_exact, local_bivariate_moran_permutation,
};
pub use categories::{HotSpot, LisaCategory, Sides, Significance, hot_spots, lisa_categories};
pub use conditional::MOST_DRAWS;
pub use correlogram::{CorrelogramBand, CorrelogramOptions, correlogram};
pub use false_discovery::{FalseDiscovery, false_discovery_adjusted, false_discovery_cut_off};
pub use geary::{Geary, geary, geary_exact, geary_permutation};
pub use global_g::{GlobalG, global_g, global_g_exact, global_g_permutation};
pub use join_counts::{
    JoinCounts, JoinCountsTest, Joins, join_counts, join_counts_exact, join_counts_permutation,
};
pub use lee::{Lee, lee, lee_exact, lee_permutation, local_lee, local_lee_exact, local_lee_permutation};
pub use local_g::{LocalG, LocalGOptions, LocalGVariance, local_g, local_g_exact, local_g_permutation};
pub use local_geary::{
    local_geary, local_geary_exact, local_geary_multivariate, local_geary_multivariate_permutation,
    local_geary_permutation,
};
pub use local_moran::{LocalMoran, LocalScale, Quadrant, local_moran, local_moran_scaled};
pub use local_moran_moments::{LocalMoranMoments, local_moran_moments};
pub use local_moran_permutation::{LocalPseudoP, local_moran_exact, local_moran_permutation};
pub use moran::{Islands, Moments, Moran, moran};
pub use moran_permutation::{MoranPermutation, moran_exact, moran_permutation};
pub use permutation::{ConditionalTest, PermutationOptions, PermutationTest, PseudoP, ReferenceDistribution};
pub use rates::{empirical_bayes_rates, local_moran_rates, moran_rates};
pub use spatial_gini::{SpatialGini, spatial_gini, spatial_gini_exact, spatial_gini_permutation};
