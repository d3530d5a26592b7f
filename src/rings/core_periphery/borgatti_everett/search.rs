//! Kernighan and Lin's exchange with the correlation kept up to date in constant time.

use super::{Ideal, InteractionGraph, SAME};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A place to change side, the better the more its entry compares.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// Its interaction with the periphery, negative for a place that would leave the core.
    rank: f64,
    place: u32,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.total_cmp(&other.rank).then(other.place.cmp(&self.place))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

/// A division on its way up.
///
/// Who changes side moves the correlation by its interaction with the periphery and by the size of the core alone, so
/// the best place to join is the one that interacts most with the periphery, the best to leave the one that does least.
pub(super) struct Search<'a> {
    graph: &'a InteractionGraph,
    ideal: Ideal,
    pub(super) core: Vec<bool>,
    cores: usize,
    /// The interactions of all pairs with a core place in them.
    touching: f64,
    /// The interaction of each place with the periphery.
    outwards: Vec<f64>,
    fixed: Vec<bool>,
    joining: BinaryHeap<Candidate>,
    leaving: BinaryHeap<Candidate>,
}

impl<'a> Search<'a> {
    pub(super) fn new(graph: &'a InteractionGraph) -> Self {
        let n = graph.len();
        Self {
            graph,
            ideal: Ideal::of(graph),
            core: vec![false; n],
            cores: 0,
            touching: 0.0,
            outwards: vec![0.0; n],
            fixed: vec![false; n],
            joining: BinaryHeap::new(),
            leaving: BinaryHeap::new(),
        }
    }

    pub(super) fn start(&mut self, core: Vec<bool>) {
        self.core = core;
    }

    /// Passes until one brings nothing.
    pub(super) fn climb(&mut self) {
        while self.pass() {}
    }

    /// Lets every place change side once and keeps the best state; whether it is better than that before.
    fn pass(&mut self) -> bool {
        self.count();
        let before = self.correlation();
        let (mut best, mut best_length) = (before, 0);
        let mut changed = Vec::with_capacity(self.core.len());
        while let Some(place) = self.next() {
            self.change(place);
            changed.push(place);
            let correlation = self.correlation();
            if correlation > best + SAME {
                (best, best_length) = (correlation, changed.len());
            }
        }
        for &place in &changed[best_length..] {
            self.core[place] = !self.core[place];
        }
        best > before + SAME
    }

    /// Sums anew, so that rounding does not gather over the passes.
    fn count(&mut self) {
        let Self { graph, core, .. } = self;
        self.cores = core.iter().filter(|&&core| core).count();
        self.joining.clear();
        self.leaving.clear();
        self.fixed.fill(false);
        let mut touching = 0.0;
        for i in 0..core.len() {
            self.outwards[i] = graph.row(i).filter(|&(j, _)| !core[j]).map(|(_, value)| value).sum();
            if core[i] {
                // Pairs inside the core are seen from both ends.
                touching += f64::midpoint(self.outwards[i], graph.strengths()[i]);
            }
        }
        self.touching = touching;
        for i in 0..self.core.len() {
            self.offer(i);
        }
    }

    fn offer(&mut self, i: usize) {
        let place = u32::try_from(i).expect("places are counted in u32");
        if self.core[i] {
            self.leaving.push(Candidate { rank: -self.outwards[i], place });
        } else {
            self.joining.push(Candidate { rank: self.outwards[i], place });
        }
    }

    fn correlation(&self) -> f64 {
        self.ideal.correlation(self.touching, self.cores).unwrap_or(f64::NEG_INFINITY)
    }

    /// The place whose change leaves the highest correlation; `None` when all have changed.
    fn next(&mut self) -> Option<usize> {
        let Self { core, fixed, outwards, .. } = self;
        // Entries from before a neighbour changed side are out of date.
        let current = |candidate: &Candidate, is_core: bool| {
            let i = candidate.place as usize;
            let rank = if is_core { -outwards[i] } else { outwards[i] };
            !fixed[i] && core[i] == is_core && candidate.rank.total_cmp(&rank).is_eq()
        };
        while self.joining.peek().is_some_and(|candidate| !current(candidate, false)) {
            self.joining.pop();
        }
        while self.leaving.peek().is_some_and(|candidate| !current(candidate, true)) {
            self.leaving.pop();
        }
        let joining = self.joining.peek().map(|candidate| {
            let after = self.ideal.correlation(self.touching + candidate.rank, self.cores + 1);
            (after.unwrap_or(f64::NEG_INFINITY), candidate.place as usize)
        });
        let leaving = self.leaving.peek().map(|candidate| {
            let after = self.ideal.correlation(self.touching + candidate.rank, self.cores - 1);
            (after.unwrap_or(f64::NEG_INFINITY), candidate.place as usize)
        });
        let best = match (joining, leaving) {
            (Some(joining), Some(leaving)) => Some(if leaving.0 > joining.0 { leaving } else { joining }),
            (one, other) => one.or(other),
        };
        best.map(|(_, place)| place)
    }

    fn change(&mut self, place: usize) {
        let leaves = self.core[place];
        let outwards = self.outwards[place];
        self.touching += if leaves { -outwards } else { outwards };
        self.cores = if leaves { self.cores - 1 } else { self.cores + 1 };
        self.core[place] = !leaves;
        self.fixed[place] = true;
        for (j, value) in self.graph.row(place) {
            self.outwards[j] += if leaves { value } else { -value };
            if !self.fixed[j] {
                self.offer(j);
            }
        }
    }
}
