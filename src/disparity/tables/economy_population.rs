//! Whether the economy sits where the people are.

use crate::disparity::inputs;
use crate::error::{Code, Finding, Result};
use std::ops::RangeInclusive;

/// Each unit's share of the total over its share of the population.
///
/// 1 where a unit has just as much of the economy as of the people; below 1 where people outnumber output.
///
/// # Formula
/// `R_i = (X_i / Σ X) / (p_i / Σ p)`
///
/// # Units
/// `totals` of each unit (GDP, not per head); `population` in any unit. For groups, give the groups' sums.
///
/// # Conventions
/// Empty where the total is 0.
///
/// # Errors
/// Negative or non-finite totals, a population not above zero.
///
/// # Panics
/// If there is not one population a total.
///
/// # Example
/// ```
/// use jingwei::disparity::economy_population_ratios;
/// // Three quarters of the output and half of the people.
/// assert_eq!(economy_population_ratios(&[3.0, 1.0], &[5.0, 5.0])?, [1.5, 0.5]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn economy_population_ratios(totals: &[f64], population: &[f64]) -> Result<Vec<f64>> {
    inputs::weighted(totals, population)?;
    let (total, people): (f64, f64) = (totals.iter().sum(), population.iter().sum());
    if total <= 0.0 {
        return Ok(Vec::new());
    }
    Ok(totals.iter().zip(population).map(|(x, p)| (x / total) / (p / people)).collect())
}

/// The share of the population that lives in units whose economy–population ratio lies in `band`.
///
/// # Formula
/// `Σ_{i: a ≤ R_i ≤ b} p_i / Σ p`
///
/// # Conventions
/// Both ends of the band count; the band in use for China is 0.7 to 1.3. `None` where the total is 0.
///
/// # Errors
/// Negative or non-finite totals, a population not above zero; a band that ends below its beginning.
///
/// # Panics
/// If there is not one population a total.
///
/// # Example
/// ```
/// use jingwei::disparity::band_population_share;
/// // Ratios 1.25, 1.25 and 0.625: four people in ten live outside the band.
/// assert_eq!(band_population_share(&[3.0, 6.0, 3.0], &[2.0, 4.0, 4.0], 0.7..=1.3)?, Some(0.6));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn band_population_share(
    totals: &[f64],
    population: &[f64],
    band: RangeInclusive<f64>,
) -> Result<Option<f64>> {
    if band.is_empty() {
        let what = "a band begins at the lower and ends at the higher ratio";
        let finding = Finding::new(Code::BadSetting, what).field("band");
        return Err(finding.value(format!("{} to {}", band.start(), band.end())).into());
    }
    let ratios = economy_population_ratios(totals, population)?;
    if ratios.is_empty() {
        return Ok(None);
    }
    let people: f64 = population.iter().sum();
    let inside: f64 =
        ratios.iter().zip(population).filter(|(ratio, _)| band.contains(ratio)).map(|(_, p)| p).sum();
    Ok(Some(inside / people))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_the_band_count() {
        let share = band_population_share(&[1.0, 3.0], &[2.0, 2.0], 0.5..=1.5).unwrap();
        assert_eq!(share, Some(1.0));
        assert_eq!(band_population_share(&[0.0], &[2.0], 0.5..=1.5).unwrap(), None);
    }

    #[test]
    fn a_band_turned_round_is_refused() {
        let (low, high) = (0.7, 1.3);
        for band in [high..=low, f64::NAN..=high] {
            let error = band_population_share(&[1.0], &[1.0], band).unwrap_err().to_string();
            assert!(error.starts_with("setting `band`: a band begins at the lower"), "{error}");
        }
    }
}
