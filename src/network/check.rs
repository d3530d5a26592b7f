//! Topology: whether everything that should hang together does.

use super::assembly::{DeadEnd, Stretch};
use super::graph::Graph;
use crate::error::{Code, Finding};
use crate::layer::{Cities, listed};
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// What a network is made of and how it hangs together.
#[derive(Debug, Clone, PartialEq)]
pub struct Topology {
    /// Nodes of the graph.
    pub nodes: usize,
    /// Edges of the graph, one a direction.
    pub edges: usize,
    /// Places where roads, ferries or rail lines end or meet; a place of roads and one of railways are two.
    pub places: usize,
    /// Cities that trips join, as indices: the largest part first, of parts equally large the one with the
    /// lowest index.
    pub components: Vec<Vec<usize>>,
    /// Ends of corridors that meet neither another corridor nor a seat.
    pub dead_ends: Vec<DeadEnd>,
    /// Corridors a stretch of which is the only way between some cities and the others, by index.
    pub bridges: Vec<usize>,
    /// Cities that are a part by themselves, by index; empty where there is only one city.
    pub unreached: Vec<usize>,
}

impl Topology {
    pub(super) fn new(
        graph: &Graph,
        cities: usize,
        places: usize,
        stretches: &[Stretch],
        dead_ends: Vec<DeadEnd>,
    ) -> Self {
        let components = components(graph, cities);
        let alone = components.iter().filter(|part| part.len() == 1 && cities > 1);
        let mut unreached: Vec<usize> = alone.map(|part| part[0]).collect();
        unreached.sort_unstable();
        Self {
            nodes: graph.nodes(),
            edges: graph.edges(),
            places,
            components,
            dead_ends,
            bridges: bridges(graph.nodes(), cities, stretches),
            unreached,
        }
    }

    pub(super) fn findings(&self, cities: &Cities) -> Vec<Finding> {
        let at = |finding: Finding, city: usize| {
            finding.file(&cities.source).id(&cities.ids[city]).name(&cities.names[city])
        };
        let parts: Vec<_> = self.components.iter().filter(|part| part.len() > 1).collect();
        let apart = parts.iter().skip(1).map(|part| {
            let what = format!("{} cities are joined with each other and with no more", part.len());
            Finding::new(Code::Disconnected, what).file(&cities.source).value(listed(&cities.names, part))
        });
        let alone = self.unreached.iter();
        let alone =
            alone.map(|&city| at(Finding::new(Code::Unreachable, "no trip leads to another city"), city));
        apart.chain(alone).collect()
    }
}

/// The parts into which the cities fall; one-way edges join as others do.
fn components(graph: &Graph, cities: usize) -> Vec<Vec<usize>> {
    let mut parts = UnionFind::new(graph.nodes());
    for node in 0..graph.nodes() {
        for (head, _) in graph.leaving(node) {
            parts.union(node, head);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for city in 0..cities {
        members.entry(parts.find(city)).or_default().push(city);
    }
    let mut parts: Vec<Vec<usize>> = members.into_values().collect();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

/// The corridors with a stretch whose loss parts cities; directions do not count.
fn bridges(nodes: usize, cities: usize, stretches: &[Stretch]) -> Vec<usize> {
    // One edge for all stretches between two sites: the search for bridges does not see parallel edges.
    let mut between: BTreeMap<(u32, u32), Vec<Option<usize>>> = BTreeMap::new();
    for stretch in stretches {
        let [a, b] = stretch.sites;
        between.entry((a.min(b), a.max(b))).or_default().push(stretch.corridor);
    }
    let mut sites = UnGraph::<(), Option<usize>>::with_capacity(nodes, between.len());
    for _ in 0..nodes {
        sites.add_node(());
    }
    let mut parallel = vec![false; between.len()];
    for (edge, (&(a, b), corridors)) in between.iter().enumerate() {
        sites.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), corridors[0]);
        parallel[edge] = corridors.len() > 1;
    }
    let mut bridge = vec![false; between.len()];
    for edge in petgraph::algo::bridges::bridges(&sites) {
        let edge = edge.id().index();
        bridge[edge] = !parallel[edge];
    }
    cities_behind(&sites, cities, &bridge)
        .into_iter()
        .filter_map(|(corridor, behind, all)| corridor.filter(|_| behind > 0 && behind < all))
        .collect::<std::collections::BTreeSet<usize>>()
        .into_iter()
        .collect()
}

/// For each bridge its corridor, the cities on one side of it, and the cities on both.
fn cities_behind(
    sites: &UnGraph<(), Option<usize>>,
    cities: usize,
    bridge: &[bool],
) -> Vec<(Option<usize>, usize, usize)> {
    let (mut banks, mut parts) = (UnionFind::new(sites.node_count()), UnionFind::new(sites.node_count()));
    for edge in sites.edge_references() {
        let (a, b) = (edge.source().index(), edge.target().index());
        parts.union(a, b);
        if !bridge[edge.id().index()] {
            banks.union(a, b);
        }
    }
    // Banks and bridges are a forest: leaf after leaf hands its cities over the one bridge it has left.
    let mut on_bank = vec![0_usize; sites.node_count()];
    let mut in_part = vec![0_usize; sites.node_count()];
    for city in 0..cities {
        on_bank[banks.find(city)] += 1;
        in_part[parts.find(city)] += 1;
    }
    let mut left: Vec<Vec<(usize, usize)>> = vec![Vec::new(); sites.node_count()];
    for edge in sites.edge_references().filter(|edge| bridge[edge.id().index()]) {
        let [a, b] = [edge.source(), edge.target()].map(|node| banks.find(node.index()));
        left[a].push((b, edge.id().index()));
        left[b].push((a, edge.id().index()));
    }
    let mut crossed = vec![false; bridge.len()];
    let mut leaves: Vec<usize> = (0..left.len()).filter(|&bank| left[bank].len() == 1).collect();
    let mut degree: Vec<usize> = left.iter().map(Vec::len).collect();
    let mut found = Vec::new();
    while let Some(leaf) = leaves.pop() {
        let Some(&(other, edge)) = left[leaf].iter().find(|&&(_, edge)| !crossed[edge]) else { continue };
        crossed[edge] = true;
        let corridor = sites[petgraph::graph::EdgeIndex::new(edge)];
        found.push((corridor, on_bank[leaf], in_part[parts.find(leaf)]));
        on_bank[other] += on_bank[leaf];
        degree[other] -= 1;
        if degree[other] == 1 {
            leaves.push(other);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Corridors between two nodes each, of which the first `cities` are cities.
    fn stretches(pairs: &[(u32, u32)]) -> Vec<Stretch> {
        pairs.iter().enumerate().map(|(i, &(a, b))| Stretch { sites: [a, b], corridor: Some(i) }).collect()
    }

    fn pairs_joined(nodes: usize, cities: usize, pairs: impl Iterator<Item = (u32, u32)>) -> usize {
        let mut parts = UnionFind::new(nodes);
        pairs.for_each(|(a, b)| {
            parts.union(a as usize, b as usize);
        });
        let joined = |i: usize| (0..cities).filter(|&j| parts.equiv(i, j)).count();
        (0..cities).map(joined).sum()
    }

    #[test]
    fn a_way_round_is_no_bridge() {
        // 0-1-2 a triangle, 2-3 the only way, 3-4 doubled, 4-9 leads to no city.
        let pairs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (4, 9)];
        assert_eq!(bridges(10, 5, &stretches(&pairs)), [3]);
    }

    proptest! {
        #[test]
        fn losing_a_bridge_parts_cities(
            pairs in proptest::collection::vec((0..12_u32, 0..12_u32), 0..18),
            cities in 1..12_usize,
        ) {
            let pairs: Vec<_> = pairs.into_iter().filter(|(a, b)| a != b).collect();
            let whole = pairs_joined(12, cities, pairs.iter().copied());
            let without = |lost: usize| {
                let rest = pairs.iter().enumerate().filter(move |&(i, _)| i != lost);
                pairs_joined(12, cities, rest.map(|(_, &pair)| pair))
            };
            let judged: Vec<usize> = (0..pairs.len()).filter(|&lost| without(lost) < whole).collect();
            prop_assert_eq!(bridges(12, cities, &stretches(&pairs)), judged);
        }
    }
}
