//! Which groups of centres have their times found together.
//!
//! A sweep of the prepared hierarchy finds the times of many sources at the cost of a few searches. Groups of one centre
//! have one source, or two where the centre lies along a road, and are swept; groups of many centres are searched from all
//! of them at once, which costs no more than from one.

use crate::network::hierarchy::{FEW, Hierarchy, Reach};
use crate::network::reach::Direction;

/// A sweep for fewer sources costs more than their searches.
const WORTH_A_SWEEP: usize = 4;

/// Some groups, by their numbers.
#[derive(Debug)]
pub(super) struct Share<'a> {
    pub(super) groups: Vec<usize>,
    /// What is swept for them all; nothing where they are to be searched from.
    hierarchy: Option<&'a Hierarchy>,
}

impl Share<'_> {
    /// Finds how far trips come by `limit` from each of the `seeds` of each group, one after another, if that is to be found
    /// for all together.
    pub(super) fn find<'k>(
        &self,
        seeds: &[Vec<(u32, u32)>],
        direction: Direction,
        limit: u32,
        known: &'k mut Vec<Reach>,
    ) -> Option<&'k [Reach]> {
        let hierarchy = self.hierarchy?;
        let of = |&group: &usize| seeds[group].iter().map(|&(node, _)| node);
        let nodes: Vec<u32> = self.groups.iter().flat_map(of).collect();
        if known.len() < nodes.len() {
            known.resize_with(nodes.len(), Vec::new);
        }
        let known = &mut known[..nodes.len()];
        hierarchy.within(&nodes, direction == Direction::To, limit, known);
        Some(known)
    }
}

/// Shares of the groups, each of which begins at the nodes `seeds`, for `threads` threads: the groups of a share near each
/// other.
pub(super) fn shares<'a>(
    seeds: &[Vec<(u32, u32)>],
    hierarchy: Option<&'a Hierarchy>,
    threads: usize,
) -> Vec<Share<'a>> {
    let searched = |group| Share { groups: vec![group], hierarchy: None };
    let is_swept = |group: &usize| (1..=2).contains(&seeds[*group].len());
    let (mut swept, others): (Vec<usize>, Vec<usize>) = (0..seeds.len()).partition(is_swept);
    let sources: usize = swept.iter().map(|&group| seeds[group].len()).sum();
    let Some(hierarchy) = hierarchy.filter(|_| sources >= WORTH_A_SWEEP) else {
        return (0..seeds.len()).map(searched).collect();
    };
    swept.sort_by_key(|&group| hierarchy.place(seeds[group][0].0));
    // No more than leave something to do for every thread.
    let most = sources.div_ceil(threads).clamp(WORTH_A_SWEEP, FEW);
    let mut shares: Vec<Share<'a>> = others.into_iter().map(searched).collect();
    let (mut groups, mut taken) = (Vec::new(), 0);
    for group in swept {
        let count = seeds[group].len();
        if taken + count > most {
            shares.push(Share { groups: std::mem::take(&mut groups), hierarchy: Some(hierarchy) });
            taken = 0;
        }
        taken += count;
        groups.push(group);
    }
    shares.push(Share { groups, hierarchy: Some(hierarchy) });
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Edge;
    use crate::network::graph::Graph;
    use geo_types::Coord;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_group_is_in_one_share_that_fits(
            seeds in prop::collection::vec(prop::collection::vec((0_u32..30, 0_u32..9), 0..4), 0..60),
            threads in 1_usize..5,
        ) {
            let edges: Vec<Edge> =
                (0..29).map(|tail| Edge { tail, head: tail + 1, milliseconds: 1000 }).collect();
            let at: Vec<Coord<f64>> = (0..30).map(|x| Coord { x: f64::from(x), y: 0.0 }).collect();
            let hierarchy = Hierarchy::new(&Graph::new(30, &edges).unwrap(), &at).unwrap();
            for hierarchy in [None, Some(&hierarchy)] {
                let shares = shares(&seeds, hierarchy, threads);
                let mut groups: Vec<usize> = shares.iter().flat_map(|share| share.groups.clone()).collect();
                groups.sort_unstable();
                prop_assert_eq!(groups, (0..seeds.len()).collect::<Vec<_>>());
                for share in &shares {
                    let few = share.groups.iter().all(|&group| (1..=2).contains(&seeds[group].len()));
                    let sources: usize = share.groups.iter().map(|&group| seeds[group].len()).sum();
                    if share.hierarchy.is_some() {
                        prop_assert!(few && (1..=FEW).contains(&sources));
                    } else {
                        prop_assert_eq!(share.groups.len(), 1);
                    }
                }
                let sources = seeds.iter().map(Vec::len).filter(|count| (1..=2).contains(count)).sum::<usize>();
                let any = shares.iter().any(|share| share.hierarchy.is_some());
                prop_assert_eq!(any, hierarchy.is_some() && sources >= WORTH_A_SWEEP);
            }
        }
    }
}
