//! As many regions as a floor allows.

use super::azp::check;
use super::problem::{Problem, RegionOptions};
use super::random::{below, generator};
use super::regions::{Decided, Regions, numbered, within};
use super::search::{Search, best_of};
use crate::error::Result;
use crate::weights::Weights;
use rand::Rng;
use rayon::prelude::*;

/// What [`max_p`] asks.
#[derive(Debug, Clone, PartialEq)]
pub struct MaxPOptions {
    /// Attributes on one scale, and the floor, which decides how many regions there are.
    pub regions: RegionOptions,
    /// How many partitions are built to find the greatest number of regions. Default 200.
    pub constructions: usize,
    /// From how many of those with the most regions it is searched. Default 3.
    pub starts: usize,
    /// How units are moved. Default annealing.
    pub search: Search,
    /// Seed of all random numbers. Default 1.
    pub seed: u64,
}

impl Default for MaxPOptions {
    fn default() -> Self {
        Self {
            regions: RegionOptions::default(),
            constructions: 200,
            starts: 3,
            search: Search::default(),
            seed: 1,
        }
    }
}

/// As many contiguous regions as can be made so that each reaches the floor, of alike units (max-p).
///
/// # Rule
/// 1. A spanning tree is walked depth first, to the neighbour with the fewest ways on, to one at random or to the
///    likest, in turn. From its ends inwards, a region is cut off as soon as it reaches the floor: no other cuts of
///    that tree make more regions. What is left joins the neighbouring region that it raises least.
/// 2. Of the partitions built those with the most regions, and of these the lowest within sums of squares, are
///    searched as [`Search`] says; their number of regions stays. The first of the lowest sums is the answer.
///
/// # Units
/// As [`skater`](super::skater()); the floor in the unit of its column.
///
/// # Conventions
/// More regions are better than any sum of squares. The number found is a lower bound: finding the greatest is
/// NP-hard. Links and parts of the graph as for [`skater`](super::skater()). The same seed gives the same regions on
/// every machine and for any number of threads.
///
/// # Errors
/// As [`skater`](super::skater()); no construction or no start asked for, or an annealing that cannot cool.
///
/// # Panics
/// If an attribute or the floor does not have one value a unit.
///
/// # Example
/// ```
/// use jingwei::cluster::{Floor, MaxPOptions, RegionOptions, max_p};
/// use jingwei::weights::Weights;
/// // Five units in a row; two make a region at least.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2, 4], vec![3]]);
/// let regions = RegionOptions { floor: Floor::Count(2), ..RegionOptions::default() };
/// let options = MaxPOptions { regions, ..MaxPOptions::default() };
/// let regions = max_p(&row, &[vec![1.0, 2.0, 2.0, 8.0, 9.0]], &options)?;
/// assert_eq!(regions.of, [0, 0, 0, 1, 1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Duque, J. C., Anselin, L. and Rey, S. J. (2012). The max-p-regions problem. *Journal of Regional Science* 52(3).
/// <https://doi.org/10.1111/j.1467-9787.2011.00743.x>
pub fn max_p(weights: &Weights, attributes: &[Vec<f64>], options: &MaxPOptions) -> Result<Regions> {
    check(options.starts.min(options.constructions), options.search)?;
    let problem = Problem::new(weights, attributes, None, &options.regions)?;
    let mut firsts: Vec<(usize, f64, usize, Vec<usize>)> = (0..options.constructions)
        .into_par_iter()
        .map(|turn| {
            let (of, count) = numbered(&built(&problem, turn, &mut generator(options.seed, turn)));
            (count, within(&of, count, &problem.attributes), turn, of)
        })
        .collect();
    firsts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let most = firsts.first().map_or(0, |first| first.0);
    debug_assert!(most <= problem.most, "sums bound the number of regions");
    firsts.retain(|first| first.0 == most);
    firsts.truncate(options.starts);
    let firsts = firsts.into_iter().map(|(.., of)| of).collect();
    let (of, starts) = best_of(&problem, firsts, options.search, options.seed);
    Ok(problem.answer(&of, None, Decided::Starts(starts)))
}

/// Regions cut off one walk through the graph as soon as each reaches the floor.
pub(super) fn built(problem: &Problem, turn: usize, random: &mut impl Rng) -> Vec<usize> {
    let n = problem.graph.len();
    if problem.floor.is_met_by_each() {
        return (0..n).collect();
    }
    let (order, before) = walk(problem, turn, random);
    // From the ends inwards: what hangs on a unit and is not yet a region.
    let mut held = problem.floor.of.clone();
    let mut is_head = vec![false; n];
    for &i in order.iter().rev() {
        if problem.floor.met(held[i]) {
            is_head[i] = true;
        } else if before[i] != i {
            held[before[i]] += held[i];
        }
    }
    // A region is known by its head; the rest of each part by the part's first unit, which is none.
    let mut of = vec![0; n];
    for &i in &order {
        of[i] = if is_head[i] || before[i] == i { i } else { of[before[i]] };
    }
    for &root in order.iter().filter(|&&i| before[i] == i && !is_head[i]) {
        join_rest(problem, &mut of, root);
    }
    of
}

/// Joins the units left at `root` to the neighbouring region that they raise least.
fn join_rest(problem: &Problem, of: &mut [usize], root: usize) {
    let width = problem.attributes.width();
    let mean = |region: usize| {
        let members: Vec<usize> = (0..of.len()).filter(|&i| of[i] == region).collect();
        let mut mean = vec![0.0; width];
        for &i in &members {
            let row = problem.attributes.row(i);
            mean.iter_mut().zip(row).for_each(|(mean, value)| *mean += value / members.len() as f64);
        }
        (mean, members)
    };
    let (own, rest) = mean(root);
    let mut regions: Vec<usize> =
        rest.iter().flat_map(|&i| problem.graph.neighbours(i)).map(|j| of[j]).collect();
    regions.sort_unstable();
    regions.dedup();
    regions.retain(|&region| region != root);
    let rise = |&region: &usize| {
        let (other, members) = mean(region);
        let (a, b) = (rest.len() as f64, members.len() as f64);
        super::attributes::squared(&own, &other) * a * b / (a + b)
    };
    let best = regions.iter().map(|region| (rise(region), *region)).min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, region)) = best {
        for &i in &rest {
            of[i] = region;
        }
    }
}

/// A walk depth first through every part: the units in their order, and the one before each.
fn walk(problem: &Problem, turn: usize, random: &mut impl Rng) -> (Vec<usize>, Vec<usize>) {
    let n = problem.graph.len();
    let mut before = vec![usize::MAX; n];
    // Ways on from each unit.
    let mut ways: Vec<usize> = (0..n).map(|i| problem.graph.neighbours(i).len()).collect();
    let mut order = Vec::with_capacity(n);
    let first = below(n.max(1), random);
    let mut path = Vec::new();
    for root in (first..n).chain(0..first) {
        if before[root] != usize::MAX {
            continue;
        }
        let mut next = Some((root, root));
        loop {
            if let Some((i, from)) = next {
                before[i] = from;
                order.push(i);
                path.push(i);
                problem.graph.neighbours(i).for_each(|j| ways[j] -= 1);
            }
            let Some(&at) = path.last() else { break };
            let (mut chosen, mut least, mut equal) = (None, f64::INFINITY, 0);
            for j in problem.graph.neighbours(at).filter(|&j| before[j] == usize::MAX) {
                let score = match turn % 3 {
                    0 => ways[j] as f64,
                    1 => 0.0,
                    _ => problem.attributes.apart(at, j),
                };
                if score < least {
                    (chosen, least, equal) = (Some(j), score, 1);
                } else if score <= least {
                    // Each of the equal ones with the same chance.
                    equal += 1;
                    if below(equal, random) == 0 {
                        chosen = Some(j);
                    }
                }
            }
            next = chosen.map(|j| (j, at));
            if next.is_none() {
                path.pop();
            }
        }
    }
    (order, before)
}
