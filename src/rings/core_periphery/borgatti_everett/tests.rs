use super::super::judge::{cores, small_graph};
use super::*;

/// The correlation as it is written, over all pairs.
fn obvious(graph: &InteractionGraph, core: &[bool]) -> f64 {
    let n = graph.len();
    let mut pairs = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            let value = graph.row(i).find(|&(to, _)| to == j).map_or(0.0, |(_, value)| value);
            pairs.push((value, f64::from(u8::from(core[i] || core[j]))));
        }
    }
    let count = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / count, y + pair.1 / count));
    let sums = pairs.iter().fold((0.0, 0.0, 0.0), |(xy, xx, yy), pair| {
        let (a, b) = (pair.0 - x, pair.1 - y);
        (xy + a * b, xx + a * a, yy + b * b)
    });
    sums.0 / (sums.1 * sums.2).sqrt()
}

#[test]
fn no_core_of_any_small_graph_is_better() {
    for seed in 0..40 {
        let graph = small_graph(9, 0.2 + 0.015 * seed as f64, seed % 2 == 0, seed);
        let found = borgatti_everett(&graph, &SearchOptions::default()).unwrap();
        assert!((found.correlation - obvious(&graph, &found.core)).abs() < 1e-12);
        let best = cores(9)
            .map(|core| obvious(&graph, &core))
            .filter(|correlation| !correlation.is_nan())
            .fold(f64::NEG_INFINITY, f64::max);
        assert!((found.correlation - best).abs() < 1e-12, "seed {seed}: {} {best}", found.correlation);
    }
}

#[test]
fn a_core_that_only_weights_show() {
    // All trade with all; three places ten times as much with everyone.
    let matrix: Vec<Vec<f64>> =
        (0..8).map(|i| (0..8).map(|j| if i < 3 || j < 3 { 10.0 } else { 1.0 }).collect()).collect();
    let graph = InteractionGraph::from_matrix(&matrix).unwrap();
    let found = borgatti_everett(&graph, &SearchOptions::default()).unwrap();
    assert_eq!(found.core, [true, true, true, false, false, false, false, false]);
    assert!((found.correlation - 1.0).abs() < 1e-12);
    assert_eq!(
        borgatti_everett(&graph.binary(), &SearchOptions::default()),
        None,
        "who interacts says nothing"
    );
}

#[test]
fn nothing_to_divide_has_no_core() {
    let graph = |n, pairs: &[(u32, u32, f64)]| InteractionGraph::of_pairs(n, pairs);
    let options = SearchOptions::default();
    assert_eq!(borgatti_everett(&graph(0, &[]), &options), None);
    assert_eq!(borgatti_everett(&graph(1, &[]), &options), None);
    assert_eq!(borgatti_everett(&graph(2, &[(0, 1, 1.0)]), &options), None);
    assert_eq!(borgatti_everett(&graph(5, &[]), &options), None);
    assert_eq!(borgatti_everett(&graph(3, &[(0, 1, 0.3), (0, 2, 0.3), (1, 2, 0.3)]), &options), None);
    let star = borgatti_everett(&graph(3, &[(0, 1, 1.0), (0, 2, 1.0)]), &options).unwrap();
    assert_eq!(star.core, [true, false, false]);
    assert!((star.correlation - 1.0).abs() < 1e-12);
}

#[test]
fn a_seed_and_any_number_of_threads_give_the_same_bytes() {
    let graph = small_graph(40, 0.2, true, 5);
    let once = borgatti_everett(&graph, &SearchOptions::default());
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| borgatti_everett(&graph, &SearchOptions::default())), once);
    }
    let none = SearchOptions { runs: 0, seed: 1 };
    assert!(borgatti_everett(&graph, &none).is_some(), "the run by strength is always made");
}
