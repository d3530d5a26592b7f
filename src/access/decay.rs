//! What an opportunity counts at a travel time, in the forms that the field uses.

use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;
use std::f64::consts::{LN_2, PI};
use std::fmt;
use std::str::FromStr;

/// What one opportunity counts at a travel time: 1 at no time (but for a logistic curve, which is scaled to that),
/// never more, and never more at a longer time.
///
/// # Formula
/// With `t` in minutes:
///
/// | decay | `f(t)` |
/// |---|---|
/// | power | `min(1, t^−exponent)`: a minute and less count as nothing in the way |
/// | exponential | `exp(−rate · t) = 2^(−t / half_life)` |
/// | Gaussian | `exp(−½ (t / bandwidth)²)` |
/// | logistic | `(1 + exp(−inflection · s)) / (1 + exp((t − inflection) · s))` with `s = π / (deviation · √3)` |
/// | linear | `max(0, 1 − t / cutoff)` |
/// | step | 1 where `t ≤ cutoff`, else 0 |
///
/// # Units
/// Half-life, bandwidth, inflection, deviation and cut-off are minutes, the rate is per minute, the exponent a
/// number. The bandwidth is the standard deviation of the bell, the deviation that of the logistic distribution.
///
/// # References
/// Pereira, R. H. M. and Herszenhut, D. (2023). *Introduction to urban accessibility*; the logistic form as in
/// Bauer, J. and Groneberg, D. A. (2016). *`PLoS` ONE* 11(7).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decay {
    /// Falls as a power of time.
    Power {
        /// How steeply.
        exponent: f64,
    },
    /// Falls by the same share every minute.
    Exponential {
        /// Share lost per minute, at the very beginning.
        rate: f64,
    },
    /// Falls as one side of a bell.
    Gaussian {
        /// Where the bell is steepest.
        bandwidth: Minutes,
    },
    /// Hardly falls, then steeply, then hardly.
    Logistic {
        /// Where half of it is left, but for the scale.
        inflection: Minutes,
        /// How slowly it falls there.
        deviation: Minutes,
    },
    /// Falls evenly.
    Linear {
        /// Where nothing is left.
        cutoff: Minutes,
    },
    /// Falls at once.
    Step {
        /// The longest trip that counts.
        cutoff: Minutes,
    },
}

impl Decay {
    /// What one opportunity counts at `time`.
    ///
    /// # Example
    /// ```
    /// use jingwei::access::Decay;
    /// use jingwei::units::Minutes;
    ///
    /// let decay: Decay = "exponential:half_life=30".parse()?;
    /// assert!((decay.at(Minutes::new(60.0)) - 0.25).abs() < 1e-15);
    /// let decay: Decay = "linear:cutoff=40".parse()?;
    /// assert_eq!(decay.at(Minutes::new(10.0)), 0.75);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    #[must_use]
    pub fn at(&self, time: Minutes) -> f64 {
        let t = time.get();
        match *self {
            Self::Power { exponent } => libm::pow(t, -exponent).min(1.0),
            Self::Exponential { rate } => libm::exp(-rate * t),
            Self::Gaussian { bandwidth } => {
                let z = t / bandwidth.get();
                libm::exp(-0.5 * z * z)
            }
            Self::Logistic { inflection, deviation } => {
                let s = PI / (deviation.get() * 3.0_f64.sqrt());
                let scale = 1.0 + libm::exp(-inflection.get() * s);
                scale / (1.0 + libm::exp((t - inflection.get()) * s))
            }
            Self::Linear { cutoff } => (1.0 - t / cutoff.get()).max(0.0),
            Self::Step { cutoff } => f64::from(u8::from(t <= cutoff.get())),
        }
    }

    /// The time from which on nothing counts, where there is one.
    #[must_use]
    pub fn limit(&self) -> Option<Minutes> {
        match *self {
            Self::Linear { cutoff } | Self::Step { cutoff } => Some(cutoff),
            _ => None,
        }
    }
}

/// The forms as they are written.
const FORMS: &str = "power:exponent=1.5, exponential:half_life=20 (or rate=0.05), gaussian:bandwidth=20, \
                     logistic:inflection=30,deviation=8, linear:cutoff=60 or step:cutoff=30";

impl FromStr for Decay {
    type Err = Error;

    /// # Errors
    /// `E-ARG-001` for another form, a parameter that is absent or unknown, or one that is not above zero.
    fn from_str(text: &str) -> Result<Self> {
        let refused = |what: String| {
            let finding = Finding::new(Code::BadArgument, what).value(text);
            Error::usage(finding.hint(format!("write one of {FORMS}")))
        };
        let (form, given) = text.split_once(':').unwrap_or((text, ""));
        let mut parameters = Vec::new();
        for part in given.split(',').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            match value.trim().parse::<f64>() {
                Ok(value) if value.is_finite() && value > 0.0 => parameters.push((name.trim(), value)),
                _ => return Err(refused(format!("`{}` must be a number above zero", name.trim()))),
            }
        }
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.0).collect();
        let value = |which: usize| parameters[which].1;
        let minutes = |which: usize| Minutes::new(value(which));
        match (form.trim(), names.as_slice()) {
            ("power", ["exponent"]) => Ok(Self::Power { exponent: value(0) }),
            ("exponential", ["rate"]) => Ok(Self::Exponential { rate: value(0) }),
            ("exponential", ["half_life"]) => Ok(Self::Exponential { rate: LN_2 / value(0) }),
            ("gaussian", ["bandwidth"]) => Ok(Self::Gaussian { bandwidth: minutes(0) }),
            ("logistic", ["inflection", "deviation"]) => {
                Ok(Self::Logistic { inflection: minutes(0), deviation: minutes(1) })
            }
            ("logistic", ["deviation", "inflection"]) => {
                Ok(Self::Logistic { inflection: minutes(1), deviation: minutes(0) })
            }
            ("linear", ["cutoff"]) => Ok(Self::Linear { cutoff: minutes(0) }),
            ("step", ["cutoff"]) => Ok(Self::Step { cutoff: minutes(0) }),
            _ => Err(refused("this is no decay of travel time with its parameters".to_owned())),
        }
    }
}

impl fmt::Display for Decay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Power { exponent } => write!(f, "t^-{exponent}"),
            Self::Exponential { rate } => write!(f, "exp(-{rate} t)"),
            Self::Gaussian { bandwidth } => write!(f, "exp(-0.5 (t/{})^2)", bandwidth.get()),
            Self::Logistic { inflection, deviation } => {
                write!(f, "logistic({}, {})", inflection.get(), deviation.get())
            }
            Self::Linear { cutoff } => write!(f, "1 - t/{}", cutoff.get()),
            Self::Step { cutoff } => write!(f, "t <= {}", cutoff.get()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, minutes: f64) -> f64 {
        text.parse::<Decay>().unwrap().at(Minutes::new(minutes))
    }

    /// Worked by hand from the formulas.
    #[test]
    fn every_form_is_its_formula() {
        let near =
            |value: f64, expected: f64| assert!((value - expected).abs() < 1e-12, "{value} {expected}");
        near(at("power:exponent=2", 10.0), 0.01);
        near(at("power:exponent=2", 0.5), 1.0);
        near(at("exponential:rate=0.1", 10.0), (-1.0_f64).exp());
        near(at("exponential:half_life=10", 30.0), 0.125);
        near(at("gaussian:bandwidth=10", 20.0), (-2.0_f64).exp());
        // Half is left at the inflection, but for the scale of 1 + exp(-30 π / (10 √3)).
        near(
            at("logistic:inflection=30,deviation=10", 30.0),
            f64::midpoint(1.0, (-3.0 * PI / 3.0_f64.sqrt()).exp()),
        );
        near(at("logistic:deviation=10,inflection=30", 0.0), 1.0);
        near(at("linear:cutoff=60", 15.0), 0.75);
        near(at("linear:cutoff=60", 61.0), 0.0);
        near(at("step:cutoff=30", 30.0), 1.0);
        near(at("step:cutoff=30", 30.0001), 0.0);
    }

    #[test]
    fn every_form_falls_from_one() {
        for form in [
            "power:exponent=1.5",
            "exponential:rate=0.05",
            "gaussian:bandwidth=20",
            "linear:cutoff=60",
            "logistic:inflection=30,deviation=8",
            "step:cutoff=30",
        ] {
            assert!((at(form, 0.0) - 1.0).abs() < 1e-12, "{form}");
            let values: Vec<f64> = (0..500).map(|t| at(form, f64::from(t) / 3.0)).collect();
            assert!(values.windows(2).all(|pair| pair[0] >= pair[1] && pair[1] >= 0.0), "{form}");
            assert!(at(form, 1e9) < 1e-4, "{form}");
        }
    }

    #[test]
    fn another_form_is_refused_with_all_there_are() {
        for wrong in [
            "",
            "power",
            "power:exponent=0",
            "power:exponent=NaN",
            "linear:cutoff=-1",
            "step:cut=3",
            "exponential:rate=1,half_life=2",
            "gaussian:bandwidth=inf",
            "cubic:a=1",
        ] {
            let error = wrong.parse::<Decay>().unwrap_err();
            assert!(error.hints()[0].contains("logistic:inflection=30,deviation=8"), "{wrong}: {error}");
        }
    }
}
