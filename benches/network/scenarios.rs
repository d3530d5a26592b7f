//! The network with a corridor made faster, and with edges added.

use super::judge::Judge;
use super::matrix;
use super::meter::Meter;
use super::queries::Queries;
use jingwei::network::{Edge, Graph, Router};

/// Roads added, in both directions.
const ADDED: usize = 10;

/// The edges of a graph in the order in which it was made from them.
fn edges(router: &Router) -> Vec<Edge> {
    let graph = router.graph();
    let number = |node: usize| u32::try_from(node).expect("nodes are counted in u32");
    let leaving = |tail: usize| {
        let edge = move |(head, milliseconds)| Edge { tail: number(tail), head: number(head), milliseconds };
        graph.leaving(tail).map(edge)
    };
    (0..graph.nodes()).flat_map(leaving).collect()
}

/// The trip between the first origin and the first destination between which there is one, the other way round too, takes
/// half the time.
pub(crate) fn changed(router: &Router, queries: &Queries, meter: &Meter, judged: bool) -> Result<(), String> {
    let ends = queries.src1000.iter().zip(&queries.dst1000);
    let trips = ends.filter_map(|(&a, &b)| {
        let mut way = router.shortest_path(a, b)?;
        way.extend(router.shortest_path(b, a).unwrap_or_default());
        (!way.is_empty()).then_some(way)
    });
    let Some(mut way) = trips.into_iter().next() else {
        eprintln!("no trip from an origin to its destination: no corridor to change");
        return Ok(());
    };
    way.sort_unstable();
    way.dedup();
    let list = edges(router);
    let changes: Vec<(usize, u32)> = way.iter().map(|&edge| (edge, list[edge].milliseconds / 2)).collect();
    eprintln!("the corridor has {} edges", changes.len());
    drop(list);
    meter
        .measure("changed_corridor", || (router.with_times(&changes), 0))
        .map_err(|error| error.to_string())?;
    let (times, renewed) = meter.measure("changed_corridor_matrix", || {
        let router = router.with_times(&changes).expect("it was made just now");
        let (times, sum) = matrix(&router, queries);
        ((times, router), sum)
    });
    let mut judge = Judge::new(renewed.graph(), judged);
    judge.matrix("changed_corridor_matrix", queries, &times);
    judge.verdict()
}

/// Roads between some origins and destinations, along the straight, so to say: half the time of now, or ten minutes
/// where there was no way.
pub(crate) fn added(router: &Router, queries: &Queries, meter: &Meter, judged: bool) -> Result<(), String> {
    let mut list = edges(router);
    for (&a, &b) in queries.src1000.iter().zip(&queries.dst1000).take(ADDED) {
        let now = router.pairs(&[(a, b)])[0];
        let milliseconds = now.map_or(600_000, |time| time / 2);
        for (tail, head) in [(a, b), (b, a)] {
            let [tail, head] =
                [tail, head].map(|node| u32::try_from(node).expect("nodes are counted in u32"));
            list.push(Edge { tail, head, milliseconds });
        }
    }
    let nodes = router.graph().nodes();
    let made = || Graph::new(nodes, &list).map(|graph| router.renewed(graph));
    meter.measure("added_edges", || (made(), 0)).map_err(|error| error.to_string())?;
    let (times, renewed) = meter.measure("added_edges_matrix", || {
        let router = made().expect("it was made just now");
        let (times, sum) = matrix(&router, queries);
        ((times, router), sum)
    });
    let mut judge = Judge::new(renewed.graph(), judged);
    judge.matrix("added_edges_matrix", queries, &times);
    judge.verdict()
}
