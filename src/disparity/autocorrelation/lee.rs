//! Lee's L: whether two variables go together over space.

use super::arrangements::{bits, every, random};
use super::bivariate_moran::standardised;
use super::conditional::{self, Local};
use super::permutation::{
    Among, ConditionalTest, PermutationOptions, PermutationTest, ReferenceDistribution,
};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// Lee's L of two variables, and how smooth each of them is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Lee {
    /// The correlation of the lags, lowered by how rough the variables are.
    pub l: f64,
    /// The spatial smoothing scalar of the first variable: its L with itself.
    pub smoothing_x: f64,
    /// That of the second.
    pub smoothing_y: f64,
}

/// Lee's L of `x` and `y`; `None` where either does not vary or no unit has a neighbour.
///
/// # Formula
/// `L = n / Σ_i (Σ_j w_ij)² · Σ_i (Σ_j w_ij zx_j)(Σ_j w_ij zy_j) / √(Σ zx² · Σ zy²)` with deviations from the means
///
/// # Conventions
/// The weights are taken as they are: give row-standardised ones. Lee's own weights hold the unit itself too; PySAL's
/// usual ones do not.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::lee;
/// use jingwei::weights::Weights;
/// // Each has the other's value as its lag: L is the correlation.
/// let pair = Weights::from_neighbours(vec![vec![1], vec![0]]);
/// assert!((lee(&pair, &[1.0, 2.0], &[5.0, 3.0])?.unwrap().l + 1.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Lee, S.-I. (2001). Developing a bivariate spatial association measure: an integration of Pearson's r and Moran's I.
/// *Journal of Geographical Systems* 3(4).
pub fn lee(weights: &Weights, x: &[f64], y: &[f64]) -> Result<Option<Lee>> {
    Ok(Lags::new(weights, x, y)?.map(|lags| lags.global()))
}

/// [`lee`] with pseudo p-values of `l`: the pairs of values are shuffled over the units together.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn lee_permutation(
    weights: &Weights,
    x: &[f64],
    y: &[f64],
    options: &PermutationOptions,
) -> Result<Option<PermutationTest<Lee>>> {
    let Some(lags) = Lags::new(weights, x, y)? else { return Ok(None) };
    let arranged = random(&lags.both, options, |both| lags.sum(both, |(x, y)| x * y));
    Ok(Some(lags.test(&arranged, Among::Random)))
}

/// [`lee`] with exact p-values of `l` from every arrangement of the pairs of values.
///
/// # Errors
/// Non-finite values; more than [`MOST_ARRANGEMENTS`](super::MOST_ARRANGEMENTS) arrangements.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn lee_exact(weights: &Weights, x: &[f64], y: &[f64]) -> Result<Option<PermutationTest<Lee>>> {
    let Some(lags) = Lags::new(weights, x, y)? else { return Ok(None) };
    let key = |&(x, y): &(f64, f64)| (bits(x), bits(y));
    let arranged = every(&lags.both, key, |both| lags.sum(both, |(x, y)| x * y))?;
    Ok(Some(lags.test(&arranged, Among::Every)))
}

/// Local L of every unit: the product of its two lags; `None` for an island, and for every unit where a variable does
/// not vary.
///
/// # Formula
/// `L_i = n (Σ_j w_ij zx_j)(Σ_j w_ij zy_j) / √(Σ zx² · Σ zy²)`
///
/// # Conventions
/// Under row-standardised weights without islands their mean is [`lee`]'s `l`.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn local_lee(weights: &Weights, x: &[f64], y: &[f64]) -> Result<Vec<Option<f64>>> {
    Ok(match Lags::new(weights, x, y)? {
        Some(lags) => lags.local(),
        None => vec![None; x.len()],
    })
}

/// [`local_lee`] with conditional pseudo p-values: the pairs of values of the neighbours are drawn from the other
/// units, as in [`local_moran_permutation`](super::local_moran_permutation).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn local_lee_permutation(
    weights: &Weights,
    x: &[f64],
    y: &[f64],
    options: &PermutationOptions,
) -> Result<Vec<Option<ConditionalTest<f64>>>> {
    let Some(lags) = Lags::new(weights, x, y)? else { return Ok(vec![None; x.len()]) };
    Ok(conditional::random(&lags, weights, &lags.both, &lags.local(), options))
}

/// [`local_lee`] with exact conditional p-values, as in [`local_moran_exact`](super::local_moran_exact).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value of each variable a unit of `weights`.
pub fn local_lee_exact(weights: &Weights, x: &[f64], y: &[f64]) -> Result<Vec<Option<ConditionalTest<f64>>>> {
    let Some(lags) = Lags::new(weights, x, y)? else { return Ok(vec![None; x.len()]) };
    Ok(conditional::every(&lags, weights, &lags.both, &lags.local()))
}

/// Two standardised variables and the weights that lag them.
struct Lags<'a> {
    weights: &'a Weights,
    both: Vec<(f64, f64)>,
    /// `Σ_i (Σ_j w_ij)²`
    squares: f64,
    largest: (f64, f64),
}

impl<'a> Lags<'a> {
    fn new(weights: &'a Weights, x: &[f64], y: &[f64]) -> Result<Option<Self>> {
        assert_eq!(x.len(), weights.len(), "one value of x a unit");
        assert_eq!(y.len(), weights.len(), "one value of y a unit");
        inputs::finite(x)?;
        inputs::finite(y)?;
        let (Some(x), Some(y)) = (standardised(x), standardised(y)) else { return Ok(None) };
        let squares: f64 = (0..x.len()).map(|i| weights.row(i).map(|(_, w)| w).sum::<f64>().powi(2)).sum();
        let largest = |z: &[f64]| z.iter().fold(0.0, |largest: f64, z| largest.max(z.abs()));
        let largest = (largest(&x), largest(&y));
        let both = x.into_iter().zip(y).collect();
        Ok((squares > 0.0).then_some(Self { weights, both, squares, largest }))
    }

    fn lag(&self, both: &[(f64, f64)], i: usize) -> (f64, f64) {
        self.weights.row(i).fold((0.0, 0.0), |(x, y), (j, w)| (x + w * both[j].0, y + w * both[j].1))
    }

    fn sum(&self, both: &[(f64, f64)], of: impl Fn((f64, f64)) -> f64) -> f64 {
        (0..both.len()).map(|i| of(self.lag(both, i))).sum::<f64>() / self.squares
    }

    fn global(&self) -> Lee {
        let sum = |of: fn((f64, f64)) -> f64| self.sum(&self.both, of);
        Lee { l: sum(|(x, y)| x * y), smoothing_x: sum(|(x, _)| x * x), smoothing_y: sum(|(_, y)| y * y) }
    }

    fn test(&self, arranged: &[f64], among: Among) -> PermutationTest<Lee> {
        let observed = self.global();
        let slack = 1e-12 * self.sum(&self.both, |(x, y)| (x * y).abs()).max(observed.l.abs());
        PermutationTest { observed, reference: ReferenceDistribution::of(observed.l, arranged, slack, among) }
    }

    fn local(&self) -> Vec<Option<f64>> {
        let unit = |i: usize| {
            let (x, y) = self.lag(&self.both, i);
            (self.weights.row(i).len() > 0).then_some(x * y)
        };
        (0..self.both.len()).map(unit).collect()
    }
}

impl Local for Lags<'_> {
    type Item = (f64, f64);

    #[inline]
    fn statistic(&self, i: usize, weights: &[f64], items: &[(f64, f64)]) -> f64 {
        let own = self.weights.weight(i, i);
        let own = (own * self.both[i].0, own * self.both[i].1);
        let (x, y) =
            weights.iter().zip(items).fold(own, |(x, y), (w, item)| (x + w * item.0, y + w * item.1));
        x * y
    }

    fn slack(&self, i: usize) -> f64 {
        let total: f64 = self.weights.row(i).map(|(_, w)| w.abs()).sum();
        1e-12 * total * total * self.largest.0 * self.largest.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_the_local_ones_is_the_global_one() {
        let weights =
            Weights::from_neighbours(vec![vec![1, 3], vec![0, 2], vec![1, 3], vec![2, 0]]).row_standardised();
        let (x, y) = ([1.0, 4.0, 2.0, 8.0], [3.0, 3.5, 1.0, 9.0]);
        let local = local_lee(&weights, &x, &y).unwrap();
        let mean = local.iter().flatten().sum::<f64>() / 4.0;
        let l = lee(&weights, &x, &y).unwrap().unwrap();
        assert!((mean - l.l).abs() < 1e-14);
        let same = lee(&weights, &x, &x).unwrap().unwrap();
        assert!((same.l - l.smoothing_x).abs() < 1e-14);
    }

    #[test]
    fn undefined_without_variation_or_neighbours() {
        let pair = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert_eq!(lee(&pair, &[1.0, 1.0], &[1.0, 2.0]).unwrap(), None);
        assert_eq!(local_lee(&pair, &[1.0, 2.0], &[1.0, 1.0]).unwrap(), [None, None]);
        let none = Weights::from_neighbours(vec![vec![], vec![]]);
        assert_eq!(lee(&none, &[1.0, 2.0], &[1.0, 2.0]).unwrap(), None);
        assert!(lee(&pair, &[1.0, f64::NAN], &[1.0, 2.0]).is_err());
    }
}
