//! Schutz's measures, as `PySAL` defines them.

use super::sorted::ascending;
use super::sums::{self, Sum};
use crate::disparity::inputs;
use crate::error::Result;

/// Where and how far the Lorenz curve lies farthest from the diagonal.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Schutz {
    /// The greatest distance between diagonal and curve: Hoover's index.
    pub distance: f64,
    /// The share of the units up to there: those that have no more than the mean.
    pub intersection: f64,
    /// Ten times the sum of the slopes of the curve above 1.
    pub coefficient: f64,
}

/// How far the Lorenz curve departs from the diagonal; each unit counts once.
///
/// # Formula
/// With the `F` of units and the share `L` of the whole up to each unit: `max (F − L)`; the coefficient is
/// `10 Σ_i max(0, y_i / μ − 1)`, as in `inequality.Schutz`
///
/// # Conventions
/// The distance is Hoover's index; the coefficient grows with the number of units, so that it only compares years of
/// the same units. Where several units mark the greatest distance, those that have just the mean, the last counts.
/// `None` where all values are 0 or there is none.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::schutz;
/// // The example in the documentation of PySAL.
/// let schutz = schutz(&[1000.0, 2000.0, 1500.0, 3000.0, 2500.0])?.unwrap();
/// assert!((schutz.distance - 0.15).abs() < 1e-15);
/// assert_eq!(schutz.intersection, 0.6);
/// assert_eq!(schutz.coefficient, 7.5);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Schutz, R. R. (1951). On the measurement of income inequality. *The American Economic Review* 41(1).
pub fn schutz(values: &[f64]) -> Result<Option<Schutz>> {
    inputs::non_negative(values)?;
    let sorted = ascending(values);
    let (n, total) = (sorted.len() as f64, sums::sum(&sorted));
    if total <= 0.0 {
        return Ok(None);
    }
    if inputs::all_equal(&sorted) {
        return Ok(Some(Schutz { distance: 0.0, intersection: 1.0, coefficient: 0.0 }));
    }
    let mean = total / n;
    let up_to_mean = sorted.partition_point(|&y| y <= mean);
    let mut held = Sum::default();
    sorted[..up_to_mean].iter().for_each(|&y| held.add(y));
    let intersection = up_to_mean as f64 / n;
    let slopes = sums::total(sorted[up_to_mean..].iter().map(|y| y / mean - 1.0));
    Ok(Some(Schutz { distance: intersection - held.get() / total, intersection, coefficient: 10.0 * slopes }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::hoover;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_distance_is_hoovers_index(values in proptest::collection::vec(0.1..1e4_f64, 1..40)) {
            let (schutz, hoover) = (schutz(&values).unwrap().unwrap(), hoover(&values).unwrap().unwrap());
            prop_assert!((schutz.distance - hoover).abs() < 1e-14);
        }
    }

    #[test]
    fn the_ends() {
        assert_eq!(schutz(&[0.1; 3]).unwrap().map(|schutz| schutz.distance), Some(0.0));
        assert_eq!(schutz(&[0.0]).unwrap(), None);
        assert_eq!(schutz(&[]).unwrap(), None);
        assert!(schutz(&[f64::NAN]).is_err());
    }
}
