//! What holds for all flows, sizes and times.

#![allow(clippy::float_cmp, reason = "a test reads more easily so")]

use super::{DominantRule, FlowMatrix, FunctionalAreaRule, HuffRule};
use super::{by_dominant_flow, by_huff, dominant_flow, functional_areas};
use crate::cluster::Role;
use crate::network::TravelTimes;
use proptest::prelude::*;

/// Up to seven places: whole flows with zeros and ties, and sizes.
fn places() -> impl Strategy<Value = (FlowMatrix, Vec<f64>)> {
    (1_usize..=7).prop_flat_map(|n| {
        let flow = prop_oneof![1 => Just(0.0), 3 => (0_u32..12).prop_map(f64::from)];
        (prop::collection::vec(flow, n * n), prop::collection::vec((1_u32..20).prop_map(f64::from), n))
            .prop_map(move |(flows, sizes)| (FlowMatrix::new(n, |i, j| flows[i * n + j]).unwrap(), sizes))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_parent_is_the_greatest_destination_and_a_greater_city((flows, sizes) in places()) {
        let found = dominant_flow(&flows, &sizes).unwrap();
        for i in 0..sizes.len() {
            let most = (0..sizes.len()).filter(|&j| j != i).map(|j| flows.row(i)[j]).fold(0.0, f64::max);
            let first = (0..sizes.len()).find(|&j| j != i && most > 0.0 && flows.row(i)[j] == most);
            prop_assert_eq!(found.largest[i], first);
            prop_assert_eq!(found.parent[i], first.filter(|&j| sizes[j] > sizes[i]));
            match found.parent[i] {
                None => prop_assert_eq!((found.level[i], found.terminal[i]), (0, i)),
                Some(parent) => {
                    prop_assert_eq!(found.level[i], found.level[parent] + 1);
                    prop_assert_eq!(found.terminal[i], found.terminal[parent]);
                }
            }
        }
    }

    #[test]
    fn a_greater_share_only_cuts_bonds((flows, sizes) in places(), low in 0.0_f64..0.6, more in 0.0_f64..0.4) {
        let with = |least_share| by_dominant_flow(&flows, &sizes, &DominantRule { least_share }).unwrap();
        let (loose, strict) = (with(low), with(low + more));
        for city in 0..sizes.len() {
            for other in 0..sizes.len() {
                let one = strict.cluster[city].is_some() && strict.cluster[city] == strict.cluster[other];
                prop_assert!(!one || loose.cluster[city] == loose.cluster[other]);
            }
            let bound = matches!(strict.role[city], Role::Member | Role::SecondaryCore);
            prop_assert!(!bound || strict.number[city].unwrap() >= low + more);
        }
    }

    #[test]
    fn areas_only_grow_as_the_share_falls((flows, sizes) in places(), low in 0.0_f64..0.6, more in 0.0_f64..0.4) {
        let cores: Vec<usize> = (0..sizes.len()).filter(|&i| sizes[i] >= 12.0).collect();
        let with = |least_share| {
            functional_areas(&flows, &cores, &FunctionalAreaRule { least_share, core_share: Some(0.3) }).unwrap()
        };
        let (large, small) = (with(low), with(low + more));
        prop_assert_eq!(&large.cores, &small.cores);
        for city in 0..sizes.len() {
            prop_assert!(large.role[city] <= small.role[city]);
            prop_assert!(small.cluster[city].is_none() || small.cluster[city] == large.cluster[city]);
            if let (Some(number), Some(next)) = (large.number[city], large.runner_up[city]) {
                prop_assert!(large.role[city] == Role::SecondaryCore || number >= next.number);
            }
        }
    }

    /// The shares as the formula has them, without logarithms.
    #[test]
    fn pulls_are_those_of_the_formula(
        rows in prop::collection::vec(prop::collection::vec(1_u32..200, 5), 5),
        sizes in prop::collection::vec(1_u32..50, 5),
        exponent in 0.5_f64..3.0,
    ) {
        let rows: Vec<Vec<Option<f64>>> =
            rows.iter().map(|row| row.iter().map(|&minutes| Some(f64::from(minutes))).collect()).collect();
        let sizes: Vec<f64> = sizes.into_iter().map(f64::from).collect();
        let rule = HuffRule { exponent, ..HuffRule::default() };
        let found = by_huff(&TravelTimes::from_minutes(&rows), &sizes, &[1, 4, 0], &rule).unwrap();
        for city in [2, 3] {
            let pull = |core: usize| sizes[core] / libm::pow(rows[city][core].unwrap(), exponent);
            let all = pull(0) + pull(1) + pull(4);
            let share = pull(found.core[city].unwrap()) / all;
            prop_assert!((share - found.number[city].unwrap()).abs() < 1e-12);
            let next = found.runner_up[city].unwrap();
            prop_assert!((pull(next.core) / all - next.number).abs() < 1e-12);
            prop_assert!(share >= next.number - 1e-12);
            prop_assert_eq!(found.role[city] == Role::Member, found.number[city].unwrap() >= 0.5);
        }
    }
}
