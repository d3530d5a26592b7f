//! The areas that are reached in a given time, as polygons.

use super::along::Edges;
use super::contour::{Piece, Reached};
use super::field::{Field, Ground, seeds};
use super::lattice::{Frame, Lattice};
use super::rings::polygons;
use super::road_table::RoadTable;
use super::samples::{Buckets, OffRoad, Samples};
use super::shares::{Share, shares};
use super::spread::Leaving;
use crate::network::hierarchy::{FEW, Reach};
use crate::network::place::Place;
use crate::network::reach::Direction;
use crate::network::router::Router;
use crate::units::{KilometresPerHour, Metres};
use geo_types::{Coord, MultiPolygon};
use rayon::prelude::*;
use std::sync::Mutex;

/// How places beside roads are reached, and how closely that is looked at.
#[derive(Debug, Clone, Copy)]
pub struct AreaOptions {
    /// Places farther than this from every road are outside; 500 m by default.
    pub reach: Metres,
    /// How fast one comes from the road to a place beside it; by default that takes no time.
    pub access: Option<KilometresPerHour>,
    /// Width and height of the cells of the grid, at most; a quarter of `reach` by default.
    pub cell: Option<Metres>,
}

impl Default for AreaOptions {
    fn default() -> Self {
        Self { reach: Metres::new(500.0), access: None, cell: None }
    }
}

impl AreaOptions {
    /// The cells: as asked for, or a quarter of the limit, but no smaller than 2 m.
    #[must_use]
    pub fn cell(&self) -> Metres {
        self.cell.unwrap_or_else(|| Metres::new((self.reach.get() / 4.0).max(2.0)))
    }
}

/// A graph seen from a grid, about to be made.
#[derive(Debug)]
pub struct AreaPlan<'a> {
    router: &'a Router,
    leaving: Leaving,
    direction: Direction,
    at: &'a [Coord<f64>],
    table: RoadTable,
    options: AreaOptions,
    frame: Option<Frame>,
}

/// A graph ready to be asked for the areas that trips reach.
///
/// # Definition
/// A place is reached at the time at which a trip is at the nearest place of the nearest road, plus the way from there:
/// the time that [`Router::pairs`](crate::network::Router::pairs) gives for places that
/// [`locate`](crate::network::locate) found. Farther than the limit from every road no place is reached. What lies
/// beyond water or beside a road that cannot be left there is nearest to another road, and counts by that road's time.
///
/// # Method
/// Marching squares on a grid in longitude and latitude, whose cells are at most as large as asked for. For each vertex
/// the nearest road is found once. Where of two neighbouring vertices one is reached and the other is not, the contour
/// meets the edge between them where the time, taken anew from all roads near by, passes the limit: found by halving, to a 64th
/// of a cell, and kept as far away from the vertices. Two reached corners across from each other hang together if the
/// centre of the cell is reached. What is narrower than a cell may be missed; the contour is otherwise right to a cell.
///
/// Rings are simple and never cross, whatever the times: at any one limit no two of them share a point. Exteriors run
/// counter-clockwise, holes clockwise. Of several limits the areas are nested.
///
/// # Complexity
/// A centre costs a search, or on a prepared graph its part of a sweep for many, a look at each vertex of the blocks that it comes near, and a walk along the contour of what it reaches.
#[derive(Debug)]
pub struct ReachedAreas<'a> {
    plan: AreaPlan<'a>,
    ground: Option<(Lattice, Buckets, Samples)>,
}

/// The memory of one question after another.
struct Scratch<'a> {
    field: Field<'a>,
    reached: Reached,
    /// How far trips come from each source of a share.
    known: Vec<Reach>,
}

impl<'a> AreaPlan<'a> {
    /// Trips from places, or to places, on the graph of `router`, whose nodes lie at `at`, longitude and latitude. The areas
    /// are the same whether it is prepared or not; prepared, the times of many centres cost a fraction of their searches.
    ///
    /// # Panics
    /// If there is not one place a node, the limit is not above zero, or the cells are smaller than 2 m.
    #[must_use]
    pub fn new(router: &'a Router, at: &'a [Coord<f64>], direction: Direction, options: AreaOptions) -> Self {
        let graph = router.graph();
        assert_eq!(at.len(), graph.nodes(), "one place a node");
        assert!(options.reach > Metres::ZERO, "the limit is above zero");
        assert!(options.cell() >= Metres::new(2.0), "cells of 2 m or more");
        let graph = match direction {
            Direction::From => graph.clone(),
            Direction::To => graph.reversed(),
        };
        let table = RoadTable::new(&graph);
        let frame = Frame::around(&table, at, options.reach, options.cell());
        let leaving = Leaving::new(&graph);
        Self { router, leaving, direction, at, table, options, frame }
    }

    /// Vertices of the grid, at most.
    #[must_use]
    pub fn vertices(&self) -> f64 {
        let Some(frame) = &self.frame else { return 0.0 };
        let (wide, cell) = (2.0 * self.options.reach.get(), self.options.cell().get());
        let strip = |length: f64| (length + wide) * wide / (cell * cell);
        let strips: f64 = self.lengths().map(strip).sum();
        // Cells are narrower where the parallels are shorter.
        (2.0 * strips).min(frame.all() * 4096.0)
    }

    /// Blocks of the grid, at most.
    fn blocks(&self) -> f64 {
        let side = 64.0 * self.options.cell().get();
        let wide = 2.0 * self.options.reach.get() / side + 2.0;
        self.lengths().map(|length| 2.0 * (length / side + wide) * wide).sum()
    }

    /// Metres along every road, or somewhat more.
    fn lengths(&self) -> impl Iterator<Item = f64> + '_ {
        // A degree is nowhere longer than 111.7 km.
        let length =
            |(_, [start, end]): (u32, [Coord<f64>; 2])| (end.x - start.x).hypot(end.y - start.y) * 111_700.0;
        self.table.lines(self.at).map(length)
    }

    /// Bytes of memory that the grid takes while it is made, at most, for questions in `threads` threads about
    /// `limits` limits.
    #[must_use]
    pub fn bytes(&self, threads: usize, limits: usize) -> f64 {
        let Some(frame) = &self.frame else { return 0.0 };
        let vertices = self.vertices();
        let blocks = frame.all().min(self.blocks());
        let nodes = self.at.len() as f64;
        // Lists grow by doubling.
        let lists = if self.router.is_prepared() { nodes * 16.0 * FEW as f64 } else { 0.0 };
        let each_thread =
            blocks * (8192.0 + 512.0 * limits as f64) + nodes * 8.0 + lists + Edges::bytes() as f64;
        frame.all() * 4.0 + blocks * 5224.0 + vertices * 40.0 + threads as f64 * each_thread
    }

    /// Whether the grid can be counted: fewer than 2²⁰ blocks of 64 × 64 vertices near roads, and than 2³² in its frame.
    #[must_use]
    pub fn is_countable(&self) -> bool {
        let few = |frame: &Frame| {
            frame.all() < f64::from(u32::MAX) && frame.all().min(self.blocks()) < f64::from(1 << 20)
        };
        self.frame.as_ref().is_none_or(few)
    }

    /// Makes the grid.
    ///
    /// # Panics
    /// If it cannot be counted.
    #[must_use]
    pub fn make(self) -> ReachedAreas<'a> {
        let AreaOptions { reach, access, .. } = self.options;
        let off = OffRoad { reach, speed: access };
        let ground = self.frame.as_ref().map(|frame| {
            let lattice = Lattice::new(frame, &self.table, self.at, reach, self.options.cell());
            assert!(lattice.slots() < 1 << 20, "vertices are counted in u32");
            let samples = Samples::new(&lattice, &self.table, self.at, off);
            let buckets = Buckets::new(&lattice, &self.table, self.at);
            (lattice, buckets, samples)
        });
        ReachedAreas { plan: self, ground }
    }
}

impl ReachedAreas<'_> {
    /// For each group of centres, the areas in each band of time: band `k` holds what is beyond limit `k − 1` and within
    /// limit `k`, that time included, of the nearest centre of the group.
    ///
    /// # Panics
    /// If the limits do not rise, or there is none.
    #[must_use]
    pub fn around(&self, groups: &[Vec<Place>], limits: &[u32]) -> Vec<Vec<MultiPolygon<f64>>> {
        assert!(!limits.is_empty() && limits.windows(2).all(|pair| pair[0] < pair[1]), "limits rise");
        let Some((lattice, buckets, samples)) = &self.ground else {
            return groups.iter().map(|_| vec![MultiPolygon(Vec::new()); limits.len()]).collect();
        };
        let AreaPlan { router, leaving, direction, at, table, options, .. } = &self.plan;
        let off = OffRoad { reach: options.reach, speed: options.access };
        let ground = Ground { leaving, at, table, lattice, buckets, samples, off };
        let turned = |place: &Place| match direction {
            Direction::From => *place,
            Direction::To => place.turned(),
        };
        let groups: Vec<Vec<Place>> = groups.iter().map(|group| group.iter().map(turned).collect()).collect();
        let seeds: Vec<Vec<(u32, u32)>> = groups.iter().map(|group| seeds(group)).collect();
        let last = limits[limits.len() - 1];
        // What is known of the edges of the grid is worth keeping from one share of the groups to the next.
        let idle: Mutex<Vec<Scratch<'_>>> = Mutex::new(Vec::new());
        let lock = || idle.lock().expect("no thread fails while it holds this");
        let each = |share: &Share<'_>| {
            let scratch = lock().pop();
            let Scratch { mut field, mut reached, mut known } = scratch.unwrap_or_else(|| Scratch {
                field: Field::new(ground),
                reached: Reached::default(),
                known: Vec::new(),
            });
            let found = share.find(&seeds, *direction, last, &mut known);
            let (mut before, mut bands) = (0, Vec::with_capacity(share.groups.len()));
            for &group in &share.groups {
                let these = before..before + seeds[group].len();
                before = these.end;
                field.begin(&groups[group], found.map(|found| &found[these]), last);
                bands.push((group, bands_of(&mut field, &mut reached, limits)));
            }
            lock().push(Scratch { field, reached, known });
            bands
        };
        let shares = shares(&seeds, router.hierarchy(), rayon::current_num_threads());
        let mut bands: Vec<(usize, Vec<MultiPolygon<f64>>)> = shares.par_iter().flat_map_iter(each).collect();
        bands.sort_by_key(|&(group, _)| group);
        bands.into_iter().map(|(_, bands)| bands).collect()
    }
}

/// The areas in each band of the times that `field` holds.
fn bands_of(field: &mut Field<'_>, reached: &mut Reached, limits: &[u32]) -> Vec<MultiPolygon<f64>> {
    reached.mark(field, limits);
    let mut inner: Vec<Piece> = Vec::new();
    let mut bands = Vec::with_capacity(limits.len());
    for (k, &limit) in limits.iter().enumerate() {
        let outer = reached.contour(field, k, limit);
        bands.push(polygons(field.ground.lattice, outer.clone(), &inner));
        inner = outer;
    }
    bands
}

#[cfg(test)]
mod tests;
