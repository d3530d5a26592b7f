//! What holds for every network.

use super::judge::relabelled;
use super::*;
use proptest::prelude::*;

/// Up to ten places with whole amounts between some of them, and an order of the places.
fn networks() -> impl Strategy<Value = (InteractionGraph, Vec<usize>)> {
    (4_usize..=10).prop_flat_map(|n| {
        let amount = prop::option::weighted(0.5, 1_u32..100);
        let amounts = prop::collection::vec(amount, n * (n - 1) / 2);
        (amounts, Just((0..n).collect::<Vec<_>>()).prop_shuffle()).prop_map(move |(amounts, order)| {
            let end = u32::try_from(n).unwrap();
            let all = (0..end).flat_map(|i| (i + 1..end).map(move |j| (i, j)));
            let pairs: Vec<_> =
                all.zip(amounts).filter_map(|((i, j), amount)| Some((i, j, f64::from(amount?)))).collect();
            (InteractionGraph::of_pairs(n, &pairs), order)
        })
    })
}

fn place(i: usize) -> u32 {
    u32::try_from(i).unwrap()
}

fn scaled(graph: &InteractionGraph, factor: f64) -> InteractionGraph {
    let pairs: Vec<_> = graph.each_pair().map(|(i, j, value)| (place(i), place(j), value * factor)).collect();
    InteractionGraph::of_pairs(graph.len(), &pairs)
}

/// Enough runs that small networks are solved whatever the names.
const THOROUGH: SearchOptions = SearchOptions { runs: 60, seed: 1 };

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-7 * (1.0 + one.abs().max(other.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn names_do_not_matter((graph, order) in networks()) {
        let renamed = relabelled(&graph, &order);
        let (one, other) = (k_core(&graph), k_core(&renamed));
        prop_assert!((0..one.len()).all(|i| one[i] == other[order[i]]));
        prop_assert_eq!(lip(&graph).map(|found| found.misfits), lip(&renamed).map(|found| found.misfits));
        let correlations = [&graph, &renamed].map(|graph| borgatti_everett(graph, &THOROUGH).map(|found| found.correlation));
        match correlations {
            [Some(one), Some(other)] => prop_assert!(near(one, other), "{one} {other}"),
            [one, other] => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn the_unit_does_not_matter((graph, _) in networks()) {
        // A power of two changes no digit.
        let other = scaled(&graph, 1024.0);
        prop_assert_eq!(borgatti_everett(&graph, &THOROUGH), borgatti_everett(&other, &THOROUGH));
        prop_assert_eq!(random_walker(&graph), random_walker(&other));
        prop_assert_eq!(
            multiple_cores(&graph, Expected::Strengths, &THOROUGH),
            multiple_cores(&other, Expected::Strengths, &THOROUGH)
        );
        let cores = [&graph, &other].map(|graph| lap_core(graph, &LapCoreOptions::default()).unwrap());
        prop_assert_eq!(cores[0].as_ref().map(|found| &found.core), cores[1].as_ref().map(|found| &found.core));
    }

    #[test]
    fn figures_are_in_their_range((graph, _) in networks()) {
        if let Some(found) = borgatti_everett(&graph, &THOROUGH) {
            prop_assert!(found.correlation > 0.0 && found.correlation <= 1.0 + 1e-12);
            prop_assert!(found.core.contains(&true) && found.core.contains(&false));
        }
        if let Some(found) = borgatti_everett_continuous(&graph, &THOROUGH) {
            prop_assert!(found.coreness.iter().all(|c| (0.0..=1.0).contains(c)), "{found:?}");
            prop_assert!(found.correlation > 0.0 && found.correlation <= 1.0 + 1e-9, "{found:?}");
        }
        if let Some(found) = minres(&graph, &THOROUGH) {
            prop_assert!(found.coreness.iter().all(|c| *c >= 0.0 && c.is_finite()), "{found:?}");
            prop_assert!(found.explained.is_none_or(|explained| explained <= 1.0));
        }
        if let Some(found) = random_walker(&graph) {
            prop_assert!(found.coreness.iter().all(|c| (0.0..=1.0).contains(c)), "{found:?}");
        }
        for expected in [Expected::Uniform, Expected::Strengths] {
            if let Some(found) = multiple_cores(&graph, expected, &THOROUGH) {
                prop_assert!((-0.5..=1.0).contains(&found.quality));
                let groups = found.group.iter().max().unwrap() + 1;
                prop_assert_eq!(groups, found.qualities.len());
            }
        }
    }

    #[test]
    fn a_perfect_core_is_found(cores in 1_usize..5, more in 2_usize..7, order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle()) {
        let n = cores + more;
        let order: Vec<usize> = order.into_iter().filter(|&i| i < n).collect();
        let pairs: Vec<_> =
            (0..place(cores)).flat_map(|i| (i + 1..place(n)).map(move |j| (i, j, 3.0))).collect();
        let graph = relabelled(&InteractionGraph::of_pairs(n, &pairs), &order);
        let ideal: Vec<bool> = (0..n).map(|place| order.iter().position(|&name| name == place).unwrap() < cores).collect();
        let found = borgatti_everett(&graph, &SearchOptions::default()).unwrap();
        prop_assert!((found.correlation - 1.0).abs() < 1e-12);
        prop_assert_eq!(&found.core, &ideal);
        if cores >= 2 {
            prop_assert_eq!(lap_core(&graph, &LapCoreOptions::default()).unwrap().unwrap().core, ideal);
        }
    }
}
