//! Which cities form a cluster, and why each is in it or out of it.
//!
//! | question | answer |
//! |---|---|
//! | who is in the clusters that a plan names? | [`by_list`] |
//! | who would be, if travel time to a core city decided? | [`by_time`] |
//! | which neighbouring units are alike, in so many regions? | [`skater`], [`redcap`], [`ward`], [`azp`] |
//! | how many regions can there be of a least size? | [`max_p`] |
//! | if the pull of the cores did, size against travel time? | [`by_huff`]; where two pulls are equal, [`break_points`] |
//! | if each city followed its largest flow? | [`by_dominant_flow`], level by level [`dominant_flow`] |
//! | if a share of all its flow decided, as in functional urban areas? | [`functional_areas`] |
//! | who lives within an hour of a core, of whichever? | [`circles`] |
//! | which cities are cores? | [`cores`](fn@cores): by population, output, rank, or named |
//! | who deals with each other more than with the rest? | [`leiden`], [`louvain`], [`infomap`] |
//! | where do places lie close together? | [`dbscan`], [`hdbscan`], [`optics`] |
//! | what do many divisions have in common, and how firmly does a city stay? | [`consensus`](fn@consensus), [`stability`] |
//! | how well does each city fit its cluster? | [`silhouette`], [`within_sum_of_squares`], [`compactness`] |
//! | what is in each cluster, and how closely is it knit? | [`cluster_profiles`] |
//! | how far do a list and a rule agree, cluster by cluster and in all? | [`agreement`]; two rules, [`compare_partitions`] |
//! | about which cities do several rules disagree most? | [`disagreement`](fn@disagreement) |
//!
//! A list is a decision and is taken as it stands, overlaps included. A rule gives for every city the core and the number
//! that decided (minutes, a share of flow), and the next best core of another cluster, so that each membership can be
//! argued about with a number in hand: [`Membership`].

mod agreement;
mod circles;
mod community;
mod compactness;
mod consensus;
mod cores;
mod density;
mod disagreement;
mod flow;
mod list;
mod membership;
mod partition_agreement;
mod profile;
#[cfg(test)]
mod properties;
mod regionalisation;
mod silhouette;
mod time;
mod within_sum;

pub use agreement::{Agreement, AgreementOptions, ClusterAgreement, Overlap, agreement};
pub use circles::{Circles, circles};
pub use community::{
    CodeLength, Communities, InfomapOptions, InteractionGraph, LeidenOptions, LouvainOptions, Quality,
    Standing, constant_potts, infomap, leiden, louvain, map_equation, modularity, modularity_by_community,
};
pub use compactness::compactness;
pub use consensus::{
    CityStability, ClusterStability, CoAssociation, Consensus, ConsensusOptions, DivisionRun, GroupLinkage,
    Stability, bootstrap, consensus, stability,
};
pub use cores::{CoreRule, cores};
pub use density::{
    BorderRule, BothWays, Dbscan, DbscanOptions, Density, DensityTree, Hdbscan, HdbscanOptions,
    Neighbourhood, Optics, PlanarPoints, Selection, SymmetricTimes, TreeCluster, dbscan, dbscan_on_plane,
    hdbscan, optics,
};
pub use disagreement::disagreement;
pub use flow::{
    BreakPoint, DominantFlow, DominantRule, FlowMatrix, FunctionalAreaRule, HuffRule, break_points,
    by_dominant_flow, by_huff, dominant_flow, entropy_of_outflow, functional_areas,
};
pub use list::{ListMembership, ListRow, by_list};
pub use membership::{Membership, Role, RunnerUp};
pub use partition_agreement::{ClusterMatch, PartitionAgreement, compare_partitions};
pub use profile::{ClusterProfile, ProfileOptions, cluster_profiles};
pub use regionalisation::{
    Alternative, Annealing, AzpOptions, Cut, Decided, Dissimilarity, Floor, Linkage, MaxPOptions, Merge,
    Order, Redcap, RegionOptions, Regions, Search, SkaterOptions, Standardisation, Start, Tabu, azp, max_p,
    redcap, region_alternatives, skater, ward,
};
pub use silhouette::{Neighbouring, Silhouette, silhouette};
pub use time::{TimeRule, by_time, by_time_to};
pub use within_sum::{WithinSum, within_sum_of_squares};
