//! How disparity changes over time: one measure a file.
//!
//! | question | measure |
//! |---|---|
//! | do units come closer to each other? | [`sigma_convergence`](sigma_convergence()) |
//! | do the poor grow faster? | [`beta_convergence`](beta_convergence()), among alike [`conditional_beta_convergence`] |
//! | do groups converge to levels of their own? | [`log_t_test`], [`convergence_clubs`] |
//! | how do units move between classes? | [`markov_chain`](markov_chain()), [`steady_states`], [`mean_first_passage_times`], [`sojourn_times`], [`mobility`](mobility()) |
//! | do they move alike in all regimes? | [`homogeneity`](homogeneity()) |
//! | do neighbours matter? | [`spatial_markov`](spatial_markov()), [`lisa_markov`](lisa_markov()) |
//! | do ranks change? | [`kendall_tau`](kendall_tau()), among neighbours [`spatial_tau`](spatial_tau()), by regimes [`theta`](theta()) |
//! | how do sizes fall with rank? | [`rank_size`](rank_size()), [`hill`], [`primacy`](primacy()) |
//!
//! Series are lists of values, one list of all units a period, in order of time; all values are present.

mod beta_convergence;
mod class_bounds;
mod clubs;
mod eigenvalues;
mod first_passage;
mod homogeneity;
mod kendall_tau;
mod linear_system;
mod lisa_markov;
mod log_t;
mod markov_chain;
mod mobility;
pub(super) mod periods;
mod primacy;
#[cfg(test)]
mod properties;
mod rank_size;
mod relative;
mod sigma_convergence;
mod spatial_markov;
mod spatial_tau;
mod steady_state;
mod theta;

pub use crate::inference::Coefficient;
pub use beta_convergence::{BetaConvergence, Covariate, beta_convergence, conditional_beta_convergence};
pub use class_bounds::{ClassBounds, PeriodClasses, classes_over_periods};
pub use clubs::{Club, Clubs, convergence_clubs};
pub use first_passage::mean_first_passage_times;
pub use homogeneity::{ChiSquareTest, Homogeneity, homogeneity};
pub use kendall_tau::{KendallTau, kendall_tau};
pub use lisa_markov::{LisaMarkov, LisaMove, LisaMoveKind, QUADRANTS, lisa_markov, lisa_significance};
pub use log_t::{LogT, log_t_test};
pub use markov_chain::{MarkovChain, markov_chain, sojourn_times};
pub use mobility::{Mobility, mobility};
pub use primacy::{Primacy, primacy};
pub use rank_size::{RankShift, RankSize, TailExponent, hill, rank_size};
pub use relative::relative_to_mean;
pub use sigma_convergence::{Dispersion, EqualDispersion, SigmaConvergence, Trend, sigma_convergence};
pub use spatial_markov::{SpatialMarkov, spatial_markov, spatial_markov_permutation};
pub use spatial_tau::{SpatialTau, spatial_tau, spatial_tau_permutation};
pub use steady_state::{SteadyState, steady_states};
pub use theta::{theta, theta_permutation};
