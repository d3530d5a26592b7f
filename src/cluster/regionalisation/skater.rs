//! Regions by cutting the tree of likest neighbours.

use super::graph::likest_forest;
use super::problem::{Problem, RegionOptions};
use super::regions::{Decided, Regions};
use super::tree::cut_forest;
use crate::error::Result;
use crate::weights::Weights;

/// Contiguous regions of alike units, by cutting the minimum spanning tree (SKATER).
///
/// # Rule
/// 1. Each link of the graph is as long as its two units differ: the Euclidean distance of their standardised
///    attributes. The shortest tree that joins all units is kept, one tree for each part of the graph.
/// 2. The link is cut whose removal lowers the within sum of squares most, of all links of all trees that leave both
///    sides with the floor; and again, until there are `regions` trees.
///
/// # Formula
/// A cut of a tree of `n` units into sides of `a` and `b` gains `a b / n · |mean_a − mean_b|²`.
///
/// # Units
/// `attributes` in any, one column each; the sums of squares in those of the standardisation.
///
/// # Conventions
/// A link in either direction of `weights` joins, whatever its weight; a link of a unit with itself is nothing.
/// Links of equal length, and cuts of equal gain, go by the lower units. Where the graph falls into parts, no region
/// reaches from one to another, and a finding says so; `regions` counts the regions of all parts. Where no cut is
/// left that the floor allows there are fewer regions, and a finding says so.
/// spopt's `Skater` gains by plain distances to the centre, not squared; this is the rule of the paper.
///
/// # Errors
/// No region asked for, or more than there are units; fewer than the graph has parts; a part, such as an island, or
/// all units together too small for the floor; an attribute that is not finite; attributes that are the same in all
/// units.
///
/// # Panics
/// If an attribute or the floor does not have one value a unit.
///
/// # Example
/// ```
/// use jingwei::cluster::{Decided, RegionOptions, skater};
/// use jingwei::weights::Weights;
/// // Four units in a row, two low and two high.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let regions = skater(&row, &[vec![1.0, 2.0, 8.0, 9.0]], 2, &RegionOptions::default())?;
/// assert_eq!(regions.of, [0, 0, 1, 1]);
/// let Decided::Cuts(cuts) = &regions.decided else { panic!("a tree is cut") };
/// assert_eq!(cuts[0].between, (1, 2));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Assunção, R. M., Neves, M. C., Câmara, G. and Da Costa Freitas, C. (2006). Efficient regionalization techniques
/// for socio-economic geographical units using minimum spanning trees. *International Journal of Geographical
/// Information Science* 20(7). <https://doi.org/10.1080/13658810600665111>
pub fn skater(
    weights: &Weights,
    attributes: &[Vec<f64>],
    regions: usize,
    options: &RegionOptions,
) -> Result<Regions> {
    let problem = Problem::new(weights, attributes, Some(regions), options)?;
    let forest = likest_forest(&problem.graph, &problem.attributes);
    let (of, cuts) = cut_forest(&forest, &problem.attributes, &problem.floor, weights.len(), regions);
    Ok(problem.answer(&of, Some(regions), Decided::Cuts(cuts)))
}
