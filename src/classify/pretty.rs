//! Classes of round numbers.

use super::equal_interval::steps;

/// The lower bound of the first class and the upper bounds of about `k` classes of one round width, 1, 2 or 5 times
/// a power of ten, which cover all values; not finite where there is no such width.
///
/// Heckbert, P. S. (1990). Nice numbers for graph labels. In Glassner, A. S. (ed.), *Graphics Gems*. Academic
/// Press. The rounding is that of mapclassify; R's `pretty` weighs more widths against each other.
pub(super) fn bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
    let range = round_number(greatest - least, Rounding::Up);
    let width = round_number(range / k.saturating_sub(1).max(1) as f64, Rounding::Nearest);
    let (mut first, mut last) = ((least / width).floor(), (greatest / width).ceil());
    // A quotient can round across a whole number.
    first -= f64::from(first * width > least);
    last += f64::from(last * width < greatest);
    // Round widths make at most half as many classes again as asked for; more comes of a width lost in rounding.
    if !(width > 0.0 && last - first <= 2.0 * k as f64 + 3.0) {
        return vec![f64::NAN];
    }
    // Multiples of the width, as sums of it would drift off zero.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let count = (last - first) as usize + 1;
    let mut bounds: Vec<f64> = steps(first, 1.0).take(count).map(|step| step * width).collect();
    bounds.dedup();
    // Steps near the spacing of doubles can miss the ends.
    let covered = bounds.len() > 1 && bounds[0] <= least && greatest <= bounds[bounds.len() - 1];
    if covered { bounds } else { vec![f64::NAN] }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounding {
    Up,
    Nearest,
}

/// 1, 2, 5 or 10 times a power of ten, near `x`.
fn round_number(x: f64, rounding: Rounding) -> f64 {
    // Read from text, a power of ten is the nearest double; computed, it can miss by a digit.
    let power: f64 = format!("1e{}", libm::log10(x).floor()).parse().unwrap_or(f64::NAN);
    let share = x / power;
    let fits = |&(round, turn): &(f64, f64)| match rounding {
        Rounding::Up => share <= round,
        Rounding::Nearest => share < turn,
    };
    let round = [(1.0, 1.5), (2.0, 3.0), (5.0, 7.0)].into_iter().find(fits);
    round.map_or(10.0, |(round, _)| round) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_round() {
        assert_eq!(bounds(&[3.0, 68.9], 5), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(bounds(&[3.0, 68.9], 4), [0.0, 50.0, 100.0]);
        assert_eq!(bounds(&[-0.3, 0.4], 2), [-1.0, 0.0, 1.0]);
        let fifths = bounds(&[-1.0, 0.0], 5);
        assert_eq!((fifths.len(), fifths[0], fifths[5]), (6, -1.0, 0.0));
    }

    #[test]
    fn powers_of_ten_are_round() {
        for exponent in -300..=300 {
            let power: f64 = format!("1e{exponent}").parse().unwrap();
            for rounding in [Rounding::Up, Rounding::Nearest] {
                let round = round_number(power, rounding);
                assert!((round / power - 1.0).abs() < 1e-15, "{power:e}: {round:e}");
            }
        }
    }

    #[test]
    fn values_on_the_bounds_are_covered() {
        assert_eq!(bounds(&[0.0, 10.0], 3), [0.0, 5.0, 10.0]);
        assert_eq!(bounds(&[0.0, 10.0], 1), [0.0, 10.0]);
    }

    #[test]
    fn ranges_without_a_round_width_are_no_bounds() {
        assert!(!bounds(&[-1e308, 1e308], 5)[0].is_finite());
        assert!(!bounds(&[0.0, 5e-324], 5)[0].is_finite());
    }
}
