//! Simulated annealing.

use super::super::partition::Partition;
use super::super::random::{below, share};
use super::descent::descend;
use rand::Rng;

/// How slowly a search cools.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Annealing {
    /// The first temperature, as a share of the mean rise of a random move. Default 0.3.
    pub heat: f64,
    /// What a round leaves of the temperature, above 0 and below 1. Default 0.9.
    pub cooling: f64,
    /// Rounds. Default 60, which leave a six-hundredth of the first temperature.
    pub rounds: usize,
    /// Moves tried a unit and round. Default 10.
    pub tries: usize,
}

impl Default for Annealing {
    fn default() -> Self {
        Self { heat: 0.3, cooling: 0.9, rounds: 60, tries: 10 }
    }
}

pub(super) fn anneal(partition: &mut Partition, annealing: &Annealing, random: &mut impl Rng) {
    let units = partition.of().len();
    let mut temperature = annealing.heat * mean_rise(partition, random);
    let mut best = (partition.within(), partition.of().to_vec());
    if temperature > 0.0 {
        for _ in 0..annealing.rounds {
            for _ in 0..units * annealing.tries {
                try_move(partition, temperature, random);
            }
            partition.sum_anew();
            let sum = partition.within();
            if sum < best.0 {
                best = (sum, partition.of().to_vec());
            }
            temperature *= annealing.cooling;
        }
    }
    *partition = Partition::new(partition.problem, best.1);
    descend(partition, random);
}

/// A unit and a neighbouring region, at random; `None` where the draw finds none.
fn draw(partition: &Partition, random: &mut impl Rng) -> Option<(usize, usize)> {
    let i = below(partition.of().len(), random);
    let region = neighbouring(partition, i, random)?;
    (region != partition.of()[i] && partition.has_others(i)).then_some((i, region))
}

fn neighbour(partition: &Partition, i: usize, random: &mut impl Rng) -> Option<usize> {
    let mut neighbours = partition.problem.graph.neighbours(i);
    let count = neighbours.len();
    if count == 0 { None } else { neighbours.nth(below(count, random)) }
}

fn neighbouring(partition: &Partition, i: usize, random: &mut impl Rng) -> Option<usize> {
    neighbour(partition, i, random).map(|j| partition.of()[j])
}

/// The mean of the changes that are rises, over as many draws as there are units.
fn mean_rise(partition: &Partition, random: &mut impl Rng) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for _ in 0..4 * partition.of().len() {
        if let Some((i, region)) = draw(partition, random) {
            let change = partition.change(i, region);
            if change > 0.0 {
                sum += change;
                count += 1.0;
            }
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// One random move, or an exchange where the floor does not allow the move alone.
fn try_move(partition: &mut Partition, temperature: f64, random: &mut impl Rng) {
    let Some((i, region)) = draw(partition, random) else { return };
    let from = partition.of()[i];
    let change = partition.change(i, region);
    // Metropolis: a rise is accepted with probability exp(−rise / temperature).
    let allowed = -temperature * libm::log(1.0 - share(random));
    if partition.can_spare(i) {
        if change <= allowed && partition.is_whole_without(i, from) {
            partition.shift(i, region);
        }
        return;
    }
    partition.shift(i, region);
    if !fill_up(partition, i, from, allowed - change, random) {
        partition.shift(i, from);
    }
}

/// Moves another unit into the region that unit `i` has left, for a change of at most `allowed`.
fn fill_up(partition: &mut Partition, i: usize, region: usize, allowed: f64, random: &mut impl Rng) -> bool {
    for _ in 0..DRAWS {
        let members = partition.members(region);
        let beside = members[below(members.len(), random)];
        let Some(j) = neighbour(partition, beside, random) else { continue };
        let other = partition.of()[j];
        if j == i || other == region || !partition.can_spare(j) || partition.change(j, region) > allowed {
            continue;
        }
        if !partition.is_whole_without(j, other) || !partition.is_whole_without(i, region) {
            continue;
        }
        partition.shift(j, region);
        if partition.reaches_floor(region) {
            return true;
        }
        partition.shift(j, other);
    }
    false
}

/// How many units are looked at to fill a region up.
const DRAWS: usize = 4;
