//! Regions by joining neighbours with the least loss.

use super::attributes::means_apart;
use super::graph::{Groups, ascending};
use super::problem::{Problem, RegionOptions};
use super::regions::{Decided, Merge, Regions};
use crate::error::Result;
use crate::weights::Weights;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Contiguous regions of alike units, by Ward's clustering of neighbours.
///
/// # Rule
/// Every unit is a region. Of all regions that are neighbours the two are joined whose union raises the within sum
/// of squares least; until there are `regions`. With a floor the regions below it are joined first: as long as there
/// is one, only unions count of which at least one is below the floor.
///
/// # Formula
/// A union of regions of `a` and `b` units raises the sum by `a b / (a + b) · |mean_a − mean_b|²`.
///
/// # Units
/// `attributes` in any, one column each; the sums of squares in those of the standardisation.
///
/// # Conventions
/// Unions that raise the sum equally go by the first units of the two. Links and parts of the graph as for
/// [`skater`](super::skater()): unlike scikit-learn, no link is made up between parts. Without a floor the regions
/// are those of scikit-learn's `AgglomerativeClustering(linkage="ward", connectivity=…)`.
///
/// # Errors
/// As [`skater`](super::skater()).
///
/// # Panics
/// If an attribute or the floor does not have one value a unit.
///
/// # Example
/// ```
/// use jingwei::cluster::{Decided, Merge, RegionOptions, Standardisation, ward};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let options = RegionOptions { standardise: Standardisation::None, ..RegionOptions::default() };
/// let regions = ward(&row, &[vec![1.0, 3.0, 8.0, 9.0]], 2, &options)?;
/// assert_eq!(regions.of, [0, 0, 1, 1]);
/// assert_eq!(regions.within_sum_of_squares, 2.5);
/// let merges = [Merge { of: (2, 3), rise: 0.5 }, Merge { of: (0, 1), rise: 2.0 }];
/// assert_eq!(regions.decided, Decided::Merges(merges.to_vec()));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. *Journal of the American Statistical
/// Association* 58(301). <https://doi.org/10.1080/01621459.1963.10500845>
pub fn ward(
    weights: &Weights,
    attributes: &[Vec<f64>],
    regions: usize,
    options: &RegionOptions,
) -> Result<Regions> {
    let problem = Problem::new(weights, attributes, Some(regions), options)?;
    let alone: Vec<usize> = (0..weights.len()).collect();
    let (of, merges) = merged(&problem, &alone, regions);
    Ok(problem.answer(&of, Some(regions), Decided::Merges(merges)))
}

/// Joins the groups `of` until there are `regions`, those below the floor first.
pub(super) fn merged(problem: &Problem, of: &[usize], regions: usize) -> (Vec<usize>, Vec<Merge>) {
    let mut joining = Joining::new(problem, of);
    let mut merges = Vec::new();
    let mut set_aside = Vec::new();
    while joining.short > 0
        && let Some(entry) = joining.queue.pop()
    {
        let Reverse(union) = &entry;
        if joining.is_current(union) {
            if joining.is_short(union.groups.0) || joining.is_short(union.groups.1) {
                merges.push(joining.join(union.groups, union.rise));
            } else {
                set_aside.push(entry);
            }
        }
    }
    joining.queue.extend(set_aside);
    while joining.count > regions
        && let Some(Reverse(union)) = joining.queue.pop()
    {
        if joining.is_current(&union) {
            merges.push(joining.join(union.groups, union.rise));
        }
    }
    let of = (0..of.len()).map(|i| joining.groups.find(i)).collect();
    (of, merges)
}

/// What a union would raise; ordered by that, then by the first units of the two.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Union {
    rise: u64,
    groups: (u32, u32),
    versions: (u32, u32),
}

/// Regions in the joining, each at the place of its first unit.
struct Joining<'a> {
    problem: &'a Problem,
    groups: Groups,
    sums: Vec<f64>,
    counts: Vec<f64>,
    held: Vec<f64>,
    neighbours: Vec<Vec<u32>>,
    /// How often a region has changed; `GONE` once it is part of another.
    versions: Vec<u32>,
    queue: BinaryHeap<Reverse<Union>>,
    count: usize,
    short: usize,
    /// The join in which a unit was last seen as a neighbour.
    seen: Vec<u32>,
    joins: u32,
}

const GONE: u32 = u32::MAX;

impl<'a> Joining<'a> {
    fn new(problem: &'a Problem, of: &[usize]) -> Self {
        let n = of.len();
        let mut groups = Groups::new(n);
        for (i, j) in problem.graph.links().filter(|&(i, j)| of[i] == of[j]) {
            groups.join(i, j);
        }
        let width = problem.attributes.width();
        let small = |i: usize| u32::try_from(i).expect("units are counted in u32");
        let mut joining = Self {
            problem,
            sums: problem.attributes.rows().to_vec(),
            counts: vec![1.0; n],
            held: problem.floor.of.clone(),
            neighbours: (0..n).map(|i| problem.graph.neighbours(i).map(small).collect()).collect(),
            versions: vec![0; n],
            queue: BinaryHeap::new(),
            count: 0,
            short: 0,
            seen: vec![0; n],
            joins: 0,
            groups,
        };
        for i in 0..n {
            let first = joining.groups.find(i);
            if first == i {
                joining.count += 1;
                continue;
            }
            joining.take(first, i, width);
        }
        let heads: Vec<usize> = (0..n).filter(|&i| joining.versions[i] != GONE).collect();
        joining.short = heads.iter().filter(|&&i| joining.is_short(small(i))).count();
        let mut queue = Vec::new();
        for &i in &heads {
            joining.tidy(i);
            let others = joining.neighbours[i].iter().filter(|&&j| j as usize > i);
            queue.extend(others.map(|&j| Reverse(joining.union(i, j as usize))));
        }
        joining.queue = queue.into();
        joining
    }

    /// Puts what the region at `from` holds into that at `into`.
    fn take(&mut self, into: usize, from: usize, width: usize) {
        for at in 0..width {
            self.sums[into * width + at] += self.sums[from * width + at];
        }
        self.counts[into] += self.counts[from];
        self.held[into] += self.held[from];
        self.versions[from] = GONE;
        let mut others = std::mem::take(&mut self.neighbours[from]);
        if others.len() > self.neighbours[into].len() {
            std::mem::swap(&mut others, &mut self.neighbours[into]);
        }
        self.neighbours[into].append(&mut others);
    }

    fn is_short(&self, group: u32) -> bool {
        !self.problem.floor.met(self.held[group as usize])
    }

    fn is_current(&self, union: &Union) -> bool {
        let version = |group: u32| self.versions[group as usize];
        version(union.groups.0) == union.versions.0 && version(union.groups.1) == union.versions.1
    }

    fn union(&self, i: usize, j: usize) -> Union {
        let width = self.problem.attributes.width();
        let (first, second) = (i.min(j), i.max(j));
        let (a, b) = (self.counts[first], self.counts[second]);
        let sum = |at: usize| &self.sums[at * width..(at + 1) * width];
        let rise = means_apart(sum(first), a, sum(second), b) * (a * b / (a + b));
        let small = |i: usize| u32::try_from(i).expect("units are counted in u32");
        Union {
            rise: ascending(rise),
            groups: (small(first), small(second)),
            versions: (self.versions[first], self.versions[second]),
        }
    }

    /// Names the neighbours of the region at `i` by their first units, each once.
    fn tidy(&mut self, i: usize) {
        self.joins += 1;
        let mut list = std::mem::take(&mut self.neighbours[i]);
        list.retain_mut(|j| {
            let group = self.groups.find(*j as usize);
            *j = u32::try_from(group).expect("units are counted in u32");
            let new = group != i && self.seen[group] != self.joins;
            self.seen[group] = self.joins;
            new
        });
        self.neighbours[i] = list;
    }

    fn join(&mut self, groups: (u32, u32), rise: u64) -> Merge {
        let (into, from) = (groups.0 as usize, groups.1 as usize);
        let short = usize::from(self.is_short(groups.0)) + usize::from(self.is_short(groups.1));
        self.take(into, from, self.problem.attributes.width());
        self.groups.join(into, from);
        self.versions[into] += 1;
        self.count -= 1;
        self.short = self.short + usize::from(self.is_short(groups.0)) - short;
        self.tidy(into);
        for at in 0..self.neighbours[into].len() {
            let union = self.union(into, self.neighbours[into][at] as usize);
            self.queue.push(Reverse(union));
        }
        Merge { of: (into, from), rise: f64::from_bits(rise) }
    }
}
