//! Classes on either side of the widest gaps.

/// The middles of the `k - 1` widest gaps between neighbouring values, then the greatest value.
///
/// Among gaps of one width the highest are taken.
pub(super) fn upper_bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let gap = |upper: &usize| sorted[*upper] - sorted[upper - 1];
    let mut gaps: Vec<usize> = (1..sorted.len()).filter(|upper| gap(upper) > 0.0).collect();
    gaps.sort_by(|a, b| gap(b).total_cmp(&gap(a)).then(b.cmp(a)));
    gaps.truncate(k - 1);
    gaps.sort_unstable();
    // The middle of two doubles next to each other can round up to the upper one, which would then lie below it.
    let middle = |upper: usize| {
        let middle = f64::midpoint(sorted[upper - 1], sorted[upper]);
        if middle < sorted[upper] { middle } else { sorted[upper - 1] }
    };
    let mut bounds: Vec<f64> = gaps.into_iter().map(middle).collect();
    bounds.push(sorted[sorted.len() - 1]);
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_stand_in_the_widest_gaps() {
        assert_eq!(upper_bounds(&[1.0, 2.0, 2.0, 10.0, 11.0, 51.0], 3), [6.0, 31.0, 51.0]);
        assert_eq!(upper_bounds(&[1.0, 1.0, 2.0], 5), [1.5, 2.0]);
    }

    #[test]
    fn of_equal_gaps_the_highest_are_taken() {
        assert_eq!(upper_bounds(&[1.0, 2.0, 3.0, 4.0], 3), [2.5, 3.5, 4.0]);
    }

    #[test]
    fn neighbouring_doubles_are_told_apart() {
        let (low, next) = (1.0 + f64::EPSILON, 1.0 + 2.0 * f64::EPSILON);
        assert_eq!(upper_bounds(&[low, next], 2), [low, next]);
    }
}
