//! Communities of a network of interaction: cities that deal with each other more than with the rest.
//!
//! | question | answer |
//! |---|---|
//! | which division has most interaction inside, against chance? | [`leiden`](fn@leiden), [`louvain`](fn@louvain) with [`Quality::Modularity`] |
//! | which has every pair inside dealing more than so much? | the same with [`Quality::ConstantPotts`] |
//! | which makes a random traveller's way shortest to tell? | [`infomap`](fn@infomap) |
//! | how good is a division that is given? | [`modularity`], of each community [`modularity_by_community`], [`constant_potts`], [`map_equation`](fn@map_equation) |
//!
//! [`leiden`](fn@leiden) is the one to take for modularity: its communities are connected, those of [`louvain`](fn@louvain) need not be.

mod aggregate;
mod communities;
mod graph;
mod infomap;
#[cfg(test)]
mod judge;
mod leiden;
mod louvain;
mod map_equation;
mod moves;
mod quality;
mod random;
mod refine;
#[cfg(test)]
mod tests;

pub use communities::{Communities, Standing};
pub use graph::InteractionGraph;
pub use infomap::{InfomapOptions, infomap};
pub use leiden::{LeidenOptions, leiden};
pub use louvain::{LouvainOptions, louvain};
pub use map_equation::{CodeLength, map_equation};
pub use quality::{Quality, constant_potts, modularity, modularity_by_community};
