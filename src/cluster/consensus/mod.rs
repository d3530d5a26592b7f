//! What many divisions of the same cities have in common, and how firmly each city stays where it is.
//!
//! | question | answer |
//! |---|---|
//! | which clusters do most of the divisions agree on? | [`consensus`](fn@consensus) |
//! | does a city stay with its fellows as a setting changes? | [`stability`](fn@stability) |
//! | and as cities are drawn anew? | [`bootstrap`](fn@bootstrap), then [`stability`](fn@stability) |

mod bootstrap;
mod co_association;
mod linkage;
mod stability;
#[cfg(test)]
mod tests;

pub use bootstrap::bootstrap;
pub use co_association::CoAssociation;
pub use linkage::{Consensus, ConsensusOptions, GroupLinkage, consensus};
pub use stability::{CityStability, ClusterStability, DivisionRun, Stability, stability};
