//! Whether trips became longer that should not.

use crate::network::TravelTimes;

/// What the edits of a scenario lead one to expect of its trips.
///
/// A line that is added only gives trips another way. Still a trip may become longer where the line changes how
/// others join: a new road nearer to a seat takes over the seat's link, and a new end on a line makes a stop of
/// what its trains ran through. In the same way a trip may become shorter where a road is removed. So the check is
/// counted, and not taken for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing changed.
    Same,
    /// Lines were added, became faster, or are waited for less: no trip becomes longer.
    NoneLonger,
    /// Lines were removed, became slower, or are waited for longer: no trip becomes shorter.
    NoneShorter,
    /// Edits of both kinds: trips may become longer or shorter.
    Either,
}

/// Trips between different cities, before and after; from A to B and back are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SumCheck {
    /// Ordered pairs of different cities.
    pub pairs: usize,
    /// Possible before and after, and longer after.
    pub lengthened: usize,
    /// Possible before and after, and shorter after.
    pub shortened: usize,
    /// Possible after only.
    pub joined: usize,
    /// Possible before only.
    pub parted: usize,
    /// What the edits lead one to expect.
    pub expected: Expected,
}

impl SumCheck {
    /// The trips of `before` beside those of `after`.
    ///
    /// # Panics
    /// If they are not between the same number of cities.
    pub(super) fn new(before: &TravelTimes, after: &TravelTimes, expected: Expected) -> Self {
        assert_eq!(before.origins(), after.origins(), "a scenario keeps the cities");
        let cities = before.origins();
        let mut check = Self { pairs: 0, lengthened: 0, shortened: 0, joined: 0, parted: 0, expected };
        for (i, j) in (0..cities).flat_map(|i| (0..cities).map(move |j| (i, j))).filter(|(i, j)| i != j) {
            check.pairs += 1;
            match (before.milliseconds(i, j), after.milliseconds(i, j)) {
                (Some(was), Some(is)) if is > was => check.lengthened += 1,
                (Some(was), Some(is)) if is < was => check.shortened += 1,
                (None, Some(_)) => check.joined += 1,
                (Some(_), None) => check.parted += 1,
                _ => {}
            }
        }
        check
    }

    /// Trips that went against what the edits lead one to expect.
    #[must_use]
    pub fn against(&self) -> usize {
        let (longer, shorter) = (self.lengthened + self.parted, self.shortened + self.joined);
        match self.expected {
            Expected::Same => longer + shorter,
            Expected::NoneLonger => longer,
            Expected::NoneShorter => shorter,
            Expected::Either => 0,
        }
    }
}
