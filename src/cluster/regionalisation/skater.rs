//! Regions by cutting the tree of likest neighbours.

use super::attributes::Dissimilarity;
use super::graph::{likest_forest, shortest_forest};
use super::problem::{Problem, RegionOptions};
use super::recut::recut_forest;
use super::regions::{Decided, Regions};
use super::tree::cut_forest;
use crate::error::Result;
use crate::weights::Weights;

/// What [`skater`] asks beside the number of regions.
///
/// # Example
/// ```
/// use jingwei::cluster::{RegionOptions, SkaterOptions, Standardisation, skater};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours((1..8).map(|next| vec![next]).chain([vec![]]).collect());
/// let values = [vec![0.0, 0.0, 0.0, 4.0, 6.0, 10.0, 10.0, 10.0]];
/// let regions = RegionOptions { standardise: Standardisation::None, ..RegionOptions::default() };
/// let options = SkaterOptions { regions, ..SkaterOptions::default() };
/// // The best first cut is in the middle, so that 4 and 6 stay apart.
/// assert_eq!(skater(&row, &values, 3, &options)?.of, [0, 0, 0, 1, 2, 2, 2, 2]);
/// let moved = skater(&row, &values, 3, &SkaterOptions { recut: true, ..options })?;
/// assert_eq!(moved.of, [0, 0, 0, 1, 1, 2, 2, 2]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SkaterOptions {
    /// Attributes on one scale, and the floor.
    pub regions: RegionOptions,
    /// How the links of the tree are measured. Default Euclidean.
    pub dissimilarity: Dissimilarity,
    /// Whether cuts are moved after they are made, which is none of the paper. Default `false`.
    pub recut: bool,
}

/// Contiguous regions of alike units, by cutting the minimum spanning tree (SKATER).
///
/// # Rule
/// 1. Each link of the graph is as long as its two units differ, by the [`Dissimilarity`] of their standardised
///    attributes. The shortest tree that joins all units is kept, one tree for each part of the graph.
/// 2. The link is cut whose removal lowers the within sum of squares most, of all links of all trees that leave both
///    sides with the floor; and again, until there are `regions` trees.
/// 3. With `recut`, each cut is taken back in its turn, and the best link of all trees is cut instead where this leaves
///    less within; round after round, until no cut moves. It never leaves more within than step 2 by itself.
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
///
/// The default is the rule of the paper, and of `GeoDa`: a tree of Euclidean distances, and cuts that gain by squares.
/// spopt's `Skater` measures both by Manhattan distances: the tree, and the gains, by the plain distances to the centre
/// that are left, not squared. [`Dissimilarity::Manhattan`] gives its tree; no option gives its cuts, for regions are
/// judged by a sum of squares. Which of the trees leaves less within differs from case to case.
///
/// A cut moves only where the sum falls by more than rounding, a part in 10¹² of the total. [`Decided::Cuts`] has the
/// cuts that are left, the one that gains most first, each gain measured as the trees then stand, so that they add up
/// to what the sum has fallen by. Where cuts that moved leave room for one that the floor did not allow before, it is
/// made.
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
/// use jingwei::cluster::{Decided, SkaterOptions, skater};
/// use jingwei::weights::Weights;
/// // Four units in a row, two low and two high.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let regions = skater(&row, &[vec![1.0, 2.0, 8.0, 9.0]], 2, &SkaterOptions::default())?;
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
    options: &SkaterOptions,
) -> Result<Regions> {
    let problem = Problem::new(weights, attributes, Some(regions), &options.regions)?;
    let forest = match options.dissimilarity {
        Dissimilarity::Euclidean => likest_forest(&problem.graph, &problem.attributes),
        Dissimilarity::Manhattan => {
            shortest_forest(&problem.graph, |i, j| problem.attributes.apart_by_blocks(i, j))
        }
    };
    let cut = if options.recut { recut_forest } else { cut_forest };
    let (of, cuts) = cut(&problem, &forest, regions);
    Ok(problem.answer(&of, Some(regions), Decided::Cuts(cuts)))
}
