//! What an edit of a scenario touched, in names and numbers.

use crate::layer::{Corridors, Status};
use crate::network::NetworkRules;
use crate::units::{Kilometres, KilometresPerHour, Metres, Minutes};
use geo::{Geodesic, Length};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One edit: what was asked, and what it touched.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What it does.
    pub kind: EditKind,
    /// What names the lines.
    pub source: EditSource,
    /// The corridors touched, by number in the scenario's study, rising; none where a rule changes.
    pub corridors: Vec<usize>,
    /// Their lines, each once, in the order in which they come; a line without a name by its identifier.
    pub lines: Vec<String>,
    /// How many they are and how long, by mode.
    pub modes: Vec<ModeLength>,
}

/// What an edit does.
#[derive(Debug, Clone, PartialEq)]
pub enum EditKind {
    /// Lines run that did not.
    Add,
    /// Lines run no more.
    Remove,
    /// Lines run at this speed.
    Speed(KilometresPerHour),
    /// A line takes so long.
    Time(Minutes),
    /// Lines run so many times as fast.
    SpeedFactor(f64),
    /// Lines take so many times as long.
    TimeFactor(f64),
    /// The wait before boarding a mode, before and after.
    Wait {
        /// The mode.
        mode: String,
        /// Before.
        from: Minutes,
        /// After.
        to: Minutes,
    },
    /// The time at every station that a mode passes, before and after.
    Stop {
        /// The mode.
        mode: String,
        /// Before.
        from: Minutes,
        /// After.
        to: Minutes,
    },
    /// The time between rail services, before and after.
    Transfer {
        /// Before.
        from: Minutes,
        /// After.
        to: Minutes,
    },
}

/// What names the lines of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditSource {
    /// A year and statuses.
    Period {
        /// Only lines in service by the end of this year.
        as_of: Option<i32>,
        /// Statuses in use.
        status: Vec<Status>,
    },
    /// A file of lines, as the study names it.
    File(PathBuf),
    /// A table of lines, as the study names it.
    Table(PathBuf),
    /// Conditions on the lines there are, in the words of the study.
    Chosen(String),
    /// The rules of the network.
    Rules,
}

/// Corridors of one mode.
#[derive(Debug, Clone, PartialEq)]
pub struct ModeLength {
    /// The mode.
    pub mode: String,
    /// How many corridors.
    pub corridors: usize,
    /// Their length: as given, or else as drawn times the mode's detour.
    pub length: Kilometres,
}

impl Edit {
    pub(super) fn new(
        kind: EditKind,
        source: EditSource,
        touched: Vec<usize>,
        corridors: &Corridors,
        rules: &NetworkRules,
    ) -> Self {
        let mut lines: Vec<String> = Vec::new();
        let mut modes: BTreeMap<&str, ModeLength> = BTreeMap::new();
        for &i in &touched {
            let line = corridors.lines[i].as_ref().unwrap_or(&corridors.ids[i]);
            if lines.last() != Some(line) && !lines.contains(line) {
                lines.push(line.clone());
            }
            let mode = corridors.modes[i].as_str();
            let drawn = || {
                let detour = rules.mode.get(mode).map_or(1.0, |rules| rules.detour);
                Kilometres::from(Metres::new(Geodesic.length(&corridors.paths[i]))) * detour
            };
            let length = corridors.lengths[i].unwrap_or_else(drawn);
            let none = || ModeLength { mode: mode.to_owned(), corridors: 0, length: Kilometres::ZERO };
            let sum = modes.entry(mode).or_insert_with(none);
            sum.corridors += 1;
            sum.length = sum.length + length;
        }
        Self { kind, source, corridors: touched, lines, modes: modes.into_values().collect() }
    }
}
