//! Classes of equal width.

/// The upper bounds of `k` classes of one width from the least to the greatest value.
pub(super) fn upper_bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
    let width = (greatest - least) / k as f64;
    let mut bounds: Vec<f64> = (1..k).map(|i| least + i as f64 * width).collect();
    bounds.push(greatest);
    bounds.dedup();
    bounds
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
