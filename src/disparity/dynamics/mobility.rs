//! How mobile a Markov chain is, in one number.

use super::markov_chain::MarkovChain;
use super::{eigenvalues, linear_system};
use crate::error::{Code, Error, Finding, Result};

/// Which index of mobility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mobility {
    /// Shorrocks's trace index (giddy's `P`): `(k − Σ_i p_ii) / (k − 1)`.
    Trace,
    /// Shorrocks's determinant index (`D`): `1 − |det P|`.
    Determinant,
    /// Sommers's and Conlisk's index (`L2`): `1 − |λ₂|`, by the second largest eigenvalue in modulus.
    SecondEigenvalue,
    /// Bartholomew's share of those who leave their class (`B1`): `k (1 − Σ_i π_i p_ii) / (k − 1)`.
    Leaving,
    /// Bartholomew's mean number of classes crossed (`B2`): `Σ_i π_i Σ_j p_ij |i − j| / (k − 1)`.
    Crossing,
}

/// How much units move between classes, from 0 where all keep theirs.
///
/// # Formula
/// By [`Mobility`], with `k` classes and the start `π`.
///
/// # Conventions
/// `start` is the distribution before the moves, for [`Mobility::Leaving`] and [`Mobility::Crossing`]; `None`
/// is the same share in each class. `None` comes out where there are fewer than two classes or one of them
/// was never visited: the indices are of a whole table. A class entered in the last period only is taken to
/// keep what it has.
///
/// # Errors
/// A start that is negative, not finite, or does not sum to 1 within 1e-9.
///
/// # Panics
/// If `start` does not have one share a class.
///
/// # Example
/// ```
/// use jingwei::disparity::{MarkovChain, Mobility, mobility};
/// let chain = MarkovChain::from_transitions(vec![vec![3, 1], vec![1, 1]]);
/// assert_eq!(mobility(&chain, Mobility::Trace, None)?, Some(0.75));
/// assert_eq!(mobility(&chain, Mobility::Determinant, None)?, Some(0.75));
/// assert_eq!(mobility(&chain, Mobility::Crossing, Some(&[1.0, 0.0]))?, Some(0.25));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (1978). The measurement of mobility. *Econometrica* 46(5). Sommers, P. M. and Conlisk, J.
/// (1979). Eigenvalue immobility measures for Markov chains. *Journal of Mathematical Sociology* 6(2).
/// Formby, J. P., Smith, W. J. and Zheng, B. (2004). Mobility measurement, transition matrices and
/// statistical inference. *Journal of Econometrics* 120(1).
pub fn mobility(chain: &MarkovChain, index: Mobility, start: Option<&[f64]>) -> Result<Option<f64>> {
    if let Some(start) = start {
        assert_eq!(start.len(), chain.classes(), "one share a class");
        let sum: f64 = start.iter().sum();
        if start.iter().any(|share| !(0.0..=2.0).contains(share)) || (sum - 1.0).abs() > 1e-9 {
            let finding =
                Finding::new(Code::BadValue, "the shares of a start are negative or do not sum to 1");
            return Err(Error::usage(finding.value(sum)));
        }
    }
    let (visited, rows) = chain.visited_rows();
    let k = visited.len();
    if k < 2 || k < chain.classes() {
        return Ok(None);
    }
    let classes = k as f64;
    let start = start.map_or_else(|| vec![1.0 / classes; k], <[f64]>::to_vec);
    Ok(match index {
        Mobility::Trace => Some((0..k).map(|i| 1.0 - rows[i][i]).sum::<f64>() / (classes - 1.0)),
        Mobility::Determinant => Some(1.0 - linear_system::determinant(rows).abs()),
        Mobility::SecondEigenvalue => eigenvalues::moduli(&rows).map(|moduli| 1.0 - moduli[1]),
        Mobility::Leaving => {
            let staying: f64 = (0..k).map(|i| start[i] * rows[i][i]).sum();
            Some((classes - classes * staying) / (classes - 1.0))
        }
        Mobility::Crossing => {
            let crossed = |i: usize| (0..k).map(|j| rows[i][j] * i.abs_diff(j) as f64).sum::<f64>();
            Some((0..k).map(|i| start[i] * crossed(i)).sum::<f64>() / (classes - 1.0))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Mobility; 5] = [
        Mobility::Trace,
        Mobility::Determinant,
        Mobility::SecondEigenvalue,
        Mobility::Leaving,
        Mobility::Crossing,
    ];

    #[test]
    fn none_where_all_stay_and_one_where_the_start_is_forgotten() {
        let all_stay = MarkovChain::from_transitions(vec![vec![4, 0, 0], vec![0, 1, 0], vec![0, 0, 0]]);
        let stay = MarkovChain::from_transitions(vec![vec![4, 0, 0], vec![0, 1, 0], vec![0, 0, 2]]);
        let forget = MarkovChain::from_transitions(vec![vec![2; 3]; 3]);
        for index in ALL {
            assert_eq!(mobility(&all_stay, index, None).unwrap(), None, "a class was never visited");
            assert!(mobility(&stay, index, None).unwrap().unwrap().abs() < 1e-15);
            let forgotten = mobility(&forget, index, None).unwrap().unwrap();
            // Classes crossed from the middle are fewer.
            let expected = if index == Mobility::Crossing { 4.0 / 9.0 } else { 1.0 };
            assert!((forgotten - expected).abs() < 1e-14, "{index:?} {forgotten}");
        }
    }

    #[test]
    fn a_start_that_is_no_distribution_is_refused() {
        let chain = MarkovChain::from_transitions(vec![vec![1, 1], vec![1, 1]]);
        for start in [[0.5, 0.6], [-0.5, 1.5], [f64::NAN, 1.0]] {
            assert!(mobility(&chain, Mobility::Leaving, Some(&start)).is_err());
        }
        let one = MarkovChain::from_transitions(vec![vec![1]]);
        assert_eq!(mobility(&one, Mobility::Trace, None).unwrap(), None);
    }
}
