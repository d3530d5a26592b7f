//! Travel times between places of any kind, from the times between the nodes around them.

use super::bounded::Within;
use super::place::{Ends, Place};
use super::router::Router;
use super::travel_times::TravelTimes;
use std::collections::HashMap;

/// Destinations made ready to be asked for again and again.
#[derive(Debug)]
pub struct Destinations {
    places: Vec<Option<Place>>,
    /// The nodes from which trips come to them, each once.
    nodes: Vec<usize>,
    /// For each destination the places of its nodes in `nodes`, with the milliseconds that follow.
    arrivals: Vec<[Option<(u32, u32)>; 2]>,
    /// The destinations along each road; those that are nodes are not among them.
    on_road: HashMap<[u32; 2], Vec<u32>>,
    /// Where the entries of each of `nodes` begin in `around`, and the number of all.
    first: Vec<u32>,
    /// Destinations by the node before them, with the milliseconds that follow.
    around: Vec<(u32, u32)>,
    /// The place in `nodes` of each node of the graph.
    place_of: HashMap<usize, u32>,
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 destinations")
}

impl Destinations {
    /// Makes `places` ready; those that are `None` are reached by no trip.
    ///
    /// # Panics
    /// If there are 2³² or more.
    #[must_use]
    pub fn new(places: Vec<Option<Place>>) -> Self {
        let mut place_of = HashMap::new();
        let (mut nodes, mut on_road) = (Vec::new(), HashMap::<_, Vec<u32>>::new());
        let mut arrivals = Vec::with_capacity(places.len());
        for (number, place) in places.iter().enumerate() {
            let Some(place) = place else {
                arrivals.push([None; 2]);
                continue;
            };
            arrivals.push(place.arrivals().map(|end| {
                end.map(|(node, after)| {
                    let known = place_of.entry(node).or_insert_with(|| {
                        nodes.push(node);
                        whole(nodes.len() - 1)
                    });
                    (*known, after)
                })
            }));
            if !place.is_node() || place.access > 0 {
                on_road.entry(place.ends).or_default().push(whole(number));
            }
        }
        let mut first = vec![0_u32; nodes.len() + 1];
        let each = || {
            let both = |(number, ends): (usize, &[Option<(u32, u32)>; 2])| {
                ends.map(|end| end.map(|(node, after)| (node as usize, whole(number), after)))
            };
            arrivals.iter().enumerate().flat_map(both).flatten()
        };
        each().for_each(|(node, ..)| first[node + 1] += 1);
        for node in 0..nodes.len() {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut around = vec![(0, 0); first[nodes.len()] as usize];
        for (node, number, after) in each() {
            around[next[node] as usize] = (number, after);
            next[node] += 1;
        }
        Self { places, nodes, arrivals, on_road, first, around, place_of }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Travel times from each of `origins` to every destination.
    #[must_use]
    pub fn times_from<'a>(&'a self, router: &Router, origins: &'a [Option<Place>]) -> Block<'a> {
        let mut nodes: Vec<usize> =
            origins.iter().flatten().flat_map(Place::departures).flatten().map(|end| end.0).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let times = router.travel_times(&nodes, &self.nodes);
        Block { destinations: self, origins, nodes, times }
    }

    /// The destinations that `origin` reaches by `limit` (that time included), in order, with their milliseconds.
    pub fn within(&self, search: &mut Within<'_>, origin: &Place, limit: u32) -> Vec<(usize, u64)> {
        let seeds: Vec<(usize, u32)> = origin.departures().into_iter().flatten().collect();
        let mut found: Vec<(usize, u64)> = self.direct(origin).collect();
        for (node, time) in search.times(&seeds, limit) {
            let Some(&place) = self.place_of.get(&node) else { continue };
            let around = self.first[place as usize] as usize..self.first[place as usize + 1] as usize;
            for &(number, after) in &self.around[around] {
                found.push((number as usize, u64::from(time) + u64::from(after)));
            }
        }
        found.retain(|&(_, time)| time <= u64::from(limit));
        found.sort_unstable();
        found.dedup_by_key(|&mut (number, _)| number);
        found
    }

    /// The destinations on the same road as `origin`, and the trips that stay on it.
    fn direct<'a>(&'a self, origin: &'a Place) -> impl Iterator<Item = (usize, u64)> + 'a {
        let beside = self.on_road.get(&origin.ends).map_or(&[][..], Vec::as_slice);
        let trip = |&number: &u32| {
            let place = self.places[number as usize].as_ref()?;
            Some((number as usize, origin.direct(place)?))
        };
        beside.iter().filter_map(trip)
    }
}

/// Travel times from some origins to all destinations.
#[derive(Debug)]
pub struct Block<'a> {
    destinations: &'a Destinations,
    origins: &'a [Option<Place>],
    /// From which the times are, in rising order.
    nodes: Vec<usize>,
    times: TravelTimes,
}

impl Block<'_> {
    /// Milliseconds from origin `i` of the block to every destination, in order; `None` without a path.
    ///
    /// # Panics
    /// If there is no such origin.
    #[must_use]
    pub fn row(&self, i: usize) -> Vec<Option<u64>> {
        let Some(origin) = &self.origins[i] else { return vec![None; self.destinations.len()] };
        let out: Ends = origin.departures();
        let out = out.map(|end| {
            let row = |node| self.nodes.binary_search(&node).expect("a node that was asked for");
            end.map(|(node, before)| (row(node), before))
        });
        let shortest = |ends: &[Option<(u32, u32)>; 2]| {
            let mut best: Option<u64> = None;
            for (row, before) in out.into_iter().flatten() {
                for &(column, after) in ends.iter().flatten() {
                    let Some(time) = self.times.milliseconds(row, column as usize) else { continue };
                    let time = u64::from(before) + u64::from(time) + u64::from(after);
                    best = Some(best.map_or(time, |best| best.min(time)));
                }
            }
            best
        };
        let mut row: Vec<Option<u64>> = self.destinations.arrivals.iter().map(shortest).collect();
        for (number, time) in self.destinations.direct(origin) {
            row[number] = Some(row[number].map_or(time, |known| known.min(time)));
        }
        row
    }
}

#[cfg(test)]
mod tests;
