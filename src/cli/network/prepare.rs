//! `jingwei network prepare`: a road network as one file that answers at once.

use super::roads;
use crate::cli::inputs::is_study;
use crate::cli::prepared::{is_prepared, size};
use crate::cli::sink;
use crate::cli::source::Source;
use crate::cli::talk::Talk;
use crate::error::{Error, Result};
use crate::export::WholeFile;
use crate::network::Survey;
use clap::Args;
use std::path::PathBuf;

/// Read a road network once and write it as a .jwn, ready for many questions
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei network prepare geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      -o toy.jwn
  jingwei network prepare geodata/toy/corridors.geojson \\
      --rules geodata/toy/study.toml -o lines.jwn

A .jwn gives the same answers as its source, without reading it again. It holds the hashes of its sources: \
where one of them stands beside it and has changed, it is refused until it is prepared again. The same \
source gives the same bytes. `jingwei info NET.jwn` tells what it holds.")]
pub(super) struct Arguments {
    /// Edges as from,to,seconds in a .csv, lines in a .geojson, or an OpenStreetMap extract in a .pbf; the first
    /// two may be packed as .gz
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// Nodes of an edge list, as id,lon,lat
    #[arg(long, value_name = "FILE")]
    nodes: Option<PathBuf>,
    /// Take `[network]` and the plane from this study, for lines
    #[arg(long, value_name = "STUDY")]
    rules: Option<PathBuf>,
    /// Speeds of OpenStreetMap roads; those of a car where absent
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// File to write, ending in .jwn
    #[arg(long, short, value_name = "NET.jwn")]
    output: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let Arguments { source, nodes, rules, profile, output, overwrite } = arguments;
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
        let source =
            Source { file: source, nodes: nodes.as_ref(), rules: rules.as_ref(), profile: profile.as_ref() };
        let network = source.read(watch)?;
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
    talk.line(&format!("strongly connected: {}", roads::parts(&survey.strong)));
    talk.line(&format!("wrote {}, {}", output.display(), size(written.bytes)));
    Ok(())
}
