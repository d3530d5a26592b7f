//! `jingwei trace`: where a number comes from.

use super::inputs::Inputs;
use super::output::Output;
use super::sink;
use super::talk::Talk;
use crate::error::{Finding, Result};
use crate::export::Bilingual;
use crate::run::city::city;
use crate::run::clusters::{ClusterRule, Ruled, beside, explain, told_table};
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
  jingwei trace geodata/china/study.toml --measure cluster --at 320300

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
    /// With `--measure cluster`: the rule, as `jingwei cluster --rule` has it [default: every rule of the study]
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

/// Why a city is in its cluster: by `rule` or, without one, by every rule of the study.
fn cluster(study: &Study, at: usize, rule: Option<&str>, output: &Output, talk: &Talk) -> Result<()> {
    let missing = || sink::usage("the study has no [clusters] that say what a core is", "--measure");
    let section = study.config.clusters.as_ref().ok_or_else(missing)?;
    let rules = match rule {
        Some(rule) => vec![ClusterRule::parse(rule)?],
        None if section.rules.is_empty() => {
            vec![ClusterRule::Time { member: section.member_min, fringe: section.fringe_min }]
        }
        None => beside::rules(&study.config)?,
    };
    let found: Vec<Ruled> =
        rules.iter().map(|rule| Ruled::find(study, section, rule)).collect::<Result<_>>()?;
    let told: Vec<_> = found.iter().map(|ruled| (ruled, explain(study, ruled, at))).collect();
    let here = &study.cities.ids[at];
    for ruled in &found {
        let about = |finding: &&Finding| finding.place.id.as_ref().is_none_or(|id| id == here);
        talk.warnings(&ruled.findings().iter().filter(about).cloned().collect::<Vec<_>>());
    }
    if output.file().is_some() || output.is_json() {
        let columns = match &told[..] {
            [(ruled, explained)] => explained.columns(study, ruled),
            several => told_table("cluster", Bilingual::default(), study, several).columns,
        };
        return output.table(&columns, talk);
    }
    let language = study.config.study.language;
    // The city once, then rule after rule.
    let words: Vec<String> = told
        .iter()
        .enumerate()
        .map(|(rule, (_, explained))| match rule {
            0 => explained.told(study, language),
            _ => explained.lines(language),
        })
        .collect();
    let words = words.join("\n");
    sink::write(None, words.as_bytes(), false)
}
