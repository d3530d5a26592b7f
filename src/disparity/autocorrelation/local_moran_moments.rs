//! Mean and variance that local Moran's I would have without spatial pattern.

use super::local_moran::LocalScale;
use super::moran::deviations;
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// Mean and variance of the local statistic of one unit under two assumptions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalMoranMoments {
    /// Mean if all values were shuffled over the units.
    pub expectation: f64,
    /// Variance if all values were shuffled.
    pub variance: f64,
    /// Mean if the unit kept its value and the others were shuffled.
    pub conditional_expectation: f64,
    /// Variance if the unit kept its value.
    pub conditional_variance: f64,
}

/// Analytic moments of [`local_moran`](super::local_moran) under randomisation, total and conditional.
///
/// # Formula
/// On the scale of spdep, with `w_i = Σ_j w_ij`, `w2_i = Σ_j w_ij²`, `m2 = Σ z² / n`, `b2 = (Σ z⁴ / n) / m2²`:
/// - total: `E = −w_i / (n − 1)`,
///   `V = w2_i (n − b2) / (n − 1) + (w_i² − w2_i)(2 b2 − n) / ((n − 1)(n − 2)) − E²`
/// - conditional: `E = −z_i² w_i / ((n − 1) m2)`,
///   `V = (z_i / m2)² · n / (n − 2) · (w2_i − w_i² / (n − 1)) · (m2 − z_i² / (n − 1))`
///
/// # Conventions
/// esda gives its statistic on its own scale and these moments on that of spdep; here both are on the scale asked for.
/// `None` for an island, a unit that is a neighbour of its own, below three units, and where all values are equal.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # References
/// Anselin, L. (1995). Local indicators of spatial association: LISA. *Geographical Analysis* 27(2).
/// Sokal, R. R., Oden, N. L. and Thomson, B. A. (1998). Local spatial autocorrelation in a biological model.
/// *Geographical Analysis* 30(4).
pub fn local_moran_moments(
    weights: &Weights,
    values: &[f64],
    scale: LocalScale,
) -> Result<Vec<Option<LocalMoranMoments>>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::finite(values)?;
    let (Some(z), true) = (deviations(values), values.len() > 2) else { return Ok(vec![None; values.len()]) };
    let n = z.len() as f64;
    let m2 = z.iter().map(|z| z * z).sum::<f64>() / n;
    let b2 = z.iter().map(|z| z.powi(4)).sum::<f64>() / n / (m2 * m2);
    let ratio = match scale {
        LocalScale::Spdep => 1.0,
        LocalScale::Esda => (n - 1.0) / n,
    };
    let moments = |i: usize| {
        if weights.row(i).len() == 0 || weights.row(i).any(|(j, _)| j == i) {
            return None;
        }
        let sum: f64 = weights.row(i).map(|(_, w)| w).sum();
        let squares: f64 = weights.row(i).map(|(_, w)| w * w).sum();
        let expectation = -sum / (n - 1.0);
        let variance = squares * (n - b2) / (n - 1.0)
            + (sum * sum - squares) * (2.0 * b2 - n) / ((n - 1.0) * (n - 2.0))
            - expectation * expectation;
        let own = z[i] * z[i];
        let conditional = (z[i] / m2).powi(2)
            * (n / (n - 2.0))
            * (squares - sum * sum / (n - 1.0))
            * (m2 - own / (n - 1.0));
        Some(LocalMoranMoments {
            expectation: ratio * expectation,
            variance: ratio * ratio * variance,
            conditional_expectation: -ratio * own * sum / ((n - 1.0) * m2),
            conditional_variance: ratio * ratio * conditional,
        })
    };
    Ok((0..z.len()).map(moments).collect())
}

#[cfg(test)]
mod tests {
    use super::super::local_moran_scaled;
    use super::*;

    /// Mean and variance over all orders of six values, by definition.
    #[test]
    fn the_moments_are_those_of_all_orders() {
        let rows = vec![
            vec![(1, 0.5), (2, 1.5)],
            vec![(0, 1.0)],
            vec![(0, 1.0), (3, 1.0), (4, 1.0)],
            vec![(2, 2.0)],
            vec![],
            vec![(0, 1.0), (4, 3.0)],
        ];
        let weights = Weights::from_rows(rows);
        let values = [1.0, 2.0, 4.0, 4.5, 7.0, 9.0];
        for scale in [LocalScale::Esda, LocalScale::Spdep] {
            let moments = local_moran_moments(&weights, &values, scale).unwrap();
            assert!(moments[4].is_none());
            for i in [0, 1, 2, 3, 5] {
                let moments = moments[i].unwrap();
                let mut all = Vec::new();
                let mut held = Vec::new();
                super::super::arrangements::every(
                    &values,
                    |&v| super::super::arrangements::bits(v),
                    |arranged| {
                        let local = local_moran_scaled(&weights, arranged, scale).unwrap()[i].unwrap().i;
                        all.push(local);
                        if arranged[i].to_bits() == values[i].to_bits() {
                            held.push(local);
                        }
                        local
                    },
                )
                .unwrap();
                let mean = |s: &[f64]| s.iter().sum::<f64>() / s.len() as f64;
                let variance =
                    |s: &[f64]| s.iter().map(|x| (x - mean(s)).powi(2)).sum::<f64>() / s.len() as f64;
                assert!((mean(&all) - moments.expectation).abs() < 1e-12);
                assert!((variance(&all) - moments.variance).abs() < 1e-12);
                assert!((mean(&held) - moments.conditional_expectation).abs() < 1e-12);
                assert!((variance(&held) - moments.conditional_variance).abs() < 1e-12);
            }
        }
    }
}
