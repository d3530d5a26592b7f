//! How a graph of roads hangs together: what to look at before its travel times are believed.

use super::graph::Graph;
use super::parts;
use petgraph::unionfind::UnionFind;

/// What a graph is made of and how it hangs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// How many nodes.
    pub nodes: usize,
    /// How many edges, one a direction.
    pub edges: usize,
    /// Nodes of each part within which every node reaches every other, the largest first.
    pub strong: Vec<usize>,
    /// Nodes of each part that edges join whatever their direction, the largest first.
    pub weak: Vec<usize>,
    /// Nodes with exactly one neighbour.
    pub dead_ends: usize,
    /// Nodes that an edge enters and none leaves.
    pub no_exit: usize,
    /// Nodes that an edge leaves and none enters.
    pub no_entry: usize,
    /// Edges without one the other way between the same nodes.
    pub one_way: usize,
    /// Edges that take no time.
    pub zero: usize,
    /// The edge that takes longest: the nodes where it begins and ends, and its milliseconds. Of those that take
    /// equally long the first; none without edges.
    pub longest: Option<(usize, usize, u32)>,
}

impl Survey {
    /// Looks through `graph`.
    ///
    /// # Conventions
    /// Loops count as edges, and not as a way to a neighbour.
    ///
    /// # Complexity
    /// Close to linear in nodes and edges.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let reversed = graph.reversed();
        let mut survey = Self {
            nodes: graph.nodes(),
            edges: graph.edges(),
            strong: strong(graph),
            weak: weak(graph),
            dead_ends: 0,
            no_exit: 0,
            no_entry: 0,
            one_way: 0,
            zero: 0,
            longest: None,
        };
        let neighbours = |graph: &Graph, node: usize| {
            let mut heads: Vec<usize> =
                graph.leaving(node).map(|(head, _)| head).filter(|&head| head != node).collect();
            heads.sort_unstable();
            heads
        };
        for node in 0..graph.nodes() {
            let (to, from) = (neighbours(graph, node), neighbours(&reversed, node));
            survey.no_exit += usize::from(to.is_empty() && !from.is_empty());
            survey.no_entry += usize::from(from.is_empty() && !to.is_empty());
            survey.one_way += to.iter().filter(|head| from.binary_search(head).is_err()).count();
            let first = to.first().or(from.first());
            survey.dead_ends +=
                usize::from(first.is_some_and(|first| to.iter().chain(&from).all(|other| other == first)));
            for (head, milliseconds) in graph.leaving(node) {
                survey.zero += usize::from(milliseconds == 0);
                if survey.longest.is_none_or(|(_, _, longest)| longest < milliseconds) {
                    survey.longest = Some((node, head, milliseconds));
                }
            }
        }
        survey
    }
}

/// The nodes of each strongly connected part.
fn strong(graph: &Graph) -> Vec<usize> {
    let (part_of, parts) = parts::strong(graph);
    let mut members = vec![0; parts as usize];
    for part in part_of {
        members[part as usize] += 1;
    }
    sizes(members.into_iter())
}

fn weak(graph: &Graph) -> Vec<usize> {
    let mut parts = UnionFind::new(graph.nodes());
    for node in 0..graph.nodes() {
        for (head, _) in graph.leaving(node) {
            parts.union(node, head);
        }
    }
    let mut members = vec![0; graph.nodes()];
    for node in 0..graph.nodes() {
        members[parts.find(node)] += 1;
    }
    sizes(members.into_iter().filter(|&nodes| nodes > 0))
}

fn sizes(parts: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sizes: Vec<usize> = parts.collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Edge;
    use proptest::prelude::*;

    fn graph(nodes: usize, edges: &[(u32, u32, u32)]) -> Graph {
        let edge = |&(tail, head, milliseconds): &(u32, u32, u32)| Edge { tail, head, milliseconds };
        Graph::new(nodes, &edges.iter().map(edge).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn a_town_and_a_farm() {
        // A block 0-1-2 driven one way round, a street 2-3 both ways, a ramp 3→4, a node 5 by itself with a loop,
        // and a slip road 6→0.
        let edges = [(0, 1, 5), (1, 2, 0), (2, 0, 9), (2, 3, 9), (3, 2, 1), (3, 4, 1), (5, 5, 0), (6, 0, 2)];
        let survey = Survey::of(&graph(7, &edges));
        assert_eq!(
            survey,
            Survey {
                nodes: 7,
                edges: 8,
                strong: vec![4, 1, 1, 1],
                weak: vec![6, 1],
                dead_ends: 2,
                no_exit: 1,
                no_entry: 1,
                one_way: 5,
                zero: 2,
                longest: Some((2, 0, 9)),
            }
        );
        let empty = Survey::of(&graph(0, &[]));
        assert_eq!((empty.strong, empty.longest), (vec![], None));
    }

    proptest! {
        #[test]
        fn parts_are_those_that_trips_join(
            edges in proptest::collection::vec((0..9_u32, 0..9_u32, 0..9_u32), 0..20)
        ) {
            let graph = graph(9, &edges);
            let all: Vec<usize> = (0..9).collect();
            let times = graph.travel_times(&all, &all);
            let met = |i: usize, j: usize| times.milliseconds(i, j).is_some() && times.milliseconds(j, i).is_some();
            // The part of each node, counted once for each of its nodes.
            let mut judged: Vec<usize> = all.iter().map(|&i| all.iter().filter(|&&j| met(i, j)).count()).collect();
            judged.sort_unstable_by(|a, b| b.cmp(a));
            let survey = Survey::of(&graph);
            let found: Vec<usize> = survey.strong.iter().flat_map(|&n| std::iter::repeat_n(n, n)).collect();
            prop_assert_eq!(found, judged);
            prop_assert_eq!(survey.weak.iter().sum::<usize>(), 9);
            prop_assert!(survey.weak.len() <= survey.strong.len());
        }
    }
}
