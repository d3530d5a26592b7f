//! Times without corridors, and with others added, beside those of a network made from the beginning.

use super::hand::{build_all, cities, rules};
use super::properties::{studies, with_directions};
use crate::network::assembly::Use;
use crate::network::{Additions, Change, Edge, Network, judge};
use proptest::prelude::*;

/// All times on the edges of `network` but those of the corridors that `leaves_out` names.
fn judged(network: &Network, leaves_out: impl Fn(usize) -> bool) -> Vec<Vec<Option<u32>>> {
    let edges = network.edges.iter().zip(&network.uses);
    let kept = edges.filter(|(_, purpose)| match purpose {
        Use::Ride { corridor } | Use::Ferry { corridor, .. } => !leaves_out(*corridor),
        _ => true,
    });
    let edges: Vec<Edge> = kept.map(|(&edge, _)| edge).collect();
    judge::all_pairs(network.spots.len(), &edges)
}

/// The changes from `origin` between two tables.
fn between(
    before: &[Vec<Option<u32>>],
    after: &[Vec<Option<u32>>],
    origin: usize,
    cities: usize,
) -> Vec<Change> {
    let changes = (0..cities).map(|destination| Change {
        destination,
        before: before[origin][destination],
        after: after[origin][destination],
    });
    changes.filter(|change| change.before != change.after).collect()
}

/// Every corridor alone, and two of them together.
fn groups(corridors: usize) -> Vec<Vec<usize>> {
    let alone = (0..corridors).map(|corridor| vec![corridor]);
    let together = (1..corridors).map(|corridor| vec![corridor - 1, corridor]);
    alone.chain(together).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn without_a_corridor_times_are_those_of_the_others((seats, rows, oneway) in studies()) {
        let network = build_all(&with_directions(&rows, &oneway), &cities(&seats), &[], &rules(""));
        let groups = groups(rows.len());
        let found = network.without(&groups, |_, changes| changes.to_vec());
        let before = judged(&network, |_| false);
        for (g, group) in groups.iter().enumerate() {
            let after = judged(&network, |corridor| group.contains(&corridor));
            for (origin, found) in found.iter().enumerate() {
                let changes = found.iter().find(|(of, _)| *of == g).map(|(_, changes)| changes.clone());
                let expected = between(&before, &after, origin, seats.len());
                prop_assert_eq!(changes.unwrap_or_default(), expected);
            }
        }
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for threads in [1, 3] {
            let again = pool(threads).install(|| network.without(&groups, |_, changes| changes.to_vec()));
            prop_assert_eq!(&again, &found);
        }
    }

    #[test]
    fn with_corridors_added_times_are_those_of_all_that_run((seats, rows, oneway) in studies()) {
        let network = build_all(&with_directions(&rows, &oneway), &cities(&seats), &[], &rules(""));
        // Every second corridor is a candidate.
        let candidates: Vec<Vec<usize>> = (0..rows.len()).step_by(2).map(|corridor| vec![corridor]).collect();
        let mut additions = Additions::new(&network, &candidates);
        let mut waiting: Vec<usize> = (0..candidates.len()).collect();
        while !waiting.is_empty() {
            let runs = |also: Option<usize>| {
                let idle = |corridor: usize| waiting.iter().any(|&w| Some(w) != also && candidates[w].contains(&corridor));
                judged(&network, idle)
            };
            let before = runs(None);
            for (i, j) in (0..seats.len()).flat_map(|i| (0..seats.len()).map(move |j| (i, j))) {
                prop_assert_eq!(additions.milliseconds(i, j), before[i][j]);
            }
            for &candidate in &waiting {
                let after = runs(Some(candidate));
                let tried = additions.tried(candidate, |_, changes| changes.to_vec());
                for (origin, changes) in tried.into_iter().enumerate() {
                    prop_assert_eq!(changes.unwrap_or_default(), between(&before, &after, origin, seats.len()));
                }
            }
            additions.add(waiting.pop().unwrap());
        }
    }
}
