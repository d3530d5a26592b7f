//! Dimensioned numbers: finite by construction, with only the arithmetic that has meaning.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

/// A quantity was infinite or not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quantity is finite")]
pub struct NotFinite;

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident, $symbol:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub struct $name(f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);

            /// The quantity `value`.
            ///
            /// # Panics
            /// If `value` is not finite.
            #[must_use]
            pub const fn new(value: f64) -> Self {
                assert!(value.is_finite(), "a quantity is finite");
                Self(value)
            }

            /// The quantity `value`, or `None` if it is not finite.
            #[must_use]
            pub fn checked(value: f64) -> Option<Self> {
                value.is_finite().then_some(Self(value))
            }

            /// The number without its unit.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)?;
                f.write_str(concat!(" ", $symbol))
            }
        }

        impl TryFrom<f64> for $name {
            type Error = NotFinite;
            fn try_from(value: f64) -> Result<Self, NotFinite> {
                Self::checked(value).ok_or(NotFinite)
            }
        }

        impl From<$name> for f64 {
            fn from(quantity: $name) -> f64 {
                quantity.0
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self::new(self.0 + other.0)
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self::new(self.0 - other.0)
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self::new(self.0 * factor)
            }
        }
    };
}

unit!(
    /// Length in metres.
    Metres, "m"
);
unit!(
    /// Length in kilometres.
    Kilometres, "km"
);
unit!(
    /// Area in square kilometres.
    SquareKilometres, "km²"
);
unit!(
    /// Time in minutes.
    Minutes, "min"
);
unit!(
    /// Speed in kilometres per hour.
    KilometresPerHour, "km/h"
);

impl From<Kilometres> for Metres {
    fn from(length: Kilometres) -> Self {
        Self::new(length.0 * 1000.0)
    }
}

impl From<Metres> for Kilometres {
    fn from(length: Metres) -> Self {
        Self::new(length.0 / 1000.0)
    }
}

impl Div<KilometresPerHour> for Kilometres {
    type Output = Minutes;

    /// # Panics
    /// If the speed is zero.
    fn div(self, speed: KilometresPerHour) -> Minutes {
        Minutes::new(self.0 / speed.0 * 60.0)
    }
}

impl Div<KilometresPerHour> for Metres {
    type Output = Minutes;

    /// # Panics
    /// If the speed is zero.
    fn div(self, speed: KilometresPerHour) -> Minutes {
        Kilometres::from(self) / speed
    }
}

impl Minutes {
    /// The nearest whole number of milliseconds, the engine's unit; `None` below zero or from 2³² − 1 on.
    #[must_use]
    pub fn to_milliseconds(self) -> Option<u32> {
        let milliseconds = (self.0 * 60_000.0).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked against the range"
        )]
        (0.0..f64::from(u32::MAX)).contains(&milliseconds).then_some(milliseconds as u32)
    }

    /// The time of `milliseconds`.
    #[must_use]
    pub fn from_milliseconds(milliseconds: u32) -> Self {
        Self(f64::from(milliseconds) / 60_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_over_a_speed_is_a_time() {
        assert_eq!(Kilometres::new(30.0) / KilometresPerHour::new(60.0), Minutes::new(30.0));
        assert_eq!(Metres::new(500.0) / KilometresPerHour::new(30.0), Minutes::new(1.0));
    }

    #[test]
    fn milliseconds_are_whole_and_bounded() {
        assert_eq!(Minutes::new(0.5).to_milliseconds(), Some(30_000));
        assert_eq!(Minutes::new(-0.1).to_milliseconds(), None);
        assert_eq!(Minutes::new(71_582.788_25).to_milliseconds(), None);
        assert_eq!(Minutes::from_milliseconds(90_000), Minutes::new(1.5));
    }

    #[test]
    #[should_panic(expected = "finite")]
    fn a_quantity_is_finite() {
        let _ = Minutes::new(f64::NAN);
    }
}
