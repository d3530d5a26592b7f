//! Places that a question is asked about: identifiers, or points.

use super::{Fields, Table, read_layer, text};
use crate::error::{Code, Error, Finding, Result};
use geo_types::{Coord, Geometry};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Places as a file lists them, each identifier once.
#[derive(Debug, Clone)]
pub struct GivenPlaces {
    /// The file as the user named it.
    pub source: PathBuf,
    /// Identifiers, in the order of the file.
    pub ids: Vec<String>,
    /// The line on which each stands, where the file has lines.
    pub lines: Vec<Option<u64>>,
    /// Longitude and latitude of each; none where the file names places by identifier alone.
    pub at: Option<Vec<Coord<f64>>>,
    /// The fields that stand beside; none where the file is a plain list.
    pub fields: Fields,
}

/// How places are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBy {
    /// By identifier, whatever stands beside.
    Id,
    /// By longitude and latitude where the file has them, else by identifier.
    Place,
}

/// The fields that hold an identifier where none is named.
const USUAL: [&str; 2] = ["id", "adcode"];

impl GivenPlaces {
    /// The places in `file`, whose identifiers stand in the field `id`; `-` is standard input.
    ///
    /// A .csv with the columns `lon` and `lat` holds points, and so does a .geojson; any other .csv holds
    /// identifiers in a column, any other file one identifier a line. Without a field named `id` or `adcode`
    /// points are called by their number, from 1. An identifier that is repeated counts once.
    ///
    /// # Errors
    /// A file that cannot be read, or lacks the field; a point without coordinates, or with some that are not
    /// degrees; geometry other than points; two different points of one identifier.
    pub fn read(file: &Path, id: Option<&str>, by: GivenBy) -> Result<Self> {
        Self::read_rows(file, id, by)?.each_once()
    }

    /// Places by identifiers that stand in no file but in `source`, such as a flag; each counts once.
    #[must_use]
    pub fn named<'a>(source: &str, ids: impl Iterator<Item = &'a str>) -> Self {
        let mut known: Vec<String> = Vec::new();
        for id in ids.map(str::trim).filter(|id| !id.is_empty()) {
            if known.iter().all(|known| known != id) {
                known.push(id.to_owned());
            }
        }
        let lines = vec![None; known.len()];
        Self { source: PathBuf::from(source), ids: known, lines, at: None, fields: Fields::default() }
    }

    /// As [`Self::read`], with every row: what stands at a place in several rows is not one thing.
    ///
    /// # Errors
    /// As [`Self::read`], but that identifiers may be repeated.
    pub fn read_rows(file: &Path, id: Option<&str>, by: GivenBy) -> Result<Self> {
        let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "csv" => Self::of_table(file, &Table::read(file)?, id, by),
            "geojson" | "json" => Self::of_layer(file, id, by),
            _ => {
                let (text, _) = text::decode(&text::whole(file)?, file)?;
                let lines = (1..).map(Some).zip(text.lines().map(|line| line.trim().to_owned()));
                let (lines, ids) = lines.filter(|(_, id)| !id.is_empty()).unzip();
                Ok(Self { source: file.to_owned(), ids, lines, at: None, fields: Fields::default() })
            }
        }
    }

    fn of_table(file: &Path, table: &Table, id: Option<&str>, by: GivenBy) -> Result<Self> {
        let has = |name: &str| table.columns.named(name).is_some();
        let points = by == GivenBy::Place && has("lon") && has("lat");
        let usual = || USUAL.into_iter().find(|name| has(name));
        let ids = match id.or_else(usual) {
            Some(id) => table.cells(id)?.iter().map(|cell| cell.trim().to_owned()).collect(),
            None if points => numbered(table.len()),
            None => table.cells(USUAL[0])?.to_vec(),
        };
        let lines = table.lines.iter().copied().map(Some).collect();
        let mut given = Self { source: file.to_owned(), ids, lines, at: None, fields: table.columns.clone() };
        if points {
            let [lon, lat] = ["lon", "lat"].map(|name| table.cells(name));
            let (lon, lat) = (lon?, lat?);
            let mut findings = Vec::new();
            let mut degrees = |row: usize, cell: &str, field: &str, most: f64| {
                let finding = match cell.trim().parse::<f64>() {
                    Ok(value) if value.abs() <= most => return value,
                    _ if cell.trim().is_empty() => Finding::new(Code::MissingValue, "the point has no place")
                        .hint("fill the coordinates"),
                    _ => Finding::new(Code::NotDegrees, "the value is not in degrees").value(cell.trim()),
                };
                findings.push(given.at_row(finding, row).field(field));
                0.0
            };
            let place = |(row, (lon, lat)): (usize, (&String, &String))| Coord {
                x: degrees(row, lon, "lon", 180.0),
                y: degrees(row, lat, "lat", 90.0),
            };
            let at = lon.iter().zip(lat).enumerate().map(place).collect();
            Error::if_any(&findings)?;
            given.at = Some(at);
        }
        Ok(given)
    }

    fn of_layer(file: &Path, id: Option<&str>, by: GivenBy) -> Result<Self> {
        let layer = read_layer(file)?;
        Error::if_any(&layer.findings)?;
        let usual = || USUAL.into_iter().find(|name| layer.fields.named(name).is_some());
        let named = match id.or_else(usual) {
            Some(id) => layer.fields.texts(id, file)?,
            None if by == GivenBy::Place => numbered(layer.len()).into_iter().map(Some).collect(),
            None => layer.fields.texts(USUAL[0], file)?,
        };
        let mut findings = Vec::new();
        let (mut kept, mut ids, mut at) = (Vec::new(), Vec::new(), Vec::new());
        for (feature, (id, geometry)) in named.into_iter().zip(&layer.geometries).enumerate() {
            let Some(id) = id else {
                if by == GivenBy::Place {
                    let finding = Finding::new(Code::MissingId, "the point has no identifier");
                    findings.push(finding.file(file).feature(feature + 1));
                }
                continue;
            };
            match geometry {
                Some(Geometry::Point(point)) => at.push(point.0),
                _ if by == GivenBy::Place => {
                    let finding = Finding::new(Code::WrongGeometry, "points are wanted");
                    let hint = "name places by identifier with --by id, or give points";
                    findings.push(finding.file(file).feature(feature + 1).id(&id).hint(hint));
                }
                _ => {}
            }
            kept.push(feature);
            ids.push(id);
        }
        Error::if_any(&findings)?;
        let lines = vec![None; ids.len()];
        let at = (by == GivenBy::Place).then_some(at);
        Ok(Self { source: file.to_owned(), ids, lines, at, fields: layer.fields.reordered(&kept) })
    }

    /// `finding` with the file and line of place `row`.
    #[must_use]
    pub fn at_row(&self, finding: Finding, row: usize) -> Finding {
        let finding = finding.file(&self.source);
        let finding = match self.lines[row] {
            Some(line) => finding.line(line),
            None => finding,
        };
        if self.ids[row].is_empty() { finding } else { finding.id(&self.ids[row]) }
    }

    fn each_once(self) -> Result<Self> {
        let mut known: HashMap<&str, usize> = HashMap::with_capacity(self.ids.len());
        let (mut kept, mut findings) = (Vec::with_capacity(self.ids.len()), Vec::new());
        for (row, id) in self.ids.iter().enumerate() {
            if id.is_empty() && self.at.is_some() {
                findings.push(self.at_row(Finding::new(Code::MissingId, "the point has no identifier"), row));
                continue;
            }
            match known.get(id.as_str()) {
                None => {
                    known.insert(id, row);
                    kept.push(row);
                }
                Some(&first) if self.at.as_ref().is_some_and(|at| at[first] != at[row]) => {
                    let what = "another point has the same identifier";
                    findings.push(self.at_row(Finding::new(Code::DuplicateId, what), row));
                }
                Some(_) => {}
            }
        }
        Error::if_any(&findings)?;
        if kept.len() == self.ids.len() {
            return Ok(self);
        }
        Ok(Self {
            ids: kept.iter().map(|&row| self.ids[row].clone()).collect(),
            lines: kept.iter().map(|&row| self.lines[row]).collect(),
            at: self.at.map(|at| kept.iter().map(|&row| at[row]).collect()),
            fields: self.fields.reordered(&kept),
            source: self.source,
        })
    }

    /// What `find` knows by the identifiers, in order.
    ///
    /// # Errors
    /// `E-NET-010` for every identifier that it does not know.
    pub fn found(&self, find: &dyn Fn(&str) -> Option<usize>) -> Result<Vec<usize>> {
        let mut findings = Vec::new();
        let mut places = Vec::with_capacity(self.ids.len());
        for (id, line) in self.ids.iter().zip(&self.lines) {
            if let Some(place) = find(id) {
                places.push(place);
                continue;
            }
            let what = "no place of the network has this identifier";
            let finding = Finding::new(Code::UnmatchedPlace, what).file(&self.source).value(id);
            findings.push(line.map_or(finding.clone(), |line| finding.line(line)));
        }
        Error::if_any(&findings)?;
        Ok(places)
    }
}

fn numbered(count: usize) -> Vec<String> {
    (1..=count).map(|number| number.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str, by: GivenBy) -> Result<GivenPlaces> {
        let file = Path::new("p.csv");
        GivenPlaces::of_table(file, &Table::read_bytes(file, text.as_bytes())?, None, by)?.each_once()
    }

    #[test]
    fn points_have_their_coordinates_and_each_identifier_once() {
        let text = "lat,lon,id\n30,110,007\n31,111,8\n30,110,007\n";
        let given = table(text, GivenBy::Place).unwrap();
        assert_eq!(given.ids, ["007", "8"]);
        assert_eq!(given.at, Some(vec![Coord { x: 110.0, y: 30.0 }, Coord { x: 111.0, y: 31.0 }]));
        assert_eq!(table(text, GivenBy::Id).unwrap().at, None);
        let nameless = table("lat,lon\n30,110\n31,111\n", GivenBy::Place).unwrap();
        assert_eq!(nameless.ids, ["1", "2"]);
    }

    #[test]
    fn bad_points_are_refused_together() {
        let error = table("id,lon,lat\na,110,\nb,500000,30\nc,NaN,3\n", GivenBy::Place).unwrap_err();
        assert_eq!(
            error.to_string(),
            "p.csv: line 2 (`a`): field `lat`: the point has no place [E-FIELD-003]\n  \
             p.csv: line 3 (`b`): field `lon`: the value is not in degrees: `500000` [E-CRS-002]\n  \
             p.csv: line 4 (`c`): field `lon`: the value is not in degrees: `NaN` [E-CRS-002]"
        );
        let error = table("id,lon,lat\na,1,1\na,1,2\n,3,3\n", GivenBy::Place).unwrap_err();
        assert_eq!(error.to_string().matches('[').count(), 2, "{error}");
    }
}
