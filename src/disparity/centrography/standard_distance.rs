//! The standard distance.

use super::mean_centre::{centre, check};
use crate::error::Result;
use geo_types::Coord;

/// What the squared distances are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DistanceDivisor {
    /// The number of points, as PySAL pointpats and `ArcGIS`; the default.
    #[default]
    Count,
    /// The number of points less two, as `CrimeStat`: two coordinates of the centre are estimated.
    CountLessTwo,
}

/// How far points lie about their weighted mean centre: the standard deviation of place.
///
/// # Formula
/// `√(Σ_i w_i d_i² / Σ_i w_i)` with the distances `d_i` from the centre; for
/// [`DistanceDivisor::CountLessTwo`] times `√(n / (n − 2))`
///
/// # Units
/// That of the coordinates, which are planar.
///
/// # Conventions
/// Without `weights` each point counts once. `None` where there is no weight above zero, or no more than two
/// points to divide by less two.
///
/// # Errors
/// Coordinates that are not finite; weights that are negative or not finite.
///
/// # Panics
/// If there is not one weight a point.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::disparity::{DistanceDivisor, standard_distance};
/// let points = [coord! { x: 0.0, y: 0.0 }, coord! { x: 6.0, y: 8.0 }];
/// assert_eq!(standard_distance(&points, None, DistanceDivisor::Count)?, Some(5.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Bachi, R. (1963). Standard distance measures and related methods for spatial analysis. *Papers of the
/// Regional Science Association* 10.
pub fn standard_distance(
    points: &[Coord<f64>],
    weights: Option<&[f64]>,
    divisor: DistanceDivisor,
) -> Result<Option<f64>> {
    let ones = vec![1.0; points.len()];
    let weights = weights.unwrap_or(&ones);
    check(points, weights)?;
    let n = points.len() as f64;
    let correction = match divisor {
        DistanceDivisor::Count => 1.0,
        DistanceDivisor::CountLessTwo if n > 2.0 => n / (n - 2.0),
        DistanceDivisor::CountLessTwo => return Ok(None),
    };
    let Some(centre) = centre(points, weights) else { return Ok(None) };
    let square = |point: &Coord<f64>| (point.x - centre.x).powi(2) + (point.y - centre.y).powi(2);
    let squares: f64 = points.iter().zip(weights).map(|(point, weight)| weight * square(point)).sum();
    Ok(Some((squares / weights.iter().sum::<f64>() * correction).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;

    #[test]
    fn one_place_has_no_distance_and_no_place_has_none() {
        let one = [coord! { x: 0.1, y: 0.7 }; 3];
        assert_eq!(standard_distance(&one, None, DistanceDivisor::CountLessTwo).unwrap(), Some(0.0));
        assert_eq!(standard_distance(&one[..2], None, DistanceDivisor::CountLessTwo).unwrap(), None);
        assert_eq!(standard_distance(&[], None, DistanceDivisor::Count).unwrap(), None);
        assert_eq!(standard_distance(&one, Some(&[0.0; 3]), DistanceDivisor::Count).unwrap(), None);
        assert!(standard_distance(&one, Some(&[f64::NAN; 3]), DistanceDivisor::Count).is_err());
    }
}
