//! Networks given as nodes and edges.

use super::graph::{Edge, Graph};
use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;
use geo_types::Coord;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// A graph with the identifiers and places of its nodes.
#[derive(Debug, Clone)]
pub struct EdgeList {
    /// Identifiers of the nodes, in the order of their file.
    pub ids: Vec<String>,
    /// Longitude and latitude of the nodes.
    pub at: Vec<Coord<f64>>,
    /// The graph; node `i` is the one called `ids[i]`.
    pub graph: Graph,
    /// Edges from a node to itself, which were left out.
    pub loops: usize,
    /// Edges left out because another between the same nodes, in the same direction, is as fast or faster.
    pub slower: usize,
    index: HashMap<String, usize>,
}

impl EdgeList {
    /// The node called `id`.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }
}

/// Reads nodes (`id,lon,lat`) and edges (`from,to,seconds`), CSV in UTF-8 with these names in the header, in
/// any order and among others.
///
/// # Conventions
/// An edge runs from `from` to `to` only. Seconds may have decimals; they are rounded to the millisecond. Of
/// parallel edges the fastest is kept; loops are dropped.
///
/// # Errors
/// A file that cannot be read or lacks a column, a node twice, coordinates that are not degrees, an edge to
/// an unknown node, seconds that are negative or not a number: each with its line, all in one error.
pub fn read(edges: &Path, nodes: &Path) -> Result<EdgeList> {
    let open = |path: &Path| File::open(path).map(BufReader::new).map_err(Error::read(path));
    from_csv((open(edges)?, edges), (open(nodes)?, nodes))
}

/// The three cells wanted from a row, and its line.
type Row<'a> = (u64, [&'a [u8]; 3]);

/// One table: its rows, and the columns wanted from each.
struct Table<R> {
    reader: csv::Reader<R>,
    columns: [usize; 3],
    row: csv::ByteRecord,
}

impl<R: Read> Table<R> {
    fn new(input: R, path: &Path, names: [&str; 3]) -> Result<Self> {
        let mut reader = csv::Reader::from_reader(input);
        let header = reader.byte_headers().map_err(|e| broken(e, path))?.clone();
        let named = |name: &str| {
            let is = |cell: &[u8]| cell.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(cell) == name.as_bytes();
            header.iter().position(is)
        };
        let mut absent = Vec::new();
        let columns = names.map(|name| {
            named(name).unwrap_or_else(|| {
                let finding = Finding::new(Code::MissingField, "the table lacks a column").file(path);
                let hint = format!("the header must name `{}`", names.join(","));
                absent.push(finding.field(name).hint(hint));
                0
            })
        });
        Error::if_any(&absent)?;
        Ok(Self { reader, columns, row: csv::ByteRecord::new() })
    }

    /// The line and the three cells of the next row.
    fn next(&mut self, path: &Path) -> Result<Option<Row<'_>>> {
        if !self.reader.read_byte_record(&mut self.row).map_err(|e| broken(e, path))? {
            return Ok(None);
        }
        let line = self.row.position().map_or(0, csv::Position::line);
        Ok(Some((line, self.columns.map(|column| self.row[column].trim_ascii()))))
    }
}

fn broken(error: csv::Error, path: &Path) -> Error {
    let line = error.position().map(csv::Position::line);
    let what = match error.into_kind() {
        csv::ErrorKind::Io(source) => return Error::read(path)(source),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} cells, the header {expected_len}")
        }
        _ => "the row cannot be read".to_owned(),
    };
    let finding = Finding::new(Code::BadCsv, what).file(path);
    line.map_or(finding.clone(), |line| finding.line(line)).into()
}

fn number(cell: &[u8]) -> Option<f64> {
    std::str::from_utf8(cell).ok()?.parse().ok().filter(|value: &f64| value.is_finite())
}

fn from_csv<R: Read, S: Read>(edges: (R, &Path), nodes: (S, &Path)) -> Result<EdgeList> {
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let mut findings = Vec::new();
    let (mut ids, mut at, mut index) = (Vec::new(), Vec::new(), HashMap::new());
    let mut table = Table::new(nodes.0, nodes.1, ["id", "lon", "lat"])?;
    while let Some((line, [id, lon, lat])) = table.next(nodes.1)? {
        let id = text(id);
        let place = |finding: Finding| finding.file(nodes.1).line(line).id(&id);
        let mut degrees = |cell: &[u8], field: &str, most: f64| {
            number(cell).filter(|value| value.abs() <= most).unwrap_or_else(|| {
                let finding = Finding::new(Code::NotDegrees, "the value is not in degrees").value(text(cell));
                findings.push(place(finding.field(field)));
                0.0
            })
        };
        at.push(Coord { x: degrees(lon, "lon", 180.0), y: degrees(lat, "lat", 90.0) });
        if id.is_empty() {
            findings.push(place(Finding::new(Code::MissingId, "the node has no identifier")));
        } else if index.insert(id.clone(), ids.len()).is_some() {
            findings.push(place(Finding::new(Code::DuplicateId, "another node has the same identifier")));
        }
        ids.push(id);
    }
    let mut list: Vec<Edge> = Vec::new();
    let mut loops = 0;
    let mut table = Table::new(edges.0, edges.1, ["from", "to", "seconds"])?;
    while let Some((line, [from, to, seconds])) = table.next(edges.1)? {
        let place = |finding: Finding| finding.file(edges.1).line(line);
        let mut node = |cell: &[u8], field: &str| {
            let known = std::str::from_utf8(cell).ok().and_then(|id| index.get(id)).copied();
            if known.is_none() {
                let finding = Finding::new(Code::UnmatchedEdge, "the edge names a node that is not there");
                findings.push(place(finding.field(field).value(text(cell))));
            }
            known.and_then(|node| u32::try_from(node).ok())
        };
        let (tail, head) = (node(from, "from"), node(to, "to"));
        let time = number(seconds)
            .and_then(|seconds| Minutes::checked(seconds / 60.0))
            .and_then(Minutes::to_milliseconds);
        if time.is_none() {
            let what = "seconds must be a number from 0 to 49 days";
            findings.push(place(Finding::new(Code::BadValue, what).field("seconds").value(text(seconds))));
        }
        match (tail, head, time) {
            (Some(tail), Some(head), Some(_)) if tail == head => loops += 1,
            (Some(tail), Some(head), Some(milliseconds)) => list.push(Edge { tail, head, milliseconds }),
            _ => {}
        }
    }
    Error::if_any(&findings)?;
    let all = list.len();
    list.sort_unstable_by_key(|edge| (edge.tail, edge.head, edge.milliseconds));
    list.dedup_by_key(|edge| (edge.tail, edge.head));
    let graph = Graph::new(ids.len(), &list).map_err(|error| match error {
        Error::Input(findings) => Error::Input(findings.into_iter().map(|f| f.file(edges.1)).collect()),
        other => other,
    })?;
    Ok(EdgeList { ids, at, graph, loops, slower: all - list.len(), index })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODES: &str = "id,lon,lat\na,116.4,39.9\nb,117.2,39.1\n003,121.5,31.2\n";

    fn read(edges: &str, nodes: &str) -> Result<EdgeList> {
        from_csv((edges.as_bytes(), Path::new("edges.csv")), (nodes.as_bytes(), Path::new("nodes.csv")))
    }

    #[test]
    fn the_fastest_of_parallel_edges_is_kept() {
        let list = read("seconds,from,to\n90,a,b\n60.0005,a,b\n5,b,b\n1,b,003\n", NODES).unwrap();
        assert_eq!((list.loops, list.slower, list.graph.edges()), (1, 1, 2));
        let [a, last] = ["a", "003"].map(|id| list.index_of(id).unwrap());
        let times = list.graph.travel_times(&[a, last], &[a, last]);
        assert_eq!(times.milliseconds(0, 1), Some(61_001));
        assert_eq!(times.milliseconds(1, 0), None);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error = read("from,to,seconds\na,x,5\na,b,-1\nb,a,NaN\nb,a,1e12\n", NODES).unwrap_err();
        assert_eq!(
            error.to_string(),
            "edges.csv: line 2: field `to`: the edge names a node that is not there: `x` [E-NET-009]\n  \
             edges.csv: line 3: field `seconds`: seconds must be a number from 0 to 49 days: `-1` [E-FIELD-004]\n  \
             edges.csv: line 4: field `seconds`: seconds must be a number from 0 to 49 days: `NaN` [E-FIELD-004]\n  \
             edges.csv: line 5: field `seconds`: seconds must be a number from 0 to 49 days: `1e12` [E-FIELD-004]"
        );
        let error = read("from,to,seconds\n", "id,lon,lat\na,500000,39\na,0,0\n,0,91\n").unwrap_err();
        assert_eq!(error.to_string().lines().count(), 4);
        assert!(read("from,to\n", NODES).unwrap_err().to_string().contains("field `seconds`"));
        assert!(read("from,to,seconds\na,b\n", NODES).unwrap_err().to_string().contains("2 cells"));
    }
}
