//! What holds for every rule, on lattices with holes, with ties, with floors.

#![allow(clippy::float_cmp, clippy::type_complexity, reason = "a test reads more easily so")]

use super::graph::Graph;
use super::tests::{by_default, lattice, random_columns};
use super::*;
use crate::error::Code;
use crate::weights::Weights;
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Task {
    weights: Weights,
    columns: Vec<Vec<f64>>,
    floor: Floor,
    regions: usize,
}

fn task() -> impl Strategy<Value = Task> {
    let size = (2_usize..6, 2_usize..7);
    size.prop_flat_map(|(rows, columns)| {
        let n = rows * columns;
        // Small whole numbers make ties.
        let column = || proptest::collection::vec((0_u8..6).prop_map(f64::from), n);
        let held = proptest::collection::vec((0_u8..9).prop_map(f64::from), n);
        let open = proptest::collection::vec(proptest::bool::weighted(0.8), 2 * n);
        (Just((rows, columns)), column(), column(), held, 0_u8..20, open, 1..=n.min(7))
    })
    .prop_map(|((rows, columns), first, second, held, at_least, open, regions)| {
        let whole = lattice(rows, columns);
        let row = |i: usize| {
            let beside = whole.neighbours(i).iter().map(|&j| j as usize).filter(|&j| j > i);
            beside.filter(|&j| open[if j == i + 1 { 2 * i } else { 2 * i + 1 }]).collect()
        };
        let weights = Weights::from_neighbours((0..rows * columns).map(row).collect());
        let floor = Floor::Sum { values: held, at_least: f64::from(at_least) };
        Task { weights, columns: vec![first, second], floor, regions }
    })
}

/// Contiguity, the floor, the count, the numbers, and the sum recomputed.
fn holds(task: &Task, regions: &Regions, asked: Option<usize>) {
    assert!(judge::contiguous(&Graph::new(&task.weights), &regions.of), "regions are contiguous");
    assert_eq!(regions::numbered(&regions.of), (regions.of.clone(), regions.len()));
    let Floor::Sum { values, at_least } = &task.floor else { panic!("a sum") };
    for region in 0..regions.len() {
        let held: f64 = regions.members(region).iter().map(|&i| values[i]).sum();
        assert!(held >= *at_least, "region {region} holds {held}, less than {at_least}");
        assert_eq!(held, regions.floor_sums[region]);
        assert_eq!(regions.members(region).len(), regions.sizes[region]);
    }
    if let Some(k) = asked {
        let fewer = regions.findings.iter().any(|finding| finding.code == Code::FewerRegions);
        assert_eq!(regions.len() < k, fewer);
        assert!(regions.len() <= k);
    }
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * (1.0 + b);
    let sum = judge::within(&task.columns, &regions.of);
    assert!(near(regions.within_sum_of_squares, sum), "{} is not {sum}", regions.within_sum_of_squares);
    let decided = match &regions.decided {
        Decided::Cuts(cuts) => {
            let parts = judge::within(&task.columns, &task.weights.components());
            parts - cuts.iter().map(|cut| cut.gain).sum::<f64>()
        }
        Decided::Merges(merges) => merges.iter().map(|merge| merge.rise).sum(),
        Decided::Starts(starts) => {
            assert!(starts.iter().all(|start| start.after <= start.before));
            starts.iter().map(|start| start.after).fold(f64::INFINITY, f64::min)
        }
    };
    assert!((decided - sum).abs() < 1e-8 * (1.0 + sum), "the decisions add up to {decided}, not {sum}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_keeps_what_it_promises(task in task()) {
        let options = RegionOptions { standardise: Standardisation::None, floor: task.floor.clone() };
        let (weights, columns, k) = (&task.weights, &task.columns, task.regions);
        let light = Annealing { rounds: 8, ..Annealing::default() };
        let mut refused = Vec::new();
        let mut see = |made: crate::error::Result<Regions>, asked| match made {
            Ok(regions) => holds(&task, &regions, asked),
            Err(_) => refused.push(asked),
        };
        for dissimilarity in [Dissimilarity::Euclidean, Dissimilarity::Manhattan] {
            for recut in [false, true] {
                let options = SkaterOptions { regions: options.clone(), dissimilarity, recut };
                see(skater(weights, columns, k, &options), Some(k));
            }
        }
        see(ward(weights, columns, k, &options), Some(k));
        for method in Redcap::ALL {
            see(redcap(weights, columns, k, method, &options), Some(k));
        }
        for search in [Search::Descent, Search::Tabu(Tabu::default()), Search::Annealing(light)] {
            let options = AzpOptions { regions: options.clone(), search, starts: 4, seed: 7 };
            see(azp(weights, columns, k, &options), Some(k));
        }
        let search = Search::Annealing(light);
        let most = MaxPOptions { regions: options.clone(), search, constructions: 12, ..MaxPOptions::default() };
        see(max_p(weights, columns, &most), None);
        // What one rule with a number refuses, all do: it is the task that cannot be done.
        let with_number = refused.iter().flatten().count();
        prop_assert!(with_number == 0 || with_number == 14, "{refused:?}");
    }

    #[test]
    fn the_order_of_units_does_not_matter(seed in 0_u64..1000, turn in 1_usize..30, k in 1_usize..8) {
        // Random numbers have no ties, which go by the order.
        let (weights, columns) = (lattice(5, 6), random_columns(30, seed));
        let old = |i: usize| (7 * i + turn) % 30;
        let new = |i: usize| (0..30).find(|&j| old(j) == i).expect("7 and 30 have no common divisor");
        let row = |i: usize| weights.neighbours(old(i)).iter().map(|&j| new(j as usize)).collect();
        let turned_weights = Weights::from_neighbours((0..30).map(row).collect());
        let turned_columns: Vec<Vec<f64>> =
            columns.iter().map(|column| (0..30).map(|i| column[old(i)]).collect()).collect();
        let options = RegionOptions { floor: Floor::Count(2), ..RegionOptions::default() };
        let moved = SkaterOptions { recut: true, ..by_default(&options) };
        let rules: [&dyn Fn(&Weights, &[Vec<f64>]) -> Regions; 5] = [
            &|weights, columns| skater(weights, columns, k, &by_default(&options)).unwrap(),
            &|weights, columns| skater(weights, columns, k, &moved).unwrap(),
            &|weights, columns| ward(weights, columns, k, &options).unwrap(),
            &|weights, columns| redcap(weights, columns, k, Redcap::ALL[4], &options).unwrap(),
            &|weights, columns| redcap(weights, columns, k, Redcap::ALL[5], &options).unwrap(),
        ];
        for rule in rules {
            let (straight, turned) = (rule(&weights, &columns), rule(&turned_weights, &turned_columns));
            let back: Vec<usize> = (0..30).map(|i| turned.of[new(i)]).collect();
            prop_assert_eq!(regions::numbered(&back).0, straight.of);
        }
    }
}
