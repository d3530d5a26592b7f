//! `[gtfs]` of `study.toml`.

use super::Config;
use crate::error::{Code, Finding};
use crate::layer::gtfs::TimetableOptions;
use crate::network::{ModeKind, TransferBetween};
use crate::units::Minutes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `[gtfs]`: how a timetable stands in for corridors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GtfsSection {
    /// The day whose trips count, such as `2024-05-08`.
    pub date: String,
    /// Trips leave from the first time on and before the second; `25:10` is after midnight.
    #[serde(default = "morning")]
    pub window: [String; 2],
    /// Mode of the study by kind of route (`hsr`, `rail`, `metro`, `tram`, `bus`, …) or by number of `route_type`; the
    /// mode of the same name where absent.
    #[serde(default)]
    pub modes: BTreeMap<String, String>,
    /// What stands for the minutes of all trips from stop to stop.
    #[serde(default)]
    pub minutes: Typical,
    /// No line is waited for longer; half its headway where absent.
    #[serde(default)]
    pub wait_cap_min: Option<Minutes>,
}

/// What stands for many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Typical {
    /// The middle one.
    #[default]
    Median,
    /// Their mean.
    Mean,
}

fn morning() -> [String; 2] {
    ["07:00", "09:00"].map(str::to_owned)
}

impl GtfsSection {
    /// What the reader of the timetable is told, for a study of these rules.
    ///
    /// # Errors
    /// A date or time that is none.
    pub fn options(&self, config: &Config) -> Result<TimetableOptions, Box<Finding>> {
        let rail = config.network.mode.iter().filter(|(_, mode)| mode.kind == ModeKind::Rail);
        let known = rail.map(|(name, _)| name.clone()).collect();
        let window = [self.window[0].as_str(), self.window[1].as_str()];
        let options = TimetableOptions::new(&self.date, window, self.modes.clone(), known)?;
        Ok(options.with(self.minutes == Typical::Mean, self.wait_cap_min))
    }

    /// Settings that cannot be.
    pub(crate) fn check(&self, config: &Config) -> Vec<Finding> {
        let bad = |what: &str, field: &str| Finding::new(Code::BadSetting, what).field(field);
        let mut findings: Vec<Finding> =
            self.options(config).err().map(|finding| *finding).into_iter().collect();
        if self.wait_cap_min.is_some_and(|cap| cap.to_milliseconds().is_none()) {
            findings.push(bad("the value must be minutes from 0 to 49 days", "gtfs.wait_cap_min"));
        }
        for (kind, mode) in &self.modes {
            if !config.network.mode.get(mode).is_some_and(|mode| mode.kind == ModeKind::Rail) {
                let what = "trips of a timetable want a mode of the kind `rail`, boarded at stops only";
                let field = format!("gtfs.modes.{kind}");
                findings.push(
                    bad(what, &field)
                        .value(mode)
                        .hint(format!("add a table [network.mode.{mode}] with kind = \"rail\"")),
                );
            }
        }
        if config.network.transfer_between != TransferBetween::Lines {
            let what = "every line of a timetable is waited for by itself, so that changes are between lines";
            let finding = bad(what, "network.transfer_between").value("modes");
            findings.push(finding.hint("write `transfer_between = \"lines\"` under [network]"));
        }
        if config.corridors.stations.is_some() {
            let finding = bad("the stations are those of the timetable", "corridors.stations");
            findings.push(finding.hint("leave the key out"));
        }
        findings
    }
}
