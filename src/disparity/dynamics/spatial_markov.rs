//! Spatial Markov chains: whether neighbours change how a unit moves.

use super::class_bounds::{ClassBounds, PeriodClasses, classes_of};
use super::homogeneity::{ChiSquareTest, Homogeneity, against_expected, homogeneity};
use super::markov_chain::{MarkovChain, markov_chain};
use super::periods;
use crate::disparity::autocorrelation::{PermutationOptions, PseudoP};
use crate::disparity::random::{generator, shuffle};
use crate::error::{Error, Result};
use crate::weights::Weights;
use rayon::prelude::*;

/// A Markov chain for each class of neighbours, and whether they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct SpatialMarkov {
    /// The class of each unit in each period.
    pub own: PeriodClasses,
    /// The class of each unit's neighbours in each period; `None` for a unit without neighbours.
    pub lag: Vec<Vec<Option<usize>>>,
    /// The upper bounds of all classes of neighbours but the last; `None` where each period has its own.
    pub lag_cutoffs: Option<Vec<f64>>,
    /// The chain of all units, whatever their neighbours.
    pub overall: MarkovChain,
    /// The chain of those whose neighbours are in each class when the move begins.
    pub conditional: Vec<MarkovChain>,
    /// Units without neighbours: in `overall`, in none of `conditional`.
    pub islands: Vec<usize>,
    /// Each conditional chain against the overall one.
    pub against_overall: Vec<ChiSquareTest>,
    /// Their sum, with giddy's `k (k − 1)²` degrees of freedom, `k` the number of classes.
    pub sum: ChiSquareTest,
    /// Whether the conditional chains are one and the same: the test to report.
    pub homogeneity: Homogeneity,
}

/// How units move between classes, by the class of their neighbours.
///
/// # Formula
/// The spatial lag is `Σ_j w_ij y_jt`; chain `m` counts moves `t → t + 1` of units whose lag in `t` is in
/// class `m`. Against the overall chain: `Σ_i Σ_j (n_ij|m − n_i|m p_ij)² / (n_i|m p_ij)`.
///
/// # Units
/// `values` in any unit, one list of all units a period; usually relative to the mean of the period, see
/// [`relative_to_mean`](super::relative_to_mean).
///
/// # Conventions
/// The weights are taken as they are: give `weights.row_standardised()` for the mean of the neighbours.
/// giddy's `fixed=True` is [`ClassBounds::Pooled`], `fixed=False` is [`ClassBounds::EachPeriod`]. A unit
/// without neighbours has no lag: it is listed, counts in the overall chain and bounds no class of lags
/// (giddy gives it a lag of 0).
///
/// # Errors
/// Values that are not finite; bounds that make no classes.
///
/// # Panics
/// If there is not one value a unit of `weights` in every period.
///
/// # Example
/// ```
/// use jingwei::disparity::{ClassBounds, spatial_markov};
/// use jingwei::weights::Weights;
/// let pairs = Weights::from_neighbours(vec![vec![1], vec![0], vec![3], vec![2]]);
/// // Beside a rich neighbour the poor one rises, beside a poor one it stays.
/// let values = [vec![1.0, 9.0, 1.0, 1.0], vec![8.0, 9.0, 1.0, 1.0]];
/// let bounds = ClassBounds::Given(vec![5.0]);
/// let chains = spatial_markov(&pairs, &values, &bounds, &bounds)?;
/// assert_eq!(chains.conditional[0].transitions(), [[2, 0], [0, 1]]);
/// assert_eq!(chains.conditional[1].transitions(), [[0, 1], [0, 0]]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rey, S. J. (2001). Spatial empirics for economic growth and convergence. *Geographical Analysis* 33(3).
/// Bickenbach, F. and Bode, E. (2003). Evaluating the Markov property in studies of economic convergence.
/// *International Regional Science Review* 26(3).
pub fn spatial_markov(
    weights: &Weights,
    values: &[Vec<f64>],
    own: &ClassBounds,
    lag: &ClassBounds,
) -> Result<SpatialMarkov> {
    let Prepared { own, islands, linked } = prepare(weights, values, own)?;
    let overall = markov_chain(&own.of, own.classes);
    let lags = classes_of(&lags(weights, values), lag, &linked)?;
    let tables = conditional(&own, &lags, &linked);
    let against_overall = against(&tables, &overall);
    let mut known = vec![true; weights.len()];
    for &island in &islands {
        known[island] = false;
    }
    let named =
        |of: Vec<usize>| of.into_iter().zip(&known).map(|(class, &known)| known.then_some(class)).collect();
    let k = own.classes;
    Ok(SpatialMarkov {
        lag: lags.of.into_iter().map(named).collect(),
        lag_cutoffs: lags.cutoffs,
        sum: ChiSquareTest::new(
            against_overall.iter().map(|test| test.statistic).sum(),
            k * k.saturating_sub(1) * k.saturating_sub(1),
        ),
        homogeneity: homogeneity(&tables),
        conditional: tables.into_iter().map(MarkovChain::from_transitions).collect(),
        own,
        overall,
        islands,
        against_overall,
    })
}

/// Whether the sum of the chi-squares of [`spatial_markov`] is more than chance would bring: units with all
/// their history change places.
///
/// # Formula
/// `p = (M + 1) / (R + 1)`, where `M` of `R` shuffles have a sum at least as large
///
/// # Conventions
/// As [`spatial_markov`]. Pooled bounds of lags stay those of the data, as in giddy. Each shuffle has random
/// numbers of its own from the seed, so that threads do not matter.
///
/// # Errors
/// As [`spatial_markov`].
///
/// # Panics
/// As [`spatial_markov`].
///
/// # Example
/// ```
/// use jingwei::disparity::{ClassBounds, PermutationOptions, spatial_markov_permutation};
/// use jingwei::weights::Weights;
/// let pairs = Weights::from_neighbours(vec![vec![1], vec![0], vec![3], vec![2]]);
/// let values = [vec![1.0, 9.0, 1.0, 1.0], vec![8.0, 9.0, 1.0, 1.0]];
/// let bounds = ClassBounds::Given(vec![5.0]);
/// let p = spatial_markov_permutation(&pairs, &values, &bounds, &bounds, &PermutationOptions::default())?;
/// // The one that rises stands beside the rich one in one of three shuffles.
/// assert!((p.greater - 1.0 / 3.0).abs() < 0.06);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rey, S. J. (2001). Spatial empirics for economic growth and convergence. *Geographical Analysis* 33(3).
pub fn spatial_markov_permutation(
    weights: &Weights,
    values: &[Vec<f64>],
    own: &ClassBounds,
    lag: &ClassBounds,
    options: &PermutationOptions,
) -> Result<PseudoP> {
    let Prepared { own, linked, .. } = prepare(weights, values, own)?;
    let overall = markov_chain(&own.of, own.classes);
    let observed = classes_of(&lags(weights, values), lag, &linked)?;
    let bounds = observed.cutoffs.clone().map_or_else(|| lag.clone(), ClassBounds::Given);
    let sum = |own: &PeriodClasses, lags: &PeriodClasses| -> f64 {
        against(&conditional(own, lags, &linked), &overall).iter().map(|test| test.statistic).sum()
    };
    let found = sum(&own, &observed);
    let slack = 1e-12 * found;
    let counted = (0..options.permutations as u64).into_par_iter().map(|task| {
        let mut order: Vec<usize> = (0..weights.len()).collect();
        shuffle(&mut order, &mut generator(options.seed, task));
        let shuffled: Vec<Vec<f64>> =
            values.iter().map(|values| order.iter().map(|&i| values[i]).collect()).collect();
        let moved = PeriodClasses {
            of: own.of.iter().map(|of| order.iter().map(|&i| of[i]).collect()).collect(),
            classes: own.classes,
            cutoffs: None,
        };
        let lags = classes_of(&lags(weights, &shuffled), &bounds, &linked)?;
        let sum = sum(&moved, &lags);
        Ok::<_, Error>([usize::from(sum >= found - slack), usize::from(sum <= found + slack)])
    });
    let [above, below] =
        counted.try_reduce(|| [0, 0], |one, other| Ok([one[0] + other[0], one[1] + other[1]]))?;
    Ok(PseudoP::new(above, below, options.permutations))
}

struct Prepared {
    own: PeriodClasses,
    islands: Vec<usize>,
    /// Units with neighbours.
    linked: Vec<usize>,
}

fn prepare(weights: &Weights, values: &[Vec<f64>], own: &ClassBounds) -> Result<Prepared> {
    assert!(values.iter().all(|values| values.len() == weights.len()), "one value a unit in every period");
    periods::finite(values)?;
    let all: Vec<usize> = (0..weights.len()).collect();
    let own = classes_of(values, own, &all)?;
    let (linked, islands) = all.into_iter().partition(|&i| weights.row(i).len() > 0);
    Ok(Prepared { own, islands, linked })
}

fn lags(weights: &Weights, values: &[Vec<f64>]) -> Vec<Vec<f64>> {
    values.iter().map(|values| weights.lag(values)).collect()
}

/// One table of transitions for each class of lags.
fn conditional(own: &PeriodClasses, lags: &PeriodClasses, linked: &[usize]) -> Vec<Vec<Vec<u64>>> {
    let (k, m) = (own.classes, lags.classes);
    let mut counts = vec![0_u64; m * k * k];
    for (pair, lags) in own.of.windows(2).zip(&lags.of) {
        let (from, to) = (&pair[0], &pair[1]);
        if linked.len() == from.len() {
            for ((&from, &to), &lag) in from.iter().zip(to).zip(lags) {
                counts[(lag * k + from) * k + to] += 1;
            }
        } else {
            for &i in linked {
                counts[(lags[i] * k + from[i]) * k + to[i]] += 1;
            }
        }
    }
    let table = |counts: &[u64]| counts.chunks(k).map(<[u64]>::to_vec).collect();
    counts.chunks(k * k).map(table).collect()
}

fn against(tables: &[Vec<Vec<u64>>], overall: &MarkovChain) -> Vec<ChiSquareTest> {
    let whole = |row: &Vec<u64>| row.iter().map(|&count| count as f64).collect();
    let expected: Vec<Vec<f64>> = overall.transitions().iter().map(whole).collect();
    tables.iter().map(|table| against_expected(table, &expected)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(n: usize) -> Weights {
        let neighbours = |i: usize| [i.checked_sub(1), Some(i + 1).filter(|&j| j < n)];
        Weights::from_neighbours((0..n).map(|i| neighbours(i).into_iter().flatten().collect()).collect())
            .row_standardised()
    }

    /// Values that wander, the same on every machine.
    fn wandering(units: usize, periods: usize) -> Vec<Vec<f64>> {
        (0..periods)
            .map(|t| (0..units).map(|i| ((i * 37 + t * t * 11 + i * t) % 23) as f64).collect())
            .collect()
    }

    #[test]
    fn conditional_tables_add_up_to_the_overall_one() {
        let chains = spatial_markov(
            &path(30),
            &wandering(30, 6),
            &ClassBounds::Pooled(4),
            &ClassBounds::EachPeriod(3),
        )
        .unwrap();
        for i in 0..4 {
            for j in 0..4 {
                let sum: u64 = chains.conditional.iter().map(|chain| chain.transitions()[i][j]).sum();
                assert_eq!(sum, chains.overall.transitions()[i][j]);
            }
        }
        let q: f64 = chains.against_overall.iter().map(|test| test.statistic).sum();
        assert!((q - chains.homogeneity.q.statistic).abs() < 1e-9, "one statistic under two names");
        assert_eq!((chains.sum.degrees, chains.conditional.len(), chains.islands.len()), (36, 3, 0));
    }

    #[test]
    fn an_island_has_no_class_of_neighbours_and_bounds_none() {
        let mut rows: Vec<Vec<usize>> = (0..6).map(|i| vec![(i + 1) % 6]).collect();
        let values = wandering(6, 5);
        let without = spatial_markov(
            &Weights::from_neighbours(rows.clone()),
            &values,
            &ClassBounds::Given(vec![9.0]),
            &ClassBounds::Pooled(2),
        )
        .unwrap();
        rows.push(vec![]);
        let more: Vec<Vec<f64>> =
            values.iter().map(|values| values.iter().copied().chain([-1000.0]).collect()).collect();
        let with = spatial_markov(
            &Weights::from_neighbours(rows),
            &more,
            &ClassBounds::Given(vec![9.0]),
            &ClassBounds::Pooled(2),
        )
        .unwrap();
        assert_eq!((with.islands, with.lag[0][6]), (vec![6], None));
        assert_eq!((with.conditional, with.lag_cutoffs), (without.conditional, without.lag_cutoffs));
    }

    #[test]
    fn equal_values_are_in_one_class_of_which_nothing_is_tested() {
        let chains = spatial_markov(
            &path(5),
            &[vec![2.0; 5], vec![2.0; 5]],
            &ClassBounds::Pooled(5),
            &ClassBounds::Pooled(5),
        )
        .unwrap();
        assert_eq!((chains.own.classes, chains.conditional.len(), chains.sum.p), (1, 1, None));
        assert_eq!(chains.overall.absorbing(), [0]);
        let islands = Weights::from_neighbours(vec![vec![]; 2]);
        let alone = spatial_markov(
            &islands,
            &[vec![1.0, 2.0], vec![2.0, 1.0]],
            &ClassBounds::EachPeriod(2),
            &ClassBounds::Pooled(3),
        )
        .unwrap();
        assert_eq!(alone.conditional[0].transitions(), [[0, 0], [0, 0]]);
        assert_eq!((alone.islands.len(), alone.homogeneity.q.p), (2, None));
    }

    #[test]
    fn a_value_that_is_not_finite_is_refused() {
        let values = [vec![1.0, f64::NAN], vec![1.0, 2.0]];
        let error =
            spatial_markov(&path(2), &values, &ClassBounds::Pooled(2), &ClassBounds::Pooled(2)).unwrap_err();
        assert!(error.to_string().contains("feature 2: a value is not finite in period 1"), "{error}");
    }

    #[test]
    fn threads_do_not_matter() {
        let p = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let options = PermutationOptions { permutations: 99, seed: 5 };
            let (own, lag) = (ClassBounds::Pooled(3), ClassBounds::Pooled(3));
            pool.install(|| {
                spatial_markov_permutation(&path(20), &wandering(20, 4), &own, &lag, &options).unwrap()
            })
        };
        assert_eq!(p(1), p(3));
    }
}
