//! Values per head, ring by ring.

use super::{Rings, check_values};
use crate::error::Result;

/// The value per head in each ring, of the places that have both a value and people.
///
/// # Formula
/// `Σ_{i ∈ R_k} x_i / Σ_{i ∈ R_k} p_i`
///
/// # Units
/// That of `values` over that of `population`.
///
/// # Conventions
/// `None` in a ring without people.
///
/// # Errors
/// Values that are not finite, all of them in one error.
///
/// # Panics
/// If `values` or `population` do not have one value for each place.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::rings::{bands, per_head};
/// use jingwei::units::Minutes;
///
/// let rows = [vec![Some(0.0), Some(40.0)], vec![Some(40.0), Some(0.0)]];
/// let rings = bands(&TravelTimes::from_minutes(&rows), 0, &[Minutes::new(60.0)])?;
/// let found = per_head(&rings, &[Some(600.0), Some(150.0)], &[Some(50.0), Some(25.0)])?;
/// assert_eq!(found, [Some(10.0), None]); // 750 / 75
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn per_head<D>(
    rings: &Rings<D>,
    values: &[Option<f64>],
    population: &[Option<f64>],
) -> Result<Vec<Option<f64>>> {
    check_values(rings, values)?;
    check_values(rings, population)?;
    let mut sums = vec![(0.0, 0.0); rings.breaks.len() + 1];
    for ((ring, value), people) in rings.ring.iter().zip(values).zip(population) {
        if let (Some(ring), Some(value), Some(people)) = (*ring, *value, *people) {
            sums[ring].0 += value;
            sums[ring].1 += people;
        }
    }
    Ok(sums.into_iter().map(|(value, people)| (people > 0.0).then(|| value / people)).collect())
}
