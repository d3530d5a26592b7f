//! Reads, checks and joins the layers of a study and builds its network.

use super::config::{Config, ScenarioSection};
use super::reader::{Join, Reader};
use super::timetable_reader::put_into_rules;
use super::watch::Watch;
use crate::error::{Code, Error, Finding, Result};
use crate::index::RegionIndex;
pub use crate::layer::listed;
use crate::layer::{Cities, Corridors, Regions};
use crate::network::{Network, Stations, TravelTimes, corridors_in_service};
use crate::reproject::Projector;
use crate::units::SquareKilometres;
use geo::Area;
use geo_types::Coord;
use std::path::{Path, PathBuf};

/// Everything a study reads, checked and joined, with its network and the travel times on it.
///
/// Regions and cities are in the order of their identifiers; every vector that the analyses give back is in
/// the same order.
#[derive(Debug, Clone)]
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
    /// Stations, or the ways to them from the seats, where the study states them.
    pub stations: Stations,
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
    /// Files read, in the order of reading, then those of the scenarios.
    pub inputs: Vec<PathBuf>,
    /// How each table was joined.
    pub joins: Vec<Join>,
}

impl Study {
    /// The study of `config`, whose paths are relative to `folder`.
    ///
    /// # Errors
    /// Whatever is wrong with any file, field or line of the study, with its place; interrupted.
    pub fn assemble(mut config: Config, folder: &Path, watch: Watch<'_>) -> Result<Self> {
        let mut reader = Reader::new(folder);
        let projector = Projector::new(&config.study.crs)?;
        // Each file is read even if another is refused, so that one run shows all that is wrong.
        watch.step("reading regions")?;
        let regions = reader.regions(&config);
        let regions = reader.keep(regions)?;
        watch.step("reading cities")?;
        let cities = reader.cities(&config);
        let cities = reader.keep(cities)?;
        watch.step("reading corridors")?;
        let corridors = reader.corridors(&config);
        let corridors = reader.keep(corridors)?;
        let stations = reader.stations(&config);
        let stations = reader.keep(stations)?;
        let (Some(regions), Some((cities, population, mass)), Some(corridors), Some(stations)) =
            (regions, cities, corridors, stations)
        else {
            return Err(reader.refusal());
        };
        // What was read may still hold a value that an analysis cannot use.
        Error::if_any(&reader.findings)?;
        watch.step("placing cities in regions")?;
        let region_of_city = region_of_city(&config, &cities, regions.as_ref(), &projector)?;
        if let Some(timetable) = &reader.timetable {
            put_into_rules(timetable, &mut config);
        }
        watch.step("building the network")?;
        let in_service = corridors_in_service(&corridors, config.corridors.as_of, &config.corridors.status);
        let network =
            Network::build(&corridors, &in_service, &cities, &stations, &config.network, &projector)?;
        watch.step("computing travel times")?;
        let times = network.travel_times();
        // Scenarios read theirs later, and the results depend on them all the same.
        for file in config.scenario.iter().flat_map(ScenarioSection::files) {
            reader.path(file);
        }
        let Reader { inputs, mut findings, joins, .. } = reader;
        findings.extend_from_slice(network.findings());
        let mass = mass.into_iter().map(|mass| mass.unwrap_or(0.0)).collect();
        Ok(Self {
            config,
            regions,
            cities,
            corridors,
            in_service,
            stations,
            projector,
            region_of_city,
            population,
            mass,
            network,
            times,
            findings,
            inputs,
            joins,
        })
    }

    /// The same study on other `corridors`, of which those `in_service` carry trips: the network is built anew and
    /// the travel times are computed anew; everything else stays as it was read.
    ///
    /// # Errors
    /// As [`Network::build`].
    ///
    /// # Panics
    /// If `in_service` does not have one value a corridor.
    pub fn on_corridors(&self, corridors: Corridors, in_service: Vec<bool>) -> Result<Self> {
        self.rebuilt(self.config.clone(), corridors, in_service)
    }

    /// [`Study::on_corridors`] under `config`, which differs in its corridors and rules only.
    pub(super) fn rebuilt(
        &self,
        config: Config,
        corridors: Corridors,
        in_service: Vec<bool>,
    ) -> Result<Self> {
        let network = Network::build(
            &corridors,
            &in_service,
            &self.cities,
            &self.stations,
            &config.network,
            &self.projector,
        )?;
        let times = network.travel_times();
        // The network's own warnings stand last, and are now those of another network.
        let read = self.findings.len() - self.network.findings().len();
        let mut findings = self.findings[..read].to_vec();
        findings.extend_from_slice(network.findings());
        Ok(Self {
            config,
            regions: self.regions.clone(),
            cities: self.cities.clone(),
            corridors,
            in_service,
            stations: self.stations.clone(),
            projector: self.projector.clone(),
            region_of_city: self.region_of_city.clone(),
            population: self.population.clone(),
            mass: self.mass.clone(),
            network,
            times,
            findings,
            inputs: self.inputs.clone(),
            joins: self.joins.clone(),
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
            others(i)
                .all(|j| self.times.milliseconds(i, j).is_none() && self.times.milliseconds(j, i).is_none())
        };
        (0..self.cities.len()).filter(cut_off).collect()
    }
}

/// The region of each city: by the field of the study, else by the place of the seat.
fn region_of_city(
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
    let polygons: Option<Vec<_>> =
        regions.polygons.iter().map(|polygon| projector.polygons_to_plane(polygon)).collect();
    let index = RegionIndex::new(&polygons.ok_or_else(outside)?);
    let region_at = |&seat: &Coord<f64>| projector.to_plane(seat).and_then(|place| index.region_at(place));
    Ok(cities.seats.iter().map(region_at).collect())
}
