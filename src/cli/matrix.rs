//! `jingwei matrix`: travel times from everywhere to everywhere.

use super::inputs::{Inputs, is_study};
use super::output::Output;
use super::sink::extension;
use super::talk::Talk;
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Column};
use crate::layer::{Table, Values, read_layer, text};
use crate::network::{RoadNetwork, SourceOptions, TravelTimes};
use crate::units::Minutes;
use clap::Args;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Travel times between cities of a study, or between nodes of an edge list
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei matrix geodata/toy/study.toml -o times.csv
  jingwei matrix geodata/toy/study.toml --origins geodata/toy/clusters.csv
  jingwei matrix geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --destinations geodata/toy/clusters.csv

One row a pair: from, to, minutes; a pair without a path has no minutes. An edge list holds from,to,seconds, \
its nodes id,lon,lat. Origins and destinations stand in a .csv or .geojson with the field --id, or in any \
other file with one identifier a line; `-` is standard input.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Nodes of an edge list
    #[arg(long, value_name = "FILE")]
    nodes: Option<PathBuf>,
    /// Identifiers of the origins; all places where absent
    #[arg(long, value_name = "FILE")]
    origins: Option<PathBuf>,
    /// Identifiers of the destinations; all places where absent
    #[arg(long, value_name = "FILE")]
    destinations: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let input = arguments.inputs.file();
    if !is_study(input) && extension(input) == "csv" {
        let options = SourceOptions {
            source: input.to_owned(),
            nodes: arguments.nodes.clone(),
            ..SourceOptions::default()
        };
        let roads = RoadNetwork::read(&options)?;
        talk.warnings(&roads.findings);
        let find = |id: &str| roads.index_of(id);
        let (origins, destinations) = chosen(arguments, roads.len(), &find)?;
        let times = talk.following(|watch| {
            watch.step("computing travel times")?;
            Ok::<_, Error>(roads.router.travel_times(&origins, &destinations))
        })?;
        let ids: Vec<String> = roads.ids.iter().map(str::to_owned).collect();
        return arguments.output.table(&pairs(&ids, &origins, &destinations, &times), talk);
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
        Some(file) => read_list(file, arguments.inputs.id(), find),
        None => Ok((0..all).collect()),
    };
    Ok((list(&arguments.origins)?, list(&arguments.destinations)?))
}

/// The places that `file` lists, each once, in its order.
fn read_list(file: &Path, id: &str, find: &dyn Fn(&str) -> Option<usize>) -> Result<Vec<usize>> {
    let (mut places, mut known) = (Vec::new(), HashSet::new());
    let mut findings = Vec::new();
    for (line, name) in identifiers(file, id)? {
        match find(&name) {
            Some(place) if known.insert(place) => places.push(place),
            Some(_) => {}
            None => {
                let what = "no place of the network has this identifier";
                let finding = Finding::new(Code::UnmatchedPlace, what).file(file).value(name);
                findings.push(line.map_or(finding.clone(), |line| finding.line(line)));
            }
        }
    }
    Error::if_any(&findings)?;
    Ok(places)
}

/// The identifiers in `file` with their lines, where it has lines.
fn identifiers(file: &Path, id: &str) -> Result<Vec<(Option<u64>, String)>> {
    match extension(file).as_str() {
        "csv" => {
            let table = Table::read(file)?;
            let cells = table.cells(id)?.iter().map(|cell| cell.trim().to_owned());
            Ok(table.lines.iter().copied().map(Some).zip(cells).collect())
        }
        "geojson" | "json" => {
            let layer = read_layer(file)?;
            Error::if_any(&layer.findings)?;
            let ids = layer.fields.texts(id, file)?;
            Ok(ids.into_iter().flatten().map(|id| (None, id)).collect())
        }
        _ => {
            let (text, _) = text::decode(&text::whole(file)?, file)?;
            let ids = (1..).map(Some).zip(text.lines().map(|line| line.trim().to_owned()));
            Ok(ids.filter(|(_, id)| !id.is_empty()).collect())
        }
    }
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
    let minutes = (0..origins.len()).flat_map(|i| times.row(i)).map(|time| time.map(Minutes::get));
    vec![
        column("from", Values::Text(each().map(|(i, _)| Some(ids[i].clone())).collect())),
        column("to", Values::Text(each().map(|(_, j)| Some(ids[j].clone())).collect())),
        column("minutes", Values::Real(minutes.collect())),
    ]
}
