//! How large a region has to be.

use crate::error::{Code, Error, Finding, Result};

/// What every region has to hold at least.
#[derive(Debug, Clone, PartialEq)]
pub enum Floor {
    /// So many units. The default is 1: no floor.
    Count(usize),
    /// So much of a column, such as population.
    Sum {
        /// One value a unit, none negative.
        values: Vec<f64>,
        /// The sum that every region reaches; one that falls short by less than a part in 10⁹ does, so that the
        /// order of summing does not decide.
        at_least: f64,
    },
}

impl Default for Floor {
    fn default() -> Self {
        Self::Count(1)
    }
}

/// A floor in numbers: what each unit brings, and what a region needs.
#[derive(Debug, Clone)]
pub(super) struct Threshold {
    pub(super) of: Vec<f64>,
    least: f64,
    said: String,
}

impl Threshold {
    pub(super) fn new(floor: &Floor, units: usize) -> Result<Self> {
        match floor {
            Floor::Count(count) => {
                let said = format!("{count} {}", if *count == 1 { "unit" } else { "units" });
                Ok(Self { of: vec![1.0; units], least: *count as f64, said })
            }
            Floor::Sum { values, at_least } => {
                assert_eq!(values.len(), units, "one value of the floor a unit");
                if !at_least.is_finite() || *at_least < 0.0 {
                    let what = "the floor of a region is a number from zero up";
                    return Err(Error::usage(Finding::new(Code::BadArgument, what).value(at_least)));
                }
                let what = "what is summed for the floor is a number from zero up in every unit";
                let wrong = |&(_, value): &(usize, &f64)| !value.is_finite() || *value < 0.0;
                let finding = |(i, value): (usize, &f64)| {
                    Finding::new(Code::BadValue, what).feature(i + 1).field("floor").value(value)
                };
                let findings: Vec<_> = values.iter().enumerate().filter(wrong).map(finding).collect();
                Error::if_any(&findings)?;
                // A part in 10⁹ is far above what the order of summing changes.
                let least = at_least * (1.0 - 1e-9);
                Ok(Self { of: values.clone(), least, said: format!("a sum of {at_least}") })
            }
        }
    }

    /// Whether a region with this sum is large enough.
    pub(super) fn met(&self, sum: f64) -> bool {
        sum >= self.least
    }

    /// Whether a part with this sum of so many units holds at most this many regions.
    pub(super) fn most(&self, sum: f64, units: usize) -> usize {
        if self.least <= 0.0 {
            return units;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum of what is not negative; a larger ratio than a usize stops at its end"
        )]
        let fitting = (sum / self.least) as usize;
        fitting.min(units)
    }

    /// Whether every single unit is large enough.
    pub(super) fn is_met_by_each(&self) -> bool {
        self.of.iter().all(|&value| self.met(value))
    }

    /// The floor in words.
    pub(super) fn said(&self) -> &str {
        &self.said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_summing_does_not_decide() {
        let floor = Floor::Sum { values: vec![0.1, 0.2, 0.3], at_least: 0.6 };
        let threshold = Threshold::new(&floor, 3).unwrap();
        assert!(threshold.met(0.1 + 0.2 + 0.3) && threshold.met(0.3 + 0.2 + 0.1));
        assert!(!threshold.met(0.599));
        assert_eq!(threshold.most(1.2, 3), 2);
    }

    #[test]
    fn every_value_below_zero_is_named() {
        let floor = Floor::Sum { values: vec![-1.0, 2.0, f64::NAN], at_least: 1.0 };
        let error = Threshold::new(&floor, 3).unwrap_err().to_string();
        assert!(error.contains("feature 1: field `floor`") && error.contains("feature 3"), "{error}");
        let floor = Floor::Sum { values: vec![], at_least: -1.0 };
        assert!(Threshold::new(&floor, 0).is_err());
    }
}
