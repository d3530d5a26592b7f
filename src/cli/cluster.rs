//! `jingwei cluster`: which cities belong together, by list and by rule.

mod by_rule;

use super::inputs::Inputs;
use super::output::Output;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::clusters::Clusters;
use crate::study::config::ClustersSection;
use crate::units::Minutes;
use clap::{Args, ValueEnum};
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
fua:exponent=2,share=0.15,core-share=0.15 - skater, redcap, azp, ward:k=19,floor=1 - max-p:floor=10 - leiden, louvain:resolution=1,exponent=2 - dbscan:reach=60,points=4 - hdbscan:size=4. Numbers that are not given are these.

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
    /// With a rule of regions: fields in which their cities are alike
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

/// The study's own section with what the command line says put over it.
fn section(arguments: &Arguments, own: Option<ClustersSection>) -> Result<ClustersSection> {
    let minutes = |value: f64| {
        Minutes::checked(value)
            .filter(|m| m.get() > 0.0)
            .ok_or_else(|| usage("minutes are above zero", value))
    };
    let others = arguments.rule.is_some() && (arguments.core_rank.is_some() || !arguments.core.is_empty());
    // Where cores are chosen otherwise no value makes one.
    let core_from = arguments.core_from.or(others.then_some(f64::MAX));
    let mut section = match (own, core_from) {
        (Some(own), _) => own,
        (None, Some(core_from)) => ClustersSection {
            core_rank: None,
            cores: Vec::new(),
            attributes: Vec::new(),
            rules: Vec::new(),
            list: None,
            list_cluster: "cluster".to_owned(),
            list_id: None,
            core_field: None,
            core_from,
            member_min: Minutes::new(60.0),
            fringe_min: Minutes::new(120.0),
        },
        (None, None) => return Err(usage("say from which value a city is a core", "--core-from")),
    };
    if let Some(core_from) = arguments.core_from {
        if !(core_from.is_finite() && core_from > 0.0) {
            return Err(usage("the value that makes a core is above zero", core_from));
        }
        section.core_from = core_from;
    }
    if !arguments.attributes.is_empty() {
        section.attributes.clone_from(&arguments.attributes);
    }
    section.core_rank = arguments.core_rank.or(section.core_rank.filter(|_| arguments.core_from.is_none()));
    if !arguments.core.is_empty() {
        section.cores.clone_from(&arguments.core);
    } else if arguments.core_rank.is_some() || arguments.core_from.is_some() {
        section.cores.clear();
    }
    section.core_field = arguments.core_field.clone().or(section.core_field);
    if let Some(member) = arguments.member {
        section.member_min = minutes(member)?;
        section.fringe_min =
            if section.fringe_min < section.member_min { section.member_min } else { section.fringe_min };
    }
    if let Some(fringe) = arguments.fringe {
        section.fringe_min = minutes(fringe)?;
    }
    Ok(section)
}
