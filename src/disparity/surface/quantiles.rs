//! Median, quartiles and other quantiles around every unit.

use super::neighbourhood::{Neighbourhoods, Part, SurfaceOptions, ranks};
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use crate::weights::Weights;

/// Shares that are summed in another order may differ by this and still be the same.
const SLACK: f64 = 1e-12;

/// The quantiles of the values around each unit, one for each of `probabilities`; `None` where nobody counts.
///
/// 0.5 is the median; 0.75 less 0.25 the interquartile range, a spread that a few extreme values do not move.
///
/// # Formula
/// `Q_i(p)`: the least value `y` with `Σ_{j: y_j ≤ y} q_j ≥ p`, and where the sum is `p` the mean of it and the next
/// higher value; with the shares `q` of [`super`]
///
/// # Units
/// The unit of `values`.
///
/// # Conventions
/// With units that count equally the median is the usual one. No interpolation by rank: a quantile is a value that
/// occurs, or half-way between two that do. 0 gives the least, 1 the largest value.
///
/// # Errors
/// Non-finite values, negative weights, a population not above zero, a bad [`super::SelfWeight::Fixed`], a
/// probability outside 0 to 1.
///
/// # Panics
/// If there is not one value, and one population where there are any, a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{SurfaceOptions, geographically_weighted_quantiles};
/// use jingwei::weights::Weights;
/// let near = Weights::from_rows(vec![vec![(0, 1.0), (1, 3.0)], vec![(0, 1.0), (1, 1.0)]]);
/// let medians = geographically_weighted_quantiles(&near, &[2.0, 4.0], &[0.5], &SurfaceOptions::default())?;
/// assert_eq!(medians, [Some(vec![4.0]), Some(vec![3.0])]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Brunsdon, C., Fotheringham, A. S. and Charlton, M. (2002). Geographically weighted summary statistics: a
/// framework for localised exploratory data analysis. *Computers, Environment and Urban Systems* 26(6).
pub fn geographically_weighted_quantiles(
    weights: &Weights,
    values: &[f64],
    probabilities: &[f64],
    options: &SurfaceOptions<'_>,
) -> Result<Vec<Option<Vec<f64>>>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::finite(values)?;
    if let Some(bad) = probabilities.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        let finding =
            Finding::new(Code::BadSetting, "a probability lies outside 0 to 1").field("probabilities");
        return Err(Error::usage(finding.value(bad).hint("0.5 is the median, 0.25 and 0.75 the quartiles")));
    }
    let around = Neighbourhoods::new(weights, options)?;
    let ranks = ranks(values);
    Ok(around.each(|parts| {
        parts.sort_unstable_by_key(|part| ranks[part.unit]);
        // Each part holds the share up to and with it from here on.
        let mut below = 0.0;
        for part in &mut *parts {
            below += part.share;
            part.share = below;
        }
        (!parts.is_empty()).then(|| probabilities.iter().map(|&p| quantile(parts, values, p)).collect())
    }))
}

fn quantile(cumulated: &[Part], y: &[f64], p: f64) -> f64 {
    let last = cumulated.len() - 1;
    if p >= 1.0 {
        // Whatever a last share too small to be seen adds to the sum.
        return y[cumulated[last].unit];
    }
    let place = cumulated.partition_point(|part| part.share < p - SLACK).min(last);
    let value = y[cumulated[place].unit];
    let reached = (cumulated[place].share - p).abs() <= SLACK;
    if reached && p > 0.0 && place < last {
        f64::midpoint(value, y[cumulated[place + 1].unit])
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_give_the_usual_median_and_the_ends() {
        let all = Weights::from_neighbours(vec![vec![1, 2, 3, 4], vec![0, 2, 3], vec![], vec![], vec![]]);
        let y = [9.0, 1.0, 4.0, 2.0, 3.0];
        let options = SurfaceOptions::default();
        let of = |p: &[f64]| geographically_weighted_quantiles(&all, &y, p, &options).unwrap();
        assert_eq!(of(&[0.0, 0.25, 0.5, 0.75, 1.0])[0], Some(vec![1.0, 1.5, 2.5, 3.5, 4.0]));
        assert_eq!(of(&[0.5])[1], Some(vec![4.0]));
        assert_eq!(of(&[0.5])[2], None);
    }

    #[test]
    fn the_largest_value_is_found_however_little_it_counts() {
        let weights = Weights::from_rows(vec![vec![(0, 1.0), (1, 1e-15)], vec![]]);
        let options = SurfaceOptions::default();
        let ends = geographically_weighted_quantiles(&weights, &[2.0, 9.0], &[0.0, 1.0], &options).unwrap();
        assert_eq!(ends[0], Some(vec![2.0, 9.0]));
    }

    #[test]
    fn a_probability_is_a_share() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0]]);
        for p in [-0.1, 1.1, f64::NAN] {
            let error = geographically_weighted_quantiles(
                &weights,
                &[1.0, 2.0],
                &[0.5, p],
                &SurfaceOptions::default(),
            )
            .unwrap_err();
            assert_eq!(error.exit_code(), 2);
        }
    }
}
