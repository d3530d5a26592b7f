//! `jingwei matrix`: travel times from everywhere to everywhere.

use super::inputs::Inputs;
use super::output::Output;
use super::road::Road;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::export::matrix::Format;
use crate::export::matrix::shard::Shard;
use crate::export::{Bilingual, Column};
use crate::layer::{GivenBy, GivenPlaces, Values};
use crate::network::TravelTimes;
use crate::run::matrix::{self, MatrixOptions};
use crate::study::Study;
use crate::units::Minutes;
use clap::Args;
use std::path::PathBuf;

/// Travel times between cities of a study, or between places of a road network
#[derive(Debug, Args)]
#[command(mut_arg("input", |input| input.value_name("STUDY|CITIES|NETWORK").help(
    "A study.toml; cities as GeoJSON, with --corridors; or a road network: an edge list with --nodes, or any \
     other source that `jingwei network prepare` takes, or what it made")))]
#[command(mut_arg("output", |output| output.help(
    "File to write: .csv, .json or, for a road network, .parquet; a CSV table to standard output where absent or \
     `-`")))]
#[command(after_help = "Examples:
  jingwei matrix geodata/toy/study.toml -o times.csv
  jingwei matrix geodata/toy/study.toml --origins geodata/toy/clusters.csv
  jingwei matrix geodata/toy/scenario.toml --scenario h1
  jingwei matrix geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --destinations geodata/toy/clusters.csv
  jingwei matrix geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --origins geodata/toy/cities.geojson --within 60 -o near.csv

One row a pair: from, to, minutes; a pair without a path has no minutes. An edge list holds from,to,seconds, \
its nodes id,lon,lat. Origins and destinations stand in a .csv or .geojson with the field --id, or in any \
other file with one identifier a line; `-` is standard input.

On a road network, places with lon and lat (columns of a .csv, points of a .geojson) are brought to the nearest \
point of the nearest road within --snap-m, in metres on the plane that touches the earth there; roads run \
straight between nodes. Time along the road is in proportion, one-way roads are left and reached along only, and \
a point off every road keeps its rows without minutes. Rows are written as they are found, so that the answer may \
be larger than memory; --shard divides the origins among machines, and `jingwei merge` puts the parts together.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Identifiers of the origins, or points; all places where absent
    #[arg(long, value_name = "FILE")]
    origins: Option<PathBuf>,
    /// Identifiers of the destinations, or points; all places where absent
    #[arg(long, value_name = "FILE")]
    destinations: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// Only pairs within so many minutes, that time included; always by searches that end there
    #[arg(long, value_name = "MINUTES", help_heading = "Options of a road network")]
    within: Option<f64>,
    /// Only the i-th of n parts of the origins, a file of its own for `jingwei merge`
    #[arg(long, value_name = "I/N", help_heading = "Options of a road network")]
    shard: Option<Shard>,
    #[command(flatten)]
    road: Road,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    if arguments.inputs.is_network() { on_roads(arguments, talk) } else { of_study(arguments, talk) }
}

fn on_roads(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { inputs, road, output, .. } = arguments;
    inputs.refuse_beside_network()?;
    let options = options(arguments)?;
    output.refuse_early()?;
    let network = road.open(inputs.file(), talk)?;
    let sites = |file: &Option<PathBuf>| road.sites(file.as_ref(), inputs.given_id(), &network, talk);
    let origins = sites(&arguments.origins)?;
    let same = arguments.origins == arguments.destinations;
    let destinations = if same { origins.clone() } else { sites(&arguments.destinations)? };
    options.refuse_if_too_large(&network, &origins, &destinations)?;
    road.write_snapped(
        &[("origins", &origins), ("destinations", &destinations)],
        &network,
        output.overwrites(),
        talk,
    )?;
    // A search that ends at the cut-off needs no preparation.
    let sparse = options.within.is_some();
    let network = if sparse { network } else { road.ready(network, origins.len(), talk)? };
    talk.following(|watch| {
        matrix::write(&network, &origins, &destinations, &options, watch, &|estimate| {
            if estimate.is_large() {
                talk.line(&format!("the answer: {estimate}"));
            }
        })
    })?;
    output.said(talk);
    Ok(())
}

fn options(arguments: &Arguments) -> Result<MatrixOptions> {
    let output = arguments.output.file().cloned();
    let format = match &output {
        Some(file) => Format::of(file)?,
        None if arguments.output.is_json() => Format::Json,
        None => Format::Csv,
    };
    if arguments.shard.is_some() && (output.is_none() || format == Format::Json) {
        return Err(usage("a shard is written to a file, .csv or .parquet", "--shard"));
    }
    let within = arguments.within.map(|minutes| {
        Minutes::checked(minutes).ok_or_else(|| usage("a cut-off is a number of minutes", minutes))
    });
    let (within, shard) = (within.transpose()?, arguments.shard);
    Ok(MatrixOptions { output, overwrite: arguments.output.overwrites(), format, within, shard })
}

fn of_study(arguments: &Arguments, talk: &Talk) -> Result<()> {
    arguments.road.refuse_beside_study()?;
    if arguments.within.is_some() || arguments.shard.is_some() {
        return Err(usage("a study has no road network to which this applies", "--within, --shard"));
    }
    let study = talk.following(|watch| arguments.inputs.study(watch))?;
    talk.warnings(&study.findings);
    let chosen = |file: &Option<PathBuf>| match file {
        Some(file) => GivenPlaces::read(file, Some(arguments.inputs.id()), GivenBy::Id)?
            .found(&|id| study.cities.index_of(id)),
        None => Ok((0..study.cities.len()).collect()),
    };
    let (origins, destinations) = (chosen(&arguments.origins)?, chosen(&arguments.destinations)?);
    let times = study.network.travel_times_between(&origins, &destinations);
    arguments.output.table(&pairs(&study, &origins, &destinations, &times), talk)
}

fn pairs(study: &Study, origins: &[usize], destinations: &[usize], times: &TravelTimes) -> Vec<Column> {
    let ids = &study.cities.ids;
    let each = || origins.iter().flat_map(|&i| destinations.iter().map(move |&j| (i, j)));
    let column = |name: &str, values: Values| Column {
        name: name.to_owned(),
        alias: Bilingual::same(name),
        unit: Bilingual::default(),
        decimals: 1,
        values,
    };
    let minutes = (0..origins.len()).flat_map(|i| times.row(i)).map(|time| time.map(Minutes::get));
    vec![
        column("from", Values::Text(each().map(|(i, _)| Some(ids[i].clone())).collect())),
        column("to", Values::Text(each().map(|(_, j)| Some(ids[j].clone())).collect())),
        column("minutes", Values::Real(minutes.collect())),
    ]
}
