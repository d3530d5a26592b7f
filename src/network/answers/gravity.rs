//! Several sums of opportunities weighed by decays, made together.
//!
//! What a decay weighs at a time is found once for all opportunities, and for several decays side by side. Nodes are
//! collected, so that the sums of one place asked about stay in registers while many nodes are added to them.

#![expect(clippy::inline_always, reason = "compiled into the kernel, for the widest registers")]

use super::decay_table::{DecayTable, Function};
use crate::network::hierarchy::BLOCKS;
use crate::network::hierarchy::sweep::{Lanes, WIDE};

/// So many nodes are collected: their times stay in the nearest cache.
const COLLECTED: usize = 32;

/// A question: opportunities a node, the decay, and the longest trip that counts.
pub(super) type Asked<'a> = (&'a [f64], Function<'a>, u32);

/// All questions of this kind.
pub(super) struct Gravities<'a> {
    groups: Vec<Box<dyn Group + 'a>>,
    /// The group of each question, its decay and its opportunities there.
    asked: Vec<[usize; 3]>,
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
    pub(super) fn new(questions: &[Asked<'a>]) -> Self {
        let mut plans: Vec<Plan<'a>> = Vec::new();
        let mut asked = Vec::new();
        for &(list, decay, limit) in questions {
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
        Self { groups: plans.into_iter().map(Plan::ready).collect(), asked }
    }

    pub(super) fn start(&self) -> Collected {
        Collected {
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
pub(super) struct Collected {
    nodes: Vec<usize>,
    times: Vec<Lanes<BLOCKS>>,
    sums: Vec<Vec<f64>>,
}

impl Collected {
    #[inline(always)]
    pub(super) fn visit(&mut self, questions: &Gravities<'_>, node: usize, times: &Lanes<BLOCKS>) {
        if questions.groups.iter().any(|group| group.holds(node)) {
            self.nodes.push(node);
            self.times.push(*times);
            if self.nodes.len() == COLLECTED {
                self.add(questions);
            }
        }
    }

    /// Adds what waits.
    #[inline(never)]
    fn add(&mut self, questions: &Gravities<'_>) {
        for (group, sums) in questions.groups.iter().zip(&mut self.sums) {
            group.add(&self.nodes, &self.times, sums);
        }
        self.nodes.clear();
        self.times.clear();
    }

    /// Adds what still waits, and gives its memory back.
    pub(super) fn finish(&mut self, questions: &Gravities<'_>) {
        self.add(questions);
        (self.nodes, self.times) = (Vec::new(), Vec::new());
    }

    /// The answer to each question for the place in `lane`.
    pub(super) fn of<'q>(
        &'q self,
        questions: &'q Gravities<'_>,
        lane: usize,
    ) -> impl Iterator<Item = f64> + 'q {
        let answer = move |&[group, decay, list]: &[usize; 3]| {
            self.sums[group][questions.groups[group].place(lane, decay, list)]
        };
        questions.asked.iter().map(answer)
    }
}

/// A group of questions, whatever its size.
trait Group: Sync {
    /// How many sums.
    fn sums(&self) -> usize;
    /// Where the sum of a lane stands.
    fn place(&self, lane: usize, decay: usize, list: usize) -> usize;
    /// Whether there is an opportunity at `node`.
    fn holds(&self, node: usize) -> bool;
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

    /// Adds what the functions themselves say.
    #[cold]
    #[inline(never)]
    fn add_asked(&self, time: u32, row: &[f64; C], sums: &mut [[f64; W]; C]) {
        for (decay, weight) in self.table.asked(time).enumerate() {
            for (sums, &value) in sums.iter_mut().zip(row) {
                // What weighs without bound adds nothing where there is nothing.
                if value != 0.0 {
                    sums[decay] += value * weight;
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

    fn holds(&self, node: usize) -> bool {
        holds(&self.rows[node])
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
            // Nodes that any lane of the block reaches.
            let (mut near, mut count) = ([0_usize; COLLECTED], 0);
            for (index, times) in times.iter().enumerate() {
                // Without a jump, lane by lane.
                let any = times[block].iter().fold(0, |any, &time| any | usize::from(time <= held.limit));
                near[count % COLLECTED] = index;
                count += any & usize::from(holds(&rows[index % COLLECTED]));
            }
            for lane in 0..WIDE {
                // Those of the lane, gathered without a jump that could be guessed wrongly.
                let (mut reached, mut within) = ([(0_u32, 0_usize); COLLECTED], 0);
                for &index in &near[..count] {
                    let time = times[index][block][lane];
                    reached[within % COLLECTED] = (time, index);
                    within += usize::from(time <= held.limit);
                }
                let mut added = sums[block * WIDE + lane];
                for &(time, index) in &reached[..within] {
                    let row = &rows[index % COLLECTED];
                    let Some(weights) = held.table.weights(time) else {
                        held.add_asked(time, row, &mut added);
                        continue;
                    };
                    for list in 0..C {
                        for decay in 0..W {
                            added[list][decay] = row[list].mul_add(weights[decay], added[list][decay]);
                        }
                    }
                }
                sums[block * WIDE + lane] = added;
            }
        }
    }
}
