//! What is measured on, the same for the same size.
//!
//! # The lattice
//! `columns × rows` squares of 1,000 units, as near to a square as ten rows at a time allow. Every corner is moved by up
//! to a quarter of a side in each direction; every side gets a vertex at its middle, moved by up to a tenth. Neighbours
//! share corners and middles to the last bit, so it is a coverage of polygons with eight vertices, row after row. It is
//! made by the rule of the lattices on which the peers were first measured, with numbers drawn here.
//!
//! # The rest
//! - Values of a lattice: two waves over the plane and noise, `sin(x / 40,000) + cos(y / 60,000) + 0.5 e + 5`.
//! - Incomes: log-normal, `exp(10 + 0.8 e)`; their groups, and the people each stands for, are drawn evenly.
//! - A panel: `exp(e)` in every period, without pattern.
//! - Points: even over the frame of the lattice's corners before they are moved.
//!
//! `e` is the sum of twelve even draws less six, close to normal. Draws are those of PCG64, each kind from a seed of its
//! own; sines and exponentials are those of `libm`.

use geo::Centroid;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// Units along a side of a square.
const SIDE: f64 = 1000.0;

/// How many columns and rows of squares a block has.
const BLOCK: usize = 10;

/// Draws by lot.
pub(crate) struct Lot(Pcg64);

impl Lot {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// From 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From −`reach` to `reach` in both directions.
    fn shift(&mut self, reach: f64) -> Coord<f64> {
        let mut one = || (2.0 * self.share() - 1.0) * reach;
        Coord { x: one(), y: one() }
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }
}

/// Columns and rows for `size` squares: the most rows that leave no square over and no fewer columns, in tens if possible.
pub(crate) fn shape(size: usize) -> (usize, usize) {
    let fits = |&rows: &usize| size.is_multiple_of(rows);
    let most = size.isqrt();
    let tens = (BLOCK..=most).rev().filter(|rows: &usize| rows.is_multiple_of(BLOCK)).find(&fits);
    let rows = tens.or_else(|| (1..=most).rev().find(&fits)).unwrap_or(1);
    (size / rows, rows)
}

pub(crate) fn lattice(size: usize) -> Vec<MultiPolygon<f64>> {
    let (columns, rows) = shape(size);
    let mut lot = Lot::new(1);
    let mut corners = Vec::with_capacity((columns + 1) * (rows + 1));
    for (y, x) in (0..=rows).flat_map(|y| (0..=columns).map(move |x| (y, x))) {
        corners.push(Coord { x: x as f64, y: y as f64 } + lot.shift(0.25));
    }
    let corner = |x: usize, y: usize| corners[y * (columns + 1) + x];
    let mut across = Vec::with_capacity(columns * (rows + 1));
    for (y, x) in (0..=rows).flat_map(|y| (0..columns).map(move |x| (y, x))) {
        across.push((corner(x, y) + corner(x + 1, y)) / 2.0 + lot.shift(0.1));
    }
    let mut along = Vec::with_capacity((columns + 1) * rows);
    for (y, x) in (0..rows).flat_map(|y| (0..=columns).map(move |x| (y, x))) {
        along.push((corner(x, y) + corner(x, y + 1)) / 2.0 + lot.shift(0.1));
    }
    let polygon = |x: usize, y: usize| {
        let (across, along) = (|y: usize| across[y * columns + x], |x: usize| along[y * (columns + 1) + x]);
        let ring = [
            corner(x, y),
            across(y),
            corner(x + 1, y),
            along(x + 1),
            corner(x + 1, y + 1),
            across(y + 1),
            corner(x, y + 1),
            along(x),
        ];
        Polygon::new(LineString(ring.map(|vertex| vertex * SIDE).to_vec()), Vec::new()).into()
    };
    (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))).map(|(x, y)| polygon(x, y)).collect()
}

/// Where the squares of the lattice have their middles.
#[allow(clippy::unwrap_used, reason = "every square has an area")]
pub(crate) fn centroids(size: usize) -> Vec<Coord<f64>> {
    lattice(size).iter().map(|region| region.centroid().unwrap().into()).collect()
}

/// One for each square of the lattice.
pub(crate) fn values(size: usize) -> Vec<f64> {
    let (columns, _) = shape(size);
    let mut lot = Lot::new(3);
    let value = |i: usize| {
        let (x, y) = ((i % columns) as f64 + 0.5, (i / columns) as f64 + 0.5);
        libm::sin(x * SIDE / 4e4) + libm::cos(y * SIDE / 6e4) + 0.5 * lot.normal() + 5.0
    };
    (0..size).map(value).collect()
}

/// The squares of the lattice in blocks of ten by ten.
pub(crate) fn blocks(size: usize) -> Vec<Vec<usize>> {
    let (columns, rows) = shape(size);
    let across = columns.div_ceil(BLOCK);
    let mut blocks = vec![Vec::new(); across * rows.div_ceil(BLOCK)];
    for i in 0..size {
        blocks[i / columns / BLOCK * across + i % columns / BLOCK].push(i);
    }
    blocks
}

pub(crate) fn incomes(size: usize) -> Vec<f64> {
    let mut lot = Lot::new(5);
    (0..size).map(|_| libm::exp(10.0 + 0.8 * lot.normal())).collect()
}

/// The group of each income, one of `count`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn groups(size: usize, count: u32) -> Vec<u32> {
    let mut lot = Lot::new(7);
    (0..size).map(|_| (lot.share() * f64::from(count)) as u32).collect()
}

/// The people that each income stands for.
pub(crate) fn people(size: usize) -> Vec<f64> {
    let mut lot = Lot::new(15);
    (0..size).map(|_| 1.0 + 1e6 * lot.share()).collect()
}

/// Values of so many periods, one list of all units a period.
pub(crate) fn panel(size: usize, periods: usize) -> Vec<Vec<f64>> {
    let mut lot = Lot::new(13);
    (0..periods).map(|_| (0..size).map(|_| libm::exp(lot.normal())).collect()).collect()
}

/// Points over the lattice of `size` squares.
pub(crate) fn points(size: usize, count: usize) -> Vec<Coord<f64>> {
    let (columns, rows) = shape(size);
    let mut lot = Lot::new(9);
    let mut point = || Coord { x: lot.share() * columns as f64, y: lot.share() * rows as f64 } * SIDE;
    (0..count).map(|_| point()).collect()
}
