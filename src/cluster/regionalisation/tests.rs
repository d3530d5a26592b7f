//! Small cases against every partition there is, and against slow rules straight from their words.

#![allow(clippy::needless_for_each, reason = "a test reads more easily so")]

use super::attributes::Attributes;
use super::graph::Graph;
use super::linkage::grown_forest;
use super::random::{generator, share};
use super::*;
use crate::error::Code;
use crate::weights::Weights;

/// A lattice of rooks.
pub(super) fn lattice(rows: usize, columns: usize) -> Weights {
    let beside =
        |i: usize, j: usize| (i / columns).abs_diff(j / columns) + (i % columns).abs_diff(j % columns) == 1;
    let n = rows * columns;
    Weights::from_neighbours((0..n).map(|i| (0..n).filter(|&j| beside(i, j)).collect()).collect())
}

/// Two columns of random numbers.
pub(super) fn random_columns(n: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut random = generator(seed, 99);
    (0..2).map(|_| (0..n).map(|_| 10.0 * share(&mut random)).collect()).collect()
}

/// SKATER by default.
pub(super) fn by_default(regions: &RegionOptions) -> SkaterOptions {
    SkaterOptions { regions: regions.clone(), ..SkaterOptions::default() }
}

fn plain(floor: Floor) -> RegionOptions {
    RegionOptions { standardise: Standardisation::None, floor }
}

pub(super) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + b.abs())
}

fn attributes(columns: &[Vec<f64>]) -> Attributes {
    Attributes::new(columns, columns[0].len(), Standardisation::None, &mut Vec::new()).unwrap()
}

/// The groups that a forest without some of its links leaves.
pub(super) fn groups(n: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut rows = vec![Vec::new(); n];
    links.iter().for_each(|&(i, j)| rows[i].push(j));
    Weights::from_neighbours(rows).components()
}

/// Cuts link after link, every one tried.
fn cut_slowly(
    columns: &[Vec<f64>],
    mut forest: Vec<(usize, usize)>,
    regions: usize,
    least: usize,
) -> (Vec<usize>, Vec<f64>) {
    let n = columns[0].len();
    let mut gains = Vec::new();
    loop {
        let of = groups(n, &forest);
        let count = of.iter().max().unwrap() + 1;
        let sum = judge::within(columns, &of);
        let after = |at: usize| {
            let mut rest = forest.clone();
            rest.remove(at);
            let of = groups(n, &rest);
            let large =
                (0..=count).all(|region| of.iter().filter(|&&other| other == region).count() >= least);
            large.then(|| sum - judge::within(columns, &of))
        };
        let found = (0..forest.len()).filter_map(|at| after(at).map(|gain| (gain, at)));
        match found.max_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((gain, at)) if count < regions => {
                gains.push(gain);
                forest.remove(at);
            }
            _ => return (of, gains),
        }
    }
}

#[test]
fn skater_cuts_as_trying_every_link_does() {
    for seed in 0..6 {
        let columns = random_columns(20, seed);
        let weights = lattice(4, 5);
        let graph = Graph::new(&weights);
        let forest = graph::likest_forest(&graph, &attributes(&columns));
        for least in [1, 3] {
            let (of, gains) = cut_slowly(&columns, forest.clone(), 5, least);
            let regions = skater(&weights, &columns, 5, &by_default(&plain(Floor::Count(least)))).unwrap();
            assert_eq!(regions.of, of, "seed {seed}, floor {least}");
            let Decided::Cuts(cuts) = &regions.decided else { panic!("a tree is cut") };
            assert_eq!(cuts.len(), gains.len());
            for (cut, gain) in cuts.iter().zip(gains) {
                assert!(close(cut.gain, gain) && cut.runner_up.is_none_or(|next| next <= cut.gain));
            }
            assert!(close(regions.within_sum_of_squares, judge::within(&columns, &of)));
        }
    }
}

#[test]
fn the_runner_up_is_the_second_best_cut() {
    let row = Weights::from_neighbours(vec![vec![1], vec![2], vec![3], vec![]]);
    let columns = [vec![0.0, 1.0, 7.0, 11.0]];
    let regions = skater(&row, &columns, 3, &by_default(&plain(Floor::default()))).unwrap();
    let Decided::Cuts(cuts) = regions.decided else { panic!("a tree is cut") };
    // 0 1 | 7 11 leaves 0.5 + 8 of 80.75; 0 1 7 | 11 leaves 86/3; then 7 | 11 saves 8 and 0 | 1 saves 0.5.
    assert!(close(cuts[0].gain, 80.75 - 8.5), "{cuts:?}");
    assert!(close(cuts[0].runner_up.unwrap(), 80.75 - 86.0 / 3.0), "{cuts:?}");
    assert_eq!((cuts[1].between, cuts[1].runner_up), ((2, 3), Some(0.5)));
}

#[test]
fn redcap_grows_as_measuring_every_pair_anew_does() {
    for (seed, method) in (0..4).flat_map(|seed| Redcap::ALL.map(|method| (seed, method))) {
        let columns = random_columns(20, seed);
        let graph = Graph::new(&lattice(4, 5));
        let attributes = attributes(&columns);
        let mut of: Vec<usize> = (0..20).collect();
        let mut slow = Vec::new();
        while slow.len() < 19 {
            let mut best = (f64::INFINITY, (0, 0));
            for (i, j) in graph.links().filter(|&(i, j)| of[i] != of[j]) {
                let mut distances = Vec::new();
                for (a, b) in (0..20).flat_map(|a| (0..20).map(move |b| (a, b))) {
                    let counts = method.order == Order::Full || graph.neighbours(a).any(|other| other == b);
                    if counts && of[a] == of[i] && of[b] == of[j] {
                        distances.push(attributes.apart(a, b).sqrt());
                    }
                }
                let apart = match method.linkage {
                    Linkage::Single => distances.iter().copied().fold(f64::INFINITY, f64::min),
                    Linkage::Average => distances.iter().sum::<f64>() / distances.len() as f64,
                    Linkage::Complete => distances.iter().copied().fold(0.0, f64::max),
                };
                let tie = best.0.is_finite() && close(apart, best.0);
                let shorter = attributes.apart(i, j) < attributes.apart(best.1.0, best.1.1);
                if if tie { shorter } else { apart < best.0 } {
                    best = (apart, (i, j));
                }
            }
            let (i, j) = best.1;
            let (from, into) = (of[j], of[i]);
            of.iter_mut().filter(|group| **group == from).for_each(|group| *group = into);
            slow.push((i, j));
        }
        let fast = grown_forest(&graph, &attributes, method);
        assert_eq!(fast, slow, "seed {seed}, {}", method.name());
    }
}

#[test]
fn ward_joins_as_trying_every_union_does() {
    for seed in 0..6 {
        let columns = random_columns(20, seed);
        let weights = lattice(4, 5);
        let graph = Graph::new(&weights);
        let mut of: Vec<usize> = (0..20).collect();
        let mut rises = Vec::new();
        for _ in 0..15 {
            let (sum, mut best) = (judge::within(&columns, &of), (f64::INFINITY, of.clone()));
            for (i, j) in graph.links().filter(|&(i, j)| of[i] != of[j]) {
                let union = |&group: &usize| if group == of[j] { of[i] } else { group };
                let (joined, _) = regions::numbered(&of.iter().map(union).collect::<Vec<_>>());
                let rise = judge::within(&columns, &joined) - sum;
                if rise < best.0 {
                    best = (rise, joined);
                }
            }
            rises.push(best.0);
            of = best.1;
        }
        let regions = ward(&weights, &columns, 5, &plain(Floor::default())).unwrap();
        assert_eq!(regions.of, of, "seed {seed}");
        let Decided::Merges(merges) = regions.decided else { panic!("regions are joined") };
        assert!(merges.iter().zip(rises).all(|(merge, rise)| (merge.rise - rise).abs() < 1e-9));
    }
}

#[test]
fn searches_find_the_best_of_all_partitions() {
    let weights = lattice(3, 3);
    let graph = Graph::new(&weights);
    for seed in 0..5 {
        let columns = random_columns(9, seed);
        let held: Vec<f64> =
            random_columns(9, seed + 100).swap_remove(0).iter().map(|v| 1.0 + v.round()).collect();
        let sums = |values: &[f64], at_least: f64| Floor::Sum { values: values.to_vec(), at_least };
        for floor in [sums(&[1.0; 9], 1.0), sums(&[1.0; 9], 3.0), sums(&held, held.iter().sum::<f64>() / 4.0)]
        {
            let Floor::Sum { values, at_least } = &floor else { panic!("a sum") };
            let feasible = judge::feasible(&graph, values, *at_least);
            let count = |of: &Vec<usize>| of.iter().max().unwrap() + 1;
            let least = |k: usize| {
                let sums = feasible.iter().filter(|of| count(of) == k).map(|of| judge::within(&columns, of));
                sums.fold(f64::INFINITY, f64::min)
            };
            for search in [Search::Tabu(Tabu::default()), Search::default()] {
                let options = AzpOptions { regions: plain(floor.clone()), search, ..AzpOptions::default() };
                let best = least(3);
                if best.is_finite() {
                    let found = azp(&weights, &columns, 3, &options).unwrap();
                    assert_eq!(found.len(), 3);
                    // Tabu moves one unit at a time, which a floor without slack does not allow.
                    if matches!(search, Search::Annealing(_)) || *at_least <= 1.0 {
                        assert!(
                            close(found.within_sum_of_squares, best),
                            "seed {seed}, {search:?}, {floor:?}"
                        );
                    }
                }
            }
            let most = feasible.iter().map(count).max().unwrap();
            let options = MaxPOptions { regions: plain(floor.clone()), ..MaxPOptions::default() };
            let found = max_p(&weights, &columns, &options).unwrap();
            assert_eq!(found.len(), most, "seed {seed}, {floor:?}");
            assert!(close(found.within_sum_of_squares, least(most)), "seed {seed}, {floor:?}");
        }
    }
}

#[test]
fn a_floor_without_slack_is_met() {
    let columns = random_columns(24, 5);
    let options = AzpOptions { regions: plain(Floor::Count(4)), ..AzpOptions::default() };
    let regions = azp(&lattice(4, 6), &columns, 6, &options).unwrap();
    assert_eq!(regions.sizes, [4; 6]);
    let built = MaxPOptions { regions: plain(Floor::Count(4)), ..MaxPOptions::default() };
    assert_eq!(max_p(&lattice(4, 6), &columns, &built).unwrap().sizes, [4; 6]);
}

#[test]
fn parts_and_islands_are_said() {
    // A row of three, a pair, an island.
    let weights = Weights::from_neighbours(vec![vec![1], vec![2], vec![], vec![4], vec![], vec![]]);
    let columns = [vec![1.0, 2.0, 9.0, 1.0, 1.0, 5.0]];
    let options = plain(Floor::default());
    let all = [
        skater(&weights, &columns, 4, &by_default(&options)).unwrap(),
        ward(&weights, &columns, 4, &options).unwrap(),
        azp(&weights, &columns, 4, &AzpOptions { regions: options.clone(), ..AzpOptions::default() })
            .unwrap(),
    ];
    for regions in all {
        assert_eq!(regions.of, [0, 0, 1, 2, 2, 3]);
        assert_eq!(regions.findings[0].code, Code::GraphInParts);
        assert!(
            regions.findings[0].what.contains("3 parts, 1 of them a single unit"),
            "{:?}",
            regions.findings
        );
    }
    let error = ward(&weights, &columns, 2, &options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "field `regions`: the units hang together in 3 parts, each of which makes a region at least: `2` [E-REGION-002]"
    );
    let error = skater(&weights, &columns, 3, &by_default(&plain(Floor::Count(2)))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "feature 6: a unit without a neighbour does not reach the floor of 2 units: `1` [E-REGION-003]"
    );
    let floor = plain(Floor::Count(3));
    let error =
        max_p(&weights, &columns, &MaxPOptions { regions: floor, ..MaxPOptions::default() }).unwrap_err();
    assert!(error.to_string().contains("feature 4: 2 units that hang together do not"), "{error}");
}

#[test]
fn what_cannot_be_is_refused() {
    let (weights, columns) = (lattice(2, 3), random_columns(6, 1));
    let said = |columns: &[Vec<f64>], k: usize, floor: Floor| {
        skater(&weights, columns, k, &by_default(&plain(floor))).unwrap_err().to_string()
    };
    let none = Floor::default;
    assert!(said(&columns, 7, none()).contains("there are 6 units, which make at most 6 regions: `7`"));
    assert!(said(&columns, 0, none()).contains("at least one region is asked for"));
    assert!(said(&[], 2, none()).contains("at least one attribute"));
    assert!(said(&[vec![3.0; 6]], 2, none()).contains("E-REGION-001"));
    let floor = Floor::Sum { values: vec![1.0; 6], at_least: 2.5 };
    assert!(
        said(&columns, 3, floor).contains("with a floor of a sum of 2.5 there are at most 2 regions: `3`")
    );
    let broken = |starts: usize, annealing: Annealing| {
        let options = AzpOptions { starts, search: Search::Annealing(annealing), ..AzpOptions::default() };
        azp(&weights, &columns, 2, &options).unwrap_err().to_string()
    };
    assert!(broken(0, Annealing::default()).contains("a search begins at least once"));
    assert!(broken(1, Annealing { cooling: 1.0, ..Annealing::default() }).contains("cooling"));
    assert!(broken(1, Annealing { heat: f64::NAN, ..Annealing::default() }).contains("heat"));
}

#[test]
fn fewer_regions_than_asked_for_are_said() {
    // A star: no cut leaves two units on both sides.
    let star = Weights::from_neighbours(vec![vec![1, 2, 3, 4], vec![], vec![], vec![], vec![]]);
    let columns = [vec![1.0, 2.0, 3.0, 4.0, 5.0]];
    let options = plain(Floor::Count(2));
    let azp_options = AzpOptions { regions: options.clone(), ..AzpOptions::default() };
    let all = [
        skater(&star, &columns, 2, &by_default(&options)).unwrap(),
        ward(&star, &columns, 2, &options).unwrap(),
        azp(&star, &columns, 2, &azp_options).unwrap(),
    ];
    for regions in all {
        assert_eq!(regions.len(), 1);
        assert_eq!(regions.findings[0].code, Code::FewerRegions);
    }
}

#[test]
fn one_unit_and_as_many_regions_as_units_are_answers() {
    let alone = Weights::from_neighbours(vec![vec![]]);
    assert_eq!(skater(&alone, &[vec![4.0]], 1, &SkaterOptions::default()).unwrap().of, [0]);
    let (weights, columns) = (lattice(2, 2), random_columns(4, 1));
    let regions = azp(&weights, &columns, 4, &AzpOptions::default()).unwrap();
    assert_eq!((regions.of, regions.within_sum_of_squares), (vec![0, 1, 2, 3], 0.0));
    let regions = max_p(&weights, &columns, &MaxPOptions::default()).unwrap();
    assert_eq!(regions.sizes, [1; 4]);
}

#[test]
fn threads_do_not_matter() {
    let (weights, columns) = (lattice(8, 8), random_columns(64, 3));
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let regions = RegionOptions { floor: Floor::Count(5), ..RegionOptions::default() };
            let options = MaxPOptions { regions, ..MaxPOptions::default() };
            let zones = azp(&weights, &columns, 6, &AzpOptions::default()).unwrap();
            (zones, max_p(&weights, &columns, &options).unwrap())
        })
    };
    assert_eq!(made(1), made(3));
}
