//! The stations of a study: points of their own, or a table of the ways to them.

use super::config::Config;
use super::reader::Reader;
use crate::error::{Code, Error, Finding, Result};
use crate::layer::{StationPoints, Table, read_layer};
use crate::network::{StationAccess, Stations};
use crate::units::Kilometres;
use std::path::Path;

impl Reader<'_> {
    /// The stations, from GeoJSON points or from a CSV of ways.
    pub(super) fn stations(&mut self, config: &Config) -> Result<Stations> {
        let Some(file) = &config.corridors.stations else {
            return Ok(self.timetable_stations().unwrap_or_default());
        };
        let path = self.path(file);
        if is_geojson(&path) {
            let (points, findings) = StationPoints::from_layer(read_layer(&path)?)?;
            self.findings.extend(findings);
            return Ok(Stations { points, ..Stations::default() });
        }
        self.ways(&path, config).map(Stations::from)
    }

    fn ways(&mut self, path: &Path, config: &Config) -> Result<Vec<StationAccess>> {
        let mut table = Table::read(path)?;
        self.findings.append(&mut table.findings);
        let column = |name: &str| table.columns.require(name, path);
        let (ids, modes, lengths) = (column(&config.cities.id)?, column("mode")?, column("access_km")?);
        let mut stations = Vec::new();
        let mut findings = Vec::new();
        for row in 0..ids.values.len() {
            let length = lengths.values.number(row).filter(|&km| km >= 0.0).and_then(Kilometres::checked);
            match (ids.values.text(row), modes.values.text(row), length) {
                (Some(city), Some(mode), Some(access_km)) => {
                    stations.push(StationAccess { city, mode, access_km });
                }
                (city, ..) => findings.push(
                    Finding::new(Code::BadValue, "a station wants a city, a mode and a length from zero on")
                        .file(path)
                        .line(table.lines[row])
                        .id(city.unwrap_or_default()),
                ),
            }
        }
        Error::if_any(&findings)?;
        Ok(stations)
    }
}

/// Whether the name of `path` is that of a GeoJSON file, packed or not.
fn is_geojson(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    Path::new(name).extension().is_some_and(|kind| kind == "geojson" || kind == "json")
}
