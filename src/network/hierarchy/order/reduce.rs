//! Contraction of the nodes with few neighbours.

use super::super::adjacency::Adjacency;

/// Nodes with no more neighbours than this go first.
const FEW: usize = 3;

/// What is left after the nodes with few neighbours are gone.
pub(super) struct Reduced {
    /// The nodes that are gone, in the order in which they went.
    pub(super) order: Vec<u32>,
    /// The others.
    pub(super) core: Vec<u32>,
    /// Neighbours among the others, by place in `core`.
    pub(super) adjacency: Adjacency,
}

/// Contracts nodes while any has few neighbours.
///
/// In each round no two neighbours go, so that a long chain falls in a number of rounds that grows with the
/// logarithm of its length, and no path through the hierarchy is as long as the chain.
pub(super) fn reduce(graph: &Adjacency) -> Reduced {
    let nodes = graph.nodes();
    let mut around: Vec<Vec<u32>> = (0..nodes).map(|node| graph.of(node).to_vec()).collect();
    let mut order = Vec::new();
    let mut gone = vec![false; nodes];
    let mut round = vec![0_u32; nodes];
    let mut waiting: Vec<u32> =
        (0..).take(nodes).filter(|&node| graph.of(node as usize).len() <= FEW).collect();
    for number in 1.. {
        if waiting.is_empty() {
            break;
        }
        // Fewest neighbours first: dead ends before chains before junctions.
        waiting.sort_unstable_by_key(|&node| (around[node as usize].len(), node));
        waiting.dedup();
        let mut next = Vec::new();
        for &node in &waiting {
            if gone[node as usize] || around[node as usize].len() > FEW {
                continue;
            }
            if round[node as usize] == number {
                next.push(node);
                continue;
            }
            gone[node as usize] = true;
            order.push(node);
            let ends = std::mem::take(&mut around[node as usize]);
            for &end in &ends {
                let list = &mut around[end as usize];
                list.retain(|&other| other != node);
                for &other in &ends {
                    if other != end && !list.contains(&other) {
                        list.push(other);
                    }
                }
                round[end as usize] = number;
                if list.len() <= FEW {
                    next.push(end);
                }
            }
        }
        waiting = next;
    }
    let core: Vec<u32> = (0..).take(nodes).filter(|&node| !gone[node as usize]).collect();
    let mut place = vec![0_u32; nodes];
    for (index, &node) in (0..).zip(&core) {
        place[node as usize] = index;
    }
    let mut adjacency = Adjacency { first: vec![0], heads: Vec::new() };
    for &node in &core {
        let list = &mut around[node as usize];
        list.sort_unstable();
        adjacency.heads.extend(list.iter().map(|&other| place[other as usize]));
        adjacency.first.push(u32::try_from(adjacency.heads.len()).expect("edges are counted in u32"));
    }
    Reduced { order, core, adjacency }
}
