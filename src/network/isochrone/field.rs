//! When a trip is at a place on or off the roads.

use super::along::{Along, Edges, STEPS, Stretch, stretches};
use super::lattice::{Lattice, VERTICES};
use super::road_table::{NONE, Road, RoadTable};
use super::samples::{Buckets, OffRoad, Samples, on_the_globe, part};
use super::spread::{Leaving, Spread};
use crate::network::hierarchy::Reach;
use crate::network::locate::Plane;
use crate::network::place::Place;
use geo_types::Coord;

/// What is the same for all centres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) leaving: &'a Leaving,
    pub(super) at: &'a [Coord<f64>],
    pub(super) table: &'a RoadTable,
    pub(super) lattice: &'a Lattice,
    pub(super) buckets: &'a Buckets,
    pub(super) samples: &'a Samples,
    pub(super) off: OffRoad,
}

/// The times from some centres, one question after another in the same memory.
#[derive(Debug)]
pub(super) struct Field<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) spread: Spread,
    /// The roads on which centres lie.
    pub(super) begun: Vec<(u32, Place)>,
    /// Nearest to the middle of what was made ready first.
    candidates: Vec<Candidate>,
    edges: Edges,
    along: Along,
    /// Those of the edge that was made ready for.
    stretches: Vec<Stretch>,
}

/// What a limit of time makes of a road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Whatever it is nearest to is reached, if it is near enough.
    Wholly,
    Partly,
    Nowhere,
}

/// When trips are at the ends of a road, and how long they take along it.
#[derive(Debug, Clone, Copy)]
struct RoadTimes {
    nodes: [u32; 2],
    ways: [u32; 2],
}

/// A road that may be the nearest one.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    road: u32,
    line: [Coord<f64>; 2],
    /// Metres from the middle.
    distance: f64,
}

impl<'a> Field<'a> {
    pub(super) fn new(ground: Ground<'a>) -> Self {
        Self {
            ground,
            spread: Spread::new(ground.leaving),
            begun: Vec::new(),
            candidates: Vec::new(),
            edges: Edges::new(ground.lattice.slots() * VERTICES),
            along: [NONE; STEPS as usize],
            stretches: Vec::new(),
        }
    }

    /// Times from `places` on, as far as they come by `limit`; `known` is how far trips come from each of their
    /// [`seeds`], if that was found before.
    pub(super) fn begin(&mut self, places: &[Place], known: Option<&[Reach]>, limit: u32) {
        let Ground { table, leaving, .. } = self.ground;
        self.begun.clear();
        for place in places.iter().filter(|place| !place.is_node()) {
            self.begun.extend(table.between(place.ends).map(|road| (road, *place)));
        }
        self.begun.sort_by_key(|&(road, _)| road);
        let seeds = seeds(places);
        match known {
            Some(known) => self.spread.take(&seeds, known, limit),
            None => self.spread.run(leaving, &seeds, limit),
        }
    }

    fn on_road(&self, road: u32) -> RoadTimes {
        let Road { ends, ways } = self.ground.table.road(road);
        RoadTimes { nodes: ends.map(|node| self.spread.times()[node as usize]), ways }
    }

    /// The centres on a road.
    fn begun_on(&self, road: u32) -> impl Iterator<Item = &Place> {
        let from = self.begun.partition_point(|&(begun, _)| begun < road);
        self.begun[from..].iter().take_while(move |&&(begun, _)| begun == road).map(|(_, place)| place)
    }

    /// Milliseconds at which a trip is so far along a road; [`NONE`] if it never is.
    fn time(&self, road: u32, fraction: f64) -> u32 {
        let times = self.on_road(road);
        self.begun_on(road).map(|place| times.along_from(place, fraction)).fold(times.at(fraction), u32::min)
    }

    /// Milliseconds at which a trip from a centre on `road` is at a vertex to which that road is nearest, without leaving
    /// it on the way.
    pub(super) fn time_from_here(&self, road: u32, [column, row]: [u32; 2]) -> u32 {
        let Ground { table, at, lattice, off, .. } = self.ground;
        let origin = lattice.lonlat(f64::from(column), f64::from(row));
        let [start, end] = table.line(road, at);
        let (distance, fraction) = Plane { origin, scale: lattice.scale(f64::from(row)) }.nearest(start, end);
        let Some(access) = off.access(distance) else { return NONE };
        let times = self.on_road(road);
        let along = self.begun_on(road).map(|place| times.along_from(place, fraction));
        along.min().unwrap_or(NONE).saturating_add(access)
    }

    /// What `limit` makes of a road.
    fn within(&self, road: u32, limit: u32) -> Within {
        if road == NONE {
            return Within::Nowhere;
        }
        let times = self.on_road(road);
        if times.nodes.iter().all(|&time| time > limit) && self.begun_on(road).next().is_none() {
            return Within::Nowhere;
        }
        let farthest = self.ground.off.access(self.ground.off.reach.get()).unwrap_or(NONE);
        if times.latest().saturating_add(farthest) <= limit { Within::Wholly } else { Within::Partly }
    }

    /// Makes ready for questions about places within `half` metres of `middle`, near which `known` is a road.
    pub(super) fn look(&mut self, middle: Coord<f64>, half: f64, known: Option<u32>) {
        let Ground { table, at, lattice, buckets, off, .. } = self.ground;
        let scale = lattice.scale(lattice.position(middle).y);
        let farthest = off.reach.get() + half;
        let first = match known {
            Some(road) => squared(table.line(road, at), middle, scale).0.sqrt() + 2.0 * half,
            None => 2.5 * half,
        };
        let mut radius = first.min(farthest);
        loop {
            let candidates = &mut self.candidates;
            candidates.clear();
            let (within, mut best) = (radius * radius, f64::INFINITY);
            buckets.near(lattice, middle, radius, |road, line| {
                let distance = squared(line, middle, scale).0;
                best = best.min(distance);
                if distance <= within {
                    candidates.push(Candidate { road, line, distance });
                }
            });
            let best = best.sqrt();
            let enough = (best + 2.0 * half).min(farthest);
            if enough <= radius {
                // A hair more, so that rounding leaves none out.
                let enough = enough * 1.000_001;
                candidates.retain(|candidate| candidate.distance <= enough * enough);
                for candidate in candidates.iter_mut() {
                    candidate.distance = candidate.distance.sqrt();
                }
                candidates
                    .sort_unstable_by(|a, b| a.distance.total_cmp(&b.distance).then(a.road.cmp(&b.road)));
                candidates.dedup_by_key(|candidate| candidate.road);
                return;
            }
            radius = if best.is_finite() { enough } else { (2.0 * radius).min(farthest) };
        }
    }

    /// The nearest road of a place that was made ready for, `way` metres from its middle: of roads equally near the one
    /// with the lower nodes; and how many metres away it is.
    fn nearest(&self, place: Coord<f64>, scale: Coord<f64>, way: f64) -> (u32, f64) {
        let (mut least, mut nearest) = (f64::INFINITY, NONE);
        // No road is nearer than it is to the middle by more than the way from there; what is lost between planes that
        // touch the globe at different places is far less than a hundredth.
        let mut beyond = f64::INFINITY;
        for candidate in &self.candidates {
            if candidate.distance > beyond {
                break;
            }
            let distance = squared(candidate.line, place, scale).0;
            if distance < least || (distance <= least && candidate.road < nearest) {
                (least, nearest) = (distance, candidate.road);
                beyond = (least.sqrt() + way) * 1.01 + 0.01;
            }
        }
        (nearest, least.sqrt())
    }

    /// Whether no other road can be nearer than `road` anywhere between two places: the others are more than `enough`
    /// metres from a place, `way` metres from the middle, or at both of the two nearest where they meet `road`.
    fn is_sole(
        &self,
        road: u32,
        [at, from, to]: [(Coord<f64>, Coord<f64>); 3],
        way: f64,
        enough: f64,
    ) -> bool {
        let Some(nearest) = self.candidates.iter().find(|candidate| candidate.road == road) else {
            return false;
        };
        let hidden = |candidate: &Candidate| {
            // Of roads equally near the first stays.
            candidate.road > road
                && (0..2).any(|end| {
                    let is_there = |fraction: f64| if end == 0 { fraction <= 0.0 } else { fraction >= 1.0 };
                    nearest.line.contains(&candidate.line[end])
                        && [from, to].iter().all(|at| is_there(squared(candidate.line, at.0, at.1).1))
                })
        };
        let near =
            self.candidates.iter().take_while(|candidate| candidate.distance <= enough + way * 1.01 + 0.01);
        near.filter(|candidate| candidate.road != road)
            .all(|candidate| squared(candidate.line, at.0, at.1).0 > enough * enough || hidden(candidate))
    }

    /// The nearest roads of parts `first` to `last` of an edge that was made ready for, cut into halves until each has but
    /// one nearest road.
    fn fill(
        &mut self,
        [first, last]: [u32; 2],
        metres: f64,
        part: &impl Fn(u32) -> (Coord<f64>, Coord<f64>),
    ) {
        let middle = u32::midpoint(first, last);
        let (place, scale) = part(middle);
        let way = f64::from(middle.abs_diff(STEPS / 2)) * metres;
        let half = f64::from(last - middle) * metres;
        let (road, least) = self.nearest(place, scale, way);
        let reach = self.ground.off.reach.get();
        let value = if least <= reach && on_the_globe(place) { road } else { NONE };
        let whole = || {
            let ends = [first, last].map(part);
            // A hundredth more, as above.
            let none = least * 0.99 - half * 1.01 - 0.01 > reach;
            let near = (least + half) * 1.01 + 0.01 <= reach;
            let enough = (least + 2.0 * half) * 1.01 + 0.01;
            let sole = || self.is_sole(road, [(place, scale), ends[0], ends[1]], way, enough);
            ends.iter().all(|end| on_the_globe(end.0)) && (none || near && sole())
        };
        if first == last || whole() {
            self.along[first as usize..=last as usize].fill(value);
            return;
        }
        self.along[middle as usize] = value;
        if first < middle {
            self.fill([first, middle - 1], metres, part);
        }
        self.fill([middle + 1, last], metres, part);
    }

    /// Makes ready for questions about the parts of the edge of the grid that runs north or east from `vertex`, each of
    /// which `part` gives with metres a degree there; for the rest see [`Self::look`].
    pub(super) fn look_along(
        &mut self,
        (vertex, north): (u32, bool),
        half: f64,
        known: u32,
        part: impl Fn(u32) -> (Coord<f64>, Coord<f64>),
    ) {
        if self.edges.recall(vertex, north, &mut self.stretches) {
            return;
        }
        self.look(part(STEPS / 2).0, half, Some(known));
        self.fill([1, STEPS - 1], 2.0 * half / f64::from(STEPS), &part);
        // Nobody asks for the vertex itself.
        self.along[0] = self.along[1];
        self.stretches.clear();
        self.stretches.extend(stretches(&self.along));
        self.edges.keep(vertex, north, &self.stretches);
    }

    /// The parts of the edge that was made ready for of which the ends of their roads tell whether they are reached by
    /// `limit`, and those of them that are; the first part in the lowest bit.
    pub(super) fn sure(&self, limit: u32) -> [u64; 2] {
        let (mut sure, mut reached, mut before) = (0, 0, 0);
        for &Stretch { road, end } in &self.stretches {
            let parts = u64::MAX >> (STEPS - u32::from(end)) & u64::MAX << before;
            match self.within(road, limit) {
                Within::Wholly => (sure, reached) = (sure | parts, reached | parts),
                Within::Nowhere => sure |= parts,
                Within::Partly => {}
            }
            before = end;
        }
        [sure, reached]
    }

    /// Milliseconds at which a trip is at a part of the edge that was made ready for, as [`Self::time_at`].
    pub(super) fn time_along(&self, step: u32, place: Coord<f64>, scale: Coord<f64>) -> u32 {
        let here = self.stretches.iter().find(|stretch| step < u32::from(stretch.end));
        self.time_by(here.map_or(NONE, |stretch| stretch.road), place, scale)
    }

    /// Milliseconds at which a trip is at the middle of what was made ready for: by the nearest road, and from there;
    /// [`NONE`] if it never is.
    pub(super) fn time_at(&self, place: Coord<f64>, scale: Coord<f64>) -> u32 {
        self.time_by(self.nearest(place, scale, 0.0).0, place, scale)
    }

    fn time_by(&self, road: u32, place: Coord<f64>, scale: Coord<f64>) -> u32 {
        if road == NONE || !on_the_globe(place) {
            return NONE;
        }
        let (distance, fraction) = squared(self.ground.table.line(road, self.ground.at), place, scale);
        let Some(access) = self.ground.off.access(distance.sqrt()) else { return NONE };
        self.time(road, fraction).saturating_add(access)
    }
}

/// The nodes to which trips from `places` lead first, and the milliseconds to each.
pub(super) fn seeds(places: &[Place]) -> Vec<(u32, u32)> {
    let short = |(node, time)| (u32::try_from(node).expect("nodes are counted in u32"), time);
    places.iter().flat_map(Place::departures).flatten().map(short).collect()
}

impl RoadTimes {
    /// No place on the road is reached later, if one of its ends leads into it.
    fn latest(&self) -> u32 {
        let through = |k: usize| {
            let open = self.nodes[k] != NONE && self.ways[k] != NONE;
            if open { self.nodes[k].saturating_add(self.ways[k]) } else { NONE }
        };
        // At the ends themselves the time of the node counts.
        match [through(0).min(through(1)), self.nodes[0], self.nodes[1]] {
            [through, a, b] if a != NONE && b != NONE => through.max(a).max(b),
            _ => NONE,
        }
    }

    /// By way of the ends.
    fn at(&self, fraction: f64) -> u32 {
        if fraction <= 0.0 {
            return self.nodes[0];
        }
        if fraction >= 1.0 {
            return self.nodes[1];
        }
        let by = |node: u32, way: u32, share: f64| {
            if node == NONE || way == NONE { NONE } else { node.saturating_add(part(way, share)) }
        };
        let ahead = by(self.nodes[0], self.ways[0], fraction);
        ahead.min(by(self.nodes[1], self.ways[1], 1.0 - fraction))
    }

    /// From a centre on this road, along it.
    fn along_from(&self, place: &Place, fraction: f64) -> u32 {
        let run = |way: u32, from: Option<[u32; 2]>, share: f64, ahead: bool| match from {
            Some([before, _]) if ahead && way != NONE => part(way, share).saturating_sub(before),
            _ => NONE,
        };
        let [along, against] = place.ways();
        let along = run(self.ways[0], along, fraction, place.fraction <= fraction);
        let against = run(self.ways[1], against, 1.0 - fraction, place.fraction >= fraction);
        along.min(against).saturating_add(place.access)
    }
}

/// Square metres of the distance from a place to a line, and how far along the line that is.
fn squared([start, end]: [Coord<f64>; 2], place: Coord<f64>, scale: Coord<f64>) -> (f64, f64) {
    let flat = |at: Coord<f64>| Coord { x: (at.x - place.x) * scale.x, y: (at.y - place.y) * scale.y };
    let (start, end) = (flat(start), flat(end));
    let way = end - start;
    let length = way.x * way.x + way.y * way.y;
    let fraction =
        if length > 0.0 { (-(start.x * way.x + start.y * way.y) / length).clamp(0.0, 1.0) } else { 0.0 };
    let nearest = if fraction >= 1.0 { end } else { start + way * fraction };
    (nearest.x * nearest.x + nearest.y * nearest.y, fraction)
}
