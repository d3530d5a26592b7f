//! Catchments as they are written.

use super::{Catchment, Zone};
use crate::access::Decay;
use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;
use std::fmt;
use std::str::FromStr;

impl From<Decay> for Catchment {
    fn from(decay: Decay) -> Self {
        Self::Decay { decay, limit: None }
    }
}

impl FromStr for Catchment {
    type Err = Error;

    /// # Errors
    /// `E-ARG-001` for zones that are none, or whose times do not rise or whose weights do; as for a [`Decay`].
    fn from_str(text: &str) -> Result<Self> {
        let Some(("zones", given)) = text.split_once(':').map(|(form, given)| (form.trim(), given)) else {
            return text.parse::<Decay>().map(Self::from);
        };
        let refused = |what: &str| {
            let hint = "write zones as minutes and weight, the near ones first: `zones:10=1,20=0.68,30=0.22`";
            Error::usage(Finding::new(Code::BadArgument, what).value(text).hint(hint))
        };
        let mut zones = Vec::new();
        for part in given.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let number = |text: &str| text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
            let pair = part.split_once('=').and_then(|(to, weight)| Some((number(to)?, number(weight)?)));
            let Some((to, weight)) = pair else { return Err(refused("a zone is minutes, `=` and a weight")) };
            zones.push(Zone { to: Minutes::new(to), weight });
        }
        let catchment = Self::Zones(zones);
        catchment.check().map_err(|error| match error {
            Error::Input(findings) => refused(&findings[0].what),
            other => other,
        })?;
        Ok(catchment)
    }
}

impl fmt::Display for Catchment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zones(zones) => {
                let zones: Vec<String> =
                    zones.iter().map(|zone| format!("{}={}", zone.to.get(), zone.weight)).collect();
                write!(f, "zones({})", zones.join(", "))
            }
            Self::Decay { decay, limit: None } => write!(f, "{decay}"),
            Self::Decay { decay, limit: Some(limit) } => write!(f, "{decay}, t <= {}", limit.get()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_decays_are_read() {
        let zones: Catchment = " zones: 10=1, 20=0.68 ,30=0.22".parse().unwrap();
        assert_eq!(zones.to_string(), "zones(10=1, 20=0.68, 30=0.22)");
        let decay: Catchment = "step:cutoff=30".parse().unwrap();
        assert_eq!(decay, Decay::Step { cutoff: Minutes::new(30.0) }.into());
        for wrong in [
            "zones:",
            "zones:10",
            "zones:10=1,5=0.5",
            "zones:5=0.5,10=1",
            "zones:-5=1",
            "zones:5=nan",
            "zone:5=1",
        ] {
            assert!(wrong.parse::<Catchment>().is_err(), "{wrong}");
        }
    }
}
