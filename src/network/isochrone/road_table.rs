//! The roads of a graph, each once for both directions.

use crate::network::graph::Graph;
use geo_types::Coord;

/// Where there is no such thing: a way that is not open, a node that is not reached.
pub(super) const NONE: u32 = u32::MAX;

/// Roads by their ends, the lower node first; what a road of several parallel edges takes is the fastest of them.
#[derive(Debug)]
pub(super) struct RoadTable {
    roads: Vec<Road>,
    /// Where the roads of each node begin in `of`.
    first: Vec<u32>,
    of: Vec<u32>,
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
        let mut first = vec![0_u32; graph.nodes() + 1];
        for node in roads.iter().flat_map(|road| road.ends) {
            first[node as usize + 1] += 1;
        }
        for node in 0..graph.nodes() {
            first[node + 1] += first[node];
        }
        let (mut next, mut of) = (first.clone(), vec![0; roads.len() * 2]);
        for (road, Road { ends, .. }) in (0..).zip(&roads) {
            for &node in ends {
                of[next[node as usize] as usize] = road;
                next[node as usize] += 1;
            }
        }
        Self { roads, first, of }
    }

    pub(super) fn len(&self) -> usize {
        self.roads.len()
    }

    pub(super) fn road(&self, road: u32) -> Road {
        self.roads[road as usize]
    }

    /// All of them, in order.
    pub(super) fn roads(&self) -> impl Iterator<Item = (u32, Road)> + '_ {
        (0..).zip(self.roads.iter().copied())
    }

    /// The road between two nodes, the lower first.
    pub(super) fn between(&self, ends: [u32; 2]) -> Option<u32> {
        self.roads
            .binary_search_by_key(&ends, |road| road.ends)
            .ok()
            .and_then(|road| u32::try_from(road).ok())
    }

    /// The roads that end at `node`.
    pub(super) fn of_node(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.of[self.first[node] as usize..self.first[node + 1] as usize]
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
        let roads: Vec<_> = table.roads().map(|(_, road)| (road.ends, road.ways)).collect();
        assert_eq!(roads, [([0, 2], [5, 9]), ([2, 3], [NONE, 4])]);
        assert_eq!((table.len(), table.of_node(2), table.of_node(1)), (2, &[0, 1][..], &[][..]));
        assert_eq!((table.between([2, 3]), table.between([0, 3])), (Some(1), None));
    }
}
