//! Beta convergence: whether the poor grow faster than the rich.

use super::periods;
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use crate::inference::{Coefficient, least_squares};

/// A property of the units that may set their long-run level apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covariate<'a> {
    /// Its name, repeated in the result.
    pub name: &'a str,
    /// One value a unit.
    pub values: &'a [f64],
}

/// A growth regression.
#[derive(Debug, Clone, PartialEq)]
pub struct BetaConvergence {
    /// Growth a year where the logarithm at the start, and every covariate, is 0.
    pub intercept: Coefficient,
    /// Change of growth a year with the logarithm at the start; below zero is convergence.
    pub beta: Coefficient,
    /// The covariates by name, in the order given.
    pub covariates: Vec<(String, Coefficient)>,
    /// Share of the variance of growth explained; `None` where all units grow alike.
    pub r_squared: Option<f64>,
    /// The same less what the number of coefficients explains by chance.
    pub adjusted_r_squared: Option<f64>,
    /// Number of units.
    pub units: usize,
    /// Share of the gap to the long-run level that closes in a year, continuously; below zero where it opens.
    /// `None` where the gap turns its sign within the span.
    pub speed: Option<f64>,
    /// The ends of `beta`'s interval as speeds, lower first.
    pub speed_interval: [Option<f64>; 2],
    /// Years until half of the gap has closed; `None` where it does not close.
    pub half_life: Option<f64>,
}

/// Whether units that start lower grow faster, whatever else they are: absolute beta convergence.
///
/// # Formula
/// `(ln y_iT − ln y_i0) / T = a + β ln y_i0 + u_i` by least squares; `speed = −ln(1 + βT) / T` and
/// `half-life = ln 2 / speed`
///
/// # Units
/// `first` and `last` above zero in any one unit, one value a unit; `years` between them, above zero.
///
/// # Conventions
/// Standard errors of least squares, intervals at `confidence` from Student's t. `None` where there are fewer
/// than three units or all start alike.
///
/// # Errors
/// Values that are not above zero or not finite; `years` not above zero; `confidence` not between 0 and 1.
///
/// # Panics
/// If `first` and `last` are not equally long.
///
/// # Example
/// ```
/// use jingwei::disparity::beta_convergence;
/// // In ten years everyone comes half of the way to 1, as logarithms go.
/// let beta = beta_convergence(&[16.0, 4.0, 256.0], &[4.0, 2.0, 16.0], 10.0, 0.95)?.unwrap();
/// assert!((beta.beta.estimate + 0.05).abs() < 1e-15);
/// assert!((beta.half_life.unwrap() - 10.0).abs() < 1e-12);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. *Journal of Political Economy* 100(2).
pub fn beta_convergence(
    first: &[f64],
    last: &[f64],
    years: f64,
    confidence: f64,
) -> Result<Option<BetaConvergence>> {
    conditional_beta_convergence(first, last, years, &[], confidence)
}

/// Whether units that start lower grow faster among those alike in other respects: conditional convergence.
///
/// # Formula
/// As [`beta_convergence`] with `+ Σ_k γ_k x_ik`. Dummies of clubs as covariates ask for convergence within
/// them.
///
/// # Units
/// As [`beta_convergence`]; covariates in any unit.
///
/// # Conventions
/// As [`beta_convergence`]. `None` where there are no more units than coefficients, or where a covariate
/// follows from the others: leave out one of a full set of dummies.
///
/// # Errors
/// As [`beta_convergence`], and covariates that are not finite.
///
/// # Panics
/// If `first`, `last` and each covariate are not equally long.
///
/// # Example
/// ```
/// use jingwei::disparity::{Covariate, conditional_beta_convergence};
/// let coast = Covariate { name: "coast", values: &[1.0, 1.0, 0.0, 0.0, 0.0] };
/// // The coast converges to 16, the rest to 1: all close half of the gap in ten years.
/// let first = [4.0, 64.0, 4.0, 16.0, 256.0];
/// let last = [8.0, 32.0, 2.0, 4.0, 16.0];
/// let beta = conditional_beta_convergence(&first, &last, 10.0, &[coast], 0.95)?.unwrap();
/// assert!((beta.half_life.unwrap() - 10.0).abs() < 1e-12);
/// assert!((beta.covariates[0].1.estimate - 0.05 * 16_f64.ln()).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Mankiw, N. G., Romer, D. and Weil, D. N. (1992). A contribution to the empirics of economic growth.
/// *Quarterly Journal of Economics* 107(2).
pub fn conditional_beta_convergence(
    first: &[f64],
    last: &[f64],
    years: f64,
    covariates: &[Covariate<'_>],
    confidence: f64,
) -> Result<Option<BetaConvergence>> {
    above_zero(first, last)?;
    span(years, confidence)?;
    for covariate in covariates {
        assert_eq!(covariate.values.len(), first.len(), "one value of a covariate a unit");
        inputs::finite(covariate.values)?;
    }
    let start: Vec<f64> = first.iter().map(|&y| libm::log(y)).collect();
    let growth: Vec<f64> =
        start.iter().zip(last).map(|(&start, &y)| (libm::log(y) - start) / years).collect();
    let mut columns = vec![vec![1.0; first.len()], start];
    columns.extend(covariates.iter().map(|covariate| covariate.values.to_vec()));
    let Some(fit) = least_squares(&columns, &growth, confidence) else { return Ok(None) };
    let beta = fit.coefficients[1];
    let adjust = |r: f64| 1.0 - (1.0 - r) * (first.len() as f64 - 1.0) / fit.degrees as f64;
    let speed = speed(beta.estimate, years);
    let names = covariates.iter().map(|covariate| covariate.name.to_owned());
    Ok(Some(BetaConvergence {
        intercept: fit.coefficients[0],
        beta,
        covariates: names.zip(fit.coefficients[2..].iter().copied()).collect(),
        r_squared: fit.r_squared,
        adjusted_r_squared: fit.r_squared.map(adjust),
        units: first.len(),
        speed,
        // The lower the beta, the higher the speed.
        speed_interval: [speed_at(beta.upper, years), speed_at(beta.lower, years)],
        half_life: speed.filter(|&speed| speed > 0.0).map(|speed| std::f64::consts::LN_2 / speed),
    }))
}

fn speed(beta: f64, years: f64) -> Option<f64> {
    // Written so that a speed of nothing is not minus zero.
    speed_at(beta, years).map(|speed| speed + 0.0)
}

/// `−ln(1 + βT) / T`
fn speed_at(beta: f64, years: f64) -> Option<f64> {
    (beta * years > -1.0).then(|| -libm::log1p(beta * years) / years)
}

fn above_zero(first: &[f64], last: &[f64]) -> Result<()> {
    assert_eq!(first.len(), last.len(), "one first and one last value a unit");
    periods::positive(&[first.to_vec(), last.to_vec()]).map(drop)
}

fn span(years: f64, confidence: f64) -> Result<()> {
    if !(years > 0.0 && years.is_finite()) {
        let finding = Finding::new(Code::BadSetting, "the years between first and last are not above zero");
        return Err(Error::usage(finding.value(years)));
    }
    if !(confidence > 0.0 && confidence < 1.0) {
        let finding = Finding::new(Code::BadSetting, "a confidence is not between 0 and 1");
        return Err(Error::usage(finding.value(confidence).hint("0.95 is the usual one")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divergence_has_no_half_life_and_overshooting_no_speed() {
        let beta = beta_convergence(&[2.0, 4.0, 8.0], &[2.0, 8.0, 32.0], 10.0, 0.95).unwrap().unwrap();
        assert!(beta.beta.estimate > 0.0 && beta.speed.unwrap() < 0.0 && beta.half_life.is_none());
        // First and last change places.
        let beta = beta_convergence(&[2.0, 4.0, 8.0], &[8.0, 4.0, 2.0], 10.0, 0.95).unwrap().unwrap();
        assert_eq!((beta.speed, beta.half_life), (None, None));
    }

    #[test]
    fn a_unit_of_money_changes_only_the_intercept() {
        let (first, last) = ([3.0, 5.0, 9.0, 20.0], [7.0, 9.0, 16.0, 25.0]);
        let cents = |values: [f64; 4]| values.map(|v| 100.0 * v);
        let plain = beta_convergence(&first, &last, 7.0, 0.9).unwrap().unwrap();
        let scaled = beta_convergence(&cents(first), &cents(last), 7.0, 0.9).unwrap().unwrap();
        assert!((plain.beta.estimate - scaled.beta.estimate).abs() < 1e-13);
        assert!((plain.speed.unwrap() - scaled.speed.unwrap()).abs() < 1e-13);
        let [slow, fast] = plain.speed_interval.map(Option::unwrap);
        assert!(slow < plain.speed.unwrap() && plain.speed.unwrap() < fast);
    }

    #[test]
    fn what_cannot_be_estimated_is_absent_or_refused() {
        assert_eq!(beta_convergence(&[3.0; 4], &[1.0, 2.0, 3.0, 4.0], 1.0, 0.95).unwrap(), None);
        assert_eq!(beta_convergence(&[3.0, 4.0], &[5.0, 6.0], 1.0, 0.95).unwrap(), None);
        assert_eq!(beta_convergence(&[], &[], 1.0, 0.95).unwrap(), None);
        assert!(beta_convergence(&[3.0, 0.0], &[5.0, 6.0], 1.0, 0.95).is_err());
        assert!(beta_convergence(&[3.0, 1.0], &[5.0, -6.0], 1.0, 0.95).is_err());
        assert!(beta_convergence(&[3.0], &[5.0], 0.0, 0.95).is_err());
        assert!(beta_convergence(&[3.0], &[5.0], 1.0, 1.0).is_err());
        let bad = Covariate { name: "x", values: &[f64::NAN] };
        assert!(conditional_beta_convergence(&[3.0], &[5.0], 1.0, &[bad], 0.95).is_err());
        // A full set of dummies and the constant.
        let dummies = [[1.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0, 1.0]];
        let dummies = dummies.each_ref().map(|values| Covariate { name: "club", values });
        let (first, last) = ([1.0, 2.0, 3.0, 5.0, 8.0], [2.0, 3.0, 5.0, 7.0, 9.0]);
        assert_eq!(conditional_beta_convergence(&first, &last, 1.0, &dummies, 0.95).unwrap(), None);
    }
}
