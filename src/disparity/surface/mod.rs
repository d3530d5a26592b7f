//! Statistics around every unit: how the values near it lie, as a surface on the map.
//!
//! | question | measure |
//! |---|---|
//! | what is the level here, and how much do values near by differ? | [`geographically_weighted_summary`] |
//! | the same, untouched by a few extreme values | [`geographically_weighted_quantiles`] |
//! | do two variables go together here? | [`geographically_weighted_correlation`] |
//! | how unequal are the units near by, or their people? | [`local_gini`], [`local_theil`] |
//!
//! # Conventions
//! Around unit `i` every unit `j` with a weight above zero counts by `q_j = w_ij p_j / Σ_k w_ik p_k`, where `p` is
//! 1 or the population of [`SurfaceOptions`]. Any [`crate::weights::Weights`] will do; how they are standardised
//! does not matter, because the shares are made afresh. The unit itself counts as its row says, unless
//! [`SelfWeight`] says otherwise: kernels carry a weight of the unit at itself, contiguity does not. Negative
//! weights are refused. Each unit is measured on its own, so that the number of threads does not matter.

mod correlation;
mod local_gini;
mod local_theil;
mod neighbourhood;
#[cfg(test)]
mod properties;
mod quantiles;
mod summary;

pub use correlation::{LocalCorrelation, geographically_weighted_correlation};
pub use local_gini::local_gini;
pub use local_theil::local_theil;
pub use neighbourhood::{SelfWeight, SurfaceOptions};
pub use quantiles::geographically_weighted_quantiles;
pub use summary::{LocalSummary, geographically_weighted_summary};
