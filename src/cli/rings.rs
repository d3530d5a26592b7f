//! `jingwei rings`: travel-time rings around a core.

use super::inputs::Inputs;
use super::output::Output;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::rings::CoreRings;
use crate::study::config::RingsSection;
use crate::units::Minutes;
use clap::Args;

/// Travel-time rings around a core, with what lies in each
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei rings geodata/toy/study.toml --core 950100
  jingwei rings geodata/toy/study.toml --core 950100 --breaks 30,60,90 \\
      --value gdp_yi_yuan --profile
  jingwei rings geodata/toy/study.toml --core 950100 -o rings.geojson

Rings are [0, b1], (b1, b2] … and beyond; cities that the core does not reach are in none.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Identifier of the core
    #[arg(long, value_name = "ID")]
    core: String,
    /// Upper bounds of the rings in minutes
    #[arg(
        long,
        value_name = "MIN,…",
        value_delimiter = ',',
        default_value = "30,60,90,120",
        allow_negative_numbers = true
    )]
    breaks: Vec<f64>,
    /// Field of the profile; the population where absent
    #[arg(long, value_name = "FIELD")]
    value: Option<String>,
    /// Write the profile, one row a ring, instead of the cities
    #[arg(long)]
    profile: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let study = talk.following(|watch| arguments.inputs.study(watch))?;
    talk.warnings(&study.findings);
    let minutes = |&value: &f64| Minutes::checked(value).ok_or_else(|| usage("minutes are finite", value));
    let section = RingsSection {
        core: arguments.core.clone(),
        breaks_min: arguments.breaks.iter().map(minutes).collect::<Result<_>>()?,
        value: arguments.value.clone(),
    };
    let part_of = CoreRings::draw(&study, &section)?;
    let part = part_of.part(&study);
    talk.warnings(&part.findings);
    if arguments.profile {
        arguments.output.table(&part.tables[0].columns, talk)
    } else {
        arguments.output.layer(&part.layers[0], study.config.study.language, talk)
    }
}
