//! `jingwei matrix`: travel times from everywhere to everywhere.

use super::inputs::{Inputs, is_study};
use super::output::Output;
use super::sink::{extension, usage};
use super::talk::Talk;
use crate::error::{Error, Result};
use crate::export::{Bilingual, Column};
use crate::layer::Values;
use crate::network::{EdgeList, TravelTimes, edge_list};
use clap::Args;
use std::path::{Path, PathBuf};

/// Travel times between cities of a study, or between nodes of an edge list
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei matrix geodata/toy/study.toml -o times.csv
  jingwei matrix geodata/toy/study.toml --origins some.txt
  jingwei matrix edges.csv --nodes nodes.csv --origins from.txt --destinations to.txt -o times.csv

One row a pair: from, to, minutes; a pair without a path has no minutes. Lists hold one identifier a line.
edges.csv holds from,to,seconds and nodes.csv id,lon,lat.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Nodes of an edge list
    #[arg(long, value_name = "FILE")]
    nodes: Option<PathBuf>,
    /// Identifiers of the origins, one a line; all where absent
    #[arg(long, value_name = "FILE")]
    origins: Option<PathBuf>,
    /// Identifiers of the destinations, one a line; all where absent
    #[arg(long, value_name = "FILE")]
    destinations: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let input = arguments.inputs.file();
    if !is_study(input) && extension(input) == "csv" {
        let nodes = arguments.nodes.as_ref().ok_or_else(|| usage("an edge list wants its nodes", "--nodes FILE"))?;
        let list: EdgeList = edge_list::read(input, nodes)?;
        let find = |id: &str| list.index_of(id);
        let (origins, destinations) = chosen(arguments, list.ids.len(), &find)?;
        let times = talk.following(|watch| {
            watch.step("computing travel times")?;
            Ok::<_, Error>(list.graph.travel_times(&origins, &destinations))
        })?;
        return arguments.output.table(&pairs(&list.ids, &origins, &destinations, &times), talk);
    }
    let study = talk.following(|watch| arguments.inputs.study(watch))?;
    talk.warnings(&study.findings);
    let find = |id: &str| study.cities.index_of(id);
    let (origins, destinations) = chosen(arguments, study.cities.len(), &find)?;
    let times = study.network.travel_times_between(&origins, &destinations);
    arguments.output.table(&pairs(&study.cities.ids, &origins, &destinations, &times), talk)
}

/// The origins and destinations that the lists name.
fn chosen(
    arguments: &Arguments,
    all: usize,
    find: &dyn Fn(&str) -> Option<usize>,
) -> Result<(Vec<usize>, Vec<usize>)> {
    let list = |file: &Option<PathBuf>| match file {
        Some(file) => read_list(file, find),
        None => Ok((0..all).collect()),
    };
    Ok((list(&arguments.origins)?, list(&arguments.destinations)?))
}

fn read_list(file: &Path, find: &dyn Fn(&str) -> Option<usize>) -> Result<Vec<usize>> {
    use crate::error::{Code, Finding};
    let text = std::fs::read_to_string(file).map_err(Error::read(file))?;
    let mut places = Vec::new();
    let mut findings = Vec::new();
    for (number, id) in text.lines().map(str::trim).enumerate().filter(|(_, id)| !id.is_empty()) {
        match find(id) {
            Some(place) => places.push(place),
            None => findings.push(
                Finding::new(Code::BadValue, "no place of the network has this identifier")
                    .file(file)
                    .line(number as u64 + 1)
                    .value(id),
            ),
        }
    }
    Error::if_any(&findings)?;
    Ok(places)
}

fn pairs(ids: &[String], origins: &[usize], destinations: &[usize], times: &TravelTimes) -> Vec<Column> {
    let each = || origins.iter().flat_map(|&i| destinations.iter().map(move |&j| (i, j)));
    let column = |name: &str, values: Values| Column {
        name: name.to_owned(),
        alias: Bilingual::same(name),
        unit: Bilingual::default(),
        decimals: 1,
        values,
    };
    let minutes = (0..origins.len()).flat_map(|i| times.row(i)).map(|time| time.map(|t| t.get()));
    vec![
        column("from", Values::Text(each().map(|(i, _)| Some(ids[i].clone())).collect())),
        column("to", Values::Text(each().map(|(_, j)| Some(ids[j].clone())).collect())),
        column("minutes", Values::Real(minutes.collect())),
    ]
}
