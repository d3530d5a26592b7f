//! `jingwei network prepare`: a road network as one file that answers at once.

use super::roads;
use crate::cli::inputs::is_study;
use crate::cli::prepared::{is_prepared, size};
use crate::cli::sink;
use crate::cli::talk::Talk;
use crate::error::{Error, Result};
use crate::export::WholeFile;
use crate::network::{RoadNetwork, SourceOptions, Survey};
use clap::Args;
use std::path::PathBuf;

/// Read a road network once and write it as a .jwn, ready for many questions
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei network prepare geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      -o toy.jwn

The .jwn stands for its source wherever a network is asked for, and changes no answer. It holds the hashes of its \
sources: where one of them stands beside it and has changed, it is refused until it is prepared again. The same \
source gives the same bytes. `jingwei info NET.jwn` tells what it holds.")]
pub(super) struct Arguments {
    /// Edges as from,to,seconds
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// Nodes of an edge list, as id,lon,lat
    #[arg(long, value_name = "FILE")]
    nodes: Option<PathBuf>,
    /// File to write, ending in .jwn
    #[arg(long, short, value_name = "NET.jwn")]
    output: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { source, nodes, output, overwrite } = arguments;
    if !is_prepared(output) {
        return Err(sink::usage("the name of a prepared network ends in .jwn", output.display()));
    }
    if is_prepared(source) {
        return Err(sink::usage("the network is prepared already", source.display()));
    }
    if is_study(source) {
        return Err(sink::usage(
            "a study is no road network; its commands prepare what they need",
            source.display(),
        ));
    }
    // Before the work, so that it is not done in vain.
    let mut file = WholeFile::create(output, *overwrite)?;
    let (network, survey, written) = talk.following(|watch| {
        watch.step("reading the network")?;
        let options =
            SourceOptions { source: source.clone(), nodes: nodes.clone(), ..SourceOptions::default() };
        let network = RoadNetwork::read(&options)?;
        watch.step("preparing")?;
        let network = network.prepare();
        watch.step("writing")?;
        let written = network.write(&mut file).map_err(Error::write(output))?;
        watch.step("finishing")?;
        let survey = Survey::of(network.router.graph());
        Ok::<_, Error>((network, survey, written))
    })?;
    file.commit()?;
    talk.warnings(&network.findings);
    talk.line(&format!("{} nodes, {} edges", survey.nodes, survey.edges));
    let (loops, slower) = (network.loops, network.slower);
    talk.line(&format!("{loops} loops and {slower} edges with a faster one beside them were left out"));
    talk.line(&roads::parts(&survey.strong));
    talk.line(&format!("wrote {}, {}", output.display(), size(written.bytes)));
    Ok(())
}
