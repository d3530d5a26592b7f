//! Kendall's tau: whether two orders agree.

use crate::disparity::inputs;
use crate::error::Result;
use crate::inference::distributions::normal_two_sided;

/// How far two orders of the same units agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KendallTau {
    /// Tau-b: 1 where the orders agree, −1 where one is the other turned round; `None` where all values of
    /// one of them are equal.
    pub tau: Option<f64>,
    /// Pairs in the same order in both.
    pub concordant: u64,
    /// Pairs in opposite order.
    pub discordant: u64,
    /// Pairs equal in the first only.
    pub tied_first: u64,
    /// Pairs equal in the second only.
    pub tied_second: u64,
    /// Pairs equal in both.
    pub tied_both: u64,
    /// Against independence, as where there are no ties (giddy's): `τ √(9 n (n − 1) / (4 n + 10))`.
    pub z: Option<f64>,
    /// The two-sided p-value of `z`, by the normal distribution.
    pub p: Option<f64>,
    /// Against independence with the variance that the ties leave (scipy's).
    pub z_ties: Option<f64>,
    /// The two-sided p-value of `z_ties`.
    pub p_ties: Option<f64>,
}

/// Whether the order of units in `first` is that in `second`: mobility of ranks where these are two years.
///
/// # Formula
/// `τ_b = (C − D) / √((C + D + T_first)(C + D + T_second))` over all pairs, by sorting, in `n log n` steps
///
/// # Conventions
/// Without ties it is Kendall's τ. The p-values are those of many units.
///
/// # Errors
/// Values that are not finite.
///
/// # Panics
/// If there are not as many values in both.
///
/// # Example
/// ```
/// use jingwei::disparity::kendall_tau;
/// let tau = kendall_tau(&[1.0, 2.0, 3.0, 4.0], &[10.0, 30.0, 20.0, 40.0])?;
/// assert_eq!((tau.concordant, tau.discordant), (5, 1));
/// assert_eq!(tau.tau, Some(4.0 / 6.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Kendall, M. G. (1938). A new measure of rank correlation. *Biometrika* 30. Knight, W. R. (1966). A
/// computer method for calculating Kendall's tau with ungrouped data. *Journal of the American Statistical
/// Association* 61.
pub fn kendall_tau(first: &[f64], second: &[f64]) -> Result<KendallTau> {
    assert_eq!(first.len(), second.len(), "one value a unit in both");
    inputs::finite(first)?;
    inputs::finite(second)?;
    // Plus zero, so that the two zeros are one.
    let mut pairs: Vec<(f64, f64)> = first.iter().zip(second).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let both = Ties::of(&pairs, |a, b| a == b);
    let x = Ties::of(&pairs, |a, b| a.0.total_cmp(&b.0).is_eq());
    let mut order: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let discordant = inversions(&mut order);
    let y = Ties::of(&order, |a, b| a.total_cmp(b).is_eq());
    let n = pairs.len() as u64;
    let all = n * n.saturating_sub(1) / 2;
    let (tied_first, tied_second) = (x.pairs - both.pairs, y.pairs - both.pairs);
    let concordant = all - x.pairs - tied_second - discordant;
    let ordered = concordant + discordant;
    let difference = concordant as f64 - discordant as f64;
    let product = (ordered + tied_second) as f64 * (ordered + tied_first) as f64;
    let tau = (product > 0.0).then(|| difference / product.sqrt());
    let n = n as f64;
    let z = tau.map(|tau| tau / ((4.0 * n + 10.0) / (9.0 * n * (n - 1.0))).sqrt());
    let m = n * (n - 1.0);
    let mut variance = (m * (2.0 * n + 5.0) - x.third - y.third) / 18.0;
    if n > 2.0 {
        variance += 2.0 * x.pairs as f64 * y.pairs as f64 / m + x.triples * y.triples / (9.0 * m * (n - 2.0));
    }
    let z_ties = tau.filter(|_| variance > 0.0).map(|_| difference / variance.sqrt());
    Ok(KendallTau {
        tau,
        concordant,
        discordant,
        tied_first,
        tied_second,
        tied_both: both.pairs,
        z,
        p: z.map(normal_two_sided),
        z_ties,
        p_ties: z_ties.map(normal_two_sided),
    })
}

/// Sums over runs of `t` equal values.
struct Ties {
    /// `Σ t (t − 1) / 2`
    pairs: u64,
    /// `Σ t (t − 1)(t − 2)`
    triples: f64,
    /// `Σ t (t − 1)(2 t + 5)`
    third: f64,
}

impl Ties {
    fn of<T>(sorted: &[T], equal: impl Fn(&T, &T) -> bool) -> Self {
        let mut ties = Self { pairs: 0, triples: 0.0, third: 0.0 };
        for run in sorted.chunk_by(equal).filter(|run| run.len() > 1) {
            let t = run.len() as f64;
            ties.pairs += run.len() as u64 * (run.len() as u64 - 1) / 2;
            ties.triples += t * (t - 1.0) * (t - 2.0);
            ties.third += t * (t - 1.0) * (2.0 * t + 5.0);
        }
        ties
    }
}

/// How many pairs stand in falling order, sorting them on the way (merge sort from the bottom up).
fn inversions(values: &mut Vec<f64>) -> u64 {
    let n = values.len();
    let mut other = vec![0.0; n];
    let mut count = 0;
    let mut width = 1;
    while width < n {
        for (from, to) in values.chunks(2 * width).zip(other.chunks_mut(2 * width)) {
            let (left, right) = from.split_at(width.min(from.len()));
            let (mut i, mut j) = (0, 0);
            for slot in to {
                if j == right.len() || (i < left.len() && left[i] <= right[j]) {
                    *slot = left[i];
                    i += 1;
                } else {
                    *slot = right[j];
                    j += 1;
                    count += (left.len() - i) as u64;
                }
            }
        }
        std::mem::swap(values, &mut other);
        width *= 2;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The judge: every pair looked at.
        #[test]
        fn as_every_pair_counted(units in proptest::collection::vec((-4..5_i8, -4..5_i8), 0..60)) {
            let x: Vec<f64> = units.iter().map(|u| f64::from(u.0)).collect();
            let y: Vec<f64> = units.iter().map(|u| f64::from(u.1)).collect();
            let mut counts = [0_u64; 5];
            for i in 0..units.len() {
                for j in 0..i {
                    let (dx, dy) = (x[i] - x[j], y[i] - y[j]);
                    counts[match (dx == 0.0, dy == 0.0) {
                        (true, true) => 4,
                        (true, false) => 2,
                        (false, true) => 3,
                        (false, false) => usize::from(dx * dy < 0.0),
                    }] += 1;
                }
            }
            let tau = kendall_tau(&x, &y).unwrap();
            let ours = [tau.concordant, tau.discordant, tau.tied_first, tau.tied_second, tau.tied_both];
            prop_assert_eq!(ours, counts);
            prop_assert_eq!(kendall_tau(&y, &x).unwrap().tau, tau.tau);
        }
    }

    /// scipy 1.17.1: `kendalltau(x, y, method="asymptotic")`.
    #[test]
    fn with_ties_as_scipy() {
        let tau = kendall_tau(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]).unwrap();
        assert!((tau.tau.unwrap() + 0.471_404_520_791_031_8).abs() < 1e-15);
        assert!((tau.p_ties.unwrap() - 0.282_745_459_932_774_67).abs() < 1e-12, "{:?}", tau.p_ties);
        // giddy rounds to 0.24821.
        assert!((tau.p.unwrap() - 0.24821).abs() < 5e-6);
    }

    #[test]
    fn without_two_different_values_there_is_no_order() {
        for (x, y) in [(vec![], vec![]), (vec![1.0], vec![2.0]), (vec![1.0; 3], vec![1.0, 2.0, 3.0])] {
            let tau = kendall_tau(&x, &y).unwrap();
            assert_eq!((tau.tau, tau.z, tau.p, tau.p_ties), (None, None, None, None));
        }
        assert_eq!(kendall_tau(&[0.0, -0.0], &[1.0, 2.0]).unwrap().tied_first, 1);
        assert!(kendall_tau(&[f64::NAN], &[1.0]).is_err() && kendall_tau(&[1.0], &[f64::INFINITY]).is_err());
    }
}
