//! How well classes fit their values.

use super::Classes;
use super::jenks_caspall::median;

/// How much of the differences among values their classes take up.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct GoodnessOfFit {
    /// `Σ_c Σ_{i ∈ c} |y_i − median_c|`, the absolute deviation around class medians (ADCM), in the unit of the
    /// values; mapclassify's `adcm`.
    pub absolute_deviation: f64,
    /// `Σ_c Σ_{i ∈ c} (y_i − mean_c)²`, in the unit of the values squared; mapclassify's `tss`.
    pub squared_deviation: f64,
    /// Goodness of absolute deviation fit (GADF): one less ADCM over the absolute deviation from the median of all.
    pub absolute_deviation_fit: f64,
    /// Goodness of variance fit (GVF): one less the squared deviation over that from the mean of all.
    pub variance_fit: f64,
    /// Tabular accuracy index (TAI): one less the absolute deviation from class means over that from the mean of
    /// all.
    pub tabular_accuracy: f64,
}

/// How well `classes` fit the values that were put in them; `None` where no value has a class.
///
/// # Formula
/// See the fields. The three indices are 1 where the values of every class are equal. One class makes them 0.
///
/// # Conventions
/// A value without a class is left out. Where all values are equal, any classes fit and the indices are 1, as in
/// mapclassify. The tabular accuracy index has every value of one weight, not by area. Indices can be compared
/// between schemes of one number of classes; with more classes they rise.
///
/// # Panics
/// If there is not one class, or `None`, for each value, or a value with a class is not finite.
///
/// # Example
/// ```
/// use jingwei::classify::{Scheme, classify, goodness_of_fit};
/// let values = [Some(1.0), Some(3.0), Some(11.0), Some(13.0), None];
/// let classes = classify(&values, &Scheme::FisherJenks, 2)?.classes;
/// let fit = goodness_of_fit(&values, &classes).expect("there are values");
/// assert_eq!((fit.absolute_deviation, fit.squared_deviation), (4.0, 4.0));
/// assert_eq!(fit.absolute_deviation_fit, 1.0 - 4.0 / 20.0);
/// assert_eq!(fit.variance_fit, 1.0 - 4.0 / 104.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Jenks, G. F. and Caspall, F. C. (1971). Error on choroplethic maps: definition, measurement, reduction. *Annals
/// of the Association of American Geographers* 61(2).
pub fn goodness_of_fit(values: &[Option<f64>], classes: &Classes) -> Option<GoodnessOfFit> {
    assert_eq!(values.len(), classes.of.len(), "one class a value");
    let mut by_class: Vec<Vec<f64>> = vec![Vec::new(); classes.len()];
    for (value, class) in values.iter().zip(&classes.of) {
        if let (Some(value), Some(class)) = (value, class) {
            by_class[*class].push(*value);
        }
    }
    for class in &mut by_class {
        // In one order, the sums are the same for any order of the values.
        class.sort_by(f64::total_cmp);
    }
    let all = by_class.concat();
    if all.is_empty() {
        return None;
    }
    assert!(all.iter().all(|value| value.is_finite()), "values are finite");
    let whole = Deviation::of(&all);
    let within = by_class.iter().filter(|class| !class.is_empty()).map(|class| Deviation::of(class));
    let within = within.fold(Deviation::default(), |a, b| Deviation {
        from_median: a.from_median + b.from_median,
        from_mean: a.from_mean + b.from_mean,
        squared: a.squared + b.squared,
    });
    // Without any deviation nothing is left to fit.
    let fit = |left: f64, whole: f64| if whole > 0.0 { 1.0 - left / whole } else { 1.0 };
    Some(GoodnessOfFit {
        absolute_deviation: within.from_median,
        squared_deviation: within.squared,
        absolute_deviation_fit: fit(within.from_median, whole.from_median),
        variance_fit: fit(within.squared, whole.squared),
        tabular_accuracy: fit(within.from_mean, whole.from_mean),
    })
}

#[derive(Default)]
struct Deviation {
    from_median: f64,
    from_mean: f64,
    squared: f64,
}

impl Deviation {
    /// Of ordered values; the classes are one above the other, so that all of them are in order as well.
    fn of(sorted: &[f64]) -> Self {
        let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
        let mean = (sorted.iter().sum::<f64>() / sorted.len() as f64).clamp(least, greatest);
        let median = median(sorted);
        let sum = |deviation: &dyn Fn(f64) -> f64| sorted.iter().map(|&value| deviation(value)).sum();
        Self {
            from_median: sum(&|value| (value - median).abs()),
            from_mean: sum(&|value| (value - mean).abs()),
            squared: sum(&|value| (value - mean) * (value - mean)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Scheme, classify};
    use super::*;
    use proptest::prelude::*;

    fn fit(values: &[Option<f64>], scheme: &Scheme, k: usize) -> Option<GoodnessOfFit> {
        goodness_of_fit(values, &classify(values, scheme, k).unwrap().classes)
    }

    #[test]
    fn no_value_has_no_fit() {
        assert_eq!(fit(&[None, None], &Scheme::Quantiles, 3), None);
    }

    #[test]
    fn equal_values_fit_any_classes() {
        let fit = fit(&[Some(0.1); 3], &Scheme::Quantiles, 3).unwrap();
        assert_eq!((fit.absolute_deviation, fit.squared_deviation), (0.0, 0.0));
        assert_eq!((fit.absolute_deviation_fit, fit.variance_fit, fit.tabular_accuracy), (1.0, 1.0, 1.0));
    }

    proptest! {
        #[test]
        fn one_class_fits_nothing_and_a_class_a_value_all(
            values in proptest::collection::btree_set(-50..50_i32, 2..20),
        ) {
            let values: Vec<_> = values.into_iter().map(|value| Some(f64::from(value))).collect();
            let one = fit(&values, &Scheme::FisherJenks, 1).unwrap();
            prop_assert_eq!((one.absolute_deviation_fit, one.variance_fit, one.tabular_accuracy), (0.0, 0.0, 0.0));
            let all = fit(&values, &Scheme::FisherJenks, values.len()).unwrap();
            prop_assert_eq!((all.absolute_deviation_fit, all.variance_fit, all.tabular_accuracy), (1.0, 1.0, 1.0));
        }
    }
}
