//! A coreness that explains every interaction as a product, by minimum residuals.

use super::InteractionGraph;
use super::borgatti_everett::SearchOptions;
use super::random::{Purpose, generator, share};
use rayon::prelude::*;

/// A coreness of each place, and how much of the interactions it explains.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Minres {
    /// Coreness of each place, in the square root of the unit of the interactions; never negative.
    pub coreness: Vec<f64>,
    /// The sum of squared residuals over all ordered pairs of two places.
    pub residual: f64,
    /// The proportional reduction of error: 1 for interactions that are products of corenesses, 0 where these
    /// are no better than the mean interaction. `None` where all pairs interact alike.
    pub explained: Option<f64>,
}

/// How central each place is, if the interaction of two is the product of their corenesses.
///
/// # Formula
/// The least `Σ_{i ≠ j} (a_ij − c_i c_j)²`; explained `1 − Σ_{i ≠ j} (a_ij − c_i c_j)² / Σ_{i ≠ j} (a_ij − ā)²`
///
/// # Units
/// Interactions in any unit, the coreness in its square root.
///
/// # Conventions
/// What a place does with itself is unknown and has no part in it: that is the difference to the first
/// eigenvector. Each coreness in turn takes its best value for the others, `Σ_j a_ij c_j / Σ_{j ≠ i} c_j²`, until none
/// moves; the first run begins with the strengths, the others at random, and the best counts. `None` where there is no
/// interaction.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, SearchOptions, minres};
/// let trade = [vec![0.0, 6.0, 3.0], vec![6.0, 0.0, 2.0], vec![3.0, 2.0, 0.0]];
/// let found = minres(&InteractionGraph::from_matrix(&trade)?, &SearchOptions::default()).expect("coreness");
/// assert!((found.coreness[0] - 3.0).abs() < 1e-6); // 3·2, 3·1, 2·1
/// assert!((found.coreness[2] - 1.0).abs() < 1e-6);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Boyd, J. P., Fitzgerald, W. J., Mahutga, M. C. and Smith, D. A. (2010). Computing continuous core/periphery
/// structures for social relations data with MINRES/SVD. *Social Networks* 32(2).
/// <https://doi.org/10.1016/j.socnet.2009.09.003>
///
/// Harman, H. H. and Jones, W. H. (1966). Factor analysis by minimizing residuals (minres). *Psychometrika* 31(3).
#[must_use]
pub fn minres(graph: &InteractionGraph, options: &SearchOptions) -> Option<Minres> {
    if graph.pairs() == 0 {
        return None;
    }
    let scale = (2.0 * graph.total()).sqrt();
    let runs: Vec<(f64, Vec<f64>)> = (0..options.runs.max(1))
        .into_par_iter()
        .map(|run| {
            let mut coreness: Vec<f64> = graph.strengths().iter().map(|strength| strength / scale).collect();
            if run > 0 {
                let mut random = generator(Purpose::Run, options.seed, run as u64);
                let mean = scale / graph.len() as f64;
                coreness = (0..graph.len()).map(|_| 2.0 * mean * share(&mut random)).collect();
            }
            settle(graph, &mut coreness);
            (minres_residual(graph, &coreness), coreness)
        })
        .collect();
    let better = |one: f64, other: f64| one < other * (1.0 - 1e-9);
    let best = runs.into_iter().reduce(|best, run| if better(run.0, best.0) { run } else { best });
    let uniform = graph.is_uniform();
    best.map(|(residual, coreness)| {
        let explained = (!uniform).then(|| 1.0 - residual / (2.0 * graph.squared_deviation()));
        Minres { coreness, residual, explained }
    })
}

/// The sum of squared residuals over all ordered pairs of two places, which [`minres`] makes as small as can be.
///
/// # Panics
/// If `coreness` does not have one value a place.
#[must_use]
pub fn minres_residual(graph: &InteractionGraph, coreness: &[f64]) -> f64 {
    assert_eq!(coreness.len(), graph.len(), "one value a place");
    let squares: f64 = coreness.iter().map(|c| c * c).sum();
    // All pairs as if they did not interact, by sums; then those that do, one by one.
    let apart: f64 = coreness.iter().map(|c| c * c * (squares - c * c)).sum();
    let pair = |(i, j, value): (usize, usize, f64)| value * (value - 2.0 * coreness[i] * coreness[j]);
    (apart + 2.0 * graph.each_pair().map(pair).sum::<f64>()).max(0.0)
}

/// More sweeps than this are not made; most networks take some dozens.
const MOST_SWEEPS: usize = 10_000;

fn settle(graph: &InteractionGraph, coreness: &mut [f64]) {
    for _ in 0..MOST_SWEEPS {
        // Anew for each sweep, so that rounding does not gather.
        let mut squares: f64 = coreness.iter().map(|c| c * c).sum();
        let largest = coreness.iter().copied().fold(0.0, f64::max);
        let mut moved: f64 = 0.0;
        for i in 0..coreness.len() {
            let others: f64 = graph.row(i).map(|(j, value)| value * coreness[j]).sum();
            let rest = squares - coreness[i] * coreness[i];
            // Without another coreness that is not 0 nothing is explained either way.
            let best = if others > 0.0 && rest > 0.0 { others / rest } else { 0.0 };
            moved = moved.max((best - coreness[i]).abs());
            squares = rest + best * best;
            coreness[i] = best;
        }
        if moved <= 1e-12 * largest {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::judge::small_graph;
    use super::*;

    fn obvious(graph: &InteractionGraph, c: &[f64]) -> f64 {
        let value =
            |i: usize, j: usize| graph.row(i).find(|&(to, _)| to == j).map_or(0.0, |(_, value)| value);
        let pairs = (0..c.len()).flat_map(|i| (0..c.len()).map(move |j| (i, j)));
        pairs.filter(|(i, j)| i != j).map(|(i, j)| (value(i, j) - c[i] * c[j]).powi(2)).sum()
    }

    #[test]
    fn no_step_in_any_direction_is_better() {
        for seed in 0..20 {
            let graph = small_graph(8, 0.5, seed % 2 == 0, seed);
            let found = minres(&graph, &SearchOptions::default()).unwrap();
            assert!((found.residual - obvious(&graph, &found.coreness)).abs() < 1e-9);
            let mut random = generator(Purpose::Run, 99, seed);
            for size in [1e-3, 0.1, 1.0, 3.0] {
                for _ in 0..200 {
                    let elsewhere: Vec<_> =
                        found.coreness.iter().map(|c| c + size * (share(&mut random) - 0.5)).collect();
                    assert!(obvious(&graph, &elsewhere) > found.residual - 1e-9, "seed {seed}");
                }
            }
        }
    }

    #[test]
    fn products_are_explained_and_nothing_is_not() {
        let c = [3.0, 2.0, 1.0, 0.5, 0.25];
        let matrix: Vec<Vec<f64>> =
            (0..5).map(|i| (0..5).map(|j| if i == j { 0.0 } else { c[i] * c[j] }).collect()).collect();
        let found =
            minres(&InteractionGraph::from_matrix(&matrix).unwrap(), &SearchOptions::default()).unwrap();
        assert!(found.coreness.iter().zip(c).all(|(found, c)| (found - c).abs() < 1e-6), "{found:?}");
        assert!((found.explained.unwrap() - 1.0).abs() < 1e-9);
        assert_eq!(minres(&InteractionGraph::of_pairs(3, &[]), &SearchOptions::default()), None);
        assert_eq!(minres(&InteractionGraph::of_pairs(0, &[]), &SearchOptions::default()), None);
        let alike = InteractionGraph::of_pairs(3, &[(0, 1, 4.0), (0, 2, 4.0), (1, 2, 4.0)]);
        assert_eq!(minres(&alike, &SearchOptions::default()).unwrap().explained, None);
    }
}
