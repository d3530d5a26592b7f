//! Spatial weights: who is whose neighbour, and how much it counts.
//!
//! # Which weights when
//! | neighbours | function | measured in |
//! |---|---|---|
//! | share a border | [`contiguity`], [`contiguity_within`] where drawn borders do not quite meet | as written; metres |
//! | share a border of a neighbour, and so on | [`higher_order`] | steps |
//! | are the nearest few | [`k_nearest`] | metres |
//! | lie within a distance | [`distance_band`], [`inverse_distance`], [`min_threshold_distance`] | metres |
//! | count less the farther away | [`kernel`] | metres |
//! | have no other between them | [`delaunay`], [`gabriel`], [`relative_neighbourhood`] | – |
//! | belong to the same group | [`block`] | – |
//! | are near in time | [`travel_time`] | minutes |
//! | are listed | [`from_table`], [`file`](mod@file) | – |
//!
//! [`Rule`] is any of these as one word of a command line, and [`build`] makes weights of it.
//!
//! Weights are made once and never change: [`Weights::row_standardised`], [`Weights::binary`] and their like are
//! copies. A region without a neighbour is an *island*: [`Weights::islands`] lists them, [`link_islands`] joins each
//! to its nearest, [`Weights::components`] says which regions hang together.
//!
//! Distances are straight lines on the plane: give projected coordinates (see [`crate::reproject`]).

mod block;
mod build;
mod components;
mod contiguity;
mod contiguity_within;
mod distance_band;
pub mod file;
mod higher_order;
mod islands;
mod k_nearest;
mod kernel;
mod places;
#[cfg(test)]
mod properties;
mod proximity;
mod rule;
mod sparse;
mod sums;
mod symmetry;
mod table;
mod transform;
pub mod travel_time;

pub use block::block;
pub use build::{Given, build};
pub use contiguity::{Contiguity, contiguity};
pub use contiguity_within::{Tolerance, contiguity_within};
pub use distance_band::{distance_band, inverse_distance, min_threshold_distance};
pub use higher_order::{LowerOrders, higher_order};
pub use islands::{LinkedIslands, link_islands};
pub use k_nearest::k_nearest;
pub use kernel::{Bandwidth, Diagonal, Kernel, KernelWeights, kernel};
pub use proximity::{delaunay, gabriel, relative_neighbourhood};
pub use rule::{Rule, TimeRule};
pub use sparse::Weights;
pub use sums::Sums;
pub use symmetry::Symmetry;
pub use table::from_table;
