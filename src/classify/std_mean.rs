//! Classes by standard deviations from the mean.

/// The mean and so many sample standard deviations away from it, in rising order.
pub(super) fn upper_bounds(sorted: &[f64], multiples: &[f64]) -> Vec<f64> {
    let (mean, deviation) = moments(sorted);
    let mut multiples = multiples.to_vec();
    multiples.sort_by(f64::total_cmp);
    multiples.dedup();
    multiples.into_iter().map(|multiple| mean + deviation * multiple).collect()
}

/// The mean and every whole number of sample standard deviations away from it, as far as the values reach.
pub(super) fn anchored_upper_bounds(sorted: &[f64]) -> Vec<f64> {
    let (mean, deviation) = moments(sorted);
    let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
    // No value is farther than √n deviations from the mean; more comes of a deviation that rounds to nothing.
    let most = (sorted.len() as f64).sqrt() + 1.0;
    let (lowest, highest) = (((least - mean) / deviation).trunc(), ((greatest - mean) / deviation).trunc());
    if !(lowest >= -most && highest <= most) {
        return vec![f64::NAN];
    }
    let multiples = std::iter::successors(Some(lowest), |&multiple| Some(multiple + 1.0));
    multiples
        .take_while(|&multiple| multiple <= highest)
        .map(|multiple| mean + deviation * multiple)
        .collect()
}

/// Mean and sample standard deviation; not finite, or a deviation of NaN, where the squares leave the range of doubles.
fn moments(sorted: &[f64]) -> (f64, f64) {
    let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
    let squares: f64 = sorted.iter().map(|value| (value - mean) * (value - mean)).sum();
    let deviation = (squares / (sorted.len() - 1) as f64).sqrt();
    (mean, if deviation > 0.0 { deviation } else { f64::NAN })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean 5, sample standard deviation 3.
    const SORTED: [f64; 3] = [2.0, 5.0, 8.0];

    #[test]
    fn bounds_are_deviations_from_the_mean() {
        assert_eq!(upper_bounds(&SORTED, &[2.0, -2.0, 0.5, 0.5]), [-1.0, 6.5, 11.0]);
    }

    #[test]
    fn anchored_bounds_reach_as_far_as_the_values() {
        assert_eq!(anchored_upper_bounds(&SORTED), [2.0, 5.0, 8.0]);
        assert_eq!(anchored_upper_bounds(&[1.0, 4.0, 4.0, 4.0, 7.0]).len(), 3);
    }

    #[test]
    fn squares_out_of_range_are_no_bounds() {
        for sorted in [[0.0, 1e200], [0.0, 1e-200]] {
            assert!(!upper_bounds(&sorted, &[1.0])[0].is_finite());
            assert!(!anchored_upper_bounds(&sorted)[0].is_finite());
        }
    }
}
