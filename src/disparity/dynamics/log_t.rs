//! The log t test: whether units converge, whatever their ways there.

use super::periods;
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use crate::inference::least_squares;
use std::f64::consts::PI;

/// Below this t there is no convergence: the one-sided 5 % of the normal distribution.
pub(super) const CRITICAL: f64 = -1.65;

/// The test of convergence of Phillips and Sul.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogT {
    /// Twice the speed of convergence; 2 and more is convergence in levels, between 0 and 2 in growth rates.
    pub slope: f64,
    /// Its standard error, against heteroskedasticity and autocorrelation.
    pub standard_error: f64,
    /// Slope over error.
    pub t: f64,
    /// Whether `t` is above −1.65: convergence is not rejected.
    pub converges: bool,
    /// Periods used, after those trimmed at the start.
    pub periods: usize,
}

/// Whether the cross-section shrinks in the long run, units taking any way there.
///
/// # Formula
/// `h_it = x_it / (Σ_j x_jt / n)`, `H_t = Σ_i (h_it − 1)² / n`; by least squares over `t = [rT], …, T` `ln(H₁
/// / H_t) − 2 ln ln t = a + b ln t + u_t`; `t_b = b / s_b` with `s_b² = Ω / Σ (ln t − mean)²`, `Ω` the
/// long-run variance of the residuals by the quadratic-spectral kernel, its bandwidth by Andrews's rule from
/// a first-order autoregression
///
/// # Units
/// `values` above zero, one list of all units a period, periods of equal length. Usually the logarithm of
/// income per head, without its cycle: take that out before. `trim` is `r`: 0.3 up to 50 periods, 0.2 from
/// 100 on.
///
/// # Conventions
/// The first period used is the second or later, since `ln ln 1` is not finite. The autoregression's
/// coefficient is kept within ±0.97. `None` where there are fewer than two units, fewer than four periods
/// after trimming, or all units are equal in a period.
///
/// # Errors
/// Values that are not above zero or not finite; `trim` not in `0..1`.
///
/// # Panics
/// If the periods do not have equally many values.
///
/// # Example
/// ```
/// use jingwei::disparity::log_t_test;
/// // Two units, their distance falling as 1 / t, and growing.
/// let apart = |gap: fn(f64) -> f64| -> Vec<Vec<f64>> {
///     (1..=40).map(|t| vec![10.0 + gap(f64::from(t)), 10.0 - gap(f64::from(t))]).collect()
/// };
/// assert!(log_t_test(&apart(|t| 1.0 / t), 0.3)?.unwrap().converges);
/// assert!(!log_t_test(&apart(|t| 0.1 * t), 0.3)?.unwrap().converges);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Phillips, P. C. B. and Sul, D. (2007). Transition modeling and econometric convergence tests.
/// *Econometrica* 75(6). Andrews, D. W. K. (1991). Heteroskedasticity and autocorrelation consistent
/// covariance matrix estimation. *Econometrica* 59(3).
pub fn log_t_test(values: &[Vec<f64>], trim: f64) -> Result<Option<LogT>> {
    let units = accepted(values, trim)?;
    Ok(log_t(values, &(0..units).collect::<Vec<_>>(), trim))
}

/// Refuses what the test does not take; gives the number of units.
pub(super) fn accepted(values: &[Vec<f64>], trim: f64) -> Result<usize> {
    if !(0.0..1.0).contains(&trim) {
        let finding =
            Finding::new(Code::BadSetting, "the share of periods trimmed is not at least 0 and below 1");
        return Err(Error::usage(finding.value(trim).hint("0.3 up to 50 periods, 0.2 from 100 on")));
    }
    periods::check(values, "a value is not above zero", |v| v > 0.0 && v <= inputs::LARGEST)
}

/// The test among `group` of checked values.
pub(super) fn log_t(values: &[Vec<f64>], group: &[usize], trim: f64) -> Option<LogT> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of periods")]
    let first = ((trim * values.len() as f64).floor() as usize).max(2);
    let periods = (values.len() + 1).checked_sub(first)?;
    if group.len() < 2 || periods < 4 {
        return None;
    }
    let spread: Vec<f64> = values.iter().map(|values| spread(values, group)).collect();
    if spread.iter().any(|&spread| spread <= 0.0) {
        return None;
    }
    let log_time: Vec<f64> = (first..=values.len()).map(|t| libm::log(t as f64)).collect();
    let left =
        |(t, log_time): (usize, &f64)| libm::log(spread[0] / spread[t - 1]) - 2.0 * libm::log(*log_time);
    let y: Vec<f64> = (first..).zip(&log_time).map(left).collect();
    let fit = least_squares(&[vec![1.0; periods], log_time.clone()], &y, 0.95)?;
    let mean = log_time.iter().sum::<f64>() / periods as f64;
    let squares: f64 = log_time.iter().map(|x| (x - mean).powi(2)).sum();
    let standard_error = (long_run_variance(&fit.residuals) / squares).sqrt();
    if standard_error.is_nan() || standard_error <= 0.0 {
        return None;
    }
    let slope = fit.coefficients[1].estimate;
    let t = slope / standard_error;
    Some(LogT { slope, standard_error, t, converges: t > CRITICAL, periods })
}

/// `H_t`, exactly 0 where all are equal.
fn spread(values: &[f64], group: &[usize]) -> f64 {
    let first = values[group[0]];
    if group.iter().all(|&i| values[i].total_cmp(&first).is_eq()) {
        return 0.0;
    }
    let n = group.len() as f64;
    let mean = group.iter().map(|&i| values[i]).sum::<f64>() / n;
    group.iter().map(|&i| (values[i] / mean - 1.0).powi(2)).sum::<f64>() / n
}

/// The variance of a long sum of `u`, for each of its terms.
fn long_run_variance(u: &[f64]) -> f64 {
    let n = u.len();
    let covariance = |lag: usize| u[lag..].iter().zip(u).map(|(a, b)| a * b).sum::<f64>() / n as f64;
    let before: f64 = u[..n - 1].iter().map(|u| u * u).sum();
    if before <= 0.0 {
        return covariance(0);
    }
    let rho = (covariance(1) * n as f64 / before).clamp(-0.97, 0.97);
    let alpha = 4.0 * rho * rho / (1.0 - rho).powi(4);
    let bandwidth = 1.3221 * libm::pow(alpha * n as f64, 0.2);
    let kernel = |lag: usize| {
        let x = 6.0 * PI * lag as f64 / (5.0 * bandwidth);
        3.0 / (x * x) * (libm::sin(x) / x - libm::cos(x))
    };
    if bandwidth <= 0.0 {
        return covariance(0);
    }
    covariance(0) + 2.0 * (1..n).map(|lag| kernel(lag) * covariance(lag)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_known_by_its_making() {
        // H_t falls as (ln t)⁻² t⁻¹, but for a slight swing: the slope is one.
        let gap = |t: f64| 0.02 * (1.0 + 0.01 * (7.0 * t).sin()) / ((t + 1.0).ln() * t.sqrt());
        let values: Vec<Vec<f64>> = (1..=60)
            .map(f64::from)
            .map(|t| if t < 2.0 { vec![1.05, 0.95] } else { vec![1.0 + gap(t - 1e-9), 1.0 - gap(t - 1e-9)] })
            .collect();
        let test = log_t_test(&values, 0.3).unwrap().unwrap();
        assert!((test.slope - 1.0).abs() < 0.1 && test.converges && test.t > 20.0, "{test:?}");
        assert_eq!(test.periods, 43);
    }

    #[test]
    fn no_lag_matters_where_nothing_hangs_together() {
        // Two steps up, two down: no first-order dependence, hence no bandwidth.
        let u = [1.0, 1.0, -1.0, -1.0, 1.0];
        assert!((long_run_variance(&u) - 1.0).abs() < 1e-15);
        // A slow series has more than its variance.
        let slow: Vec<f64> = (0..50).map(|t| (f64::from(t) / 8.0).sin()).collect();
        assert!(long_run_variance(&slow) > 2.0 * slow.iter().map(|u| u * u).sum::<f64>() / 50.0);
    }

    #[test]
    fn what_cannot_be_tested_is_absent_or_refused() {
        assert_eq!(log_t_test(&vec![vec![1.0, 2.0]; 4], 0.3).unwrap(), None, "too short");
        assert_eq!(log_t_test(&vec![vec![1.0]; 40], 0.3).unwrap(), None, "one unit");
        assert_eq!(log_t_test(&vec![vec![0.1; 3]; 40], 0.3).unwrap(), None, "all equal");
        assert_eq!(log_t_test(&[], 0.3).unwrap(), None);
        assert!(log_t_test(&[vec![1.0, 0.0]], 0.3).is_err() && log_t_test(&[vec![1.0]], 1.0).is_err());
    }
}
