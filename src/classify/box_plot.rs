//! Classes of a box map: the quartiles, and what lies beyond the fences.

use super::percentiles::percentile;

/// The lower fence, the quartiles and the upper fence, then the greatest value where it lies beyond that.
///
/// The fences stand `hinge` interquartile ranges below the first and above the third quartile. The first class is
/// that of the low outliers whether there are any or not; the last, that of the high ones, is there only with
/// them, as in mapclassify.
///
/// Tukey, J. W. (1977). *Exploratory Data Analysis*. Addison-Wesley.
pub(super) fn upper_bounds(sorted: &[f64], hinge: f64) -> Vec<f64> {
    let [first, second, third, greatest] =
        [25.0, 50.0, 75.0, 100.0].map(|percent| percentile(sorted, percent));
    let reach = hinge * (third - first);
    let (lower, upper) = (first - reach, third + reach);
    let mut bounds = vec![lower, first, second, third, upper];
    if upper < greatest {
        bounds.push(greatest);
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outliers_lie_beyond_the_fences() {
        let sorted = [0.0, 10.0, 11.0, 12.0, 30.0];
        assert_eq!(upper_bounds(&sorted, 1.5), [7.0, 10.0, 11.0, 12.0, 15.0, 30.0]);
        assert_eq!(upper_bounds(&sorted, 10.0), [-10.0, 10.0, 11.0, 12.0, 32.0]);
    }
}
