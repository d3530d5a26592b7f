//! Many tests at once: which of them to believe.

use crate::disparity::inputs;
use crate::error::{Error, Result};

/// How the cut-off is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FalseDiscovery {
    /// Benjamini and Hochberg (1995): the greatest `i α / m` that at least `i` p-values reach. The default.
    #[default]
    BenjaminiHochberg,
    /// Caldas de Castro and Singer (2006) as PySAL esda: p-values must lie below `i α / m`, and where none does, the
    /// cut-off is Bonferroni's `α / m`.
    CaldasSinger,
}

/// The p-value up to which tests are significant, so that of those found at most a share `level` is expected to be
/// found wrongly; `None` where none is, or there is no test.
///
/// # Formula
/// `i α / m` with the greatest `i` for which `p_(i) ≤ i α / m`, p-values sorted, `m` tests
///
/// # Conventions
/// A unit without a p-value (an island) is no test. Pseudo p-values cannot lie below `1 / (R + 1)`: with few permutations
/// and many units nothing can be significant. Give two-sided p-values where the direction was not chosen before.
///
/// # Errors
/// p-values outside 0 to 1.
///
/// # Example
/// ```
/// use jingwei::disparity::{FalseDiscovery, false_discovery_cut_off};
/// let p = [Some(0.01), Some(0.02), Some(0.30), Some(0.04), None];
/// // 0.02 reaches 2 · 0.05 / 4, but 0.04 does not reach 3 · 0.05 / 4.
/// let cut_off = false_discovery_cut_off(&p, 0.05, FalseDiscovery::BenjaminiHochberg)?;
/// assert_eq!(cut_off, Some(0.025));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to
/// multiple testing. *Journal of the Royal Statistical Society B* 57(1).
/// Caldas de Castro, M. and Singer, B. H. (2006). Controlling the false discovery rate: a new application to account
/// for multiple and dependent tests in local statistics of spatial association. *Geographical Analysis* 38(2).
pub fn false_discovery_cut_off(p: &[Option<f64>], level: f64, rule: FalseDiscovery) -> Result<Option<f64>> {
    let sorted = sorted(p)?;
    let tests = sorted.len() as f64;
    let bound = |rank: usize| (rank + 1) as f64 * level / tests;
    let found = sorted.iter().enumerate().rev().find(|&(rank, &(_, p))| match rule {
        FalseDiscovery::BenjaminiHochberg => p <= bound(rank),
        FalseDiscovery::CaldasSinger => p < bound(rank),
    });
    Ok(match (found, rule) {
        (Some((rank, _)), _) => Some(bound(rank)),
        (None, FalseDiscovery::CaldasSinger) if !sorted.is_empty() => Some(level / tests),
        (None, _) => None,
    })
}

/// The smallest level at which each test would be significant by Benjamini and Hochberg: its adjusted p-value.
///
/// # Formula
/// `min_{k ≥ i} m p_(k) / k`, at most 1
///
/// # Errors
/// p-values outside 0 to 1.
///
/// # Example
/// ```
/// use jingwei::disparity::false_discovery_adjusted;
/// let adjusted = false_discovery_adjusted(&[Some(0.01), None, Some(0.04), Some(0.02)])?;
/// assert_eq!(adjusted, [Some(0.03), None, Some(0.04), Some(0.03)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn false_discovery_adjusted(p: &[Option<f64>]) -> Result<Vec<Option<f64>>> {
    let sorted = sorted(p)?;
    let mut adjusted = vec![None; p.len()];
    let mut least: f64 = 1.0;
    for (rank, &(unit, p)) in sorted.iter().enumerate().rev() {
        least = least.min(p * sorted.len() as f64 / (rank + 1) as f64);
        adjusted[unit] = Some(least);
    }
    Ok(adjusted)
}

/// The tests by p-value.
fn sorted(p: &[Option<f64>]) -> Result<Vec<(usize, f64)>> {
    let bad: Vec<_> = (1..)
        .zip(p)
        .filter_map(|(number, p)| p.map(|p| (number, p)))
        .filter(|(_, p)| !(0.0..=1.0).contains(p))
        .map(|(number, p)| inputs::finding("a p-value is not from 0 to 1", p).feature(number))
        .collect();
    if !bad.is_empty() {
        return Err(Error::Input(bad));
    }
    let mut sorted: Vec<(usize, f64)> =
        p.iter().enumerate().filter_map(|(unit, p)| p.map(|p| (unit, p))).collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_found_only_bonferroni_is_left() {
        let p = [Some(0.5), Some(0.9), None];
        let cut_off = |rule| false_discovery_cut_off(&p, 0.05, rule).unwrap();
        assert_eq!(cut_off(FalseDiscovery::BenjaminiHochberg), None);
        assert_eq!(cut_off(FalseDiscovery::CaldasSinger), Some(0.025));
        for rule in [FalseDiscovery::BenjaminiHochberg, FalseDiscovery::CaldasSinger] {
            assert_eq!(false_discovery_cut_off(&[None], 0.05, rule).unwrap(), None);
        }
    }

    #[test]
    fn a_test_is_below_the_cut_off_where_its_adjusted_p_is_below_the_level() {
        let p: Vec<Option<f64>> = (0..40_u32).map(|i| Some(f64::from(i * i * 7 % 101) / 700.0)).collect();
        let adjusted = false_discovery_adjusted(&p).unwrap();
        for level in [0.01, 0.05, 0.1, 0.2] {
            let cut_off = false_discovery_cut_off(&p, level, FalseDiscovery::default()).unwrap();
            for (p, adjusted) in p.iter().zip(&adjusted) {
                assert_eq!(cut_off.is_some_and(|cut_off| p.unwrap() <= cut_off), adjusted.unwrap() <= level);
            }
        }
    }

    #[test]
    fn what_is_no_p_value_is_refused() {
        assert!(false_discovery_adjusted(&[Some(f64::NAN)]).is_err());
        assert!(false_discovery_cut_off(&[Some(1.5)], 0.05, FalseDiscovery::default()).is_err());
    }
}
