//! What holds for every core, times and breaks.

#![expect(clippy::float_cmp, reason = "whole numbers sum without rounding")]

use super::{Rings, bands, cumulative_profile, profile};
use crate::network::TravelTimes;
use crate::units::Minutes;
use proptest::prelude::*;

type Case = (Vec<Vec<Option<f64>>>, usize, Vec<Minutes>, Vec<Option<f64>>, Vec<usize>);

/// Up to eight places with whole minutes and gaps, a core, growing breaks, whole values and an order.
fn cases() -> impl Strategy<Value = Case> {
    (1_usize..=8).prop_flat_map(|n| {
        let time = prop::option::weighted(0.8, (0_u32..200).prop_map(f64::from));
        let value = prop::option::weighted(0.8, (0_u32..1000).prop_map(f64::from));
        let breaks = prop::collection::btree_set(1_u32..200, 1..5).prop_map(|breaks| {
            breaks.into_iter().map(|edge| Minutes::new(f64::from(edge))).collect::<Vec<_>>()
        });
        (
            prop::collection::vec(prop::collection::vec(time, n), n),
            0..n,
            breaks,
            prop::collection::vec(value, n),
            Just((0..n).collect::<Vec<_>>()).prop_shuffle(),
        )
    })
}

fn holds(rings: &Rings, ring: usize, time: Minutes) -> bool {
    let (from, to) = rings.edges(ring);
    (time > from || ring == 0) && to.is_none_or(|to| time <= to)
}

proptest! {
    #[test]
    fn every_reachable_place_is_in_exactly_one_ring((rows, core, breaks, ..) in cases()) {
        let rings = bands(&TravelTimes::from_minutes(&rows), core, &breaks).unwrap();
        for (place, time) in rows[core].iter().enumerate() {
            match rings.apart[place] {
                None => prop_assert!(rings.ring[place].is_none() && time.is_none()),
                Some(time) => {
                    let holding: Vec<_> = (0..rings.count()).filter(|&ring| holds(&rings, ring, time)).collect();
                    prop_assert_eq!(holding, rings.ring[place].into_iter().collect::<Vec<_>>());
                }
            }
        }
    }

    #[test]
    fn the_rings_hold_everything_and_the_curve_ends_with_it((rows, core, breaks, values, _) in cases()) {
        let rings = bands(&TravelTimes::from_minutes(&rows), core, &breaks).unwrap();
        let found = profile(&rings, &values, None).unwrap();
        let in_rings: f64 = found.rings.iter().map(|row| row.total).sum();
        prop_assert_eq!(in_rings + found.unreachable_total, values.iter().flatten().sum::<f64>() + 0.0);
        prop_assert_eq!(found.rings.iter().map(|row| row.cities).sum::<usize>() + found.unreachable, rows.len());
        let curve = cumulative_profile(&rings, &values).unwrap();
        prop_assert_eq!(curve.last().map_or(0.0, |point| point.total), in_rings);
        prop_assert!(curve.windows(2).all(|p| p[0].apart < p[1].apart && p[0].total <= p[1].total));
        if in_rings > 0.0 {
            prop_assert_eq!(found.rings.last().unwrap().cumulative_share, Some(1.0));
        }
    }

    #[test]
    fn the_curve_passes_through_the_edges_of_the_rings((rows, core, breaks, values, _) in cases()) {
        let rings = bands(&TravelTimes::from_minutes(&rows), core, &breaks).unwrap();
        let found = profile(&rings, &values, None).unwrap();
        let curve = cumulative_profile(&rings, &values).unwrap();
        let mut within = 0.0;
        for row in &found.rings {
            within += row.total;
            let reached = |point: &&super::ProfilePoint| row.to.is_none_or(|to| point.apart <= to);
            prop_assert_eq!(curve.iter().rfind(reached).map_or(0.0, |point| point.total), within);
        }
    }

    #[test]
    fn shuffling_the_places_shuffles_the_rings((rows, core, breaks, values, order) in cases()) {
        let rings = bands(&TravelTimes::from_minutes(&rows), core, &breaks).unwrap();
        let moved_rows: Vec<Vec<_>> =
            order.iter().map(|&i| order.iter().map(|&j| rows[i][j]).collect()).collect();
        let moved_core = order.iter().position(|&old| old == core).unwrap();
        let moved = bands(&TravelTimes::from_minutes(&moved_rows), moved_core, &breaks).unwrap();
        for (new, &old) in order.iter().enumerate() {
            prop_assert_eq!(moved.ring[new], rings.ring[old]);
        }
        let moved_values: Vec<_> = order.iter().map(|&old| values[old]).collect();
        prop_assert_eq!(profile(&moved, &moved_values, None).unwrap(), profile(&rings, &values, None).unwrap());
        prop_assert_eq!(
            cumulative_profile(&moved, &moved_values).unwrap(),
            cumulative_profile(&rings, &values).unwrap()
        );
    }
}
