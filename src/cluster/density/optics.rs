//! OPTICS: places in an order that shows the clusters of every density.

use super::{DbscanOptions, Neighbourhood};
use crate::error::Result;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Places in an order in which clusters of any density stand together.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Optics {
    /// The places in that order.
    pub order: Vec<usize>,
    /// How far each place was reachable from those before it; `None` where a new part begins.
    pub reachability: Vec<Option<f64>>,
    /// How far the place is that makes it a core; `None` where that is beyond the reach.
    pub core_distance: Vec<Option<f64>>,
    /// From which place each was reached.
    pub from: Vec<Option<usize>>,
}

/// A place that waits: the nearest first, of equal ones the lower index.
#[derive(PartialEq)]
struct Waiting(f64, usize);

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The order of places from which the clusters of every density up to `reach` can be read.
///
/// # Rule
/// From a place on, always next the one that is reachable at the least distance from all before it: the larger of
/// the core distance of that place and the distance from it. Where none is, the place with the lowest index.
///
/// # Conventions
/// A core has `min_points` places within its core distance, itself counted, as in scikit-learn. Equal distances go to
/// the lower index, and a place keeps the first from which it was reachable at that distance.
///
/// # Complexity
/// Every place asks once for those within `reach`: `O(n²)` where that is all of them, on a plane as little as there are.
///
/// # Errors
/// A `reach` that is not a number above zero, or no `min_points`.
///
/// # References
/// Ankerst, M., Breunig, M. M., Kriegel, H.-P. and Sander, J. (1999). OPTICS: Ordering points to identify the clustering
/// structure. *ACM SIGMOD Record* 28(2). <https://doi.org/10.1145/304181.304187>
pub fn optics(places: &impl Neighbourhood, reach: f64, min_points: usize) -> Result<Optics> {
    DbscanOptions::new(reach, min_points).check()?;
    let core = |i: usize| {
        let distance = if min_points == 1 { Some(0.0) } else { places.nearest_other(i, min_points - 1) };
        distance.filter(|&distance| distance <= reach)
    };
    let mut found = Optics {
        order: Vec::with_capacity(places.len()),
        reachability: vec![None; places.len()],
        core_distance: (0..places.len()).map(core).collect(),
        from: vec![None; places.len()],
    };
    let mut done = vec![false; places.len()];
    let mut near = Vec::new();
    for first in 0..places.len() {
        let mut waiting = BinaryHeap::from([Reverse(Waiting(0.0, first))]);
        while let Some(Reverse(Waiting(_, i))) = waiting.pop() {
            if std::mem::replace(&mut done[i], true) {
                continue;
            }
            found.order.push(i);
            let Some(core) = found.core_distance[i] else { continue };
            places.within(i, reach, &mut near);
            for &(j, distance) in near.iter().filter(|&&(j, _)| !done[j]) {
                let reached = distance.max(core);
                if found.reachability[j].is_none_or(|before| reached < before) {
                    found.reachability[j] = Some(reached);
                    found.from[j] = Some(i);
                    waiting.push(Reverse(Waiting(reached, j)));
                }
            }
        }
    }
    Ok(found)
}

impl Optics {
    /// The clusters at the density of `reach`, at most that of the order: as DBSCAN's, but for some border places,
    /// which may be left as noise. Numbered in the order; `None` for noise.
    #[must_use]
    pub fn clusters_at(&self, reach: f64) -> Vec<Option<usize>> {
        let mut cluster = vec![None; self.order.len()];
        let mut clusters = 0_usize;
        for &i in &self.order {
            if self.reachability[i].is_none_or(|reached| reached > reach) {
                if self.core_distance[i].is_some_and(|core| core <= reach) {
                    clusters += 1;
                    cluster[i] = Some(clusters - 1);
                }
            } else {
                cluster[i] = clusters.checked_sub(1);
            }
        }
        cluster
    }
}
