//! Whether two variables go together around every unit.

use super::neighbourhood::{Neighbourhoods, Part, SurfaceOptions, divisor, mean, range};
use crate::disparity::{Deviation, inputs};
use crate::error::Result;
use crate::weights::Weights;

/// How two variables go together around one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct LocalCorrelation {
    /// How many units count, the unit itself among them if it does.
    pub units: usize,
    /// The covariance; `None` where fewer than two units count.
    pub covariance: Option<f64>,
    /// Pearson's correlation, from −1 to 1; `None` also where either variable does not vary.
    pub correlation: Option<f64>,
}

/// Covariance and Pearson's correlation of two variables around each unit.
///
/// # Formula
/// `c_i = Σ_j q_j (x_j − m_i(x)) (y_j − m_i(y))`, `r_i = c_i / √(v_i(x) v_i(y))` with the shares `q` of [`super`]
///
/// # Units
/// The covariance in the product of both units.
///
/// # Conventions
/// The covariance is divided by 1, or for [`Deviation::Sample`] by `1 − Σ q²`, which cancels in the correlation.
/// Two units always lie on a line: see to `units` before a correlation of ±1 is believed.
///
/// # Errors
/// Non-finite values, negative weights, a population not above zero, a bad [`super::SelfWeight::Fixed`].
///
/// # Panics
/// If there is not one `x`, one `y`, and one population where there are any, a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{SelfWeight, SurfaceOptions, geographically_weighted_correlation};
/// use jingwei::weights::Weights;
/// let all = Weights::from_neighbours(vec![vec![1, 2], vec![0, 2], vec![0, 1]]);
/// let options = SurfaceOptions { self_weight: SelfWeight::AsHeaviest, ..SurfaceOptions::default() };
/// let local = geographically_weighted_correlation(&all, &[1.0, 2.0, 3.0], &[8.0, 6.0, 4.0], &options)?;
/// assert!((local[0].correlation.unwrap() + 1.0).abs() < 1e-12);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Fotheringham, A. S., Brunsdon, C. and Charlton, M. (2002). *Geographically Weighted Regression: The Analysis of
/// Spatially Varying Relationships*. Wiley.
pub fn geographically_weighted_correlation(
    weights: &Weights,
    x: &[f64],
    y: &[f64],
    options: &SurfaceOptions<'_>,
) -> Result<Vec<LocalCorrelation>> {
    assert_eq!((x.len(), y.len()), (weights.len(), weights.len()), "one value a unit");
    inputs::finite(x)?;
    inputs::finite(y)?;
    let around = Neighbourhoods::new(weights, options)?;
    Ok(around.each(|parts| correlation(parts, x, y, options.deviation)))
}

fn correlation(parts: &[Part], x: &[f64], y: &[f64], deviation: Deviation) -> LocalCorrelation {
    let units = parts.len();
    let (Some(mean_x), Some(mean_y), Some(divisor)) =
        (mean(parts, x), mean(parts, y), divisor(parts, deviation))
    else {
        return LocalCorrelation { units, covariance: None, correlation: None };
    };
    let varies = |values: &[f64]| range(parts, values).is_some_and(|(low, high)| low < high);
    if !(varies(x) && varies(y)) {
        return LocalCorrelation { units, covariance: Some(0.0), correlation: None };
    }
    let (mut both, mut square_x, mut square_y) = (0.0, 0.0, 0.0);
    for part in parts {
        let (dx, dy) = (x[part.unit] - mean_x, y[part.unit] - mean_y);
        both += part.share * dx * dy;
        square_x += part.share * dx * dx;
        square_y += part.share * dy * dy;
    }
    let correlation = both / (square_x.sqrt() * square_y.sqrt());
    LocalCorrelation {
        units,
        covariance: Some(both / divisor),
        correlation: correlation.is_finite().then(|| correlation.clamp(-1.0, 1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_does_not_vary_goes_with_nothing() {
        let weights = Weights::from_neighbours(vec![vec![1, 2], vec![0], vec![]]);
        let local = geographically_weighted_correlation(
            &weights,
            &[1.0, 0.1, 0.1],
            &[1.0, 2.0, 3.0],
            &SurfaceOptions::default(),
        )
        .unwrap();
        assert_eq!((local[0].covariance, local[0].correlation), (Some(0.0), None));
        assert_eq!((local[1].units, local[1].covariance), (1, None));
        assert_eq!((local[2].units, local[2].correlation), (0, None));
    }

    #[test]
    fn a_variable_goes_with_itself() {
        let weights = Weights::from_rows(vec![vec![(0, 0.2), (1, 0.3), (2, 0.7)], vec![], vec![]]);
        let y = [1.0, 4.0, 2.0];
        let options = SurfaceOptions { deviation: Deviation::Sample, ..SurfaceOptions::default() };
        let local = geographically_weighted_correlation(&weights, &y, &y, &options).unwrap();
        let summary = super::super::geographically_weighted_summary(&weights, &y, &options).unwrap();
        assert!((local[0].covariance.unwrap() - summary[0].variance.unwrap()).abs() < 1e-15);
        assert!((local[0].correlation.unwrap() - 1.0).abs() < 1e-15);
    }

    #[test]
    #[should_panic(expected = "one value a unit")]
    fn both_variables_are_of_the_same_units() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0]]);
        let _ =
            geographically_weighted_correlation(&weights, &[1.0], &[1.0, 2.0], &SurfaceOptions::default());
    }
}
