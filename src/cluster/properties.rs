//! What holds for every network and every populations.

#![expect(clippy::float_cmp, reason = "a ratio of equal whole numbers is exactly 1")]

use super::{AgreementOptions, ListMembership, Role, TimeRule, agreement, by_time};
use crate::network::TravelTimes;
use crate::units::Minutes;
use proptest::prelude::*;

type Rows = Vec<Vec<Option<f64>>>;

/// Up to eight cities: whole minutes with gaps, populations with gaps.
fn cities() -> impl Strategy<Value = (Rows, Vec<Option<f64>>)> {
    (1_usize..=8).prop_flat_map(|n| {
        let time = prop::option::weighted(0.8, (1_u32..200).prop_map(f64::from));
        let population = prop::option::weighted(0.9, (0_u32..20).prop_map(f64::from));
        (prop::collection::vec(prop::collection::vec(time, n), n), prop::collection::vec(population, n))
    })
}

fn minutes(limit: u32) -> Minutes {
    Minutes::new(f64::from(limit))
}

proptest! {
    #[test]
    fn every_role_follows_from_the_numbers_beside_it((rows, populations) in cities(), merge_cores: bool) {
        let rule = TimeRule { merge_cores, ..TimeRule::new(10.0) };
        let found = by_time(&TravelTimes::from_minutes(&rows), &populations, &rule).unwrap();
        for city in 0..populations.len() {
            let is_core = populations[city].is_some_and(|p| p >= 10.0);
            let (role, time) = (found.role[city], found.number[city]);
            prop_assert_eq!(is_core, matches!(role, Role::Core | Role::SecondaryCore));
            prop_assert_eq!(found.cluster[city].is_none(), role == Role::Outside);
            prop_assert_eq!(time, found.core[city].and_then(|core| rows[city][core]).map(Minutes::new));
            match role {
                Role::Core => prop_assert!(found.cores.contains(&city) && time.is_none()),
                Role::SecondaryCore => prop_assert!(merge_cores && time.unwrap() <= rule.member),
                Role::Member => prop_assert!(time.unwrap() <= rule.member),
                Role::Fringe => prop_assert!(time.unwrap() > rule.member && time.unwrap() <= rule.fringe),
                Role::Outside => prop_assert!(time.is_none_or(|time| time > rule.fringe)),
            }
            if let Some(core) = found.core[city] {
                prop_assert!(role == Role::Outside || found.cluster[core] == found.cluster[city]);
            }
            if let Some(next) = found.runner_up[city] {
                prop_assert_eq!(Some(next.number.get()), rows[city][next.core]);
                prop_assert_eq!(found.cluster[next.core], Some(next.cluster));
                prop_assert!(Some(next.cluster) != found.cluster[city]);
                let chosen = matches!(role, Role::Member | Role::Fringe | Role::Outside);
                prop_assert!(!chosen || time.unwrap() <= next.number);
            }
        }
    }

    #[test]
    fn clusters_only_grow_with_the_limits((rows, populations) in cities(), a in 0_u32..150, more in 0_u32..50) {
        let times = TravelTimes::from_minutes(&rows);
        let rule = |limit| TimeRule {
            core_population: 10.0, member: minutes(limit), fringe: minutes(limit + 30), merge_cores: false,
        };
        let small = by_time(&times, &populations, &rule(a)).unwrap();
        let large = by_time(&times, &populations, &rule(a + more)).unwrap();
        for city in 0..populations.len() {
            prop_assert!(large.role[city] <= small.role[city]);
            prop_assert!(small.cluster[city].is_none() || small.cluster[city] == large.cluster[city]);
        }
    }

    #[test]
    fn a_clustering_agrees_wholly_with_itself((rows, populations) in cities(), fringe: bool) {
        let times = TravelTimes::from_minutes(&rows);
        let rule = by_time(&times, &populations, &TimeRule::new(10.0)).unwrap();
        let outermost = if fringe { Role::Fringe } else { Role::Member };
        let own = |city: usize| rule.cluster[city].filter(|_| rule.role[city] <= outermost).into_iter().collect();
        let list = ListMembership {
            clusters: rule.cores.iter().map(ToString::to_string).collect(),
            of: (0..populations.len()).map(own).collect(),
            findings: Vec::new(),
        };
        let found = agreement(&list, &rule, &AgreementOptions { fringe });
        for (number, cluster) in found.clusters.iter().enumerate() {
            prop_assert_eq!(cluster.best, Some(number));
            prop_assert_eq!(cluster.jaccard, Some(1.0));
        }
        prop_assert!(found.rand.is_none_or(|rand| rand == 1.0));
        prop_assert!(found.adjusted_rand.is_none_or(|adjusted| (adjusted - 1.0).abs() < 1e-12));
    }

    #[test]
    fn shuffling_the_cities_shuffles_the_roles((rows, order) in rows_without_ties()) {
        let n = order.len();
        let populations: Vec<_> = (0..n).map(|i| Some((i * 3) as f64)).collect();
        let moved_rows: Rows = order.iter().map(|&i| order.iter().map(|&j| rows[i][j]).collect()).collect();
        let moved_populations: Vec<_> = order.iter().map(|&i| populations[i]).collect();
        let found = by_time(&TravelTimes::from_minutes(&rows), &populations, &TimeRule::new(10.0)).unwrap();
        let moved =
            by_time(&TravelTimes::from_minutes(&moved_rows), &moved_populations, &TimeRule::new(10.0)).unwrap();
        for (new, &old) in order.iter().enumerate() {
            prop_assert_eq!(moved.role[new], found.role[old]);
            prop_assert_eq!(moved.cluster[new], found.cluster[old]);
            prop_assert_eq!(moved.number[new], found.number[old]);
        }
    }
}

/// Times all different, so that no tie falls to the lower index, and an order to shuffle into.
fn rows_without_ties() -> impl Strategy<Value = (Rows, Vec<usize>)> {
    (1_usize..=8).prop_flat_map(|n| {
        let all: Vec<u32> = (1..200).collect();
        let rows = Just(all).prop_shuffle().prop_map(move |times| {
            (0..n).map(|i| (0..n).map(|j| Some(f64::from(times[i * n + j]))).collect()).collect()
        });
        (rows, Just((0..n).collect::<Vec<_>>()).prop_shuffle())
    })
}
