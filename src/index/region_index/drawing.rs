//! Polygons drawn into the grid of a region index, one after the other.

use super::super::grid::{Grid, short};
use super::super::side::{Orientation, side};
use super::{HOLE, NONE, Part, edge_with_side, edges_of, moved_side, rings_of};
use geo_types::{Coord, LineString, Polygon};

pub(super) struct Drawing<'a> {
    grid: &'a Grid,
    pub(super) vertices: Vec<Coord<f64>>,
    pub(super) edges: Vec<u32>,
    pub(super) covers: Vec<u32>,
    /// The parts with their cells.
    pub(super) placed: Vec<(u32, Part)>,
    /// Of the ring at hand, the cells with the edges that pass through them.
    passed: Vec<(u32, u32)>,
    /// Of the ring at hand, the first cell of a row whose centre lies on the right of an edge that passes the row's middle,
    /// and how much oftener the ring winds around it than around that before it.
    turns: Vec<(u32, i32)>,
    /// What the ring at hand leaves in the grid.
    spans: Vec<Span>,
    /// What the rings of a polygon with holes leave in each cell, the rings numbered from the outline's 0.
    layers: Vec<(u32, u32, Part)>,
}

/// Cells of one row in which a ring has the same part.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: u32,
    /// The first beyond.
    end: u32,
    part: Part,
}

impl<'a> Drawing<'a> {
    pub(super) fn over(grid: &'a Grid, vertices: usize) -> Self {
        assert!(vertices < 1 << 31, "fewer than 2³¹ vertices");
        short(grid.len());
        Self {
            grid,
            vertices: Vec::with_capacity(vertices),
            edges: Vec::with_capacity(2 * vertices),
            covers: vec![NONE; grid.len()],
            placed: Vec::new(),
            passed: Vec::new(),
            turns: Vec::new(),
            spans: Vec::new(),
            layers: Vec::new(),
        }
    }

    pub(super) fn draw(&mut self, region: u32, polygon: &Polygon<f64>) {
        if !polygon.interiors().is_empty() {
            return self.draw_with_holes(region, polygon);
        }
        self.find_spans(region, polygon.exterior());
        for span in &self.spans {
            if span.part.count == 0 {
                for cover in &mut self.covers[span.first as usize..span.end as usize] {
                    *cover = region.min(*cover);
                }
            } else {
                self.placed.push((span.first, span.part));
            }
        }
    }

    fn draw_with_holes(&mut self, region: u32, polygon: &Polygon<f64>) {
        self.layers.clear();
        for (number, ring) in rings_of(polygon).enumerate() {
            self.find_spans(if number == 0 { region } else { HOLE }, ring);
            for span in &self.spans {
                let cells = span.first..span.end;
                self.layers.extend(cells.map(|cell| (cell, short(number), span.part)));
            }
        }
        self.layers.sort_unstable_by_key(|&(cell, number, _)| (cell, number));
        for layers in self.layers.chunk_by(|one, other| one.0 == other.0) {
            let (cell, _, outline) = layers[0];
            if outline.region == HOLE {
                continue;
            }
            // A hole that encloses the whole cell decides for those after it.
            let closed = layers[1..].iter().position(|(.., hole)| hole.count == 0);
            match closed {
                Some(0) if outline.count == 0 => {}
                None if outline.count == 0 && layers.len() == 1 => {
                    let cover = &mut self.covers[cell as usize];
                    *cover = region.min(*cover);
                }
                _ => {
                    let kept = closed.map_or(layers.len(), |hole| hole + 2);
                    self.placed.extend(layers[..kept].iter().map(|&(cell, _, part)| (cell, part)));
                }
            }
        }
    }

    /// Finds the cells through which `ring` passes, and those around which it winds.
    fn find_spans(&mut self, region: u32, ring: &LineString<f64>) {
        self.pass(ring);
        self.spans.clear();
        let columns = short(self.grid.columns());
        let mut winding = 0;
        let mut before: Option<u32> = None;
        let Self { grid, vertices, edges, passed, turns, spans, .. } = self;
        let mut turns = turns.iter().peekable();
        let mut turns_below = |limit: u32| {
            std::iter::from_fn(|| turns.next_if(|turn| turn.0 < limit)).map(|turn| turn.1).sum::<i32>()
        };
        for part in passed.chunk_by(|one, other| one.0 == other.0) {
            let cell = part[0].0;
            let row = cell / columns;
            if let Some(before) = before.filter(|before| before / columns == row) {
                if cell > before + 1 {
                    // An edge on the right of its cell's centre turns the next cell; none turns those after it.
                    winding += turns_below(before + 2);
                    if winding != 0 {
                        let part = Part { region, first: 0, count: 0, winding };
                        spans.push(Span { first: before + 1, end: cell, part });
                    }
                }
            } else {
                // What the last row has left over is beyond its last edge; left of the first edge all is outside.
                turns_below(row * columns);
                winding = 0;
            }
            winding += turns_below(cell + 1);
            let (first, count) = (short(edges.len()), short(part.len()));
            let centre = grid.centre(cell as usize);
            edges.extend(part.iter().map(|&(_, edge)| {
                let (a, b) = (vertices[edge as usize], vertices[edge as usize + 1]);
                edge_with_side(edge, moved_side(a, b, centre))
            }));
            spans.push(Span { first: cell, end: cell + 1, part: Part { region, first, count, winding } });
            before = Some(cell);
        }
    }

    /// Notes the cells through which the edges of `ring` pass, and where they turn its winding.
    fn pass(&mut self, ring: &LineString<f64>) {
        let Self { grid, vertices, passed, turns, .. } = self;
        passed.clear();
        turns.clear();
        let first = vertices.len();
        for &vertex in &ring.0 {
            if vertices.len() == first || vertices.last() != Some(&vertex) {
                vertices.push(vertex);
            }
        }
        // What is but one place has an edge from there to there.
        if let [only] = vertices[first..] {
            vertices.push(only);
        }
        for (at, (a, b)) in (first..).zip(edges_of(&vertices[first..])) {
            grid.passed(a, b, |cell| passed.push((short(cell), short(at))));
            turn(grid, a, b, turns);
        }
        passed.sort_unstable();
        turns.sort_unstable();
    }
}

/// Notes where the edge from `a` to `b` turns the rows whose middle it passes.
fn turn(grid: &Grid, a: Coord<f64>, b: Coord<f64>, turns: &mut Vec<(u32, i32)>) {
    // What goes up has on its right what the ring winds around once less.
    let (a, b, more) = if a.y <= b.y { (a, b, -1) } else { (b, a, 1) };
    let columns = grid.columns();
    for row in grid.row(a.y)..=grid.row(b.y) {
        let centre = |column: usize| grid.centre(row * columns + column);
        let middle = centre(0).y;
        // The centre is moved upwards: a vertex level with it lies below.
        if a.y <= middle && middle < b.y {
            let right_of = |column: usize| side(a, b, centre(column)) == Orientation::Clockwise;
            let mut column = grid.column(a.x + (b.x - a.x) * ((middle - a.y) / (b.y - a.y)));
            while column > 0 && right_of(column - 1) {
                column -= 1;
            }
            while column < columns && !right_of(column) {
                column += 1;
            }
            if column < columns {
                turns.push((short(row * columns + column), more));
            }
        }
    }
}
