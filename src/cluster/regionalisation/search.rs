//! Ways to better a partition by moving units between neighbouring regions.

mod annealing;
mod descent;
mod tabu;

pub use annealing::Annealing;
pub use tabu::Tabu;

use super::partition::Partition;
use super::problem::Problem;
use super::random::generator;
use super::regions::{Start, numbered};
use rayon::prelude::*;

/// How units are moved to make the within sum of squares small. Every region stays contiguous and keeps the floor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Search {
    /// Only moves that lower the sum, region after region in random order, until none is left.
    Descent,
    /// The best move of all, even if it raises the sum, and never straight back.
    Tabu(Tabu),
    /// Random moves and exchanges, those that raise the sum ever more seldom; descent at the end. The default: it
    /// finds the lowest sums of the three.
    Annealing(Annealing),
}

impl Default for Search {
    fn default() -> Self {
        Self::Annealing(Annealing::default())
    }
}

/// Searches from every first partition, and keeps the best: the partition, and all sums.
pub(super) fn best_of(
    problem: &Problem,
    firsts: Vec<Vec<usize>>,
    search: Search,
    seed: u64,
) -> (Vec<usize>, Vec<Start>) {
    let searched: Vec<(Vec<usize>, Start)> = firsts
        .into_par_iter()
        .enumerate()
        .map(|(task, first)| {
            let (first, _) = numbered(&first);
            let mut partition = Partition::new(problem, first.clone());
            let before = partition.within();
            // Numbers below 2³² draw the first partitions.
            let mut random = generator(seed, (1 << 32) + task);
            match search {
                Search::Descent => descent::descend(&mut partition, &mut random),
                Search::Tabu(tabu) => tabu::search(&mut partition, &tabu, &mut random),
                Search::Annealing(annealing) => annealing::anneal(&mut partition, &annealing, &mut random),
            }
            let after = partition.within();
            // Rounding must not pass a worse partition off as a better one.
            let of = if after <= before { partition.of().to_vec() } else { first };
            (of, Start { before, after: after.min(before) })
        })
        .collect();
    let starts: Vec<Start> = searched.iter().map(|&(_, start)| start).collect();
    let best = searched.into_iter().min_by(|(_, a), (_, b)| a.after.total_cmp(&b.after));
    (best.map(|(of, _)| of).unwrap_or_default(), starts)
}

/// Below this a change is rounding, not a gain: a part in 10¹² of the sum to begin with.
fn least_gain(partition: &Partition) -> f64 {
    1e-12 * partition.within().max(f64::MIN_POSITIVE)
}
