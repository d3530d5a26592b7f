//! The regions that a rule makes, and the numbers that decided.

#![allow(clippy::float_cmp, reason = "sizes are whole numbers")]

use super::attributes::{Attributes, means_apart, squared};
use super::floor::Threshold;
use super::graph::Graph;
use crate::error::Finding;

/// A link of the tree that was cut, which makes two regions of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// The two units that the link joined, the lower first.
    pub between: (usize, usize),
    /// By how much the within sum of squares fell.
    pub gain: f64,
    /// What the best other cut that the floor allows would have gained; `None` where there was none. It is more than
    /// the gain only where cuts were moved, as by [`SkaterOptions::recut`](super::SkaterOptions::recut): a cut that
    /// gains less by itself may leave less within together with the others.
    pub runner_up: Option<f64>,
}

/// Two regions made one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merge {
    /// The first units of the two, the lower first.
    pub of: (usize, usize),
    /// By how much the within sum of squares rose.
    pub rise: f64,
}

/// One search from one first partition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// The within sum of squares before the search.
    pub before: f64,
    /// And after it.
    pub after: f64,
}

/// The numbers that decided, by kind of rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Decided {
    /// SKATER and REDCAP: the cuts, in their order.
    Cuts(Vec<Cut>),
    /// Ward: the merges, in their order.
    Merges(Vec<Merge>),
    /// AZP and max-p: every search; the first with the least sum is the answer.
    Starts(Vec<Start>),
}

/// Units in contiguous regions.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Regions {
    /// The region of each unit; regions are numbered in the order of their first units.
    pub of: Vec<usize>,
    /// Units in each region.
    pub sizes: Vec<usize>,
    /// What each region holds of what the floor asks for: units, or the sum of its column.
    pub floor_sums: Vec<f64>,
    /// Squared deviations of the standardised attributes from the means of their regions, summed: what the rules
    /// make small.
    pub within_sum_of_squares: f64,
    /// The same from the means of all units.
    pub total_sum_of_squares: f64,
    /// The numbers that decided.
    pub decided: Decided,
    /// What is worth a word: a graph in parts, an attribute that tells nothing apart, fewer regions than asked for.
    pub findings: Vec<Finding>,
}

impl Regions {
    /// How many regions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// The units of `region`.
    #[must_use]
    pub fn members(&self, region: usize) -> Vec<usize> {
        (0..self.of.len()).filter(|&i| self.of[i] == region).collect()
    }

    pub(super) fn new(
        groups: &[usize],
        attributes: &Attributes,
        floor: &Threshold,
        decided: Decided,
        findings: Vec<Finding>,
    ) -> Self {
        let (of, count) = numbered(groups);
        let mut sizes = vec![0; count];
        let mut floor_sums = vec![0.0; count];
        for (i, &region) in of.iter().enumerate() {
            sizes[region] += 1;
            floor_sums[region] += floor.of[i];
        }
        Self {
            sizes,
            floor_sums,
            within_sum_of_squares: within(&of, count, attributes),
            total_sum_of_squares: within(&vec![0; of.len()], 1, attributes),
            of,
            decided,
            findings,
        }
    }
}

/// Groups under any numbers, numbered in the order of their first units; and how many there are.
pub(super) fn numbered(groups: &[usize]) -> (Vec<usize>, usize) {
    let most = groups.iter().copied().max().map_or(0, |most| most + 1);
    let mut numbers = vec![None; most];
    let mut count = 0;
    let number = |&group: &usize| {
        *numbers[group].get_or_insert_with(|| {
            count += 1;
            count - 1
        })
    };
    let of = groups.iter().map(number).collect();
    (of, count)
}

/// The within sum of squares of `count` regions.
pub(super) fn within(of: &[usize], count: usize, attributes: &Attributes) -> f64 {
    let width = attributes.width();
    let mut means = vec![0.0; count * width];
    let mut sizes = vec![0.0; count];
    for (i, &region) in of.iter().enumerate() {
        sizes[region] += 1.0;
        let mean = &mut means[region * width..(region + 1) * width];
        mean.iter_mut().zip(attributes.row(i)).for_each(|(sum, value)| *sum += value);
    }
    for (mean, size) in means.chunks_exact_mut(width).zip(&sizes) {
        for sum in mean {
            *sum /= size;
        }
    }
    let deviation = |(i, &region): (usize, &usize)| {
        squared(attributes.row(i), &means[region * width..(region + 1) * width])
    };
    of.iter().enumerate().map(deviation).sum()
}

/// Where else a unit could be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alternative {
    /// The neighbouring region most like the unit.
    pub region: usize,
    /// By how much the within sum of squares would rise if the unit were there; below zero where only the floor,
    /// contiguity or the rule keeps it.
    pub rise: f64,
}

/// The runner-up of every unit; `None` for one that borders no other region or is a region by itself.
pub(super) fn alternatives(graph: &Graph, attributes: &Attributes, of: &[usize]) -> Vec<Option<Alternative>> {
    let width = attributes.width();
    let (_, count) = numbered(of);
    let mut sums = vec![0.0; count * width];
    let mut sizes = vec![0.0; count];
    for (i, &region) in of.iter().enumerate() {
        sizes[region] += 1.0;
        let sum = &mut sums[region * width..(region + 1) * width];
        sum.iter_mut().zip(attributes.row(i)).for_each(|(sum, value)| *sum += value);
    }
    let to_mean = |i: usize, region: usize| {
        means_apart(attributes.row(i), 1.0, &sums[region * width..(region + 1) * width], sizes[region])
    };
    let best = |i: usize| {
        let size = sizes[of[i]];
        if size == 1.0 {
            return None;
        }
        let left = to_mean(i, of[i]) * size / (size - 1.0);
        let rise = |region: usize| to_mean(i, region) * sizes[region] / (sizes[region] + 1.0) - left;
        let others = graph.neighbours(i).map(|j| of[j]).filter(|&region| region != of[i]);
        let found = others.map(|region| Alternative { region, rise: rise(region) });
        found.min_by(|a, b| a.rise.total_cmp(&b.rise).then(a.region.cmp(&b.region)))
    };
    (0..of.len()).map(best).collect()
}
