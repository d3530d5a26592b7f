//! How fast a car travels on which ways, and which are closed to it.

use crate::error::{Code, Error, Finding, Result};
use crate::units::KilometresPerHour;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The profile that is used where no other is named.
const CAR: &str = include_str!("car.toml");

/// More than any speed of a road or ferry, in km/h.
const FASTEST: f64 = 1000.0;

/// The rules of a profile file; the comments in `car.toml` tell what each is for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Profile {
    pub(super) highway: BTreeMap<String, KilometresPerHour>,
    #[serde(default = "one")]
    pub(super) factor: f64,
    pub(super) maxspeed_share: Option<f64>,
    pub(super) maxspeed_none_kmh: Option<KilometresPerHour>,
    pub(super) ferry_kmh: Option<KilometresPerHour>,
    #[serde(default)]
    pub(super) access: Access,
    #[serde(default)]
    pub(super) close: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) oneway: Oneway,
}

/// Which of several keys decides, and the values that close.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Access {
    pub(super) keys: Vec<String>,
    pub(super) closed: Vec<String>,
}

/// Which keys say that a way runs one way, and what says so where they are absent.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Oneway {
    pub(super) keys: Vec<String>,
    #[serde(default)]
    pub(super) highway: Vec<String>,
    #[serde(default)]
    pub(super) junction: Vec<String>,
}

const fn one() -> f64 {
    1.0
}

impl Profile {
    /// The profile in `file`, or the one that comes with jingwei.
    pub(super) fn read(file: Option<&Path>) -> Result<Self> {
        match file {
            None => Self::parse(CAR, Path::new("car.toml")),
            Some(file) => Self::parse(&fs::read_to_string(file).map_err(Error::read(file))?, file),
        }
    }

    pub(super) fn parse(text: &str, file: &Path) -> Result<Self> {
        let profile: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start].matches('\n').count() as u64 + 1);
            let finding = Finding::new(Code::BadProfile, error.message().replace('\n', " ")).file(file);
            line.map_or(finding.clone(), |line| finding.line(line))
        })?;
        let mut findings = Vec::new();
        let mut want = |key: String, value: f64, most: f64| {
            if !(value > 0.0 && value <= most) {
                let what = format!("the value must be above zero and at most {most}");
                findings.push(Finding::new(Code::BadProfile, what).file(file).field(key).value(value));
            }
        };
        for (class, speed) in &profile.highway {
            want(format!("highway.{class}"), speed.get(), FASTEST);
        }
        want("factor".to_owned(), profile.factor, 10.0);
        want("maxspeed_share".to_owned(), profile.maxspeed_share.unwrap_or(1.0), 10.0);
        for (key, speed) in
            [("maxspeed_none_kmh", profile.maxspeed_none_kmh), ("ferry_kmh", profile.ferry_kmh)]
        {
            want(key.to_owned(), speed.map_or(1.0, KilometresPerHour::get), FASTEST);
        }
        Error::if_any(&findings)?;
        Ok(profile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_that_is_shipped_reads() {
        let car = Profile::read(None).unwrap();
        assert_eq!(car.highway["motorway"], KilometresPerHour::new(110.0));
        assert_eq!((car.factor, car.maxspeed_share), (1.0, Some(0.9)));
        assert!(car.access.closed.contains(&"private".to_owned()));
    }

    #[test]
    fn what_cannot_be_is_said_with_its_place() {
        let said = |text: &str| Profile::parse(text, Path::new("car.toml")).unwrap_err().to_string();
        assert_eq!(
            said("factor = 0\nferry_kmh = 1e9\n[highway]\nmotorway = -5"),
            "car.toml: field `highway.motorway`: the value must be above zero and at most 1000: `-5` [E-OSM-002]\n  \
             car.toml: field `factor`: the value must be above zero and at most 10: `0` [E-OSM-002]\n  \
             car.toml: field `ferry_kmh`: the value must be above zero and at most 1000: `1000000000` [E-OSM-002]"
        );
        assert!(said("factor = 1").contains("missing field `highway`"));
        assert!(said("[highway]\nmotorway = 1\n[speed]\n").contains("line 3: unknown field `speed`"));
        assert!(said("[highway]\nmotorway = nan").contains("finite"));
    }
}
