//! The rules that turn corridors into travel times, as `[network]` of `study.toml` states them.

use crate::error::{Code, Finding};
use crate::units::{Kilometres, KilometresPerHour, Metres, Minutes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How corridors join and how trips use them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkRules {
    /// Ends of corridors within this distance of each other, of a seat or of a station are one place.
    pub snap_m: Metres,
    /// Where lines of one kind join besides their ends.
    pub join: Join,
    /// A seat farther than this from every corridor of a kind does not use that kind; straight line.
    pub max_access_km: Kilometres,
    /// Speed between a seat and a road or station.
    pub access_kmh: KilometresPerHour,
    /// Straight distance to distance travelled, between a seat and a road or station.
    pub access_detour: f64,
    /// Between rail services, as `transfer_between` says.
    pub transfer_min: Minutes,
    /// Which rail services are one train.
    pub transfer_between: TransferBetween,
    /// From a train at one station of a city into a train at another of the same city, the wait included. Where
    /// absent, such a change takes the way out to the seat or the roads, the way in again, and the wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_city_min: Option<Minutes>,
    /// Which way a trip takes between a seat and a station with a place of its own.
    pub station_access: StationWay,
    /// Time of a trip inside a city. Where absent: half the radius of the circle with the territory's area,
    /// at `access_kmh`; zero for cities without a territory.
    pub intrazonal_min: Option<Minutes>,
    /// Rules by mode.
    pub mode: BTreeMap<String, ModeRules>,
}

/// Where lines of one kind join besides their ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// At vertices that they share; lines that merely cross pass over each other.
    #[default]
    Vertices,
    /// Wherever they cross.
    Crossings,
}

/// Which rail services are one train.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransferBetween {
    /// Trains run through between lines of one mode; a change of mode is a transfer.
    #[default]
    Modes,
    /// Every change of line is a transfer.
    Lines,
}

/// Which way a trip takes between a seat and a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StationWay {
    /// The straight line times `access_detour`.
    #[default]
    Line,
    /// The roads in service; the straight line where they do not lead.
    Roads,
}

/// What kind of transport a mode is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModeKind {
    /// Entered and left at any node; road modes share their nodes.
    Road,
    /// Boarded and left only at stations, with wait, stop and transfer times.
    Rail,
    /// Joins road nodes at its ends; each crossing is boarded anew, with `wait_min`.
    Ferry,
}

/// How trips use the corridors of one mode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeRules {
    /// Road, rail or ferry.
    pub kind: ModeKind,
    /// Operating speed as a share of design speed, where no speed class says otherwise.
    #[serde(default = "one")]
    pub operating_share: f64,
    /// Operating shares by design speed: the class with the greatest `design_from_kmh` not above it holds.
    #[serde(default)]
    pub speed_class: Vec<SpeedClass>,
    /// Operating speed of corridors that state neither minutes nor a speed.
    #[serde(default)]
    pub default_kmh: Option<KilometresPerHour>,
    /// Geodesic length of the drawn line to length travelled, for corridors that state no length.
    #[serde(default = "one")]
    pub detour: f64,
    /// Added at every station passed on the way (not at boarding or leaving).
    #[serde(default = "none")]
    pub stop_min: Minutes,
    /// Before boarding.
    #[serde(default = "none")]
    pub wait_min: Minutes,
    /// Until the next train of a line, by its name: added to `wait_min` at boarding and to `transfer_min` at a change.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wait_of_line_min: BTreeMap<String, Minutes>,
    /// Distance travelled from the seat to its station where `stations` gives none and the line ends at the seat.
    #[serde(default = "nowhere")]
    pub station_access_km: Kilometres,
}

/// The operating share from a design speed on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeedClass {
    /// Lowest design speed of the class, inclusive.
    pub design_from_kmh: KilometresPerHour,
    /// Operating speed ÷ design speed.
    pub operating_share: f64,
}

/// The way from a seat to its station, where it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct StationAccess {
    /// The city.
    pub city: String,
    /// The rail mode.
    pub mode: String,
    /// Distance travelled.
    pub access_km: Kilometres,
}

/// More than any share or detour, and small enough that a speed or length times it is a number.
const LARGEST_FACTOR: f64 = 1000.0;

const fn one() -> f64 {
    1.0
}

const fn none() -> Minutes {
    Minutes::ZERO
}

const fn nowhere() -> Kilometres {
    Kilometres::ZERO
}

impl Default for NetworkRules {
    fn default() -> Self {
        Self {
            snap_m: Metres::new(500.0),
            join: Join::Vertices,
            max_access_km: Kilometres::new(80.0),
            access_kmh: KilometresPerHour::new(30.0),
            access_detour: 1.3,
            transfer_min: Minutes::new(20.0),
            transfer_between: TransferBetween::Modes,
            transfer_city_min: None,
            station_access: StationWay::Line,
            intrazonal_min: None,
            mode: BTreeMap::new(),
        }
    }
}

impl NetworkRules {
    /// What in the rules cannot be: a speed of zero, a negative distance, a time beyond 49 days, a factor so
    /// great that no speed or length times it is a number.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut want = |holds: bool, key: String, want: &str, value: f64| {
            if !holds {
                let finding = Finding::new(Code::BadSetting, format!("the value must be {want}"));
                findings.push(finding.field(format!("network.{key}")).value(value));
            }
        };
        let mut above = |key: String, value: f64| want(value > 0.0, key, "above zero", value);
        above("access_kmh".into(), self.access_kmh.get());
        for (name, mode) in &self.mode {
            if let Some(speed) = mode.default_kmh {
                above(format!("mode.{name}.default_kmh"), speed.get());
            }
        }
        let mut factor = |key: String, value: f64| {
            want(value > 0.0 && value <= LARGEST_FACTOR, key, "above zero and at most 1000", value);
        };
        for (name, mode) in &self.mode {
            factor(format!("mode.{name}.operating_share"), mode.operating_share);
            factor(format!("mode.{name}.detour"), mode.detour);
            for class in &mode.speed_class {
                factor(format!("mode.{name}.speed_class.operating_share"), class.operating_share);
            }
        }
        let mut not_below = |key: String, value: f64| want(value >= 0.0, key, "zero or above", value);
        not_below("snap_m".into(), self.snap_m.get());
        not_below("max_access_km".into(), self.max_access_km.get());
        for (name, mode) in &self.mode {
            not_below(format!("mode.{name}.station_access_km"), mode.station_access_km.get());
        }
        let detour = self.access_detour;
        want((1.0..=LARGEST_FACTOR).contains(&detour), "access_detour".into(), "from 1 to 1000", detour);
        let mut time = |key: String, time: Minutes| {
            want(time.to_milliseconds().is_some(), key, "minutes from 0 to 49 days", time.get());
        };
        time("transfer_min".into(), self.transfer_min);
        time("transfer_city_min".into(), self.transfer_city_min.unwrap_or(Minutes::ZERO));
        time("intrazonal_min".into(), self.intrazonal_min.unwrap_or(Minutes::ZERO));
        for (name, mode) in &self.mode {
            time(format!("mode.{name}.stop_min"), mode.stop_min);
            time(format!("mode.{name}.wait_min"), mode.wait_min);
            for (line, &wait) in &mode.wait_of_line_min {
                time(format!("mode.{name}.wait_of_line_min.{line}"), wait);
            }
        }
        if findings.is_empty() {
            let farthest = self
                .mode
                .values()
                .map(|m| m.station_access_km.get())
                .fold(self.max_access_km.get(), f64::max);
            let hours = farthest * self.access_detour / self.access_kmh.get();
            if Minutes::checked(hours * 60.0).and_then(Minutes::to_milliseconds).is_none() {
                let what = "the farthest access allowed would take longer than 49 days at this speed";
                let finding = Finding::new(Code::BadSetting, what).field("network.access_kmh");
                findings.push(finding.value(self.access_kmh.get()));
            }
        }
        findings
    }
}

impl ModeRules {
    /// The wait for trains of `line` beyond that of the mode; none for trains that run through between lines.
    #[must_use]
    pub fn line_wait(&self, line: Option<&str>) -> Minutes {
        line.and_then(|line| self.wait_of_line_min.get(line)).copied().unwrap_or(Minutes::ZERO)
    }

    /// The operating speed of a corridor designed for `design`.
    #[must_use]
    pub fn operating_speed(&self, design: KilometresPerHour) -> KilometresPerHour {
        let class = self
            .speed_class
            .iter()
            .filter(|class| class.design_from_kmh <= design)
            .max_by(|a, b| a.design_from_kmh.get().total_cmp(&b.design_from_kmh.get()));
        design * class.map_or(self.operating_share, |class| class.operating_share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> NetworkRules {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_speed_class_holds_from_its_lower_end() {
        let rules = rules(
            "[mode.hsr]\nkind = 'rail'\noperating_share = 0.5\n\
             speed_class = [{ design_from_kmh = 300, operating_share = 0.7 }, { design_from_kmh = 200, operating_share = 0.6 }]",
        );
        for (design, operating) in [(100.0, 50.0), (200.0, 120.0), (299.0, 299.0 * 0.6), (300.0, 210.0)] {
            let speed = rules.mode["hsr"].operating_speed(KilometresPerHour::new(design));
            assert_eq!(speed, KilometresPerHour::new(operating));
        }
    }

    #[test]
    fn what_cannot_be_is_said_all_at_once() {
        assert_eq!(NetworkRules::default().check(), []);
        let bad = rules(
            "access_kmh = 0\naccess_detour = 0.5\nsnap_m = -1\ntransfer_min = -5\n\
             [mode.road]\nkind = 'road'\ndefault_kmh = -80\nwait_min = 1e9",
        );
        let said: Vec<String> = bad.check().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "setting `network.access_kmh`: the value must be above zero: `0`",
                "setting `network.mode.road.default_kmh`: the value must be above zero: `-80`",
                "setting `network.snap_m`: the value must be zero or above: `-1`",
                "setting `network.access_detour`: the value must be from 1 to 1000: `0.5`",
                "setting `network.transfer_min`: the value must be minutes from 0 to 49 days: `-5`",
                "setting `network.mode.road.wait_min`: the value must be minutes from 0 to 49 days: `1000000000`",
            ]
        );
        let endless = rules(
            "access_detour = inf\n[mode.hsr]\nkind = 'rail'\noperating_share = 1e308\ndetour = inf\n\
             speed_class = [{ design_from_kmh = 0, operating_share = inf }]",
        );
        assert_eq!(endless.check().len(), 4, "{:?}", endless.check());
        assert_eq!(
            rules("access_kmh = 0.0001").check()[0].place.field.as_deref(),
            Some("network.access_kmh")
        );
    }
}
