//! From what a road network is read.
//!
//! # Forms
//! | source | what it holds | nodes are called |
//! |---|---|---|
//! | `edges.csv` with `nodes.csv` | edges as `from,to,seconds`, nodes as `id,lon,lat`: CSV in UTF-8 with these names in the header, in any order and among others | as in the file |
//! | `lines.geojson` | lines with `minutes`, or with `speed_kmh`; by [rules](SourceOptions::rules) also with `mode` and `design_kmh`; `oneway`, `length_km`, `status` and `routed` as in a study | by their running number |
//! | `roads.osm.pbf` | OpenStreetMap ways and nodes, by a [profile](SourceOptions::profile); needs the feature `osm` | as in OpenStreetMap |
//!
//! Tables and lines may be packed with gzip, which is seen from the content. The form is seen from the name, or
//! from the content where the name says nothing, as with `-`, standard input.
//!
//! # Conventions
//! An edge runs from `from` to `to` only. Seconds may have decimals; they are rounded to the nearest millisecond,
//! halves up. Zero seconds are a time. Of parallel edges the fastest is kept; loops are dropped; both are
//! counted. Nodes of a table stand in the order of their file.
//!
//! Lines begin and end at nodes, and meet at nodes where they share a vertex exactly as written; elsewhere they
//! pass over each other. With rules, ends within `snap_m` of each other are one node too, `join = "crossings"`
//! joins roads wherever they cross, ferries join at their ends only and cost their `wait_min`, and railways are
//! left out, which is said. A piece between two nodes takes its share of the line's time by geodesic length; all
//! pieces add up to the whole. Nodes are numbered from 1, from west to east and, on one meridian, from south to
//! north: the order of the file changes nothing, but a new line may change the numbers.
//!
//! # Memory
//! Of a table, the columns named above stay in memory, packed: about 50 bytes an edge while it is read. Of lines,
//! 16 bytes a vertex and 20 a line, then 8 bytes a vertex to find where they meet; never the document.

mod drawn;
mod edge_list;
mod geojson;
mod input;
#[cfg(feature = "osm")]
mod osm;
mod pieces;

use super::parts;
use super::road_network::RoadNetwork;
use super::rules::NetworkRules;
use crate::error::{Code, Error, Finding, Result};
use crate::reproject::Crs;
use input::Input;
use std::path::{Path, PathBuf};

/// What to read, and how.
#[derive(Debug, Clone, Default)]
pub struct SourceOptions {
    /// The source; `-` is standard input.
    pub source: PathBuf,
    /// The nodes of an edge list, which needs them.
    pub nodes: Option<PathBuf>,
    /// How fast lines are by their mode, and how they join; without rules every line must say how fast it is.
    pub rules: Option<NetworkRules>,
    /// The plane on which `snap_m` of the rules is measured; Albers of China where nothing else is said.
    pub crs: Crs,
    /// A profile of speeds for OpenStreetMap roads; the one that comes with jingwei where absent.
    pub profile: Option<PathBuf>,
}

/// The form of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Table,
    Lines,
    Osm,
}

pub(super) fn read(options: &SourceOptions) -> Result<RoadNetwork> {
    let path = &options.source;
    let named = by_name(path)?;
    let mut input = Input::open(path)?;
    let form = match named {
        Some(form) => form,
        None => by_content(input.beginning()?)
            .ok_or_else(|| unknown(path, "neither its name nor its content tells what it holds"))?,
    };
    let unheard = [
        (
            options.nodes.is_some() && form != Form::Table,
            "--nodes",
            "only an edge list takes a table of nodes",
        ),
        (options.rules.is_some() && form != Form::Lines, "--rules", "only lines take rules"),
        (
            options.profile.is_some() && form != Form::Osm,
            "--profile",
            "only OpenStreetMap roads take a profile",
        ),
    ];
    if let Some((_, flag, what)) = unheard.into_iter().find(|(given, _, _)| *given) {
        return Err(Error::usage(Finding::new(Code::BadArgument, what).value(flag).hint("leave it out")));
    }
    match form {
        Form::Table => edge_list::read(input, options),
        Form::Lines => geojson::read(input, options),
        Form::Osm => read_osm(input, options),
    }
}

#[cfg(feature = "osm")]
use osm::read as read_osm;

#[cfg(not(feature = "osm"))]
fn read_osm(input: Input, _: &SourceOptions) -> Result<RoadNetwork> {
    let what = "this jingwei was built without OpenStreetMap";
    let hint = "build it with `cargo install --path . --features osm`";
    Err(Finding::new(Code::UnknownSource, what).file(input.path()).hint(hint).into())
}

/// The form that the name tells, if it tells one.
fn by_name(path: &Path) -> Result<Option<Form>> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    Ok(match plain.rsplit_once('.').map(|(_, extension)| extension) {
        Some("csv") => Some(Form::Table),
        Some("geojson" | "json") => Some(Form::Lines),
        Some("pbf") => Some(Form::Osm),
        Some("toml") => {
            let finding = unknown_finding(path, "a study is no road network of its own");
            return Err(finding
                .hint("name its lines and take their speeds from it: `LINES --rules STUDY`")
                .into());
        }
        Some("osm" | "bz2") => {
            let finding = unknown_finding(path, "of OpenStreetMap, only the form .osm.pbf is read");
            return Err(finding.hint("convert it, with osmium: `osmium cat FILE -o roads.osm.pbf`").into());
        }
        Some("gpkg" | "shp" | "gml" | "kml" | "parquet" | "xlsx" | "zip") => {
            return Err(unknown(path, "a file of this kind is not read"));
        }
        _ => None,
    })
}

/// The form that the content tells by how it begins.
fn by_content(beginning: &[u8]) -> Option<Form> {
    let text = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning).trim_ascii_start();
    if text.starts_with(b"{") || text.starts_with(b"[") {
        return Some(Form::Lines);
    }
    if beginning.get(4..).is_some_and(|rest| rest.starts_with(b"\x0A\x09OSMHeader")) {
        return Some(Form::Osm);
    }
    let header = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let names = |name: &[u8]| header.split(|byte| *byte == b',').any(|cell| cell.trim_ascii() == name);
    (names(b"from") && names(b"to") && names(b"seconds")).then_some(Form::Table)
}

fn unknown_finding(path: &Path, what: &str) -> Finding {
    Finding::new(Code::UnknownSource, what).file(path)
}

fn unknown(path: &Path, what: &str) -> Error {
    unknown_finding(path, what).into()
}

/// The word about a network that falls into parts.
fn connection(network: &RoadNetwork) -> Option<Finding> {
    let (part, parts) = parts::strong(network.router.graph());
    if parts < 2 {
        return None;
    }
    let mut sizes = vec![0_usize; parts as usize];
    for &part in &part {
        sizes[part as usize] += 1;
    }
    let outside = part.len() - sizes.into_iter().max().unwrap_or_default();
    let what = format!(
        "{outside} of {} nodes lie outside the largest of {parts} parts in which every node reaches every other",
        part.len()
    );
    Some(
        Finding::new(Code::Disconnected, what)
            .hint("nothing was left out; between parts there may be no trip"),
    )
}

#[cfg(test)]
mod tests;
