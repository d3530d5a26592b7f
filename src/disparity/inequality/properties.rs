//! What holds for every distribution, index by index.

use super::*;
use proptest::prelude::*;

/// Values per head, population and group of 2 to 30 units.
fn units() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Partition)> {
    proptest::collection::vec((0.01..1e4_f64, 0.1..1e3_f64, 0..4_u32), 2..30).prop_map(|units| {
        let names = (0..4).map(|name| name.to_string()).collect();
        let groups = Partition::by_number(names, units.iter().map(|u| u.2).collect());
        (units.iter().map(|u| u.0).collect(), units.iter().map(|u| u.1).collect(), groups)
    })
}

type Index = fn(&[f64], &[f64]) -> Option<f64>;
type PlainIndex = fn(&[f64]) -> Option<f64>;

/// Indices by people that are 0 at equality and unchanged by scaling and by replication, and whether a transfer from rich
/// to poor always lowers them.
const BY_PEOPLE: [(&str, Index, bool); 14] = [
    ("gini", |y, p| gini_weighted(y, p).unwrap(), true),
    ("theil t", |y, p| theil_t_weighted(y, p).unwrap(), true),
    ("theil l", |y, p| theil_l_weighted(y, p).unwrap(), true),
    ("ge -1", |y, p| generalised_entropy_weighted(y, p, -1.0).unwrap(), true),
    ("ge 0.5", |y, p| generalised_entropy_weighted(y, p, 0.5).unwrap(), true),
    ("ge 2", |y, p| generalised_entropy_weighted(y, p, 2.0).unwrap(), true),
    ("ge 3", |y, p| generalised_entropy_weighted(y, p, 3.0).unwrap(), true),
    ("atkinson 0.5", |y, p| atkinson_weighted(y, p, 0.5).unwrap().map(|found| found.index), true),
    ("atkinson 1", |y, p| atkinson_weighted(y, p, 1.0).unwrap().map(|found| found.index), true),
    ("atkinson 2", |y, p| atkinson_weighted(y, p, 2.0).unwrap().map(|found| found.index), true),
    ("williamson", |y, p| williamson(y, p).unwrap(), true),
    ("hoover", |y, p| hoover_weighted(y, p).unwrap(), true),
    ("logarithms", |y, p| standard_deviation_of_logarithms_weighted(y, p).unwrap(), false),
    ("wolfson", |y, p| wolfson_weighted(y, p).unwrap(), false),
];

/// The same where each unit counts once.
const BY_UNIT: [(&str, PlainIndex); 13] = [
    ("gini", |y| gini(y, Correction::None).unwrap()),
    ("theil t", |y| theil_t(y).unwrap()),
    ("theil l", |y| theil_l(y).unwrap()),
    ("ge -1", |y| generalised_entropy(y, -1.0).unwrap()),
    ("ge 0.5", |y| generalised_entropy(y, 0.5).unwrap()),
    ("ge 2", |y| generalised_entropy(y, 2.0).unwrap()),
    ("ge 3", |y| generalised_entropy(y, 3.0).unwrap()),
    ("atkinson 0.5", |y| atkinson(y, 0.5).unwrap().map(|found| found.index)),
    ("atkinson 1", |y| atkinson(y, 1.0).unwrap().map(|found| found.index)),
    ("atkinson 2", |y| atkinson(y, 2.0).unwrap().map(|found| found.index)),
    ("variation", |y| coefficient_of_variation(y, Deviation::Population).unwrap()),
    ("hoover", |y| hoover(y).unwrap()),
    ("wolfson", |y| wolfson(y).unwrap()),
];

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-11 * a.abs().max(b.abs()) + 1e-13,
        (a, b) => a == b,
    }
}

/// The same units from the last to the first, and then every other one before the rest.
fn reordered<T: Copy>(all: &[T]) -> Vec<T> {
    let back: Vec<T> = all.iter().rev().copied().collect();
    back.iter().step_by(2).chain(back.iter().skip(1).step_by(2)).copied().collect()
}

proptest! {
    #[test]
    fn the_order_of_the_units_does_not_matter((values, people, groups) in units()) {
        let (y, p) = (reordered(&values), reordered(&people));
        for (name, index, _) in BY_PEOPLE {
            prop_assert!(near(index(&values, &people), index(&y, &p)), "{}", name);
        }
        // Sorted first, these are the same to the last digit.
        prop_assert_eq!(gini_weighted(&values, &people).unwrap(), gini_weighted(&y, &p).unwrap());
        prop_assert_eq!(gini(&values, Correction::None).unwrap(), gini(&y, Correction::None).unwrap());
        prop_assert!(near(palma_weighted(&values, &people).unwrap(), palma_weighted(&y, &p).unwrap()));
        prop_assert!(near(herfindahl(&values).unwrap(), herfindahl(&y).unwrap()));
        prop_assert_eq!(percentile_ratio(&values, 90.0, 10.0).unwrap(), percentile_ratio(&y, 90.0, 10.0).unwrap());
        let moved = Partition::by_number(groups.names().to_vec(), reordered(groups.of()));
        let dagum = |y: &[f64], p: &[f64], g: &Partition| gini_dagum_weighted(y, p, g).unwrap().map(|d| d.transvariation);
        prop_assert!(near(dagum(&values, &people, &groups), dagum(&y, &p, &moved)));
        let between = |y: &[f64], p: &[f64], g: &Partition| {
            generalised_entropy_decomposition_weighted(y, p, g, 0.5).unwrap().map(|parts| parts.between)
        };
        prop_assert!(near(between(&values, &people, &groups), between(&y, &p, &moved)));
    }

    #[test]
    fn all_equal_is_zero_to_the_last_digit((_, people, _) in units(), value in 0.1..1e6_f64) {
        let equal = vec![value; people.len()];
        for (name, index, _) in BY_PEOPLE {
            prop_assert_eq!(index(&equal, &people), Some(0.0), "{}", name);
        }
        for (name, index) in BY_UNIT {
            prop_assert_eq!(index(&equal), Some(0.0), "{}", name);
        }
    }

    #[test]
    fn scale_does_not_matter((values, people, _) in units(), factor in 0.001..1e6_f64) {
        let scaled: Vec<f64> = values.iter().map(|y| y * factor).collect();
        let more: Vec<f64> = people.iter().map(|p| p * factor).collect();
        for (name, index, _) in BY_PEOPLE {
            prop_assert!(near(index(&values, &people), index(&scaled, &more)), "{}", name);
        }
        for (name, index) in BY_UNIT {
            prop_assert!(near(index(&values), index(&scaled)), "{}", name);
        }
    }

    #[test]
    fn replication_does_not_matter((values, people, _) in units()) {
        for (name, index, _) in BY_PEOPLE {
            prop_assert!(near(index(&values, &people), index(&values.repeat(3), &people.repeat(3))), "{}", name);
        }
        for (name, index) in BY_UNIT {
            prop_assert!(near(index(&values), index(&values.repeat(3))), "{}", name);
        }
        prop_assert!(near(palma(&values).unwrap(), palma(&values.repeat(3)).unwrap()));
    }

    #[test]
    fn a_unit_with_two_people_is_two_units_with_one((values, people, _) in units()) {
        let whole: Vec<f64> = people.iter().map(|p| (p / 300.0).ceil()).collect();
        let one_by_one: Vec<f64> = values
            .iter()
            .zip(&whole)
            .flat_map(|(&y, &p)| (0..4_u8).filter(move |&k| f64::from(k) < p).map(move |_| y))
            .collect();
        for (by_people, by_unit) in [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (8, 8), (10, 10), (11, 11), (13, 12)] {
            let (name, weighted, _) = BY_PEOPLE[by_people];
            prop_assert!(near(weighted(&values, &whole), BY_UNIT[by_unit].1(&one_by_one)), "{}", name);
        }
        prop_assert!(near(palma_weighted(&values, &whole).unwrap(), palma(&one_by_one).unwrap()));
        let sources = [values.clone(), values.iter().map(|y| 1e4 / y).collect()];
        let doubled = sources.each_ref().map(|source| {
            source
                .iter()
                .zip(&whole)
                .flat_map(|(&y, &p)| (0..4_u8).filter(move |&k| f64::from(k) < p).map(move |_| y))
                .collect::<Vec<f64>>()
        });
        let contribution = |found: Option<GiniSources>| found.map(|found| found.sources[0].contribution);
        prop_assert!(near(
            contribution(gini_sources_weighted(&sources, &whole).unwrap()),
            contribution(gini_sources(&doubled).unwrap()),
        ));
    }

    #[test]
    fn a_transfer_from_rich_to_poor_lowers_it((values, people, _) in units(), part in 0.01..0.5_f64) {
        let by = |order: fn(&f64, &f64) -> std::cmp::Ordering| {
            (0..values.len()).max_by(|&a, &b| order(&values[a], &values[b])).unwrap()
        };
        let (rich, poor) = (by(f64::total_cmp), by(|a, b| b.total_cmp(a)));
        prop_assume!(values[rich] > values[poor] * 1.01);
        let mut after = values.clone();
        // Of the total, so that the mean per head stays.
        let given = part * (values[rich] - values[poor]) * people[rich].min(people[poor]);
        after[rich] -= given / people[rich];
        after[poor] += given / people[poor];
        for (name, index, _) in BY_PEOPLE.iter().filter(|(_, _, lowered)| *lowered) {
            // Hoover sees only transfers across the mean; the richest is above it and the poorest below, until they meet it.
            prop_assert!(index(&after, &people).unwrap() < index(&values, &people).unwrap(), "{}", name);
        }
    }

    #[test]
    fn decompositions_sum_to_the_index((values, people, groups) in units(), alpha in prop_oneof![
        Just(-1.0), Just(0.0), Just(0.5), Just(1.0), Just(2.0), -2.0..3.0_f64,
    ]) {
        let weighted = generalised_entropy_decomposition_weighted(&values, &people, &groups, alpha).unwrap().unwrap();
        let plain = generalised_entropy_decomposition(&values, &groups, alpha).unwrap().unwrap();
        for parts in [weighted, plain] {
            let sum = parts.between + parts.within;
            prop_assert!((parts.total - sum).abs() <= 1e-12 * parts.total.max(1.0), "{:?}", parts);
            prop_assert!(parts.between >= 0.0 && parts.within >= 0.0);
            let shares: f64 = parts.groups.iter().map(|group| group.value_share).sum();
            prop_assert!((shares - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn indices_lie_in_their_range((values, people, _) in units()) {
        let below_one = |found: Option<f64>| (0.0..1.0).contains(&found.unwrap());
        for name in ["gini", "hoover", "atkinson 0.5", "atkinson 1", "atkinson 2"] {
            let (_, index, _) = BY_PEOPLE.iter().find(|(found, ..)| *found == name).unwrap();
            prop_assert!(below_one(index(&values, &people)), "{}", name);
        }
        prop_assert!(hoover(&values).unwrap() <= gini(&values, Correction::None).unwrap().map(|g| g + 1e-15));
        prop_assert!(palma(&values).unwrap().unwrap() >= 0.25 - 1e-12);
    }
}
