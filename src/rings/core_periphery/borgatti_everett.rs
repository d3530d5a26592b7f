//! One core and one periphery by the discrete model of Borgatti and Everett.

mod search;

use super::InteractionGraph;
use super::random::{Purpose, generator, share};
use rayon::prelude::*;
use search::Search;

/// A division into core and periphery, and how near it is to the ideal.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct DiscreteCore {
    /// Whether each place is core.
    pub core: Vec<bool>,
    /// Pearson's correlation of the interactions with the ideal, over all pairs of places; 1 is a perfect division.
    pub correlation: f64,
}

/// How [`borgatti_everett`] searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchOptions {
    /// How many times the search begins anew; 10 by default, as in cpnet. More can only be better.
    pub runs: usize,
    /// Seed of the random beginnings.
    pub seed: u64,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { runs: 10, seed: 1 }
    }
}

/// Which places are the core, if core places interact with each other and with the periphery, and peripheral places
/// not among themselves.
///
/// # Formula
/// The largest `corr(a_ij, δ_ij)` over pairs `i < j`, `δ_ij = 1` where `i` or `j` is core, else 0
///
/// # Units
/// Interactions in any unit, which cancels. [`InteractionGraph::binary`] counts who interacts, however much.
///
/// # Conventions
/// The correlation is maximised by Kernighan and Lin's exchange: in a pass every place changes side once, that which
/// leaves the highest correlation first, and the best state of the pass is kept. The first run begins with
/// the best division by strength, the others at random; the best run counts, the earlier at a tie. A search of this
/// kind finds a maximum, nearly always the largest, which cannot be proved. `None` where no division has
/// a correlation: fewer than three places, no interaction, or all pairs alike.
///
/// # Complexity
/// `O((n + m) log n)` a pass over `n` places and `m` pairs that interact.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, SearchOptions, borgatti_everett};
/// use jingwei::weights::Weights;
/// // Places 0 and 1 trade with all, the others with these two only.
/// let trade = Weights::from_neighbours(vec![vec![1, 2, 3, 4], vec![0, 2, 3, 4], vec![0, 1], vec![0, 1], vec![0, 1]]);
/// let found = borgatti_everett(&InteractionGraph::new(&trade)?, &SearchOptions::default()).expect("a core");
/// assert_eq!(found.core, [true, true, false, false, false]);
/// assert!((found.correlation - 1.0).abs() < 1e-12);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Borgatti, S. P. and Everett, M. G. (2000). Models of core/periphery structures. *Social Networks* 21(4).
///
/// Kernighan, B. W. and Lin, S. (1970). An efficient heuristic procedure for partitioning graphs. *Bell System
/// Technical Journal* 49(2).
#[must_use]
pub fn borgatti_everett(graph: &InteractionGraph, options: &SearchOptions) -> Option<DiscreteCore> {
    if graph.len() < 3 || graph.is_uniform() {
        return None;
    }
    let runs: Vec<(f64, Vec<bool>)> = (0..options.runs.max(1))
        .into_par_iter()
        .map(|run| {
            let mut search = Search::new(graph);
            search.start(if run == 0 { by_strength(graph) } else { at_random(graph, options.seed, run) });
            search.climb();
            let core = search.core;
            (correlation(graph, &core).unwrap_or(-1.0), core)
        })
        .collect();
    let best = runs.into_iter().reduce(|best, run| if run.0 > best.0 + SAME { run } else { best });
    best.map(|(correlation, core)| DiscreteCore { core, correlation })
}

/// Correlations nearer than this are one: they differ by the order of summing.
const SAME: f64 = 1e-12;

/// Pearson's correlation of the interactions with the ideal of a given core, the measure that [`borgatti_everett`]
/// maximises; `None` where either does not vary.
///
/// # Panics
/// If `core` does not have one value a place.
#[must_use]
pub fn correlation(graph: &InteractionGraph, core: &[bool]) -> Option<f64> {
    assert_eq!(core.len(), graph.len(), "one value a place");
    if graph.is_uniform() {
        return None;
    }
    let ideal = Ideal::of(graph);
    let touching = graph.each_pair().filter(|&(i, j, _)| core[i] || core[j]).map(|(.., value)| value).sum();
    ideal.correlation(touching, core.iter().filter(|&&core| core).count())
}

/// What of the correlation does not depend on who is core.
#[derive(Debug, Clone, Copy)]
struct Ideal {
    places: f64,
    pairs: f64,
    mean: f64,
    /// Square root of the sum of squared deviations of the interactions.
    spread: f64,
}

impl Ideal {
    fn of(graph: &InteractionGraph) -> Self {
        let pairs = graph.possible_pairs();
        let spread = graph.squared_deviation().sqrt();
        Self { places: graph.len() as f64, pairs, mean: graph.total() / pairs, spread }
    }

    /// The correlation when the interactions with a core of `cores` places add up to `touching`.
    fn correlation(&self, touching: f64, cores: usize) -> Option<f64> {
        let outside = self.places - cores as f64;
        let apart = outside * (outside - 1.0) / 2.0;
        let ones = self.pairs - apart;
        let varies = ones > 0.0 && apart > 0.0 && self.spread > 0.0;
        varies.then(|| {
            (touching - self.mean * ones) / (self.spread * (ones / self.pairs).sqrt() * apart.sqrt())
        })
    }
}

/// The best of the cores that hold the strongest places down to some strength.
fn by_strength(graph: &InteractionGraph) -> Vec<bool> {
    let ideal = Ideal::of(graph);
    let strengths = graph.strengths();
    let mut order: Vec<usize> = (0..graph.len()).collect();
    order.sort_by(|&i, &j| strengths[j].total_cmp(&strengths[i]));
    let mut core = vec![false; graph.len()];
    let mut touching = 0.0;
    let mut best = (f64::NEG_INFINITY, 0);
    for (at, &i) in order.iter().enumerate() {
        core[i] = true;
        touching += graph.row(i).filter(|&(j, _)| !core[j]).map(|(_, value)| value).sum::<f64>();
        if let Some(correlation) = ideal.correlation(touching, at + 1)
            && correlation > best.0
        {
            best = (correlation, at + 1);
        }
    }
    for &i in &order[best.1..] {
        core[i] = false;
    }
    core
}

fn at_random(graph: &InteractionGraph, seed: u64, run: usize) -> Vec<bool> {
    let mut random = generator(Purpose::Run, seed, run as u64);
    // Cores of all sizes, because a search ends near where it begins.
    let size = share(&mut random);
    (0..graph.len()).map(|_| share(&mut random) < size).collect()
}

#[cfg(test)]
mod tests;
