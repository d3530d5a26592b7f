//! The bootstrap: units drawn anew with replacement.

use super::jackknife::{left_out, without};
use super::normal;
use crate::disparity::inequality::percentile_ratio::percentile;
use crate::disparity::inequality::sorted::ascending;
use crate::disparity::inequality::sums;
use crate::disparity::random;
use crate::error::{Code, Finding, Result};
use rayon::prelude::*;

/// How often to draw, from which seed, and how wide the intervals are.
#[derive(Debug, Clone, PartialEq)]
pub struct BootstrapOptions {
    /// How many samples are drawn; 999 by default. Efron and Tibshirani ask for 1000 or more for intervals.
    pub replicates: usize,
    /// The seed, 1 by default; the same seed gives the same result on any machine and any number of threads.
    pub seed: u64,
    /// The share of samples that an interval covers, between 0 and 1; 0.95 by default.
    pub level: f64,
}

impl Default for BootstrapOptions {
    fn default() -> Self {
        Self { replicates: 999, seed: 1, level: 0.95 }
    }
}

/// From a lower to an upper end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// An index and how it varies between samples drawn from its units.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Bootstrap {
    /// The index of the units as they are.
    pub estimate: f64,
    /// By how much samples are higher in the mean.
    pub bias: f64,
    /// The sample standard deviation of the samples' indices; absent where there are fewer than two.
    pub standard_error: Option<f64>,
    /// Between percentiles of the samples.
    pub percentile: Interval,
    /// Between percentiles that are corrected for bias and for a standard error that changes with the index (`BCa`);
    /// absent where all samples lie on one side of the estimate or leaving a unit out makes the index undefined.
    pub corrected: Option<Interval>,
    /// In how many samples the index is not defined; they are left out.
    pub undefined: usize,
}

/// Confidence intervals of any index from samples of its units; each unit counts once.
///
/// # Formula
/// `B` samples of `n` of the `n` units with replacement. Percentile interval: the quantiles `(1 − level) / 2` and
/// `(1 + level) / 2` of their indices. Corrected (`BCa`): the quantiles `Φ(z_0 + (z_0 + z) / (1 − a (z_0 + z)))` with `z` those of the
/// normal distribution, `z_0 = Φ⁻¹(share of samples below the estimate)`, `a = Σ d_i³ / (6 (Σ d_i²)^(3/2))` where
/// `d_i` is the mean jackknife value less that without unit `i`
///
/// # Conventions
/// The `index` is a function of the values, such as [`theil_t`](crate::disparity::theil_t). Quantiles go straight between two
/// samples (type 7); a sample equal to the estimate counts half below it. `None` where the index is not defined, for
/// all units or in every sample, or there are fewer than two units. The regions of a country are no sample; the interval
/// then tells how much the index hangs on which regions there are.
///
/// # Complexity
/// `B + n` times the index, over all threads; their number does not matter to the result.
///
/// # Errors
/// What the `index` refuses; replicates of 0; a level outside 0 to 1.
///
/// # Example
/// ```
/// use jingwei::disparity::{BootstrapOptions, bootstrap, theil_t};
/// let found = bootstrap(&[1.0, 2.0, 3.0, 4.0, 9.0], theil_t, &BootstrapOptions::default())?.unwrap();
/// assert!(found.percentile.lower < found.estimate && found.estimate < found.percentile.upper);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Efron, B. (1987). Better bootstrap confidence intervals. *Journal of the American Statistical Association* 82(397).
pub fn bootstrap(
    values: &[f64],
    index: impl Fn(&[f64]) -> Result<Option<f64>> + Sync,
    options: &BootstrapOptions,
) -> Result<Option<Bootstrap>> {
    let of_sample = |units: &[usize]| index(&units.iter().map(|&i| values[i]).collect::<Vec<_>>());
    let of_rest = |i: usize| index(&without(values, i));
    check(options)?;
    let Some(estimate) = index(values)? else { return Ok(None) };
    of(estimate, values.len(), of_sample, of_rest, options)
}

/// Confidence intervals of any index of values per head from samples of its units, their people with them.
///
/// # Formula
/// As [`bootstrap()`]
///
/// # Units
/// Those of the `index`, a function of values and population such as
/// [`gini_weighted`](crate::disparity::gini_weighted).
///
/// # Conventions
/// As [`bootstrap()`]. Units are drawn with the same chance, whatever their population.
///
/// # Errors
/// What the `index` refuses; replicates of 0; a level outside 0 to 1.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{BootstrapOptions, bootstrap_weighted, gini_weighted};
/// let (values, people) = ([1.0, 2.0, 3.0, 9.0], [5.0, 1.0, 2.0, 3.0]);
/// let found = bootstrap_weighted(&values, &people, gini_weighted, &BootstrapOptions::default())?.unwrap();
/// assert!(found.percentile.lower < found.percentile.upper);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Efron, B. (1987). Better bootstrap confidence intervals. *Journal of the American Statistical Association* 82(397).
pub fn bootstrap_weighted(
    values: &[f64],
    population: &[f64],
    index: impl Fn(&[f64], &[f64]) -> Result<Option<f64>> + Sync,
    options: &BootstrapOptions,
) -> Result<Option<Bootstrap>> {
    assert_eq!(values.len(), population.len(), "one population a value");
    let of_sample = |units: &[usize]| {
        let (values, people): (Vec<f64>, Vec<f64>) =
            units.iter().map(|&i| (values[i], population[i])).unzip();
        index(&values, &people)
    };
    let of_rest = |i: usize| index(&without(values, i), &without(population, i));
    check(options)?;
    let Some(estimate) = index(values, population)? else { return Ok(None) };
    of(estimate, values.len(), of_sample, of_rest, options)
}

fn check(options: &BootstrapOptions) -> Result<()> {
    if options.replicates == 0 {
        let what = "a bootstrap draws one sample at least";
        return Err(Finding::new(Code::BadSetting, what).field("replicates").value(0).into());
    }
    if !(options.level > 0.0 && options.level < 1.0) {
        let what = "the level of an interval is not between 0 and 1";
        let finding = Finding::new(Code::BadSetting, what).field("level").value(options.level);
        return Err(finding.hint("write 0.95 for 95 %").into());
    }
    Ok(())
}

fn of(
    estimate: f64,
    n: usize,
    of_sample: impl Fn(&[usize]) -> Result<Option<f64>> + Sync,
    of_rest: impl Fn(usize) -> Result<Option<f64>> + Sync,
    options: &BootstrapOptions,
) -> Result<Option<Bootstrap>> {
    if n < 2 {
        return Ok(None);
    }
    let replicate = |replicate: usize| {
        let mut random = random::sample_generator(options.seed, replicate as u64);
        of_sample(&(0..n).map(|_| random::below(n, &mut random)).collect::<Vec<_>>())
    };
    let all: Vec<_> = (0..options.replicates).into_par_iter().map(replicate).collect();
    let all = all.into_iter().collect::<Result<Vec<_>>>()?;
    let found: Vec<f64> = all.iter().flatten().copied().collect();
    if found.is_empty() {
        return Ok(None);
    }
    let count = found.len() as f64;
    let mean = sums::sum(&found) / count;
    let squares = sums::sum_of(&found, |index| (index - mean) * (index - mean));
    let sorted = ascending(&found);
    let between = |lower: f64, upper: f64| {
        let at = |share: f64| percentile(&sorted, 100.0 * share).expect("there are samples");
        Interval { lower: at(lower), upper: at(upper) }
    };
    let tail = (1.0 - options.level) / 2.0;
    let rests = left_out(n, of_rest)?;
    let corrected = rests.and_then(|rests| corrected_shares(estimate, &sorted, &rests, tail));
    Ok(Some(Bootstrap {
        estimate,
        bias: mean - estimate,
        standard_error: (found.len() > 1).then(|| (squares / (count - 1.0)).sqrt()),
        percentile: between(tail, 1.0 - tail),
        corrected: corrected.map(|(lower, upper)| between(lower, upper)),
        undefined: all.len() - found.len(),
    }))
}

/// The shares of samples below the ends of the corrected interval.
fn corrected_shares(estimate: f64, sorted: &[f64], rests: &[f64], tail: f64) -> Option<(f64, f64)> {
    let below = sorted.partition_point(|&index| index < estimate) as f64;
    let up_to = sorted.partition_point(|&index| index <= estimate) as f64;
    let share = f64::midpoint(below, up_to) / sorted.len() as f64;
    if share <= 0.0 || share >= 1.0 {
        return None;
    }
    let bias = normal::quantile(share);
    let mean = sums::sum(rests) / rests.len() as f64;
    let (squares, cubes) =
        (sums::sum_of(rests, |r| (mean - r) * (mean - r)), sums::sum_of(rests, |r| (mean - r).powi(3)));
    let acceleration = if squares > 0.0 { cubes / (6.0 * squares * squares.sqrt()) } else { 0.0 };
    let at = |z: f64| {
        let moved = bias + z;
        let left = 1.0 - acceleration * moved;
        // Past its pole the formula turns round and means nothing.
        (left > 0.0).then(|| normal::below(bias + moved / left))
    };
    Some((at(normal::quantile(tail))?, at(normal::quantile(1.0 - tail))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{Correction, Deviation, coefficient_of_variation, gini, theil_l, theil_t};

    const VALUES: [f64; 12] = [1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 5.0, 6.0, 7.0, 8.0, 12.0, 20.0];

    #[test]
    fn the_same_seed_gives_the_same_bytes_for_any_number_of_threads() {
        let run = |threads: usize, seed: u64| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let options = BootstrapOptions { seed, ..BootstrapOptions::default() };
            pool.install(|| bootstrap(&VALUES, theil_t, &options)).unwrap().unwrap()
        };
        assert_eq!(run(1, 1), run(3, 1));
        assert_ne!(run(1, 1), run(1, 2));
    }

    /// The mean has a bootstrap that can be worked out: the standard error is the population deviation over √n.
    #[test]
    fn the_mean_varies_as_it_must() {
        let mean = |y: &[f64]| Ok(Some(y.iter().sum::<f64>() / y.len() as f64));
        let options = BootstrapOptions { replicates: 20_000, ..BootstrapOptions::default() };
        let found = bootstrap(&VALUES, mean, &options).unwrap().unwrap();
        let cv = coefficient_of_variation(&VALUES, Deviation::Population).unwrap().unwrap();
        let exact = cv * found.estimate / 12_f64.sqrt();
        assert!((found.standard_error.unwrap() / exact - 1.0).abs() < 0.02, "{found:?}");
        assert!(found.bias.abs() < 4.0 * exact / 20_000_f64.sqrt());
        // Skewed to the right: the corrected interval lies further to the right.
        let corrected = found.corrected.unwrap();
        assert!(corrected.lower > found.percentile.lower && corrected.upper > found.percentile.upper);
    }

    #[test]
    fn samples_without_an_index_are_counted_and_equal_units_do_not_vary() {
        // Half of the samples of a zero and a one have a zero in them twice or not at all.
        let found = bootstrap(&[0.0, 1.0, 1.0], |y| gini(y, Correction::None), &BootstrapOptions::default());
        let found = found.unwrap().unwrap();
        assert!(found.undefined > 10 && found.undefined < 80, "1 in 27: {found:?}");
        assert_eq!(bootstrap(&[0.0, 1.0], theil_l, &BootstrapOptions::default()).unwrap(), None);
        let equal = bootstrap(&[0.1; 4], theil_t, &BootstrapOptions::default()).unwrap().unwrap();
        assert_eq!(equal.corrected, Some(Interval { lower: 0.0, upper: 0.0 }));
        assert_eq!(equal.standard_error, Some(0.0));
        assert_eq!(bootstrap(&[1.0], theil_t, &BootstrapOptions::default()).unwrap(), None);
        assert_eq!(bootstrap(&[], theil_t, &BootstrapOptions::default()).unwrap(), None);
    }

    #[test]
    fn bad_options_are_refused() {
        let with = |options: BootstrapOptions| bootstrap(&VALUES, theil_t, &options);
        let none = BootstrapOptions { replicates: 0, ..BootstrapOptions::default() };
        assert!(with(none).unwrap_err().to_string().contains("`replicates`"));
        for level in [0.0, 1.0, 95.0, f64::NAN] {
            let error =
                with(BootstrapOptions { level, ..BootstrapOptions::default() }).unwrap_err().to_string();
            assert!(error.contains("`level`"), "{error}");
        }
        assert!(bootstrap(&[1.0, f64::NAN], theil_t, &BootstrapOptions::default()).is_err());
    }
}
