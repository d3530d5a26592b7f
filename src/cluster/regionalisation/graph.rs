//! Who may be in one region with whom: a graph without directions.

use super::attributes::Attributes;
use crate::weights::Weights;

/// The links of weights, both ways and without loops.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    starts: Vec<usize>,
    ends: Vec<u32>,
}

impl Graph {
    /// A link in either direction joins, whatever its weight.
    pub(super) fn new(weights: &Weights) -> Self {
        let n = weights.len();
        let mut rows: Vec<Vec<u32>> = (0..n).map(|i| weights.neighbours(i).to_vec()).collect();
        for i in 0..n {
            let small = u32::try_from(i).expect("units are counted in u32");
            for &j in weights.neighbours(i) {
                if weights.neighbours(j as usize).binary_search(&small).is_err() {
                    rows[j as usize].push(small);
                }
            }
        }
        let mut graph = Self { starts: Vec::with_capacity(n + 1), ends: Vec::with_capacity(weights.links()) };
        graph.starts.push(0);
        for (i, mut row) in rows.into_iter().enumerate() {
            row.sort_unstable();
            graph.ends.extend(row.into_iter().filter(|&j| j as usize != i));
            graph.starts.push(graph.ends.len());
        }
        graph
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn neighbours(&self, i: usize) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.ends[self.starts[i]..self.starts[i + 1]].iter().map(|&j| j as usize)
    }

    /// Each link once, the lower unit first, in their order.
    pub(super) fn links(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.len()).flat_map(|i| self.neighbours(i).filter(move |&j| i < j).map(move |j| (i, j)))
    }
}

/// Groups that grow together; each is known by its lowest unit.
pub(super) struct Groups {
    of: Vec<u32>,
}

impl Groups {
    pub(super) fn new(units: usize) -> Self {
        Self { of: (0..units).map(|i| u32::try_from(i).expect("units are counted in u32")).collect() }
    }

    pub(super) fn find(&mut self, mut i: usize) -> usize {
        while self.of[i] as usize != i {
            let above = self.of[self.of[i] as usize];
            self.of[i] = above;
            i = above as usize;
        }
        i
    }

    /// Joins the groups of two units; false where they were one.
    pub(super) fn join(&mut self, i: usize, j: usize) -> bool {
        let (a, b) = (self.find(i), self.find(j));
        self.of[a.max(b)] = u32::try_from(a.min(b)).expect("units are counted in u32");
        a != b
    }
}

/// The spanning forest with the least sum of lengths; of equal lengths the link with the lower units.
pub(super) fn shortest_forest(
    graph: &Graph,
    mut length: impl FnMut(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let small = |i: usize| u32::try_from(i).expect("units are counted in u32");
    let mut links: Vec<(u64, u32, u32)> =
        graph.links().map(|(i, j)| (ascending(length(i, j)), small(i), small(j))).collect();
    links.sort_unstable();
    let mut groups = Groups::new(graph.len());
    let links = links.into_iter().map(|(_, i, j)| (i as usize, j as usize));
    links.filter(|&(i, j)| groups.join(i, j)).collect()
}

/// The forest that joins each unit to those most like it.
pub(super) fn likest_forest(graph: &Graph, attributes: &Attributes) -> Vec<(usize, usize)> {
    shortest_forest(graph, |i, j| attributes.apart(i, j))
}

/// A whole number that orders like a number from zero up.
pub(super) fn ascending(number: f64) -> u64 {
    debug_assert!(number >= 0.0, "lengths are not negative");
    // −0 would be the greatest.
    (number + 0.0).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_count_in_either_direction_and_once() {
        let graph = Graph::new(&Weights::from_rows(vec![
            vec![(0, 1.0), (1, 0.5), (2, 0.0)],
            vec![(0, 2.0)],
            vec![],
            vec![(2, 1.0)],
        ]));
        assert_eq!(graph.links().collect::<Vec<_>>(), [(0, 1), (0, 2), (2, 3)]);
        assert_eq!(graph.neighbours(2).collect::<Vec<_>>(), [0, 3]);
    }

    #[test]
    fn the_forest_is_the_shortest() {
        let square = Graph::new(&Weights::from_neighbours(vec![vec![1, 3], vec![2], vec![3], vec![]]));
        let length = |i: usize, j: usize| if (i, j) == (0, 3) { 5.0 } else { 1.0 };
        assert_eq!(shortest_forest(&square, length), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(shortest_forest(&square, |_, _| 1.0), [(0, 1), (0, 3), (1, 2)]);
    }
}
