//! The searches against all divisions, and the measures against their definitions.

use super::random::{generator, order, unit};
use super::{
    InfomapOptions, InteractionGraph, LeidenOptions, LouvainOptions, Quality, constant_potts, infomap, judge,
    leiden, louvain, map_equation, modularity,
};
use crate::network::TravelTimes;
use crate::weights::Weights;

/// Zachary (1977), members counted from 1.
#[rustfmt::skip]
const KARATE: [(usize, usize); 78] = [
    (2, 1), (3, 1), (3, 2), (4, 1), (4, 2), (4, 3), (5, 1), (6, 1), (7, 1), (7, 5), (7, 6), (8, 1), (8, 2),
    (8, 3), (8, 4), (9, 1), (9, 3), (10, 3), (11, 1), (11, 5), (11, 6), (12, 1), (13, 1), (13, 4), (14, 1),
    (14, 2), (14, 3), (14, 4), (17, 6), (17, 7), (18, 1), (18, 2), (20, 1), (20, 2), (22, 1), (22, 2),
    (26, 24), (26, 25), (28, 3), (28, 24), (28, 25), (29, 3), (30, 24), (30, 27), (31, 2), (31, 9), (32, 1),
    (32, 25), (32, 26), (32, 29), (33, 3), (33, 9), (33, 15), (33, 16), (33, 19), (33, 21), (33, 23),
    (33, 24), (33, 30), (33, 31), (33, 32), (34, 9), (34, 10), (34, 14), (34, 15), (34, 16), (34, 19),
    (34, 20), (34, 21), (34, 23), (34, 24), (34, 27), (34, 28), (34, 29), (34, 30), (34, 31), (34, 32),
    (34, 33),
];

fn karate() -> InteractionGraph {
    InteractionGraph::from_links(34, &KARATE.map(|(i, j)| (i - 1, j - 1, 1.0))).unwrap()
}

/// A network of `cities` cities by chance: every other pair, weights of few values so that there are ties.
fn by_chance(cities: usize, seed: u64) -> InteractionGraph {
    let mut random = generator(seed, 77);
    let mut links = Vec::new();
    for j in 0..cities {
        for i in 0..j {
            if unit(&mut random) < 0.5 {
                links.push((i, j, (unit(&mut random) * 4.0).floor() + 0.5));
            }
        }
    }
    InteractionGraph::from_links(cities, &links).unwrap()
}

#[test]
fn the_karate_club_is_divided_as_well_as_can_be() {
    let options = LeidenOptions { runs: 10, ..LeidenOptions::default() };
    let found = leiden(&karate(), &options).unwrap();
    assert!((found.quality.unwrap() - 0.419_789_6).abs() < 1e-7, "{:?}", found.quality);
    assert_eq!(found.sizes, [12, 11, 6, 5]);
    let found = louvain(&karate(), &LouvainOptions { runs: 30, ..LouvainOptions::default() }).unwrap();
    assert!((found.quality.unwrap() - 0.419_789_6).abs() < 1e-7, "{:?}", found.quality);
}

/// igraph 1.0.0, `Graph.Famous("Zachary").community_infomap(trials=100)`, finds 4.31179264580183 bits and three
/// communities.
#[test]
fn the_karate_club_takes_few_bits() {
    let found = infomap(&karate(), &InfomapOptions::default()).unwrap();
    assert!((found.quality.unwrap() - 4.311_792_645_801_83).abs() < 1e-10, "{:?}", found.quality);
    assert_eq!(found.sizes.len(), 3);
}

#[test]
fn measures_are_their_definitions() {
    for seed in 0..20 {
        let graph = by_chance(5, seed);
        if graph.links() == 0 {
            continue;
        }
        for division in judge::divisions(5) {
            for resolution in [0.0, 0.7, 1.0, 2.5] {
                let q = modularity(&graph, &division, resolution).unwrap().unwrap();
                assert!((q - judge::modularity(&graph, &division, resolution)).abs() < 1e-12);
                let h = constant_potts(&graph, &division, resolution).unwrap();
                assert!((h - judge::constant_potts(&graph, &division, resolution)).abs() < 1e-12);
            }
            let bits = map_equation(&graph, &division).unwrap();
            assert!((bits.total - judge::map_equation(&graph, &division)).abs() < 1e-12);
        }
    }
}

#[test]
fn a_link_to_itself_lies_inside_and_counts_twice_in_the_strength() {
    let graph = InteractionGraph::from_links(3, &[(0, 0, 2.0), (0, 1, 1.0), (1, 2, 3.0)]).unwrap();
    assert_eq!((graph.strength(0), graph.total()), (5.0, 6.0));
    for division in judge::divisions(3) {
        let q = modularity(&graph, &division, 1.0).unwrap().unwrap();
        assert!((q - judge::modularity(&graph, &division, 1.0)).abs() < 1e-12);
    }
}

#[test]
fn the_best_of_all_divisions_is_found() {
    let (mut tried, mut by_louvain) = (0, 0);
    for (seed, cities) in (0..40).zip((4..9).cycle()) {
        let graph = by_chance(cities, seed);
        if graph.links() == 0 {
            continue;
        }
        let all = judge::divisions(graph.len());
        let qualities = [
            Quality::Modularity { resolution: 1.0 },
            Quality::Modularity { resolution: 1.7 },
            Quality::ConstantPotts { resolution: 0.9 },
        ];
        for quality in qualities {
            let of = |division: &Vec<usize>| quality.of(&graph, division).unwrap();
            let best = all.iter().map(of).max_by(f64::total_cmp).unwrap();
            let leiden =
                leiden(&graph, &LeidenOptions { quality, runs: 20, ..LeidenOptions::default() }).unwrap();
            assert!((leiden.quality.unwrap() - best).abs() < 1e-12, "{seed} {quality:?}");
            let louvain = louvain(&graph, &LouvainOptions { quality, runs: 20, seed: 1 }).unwrap();
            assert!(louvain.quality.unwrap() < best + 1e-12, "{seed} {quality:?}");
            tried += 1;
            by_louvain += usize::from(louvain.quality.unwrap() > best - 1e-12);
        }
        let bits = |division: &Vec<usize>| map_equation(&graph, division).unwrap().total;
        let best = all.iter().map(bits).min_by(f64::total_cmp).unwrap();
        let found = infomap(&graph, &InfomapOptions { runs: 20, seed: 1 }).unwrap();
        assert!((found.quality.unwrap() - best).abs() < 1e-12, "{seed}: {:?}, not {best}", found.quality);
    }
    // Louvain, which never takes a city back, misses some whatever the order.
    assert!(10 * by_louvain >= 9 * tried, "{by_louvain} of {tried}");
}

/// A ring of groups, each wholly linked, the groups linked by one link each.
fn ring_of_groups(groups: usize, cities: usize) -> InteractionGraph {
    let mut links = Vec::new();
    for g in 0..groups {
        for i in 0..cities {
            links.extend((0..i).map(|j| (g * cities + i, g * cities + j, 1.0)));
        }
        links.push((g * cities, (g + 1) % groups * cities + 1, 1.0));
    }
    InteractionGraph::from_links(groups * cities, &links).unwrap()
}

#[test]
fn groups_that_stand_out_are_found_whole() {
    let graph = ring_of_groups(12, 6);
    let groups: Vec<usize> = (0..72).map(|i| i / 6).collect();
    assert_eq!(leiden(&graph, &LeidenOptions::default()).unwrap().community, groups);
    let quality = Quality::ConstantPotts { resolution: 0.5 };
    assert_eq!(
        leiden(&graph, &LeidenOptions { quality, ..LeidenOptions::default() }).unwrap().community,
        groups
    );
    assert_eq!(infomap(&graph, &InfomapOptions::default()).unwrap().community, groups);
}

#[test]
fn communities_of_leiden_are_connected() {
    for seed in 0..30 {
        let mut random = generator(seed, 5);
        let links: Vec<_> = (0..90)
            .map(|_| order(60, &mut random))
            .map(|drawn| (drawn[0] as usize, drawn[1] as usize, 1.0))
            .collect();
        let graph = InteractionGraph::from_links(60, &links).unwrap();
        let found = leiden(&graph, &LeidenOptions { seed, ..LeidenOptions::default() }).unwrap();
        for c in 0..found.sizes.len() {
            assert_eq!(judge::parts(&graph, &found.community, c), 1, "seed {seed}, community {c}");
        }
    }
}

#[test]
fn the_margin_is_what_a_move_to_the_runner_up_loses() {
    let graph = by_chance(8, 3);
    for quality in [Quality::Modularity { resolution: 1.0 }, Quality::ConstantPotts { resolution: 1.2 }] {
        let found = leiden(&graph, &LeidenOptions { quality, ..LeidenOptions::default() }).unwrap();
        for (city, standing) in found.standing.iter().enumerate() {
            let Some(other) = standing.runner_up else { continue };
            let mut moved = found.community.clone();
            moved[city] = other;
            let loses = found.quality.unwrap() - quality.of(&graph, &moved).unwrap();
            assert!((standing.margin.unwrap() - loses).abs() < 1e-12);
            assert!(loses >= -1e-12, "no move of a single city betters the division");
        }
    }
}

#[test]
fn the_answer_hangs_on_the_seed_alone_and_not_on_the_order_of_the_links() {
    let graph = by_chance(40, 9);
    let mut links: Vec<_> = (0..40)
        .flat_map(|i| graph.row(i).map(move |(j, w)| (i, j, w)).collect::<Vec<_>>())
        .filter(|&(i, j, _)| i < j)
        .collect();
    links.reverse();
    links.iter_mut().step_by(3).for_each(|link| *link = (link.1, link.0, link.2));
    let again = InteractionGraph::from_links(40, &links).unwrap();
    assert_eq!(graph, again);
    let options = LeidenOptions::default();
    assert_eq!(leiden(&graph, &options).unwrap(), leiden(&again, &options).unwrap());
}

#[test]
fn without_links_every_city_is_alone() {
    let graph = InteractionGraph::from_links(3, &[(0, 1, 0.0)]).unwrap();
    for found in [
        leiden(&graph, &LeidenOptions::default()).unwrap(),
        louvain(&graph, &LouvainOptions::default()).unwrap(),
        infomap(&graph, &InfomapOptions::default()).unwrap(),
    ] {
        assert_eq!(found.community, [0, 1, 2]);
        assert_eq!(found.quality, None);
        assert!(found.standing.iter().all(|standing| standing.inside.is_none()));
    }
    let none = InteractionGraph::from_links(0, &[]).unwrap();
    assert!(leiden(&none, &LeidenOptions::default()).unwrap().community.is_empty());
    assert!(infomap(&none, &InfomapOptions::default()).unwrap().community.is_empty());
}

#[test]
fn parts_of_a_network_share_no_community() {
    // Two triangles and a city apart.
    let links = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)].map(|(i, j)| (i, j, 1.0));
    let graph = InteractionGraph::from_links(7, &links).unwrap();
    let divided = [0, 0, 0, 1, 1, 1, 2];
    assert_eq!(leiden(&graph, &LeidenOptions::default()).unwrap().community, divided);
    assert_eq!(louvain(&graph, &LouvainOptions::default()).unwrap().community, divided);
    assert_eq!(infomap(&graph, &InfomapOptions::default()).unwrap().community, divided);
}

#[test]
fn bad_links_and_settings_are_refused() {
    let told =
        |links: &[(usize, usize, f64)]| InteractionGraph::from_links(2, links).unwrap_err().to_string();
    assert!(told(&[(0, 1, -1.0)]).contains("negative or not finite"));
    assert!(told(&[(0, 1, f64::NAN)]).contains("link 1"));
    assert!(told(&[(0, 1, 1.0), (0, 2, 1.0)]).contains("link 2 leads to a city that is not among the 2"));
    assert!(told(&[(0, 1, f64::MAX), (0, 1, f64::MAX)]).contains("more than a number holds"));
    let graph = InteractionGraph::from_links(2, &[(0, 1, 1.0)]).unwrap();
    for resolution in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(modularity(&graph, &[0, 0], resolution).is_err());
        let quality = Quality::Modularity { resolution };
        assert!(leiden(&graph, &LeidenOptions { quality, ..LeidenOptions::default() }).is_err());
        assert!(louvain(&graph, &LouvainOptions { quality, ..LouvainOptions::default() }).is_err());
    }
    assert!(leiden(&graph, &LeidenOptions { runs: 0, ..LeidenOptions::default() }).is_err());
    assert!(leiden(&graph, &LeidenOptions { iterations: 0, ..LeidenOptions::default() }).is_err());
    assert!(leiden(&graph, &LeidenOptions { randomness: f64::NAN, ..LeidenOptions::default() }).is_err());
    assert!(infomap(&graph, &InfomapOptions { runs: 0, seed: 1 }).is_err());
}

#[test]
fn interaction_falls_with_time_both_ways() {
    let times = TravelTimes::from_minutes(&[
        vec![Some(0.0), Some(10.0), None],
        vec![Some(20.0), Some(0.0), None],
        vec![Some(40.0), None, Some(0.0)],
    ]);
    let graph = InteractionGraph::time_decayed(&times, &[2.0, 3.0, 5.0], |time| 1.0 / time.get()).unwrap();
    assert!((graph.row(0).map(|(_, w)| w).next().unwrap() - 3.0 * (0.1 + 0.05)).abs() < 1e-12);
    assert_eq!(graph.row(2).collect::<Vec<_>>(), [(0, 5.0 / 40.0)]);
    assert!(InteractionGraph::time_decayed(&times, &[2.0, -3.0, f64::NAN], |_| 1.0).is_err());
    assert!(InteractionGraph::time_decayed(&times, &[2.0, 3.0, 5.0], |_| -1.0).is_err());
}

#[test]
fn spatial_weights_are_meant_over_both_directions() {
    let weights = Weights::from_rows(vec![vec![(1, 1.0)], vec![(0, 3.0), (2, 1.0)], vec![(2, 4.0)]]);
    let graph = InteractionGraph::from_weights(&weights).unwrap();
    assert_eq!(graph.row(1).collect::<Vec<_>>(), [(0, 2.0), (2, 0.5)]);
    assert!((graph.strength(2) - 8.5).abs() < 1e-12);
}
