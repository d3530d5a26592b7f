//! Several cores, each with its own periphery, beyond what chance would join.

use super::InteractionGraph;
use super::borgatti_everett::SearchOptions;
use super::random::{Purpose, generator, share, shuffle};
use rand::Rng;
use rayon::prelude::*;

/// What chance alone would join, against which [`multiple_cores`] measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Every pair alike (Erdős–Rényi): `p`, the mean interaction of a pair.
    Uniform,
    /// Pairs by their strengths (configuration model): `s_i s_j / 2M`. A core of strong places alone is none then.
    Strengths,
}

/// Groups of a core and its periphery.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MultipleCores {
    /// The group of each place, from 0 in the order of the first place of each.
    pub group: Vec<usize>,
    /// Whether each place is core in its group.
    pub core: Vec<bool>,
    /// The share of each group in the quality.
    pub qualities: Vec<f64>,
    /// The quality of all groups together: interaction beyond chance as a share of all interaction.
    pub quality: f64,
}

/// Which places form a core with a periphery of its own, as many such groups as there are.
///
/// # Formula
/// The largest `Q = 1 / M · Σ_{pairs of one group} (a_ij − e_ij)(x_i + x_j − x_i x_j)`, `x = 1` for core and 0 for
/// periphery, `M` the sum of all interactions, `e_ij` as [`Expected`] says. With [`Expected::Strengths`] the pairs include
/// that of each place with itself, half, as in the paper.
///
/// # Units
/// Interactions in any unit, which cancels.
///
/// # Conventions
/// Each place begins as a group of its own; in random order each joins the group of a partner, as core or periphery,
/// where that raises the quality most, or leaves for one of its own, until none does; then groups join each other, and so
/// on. Every second run begins with all in one group and a core at random. The best of the runs counts, the earlier at a tie. A group need
/// not have a periphery, and a group of one place is none: see [`q_s_test`](super::q_s_test) for those that chance does
/// not make. `None` where there is no interaction.
///
/// # Complexity
/// `O(m)` a sweep over `m` pairs that interact.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{Expected, InteractionGraph, SearchOptions, multiple_cores};
/// use jingwei::weights::Weights;
/// // Two stars, 0 and 4 their centres, joined by a link of two rays.
/// let trade = Weights::from_neighbours(vec![
///     vec![1, 2, 3], vec![0], vec![0], vec![0, 5], vec![5, 6, 7], vec![3, 4], vec![4], vec![4],
/// ]);
/// let graph = InteractionGraph::new(&trade)?;
/// let found = multiple_cores(&graph, Expected::Uniform, &SearchOptions::default()).expect("groups");
/// assert_eq!(found.group, [0, 0, 0, 0, 1, 1, 1, 1]);
/// assert!(found.core[0] && found.core[4]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Kojaku, S. and Masuda, N. (2017). Finding multiple core-periphery pairs in networks. *Physical Review E* 96, 052313.
///
/// Kojaku, S. and Masuda, N. (2018). Core-periphery structure requires something else in the network. *New Journal of
/// Physics* 20, 043012.
#[must_use]
pub fn multiple_cores(
    graph: &InteractionGraph,
    expected: Expected,
    options: &SearchOptions,
) -> Option<MultipleCores> {
    if graph.pairs() == 0 {
        return None;
    }
    let runs: Vec<MultipleCores> = (0..options.runs.max(1))
        .into_par_iter()
        .map(|run| {
            let mut random = generator(Purpose::Run, options.seed, run as u64);
            let mut labels = Labels::new(graph, Chance::of(graph, expected));
            if run % 2 == 1 {
                labels.put_together(&mut random);
            }
            labels.settle(&mut random);
            labels.finish()
        })
        .collect();
    let better = |one: &MultipleCores, other: &MultipleCores| one.quality > other.quality + 1e-12;
    runs.into_iter().reduce(|best, run| if better(&run, &best) { run } else { best })
}

/// The share of each group in the quality that [`multiple_cores`] maximises, for given groups.
///
/// # Panics
/// If `group` and `core` do not have one value a place, or there is no interaction.
#[must_use]
pub fn group_qualities(
    graph: &InteractionGraph,
    expected: Expected,
    group: &[usize],
    core: &[bool],
) -> Vec<f64> {
    assert!(group.len() == graph.len() && core.len() == graph.len(), "one value a place");
    assert!(graph.pairs() > 0, "some interaction");
    let chance = Chance::of(graph, expected);
    let groups = group.iter().max().map_or(0, |last| last + 1);
    let mut qualities = vec![0.0; groups];
    let (mut cores, mut peripheries, mut own) = (vec![0.0; groups], vec![0.0; groups], vec![0.0; groups]);
    for i in 0..graph.len() {
        let mass = chance.mass(i);
        let of = if core[i] { &mut cores } else { &mut peripheries };
        of[group[i]] += mass;
        if core[i] {
            own[group[i]] += mass * mass;
        }
    }
    for (i, j, value) in graph.each_pair() {
        if group[i] == group[j] && (core[i] || core[j]) {
            qualities[group[i]] += value;
        }
    }
    for (at, quality) in qualities.iter_mut().enumerate() {
        // Pairs inside the core, without or with those of a place with itself.
        let itself = if chance.with_itself { 0.0 } else { own[at] };
        let inside = (cores[at] * cores[at] - itself) / 2.0;
        *quality = (*quality - chance.factor * (inside + cores[at] * peripheries[at])) / graph.total();
    }
    qualities
}

/// `e_ij = factor · mass_i · mass_j`.
#[derive(Debug, Clone, Copy)]
struct Chance<'a> {
    factor: f64,
    /// The strengths, or 1 for each.
    masses: Option<&'a [f64]>,
    with_itself: bool,
}

impl<'a> Chance<'a> {
    fn of(graph: &'a InteractionGraph, expected: Expected) -> Self {
        match expected {
            Expected::Uniform => {
                Self { factor: graph.total() / graph.possible_pairs(), masses: None, with_itself: false }
            }
            Expected::Strengths => Self {
                factor: 1.0 / (2.0 * graph.total()),
                masses: Some(graph.strengths()),
                with_itself: true,
            },
        }
    }

    fn mass(&self, i: usize) -> f64 {
        self.masses.map_or(1.0, |masses| masses[i])
    }
}

/// Groups in the making.
struct Labels<'a> {
    graph: &'a InteractionGraph,
    chance: Chance<'a>,
    group: Vec<usize>,
    core: Vec<bool>,
    /// The masses of the core and of the periphery of each group.
    cores: Vec<f64>,
    peripheries: Vec<f64>,
    /// How many places each group has, and the groups without any.
    members: Vec<usize>,
    free: Vec<usize>,
    /// Scratch: interaction of the place at hand with the core and the periphery of each group.
    to_core: Vec<f64>,
    to_periphery: Vec<f64>,
}

/// More sweeps than this are not made; most networks take fewer than ten.
const MOST_SWEEPS: usize = 1000;

impl<'a> Labels<'a> {
    fn new(graph: &'a InteractionGraph, chance: Chance<'a>) -> Self {
        let n = graph.len();
        Self {
            graph,
            chance,
            group: (0..n).collect(),
            core: vec![true; n],
            cores: (0..n).map(|i| chance.mass(i)).collect(),
            peripheries: vec![0.0; n],
            members: vec![1; n],
            free: Vec::new(),
            to_core: vec![0.0; n],
            to_periphery: vec![0.0; n],
        }
    }

    /// All in one group, a random share of them core.
    fn put_together(&mut self, random: &mut impl Rng) {
        let n = self.graph.len();
        let size = share(random);
        self.core = (0..n).map(|_| share(random) < size).collect();
        self.group.fill(0);
        self.members.fill(0);
        self.members[0] = n;
        self.free = (1..n).rev().collect();
        self.cores.fill(0.0);
        for i in 0..n {
            let mass = self.chance.mass(i);
            self.of(self.core[i])[0] += mass;
        }
    }

    /// Places move, then groups join, until neither gains.
    fn settle(&mut self, random: &mut impl Rng) {
        let least = 1e-12 * self.graph.total();
        for _ in 0..MOST_SWEEPS {
            self.move_places(random, least);
            if !self.join_groups(least) {
                break;
            }
        }
    }

    fn move_places(&mut self, random: &mut impl Rng, least: f64) {
        let mut order: Vec<usize> = (0..self.graph.len()).collect();
        for _ in 0..MOST_SWEEPS {
            shuffle(&mut order, random);
            let mut moved = false;
            for &i in &order {
                moved |= self.place(i, least);
            }
            if !moved {
                break;
            }
        }
    }

    /// Joins each group to the one with which it gains most, everybody keeping its part; whether any did.
    fn join_groups(&mut self, least: f64) -> bool {
        let n = self.graph.len();
        let mut members = vec![Vec::new(); n];
        for (i, &group) in self.group.iter().enumerate() {
            members[group].push(i);
        }
        let (mut with, mut met, mut joined) = (vec![0.0; n], Vec::new(), false);
        for group in 0..n {
            for &i in &members[group] {
                for (j, value) in self.graph.row(i).filter(|&(j, _)| self.core[i] || self.core[j]) {
                    met.push(self.group[j]);
                    with[self.group[j]] += value;
                }
            }
            met.sort_unstable();
            met.dedup();
            let gain = |other: usize| {
                let both = self.cores[group] * (self.cores[other] + self.peripheries[other]);
                with[other] - self.chance.factor * (both + self.peripheries[group] * self.cores[other])
            };
            let others =
                met.iter().copied().filter(|&other| other != group).map(|other| (gain(other), other));
            let best = others.reduce(|best, next| if next.0 > best.0 { next } else { best });
            for group in met.drain(..) {
                with[group] = 0.0;
            }
            let Some((_, into)) = best.filter(|&(gain, _)| gain > least) else { continue };
            joined = true;
            let moving = std::mem::take(&mut members[group]);
            self.members[into] += std::mem::take(&mut self.members[group]);
            self.free.push(group);
            for &i in &moving {
                self.group[i] = into;
            }
            members[into].extend(moving);
            self.cores[into] += std::mem::take(&mut self.cores[group]);
            self.peripheries[into] += std::mem::take(&mut self.peripheries[group]);
        }
        joined
    }

    /// Puts place `i` where it adds most; whether it moved.
    fn place(&mut self, i: usize, least: f64) -> bool {
        let (group, core, mass) = (self.group[i], self.core[i], self.chance.mass(i));
        self.of(core)[group] -= mass;
        for (j, value) in self.graph.row(i) {
            let to = if self.core[j] { &mut self.to_core } else { &mut self.to_periphery };
            to[self.group[j]] += value;
        }
        let worth = |group: usize, core: bool| {
            let (mut joined, mut expected) = (self.to_core[group], self.cores[group]);
            if core {
                joined += self.to_periphery[group];
                expected += self.peripheries[group];
                if self.chance.with_itself {
                    expected += mass / 2.0;
                }
            }
            joined - self.chance.factor * mass * expected
        };
        let stays = worth(group, core);
        let mut best = (stays + least, group, core);
        let partners = self.graph.row(i).map(|(j, _)| self.group[j]);
        for group in partners.chain([group]) {
            for core in [true, false] {
                let worth = worth(group, core);
                // The lower group at a tie, so that the order of the partners does not matter.
                if worth.total_cmp(&best.0).then_with(|| (best.1, best.2).cmp(&(group, core))).is_gt() {
                    best = (worth, group, core);
                }
            }
        }
        if best.0 < -least
            && self.members[group] > 1
            && let Some(&alone) = self.free.last()
        {
            best = (0.0, alone, false);
        }
        for (j, _) in self.graph.row(i) {
            (self.to_core[self.group[j]], self.to_periphery[self.group[j]]) = (0.0, 0.0);
        }
        let moved = (best.1, best.2) != (group, core);
        if best.1 != group {
            if self.free.last() == Some(&best.1) {
                self.free.pop();
                (self.cores[best.1], self.peripheries[best.1]) = (0.0, 0.0);
            }
            self.members[best.1] += 1;
            self.members[group] -= 1;
            if self.members[group] == 0 {
                self.free.push(group);
            }
        }
        (self.group[i], self.core[i]) = (best.1, best.2);
        self.of(best.2)[best.1] += mass;
        moved
    }

    fn of(&mut self, core: bool) -> &mut [f64] {
        if core { &mut self.cores } else { &mut self.peripheries }
    }

    fn finish(self) -> MultipleCores {
        let mut number = vec![None; self.group.len()];
        let mut groups = 0;
        let group: Vec<usize> = self
            .group
            .iter()
            .map(|&label| {
                *number[label].get_or_insert_with(|| {
                    groups += 1;
                    groups - 1
                })
            })
            .collect();
        let expected = if self.chance.with_itself { Expected::Strengths } else { Expected::Uniform };
        let qualities = group_qualities(self.graph, expected, &group, &self.core);
        MultipleCores { quality: qualities.iter().sum(), group, core: self.core, qualities }
    }
}

#[cfg(test)]
mod tests {
    use super::super::judge::{cores, small_graph};
    use super::*;

    /// The quality as it is written, over all ordered pairs.
    fn obvious(graph: &InteractionGraph, expected: Expected, group: &[usize], core: &[bool]) -> f64 {
        let n = graph.len();
        let (s, double) = (graph.strengths(), graph.strengths().iter().sum::<f64>());
        let mut sum = 0.0;
        for i in 0..n {
            for j in (0..n).filter(|&j| group[i] == group[j] && (core[i] || core[j])) {
                let value = graph.row(i).find(|&(to, _)| to == j).map_or(0.0, |(_, value)| value);
                sum += match expected {
                    Expected::Uniform if i == j => 0.0,
                    Expected::Uniform => value - double / (n * (n - 1)) as f64,
                    Expected::Strengths => value - s[i] * s[j] / double,
                };
            }
        }
        sum / double
    }

    /// All ways to put `n` places into groups, each group numbered by its first place.
    fn groupings(n: usize) -> Vec<Vec<usize>> {
        let mut all = vec![vec![]];
        for _ in 0..n {
            all = all
                .into_iter()
                .flat_map(|so_far: Vec<usize>| {
                    let groups = so_far.iter().max().map_or(0, |last| last + 1);
                    (0..=groups).map(move |group| so_far.iter().copied().chain([group]).collect())
                })
                .collect();
        }
        all
    }

    #[test]
    fn the_best_of_all_groupings_of_small_graphs_is_found() {
        for expected in [Expected::Uniform, Expected::Strengths] {
            let mut reached = 0;
            for seed in 0..10 {
                let graph = small_graph(6, 0.35 + 0.03 * seed as f64, seed % 2 == 0, seed);
                let options = SearchOptions { runs: 50, seed: 1 };
                let found = multiple_cores(&graph, expected, &options).unwrap();
                let ours = obvious(&graph, expected, &found.group, &found.core);
                assert!((found.quality - ours).abs() < 1e-12, "{} {ours}", found.quality);
                let best = groupings(6)
                    .iter()
                    .flat_map(|group| cores(6).map(|core| obvious(&graph, expected, group, &core)))
                    .fold(f64::NEG_INFINITY, f64::max);
                assert!(found.quality < best + 1e-12);
                reached += usize::from(found.quality > best - 1e-9);
            }
            // Moves of one place at a time may end below the best.
            assert!(reached >= 8, "{expected:?}: {reached} of 10");
        }
    }

    #[test]
    fn no_interaction_has_no_groups_and_a_place_alone_is_one() {
        let options = SearchOptions::default();
        for expected in [Expected::Uniform, Expected::Strengths] {
            assert_eq!(multiple_cores(&InteractionGraph::of_pairs(0, &[]), expected, &options), None);
            assert_eq!(multiple_cores(&InteractionGraph::of_pairs(4, &[]), expected, &options), None);
            let pair = InteractionGraph::of_pairs(3, &[(0, 1, 2.0)]);
            let found = multiple_cores(&pair, expected, &options).unwrap();
            assert_eq!(found.group, [0, 0, 1]);
            assert!(found.qualities[1].abs() < 1e-15);
        }
    }
}
