//! Density by definition, whichever way it is found.

use super::{
    BorderRule, BothWays, DbscanOptions, Density, HdbscanOptions, Neighbourhood, PlanarPoints, Selection,
    SymmetricTimes, dbscan, dbscan_on_plane, hdbscan, judge, optics,
};
use crate::network::TravelTimes;
use geo_types::Coord;
use proptest::prelude::*;

/// Points with ties and on each other, and others.
fn points() -> impl Strategy<Value = Vec<Coord<f64>>> {
    let coarse = (0..7_i8, 0..7_i8).prop_map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) });
    let fine = (0.0..7.0, 0.0..7.0).prop_map(|(x, y)| Coord { x, y });
    prop_oneof![
        prop::collection::vec(coarse.clone(), 0..40),
        prop::collection::vec(prop_oneof![coarse, fine], 0..40)
    ]
}

/// Times with gaps and the two ways apart.
fn times() -> impl Strategy<Value = TravelTimes> {
    (1_usize..14).prop_flat_map(|n| {
        let time = prop::option::weighted(0.8, (1_u32..40).prop_map(f64::from));
        prop::collection::vec(prop::collection::vec(time, n), n)
            .prop_map(|rows| TravelTimes::from_minutes(&rows))
    })
}

/// Places of which only distances are known.
struct AllPairs<'a>(&'a PlanarPoints);

impl Neighbourhood for AllPairs<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn distance(&self, i: usize, j: usize) -> Option<f64> {
        self.0.distance(i, j)
    }
}

const RULES: [BothWays; 3] = [BothWays::Longer, BothWays::Shorter, BothWays::Mean];

/// The clusters of an answer as sets of places.
fn sets(cluster: &[Option<usize>]) -> Vec<Vec<usize>> {
    let count = cluster.iter().flatten().max().map_or(0, |last| last + 1);
    (0..count).map(|c| (0..cluster.len()).filter(|&i| cluster[i] == Some(c)).collect()).collect()
}

fn hdbscan_is_its_definition(places: &impl Neighbourhood, least: usize, min_samples: usize) {
    let options = HdbscanOptions { min_cluster_size: least, min_samples, selection: Selection::ExcessOfMass };
    let found = hdbscan(places, &options).unwrap();
    let tree = judge::tree(places, min_samples, least);
    assert_eq!(found.tree.clusters.len(), tree.count());
    let (mut selected, _) = tree.selected(true);
    selected.sort();
    assert_eq!(sets(&found.cluster), selected);
    // Every cluster with its stability, whatever the order.
    let mut told: Vec<_> = found.tree.clusters.iter().map(|c| (c.size, c.stability)).collect();
    let mut right = Vec::new();
    let mut waiting = vec![&tree];
    while let Some(cluster) = waiting.pop() {
        right.push((cluster.places.len(), Some(cluster.stability).filter(|s| s.is_finite())));
        waiting.extend(&cluster.children);
    }
    let order = |a: &(usize, Option<f64>), b: &(usize, Option<f64>)| a.partial_cmp(b).unwrap();
    told.sort_by(order);
    right.sort_by(order);
    for (told, right) in told.iter().zip(&right) {
        assert_eq!((told.0, told.1.is_some()), (right.0, right.1.is_some()));
        let (a, b) = (told.1.unwrap_or(0.0), right.1.unwrap_or(0.0));
        assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{a}, not {b}");
    }
    for (cluster, probability) in found.cluster.iter().zip(&found.probability) {
        assert_eq!(cluster.is_some(), probability.is_some());
        assert!(probability.is_none_or(|probability| (0.0..=1.0).contains(&probability)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn dbscan_is_its_definition(points in points(), reach in 1..8_u8, min_points in 1..6_usize) {
        let options = DbscanOptions::new(f64::from(reach) / 2.0, min_points);
        let places = PlanarPoints::new(&points).unwrap();
        let found = dbscan_on_plane(&points, &options).unwrap();
        prop_assert_eq!(judge::faults(&places, &options, &found), Vec::<String>::new());
        for border in [BorderRule::Nearest, BorderRule::First, BorderRule::Noise] {
            let options = DbscanOptions { border, ..options };
            let found = dbscan_on_plane(&points, &options).unwrap();
            prop_assert_eq!(dbscan(&places, &options).unwrap(), found);
        }
    }

    #[test]
    fn dbscan_over_times_is_its_definition(times in times(), reach in 1..40_u8, min_points in 1..5_usize) {
        for rule in RULES {
            let places = SymmetricTimes::new(&times, rule);
            let options = DbscanOptions::new(f64::from(reach), min_points);
            let found = dbscan(&places, &options).unwrap();
            prop_assert_eq!(judge::faults(&places, &options, &found), Vec::<String>::new());
        }
    }

    #[test]
    fn hdbscan_of_points_is_its_definition(points in points(), least in 2..6_usize, min_samples in 1..5_usize) {
        hdbscan_is_its_definition(&PlanarPoints::new(&points).unwrap(), least, min_samples);
    }

    #[test]
    fn hdbscan_over_times_is_its_definition(times in times(), least in 2..4_usize, min_samples in 1..4_usize) {
        for rule in RULES {
            hdbscan_is_its_definition(&SymmetricTimes::new(&times, rule), least, min_samples);
        }
    }

    #[test]
    fn a_tree_on_a_plane_is_that_of_all_pairs(points in points(), least in 2..6_usize, min_samples in 1..5_usize) {
        let places = PlanarPoints::new(&points).unwrap();
        let options = HdbscanOptions { min_cluster_size: least, min_samples, selection: Selection::ExcessOfMass };
        let found = hdbscan(&places, &options).unwrap();
        prop_assert_eq!(&found, &hdbscan(&AllPairs(&places), &options).unwrap());
        let sorted = |links: Vec<(usize, usize, [f64; 2])>| {
            let mut lengths: Vec<[f64; 2]> = links.into_iter().map(|link| link.2).collect();
            lengths.sort_by(|a, b| a.partial_cmp(b).unwrap());
            lengths
        };
        let tree = sorted(places.shortest_tree(&found.core_distance));
        prop_assert_eq!(tree, sorted(AllPairs(&places).shortest_tree(&found.core_distance)));
    }

    #[test]
    fn the_order_of_optics_holds_the_cores_of_dbscan(points in points(), min_points in 1..5_usize) {
        let places = PlanarPoints::new(&points).unwrap();
        let found = optics(&places, 4.0, min_points).unwrap();
        let mut sorted = found.order.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, (0..points.len()).collect::<Vec<_>>());
        for reach in [0.5, 1.0, 2.5, 4.0] {
            let read = found.clusters_at(reach);
            let options = DbscanOptions { border: BorderRule::Noise, ..DbscanOptions::new(reach, min_points) };
            let direct = dbscan(&places, &options).unwrap();
            for i in 0..points.len() {
                prop_assert!(direct.density[i] != Density::Core || read[i].is_some());
                for j in (0..i).filter(|&j| direct.cluster[i].is_some() && direct.cluster[j].is_some()) {
                    prop_assert_eq!(read[i] == read[j], direct.cluster[i] == direct.cluster[j]);
                }
            }
        }
    }
}

#[test]
fn a_place_at_the_reach_is_within_it() {
    let points = [0.0, 0.3, 0.6].map(|x| Coord { x, y: 0.0 });
    let found = dbscan_on_plane(&points, &DbscanOptions::new(0.3, 3)).unwrap();
    assert_eq!(found.density, [Density::Border, Density::Core, Density::Border]);
    assert_eq!(found.neighbours, [2, 3, 2]);
}

#[test]
fn points_on_one_place_are_one_cluster() {
    let points = [Coord { x: 3.0, y: 4.0 }; 50];
    let found = dbscan_on_plane(&points, &DbscanOptions::new(1e-9, 5)).unwrap();
    assert_eq!((found.clusters, found.cluster[49]), (1, Some(0)));
    let found = hdbscan(&PlanarPoints::new(&points).unwrap(), &HdbscanOptions::new(5)).unwrap();
    assert!(found.cluster.iter().all(Option::is_none), "all places together are no cluster");
    // Two such places: each stands out without bound.
    let mut points = points.to_vec();
    points[20..].fill(Coord { x: 9.0, y: 9.0 });
    let found = hdbscan(&PlanarPoints::new(&points).unwrap(), &HdbscanOptions::new(5)).unwrap();
    assert_eq!((found.cluster[0], found.cluster[20]), (Some(0), Some(1)));
    assert_eq!(found.stability, [None, None]);
    assert_eq!(found.probability, [Some(1.0); 50]);
}

#[test]
fn two_dense_cells_that_do_not_meet_are_compared_through_a_tree() {
    // 400 cores on either side of a gap just beyond the reach, then just within.
    for (gap, clusters) in [(1.01, 2), (0.99, 1)] {
        let side = |x: f64| (0..400).map(move |i| Coord { x, y: 0.001 * f64::from(i % 20) });
        let points: Vec<_> = side(0.0).chain(side(gap)).collect();
        assert_eq!(dbscan_on_plane(&points, &DbscanOptions::new(1.0, 5)).unwrap().clusters, clusters);
    }
}

#[test]
fn a_spread_too_wide_for_a_grid_is_scanned_all_the_same() {
    let points = [0.0, 1.0, 1e12].map(|x| Coord { x, y: 0.0 });
    let found = dbscan_on_plane(&points, &DbscanOptions::new(1.0, 2)).unwrap();
    assert_eq!(found.cluster, [Some(0), Some(0), None]);
}

#[test]
fn a_cluster_does_not_end_for_one_that_is_gone_at_once() {
    // Four places, two, and one between them, nearer to the two; by mutual reachability it is as far from both.
    let points = [0.0, 1.0, 2.0, 3.0, 5.5, 7.0, 8.0].map(|x| Coord { x, y: 0.0 });
    let options = HdbscanOptions { min_samples: 2, ..HdbscanOptions::new(3) };
    let found = hdbscan(&PlanarPoints::new(&points).unwrap(), &options).unwrap();
    assert_eq!(found.tree.clusters.len(), 1, "the four go on as the one cluster of all: {:?}", found.tree);
}

#[test]
fn nothing_is_no_cluster() {
    assert!(dbscan_on_plane(&[], &DbscanOptions::new(1.0, 2)).unwrap().cluster.is_empty());
    let none = PlanarPoints::new(&[]).unwrap();
    assert!(hdbscan(&none, &HdbscanOptions::new(2)).unwrap().cluster.is_empty());
    assert!(optics(&none, 1.0, 2).unwrap().order.is_empty());
    let one = PlanarPoints::new(&[Coord { x: 0.0, y: 0.0 }]).unwrap();
    assert_eq!(hdbscan(&one, &HdbscanOptions::new(2)).unwrap().cluster, [None]);
}

#[test]
fn bad_points_and_settings_are_refused() {
    let points =
        [Coord { x: 0.0, y: f64::NAN }, Coord { x: 0.0, y: 0.0 }, Coord { x: f64::INFINITY, y: 0.0 }];
    let told = PlanarPoints::new(&points).unwrap_err().to_string();
    assert!(told.contains("point 1") && told.contains("point 3") && !told.contains("point 2"), "{told}");
    assert!(dbscan_on_plane(&points, &DbscanOptions::new(1.0, 2)).is_err());
    for reach in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(dbscan_on_plane(&points[1..2], &DbscanOptions::new(reach, 2)).is_err());
        assert!(optics(&PlanarPoints::new(&points[1..2]).unwrap(), reach, 2).is_err());
    }
    assert!(dbscan_on_plane(&points[1..2], &DbscanOptions::new(1.0, 0)).is_err());
    let places = PlanarPoints::new(&points[1..2]).unwrap();
    assert!(hdbscan(&places, &HdbscanOptions::new(1)).is_err());
    let options = HdbscanOptions { min_samples: 0, ..HdbscanOptions::new(2) };
    assert!(hdbscan(&places, &options).is_err());
}
