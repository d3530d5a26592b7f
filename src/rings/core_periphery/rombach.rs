//! A coreness that falls from core to periphery as steeply as asked for.

use super::InteractionGraph;
use super::random::{Purpose, generator, shuffle};
use crate::error::{Code, Finding, Result};
use rayon::prelude::*;

/// How [`rombach`] draws the line between core and periphery, and searches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RombachOptions {
    /// How sharp the line is: 0 lets the coreness rise evenly, 1 makes it 0 or 1. 0.5 by default, as in cpnet.
    pub sharpness: f64,
    /// The share of places in the periphery; 0.8 by default, as in cpnet.
    pub periphery: f64,
    /// Whether ranks begin with 1, as in the paper and by default, or with 0, as in cpnet.
    pub ranks: Ranks,
    /// How many times the search begins anew; 10 by default. More can only be better.
    pub runs: usize,
    /// Seed of the random beginnings.
    pub seed: u64,
}

impl Default for RombachOptions {
    fn default() -> Self {
        Self { sharpness: 0.5, periphery: 0.8, ranks: Ranks::FromOne, runs: 10, seed: 1 }
    }
}

/// The rank of the least central place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranks {
    /// 1: the most central place has a coreness of 1.
    FromOne,
    /// 0: the least central place has a coreness of 0.
    FromZero,
}

/// A coreness of each place, and how well the interactions agree with it.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Rombach {
    /// Coreness of each place, from 0 to 1.
    pub coreness: Vec<f64>,
    /// The core quality, in the unit of the interactions; each pair counts in both directions.
    pub quality: f64,
}

/// How central each place is, if coreness by rank follows a given line.
///
/// # Formula
/// The largest `R = Σ_ij a_ij c_i c_j` over the orders of the places, where the place of rank `r` of `n` has
/// `c = r (1 − α) / 2b` for `r ≤ b`, else `c = (r − b) (1 − α) / 2(n − b) + (1 + α) / 2`; `b = ⌊β n⌋`, `α` the sharpness,
/// `β` the share of the periphery
///
/// # Units
/// Interactions in any unit, the quality in the same; the coreness has none.
///
/// # Conventions
/// Each place in turn changes ranks with the one with which that raises the quality most, until none does. The first
/// run begins with the order by strength, the others at random, and the best counts: a maximum, which need not be the
/// largest. At a tie the lower place has the lower rank. `None` where there is no interaction.
///
/// # Errors
/// A sharpness or a share of the periphery outside 0 to 1.
///
/// # Complexity
/// `O(n²)` a sweep over `n` places.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, RombachOptions, rombach};
/// use jingwei::weights::Weights;
/// // A star of five: its centre is the most central place, whatever the line.
/// let star = Weights::from_neighbours(vec![vec![1], vec![0, 2, 3, 4], vec![1], vec![1], vec![1]]);
/// let found = rombach(&InteractionGraph::new(&star)?, &RombachOptions::default())?.expect("coreness");
/// assert_eq!(found.coreness[1], 1.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rombach, P., Porter, M. A., Fowler, J. H. and Mucha, P. J. (2017). Core-periphery structure in networks
/// (revisited). *SIAM Review* 59(3).
pub fn rombach(graph: &InteractionGraph, options: &RombachOptions) -> Result<Option<Rombach>> {
    let line = line(graph.len(), options)?;
    if graph.pairs() == 0 {
        return Ok(None);
    }
    let runs: Vec<Rombach> = (0..options.runs.max(1))
        .into_par_iter()
        .map(|run| {
            let mut order: Vec<usize> = (0..graph.len()).collect();
            if run == 0 {
                order.sort_by(|&i, &j| graph.strengths()[i].total_cmp(&graph.strengths()[j]));
            } else {
                shuffle(&mut order, &mut generator(Purpose::Run, options.seed, run as u64));
            }
            let mut coreness = vec![0.0; graph.len()];
            for (&i, &c) in order.iter().zip(&line) {
                coreness[i] = c;
            }
            exchange(graph, &mut coreness);
            Rombach { quality: rombach_quality(graph, &coreness), coreness }
        })
        .collect();
    let better = |one: &Rombach, other: &Rombach| one.quality > other.quality * (1.0 + 1e-12);
    Ok(runs.into_iter().reduce(|best, run| if better(&run, &best) { run } else { best }))
}

/// How well the interactions agree with a given coreness, `Σ_ij a_ij c_i c_j`, which [`rombach`] makes as large as it
/// can.
///
/// # Panics
/// If `coreness` does not have one value a place.
#[must_use]
pub fn rombach_quality(graph: &InteractionGraph, coreness: &[f64]) -> f64 {
    assert_eq!(coreness.len(), graph.len(), "one value a place");
    2.0 * graph.each_pair().map(|(i, j, value)| value * coreness[i] * coreness[j]).sum::<f64>()
}

/// The coreness by rank, never falling.
fn line(n: usize, options: &RombachOptions) -> Result<Vec<f64>> {
    for (name, value) in [("sharpness", options.sharpness), ("periphery", options.periphery)] {
        if !(0.0..=1.0).contains(&value) {
            let what = format!("the {name} of a core is a share from 0 to 1");
            return Err(Finding::new(Code::BadSetting, what).field(name).value(value).into());
        }
    }
    let (alpha, places) = (options.sharpness, n as f64);
    let edge = (options.periphery * places).floor();
    let first = match options.ranks {
        Ranks::FromOne => 1,
        Ranks::FromZero => 0,
    };
    let at = |rank: f64| match rank <= edge {
        // Rank 0 and no periphery: the quotient would be 0 / 0.
        true if rank == 0.0 => 0.0,
        true => rank * (1.0 - alpha) / (2.0 * edge),
        false => (rank - edge) * (1.0 - alpha) / (2.0 * (places - edge)) + f64::midpoint(1.0, alpha),
    };
    Ok((first..first + n).map(|rank| at(rank as f64)).collect())
}

/// More sweeps than this are not made; most networks take fewer than ten.
const MOST_SWEEPS: usize = 1000;

fn exchange(graph: &InteractionGraph, coreness: &mut [f64]) {
    let n = graph.len();
    let mut with = vec![0.0; n];
    let least = 1e-12 * graph.total();
    for _ in 0..MOST_SWEEPS {
        // Anew for each sweep, so that rounding does not gather.
        let mut pull = graph.times(coreness);
        let mut moved = false;
        for i in 0..n {
            for (j, value) in graph.row(i) {
                with[j] = value;
            }
            let mut best = (least, i);
            for j in 0..n {
                let more = coreness[j] - coreness[i];
                let gain = more * (pull[i] - pull[j] - with[j] * more);
                if gain > best.0 {
                    best = (gain, j);
                }
            }
            for (j, _) in graph.row(i) {
                with[j] = 0.0;
            }
            let j = best.1;
            if j == i {
                continue;
            }
            let more = coreness[j] - coreness[i];
            coreness.swap(i, j);
            for (k, value) in graph.row(i) {
                pull[k] += value * more;
            }
            for (k, value) in graph.row(j) {
                pull[k] -= value * more;
            }
            moved = true;
        }
        if !moved {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::judge::small_graph;
    use super::*;

    /// The best quality over all orders, each by Heap's exchange.
    fn obvious(graph: &InteractionGraph, line: &mut [f64], left: usize) -> f64 {
        if left == 1 {
            return rombach_quality(graph, line);
        }
        let mut best = f64::NEG_INFINITY;
        for i in 0..left {
            best = best.max(obvious(graph, line, left - 1));
            line.swap(if left.is_multiple_of(2) { i } else { 0 }, left - 1);
        }
        best
    }

    #[test]
    fn no_order_of_any_small_graph_is_better() {
        for seed in 0..12 {
            let graph = small_graph(7, 0.3 + 0.05 * seed as f64, seed % 2 == 0, seed);
            let options = RombachOptions {
                sharpness: 0.1 * (seed % 11) as f64,
                periphery: 0.3 + 0.1 * (seed % 6) as f64,
                ..RombachOptions::default()
            };
            let found = rombach(&graph, &options).unwrap().unwrap();
            let best = obvious(&graph, &mut line(7, &options).unwrap(), 7);
            assert!((found.quality - best).abs() < 1e-9, "seed {seed}: {} {best}", found.quality);
        }
    }

    #[test]
    fn the_line_is_that_of_the_paper() {
        let line = |sharpness, periphery, ranks| {
            line(4, &RombachOptions { sharpness, periphery, ranks, ..RombachOptions::default() }).unwrap()
        };
        assert_eq!(line(0.0, 0.5, Ranks::FromOne), [0.25, 0.5, 0.75, 1.0]);
        assert_eq!(line(1.0, 0.5, Ranks::FromOne), [0.0, 0.0, 1.0, 1.0]);
        assert_eq!(line(0.5, 0.5, Ranks::FromZero), [0.0, 0.125, 0.25, 0.875]);
        assert_eq!(line(0.0, 0.0, Ranks::FromOne), [0.625, 0.75, 0.875, 1.0]);
        assert_eq!(line(0.0, 0.0, Ranks::FromZero), [0.0, 0.625, 0.75, 0.875]);
        assert_eq!(line(0.0, 1.0, Ranks::FromOne), [0.125, 0.25, 0.375, 0.5]);
    }

    #[test]
    fn options_out_of_range_are_refused_and_no_interaction_has_no_core() {
        let none = InteractionGraph::of_pairs(3, &[]);
        assert_eq!(rombach(&none, &RombachOptions::default()).unwrap(), None);
        for bad in [-0.1, 1.1, f64::NAN] {
            assert!(rombach(&none, &RombachOptions { sharpness: bad, ..RombachOptions::default() }).is_err());
            assert!(rombach(&none, &RombachOptions { periphery: bad, ..RombachOptions::default() }).is_err());
        }
    }
}
