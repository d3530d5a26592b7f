//! What holds for the measures of structure on every network.

use super::{
    ClosenessDefinition, Distances, EndOptions, Flows, closeness, detour, network_efficiency, straightness,
    tied_betweenness,
};
use crate::network::{Direction, Edge, Graph, TravelTimes};
use proptest::prelude::*;

const DEFINITIONS: [ClosenessDefinition; 4] = [
    ClosenessDefinition::Freeman,
    ClosenessDefinition::WithinReach,
    ClosenessDefinition::WassermanFaust,
    ClosenessDefinition::Harmonic,
];

/// Up to nine nodes with a mass each, some of it zero, and edges of whole minutes.
fn networks() -> impl Strategy<Value = (Vec<f64>, Vec<Edge>)> {
    (2..9_u32).prop_flat_map(|nodes| {
        let edge = (0..nodes, 0..nodes, 1..50_u32);
        let edge = edge.prop_map(|(tail, head, time)| Edge { tail, head, milliseconds: time * 60_000 });
        let mass = prop_oneof![1 => Just(0.0), 4 => (1_u32..1000).prop_map(f64::from)];
        let masses = prop::collection::vec(mass, nodes as usize);
        (masses, prop::collection::vec(edge, 1..30))
    })
}

fn times(nodes: usize, edges: &[Edge]) -> TravelTimes {
    let all: Vec<usize> = (0..nodes).collect();
    Graph::new(nodes, edges).unwrap().travel_times(&all, &all)
}

fn of(times: &TravelTimes, masses: &[f64], definition: ClosenessDefinition) -> Vec<Option<f64>> {
    closeness(times, masses, definition, &EndOptions::default()).unwrap().closeness
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs().max(b.abs()),
        (None, None) => true,
        _ => false,
    }
}

fn all_close(a: &[Option<f64>], b: &[Option<f64>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| close(a, b))
}

proptest! {
    #[test]
    fn inward_is_outward_on_the_network_turned_round((masses, edges) in networks()) {
        let turned: Vec<Edge> =
            edges.iter().map(|&edge| Edge { tail: edge.head, head: edge.tail, ..edge }).collect();
        let (times, turned) = (times(masses.len(), &edges), times(masses.len(), &turned));
        let to = EndOptions { direction: Direction::To, ..EndOptions::default() };
        for definition in DEFINITIONS {
            let inward = closeness(&times, &masses, definition, &to).unwrap();
            let outward = closeness(&turned, &masses, definition, &EndOptions::default()).unwrap();
            prop_assert_eq!(inward, outward);
        }
    }

    #[test]
    fn where_all_is_reached_three_definitions_are_one((masses, edges) in networks()) {
        let times = times(masses.len(), &edges);
        let [freeman, within, wasserman_faust, harmonic] =
            DEFINITIONS.map(|definition| of(&times, &masses, definition));
        for i in 0..masses.len() {
            if freeman[i].is_some() {
                prop_assert!(close(freeman[i], within[i]) && close(freeman[i], wasserman_faust[i]));
                // The harmonic mean of times is never above the arithmetic one.
                prop_assert!(harmonic[i].unwrap() >= freeman[i].unwrap() * (1.0 - 1e-12));
            }
        }
    }

    #[test]
    fn a_new_edge_never_lowers_efficiency((masses, edges) in networks(), tail: u32, head: u32) {
        let nodes = u32::try_from(masses.len()).unwrap();
        let mut more = edges.clone();
        more.push(Edge { tail: tail % nodes, head: head % nodes, milliseconds: 60_000 });
        let before = network_efficiency(&times(masses.len(), &edges), &masses).unwrap();
        let after = network_efficiency(&times(masses.len(), &more), &masses).unwrap();
        let fell = |before: Option<f64>, after: Option<f64>| {
            before.zip(after).is_some_and(|(before, after)| after < before * (1.0 - 1e-12))
        };
        prop_assert!(!fell(before.global, after.global));
        prop_assert!(!before.nodal.iter().zip(&after.nodal).any(|(&before, &after)| fell(before, after)));
        prop_assert_eq!(before.global.is_some(), after.global.is_some(), "presence is a matter of masses");
    }

    #[test]
    fn twice_the_time_is_half_the_closeness((masses, edges) in networks()) {
        let slow: Vec<Edge> =
            edges.iter().map(|&edge| Edge { milliseconds: 2 * edge.milliseconds, ..edge }).collect();
        let (times, slow) = (times(masses.len(), &edges), times(masses.len(), &slow));
        for definition in DEFINITIONS {
            let half: Vec<_> = of(&times, &masses, definition).iter().map(|c| c.map(|c| c / 2.0)).collect();
            prop_assert!(all_close(&half, &of(&slow, &masses, definition)));
        }
    }

    #[test]
    fn a_mean_of_ratios_and_of_their_inverses((masses, edges) in networks(), metres in prop::collection::vec(1..100_u32, 81)) {
        let n = masses.len();
        let along = times(n, &edges);
        let speed = crate::units::KilometresPerHour::new(60.0);
        let along = Distances::at_speed(&along, speed).unwrap();
        let lines = metres[..n * n].iter().map(|&metres| Some(f64::from(metres)));
        let straight = Distances::from_metres(n, n, lines).unwrap();
        let options = EndOptions::default();
        let straightness = straightness(&along, &straight, &masses, &options).unwrap();
        let detour = detour(&along, &straight, &masses, &options).unwrap();
        prop_assert_eq!(&straightness.unreachable, &detour.unreachable);
        for i in (0..n).filter(|&i| detour.unreachable[i] == 0) {
            // Jensen's inequality.
            let both = straightness.straightness[i].zip(detour.route_factor[i]);
            prop_assert!(both.is_none_or(|(straight, factor)| straight * factor >= 1.0 - 1e-12));
        }
    }

    #[test]
    fn flow_over_edges_is_flow_into_nodes((masses, edges) in networks()) {
        let n = masses.len();
        let flows = Flows::product(&masses).unwrap();
        let found = tied_betweenness(n, &edges, &flows).unwrap();
        // What enters a node passes through or ends there.
        for k in 0..n {
            let entering: f64 =
                edges.iter().zip(&found.edges).filter(|(edge, _)| edge.head as usize == k).map(|(_, flow)| flow).sum();
            let times = times(n, &edges);
            let ending: f64 =
                (0..n).filter(|&i| times.milliseconds(i, k).is_some()).map(|i| flows.flow(i, k)).sum();
            prop_assert!((entering - found.nodes[k] - ending).abs() <= 1e-9 * entering.max(1.0));
        }
    }

    #[test]
    fn shuffling_the_places_shuffles_the_results(
        ((masses, edges), order) in networks().prop_flat_map(|network| {
            let order: Vec<usize> = (0..network.0.len()).collect();
            (Just(network), Just(order).prop_shuffle())
        }),
    ) {
        let n = masses.len();
        let mut new = vec![0; n];
        order.iter().enumerate().for_each(|(place, &old)| new[old] = u32::try_from(place).unwrap());
        let moved_edges: Vec<Edge> = (edges.iter())
            .map(|&edge| Edge { tail: new[edge.tail as usize], head: new[edge.head as usize], ..edge })
            .collect();
        let moved_masses: Vec<f64> = order.iter().map(|&old| masses[old]).collect();
        let moved = |values: &[Option<f64>]| -> Vec<_> { order.iter().map(|&old| values[old]).collect() };
        let (plain, shuffled) = (times(n, &edges), times(n, &moved_edges));
        for definition in DEFINITIONS {
            let there = of(&shuffled, &moved_masses, definition);
            prop_assert!(all_close(&moved(&of(&plain, &masses, definition)), &there));
        }
        let efficiency = network_efficiency(&plain, &masses).unwrap();
        let there = network_efficiency(&shuffled, &moved_masses).unwrap();
        prop_assert!(close(efficiency.global, there.global) && all_close(&moved(&efficiency.nodal), &there.nodal));
        let shares = |edges: &[Edge], masses: &[f64]| {
            tied_betweenness(n, edges, &Flows::product(masses).unwrap()).unwrap().node_shares
        };
        prop_assert!(all_close(&moved(&shares(&edges, &masses)), &shares(&moved_edges, &moved_masses)));
    }
}
