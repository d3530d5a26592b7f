//! `jingwei trace`: where a number comes from.

use super::inputs::Inputs;
use super::output::Output;
use super::sink;
use super::talk::Talk;
use crate::error::Result;
use crate::run::city::city;
use crate::run::clusters::{ClusterRule, Ruled, explain};
use crate::run::measures::trace;
use crate::study::Study;
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
  jingwei trace geodata/china/study.toml \\
      --measure cluster --at 320500 --rule huff

A measure is called by its field, with or without its unit. The rows make exactly the number that `run` and `access` \
export: the sum is added in study order, at full precision. A .csv or .json holds every row. The measure `cluster` tells \
which core a city belongs to by a rule, by how much, and what would change it.")]
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
    /// With `--measure cluster`: the rule, as `jingwei cluster --rule` has it [default: that of the study]
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Rows shown
    #[arg(long, value_name = "N", default_value_t = 15)]
    rows: usize,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { inputs, measure, at, to, rule, rows, output } = arguments;
    let study = talk.following(|watch| inputs.study(watch))?;
    let at = city(&study, at, "--at")?;
    if measure == "cluster" {
        return cluster(&study, at, rule.as_deref(), output, talk);
    }
    if rule.is_some() {
        return Err(sink::usage("rules are for `--measure cluster`", "--rule"));
    }
    let to = to.as_ref().map(|to| city(&study, to, "--to")).transpose()?;
    let trace = trace(&study, measure, at, to)?;
    if output.file().is_some() || output.is_json() {
        return output.table(&trace.columns(&study), talk);
    }
    sink::write(None, trace.told(&study, study.config.study.language, *rows).as_bytes(), false)
}

/// Why a city is in its cluster.
fn cluster(study: &Study, at: usize, rule: Option<&str>, output: &Output, talk: &Talk) -> Result<()> {
    let missing = || sink::usage("the study has no [clusters] that say what a core is", "--measure");
    let section = study.config.clusters.as_ref().ok_or_else(missing)?;
    let rule = match rule {
        Some(rule) => ClusterRule::parse(rule)?,
        None => ClusterRule::Time { member: section.member_min, fringe: section.fringe_min },
    };
    let ruled = Ruled::find(study, section, &rule)?;
    talk.warnings(ruled.findings());
    let explained = explain(study, &ruled, at);
    if output.file().is_some() || output.is_json() {
        return output.table(&explained.columns(study, &ruled), talk);
    }
    sink::write(None, explained.told(study, study.config.study.language).as_bytes(), false)
}
