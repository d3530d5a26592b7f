//! Cumulative opportunities over an interval of cut-offs.

use super::cumulative::cumulative_cutoffs;
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Cut-offs from one to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The first cut-off.
    pub from: Minutes,
    /// No cut-off is longer; it is one itself where the steps meet it.
    pub to: Minutes,
    /// From cut-off to cut-off.
    pub step: Minutes,
}

/// More cut-offs than anyone states by purpose.
const MOST: usize = 10_000;

impl Interval {
    /// The interval with a cut-off every minute.
    #[must_use]
    pub fn by_minute(from: Minutes, to: Minutes) -> Self {
        Self { from, to, step: Minutes::new(1.0) }
    }

    /// The cut-offs: `from`, `from + step`, … up to `to`.
    ///
    /// # Errors
    /// A `from` or `step` that is not above zero, a `to` below `from`, more than 10,000 cut-offs.
    pub fn cutoffs(&self) -> Result<Vec<Minutes>> {
        let refused = |field: &str, what: &str, value: Minutes| {
            Err(Finding::new(Code::BadSetting, what)
                .field(field)
                .value(value)
                .hint("an interval from 45 to 75 by 1 minute is usual")
                .into())
        };
        if self.from <= Minutes::ZERO {
            return refused("from", "an interval of cut-offs begins above zero", self.from);
        }
        if self.to < self.from {
            return refused("to", "an interval of cut-offs ends where it begins or later", self.to);
        }
        if self.step <= Minutes::ZERO {
            return refused("step", "cut-offs lie more than zero minutes apart", self.step);
        }
        // A hair more, so that ten steps of 0.1 make one minute.
        let steps = ((self.to.get() - self.from.get()) / self.step.get() + 1e-9).floor();
        if steps >= MOST as f64 {
            return refused("step", "an interval has at most 10000 cut-offs", self.step);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10000")]
        let steps = steps as u32;
        Ok((0..=steps).map(|step| self.from + self.step * f64::from(step)).collect())
    }
}

/// How the cut-offs of an interval make one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IntervalSummary {
    /// Their mean.
    Mean,
    /// Their median, midway between the two in the middle where their number is even; the default of R
    /// `accessibility`.
    #[default]
    Median,
}

/// Opportunities reachable within a typical cut-off of an interval, so that no single one decides the answer.
///
/// # Formula
/// The mean or the median over `c` of `A_ic = Σ_j O_j · [t_ij ≤ c]`, `c = from, from + step, … ≤ to`
///
/// # Units
/// `opportunities` in any unit, the result in the same; the interval in minutes.
///
/// # Conventions
/// As [`cumulative`](super::cumulative) for each cut-off; both ends of the interval belong to it. As
/// `cumulative_interval` of R `accessibility`, whose `interval_increment` is our step (1 by default).
///
/// # Errors
/// An opportunity that is negative or not finite; all opportunities zero; an interval that is none.
///
/// # Panics
/// If `opportunities` does not have one value for each destination.
///
/// # Example
/// ```
/// use jingwei::access::{Interval, IntervalSummary, cumulative_interval};
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // Cut-offs of 29, 30, 31 and 32 minutes reach 10, 10, 30 and 30.
/// let times = TravelTimes::from_minutes(&[vec![Some(5.0), Some(30.5)]]);
/// let interval = Interval::by_minute(Minutes::new(29.0), Minutes::new(32.0));
/// assert_eq!(cumulative_interval(&times, &[10.0, 20.0], &interval, IntervalSummary::Mean)?, [20.0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Tomasiello, D. B., Herszenhut, D., Oliveira, J. L. A., Braga, C. K. V. and Pereira, R. H. M. (2023). A time
/// interval metric for cumulative opportunity accessibility. *Applied Geography* 157.
pub fn cumulative_interval(
    times: &TravelTimes,
    opportunities: &[f64],
    interval: &Interval,
    summary: IntervalSummary,
) -> Result<Vec<f64>> {
    let cutoffs = interval.cutoffs()?;
    let reached = cumulative_cutoffs(times, opportunities, &cutoffs)?;
    let n = cutoffs.len();
    let summarised = |i: usize| {
        // Rising with the cut-off, so that the middle is the median.
        let values = reached.iter().map(|row| row[i]);
        match summary {
            IntervalSummary::Mean => values.fold(0.0, |sum, value| sum + value) / n as f64,
            IntervalSummary::Median if n % 2 == 1 => reached[n / 2][i],
            IntervalSummary::Median => f64::midpoint(reached[n / 2 - 1][i], reached[n / 2][i]),
        }
    };
    Ok((0..times.origins()).map(summarised).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(from: f64, to: f64, step: f64) -> Interval {
        let [from, to, step] = [from, to, step].map(Minutes::new);
        Interval { from, to, step }
    }

    /// One destination of 1 every minute: a cut-off reaches as many as it has minutes.
    fn minutes() -> (TravelTimes, Vec<f64>) {
        let row = (1..=100).map(|minute| Some(f64::from(minute))).collect();
        (TravelTimes::from_minutes(&[row]), vec![1.0; 100])
    }

    #[test]
    fn both_ends_belong_to_the_interval() {
        let (times, ones) = minutes();
        let at =
            |interval: Interval, summary| cumulative_interval(&times, &ones, &interval, summary).unwrap()[0];
        for summary in [IntervalSummary::Mean, IntervalSummary::Median] {
            assert!((at(interval(40.0, 60.0, 1.0), summary) - 50.0).abs() < 1e-12);
            assert!((at(interval(40.0, 60.0, 20.0), summary) - 50.0).abs() < 1e-12);
            assert!((at(interval(40.0, 60.0, 15.0), summary) - 47.5).abs() < 1e-12, "40 and 55");
            assert!((at(interval(40.0, 40.0, 5.0), summary) - 40.0).abs() < 1e-12);
        }
        // 90, 100 and, as there is nothing beyond, 100 and 100.
        assert!((at(interval(90.0, 120.0, 10.0), IntervalSummary::Mean) - 97.5).abs() < 1e-12);
        assert!((at(interval(90.0, 120.0, 10.0), IntervalSummary::Median) - 100.0).abs() < 1e-12);
    }

    #[test]
    fn steps_of_a_tenth_meet_the_end() {
        assert_eq!(interval(1.0, 2.0, 0.1).cutoffs().unwrap().len(), 11);
    }

    #[test]
    fn what_is_no_interval_is_refused() {
        let (times, ones) = minutes();
        for (bad, what) in [
            (interval(0.0, 60.0, 1.0), "setting `from`"),
            (interval(-5.0, 60.0, 1.0), "setting `from`"),
            (interval(60.0, 40.0, 1.0), "setting `to`"),
            (interval(40.0, 60.0, 0.0), "setting `step`"),
            (interval(40.0, 60.0, 1e-9), "at most 10000"),
        ] {
            let error = cumulative_interval(&times, &ones, &bad, IntervalSummary::Mean).unwrap_err();
            assert!(error.to_string().contains(what), "{error}");
        }
        let some = interval(40.0, 60.0, 1.0);
        assert!(cumulative_interval(&times, &[0.0; 100], &some, IntervalSummary::Mean).is_err());
    }
}
