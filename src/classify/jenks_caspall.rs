//! Classes of values that are nearest to their class's median.

/// The upper bounds of up to `k` classes: from quantiles on, every value goes to the class with the nearest median
/// and the medians are taken anew, until no value moves.
///
/// A local least of the absolute deviations. A value as near to two medians goes to the lower. A class that no
/// value is left in is given up; mapclassify takes its median of nothing and never comes to an end.
///
/// Jenks, G. F. and Caspall, F. C. (1971). Error on choroplethic maps: definition, measurement, reduction. *Annals
/// of the Association of American Geographers* 61(2).
pub(super) fn upper_bounds(sorted: &[f64], k: usize) -> Vec<f64> {
    let above = |bound: &f64| sorted.partition_point(|value| value <= bound);
    let quantiles = super::quantiles::upper_bounds(sorted, k);
    // Where each class ends; the last ends with the values. Ends never move back on a tie, so that this comes to an
    // end.
    let mut ends: Vec<usize> = quantiles.iter().map(above).collect();
    loop {
        ends.dedup();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let medians: Vec<f64> = starts.zip(&ends).map(|(start, &end)| median(&sorted[start..end])).collect();
        let mut next: Vec<usize> = medians
            .windows(2)
            .map(|pair| {
                // From the upper median on no value is nearer to the lower, though both be infinitely far in doubles.
                let lower = |v: &f64| *v < pair[1] && (v - pair[0]).abs() <= (v - pair[1]).abs();
                sorted.partition_point(lower)
            })
            .collect();
        next.push(sorted.len());
        if next == ends {
            break;
        }
        ends = next;
    }
    ends.into_iter().map(|end| sorted[end - 1]).collect()
}

/// The middle value, or the mean of the two in the middle.
pub(super) fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_to_the_nearest_median() {
        assert_eq!(upper_bounds(&[1.0, 2.0, 3.0, 4.0, 50.0, 51.0], 2), [4.0, 51.0]);
    }

    #[test]
    fn a_tie_goes_to_the_lower_class() {
        // From quantiles {0, 2} and {4, 8}: medians 1 and 6. Then {0, 2}, {4, 8} stays, for 4 is nearer to 6.
        assert_eq!(upper_bounds(&[0.0, 2.0, 4.0, 8.0], 2), [2.0, 8.0]);
        // Medians 1 and 5: 3 is as near to both.
        assert_eq!(upper_bounds(&[1.0, 1.0, 3.0, 5.0, 5.0, 5.0], 2), [3.0, 5.0]);
    }

    #[test]
    fn ties_make_fewer_classes() {
        assert_eq!(upper_bounds(&[1.0, 1.0, 1.0, 1.0, 2.0], 4), [1.0, 2.0]);
    }
}
