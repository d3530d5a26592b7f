//! Classes of equal counts.

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

/// The value below which `percent` of the values lie, linear between the two nearest.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let last = sorted.len() - 1;
    let place = percent / 100.0 * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the values")]
    let below = place.floor() as usize;
    if below >= last {
        return sorted[last];
    }
    let beyond = place - below as f64;
    if beyond <= 0.0 {
        return sorted[below];
    }
    let (low, high) = ((below + 1) as f64 - place, beyond);
    (sorted[below] * low + sorted[below + 1] * high) / (low + high)
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
