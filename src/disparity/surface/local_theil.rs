//! How unequal the values around every unit are, by Theil.

use super::neighbourhood::{Neighbourhoods, Part, SurfaceOptions, mean};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// Theil's T of the values around each unit: the local disparity surface.
///
/// # Formula
/// `T_i = Σ_j q_j r_j ln r_j` with `r_j = y_j / Σ_k q_k y_k` and the shares `q` of [`super`]
///
/// # Units
/// None; with a population, `values` are per head and the disparity is that between people.
///
/// # Conventions
/// Natural logarithm; `0 · ln 0 = 0`. `None` where fewer than two units count or the mean around the unit is 0.
/// 0 where all values around it are equal. Where every unit counts equally around every other and itself, each
/// `T_i` is [`super::super::theil_t`] of all; with a population, [`super::super::theil_t_weighted`].
///
/// # Errors
/// Negative or non-finite values, negative weights, a population not above zero, a bad
/// [`super::SelfWeight::Fixed`].
///
/// # Panics
/// If there is not one value, and one population where there are any, a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{SelfWeight, SurfaceOptions, local_theil};
/// use jingwei::weights::Weights;
/// // In a row: equals at the first unit, one that has all at the last.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let options = SurfaceOptions { self_weight: SelfWeight::AsHeaviest, ..SurfaceOptions::default() };
/// let theil = local_theil(&row, &[4.0, 4.0, 0.0, 8.0], &options)?;
/// assert_eq!(theil[0], Some(0.0));
/// assert!((theil[3].unwrap() - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Theil, H. (1967). *Economics and Information Theory*. North-Holland.
pub fn local_theil(
    weights: &Weights,
    values: &[f64],
    options: &SurfaceOptions<'_>,
) -> Result<Vec<Option<f64>>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::non_negative(values)?;
    let around = Neighbourhoods::new(weights, options)?;
    Ok(around.each(|parts| {
        let mean = mean(parts, values).filter(|&mean| mean > 0.0 && parts.len() > 1)?;
        let term = |part: &Part| part.share * gain((values[part.unit] - mean) / mean);
        Some(parts.iter().map(term).sum())
    }))
}

/// `r ln r − (r − 1)` of `r = 1 + d`. The `r − 1` of all parts sum to nothing, and with them no term is negative, so
/// that nothing cancels where values are nearly equal.
fn gain(d: f64) -> f64 {
    let r = 1.0 + d;
    if d.abs() < 0.02 {
        // Σ_{n ≥ 2} (−d)ⁿ / (n (n − 1)); the first term left out is below 1e-17 of the sum.
        let series = (3..=11).rev().fold(0.0, |sum, n| (sum + 1.0 / f64::from(n * (n - 1))) * -d);
        d * d * (0.5 + series)
    } else if r > 0.0 {
        r * libm::log(r) - d
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{theil_t, theil_t_weighted};

    #[test]
    fn nobody_one_and_nothing_have_no_disparity() {
        let weights = Weights::from_neighbours(vec![vec![], vec![0], vec![0, 1], vec![0, 2]]);
        let local = local_theil(&weights, &[0.0, 0.0, 3.0, 1.0], &SurfaceOptions::default()).unwrap();
        assert_eq!(local[..3], [None, None, None]);
        assert!((local[3].unwrap() - std::f64::consts::LN_2).abs() < 1e-15);
    }

    #[test]
    fn everywhere_the_theil_of_all_where_all_count_everywhere() {
        let (y, people) = ([3.0, 1.0, 4.0, 0.0, 5.0, 9.0], [2.0, 7.0, 1.0, 8.0, 2.0, 8.0]);
        let all = Weights::from_rows(vec![(0..6).map(|j| (j, 0.3)).collect(); 6]);
        let weighted = SurfaceOptions { population: Some(&people), ..SurfaceOptions::default() };
        let plain = local_theil(&all, &y, &SurfaceOptions::default()).unwrap();
        let by_people = local_theil(&all, &y, &weighted).unwrap();
        for i in 0..6 {
            assert!((plain[i].unwrap() - theil_t(&y).unwrap().unwrap()).abs() < 1e-15);
            assert!((by_people[i].unwrap() - theil_t_weighted(&y, &people).unwrap().unwrap()).abs() < 1e-15);
        }
    }

    #[test]
    fn the_series_meets_the_logarithm() {
        for d in [0.0199, -0.0199, 0.015, -0.015] {
            let direct = (1.0_f64 + d) * libm::log1p(d) - d;
            assert!((gain(d) / direct - 1.0).abs() < 1e-12, "{d}");
        }
        // d² / 2 to the last digit, where the logarithm has none left.
        assert!((gain(1e-9) / 5e-19 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn negative_values_are_refused() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert!(local_theil(&weights, &[1.0, -1.0], &SurfaceOptions::default()).is_err());
    }
}
