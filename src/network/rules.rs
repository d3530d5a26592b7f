//! The rules that turn corridors into travel times, as `[network]` of `study.toml` states them.

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
            intrazonal_min: None,
            mode: BTreeMap::new(),
        }
    }
}

impl ModeRules {
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
