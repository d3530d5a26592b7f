//! Several sums of opportunities weighed by decays, made together.
//!
//! What a decay weighs at a time is found once for all opportunities, and for several decays side by side. Nodes are
//! collected, so that the sums of one place asked about stay in registers while many nodes are added to them.

#![expect(clippy::inline_always, reason = "compiled into the kernel, for the widest registers")]

use super::at_most;
use super::decay_table::{DecayTable, Function};
use crate::network::hierarchy::BLOCKS;
use crate::network::hierarchy::sweep::{Lanes, Visitor, WIDE};
use crate::network::reach::Measure;

/// So many nodes are collected: their times stay in the nearest cache.
const COLLECTED: usize = 32;

/// All questions of this kind, made ready for all passes.
pub(in crate::network) struct Gravities<'a> {
    groups: Vec<Box<dyn Group + 'a>>,
    /// The group of each question, its decay and its opportunities there.
    asked: Vec<[usize; 3]>,
    limit: u32,
    /// Whether there is any opportunity at each node.
    holds: Vec<bool>,
}

/// The same limit, decays that fit side by side, and a few lists of opportunities.
struct Plan<'a> {
    decays: Vec<Function<'a>>,
    lists: Vec<&'a [f64]>,
    limit: u32,
}

const DECAYS: usize = 8;
const LISTS: usize = 4;

/// The place of `item` in `list`, added if it is not there and there is room.
fn place<T: Copy>(list: &mut Vec<T>, item: T, room: usize, same: impl Fn(T, T) -> bool) -> Option<usize> {
    let found = list.iter().position(|&other| same(other, item));
    if found.is_none() && list.len() < room {
        list.push(item);
        return Some(list.len() - 1);
    }
    found
}

#[allow(
    ambiguous_wide_pointer_comparisons,
    reason = "functions told apart needlessly cost time and nothing else"
)]
fn same_function(a: Function<'_>, b: Function<'_>) -> bool {
    std::ptr::eq(a, b)
}

impl<'a> Gravities<'a> {
    /// Those among `measures`. No trip takes longer than `longest`; a time above it stands for none.
    pub(in crate::network) fn new(measures: &[Measure<'a>], longest: u32) -> Self {
        let mut plans: Vec<Plan<'a>> = Vec::new();
        let mut asked = Vec::new();
        for measure in measures {
            let &Measure::Gravity { opportunities: list, decay, limit } = measure else { continue };
            let limit = at_most(limit, longest);
            let fits = |plan: &mut Plan<'a>| {
                let lists = plan.lists.len();
                let list = place(&mut plan.lists, list, LISTS, |a, b| std::ptr::eq(a, b))?;
                let decay = place(&mut plan.decays, decay, DECAYS, same_function);
                if decay.is_none() {
                    plan.lists.truncate(lists);
                }
                Some((decay?, list))
            };
            let found = plans.iter_mut().enumerate().filter(|(_, plan)| plan.limit == limit);
            let found = found.into_iter().find_map(|(group, plan)| fits(plan).map(|(d, l)| [group, d, l]));
            asked.push(found.unwrap_or_else(|| {
                plans.push(Plan { decays: vec![decay], lists: vec![list], limit });
                [plans.len() - 1, 0, 0]
            }));
        }
        let limit = plans.iter().map(|plan| plan.limit).max().unwrap_or(0);
        let mut lists = plans.iter().flat_map(|plan| &plan.lists).peekable();
        let mut holds = vec![false; lists.peek().map_or(0, |list| list.len())];
        for list in lists {
            holds.iter_mut().zip(*list).for_each(|(holds, &value)| *holds |= value != 0.0);
        }
        Self { groups: plans.into_iter().map(Plan::ready).collect(), asked, limit, holds }
    }

    pub(in crate::network) fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// No question looks farther than so many milliseconds.
    pub(in crate::network) fn limit(&self) -> u32 {
        self.limit
    }

    /// Sums in the making for a group of places.
    pub(in crate::network) fn sums(&self) -> Collected<'_, 'a> {
        Collected {
            questions: self,
            nodes: Vec::new(),
            times: Vec::new(),
            sums: self.groups.iter().map(|group| vec![0.0; group.sums()]).collect(),
        }
    }
}

impl<'a> Plan<'a> {
    fn ready(self) -> Box<dyn Group + 'a> {
        if self.decays.len() <= 4 { self.with_decays::<4>() } else { self.with_decays::<DECAYS>() }
    }

    fn with_decays<const W: usize>(self) -> Box<dyn Group + 'a> {
        match self.lists.len() {
            1 => Box::new(Held::<W, 1>::new(self)),
            2 => Box::new(Held::<W, 2>::new(self)),
            3 => Box::new(Held::<W, 3>::new(self)),
            _ => Box::new(Held::<W, LISTS>::new(self)),
        }
    }
}

/// Nodes with their times that wait to be added, and the sums of each group so far.
pub(in crate::network) struct Collected<'q, 'a> {
    questions: &'q Gravities<'a>,
    nodes: Vec<usize>,
    times: Vec<Lanes<BLOCKS>>,
    sums: Vec<Vec<f64>>,
}

impl Visitor<BLOCKS> for Collected<'_, '_> {
    #[inline(always)]
    fn visit(&mut self, node: usize, times: &Lanes<BLOCKS>) {
        if self.questions.holds[node] {
            self.nodes.push(node);
            self.times.push(*times);
            if self.nodes.len() == COLLECTED {
                self.add();
            }
        }
    }

    /// Adds what still waits, and gives its memory back.
    fn finish(&mut self) {
        self.add();
        (self.nodes, self.times) = (Vec::new(), Vec::new());
    }
}

impl Collected<'_, '_> {
    /// Adds what waits.
    #[inline(never)]
    fn add(&mut self) {
        for (group, sums) in self.questions.groups.iter().zip(&mut self.sums) {
            group.add(&self.nodes, &self.times, sums);
        }
        self.nodes.clear();
        self.times.clear();
    }

    /// The answer to each question for the place in `lane`.
    pub(in crate::network) fn of(&self, lane: usize) -> impl Iterator<Item = Option<f64>> + '_ {
        let answer = move |&[group, decay, list]: &[usize; 3]| {
            Some(self.sums[group][self.questions.groups[group].place(lane, decay, list)])
        };
        self.questions.asked.iter().map(answer)
    }
}

/// A group of questions, whatever its size.
trait Group: Sync {
    /// How many sums.
    fn sums(&self) -> usize;
    /// Where the sum of a lane stands.
    fn place(&self, lane: usize, decay: usize, list: usize) -> usize;
    /// Adds what lies at `nodes`.
    fn add(&self, nodes: &[usize], times: &[Lanes<BLOCKS>], sums: &mut [f64]);
}

/// `C` lists of opportunities and up to `W` decays.
struct Held<'a, const W: usize, const C: usize> {
    table: DecayTable<'a, W>,
    /// Opportunities by node.
    rows: Vec<[f64; C]>,
    limit: u32,
}

impl<'a, const W: usize, const C: usize> Held<'a, W, C> {
    fn new(plan: Plan<'a>) -> Self {
        let nodes = plan.lists[0].len();
        let rows = (0..nodes).map(|node| std::array::from_fn(|list| plan.lists[list][node])).collect();
        Self { table: DecayTable::new(plan.decays, plan.limit), rows, limit: plan.limit }
    }

    /// Adds as the kernel does, and what the functions themselves say where the table does not know.
    #[inline(always)]
    fn add_asked<'r>(&self, reached: impl Iterator<Item = (u32, &'r [f64; C])>, sums: &mut [[f64; W]; C]) {
        for (time, row) in reached.filter(|&(time, _)| time <= self.limit) {
            let mut weights = self.table.weights(self.table.position(time));
            if weights.iter().any(|weight| weight.is_nan()) {
                for (weight, asked) in weights.iter_mut().zip(self.table.asked(time)) {
                    *weight = asked;
                }
            }
            for (sums, &value) in sums.iter_mut().zip(row) {
                // What weighs without bound adds nothing where there is nothing.
                if value != 0.0 {
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum = value.mul_add(weight, *sum);
                    }
                }
            }
        }
    }
}

impl<const W: usize, const C: usize> Group for Held<'_, W, C> {
    fn sums(&self) -> usize {
        BLOCKS * WIDE * C * W
    }

    fn place(&self, lane: usize, decay: usize, list: usize) -> usize {
        (lane * C + list) * W + decay
    }

    fn add(&self, nodes: &[usize], times: &[Lanes<BLOCKS>], sums: &mut [f64]) {
        pulp::Arch::new().dispatch(Kernel { held: self, nodes, times, sums });
    }
}

/// Whether there is anything in a row.
#[inline(always)]
fn holds(row: &[f64]) -> bool {
    row.iter().any(|&value| value != 0.0)
}

/// The adding, compiled for the widest registers of the machine.
struct Kernel<'k, 'a, const W: usize, const C: usize> {
    held: &'k Held<'a, W, C>,
    nodes: &'k [usize],
    times: &'k [Lanes<BLOCKS>],
    sums: &'k mut [f64],
}

impl<const W: usize, const C: usize> pulp::WithSimd for Kernel<'_, '_, W, C> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Self { held, nodes, times, sums } = self;
        let mut rows = [[0.0; C]; COLLECTED];
        for (row, &node) in rows.iter_mut().zip(nodes) {
            *row = held.rows[node];
        }
        let (sums, _) = sums.as_chunks_mut::<W>();
        let (sums, _) = sums.as_chunks_mut::<C>();
        for block in 0..BLOCKS {
            // Nodes that any lane of the block reaches, and where the times to them stand in the table.
            let mut near = [(0_usize, [0_u32; WIDE]); COLLECTED];
            let mut count = 0;
            for (index, times) in times.iter().enumerate() {
                near[count % COLLECTED] =
                    (index % COLLECTED, times[block].map(|time| held.table.position(time)));
                // Without a jump, lane by lane.
                let any = times[block].iter().fold(0, |any, &time| any | usize::from(time <= held.limit));
                count += any & usize::from(holds(&rows[index % COLLECTED]));
            }
            for lane in 0..WIDE {
                let sums = &mut sums[block * WIDE + lane];
                let mut added = *sums;
                for (index, positions) in &near[..count] {
                    let weights = held.table.weights(positions[lane]);
                    let row = &rows[*index];
                    for list in 0..C {
                        for decay in 0..W {
                            added[list][decay] = row[list].mul_add(weights[decay], added[list][decay]);
                        }
                    }
                }
                // A weight that the table does not know makes all sums of its decay unknown.
                if added.iter().flatten().any(|sum| sum.is_nan()) {
                    let time = |&(index, _): &(usize, _)| (times[index][block][lane], &rows[index]);
                    held.add_asked(near[..count].iter().map(time), sums);
                } else {
                    *sums = added;
                }
            }
        }
    }
}
