//! Drawn lines, the places on them, and the pieces between.

use super::snap::{Candidate, Places};
use crate::error::{Code, Finding};
use crate::index::LineIndex;
use crate::layer::Corridors;
use crate::reproject::Projector;
use geo::{Distance, Geodesic};
use geo_types::{Coord, LineString, Point};

/// The corridors of one family, as written and in metres.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    /// Index of the corridor of each line.
    pub(super) corridors: Vec<usize>,
    pub(super) paths: Vec<&'a LineString<f64>>,
    pub(super) planes: Vec<LineString<f64>>,
    /// Whether others can join in the course of the line, or at its ends only.
    pub(super) open: Vec<bool>,
    /// Where each line is to be cut, its ends included; sorted once the places are known.
    cuts: Vec<Vec<Cut>>,
}

/// A point on a line that is a place, or will be.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Number of the vertex, plus the fraction of the stretch that follows.
    along: f64,
    at: Coord<f64>,
    place: usize,
}

/// A piece of a line between two places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where it begins and ends, as shares of the line's length.
    pub(super) shares: [f64; 2],
}

/// Not a place yet.
const UNPLACED: usize = usize::MAX;

impl<'a> Lines<'a> {
    pub(super) fn new(
        corridors: &'a Corridors,
        chosen: &[(usize, bool)],
        projector: &Projector,
    ) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut lines = Self {
            corridors: Vec::new(),
            paths: Vec::new(),
            planes: Vec::new(),
            open: Vec::new(),
            cuts: Vec::new(),
        };
        for &(corridor, open) in chosen {
            let path = &corridors.paths[corridor];
            let at = |finding| super::times::at_corridor(finding, corridors, corridor);
            if path.0.len() < 2 {
                findings.push(at(Finding::new(Code::ZeroLength, "the line has fewer than two positions")));
            } else if let Some(plane) = projector.line_to_plane(path) {
                lines.corridors.push(corridor);
                lines.paths.push(path);
                lines.planes.push(plane);
                lines.open.push(open);
                lines.cuts.push(Vec::new());
            } else {
                findings.push(at(Finding::new(Code::NotDegrees, "the line lies outside the projection")));
            }
        }
        if findings.is_empty() { Ok(lines) } else { Err(findings) }
    }

    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }

    /// The first and the last vertex of a line.
    pub(super) fn ends(&self, line: usize) -> [usize; 2] {
        [0, self.paths[line].0.len() - 1]
    }

    /// Marks the ends, the vertices that lines share and, if `crossings`, the points where they cross; gives
    /// them as candidates for places.
    pub(super) fn mark(&mut self, index: Option<&LineIndex>) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for line in 0..self.len() {
            for vertex in self.ends(line) {
                self.mark_vertex(line, vertex, true, &mut candidates);
            }
        }
        for (line, vertex) in self.shared_vertices() {
            self.mark_vertex(line, vertex, false, &mut candidates);
        }
        for crossing in index.map(LineIndex::crossings).unwrap_or_default() {
            let [a, b] = [0, 1].map(|i| (crossing.positions[i], crossing.fractions[i]));
            if !self.open[a.0.line] || !self.open[b.0.line] {
                continue;
            }
            let vertices = [a, b].map(|(position, fraction)| match fraction {
                0.0 => Some(position.segment),
                1.0 => Some(position.segment + 1),
                _ => None,
            });
            // A vertex keeps its coordinates as written, so that it remains one place with what else is there.
            let written = |i: usize| vertices[i].map(|v| self.paths[[a, b][i].0.line].0[v]);
            let at = written(0).or(written(1)).unwrap_or_else(|| {
                let stretch = &self.paths[a.0.line].0[a.0.segment..];
                stretch[0] + (stretch[1] - stretch[0]) * a.1
            });
            let stretch = &self.planes[a.0.line].0[a.0.segment..];
            let plane = stretch[0] + (stretch[1] - stretch[0]) * a.1;
            for ((position, fraction), vertex) in [a, b].into_iter().zip(vertices) {
                let is_end = vertex.is_some_and(|v| self.ends(position.line).contains(&v));
                let along = vertex.map_or(position.segment as f64 + fraction, |v| v as f64);
                if !is_end {
                    self.cuts[position.line].push(Cut { along, at, place: UNPLACED });
                    candidates.push(Candidate { at, plane, end: false });
                }
            }
        }
        candidates
    }

    fn mark_vertex(&mut self, line: usize, vertex: usize, end: bool, candidates: &mut Vec<Candidate>) {
        let at = self.paths[line].0[vertex];
        self.cuts[line].push(Cut { along: vertex as f64, at, place: UNPLACED });
        candidates.push(Candidate { at, plane: self.planes[line].0[vertex], end });
    }

    /// Vertices in the course of open lines that another line, or the same one again, has exactly as written.
    fn shared_vertices(&self) -> Vec<(usize, usize)> {
        let mut vertices: Vec<([u64; 2], usize, usize)> = Vec::new();
        for (line, path) in self.paths.iter().enumerate() {
            for (vertex, c) in path.0.iter().enumerate() {
                let twice = vertex > 0 && path.0[vertex - 1] == *c;
                if !twice && (self.open[line] || self.ends(line).contains(&vertex)) {
                    vertices.push(([c.x, c.y].map(|v| (v + 0.0).to_bits()), line, vertex));
                }
            }
        }
        vertices.sort_unstable();
        let shared = vertices.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).flatten();
        let shared = shared.map(|&(_, line, vertex)| (line, vertex));
        shared.filter(|&(line, vertex)| !self.ends(line).contains(&vertex)).collect()
    }

    /// Gives every mark its place.
    pub(super) fn place(&mut self, places: &Places) {
        for cut in self.cuts.iter_mut().flatten().filter(|cut| cut.place == UNPLACED) {
            cut.place = places.at(cut.at).expect("every mark was a candidate for a place");
        }
        for cuts in &mut self.cuts {
            cuts.sort_by(|a, b| a.along.total_cmp(&b.along));
        }
    }

    /// Puts `line` at `place` where it is vertex-and-fraction `along`, before the other marks have their places.
    pub(super) fn put(&mut self, line: usize, along: f64, place: usize) {
        if let Some(cut) = self.cuts[line].iter_mut().find(|cut| cut.along.total_cmp(&along).is_eq()) {
            cut.place = place;
            return;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a vertex number")]
        let segment = (along as usize).min(self.paths[line].0.len() - 2);
        let at = self.lonlat(line, segment, along - segment as f64);
        self.cuts[line].push(Cut { along, at, place });
    }

    /// The marks at vertices that have no place yet, as candidates for one.
    pub(super) fn unplaced(&self) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for line in 0..self.len() {
            for cut in self.cuts[line].iter().filter(|cut| cut.place == UNPLACED) {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a vertex number"
                )]
                let vertex = cut.along as usize;
                let end = self.ends(line).contains(&vertex);
                candidates.push(Candidate { at: cut.at, plane: self.planes[line].0[vertex], end });
            }
        }
        candidates
    }

    /// The places at the first and the last vertex of a line.
    pub(super) fn end_places(&self, line: usize) -> [usize; 2] {
        let cuts = &self.cuts[line];
        [cuts[0].place, cuts[cuts.len() - 1].place]
    }

    /// The places of a line, from its beginning.
    pub(super) fn places(&self, line: usize) -> impl Iterator<Item = usize> {
        self.cuts[line].iter().map(|cut| cut.place)
    }

    /// The place at vertex-and-fraction `along`, if the line is cut there.
    pub(super) fn place_at(&self, line: usize, along: f64) -> Option<usize> {
        self.cuts[line].iter().find(|cut| cut.along.total_cmp(&along).is_eq()).map(|cut| cut.place)
    }

    /// Cuts `line` at vertex-and-fraction `along` too.
    pub(super) fn cut(&mut self, line: usize, along: f64, at: Coord<f64>, place: usize) {
        let cuts = &mut self.cuts[line];
        let next = cuts.partition_point(|cut| cut.along <= along);
        cuts.insert(next, Cut { along, at, place });
    }

    /// Longitude and latitude at vertex `segment` plus `fraction` of the stretch that follows.
    pub(super) fn lonlat(&self, line: usize, segment: usize, fraction: f64) -> Coord<f64> {
        let stretch = &self.paths[line].0[segment..];
        stretch[0] + (stretch[1] - stretch[0]) * fraction
    }

    /// The pieces of `line` between its places, by geodesic length; a piece that leads back to its own place
    /// is left out.
    pub(super) fn pieces(&self, line: usize) -> Vec<Piece> {
        let cuts = &self.cuts[line];
        let shares = if cuts.len() == 2 { vec![0.0, 1.0] } else { self.shares(line) };
        let pieces = cuts.windows(2).zip(shares.windows(2));
        pieces
            .map(|(ends, shares)| Piece {
                from: ends[0].place,
                to: ends[1].place,
                shares: [shares[0], shares[1]],
            })
            .filter(|piece| piece.from != piece.to)
            .collect()
    }

    /// The share of the line's length before each cut.
    fn shares(&self, line: usize) -> Vec<f64> {
        let mut before = vec![0.0];
        let stretches = self.paths[line].lines();
        for stretch in stretches {
            let length = Geodesic.distance(Point(stretch.start), Point(stretch.end));
            before.push(before[before.len() - 1] + length);
        }
        let whole = before[before.len() - 1];
        let share = |cut: &Cut| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a vertex number")]
            let vertex = (cut.along as usize).min(before.len() - 1);
            let next = before[(vertex + 1).min(before.len() - 1)];
            let length = before[vertex] + (next - before[vertex]) * (cut.along - vertex as f64);
            if whole > 0.0 { length / whole } else { 0.0 }
        };
        let mut shares: Vec<f64> = self.cuts[line].iter().map(share).collect();
        // All of a line without length lies before its end.
        *shares.last_mut().expect("a line is cut at its ends") = 1.0;
        shares
    }
}
