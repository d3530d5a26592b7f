//! Values in ascending order.
//!
//! Numbers are sorted by whole-number keys, whose comparison costs one instruction. What is equal in every digit may
//! stand in any order, so that the result does not depend on the order of the units.

/// The key of a finite number: keys are ordered as numbers are, with −0 before 0.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

fn value(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// The `values` from the least to the greatest.
pub(super) fn ascending(values: &[f64]) -> Vec<f64> {
    let mut keys: Vec<u64> = values.iter().map(|&value| key(value)).collect();
    keys.sort_unstable();
    keys.into_iter().map(value).collect()
}

/// Each value with its weight, from the least value to the greatest, equal ones by weight.
pub(super) fn ascending_pairs(values: &[f64], weights: &[f64]) -> Vec<(f64, f64)> {
    let mut keys: Vec<(u64, u64)> =
        values.iter().zip(weights).map(|(&value, &weight)| (key(value), key(weight))).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(a, b)| (value(a), value(b))).collect()
}

/// The units from the least value to the greatest, equal ones in their order.
pub(super) fn order(values: &[f64]) -> Vec<usize> {
    // Values that compare equal must have one key, or units would not keep their order.
    let mut keys: Vec<(u64, usize)> = (0..).zip(values).map(|(i, &value)| (key(value + 0.0), i)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, i)| i).collect()
}

/// The share of the people below each unit, those of units with the same value counted by half.
pub(super) fn fractional_ranks(values: &[f64], population: &[f64]) -> Vec<f64> {
    let order = order(values);
    let people = super::sums::sum(population);
    let mut ranks = vec![0.0; values.len()];
    let mut below = super::sums::Sum::default();
    for tied in order.chunk_by(|&a, &b| values[a] <= values[b] && values[b] <= values[a]) {
        let here = super::sums::total(tied.iter().map(|&i| population[i]));
        for &i in tied {
            ranks[i] = (below.get() + here / 2.0) / people;
        }
        below.add(here);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_sort_as_numbers_do(values in proptest::collection::vec(proptest::num::f64::NORMAL | proptest::num::f64::ZERO, 0..60)) {
            let mut judge = values.clone();
            judge.sort_by(f64::total_cmp);
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&ascending(&values)), bits(&judge));
            let pairs = ascending_pairs(&values, &values);
            prop_assert_eq!(bits(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>()), bits(&judge));
            let mut units: Vec<usize> = (0..values.len()).collect();
            units.sort_by(|&a, &b| values[a].partial_cmp(&values[b]).unwrap());
            prop_assert_eq!(order(&values), units);
        }
    }

    #[test]
    fn the_tied_share_a_rank() {
        assert_eq!(fractional_ranks(&[5.0, 1.0, 5.0, -2.0], &[1.0; 4]), [0.75, 0.375, 0.75, 0.125]);
        assert_eq!(fractional_ranks(&[0.0, -0.0], &[1.0, 3.0]), [0.5, 0.5]);
        assert_eq!(fractional_ranks(&[2.0, 1.0], &[1.0, 3.0]), [0.875, 0.375]);
    }
}
