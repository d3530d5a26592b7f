//! The roads of a graph, each once for both directions.

use crate::network::graph::Graph;
use geo_types::Coord;

/// Where there is no such thing: a way that is not open, a node that is not reached.
pub(super) const NONE: u32 = u32::MAX;

/// Roads by their ends, the lower node first; what a road of several parallel edges takes is the fastest of them.
#[derive(Debug)]
pub(super) struct RoadTable {
    ends: Vec<[u32; 2]>,
    /// Milliseconds from the first end to the second, and back; [`NONE`] where that way is not open.
    ways: Vec<[u32; 2]>,
    /// Where the roads of each node begin in `of`.
    first: Vec<u32>,
    of: Vec<u32>,
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
        let (mut ends, mut ways): (Vec<[u32; 2]>, Vec<[u32; 2]>) = (Vec::new(), Vec::new());
        for (pair, way, time) in edges {
            if ends.last() != Some(&pair) {
                ends.push(pair);
                ways.push([NONE; 2]);
            }
            let known = &mut ways.last_mut().expect("a road was put there")[usize::from(way)];
            *known = time.min(*known);
        }
        assert!(ends.len() < 1 << 31, "roads are counted in u32");
        let mut first = vec![0_u32; graph.nodes() + 1];
        for &node in ends.iter().flatten() {
            first[node as usize + 1] += 1;
        }
        for node in 0..graph.nodes() {
            first[node + 1] += first[node];
        }
        let (mut next, mut of) = (first.clone(), vec![0; ends.len() * 2]);
        for (road, pair) in (0..).zip(&ends) {
            for &node in pair {
                of[next[node as usize] as usize] = road;
                next[node as usize] += 1;
            }
        }
        Self { ends, ways, first, of }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn ends(&self, road: u32) -> [u32; 2] {
        self.ends[road as usize]
    }

    pub(super) fn ways(&self, road: u32) -> [u32; 2] {
        self.ways[road as usize]
    }

    /// The road between two nodes, the lower first.
    pub(super) fn between(&self, ends: [u32; 2]) -> Option<u32> {
        self.ends.binary_search(&ends).ok().and_then(|road| u32::try_from(road).ok())
    }

    /// The roads that end at `node`.
    pub(super) fn of_node(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.of[self.first[node] as usize..self.first[node + 1] as usize]
    }

    /// Longitude and latitude of both ends.
    pub(super) fn line(&self, road: u32, at: &[Coord<f64>]) -> [Coord<f64>; 2] {
        self.ends(road).map(|node| at[node as usize])
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
        assert_eq!((table.ends(0), table.ways(0)), ([0, 2], [5, 9]));
        assert_eq!((table.ends(1), table.ways(1)), ([2, 3], [NONE, 4]));
        assert_eq!((table.len(), table.of_node(2), table.of_node(1)), (2, &[0, 1][..], &[][..]));
        assert_eq!((table.between([2, 3]), table.between([0, 3])), (Some(1), None));
    }
}
