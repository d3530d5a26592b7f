use super::*;
use crate::network::graph::Edge;
use crate::network::judge;
use proptest::prelude::*;

/// Nodes, and edges as tail, head and milliseconds.
type Shape = (u32, Vec<(u32, u32, u32)>);

/// Graphs as they come, and graphs of shapes that try an order of contraction: one-way and zero edges, parallel
/// edges, loops and several parts among them.
pub(in crate::network) fn graphs() -> impl Strategy<Value = (usize, Vec<Edge>)> {
    let time = || prop_oneof![Just(0_u32), 1..10_u32, 1_000..5_000_000_u32];
    let loose = (1..40_u32, 0..4_usize).prop_flat_map(move |(nodes, density)| {
        let edge = (0..nodes, 0..nodes, time());
        (Just(nodes), proptest::collection::vec(edge, 0..=nodes as usize * density))
    });
    let chain = (2..60_u32, proptest::collection::vec((time(), time()), 60)).prop_map(|(nodes, times)| {
        let both = |i: u32| {
            let (there, back) = times[i as usize];
            [(i, i + 1, there), (i + 1, i, back)]
        };
        (nodes, (0..nodes - 1).flat_map(both).collect())
    });
    let star =
        (2..60_u32, proptest::collection::vec((time(), any::<bool>()), 60)).prop_map(|(nodes, times)| {
            let ray = |i: u32| {
                let (time, inward) = times[i as usize];
                if inward { (i, 0, time) } else { (0, i, time) }
            };
            (nodes, (1..nodes).map(ray).collect())
        });
    let grid =
        (1..8_u32, 1..8_u32, proptest::collection::vec((time(), 0..4_u8), 256)).prop_map(|(w, h, times)| {
            let mut edges = Vec::new();
            for (x, y) in (0..w).flat_map(|x| (0..h).map(move |y| (x, y))) {
                let here = x * h + y;
                for (there, inside) in [(here + h, x + 1 < w), (here + 1, y + 1 < h)] {
                    let (time, kind) = times[edges.len() % times.len()];
                    if inside && kind != 0 {
                        edges.push((here, there, time));
                    }
                    if inside && kind != 1 {
                        edges.push((there, here, time));
                    }
                }
            }
            (w * h, edges)
        });
    let shapes = prop_oneof![loose, chain, star, grid];
    (shapes, any::<bool>()).prop_map(|((nodes, edges), twins): (Shape, bool)| {
        let edge = |(tail, head, milliseconds)| Edge { tail, head, milliseconds };
        let edges: Vec<Edge> = edges.into_iter().map(edge).collect();
        (nodes as usize, if twins { with_twins(&edges) } else { edges })
    })
}

/// Every edge in the other direction too: the twin of each stands half the list farther on.
fn with_twins(edges: &[Edge]) -> Vec<Edge> {
    let turned = edges.iter().map(|&edge| Edge { tail: edge.head, head: edge.tail, ..edge });
    edges.iter().copied().chain(turned).collect()
}

/// Places that have nothing to do with the edges.
pub(in crate::network) fn anywhere(nodes: usize) -> Vec<Coord<f64>> {
    let place = |node: usize| Coord { x: (node * 7 % 5) as f64, y: (node * 3 % 11) as f64 };
    (0..nodes).map(place).collect()
}

fn prepared(nodes: usize, edges: &[Edge]) -> (Graph, Hierarchy) {
    let graph = Graph::new(nodes, edges).unwrap();
    let hierarchy = Hierarchy::new(&graph, &anywhere(nodes)).expect("so small a graph is prepared");
    (graph, hierarchy)
}

fn told(time: u32) -> Option<u32> {
    (time != u32::MAX).then_some(time)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_time_is_that_of_the_judge((nodes, edges) in graphs()) {
        let (_, hierarchy) = prepared(nodes, &edges);
        let judged = judge::all_pairs(nodes, &edges);
        let all: Vec<usize> = (0..nodes).collect();
        let places = hierarchy.places(&all);
        let directed = hierarchy.directed(false);
        let by_rows = rows::times(directed, &places, &places);
        let by_labels = many::Destinations::new(directed, &places).times_from(directed, &places);
        let pairs: Vec<(usize, usize)> = all.iter().flat_map(|&i| (0..nodes).map(move |j| (i, j))).collect();
        let by_pairs = hierarchy.pairs(&pairs);
        for (index, &(i, j)) in pairs.iter().enumerate() {
            prop_assert_eq!(told(by_rows[index]), judged[i][j]);
            prop_assert_eq!(told(by_labels[index]), judged[i][j]);
            prop_assert_eq!(told(by_pairs[index]), judged[i][j]);
        }
    }

    #[test]
    fn a_path_is_made_of_edges_and_takes_the_time((nodes, edges) in graphs()) {
        let (graph, hierarchy) = prepared(nodes, &edges);
        let judged = judge::all_pairs(nodes, &edges);
        for (i, row) in judged.iter().enumerate() {
            for (j, &time) in row.iter().enumerate() {
                let path = hierarchy.path(i, j);
                prop_assert_eq!(path.is_some(), time.is_some());
                let Some(path) = path else { continue };
                prop_assert_eq!((path[0], path[path.len() - 1]), (i, j));
                let sum: u32 = path.windows(2).map(|step| edges[graph.fastest(step[0], step[1]).unwrap()].milliseconds).sum();
                prop_assert_eq!(Some(sum), time);
            }
        }
    }

    #[test]
    fn other_times_and_other_edges_are_answered_as_if_prepared_anew(
        (nodes, edges) in graphs(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..9_000_u32), 0..4),
        added in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..9_000_u32), 0..4),
    ) {
        let (_, hierarchy) = prepared(nodes, &edges);
        let mut others = edges.clone();
        for (edge, time) in changes {
            if let Some(count) = std::num::NonZeroUsize::new(others.len()) {
                others[edge.index(count.get())].milliseconds = time;
            }
        }
        let node = |index: &prop::sample::Index| u32::try_from(index.index(nodes)).unwrap();
        others.extend(added.iter().map(|(a, b, time)| Edge { tail: node(a), head: node(b), milliseconds: *time }));
        let graph = Graph::new(nodes, &others).unwrap();
        let renewed = hierarchy.renewed(&graph).expect("so small a graph is prepared");
        let judged = judge::all_pairs(nodes, &others);
        let all: Vec<usize> = (0..nodes).collect();
        let times = renewed.times(&all, &all);
        for (i, row) in judged.iter().enumerate() {
            for (j, &time) in row.iter().enumerate() {
                prop_assert_eq!(told(times[i * nodes + j]), time);
            }
        }
    }

    #[test]
    fn faster_edges_are_answered_as_if_prepared_anew(
        (nodes, edges) in graphs(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..8_u32), 1..5),
        twins in any::<bool>(),
    ) {
        prop_assume!(!edges.is_empty());
        let edges = if twins { with_twins(&edges) } else { edges };
        let (_, mut hierarchy) = prepared(nodes, &edges);
        let mut others = edges.clone();
        // One after the other, so that what was changed is changed again.
        for half in changes.chunks(2) {
            let mut faster = Vec::new();
            for (edge, eighths) in half {
                let edge = edge.index(edges.len());
                let twin = twins.then(|| (edge + edges.len() / 2) % edges.len());
                for edge in [Some(edge), twin].into_iter().flatten() {
                    let edge = &mut others[edge];
                    edge.milliseconds = edge.milliseconds / 8 * eighths;
                    faster.push((edge.tail as usize, edge.head as usize, edge.milliseconds));
                }
            }
            hierarchy = hierarchy.with_faster(&faster).unwrap();
        }
        let judged = judge::all_pairs(nodes, &others);
        let graph = Graph::new(nodes, &others).unwrap();
        let all: Vec<usize> = (0..nodes).collect();
        let times = hierarchy.times(&all, &all);
        for (i, row) in judged.iter().enumerate() {
            for (j, &time) in row.iter().enumerate() {
                prop_assert_eq!(told(times[i * nodes + j]), time);
                let path = hierarchy.path(i, j);
                let sum = path.map(|path| path.windows(2).map(|step| others[graph.fastest(step[0], step[1]).unwrap()].milliseconds).sum::<u32>());
                prop_assert_eq!(sum, time);
            }
        }
        let anew = Hierarchy::new(&graph, &anywhere(nodes)).unwrap();
        let pairs = |hierarchy: &Hierarchy| -> Vec<_> {
            let pairs = hierarchy.pairs.as_ref().unwrap();
            (0..hierarchy.tree.neighbours.len()).map(|index| pairs.get(index)).collect()
        };
        prop_assert_eq!(pairs(&hierarchy), pairs(&anew));
        if twins {
            prop_assert!(hierarchy.down.is_none(), "what is the same both ways is held once");
        }
    }

    #[test]
    fn the_nearest_are_the_nearest((nodes, edges) in graphs(), every in 1..5_usize, k in 1..4_usize) {
        let (_, hierarchy) = prepared(nodes, &edges);
        let judged = judge::all_pairs(nodes, &edges);
        let places: Vec<usize> = (0..nodes).step_by(every).collect();
        for reverse in [false, true] {
            let found = hierarchy.nearest(&places, k, reverse);
            for i in 0..nodes {
                let time = |&place: &usize| if reverse { judged[place][i] } else { judged[i][place] };
                let mut times: Vec<u32> = places.iter().filter_map(time).collect();
                times.sort_unstable();
                times.resize(k.max(times.len()), NEVER);
                prop_assert_eq!(&found[i * k..(i + 1) * k], &times[..k]);
            }
        }
    }

    #[test]
    fn threads_change_nothing((nodes, edges) in graphs()) {
        let graph = Graph::new(nodes, &edges).unwrap();
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let Hierarchy { tree, up, down, .. } = Hierarchy::new(&graph, &anywhere(nodes)).unwrap();
                let down = down.unwrap_or_else(|| up.clone());
                (tree.place.to_vec(), up.ways.to_vec(), up.middle.to_vec(), down.ways.to_vec(), down.middle.to_vec())
            })
        };
        prop_assert_eq!(on(1), on(3));
    }
}

#[test]
fn a_large_grid_is_cut_and_answered_right() {
    // Large enough for every thread, part and cell to be there: 90 × 100 nodes, two ways of different times.
    let (wide, high) = (90_u32, 100_u32);
    let mut edges = Vec::new();
    let mut state = 1_u32;
    let mut time = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        1_000 + state % 9_000
    };
    for (x, y) in (0..wide).flat_map(|x| (0..high).map(move |y| (x, y))) {
        let here = x * high + y;
        for (there, inside) in [(here + high, x + 1 < wide), (here + 1, y + 1 < high)] {
            if inside {
                edges.push(Edge { tail: here, head: there, milliseconds: time() });
                edges.push(Edge { tail: there, head: here, milliseconds: time() });
            }
        }
    }
    let nodes = (wide * high) as usize;
    let at: Vec<_> =
        (0..nodes).map(|n| Coord { x: (n / 100) as f64 / 100.0, y: (n % 100) as f64 / 100.0 }).collect();
    let graph = Graph::new(nodes, &edges).unwrap();
    let hierarchy = Hierarchy::new(&graph, &at).unwrap();
    assert!(hierarchy.tree.height < 600, "cuts are small: {}", hierarchy.tree.height);
    let origins: Vec<usize> = (0..nodes).step_by(911).collect();
    let all: Vec<usize> = (0..nodes).collect();
    let judged = graph.travel_times(&origins, &all);
    let few: Vec<usize> = (0..nodes).step_by(53).collect();
    for destinations in [&all, &few] {
        let times = hierarchy.times(&origins, destinations);
        for a in 0..origins.len() {
            for (b, &j) in destinations.iter().enumerate() {
                assert_eq!(told(times[a * destinations.len() + b]), judged.milliseconds(a, j));
            }
        }
    }
}
