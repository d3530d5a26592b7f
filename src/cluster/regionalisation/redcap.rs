//! Regions by joining groups under a linkage, and cutting the tree of joins.

use super::linkage::grown_forest;
use super::problem::{Problem, RegionOptions};
use super::regions::{Decided, Regions};
use super::tree::cut_forest;
use crate::error::Result;
use crate::weights::Weights;

/// Which pairs of units say how far two groups are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// Neighbours only: pairs that a link of the graph joins.
    First,
    /// All pairs.
    Full,
}

/// How the distances of those pairs make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Linkage {
    /// The least.
    Single,
    /// The mean.
    Average,
    /// The greatest.
    Complete,
}

/// One of the six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Redcap {
    /// Which pairs count.
    pub order: Order,
    /// How they count.
    pub linkage: Linkage,
}

impl Redcap {
    /// The six, as the paper lists them.
    pub const ALL: [Self; 6] = [
        Self { order: Order::First, linkage: Linkage::Single },
        Self { order: Order::First, linkage: Linkage::Average },
        Self { order: Order::First, linkage: Linkage::Complete },
        Self { order: Order::Full, linkage: Linkage::Single },
        Self { order: Order::Full, linkage: Linkage::Average },
        Self { order: Order::Full, linkage: Linkage::Complete },
    ];

    /// The name on a command line: `first-order-single` and so on.
    #[must_use]
    pub fn name(self) -> &'static str {
        match (self.order, self.linkage) {
            (Order::First, Linkage::Single) => "first-order-single",
            (Order::First, Linkage::Average) => "first-order-average",
            (Order::First, Linkage::Complete) => "first-order-complete",
            (Order::Full, Linkage::Single) => "full-order-single",
            (Order::Full, Linkage::Average) => "full-order-average",
            (Order::Full, Linkage::Complete) => "full-order-complete",
        }
    }
}

/// Contiguous regions of alike units, by constrained clustering and partitioning (REDCAP).
///
/// # Rule
/// 1. Every unit is a group. Of all groups that are neighbours the two least apart under `method` are joined, and the
///    shortest link of the graph between them is kept; until each part of the graph is one group. The links kept are
///    its tree.
/// 2. The tree is cut as [`skater`](super::skater()) cuts by default: by the greatest fall of the within sum of squares.
///
/// First-order single linkage is [`skater`](super::skater()) by default. Full-order complete and average linkage give the lowest
/// sums as a rule.
///
/// # Units
/// As [`skater`](super::skater()).
///
/// # Conventions
/// As [`skater`](super::skater()). Distances are Euclidean, of standardised attributes. Groups equally far apart go
/// by the shortest link between them, then by its lower units. Under full order all pairs of units are measured, each
/// once, so that time grows with the square of their number; memory does not.
///
/// # Errors
/// As [`skater`](super::skater()).
///
/// # Panics
/// If an attribute or the floor does not have one value a unit.
///
/// # Example
/// ```
/// use jingwei::cluster::{Linkage, Order, Redcap, RegionOptions, redcap};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let method = Redcap { order: Order::Full, linkage: Linkage::Complete };
/// let regions = redcap(&row, &[vec![1.0, 2.0, 8.0, 9.0]], 2, method, &RegionOptions::default())?;
/// assert_eq!(regions.of, [0, 0, 1, 1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Guo, D. (2008). Regionalization with dynamically constrained agglomerative clustering and partitioning (REDCAP).
/// *International Journal of Geographical Information Science* 22(7). <https://doi.org/10.1080/13658810701674970>
pub fn redcap(
    weights: &Weights,
    attributes: &[Vec<f64>],
    regions: usize,
    method: Redcap,
    options: &RegionOptions,
) -> Result<Regions> {
    let problem = Problem::new(weights, attributes, Some(regions), options)?;
    let forest = grown_forest(&problem.graph, &problem.attributes, method);
    let (of, cuts) = cut_forest(&problem, &forest, regions);
    Ok(problem.answer(&of, Some(regions), Decided::Cuts(cuts)))
}
