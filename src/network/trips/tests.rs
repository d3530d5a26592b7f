use super::*;
use crate::network::judge::all_pairs;
use crate::network::{Edge, Graph};
use geo_types::Coord;
use proptest::prelude::*;

const NODES: u32 = 8;

/// A road: its ends, milliseconds there and back, where there is a way; and the shares of the places on it.
type Road = (u32, u32, Option<u32>, Option<u32>);

/// A graph with every point inserted as a node, by the rule told at [`Place`].
fn inserted(roads: &[Road], points: &[(usize, f64)]) -> (usize, Vec<Edge>) {
    let mut edges = Vec::new();
    let mut nodes = NODES;
    let first = nodes;
    nodes += u32::try_from(points.len()).unwrap();
    for (number, &(low, high, along, against)) in roads.iter().enumerate() {
        let mut on: Vec<(f64, u32)> =
            (first..).zip(points).filter(|(_, p)| p.0 == number).map(|(node, p)| (p.1, node)).collect();
        on.sort_by(|a, b| a.0.total_cmp(&b.0));
        // Points at one place are reached together, whichever way the road runs.
        for pair in on.windows(2).filter(|pair| pair[0].0.total_cmp(&pair[1].0).is_eq()) {
            let [a, b] = [pair[0].1, pair[1].1];
            edges.extend([(a, b), (b, a)].map(|(tail, head)| Edge { tail, head, milliseconds: 0 }));
        }
        let mut chain = |tail: u32, head: u32, whole: Option<u32>, stops: Vec<(f64, u32)>| {
            let Some(whole) = whole else { return };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
            let at = |share: f64| (f64::from(whole) * share).round() as u32;
            let (mut from, mut passed) = (tail, 0);
            for (share, node) in stops {
                edges.push(Edge { tail: from, head: node, milliseconds: at(share) - passed });
                (from, passed) = (node, at(share));
            }
            edges.push(Edge { tail: from, head, milliseconds: whole - passed });
        };
        chain(low, high, along, on.clone());
        chain(high, low, against, on.iter().rev().map(|&(share, node)| (1.0 - share, node)).collect());
    }
    (nodes as usize, edges)
}

fn roads() -> impl Strategy<Value = Vec<Road>> {
    let road = (0..NODES, 0..NODES, prop::option::of(0_u32..2000), prop::option::of(0_u32..2000));
    prop::collection::vec(road, 1..16).prop_map(|roads| {
        let mut kept: Vec<Road> = Vec::new();
        for (a, b, along, against) in roads {
            let (low, high) = (a.min(b), a.max(b));
            let known = kept.iter().any(|road| (road.0, road.1) == (low, high));
            if low != high && !known && (along.is_some() || against.is_some()) {
                kept.push((low, high, along, against));
            }
        }
        kept
    })
}

proptest! {
    #[test]
    fn times_are_those_of_a_graph_with_the_points_in_it(
        roads in roads(),
        spots in prop::collection::vec((0_usize..16, 1_u32..64), 1..8),
        access in 0_u32..300,
        limit in 0_u32..6000,
    ) {
        prop_assume!(!roads.is_empty());
        let edges: Vec<Edge> = roads.iter().flat_map(|&(low, high, along, against)| {
            let edge = |tail, head, time: Option<u32>| time.map(|milliseconds| Edge { tail, head, milliseconds });
            [edge(low, high, along), edge(high, low, against)].into_iter().flatten()
        }).collect();
        let graph = Graph::new(NODES as usize, &edges).unwrap();
        let spots: Vec<(usize, f64)> =
            spots.iter().map(|&(road, share)| (road % roads.len(), f64::from(share) / 64.0)).collect();
        let mut places: Vec<Option<Place>> = vec![None, Some(Place::node(3, Coord { x: 0.0, y: -1.0 }))];
        for (number, &(road, share)) in spots.iter().enumerate() {
            let given = Coord { x: number as f64, y: 1.0 };
            let place = Place::on_road(&graph, [roads[road].0, roads[road].1], share, given).unwrap();
            places.push(Some(place.with_access(access)));
        }
        let (nodes, all) = inserted(&roads, &spots);
        let judged = all_pairs(nodes, &all);
        // Places in the list as nodes of the judge's graph, and what lies between them and the road.
        let node = |place: usize| if place == 1 { (3, 0) } else { (NODES as usize + place - 2, access) };
        let expected = |i: usize, j: usize| {
            if i == 0 || j == 0 { return None; }
            if i == j { return Some(0); }
            let ((from, before), (to, after)) = (node(i), node(j));
            Some(u64::from(judged[from][to]?) + u64::from(before) + u64::from(after))
        };
        let destinations = Destinations::new(places.clone());
        let router = Router::unprepared(graph);
        let block = destinations.times_from(&router, &places);
        let mut search = Within::new(router.graph());
        for i in 0..places.len() {
            let wanted: Vec<Option<u64>> = (0..places.len()).map(|j| expected(i, j)).collect();
            prop_assert_eq!(&block.row(i), &wanted, "{:?}", &places[i]);
            let near: Vec<(usize, u64)> = wanted.iter().enumerate()
                .filter_map(|(j, time)| Some((j, time.filter(|&t| t <= u64::from(limit))?))).collect();
            let found = places[i].map_or(Vec::new(), |place| destinations.within(&mut search, &place, limit));
            prop_assert_eq!(found, near);
        }
    }
}

#[test]
fn a_one_way_road_is_followed_only_along() {
    let graph = Graph::new(2, &[Edge { tail: 0, head: 1, milliseconds: 1000 }]).unwrap();
    let place = |share: f64| Place::on_road(&graph, [0, 1], share, Coord { x: share, y: 0.0 });
    let places = vec![place(0.25), place(0.75)];
    let destinations = Destinations::new(places.clone());
    let router = Router::unprepared(graph.clone());
    let block = destinations.times_from(&router, &places);
    assert_eq!(block.row(0), [Some(0), Some(500)]);
    assert_eq!(block.row(1), [None, Some(0)], "the road does not lead back");
    assert_eq!(Place::on_road(&graph, [0, 0], 0.5, Coord { x: 0.0, y: 0.0 }), None);
}
