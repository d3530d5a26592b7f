//! Travel times between all origins and all destinations.

use crate::units::Minutes;

/// Not reachable, in the dense form.
const NONE: u32 = u32::MAX;

/// Travel times from every origin to every destination, exact to the millisecond.
///
/// A pair without a path is `None`. For cities the diagonal is the intrazonal time by the rule stated in
/// the study, so that `minutes(i, i)` is a trip inside city `i`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TravelTimes {
    origins: usize,
    destinations: usize,
    milliseconds: Vec<u32>,
}

impl TravelTimes {
    /// Times in milliseconds, origin after origin; `None` without a path.
    ///
    /// # Panics
    /// If there is not one time for each pair, or a time is `u32::MAX`.
    #[must_use]
    pub fn from_rows(
        origins: usize,
        destinations: usize,
        times: impl IntoIterator<Item = Option<u32>>,
    ) -> Self {
        let milliseconds: Vec<u32> = times
            .into_iter()
            .map(|time| match time {
                Some(time) => {
                    assert!(time != NONE, "a time fits below u32::MAX milliseconds");
                    time
                }
                None => NONE,
            })
            .collect();
        assert_eq!(milliseconds.len(), origins * destinations, "one time for each pair");
        Self { origins, destinations, milliseconds }
    }

    /// Times in milliseconds, origin after origin; `u32::MAX` without a path.
    pub(super) fn from_milliseconds(origins: usize, destinations: usize, milliseconds: Vec<u32>) -> Self {
        assert_eq!(milliseconds.len(), origins * destinations, "one time for each pair");
        Self { origins, destinations, milliseconds }
    }

    /// Times in minutes, for hand-made examples; `None` without a path.
    ///
    /// # Panics
    /// If the rows are not of one length or a time is negative or beyond 49 days.
    #[must_use]
    pub fn from_minutes(rows: &[Vec<Option<f64>>]) -> Self {
        let destinations = rows.first().map_or(0, Vec::len);
        let to_milliseconds = |minutes: f64| {
            Minutes::new(minutes).to_milliseconds().expect("hand-made times lie between 0 and 49 days")
        };
        Self::from_rows(rows.len(), destinations, rows.iter().flatten().map(|time| time.map(to_milliseconds)))
    }

    /// How many origins.
    #[must_use]
    pub fn origins(&self) -> usize {
        self.origins
    }

    /// How many destinations.
    #[must_use]
    pub fn destinations(&self) -> usize {
        self.destinations
    }

    /// Milliseconds from origin `i` to destination `j`.
    ///
    /// # Panics
    /// If there is no such origin or destination.
    #[must_use]
    pub fn milliseconds(&self, i: usize, j: usize) -> Option<u32> {
        assert!(j < self.destinations, "a destination");
        let time = self.milliseconds[i * self.destinations + j];
        (time != NONE).then_some(time)
    }

    /// Minutes from origin `i` to destination `j`.
    ///
    /// # Panics
    /// If there is no such origin or destination.
    #[must_use]
    pub fn minutes(&self, i: usize, j: usize) -> Option<Minutes> {
        self.milliseconds(i, j).map(Minutes::from_milliseconds)
    }

    /// Minutes from origin `i` to every destination, in order.
    #[must_use]
    pub fn row(&self, i: usize) -> impl ExactSizeIterator<Item = Option<Minutes>> + '_ {
        self.milliseconds[i * self.destinations..(i + 1) * self.destinations]
            .iter()
            .map(|&time| (time != NONE).then(|| Minutes::from_milliseconds(time)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_without_a_path_is_none() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), None], vec![Some(1.5), Some(0.0)]]);
        assert_eq!(times.minutes(0, 1), None);
        assert_eq!(times.milliseconds(1, 0), Some(90_000));
        assert_eq!(times.row(1).collect::<Vec<_>>(), [Some(Minutes::new(1.5)), Some(Minutes::ZERO)]);
    }
}
