//! Which cities form a cluster, and why each is in it or out of it.
//!
//! | question | answer |
//! |---|---|
//! | who is in the clusters that a plan names? | [`by_list`] |
//! | who would be, if travel time to a core city decided? | [`by_time`] |
//! | which neighbouring units are alike, in so many regions? | [`skater`], [`redcap`], [`ward`], [`azp`] |
//! | how many regions can there be of a least size? | [`max_p`] |
//! | how far do the two agree, cluster by cluster and in all? | [`agreement`] |
//!
//! A list is a decision and is taken as it stands, overlaps included. The rule gives for every city the
//! core and the minutes that decided, and the nearest core of another cluster, so that each membership can
//! be argued about with a number in hand.

mod agreement;
mod list;
#[cfg(test)]
mod properties;
mod regionalisation;
mod time;

pub use agreement::{Agreement, AgreementOptions, ClusterAgreement, Overlap, agreement};
pub use list::{ListMembership, ListRow, by_list};
pub use regionalisation::{
    Alternative, Annealing, AzpOptions, Cut, Decided, Floor, Linkage, MaxPOptions, Merge, Order, Redcap,
    RegionOptions, Regions, Search, Standardisation, Start, Tabu, azp, max_p, redcap, region_alternatives,
    skater, ward,
};
pub use time::{CoreTime, Membership, Role, TimeRule, by_time};
