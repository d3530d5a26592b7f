//! Sums of squared deviations of any run of ordered values.

/// The distinct values in order, and how often each occurs.
pub(super) struct Distinct {
    pub(super) values: Vec<f64>,
    pub(super) counts: Vec<f64>,
}

impl Distinct {
    pub(super) fn of(sorted: &[f64]) -> Self {
        let groups = sorted.chunk_by(|a, b| a >= b).map(|equal| (equal[0], equal.len() as f64));
        let (values, counts) = groups.unzip();
        Self { values, counts }
    }
}

/// Sums of squared deviations of any run of distinct values from its mean, from running sums.
///
/// The sums run outward from the median and are of distances from it: neither a large mean nor a few far values
/// drown the differences among the many.
pub(super) struct Deviations {
    counts: Vec<f64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
}

impl Deviations {
    pub(super) fn of(distinct: &Distinct) -> Self {
        let n = distinct.values.len();
        let middle = n / 2;
        let centre = distinct.values[middle];
        let (mut counts, mut sums, mut squares) = (vec![0.0; n + 1], vec![0.0; n + 1], vec![0.0; n + 1]);
        let group = |i: usize| (distinct.values[i] - centre, distinct.counts[i]);
        for i in middle..n {
            let (x, count) = group(i);
            counts[i + 1] = counts[i] + count;
            sums[i + 1] = sums[i] + count * x;
            squares[i + 1] = squares[i] + count * x * x;
        }
        for i in (0..middle).rev() {
            let (x, count) = group(i);
            counts[i] = counts[i + 1] - count;
            sums[i] = sums[i + 1] - count * x;
            squares[i] = squares[i + 1] - count * x * x;
        }
        Self { counts, sums, squares }
    }

    /// Of the distinct values `start..end` from their mean.
    pub(super) fn between(&self, start: usize, end: usize) -> f64 {
        if end - start < 2 {
            return 0.0;
        }
        let sum = self.sums[end] - self.sums[start];
        let count = self.counts[end] - self.counts[start];
        (self.squares[end] - self.squares[start] - sum * sum / count).max(0.0)
    }

    /// The lowest start within `from..=to` of a class that ends before `end`, such that the sum of the class and
    /// `before[start]` is least; and that sum.
    pub(super) fn best_start(&self, before: &[f64], from: usize, to: usize, end: usize) -> (usize, f64) {
        let (mut best, mut least) = (from, f64::INFINITY);
        let (counts, sums, squares) = (self.counts[end], self.sums[end], self.squares[end]);
        // A class of one distinct value has no deviation, not even that of rounding.
        let many = from..(to + 1).min(end - 1).max(from);
        let runs =
            self.counts[many.clone()].iter().zip(&self.sums[many.clone()]).zip(&self.squares[many.clone()]);
        for (start, (before, ((count, sum), square))) in (from..).zip(before[many].iter().zip(runs)) {
            let sum = sums - sum;
            let candidate = before + (squares - square - sum * sum / (counts - count)).max(0.0);
            if candidate < least {
                (best, least) = (start, candidate);
            }
        }
        if to + 1 == end && before[to] < least {
            (best, least) = (to, before[to]);
        }
        (best, least)
    }
}
