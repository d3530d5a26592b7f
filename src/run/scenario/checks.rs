//! Sums that have to come out: no trip lengthened by added lines, parts that add up to the whole.

use super::{Comparison, Plan, weighing::weigh};
use crate::export::Bilingual;

/// Sums nearer than this share of what they are made of are the same: f64 added in another order.
const SAME: f64 = 1e-9;

/// A check with its outcome.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Check {
    /// Its key in tables.
    pub(super) key: String,
    /// What was checked.
    pub(super) title: Bilingual,
    /// How many do not pass.
    pub(super) failed: usize,
    /// Of how many.
    pub(super) of: usize,
    /// Whether it holds; `None` for a count that may be anything.
    pub(super) holds: Option<bool>,
}

impl Comparison<'_> {
    /// The checks of `plan`.
    pub(super) fn checks(&self, plan: &Plan) -> Vec<Check> {
        let trips = &plan.trips;
        let longer = Check {
            key: "longer_trips".to_owned(),
            title: if plan.only_adds {
                Bilingual::new("加线不延长任何出行", "Adding lines lengthened no trip")
            } else {
                Bilingual::new("变长的出行", "Trips that became longer")
            },
            failed: trips.longer,
            of: trips.before,
            holds: plan.only_adds.then_some(trips.longer == 0),
        };
        let population = &self.study.population;
        let adds_up = |split: &super::Split| {
            let wrong = plan.changes.iter().filter(|change| {
                let whole = weigh(change, population, 0..change.len());
                let shares = split.shares(change, population);
                let sum: f64 = shares.iter().map(|share| share.weighed.total).sum();
                let units: usize = shares.iter().map(|share| share.weighed.units).sum();
                let size: f64 =
                    (0..change.len()).map(|city| weigh(change, population, [city]).total.abs()).sum();
                units != whole.units || (sum - whole.total).abs() > SAME * size
            });
            let failed = wrong.count();
            Check {
                key: format!("sum_{}", split.key),
                title: Bilingual::new(
                    format!("按{}分解之和等于总量", split.title.zh),
                    format!("Gains split by {} add up", split.title.en),
                ),
                failed,
                of: plan.changes.len(),
                holds: Some(failed == 0),
            }
        };
        std::iter::once(longer).chain(self.splits.iter().map(adds_up)).collect()
    }
}
