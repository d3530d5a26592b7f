//! Nested dissection.

use super::super::adjacency::Adjacency;
use super::leaf;
use super::separator::{Ruler, Side, cut};

/// Two sides of a cell are dissected on two threads when it has so many nodes.
const ALONE: usize = 2_000;

/// Some nodes of the graph and how they hang together.
pub(super) struct Cell {
    /// The nodes, as the graph numbers them.
    pub(super) nodes: Vec<u32>,
    /// Their neighbours in the cell, by place in `nodes`.
    pub(super) adjacency: Adjacency,
}

impl Cell {
    pub(super) fn new(nodes: Vec<u32>, adjacency: Adjacency) -> Self {
        Self { nodes, adjacency }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The part of the cell on one side.
    fn part(&self, sides: &[Side], side: Side, place: &mut [u32]) -> Self {
        let inside: Vec<usize> = (0..self.len()).filter(|&node| sides[node] == side).collect();
        for (index, &node) in (0..).zip(&inside) {
            place[node] = index;
        }
        let nodes = inside.iter().map(|&node| self.nodes[node]).collect();
        let mut adjacency = Adjacency { first: Vec::with_capacity(inside.len() + 1), heads: Vec::new() };
        adjacency.first.push(0);
        for &node in &inside {
            let kept = self.adjacency.of(node).iter().filter(|&&head| sides[head as usize] == side);
            adjacency.heads.extend(kept.map(|&head| place[head as usize]));
            adjacency.first.push(u32::try_from(adjacency.heads.len()).expect("edges are counted in u32"));
        }
        Self { nodes, adjacency }
    }
}

/// Appends the nodes of `cell` to `order`: those of one side, those of the other, those that cut them apart.
pub(super) fn dissect(cell: Cell, rulers: &[Ruler], order: &mut Vec<u32>) {
    if cell.len() <= leaf::FEW {
        leaf::by_degree(&cell, order);
        return;
    }
    let sides = cut(&cell, rulers);
    let mut place = vec![0; cell.len()];
    let [left, right] = [Side::Left, Side::Right].map(|side| cell.part(&sides, side, &mut place));
    drop(place);
    let between: Vec<u32> = cell
        .nodes
        .iter()
        .zip(&sides)
        .filter(|&(_, &side)| side == Side::Between)
        .map(|(&node, _)| node)
        .collect();
    let large = cell.len() >= ALONE;
    drop((cell, sides));
    if large {
        let mut after = Vec::new();
        rayon::join(|| dissect(left, rulers, order), || dissect(right, rulers, &mut after));
        order.append(&mut after);
    } else {
        dissect(left, rulers, order);
        dissect(right, rulers, order);
    }
    order.extend(between);
}
