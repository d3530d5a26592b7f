//! `jingwei access`: how well every city is reached.

use super::inputs::Inputs;
use super::output::Output;
use super::reach::Reach;
use super::road::Road;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::access::Access;
use clap::{Args, ValueEnum};

/// Accessibility of every city of a study, or of places of a road network
#[derive(Debug, Args)]
#[command(mut_arg("input", |input| input.value_name("STUDY|CITIES|NETWORK").help(
    "A study.toml; cities as GeoJSON, with --corridors; or a road network, as `jingwei matrix` takes it")))]
#[command(mut_arg("access_kmh", |arg| arg.hide(true)), mut_arg("snapped", |arg| arg.hide(true)))]
#[command(after_help = "Examples:
  jingwei access geodata/toy/study.toml
  jingwei access geodata/toy/study.toml --measure potential -o potential.geojson
  jingwei access geodata/toy/cities.geojson \\
      --corridors geodata/toy/corridors.geojson --rules geodata/toy/study.toml \\
      --population population_wan --json
  jingwei access geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --opportunities geodata/toy/cities.geojson --value population_wan \\
      --minutes 60,120 --decay exponential:half_life=30 -o reach.geojson
  jingwei access geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --places geodata/toy/clusters.csv --nearest 2 --direction from

On a road network the measures are taken at nodes, in one pass: within --minutes (c60_…), weighed by --decay (g_…), \
mean time (mean_…_min), time to the nearest of --places (near1_min …). Opportunities stand in rows keyed by node, \
or are points; a point, also one of --origins or --places, counts at the nearer end of the nearest road within \
--snap-m. Several rows at one node add up. A decay is one of power:exponent=1.5, exponential:half_life=20 (or \
rate=0.05), gaussian:bandwidth=20, logistic:inflection=30,deviation=8, linear:cutoff=60, step:cutoff=30; all but \
exponent and rate are minutes.

Times run door to door. Cut-offs are inclusive; a city without a path is null, never 0.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// The measure that a .geojson output is coloured by; its fields hold all
    #[arg(long, value_name = "NAME", default_value = "watt")]
    measure: Measure,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    reach: Reach,
    #[command(flatten)]
    road: Road,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Measure {
    /// Weighted mean travel time
    Watt,
    /// Economic potential, as an index
    Potential,
    /// Population within the daily limit
    Daily,
    /// The first cumulative measure of the study
    Cumulative,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { inputs, reach, road, output, .. } = arguments;
    if inputs.is_network() {
        inputs.refuse_beside_network()?;
        output.refuse_early()?;
        return reach.run(inputs.file(), inputs.given_id(), road, output, talk);
    }
    road.refuse_beside_study()?;
    if reach.is_asked() {
        return Err(usage("this is asked of a road network, not of a study", inputs.file().display()));
    }
    let study = talk.following(|watch| arguments.inputs.study(watch))?;
    talk.warnings(&study.findings);
    let part = Access::measure(&study)?.part(&study)?;
    talk.warnings(&part.findings);
    let prefix = match arguments.measure {
        Measure::Watt => "access_watt",
        Measure::Potential => "access_pot",
        Measure::Daily => "access_d",
        Measure::Cumulative => "access_c",
    };
    let layer = part.layers.iter().find(|layer| layer.name.starts_with(prefix)).ok_or_else(|| {
        let what = "the study asks for no cumulative measure; add a table [[access.cumulative]] to it";
        super::sink::usage(what, "--measure cumulative")
    })?;
    arguments.output.layer(layer, study.config.study.language, talk)
}
