//! Reads, checks and joins the layers of a study and builds its network.

use super::config::{Config, TableSection};
use super::watch::Watch;
use crate::error::{Code, Error, Finding, Result};
use crate::index::SpatialIndex;
use crate::layer::read_layer;
use crate::layer::{Table, join};
use crate::layer::{Cities, CityFields, Corridors, Fields, RegionFields, Regions};
use crate::network::{Network, StationAccess, TravelTimes, corridors_in_service};
use crate::reproject::Projector;
use crate::units::{Kilometres, SquareKilometres};
use geo::Area;
use geo_types::Coord;
use std::path::{Path, PathBuf};

/// Everything a study reads, checked and joined, with its network and the travel times on it.
///
/// Regions and cities are in the order of their identifiers; every vector that the analyses give back is in
/// the same order.
#[derive(Debug)]
pub struct Study {
    /// What was asked.
    pub config: Config,
    /// Polygons with yearly figures.
    pub regions: Option<Regions>,
    /// Places between which people travel.
    pub cities: Cities,
    /// Lines on which they travel.
    pub corridors: Corridors,
    /// Which of them are in service under the study's year and statuses.
    pub in_service: Vec<bool>,
    /// The plane of the study.
    pub projector: Projector,
    /// The region of each city.
    pub region_of_city: Vec<Option<usize>>,
    /// Population of each city.
    pub population: Vec<Option<f64>>,
    /// What weighs each city as a destination; zero where it is absent, so that it draws nobody.
    pub mass: Vec<f64>,
    /// The corridors joined.
    pub network: Network,
    /// From every city to every city.
    pub times: TravelTimes,
    /// Warnings met on the way.
    pub findings: Vec<Finding>,
    /// Files read, in the order of reading.
    pub inputs: Vec<PathBuf>,
}

/// Reads the files of one study and keeps what it met.
struct Reader<'a> {
    folder: &'a Path,
    inputs: Vec<PathBuf>,
    findings: Vec<Finding>,
}

impl Study {
    /// The study of `config`, whose paths are relative to `folder`.
    ///
    /// # Errors
    /// Whatever is wrong with a file, a field or a line of the study, with its place; interrupted.
    pub fn assemble(config: Config, folder: &Path, watch: Watch<'_>) -> Result<Self> {
        let mut reader = Reader { folder, inputs: Vec::new(), findings: Vec::new() };
        let projector = Projector::new(&config.study.crs)?;
        watch.step("reading regions")?;
        let regions = reader.regions(&config)?;
        watch.step("reading cities")?;
        let cities = reader.cities(&config)?;
        let population = reader.numbers(&cities, &config.cities.population, Some(0.0))?;
        let mass_field = config.cities.mass.as_ref().unwrap_or(&config.cities.population);
        let mass = reader.numbers(&cities, mass_field, Some(0.0))?;
        watch.step("reading corridors")?;
        let corridors = reader.corridors(&config)?;
        let stations = reader.stations(&config)?;
        watch.step("placing cities in regions")?;
        let region_of_city = reader.region_of_city(&config, &cities, regions.as_ref(), &projector)?;
        watch.step("building the network")?;
        let in_service = corridors_in_service(&corridors, config.corridors.as_of, &config.corridors.status);
        let network = Network::build(&corridors, &in_service, &cities, &stations, &config.network, &projector)?;
        reader.findings.extend_from_slice(network.findings());
        watch.step("computing travel times")?;
        let times = network.travel_times();
        let Reader { inputs, findings, .. } = reader;
        let mass = mass.into_iter().map(|mass| mass.unwrap_or(0.0)).collect();
        Ok(Self {
            config,
            regions,
            cities,
            corridors,
            in_service,
            projector,
            region_of_city,
            population,
            mass,
            network,
            times,
            findings,
            inputs,
        })
    }

    /// The numbers of the cities' `field`.
    ///
    /// # Errors
    /// The field is missing or not of numbers.
    pub fn city_numbers(&self, field: &str) -> Result<Vec<Option<f64>>> {
        self.cities.fields.numbers(field, &self.cities.source)
    }

    /// The most populous city of each region, ties to the lower identifier.
    ///
    /// # Panics
    /// If the study has no regions.
    #[must_use]
    pub fn main_cities(&self) -> Vec<Option<usize>> {
        let regions = self.regions.as_ref().expect("asked only of studies with regions");
        let mut main: Vec<Option<usize>> = vec![None; regions.len()];
        for (city, region) in self.region_of_city.iter().enumerate() {
            let Some(region) = *region else { continue };
            let people = |city: usize| self.population[city].unwrap_or(0.0);
            if main[region].is_none_or(|known| people(city) > people(known)) {
                main[region] = Some(city);
            }
        }
        main
    }

    /// The area of each city's territory in the plane of the study; `None` when the cities are points.
    #[must_use]
    pub fn city_areas(&self) -> Option<Vec<SquareKilometres>> {
        let territories = self.cities.territories.as_ref()?;
        let area = |territory| {
            let plane = self.projector.polygons_to_plane(territory)?;
            SquareKilometres::checked(plane.unsigned_area() / 1e6)
        };
        territories.iter().map(area).collect()
    }

    /// The cities that reach no other city and are reached by none.
    #[must_use]
    pub fn unreached(&self) -> Vec<usize> {
        let others = |i: usize| (0..self.cities.len()).filter(move |&j| j != i);
        let cut_off = |&i: &usize| {
            others(i).all(|j| self.times.milliseconds(i, j).is_none() && self.times.milliseconds(j, i).is_none())
        };
        (0..self.cities.len()).filter(cut_off).collect()
    }
}

impl Reader<'_> {
    fn path(&mut self, file: &Path) -> PathBuf {
        let path = self.folder.join(file);
        if !self.inputs.contains(&path) {
            self.inputs.push(path.clone());
        }
        path
    }

    fn regions(&mut self, config: &Config) -> Result<Option<Regions>> {
        let Some(section) = &config.regions else { return Ok(None) };
        let layer = read_layer(&self.path(&section.file))?;
        let fields = RegionFields { id: section.id.clone(), name: section.name.clone() };
        let mut regions = Regions::from_layer(layer, &fields)?;
        self.findings.append(&mut regions.findings);
        let (ids, names) = (regions.ids.clone(), regions.names.clone());
        self.tables(&section.table, &section.id, &mut regions.fields, &ids, &names)?;
        Ok(Some(regions))
    }

    fn cities(&mut self, config: &Config) -> Result<Cities> {
        let section = &config.cities;
        let layer = read_layer(&self.path(&section.file))?;
        let fields =
            CityFields { id: section.id.clone(), name: section.name.clone(), seat: section.seat.clone() };
        let mut cities = Cities::from_layer(layer, &fields)?;
        self.findings.append(&mut cities.findings);
        let (ids, names) = (cities.ids.clone(), cities.names.clone());
        self.tables(&section.table, &section.id, &mut cities.fields, &ids, &names)?;
        Ok(cities)
    }

    fn tables(
        &mut self,
        sections: &[TableSection],
        layer_id: &str,
        fields: &mut Fields,
        ids: &[String],
        names: &[String],
    ) -> Result<()> {
        for section in sections {
            let mut table = Table::read(&self.path(&section.file))?;
            self.findings.append(&mut table.findings);
            let id = section.id.as_deref().unwrap_or(layer_id);
            let report = join(fields, ids, names, &table, id, section.year.as_deref())?;
            self.findings.extend(report.findings);
        }
        Ok(())
    }

    fn corridors(&mut self, config: &Config) -> Result<Corridors> {
        let layer = read_layer(&self.path(&config.corridors.file))?;
        let mut corridors = Corridors::from_layer(layer, &config.corridors.fields())?;
        self.findings.append(&mut corridors.findings);
        Ok(corridors)
    }

    fn stations(&mut self, config: &Config) -> Result<Vec<StationAccess>> {
        let Some(file) = &config.corridors.stations else { return Ok(Vec::new()) };
        let path = self.path(file);
        let mut table = Table::read(&path)?;
        self.findings.append(&mut table.findings);
        let column = |name: &str| {
            table.columns.named(name).ok_or_else(|| {
                Error::from(Finding::new(Code::MissingField, "the table has no such column").file(&path).field(name))
            })
        };
        let (ids, modes, lengths) = (column(&config.cities.id)?, column("mode")?, column("access_km")?);
        let mut stations = Vec::new();
        let mut findings = Vec::new();
        for row in 0..ids.values.len() {
            let length = lengths.values.number(row).filter(|&km| km >= 0.0).and_then(Kilometres::checked);
            match (ids.values.text(row), modes.values.text(row), length) {
                (Some(city), Some(mode), Some(access_km)) => stations.push(StationAccess { city, mode, access_km }),
                (city, ..) => findings.push(
                    Finding::new(Code::BadValue, "a station wants a city, a mode and a length from zero on")
                        .file(&path)
                        .line(table.lines[row])
                        .id(city.unwrap_or_default()),
                ),
            }
        }
        Error::if_any(&findings)?;
        Ok(stations)
    }

    /// The numbers of a city field, none below `least`.
    fn numbers(&mut self, cities: &Cities, field: &str, least: Option<f64>) -> Result<Vec<Option<f64>>> {
        let numbers = cities.fields.numbers(field, &cities.source)?;
        let mut findings = Vec::new();
        for (city, number) in numbers.iter().enumerate() {
            let Some(number) = *number else { continue };
            if least.is_some_and(|least| number < least) {
                findings.push(
                    Finding::new(Code::BadValue, "must not be negative")
                        .file(&cities.source)
                        .id(&cities.ids[city])
                        .name(&cities.names[city])
                        .field(field)
                        .value(number),
                );
            }
        }
        Error::if_any(&findings)?;
        let absent: Vec<_> = (0..cities.len()).filter(|&city| numbers[city].is_none()).collect();
        if !absent.is_empty() && !self.findings.iter().any(|f| f.place.field.as_deref() == Some(field)) {
            self.findings.push(
                Finding::new(
                    Code::DroppedUnit,
                    format!("{} of {} cities have no value and draw nobody", absent.len(), cities.len()),
                )
                .file(&cities.source)
                .field(field)
                .value(listed(&cities.names, &absent)),
            );
        }
        Ok(numbers)
    }

    /// The region of each city: by the field of the study, else by the place of the seat.
    fn region_of_city(
        &mut self,
        config: &Config,
        cities: &Cities,
        regions: Option<&Regions>,
        projector: &Projector,
    ) -> Result<Vec<Option<usize>>> {
        let Some(regions) = regions else { return Ok(vec![None; cities.len()]) };
        if let Some(field) = &config.cities.region {
            let values = &cities.fields.require(field, &cities.source)?.values;
            return Ok((0..cities.len()).map(|city| regions.index_of(&values.text(city)?)).collect());
        }
        let outside = || {
            Finding::new(Code::BadSetting, "a region lies outside the domain of this projection")
                .field("study.crs")
                .value(projector.crs())
        };
        let polygons = regions.polygons.iter().map(|polygon| projector.polygons_to_plane(polygon).ok_or_else(outside));
        let index = SpatialIndex::of_regions(polygons.collect::<Result<_, _>>()?);
        let region_at = |&seat: &Coord<f64>| projector.to_plane(seat).and_then(|place| index.region_at(place));
        Ok(cities.seats.iter().map(region_at).collect())
    }
}

/// The first few of `names`, and how many more.
#[must_use]
pub fn listed(names: &[String], which: &[usize]) -> String {
    const FEW: usize = 6;
    let mut text = which.iter().take(FEW).map(|&i| names[i].as_str()).collect::<Vec<_>>().join("、");
    if which.len() > FEW {
        text.push_str(&format!(" … ({} more)", which.len() - FEW));
    }
    text
}
