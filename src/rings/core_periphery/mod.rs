//! Who is core and who is periphery in a network of interaction, such as trade, flows or a travel-time decay.
//!
//! | question | model |
//! |---|---|
//! | which places are the core, the others interacting with it only? | [`borgatti_everett`], exactly for a simpler ideal: [`lip`] |
//! | the same, from the spectrum, without a search | [`lap_core`], [`low_rank_core`] |
//! | how central is each place, interactions being products? | [`minres`] in amounts, [`borgatti_everett_continuous`] up to a constant |
//! | how central, with a stated share of periphery and sharpness of the line? | [`rombach`] |
//! | in what order does the network close, and how centralised is it? | [`random_walker`] |
//! | which shell of mutual partners does a place belong to? | [`k_core`] |
//! | are there several cores, each with its own periphery? | [`multiple_cores`] |
//! | would chance make as much of it? | [`significance`]; group by group: [`q_s_test`] |
//!
//! An [`InteractionGraph`] is made once, and checked; all models read it. The core that a model finds depends on its
//! ideal: show two beside each other. A network always has *some* best core, so test it: against
//! [`NullModel::Uniform`] whether there is one at all, against [`NullModel::Degrees`] whether it is more than some places
//! having many partners.

mod borgatti_everett;
mod continuous;
mod cut;
mod graph;
#[cfg(test)]
mod judge;
mod k_core;
mod lap_core;
mod lip;
mod low_rank_core;
mod minres;
mod multiple_cores;
mod null_model;
#[cfg(test)]
mod properties;
mod q_s_test;
mod random;
mod random_walker;
mod rombach;
mod significance;
mod spectrum;

pub use borgatti_everett::{DiscreteCore, SearchOptions, borgatti_everett, correlation};
pub use continuous::{ContinuousCore, borgatti_everett_continuous, continuous_correlation};
pub use cut::{CutCore, cut_quality};
pub use graph::InteractionGraph;
pub use k_core::k_core;
pub use lap_core::{LapCoreOptions, lap_core};
pub use lip::{LipCore, lip, lip_misfits};
pub use low_rank_core::{LowRankCoreOptions, low_rank_core};
pub use minres::{Minres, minres, minres_residual};
pub use multiple_cores::{Expected, MultipleCores, group_qualities, multiple_cores};
pub use null_model::{NullModel, random_network};
pub use q_s_test::{QsTest, q_s_test};
pub use random_walker::{RandomWalkerProfile, random_walker};
pub use rombach::{Ranks, Rombach, RombachOptions, rombach, rombach_quality};
pub use significance::{Significance, SignificanceOptions, significance};
