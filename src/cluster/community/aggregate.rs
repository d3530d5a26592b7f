//! Groups of nodes become the nodes of a smaller network.

use super::moves::{Level, WeightTo};

/// Numbers groups from 0 in the order in which the nodes first name them; gives how many there are.
pub(super) fn renumber(group: &mut [u32]) -> usize {
    const NONE: u32 = u32::MAX;
    let mut number = vec![NONE; group.len()];
    let mut count = 0;
    for g in group.iter_mut() {
        let number = &mut number[*g as usize];
        if *number == NONE {
            *number = count;
            count += 1;
        }
        *g = *number;
    }
    count as usize
}

/// The network whose nodes are the groups, numbered from 0 to below `groups`.
pub(super) fn aggregate(level: &Level, group: &[u32], groups: usize) -> Level {
    let (starts, nodes) = members(group, groups);
    let mut sizes = vec![0.0; groups];
    for (&g, size) in group.iter().zip(&level.sizes) {
        sizes[g as usize] += size;
    }
    let mut to = WeightTo::new(groups);
    let (mut row_starts, mut neighbours, mut weights) = (vec![0], Vec::new(), Vec::new());
    for g in 0..groups {
        to.clear();
        for &v in &nodes[starts[g]..starts[g + 1]] {
            for (u, weight) in level.row(v as usize) {
                if group[u] as usize != g {
                    to.add(group[u], weight);
                }
            }
        }
        neighbours.extend_from_slice(&to.met);
        weights.extend(to.met.iter().map(|&h| to.weight[h as usize]));
        row_starts.push(neighbours.len());
    }
    Level { starts: row_starts, neighbours, weights, sizes, price: level.price }
}

/// The nodes of each group, in order, and where those of each group start.
fn members(group: &[u32], groups: usize) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0; groups + 1];
    for &g in group {
        starts[g as usize + 1] += 1;
    }
    for g in 0..groups {
        starts[g + 1] += starts[g];
    }
    let mut next = starts.clone();
    let mut nodes = vec![0; group.len()];
    for (v, &g) in group.iter().enumerate() {
        nodes[next[g as usize]] = super::graph::small(v);
        next[g as usize] += 1;
    }
    (starts, nodes)
}
