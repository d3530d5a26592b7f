//! Generalised entropy of a distribution, on which Theil's indices, Atkinson's and their decompositions rest.
//!
//! Computed as the mean of a function of `r = y / μ` that is zero, with a slope of zero, at `r = 1`: no term is negative,
//! and the last digit of the mean `μ` does not matter.

use super::distribution::Distribution;
use super::logarithm::ln;
use super::sums;
use crate::error::{Code, Finding, Result};

/// The parameter `α`: the larger, the more the index looks at the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Alpha {
    /// 0, Theil's L.
    Zero,
    /// 1, Theil's T.
    One,
    /// 2, half the square of the coefficient of variation.
    Two,
    /// Any other.
    Other(f64),
}

impl Alpha {
    /// Refuses what is no number.
    pub(super) fn new(alpha: f64) -> Result<Self> {
        if !alpha.is_finite() {
            let what = "the alpha of a generalised entropy is not finite";
            return Err(Finding::new(Code::BadSetting, what).field("alpha").value(alpha).into());
        }
        let is = |whole: f64| (alpha + 0.0).total_cmp(&whole).is_eq();
        Ok(match () {
            () if is(0.0) => Self::Zero,
            () if is(1.0) => Self::One,
            () if is(2.0) => Self::Two,
            () => Self::Other(alpha),
        })
    }

    pub(super) fn get(self) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::One => 1.0,
            Self::Two => 2.0,
            Self::Other(alpha) => alpha,
        }
    }

    /// `(r^α − 1 − α (r − 1)) / (α (α − 1))` or its limit: what a value of `r` times the mean adds to the entropy.
    pub(super) fn term(self, r: f64) -> f64 {
        match self {
            Self::Zero => theil_l(r),
            Self::One => theil_t(r),
            Self::Two => squared(r),
            Self::Other(alpha) => other(r, alpha),
        }
    }

    /// `r^α`
    pub(super) fn power(self, r: f64) -> f64 {
        match self {
            Self::Zero => 1.0,
            Self::One => r,
            Self::Two => r * r,
            Self::Other(alpha) => libm::pow(r, alpha),
        }
    }
}

fn theil_l(r: f64) -> f64 {
    (r - 1.0) - ln(r)
}

fn theil_t(r: f64) -> f64 {
    r * ln(r) - (r - 1.0)
}

fn squared(r: f64) -> f64 {
    0.5 * (r - 1.0) * (r - 1.0)
}

/// Written so that nothing cancels where `alpha` is next to 0 or next to 1.
fn other(r: f64, alpha: f64) -> f64 {
    if r <= 0.0 {
        return 1.0 / alpha;
    }
    let log = libm::log(r);
    if alpha < 0.5 {
        (libm::expm1(alpha * log) / alpha - (r - 1.0)) / (alpha - 1.0)
    } else {
        let beta = alpha - 1.0;
        (r * (libm::expm1(beta * log) / beta) - (r - 1.0)) / alpha
    }
}

/// The entropy of `units`; `None` where it is not defined.
pub(super) fn entropy(units: Distribution<'_>, alpha: Alpha) -> Option<f64> {
    let mean = units.positive_mean()?;
    // A share so small that no number holds it is as good as none.
    if alpha.get() <= 0.0 && units.least() / mean < f64::MIN_POSITIVE {
        return None;
    }
    if units.is_equal() {
        return Some(0.0);
    }
    let sum = match alpha {
        Alpha::Zero => units.sum(|y| theil_l(y / mean)),
        Alpha::One => units.sum(|y| theil_t(y / mean)),
        Alpha::Two => units.sum(|y| squared(y / mean)),
        Alpha::Other(alpha) => units.sum(|y| other(y / mean, alpha)),
    };
    let entropy = sum / units.people();
    entropy.is_finite().then(|| entropy.max(0.0))
}

/// The entropy of groups in which all have the group's mean: `Σ_g w_g term(r_g) / Σ_g w_g`, of pairs of `w` and `r`.
pub(super) fn between(groups: &[(f64, f64)], alpha: Alpha) -> Option<f64> {
    let weight = sums::total(groups.iter().map(|&(weight, _)| weight));
    let sum = sums::total(groups.iter().map(|&(weight, r)| weight * alpha.term(r)));
    let entropy = if weight > 0.0 { sum / weight } else { 0.0 };
    entropy.is_finite().then(|| entropy.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_limits_are_met_smoothly() {
        for r in [0.001, 0.3, 0.999_999, 1.0, 1.000_001, 4.0, 1e4] {
            for (whole, alpha) in [(0.0, 1e-10), (0.0, -1e-10), (1.0, 1.0 + 1e-10), (2.0, 2.0 + 1e-10)] {
                let (limit, near) = (Alpha::new(whole).unwrap().term(r), Alpha::new(alpha).unwrap().term(r));
                assert!((limit - near).abs() <= 1e-8 * limit + 1e-16, "{r} {alpha}: {limit} {near}");
            }
        }
    }

    proptest! {
        /// The formula as the books write it.
        #[test]
        fn it_is_the_mean_of_powers(
            values in proptest::collection::vec(0.1..1e3_f64, 2..40),
            alpha in prop_oneof![-3.0..-0.1_f64, 0.1..0.9_f64, 1.1..4.0_f64, Just(2.0), Just(-1.0)],
        ) {
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let powers = values.iter().map(|y| (y / mean).powf(alpha)).sum::<f64>() / n;
            let judge = (powers - 1.0) / (alpha * (alpha - 1.0));
            let ours = entropy(Distribution::plain(&values).unwrap(), Alpha::new(alpha).unwrap()).unwrap();
            prop_assert!((ours - judge).abs() <= 1e-10 * judge.abs() + 1e-13, "{} {}", ours, judge);
        }
    }

    #[test]
    fn the_smallest_differences_are_seen() {
        // T = L = CV² / 2 where differences are small: here d² / 2 with d = 1e-6.
        let values = [1.0 - 1e-6, 1.0 + 1e-6];
        for alpha in [-1.0, 0.0, 0.5, 1.0, 2.0] {
            let found = entropy(Distribution::plain(&values).unwrap(), Alpha::new(alpha).unwrap()).unwrap();
            assert!((found - 5e-13).abs() < 1e-16, "{alpha}: {found}");
        }
    }

    #[test]
    fn a_value_next_to_nothing_is_nothing() {
        let values = Distribution { values: &[5e-324, 1e70], population: None };
        assert_eq!(entropy(values, Alpha::Zero), None);
        assert!(entropy(values, Alpha::One).is_some());
        assert_eq!(entropy(values, Alpha::Other(-300.0)), None);
        let far = Distribution { values: &[1.0, 1e60], population: None };
        assert_eq!(entropy(far, Alpha::Other(-9.0)), None, "no number holds it");
    }
}
