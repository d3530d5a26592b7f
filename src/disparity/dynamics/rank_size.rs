//! Rank and size: Zipf's law and its kin.

use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use crate::inference::least_squares;

/// The normal quantile of a two-sided interval of 95 %.
const TWO_SIDED_95: f64 = 1.959_963_984_540_054;

/// What is taken from the rank before its logarithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RankShift {
    /// One half, which takes away the bias of few units; the default.
    #[default]
    Half,
    /// Nothing: the plain rank.
    None,
}

/// An exponent of a Pareto tail, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TailExponent {
    /// The exponent; 1 is Zipf's law, below 1 the largest have more.
    pub exponent: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Lower end of the interval of 95 %, by the normal distribution.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl TailExponent {
    fn new(exponent: f64, standard_error: f64) -> Self {
        let half = TWO_SIDED_95 * standard_error;
        Self { exponent, standard_error, lower: exponent - half, upper: exponent + half }
    }
}

/// A line through ranks and sizes, both as logarithms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankSize {
    /// How fast ranks grow as sizes fall, with the error `ζ √(2 / n)`.
    pub tail: TailExponent,
    /// Logarithm of the rank at size 1.
    pub intercept: f64,
    /// What least squares call the standard error: far too small, since ranks hang together. For comparison
    /// only.
    pub least_squares_error: f64,
    /// Share of the variance explained.
    pub r_squared: f64,
    /// The other regression, `ln size = c − q ln rank`: its `q`, as in studies of urban systems.
    pub zipf_dimension: f64,
    /// The `r_squared` of that.
    pub zipf_r_squared: f64,
    /// How many units.
    pub units: usize,
}

/// How sizes fall with rank, by least squares on logarithms.
///
/// # Formula
/// `ln(rank_i − s) = a − ζ ln size_i` with `s = 1/2` or 0; standard error `ζ √(2 / n)`
///
/// # Units
/// `sizes` above zero in any unit.
///
/// # Conventions
/// The largest has rank 1; equal sizes have ranks one after the other. All sizes given are taken to be of the
/// tail: leave out what is below it. `zipf_dimension` uses the plain rank. `None` where there are fewer than
/// three units or all are equal.
///
/// # Errors
/// Sizes that are not above zero or not finite.
///
/// # Example
/// ```
/// use jingwei::disparity::{RankShift, rank_size};
/// // The second has a half of the first, the third a third, as Zipf has it.
/// let zipf = rank_size(&[60.0, 30.0, 20.0, 15.0, 12.0], RankShift::None)?.unwrap();
/// assert!((zipf.tail.exponent - 1.0).abs() < 1e-13);
/// assert!((zipf.zipf_dimension - 1.0).abs() < 1e-13);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Gabaix, X. and Ibragimov, R. (2011). Rank − 1/2: a simple way to improve the OLS estimation of tail
/// exponents. *Journal of Business & Economic Statistics* 29(1).
pub fn rank_size(sizes: &[f64], shift: RankShift) -> Result<Option<RankSize>> {
    let sorted = descending(sizes)?;
    if sorted.len() < 3 || inputs::all_equal(&sorted) {
        return Ok(None);
    }
    let shift = match shift {
        RankShift::Half => 0.5,
        RankShift::None => 0.0,
    };
    let log_sizes: Vec<f64> = sorted.iter().map(|&size| libm::log(size)).collect();
    let log_ranks =
        |shift: f64| -> Vec<f64> { (1..=sorted.len()).map(|rank| libm::log(rank as f64 - shift)).collect() };
    let one = vec![1.0; sorted.len()];
    let fit = least_squares(&[one.clone(), log_sizes.clone()], &log_ranks(shift), 0.95);
    let turned = least_squares(&[one, log_ranks(0.0)], &log_sizes, 0.95);
    // Sizes that differ in their last digits only make no line.
    let (Some(fit), Some(turned)) = (fit, turned) else { return Ok(None) };
    let (Some(r_squared), Some(zipf_r_squared)) = (fit.r_squared, turned.r_squared) else { return Ok(None) };
    let exponent = -fit.coefficients[1].estimate;
    Ok(Some(RankSize {
        tail: TailExponent::new(exponent, exponent * (2.0 / sorted.len() as f64).sqrt()),
        intercept: fit.coefficients[0].estimate,
        least_squares_error: fit.coefficients[1].standard_error,
        r_squared,
        zipf_dimension: -turned.coefficients[1].estimate,
        zipf_r_squared,
        units: sorted.len(),
    }))
}

/// The exponent of the tail of sizes by Hill's estimator, free of bias where they follow Pareto's law.
///
/// # Formula
/// `ζ = (n − 2) / Σ_{i < n} (ln size_(i) − ln size_(n))`, sizes falling; standard error `ζ / √(n − 3)`
///
/// # Units
/// `sizes` above zero in any unit, the smallest of them the bound of the tail.
///
/// # Conventions
/// `None` where there are fewer than four units or all are equal.
///
/// # Errors
/// Sizes that are not above zero or not finite.
///
/// # Example
/// ```
/// use jingwei::disparity::hill;
/// // Logarithms of base 2 above the smallest: 3, 2 and 1.
/// let tail = hill(&[1.0, 8.0, 2.0, 4.0])?.unwrap();
/// assert!((tail.exponent - 2.0 / (6.0 * 2_f64.ln())).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hill, B. M. (1975). A simple general approach to inference about the tail of a distribution. *Annals of
/// Statistics* 3(5). Gabaix, X. (2009). Power laws in economics and finance. *Annual Review of Economics* 1.
pub fn hill(sizes: &[f64]) -> Result<Option<TailExponent>> {
    let sorted = descending(sizes)?;
    let (n, Some(&least)) = (sorted.len() as f64, sorted.last()) else { return Ok(None) };
    if sorted.len() < 4 || inputs::all_equal(&sorted) {
        return Ok(None);
    }
    let sum: f64 = sorted.iter().map(|&size| libm::log(size / least)).sum();
    let exponent = (n - 2.0) / sum;
    Ok(Some(TailExponent::new(exponent, exponent / (n - 3.0).sqrt())))
}

/// Checked sizes, the largest first.
pub(super) fn descending(sizes: &[f64]) -> Result<Vec<f64>> {
    let findings: Vec<Finding> = (1..)
        .zip(sizes)
        .filter(|&(_, &size)| !(size > 0.0 && size <= inputs::LARGEST))
        .map(|(number, &size)| inputs::finding("a size is not above zero", size).feature(number))
        .collect();
    debug_assert!(findings.iter().all(|finding| finding.code == Code::BadValue));
    if !findings.is_empty() {
        return Err(Error::Input(findings));
    }
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes at the middles of a thousand equal shares of a Pareto tail.
    fn pareto(exponent: f64) -> Vec<f64> {
        (0..1000).map(|i| libm::pow((f64::from(i) + 0.5) / 1000.0, -1.0 / exponent)).collect()
    }

    #[test]
    fn the_exponent_of_a_tail_is_found() {
        for exponent in [0.8, 1.0, 1.7] {
            let sizes = pareto(exponent);
            let half = rank_size(&sizes, RankShift::Half).unwrap().unwrap();
            // Ranks less one half lie on the line exactly.
            assert!((half.tail.exponent - exponent).abs() < 1e-10 && half.r_squared > 1.0 - 1e-12);
            assert!((half.tail.standard_error - exponent * 0.002_f64.sqrt()).abs() < 1e-10);
            let plain = rank_size(&sizes, RankShift::None).unwrap().unwrap();
            assert!(plain.tail.exponent < exponent, "few at the top: biased downwards");
            let hill = hill(&sizes).unwrap().unwrap();
            assert!(hill.lower < exponent && exponent < hill.upper);
        }
    }

    #[test]
    fn a_unit_of_size_changes_no_exponent() {
        let sizes = [5.0, 1.0, 2.5, 9.0, 30.0];
        let scaled = sizes.map(|size| size * 1e4);
        let exponent = |sizes: &[f64]| rank_size(sizes, RankShift::Half).unwrap().unwrap().tail.exponent;
        assert!((exponent(&sizes) - exponent(&scaled)).abs() < 1e-13);
        assert!(
            (hill(&sizes).unwrap().unwrap().exponent - hill(&scaled).unwrap().unwrap().exponent).abs()
                < 1e-13
        );
    }

    #[test]
    fn too_few_and_equal_sizes_have_no_exponent() {
        for sizes in [vec![], vec![3.0], vec![1.0, 2.0], vec![4.0; 9]] {
            assert_eq!(rank_size(&sizes, RankShift::Half).unwrap(), None);
            assert_eq!(hill(&sizes).unwrap(), None);
        }
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(rank_size(&[1.0, bad, 2.0], RankShift::Half).is_err() && hill(&[bad]).is_err());
        }
    }
}
