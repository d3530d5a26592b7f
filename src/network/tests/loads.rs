//! Loads beside the paths that they stand for, summed one by one.

use super::hand::{build_all, cities, network, rules};
use super::properties::{studies, with_directions};
use super::{A, B, C, D};
use crate::network::{Leg, Loads, Network};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Adds up the corridors and cities of every path, found alone.
fn judged(network: &Network, corridors: usize, flow: impl Fn(usize, usize) -> f64) -> Loads {
    let cities = network.cities;
    let mut loads =
        Loads { corridors: vec![0.0; corridors], cities: vec![0.0; cities], total: 0.0, unreached: 0.0 };
    for (i, j) in (0..cities * cities).map(|n| (n / cities, n % cities)).filter(|&(i, j)| i != j) {
        let Some(path) = network.path(i, j) else {
            loads.unreached += flow(i, j);
            continue;
        };
        loads.total += flow(i, j);
        let ridden = path.steps.iter().filter_map(|step| match step.leg {
            Leg::Ride { corridor, .. } => Some(corridor),
            _ => None,
        });
        for corridor in ridden.collect::<BTreeSet<_>>() {
            loads.corridors[corridor] += flow(i, j);
        }
        // The steps leave out the seats that a ride goes through without a stop.
        let edges = network.graph().shortest_path(i, j).unwrap();
        let ends = edges.iter().flat_map(|&edge| [network.edges[edge].tail, network.edges[edge].head]);
        let met = ends.filter_map(|node| network.spots[node as usize].city);
        for city in met.filter(|&city| city != i && city != j).collect::<BTreeSet<_>>() {
            loads.cities[city] += flow(i, j);
        }
    }
    loads
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn loads_are_the_sums_of_the_paths((seats, rows, oneway) in studies(), crossings: bool) {
        let rules = rules(if crossings { "join = 'crossings'" } else { "transfer_between = 'lines'" });
        let network = build_all(&with_directions(&rows, &oneway), &cities(&seats), &[], &rules);
        // Whole, so that sums are exact, and scattered, so that no two sets of pairs have the same sum.
        let flow = |i: usize, j: usize| ((i as u64 * 8 + j as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 28) as f64;
        prop_assert_eq!(network.loads(flow), judged(&network, rows.len(), flow));
        for (i, j) in [(0, 1), (1, 0)] {
            let alone = |a, b| if (a, b) == (i, j) { 1.0 } else { 0.0 };
            prop_assert_eq!(network.loads(alone), judged(&network, rows.len(), alone));
        }
    }

    #[test]
    fn threads_change_no_digit((seats, rows, oneway) in studies()) {
        let network = build_all(&with_directions(&rows, &oneway), &cities(&seats), &[], &rules(""));
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let flow = |i: usize, j: usize| 1.0 / (3 * i + 7 * j + 1) as f64;
        let loads = [1, 3].map(|threads| pool(threads).install(|| network.loads(flow)));
        prop_assert_eq!(&loads[0], &loads[1]);
    }
}

#[test]
fn a_line_of_three_loads_its_middle() {
    let network = network(&[A, B, C, D], &[("road", 30.0, &[A, B]), ("road", 40.0, &[B, C])], "");
    let loads = network.loads(|_, _| 1.0);
    assert_eq!(loads.corridors, [4.0, 4.0], "A–B and A–C, B–C and A–C, there and back");
    assert_eq!(loads.cities, [0.0, 2.0, 0.0, 0.0]);
    assert_eq!((loads.total, loads.unreached), (6.0, 6.0), "nobody reaches D, nor leaves it");
    let weighted = network.loads(|i, j| if (i, j) == (2, 0) { 7.5 } else { 0.0 });
    assert_eq!((weighted.corridors, weighted.cities), (vec![7.5, 7.5], vec![0.0, 7.5, 0.0, 0.0]));
    assert_eq!((weighted.total, weighted.unreached), (7.5, 0.0));
}

#[test]
fn a_train_that_runs_through_passes_the_city() {
    let rail = [("hsr", 60.0, &[A, B, C][..]), ("hsr", 30.0, &[B, D])];
    let network = network(&[A, B, C, D], &rail, "");
    let loads = network.loads(|_, _| 1.0);
    assert_eq!(loads.corridors, [10.0, 6.0], "two pieces of one corridor, counted once");
    assert_eq!(loads.cities, [0.0, 6.0, 0.0, 0.0]);
}

#[test]
fn one_city_loads_nothing() {
    let loads = network(&[A], &[("road", 30.0, &[A, B])], "").loads(|_, _| 1.0);
    assert_eq!(loads, Loads { corridors: vec![0.0], cities: vec![0.0], total: 0.0, unreached: 0.0 });
}

#[test]
#[should_panic(expected = "finite and not negative")]
fn no_flow_is_negative() {
    let _ = network(&[A, B], &[("road", 30.0, &[A, B])], "").loads(|_, _| -1.0);
}
