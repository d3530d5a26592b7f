//! What an opportunity counts at a travel time, in the forms that the field uses.

mod table;
mod text;

pub use table::DecayTable;

use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;
use std::f64::consts::{PI, SQRT_2};

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
/// | log-normal | `1 − Φ(ln(t / median) / sigma)`: the share of trips that take longer, where times are log-normal |
/// | linear | `max(0, 1 − t / cutoff)` |
/// | step | 1 where `t ≤ cutoff`, else 0 |
/// | table | straight between its points; see [`DecayTable`] |
///
/// # Units
/// Half-life, bandwidth, inflection, deviation, median and cut-off are minutes, the rate is per minute, the exponent
/// and sigma are numbers. The bandwidth is the standard deviation of the bell, the deviation that of the logistic
/// distribution, sigma that of the logarithm of the time.
///
/// # Conventions
/// R `accessibility` has the same power (with the same ceiling of 1), exponential, logistic, linear and binary forms;
/// its `decay_value` is our exponent or rate, its `cutoff` and `sd` of the logistic form our inflection and
/// deviation. Its stepped form jumps at each step, our table runs straight from point to point.
/// The log-normal form is the tail of a distribution and so never rises; `exp(−β ln² t)`, which some studies
/// call log-normal, rises up to one minute and is not offered.
///
/// # References
/// Pereira, R. H. M. and Herszenhut, D. (2023). *Introduction to urban accessibility*; the logistic form as in
/// Bauer, J. and Groneberg, D. A. (2016). *`PLoS` ONE* 11(7).
#[derive(Debug, Clone, PartialEq)]
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
    /// Hardly falls, then falls, then ever slower.
    LogNormal {
        /// Where half of it is left.
        median: Minutes,
        /// How widely the fall is spread.
        sigma: f64,
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
    /// Falls as stated, point by point.
    Table(DecayTable),
}

/// Parameters lie between these: nothing that is measured needs others, and none within makes a value that is no
/// number.
const PARAMETERS: std::ops::RangeInclusive<f64> = 1e-6..=1e9;

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
            Self::Table(ref table) => table.at(time),
            Self::LogNormal { median, sigma } => {
                // At no time the logarithm is minus infinity, whose tail is all.
                0.5 * libm::erfc(libm::log(t / median.get()) / (sigma * SQRT_2))
            }
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
            Self::Table(ref table) => table.limit(),
            _ => None,
        }
    }

    /// Whether the parameters can be: each a number from 0.000001 to 1000000000.
    ///
    /// A decay that was parsed and a table have been checked; one that was put together by hand has not.
    ///
    /// # Errors
    /// `E-STUDY-002` with the name of the parameter that cannot be.
    pub fn check(&self) -> Result<()> {
        let parameters: &[(&str, f64)] = match *self {
            Self::Power { exponent } => &[("exponent", exponent)],
            Self::Exponential { rate } => &[("rate", rate)],
            Self::Gaussian { bandwidth } => &[("bandwidth", bandwidth.get())],
            Self::Logistic { inflection, deviation } => {
                &[("inflection", inflection.get()), ("deviation", deviation.get())]
            }
            Self::LogNormal { median, sigma } => &[("median", median.get()), ("sigma", sigma)],
            Self::Linear { cutoff } | Self::Step { cutoff } => &[("cutoff", cutoff.get())],
            Self::Table(_) => &[],
        };
        match parameters.iter().find(|(_, value)| !PARAMETERS.contains(value)) {
            None => Ok(()),
            Some((name, value)) => {
                let finding = Finding::new(Code::BadSetting, text::WANTED);
                Err(Error::from(finding.field(*name).value(value).hint(text::hint())))
            }
        }
    }
}

#[cfg(test)]
mod tests;
