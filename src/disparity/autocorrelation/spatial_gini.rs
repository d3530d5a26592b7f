//! Spatial Gini: how much of the inequality lies between units that are not neighbours.

use super::arrangements::{bits, every, random_sums};
use super::pairs::Pairs;
use super::permutation::{Among, PermutationOptions, PermutationTest, ReferenceDistribution};
use crate::disparity::{Correction, gini, inputs};
use crate::error::Result;
use crate::weights::Weights;

/// The Gini coefficient by pairs of neighbours and of others.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct SpatialGini {
    /// The coefficient: the sum of both components.
    pub gini: f64,
    /// The component of pairs of neighbours.
    pub neighbours: f64,
    /// The component of all other pairs; what PySAL calls `wcg_share`, though it is a component and not a share.
    pub others: f64,
    /// The share of the coefficient that other pairs have; `None` where all values are equal.
    pub others_share: Option<f64>,
    /// Mean difference between other pairs in units of that between neighbours: 1 without spatial pattern, above
    /// where neighbours are alike; `None` where neighbours do not differ or there are no other pairs.
    pub polarisation: Option<f64>,
}

/// The Gini coefficient of `values`, decomposed by who is whose neighbour.
///
/// # Formula
/// `G = Σ_i Σ_j v_ij |y_i − y_j| / (2 n² ȳ) + Σ_i Σ_j (1 − v_ij) |y_i − y_j| / (2 n² ȳ)`, `v_ij = 1` for neighbours
///
/// # Conventions
/// As PySAL inequality: each link counts once whatever its weight; where only one of two units counts the other as its
/// neighbour, half of the pair is neighbours. A unit is not its own neighbour. Without the correction `n / (n − 1)`.
/// `None` where the mean is 0 or there is no value.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::spatial_gini;
/// use jingwei::weights::Weights;
/// // Poor beside poor, rich beside rich: of the differences of four pairs one is between neighbours.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let gini = spatial_gini(&row, &[1.0, 1.0, 3.0, 3.0])?.unwrap();
/// assert_eq!((gini.gini, gini.neighbours, gini.others), (0.25, 0.0625, 0.1875));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rey, S. J. and Smith, R. J. (2013). A spatial decomposition of the Gini coefficient. *Letters in Spatial and Resource
/// Sciences* 6(2).
pub fn spatial_gini(weights: &Weights, values: &[f64]) -> Result<Option<SpatialGini>> {
    Ok(Prepared::new(weights, values)?.map(|prepared| prepared.observed()))
}

/// [`spatial_gini`] with pseudo p-values of the component of other pairs: `greater` tests that neighbours are more
/// alike than any two units.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn spatial_gini_permutation(
    weights: &Weights,
    values: &[f64],
    options: &PermutationOptions,
) -> Result<Option<PermutationTest<SpatialGini>>> {
    let Some(prepared) = Prepared::new(weights, values)? else { return Ok(None) };
    let arranged = random_sums(&prepared.pairs, values, difference, options);
    Ok(Some(prepared.test(arranged.into_iter().map(|[sum]| sum), Among::Random)))
}

/// [`spatial_gini`] with exact p-values from every arrangement of the values.
///
/// # Errors
/// Negative or non-finite values; more than [`MOST_ARRANGEMENTS`](super::MOST_ARRANGEMENTS) arrangements.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn spatial_gini_exact(weights: &Weights, values: &[f64]) -> Result<Option<PermutationTest<SpatialGini>>> {
    let Some(prepared) = Prepared::new(weights, values)? else { return Ok(None) };
    let arranged = every(values, |&y| bits(y), |y| prepared.pairs.sums(y, difference)[0])?;
    Ok(Some(prepared.test(arranged.into_iter(), Among::Every)))
}

fn difference(a: f64, b: f64) -> [f64; 1] {
    [(a - b).abs()]
}

struct Prepared<'a> {
    pairs: Pairs,
    values: &'a [f64],
    gini: f64,
    /// `2 n² ȳ`
    scale: f64,
}

impl<'a> Prepared<'a> {
    fn new(weights: &Weights, values: &'a [f64]) -> Result<Option<Self>> {
        assert_eq!(values.len(), weights.len(), "one value a unit");
        inputs::non_negative(values)?;
        let Some(gini) = gini(values, Correction::None)? else { return Ok(None) };
        let scale = 2.0 * values.len() as f64 * values.iter().sum::<f64>();
        Ok(Some(Self { pairs: Pairs::between(&weights.binary()), values, gini, scale }))
    }

    /// The component of other pairs, of the sum over the neighbours; never below zero by rounding.
    fn others(&self, neighbours: f64) -> f64 {
        (self.gini - neighbours / self.scale).max(0.0)
    }

    fn observed(&self) -> SpatialGini {
        let [sum] = self.pairs.sums(self.values, difference);
        let (neighbours, others) = (sum / self.scale, self.others(sum));
        let n = self.values.len() as f64;
        let links = self.pairs.sums_of_weights().s0;
        let rest = n * (n - 1.0) - links;
        let polarisation = (neighbours > 0.0 && rest > 0.0).then(|| others / neighbours * links / rest);
        let others_share = (self.gini > 0.0).then(|| others / self.gini);
        SpatialGini { gini: self.gini, neighbours, others, others_share, polarisation }
    }

    fn test(&self, arranged: impl Iterator<Item = f64>, among: Among) -> PermutationTest<SpatialGini> {
        let observed = self.observed();
        let arranged: Vec<f64> = arranged.map(|sum| self.others(sum)).collect();
        let slack = 1e-12 * self.gini;
        let reference = ReferenceDistribution::of(observed.others, &arranged, slack, among);
        PermutationTest { observed, reference }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_components_are_the_sums_over_all_pairs() {
        let weights = Weights::from_rows(vec![
            vec![(0, 1.0), (1, 0.3)],
            vec![(0, 0.5), (2, 0.5)],
            vec![(1, 1.0), (4, 9.0)],
            vec![],
            vec![(0, 1.0)],
        ]);
        let y: [f64; 5] = [1.0, 4.0, 2.5, 8.0, 3.0];
        let (mut near, mut far) = (0.0, 0.0);
        for i in 0..5 {
            for j in 0..5_usize {
                let linked = weights.row(i).any(|(other, _)| other == j);
                *if linked { &mut near } else { &mut far } += (y[i] - y[j]).abs();
            }
        }
        let scale = 2.0 * 25.0 * 18.5 / 5.0;
        let gini = spatial_gini(&weights, &y).unwrap().unwrap();
        assert!((gini.neighbours - near / scale).abs() < 1e-14);
        assert!((gini.others - far / scale).abs() < 1e-14);
        assert!((gini.polarisation.unwrap() - (far / 14.0) / (near / 6.0)).abs() < 1e-13);
    }

    #[test]
    fn equal_values_have_no_share_and_no_polarisation() {
        let pair = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
        let equal = spatial_gini(&pair, &[2.0; 3]).unwrap().unwrap();
        assert_eq!((equal.gini, equal.others_share, equal.polarisation), (0.0, None, None));
        assert_eq!(spatial_gini(&pair, &[0.0; 3]).unwrap(), None);
        assert!(spatial_gini(&pair, &[-1.0, 2.0, 3.0]).is_err());
        // Where all are neighbours there is no other pair.
        let all = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert_eq!(spatial_gini(&all, &[1.0, 2.0]).unwrap().unwrap().polarisation, None);
    }
}
