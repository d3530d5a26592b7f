//! Clusters where places lie close together, and places that belong to none.
//!
//! | question | answer |
//! |---|---|
//! | what hangs together at one density that is known? | [`dbscan`](fn@dbscan), on a plane [`dbscan_on_plane`] |
//! | how does that change with the density? | [`optics`](fn@optics) |
//! | what stands out at any density? | [`hdbscan`](fn@hdbscan) |
//!
//! All take distances on a plane ([`PlanarPoints`]) or travel times ([`SymmetricTimes`]); a place in no cluster is
//! `None`.

mod condensed;
mod dbscan;
mod grid_scan;
mod hdbscan;
#[cfg(test)]
mod judge;
mod neighbourhood;
mod optics;
mod planar_tree;
mod spanning_tree;
#[cfg(test)]
mod tests;
mod union_find;

pub use condensed::{DensityTree, TreeCluster};
pub use dbscan::{BorderRule, Dbscan, DbscanOptions, Density, dbscan};
pub use grid_scan::dbscan_on_plane;
pub use hdbscan::{Hdbscan, HdbscanOptions, Selection, hdbscan};
pub use neighbourhood::{BothWays, Neighbourhood, PlanarPoints, SymmetricTimes};
pub use optics::{Optics, optics};
