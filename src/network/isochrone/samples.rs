//! The nearest road of every vertex of a grid, and of any other place.

use super::lattice::{Lattice, SIDE, VERTICES, span, whole};
use super::road_table::{NONE, Road, RoadTable};
use crate::network::locate::{Plane, around};
use crate::units::{KilometresPerHour, Metres, Minutes};
use geo_types::Coord;
use rayon::prelude::*;

/// Cells along each side of a bucket.
const BUCKET: u32 = 2;

/// Buckets along each side of a block.
const BUCKETS: u32 = SIDE / BUCKET;

/// How points come to roads.
#[derive(Debug, Clone, Copy)]
pub(super) struct OffRoad {
    pub(super) reach: Metres,
    pub(super) speed: Option<KilometresPerHour>,
}

impl OffRoad {
    /// Milliseconds for so many metres; `None` beyond the limit.
    pub(super) fn access(&self, metres: f64) -> Option<u32> {
        if metres > self.reach.get() {
            return None;
        }
        let Some(speed) = self.speed else { return Some(0) };
        Minutes::checked(metres / 1000.0 / speed.get() * 60.0)?.to_milliseconds()
    }
}

/// How trips come to a vertex by its nearest road: from the nodes at its ends, in so many milliseconds from each, with the
/// way from the road; [`NONE`] where none does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) ends: [u32; 2],
    pub(super) after: [u32; 2],
}

impl Sample {
    /// So far along a road, and so many milliseconds beside it.
    fn new(road: Road, fraction: f64, access: u32) -> Self {
        // At the ends themselves the time of the node counts.
        let after = if fraction <= 0.0 {
            [0, NONE]
        } else if fraction >= 1.0 {
            [NONE, 0]
        } else {
            let by = |way: u32, share: f64| if way == NONE { NONE } else { part(way, share) };
            [by(road.ways[0], fraction), by(road.ways[1], 1.0 - fraction)]
        };
        Self { ends: road.ends, after: after.map(|after: u32| after.saturating_add(access)) }
    }

    /// When a trip is there that is at each node at one of `times`; [`NONE`] if it never is.
    pub(super) fn time(&self, times: &[u32]) -> u32 {
        let by = |end: usize| times[self.ends[end] as usize].saturating_add(self.after[end]);
        by(0).min(by(1))
    }
}

/// A vertex as one number.
pub(super) fn vertex(slot: u32, column: u32, row: u32) -> u32 {
    (slot * SIDE + row) * SIDE + column
}

/// What is nearest to the vertices of a grid: those within reach of a road, row after row of each block.
#[derive(Debug)]
pub(super) struct Samples {
    rows: Vec<Row>,
    /// The nearest road of each.
    nearest: Vec<u32>,
    vertices: Vec<Sample>,
    /// Where the slots of each node begin in `slots`.
    first: Vec<u32>,
    slots: Vec<u32>,
}

/// A row of vertices in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// A bit for each vertex within reach of a road.
    pub(super) known: u64,
    /// Where they begin.
    first: u32,
}

/// What is found of a block.
#[derive(Debug, Default)]
struct Block {
    known: Vec<u64>,
    nearest: Vec<u32>,
    samples: Vec<Sample>,
}

impl Samples {
    pub(super) fn new(lattice: &Lattice, table: &RoadTable, at: &[Coord<f64>], off: OffRoad) -> Self {
        let slots = u32::try_from(lattice.slots()).expect("slots are counted in u32");
        let of_slot = |slot| {
            let block = of_block(lattice, table, at, off, slot);
            let mut nodes: Vec<u32> = block.samples.iter().flat_map(|sample| sample.ends).collect();
            nodes.sort_unstable();
            nodes.dedup();
            (block, nodes)
        };
        let found: Vec<(Block, Vec<u32>)> = (0..slots).into_par_iter().map(of_slot).collect();
        let mut first = vec![0_u32; at.len() + 1];
        for &node in found.iter().flat_map(|(_, nodes)| nodes) {
            first[node as usize + 1] += 1;
        }
        for node in 0..at.len() {
            first[node + 1] += first[node];
        }
        let (mut next, mut of_node) = (first.clone(), vec![0; first[at.len()] as usize]);
        let count = found.iter().map(|(block, _)| block.samples.len()).sum();
        let (mut nearest, mut vertices) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut rows, mut before) = (Vec::with_capacity(lattice.slots() * SIDE as usize), 0);
        for (slot, (block, nodes)) in (0..).zip(found) {
            for known in block.known {
                rows.push(Row { known, first: before });
                before += known.count_ones();
            }
            nearest.extend(block.nearest);
            vertices.extend(block.samples);
            for node in nodes {
                of_node[next[node as usize] as usize] = slot;
                next[node as usize] += 1;
            }
        }
        Self { rows, nearest, vertices, first, slots: of_node }
    }

    /// A row of a block.
    pub(super) fn row(&self, slot: u32, row: u32) -> Row {
        self.rows[(slot * SIDE + row) as usize]
    }

    /// The vertices of a row that are within reach of a road.
    pub(super) fn of(&self, row: Row) -> &[Sample] {
        let first = row.first as usize;
        &self.vertices[first..first + row.known.count_ones() as usize]
    }

    /// The nearest road of each of them.
    pub(super) fn nearest(&self, row: Row) -> &[u32] {
        let first = row.first as usize;
        &self.nearest[first..first + row.known.count_ones() as usize]
    }

    /// The nearest road of a vertex that is within reach of one.
    pub(super) fn nearest_to(&self, slot: u32, [column, row]: [u32; 2]) -> u32 {
        let row = self.row(slot, row);
        let before = row.known & !(u64::MAX << column);
        self.nearest[(row.first + before.count_ones()) as usize]
    }

    /// The blocks with a vertex to which a road of `node` is nearest.
    pub(super) fn slots_of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.slots[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

/// The nearest road within reach of each vertex of a block; of roads equally near the one with the lower nodes.
fn of_block(lattice: &Lattice, table: &RoadTable, at: &[Coord<f64>], off: OffRoad, slot: u32) -> Block {
    let mut nearest = vec![(f64::INFINITY, NONE, 0.0); VERTICES];
    let [west, south] = lattice.origin(slot);
    for &road in lattice.roads_near(slot) {
        let line = table.line(road, at);
        let (low, high) = around(line[0], line[1], off.reach);
        let (spread, rise) = (line[0].x.min(line[1].x) - low.x, line[0].y.min(line[1].y) - low.y);
        let (first, last) = (lattice.position(low).y.ceil(), lattice.position(high).y);
        let rows = whole(first - f64::from(south))..SIDE.min(whole(last - f64::from(south) + 1.0));
        for row in rows {
            let latitude = lattice.lonlat(0.0, f64::from(south + row)).y;
            let Some(ends) = span(line, latitude - rise, latitude + rise) else { continue };
            let column =
                |longitude: f64| lattice.position(Coord { x: longitude, y: latitude }).x - f64::from(west);
            let columns =
                whole(column(ends[0] - spread).ceil())..SIDE.min(whole(column(ends[1] + spread) + 1.0));
            let scale = lattice.scale(f64::from(south + row));
            for column in columns {
                let origin = lattice.lonlat(f64::from(west + column), f64::from(south + row));
                let (distance, fraction) = Plane { origin, scale }.nearest(line[0], line[1]);
                // Roads come by their index, so that the lower stays where two are equally near.
                let known = &mut nearest[(row * SIDE + column) as usize];
                if distance < known.0 {
                    *known = (distance, road, fraction);
                }
            }
        }
    }
    let mut found = Block::default();
    for row in 0..SIDE {
        let mut known = 0;
        for column in 0..SIDE {
            let (distance, road, fraction) = nearest[(row * SIDE + column) as usize];
            let Some(access) = off.access(distance) else { continue };
            let vertex_at = lattice.lonlat(f64::from(west + column), f64::from(south + row));
            if on_the_globe(vertex_at) {
                known |= 1 << column;
                found.nearest.push(road);
                found.samples.push(Sample::new(table.road(road), fraction, access));
            }
        }
        found.known.push(known);
    }
    found
}

/// A share of a way in whole milliseconds, as [`Place::on_road`](crate::network::Place::on_road) takes it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the whole")]
pub(super) fn part(way: u32, share: f64) -> u32 {
    ((f64::from(way) * share + 0.5) as u32).min(way)
}

/// Whether a place has a longitude and a latitude.
pub(super) fn on_the_globe(at: Coord<f64>) -> bool {
    at.x.abs() <= 180.0 && at.y.abs() <= 90.0
}

/// Roads by the squares through which they run.
#[derive(Debug)]
pub(super) struct Buckets {
    first: Vec<u32>,
    /// With where they run, so that a look at a square reads memory in one go.
    roads: Vec<(u32, [Coord<f64>; 2])>,
}

impl Buckets {
    pub(super) fn new(lattice: &Lattice, table: &RoadTable, at: &[Coord<f64>]) -> Self {
        let mut first = vec![0_u32; lattice.slots() * (BUCKETS * BUCKETS) as usize + 1];
        let hairs_breadth = Metres::new(1e-3);
        let each = |give: &mut dyn FnMut(usize, (u32, [Coord<f64>; 2]))| {
            for (road, line) in table.lines(at) {
                lattice.strip(line, hairs_breadth, BUCKET, |bucket| {
                    give(place(lattice, bucket).expect("a block lies wherever a road runs"), (road, line));
                });
            }
        };
        each(&mut |bucket, _| first[bucket + 1] += 1);
        for bucket in 1..first.len() {
            first[bucket] += first[bucket - 1];
        }
        let (mut next, mut roads) =
            (first.clone(), vec![(NONE, [Coord::zero(); 2]); first[first.len() - 1] as usize]);
        each(&mut |bucket, road| {
            roads[next[bucket] as usize] = road;
            next[bucket] += 1;
        });
        Self { first, roads }
    }

    /// Every road that comes within `radius` of a place, and others near by; some twice.
    pub(super) fn near(
        &self,
        lattice: &Lattice,
        at: Coord<f64>,
        radius: f64,
        mut give: impl FnMut(u32, [Coord<f64>; 2]),
    ) {
        let middle = lattice.position(at);
        let cell = lattice.cell(middle.y);
        // Rounding must not keep out a road that runs along a border.
        let reach = Coord { x: radius / cell.x * 1.02 + 0.01, y: radius / cell.y * 1.02 + 0.01 };
        let square = |position: f64| whole(position / f64::from(BUCKET));
        // How far it is to a row or column of buckets, as a share of the reach.
        let share = |number: u32, middle: f64, reach: f64| {
            let low = f64::from(number) * f64::from(BUCKET);
            (low - middle).max(middle - low - f64::from(BUCKET)).max(0.0) / reach
        };
        for row in square(middle.y - reach.y)..=square(middle.y + reach.y) {
            let up = share(row, middle.y, reach.y);
            for column in square(middle.x - reach.x)..=square(middle.x + reach.x) {
                let aside = share(column, middle.x, reach.x);
                if up * up + aside * aside > 1.0 {
                    continue;
                }
                let Some(bucket) = place(lattice, [column, row]) else { continue };
                for &(road, line) in &self.roads[self.first[bucket] as usize..self.first[bucket + 1] as usize]
                {
                    give(road, line);
                }
            }
        }
    }
}

/// Where a bucket is kept.
fn place(lattice: &Lattice, [column, row]: [u32; 2]) -> Option<usize> {
    let slot = lattice.slot([column / BUCKETS, row / BUCKETS])?;
    Some(((slot * BUCKETS + row % BUCKETS) * BUCKETS + column % BUCKETS) as usize)
}
