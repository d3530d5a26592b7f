//! Classes of equal width.

/// The upper bounds of `k` classes of one width from the least to the greatest value.
///
/// The order of operations is that of numpy's `arange`, by which mapclassify steps, so that a value that falls on
/// a bound falls on the same side of its rounding.
pub(super) fn upper_bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
    let width = (greatest - least) / k as f64;
    let mut bounds: Vec<f64> = steps(least + width, width).take(k - 1).collect();
    bounds.push(greatest);
    bounds.dedup();
    bounds
}

/// Numbers from `first` on, each `width` above the one before, rounded as numpy's `arange` rounds them.
pub(super) fn steps(first: f64, width: f64) -> impl Iterator<Item = f64> {
    let step = (first + width) - first;
    (0_u32..).map(move |i| first + f64::from(i) * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_equal() {
        assert_eq!(upper_bounds(&[0.0, 1.0, 8.0], 4), [2.0, 4.0, 6.0, 8.0]);
        assert_eq!(upper_bounds(&[3.0, 3.0], 4), [3.0]);
    }
}
