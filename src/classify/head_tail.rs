//! Head/tail breaks, for values with a few large and many small.

/// The upper bounds: the mean of all values, the mean of those above it, and so on to the greatest value.
///
/// Jiang, B. (2013). Head/tail breaks: a new classification scheme for data with a heavy-tailed distribution.
/// *The Professional Geographer* 65(3). As PySAL, it goes on until one value is left and does not ask that the
/// head be a minority.
pub(super) fn upper_bounds(sorted: &[f64]) -> Vec<f64> {
    let mut bounds = Vec::new();
    let mut head = sorted;
    while head[0] < head[head.len() - 1] {
        let mean = head.iter().sum::<f64>() / head.len() as f64;
        let above = head.partition_point(|&value| value <= mean);
        // Rounding can set the mean of nearly equal values onto the least or the greatest of them.
        if above == 0 || above == head.len() {
            break;
        }
        bounds.push(mean);
        head = &head[above..];
    }
    bounds.push(sorted[sorted.len() - 1]);
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_break_is_the_mean_of_what_is_left() {
        assert_eq!(upper_bounds(&[1.0, 1.0, 1.0, 5.0]), [2.0, 5.0]);
        assert_eq!(upper_bounds(&[0.0, 1.0, 2.0, 9.0, 18.0]), [6.0, 13.5, 18.0]);
    }

    #[test]
    fn equal_values_are_one_class_even_at_the_top() {
        assert_eq!(upper_bounds(&[4.0, 4.0, 4.0]), [4.0]);
        assert_eq!(upper_bounds(&[0.0, 4.0, 4.0]), [8.0 / 3.0, 4.0]);
    }

    #[test]
    fn neighbouring_doubles_end() {
        let next = 1.0 + f64::EPSILON;
        assert!(upper_bounds(&[1.0, 1.0, next, next]).len() <= 2);
    }
}
