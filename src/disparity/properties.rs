//! What holds for every distribution.

use super::*;
use crate::weights::Weights;
use proptest::prelude::*;

/// Values per head, population and group of 2 to 30 units.
fn units() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Vec<String>)> {
    proptest::collection::vec((0.01..1e4_f64, 0.1..1e3_f64, 0..4_u8), 2..30).prop_map(|units| {
        let values = units.iter().map(|u| u.0).collect();
        let population = units.iter().map(|u| u.1).collect();
        (values, population, units.iter().map(|u| u.2.to_string()).collect())
    })
}

type Index = fn(&[f64], &[f64]) -> Option<f64>;

/// Every index of inequality that is 0 at equality, unchanged by scaling and by replication.
const INDICES: [(&str, Index); 6] = [
    ("cv_population", |y, _| coefficient_of_variation(y, Deviation::Population).unwrap()),
    ("williamson", |y, p| williamson(y, p).unwrap()),
    ("gini", |y, _| gini(y, Correction::None).unwrap()),
    ("gini_weighted", |y, p| gini_weighted(y, p).unwrap()),
    ("theil_t", |y, _| theil_t(y).unwrap()),
    ("theil_t_weighted", |y, p| theil_t_weighted(y, p).unwrap()),
];

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) + 1e-12,
        (a, b) => a == b,
    }
}

proptest! {
    #[test]
    fn zero_at_equality((_, population, _) in units(), value in 0.1..1e6_f64) {
        let equal = vec![value; population.len()];
        for (name, index) in INDICES {
            prop_assert!(index(&equal, &population).unwrap() < 1e-7, "{}", name);
        }
        prop_assert!(coefficient_of_variation(&equal, Deviation::Sample).unwrap().unwrap() < 1e-7);
    }

    #[test]
    fn unchanged_by_scaling((values, population, _) in units(), factor in 0.001..1e6_f64) {
        let scaled: Vec<f64> = values.iter().map(|y| y * factor).collect();
        let people: Vec<f64> = population.iter().map(|p| p * factor).collect();
        for (name, index) in INDICES {
            prop_assert!(near(index(&values, &population), index(&scaled, &people)), "{}", name);
        }
        prop_assert!(near(max_min_ratio(&values).unwrap(), max_min_ratio(&scaled).unwrap()));
        let cv = |y: &[f64]| coefficient_of_variation(y, Deviation::Sample).unwrap();
        prop_assert!(near(cv(&values), cv(&scaled)));
    }

    #[test]
    fn unchanged_by_replication((values, population, _) in units()) {
        for (name, index) in INDICES {
            prop_assert!(
                near(index(&values, &population), index(&values.repeat(3), &population.repeat(3))), "{}", name
            );
        }
    }

    #[test]
    fn a_transfer_from_rich_to_poor_lowers_it((values, population, _) in units(), part in 0.01..0.5_f64) {
        let by = |order: fn(&f64, &f64) -> std::cmp::Ordering| {
            (0..values.len()).max_by(|&a, &b| order(&values[a], &values[b])).unwrap()
        };
        let (rich, poor) = (by(f64::total_cmp), by(|a, b| b.total_cmp(a)));
        prop_assume!(values[rich] > values[poor] * 1.01);
        let mut after = values.clone();
        // Of the total, so that the mean per head stays.
        let given = part * (values[rich] - values[poor]) * population[rich].min(population[poor]);
        after[rich] -= given / population[rich];
        after[poor] += given / population[poor];
        for (name, index) in INDICES.iter().filter(|(name, _)| name.ends_with("weighted") || *name == "williamson") {
            prop_assert!(index(&after, &population) < index(&values, &population), "{}", name);
        }
    }

    #[test]
    fn theil_is_the_sum_of_its_parts((values, population, groups) in units()) {
        for theil in [
            theil_decomposition(&values, &groups).unwrap().unwrap(),
            theil_decomposition_weighted(&values, &population, &groups).unwrap().unwrap(),
        ] {
            prop_assert!(near(Some(theil.total), Some(theil.between + theil.within)));
            prop_assert!(theil.within >= 0.0);
            let shares: f64 = theil.groups.iter().map(|group| group.value_share).sum();
            prop_assert!(near(Some(shares), Some(1.0)));
        }
    }

    #[test]
    fn shares_sum_to_one_and_the_mean_ratio_is_one((values, population, groups) in units()) {
        let sum: f64 = shares(&values, &groups).unwrap().iter().map(|share| share.value).sum();
        prop_assert!(near(Some(sum), Some(1.0)));
        let ratios = economy_population_ratios(&values, &population).unwrap();
        let people: f64 = population.iter().sum();
        let mean = ratios.iter().zip(&population).map(|(r, p)| r * p).sum::<f64>() / people;
        prop_assert!(near(Some(mean), Some(1.0)));
    }

    #[test]
    fn moran_is_unchanged_by_a_line((values, _, _) in units(), a in prop_oneof![-50.0..-0.1_f64, 0.1..50.0_f64], b in -1e3..1e3_f64) {
        let n = values.len();
        let weights = Weights::from_neighbours((0..n).map(|i| vec![(i + 1) % n, (i * 7 + 3) % n]).collect());
        let line: Vec<f64> = values.iter().map(|y| a * y + b).collect();
        let i = |y: &[f64]| moran(&weights, y, Islands::Spdep).unwrap().map(|moran| moran.i);
        prop_assert!(near(i(&values), i(&line)), "{:?} {:?}", i(&values), i(&line));
    }
}
