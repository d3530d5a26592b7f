//! What holds for every panel of values.

use super::*;
use crate::weights::Weights;
use proptest::prelude::*;

/// Values above zero of 3 to 12 units over 2 to 6 periods, and an order to turn the units into.
fn panels() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<usize>)> {
    (3..13_usize, 2..7_usize).prop_flat_map(|(units, periods)| {
        let values = proptest::collection::vec(proptest::collection::vec(0.1..1e4_f64, units), periods);
        (values, Just((0..units).collect::<Vec<_>>()).prop_shuffle())
    })
}

/// A ring with a chord, so that units differ in their neighbours.
fn ring(units: usize) -> Vec<Vec<usize>> {
    (0..units).map(|i| vec![(i + 1) % units, (i + units - 1) % units, (i * 5 + 2) % units]).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) + 1e-12
}

proptest! {
    #[test]
    fn the_order_of_units_does_not_matter((values, order) in panels()) {
        let turned: Vec<Vec<f64>> =
            values.iter().map(|values| order.iter().map(|&i| values[i]).collect()).collect();
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        let links = ring(order.len());
        let turned_links = order.iter().map(|&i| links[i].iter().map(|&j| place[j]).collect()).collect();
        let weights = Weights::from_neighbours(links);
        let turned_weights = Weights::from_neighbours(turned_links);
        let (own, lag) = (ClassBounds::Pooled(3), ClassBounds::EachPeriod(2));
        let a = spatial_markov(&weights, &values, &own, &lag).unwrap();
        let b = spatial_markov(&turned_weights, &turned, &own, &lag).unwrap();
        prop_assert_eq!(&a.overall, &b.overall);
        let (first, last) = (&values[0], &values[values.len() - 1]);
        let (first_turned, last_turned) = (&turned[0], &turned[turned.len() - 1]);
        let tau = spatial_tau(&weights, first, last).unwrap();
        prop_assert_eq!(tau, spatial_tau(&turned_weights, first_turned, last_turned).unwrap());
        let beta = |first, last| beta_convergence(first, last, 5.0, 0.95).unwrap().unwrap().beta.estimate;
        prop_assert!(near(beta(first, last), beta(first_turned, last_turned)));
    }

    #[test]
    fn a_unit_of_money_does_not_matter((values, _) in panels(), factor in 0.01..100.0_f64) {
        let scaled: Vec<Vec<f64>> =
            values.iter().map(|values| values.iter().map(|value| value * factor).collect()).collect();
        let years: Vec<i32> = (0..).take(values.len()).map(|t| 1990 + 5 * t).collect();
        let sigma = |values: &[Vec<f64>]| {
            sigma_convergence(&years, values, crate::disparity::Deviation::Sample).unwrap().unwrap()
        };
        for (a, b) in sigma(&values).years.iter().zip(&sigma(&scaled).years) {
            prop_assert!(near(a.log_deviation, b.log_deviation));
            prop_assert!(near(a.coefficient_of_variation, b.coefficient_of_variation));
        }
        let exponent = |values: &[f64]| rank_size(values, RankShift::Half).unwrap().unwrap().tail.exponent;
        prop_assert!(near(exponent(&values[0]), exponent(&scaled[0])));
    }

    /// The distribution stays through a further step, and its inverse is the time of return.
    #[test]
    fn a_steady_state_is_steady((values, _) in panels(), k in 1..5_usize) {
        let classes = classes_over_periods(&values, &ClassBounds::Pooled(k)).unwrap();
        let chain = markov_chain(&classes.of, classes.classes);
        let times = mean_first_passage_times(&chain);
        let (visited, rows) = chain.visited_rows();
        for state in steady_states(&chain) {
            prop_assert!(near(state.distribution.iter().sum(), 1.0));
            for (j, &to) in visited.iter().enumerate() {
                let next: f64 = visited.iter().enumerate().map(|(i, &from)| state.distribution[from] * rows[i][j]).sum();
                prop_assert!(near(next, state.distribution[to]));
                if state.classes.contains(&to) {
                    prop_assert!(near(times[to][to].unwrap(), 1.0 / state.distribution[to]));
                }
            }
        }
    }
}
