//! In which order nodes are contracted: few neighbours first, then by nested dissection.
//!
//! Nodes of few neighbours go first ([`reduce`]): a road graph loses more than half of its nodes to that and no
//! path grows longer. The core that is left is cut in two by a small set of nodes ([`separator`]), each side in the
//! same way again; what cuts is contracted after what it cuts apart ([`dissect`]).

mod dissect;
mod flow;
mod leaf;
mod reduce;
mod separator;

use super::adjacency::Adjacency;
use geo_types::Coord;

/// The nodes in the order of their contraction. `at` guides the cuts; any places give a right order.
///
/// The same for any number of threads.
pub(super) fn contraction_order(graph: &Adjacency, at: &[Coord<f64>]) -> Vec<u32> {
    let (reduced, rulers) = rayon::join(|| reduce::reduce(graph), || separator::rulers(at));
    let mut order = reduced.order;
    let core = dissect::Cell::new(reduced.core, reduced.adjacency);
    order.reserve(core.len());
    dissect::dissect(core, &rulers, &mut order);
    order
}
