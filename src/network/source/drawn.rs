//! Drawn lines, packed, and the network that they make where they meet.

use super::pieces::{self, PASSED, Runs};
use crate::error::{Code, Error, Finding, Result};
use crate::index::{LineIndex, SpatialIndex};
use crate::network::graph::Edge;
use crate::network::snap::{Candidate, Places, by_coordinates};
use crate::reproject::Projector;
use crate::units::Metres;
use geo_types::{Coord, LineString};

/// Lines one after another.
#[derive(Debug, Clone, Default)]
pub(super) struct Drawn {
    vertices: Vec<Coord<f64>>,
    lines: Vec<Line>,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Where its vertices end; they begin where those of the line before end.
    end: u32,
    time: Time,
    runs: Runs,
    /// Whether others can join in its course, or at its ends only.
    open: bool,
}

/// How long a line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    /// From end to end, shared out by length.
    pub(super) milliseconds: u32,
    /// Added to every piece.
    pub(super) wait: u32,
}

/// Ends within `within` of each other are one node, measured on a plane.
#[derive(Clone, Copy)]
pub(super) struct Snapping<'a> {
    pub(super) within: Metres,
    /// Whether lines join wherever they cross.
    pub(super) crossings: bool,
    pub(super) projector: &'a Projector,
}

impl Drawn {
    /// Adds a line; `None` where there are 2³² − 1 vertices or more.
    pub(super) fn push(&mut self, path: &[Coord<f64>], time: Time, runs: Runs, open: bool) -> Option<()> {
        let end = u32::try_from(self.vertices.len() + path.len()).ok().filter(|&end| end < u32::MAX)?;
        self.vertices.extend_from_slice(path);
        self.lines.push(Line { end, time, runs, open });
        Some(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The nodes from west to east, then from south to north, and the edges between them.
    pub(super) fn join(mut self, snapping: Option<Snapping<'_>>) -> Result<(Vec<Coord<f64>>, Vec<Edge>)> {
        if let Some(snapping) = snapping.filter(|snapping| snapping.crossings) {
            self.cut_crossings(snapping.projector)?;
        }
        let (places, mut node_of) = self.meetings();
        let nodes = match snapping.filter(|snapping| snapping.within > Metres::ZERO) {
            Some(snapping) => {
                let (nodes, joined) = snapped(&places, snapping)?;
                let placed = node_of.iter_mut().filter(|node| **node != PASSED);
                placed.for_each(|node| *node = joined[*node as usize]);
                nodes
            }
            None => places.into_iter().map(|(at, _)| at).collect(),
        };
        let mut edges = Vec::new();
        let mut cuts = Vec::new();
        for (line, vertices) in self.each() {
            let vertices = vertices.map(|vertex| (self.vertices[vertex], node_of[vertex]));
            let time = (|_| line.time.milliseconds, line.time.wait);
            pieces::add(&mut edges, vertices, time, line.runs, &mut cuts);
        }
        Ok((nodes, edges))
    }

    /// Every line with the numbers of its vertices.
    fn each(&self) -> impl Iterator<Item = (&Line, std::ops::Range<usize>)> {
        let starts = std::iter::once(0).chain(self.lines.iter().map(|line| line.end as usize));
        self.lines.iter().zip(starts).map(|(line, start)| (line, start..line.end as usize))
    }

    /// Where lines end or share a vertex exactly as written, sorted, with whether a line passes through; and
    /// which of them each vertex is.
    fn meetings(&self) -> (Vec<(Coord<f64>, Meeting)>, Vec<u32>) {
        let mut ends = vec![false; self.vertices.len()];
        let mut sorted: Vec<u32> = Vec::new();
        for (line, vertices) in self.each() {
            let number = |vertex: usize| u32::try_from(vertex).expect("vertices were counted in u32");
            let (first, last) = (vertices.start, vertices.end - 1);
            for end in [first, last] {
                ends[end] = true;
                sorted.push(number(end));
            }
            let again = |vertex: usize| self.vertices[vertex] == self.vertices[vertex - 1];
            let course = (first + 1..last).filter(|&vertex| line.open && !again(vertex));
            sorted.extend(course.map(number));
        }
        let at = |vertex: u32| self.vertices[vertex as usize];
        sorted.sort_unstable_by(|&a, &b| by_coordinates(at(a), at(b)).then(a.cmp(&b)));
        let mut places = Vec::new();
        let mut place_of = vec![PASSED; self.vertices.len()];
        for same in sorted.chunk_by(|&a, &b| by_coordinates(at(a), at(b)).is_eq()) {
            let count = same.iter().filter(|&&vertex| ends[vertex as usize]).count();
            if count > 0 || same.len() > 1 {
                let place = u32::try_from(places.len()).expect("places are no more than vertices");
                places.push((at(same[0]), Meeting { end: count > 0, through: count < same.len() }));
                for &vertex in same {
                    place_of[vertex as usize] = place;
                }
            }
        }
        (places, place_of)
    }

    /// Gives open lines a vertex wherever they cross.
    fn cut_crossings(&mut self, projector: &Projector) -> Result<()> {
        let open: Vec<std::ops::Range<usize>> =
            self.each().filter(|(line, _)| line.open).map(|(_, vertices)| vertices).collect();
        let plane = |vertices: &std::ops::Range<usize>| {
            let path = LineString(self.vertices[vertices.clone()].to_vec());
            projector.line_to_plane(&path).ok_or_else(outside)
        };
        let planes: Vec<LineString<f64>> = open.iter().map(plane).collect::<Result<_>>()?;
        // Behind which vertex, how far on the way to the next, and where.
        let mut cuts: Vec<(usize, f64, Coord<f64>)> = Vec::new();
        for crossing in LineIndex::new(&planes).crossings() {
            let sides = [0, 1].map(|side| {
                let position = crossing.positions[side];
                let before = open[position.line].start + position.segment;
                let fraction = crossing.fractions[side];
                let vertex = match fraction {
                    0.0 => Some(before),
                    1.0 => Some(before + 1),
                    _ => None,
                };
                (before, fraction, vertex)
            });
            let (before, fraction, _) = sides[0];
            let (from, to) = (self.vertices[before], self.vertices[before + 1]);
            let written = sides.iter().find_map(|side| side.2);
            let at = written.map_or(from + (to - from) * fraction, |vertex| self.vertices[vertex]);
            for (before, fraction, vertex) in sides {
                match vertex {
                    Some(vertex) => self.vertices[vertex] = at,
                    None => cuts.push((before, fraction, at)),
                }
            }
        }
        cuts.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut all = Vec::with_capacity(self.vertices.len() + cuts.len());
        let mut cuts = cuts.into_iter().peekable();
        let mut line = 0;
        for (vertex, &at) in self.vertices.iter().enumerate() {
            all.push(at);
            while let Some((_, _, at)) = cuts.next_if(|cut| cut.0 == vertex) {
                all.push(at);
            }
            if vertex + 1 == self.lines[line].end as usize {
                self.lines[line].end = u32::try_from(all.len()).map_err(|_| too_many())?;
                line += 1;
            }
        }
        self.vertices = all;
        Ok(())
    }
}

/// How lines meet at a place.
#[derive(Debug, Clone, Copy)]
struct Meeting {
    /// One of them ends there.
    end: bool,
    /// One of them passes through.
    through: bool,
}

/// The nodes that `places` become, sorted, and the node of each place.
fn snapped(places: &[(Coord<f64>, Meeting)], snapping: Snapping<'_>) -> Result<(Vec<Coord<f64>>, Vec<u32>)> {
    let mut candidates = Vec::with_capacity(places.len());
    for &(at, meeting) in places {
        let plane = snapping.projector.to_plane(at).ok_or_else(outside)?;
        candidates.extend(meeting.end.then_some(Candidate { at, plane, end: true }));
        candidates.extend(meeting.through.then_some(Candidate { at, plane, end: false }));
    }
    let nowhere = SpatialIndex::of_points(&[]);
    let joined = Places::join(candidates, (&[], &[], &nowhere), snapping.within);
    let mut order: Vec<usize> = (0..joined.all.len()).collect();
    order.sort_by(|&a, &b| by_coordinates(joined.all[a].at, joined.all[b].at));
    let mut number = vec![PASSED; joined.all.len()];
    for (node, &place) in (0..).zip(&order) {
        number[place] = node;
    }
    let node_of = |at| number[joined.at(at).expect("every place was a candidate")];
    let nodes_of = places.iter().map(|&(at, _)| node_of(at)).collect();
    Ok((order.into_iter().map(|place| joined.all[place].at).collect(), nodes_of))
}

fn outside() -> Error {
    Finding::new(Code::NotDegrees, "a line lies outside the projection").into()
}

pub(super) fn too_many() -> Error {
    Finding::new(Code::TooMany, "the vertices are too many to number").into()
}
