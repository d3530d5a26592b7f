//! `jingwei cluster`: which cities belong together, by list and by rule.

mod by_rule;
mod section;

use super::inputs::Inputs;
use super::output::Output;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::clusters::Clusters;
use clap::{Args, ValueEnum};
use section::section;
use std::path::PathBuf;

/// City clusters by list and by travel time to a core, with what decided each membership
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei cluster geodata/toy/study.toml
  jingwei cluster geodata/toy/study.toml --core-from 300 --member 45 \\
      -o clusters.geojson
  jingwei cluster geodata/toy/study.toml --show agreement
  jingwei cluster geodata/china/study.toml --rule huff:exponent=1.5 \\
      --core-rank 20 --show table
  jingwei cluster geodata/china/study.toml --rule fua --compare list

Rules: time:member=60,fringe=120 - huff:exponent=2,least=0.5,fringe=0 - dominant-flow:exponent=2,least=0 - \
fua:exponent=2,share=0.15,core-share=0.15 - skater:k=19,floor=1,recut=0,manhattan=0 - redcap, azp, ward:k=19,floor=1 - max-p:floor=10 - leiden, louvain:resolution=1,exponent=2 - dbscan:reach=60,points=4 - hdbscan:size=4. Numbers that are not given are these.

Core: a city with at least --core-from. Member: within --member minutes of its nearest core; fringe: \
within --fringe. A time of exactly the limit is within it.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Rule that makes the clusters; that of [clusters] by travel time where absent
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// What to write
    #[arg(long, value_name = "WHAT", default_value = "rule")]
    show: Show,
    /// The same as `--show agreement`
    #[arg(long, value_name = "WITH", conflicts_with = "show")]
    compare: Option<Compare>,
    /// CSV with one row a cluster and city
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// The least value that makes a city a core
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    core_from: Option<f64>,
    /// Field of that value; the population where absent
    #[arg(long, value_name = "FIELD")]
    core_field: Option<String>,
    /// With --rule: so many cities with the greatest values are the cores
    #[arg(long, value_name = "N")]
    core_rank: Option<usize>,
    /// With --rule: these cities are the cores, by identifier or name
    #[arg(long, value_name = "CITY,…", value_delimiter = ',', conflicts_with = "core_rank")]
    core: Vec<String>,
    /// With a rule of regions: fields in which their cities are alike [default: where they lie]
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    attributes: Vec<String>,
    /// With --show table: field of a value such as output, for its sum, share and disparity per head
    #[arg(long, value_name = "FIELD")]
    value: Option<String>,
    /// Minutes within which a city is a member
    #[arg(long, value_name = "MIN", allow_negative_numbers = true)]
    member: Option<f64>,
    /// Minutes within which a city is fringe
    #[arg(long, value_name = "MIN", allow_negative_numbers = true)]
    fringe: Option<f64>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// Role and core of every city
    Rule,
    /// Clusters of the list
    List,
    /// How far list and rule agree, cluster by cluster (a table)
    Agreement,
    /// With --rule: what is in each cluster and how closely it is knit (a table)
    Table,
    /// With --rule: the same table on the dissolved outlines
    Outlines,
    /// With --rule: the cores, with who lives within an hour of each
    Cores,
    /// With --rule: lines from cities to the cores that decided
    Links,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Compare {
    /// With the list of the study, or of --list
    List,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let (config, mut folder) = arguments.inputs.config()?;
    let mut section = section(arguments, config.clusters.clone())?;
    if let Some(list) = &arguments.list {
        // Named on the command line, so not relative to the study.
        section.list = Some(std::path::absolute(list).unwrap_or_else(|_| list.clone()));
    }
    let study = talk.following(|watch| arguments.inputs.assemble(config, &folder, watch))?;
    talk.warnings(&study.findings);
    if folder.as_os_str().is_empty() {
        folder = PathBuf::from(".");
    }
    let show = if arguments.compare.is_some() { Show::Agreement } else { arguments.show };
    if let Some(rule) = &arguments.rule {
        return by_rule::run(arguments, (&study, &folder), &section, (rule, show), talk);
    }
    let clusters = Clusters::find(&study, &section, &folder)?;
    let part = clusters.part(&study, &section);
    talk.warnings(&part.findings);
    let missing = || usage("there is no list of clusters; add `--list FILE`", "--show");
    match show {
        Show::Agreement => {
            let table =
                part.tables.iter().find(|table| table.name == "cluster_agreement").ok_or_else(missing)?;
            arguments.output.table(&table.columns, talk)
        }
        Show::Rule | Show::List => {
            let name = if show == Show::Rule { "cluster_rule" } else { "cluster_list" };
            let layer = part.layers.iter().find(|layer| layer.name == name).ok_or_else(missing)?;
            arguments.output.layer(layer, study.config.study.language, talk)
        }
        _ => Err(usage("this is shown of a rule; add `--rule RULE`", "--show")),
    }
}
