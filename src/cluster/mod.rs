//! Which cities form a cluster, and why each is in it or out of it.
//!
//! | question | answer |
//! |---|---|
//! | who is in the clusters that a plan names? | [`by_list`] |
//! | who would be, if travel time to a core city decided? | [`by_time`] |
//! | how far do the two agree, cluster by cluster and in all? | [`agreement`] |
//! | who deals with each other more than with the rest? | [`leiden`], [`louvain`], [`infomap`] |
//! | where do places lie close together? | [`dbscan`], [`hdbscan`], [`optics`] |
//! | how far do any two divisions agree? | [`compare_partitions`] |
//! | what do many divisions have in common, and how firmly does a city stay? | [`consensus`], [`stability`] |
//!
//! A list is a decision and is taken as it stands, overlaps included. The rule gives for every city the
//! core and the minutes that decided, and the nearest core of another cluster, so that each membership can
//! be argued about with a number in hand.

mod agreement;
mod community;
mod consensus;
mod density;
mod list;
mod partition_agreement;
#[cfg(test)]
mod properties;
mod time;

pub use agreement::{Agreement, AgreementOptions, ClusterAgreement, Overlap, agreement};
pub use community::{
    CodeLength, Communities, InfomapOptions, InteractionGraph, LeidenOptions, LouvainOptions, Quality,
    Standing, constant_potts, infomap, leiden, louvain, map_equation, modularity,
};
pub use consensus::{
    CityStability, ClusterStability, CoAssociation, Consensus, ConsensusOptions, DivisionRun, Linkage,
    Stability, bootstrap, consensus, stability,
};
pub use density::{
    BorderRule, BothWays, Dbscan, DbscanOptions, Density, DensityTree, Hdbscan, HdbscanOptions,
    Neighbourhood, Optics, PlanarPoints, Selection, SymmetricTimes, TreeCluster, dbscan, dbscan_on_plane,
    hdbscan, optics,
};
pub use list::{ListMembership, ListRow, by_list};
pub use partition_agreement::{ClusterMatch, PartitionAgreement, compare_partitions};
pub use time::{CoreTime, Membership, Role, TimeRule, by_time};
