//! Statistics of rearranged values: random permutations, or every arrangement there is.

use super::pairs::{LANES, Pairs};
use super::permutation::PermutationOptions;
use crate::disparity::random::{generator, shuffle};
use crate::error::{Code, Error, Finding, Result};
use rayon::prelude::*;

/// The most arrangements that are enumerated: those of ten different values are 3 628 800.
pub const MOST_ARRANGEMENTS: usize = 4_000_000;

/// The sums of [`Pairs::sums`] for each random permutation of `values`.
pub(super) fn random_sums<const K: usize>(
    pairs: &Pairs,
    values: &[f64],
    of: impl Fn(f64, f64) -> [f64; K] + Copy + Sync,
    options: &PermutationOptions,
) -> Vec<[f64; K]> {
    assert!(u32::try_from(values.len()).is_ok(), "fewer units than 2³²");
    // Blocks of arrangements side by side; each arrangement has random numbers of its own. Not the values are shuffled
    // but their places, half as long: the fewer bytes, the more of them lie in the nearer caches.
    let blocks: Vec<Vec<[f64; K]>> = (0..options.permutations.div_ceil(LANES))
        .into_par_iter()
        .map_init(
            || (vec![Vec::new(); LANES], vec![[0.0; LANES]; values.len()]),
            |(shuffled, rows), block| {
                let first = block * LANES;
                let count = LANES.min(options.permutations - first);
                for (lane, places) in shuffled[..count].iter_mut().enumerate() {
                    places.clear();
                    places.extend((0_u32..).take(values.len()));
                    shuffle(places, &mut generator(options.seed, (first + lane) as u64));
                }
                // A last block that is not full leaves what was there before beside it; nobody reads that.
                interleave(values, &shuffled[..count], rows);
                let sums = pairs.side_by_side(rows, of);
                (0..count).map(|lane| std::array::from_fn(|k| sums[k][lane])).collect()
            },
        )
        .collect();
    blocks.into_iter().flatten().collect()
}

/// Lays `values` in the order of each of `columns` side by side into `rows`.
fn interleave(values: &[f64], columns: &[Vec<u32>], rows: &mut [[f64; LANES]]) {
    if let Ok(columns) = <&[Vec<u32>; LANES]>::try_from(columns) {
        let columns: [&[u32]; LANES] = columns.each_ref().map(|column| &column[..rows.len()]);
        for (i, row) in rows.iter_mut().enumerate() {
            for (to, column) in row.iter_mut().zip(&columns) {
                *to = values[column[i] as usize];
            }
        }
    } else {
        for (lane, column) in columns.iter().enumerate() {
            for (row, &place) in rows.iter_mut().zip(column) {
                row[lane] = values[place as usize];
            }
        }
    }
}

/// `statistic` of each random permutation of `items`.
pub(super) fn random<T: Copy + Send + Sync>(
    items: &[T],
    options: &PermutationOptions,
    statistic: impl Fn(&[T]) -> f64 + Sync,
) -> Vec<f64> {
    (0..options.permutations as u64)
        .into_par_iter()
        .map_init(
            || items.to_vec(),
            |arranged, task| {
                arranged.copy_from_slice(items);
                shuffle(arranged, &mut generator(options.seed, task));
                statistic(arranged)
            },
        )
        .collect()
}

/// `statistic` of every different arrangement of `items`; `key` tells which items are alike.
///
/// Arrangements that differ only in alike items are one: each stands for equally many permutations.
///
/// # Errors
/// Where there are more than [`MOST_ARRANGEMENTS`].
pub(super) fn every<T: Copy, K: Ord>(
    items: &[T],
    key: impl Fn(&T) -> K,
    mut statistic: impl FnMut(&[T]) -> f64,
) -> Result<Vec<f64>> {
    let mut different: Vec<K> = items.iter().map(&key).collect();
    different.sort_unstable();
    different.dedup();
    let kind = |item: &T| different.binary_search(&key(item)).expect("every kind is listed");
    let mut kinds: Vec<usize> = items.iter().map(kind).collect();
    kinds.sort_unstable();
    let Some(count) = count(&kinds) else {
        let text = format!("the values of {} units have too many arrangements to enumerate", items.len());
        return Err(Error::Input(vec![Finding::new(Code::TooManyArrangements, text)]));
    };
    let mut one_of: Vec<Option<T>> = vec![None; different.len()];
    for item in items {
        one_of[kind(item)] = Some(*item);
    }
    let one_of: Vec<T> = one_of.into_iter().flatten().collect();
    let mut found = Vec::with_capacity(count);
    let mut arranged = items.to_vec();
    loop {
        for (place, &kind) in arranged.iter_mut().zip(&kinds) {
            *place = one_of[kind];
        }
        found.push(statistic(&arranged));
        if !advance(&mut kinds) {
            return Ok(found);
        }
    }
}

/// How many arrangements sorted `kinds` have; `None` where more than [`MOST_ARRANGEMENTS`].
fn count(kinds: &[usize]) -> Option<usize> {
    let (mut count, mut alike) = (1_usize, 0);
    for (at, kind) in kinds.iter().enumerate() {
        alike = if at > 0 && kinds[at - 1] == *kind { alike + 1 } else { 1 };
        // `C(at + 1, alike)` by `C(at, alike − 1)`: the product stays whole.
        count = count.checked_mul(at + 1)? / alike;
        if count > MOST_ARRANGEMENTS {
            return None;
        }
    }
    Some(count)
}

/// The next arrangement in the order of the dictionary; `false` after the last.
fn advance(kinds: &mut [usize]) -> bool {
    let Some(fall) = kinds.windows(2).rposition(|pair| pair[0] < pair[1]) else { return false };
    let other = kinds.iter().rposition(|&kind| kind > kinds[fall]).expect("the next one is greater");
    kinds.swap(fall, other);
    kinds[fall + 1..].reverse();
    true
}

/// What tells equal values apart from others.
pub(super) fn bits(value: f64) -> u64 {
    // Minus zero and zero are one value.
    (value + 0.0).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weights::Weights;
    use std::collections::BTreeSet;

    #[test]
    fn every_arrangement_comes_once() {
        let mut seen = BTreeSet::new();
        let statistics = every(
            &[2.0, 1.0, 2.0, 3.0],
            |&v| bits(v),
            |items| {
                assert!(seen.insert(items.iter().map(|&v| bits(v)).collect::<Vec<_>>()));
                items[0]
            },
        )
        .unwrap();
        assert_eq!(statistics.len(), 12);
        assert_eq!(statistics.iter().filter(|&&first| first > 1.5 && first < 2.5).count(), 6);
    }

    #[test]
    fn eleven_different_values_are_too_many() {
        let values: Vec<f64> = (0..11).map(f64::from).collect();
        let error = every(&values, |&v| bits(v), |_| 0.0).unwrap_err().to_string();
        assert!(error.contains("the values of 11 units have too many arrangements to enumerate"), "{error}");
        // Twenty of two kinds are few enough.
        let two: Vec<f64> = (0..20).map(|i| f64::from(i % 2)).collect();
        assert_eq!(every(&two, |&v| bits(v), |_| 0.0).unwrap().len(), 184_756);
    }

    #[test]
    fn blocks_of_arrangements_are_the_arrangements_one_by_one() {
        let weights = Weights::from_neighbours((0..9).map(|i| vec![(i + 1) % 9, (i + 3) % 9]).collect());
        let pairs = Pairs::of(&weights);
        let values: Vec<f64> = (0..9).map(|i| f64::from(i * i % 7)).collect();
        let options = PermutationOptions { permutations: 21, seed: 4 };
        let together = random_sums(&pairs, &values, |a, b| [a * b], &options);
        let alone = random(&values, &options, |arranged| pairs.sums(arranged, |a, b| [a * b])[0]);
        assert_eq!(together.into_iter().map(|[sum]| sum).collect::<Vec<_>>(), alone);
    }
}
