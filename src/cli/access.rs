//! `jingwei access`: how well every city is reached.

use super::inputs::Inputs;
use super::output::Output;
use super::talk::Talk;
use crate::error::Result;
use crate::run::access::Access;
use clap::{Args, ValueEnum};

/// Accessibility of every city: mean travel time, potential, daily and cumulative
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei access geodata/toy/study.toml
  jingwei access geodata/toy/study.toml --measure potential -o potential.geojson
  jingwei access geodata/toy/cities.geojson \\
      --corridors geodata/toy/corridors.geojson --rules geodata/toy/study.toml \\
      --population population_wan --json

Times run door to door. Cut-offs are inclusive; a city without a path is null, never 0.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// The measure that a .geojson output is coloured by; its fields hold all
    #[arg(long, value_name = "NAME", default_value = "watt")]
    measure: Measure,
    #[command(flatten)]
    output: Output,
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
