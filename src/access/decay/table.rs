//! A decay by points.

use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;
use std::fmt;

/// A decay by points: straight lines between them.
///
/// # Formula
/// `f(t) = f_k + (f_{k+1} − f_k) · (t − t_k) / (t_{k+1} − t_k)` where `t_k ≤ t ≤ t_{k+1}`
///
/// # Units
/// Times are minutes, values the share of an opportunity that counts.
///
/// # Conventions
/// Before the first point its value holds, beyond the last point that one's: a table that ends above zero lets
/// everything count that can be reached at all. Values never rise, so that no longer trip counts more.
#[derive(Debug, Clone, PartialEq)]
pub struct DecayTable {
    points: Vec<(Minutes, f64)>,
}

impl DecayTable {
    /// The decay through `points`, each a time and what an opportunity counts there.
    ///
    /// # Errors
    /// `E-STUDY-002` if there is no point, a time is negative or not above the one before, or a value is not
    /// between 0 and 1 or rises.
    ///
    /// # Example
    /// ```
    /// use jingwei::access::DecayTable;
    /// use jingwei::units::Minutes;
    ///
    /// let table = DecayTable::new(vec![(Minutes::ZERO, 1.0), (Minutes::new(30.0), 0.5), (Minutes::new(60.0), 0.0)])?;
    /// assert_eq!(table.at(Minutes::new(45.0)), 0.25);
    /// assert_eq!(table.limit(), Some(Minutes::new(60.0)));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn new(points: Vec<(Minutes, f64)>) -> Result<Self> {
        let refused = |what: &str, point: Option<&(Minutes, f64)>| {
            let mut finding = Finding::new(Code::BadSetting, what).field("table");
            if let Some((time, value)) = point {
                finding = finding.value(format!("{}={value}", time.get()));
            }
            Err(Error::from(finding.hint("state points as in `table:0=1,30=0.5,60=0`")))
        };
        let Some(first) = points.first() else {
            return refused("a table of decay has a point or more", None);
        };
        if first.0 < Minutes::ZERO {
            return refused("a time is zero minutes or more", Some(first));
        }
        if let Some(point) = points.iter().find(|(_, value)| !(0.0..=1.0).contains(value)) {
            return refused("what an opportunity counts lies between 0 and 1", Some(point));
        }
        for pair in points.windows(2) {
            if pair[1].0 <= pair[0].0 {
                return refused("the times of a table of decay rise from point to point", Some(&pair[1]));
            }
            if pair[1].1 > pair[0].1 {
                return refused("what an opportunity counts never rises with the time", Some(&pair[1]));
            }
        }
        Ok(Self { points })
    }

    /// The points, times rising.
    #[must_use]
    pub fn points(&self) -> &[(Minutes, f64)] {
        &self.points
    }

    /// What one opportunity counts at `time`.
    #[must_use]
    pub fn at(&self, time: Minutes) -> f64 {
        let after = self.points.partition_point(|(point, _)| *point <= time);
        if after == 0 {
            return self.points[0].1;
        }
        let (from, value) = self.points[after - 1];
        let Some(&(to, next)) = self.points.get(after) else { return value };
        value + (next - value) * ((time.get() - from.get()) / (to.get() - from.get()))
    }

    /// The time from which on nothing counts, where the table comes to zero.
    #[must_use]
    pub fn limit(&self) -> Option<Minutes> {
        self.points.iter().find(|(_, value)| *value == 0.0).map(|(time, _)| *time)
    }
}

impl fmt::Display for DecayTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (time, value)) in self.points.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{}={value}", time.get())?;
        }
        Ok(())
    }
}
