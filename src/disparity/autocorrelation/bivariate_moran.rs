//! Bivariate Moran's I: whether one variable is high where another is high nearby.

use super::arrangements::{bits, every, random};
use super::conditional;
use super::local_moran::{LocalMoran, Quadrant};
use super::local_moran_permutation::Lagged;
use super::moran::deviations;
use super::permutation::{
    Among, ConditionalTest, PermutationOptions, PermutationTest, ReferenceDistribution,
};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// Bivariate Moran's I of `x` at the units and `y` at their neighbours; `None` where either has no variation.
///
/// # Formula
/// `I = Σ_i Σ_j w_ij zx_i zy_j / √(Σ zx² · Σ zy²)` with deviations from the means
///
/// # Conventions
/// As PySAL esda, without a factor `n / S0`: give row-standardised weights. Not symmetric in `x` and `y`. `None` also
/// where no unit has a neighbour.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::bivariate_moran;
/// use jingwei::weights::Weights;
/// let pair = Weights::from_neighbours(vec![vec![1], vec![0]]);
/// // Where x is high, y is low next door.
/// assert!((bivariate_moran(&pair, &[1.0, 2.0], &[5.0, 9.0])?.unwrap() + 1.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Wartenberg, D. (1985). Multivariate spatial correlation: a method for exploratory geographical analysis.
/// *Geographical Analysis* 17(4).
pub fn bivariate_moran(weights: &Weights, x: &[f64], y: &[f64]) -> Result<Option<f64>> {
    Ok(Standard::new(weights, x, y)?.map(|standard| standard.global(&standard.y)))
}

/// [`bivariate_moran`] with pseudo p-values: `y` is shuffled over the units, `x` stays.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn bivariate_moran_permutation(
    weights: &Weights,
    x: &[f64],
    y: &[f64],
    options: &PermutationOptions,
) -> Result<Option<PermutationTest<f64>>> {
    let Some(standard) = Standard::new(weights, x, y)? else { return Ok(None) };
    let arranged = random(&standard.y, options, |y| standard.global(y));
    Ok(Some(standard.test(&arranged, Among::Random)))
}

/// [`bivariate_moran`] with exact p-values from every arrangement of `y`.
///
/// # Errors
/// Non-finite values; more than [`MOST_ARRANGEMENTS`](super::MOST_ARRANGEMENTS) arrangements.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn bivariate_moran_exact(
    weights: &Weights,
    x: &[f64],
    y: &[f64],
) -> Result<Option<PermutationTest<f64>>> {
    let Some(standard) = Standard::new(weights, x, y)? else { return Ok(None) };
    let arranged = every(&standard.y, |&y| bits(y), |y| standard.global(y))?;
    Ok(Some(standard.test(&arranged, Among::Every)))
}

/// Local bivariate Moran's I of every unit: its own `x` and the `y` of its neighbours; `None` for an island.
///
/// # Formula
/// `I_i = (n − 1) / n · (zx_i / σ_x) Σ_j w_ij zy_j / σ_y` with deviations and standard deviations divided by `n`
///
/// # Conventions
/// The scale of PySAL esda. The quadrant tells whether the own `x` and the lag of `y` are above their means.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
///
/// # References
/// Anselin, L., Syabri, I. and Smirnov, O. (2002). Visualizing multivariate spatial correlation with dynamically linked
/// windows. In *New Tools for Spatial Data Analysis: Proceedings of a Workshop*. CSISS.
pub fn local_bivariate_moran(weights: &Weights, x: &[f64], y: &[f64]) -> Result<Vec<Option<LocalMoran>>> {
    Ok(match Standard::new(weights, x, y)? {
        Some(standard) => standard.local(),
        None => vec![None; x.len()],
    })
}

/// [`local_bivariate_moran`] with conditional pseudo p-values: each unit keeps its `x` and its own `y`, the `y` of its
/// neighbours are drawn from the other units, as in [`local_moran_permutation`](super::local_moran_permutation).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn local_bivariate_moran_permutation(
    weights: &Weights,
    x: &[f64],
    y: &[f64],
    options: &PermutationOptions,
) -> Result<Vec<Option<ConditionalTest<LocalMoran>>>> {
    let Some(standard) = Standard::new(weights, x, y)? else { return Ok(vec![None; x.len()]) };
    Ok(conditional::random(&standard.lagged(), weights, &standard.y, &standard.local(), options))
}

/// [`local_bivariate_moran`] with exact conditional p-values, as in
/// [`local_moran_exact`](super::local_moran_exact).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn local_bivariate_moran_exact(
    weights: &Weights,
    x: &[f64],
    y: &[f64],
) -> Result<Vec<Option<ConditionalTest<LocalMoran>>>> {
    let Some(standard) = Standard::new(weights, x, y)? else { return Ok(vec![None; x.len()]) };
    Ok(conditional::every(&standard.lagged(), weights, &standard.y, &standard.local()))
}

/// Both variables in units of their standard deviations, divided by `n`.
struct Standard<'a> {
    weights: &'a Weights,
    x: Vec<f64>,
    y: Vec<f64>,
    /// `Σ_i w_ij x_i / n`: what each `y` counts.
    counts: Vec<f64>,
}

impl<'a> Standard<'a> {
    fn new(weights: &'a Weights, x: &[f64], y: &[f64]) -> Result<Option<Self>> {
        assert_eq!(x.len(), weights.len(), "one value of x a unit");
        assert_eq!(y.len(), weights.len(), "one value of y a unit");
        inputs::finite(x)?;
        inputs::finite(y)?;
        let (Some(x), Some(y)) = (standardised(x), standardised(y)) else { return Ok(None) };
        let mut counts = vec![0.0; x.len()];
        let mut links = 0;
        for (i, own) in x.iter().enumerate() {
            for (j, weight) in weights.row(i) {
                counts[j] += weight * own / x.len() as f64;
                links += 1;
            }
        }
        Ok((links > 0).then_some(Self { weights, x, y, counts }))
    }

    fn global(&self, y: &[f64]) -> f64 {
        self.counts.iter().zip(y).map(|(count, y)| count * y).sum()
    }

    fn test(&self, arranged: &[f64], among: Among) -> PermutationTest<f64> {
        let observed = self.global(&self.y);
        let slack = 1e-12 * self.counts.iter().zip(&self.y).map(|(count, y)| (count * y).abs()).sum::<f64>();
        PermutationTest { observed, reference: ReferenceDistribution::of(observed, arranged, slack, among) }
    }

    /// `(n − 1) / n · x_i`: what makes the local statistic of the lag.
    fn factors(&self) -> Vec<f64> {
        let n = self.x.len() as f64;
        self.x.iter().map(|x| (n - 1.0) / n * x).collect()
    }

    fn lagged(&self) -> Lagged {
        Lagged::new(self.weights, &self.y, self.factors())
    }

    fn local(&self) -> Vec<Option<LocalMoran>> {
        let unit = |(i, factor): (usize, f64)| {
            let row = self.weights.row(i);
            if row.len() == 0 {
                return None;
            }
            let lag: f64 = row.map(|(j, w)| w * self.y[j]).sum();
            Some(LocalMoran { i: factor * lag, quadrant: Quadrant::of(self.x[i], lag) })
        };
        self.factors().into_iter().enumerate().map(unit).collect()
    }
}

/// Deviations in units of the standard deviation divided by `n`; `None` where values do not differ.
pub(super) fn standardised(values: &[f64]) -> Option<Vec<f64>> {
    let z = deviations(values)?;
    let deviation = (z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64).sqrt();
    Some(z.iter().map(|z| z / deviation).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Islands, local_moran, moran};
    use super::*;

    #[test]
    fn a_variable_with_itself_is_moran() {
        let weights = Weights::from_neighbours(vec![vec![1, 3], vec![0, 2], vec![1, 3, 4], vec![2], vec![0]])
            .row_standardised();
        let y = [1.0, 4.0, 2.0, 8.0, 5.5];
        let both = bivariate_moran(&weights, &y, &y).unwrap().unwrap();
        assert!((both - moran(&weights, &y, Islands::Esda).unwrap().unwrap().i).abs() < 1e-14);
        for (both, one) in
            local_bivariate_moran(&weights, &y, &y).unwrap().iter().zip(local_moran(&weights, &y).unwrap())
        {
            let (both, one) = (both.unwrap(), one.unwrap());
            assert!((both.i - one.i).abs() < 1e-14);
            assert_eq!(both.quadrant, one.quadrant);
        }
    }

    #[test]
    fn undefined_where_either_does_not_vary() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert_eq!(bivariate_moran(&weights, &[1.0, 1.0], &[1.0, 2.0]).unwrap(), None);
        assert_eq!(local_bivariate_moran(&weights, &[1.0, 2.0], &[3.0, 3.0]).unwrap(), [None, None]);
        let alone = Weights::from_neighbours(vec![vec![], vec![]]);
        assert_eq!(bivariate_moran(&alone, &[1.0, 2.0], &[1.0, 2.0]).unwrap(), None);
        assert!(bivariate_moran(&weights, &[1.0, f64::NAN], &[1.0, 2.0]).is_err());
    }
}
