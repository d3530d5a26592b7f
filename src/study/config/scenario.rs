//! `[[scenario]]` of `study.toml`: the study with other lines in service, as edits one after the other.
//!
//! First come the lines in service under `as_of` and `status`, then what `add` adds, then what `remove` takes out,
//! then what `change` changes, each in the order of the file. Where several of `line`, `id`, `mode`, `status` and
//! `where` stand in one entry, all of them hold. [`crate::layer::filter`] tells the language of `where`.

mod choice;
mod names;

pub(in crate::study) use choice::Choice;
pub use names::Names;

use crate::layer::Status;
use crate::units::{KilometresPerHour, Minutes};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// `[[scenario]]`: the same study with other lines in service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioSection {
    /// Short name, part of field and file names: ASCII letters, digits, `-` and `_`.
    pub id: String,
    /// What readers see; the short name where absent.
    #[serde(default)]
    pub label: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub label_en: Option<String>,
    /// The scenario from which this one starts; the study as it is where absent.
    #[serde(default)]
    pub base: Option<String>,
    /// Only lines in service by the end of this year; the base's year where absent.
    #[serde(default)]
    pub as_of: Option<i32>,
    /// Statuses in use; the base's where absent.
    #[serde(default)]
    pub status: Option<Vec<Status>>,
    /// Lines that run too, whatever their status and year.
    #[serde(default)]
    pub add: Vec<AddSection>,
    /// Lines that run no more.
    #[serde(default)]
    pub remove: Vec<RemoveSection>,
    /// Lines that take another time, and rules that are others.
    #[serde(default)]
    pub change: Vec<ChangeSection>,
}

/// One entry of `add`: lines of a `file`, rows of a `table`, or lines of the study that are not in service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddSection {
    /// GeoJSON lines with the fields of corridors.
    pub file: Option<PathBuf>,
    /// CSV with one row a line between two cities, drawn straight from seat to seat.
    pub table: Option<PathBuf>,
    /// Its column with the city where the line begins, by identifier or name; `from` where absent.
    pub from: Option<String>,
    /// Its column with the city where it ends; `to` where absent.
    pub to: Option<String>,
    /// Of the study's lines those of this status; beside a file or table, the status of its lines, `planned` where
    /// absent.
    pub status: Option<Status>,
    /// Of the study's lines those of these names; beside a file or table, the name where it gives none.
    pub line: Option<Names>,
    /// Of the study's lines those of these identifiers.
    #[serde(alias = "corridor")]
    pub id: Option<Names>,
    /// Of the study's lines those that this filter chooses.
    #[serde(rename = "where")]
    pub filter: Option<String>,
    /// Of the study's lines those of this mode; beside a file or table, the mode where it gives none.
    pub mode: Option<String>,
    /// Minutes from end to end where a file or table gives no time and no speed.
    pub minutes: Option<Minutes>,
    /// Operating speed where a file or table gives no time and no speed.
    pub speed_kmh: Option<KilometresPerHour>,
    /// Design speed where a file or table gives no time and no speed.
    pub design_kmh: Option<KilometresPerHour>,
    /// First year of service where a file or table gives none.
    pub opened: Option<i32>,
    /// Whether only the drawn direction runs, where a file or table does not say.
    pub oneway: Option<bool>,
    /// Whether lines of the file may meet nothing within `snap_m`, and be reached from the seats within
    /// `max_access_km` alone; otherwise such lines are refused.
    pub apart: bool,
}

/// One entry of `remove`; at least one of its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RemoveSection {
    /// Lines of these names.
    pub line: Option<Names>,
    /// Lines of these identifiers.
    #[serde(alias = "corridor")]
    pub id: Option<Names>,
    /// Lines of this mode.
    pub mode: Option<String>,
    /// Lines that this filter chooses.
    #[serde(rename = "where")]
    pub filter: Option<String>,
}

/// One entry of `change`: another time of lines in service, or other rules of a mode.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeSection {
    /// Lines of these names.
    pub line: Option<Names>,
    /// Lines of these identifiers.
    #[serde(alias = "corridor")]
    pub id: Option<Names>,
    /// Lines of this mode; alone, the mode whose rules change.
    pub mode: Option<String>,
    /// Lines that this filter chooses.
    #[serde(rename = "where")]
    pub filter: Option<String>,
    /// Operating speed, in the place of minutes or any other speed.
    pub speed_kmh: Option<KilometresPerHour>,
    /// Minutes from end to end, of one corridor.
    pub minutes: Option<Minutes>,
    /// So many times as fast.
    pub speed_factor: Option<f64>,
    /// So many times as long.
    pub minutes_factor: Option<f64>,
    /// The mode's time before boarding.
    pub wait_min: Option<Minutes>,
    /// The mode's time at every station passed.
    pub stop_min: Option<Minutes>,
    /// The time between rail services, of the whole network.
    pub transfer_min: Option<Minutes>,
}

impl ScenarioSection {
    /// The files that the scenario reads, relative to the folder of the study.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.add.iter().flat_map(|add| add.file.iter().chain(&add.table))
    }

    /// Its edits one by one in the order in which they are made, in the words of the file: `add line 西十高铁`.
    #[must_use]
    pub fn edits(&self) -> Vec<String> {
        let add = self.add.iter().map(|add| match add.file.as_ref().or(add.table.as_ref()) {
            Some(file) => format!("add {}", file.display()),
            None => format!("add {}", Choice::from(add).words()),
        });
        let remove = self.remove.iter().map(|remove| format!("remove {}", Choice::from(remove).words()));
        let change = self.change.iter().map(|change| {
            let to = change.to_words().join(", ");
            match Choice::from(change).words() {
                whole if whole.is_empty() => format!("change {to}"),
                lines => format!("change {lines}: {to}"),
            }
        });
        add.chain(remove).chain(change).collect()
    }
}

impl ChangeSection {
    /// What is set, as `speed_kmh 300`.
    fn to_words(&self) -> Vec<String> {
        [
            ("speed_kmh", self.speed_kmh.map(f64::from)),
            ("minutes", self.minutes.map(f64::from)),
            ("speed_factor", self.speed_factor),
            ("minutes_factor", self.minutes_factor),
            ("wait_min", self.wait_min.map(f64::from)),
            ("stop_min", self.stop_min.map(f64::from)),
            ("transfer_min", self.transfer_min.map(f64::from)),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key} {}", value?)))
        .collect()
    }
}
