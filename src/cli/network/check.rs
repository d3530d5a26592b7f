//! `jingwei network check`: what is broken in a network.

use super::{roads, study};
use crate::cli::inputs::{Inputs, is_study, refuse_beside_study};
use crate::cli::sink;
use crate::cli::source::Source;
use crate::cli::talk::Talk;
use crate::error::Result;
use clap::Args;
use std::path::PathBuf;

/// Name what is broken: parts, dead ends, bridges, cities out of reach
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei network check geodata/toy/study.toml
  jingwei network check geodata/toy/study.toml --set network.snap_m=1000
  jingwei network check geodata/toy/scenario.toml --scenario through
  jingwei network check geodata/toy/edges.csv --nodes geodata/toy/nodes.csv

In a study, a bridge is a corridor whose loss alone cuts cities apart; dead ends meet no other corridor and no \
city. In a road network, from its source or a .jwn, a dead end is a node with one neighbour; in a strong part \
every node reaches every other, a weak part hangs together when directions are forgotten.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Nodes of an edge list
    #[arg(long, value_name = "FILE")]
    nodes: Option<PathBuf>,
    /// Speeds of OpenStreetMap roads
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { inputs, nodes, profile } = arguments;
    let file = inputs.file();
    if is_study(file) || inputs.names_corridors() {
        refuse_beside_study(&[("--nodes", nodes.is_some()), ("--profile", profile.is_some())])?;
        let study = talk.following(|watch| inputs.study(watch))?;
        talk.warnings(&study.findings);
        return sink::write(None, study::told(&study).as_bytes(), false);
    }
    inputs.refuse_beside_network()?;
    let source = Source { file, nodes: nodes.as_ref(), rules: inputs.rules(), profile: profile.as_ref() };
    let network = talk.following(|watch| source.open(watch))?;
    talk.warnings(&network.findings);
    sink::write(None, roads::told(&network).as_bytes(), false)
}
