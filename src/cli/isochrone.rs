//! `jingwei isochrone`: what is reached in bands of time.

use super::inputs::{is_study, study_config};
use super::output::Output;
use super::road::{Road, Toward};
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::layer::{GivenBy, GivenPlaces};
use crate::network::AreaOptions;
use crate::run::isochrone::{Bands, People, Reach, ReachedArea, ReachedUnits};
use crate::study::Study;
use crate::study::config::Language;
use crate::units::{Metres, Minutes};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The areas, roads or cities within bands of time of some centres
#[derive(Debug, Args)]
#[command(mut_arg("engine", |engine| engine.hide(true)))]
#[command(mut_arg("snap_m", |arg| arg.help("The farthest that a centre, or a place in an area, may be from a road, in metres")))]
#[command(mut_arg("access_kmh", |arg| arg.help("How fast one comes from a place to the road; no time where absent")))]
#[command(after_help = "Examples:
  jingwei isochrone geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --centres geodata/toy/clusters.csv --minutes 60,120 --snap-m 2000 \\
      -o reach.geojson
  jingwei isochrone geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --centres geodata/toy/cities.geojson --minutes 30 --merge \\
      --people geodata/toy/cities.geojson --population population_wan
  jingwei isochrone geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --centres geodata/toy/cities.geojson --minutes 30 --shape lines
  jingwei isochrone geodata/china/study.toml \\
      --centres 420100,410100 --minutes 60,120 -o circles.geojson

One feature for each centre and band, or with --merge for each band: centre, band_min, from_min, to_min, area_km2, pop; \
of lines length_km. A time of exactly the limit is within the band that ends there. Roads run straight between the \
nodes of the network; a two-way road is reached from whichever end is sooner. Centres are given as the origins of \
`jingwei matrix`; one that is off the network is warned of, and its features have neither a shape nor numbers.

A place is reached at the time at which a trip is at the nearest place of the nearest road, plus the way from there, as \
`jingwei matrix` has it; farther than --snap-m from every road, never. What lies beyond water, or beside a motorway \
without a junction, counts by its own nearest road. Contours are found by marching squares on cells of --cell-m, and \
where they meet the edge of a cell by halving: they are right to a cell, and what is narrower may be missed. Areas are \
those on the ellipsoid. Of --people, those at points inside count whole, those of polygons by share of area.

Of a study the circles are made of whole cities: the territories of those that are reached, taken together, with their number, area and population; times run between seats by road and rail, as everywhere in the study.")]
pub(super) struct Arguments {
    /// A road network, as `jingwei matrix` takes it, or a study.toml
    #[arg(value_name = "NETWORK|STUDY")]
    network: PathBuf,
    /// File with identifiers of the centres, or points; of a study also the identifiers themselves
    #[arg(long, value_name = "FILE|ID,…")]
    centres: PathBuf,
    /// Where each band of time ends, in minutes that rise
    #[arg(long, value_name = "M,M,…", value_delimiter = ',', required = true)]
    minutes: Vec<f64>,
    /// Whether trips begin or end at the centres
    #[arg(long, value_name = "WHICH", default_value = "from")]
    direction: Toward,
    /// What is drawn
    #[arg(long, value_name = "WHAT", default_value = "polygons")]
    shape: Shape,
    /// Take all centres together: the nearest one counts
    #[arg(long)]
    merge: bool,
    /// Width and height of the cells on which areas are drawn, at most, in metres [default: a quarter of --snap-m]
    #[arg(long, value_name = "METRES")]
    cell_m: Option<f64>,
    /// Points or polygons with people, to be counted in each band
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Field of the people that says how many
    #[arg(long, value_name = "FIELD", default_value = "population", requires = "people")]
    population: String,
    /// Field with the identifier [default: id, or else adcode]
    #[arg(long, value_name = "FIELD")]
    id: Option<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    road: Road,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Areas beside the roads
    Polygons,
    /// Stretches of road, split at the very minute
    Lines,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { road, output, .. } = arguments;
    road.refuse_engine("isochrones are found by searches with a limit, whatever the engine")?;
    let minutes = |&minutes: &f64| {
        Minutes::checked(minutes).ok_or_else(|| usage("a limit is a number of minutes", minutes))
    };
    let bands = Bands::new(&arguments.minutes.iter().map(minutes).collect::<Result<Vec<_>>>()?)?;
    if is_study(&arguments.network) {
        return of_study(arguments, bands, talk);
    }
    let options = arguments.areas()?;
    output.refuse_early()?;
    let population = &arguments.population;
    let people = arguments.people.as_ref().map(|file| People::read(file, population)).transpose()?;
    if let Some(people) = &people {
        talk.warnings(&people.findings);
    }
    let network = road.open(&arguments.network, talk)?;
    let centres = road.sites(Some(&arguments.centres), arguments.id.as_deref(), &network, talk)?;
    road.write_snapped(&[("centres", &centres)], &network, output.overwrites(), talk)?;
    let direction = arguments.direction.into();
    if arguments.shape == Shape::Lines {
        let reach = talk.following(|watch| Reach::find(&network, &centres, direction, bands, watch))?;
        return output.layer(&reach.layer(), Language::Zh, talk);
    }
    let how = (direction, arguments.merge);
    let area = talk.following(|watch| {
        ReachedArea::find(&network, &centres, how, bands, &options, people.as_ref(), watch)
    })?;
    output.described_layer(&area.layer(), Some(area.description()), Language::Zh, talk)
}

/// The cities of a study.
fn of_study(arguments: &Arguments, bands: Bands, talk: &Talk) -> Result<()> {
    arguments.road.refuse_beside_study()?;
    let given = [
        ("--shape lines", arguments.shape == Shape::Lines),
        ("--cell-m", arguments.cell_m.is_some()),
        ("--people", arguments.people.is_some()),
    ];
    if let Some((flag, _)) = given.iter().find(|(_, given)| *given) {
        return Err(usage("this applies to a road network, not to a study", flag));
    }
    let (config, folder) = study_config(&arguments.network, &[])?;
    let study = talk.following(|watch| Study::assemble(config, &folder, watch))?;
    talk.warnings(&study.findings);
    let centres = match arguments.centres.to_str() {
        Some(ids) if !arguments.centres.exists() => GivenPlaces::named("--centres", ids.split(',')),
        _ => GivenPlaces::read(&arguments.centres, arguments.id.as_deref(), GivenBy::Id)?,
    };
    let centres = centres.found(&|id| study.cities.index_of(id))?;
    let how = (arguments.direction.into(), arguments.merge);
    let units = talk.following(|watch| ReachedUnits::find(&study, &centres, how, bands, watch))?;
    arguments.output.described_layer(
        &units.layer(),
        Some(units.description()),
        study.config.study.language,
        talk,
    )
}

impl Arguments {
    /// How areas are drawn; refuses what only areas have beside lines.
    fn areas(&self) -> Result<AreaOptions> {
        let snap = self.road.snap()?;
        if self.shape == Shape::Lines {
            let given = [
                ("--merge", self.merge),
                ("--cell-m", self.cell_m.is_some()),
                ("--people", self.people.is_some()),
            ];
            if let Some((flag, _)) = given.iter().find(|(_, given)| *given) {
                return Err(usage("this applies to polygons, not to lines", flag));
            }
        }
        if let Some(cell) = self.cell_m {
            let sound = cell >= 2.0 && cell <= snap.reach.get();
            if !sound {
                return Err(usage(
                    "cells are 2 m or more, and no larger than --snap-m",
                    format!("--cell-m {cell}"),
                ));
            }
        }
        let options =
            AreaOptions { reach: snap.reach, access: snap.access, cell: self.cell_m.map(Metres::new) };
        if self.shape == Shape::Polygons && options.cell() > options.reach {
            return Err(usage(
                "areas need a limit of 2 m or more",
                format!("--snap-m {}", options.reach.get()),
            ));
        }
        Ok(options)
    }
}
