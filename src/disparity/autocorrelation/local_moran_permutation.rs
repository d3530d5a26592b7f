//! Local Moran's I against rearranged values.

use super::conditional::{self, Local};
use super::local_moran::{LocalMoran, LocalScale, local_moran};
use super::moran::deviations;
use super::permutation::{ConditionalTest, PermutationOptions, PseudoP};
use crate::error::Result;
use crate::weights::Weights;

/// The local statistic of one unit with its conditional pseudo p-values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalPseudoP {
    /// Statistic and quadrant.
    pub local: LocalMoran,
    /// Pseudo p-values, the unit held and the others shuffled.
    pub p: PseudoP,
}

/// `factor_i (own_i + Σ_j w_ij z_j)`: what is proportional to the lag of one variable.
pub(super) struct Lagged {
    /// What a unit makes of its lag.
    factors: Vec<f64>,
    /// What a unit that is a neighbour of its own adds to its lag.
    own: Vec<f64>,
    slacks: Vec<f64>,
}

impl Lagged {
    /// The statistics that are `factors` times the lag of `z`.
    pub(super) fn new(weights: &Weights, z: &[f64], factors: Vec<f64>) -> Self {
        let largest = z.iter().fold(0.0, |largest: f64, z| largest.max(z.abs()));
        let total = |i: usize| weights.row(i).map(|(_, w)| w.abs()).sum::<f64>();
        let slacks = factors.iter().enumerate().map(|(i, f)| 1e-12 * f.abs() * largest * total(i)).collect();
        let own = z.iter().enumerate().map(|(i, z)| weights.weight(i, i) * z).collect();
        Self { factors, own, slacks }
    }
}

impl Local for Lagged {
    type Item = f64;

    #[inline]
    fn statistic(&self, i: usize, weights: &[f64], items: &[f64]) -> f64 {
        self.factors[i] * (self.own[i] + weights.iter().zip(items).map(|(w, z)| w * z).sum::<f64>())
    }

    fn slack(&self, i: usize) -> f64 {
        self.slacks[i]
    }
}

/// Local Moran's I with conditional pseudo p-values: each unit keeps its value, the others are shuffled.
///
/// # Formula
/// `p_i = (M_i + 1) / (R + 1)`, where `M_i` of `R` draws of the neighbours' values are at least as extreme
///
/// # Conventions
/// Conventions of [`local_moran`]. Neighbours' values are drawn without replacement from the other units. Blocks of
/// sixteen units in a row share their draws, in which each unit steps over itself: the draws of each unit are
/// independent and uniform, as if they were its own; only the sampling errors of the p-values within a block go
/// together (esda shares one set of draws among all units). Each block has random numbers of its own from the seed,
/// so that threads do not matter. No correction for the many tests at once: see
/// [`false_discovery_cut_off`](super::false_discovery_cut_off).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{PermutationOptions, local_moran_permutation};
/// use jingwei::weights::Weights;
/// let pair = Weights::from_neighbours(vec![vec![1], vec![0], vec![1]]);
/// let local = local_moran_permutation(&pair, &[3.0, 2.0, 1.0], &PermutationOptions::default())?;
/// // The neighbour of the first is the higher or the lower of the others, one time in two each.
/// assert!((local[0].unwrap().p.greater - 0.5).abs() < 0.06);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Anselin, L. (1995). Local indicators of spatial association: LISA. *Geographical Analysis* 27(2).
pub fn local_moran_permutation(
    weights: &Weights,
    values: &[f64],
    options: &PermutationOptions,
) -> Result<Vec<Option<LocalPseudoP>>> {
    let local = local_moran(weights, values)?;
    let Some(z) = deviations(values) else { return Ok(vec![None; values.len()]) };
    let tests = conditional::random(&lagged(weights, &z), weights, &z, &local, options);
    Ok(tests
        .into_iter()
        .map(|test| test.map(|test| LocalPseudoP { local: test.observed, p: test.p }))
        .collect())
}

/// Local Moran's I with exact conditional p-values, from every choice of the neighbours' values.
///
/// # Formula
/// `p_i = M_i / N_i`, where `M_i` of all `N_i` choices of values from the other units are at least as extreme
///
/// # Conventions
/// Conventions of [`local_moran`]. Where all neighbours weigh the same there are `C(n − 1, k)` choices; otherwise each
/// order counts. `None` also where there are more than [`MOST_DRAWS`](super::MOST_DRAWS).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::local_moran_exact;
/// use jingwei::weights::Weights;
/// let pair = Weights::from_neighbours(vec![vec![1], vec![0], vec![1]]);
/// let local = local_moran_exact(&pair, &[3.0, 2.0, 1.0])?;
/// assert_eq!(local[0].unwrap().p.greater, 0.5);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn local_moran_exact(
    weights: &Weights,
    values: &[f64],
) -> Result<Vec<Option<ConditionalTest<LocalMoran>>>> {
    let local = local_moran(weights, values)?;
    let Some(z) = deviations(values) else { return Ok(vec![None; values.len()]) };
    Ok(conditional::every(&lagged(weights, &z), weights, &z, &local))
}

fn lagged(weights: &Weights, z: &[f64]) -> Lagged {
    let factor = LocalScale::Esda.factor(z);
    Lagged::new(weights, z, z.iter().map(|z| factor * z).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_island_is_never_significant() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
        let local =
            local_moran_permutation(&weights, &[1.0, 2.0, 30.0], &PermutationOptions::default()).unwrap();
        assert!(local[0].is_some() && local[2].is_none());
        let exact = local_moran_exact(&weights, &[1.0, 2.0, 30.0]).unwrap();
        assert!(exact[0].is_some() && exact[2].is_none());
    }

    #[test]
    fn a_unit_that_is_its_own_neighbour_keeps_its_value() {
        let weights = Weights::from_rows(vec![vec![(0, 1.0)], vec![(0, 1.0), (1, 2.0)], vec![(1, 1.0)]]);
        let test = local_moran_exact(&weights, &[1.0, 2.0, 4.0]).unwrap();
        // Nothing is drawn for the first: its only draw is what it has.
        assert_eq!(test[0].unwrap().permutations, 1);
        assert!((test[0].unwrap().p.two_sided - 1.0).abs() < 1e-15);
        assert_eq!(test[1].unwrap().permutations, 2);
    }

    #[test]
    fn no_permutations_no_significance() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![1]]);
        let none = PermutationOptions { permutations: 0, seed: 1 };
        let local = local_moran_permutation(&weights, &[3.0, 2.0, 1.0], &none).unwrap();
        assert!((local[0].unwrap().p.directed - 1.0).abs() < 1e-15);
    }
}
