//! Shared betweenness beside every shortest path, found by trying all.

#![expect(clippy::float_cmp, reason = "whole numbers sum without rounding")]

use super::*;
use proptest::prelude::*;

/// All shortest times by Floyd and Warshall.
fn all_pairs(nodes: usize, edges: &[Edge]) -> Vec<Vec<Option<u64>>> {
    let mut times = vec![vec![None; nodes]; nodes];
    let shorter = |old: Option<u64>, new: u64| Some(old.map_or(new, |old| old.min(new)));
    for edge in edges {
        let time = &mut times[edge.tail as usize][edge.head as usize];
        *time = shorter(*time, u64::from(edge.milliseconds));
    }
    (0..nodes).for_each(|i| times[i][i] = Some(0));
    for (k, i, j) in (0..nodes.pow(3)).map(|n| (n / nodes / nodes, n / nodes % nodes, n % nodes)) {
        if let (Some(there), Some(onward)) = (times[i][k], times[k][j]) {
            times[i][j] = shorter(times[i][j], there + onward);
        }
    }
    times
}

/// Every way on from `node` to `to` that takes exactly `left`, as lists of edges.
fn ways(
    edges: &[Edge],
    node: usize,
    to: usize,
    left: u64,
    so_far: &mut Vec<usize>,
    found: &mut Vec<Vec<usize>>,
) {
    if node == to && left == 0 {
        found.push(so_far.clone());
        return;
    }
    for (place, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.tail as usize == node) {
        if let Some(left) = left.checked_sub(u64::from(edge.milliseconds)) {
            so_far.push(place);
            ways(edges, edge.head as usize, to, left, so_far, found);
            so_far.pop();
        }
    }
}

fn judged(nodes: usize, edges: &[Edge], flows: &Flows) -> (Vec<f64>, Vec<f64>, f64) {
    let times = all_pairs(nodes, edges);
    let (mut through, mut over, mut unreached) = (vec![0.0; nodes], vec![0.0; edges.len()], 0.0);
    for (i, j) in (0..nodes * nodes).map(|n| (n / nodes, n % nodes)).filter(|(i, j)| i != j) {
        let Some(time) = times[i][j] else {
            unreached += flows.flow(i, j);
            continue;
        };
        let mut found = Vec::new();
        ways(edges, i, j, time, &mut Vec::new(), &mut found);
        let share = flows.flow(i, j) / found.len() as f64;
        for way in found {
            for &edge in &way {
                over[edge] += share;
            }
            for &edge in &way[1..] {
                through[edges[edge].tail as usize] += share;
            }
        }
    }
    (through, over, unreached)
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0))
}

fn edge((tail, head, milliseconds): (u32, u32, u32)) -> Edge {
    Edge { tail, head, milliseconds }
}

/// Graphs of few times, so that ties abound, with loops and parallel edges.
fn graphs() -> impl Strategy<Value = (usize, Vec<Edge>)> {
    (1..8_u32).prop_flat_map(|nodes| {
        let edges = proptest::collection::vec((0..nodes, 0..nodes, 1..4_u32).prop_map(edge), 0..22);
        (Just(nodes as usize), edges)
    })
}

proptest! {
    #[test]
    fn flow_is_shared_over_every_shortest_path((nodes, edges) in graphs(), seed in 1..1000_usize) {
        for flows in [Flows::pairs(nodes), Flows::new(nodes, |i, j| ((i * 31 + j * seed) % 7) as f64).unwrap()] {
            let found = tied_betweenness(nodes, &edges, &flows).unwrap();
            let (through, over, unreached) = judged(nodes, &edges, &flows);
            prop_assert!(close(&found.nodes, &through), "{:?} {:?}", found.nodes, through);
            prop_assert!(close(&found.edges, &over), "{:?} {:?}", found.edges, over);
            prop_assert_eq!(found.unreached, unreached);
            let shares = found.node_shares.iter().chain(&found.edge_shares).flatten();
            prop_assert!(shares.into_iter().all(|share| (0.0..=1.0).contains(share)));
        }
    }

    #[test]
    fn threads_change_no_digit((nodes, edges) in graphs()) {
        let flows = Flows::new(nodes, |i, j| 1.0 / (3 * i + 7 * j + 1) as f64).unwrap();
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = [1, 3].map(|threads| {
            pool(threads).install(|| tied_betweenness(nodes, &edges, &flows)).unwrap()
        });
        prop_assert_eq!(&found[0], &found[1]);
    }
}

#[test]
fn a_star_is_all_centre() {
    let spokes: Vec<Edge> = (1..5).flat_map(|leaf| [edge((0, leaf, 7)), edge((leaf, 0, 7))]).collect();
    let star = tied_betweenness(5, &spokes, &Flows::pairs(5)).unwrap();
    assert_eq!(star.nodes, [12.0, 0.0, 0.0, 0.0, 0.0], "twice the 6 pairs of leaves");
    assert_eq!(star.node_shares, [Some(1.0), Some(0.0), Some(0.0), Some(0.0), Some(0.0)]);
    assert_eq!(star.edges, [4.0; 8]);
    assert_eq!(star.edge_shares, [Some(0.2); 8], "of 20 ordered pairs");
}

#[test]
fn parallel_edges_are_paths_of_their_own() {
    let edges = [edge((0, 1, 5)), edge((0, 1, 5)), edge((0, 1, 6)), edge((1, 1, 1))];
    let found = tied_betweenness(2, &edges, &Flows::pairs(2)).unwrap();
    assert_eq!(found.edges, [0.5, 0.5, 0.0, 0.0]);
    assert_eq!(found.unreached, 1.0, "nothing leads back");
    assert_eq!(found.node_shares, [None, None], "no two others");
}

#[test]
fn a_lone_node_is_none() {
    let lone = tied_betweenness(1, &[], &Flows::pairs(1)).unwrap();
    assert_eq!((lone.nodes, lone.node_shares, lone.edge_shares), (vec![0.0], vec![None], vec![]));
}

#[test]
fn paths_that_cannot_be_counted_are_refused() {
    let error = tied_betweenness(2, &[edge((1, 0, 0))], &Flows::pairs(2)).unwrap_err().to_string();
    assert!(error.contains("takes no time, from node 1 to 0"), "{error}");
    // 2^1100 paths through a chain of pairs.
    let chain: Vec<Edge> = (0..1100).flat_map(|node| [edge((node, node + 1, 1)); 2]).collect();
    let ends = Flows::new(1101, |i, j| f64::from(u8::from((i, j) == (0, 1100)))).unwrap();
    let error = tied_betweenness(1101, &chain, &ends).unwrap_err().to_string();
    assert!(error.contains("more shortest paths from node 0"), "{error}");
    assert!(
        tied_betweenness(
            1001,
            &chain[..2000],
            &Flows::new(1001, |i, _| f64::from(u8::from(i == 0))).unwrap()
        )
        .is_ok()
    );
}
