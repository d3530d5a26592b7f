//! Contributions of sources by their covariance with the whole.

use super::{Sources, units};
use crate::disparity::inequality::concentration_index::concentration;
use crate::disparity::inequality::sorted::fractional_ranks;
use crate::disparity::inequality::sums;
use crate::disparity::inputs;
use crate::error::Result;

/// A Gini coefficient by sources.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct GiniSources {
    /// Of all sources together: the sum of the contributions.
    pub total: f64,
    /// One a source, in their order.
    pub sources: Vec<GiniSource>,
}

/// One source.
#[derive(Debug, Clone, PartialEq)]
pub struct GiniSource {
    /// Its share `S_k` of the whole.
    pub share: f64,
    /// Its own Gini `G_k`; absent where it sums to 0 or less.
    pub gini: Option<f64>,
    /// Its Gini correlation `R_k` with the whole, from −1 to 1; absent where it is equal for all.
    pub correlation: Option<f64>,
    /// What it adds to the Gini, `S_k G_k R_k`; below 0 where it evens out.
    pub contribution: f64,
    /// By which share of itself the Gini would grow if the source grew by 1 % for all, in per cent:
    /// `contribution / G − S_k`; absent where the Gini is 0.
    pub elasticity: Option<f64>,
}

/// The Gini split by sources; each unit counts once.
///
/// # Formula
/// `G = Σ_k S_k G_k R_k = Σ_k 2 cov(y_k, F(y)) / μ`, where `F(y)` is the rank of the whole and `R_k` is
/// `cov(y_k, F(y)) / cov(y_k, F(y_k))`
///
/// # Units
/// `sources[source][unit]`, all in one unit.
///
/// # Conventions
/// Tied units share the mean of their ranks, so that the contributions sum to the Gini. A source may be negative (taxes),
/// the whole may not. `None` where the whole is 0 for all or there is no unit.
///
/// # Errors
/// A value that is not finite; a unit whose sources sum to less than 0.
///
/// # Panics
/// If sources do not have the same number of units.
///
/// # Example
/// ```
/// use jingwei::disparity::gini_sources;
/// // Wages are equal, all of the difference comes from rent.
/// let gini = gini_sources(&[[2.0, 2.0], [0.0, 4.0]])?.unwrap();
/// assert_eq!((gini.total, gini.sources[0].contribution, gini.sources[1].contribution), (0.25, 0.0, 0.25));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Lerman, R. I. and Yitzhaki, S. (1985). Income inequality effects by income source: a new approach and applications to the
/// United States. *The Review of Economics and Statistics* 67(1).
pub fn gini_sources<S: AsRef<[f64]>>(sources: &[S]) -> Result<Option<GiniSources>> {
    gini_sources_weighted(sources, &vec![1.0; units(sources)])
}

/// The Gini of values per head split by sources; each unit counts by its people.
///
/// # Formula
/// As [`gini_sources`], means, ranks and covariances being those of people
///
/// # Units
/// `sources[source][unit]` per head, all in one unit; `population` in any unit.
///
/// # Conventions
/// As [`gini_sources`].
///
/// # Errors
/// A value that is not finite, a population not above zero; a unit whose sources sum to less than 0.
///
/// # Panics
/// If there is not one value of every source and one population a unit.
///
/// # Example
/// ```
/// use jingwei::disparity::gini_sources_weighted;
/// let gini = gini_sources_weighted(&[[2.0, 2.0], [0.0, 4.0]], &[3.0, 1.0])?.unwrap();
/// assert_eq!(gini.total, gini.sources[1].contribution);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Lerman, R. I. and Yitzhaki, S. (1985). Income inequality effects by income source: a new approach and applications to the
/// United States. *The Review of Economics and Statistics* 67(1).
pub fn gini_sources_weighted<S: AsRef<[f64]>>(
    sources: &[S],
    population: &[f64],
) -> Result<Option<GiniSources>> {
    let sources = Sources::new(sources, population)?;
    let ranks = fractional_ranks(&sources.totals, population);
    let Some(total) = concentration(&sources.totals, population, &ranks) else { return Ok(None) };
    let whole = sums::sum_of_both(&sources.totals, population, |y, p| y * p);
    let of = |source: &&[f64]| {
        let share = sums::sum_of_both(source, population, |y, p| y * p) / whole;
        let own_ranks = fractional_ranks(source, population);
        let with_whole = covariance(source, population, &ranks);
        let with_itself = covariance(source, population, &own_ranks);
        let contribution = 2.0 * with_whole / whole;
        GiniSource {
            share,
            gini: concentration(source, population, &own_ranks),
            correlation: (with_itself > 0.0 && !inputs::all_equal(source)).then(|| with_whole / with_itself),
            contribution,
            elasticity: (total > 0.0 && !inputs::all_equal(&sources.totals))
                .then(|| contribution / total - share),
        }
    };
    let sources = sources.of.iter().map(of).collect();
    Ok(Some(GiniSources { total, sources }))
}

/// `Σ_i p_i (y_i − ȳ) (R_i − 1 / 2)`, the covariance times the people.
fn covariance(values: &[f64], population: &[f64], ranks: &[f64]) -> f64 {
    if inputs::all_equal(values) {
        return 0.0;
    }
    let mean = sums::sum_of_both(values, population, |y, p| y * p) / sums::sum(population);
    sums::total(values.iter().zip(population).zip(ranks).map(|((y, p), rank)| p * (y - mean) * (rank - 0.5)))
}

/// A squared coefficient of variation by sources.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct VariationSources {
    /// The squared population coefficient of variation of all sources together.
    pub total: f64,
    /// What each source adds, as a share of the total; they sum to 1.
    pub proportions: Vec<f64>,
}

/// The squared coefficient of variation split by sources; each unit counts once.
///
/// # Formula
/// `cov(y_k, y) / var(y)`, the share of source `k`
///
/// # Units
/// `sources[source][unit]`, all in one unit; the results are shares.
///
/// # Conventions
/// By `n`, which the shares do not depend on. Shorrocks shows that these shares hold for every index, if sources are to
/// be treated alike and a source that is equal for all is to count for nothing; see
/// [`shapley_sources`](super::shapley_sources) for another rule. `None` where the whole is 0 for all or equal for all.
///
/// # Errors
/// A value that is not finite; a unit whose sources sum to less than 0.
///
/// # Panics
/// If sources do not have the same number of units.
///
/// # Example
/// ```
/// use jingwei::disparity::variation_sources;
/// let variation = variation_sources(&[[1.0, 3.0], [2.0, 4.0], [1.0, 1.0]])?.unwrap();
/// assert_eq!(variation.proportions, [0.5, 0.5, 0.0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (1982). Inequality decomposition by factor components. *Econometrica* 50(1).
pub fn variation_sources<S: AsRef<[f64]>>(sources: &[S]) -> Result<Option<VariationSources>> {
    variation_sources_weighted(sources, &vec![1.0; units(sources)])
}

/// The squared coefficient of variation of values per head split by sources; each unit counts by its people.
///
/// # Formula
/// `cov(y_k, y) / var(y)` over people; the total is the square of [`williamson`](crate::disparity::williamson())
///
/// # Units
/// `sources[source][unit]` per head, all in one unit; `population` in any unit; the results are shares.
///
/// # Conventions
/// As [`variation_sources`].
///
/// # Errors
/// A value that is not finite, a population not above zero; a unit whose sources sum to less than 0.
///
/// # Panics
/// If there is not one value of every source and one population a unit.
///
/// # Example
/// ```
/// use jingwei::disparity::variation_sources_weighted;
/// let variation = variation_sources_weighted(&[[1.0, 3.0], [1.0, 1.0]], &[3.0, 1.0])?.unwrap();
/// assert_eq!(variation.proportions, [1.0, 0.0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (1982). Inequality decomposition by factor components. *Econometrica* 50(1).
pub fn variation_sources_weighted<S: AsRef<[f64]>>(
    sources: &[S],
    population: &[f64],
) -> Result<Option<VariationSources>> {
    let sources = Sources::new(sources, population)?;
    let people = sums::sum(population);
    let mean = sums::sum_of_both(&sources.totals, population, |y, p| y * p) / people;
    // Without a unit the mean is no number.
    if mean.is_nan() || mean <= 0.0 || inputs::all_equal(&sources.totals) {
        return Ok(None);
    }
    let apart: Vec<f64> = sources.totals.iter().zip(population).map(|(y, p)| p * (y - mean)).collect();
    let variance = sums::sum_of_both(&sources.totals, &apart, |y, d| (y - mean) * d);
    let proportion = |source: &&[f64]| {
        let centre = sums::sum_of_both(source, population, |y, p| y * p) / people;
        if inputs::all_equal(source) {
            0.0
        } else {
            sums::sum_of_both(source, &apart, |y, d| (y - centre) * d) / variance
        }
    };
    let proportions = sources.of.iter().map(proportion).collect();
    Ok(Some(VariationSources { total: variance / people / (mean * mean), proportions }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{gini_weighted, williamson};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_add_up(
            units in proptest::collection::vec((0.0..9.0_f64, 0.0..9.0_f64, -1.0..1.0_f64, 0.1..50.0_f64), 2..40),
        ) {
            let column = |of: fn(&(f64, f64, f64, f64)) -> f64| units.iter().map(of).collect::<Vec<f64>>();
            // Rounded, so that some are tied; with 1 more, so that the third may be taken away.
            let sources = [column(|u| u.0.round() + 1.0), column(|u| u.1), column(|u| u.2)];
            let people = column(|u| u.3);
            let whole: Vec<f64> = units.iter().map(|u| u.0.round() + 1.0 + u.1 + u.2).collect();
            let gini = gini_sources_weighted(&sources, &people).unwrap().unwrap();
            let sum: f64 = gini.sources.iter().map(|source| source.contribution).sum();
            prop_assert!((gini.total - sum).abs() < 1e-12);
            prop_assert!((gini.total - gini_weighted(&whole, &people).unwrap().unwrap()).abs() < 1e-12);
            for source in &gini.sources {
                if let (Some(own), Some(correlation)) = (source.gini, source.correlation) {
                    prop_assert!((source.share * own * correlation - source.contribution).abs() < 1e-9);
                    prop_assert!(correlation.abs() < 1.0 + 1e-9);
                }
            }
            let elasticities: f64 = gini.sources.iter().filter_map(|source| source.elasticity).sum();
            prop_assert!(elasticities.abs() < 1e-9);
            if let Some(variation) = variation_sources_weighted(&sources, &people).unwrap() {
                prop_assert!((variation.proportions.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                let cv = williamson(&whole, &people).unwrap().unwrap();
                prop_assert!((variation.total - cv * cv).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn what_is_not_defined_is_absent() {
        assert_eq!(gini_sources(&[[0.0, 0.0]]).unwrap(), None);
        assert_eq!(gini_sources::<Vec<f64>>(&[]).unwrap(), None);
        assert_eq!(variation_sources(&[[0.1, 0.1], [0.2, 0.2]]).unwrap(), None);
        let gini = gini_sources(&[[2.0, 2.0], [1.0, 1.0]]).unwrap().unwrap();
        assert_eq!((gini.total.to_bits(), gini.sources[0].correlation), (0, None));
        assert_eq!(gini.sources[0].elasticity, None);
    }

    #[test]
    fn bad_input_is_refused() {
        assert!(gini_sources(&[[1.0, f64::NAN]]).is_err());
        assert!(variation_sources_weighted(&[[1.0, 2.0]], &[1.0, 0.0]).is_err());
        let error = gini_sources(&[[1.0, 2.0], [1.0, -3.0]]).unwrap_err().to_string();
        assert!(error.starts_with("feature 2: the sources of a unit sum to less than 0: `-1`"), "{error}");
    }
}
