//! A given number of regions by moving units between them.

use super::graph::{likest_forest, shortest_forest};
use super::max_p::built;
use super::problem::{Problem, RegionOptions};
use super::random::{generator, share};
use super::regions::{Decided, Regions, numbered};
use super::search::{Search, best_of};
use super::tree::cut_forest;
use super::ward::merged;
use crate::error::{Code, Error, Finding, Result};
use crate::weights::Weights;
use rayon::prelude::*;

/// What [`azp`] asks beside the number of regions.
#[derive(Debug, Clone, PartialEq)]
pub struct AzpOptions {
    /// Attributes on one scale, and the floor.
    pub regions: RegionOptions,
    /// How units are moved. Default annealing.
    pub search: Search,
    /// First partitions from which it is searched; the best answer counts. Default 10.
    pub starts: usize,
    /// Seed of all random numbers. Default 1.
    pub seed: u64,
}

impl Default for AzpOptions {
    fn default() -> Self {
        Self { regions: RegionOptions::default(), search: Search::default(), starts: 10, seed: 1 }
    }
}

/// Contiguous regions of alike units, by the automatic zoning procedure (AZP): plain, tabu or annealing.
///
/// # Rule
/// From each first partition units are moved between neighbouring regions as [`Search`] says, to make the within sum
/// of squares small. Regions stay contiguous, none vanishes and none falls below the floor. The first of the lowest
/// sums is the answer; [`Decided::Starts`] has them all.
///
/// The first partitions are those of [`ward`](super::ward()) and [`skater`](super::skater()), and then spanning trees
/// at random, cut as [`skater`](super::skater()) cuts by default. Where the floor leaves such a tree too few regions, regions of
/// [`max_p`](super::max_p()) are joined.
///
/// # Units
/// As [`skater`](super::skater()).
///
/// # Conventions
/// Links and parts of the graph as for [`skater`](super::skater()). The same seed gives the same regions on every
/// machine and for any number of threads. spopt's `AZP` minimises the sum of all distances within regions instead.
///
/// # Errors
/// As [`skater`](super::skater()); no start asked for, or an annealing that cannot cool.
///
/// # Panics
/// If an attribute or the floor does not have one value a unit.
///
/// # Example
/// ```
/// use jingwei::cluster::{AzpOptions, azp};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let regions = azp(&row, &[vec![1.0, 2.0, 8.0, 9.0]], 2, &AzpOptions::default())?;
/// assert_eq!(regions.of, [0, 0, 1, 1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Openshaw, S. (1977). A geographical solution to scale and aggregation problems in region-building, partitioning and
/// spatial modelling. *Transactions of the Institute of British Geographers* 2(4).
///
/// Openshaw, S. and Rao, L. (1995). Algorithms for reengineering 1991 census geography. *Environment and Planning A*
/// 27(3). <https://doi.org/10.1068/a270425>
pub fn azp(
    weights: &Weights,
    attributes: &[Vec<f64>],
    regions: usize,
    options: &AzpOptions,
) -> Result<Regions> {
    check(options.starts, options.search)?;
    let problem = Problem::new(weights, attributes, Some(regions), &options.regions)?;
    let firsts: Vec<(Vec<usize>, usize)> = (0..options.starts)
        .into_par_iter()
        .map(|number| numbered(&first_partition(&problem, regions, number, options.seed)))
        .collect();
    // A tight floor may leave some with fewer regions.
    let most = firsts.iter().map(|&(_, count)| count).max().unwrap_or_default();
    let firsts = firsts.into_iter().filter(|&(_, count)| count == most).map(|(of, _)| of).collect();
    let (of, starts) = best_of(&problem, firsts, options.search, options.seed);
    Ok(problem.answer(&of, Some(regions), Decided::Starts(starts)))
}

fn first_partition(problem: &Problem, regions: usize, number: usize, seed: u64) -> Vec<usize> {
    let units = problem.graph.len();
    let mut random = generator(seed, number);
    let of = match number {
        0 => merged(problem, &(0..units).collect::<Vec<_>>(), regions).0,
        1 => {
            let forest = likest_forest(&problem.graph, &problem.attributes);
            cut_forest(problem, &forest, regions).0
        }
        _ => {
            let forest = shortest_forest(&problem.graph, |_, _| share(&mut random));
            cut_forest(problem, &forest, regions).0
        }
    };
    let (of, count) = numbered(&of);
    if count == regions {
        return of;
    }
    // As many as can be built, and from there down.
    let tried = (0..TRIES).map(|turn| built(problem, turn, &mut random));
    let more = tried.max_by_key(|built| numbered(built).1).unwrap_or_default();
    if numbered(&more).1 <= count { of } else { merged(problem, &more, regions).0 }
}

/// How often regions are built where cutting does not make enough.
const TRIES: usize = 20;

/// Refuses what no search can do.
pub(super) fn check(starts: usize, search: Search) -> Result<()> {
    let wrong = |field: &str, what: &str, value: f64| {
        Err(Error::usage(Finding::new(Code::BadArgument, what).field(field).value(value)))
    };
    if starts == 0 {
        return wrong("starts", "a search begins at least once", 0.0);
    }
    if let Search::Annealing(annealing) = search {
        if !(annealing.cooling > 0.0 && annealing.cooling < 1.0) {
            return wrong(
                "cooling",
                "a round leaves a share of the temperature between 0 and 1",
                annealing.cooling,
            );
        }
        if !(annealing.heat > 0.0 && annealing.heat.is_finite()) {
            return wrong("heat", "the first temperature is above zero", annealing.heat);
        }
    }
    Ok(())
}
