//! A timetable in the place of drawn corridors.

use super::config::Config;
use super::reader::Reader;
use crate::error::{Code, Finding, Result};
use crate::layer::Corridors;
use crate::layer::gtfs::{Timetable, read_timetable};
use crate::network::Stations;
use crate::units::Minutes;
use std::path::Path;

/// Whether a file of corridors is a timetable: a folder or a .zip.
fn is_timetable(path: &Path) -> bool {
    path.is_dir() || path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("zip"))
}

impl Reader<'_> {
    /// The corridors of a timetable, whose stations and waits are kept for later; `None` where the corridors are drawn.
    pub(super) fn timetable(&mut self, config: &Config) -> Result<Option<Corridors>> {
        let path = self.folder.join(&config.corridors.file);
        let refuse = |what: &str, hint: &str| {
            let finding = Finding::new(Code::BadSetting, what).file(&path).field("gtfs");
            Err(finding.hint(hint).into())
        };
        let section = match &config.gtfs {
            None if is_timetable(&path) => {
                return refuse(
                    "a timetable wants a table [gtfs]",
                    "add [gtfs] with `date = \"YYYY-MM-DD\"` to study.toml",
                );
            }
            None => return Ok(None),
            Some(_) if !is_timetable(&path) && path.exists() => {
                return refuse(
                    "[gtfs] wants a timetable, a folder or a .zip",
                    "name it with `file` under [corridors]",
                );
            }
            Some(section) => section,
        };
        let options = section.options(config).map_err(|finding| *finding)?;
        let mut timetable = read_timetable(&path, &options)?;
        self.inputs.append(&mut timetable.files);
        let corridors = timetable.corridors.clone();
        self.timetable = Some(timetable);
        Ok(Some(corridors))
    }

    /// The stations of the timetable, if there is one.
    pub(super) fn timetable_stations(&self) -> Option<Stations> {
        let points = self.timetable.as_ref()?.stations.clone();
        Some(Stations { points, ends_only: true, ..Stations::default() })
    }
}

/// Puts the waits and stops of `timetable` into the rules of `config`: a wait of its own for every line, and the mean
/// stop of every mode that states none.
pub(super) fn put_into_rules(timetable: &Timetable, config: &mut Config) {
    for (mode, line, wait) in &timetable.waits {
        if let Some(rules) = config.network.mode.get_mut(mode) {
            rules.wait_of_line_min.entry(line.clone()).or_insert(*wait);
        }
    }
    for (mode, &stop) in &timetable.dwells {
        if let Some(rules) = config.network.mode.get_mut(mode)
            && rules.stop_min == Minutes::ZERO
        {
            rules.stop_min = stop;
        }
    }
}
