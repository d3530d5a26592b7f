//! `jingwei trace`: where a number comes from.

use super::inputs::Inputs;
use super::output::Output;
use super::sink;
use super::talk::Talk;
use crate::error::Result;
use crate::run::city::city;
use crate::run::measures::trace;
use clap::Args;

/// Where a number comes from: its rows, the sum they make, and the trip behind the greatest
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei trace geodata/toy/study.toml --measure watt --at 910100
  jingwei trace geodata/toy/scenario.toml \\
      --measure pot --at 甲市 --scenario h1
  jingwei trace geodata/toy/study.toml \\
      --measure d120_pop --at 910100 --to 950100 --rows 3
  jingwei trace geodata/toy/study.toml --measure watt --at 910100 --json

A measure is called by its field, with or without its unit. The rows make exactly the number that `run` and `access` \
export: the sum is added in study order, at full precision. A .csv or .json holds every row.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// The measure, such as `watt`, `pot_idx` or a name of `[[access.measure]]`
    #[arg(long, value_name = "NAME")]
    measure: String,
    /// The city, by identifier or name
    #[arg(long, value_name = "CITY")]
    at: String,
    /// The city to which the trip is shown [default: the one that adds most]
    #[arg(long, value_name = "CITY")]
    to: Option<String>,
    /// Rows shown
    #[arg(long, value_name = "N", default_value_t = 15)]
    rows: usize,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { inputs, measure, at, to, rows, output } = arguments;
    let study = talk.following(|watch| inputs.study(watch))?;
    let at = city(&study, at, "--at")?;
    let to = to.as_ref().map(|to| city(&study, to, "--to")).transpose()?;
    let trace = trace(&study, measure, at, to)?;
    if output.file().is_some() || output.is_json() {
        return output.table(&trace.columns(&study), talk);
    }
    sink::write(None, trace.told(&study, study.config.study.language, *rows).as_bytes(), false)
}
