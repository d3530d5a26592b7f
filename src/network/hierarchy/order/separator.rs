//! Few nodes that cut a cell into two sides of like size: inertial flow.
//!
//! The nodes are lined up along a direction; the first third of them and the last must come to lie on different
//! sides, and the fewest nodes that keep them apart are found by a flow. Of several directions the one counts whose
//! cut is the smallest for the size of the smaller side.
//!
//! # References
//! Schild, A. and Sommer, C. (2015). On balanced separators in road networks. SEA 2015.

use super::dissect::Cell;
use super::flow::Flow;
use geo_types::Coord;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// On which side of a cut a node lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Between,
}

/// The share of the nodes at each end of a line that a cut must keep apart. A larger one makes flows short and cuts
/// dear: with 0.28 a graph of 1.3 million nodes takes half as long again to prepare, with 0.40 its tree is a tenth higher.
const APART: f64 = 0.36;

/// The directions are tried on several threads when a cell has so many nodes.
const ALONE: usize = 5_000;

/// Where each node of the graph stands along one direction.
pub(super) type Ruler = Vec<i32>;

/// The four directions: east, north and the diagonals between them.
pub(super) fn rulers(at: &[Coord<f64>]) -> Vec<Ruler> {
    let middle = at.iter().map(|c| c.y).sum::<f64>() / at.len().max(1) as f64;
    let narrow = middle.to_radians().cos();
    // A degree of latitude is 10^7 steps of about a centimetre; two of them still fit.
    let step = |x: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "saturates, and the order is only a guide")]
        let step = (x * 5e6).round() as i32;
        step
    };
    let half = std::f64::consts::FRAC_1_SQRT_2;
    [(1.0, 0.0), (0.0, 1.0), (half, half), (half, -half)]
        .into_par_iter()
        .map(|(x, y)| at.iter().map(|c| step(c.x * narrow * x + c.y * y)).collect())
        .collect()
}

/// A cut of a cell by one direction.
struct Cut {
    /// Nodes between, for each node of the smaller side; in 2^-32.
    score: u64,
    sides: Vec<Side>,
}

/// The side of each node of `cell`.
pub(super) fn cut(cell: &Cell, rulers: &[Ruler]) -> Vec<Side> {
    let best = AtomicU64::new(u64::MAX);
    let along = |ruler: &Ruler| along(cell, ruler, &best);
    let cuts: Vec<Option<Cut>> = if cell.len() >= ALONE {
        rulers.par_iter().map(along).collect()
    } else {
        rulers.iter().map(along).collect()
    };
    // A search given up had a worse score than one that was not, so which were given up changes nothing.
    let best = cuts.into_iter().flatten().min_by_key(|cut| cut.score);
    best.map_or_else(|| vec![Side::Between; cell.len()], |cut| cut.sides)
}

/// The cut along one direction; `None` as soon as it cannot be the best.
fn along(cell: &Cell, ruler: &Ruler, best: &AtomicU64) -> Option<Cut> {
    let nodes = cell.len();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let share = ((nodes as f64 * APART) as usize).max(1);
    let mut line: Vec<(i32, u32)> =
        (0..).zip(&cell.nodes).map(|(place, &node)| (ruler[node as usize], place)).collect();
    line.select_nth_unstable(share);
    line[share..].select_nth_unstable(nodes - 2 * share);
    let mut flow = Flow::new(&cell.adjacency);
    line[..share].iter().for_each(|&(_, node)| flow.begin_at(node));
    line[nodes - share..].iter().for_each(|&(_, node)| flow.end_at(node));
    let score = |between: usize, side: usize| ((between as u64) << 32) / side.max(1) as u64;
    let hopeless = |flow: usize| score(flow, nodes / 2) > best.load(Ordering::Relaxed);
    let between = flow.maximise(&hopeless)?;
    let sides = flow.sides();
    let left = sides.iter().filter(|&&side| side == Side::Left).count();
    let score = score(between, left.min(nodes - between - left));
    best.fetch_min(score, Ordering::Relaxed);
    Some(Cut { score, sides })
}
