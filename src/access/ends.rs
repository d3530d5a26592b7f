//! Who counts as the other end of a place's trips.

use super::preconditions::check_values;
use crate::error::{Code, Error, Finding, Result};
use crate::network::Direction;

/// Whether origins and destinations are the same places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Places {
    /// The same, in the same order: `i = j` is a place and itself, which is no trip.
    #[default]
    Same,
    /// Others, of any number: every pair is a trip.
    Apart,
}

/// Which trips a measure of network structure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndOptions {
    /// Whether trips begin ([`Direction::From`], the default) or end at the places that get a value; on a network
    /// with one-ways the two differ.
    pub direction: Direction,
    /// Whether origins and destinations are the same places, as they are by default.
    pub places: Places,
}

impl Default for EndOptions {
    fn default() -> Self {
        Self { direction: Direction::From, places: Places::Same }
    }
}

/// The pairs that count: places, and the others at the far ends of their trips with the mass of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends<'a> {
    origins: usize,
    destinations: usize,
    masses: &'a [f64],
    options: EndOptions,
}

impl<'a> Ends<'a> {
    pub(super) fn new(
        (origins, destinations): (usize, usize),
        masses: &'a [f64],
        options: EndOptions,
    ) -> Result<Self> {
        if options.places == Places::Same {
            assert_eq!(origins, destinations, "origins and destinations are the same places");
        }
        let others = if options.direction == Direction::From { destinations } else { origins };
        assert_eq!(masses.len(), others, "one mass for each place at the other end");
        check_values(masses, "masses")?;
        Ok(Self { origins, destinations, masses, options })
    }

    /// The places that get a value.
    pub(super) fn places(&self) -> std::ops::Range<usize> {
        0..if self.options.direction == Direction::From { self.origins } else { self.destinations }
    }

    /// Origin, destination and other mass of each trip that counts of `place`; a mass of 0 is no other end.
    pub(super) fn trips(self, place: usize) -> impl Iterator<Item = (usize, usize, f64)> + 'a {
        let Self { masses, options: EndOptions { direction, places }, .. } = self;
        let counts =
            move |&(other, mass): &(usize, f64)| mass > 0.0 && (places == Places::Apart || other != place);
        masses.iter().copied().enumerate().filter(counts).map(move |(other, mass)| match direction {
            Direction::From => (place, other, mass),
            Direction::To => (other, place, mass),
        })
    }

    /// No trip that counts is `nothing`; `what` says what it would be divided by. Told once a place.
    pub(super) fn check(self, what: &str, nothing: impl Fn(usize, usize) -> bool) -> Result<()> {
        let mut findings = Vec::new();
        for place in self.places() {
            let mut zero = self.trips(place).filter(|&(i, j, _)| nothing(i, j));
            if let Some((i, j, _)) = zero.next() {
                let more = match zero.count() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let what = format!("{what} is zero from place {} to {} in study order{more}", i + 1, j + 1);
                let finding = Finding::new(Code::BadSetting, what);
                findings.push(finding.hint("give the two places their own seats"));
            }
        }
        Error::if_any(&findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO: EndOptions = EndOptions { direction: Direction::To, places: Places::Same };
    const APART: EndOptions = EndOptions { direction: Direction::From, places: Places::Apart };

    #[test]
    fn a_place_and_a_mass_of_zero_are_no_other_end() {
        let ends = Ends::new((3, 3), &[1.0, 0.0, 3.0], EndOptions::default()).unwrap();
        assert_eq!(ends.trips(0).collect::<Vec<_>>(), [(0, 2, 3.0)]);
        assert_eq!(ends.trips(1).collect::<Vec<_>>(), [(1, 0, 1.0), (1, 2, 3.0)]);
        let ends = Ends::new((3, 3), &[1.0, 0.0, 3.0], TO).unwrap();
        assert_eq!(ends.trips(1).collect::<Vec<_>>(), [(0, 1, 1.0), (2, 1, 3.0)]);
    }

    #[test]
    fn places_apart_are_all_pairs() {
        let ends = Ends::new((1, 2), &[1.0, 2.0], APART).unwrap();
        assert_eq!(ends.places(), 0..1);
        assert_eq!(ends.trips(0).collect::<Vec<_>>(), [(0, 0, 1.0), (0, 1, 2.0)]);
        let ends = Ends::new((1, 2), &[1.0], EndOptions { direction: Direction::To, ..APART }).unwrap();
        assert_eq!(ends.places(), 0..2);
        assert_eq!(ends.trips(1).collect::<Vec<_>>(), [(0, 1, 1.0)]);
    }

    #[test]
    fn what_cannot_be_divided_by_is_named_once_a_place() {
        let ends = Ends::new((3, 3), &[1.0; 3], EndOptions::default()).unwrap();
        let error = ends.check("a travel time", |i, _| i == 1).unwrap_err().to_string();
        assert!(
            error.contains("a travel time is zero from place 2 to 1 in study order and 1 more"),
            "{error}"
        );
        assert!(ends.check("a travel time", |i, j| i == j).is_ok(), "a trip inside a place does not count");
    }

    #[test]
    #[should_panic(expected = "the same places")]
    fn the_same_places_are_as_many() {
        let _ = Ends::new((1, 2), &[1.0, 1.0], EndOptions::default());
    }

    #[test]
    fn a_negative_mass_is_refused() {
        assert!(Ends::new((1, 2), &[1.0, -1.0], APART).is_err());
    }
}
