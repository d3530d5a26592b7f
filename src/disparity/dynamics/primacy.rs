//! Primacy: how far the largest city stands out.

use super::rank_size::descending;
use crate::error::Result;

/// The largest against those that follow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Primacy {
    /// The largest over the second.
    pub two_city: f64,
    /// The largest over the sum of the next three; `None` with fewer than four.
    pub four_city: Option<f64>,
    /// Twice the largest over the sum of the next ten; `None` with fewer than eleven.
    pub eleven_city: Option<f64>,
    /// The share of the largest in all.
    pub share: f64,
}

/// How far the largest of `sizes` stands out among them.
///
/// # Formula
/// With sizes falling: `S₁ / S₂`, `S₁ / (S₂ + S₃ + S₄)`, `2 S₁ / (S₂ + … + S₁₁)`, `S₁ / Σ S`
///
/// # Units
/// `sizes` above zero in any unit.
///
/// # Conventions
/// Where sizes follow Zipf's law, the first is 2, the second and third near 1. `None` where there are fewer
/// than two.
///
/// # Errors
/// Sizes that are not above zero or not finite.
///
/// # Example
/// ```
/// use jingwei::disparity::primacy;
/// let primacy = primacy(&[30.0, 60.0, 20.0, 10.0])?.unwrap();
/// assert_eq!((primacy.two_city, primacy.four_city, primacy.share), (2.0, Some(1.0), 0.5));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Jefferson, M. (1939). The law of the primate city. *Geographical Review* 29(2).
pub fn primacy(sizes: &[f64]) -> Result<Option<Primacy>> {
    let sorted = descending(sizes)?;
    let [first, second, ..] = sorted[..] else { return Ok(None) };
    let next = |count: usize| sorted.get(1..=count).map(|next| next.iter().sum::<f64>());
    Ok(Some(Primacy {
        two_city: first / second,
        four_city: next(3).map(|next| first / next),
        eleven_city: next(10).map(|next| 2.0 * first / next),
        share: first / sorted.iter().sum::<f64>(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_sizes_as_zipf_has_them() {
        let sizes: Vec<f64> = (1..=11).map(|rank| 1.0 / f64::from(rank)).collect();
        let primacy = primacy(&sizes).unwrap().unwrap();
        assert!((primacy.two_city - 2.0).abs() < 1e-15);
        assert!((primacy.four_city.unwrap() - 12.0 / 13.0).abs() < 1e-15);
        assert!((primacy.eleven_city.unwrap() - 2.0 / 2.019_877_344_877_345).abs() < 1e-14);
    }

    #[test]
    fn one_city_is_first_of_none() {
        assert_eq!(primacy(&[5.0]).unwrap(), None);
        assert_eq!(primacy(&[5.0; 10]).unwrap().unwrap().eleven_city, None);
        assert!(primacy(&[5.0, 0.0]).is_err());
    }
}
