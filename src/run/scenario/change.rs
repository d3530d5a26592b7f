//! One measure before and after, unit by unit.

use crate::run::measures::Better;

/// A measure of every unit before and after, and which way it is good.
#[derive(Debug, Clone)]
pub struct Change {
    /// Before; `None` where there is nothing to measure.
    pub before: Vec<Option<f64>>,
    /// After.
    pub after: Vec<Option<f64>>,
    /// Which way it is good.
    pub better: Better,
}

/// What became of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Better off than before.
    Gain,
    /// Worse off than before.
    Loss,
    /// As before, to the last digit.
    Same,
    /// Has a value only after: it was not reachable before.
    New,
    /// Has a value only before: it is no longer reachable.
    Lost,
    /// Has a value neither before nor after.
    Never,
}

impl State {
    /// As it stands in fields.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Gain => "gain",
            Self::Loss => "loss",
            Self::Same => "same",
            Self::New => "new",
            Self::Lost => "lost",
            Self::Never => "never",
        }
    }
}

impl Change {
    /// How many units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.before.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// Before and after, where `unit` has both.
    #[must_use]
    pub fn both(&self, unit: usize) -> Option<(f64, f64)> {
        Some((self.before[unit]?, self.after[unit]?))
    }

    /// After less before; `None` where `unit` lacks one of them: what cannot be reached is no number.
    #[must_use]
    pub fn difference(&self, unit: usize) -> Option<f64> {
        self.both(unit).map(|(before, after)| after - before)
    }

    /// The difference in per cent of the value before; `None` where that is zero.
    #[must_use]
    pub fn percent(&self, unit: usize) -> Option<f64> {
        self.both(unit).and_then(|(before, after)| percent(before, after))
    }

    /// The difference with the sign turned so that above zero is better.
    #[must_use]
    pub fn gain(&self, unit: usize) -> Option<f64> {
        self.difference(unit).map(|difference| self.better.gain(difference))
    }

    /// What became of `unit`.
    #[must_use]
    pub fn state(&self, unit: usize) -> State {
        match (self.before[unit], self.after[unit]) {
            (None, None) => State::Never,
            (None, Some(_)) => State::New,
            (Some(_), None) => State::Lost,
            (Some(before), Some(after)) => {
                let gain = self.better.gain(after - before);
                if gain > 0.0 {
                    State::Gain
                } else if gain < 0.0 {
                    State::Loss
                } else {
                    State::Same
                }
            }
        }
    }

    /// The units in `state`.
    #[must_use]
    pub fn units(&self, state: State) -> Vec<usize> {
        (0..self.len()).filter(|&unit| self.state(unit) == state).collect()
    }

    /// All units by their gain, the greatest first, those without one last; ties to the lower index.
    #[must_use]
    pub fn ranked(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        let key = |unit: &usize| self.gain(*unit).unwrap_or(f64::NEG_INFINITY);
        order.sort_by(|a, b| key(b).total_cmp(&key(a)).then(a.cmp(b)));
        order
    }
}

impl Better {
    /// `difference` with the sign turned so that above zero is better.
    #[must_use]
    pub fn gain(self, difference: f64) -> f64 {
        match self {
            // Less nothing, not the negative of it: no gain is written `-0`.
            Self::Less => 0.0 - difference,
            Self::More => difference,
        }
    }
}

/// The change from `before` to `after` in per cent; `None` from zero.
#[must_use]
pub fn percent(before: f64, after: f64) -> Option<f64> {
    Some((after - before) / before.abs() * 100.0).filter(|share| share.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes() -> Change {
        Change {
            before: vec![Some(100.0), Some(60.0), Some(50.0), None, Some(40.0), None],
            after: vec![Some(80.0), Some(60.0), Some(75.0), Some(30.0), None, None],
            better: Better::Less,
        }
    }

    #[test]
    fn unreachable_before_and_after_are_told_apart() {
        let states = [State::Gain, State::Same, State::Loss, State::New, State::Lost, State::Never];
        let change = minutes();
        assert_eq!((0..6).map(|unit| change.state(unit)).collect::<Vec<_>>(), states);
        assert_eq!(change.units(State::New), [3]);
        assert_eq!((change.difference(3), change.gain(4), change.percent(5)), (None, None, None));
    }

    #[test]
    fn fewer_minutes_are_a_gain_and_fewer_people_are_a_loss() {
        let change = minutes();
        assert_eq!(
            (change.difference(0), change.gain(0), change.percent(0)),
            (Some(-20.0), Some(20.0), Some(-20.0))
        );
        assert_eq!(change.ranked(), [0, 1, 2, 3, 4, 5]);
        let people = Change { better: Better::More, ..change };
        assert_eq!(people.gain(0), Some(-20.0));
        assert_eq!(people.ranked(), [2, 1, 0, 3, 4, 5]);
        assert_eq!(people.gain(1).map(f64::is_sign_positive), Some(true));
    }

    #[test]
    fn nothing_grows_by_no_per_cent_that_can_be_told() {
        assert_eq!(percent(0.0, 5.0), None);
        assert_eq!(percent(-4.0, -2.0), Some(50.0));
    }
}
