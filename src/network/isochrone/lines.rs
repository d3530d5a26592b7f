//! The stretches of road that are reached in a given time.

use crate::network::bounded::Within;
use crate::network::graph::Graph;
use crate::network::place::{Place, fastest};
use crate::network::reach::Direction;
use geo_types::Coord;
use std::collections::HashMap;

/// A stretch of a road that is reached in one band of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// The ends of the road, the lower node first.
    pub ends: [u32; 2],
    /// Where the stretch begins and ends, as shares of the way from the first end to the second.
    pub shares: [f64; 2],
    /// Which band of time, from 0 on.
    pub band: usize,
}

impl Stretch {
    /// Longitude and latitude of both ends, on a road that runs straight between its nodes.
    #[must_use]
    pub fn line(&self, at: &[Coord<f64>]) -> [Coord<f64>; 2] {
        let [start, end] = self.ends.map(|node| at[node as usize]);
        self.shares.map(|share| if share >= 1.0 { end } else { start + (end - start) * share })
    }
}

/// A graph ready to be asked how far trips come.
#[derive(Debug)]
pub struct Isochrones {
    graph: Graph,
    direction: Direction,
}

/// A road or a part of one, whose ends are reached at some time.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// As shares of the way along the road.
    shares: [f64; 2],
    /// Milliseconds at which a trip is at each end.
    times: [Option<u32>; 2],
    /// Milliseconds from the first end to the second, and back, where that way is open.
    ways: [Option<u32>; 2],
}

impl Isochrones {
    /// Trips from places, or to places, on `graph`.
    #[must_use]
    pub fn new(graph: &Graph, direction: Direction) -> Self {
        let graph = match direction {
            Direction::From => graph.clone(),
            Direction::To => graph.reversed(),
        };
        Self { graph, direction }
    }

    /// The stretches of road within each of `limits`, rising milliseconds: those of band `k` are beyond limit
    /// `k − 1` and within limit `k`, that time included. By road, then along it.
    ///
    /// # Conventions
    /// A place on a road is reached along the road from whichever end is sooner, in proportion to the distance; a
    /// one-way road only as it runs.
    ///
    /// # Panics
    /// If the limits do not rise, or there is none.
    #[must_use]
    pub fn around(&self, place: &Place, limits: &[u32]) -> Vec<Stretch> {
        assert!(limits.windows(2).all(|pair| pair[0] < pair[1]), "limits rise");
        let longest = *limits.last().expect("a limit");
        let place = match self.direction {
            Direction::From => *place,
            Direction::To => place.turned(),
        };
        let seeds: Vec<(usize, u32)> = place.departures().into_iter().flatten().collect();
        let times: HashMap<usize, u32> =
            Within::new(&self.graph).times(&seeds, longest).into_iter().collect();
        let mut roads: Vec<[u32; 2]> = Vec::new();
        let short = |node: usize| u32::try_from(node).expect("nodes are counted in u32");
        for &tail in times.keys() {
            for (head, _) in self.graph.leaving(tail).filter(|&(head, _)| head != tail) {
                roads.push([short(tail.min(head)), short(tail.max(head))]);
            }
        }
        if !place.is_node() {
            roads.push(place.ends);
        }
        roads.sort_unstable();
        roads.dedup();
        let mut stretches = Vec::new();
        for ends in roads {
            let begun = stretches.len();
            for part in self.parts(ends, &times, &place) {
                part.cut(limits, |shares, band| stretches.push(Stretch { ends, shares, band }));
            }
            let found = stretches.split_off(begun);
            stretches.extend(joined(found));
        }
        stretches
    }

    /// The road between `ends`, in two where `place` is on it.
    fn parts(&self, ends: [u32; 2], times: &HashMap<usize, u32>, place: &Place) -> Vec<Part> {
        let [start, end] = ends.map(|node| times.get(&(node as usize)).copied());
        if place.is_node() || place.ends != ends {
            let ways = [fastest(&self.graph, ends[0], ends[1]), fastest(&self.graph, ends[1], ends[0])];
            return vec![Part { shares: [0.0, 1.0], times: [start, end], ways }];
        }
        let [along, against] = place.ways();
        let here = Some(place.access);
        let before = Part {
            shares: [0.0, place.fraction],
            times: [start, here],
            ways: [along.map(|way| way[0]), against.map(|way| way[1])],
        };
        let after = Part {
            shares: [place.fraction, 1.0],
            times: [here, end],
            ways: [along.map(|way| way[1]), against.map(|way| way[0])],
        };
        vec![before, after]
    }
}

impl Part {
    /// Cuts the part where one band of time meets the next.
    fn cut(&self, limits: &[u32], mut give: impl FnMut([f64; 2], usize)) {
        let ahead = self.times[0].zip(self.ways[0]);
        let back = self.times[1].zip(self.ways[1]);
        // Where trips from both ends meet, as a share of the part.
        let meet = match (ahead, back) {
            (Some((start, there)), Some((end, here))) => {
                let (start, there, end, here) =
                    (f64::from(start), f64::from(there), f64::from(end), f64::from(here));
                if there + here > 0.0 { ((end + here - start) / (there + here)).clamp(0.0, 1.0) } else { 1.0 }
            }
            (Some(_), None) => 1.0,
            (None, _) => 0.0,
        };
        let [low, high] = self.shares;
        let along = |share: f64| if share >= 1.0 { high } else { low + (high - low) * share };
        let mut run = |(from, whole): (u32, u32), most: f64, place: &dyn Fn(f64) -> f64| {
            let mut done = 0.0;
            for (band, &limit) in limits.iter().enumerate() {
                let Some(left) = limit.checked_sub(from) else { continue };
                let share = if left >= whole { 1.0 } else { f64::from(left) / f64::from(whole) };
                let share = share.min(most);
                if share > done {
                    let [a, b] = [place(done), place(share)];
                    give([a.min(b), a.max(b)], band);
                    done = share;
                }
            }
        };
        if let Some(ahead) = ahead {
            run(ahead, meet, &|share| along(share));
        }
        if let Some(back) = back {
            run(back, 1.0 - meet, &|share| along(if share >= 1.0 - meet { meet } else { 1.0 - share }));
        }
    }
}

/// Stretches of one road in order, those that meet in one band joined.
fn joined(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by(|a, b| a.shares[0].total_cmp(&b.shares[0]).then(a.shares[1].total_cmp(&b.shares[1])));
    let mut kept: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        if stretch.shares[0] >= stretch.shares[1] {
            continue;
        }
        match kept.last_mut() {
            Some(last) if last.band == stretch.band && last.shares[1] >= stretch.shares[0] => {
                last.shares[1] = stretch.shares[1];
            }
            _ => kept.push(stretch),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Edge;
    use proptest::prelude::*;

    fn graph(edges: &[(u32, u32, u32)]) -> Graph {
        let edges: Vec<Edge> =
            edges.iter().map(|&(tail, head, milliseconds)| Edge { tail, head, milliseconds }).collect();
        Graph::new(8, &edges).unwrap()
    }

    fn found(stretches: &[Stretch]) -> Vec<([u32; 2], [f64; 2], usize)> {
        stretches.iter().map(|s| (s.ends, s.shares, s.band)).collect()
    }

    #[test]
    fn roads_are_cut_at_the_minute() {
        let graph = graph(&[(0, 1, 100), (1, 0, 100), (1, 2, 100), (3, 0, 40)]);
        let origin = Coord { x: 0.0, y: 0.0 };
        let centre = Place::node(0, origin);
        let from = Isochrones::new(&graph, Direction::From).around(&centre, &[50, 150]);
        assert_eq!(found(&from), [([0, 1], [0.0, 0.5], 0), ([0, 1], [0.5, 1.0], 1), ([1, 2], [0.0, 0.5], 1)]);
        let to = Isochrones::new(&graph, Direction::To).around(&centre, &[40]);
        assert_eq!(found(&to), [([0, 1], [0.0, 0.4], 0), ([0, 3], [0.0, 1.0], 0)], "exactly 40 counts");
        let middle = Place::on_road(&graph, [0, 1], 0.5, origin).unwrap();
        let near = Isochrones::new(&graph, Direction::From).around(&middle, &[25]);
        assert_eq!(found(&near), [([0, 1], [0.25, 0.75], 0)], "before any node");
        let way = Place::on_road(&graph, [1, 2], 0.5, origin).unwrap();
        let ahead = Isochrones::new(&graph, Direction::From).around(&way, &[25]);
        assert_eq!(found(&ahead), [([1, 2], [0.5, 0.75], 0)], "one way");
        let behind = Isochrones::new(&graph, Direction::To).around(&way, &[60]);
        assert_eq!(found(&behind), [([0, 1], [0.9, 1.0], 0), ([1, 2], [0.0, 0.5], 0)]);
    }

    proptest! {
        /// Every road is cut into four pieces whose ends are nodes of the judge's graph.
        #[test]
        fn what_is_reached_is_what_a_finer_graph_says(
            list in prop::collection::vec((0_u32..8, 0_u32..8, 0_u32..10), 1..14),
            centre in 0_u32..8,
            limits in (0_u32..30, 1_u32..30),
            to in any::<bool>(),
        ) {
            let mut roads = list.clone();
            roads.retain(|road| road.0 != road.1);
            roads.sort_unstable();
            roads.dedup_by_key(|road| (road.0, road.1));
            let whole: Vec<(u32, u32, u32)> = roads.iter().map(|&(a, b, t)| (a, b, t * 8)).collect();
            let graph = graph(&whole);
            // Between any two nodes seven more, the same for both directions.
            let node = |a: u32, b: u32, eighth: u32| match eighth {
                0 => a,
                8 => b,
                _ if a < b => 8 + (a * 8 + b) * 7 + eighth - 1,
                _ => 8 + (b * 8 + a) * 7 + 7 - eighth,
            };
            let fine: Vec<Edge> = roads.iter().flat_map(|&(a, b, t)| (0..8).map(move |eighth| {
                let (tail, head) = (node(a, b, eighth), node(a, b, eighth + 1));
                if to { Edge { tail: head, head: tail, milliseconds: t } } else { Edge { tail, head, milliseconds: t } }
            })).collect();
            let direction = if to { Direction::To } else { Direction::From };
            let limits = [limits.0 * 8, (limits.0 + limits.1) * 8];
            let place = Place::node(centre as usize, Coord { x: 0.0, y: 0.0 });
            let stretches = Isochrones::new(&graph, direction).around(&place, &limits);
            let nodes = 8 + 64 * 7;
            let mut times: Vec<Option<u32>> = vec![None; nodes];
            times[centre as usize] = Some(0);
            for _ in 0..nodes {
                for edge in &fine {
                    let Some(time) = times[edge.tail as usize] else { continue };
                    let known = &mut times[edge.head as usize];
                    *known = Some(known.unwrap_or(u32::MAX).min(time + edge.milliseconds));
                }
            }
            let mut pairs: Vec<(u32, u32)> = roads.iter().map(|r| (r.0.min(r.1), r.0.max(r.1))).collect();
            pairs.sort_unstable();
            pairs.dedup();
            for (low, high) in pairs {
                for eighth in 1..8 {
                    // Of stretches that meet here, that of the earlier band holds the place.
                    let share = f64::from(eighth) / 8.0;
                    let holds = |s: &&Stretch| {
                        s.ends == [low, high] && s.shares[0] <= share + 1e-12 && share - 1e-12 <= s.shares[1]
                    };
                    let band = stretches.iter().filter(holds).map(|s| s.band).min();
                    let time = times[node(low, high, eighth) as usize];
                    let judged = time.and_then(|time| limits.iter().position(|&limit| time <= limit));
                    // At a time of exactly the limit a stretch may end before it begins to have a length.
                    if judged.is_some_and(|band| time == Some(limits[band])) && band != judged { continue; }
                    prop_assert_eq!(band, judged, "{} {} {}/8: {:?}", low, high, eighth, stretches);
                }
            }
        }
    }
}
