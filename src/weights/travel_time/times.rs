//! Where times between cities come from.

use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;

/// Times between units, from each to each.
pub trait Times {
    /// How many units.
    ///
    /// # Panics
    /// If there is not one destination for each origin.
    fn units(&self) -> usize;

    /// Minutes from unit `i` to unit `j`, not below zero; `None` without a path.
    ///
    /// # Panics
    /// If there is no such unit.
    fn minutes_between(&self, i: usize, j: usize) -> Option<f64>;
}

impl Times for TravelTimes {
    fn units(&self) -> usize {
        assert_eq!(self.origins(), self.destinations(), "one destination for each origin");
        self.origins()
    }

    fn minutes_between(&self, i: usize, j: usize) -> Option<f64> {
        self.minutes(i, j).map(crate::units::Minutes::get)
    }
}

/// Times that were measured elsewhere, at full precision: from a timetable, another program, a survey.
///
/// # Example
/// ```
/// use jingwei::units::Minutes;
/// use jingwei::weights::travel_time::{Direction, StatedTimes, band};
/// let times = StatedTimes::new(vec![vec![None, Some(0.25)], vec![Some(0.75), None]])?;
/// assert_eq!(band(&times, Minutes::new(0.5), Direction::Mean)?.links(), 2);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StatedTimes {
    rows: Vec<Vec<Option<f64>>>,
}

impl StatedTimes {
    /// Times in minutes (or any other one unit, which then is that of limits and bandwidths), from the unit of the row to
    /// that of the column; `None` without a path.
    ///
    /// # Errors
    /// A row with another number of times than there are rows; a time that is not finite or below zero.
    pub fn new(rows: Vec<Vec<Option<f64>>>) -> Result<Self> {
        let mut findings = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            if row.len() != rows.len() {
                let what = format!("{} times to {} units", row.len(), rows.len());
                findings.push(Finding::new(Code::BadValue, what).feature(i + 1));
            }
            for time in row.iter().flatten().filter(|time| !(time.is_finite() && **time >= 0.0)) {
                let what = "a time is a number not below zero";
                findings.push(Finding::new(Code::BadValue, what).feature(i + 1).value(time));
            }
        }
        Error::if_any(&findings)?;
        Ok(Self { rows })
    }
}

impl Times for StatedTimes {
    fn units(&self) -> usize {
        self.rows.len()
    }

    fn minutes_between(&self, i: usize, j: usize) -> Option<f64> {
        self.rows[i][j]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_time_is_refused_and_all_named() {
        let rows = vec![vec![Some(f64::NAN), Some(1.0)], vec![Some(-1.0), Some(f64::INFINITY)]];
        let Err(Error::Input(findings)) = StatedTimes::new(rows) else { panic!("no times are refused") };
        assert_eq!(findings.len(), 3);
        assert!(StatedTimes::new(vec![vec![None, None]]).is_err());
    }
}
