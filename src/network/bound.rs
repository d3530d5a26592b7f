//! How long the longest of all shortest trips can be.

use super::graph::Graph;
use super::parts::strong;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An upper bound in milliseconds on every shortest trip between any two nodes.
///
/// Where it settles the matter, the bound on trips that pass no node twice, found in one pass over the edges.
/// Otherwise a closer one:
///
/// Inside a strongly connected part no trip is longer than the way to a node of it plus the way from it.
/// From part to part trips only go forward, so the bounds add up along the longest chain of parts.
pub(super) fn longest_trip(graph: &Graph) -> u64 {
    let simple = simple_trip(graph);
    if simple < u64::from(u32::MAX) { simple } else { closer_bound(graph) }
}

/// The two longest edges at a node that lead to, or come from, different nodes; the longer first.
type Longest = [(u32, Option<usize>); 2];

fn put(longest: &mut Longest, (other, milliseconds): (usize, u32)) {
    let [first, second] = longest;
    if first.1 == Some(other) {
        first.0 = first.0.max(milliseconds);
    } else if milliseconds > first.0 {
        *second = *first;
        *first = (milliseconds, Some(other));
    } else if milliseconds > second.0 {
        *second = (milliseconds, Some(other));
    }
}

/// A shortest trip comes to a node from one neighbour and leaves it to another; each of its edges is counted at
/// both ends, so that half the sum of the longest such pairs bounds it.
fn simple_trip(graph: &Graph) -> u64 {
    let nothing: Longest = [(0, None); 2];
    let mut entering = vec![nothing; graph.nodes()];
    for node in 0..graph.nodes() {
        graph.leaving(node).for_each(|(head, milliseconds)| put(&mut entering[head], (node, milliseconds)));
    }
    let at_node = |(node, entering): (usize, Longest)| {
        let mut leaving = nothing;
        graph.leaving(node).for_each(|edge| put(&mut leaving, edge));
        let pairs = entering.iter().flat_map(|a| leaving.iter().map(move |b| (a, b)));
        let pairs = pairs.filter(|(a, b)| a.1 != b.1).map(|(a, b)| u64::from(a.0) + u64::from(b.0));
        pairs.max().unwrap_or(0).max(u64::from(entering[0].0)).max(u64::from(leaving[0].0))
    };
    entering.into_iter().enumerate().map(at_node).sum::<u64>().div_ceil(2)
}

fn closer_bound(graph: &Graph) -> u64 {
    // Parts from which no other is reached come first.
    let (part_of, parts) = strong(graph);
    let mut first = vec![0_usize; parts as usize + 1];
    for &part in &part_of {
        first[part as usize + 1] += 1;
    }
    for part in 1..first.len() {
        first[part] += first[part - 1];
    }
    let (mut next, mut nodes) = (first.clone(), vec![0; graph.nodes()]);
    for (node, &part) in part_of.iter().enumerate() {
        nodes[next[part as usize]] = node;
        next[part as usize] += 1;
    }
    drop(next);
    let reversed = graph.reversed();
    let mut times = vec![u64::MAX; graph.nodes()];
    let mut longest: Vec<u64> = Vec::with_capacity(parts as usize);
    for (part, members) in (0..).zip(first.windows(2).map(|ends| &nodes[ends[0]..ends[1]])) {
        let root = members[0];
        let inside = [graph, &reversed].map(|graph| {
            for &node in members {
                times[node] = u64::MAX;
            }
            farthest(graph, root, &part_of, &mut times)
        });
        let onward = members.iter().flat_map(|&node| graph.leaving(node));
        let onward = onward.filter(|&(head, _)| part_of[head] != part);
        let beyond = onward.map(|(head, time)| u64::from(time) + longest[part_of[head] as usize]).max();
        longest.push(inside[0] + inside[1] + beyond.unwrap_or(0));
    }
    longest.into_iter().max().unwrap_or(0)
}

/// The longest of the shortest times from `root` to the nodes of its part.
fn farthest(graph: &Graph, root: usize, part_of: &[u32], times: &mut [u64]) -> u64 {
    let mut queue = BinaryHeap::from([Reverse((0, root))]);
    times[root] = 0;
    let mut last = 0;
    while let Some(Reverse((time, node))) = queue.pop() {
        if time > times[node] {
            continue;
        }
        last = time;
        for (head, milliseconds) in graph.leaving(node).filter(|&(head, _)| part_of[head] == part_of[root]) {
            let arrival = time + u64::from(milliseconds);
            if arrival < times[head] {
                times[head] = arrival;
                queue.push(Reverse((arrival, head)));
            }
        }
    }
    last
}
