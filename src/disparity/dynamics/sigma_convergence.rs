//! Sigma convergence: whether dispersion falls.

use super::periods;
use crate::disparity::inequality::Deviation;
use crate::disparity::inputs;
use crate::error::Result;
use crate::inference::distributions::{chi_square_upper, student_t_two_sided};
use crate::inference::{Coefficient, least_squares};

/// The dispersion of one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// The year.
    pub year: i32,
    /// Standard deviation of the natural logarithms.
    pub log_deviation: f64,
    /// Standard deviation in units of the mean.
    pub coefficient_of_variation: f64,
}

/// A straight line through a series over years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The line in the first year.
    pub start: Coefficient,
    /// Its change a year; below zero, and significantly so, is convergence.
    pub slope: Coefficient,
    /// Share of the variance explained; `None` where the series does not vary.
    pub r_squared: Option<f64>,
}

/// Whether the logarithms of the first and the last year are equally dispersed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EqualDispersion {
    /// Variance of the logarithms in the first year over that in the last: above 1 is convergence.
    pub variance_ratio: f64,
    /// Pitman's and Morgan's t: above zero where the first year is more dispersed.
    pub t: f64,
    /// Its degrees of freedom, `n − 2`.
    pub degrees: usize,
    /// Its two-sided p-value.
    pub p: f64,
    /// Carree's and Klomp's likelihood ratio `T₂`, chi-square with one degree of freedom.
    pub likelihood_ratio: f64,
    /// Its p-value.
    pub likelihood_ratio_p: f64,
}

/// Dispersion year by year, its trend, and a test of the last year against the first.
#[derive(Debug, Clone, PartialEq)]
pub struct SigmaConvergence {
    /// One entry a year.
    pub years: Vec<Dispersion>,
    /// The trend of the standard deviation of logarithms; `None` with fewer than three years.
    pub log_trend: Option<Trend>,
    /// The trend of the coefficient of variation; `None` with fewer than three years.
    pub variation_trend: Option<Trend>,
    /// `None` with one year, fewer than three units, or where the last year follows from the first.
    pub first_to_last: Option<EqualDispersion>,
}

/// Whether units come closer to each other: dispersion year by year, its trend, and its test.
///
/// # Formula
/// `σ_t = √(Σ_i (ln y_it − mean_t)² / (n − 1))`, or with `n` for [`Deviation::Population`], and the
/// coefficient of variation likewise. With `r` the correlation of `ln y_i1 − ln y_iT` and `ln y_i1 + ln y_iT`
/// over units, `t = r √(n − 2) / √(1 − r²)` and `T₂ = (n − 2.5) ln(1 + ¼ (σ₁² − σ_T²)² / (σ₁² σ_T² − σ₁T²))`.
///
/// # Units
/// `values` above zero in any unit, one list of all units a year; slopes a year.
///
/// # Conventions
/// Each unit counts once. `None` where there is no year or fewer than two units. A trend is least squares on
/// the year with intervals of 95 %; its test takes the years as independent, which a slow series is not, so
/// that the test of the last year against the first, which takes the same units to be correlated, is the
/// safer one.
///
/// # Errors
/// Values that are not above zero or not finite; years that stand twice or go back.
///
/// # Panics
/// If there is not one list of values a year, each with one value a unit.
///
/// # Example
/// ```
/// use jingwei::disparity::{Deviation, sigma_convergence};
/// let values = [vec![1.0, 4.0], vec![2.0, 4.0], vec![3.0, 3.0]];
/// let sigma = sigma_convergence(&[2000, 2010, 2020], &values, Deviation::Population)?.unwrap();
/// // Logarithms half of ln 4, half of ln 2, and nothing from their means.
/// assert!((sigma.years[0].log_deviation - 2_f64.ln()).abs() < 1e-15);
/// assert_eq!(sigma.years[2].log_deviation, 0.0);
/// assert!((sigma.log_trend.unwrap().slope.estimate + 2_f64.ln() / 20.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. *Journal of Political Economy* 100(2). Carree, M.
/// and Klomp, L. (1997). Testing the convergence hypothesis: a comment. *Review of Economics and Statistics*
/// 79(4). Pitman, E. J. G. (1939). A note on normal correlation. *Biometrika* 31. Morgan, W. A. (1939). A
/// test for the significance of the difference between the two variances in a sample from a normal bivariate
/// population. *Biometrika* 31.
pub fn sigma_convergence(
    years: &[i32],
    values: &[Vec<f64>],
    deviation: Deviation,
) -> Result<Option<SigmaConvergence>> {
    periods::years(years, values.len())?;
    let units = periods::positive(values)?;
    if units < 2 {
        return Ok(None);
    }
    let logs: Vec<Vec<f64>> = values.iter().map(|v| v.iter().map(|&y| libm::log(y)).collect()).collect();
    let divisor = match deviation {
        Deviation::Sample => units as f64 - 1.0,
        Deviation::Population => units as f64,
    };
    let spread = |values: &[f64]| (co_moment(values, values) / divisor).sqrt();
    let dispersion = |((&year, values), logs): ((&i32, &Vec<f64>), &Vec<f64>)| Dispersion {
        year,
        log_deviation: spread(logs),
        coefficient_of_variation: spread(values) / mean(values),
    };
    let series: Vec<Dispersion> = years.iter().zip(values).zip(&logs).map(dispersion).collect();
    let trend = |of: fn(&Dispersion) -> f64| trend(years, &series.iter().map(of).collect::<Vec<_>>());
    let first_to_last = match logs.as_slice() {
        [first, .., last] => equal_dispersion(first, last),
        _ => None,
    };
    Ok(Some(SigmaConvergence {
        log_trend: trend(|d| d.log_deviation),
        variation_trend: trend(|d| d.coefficient_of_variation),
        years: series,
        first_to_last,
    }))
}

fn trend(years: &[i32], series: &[f64]) -> Option<Trend> {
    let since: Vec<f64> = years.iter().map(|&year| f64::from(year) - f64::from(years[0])).collect();
    let fit = least_squares(&[vec![1.0; series.len()], since], series, 0.95)?;
    Some(Trend { start: fit.coefficients[0], slope: fit.coefficients[1], r_squared: fit.r_squared })
}

fn equal_dispersion(first: &[f64], last: &[f64]) -> Option<EqualDispersion> {
    let n = first.len() as f64;
    let difference: Vec<f64> = first.iter().zip(last).map(|(a, b)| a - b).collect();
    let sum: Vec<f64> = first.iter().zip(last).map(|(a, b)| a + b).collect();
    let (apart, together) = (co_moment(&difference, &difference), co_moment(&sum, &sum));
    // A difference that does not vary but for rounding: the last year follows from the first.
    if apart <= 1e-24 * together || together <= 1e-24 * apart {
        return None;
    }
    let across = co_moment(&difference, &sum);
    let unexplained = 1.0 - across * across / (apart * together);
    let variance_ratio = co_moment(first, first) / co_moment(last, last);
    // A correlation of one leaves nothing to test against.
    if first.len() < 3 || !variance_ratio.is_finite() || unexplained.is_nan() || unexplained < 1e-12 {
        return None;
    }
    let t = across / (apart * together).sqrt() * ((n - 2.0) / unexplained).sqrt();
    // The same as with the variances and the covariance, by the same correlation.
    let likelihood_ratio = -(n - 2.5) * libm::log(unexplained);
    Some(EqualDispersion {
        variance_ratio,
        t,
        degrees: first.len() - 2,
        p: student_t_two_sided(t, n - 2.0),
        likelihood_ratio,
        likelihood_ratio_p: chi_square_upper(likelihood_ratio, 1.0),
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// `Σ (a − ā)(b − b̄)`, exactly 0 where one of them does not vary.
fn co_moment(a: &[f64], b: &[f64]) -> f64 {
    if inputs::all_equal(a) || inputs::all_equal(b) {
        return 0.0;
    }
    let (mean_a, mean_b) = (mean(a), mean(b));
    a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: [f64; 6] = [1.0, 2.0, 4.0, 9.0, 11.0, 30.0];
    const LAST: [f64; 6] = [3.0, 3.5, 4.0, 8.0, 9.0, 10.0];

    /// The likelihood ratio as its authors write it.
    #[test]
    fn the_likelihood_ratio_by_variances_and_covariance() {
        let values = [FIRST.to_vec(), LAST.to_vec()];
        let sigma = sigma_convergence(&[1, 2], &values, Deviation::Population).unwrap().unwrap();
        let test = sigma.first_to_last.unwrap();
        let logs = |v: &[f64]| v.iter().map(|v| v.ln()).collect::<Vec<_>>();
        let (a, b) = (logs(&FIRST), logs(&LAST));
        let (va, vb, cov) = (co_moment(&a, &a) / 6.0, co_moment(&b, &b) / 6.0, co_moment(&a, &b) / 6.0);
        let written = 3.5 * (1.0 + 0.25 * (va - vb).powi(2) / (va * vb - cov * cov)).ln();
        assert!((test.likelihood_ratio - written).abs() < 1e-11 * written);
        assert!(test.t > 0.0 && test.variance_ratio > 1.0 && test.degrees == 4);
        // The two tests read the same correlation.
        assert!((test.p - test.likelihood_ratio_p).abs() < 0.05);
    }

    #[test]
    fn the_last_year_first_turns_the_sign() {
        let there = sigma_convergence(&[1, 2], &[FIRST.to_vec(), LAST.to_vec()], Deviation::Sample);
        let back = sigma_convergence(&[1, 2], &[LAST.to_vec(), FIRST.to_vec()], Deviation::Sample);
        let test = |sigma: Result<Option<SigmaConvergence>>| sigma.unwrap().unwrap().first_to_last.unwrap();
        let (there, back) = (test(there), test(back));
        assert!((there.t + back.t).abs() < 1e-12 && (there.p - back.p).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_tested_is_absent() {
        let equal = vec![vec![5.0; 3], vec![6.0; 3], vec![0.1; 3]];
        let sigma = sigma_convergence(&[1, 2, 3], &equal, Deviation::Sample).unwrap().unwrap();
        assert!(
            sigma.years.iter().all(|d| d.log_deviation.abs() + d.coefficient_of_variation.abs() < 1e-300)
        );
        assert_eq!((sigma.first_to_last, sigma.log_trend.unwrap().r_squared), (None, None));
        assert_eq!(sigma_convergence(&[1], &[vec![2.0]], Deviation::Sample).unwrap(), None);
        assert_eq!(sigma_convergence(&[], &[], Deviation::Sample).unwrap(), None);
        // Doubled from year to year: the same logarithms but for a constant.
        let doubled = [FIRST.to_vec(), FIRST.map(|y| 2.0 * y).to_vec()];
        let sigma = sigma_convergence(&[1, 2], &doubled, Deviation::Sample).unwrap().unwrap();
        assert!(sigma.first_to_last.is_none() && sigma.log_trend.is_none());
    }

    #[test]
    fn what_has_no_logarithm_and_years_that_stand_twice_are_refused() {
        assert!(sigma_convergence(&[1, 2], &[vec![1.0, 0.0], vec![1.0, 2.0]], Deviation::Sample).is_err());
        assert!(sigma_convergence(&[1, 1], &[vec![1.0, 3.0], vec![1.0, 2.0]], Deviation::Sample).is_err());
        assert!(sigma_convergence(&[1], &[vec![1.0, f64::NAN]], Deviation::Sample).is_err());
    }
}
