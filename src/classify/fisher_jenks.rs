//! Natural breaks: classes with the least squared deviation from their means.

use super::squared_deviation::{Deviations, Distinct};

/// The upper bounds of up to `k` classes whose squared deviations from their class means have the least sum.
///
/// Exact, by dynamic programming over the distinct values. The best last break never moves left when a value is
/// added on the right, so each row is filled by divide and conquer, in O(k n log n) time for n distinct values.
/// Among equally good breaks the lowest are taken, as mapclassify does; but that sums in single precision, in
/// which large values far apart can miss the least sum.
///
/// Fisher, W. D. (1958). On grouping for maximum homogeneity. *Journal of the American Statistical Association*
/// 53(284).
pub(super) fn upper_bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let distinct = Distinct::of(sorted);
    let n = distinct.values.len();
    let k = k.min(n);
    let deviations = Deviations::of(&distinct);
    // least[j]: least sum over the first j distinct values in as many classes as rows were filled.
    let mut least: Vec<f64> = (0..=n).map(|j| deviations.between(0, j)).collect();
    let mut starts: Vec<Vec<u32>> = Vec::with_capacity(k);
    for classes in 2..=k {
        let mut row = Row { before: &least, next: vec![f64::INFINITY; n + 1], starts: vec![0; n + 1] };
        // Of the last row only the whole is asked.
        let shortest = if classes == k { n } else { classes };
        row.fill(&deviations, shortest, n, classes - 1, n - 1);
        let Row { next, starts: row_starts, .. } = row;
        starts.push(row_starts);
        least = next;
    }
    let mut bounds = Vec::with_capacity(k);
    let mut end = n;
    for row in starts.iter().rev() {
        bounds.push(distinct.values[end - 1]);
        end = row[end] as usize;
    }
    bounds.push(distinct.values[end - 1]);
    bounds.reverse();
    bounds
}

/// One row of the dynamic programme: the best sums with one class more than in `before`.
struct Row<'a> {
    before: &'a [f64],
    next: Vec<f64>,
    /// Where the last class of the first j values begins.
    starts: Vec<u32>,
}

impl Row<'_> {
    /// Fills the ends `low..=high`, whose last classes begin within `from..=to`.
    fn fill(&mut self, deviations: &Deviations, low: usize, high: usize, from: usize, to: usize) {
        if low > high {
            return;
        }
        let end = usize::midpoint(low, high);
        let (best, sum) = deviations.best_start(self.before, from, to.min(end - 1), end);
        self.next[end] = sum;
        self.starts[end] = u32::try_from(best).expect("fewer than 2^32 distinct values");
        self.fill(deviations, low, end - 1, from, best);
        self.fill(deviations, end + 1, high, best, to);
    }
}

#[cfg(test)]
mod judge {
    /// The sum of squared deviations from class means under given upper bounds.
    pub(super) fn sum(sorted: &[f64], bounds: &[f64]) -> f64 {
        let mut rest = sorted;
        let mut total = 0.0;
        for &bound in bounds {
            let (class, above) = rest.split_at(rest.partition_point(|&value| value <= bound));
            total += deviation(class);
            rest = above;
        }
        assert!(rest.is_empty(), "every value has a class");
        total
    }

    /// The least sum over all partitions, by the plain O(k n²) recurrence on every value.
    pub(super) fn least(sorted: &[f64], k: usize) -> f64 {
        let n = sorted.len();
        let mut best: Vec<f64> = (0..=n).map(|end| deviation(&sorted[..end])).collect();
        for _ in 1..k {
            best = (0..=n)
                .map(|end| {
                    (0..=end)
                        .map(|start| best[start] + deviation(&sorted[start..end]))
                        .fold(f64::INFINITY, f64::min)
                })
                .collect();
        }
        best[n]
    }

    fn deviation(class: &[f64]) -> f64 {
        let mean = class.iter().sum::<f64>() / class.len().max(1) as f64;
        class.iter().map(|value| (value - mean).powi(2)).sum()
    }
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

    #[test]
    fn a_far_value_does_not_blur_the_rest() {
        let sorted = [0.1, 0.11, 0.12, 0.5, 0.51, 0.9, 0.91, 1e13];
        assert_eq!(upper_bounds(&sorted, 4), [0.12, 0.51, 0.91, 1e13]);
        let sorted = [-1e13, 0.1, 0.11, 0.12, 0.5, 0.51, 0.9, 0.91];
        assert_eq!(upper_bounds(&sorted, 4), [-1e13, 0.12, 0.51, 0.91]);
    }

    proptest! {
        #[test]
        fn no_partition_is_better(
            mut values in prop_oneof![
                proptest::collection::vec(-1e3..1e3_f64, 1..40),
                proptest::collection::vec((0..12_i32).prop_map(f64::from), 1..40),
            ],
            k in 1..8_usize,
        ) {
            values.sort_by(f64::total_cmp);
            let ours = judge::sum(&values, &upper_bounds(&values, k));
            let least = judge::least(&values, k);
            prop_assert!(ours <= least * (1.0 + 1e-9) + 1e-9, "{} {}", ours, least);
        }
    }
}
