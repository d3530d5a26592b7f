//! Huff's model: who goes where.

use super::floating_catchment::{Catchment, checked_weights};
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;

/// How [`huff`] counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HuffOptions {
    /// Power of the attractiveness of a site; 1 by default, as in the paper.
    pub attractiveness_exponent: f64,
}

impl Default for HuffOptions {
    fn default() -> Self {
        Self { attractiveness_exponent: 1.0 }
    }
}

/// One site that an origin may choose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Which destination.
    pub destination: usize,
    /// The share of the origin's demand that goes there, from 0 to 1.
    pub share: f64,
}

/// Who goes where.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Huff {
    /// The share of each origin's demand that goes to each destination; `None` for an origin that has no choice.
    pub shares: Vec<Option<Vec<f64>>>,
    /// Demand that each destination may expect.
    pub visits: Vec<f64>,
    /// The destination in whose catchment each origin lies: that with its greatest share, the first of equals.
    pub first: Vec<Option<Choice>>,
    /// The runner-up, where another has a share.
    pub second: Vec<Option<Choice>>,
    /// Demand of the origins that have no choice: it goes nowhere.
    pub unserved: f64,
}

impl Huff {
    /// How much greater the greatest share of `origin` is than that of the runner-up, from 0 to 1: near 0 where two
    /// catchments meet. The whole greatest share where there is no runner-up; `None` where there is no choice.
    ///
    /// # Panics
    /// If there is no such origin.
    #[must_use]
    pub fn margin(&self, origin: usize) -> Option<f64> {
        let second = self.second[origin].map_or(0.0, |choice| choice.share);
        self.first[origin].map(|first| first.share - second)
    }
}

/// The share of each origin's demand that goes to each site, by its attractiveness and its nearness.
///
/// # Formula
/// `p_ij = S_j^a w_ij / Σ_k S_k^a w_ik`, `visits_j = Σ_i D_i p_ij`. The paper has `a = 1` and `w = t^−λ`, which is
/// [`Decay::Power`](super::Decay::Power), held at 1 below a minute.
///
/// # Units
/// `demand` in any unit, `visits` in the same; `attractiveness` (floor space, beds) in any unit; shares are
/// numbers from 0 to 1; the zones, decay and limit of `catchment` in minutes.
///
/// # Conventions
/// Shares of an origin sum to 1. A pair without a path, beyond the catchment or with a site of attractiveness 0
/// has the share 0; an origin with no other has none, and its demand is `unserved`. Of equal shares the
/// destination that comes first in study order wins. `Σ visits + unserved = Σ D`.
///
/// # Errors
/// A demand or attractiveness that is negative or not finite (all of them in one error), no demand or no
/// attractiveness anywhere, an exponent that is not above zero, a catchment that makes no sense, or attractiveness to a power that no number can hold.
///
/// # Panics
/// If `demand` does not have one value for each origin, or `attractiveness` one for each destination.
///
/// # Example
/// ```
/// use jingwei::access::{HuffOptions, huff};
/// use jingwei::network::TravelTimes;
///
/// // A shop of 100 m² at 10 minutes, one of 300 at 10, one of 400 at 20.
/// let times = TravelTimes::from_minutes(&[vec![Some(10.0), Some(10.0), Some(20.0)]]);
/// let catchment = "power:exponent=1".parse()?;
/// let trips = huff(&times, &[60.0], &[100.0, 300.0, 400.0], &catchment, &HuffOptions::default())?;
/// let whole = |visits: &f64| visits.round();
/// assert_eq!(trips.visits.iter().map(whole).collect::<Vec<_>>(), [10.0, 30.0, 20.0]); // 10 : 30 : 20
/// assert_eq!(trips.first[0].unwrap().destination, 1);
/// assert_eq!(trips.second[0].unwrap().destination, 2);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Huff, D. L. (1963). A probabilistic analysis of shopping center trade areas. *Land Economics* 39(1).
///
/// Huff, D. L. (1964). Defining and estimating a trading area. *Journal of Marketing* 28(3).
pub fn huff(
    times: &TravelTimes,
    demand: &[f64],
    attractiveness: &[f64],
    catchment: &Catchment,
    options: &HuffOptions,
) -> Result<Huff> {
    let exponent = options.attractiveness_exponent;
    if !(exponent > 0.0 && exponent.is_finite()) {
        let what = "the exponent of attractiveness is above zero";
        let finding = Finding::new(Code::BadSetting, what).field("attractiveness_exponent");
        return Err(finding.value(exponent).into());
    }
    let weights = checked_weights(times, demand, attractiveness, catchment)?;
    let pull: Vec<f64> = attractiveness.iter().map(|&s| libm::pow(s, exponent)).collect();
    let held = |(&pull, &given): (&f64, &f64)| (0.0..=1e200).contains(&pull) && (pull > 0.0) == (given > 0.0);
    if !pull.iter().zip(attractiveness).all(held) {
        let what = "attractiveness to this power is too large or too small a number";
        let finding = Finding::new(Code::BadSetting, what).field("attractiveness_exponent");
        return Err(finding.value(exponent).into());
    }
    let shares_of = |i: usize| {
        let pulls: Vec<f64> = weights.row(i).iter().zip(&pull).map(|(weight, pull)| weight * pull).collect();
        let sum: f64 = pulls.iter().sum();
        (sum > 0.0).then(|| pulls.iter().map(|pull| pull / sum).collect::<Vec<f64>>())
    };
    let shares: Vec<Option<Vec<f64>>> = (0..demand.len()).map(shares_of).collect();
    let mut visits = vec![0.0; attractiveness.len()];
    let mut unserved = 0.0;
    for (shares, demand) in shares.iter().zip(demand) {
        let Some(shares) = shares else {
            unserved += demand;
            continue;
        };
        for (visits, share) in visits.iter_mut().zip(shares) {
            *visits += demand * share;
        }
    }
    let first: Vec<_> = shares.iter().map(|shares| greatest(shares.as_deref()?, None)).collect();
    let second =
        shares.iter().zip(&first).map(|(shares, first)| greatest(shares.as_deref()?, *first)).collect();
    Ok(Huff { shares, visits, first, second, unserved })
}

/// The first of the greatest shares above 0, but for `without`.
fn greatest(shares: &[f64], without: Option<Choice>) -> Option<Choice> {
    let taken = without.map(|choice| choice.destination);
    let others =
        shares.iter().enumerate().filter(|&(destination, &share)| share > 0.0 && Some(destination) != taken);
    others.fold(None, |best: Option<Choice>, (destination, &share)| match best {
        Some(best) if best.share >= share => Some(best),
        _ => Some(Choice { destination, share }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Minutes;

    fn within() -> Catchment {
        Catchment::Decay { decay: "power:exponent=2".parse().unwrap(), limit: Some(Minutes::new(60.0)) }
    }

    #[test]
    fn shares_sum_to_one_and_all_demand_goes_somewhere_or_is_unserved() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(5.0), Some(7.0), Some(61.0)],
            vec![Some(30.0), Some(0.0), None],
            vec![None, None, Some(60.001)],
        ]);
        let trips =
            huff(&times, &[10.0, 20.0, 5.0], &[3.0, 1.0, 8.0], &within(), &HuffOptions::default()).unwrap();
        for shares in trips.shares.iter().flatten() {
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        }
        assert_eq!((trips.shares[2].as_ref(), trips.first[2], trips.unserved), (None, None, 5.0));
        assert!((trips.visits.iter().sum::<f64>() - 30.0).abs() < 1e-12);
        let more =
            huff(&times, &[10.0, 20.0, 5.0], &[3.0, 2.0, 8.0], &within(), &HuffOptions::default()).unwrap();
        assert!(more.visits[1] > trips.visits[1] && more.visits[0] < trips.visits[0]);
    }

    #[test]
    fn of_equals_the_first_wins() {
        let times = TravelTimes::from_minutes(&[vec![Some(9.0); 3], vec![None, Some(9.0), None]]);
        let trips = huff(&times, &[1.0, 1.0], &[2.0; 3], &within(), &HuffOptions::default()).unwrap();
        let destination = |choice: Option<Choice>| choice.map(|choice| choice.destination);
        assert_eq!((destination(trips.first[0]), destination(trips.second[0])), (Some(0), Some(1)));
        assert_eq!((destination(trips.first[1]), destination(trips.second[1])), (Some(1), None));
        assert_eq!((trips.margin(0), trips.margin(1)), (Some(0.0), Some(1.0)));
    }

    #[test]
    fn bad_input_is_refused_and_nothing_attracts_nobody() {
        let times = TravelTimes::from_minutes(&[vec![Some(9.0)]]);
        let with = |attractiveness, attractiveness_exponent| {
            huff(&times, &[1.0], &[attractiveness], &within(), &HuffOptions { attractiveness_exponent })
        };
        assert!(with(1.0, 0.0).is_err() && with(1.0, f64::NAN).is_err() && with(-1.0, 1.0).is_err());
        assert!(with(1e90, 9.0).is_err() && with(1e-90, 9.0).is_err());
        assert!(with(0.0, 1.0).is_err());
        let times = TravelTimes::from_minutes(&[vec![Some(9.0), None], vec![None, Some(9.0)]]);
        let trips = huff(&times, &[1.0, 2.0], &[0.0, 3.0], &within(), &HuffOptions::default()).unwrap();
        assert_eq!(
            (trips.shares, trips.visits, trips.unserved),
            (vec![None, Some(vec![0.0, 1.0])], vec![0.0, 2.0], 1.0)
        );
    }
}
