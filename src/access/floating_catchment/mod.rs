//! Floating catchments: supply shared among the people who can reach it, then summed by those whom it reaches.
//!
//! | variant | weight when supply is shared | weight when shares are summed | holds |
//! |---|---|---|---|
//! | [`two_step_floating_catchment`] | 1 within the cut-off | the same | `Σ A D = Σ S` |
//! | [`enhanced_two_step_floating_catchment`] | `w` by zone or decay | the same | `Σ A D = Σ S` |
//! | [`modified_two_step_floating_catchment`] | `w` | `w²` | `Σ A D ≤ Σ S` |
//! | [`three_step_floating_catchment`] | `G w`, with `G` the share of a site among all | the same | `Σ A D = Σ S` |
//! | [`balanced_floating_catchment`] | `w` of an origin scaled to sum to 1 | `w` of a site scaled to sum to 1 | `Σ A = Σ R` |
//!
//! In all of them a site (a destination of the travel times) in whose catchment nobody demands anything has no
//! ratio of supply to demand: it is left out, and an origin that reaches no other site is `None`. A site without
//! supply counts as a site, with a ratio of 0.

mod balanced;
mod catchment;
mod enhanced;
mod modified;
mod parts;
#[cfg(test)]
mod properties;
mod text;
mod three_step;
mod two_step;

pub use balanced::balanced_floating_catchment;
pub use catchment::{Catchment, Zone};
pub use enhanced::enhanced_two_step_floating_catchment;
pub use modified::modified_two_step_floating_catchment;
pub use parts::Part;
pub use three_step::three_step_floating_catchment;
pub use two_step::two_step_floating_catchment;

pub(super) use catchment::{Weights, check_sides, checked_weights, demanded};
pub(super) use parts::sum;

use crate::error::{Code, Finding, Result};

/// What a floating catchment says of origins and of sites.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct FloatingCatchment {
    /// Supply per unit of demand within reach of each origin; `None` where it reaches no site with a ratio.
    pub access: Vec<Option<f64>>,
    /// Supply over demand at each site; `None` where nobody in its catchment demands anything.
    pub ratios: Vec<Option<f64>>,
    summing: Weights,
}

impl FloatingCatchment {
    /// What each site gives to `origin`, in study order: its ratio times what that counts there. Sites out of reach
    /// and sites without a ratio have no part. The parts, added in this order, are the access, to the last bit.
    ///
    /// # Panics
    /// If there is no such origin.
    pub fn parts(&self, origin: usize) -> impl Iterator<Item = Part> {
        let sites = self.summing.row(origin).iter().zip(&self.ratios).enumerate();
        let reached = sites.filter(|(_, (weight, _))| **weight > 0.0);
        reached.filter_map(|(destination, (&counts, ratio))| {
            ratio.map(|amount| Part { destination, amount, counts })
        })
    }
}

/// Supply shared among the demand that weighs on each site, shares summed by the weights `summing`.
fn float(demanded: &[f64], summing: Weights, supply: &[f64]) -> Result<FloatingCatchment> {
    let ratio = |(&supply, &demanded): (&f64, &f64)| (demanded > 0.0).then(|| supply / demanded);
    let ratios: Vec<Option<f64>> = supply.iter().zip(demanded).map(ratio).collect();
    let mut reach = FloatingCatchment { access: Vec::new(), ratios, summing };
    reach.access = (0..reach.summing.origins()).map(|i| sum(reach.parts(i))).collect();
    if reach.access.iter().chain(&reach.ratios).flatten().all(|value| value.is_finite()) {
        return Ok(reach);
    }
    let what = "the demand within reach of a site is too small to divide its supply by";
    Err(Finding::new(Code::BadValue, what).field("demand").into())
}
