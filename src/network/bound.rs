//! How long the longest of all shortest trips can be.

use super::graph::Graph;
use super::parts::strong;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A bound below this is good enough: it is what a hierarchy can hold.
const ENOUGH: u64 = i32::MAX as u64;

/// An upper bound in milliseconds on every shortest trip between any two nodes: the first of ever better and dearer
/// ones that is good enough.
pub(super) fn longest_trip(graph: &Graph) -> u64 {
    // No shortest trip leaves a node twice.
    let slowest = |node| graph.leaving(node).map(|(_, time)| u64::from(time)).max().unwrap_or(0);
    let sum = (0..graph.nodes()).map(slowest).sum();
    if sum < ENOUGH {
        return sum;
    }
    match by_trees(graph) {
        Some(bound) if bound < ENOUGH => bound,
        _ => by_parts(graph),
    }
}

/// The longest way to a node by a tree of few edges, and the longest from it; `None` unless it is joined both ways with
/// all.
fn by_trees(graph: &Graph) -> Option<u64> {
    Some(deepest(graph)? + deepest(&graph.reversed())?)
}

/// The longest way of a breadth-first tree from the first node; `None` if it does not hold all.
fn deepest(graph: &Graph) -> Option<u64> {
    let mut times = vec![u64::MAX; graph.nodes()];
    *times.first_mut()? = 0;
    let mut queue = vec![0];
    let mut next = 0;
    while next < queue.len() {
        let node = queue[next];
        next += 1;
        for (head, time) in graph.leaving(node) {
            if times[head] == u64::MAX {
                times[head] = times[node] + u64::from(time);
                queue.push(head);
            }
        }
    }
    times.into_iter().max().filter(|&longest| longest != u64::MAX)
}

/// Inside a strongly connected part no trip is longer than the way to a node of it plus the way from it.
/// From part to part trips only go forward, so the bounds add up along the longest chain of parts.
fn by_parts(graph: &Graph) -> u64 {
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
