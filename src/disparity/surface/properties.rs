//! What holds for every surface, judged by the definitions, pair by pair.

use super::*;
use crate::disparity::Deviation;
use crate::weights::Weights;
use proptest::prelude::*;

/// Values, population and a row of weights of each of 2 to 12 units.
type Case = (Vec<f64>, Vec<f64>, Vec<Vec<(usize, f64)>>);

fn cases() -> impl Strategy<Value = Case> {
    (2..12_usize).prop_flat_map(|n| {
        let link = proptest::option::weighted(0.6, prop_oneof![Just(1.0), 0.0..5.0_f64]);
        let value = prop_oneof![Just(0.0), Just(7.0), 0.0..1e4_f64];
        (
            proptest::collection::vec(value, n),
            proptest::collection::vec(0.1..1e3_f64, n),
            proptest::collection::vec(proptest::collection::vec(link, n), n),
        )
            .prop_map(|(values, population, links)| {
                let row = |links: Vec<Option<f64>>| {
                    links.into_iter().enumerate().filter_map(|(j, w)| Some((j, w?))).collect()
                };
                (values, population, links.into_iter().map(row).collect())
            })
    })
}

/// The shares around `i` by the definition, 0 for those that do not count.
fn shares(weights: &Weights, i: usize, rule: SelfWeight, population: Option<&[f64]>) -> Option<Vec<f64>> {
    let n = weights.len();
    let mut row: Vec<f64> = (0..n).map(|j| weights.weight(i, j)).collect();
    let heaviest = (0..n).filter(|&j| j != i).map(|j| row[j]).fold(0.0, f64::max);
    row[i] = match rule {
        SelfWeight::AsGiven => row[i],
        SelfWeight::Excluded => 0.0,
        SelfWeight::AsHeaviest => {
            if heaviest > 0.0 {
                heaviest
            } else {
                1.0
            }
        }
        SelfWeight::Fixed(weight) => weight,
    };
    let counted: Vec<f64> = (0..n).map(|j| row[j] * population.map_or(1.0, |people| people[j])).collect();
    let total: f64 = counted.iter().sum();
    (total > 0.0).then(|| counted.iter().map(|x| x / total).collect())
}

fn close(ours: Option<f64>, judged: f64, scale: f64) -> bool {
    ours.is_some_and(|ours| (ours - judged).abs() <= 1e-11 * scale)
}

const RULES: [SelfWeight; 4] =
    [SelfWeight::AsGiven, SelfWeight::Excluded, SelfWeight::AsHeaviest, SelfWeight::Fixed(2.5)];

proptest! {
    #[test]
    fn all_agree_with_the_definitions((y, people, rows) in cases(), rule in 0..4_usize, by_people: bool) {
        let weights = Weights::from_rows(rows);
        let (rule, population) = (RULES[rule], by_people.then_some(people.as_slice()));
        let options = SurfaceOptions { population, self_weight: rule, deviation: Deviation::Population };
        let x: Vec<f64> = people.iter().map(|p| 3.0 - p).collect();
        let summary = geographically_weighted_summary(&weights, &y, &options).unwrap();
        let pair = geographically_weighted_correlation(&weights, &x, &y, &options).unwrap();
        let quantiles = geographically_weighted_quantiles(&weights, &y, &[0.25, 0.5], &options).unwrap();
        let gini = local_gini(&weights, &y, &options).unwrap();
        let theil = local_theil(&weights, &y, &options).unwrap();
        for i in 0..y.len() {
            let Some(q) = shares(&weights, i, rule, population) else {
                prop_assert_eq!((summary[i].units, summary[i].mean, gini[i], theil[i]), (0, None, None, None));
                prop_assert_eq!(&quantiles[i], &None);
                continue;
            };
            let counted = q.iter().filter(|&&q| q > 0.0).count();
            prop_assert_eq!((summary[i].units, pair[i].units), (counted, counted));
            let over = |term: &dyn Fn(usize) -> f64| (0..y.len()).map(|j| q[j] * term(j)).sum::<f64>();
            let (mean, mean_x) = (over(&|j| y[j]), over(&|j| x[j]));
            prop_assert!(close(summary[i].mean, mean, 1e4));
            for (p, ours) in [0.25, 0.5].into_iter().zip(quantiles[i].as_ref().unwrap()) {
                // At most the share p lies below, at most 1 − p above.
                prop_assert!(over(&|j| f64::from(u8::from(y[j] < *ours))) <= p + 1e-9);
                prop_assert!(over(&|j| f64::from(u8::from(y[j] > *ours))) <= 1.0 - p + 1e-9);
            }
            if counted < 2 {
                prop_assert_eq!((summary[i].variance, gini[i], theil[i], pair[i].covariance), (None, None, None, None));
                continue;
            }
            let variance = over(&|j| (y[j] - mean).powi(2));
            prop_assert!(close(summary[i].variance, variance, 1e8));
            prop_assert!(close(pair[i].covariance, over(&|j| (y[j] - mean) * (x[j] - mean_x)), 1e8));
            if let Some(skewness) = summary[i].skewness {
                let judged = over(&|j| (y[j] - mean).powi(3));
                prop_assert!((skewness * variance.powf(1.5) - judged).abs() <= 1e-10 * 1e12);
            }
            if mean > 0.0 {
                let pairs = over(&|j| over(&|k| (y[j] - y[k]).abs()));
                prop_assert!(close(gini[i], pairs / (2.0 * mean), 1.0));
                let entropy = over(&|j| if y[j] > 0.0 { y[j] / mean * (y[j] / mean).ln() } else { 0.0 });
                prop_assert!(close(theil[i], entropy, 1.0));
                prop_assert!(gini[i].unwrap() >= 0.0 && theil[i].unwrap() >= 0.0);
            } else {
                prop_assert_eq!((gini[i], theil[i]), (None, None));
            }
        }
    }

    #[test]
    fn the_scale_of_values_weights_and_people_does_not_matter(
        (y, people, rows) in cases(), factor in 1e-3..1e3_f64,
    ) {
        let weights = Weights::from_rows(rows.clone());
        let scaled = |row: Vec<(usize, f64)>| row.into_iter().map(|(j, w)| (j, w * factor)).collect();
        let heavier = Weights::from_rows(rows.into_iter().map(scaled).collect());
        let times = |values: &[f64]| values.iter().map(|v| v * factor).collect::<Vec<_>>();
        let more = times(&people);
        let options = SurfaceOptions { population: Some(&people), ..SurfaceOptions::default() };
        let others = SurfaceOptions { population: Some(&more), ..SurfaceOptions::default() };
        for measure in [local_gini, local_theil] {
            let before = measure(&weights, &y, &options).unwrap();
            let after = measure(&heavier, &times(&y), &others).unwrap();
            for (before, after) in before.into_iter().zip(after) {
                prop_assert_eq!(before.is_some(), after.is_some());
                let (before, after) = (before.unwrap_or(0.0), after.unwrap_or(0.0));
                // One among many thousands that has everything makes an index of ten and more.
                prop_assert!((before - after).abs() <= 1e-12 * before.abs().max(1.0));
            }
        }
    }

    #[test]
    fn the_order_of_units_does_not_matter((y, people, rows) in cases()) {
        let n = y.len();
        let weights = Weights::from_rows(rows.clone());
        // Turned round: unit i becomes n − 1 − i.
        let row = |row: Vec<(usize, f64)>| row.into_iter().map(|(j, w)| (n - 1 - j, w)).collect();
        let turned = Weights::from_rows(rows.into_iter().rev().map(row).collect());
        let back = |values: &[f64]| values.iter().rev().copied().collect::<Vec<_>>();
        let round = back(&people);
        let options = SurfaceOptions { population: Some(&people), ..SurfaceOptions::default() };
        let others = SurfaceOptions { population: Some(&round), ..SurfaceOptions::default() };
        for measure in [local_gini, local_theil] {
            let before = measure(&weights, &y, &options).unwrap();
            let after = measure(&turned, &back(&y), &others).unwrap();
            for (before, after) in before.into_iter().zip(after.into_iter().rev()) {
                prop_assert_eq!(before.is_some(), after.is_some());
                let (before, after) = (before.unwrap_or(0.0), after.unwrap_or(0.0));
                // One among many thousands that has everything makes an index of ten and more.
                prop_assert!((before - after).abs() <= 1e-12 * before.abs().max(1.0));
            }
        }
    }

    #[test]
    fn the_number_of_threads_does_not_matter((y, people, rows) in cases()) {
        let weights = Weights::from_rows(rows);
        let options = SurfaceOptions { population: Some(&people), ..SurfaceOptions::default() };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let bits = |values: Vec<Option<f64>>| {
                    values.into_iter().map(|value| value.map(f64::to_bits)).collect::<Vec<_>>()
                };
                let gini = bits(local_gini(&weights, &y, &options).unwrap());
                (gini, bits(local_theil(&weights, &y, &options).unwrap()))
            })
        };
        prop_assert_eq!(on(1), on(3));
    }
}
