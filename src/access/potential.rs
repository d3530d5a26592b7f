//! Economic potential.

mod own;

pub use own::SelfPotential;

use super::preconditions::{assert_same_places, check_masses};
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// How [`potential`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PotentialOptions {
    /// Over which time a place adds its own mass. By default that of a trip inside it, the diagonal of the travel
    /// times: without its own mass a metropolis looks poorer than its suburbs.
    pub self_potential: SelfPotential,
}

/// How strongly the masses of all places weigh on each, the nearer the more.
///
/// # Formula
/// `P_i = Σ_j M_j / t_ij^a`, `j ≠ i`; with self-potential `+ M_i / t_ii^a`, `t_ii` as [`SelfPotential`] says
///
/// # Units
/// `masses` in any unit, `exponent` a pure number (1 in most studies); the result in masses per minute to the
/// power `a`. It has meaning only by comparison: see [`potential_index`](super::potential_index).
///
/// # Conventions
/// A pair without a path adds nothing; so does a mass of 0. A place to which no mass adds anything is
/// `None`: without self-potential one that reaches nobody, with it one that besides has no mass itself.
/// More is better.
///
/// # Errors
/// A mass that is negative or not finite; an exponent that is not above zero; a travel time of zero between
/// a place and a mass that counts, which would make the potential infinite; with intrazonal self-potential, a place
/// without the time of a trip inside it; masses and exponent whose quotient no number can hold.
///
/// # Panics
/// If origins and destinations are not the same places, or `masses` does not have one value for each.
///
/// # Example
/// ```
/// use jingwei::access::{PotentialOptions, SelfPotential, potential};
/// use jingwei::network::TravelTimes;
///
/// // 10 minutes inside each place, 50 between them.
/// let times = TravelTimes::from_minutes(&[vec![Some(10.0), Some(50.0)], vec![Some(50.0), Some(10.0)]]);
/// let output = [1000.0, 200.0];
/// let with_itself = potential(&times, &output, 1.0, &PotentialOptions::default())?;
/// assert_eq!(with_itself, [Some(104.0), Some(40.0)]); // 200/50 + 1000/10, 1000/50 + 200/10
/// let others = PotentialOptions { self_potential: SelfPotential::None };
/// let of_others = potential(&times, &output, 1.0, &others)?;
/// assert_eq!(of_others, [Some(4.0), Some(20.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hansen, W. G. (1959). How accessibility shapes land use. *Journal of the American Institute of Planners*
/// 25(2). <https://doi.org/10.1080/01944365908978307>
///
/// Gutiérrez, J. (2001). Location, economic potential and daily accessibility: an analysis of the
/// accessibility impact of the high-speed line Madrid–Barcelona–French border.
/// *Journal of Transport Geography* 9(4).
pub fn potential(
    times: &TravelTimes,
    masses: &[f64],
    exponent: f64,
    options: &PotentialOptions,
) -> Result<Vec<Option<f64>>> {
    assert_same_places(times);
    check_masses(times, masses, "masses")?;
    if !(exponent > 0.0 && exponent.is_finite()) {
        let what = "the exponent of a potential is above zero";
        return Err(Finding::new(Code::BadSetting, what).field("exponent").value(exponent).into());
    }
    options.self_potential.check()?;
    let own = options.self_potential.times(times);
    check_times(times, masses, options.self_potential, &own)?;
    check_powers(times, masses, exponent, &own)?;
    let potentials: Vec<_> =
        (0..times.origins()).map(|i| potential_at(times, masses, exponent, own[i], i)).collect();
    if potentials.iter().flatten().any(|potential| !potential.is_finite()) {
        let what = "travel times to this power are too small to divide by";
        return Err(Finding::new(Code::BadSetting, what).field("exponent").value(exponent).into());
    }
    Ok(potentials)
}

fn potential_at(
    times: &TravelTimes,
    masses: &[f64],
    exponent: f64,
    own: Option<Minutes>,
    i: usize,
) -> Option<f64> {
    let parts = times.row(i).zip(masses).enumerate().filter_map(|(j, (time, &mass))| {
        let time = if j == i { own } else { time };
        // libm: the same digits on every machine.
        time.filter(|_| mass > 0.0).map(|time| mass / libm::pow(time.get(), exponent))
    });
    parts.fold(None, |sum, part| Some(sum.unwrap_or(0.0) + part))
}

/// No time of a pair that counts is too large to this power: its part would silently be 0.
fn check_powers(times: &TravelTimes, masses: &[f64], exponent: f64, own: &[Option<Minutes>]) -> Result<()> {
    let time = |i: usize, j: usize| if j == i { own[i] } else { times.minutes(i, j) };
    let pairs = (0..times.origins()).flat_map(|i| (0..masses.len()).map(move |j| (i, j)));
    let counted = pairs.filter(|&(_, j)| masses[j] > 0.0).filter_map(|(i, j)| time(i, j));
    let longest = counted.map(Minutes::get).fold(0.0, f64::max);
    if libm::pow(longest, exponent).is_finite() {
        return Ok(());
    }
    let what = "travel times to this power are too large to divide by";
    Err(Finding::new(Code::BadSetting, what).field("exponent").value(exponent).into())
}

/// No pair that counts takes no time, and with the intrazonal time every place knows it.
fn check_times(
    times: &TravelTimes,
    masses: &[f64],
    rule: SelfPotential,
    own: &[Option<Minutes>],
) -> Result<()> {
    let mut findings = Vec::new();
    let counting = || masses.iter().enumerate().filter(|&(_, &mass)| mass > 0.0).map(|(place, _)| place);
    for i in 0..times.origins() {
        let mut at_once = counting().filter(|&j| j != i && times.milliseconds(i, j) == Some(0));
        if let Some(j) = at_once.next() {
            let what = format!(
                "a potential divides by the travel time, which is zero from place {} to {} in study order{}",
                i + 1,
                j + 1,
                match at_once.count() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                }
            );
            findings.push(Finding::new(Code::BadSetting, what).hint("give the two places their own seats"));
        }
    }
    let without = |i: &usize| own[*i].map_or(rule == SelfPotential::Intrazonal, |time| time <= Minutes::ZERO);
    let timeless = counting().filter(without).count();
    if timeless > 0 {
        let what = format!(
            "the self-potential divides by the time of a trip inside the place, \
             which is zero or unknown for {timeless} of {} places",
            masses.len()
        );
        let hint = "state `intrazonal_min` above zero under [network], or turn the self-potential off";
        findings.push(Finding::new(Code::BadSetting, what).field("intrazonal_min").hint(hint));
    }
    Error::if_any(&findings)
}

#[cfg(test)]
mod tests;
