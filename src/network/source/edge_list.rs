//! Nodes and edges as tables.

use super::SourceOptions;
use super::input::{Input, failed};
use crate::error::{Code, Error, Finding, Result};
use crate::network::graph::Edge;
use crate::network::ids::{Finder, Ids, IdsBuilder};
use crate::network::road_network::{RoadNetwork, SourceFile};
use crate::units::Minutes;
use geo_types::Coord;
use std::path::Path;

#[cfg(test)]
mod tests;

/// Reads `edges` and the node table that the options name.
pub(super) fn read(edges: Input, options: &SourceOptions) -> Result<RoadNetwork> {
    let Some(nodes) = &options.nodes else {
        let finding = Finding::new(Code::BadArgument, "an edge list wants its nodes");
        return Err(Error::usage(finding.value("--nodes FILE").hint("name the table of `id,lon,lat`")));
    };
    if nodes == Path::new("-") && edges.path() == Path::new("-") {
        let finding = Finding::new(Code::BadArgument, "edges and nodes cannot both stand on standard input");
        return Err(Error::usage(finding.value("--nodes -").hint("write one of them to a file")));
    }
    from_tables(edges, Input::open(nodes)?)
}

fn from_tables(edges: Input, nodes: Input) -> Result<RoadNetwork> {
    let mut findings = Vec::new();
    let paths = [edges.path().to_owned(), nodes.path().to_owned()];
    let mut table = Table::new(nodes, ["id", "lon", "lat"])?;
    let (ids, at) = read_nodes(&mut table, &paths[1], &mut findings)?;
    let nodes = table.finish()?;
    let mut table = Table::new(edges, ["from", "to", "seconds"])?;
    let list = read_edges(&mut table, &paths[0], &ids, &mut findings)?;
    let edges = table.finish()?;
    Error::if_any(&findings)?;
    if ids.is_empty() {
        return Err(Finding::new(Code::EmptyNetwork, "the table holds no node").file(&paths[1]).into());
    }
    RoadNetwork::of_edges((ids, at), list, vec![edges, nodes])
}

fn read_nodes(table: &mut Table, path: &Path, findings: &mut Vec<Finding>) -> Result<(Ids, Vec<Coord<f64>>)> {
    let (mut ids, mut at, mut lines) = (IdsBuilder::default(), Vec::new(), Vec::new());
    while let Some((line, [id, lon, lat])) = table.next()? {
        let place = |finding: Finding| {
            let finding = finding.file(path).line(line);
            if id.is_empty() { finding } else { finding.id(text(id)) }
        };
        let mut degrees = |cell: &[u8], field: &str, most: f64| {
            number(cell).filter(|value| value.abs() <= most).unwrap_or_else(|| {
                let finding = Finding::new(Code::NotDegrees, "the value is not in degrees").value(text(cell));
                findings.push(place(finding.field(field)));
                0.0
            })
        };
        at.push(Coord { x: degrees(lon, "lon", 180.0), y: degrees(lat, "lat", 90.0) });
        let known = std::str::from_utf8(id).unwrap_or_else(|_| {
            findings.push(place(Finding::new(Code::BadText, "the identifier is not UTF-8")));
            ""
        });
        if id.is_empty() {
            findings.push(place(Finding::new(Code::MissingId, "the node has no identifier")));
        }
        if ids.push(known).is_none() {
            return Err(place(Finding::new(Code::TooMany, "the nodes are too many to number")).into());
        }
        lines.push(line);
    }
    at.shrink_to_fit();
    let ids = ids.finish();
    for node in ids.duplicates().into_iter().filter(|&node| !ids.get(node).is_empty()) {
        let first = ids.index_of(ids.get(node)).expect("the identifier was just read");
        let what = format!("the node on line {} has the same identifier", lines[first]);
        findings.push(Finding::new(Code::DuplicateId, what).file(path).line(lines[node]).id(ids.get(node)));
    }
    findings.sort_by_key(|finding| finding.place.line);
    Ok((ids, at))
}

fn read_edges(table: &mut Table, path: &Path, ids: &Ids, findings: &mut Vec<Finding>) -> Result<Vec<Edge>> {
    let finder = Finder::new(ids);
    let mut list = Vec::new();
    // Edges mostly stand by the node where they begin.
    let (mut last, mut last_node) = (Vec::new(), None);
    while let Some((line, [from, to, seconds])) = table.next()? {
        let place = |finding: Finding| finding.file(path).line(line);
        let unknown = |cell: &[u8], field: &str| {
            let finding = Finding::new(Code::UnmatchedEdge, "the edge names a node that is not there");
            place(finding.field(field).value(text(cell)))
        };
        if last_node.is_none() || last != from {
            last.clear();
            last.extend_from_slice(from);
            last_node = finder.find(from);
        }
        let (tail, head, time) = (last_node, finder.find(to), milliseconds(seconds));
        if let (Some(tail), Some(head), Some(milliseconds)) = (tail, head, time) {
            list.push(Edge { tail, head, milliseconds });
            continue;
        }
        if tail.is_none() {
            findings.push(unknown(from, "from"));
        }
        if head.is_none() {
            findings.push(unknown(to, "to"));
        }
        if time.is_none() {
            let what = "seconds must be a number from 0 to 49 days";
            findings.push(place(Finding::new(Code::BadValue, what).field("seconds").value(text(seconds))));
        }
    }
    Ok(list)
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

fn number(cell: &[u8]) -> Option<f64> {
    std::str::from_utf8(cell).ok()?.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The nearest whole number of milliseconds, halves away from zero; `None` below zero and from 49 days on.
fn milliseconds(seconds: &[u8]) -> Option<u32> {
    let plain =
        whole_milliseconds(seconds).map(|whole| u32::try_from(whole).ok().filter(|&time| time < u32::MAX));
    plain.unwrap_or_else(|| {
        number(seconds)
            .and_then(|seconds| Minutes::checked(seconds / 60.0))
            .and_then(Minutes::to_milliseconds)
    })
}

/// The milliseconds of seconds written plainly with at most three decimals, which nothing has to round; `None`
/// for others.
fn whole_milliseconds(seconds: &[u8]) -> Option<u64> {
    let (mut value, mut decimals, mut point) = (0_u64, 0, false);
    if seconds.len() > 12 || !seconds.first()?.is_ascii_digit() {
        return None;
    }
    for &byte in seconds {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + u64::from(byte - b'0');
                decimals += u32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    Some(value * 10_u64.pow(3_u32.checked_sub(decimals)?))
}

/// The line and the three cells wanted from a row.
type Row<'a> = (u64, [&'a [u8]; 3]);

/// One table: its rows, and the columns wanted from each.
struct Table {
    reader: csv::Reader<Input>,
    columns: [usize; 3],
    row: csv::ByteRecord,
}

impl Table {
    fn new(input: Input, names: [&str; 3]) -> Result<Self> {
        let path = input.path().to_owned();
        let mut reader = csv::Reader::from_reader(input);
        let header = reader.byte_headers().map_err(|error| broken(error, &path))?.clone();
        let named = |name: &str| {
            let is = |cell: &[u8]| cell.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(cell) == name.as_bytes();
            header.iter().position(is)
        };
        let mut absent = Vec::new();
        let columns = names.map(|name| {
            named(name).unwrap_or_else(|| {
                let finding = Finding::new(Code::MissingField, "the table lacks a column").file(&path);
                let hint = format!("the header must name `{}`", names.join(","));
                absent.push(finding.field(name).hint(hint));
                0
            })
        });
        Error::if_any(&absent)?;
        Ok(Self { reader, columns, row: csv::ByteRecord::new() })
    }

    fn next(&mut self) -> Result<Option<Row<'_>>> {
        match self.reader.read_byte_record(&mut self.row) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(broken(error, self.reader.get_ref().path())),
        }
        let line = self.row.position().map_or(0, csv::Position::line);
        Ok(Some((line, self.columns.map(|column| self.row[column].trim_ascii()))))
    }

    fn finish(self) -> Result<SourceFile> {
        self.reader.into_inner().finish()
    }
}

fn broken(error: csv::Error, path: &Path) -> Error {
    let line = error.position().map(csv::Position::line);
    let what = match error.into_kind() {
        csv::ErrorKind::Io(source) => return failed(path, source),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} cells, the header {expected_len}")
        }
        _ => "the row cannot be read".to_owned(),
    };
    let finding = Finding::new(Code::BadCsv, what).file(path);
    line.map_or(finding.clone(), |line| finding.line(line)).into()
}
