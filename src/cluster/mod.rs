//! Which cities form a cluster, and why each is in it or out of it.
//!
//! | question | answer |
//! |---|---|
//! | who is in the clusters that a plan names? | [`by_list`] |
//! | who would be, if travel time to a core city decided? | [`by_time`] |
//! | how far do the two agree, cluster by cluster and in all? | [`agreement`] |
//!
//! A list is a decision and is taken as it stands, overlaps included. The rule gives for every city the
//! core and the minutes that decided, and the nearest core of another cluster, so that each membership can
//! be argued about with a number in hand.

mod agreement;
mod list;
#[cfg(test)]
mod properties;
mod time;

pub use agreement::{Agreement, AgreementOptions, ClusterAgreement, Overlap, agreement};
pub use list::{ListMembership, ListRow, by_list};
pub use time::{CoreTime, Membership, Role, TimeRule, by_time};
