//! Regions between which units move.

use super::attributes::means_apart;
use super::problem::Problem;
use super::regions::within;

/// Contiguous regions that reach the floor, with the sums by which a move is judged.
#[derive(Clone)]
pub(super) struct Partition<'a> {
    pub(super) problem: &'a Problem,
    of: Vec<usize>,
    /// Where each unit stands among the members of its region.
    place: Vec<usize>,
    members: Vec<Vec<usize>>,
    sums: Vec<f64>,
    held: Vec<f64>,
    /// Scratch of [`Self::is_whole_without`]: the walk in which a unit was last met, or looked for.
    met: Vec<u32>,
    sought: Vec<u32>,
    walk: u32,
    open: Vec<usize>,
}

impl<'a> Partition<'a> {
    /// Of regions numbered from 0 without a gap.
    pub(super) fn new(problem: &'a Problem, of: Vec<usize>) -> Self {
        let n = of.len();
        let count = of.iter().copied().max().map_or(0, |most| most + 1);
        let mut members = vec![Vec::new(); count];
        let mut place = vec![0; n];
        for (i, &region) in of.iter().enumerate() {
            place[i] = members[region].len();
            members[region].push(i);
        }
        let mut partition = Self {
            problem,
            of,
            place,
            members,
            sums: Vec::new(),
            held: Vec::new(),
            met: vec![0; n],
            sought: vec![0; n],
            walk: 0,
            open: Vec::new(),
        };
        partition.sum_anew();
        partition
    }

    /// Sums without what rounding has gathered.
    pub(super) fn sum_anew(&mut self) {
        let width = self.problem.attributes.width();
        self.sums = vec![0.0; self.members.len() * width];
        self.held = vec![0.0; self.members.len()];
        for (i, &region) in self.of.iter().enumerate() {
            self.held[region] += self.problem.floor.of[i];
            let sum = &mut self.sums[region * width..(region + 1) * width];
            sum.iter_mut().zip(self.problem.attributes.row(i)).for_each(|(sum, value)| *sum += value);
        }
    }

    pub(super) fn of(&self) -> &[usize] {
        &self.of
    }

    pub(super) fn members(&self, region: usize) -> &[usize] {
        &self.members[region]
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// The within sum of squares, summed anew.
    pub(super) fn within(&self) -> f64 {
        within(&self.of, self.members.len(), &self.problem.attributes)
    }

    fn to_mean(&self, i: usize, region: usize) -> f64 {
        let width = self.problem.attributes.width();
        let sum = &self.sums[region * width..(region + 1) * width];
        means_apart(self.problem.attributes.row(i), 1.0, sum, self.members[region].len() as f64)
    }

    /// By how much the within sum of squares changes when unit `i` goes to `region`; its own must have others.
    pub(super) fn change(&self, i: usize, region: usize) -> f64 {
        let (from, to) = (self.members[self.of[i]].len() as f64, self.members[region].len() as f64);
        self.to_mean(i, region) * (to / (to + 1.0)) - self.to_mean(i, self.of[i]) * (from / (from - 1.0))
    }

    /// Whether the region of `i` has other units and reaches the floor without it.
    pub(super) fn can_spare(&self, i: usize) -> bool {
        let region = self.of[i];
        self.has_others(i) && self.problem.floor.met(self.held[region] - self.problem.floor.of[i])
    }

    pub(super) fn has_others(&self, i: usize) -> bool {
        self.members[self.of[i]].len() > 1
    }

    pub(super) fn reaches_floor(&self, region: usize) -> bool {
        self.problem.floor.met(self.held[region])
    }

    pub(super) fn shift(&mut self, i: usize, region: usize) {
        let from = self.of[i];
        let at = self.place[i];
        self.members[from].swap_remove(at);
        if let Some(&moved) = self.members[from].get(at) {
            self.place[moved] = at;
        }
        self.place[i] = self.members[region].len();
        self.members[region].push(i);
        self.of[i] = region;
        self.held[from] -= self.problem.floor.of[i];
        self.held[region] += self.problem.floor.of[i];
        let width = self.problem.attributes.width();
        for (at, &value) in self.problem.attributes.row(i).iter().enumerate() {
            self.sums[from * width + at] -= value;
            self.sums[region * width + at] += value;
        }
    }

    /// Whether `region` hangs together without unit `i`, which it did with it.
    pub(super) fn is_whole_without(&mut self, i: usize, region: usize) -> bool {
        self.walk = self.walk.checked_add(1).unwrap_or_else(|| {
            self.met.fill(0);
            self.sought.fill(0);
            1
        });
        let Self { problem, of, met, sought, walk, open, .. } = self;
        let graph = &problem.graph;
        let mut left = 0;
        open.clear();
        for j in graph.neighbours(i).filter(|&j| of[j] == region) {
            if open.is_empty() {
                open.push(j);
                met[j] = *walk;
            } else {
                sought[j] = *walk;
                left += 1;
            }
        }
        met[i] = *walk;
        let mut next = 0;
        // The neighbours of a unit lie near each other: a walk in widening circles finds them soon.
        while left > 0
            && let Some(&unit) = open.get(next)
        {
            next += 1;
            for j in graph.neighbours(unit) {
                if of[j] == region && met[j] != *walk {
                    met[j] = *walk;
                    left -= usize::from(sought[j] == *walk);
                    open.push(j);
                }
            }
        }
        left == 0
    }
}
