//! Reads the files of a study one by one and collects what is wrong with them.

use super::config::{Config, TableSection};
use crate::error::{Code, Error, Finding, Level, Result};
use crate::layer::gtfs::Timetable;
use crate::layer::read_layer;
use crate::layer::{Cities, CityFields, Corridors, Fields, RegionFields, Regions};
use crate::layer::{Table, join, listed};
use std::path::{Path, PathBuf};

/// Cities, their population and what weighs them as destinations.
pub(super) type CityNumbers = (Cities, Vec<Option<f64>>, Vec<Option<f64>>);

/// Reads the files of one study and keeps what it met.
pub(super) struct Reader<'a> {
    pub(super) folder: &'a Path,
    /// Files read, in the order of reading.
    pub(super) inputs: Vec<PathBuf>,
    /// What was met, of both levels.
    pub(super) findings: Vec<Finding>,
    /// How each table was joined.
    pub(super) joins: Vec<Join>,
    /// The timetable that stands in for drawn corridors.
    pub(super) timetable: Option<Timetable>,
}

/// How the rows of a table met the units of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// The table as the study names it.
    pub file: PathBuf,
    /// Rows of the table.
    pub rows: usize,
    /// Units of the layer.
    pub units: usize,
    /// Units with at least one row.
    pub matched: usize,
    /// Rows without a unit; they were left out.
    pub unmatched_rows: usize,
    /// Names of the units without a row; their values are absent.
    pub unmatched_units: Vec<String>,
    /// Fields that the layer gained.
    pub joined: Vec<String>,
}

/// Which fields came from which table.
#[derive(Default)]
struct Joined(Vec<(String, PathBuf)>);

impl Joined {
    fn file(&self, field: &str) -> Option<&PathBuf> {
        self.0.iter().find(|(joined, _)| joined == field).map(|(_, file)| file)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder, inputs: Vec::new(), findings: Vec::new(), joins: Vec::new(), timetable: None }
    }

    /// What was read, or `None` after keeping why it was refused.
    pub(super) fn keep<T>(&mut self, outcome: Result<T>) -> Result<Option<T>> {
        match outcome {
            Ok(read) => Ok(Some(read)),
            Err(error) => {
                self.findings.extend(error.into_findings()?);
                Ok(None)
            }
        }
    }

    /// Everything of level error that was met.
    pub(super) fn refusal(&self) -> Error {
        let errors = self.findings.iter().filter(|finding| finding.code.level() == Level::Error);
        Error::Input(errors.cloned().collect())
    }
}

impl Reader<'_> {
    /// The path of `file`, which counts as an input from now on.
    pub(super) fn path(&mut self, file: &Path) -> PathBuf {
        let path = self.folder.join(file);
        if !self.inputs.contains(&path) {
            self.inputs.push(path.clone());
        }
        path
    }

    pub(super) fn regions(&mut self, config: &Config) -> Result<Option<Regions>> {
        let Some(section) = &config.regions else { return Ok(None) };
        let layer = read_layer(&self.path(&section.file))?;
        let fields = RegionFields { id: section.id.clone(), name: section.name.clone() };
        let mut regions = Regions::from_layer(layer, &fields)?;
        self.findings.append(&mut regions.findings);
        let (ids, names) = (regions.ids.clone(), regions.names.clone());
        let joined = self.tables(&section.table, &section.id, &mut regions.fields, &ids, &names)?;
        self.check_series(config, &regions, &joined);
        Ok(Some(regions))
    }

    /// The cities with their population and mass.
    pub(super) fn cities(&mut self, config: &Config) -> Result<CityNumbers> {
        let section = &config.cities;
        let layer = read_layer(&self.path(&section.file))?;
        let fields =
            CityFields { id: section.id.clone(), name: section.name.clone(), seat: section.seat.clone() };
        let mut cities = Cities::from_layer(layer, &fields)?;
        self.findings.append(&mut cities.findings);
        let (ids, names) = (cities.ids.clone(), cities.names.clone());
        let joined = self.tables(&section.table, &section.id, &mut cities.fields, &ids, &names)?;
        let population = self.numbers(&cities, &joined, &section.population)?;
        let mass = match &section.mass {
            Some(field) => self.numbers(&cities, &joined, field)?,
            None => population.clone(),
        };
        Ok((cities, population, mass))
    }

    fn tables(
        &mut self,
        sections: &[TableSection],
        layer_id: &str,
        fields: &mut Fields,
        ids: &[String],
        names: &[String],
    ) -> Result<Joined> {
        let mut joined = Joined::default();
        for section in sections {
            let table = Table::read(&self.path(&section.file))?;
            let id = section.id.as_deref().unwrap_or(layer_id);
            let report = join(fields, ids, names, &table, id, section.year.as_deref())?;
            let warnings = table.findings.iter().filter(|finding| finding.code.level() == Level::Warning);
            self.findings.extend(warnings.cloned());
            self.findings.extend(report.findings);
            self.joins.push(Join {
                file: section.file.clone(),
                rows: table.len(),
                units: ids.len(),
                matched: report.matched,
                unmatched_rows: report.unmatched_rows,
                unmatched_units: report.unmatched_units.iter().map(|&unit| names[unit].clone()).collect(),
                joined: report.joined.clone(),
            });
            joined.0.extend(report.joined.into_iter().map(|field| (field, table.source.clone())));
        }
        Ok(joined)
    }

    pub(super) fn corridors(&mut self, config: &Config) -> Result<Corridors> {
        let mut corridors = if let Some(corridors) = self.timetable(config)? {
            corridors
        } else {
            let layer = read_layer(&self.path(&config.corridors.file))?;
            Corridors::from_layer(layer, &config.corridors.fields())?
        };
        self.findings.append(&mut corridors.findings);
        config.corridors.restrict(&mut corridors);
        Ok(corridors)
    }

    /// The numbers of a city field, none negative.
    fn numbers(&mut self, cities: &Cities, joined: &Joined, field: &str) -> Result<Vec<Option<f64>>> {
        let numbers = cities.fields.numbers(field, &cities.source)?;
        let file = joined.file(field).unwrap_or(&cities.source);
        let negative = |(city, number): (usize, &Option<f64>)| {
            let number = (*number).filter(|number| *number < 0.0)?;
            let finding = Finding::new(Code::BadValue, "the value must not be negative");
            let finding = finding.id(&cities.ids[city]).name(&cities.names[city]);
            Some(finding.file(file).field(field).value(number))
        };
        Error::if_any(&numbers.iter().enumerate().filter_map(negative).collect::<Vec<_>>())?;
        let absent: Vec<_> = (0..cities.len()).filter(|&city| numbers[city].is_none()).collect();
        if !absent.is_empty() {
            let what = format!("{} of {} cities have no value and draw nobody", absent.len(), cities.len());
            let finding = Finding::new(Code::DroppedUnit, what).file(file).field(field);
            self.findings.push(finding.value(listed(&cities.names, &absent)));
        }
        Ok(numbers)
    }

    /// Looks for totals below zero and populations that nothing can be divided by, in every series.
    fn check_series(&mut self, config: &Config, regions: &Regions, joined: &Joined) {
        let mut seen = Vec::new();
        let mut check = |field: String, what: &str, holds: fn(f64) -> bool| {
            // A field that is absent or not of numbers is refused by name where it is used.
            let Ok(numbers) = regions.fields.numbers(&field, &regions.source) else { return };
            if seen.contains(&field) {
                return;
            }
            let file = joined.file(&field).unwrap_or(&regions.source);
            for (region, number) in numbers.iter().enumerate() {
                let Some(number) = number.filter(|number| !holds(*number)) else { continue };
                let finding = Finding::new(Code::BadValue, what).file(file).id(&regions.ids[region]);
                self.findings.push(finding.name(&regions.names[region]).field(&field).value(number));
            }
            seen.push(field);
        };
        for series in &config.disparity {
            let undated = [String::new()];
            let dated: Vec<String> = series.years.iter().map(|year| format!("_{year}")).collect();
            for year in if dated.is_empty() { &undated[..] } else { &dated } {
                check(format!("{}{year}", series.value), "the value must not be negative", |v| v >= 0.0);
                let what = "the population must be above zero, values are divided by it";
                if let Some(population) = &series.population {
                    check(format!("{population}{year}"), what, |v| v > 0.0);
                }
            }
        }
    }
}
