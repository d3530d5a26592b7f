//! Corridors: lines of transport with a mode, a time or a speed, a status and a year.

use super::{Fields, Layer};
use crate::error::{Finding, Result};
use crate::units::{Kilometres, KilometresPerHour, Minutes};
use geo_types::LineString;
use std::path::PathBuf;

/// Which fields of a layer say what a corridor is; a field that the layer lacks is absent for all,
/// except `mode` (needed unless `default_mode` is given) and any field that the user named himself.
#[derive(Debug, Clone)]
pub struct CorridorFields {
    /// Identifier; `line-N` by feature number where the field is absent.
    pub id: Option<String>,
    /// Name of the line.
    pub line: Option<String>,
    /// Mode, the key of a `[network.mode.NAME]` table.
    pub mode: String,
    /// The mode of every corridor, instead of a field.
    pub default_mode: Option<String>,
    /// Minutes from end to end.
    pub minutes: Option<String>,
    /// Operating speed.
    pub speed_kmh: Option<String>,
    /// Design speed; the mode's operating share turns it into a speed.
    pub design_kmh: Option<String>,
    /// Length; the geodesic length times the mode's detour where absent.
    pub length_km: Option<String>,
    /// Status: `open`, `building` or `planned`; open where absent.
    pub status: Option<String>,
    /// First year of service.
    pub opened: Option<String>,
    /// Whether only the drawn direction runs.
    pub oneway: Option<String>,
    /// Whether trips may use it; true where absent.
    pub routed: Option<String>,
}

/// Whether a corridor runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// In service.
    Open,
    /// Under construction.
    Building,
    /// In a plan.
    Planned,
}

/// Lines in the order of the file (an identifier may stand on several pieces of one line).
#[derive(Debug, Clone)]
pub struct Corridors {
    /// The file they came from.
    pub source: PathBuf,
    /// Identifiers.
    pub ids: Vec<String>,
    /// Names of the lines.
    pub lines: Vec<Option<String>>,
    /// Modes.
    pub modes: Vec<String>,
    /// Lon/lat as written; the parts of a multi-line are corridors of their own with the same identifier.
    pub paths: Vec<LineString<f64>>,
    /// Minutes from end to end, where given.
    pub minutes: Vec<Option<Minutes>>,
    /// Operating speed, where given.
    pub speeds: Vec<Option<KilometresPerHour>>,
    /// Design speed, where given.
    pub design_speeds: Vec<Option<KilometresPerHour>>,
    /// Length, where given.
    pub lengths: Vec<Option<Kilometres>>,
    /// Status.
    pub statuses: Vec<Status>,
    /// First year of service, where known.
    pub opened: Vec<Option<i32>>,
    /// Whether only the drawn direction runs.
    pub oneway: Vec<bool>,
    /// Whether trips may use it.
    pub routed: Vec<bool>,
    /// All fields of the file, one row a corridor.
    pub fields: Fields,
    /// Warnings met on the way.
    pub findings: Vec<Finding>,
}

impl Default for CorridorFields {
    /// The names used throughout geodata.
    fn default() -> Self {
        let named = |name: &str| Some(name.to_owned());
        Self {
            id: named("id"),
            line: named("line"),
            mode: "mode".to_owned(),
            default_mode: None,
            minutes: named("minutes"),
            speed_kmh: named("speed_kmh"),
            design_kmh: named("design_kmh"),
            length_km: named("length_km"),
            status: named("status"),
            opened: named("opened"),
            oneway: named("oneway"),
            routed: named("routed"),
        }
    }
}

impl Corridors {
    /// The corridors of `layer`, in file order.
    ///
    /// # Errors
    /// Geometry other than lines, a line of zero length, a speed, length or time that is not above zero,
    /// an unknown status, all in one error.
    pub fn from_layer(layer: Layer, fields: &CorridorFields) -> Result<Self> {
        let _ = (layer, fields);
        unimplemented!()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}
