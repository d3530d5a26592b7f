use super::*;
use crate::network::bound::longest_trip;
use crate::network::judge;
use proptest::prelude::*;

fn edge(tail: u32, head: u32, milliseconds: u32) -> Edge {
    Edge { tail, head, milliseconds }
}

/// Graphs with loops, parallel edges, one-way streets, zero times and several parts.
fn graphs() -> impl Strategy<Value = (usize, Vec<Edge>)> {
    (1..25_u32).prop_flat_map(|nodes| {
        let edge = (0..nodes, 0..nodes, prop_oneof![Just(0_u32), 1..10_u32, 1_000..5_000_000_u32])
            .prop_map(|(tail, head, time)| edge(tail, head, time));
        (Just(nodes as usize), proptest::collection::vec(edge, 0..60))
    })
}

fn all(graph: &Graph) -> TravelTimes {
    let nodes: Vec<usize> = (0..graph.nodes()).collect();
    graph.travel_times(&nodes, &nodes)
}

#[test]
fn a_trip_beyond_the_engine_is_refused() {
    let half = u32::MAX / 2;
    // All together are too much for the sum, but no trip takes them all.
    let short =
        [edge(0, 1, half / 2), edge(1, 0, half / 2), edge(2, 3, half), edge(3, 2, 5), edge(0, 1, half)];
    let graph = Graph::new(4, &short).unwrap();
    assert_eq!(all(&graph).milliseconds(0, 1), Some(half / 2));
    let chain = [edge(0, 1, half), edge(1, 2, half), edge(2, 3, half)];
    let error = Graph::new(4, &chain).unwrap_err();
    assert_eq!(error.to_string(), "a trip through the network could take longer than 49 days [E-NET-008]");
}

#[test]
fn a_tentative_overflow_is_no_trip() {
    // 0 → 1 → 3 is tentative nonsense of 2 × 2³¹ ms; 0 → 2 → 3 is short.
    let big = 1 << 31;
    let edges = [edge(0, 1, big), edge(0, 2, 1), edge(2, 1, 1), edge(1, 3, big), edge(2, 3, 1)];
    let graph = Graph::rows(4, &edges);
    assert_eq!(all(&graph).milliseconds(0, 3), Some(2));
}

proptest! {
    #[test]
    fn every_pair_agrees_with_the_judge((nodes, edges) in graphs()) {
        let graph = Graph::new(nodes, &edges).unwrap();
        let (times, judged) = (all(&graph), judge::all_pairs(nodes, &edges));
        for (i, row) in judged.iter().enumerate() {
            for (j, &time) in row.iter().enumerate() {
                prop_assert_eq!(times.milliseconds(i, j), time);
                let path = graph.shortest_path(i, j);
                let sum = path.as_ref().map(|path| path.iter().map(|&e| edges[e].milliseconds).sum::<u32>());
                prop_assert_eq!(sum, time);
                let mut at = i;
                for e in path.unwrap_or_default() {
                    prop_assert_eq!(edges[e].tail as usize, at);
                    at = edges[e].head as usize;
                }
                prop_assert!(time.is_none() || at == j);
                for k in 0..nodes {
                    if let (Some(there), Some(onward)) = (times.milliseconds(i, k), times.milliseconds(k, j)) {
                        prop_assert!(times.milliseconds(i, j).unwrap() <= there + onward);
                    }
                }
            }
        }
    }

    #[test]
    fn the_bound_holds((nodes, edges) in graphs()) {
        let longest = judge::all_pairs(nodes, &edges).into_iter().flatten().flatten().max().unwrap();
        prop_assert!(u64::from(longest) <= longest_trip(&Graph::rows(nodes, &edges)));
    }

    #[test]
    fn an_edge_more_never_lengthens((nodes, edges) in graphs()) {
        prop_assume!(!edges.is_empty());
        let (with, without) =
            (all(&Graph::new(nodes, &edges).unwrap()), all(&Graph::new(nodes, &edges[1..]).unwrap()));
        for i in 0..nodes {
            for j in 0..nodes {
                if let Some(before) = without.milliseconds(i, j) {
                    prop_assert!(with.milliseconds(i, j).unwrap() <= before);
                }
            }
        }
    }

    #[test]
    fn some_destinations_are_answered_as_all((nodes, edges) in graphs()) {
        let graph = Graph::new(nodes, &edges).unwrap();
        let some: Vec<usize> = (0..nodes).step_by(3).chain([0]).collect();
        let (few, all) = (graph.travel_times(&some, &some), all(&graph));
        for (a, &i) in some.iter().enumerate() {
            for (b, &j) in some.iter().enumerate() {
                prop_assert_eq!(few.milliseconds(a, b), all.milliseconds(i, j));
            }
        }
    }
}
