//! Level, spread and skewness of the values around every unit.

use super::neighbourhood::{Neighbourhoods, Part, SurfaceOptions, divisor, mean, range};
use crate::disparity::{Deviation, inputs};
use crate::error::Result;
use crate::weights::Weights;

/// How values lie around one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct LocalSummary {
    /// How many units count, the unit itself among them if it does.
    pub units: usize,
    /// The mean; `None` where nobody counts.
    pub mean: Option<f64>,
    /// The variance; `None` where fewer than two units count.
    pub variance: Option<f64>,
    /// The standard deviation, the root of the variance.
    pub standard_deviation: Option<f64>,
    /// Standard deviation ÷ mean; `None` also where the mean is 0, negative where the mean is.
    pub coefficient_of_variation: Option<f64>,
    /// The third standardised moment, above zero where a few values are high; `None` also where all are equal.
    pub skewness: Option<f64>,
}

/// Level, spread and skewness of the values around each unit.
///
/// # Formula
/// `m_i = Σ_j q_j y_j`, `v_i = Σ_j q_j (y_j − m_i)²`, `sd_i = √v_i`, `cv_i = sd_i / m_i`,
/// `skewness_i = Σ_j q_j (y_j − m_i)³ / (Σ_j q_j (y_j − m_i)²)^1.5` with the shares `q` of [`super`]
///
/// # Units
/// Mean and standard deviation in the unit of `values`, the variance in its square.
///
/// # Conventions
/// The variance is divided by 1, or for [`Deviation::Sample`] by `1 − Σ q²`; skewness is that of the weighted
/// distribution either way. A coefficient of variation is for values of one sign.
///
/// # Errors
/// Non-finite values, negative weights, a population not above zero, a bad [`super::SelfWeight::Fixed`].
///
/// # Panics
/// If there is not one value, and one population where there are any, a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{SelfWeight, SurfaceOptions, geographically_weighted_summary};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1]]);
/// let options = SurfaceOptions { self_weight: SelfWeight::AsHeaviest, ..SurfaceOptions::default() };
/// let local = geographically_weighted_summary(&row, &[1.0, 3.0, 5.0], &options)?;
/// // Around the first unit lie 1 and 3.
/// assert_eq!((local[0].mean, local[0].standard_deviation), (Some(2.0), Some(1.0)));
/// assert_eq!((local[1].units, local[1].mean), (3, Some(3.0)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Brunsdon, C., Fotheringham, A. S. and Charlton, M. (2002). Geographically weighted summary statistics: a
/// framework for localised exploratory data analysis. *Computers, Environment and Urban Systems* 26(6).
pub fn geographically_weighted_summary(
    weights: &Weights,
    values: &[f64],
    options: &SurfaceOptions<'_>,
) -> Result<Vec<LocalSummary>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::finite(values)?;
    let around = Neighbourhoods::new(weights, options)?;
    Ok(around.each(|parts| summary(parts, values, options.deviation)))
}

fn summary(parts: &[Part], y: &[f64], deviation: Deviation) -> LocalSummary {
    let mean = mean(parts, y);
    let moments = mean.zip(divisor(parts, deviation)).map(|(mean, divisor)| {
        let equal = range(parts, y).is_none_or(|(low, high)| low.total_cmp(&high).is_eq());
        if equal { Moments::default() } else { Moments::about(mean, parts, y, divisor) }
    });
    let standard_deviation = moments.map(|moments| moments.variance.sqrt());
    LocalSummary {
        units: parts.len(),
        mean,
        variance: moments.map(|moments| moments.variance),
        standard_deviation,
        coefficient_of_variation: standard_deviation.zip(mean).and_then(|(sd, mean)| {
            // Values of both signs may cancel to a last digit, over which nothing can be divided.
            let size: f64 = parts.iter().map(|part| part.share * y[part.unit].abs()).sum();
            (mean.abs() > 1e-14 * size).then(|| sd / mean)
        }),
        skewness: moments.and_then(|moments| moments.skewness),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    variance: f64,
    skewness: Option<f64>,
}

impl Moments {
    fn about(mean: f64, parts: &[Part], y: &[f64], divisor: f64) -> Self {
        let (mut second, mut third) = (0.0, 0.0);
        for part in parts {
            let difference = y[part.unit] - mean;
            let square = part.share * difference * difference;
            second += square;
            third += square * difference;
        }
        let skewness = third / (second * second.sqrt());
        Self { variance: second / divisor, skewness: skewness.is_finite().then_some(skewness) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::SelfWeight;

    #[test]
    fn nobody_has_no_mean_and_one_has_no_spread() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![], vec![0, 1]]);
        let local =
            geographically_weighted_summary(&weights, &[2.0, 5.0, 9.0], &SurfaceOptions::default()).unwrap();
        assert_eq!((local[0].units, local[0].mean, local[0].variance), (1, Some(5.0), None));
        assert_eq!((local[1].units, local[1].mean, local[1].coefficient_of_variation), (0, None, None));
        assert_eq!((local[2].mean, local[2].skewness), (Some(3.5), Some(0.0)));
    }

    #[test]
    fn equal_values_do_not_vary_at_all() {
        let weights = Weights::from_rows(vec![vec![(0, 0.3), (1, 0.1), (2, 0.7)], vec![], vec![]]);
        let local = geographically_weighted_summary(&weights, &[0.1; 3], &SurfaceOptions::default()).unwrap();
        assert_eq!((local[0].mean, local[0].variance), (Some(0.1), Some(0.0)));
        assert_eq!((local[0].coefficient_of_variation, local[0].skewness), (Some(0.0), None));
    }

    #[test]
    fn a_mean_of_zero_has_no_coefficient_of_variation() {
        let weights = Weights::from_neighbours(vec![vec![1, 2, 3], vec![], vec![], vec![]]);
        let local =
            geographically_weighted_summary(&weights, &[7.0, 0.1, 0.2, -0.3], &SurfaceOptions::default())
                .unwrap();
        assert!(local[0].variance.is_some() && local[0].coefficient_of_variation.is_none());
    }

    #[test]
    fn equal_weights_give_the_sample_deviation() {
        let weights = Weights::from_neighbours(vec![vec![1, 2], vec![], vec![]]);
        let options = SurfaceOptions {
            self_weight: SelfWeight::AsHeaviest,
            deviation: Deviation::Sample,
            ..SurfaceOptions::default()
        };
        let local = geographically_weighted_summary(&weights, &[1.0, 2.0, 3.0], &options).unwrap();
        assert!((local[0].variance.unwrap() - 1.0).abs() < 1e-15);
        assert_eq!(local[1].variance, None, "one unit");
    }

    #[test]
    fn values_that_are_no_numbers_are_refused() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0]]);
        let values = [f64::NAN, f64::INFINITY];
        let error =
            geographically_weighted_summary(&weights, &values, &SurfaceOptions::default()).unwrap_err();
        assert!(error.to_string().contains("feature 2: a value is not finite: `inf`"), "{error}");
    }
}
