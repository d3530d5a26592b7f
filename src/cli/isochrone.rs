//! `jingwei isochrone`: the roads that are reached in bands of time.

use super::output::Output;
use super::road::{Road, Toward};
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::isochrone::Reach;
use crate::study::config::Language;
use crate::units::Minutes;
use clap::Args;
use std::path::PathBuf;

/// The roads within bands of time of some centres
#[derive(Debug, Args)]
#[command(mut_arg("engine", |engine| engine.hide(true)))]
#[command(after_help = "Examples:
  jingwei isochrone geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --centres geodata/toy/clusters.csv --minutes 60,120 -o reach.geojson
  jingwei isochrone geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --centres geodata/toy/cities.geojson --minutes 30 --direction to

One feature for each centre and band, with the stretches of road in it, split at the very minute: centre, band, \
from_min, to_min, length_km. A time of exactly the limit is within the band that ends there. Roads run straight \
between the nodes of the network; a two-way road is reached from whichever end is sooner. Centres are given as the \
origins of `jingwei matrix`.")]
pub(super) struct Arguments {
    /// A road network, as `jingwei matrix` takes it
    #[arg(value_name = "NETWORK")]
    network: PathBuf,
    /// Identifiers of the centres, or points
    #[arg(long, value_name = "FILE")]
    centres: PathBuf,
    /// Where each band of time ends, in minutes that rise
    #[arg(long, value_name = "M,M,…", value_delimiter = ',', required = true)]
    minutes: Vec<f64>,
    /// Whether trips begin or end at the centres
    #[arg(long, value_name = "WHICH", default_value = "from")]
    direction: Toward,
    /// Field with the identifier [default: id, or else adcode]
    #[arg(long, value_name = "FIELD")]
    id: Option<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    road: Road,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { road, output, .. } = arguments;
    let minutes = |&minutes: &f64| {
        Minutes::checked(minutes).ok_or_else(|| usage("a limit is a number of minutes", minutes))
    };
    let bands = arguments.minutes.iter().map(minutes).collect::<Result<Vec<_>>>()?;
    let network = road.open(&arguments.network, talk)?;
    let centres = road.sites(Some(&arguments.centres), arguments.id.as_deref(), &network, talk)?;
    road.write_snapped(&[("centres", &centres)], &network, output.overwrites(), talk)?;
    let reach =
        talk.following(|watch| Reach::find(&network, &centres, arguments.direction.into(), &bands, watch))?;
    output.layer(&reach.layer(), Language::Zh, talk)
}
