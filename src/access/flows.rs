//! How much travels between each two places.

use super::ends::{EndOptions, Ends};
use super::preconditions::check_values;
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;

/// Larger than any flow, and small enough that no sum over pairs overflows.
const LARGEST_FLOW: f64 = 1e290;

/// Flow from each place to each other place; none from a place to itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    places: usize,
    flows: Vec<f64>,
}

impl Flows {
    /// The flow `flow(i, j)` from each place to each other.
    ///
    /// # Errors
    /// A flow that is negative or not finite, all of them in one error.
    pub fn new(places: usize, flow: impl Fn(usize, usize) -> f64) -> Result<Self> {
        let pairs = (0..places).flat_map(|i| (0..places).map(move |j| (i, j)));
        let flows: Vec<f64> = pairs.map(|(i, j)| if i == j { 0.0 } else { flow(i, j) }).collect();
        let bad = flows.iter().enumerate().filter(|(_, flow)| !(0.0..=LARGEST_FLOW).contains(*flow));
        let findings: Vec<Finding> = bad
            .map(|(pair, flow)| {
                let (i, j) = (pair / places + 1, pair % places + 1);
                let what = format!("the flow from place {i} to {j} is negative or no number to count with");
                Finding::new(Code::BadValue, what).field("flow").value(flow)
            })
            .collect();
        Error::if_any(&findings)?;
        Ok(Self { places, flows })
    }

    /// One trip from each place to each other: every pair is as important as any other.
    #[must_use]
    pub fn pairs(places: usize) -> Self {
        let flows = (0..places * places).map(|pair| if pair / places == pair % places { 0.0 } else { 1.0 });
        Self { places, flows: flows.collect() }
    }

    /// The product of the masses at both ends, however far apart they are: `F_ij = M_i M_j`.
    ///
    /// # Errors
    /// A mass that is negative or not finite, all of them in one error.
    pub fn product(masses: &[f64]) -> Result<Self> {
        check_values(masses, "masses")?;
        Self::new(masses.len(), |i, j| masses[i] * masses[j])
    }

    /// The flow of the gravity model, in its plainest form: `F_ij = M_i M_j / t_ij^b`, `t` in minutes.
    ///
    /// # Conventions
    /// Between places without a path nothing flows, and nothing is counted as unreached: the model knows no flow
    /// without a time.
    ///
    /// # Errors
    /// A mass that is negative or not finite; an exponent that is not above zero; a travel time of zero between two
    /// places with a mass; masses and exponent whose quotient no number can hold.
    ///
    /// # Panics
    /// If origins and destinations are not the same places, or `masses` does not have one value for each.
    pub fn potential(times: &TravelTimes, masses: &[f64], exponent: f64) -> Result<Self> {
        let ends = Ends::new((times.origins(), times.destinations()), masses, EndOptions::default())?;
        let at_once = |i: usize, j: usize| masses[i] > 0.0 && times.milliseconds(i, j) == Some(0);
        ends.check("a potential flow divides by a travel time that", at_once)?;
        if !(exponent > 0.0 && exponent.is_finite()) {
            let what = "the exponent of a potential flow is above zero";
            return Err(Finding::new(Code::BadSetting, what).field("exponent").value(exponent).into());
        }
        Self::new(masses.len(), |i, j| {
            let mass = masses[i] * masses[j];
            let time = times.minutes(i, j).filter(|_| mass > 0.0);
            // libm: the same digits on every machine.
            time.map_or(0.0, |time| mass / libm::pow(time.get(), exponent))
        })
    }

    /// How many places.
    #[must_use]
    pub fn places(&self) -> usize {
        self.places
    }

    /// From place `i` to place `j`.
    ///
    /// # Panics
    /// If there is no such place.
    #[must_use]
    pub fn flow(&self, i: usize, j: usize) -> f64 {
        self.row(i)[j]
    }

    /// From place `i` to every place, in order.
    pub(super) fn row(&self, i: usize) -> &[f64] {
        &self.flows[i * self.places..(i + 1) * self.places]
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.flows.iter().sum()
    }

    /// For each place the flow between all others, which might pass through it.
    #[must_use]
    pub fn between_others(&self) -> Vec<f64> {
        let mut between = vec![0.0; self.places];
        let mut before = vec![0.0; self.places];
        for i in 0..self.places {
            // What comes before and what comes after, added: taking from the whole would leave false remainders.
            let mut sum = 0.0;
            for (before, flow) in before.iter_mut().zip(self.row(i)) {
                *before = sum;
                sum += flow;
            }
            let mut after = 0.0;
            for (j, flow) in self.row(i).iter().enumerate().rev() {
                if j != i {
                    between[j] += before[j] + after;
                }
                after += flow;
            }
        }
        between
    }

    /// `loads` as shares of what might have been there; rounding puts none above 1.
    pub(super) fn shares(loads: &[f64], of: impl Fn(usize) -> f64) -> Vec<Option<f64>> {
        let share = |(i, load): (usize, &f64)| (of(i) > 0.0).then(|| (load / of(i)).min(1.0));
        loads.iter().enumerate().map(share).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flows_between_others_are_those_without_the_place() {
        let flows = Flows::new(4, |i, j| (10 * i + j) as f64).unwrap();
        let judged: Vec<f64> = (0..4)
            .map(|k| {
                let pairs = (0..16).map(|pair| (pair / 4, pair % 4));
                pairs.filter(|&(i, j)| i != k && j != k).map(|(i, j)| flows.flow(i, j)).sum()
            })
            .collect();
        assert_eq!(flows.between_others(), judged);
        assert_eq!(Flows::pairs(5).between_others(), [12.0; 5], "(n − 1)(n − 2)");
        // All flows begin or end at the first place: a difference of sums would not be 0.
        let star = Flows::new(3, |i, j| if i == 0 || j == 0 { 0.1 } else { 0.0 }).unwrap();
        assert_eq!(star.between_others(), [0.0, 0.2, 0.2]);
    }

    #[test]
    fn flows_of_the_models() {
        let times = TravelTimes::from_minutes(&[vec![Some(1.0), Some(2.0)], vec![None, Some(1.0)]]);
        let flows = Flows::potential(&times, &[3.0, 8.0], 2.0).unwrap();
        assert_eq!((flows.flow(0, 1), flows.flow(1, 0), flows.flow(0, 0)), (6.0, 0.0, 0.0));
        assert_eq!(Flows::product(&[3.0, 8.0]).unwrap(), Flows::new(2, |_, _| 24.0).unwrap());
        assert_eq!(Flows::pairs(3), Flows::new(3, |_, _| 1.0).unwrap());
    }

    #[test]
    fn what_cannot_flow_is_refused() {
        let error = Flows::new(2, |i, _| if i == 0 { f64::NAN } else { -1.0 }).unwrap_err().to_string();
        assert!(error.contains("from place 1 to 2") && error.contains("from place 2 to 1"), "{error}");
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(0.0)], vec![Some(5.0), Some(0.0)]]);
        let error = Flows::potential(&times, &[1.0, 1.0], 1.0).unwrap_err().to_string();
        assert!(error.contains("a travel time that is zero from place 1 to 2"), "{error}");
        assert!(Flows::potential(&times, &[0.0, 1.0], 1.0).is_ok(), "nobody leaves a place without mass");
        assert!(Flows::potential(&times, &[1.0, 0.0], 1.0).is_ok(), "a mass of zero is divided by nothing");
        assert!(Flows::potential(&times, &[1.0, 1.0], 0.0).is_err());
        assert!(Flows::product(&[1.0, -1.0]).is_err());
    }
}
