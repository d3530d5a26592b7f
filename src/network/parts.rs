//! The parts of a network in which every node can be reached from every other.

use super::graph::Graph;

/// Strongly connected parts: the part of each node, and how many parts there are. No edge leads from a part to
/// one with a higher number.
///
/// # Complexity
/// One pass over the edges (Tarjan 1972), with a stack of its own.
pub(super) fn strong(graph: &Graph) -> (Vec<u32>, u32) {
    const UNSEEN: u32 = u32::MAX;
    let nodes = graph.nodes();
    let mut part = vec![UNSEEN; nodes];
    let mut parts = 0;
    // When each node was first seen, and the earliest seen that it leads back to; then of no more use.
    let (mut seen, mut low) = (vec![UNSEEN; nodes], vec![0_u32; nodes]);
    let mut clock = 0;
    let (mut open, mut path) = (Vec::new(), Vec::new());
    for root in 0..nodes {
        if seen[root] != UNSEEN {
            continue;
        }
        path.push((root, graph.slots(root)));
        while let Some((node, slots)) = path.last_mut() {
            let node = *node;
            if seen[node] == UNSEEN {
                (seen[node], low[node]) = (clock, clock);
                clock += 1;
                open.push(node);
            }
            if let Some(slot) = slots.next() {
                let (head, _) = graph.end_of(slot);
                if seen[head] == UNSEEN {
                    path.push((head, graph.slots(head)));
                } else if part[head] == UNSEEN {
                    low[node] = low[node].min(seen[head]);
                }
                continue;
            }
            path.pop();
            if let Some(&(before, _)) = path.last() {
                low[before] = low[before].min(low[node]);
            }
            if low[node] == seen[node] {
                while let Some(member) = open.pop() {
                    part[member] = parts;
                    if member == node {
                        break;
                    }
                }
                parts += 1;
            }
        }
    }
    (part, parts)
}

#[cfg(test)]
mod tests {
    use super::super::graph::Edge;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_part_is_who_reach_each_other(pairs in proptest::collection::vec((0..9_u32, 0..9_u32), 0..25)) {
            let edges: Vec<Edge> =
                pairs.iter().map(|&(tail, head)| Edge { tail, head, milliseconds: 1 }).collect();
            let graph = Graph::new(9, &edges).unwrap();
            let all: Vec<usize> = (0..9).collect();
            let times = graph.travel_times(&all, &all);
            let reaches = |i, j| times.milliseconds(i, j).is_some();
            let (part, parts) = strong(&graph);
            for (i, j) in (0..81).map(|n| (n / 9, n % 9)) {
                prop_assert_eq!(part[i] == part[j], reaches(i, j) && reaches(j, i), "{} {}", i, j);
                prop_assert!(!reaches(i, j) || part[i] >= part[j]);
            }
            prop_assert_eq!(part.iter().max().map(|&last| last + 1), Some(parts));
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Edge> =
            (0..100_000).map(|tail| Edge { tail, head: tail + 1, milliseconds: 0 }).collect();
        assert_eq!(strong(&Graph::new(100_001, &edges).unwrap()).1, 100_001);
    }
}
