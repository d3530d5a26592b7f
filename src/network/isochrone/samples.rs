//! The nearest road of every vertex of a grid, and of any other place.

use super::lattice::{Lattice, SIDE, VERTICES, span, whole};
use super::road_table::{NONE, RoadTable};
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

/// A vertex and where it comes to its nearest road.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    /// Slot and place in the block, see [`place`].
    pub(super) vertex: u32,
    /// Milliseconds to the road.
    pub(super) access: u32,
    /// How far along the road, from 0 to 1.
    pub(super) fraction: f64,
}

/// A vertex as one number.
pub(super) fn vertex(slot: u32, column: u32, row: u32) -> u32 {
    (slot * SIDE + row) * SIDE + column
}

/// The vertices of a grid by the road that is nearest to them.
#[derive(Debug)]
pub(super) struct Samples {
    first: Vec<u32>,
    samples: Vec<Sample>,
}

impl Samples {
    pub(super) fn new(lattice: &Lattice, table: &RoadTable, at: &[Coord<f64>], off: OffRoad) -> Self {
        let slots = u32::try_from(lattice.slots()).expect("slots are counted in u32");
        let found: Vec<Vec<(u32, Sample)>> =
            (0..slots).into_par_iter().map(|slot| of_block(lattice, table, at, off, slot)).collect();
        let mut first = vec![0_u32; table.len() + 1];
        for (road, _) in found.iter().flatten() {
            first[*road as usize + 1] += 1;
        }
        for road in 0..table.len() {
            first[road + 1] += first[road];
        }
        let mut next = first.clone();
        let none = Sample { vertex: NONE, access: NONE, fraction: 0.0 };
        let mut samples = vec![none; first[table.len()] as usize];
        for (road, sample) in found.into_iter().flatten() {
            samples[next[road as usize] as usize] = sample;
            next[road as usize] += 1;
        }
        Self { first, samples }
    }

    /// The vertices to which `road` is nearest.
    pub(super) fn of_road(&self, road: u32) -> &[Sample] {
        let road = road as usize;
        &self.samples[self.first[road] as usize..self.first[road + 1] as usize]
    }
}

/// The nearest road within reach of each vertex of a block; of roads equally near the one with the lower nodes.
fn of_block(
    lattice: &Lattice,
    table: &RoadTable,
    at: &[Coord<f64>],
    off: OffRoad,
    slot: u32,
) -> Vec<(u32, Sample)> {
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
    let mut found = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let (distance, road, fraction) = nearest[(row * SIDE + column) as usize];
            let Some(access) = off.access(distance) else { continue };
            let vertex_at = lattice.lonlat(f64::from(west + column), f64::from(south + row));
            if on_the_globe(vertex_at) {
                found.push((road, Sample { vertex: vertex(slot, column, row), access, fraction }));
            }
        }
    }
    found.sort_by_key(|&(road, sample)| (road, sample.vertex));
    found
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
