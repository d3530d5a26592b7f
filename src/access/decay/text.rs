//! Decays as they are written.

use super::{Decay, DecayTable, PARAMETERS};
use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;
use std::f64::consts::LN_2;
use std::fmt;
use std::str::FromStr;

/// The forms as they are written.
const FORMS: &str = "power:exponent=1.5, exponential:half_life=20 (or rate=0.05), gaussian:bandwidth=20, \
                     logistic:inflection=30,deviation=8, log-normal:median=30,sigma=0.8, linear:cutoff=60, \
                     step:cutoff=30 or table:0=1,30=0.5,60=0";

/// What a parameter must be.
pub(super) const WANTED: &str = "a parameter of a decay is a number from 0.000001 to 1000000000";

/// What to write instead.
pub(super) fn hint() -> String {
    format!("write one of {FORMS}")
}

/// One `NAME=VALUE` of the text.
fn parts(given: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = given.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.trim(), value.trim())
    })
}

/// A number, and no infinity or the like.
fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

impl FromStr for Decay {
    type Err = Error;

    /// # Errors
    /// `E-ARG-001` for another form, a parameter that is absent, unknown or not between 0.000001 and 1000000000, or
    /// a table that is none.
    fn from_str(text: &str) -> Result<Self> {
        let refused =
            |what: String| Error::usage(Finding::new(Code::BadArgument, what).value(text).hint(hint()));
        let (form, given) = text.split_once(':').unwrap_or((text, ""));
        if form.trim() == "table" {
            return table(given).map(Self::Table).map_err(refused);
        }
        let mut parameters = Vec::new();
        for (name, value) in parts(given) {
            match number(value) {
                Some(value) if PARAMETERS.contains(&value) => parameters.push((name, value)),
                Some(_) => return Err(refused(format!("{WANTED}, and `{name}` is not"))),
                None => return Err(refused(format!("`{name}` must be a number above zero"))),
            }
        }
        parameters.sort_by_key(|parameter| parameter.0);
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.0).collect();
        let value = |which: usize| parameters[which].1;
        let minutes = |which: usize| Minutes::new(value(which));
        match (form.trim(), names.as_slice()) {
            ("power", ["exponent"]) => Ok(Self::Power { exponent: value(0) }),
            ("exponential", ["rate"]) => Ok(Self::Exponential { rate: value(0) }),
            ("exponential", ["half_life"]) => Ok(Self::Exponential { rate: LN_2 / value(0) }),
            ("gaussian", ["bandwidth"]) => Ok(Self::Gaussian { bandwidth: minutes(0) }),
            ("logistic", ["deviation", "inflection"]) => {
                Ok(Self::Logistic { inflection: minutes(1), deviation: minutes(0) })
            }
            ("log-normal", ["median", "sigma"]) => {
                Ok(Self::LogNormal { median: minutes(0), sigma: value(1) })
            }
            ("linear", ["cutoff"]) => Ok(Self::Linear { cutoff: minutes(0) }),
            ("step", ["cutoff"]) => Ok(Self::Step { cutoff: minutes(0) }),
            _ => Err(refused("this is no decay of travel time with its parameters".to_owned())),
        }
    }
}

/// The points of a table, or what is wrong with them.
fn table(given: &str) -> std::result::Result<DecayTable, String> {
    let mut points = Vec::new();
    for (time, value) in parts(given) {
        let (Some(minutes), Some(value)) = (number(time), number(value)) else {
            return Err(format!("`{time}` must be minutes with a number behind `=`"));
        };
        points.push((Minutes::new(minutes), value));
    }
    DecayTable::new(points).map_err(|error| match error {
        Error::Input(findings) => findings[0].what.clone(),
        other => other.to_string(),
    })
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
            Self::LogNormal { median, sigma } => write!(f, "log-normal({}, {sigma})", median.get()),
            Self::Linear { cutoff } => write!(f, "1 - t/{}", cutoff.get()),
            Self::Step { cutoff } => write!(f, "t <= {}", cutoff.get()),
            Self::Table(table) => write!(f, "table({table})"),
        }
    }
}
