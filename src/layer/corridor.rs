//! Corridors: lines of transport with a mode, a time or a speed, a status and a year.

mod append;
mod attributes;
mod columns;
#[cfg(test)]
mod tests;

use super::{Fields, Layer, geometry};
use crate::error::{Code, Error, Finding, Result};
use crate::units::{Kilometres, KilometresPerHour, Minutes};
use attributes::Attributes;
use geo::algorithm::line_measures::{Geodesic, Length};
use geo_types::{Geometry, LineString};
use serde::{Deserialize, Serialize};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// # Conventions
    /// The parts of a multi-line become corridors of their own; `minutes` and `length_km` given for the whole
    /// are shared out by geodesic length. A year may be a number, a date (`2014-12-26`) or `before 1949`,
    /// which counts as the year before; other text is an unknown year. True and false may be written as
    /// `yes`/`no`, `1`/`0` or `true`/`false`. Fields with the default names may be missing; a field that was
    /// named otherwise must exist.
    ///
    /// # Errors
    /// Geometry other than lines, a line of zero length, a speed, length or time that is not above zero,
    /// an unknown status, a missing mode, all in one error.
    ///
    /// # Example
    /// ```
    /// use jingwei::layer::{CorridorFields, Corridors, Status, read::read_layer_bytes};
    /// use std::path::Path;
    ///
    /// let json = r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
    ///     "properties": {"id": "G1", "mode": "road", "minutes": 30, "opened": "before 1949"},
    ///     "geometry": {"type": "MultiLineString",
    ///                  "coordinates": [[[110, 0], [111, 0]], [[112, 0], [114, 0]]]}}]}"#;
    /// let layer = read_layer_bytes(Path::new("corridors.geojson"), json.as_bytes())?;
    /// let corridors = Corridors::from_layer(layer, &CorridorFields::default())?;
    /// assert_eq!(corridors.ids, ["G1", "G1"]);
    /// let minutes: Vec<f64> = corridors.minutes.iter().map(|m| m.unwrap().get().round()).collect();
    /// assert_eq!(minutes, [10.0, 20.0]);
    /// assert_eq!((corridors.statuses[0], corridors.opened[0]), (Status::Open, Some(1948)));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn from_layer(layer: Layer, fields: &CorridorFields) -> Result<Self> {
        let mut findings = layer.findings.clone();
        let attributes = Attributes::read(&layer, fields, &mut findings);
        let refused = layer.refused();
        let (mut paths, mut rows, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        for (index, geometry) in layer.geometries.into_iter().enumerate() {
            let parts = match geometry {
                Some(Geometry::LineString(line)) => vec![line],
                Some(Geometry::MultiLineString(lines)) => lines.0,
                _ if refused[index] => continue,
                other => {
                    findings.push(geometry::unusable(other.as_ref(), "a line", index));
                    continue;
                }
            };
            let lengths: Vec<f64> = parts.iter().map(|part| Geodesic.length(part)).collect();
            let whole: f64 = lengths.iter().sum();
            for (path, length) in parts.into_iter().zip(lengths) {
                if length > 0.0 {
                    paths.push(path);
                    rows.push(index);
                    shares.push(length / whole);
                } else {
                    findings.push(zero_length(&path).feature(index + 1));
                }
            }
        }
        let findings: Vec<Finding> =
            findings.into_iter().map(|finding| attributes.label(finding).file(&layer.source)).collect();
        Error::if_any(&findings)?;
        let part_of = |whole: f64, part: usize| whole * shares[part];
        Ok(Self {
            ids: pick(&rows, &attributes.ids),
            lines: pick(&rows, &attributes.lines),
            modes: pick(&rows, &attributes.modes),
            minutes: (0..rows.len())
                .map(|part| Minutes::checked(part_of(attributes.minutes[rows[part]]?, part)))
                .collect(),
            speeds: speeds(&rows, &attributes.speeds),
            design_speeds: speeds(&rows, &attributes.design_speeds),
            lengths: (0..rows.len())
                .map(|part| Kilometres::checked(part_of(attributes.lengths[rows[part]]?, part)))
                .collect(),
            statuses: pick(&rows, &attributes.statuses),
            opened: pick(&rows, &attributes.opened),
            oneway: pick(&rows, &attributes.oneway),
            routed: pick(&rows, &attributes.routed),
            fields: layer.fields.reordered(&rows),
            paths,
            source: layer.source,
            findings,
        })
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

fn pick<T: Clone>(rows: &[usize], values: &[T]) -> Vec<T> {
    rows.iter().map(|&row| values[row].clone()).collect()
}

fn speeds(rows: &[usize], values: &[Option<f64>]) -> Vec<Option<KilometresPerHour>> {
    rows.iter().map(|&row| KilometresPerHour::checked(values[row]?)).collect()
}

fn zero_length(path: &LineString<f64>) -> Finding {
    let finding = Finding::new(Code::ZeroLength, "the corridor has no length, all its positions are one");
    match path.0.first() {
        Some(place) => finding.value(format_args!("{}, {}", place.x, place.y)),
        None => finding,
    }
}
