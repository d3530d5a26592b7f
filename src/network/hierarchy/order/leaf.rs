//! The order of the last few nodes.

use super::dissect::Cell;

/// A cell of no more nodes is not cut any further.
pub(super) const FEW: usize = 20;

/// The nodes of a small cell by fewest neighbours, each time among those that are left; ties to the lower node.
pub(super) fn by_degree(cell: &Cell, order: &mut Vec<u32>) {
    let nodes = cell.len();
    debug_assert!(nodes <= 64, "neighbours are held as the bits of one number");
    let mut around: Vec<u64> = (0..nodes)
        .map(|node| cell.adjacency.of(node).iter().fold(0, |bits, &head| bits | 1 << head))
        .collect();
    let mut left: u64 = if nodes == 64 { u64::MAX } else { (1 << nodes) - 1 };
    while left != 0 {
        let next = (0..nodes)
            .filter(|&node| left >> node & 1 == 1)
            .min_by_key(|&node| around[node].count_ones())
            .expect("nodes are left");
        left &= !(1 << next);
        let ends = around[next];
        for (node, bits) in around.iter_mut().enumerate() {
            if ends >> node & 1 == 1 {
                *bits = (*bits | ends) & left & !(1 << node);
            }
        }
        order.push(cell.nodes[next]);
    }
}
