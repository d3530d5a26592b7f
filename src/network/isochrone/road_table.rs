//! The roads of a graph, each once for both directions.

use crate::network::graph::Graph;
use geo_types::Coord;

/// Where there is no such thing: a way that is not open, a node that is not reached.
pub(super) const NONE: u32 = u32::MAX;

/// Roads by their ends, the lower node first; what a road of several parallel edges takes is the fastest of them.
#[derive(Debug)]
pub(super) struct RoadTable {
    roads: Vec<Road>,
}

/// A road, in the room of 16 bytes: many are looked at one after another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Road {
    pub(super) ends: [u32; 2],
    /// Milliseconds from the first end to the second, and back; [`NONE`] where that way is not open.
    pub(super) ways: [u32; 2],
}

impl RoadTable {
    /// # Panics
    /// If there are 2³¹ roads or more.
    pub(super) fn new(graph: &Graph) -> Self {
        let short = |node: usize| u32::try_from(node).expect("nodes are counted in u32");
        let mut edges = Vec::with_capacity(graph.edges());
        for tail in 0..graph.nodes() {
            for (head, time) in graph.leaving(tail).filter(|&(head, _)| head != tail) {
                let ahead = tail < head;
                edges.push(([short(tail.min(head)), short(tail.max(head))], u8::from(!ahead), time));
            }
        }
        edges.sort_unstable();
        let mut roads: Vec<Road> = Vec::new();
        for (ends, way, time) in edges {
            if roads.last().is_none_or(|road| road.ends != ends) {
                roads.push(Road { ends, ways: [NONE; 2] });
            }
            let known = &mut roads.last_mut().expect("a road was put there").ways[usize::from(way)];
            *known = time.min(*known);
        }
        assert!(roads.len() < 1 << 31, "roads are counted in u32");
        Self { roads }
    }

    pub(super) fn len(&self) -> usize {
        self.roads.len()
    }

    pub(super) fn road(&self, road: u32) -> Road {
        self.roads[road as usize]
    }

    /// The road between two nodes, the lower first.
    pub(super) fn between(&self, ends: [u32; 2]) -> Option<u32> {
        self.roads
            .binary_search_by_key(&ends, |road| road.ends)
            .ok()
            .and_then(|road| u32::try_from(road).ok())
    }

    /// Longitude and latitude of both ends.
    pub(super) fn line(&self, road: u32, at: &[Coord<f64>]) -> [Coord<f64>; 2] {
        self.road(road).ends.map(|node| at[node as usize])
    }

    /// Roads that can be seen on the plane, with where they run: not those round the back of the globe.
    pub(super) fn lines<'a>(
        &'a self,
        at: &'a [Coord<f64>],
    ) -> impl Iterator<Item = (u32, [Coord<f64>; 2])> + 'a {
        let line = |road: u32| (road, self.line(road, at));
        (0..u32::try_from(self.len()).expect("fewer than 2^31"))
            .map(line)
            .filter(|(_, [start, end])| (start.x - end.x).abs() <= 180.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Edge;

    #[test]
    fn a_road_is_both_directions_of_the_fastest_edges() {
        let edge = |tail, head, milliseconds| Edge { tail, head, milliseconds };
        let edges = [edge(2, 0, 9), edge(0, 2, 7), edge(0, 2, 5), edge(1, 1, 3), edge(3, 2, 4)];
        let table = RoadTable::new(&Graph::new(4, &edges).unwrap());
        let roads: Vec<_> = table.roads.iter().map(|road| (road.ends, road.ways)).collect();
        assert_eq!(roads, [([0, 2], [5, 9]), ([2, 3], [NONE, 4])]);
        assert_eq!((table.between([2, 3]), table.between([0, 3])), (Some(1), None));
    }
}
