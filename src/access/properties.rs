//! What holds for every network and every masses.

#![expect(clippy::float_cmp, reason = "whole numbers sum without rounding")]

use super::{
    DailyOptions, PotentialOptions, SelfPotential, Trip, cumulative, daily, potential,
    weighted_mean_travel_time,
};
use crate::network::TravelTimes;
use crate::units::Minutes;
use proptest::prelude::*;

/// Up to eight places: whole minutes with gaps, and whole masses, some of them zero.
fn places() -> impl Strategy<Value = (Vec<Vec<Option<f64>>>, Vec<f64>)> {
    (1_usize..=8).prop_flat_map(|n| {
        let time = prop::option::weighted(0.8, (1_u32..300).prop_map(f64::from));
        let mass = prop_oneof![1 => Just(0.0), 4 => (1_u32..1000).prop_map(f64::from)];
        (prop::collection::vec(prop::collection::vec(time, n), n), prop::collection::vec(mass, n)).prop_map(
            |(mut rows, masses)| {
                for (i, row) in rows.iter_mut().enumerate() {
                    row[i] = Some(10.0);
                }
                (rows, masses)
            },
        )
    })
}

/// Places with an order to shuffle them into.
fn shuffled() -> impl Strategy<Value = (Vec<Vec<Option<f64>>>, Vec<f64>, Vec<usize>)> {
    places().prop_flat_map(|(rows, masses)| {
        let order: Vec<_> = (0..masses.len()).collect();
        (Just(rows), Just(masses), Just(order).prop_shuffle())
    })
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs().max(b.abs()),
        (None, None) => true,
        _ => false,
    }
}

proptest! {
    #[test]
    fn access_never_falls_as_the_cutoff_grows((rows, masses) in places(), c in 0_u32..300, more in 0_u32..100) {
        let times = TravelTimes::from_minutes(&rows);
        let (near, far) = (Minutes::new(f64::from(c)), Minutes::new(f64::from(c + more)));
        let less = cumulative(&times, &masses, near).unwrap();
        let greater = cumulative(&times, &masses, far).unwrap();
        prop_assert!(less.iter().zip(&greater).all(|(a, b)| a <= b));
        for trip in [Trip::OneWay, Trip::Return] {
            let less = daily(&times, &masses, near, &DailyOptions { trip }).unwrap();
            let greater = daily(&times, &masses, far, &DailyOptions { trip }).unwrap();
            prop_assert!(less.iter().zip(&greater).all(|(a, b)| a <= b));
        }
    }

    #[test]
    fn a_return_trip_within_the_limit_is_a_trip_within_it((rows, masses) in places(), c in 0_u32..300) {
        let times = TravelTimes::from_minutes(&rows);
        let limit = Minutes::new(f64::from(c));
        let there = daily(&times, &masses, limit, &DailyOptions::default()).unwrap();
        let and_back = daily(&times, &masses, limit, &DailyOptions { trip: Trip::Return }).unwrap();
        prop_assert!(and_back.iter().zip(&there).all(|(a, b)| a <= b));
    }

    #[test]
    fn the_mean_lies_between_the_least_and_the_greatest_time((rows, masses) in places()) {
        let times = TravelTimes::from_minutes(&rows);
        let mean = weighted_mean_travel_time(&times, &masses).unwrap();
        for (i, row) in rows.iter().enumerate() {
            let others = (0..masses.len()).filter(|&j| j != i && masses[j] > 0.0);
            let reached: Vec<f64> = others.clone().filter_map(|j| row[j]).collect();
            prop_assert_eq!(mean.unreachable[i], others.count() - reached.len());
            match mean.minutes[i] {
                None => prop_assert!(reached.is_empty()),
                Some(mean) => {
                    let least = reached.iter().copied().fold(f64::MAX, f64::min);
                    let greatest = reached.iter().copied().fold(0.0, f64::max);
                    prop_assert!(mean.get() >= least * (1.0 - 1e-12) && mean.get() <= greatest * (1.0 + 1e-12));
                }
            }
        }
    }

    #[test]
    fn scaling_the_masses_leaves_the_mean_and_scales_the_potential((rows, masses) in places(), factor in 0.001_f64..1000.0) {
        let times = TravelTimes::from_minutes(&rows);
        let scaled: Vec<_> = masses.iter().map(|m| m * factor).collect();
        let mean = weighted_mean_travel_time(&times, &masses).unwrap();
        let mean_scaled = weighted_mean_travel_time(&times, &scaled).unwrap();
        prop_assert_eq!(&mean.unreachable, &mean_scaled.unreachable);
        for (a, b) in mean.minutes.iter().zip(&mean_scaled.minutes) {
            prop_assert!(close(a.map(Minutes::get), b.map(Minutes::get)));
        }
        let options = PotentialOptions::default();
        let plain = potential(&times, &masses, 1.5, &options).unwrap();
        let grown = potential(&times, &scaled, 1.5, &options).unwrap();
        prop_assert!(plain.iter().zip(&grown).all(|(a, b)| close(a.map(|a| a * factor), *b)));
    }

    #[test]
    fn self_potential_adds_the_own_mass_over_the_own_time((rows, masses) in places()) {
        let times = TravelTimes::from_minutes(&rows);
        let with = potential(&times, &masses, 1.0, &PotentialOptions::default()).unwrap();
        let without = potential(&times, &masses, 1.0, &PotentialOptions { self_potential: SelfPotential::None }).unwrap();
        for i in 0..masses.len() {
            prop_assert!(close(Some(with[i].unwrap_or(0.0)), Some(without[i].unwrap_or(0.0) + masses[i] / 10.0)));
        }
    }

    #[test]
    fn shuffling_the_places_shuffles_the_results((rows, masses, order) in shuffled()) {
        let times = TravelTimes::from_minutes(&rows);
        let moved_rows: Vec<Vec<_>> =
            order.iter().map(|&i| order.iter().map(|&j| rows[i][j]).collect()).collect();
        let moved_times = TravelTimes::from_minutes(&moved_rows);
        let moved_masses: Vec<_> = order.iter().map(|&i| masses[i]).collect();
        let cutoff = Minutes::new(120.0);
        // Whole masses sum without rounding in any order; quotients do not.
        let reached = cumulative(&times, &masses, cutoff).unwrap();
        let met = daily(&times, &masses, cutoff, &DailyOptions::default()).unwrap();
        let mean = weighted_mean_travel_time(&times, &masses).unwrap();
        let weight = potential(&times, &masses, 2.0, &PotentialOptions::default()).unwrap();
        let moved_reached = cumulative(&moved_times, &moved_masses, cutoff).unwrap();
        let moved_met = daily(&moved_times, &moved_masses, cutoff, &DailyOptions::default()).unwrap();
        let moved_mean = weighted_mean_travel_time(&moved_times, &moved_masses).unwrap();
        let moved_weight = potential(&moved_times, &moved_masses, 2.0, &PotentialOptions::default()).unwrap();
        for (new, &old) in order.iter().enumerate() {
            prop_assert_eq!(moved_reached[new], reached[old]);
            prop_assert_eq!(moved_met[new], met[old]);
            prop_assert_eq!(moved_mean.minutes[new], mean.minutes[old]);
            prop_assert_eq!(moved_mean.unreachable[new], mean.unreachable[old]);
            prop_assert!(close(moved_weight[new], weight[old]));
        }
    }
}
