//! Rates made comparable: a rate over few people varies more by chance than one over many.

use super::{Islands, LocalMoran, Moran, local_moran, moran};
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use crate::weights::Weights;

/// Rates of events, each in units of the standard deviation that chance alone would give it.
///
/// # Formula
/// `z_i = (p_i − b) / √v_i` with `p_i = e_i / n_i`, `b = Σ e / Σ n`, `v_i = a + b / n_i`,
/// `a = Σ n_i (p_i − b)² / Σ n − b / (Σ n / m)`; where `v_i` is negative, `b / n_i`
///
/// # Units
/// `events` and `population` in any unit, the result without one.
///
/// # Conventions
/// As PySAL esda. `None` where there are no events or no units.
///
/// # Errors
/// Negative or non-finite events; population not above zero or non-finite.
///
/// # Panics
/// If there is not one population a value of `events`.
///
/// # Example
/// ```
/// use jingwei::disparity::empirical_bayes_rates;
/// let events = [30.0, 25.0, 25.0, 15.0, 33.0, 21.0, 30.0, 20.0];
/// let people = [100.0, 100.0, 110.0, 90.0, 100.0, 90.0, 110.0, 90.0];
/// let rates = empirical_bayes_rates(&events, &people)?.unwrap();
/// // The figures in the documentation of esda.
/// assert!((rates[0] - 1.038_435_94).abs() < 1e-8 && (rates[3] + 1.730_618_61).abs() < 1e-8);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Assunção, R. M. and Reis, E. A. (1999). A new proposal to adjust Moran's I for population density.
/// *Statistics in Medicine* 18(16).
pub fn empirical_bayes_rates(events: &[f64], population: &[f64]) -> Result<Option<Vec<f64>>> {
    inputs::weighted(events, population)?;
    let (all, people): (f64, f64) = (events.iter().sum(), population.iter().sum());
    let b = all / people;
    if all <= 0.0 {
        return Ok(None);
    }
    let rates: Vec<f64> = events.iter().zip(population).map(|(e, n)| e / n).collect();
    let spread: f64 = rates.iter().zip(population).map(|(p, n)| n * (p - b).powi(2)).sum::<f64>() / people;
    let a = spread - b / (people / events.len() as f64);
    let one = |(p, n): (&f64, &f64)| {
        let raw = a + b / n;
        (p - b) / if raw < 0.0 { b / n } else { raw }.sqrt()
    };
    let standard: Vec<f64> = rates.iter().zip(population).map(one).collect();
    // Where `v_i` is zero to the last digit there is no unit to measure in.
    let bad: Vec<Finding> = (1..)
        .zip(&standard)
        .filter(|(_, z)| !z.is_finite())
        .map(|(number, _)| Finding::new(Code::BadValue, "a rate has no variance").feature(number))
        .collect();
    if bad.is_empty() { Ok(Some(standard)) } else { Err(Error::Input(bad)) }
}

/// [`moran`] of [`empirical_bayes_rates`]; for p-values from permutations give those rates to
/// [`moran_permutation`](super::moran_permutation).
///
/// # Errors
/// Those of [`empirical_bayes_rates`].
///
/// # Panics
/// If there is not one value of each a unit of `weights`.
pub fn moran_rates(
    weights: &Weights,
    events: &[f64],
    population: &[f64],
    islands: Islands,
) -> Result<Option<Moran>> {
    let Some(rates) = empirical_bayes_rates(events, population)? else { return Ok(None) };
    moran(weights, &rates, islands)
}

/// [`local_moran`] of [`empirical_bayes_rates`]; for p-values give those rates to
/// [`local_moran_permutation`](super::local_moran_permutation).
///
/// # Errors
/// Those of [`empirical_bayes_rates`].
///
/// # Panics
/// If there is not one value of each a unit of `weights`.
pub fn local_moran_rates(
    weights: &Weights,
    events: &[f64],
    population: &[f64],
) -> Result<Vec<Option<LocalMoran>>> {
    let Some(rates) = empirical_bayes_rates(events, population)? else {
        return Ok(vec![None; weights.len()]);
    };
    local_moran(weights, &rates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_without_events_and_refused_without_people() {
        let pair = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert_eq!(empirical_bayes_rates(&[0.0, 0.0], &[5.0, 6.0]).unwrap(), None);
        assert_eq!(empirical_bayes_rates(&[], &[]).unwrap(), None);
        assert!(empirical_bayes_rates(&[1.0, 0.0], &[5.0, 0.0]).is_err());
        assert_eq!(moran_rates(&pair, &[0.0; 2], &[1.0; 2], Islands::Esda).unwrap(), None);
        assert_eq!(local_moran_rates(&pair, &[0.0; 2], &[1.0; 2]).unwrap(), [None; 2]);
    }

    #[test]
    fn rates_of_equal_population_are_a_line_of_the_raw_ones() {
        let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
        let events = [3.0, 9.0, 2.0, 30.0];
        let of_rates = moran_rates(&row, &events, &[50.0; 4], Islands::Esda).unwrap().unwrap();
        let raw = moran(&row, &events, Islands::Esda).unwrap().unwrap();
        assert!((of_rates.i - raw.i).abs() < 1e-14);
    }
}
