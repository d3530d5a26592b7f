//! How a value falls with the distance from the core.

mod inverse_s;
mod logarithmic;
#[cfg(test)]
mod tests;

use super::{FromCores, Separation};
use crate::error::{Code, Error, Finding, Result};
use crate::inference::Coefficient;

/// The form of a gradient; `r` is the distance, `f` the value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gradient {
    /// `f = a e^(−b r)`: falls by an equal share with every step (Clark 1951). Parameters `centre` (a) and `rate` (b).
    Clark,
    /// `f = a r^(−b)`: steep at the core, with a long tail. Parameters `at_one` (a) and `exponent` (b).
    Power,
    /// `f = (top − c) / (1 + e^(α (2r/D − 1))) + c`: a core, a steep edge, a flat hinterland (Jiao 2015). Parameters
    /// `top`, `slope` (α), `extent` (D) and `background` (c). Where `top` is given it is not fitted: 1 for shares of
    /// built-up land, as in the paper.
    InverseS {
        /// The value at the very core.
        top: Option<f64>,
    },
}

impl Gradient {
    /// The names of the parameters that are fitted, in the order of [`GradientFit::parameters`].
    #[must_use]
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Clark => &["centre", "rate"],
            Self::Power => &["at_one", "exponent"],
            Self::InverseS { top: None } => &["top", "slope", "extent", "background"],
            Self::InverseS { top: Some(_) } => &["slope", "extent", "background"],
        }
    }

    /// The key by which it is asked for.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Clark => "clark",
            Self::Power => "power",
            Self::InverseS { .. } => "inverse-s",
        }
    }
}

/// A gradient with its parameters and how well it fits.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct GradientFit<D> {
    /// The form.
    pub gradient: Gradient,
    /// The parameters in the order of [`Gradient::parameters`]. Those of `centre` and `at_one` have no test against 0,
    /// and their intervals are those of the logarithm, so not symmetric.
    pub parameters: Vec<Coefficient>,
    /// Share of the variance explained in what was fitted: of the logarithms for Clark and power, of the values for
    /// the inverse S; `None` where nothing varies.
    pub r_squared: Option<f64>,
    /// The same of the values themselves, so that forms can be compared; below 0 where the mean would do better.
    pub r_squared_of_values: Option<f64>,
    /// Places that took part.
    pub observations: usize,
    /// Places with a value that have no logarithm: values that are not above 0 or, for the power, the core itself.
    pub left_out: usize,
    /// The farthest place that took part; beyond it the gradient says nothing.
    pub farthest: D,
}

/// A gradient of `values` around the cores, by least squares.
///
/// # Formula
/// Clark: `ln f = ln a − b r`; power: `ln f = ln a − b ln r`; both by ordinary least squares. Inverse S: least squares of
/// the values by Levenberg and Marquardt, from the best point of a grid on which `top` and `c` are solved for.
///
/// # Units
/// Distances in minutes or kilometres, `rate` per minute or kilometre, `extent` in them; values in any unit, densities by
/// custom. `confidence` of the intervals, such as 0.95.
///
/// # Conventions
/// Places without a value or out of reach do not take part. Intervals are Student's, for the inverse S those of the
/// linearised fit. `None` where the values have no such shape: all at one distance, or no S that comes to rest.
///
/// # Errors
/// [`Code::BadValue`] for values that are not finite; fewer places than parameters and one more.
///
/// # Panics
/// If `values` does not have one value for each place, or `confidence` is not between 0 and 1.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::rings::{FromCores, Gradient, fit_gradient};
///
/// let mut rows = vec![vec![None; 4]; 4];
/// rows[0] = [0.0, 10.0, 20.0, 30.0].map(Some).to_vec();
/// let from = FromCores::by_time(&TravelTimes::from_minutes(&rows), &[0]);
/// // Halves every ten minutes.
/// let density = [800.0, 400.0, 200.0, 100.0].map(Some);
/// let fit = fit_gradient(&from, &density, Gradient::Clark, 0.95)?.unwrap();
/// assert!((fit.parameters[0].estimate - 800.0).abs() < 1e-9);
/// assert!((fit.parameters[1].estimate - 2_f64.ln() / 10.0).abs() < 1e-12);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Clark, C. (1951). Urban population densities. *Journal of the Royal Statistical Society A* 114(4).
/// Jiao, L. (2015). Urban land density function: a new method to characterize urban expansion. *Landscape and Urban
/// Planning* 139.
pub fn fit_gradient<D: Separation>(
    from: &FromCores<D>,
    values: &[Option<f64>],
    gradient: Gradient,
    confidence: f64,
) -> Result<Option<GradientFit<D>>> {
    assert!(confidence > 0.0 && confidence < 1.0, "a confidence lies between 0 and 1");
    let pairs = checked_pairs(from, values)?;
    let used = |&&(r, f): &&(D, f64)| match gradient {
        Gradient::Clark => f > 0.0,
        Gradient::Power => f > 0.0 && r.get() > 0.0,
        Gradient::InverseS { .. } => true,
    };
    let points: Vec<(f64, f64)> = pairs.iter().filter(used).map(|&(r, f)| (r.get(), f)).collect();
    let wanted = gradient.parameters().len() + 1;
    if points.len() < wanted {
        return Err(too_few(points.len(), wanted, gradient.key()));
    }
    let farthest = pairs.iter().filter(used).next_back().expect("there are points").0;
    let found = match gradient {
        Gradient::Clark | Gradient::Power => {
            logarithmic::fit(&points, gradient == Gradient::Power, confidence)
        }
        Gradient::InverseS { top } => inverse_s::fit(&points, top, confidence),
    };
    Ok(found.map(|(parameters, r_squared)| {
        let mut fit = GradientFit {
            gradient,
            parameters,
            r_squared,
            r_squared_of_values: None,
            observations: points.len(),
            left_out: pairs.len() - points.len(),
            farthest,
        };
        fit.r_squared_of_values = explained(&points, |r| fit.at_number(r));
        fit
    }))
}

impl<D: Separation> GradientFit<D> {
    /// The value that the gradient gives at a distance; `None` where it has none, as the power at the core.
    #[must_use]
    pub fn at(&self, apart: D) -> Option<f64> {
        let value = self.at_number(apart.get());
        value.is_finite().then_some(value)
    }

    fn at_number(&self, r: f64) -> f64 {
        let p = |k: usize| self.parameters[k].estimate;
        match self.gradient {
            Gradient::Clark => p(0) * libm::exp(-p(1) * r),
            Gradient::Power => p(0) * libm::pow(r, -p(1)),
            Gradient::InverseS { top } => {
                let ([slope, extent, background], top) = inverse_s_of(&self.parameters, top);
                inverse_s::at([top, slope, extent, background], r)
            }
        }
    }

    /// How far the core reaches: where the gradient has fallen to `level`, such as the mean of the hinterland.
    ///
    /// `None` where it does not fall, is never above the level, or is still above it at the farthest place that took
    /// part: what lies beyond is not known.
    ///
    /// # Units
    /// `level` in the unit of the values.
    #[must_use]
    pub fn reach(&self, level: f64) -> Option<D> {
        let p = |k: usize| self.parameters[k].estimate;
        let r = match self.gradient {
            Gradient::Clark | Gradient::Power if level <= 0.0 || p(1) <= 0.0 => return None,
            Gradient::Clark => libm::log(p(0) / level) / p(1),
            Gradient::Power => libm::pow(p(0) / level, 1.0 / p(1)),
            Gradient::InverseS { top } => {
                let ([slope, extent, background], top) = inverse_s_of(&self.parameters, top);
                if top <= background || level <= background || level >= top {
                    return None;
                }
                extent / 2.0 * (1.0 + libm::log((top - level) / (level - background)) / slope)
            }
        };
        D::checked(r).filter(|reach| *reach >= D::ZERO && *reach <= self.farthest)
    }
}

/// Slope, extent and background, and the top that is given or fitted.
fn inverse_s_of(parameters: &[Coefficient], top: Option<f64>) -> ([f64; 3], f64) {
    let fitted = usize::from(top.is_none());
    let p = |k: usize| parameters[fitted + k].estimate;
    ([p(0), p(1), p(2)], top.unwrap_or_else(|| parameters[0].estimate))
}

/// The values that take part, nearest first.
pub(super) fn checked_pairs<D: Separation>(
    from: &FromCores<D>,
    values: &[Option<f64>],
) -> Result<Vec<(D, f64)>> {
    if let Some(bad) = values.iter().flatten().find(|value| !(value.abs() <= super::LARGEST_VALUE)) {
        let what = "a value is no number to count with";
        return Err(Finding::new(Code::BadValue, what).field("values").value(bad).into());
    }
    Ok(from.pairs(values))
}

/// The refusal of a fit on so few places.
pub(super) fn too_few(found: usize, wanted: usize, what: &str) -> Error {
    let finding =
        Finding::new(Code::BadSetting, format!("this fit wants at least {wanted} places with a value"));
    finding
        .field("fit")
        .value(format!("{what} on {found}"))
        .hint("take a form with fewer parameters, or a core that reaches more places")
        .into()
}

/// Share of the variance of the values that `curve` explains; `None` where they do not vary.
pub(super) fn explained(points: &[(f64, f64)], curve: impl Fn(f64) -> f64) -> Option<f64> {
    let mean = points.iter().map(|point| point.1).sum::<f64>() / points.len() as f64;
    let total: f64 = points.iter().map(|point| (point.1 - mean).powi(2)).sum();
    let rest: f64 = points.iter().map(|point| (point.1 - curve(point.0)).powi(2)).sum();
    let share = 1.0 - rest / total;
    let scale: f64 = points.iter().map(|point| point.1.powi(2)).sum();
    // What is below the rounding of the values is no variance.
    (total > points.len() as f64 * 1e-28 * scale && share.is_finite()).then_some(share)
}
