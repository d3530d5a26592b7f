//! Classes grown around the quantiles.

use super::quantiles;
use super::squared_deviation::{Deviations, Distinct};

/// The upper bounds of up to `k` classes: each grows from the value nearest to its quantile until it meets the next,
/// then values on the borders change sides as long as the squared deviations from the class means fall.
///
/// mapclassify's heuristic, without chance. There the classes grow in an order drawn at random, and the best of
/// many draws is taken; of two neighbours the one that grows first takes all between them, and here the best order
/// of all is found. Its deviations are taken by places in the file instead of by rank, so that its classes change
/// with the order of the rows; ours do not. What is found is a local least; `FisherJenks` has the least of all.
pub(super) fn upper_bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let distinct = Distinct::of(sorted);
    let deviations = Deviations::of(&distinct);
    let n = distinct.values.len();
    let quantiles = quantiles::upper_bounds(sorted, k);
    let mut seeds: Vec<usize> = quantiles.iter().map(|&bound| nearest(&distinct.values, bound)).collect();
    seeds.dedup();
    let mut borders = grown(&seeds, n, &deviations);
    while moved(&mut borders, n, &deviations) {}
    borders.iter().chain([&n]).map(|&border| distinct.values[border - 1]).collect()
}

/// The place of the value nearest to `x`, the lower of two as near.
fn nearest(values: &[f64], x: f64) -> usize {
    let above = values.partition_point(|&value| value < x).min(values.len() - 1);
    if above > 0 && x - values[above - 1] <= values[above] - x { above - 1 } else { above }
}

/// Where each class but the first begins, under the best order in which the classes can grow from `seeds`.
fn grown(seeds: &[usize], n: usize, deviations: &Deviations) -> Vec<usize> {
    /// The best sum of all classes before a border, and their borders.
    type Path = (f64, Vec<usize>);
    let mut paths: Vec<Path> = vec![(0.0, Vec::new())];
    let better = |a: Path, b: Path| if b.0 < a.0 { b } else { a };
    let to = |paths: &[Path], end: usize| -> Path {
        let extended = paths.iter().map(|(sum, borders)| {
            let start = borders.last().copied().unwrap_or(0);
            (sum + deviations.between(start, end), borders.clone())
        });
        extended.reduce(better).expect("there is a path to every border")
    };
    for pair in seeds.windows(2) {
        // The upper seed's class grew first, or the lower one's.
        paths = [pair[0] + 1, pair[1]]
            .map(|border| {
                let (sum, mut borders) = to(&paths, border);
                borders.push(border);
                (sum, borders)
            })
            .into();
    }
    to(&paths, n).1
}

/// Moves each border as far as the sum falls; whether any moved.
fn moved(borders: &mut [usize], n: usize, deviations: &Deviations) -> bool {
    let mut any = false;
    for i in 0..borders.len() {
        let start = if i == 0 { 0 } else { borders[i - 1] };
        let end = borders.get(i + 1).copied().unwrap_or(n);
        let sum = |border: usize| deviations.between(start, border) + deviations.between(border, end);
        let before = borders[i];
        while borders[i] - 1 > start && sum(borders[i] - 1) < sum(borders[i]) {
            borders[i] -= 1;
        }
        while borders[i] + 1 < end && sum(borders[i] + 1) < sum(borders[i]) {
            borders[i] += 1;
        }
        any |= borders[i] != before;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn natural_groups_are_found() {
        assert_eq!(upper_bounds(&[1.0, 2.0, 2.0, 10.0, 11.0, 50.0], 3), [2.0, 11.0, 50.0]);
        assert_eq!(upper_bounds(&[1.0, 1.0, 2.0], 5), [1.0, 2.0]);
    }

    /// Every order of growth in turn.
    fn judge(seeds: &[usize], n: usize, deviations: &Deviations) -> f64 {
        let between = seeds.len() - 1;
        let sum = |lower_first: u32| {
            let border = |i: usize| if lower_first >> i & 1 == 1 { seeds[i + 1] } else { seeds[i] + 1 };
            let borders: Vec<usize> = [0].into_iter().chain((0..between).map(border)).chain([n]).collect();
            borders.windows(2).map(|pair| deviations.between(pair[0], pair[1])).sum::<f64>()
        };
        (0..1 << between).map(sum).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn the_best_order_of_growth_is_found_and_no_border_can_move(
            values in proptest::collection::btree_set(-50..50_i32, 6..30),
            k in 1..6_usize,
        ) {
            let sorted: Vec<f64> = values.into_iter().map(f64::from).collect();
            let n = sorted.len();
            let deviations = Deviations::of(&Distinct::of(&sorted));
            let seeds: Vec<usize> = (0..k).map(|i| (i + 1) * n / k - 1).collect();
            let mut borders = grown(&seeds, n, &deviations);
            let ends: Vec<usize> = [0].into_iter().chain(borders.iter().copied()).chain([n]).collect();
            let ours: f64 = ends.windows(2).map(|pair| deviations.between(pair[0], pair[1])).sum();
            let best = judge(&seeds, n, &deviations);
            prop_assert!((ours - best).abs() <= 1e-9 * best.max(1.0), "{} {}", ours, best);
            while moved(&mut borders, n, &deviations) {}
            prop_assert!(!moved(&mut borders, n, &deviations));
        }
    }
}
