//! Classes between stated percentiles, and the percentile itself.

/// The percentiles `percents` of the values, in rising order; equal ones stay, so that a class keeps its place.
pub(super) fn upper_bounds(sorted: &[f64], percents: &[f64]) -> Vec<f64> {
    let mut percents = percents.to_vec();
    percents.sort_by(f64::total_cmp);
    percents.into_iter().map(|percent| percentile(sorted, percent)).collect()
}

/// The value below which `percent` of the values lie, linear between the two nearest.
///
/// The order of operations is that of `scoreatpercentile` of scipy, so that a value that falls on a percentile
/// falls on the same side of its rounding; between two equal values it is that value.
pub(super) fn percentile(sorted: &[f64], percent: f64) -> f64 {
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
    // Rounding must not bring what lies between two equal values beside them.
    ((sorted[below] * low + sorted[below + 1] * high) / (low + high)).clamp(sorted[below], sorted[below + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_lies_between_the_two_nearest_values() {
        let sorted = [0.0, 10.0, 20.0, 30.0, 40.0];
        assert_eq!(upper_bounds(&sorted, &[100.0, 50.0, 10.0]), [4.0, 20.0, 40.0]);
        assert_eq!(upper_bounds(&[7.0], &[1.0, 50.0]), [7.0, 7.0]);
    }

    #[test]
    fn equal_percentiles_stay() {
        assert_eq!(upper_bounds(&[0.0, 0.0, 0.0, 0.0, 8.0], &[25.0, 50.0, 100.0]), [0.0, 0.0, 8.0]);
        assert_eq!(
            upper_bounds(&[-5.0, -5.0, 0.0, 0.0, 0.0, 0.0, 0.0], &[1.0, 10.0, 50.0]),
            [-5.0, -5.0, 0.0]
        );
    }
}
