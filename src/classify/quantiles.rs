//! Classes of equal counts.

use super::percentiles::percentile;

/// The upper bounds of `k` classes: the quantiles `i/k`, linear between values; equal ones are joined.
///
/// The order of operations is that of PySAL mapclassify, so that a value that falls on a quantile falls on the
/// same side of its rounding.
pub(super) fn upper_bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let width = 100.0 / k as f64;
    let mut bounds: Vec<f64> = (0..k - 1).map(|i| percentile(sorted, width + i as f64 * width)).collect();
    bounds.push(sorted[sorted.len() - 1]);
    bounds.dedup();
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_join_classes() {
        let sorted = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 10.0];
        let bounds = upper_bounds(&sorted, 5);
        assert_eq!(bounds.len(), 4);
        assert!((bounds[1] - 1.4).abs() < 1e-12 && (bounds[2] - 2.2).abs() < 1e-12);
    }

    #[test]
    fn one_value_is_every_quantile() {
        assert_eq!(upper_bounds(&[7.0], 4), [7.0]);
    }
}
