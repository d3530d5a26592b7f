//! Contributions of sources by what each changes, over every order of adding them.

use super::{Sources, units};
use crate::disparity::inequality::sums;
use crate::error::{Code, Finding, Result};
use rayon::prelude::*;

/// More sources would ask for more than 65 536 values of the index.
const MOST: usize = 16;

/// An index by sources.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Shapley {
    /// The index of all sources together: the sum of the contributions.
    pub total: f64,
    /// What each source adds, in their order; below 0 where it evens out.
    pub contributions: Vec<f64>,
}

/// Any index split by sources, each by what equalising it would change, averaged over all orders; each unit counts
/// once.
///
/// # Formula
/// `φ_k = Σ_S |S|! (m − |S| − 1)! / m! · (I(S ∪ k) − I(S))` over all coalitions `S` without `k` of the `m` sources; `I(S)` is the
/// index where every source outside `S` is replaced by its mean
///
/// # Units
/// `sources[source][unit]`, all in one unit; the contributions are in the unit of the `index`.
///
/// # Conventions
/// Exact: every coalition is computed. The `index` is a function of the values, such as
/// `|y| gini(y, Correction::None)`; it has to be 0 at equality for the contributions to sum to it. `None` where it is not
/// defined for one of the coalitions, or there is no unit.
///
/// # Complexity
/// `2^m` values of the index, over all threads; their number does not matter to the result.
///
/// # Errors
/// A value that is not finite; a unit whose sources sum to less than 0; what the `index` refuses; more than 16 sources.
///
/// # Panics
/// If sources do not have the same number of units.
///
/// # Example
/// ```
/// use jingwei::disparity::{Correction, gini, shapley_sources};
/// let sources = [[2.0, 2.0], [0.0, 4.0]];
/// let shapley = shapley_sources(&sources, |y| gini(y, Correction::None))?.unwrap();
/// assert_eq!((shapley.total, shapley.contributions), (0.25, vec![0.0, 0.25]));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (2013). Decomposition procedures for distributional analysis: a unified framework based on the
/// Shapley value. *The Journal of Economic Inequality* 11(1).
pub fn shapley_sources<S: AsRef<[f64]>>(
    sources: &[S],
    index: impl Fn(&[f64]) -> Result<Option<f64>> + Sync,
) -> Result<Option<Shapley>> {
    shapley_sources_weighted(sources, &vec![1.0; units(sources)], index)
}

/// Any index of values per head split by sources; a source that is equalised is given its mean per head.
///
/// # Formula
/// As [`shapley_sources`], the means being those of people
///
/// # Units
/// `sources[source][unit]` per head, all in one unit; `population` in any unit.
///
/// # Conventions
/// As [`shapley_sources`]; the `index` has to weigh by the same population, such as `|y| gini_weighted(y, &population)`.
///
/// # Errors
/// A value that is not finite, a population not above zero; a unit whose sources sum to less than 0; what the `index`
/// refuses; more than 16 sources.
///
/// # Panics
/// If there is not one value of every source and one population a unit.
///
/// # Example
/// ```
/// use jingwei::disparity::{shapley_sources_weighted, theil_t_weighted};
/// let (sources, people) = ([[2.0, 2.0], [0.0, 4.0]], [3.0, 1.0]);
/// let shapley = shapley_sources_weighted(&sources, &people, |y| theil_t_weighted(y, &people))?.unwrap();
/// assert_eq!(shapley.contributions, [0.0, shapley.total]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (2013). Decomposition procedures for distributional analysis: a unified framework based on the
/// Shapley value. *The Journal of Economic Inequality* 11(1).
pub fn shapley_sources_weighted<S: AsRef<[f64]>>(
    sources: &[S],
    population: &[f64],
    index: impl Fn(&[f64]) -> Result<Option<f64>> + Sync,
) -> Result<Option<Shapley>> {
    let m = sources.len();
    if m > MOST {
        let what = format!("exact contributions are computed of up to {MOST} sources");
        let hint = "put the smallest sources together into one";
        return Err(Finding::new(Code::BadSetting, what).field("sources").value(m).hint(hint).into());
    }
    let sources = Sources::new(sources, population)?;
    if population.is_empty() {
        return Ok(None);
    }
    let people = sums::sum(population);
    let mean = |source: &&[f64]| sums::sum_of_both(source, population, |y, p| y * p) / people;
    let means: Vec<f64> = sources.of.iter().map(mean).collect();
    let of_coalition = |coalition: usize| {
        let is_in = |k: usize| coalition >> k & 1 == 1;
        let all_equal = sums::total((0..m).filter(|&k| !is_in(k)).map(|k| means[k]));
        let value =
            |i: usize| sums::total((0..m).filter(|&k| is_in(k)).map(|k| sources.of[k][i]).chain([all_equal]));
        index(&(0..population.len()).map(value).collect::<Vec<f64>>())
    };
    let found: Vec<_> = (0..1_usize << m).into_par_iter().map(of_coalition).collect();
    let Some(found) = found.into_iter().collect::<Result<Option<Vec<f64>>>>()? else { return Ok(None) };
    let weights = weights(m);
    let contribution = |k: usize| {
        let without = (0..found.len()).filter(|coalition| coalition >> k & 1 == 0);
        sums::total(without.map(|coalition| {
            let size = coalition.count_ones() as usize;
            weights[size] * (found[coalition | 1 << k] - found[coalition])
        }))
    };
    let contributions = (0..m).map(contribution).collect();
    Ok(Some(Shapley { total: found[found.len() - 1], contributions }))
}

/// `s! (m − s − 1)! / m!` for `s` from 0 to `m − 1`: one over `m` times the number of coalitions of the size.
fn weights(m: usize) -> Vec<f64> {
    let mut coalitions = 1.0;
    (0..m)
        .map(|size| {
            let weight = 1.0 / (m as f64 * coalitions);
            coalitions = coalitions * (m - 1 - size) as f64 / (size + 1) as f64;
            weight
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{Correction, gini, theil_l, theil_t};
    use proptest::prelude::*;

    /// Every order of three sources, one after the other.
    fn judge(sources: &[Vec<f64>; 3], index: impl Fn(&[f64]) -> f64) -> [f64; 3] {
        let n = sources[0].len();
        let mean = |k: usize| sources[k].iter().sum::<f64>() / n as f64;
        let of = |inside: &[usize]| {
            let value =
                |i: usize| (0..3).map(|k| if inside.contains(&k) { sources[k][i] } else { mean(k) }).sum();
            index(&(0..n).map(value).collect::<Vec<f64>>())
        };
        let mut found = [0.0; 3];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            for at in 0..3 {
                found[order[at]] += (of(&order[..=at]) - of(&order[..at])) / 6.0;
            }
        }
        found
    }

    proptest! {
        #[test]
        fn it_is_the_mean_over_all_orders_and_sums_to_the_index(
            units in proptest::collection::vec((0.1..9.0_f64, 0.0..9.0_f64, 0.0..3.0_f64), 2..20),
        ) {
            let column = |of: fn(&(f64, f64, f64)) -> f64| units.iter().map(of).collect::<Vec<f64>>();
            let sources = [column(|u| u.0), column(|u| u.1), column(|u| u.2)];
            let ours = shapley_sources(&sources, theil_t).unwrap().unwrap();
            let judged = judge(&sources, |y| theil_t(y).unwrap().unwrap());
            for (ours, judged) in ours.contributions.iter().zip(judged) {
                prop_assert!((ours - judged).abs() < 1e-13);
            }
            prop_assert!((ours.contributions.iter().sum::<f64>() - ours.total).abs() < 1e-12);
        }
    }

    #[test]
    fn one_source_is_all_and_none_is_nothing() {
        let gini = |y: &[f64]| gini(y, Correction::None);
        let one = shapley_sources(&[[1.0, 3.0]], gini).unwrap().unwrap();
        assert_eq!((one.total, one.contributions), (0.25, vec![0.25]));
        assert_eq!(shapley_sources::<Vec<f64>>(&[], gini).unwrap(), None);
        assert_eq!(shapley_sources(&[[0.0, 1.0]], theil_l).unwrap(), None);
    }

    #[test]
    fn too_many_sources_and_bad_values_are_refused() {
        let many = vec![vec![1.0, 2.0]; 17];
        let error = shapley_sources(&many, theil_t).unwrap_err().to_string();
        assert!(error.contains("up to 16 sources: `17`"), "{error}");
        assert!(shapley_sources(&[[1.0, f64::INFINITY]], theil_t).is_err());
    }
}
