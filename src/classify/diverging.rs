//! Classes of changes: zero is a bound, and both sides have the same steps.

use super::{Classes, Scheme, bounds, class_of, sorted};
use crate::error::{Code, Finding, Result};

/// Classes around zero.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Diverging {
    /// The classes; zero is one of their bounds.
    pub classes: Classes,
    /// How many classes lie below zero.
    pub below: usize,
    /// How many lie above it.
    pub above: usize,
    /// Fewer classes than asked for.
    pub findings: Vec<Finding>,
}

/// Values of both signs in up to `k_each_side` classes on each side of zero.
///
/// # Conventions
/// `scheme` is applied to the absolute values, and its breaks stand on both sides: a loss and a gain of the same
/// size are equally far from the middle. Classes beyond the values are left out, so that `below` and `above`
/// can differ; `palette::Ramp::around_zero` gives their colours. A value of exactly zero belongs to the class that
/// ends there, or to the first above it where nothing is below zero. A break on a value is moved halfway to the next,
/// since a class cannot be closed at the same end on both sides.
///
/// # Errors
/// As [`super::classify`].
///
/// # Example
/// ```
/// use jingwei::classify::{Scheme, diverging};
/// let changes = [Some(-1.0), Some(3.0), Some(8.0), None];
/// let diverging = diverging(&changes, &Scheme::EqualInterval, 2)?;
/// assert_eq!(diverging.classes.bounds, [-1.0, 0.0, 4.0, 8.0]);
/// assert_eq!((diverging.below, diverging.above), (1, 2));
/// assert_eq!(diverging.classes.of, [Some(0), Some(1), Some(2), None]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn diverging(values: &[Option<f64>], scheme: &Scheme, k_each_side: usize) -> Result<Diverging> {
    let all = sorted(&[values])?;
    let (Some(&least), Some(&greatest)) = (all.first(), all.last()) else {
        let (_, findings) = bounds(&[], scheme, k_each_side)?;
        return Ok(Diverging { classes: empty(values), below: 0, above: 0, findings });
    };
    let mut sizes: Vec<f64> = all.iter().map(|value| value.abs()).filter(|&size| size > 0.0).collect();
    if matches!(scheme, Scheme::EqualInterval | Scheme::Pretty) {
        // Steps of one width begin at zero.
        sizes.push(0.0);
    }
    sizes.sort_by(f64::total_cmp);
    let (steps, mut findings) = bounds(&sizes, scheme, k_each_side)?;
    // Steps away from zero, none of them on a value.
    let inner: Vec<f64> = steps
        .iter()
        .enumerate()
        .skip(1)
        .map(|(i, &step)| beside(&sizes, step, steps.get(i + 1).copied().unwrap_or(step)))
        // Given bounds may be of either sign; the sizes are not.
        .filter(|&step| step > 0.0)
        .collect();
    let needed = |reach: f64| inner.iter().position(|&step| step >= reach).map_or(inner.len(), |at| at + 1);
    let below = if least < 0.0 { needed(-least) } else { 0 };
    let above = if greatest > 0.0 { needed(greatest) } else { 0 };
    let mut around = Vec::with_capacity(below + above + 1);
    if below > 0 {
        around.push(least);
        around.extend(inner[..below - 1].iter().rev().map(|&step| -step));
    }
    around.push(0.0);
    if above > 0 {
        around.extend_from_slice(&inner[..above - 1]);
        around.push(greatest);
    }
    if below + above == 0 {
        // Nothing changes anywhere.
        findings = vec![Finding::new(Code::FewClasses, "every value is zero; one class was made")];
        around.push(0.0);
    }
    let of = values.iter().map(|value| value.map(|value| class_of(&around, value))).collect();
    Ok(Diverging {
        classes: Classes { bounds: around, of },
        below,
        above: above.max(usize::from(below == 0)),
        findings,
    })
}

fn empty(values: &[Option<f64>]) -> Classes {
    Classes { bounds: Vec::new(), of: vec![None; values.len()] }
}

/// `step`, or where it is one of `sizes` the middle between it and the next of them or `next`, whichever is nearer.
fn beside(sizes: &[f64], step: f64, next: f64) -> f64 {
    let above = sizes.partition_point(|&size| size <= step);
    let on_a_value = above > 0 && sizes[above - 1] >= step;
    match sizes.get(above) {
        Some(&size) if on_a_value => f64::midpoint(step, size.min(next)),
        _ => step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_loss_and_a_gain_of_one_size_are_equally_far_from_the_middle() {
        let values: Vec<_> = [-9.0, -2.0, -1.0, 1.0, 2.0, 9.0].map(Some).into();
        let d = diverging(&values, &Scheme::FisherJenks, 2).unwrap();
        assert_eq!((d.below, d.above), (2, 2));
        assert_eq!(d.classes.of, [0, 1, 1, 2, 2, 3].map(Some));
    }

    #[test]
    fn one_sided_changes_have_one_side() {
        let d = diverging(&[Some(-3.0), Some(-1.0), Some(0.0)], &Scheme::Quantiles, 2).unwrap();
        assert_eq!((d.below, d.above), (2, 0));
        assert_eq!(d.classes.of, [0, 1, 1].map(Some));
        let d = diverging(&[Some(0.0), Some(4.0)], &Scheme::Quantiles, 1).unwrap();
        assert_eq!((d.below, d.above, d.classes.bounds), (0, 1, vec![0.0, 4.0]));
    }

    #[test]
    fn no_change_at_all_is_one_class() {
        let d = diverging(&[Some(0.0), Some(-0.0), None], &Scheme::Quantiles, 3).unwrap();
        assert_eq!(d.classes.of, [Some(0), Some(0), None]);
        assert_eq!((d.below, d.above, d.classes.len()), (0, 1, 1));
        assert!(diverging(&[None], &Scheme::Quantiles, 3).unwrap().classes.is_empty());
    }

    proptest! {
        #[test]
        fn every_value_lies_in_the_bounds_of_its_class(
            values in proptest::collection::vec(proptest::option::of(-100..100_i32), 0..60),
            k in 1..6_usize,
        ) {
            let values: Vec<_> = values.into_iter().map(|value| value.map(f64::from)).collect();
            for scheme in [
                Scheme::FisherJenks,
                Scheme::Quantiles,
                Scheme::EqualInterval,
                Scheme::HeadTail,
                Scheme::JenksCaspall,
                Scheme::MaximumBreaks,
                Scheme::MaxP,
                Scheme::Pretty,
                Scheme::StdMean(vec![-1.0, 0.0, 1.0]),
                Scheme::StdMeanAnchored,
                Scheme::BoxPlot { hinge: 1.5 },
                Scheme::Percentiles(vec![50.0, 90.0]),
            ] {
                let d = diverging(&values, &scheme, k).unwrap();
                prop_assert_eq!(d.below + d.above, d.classes.len());
                prop_assert!(d.classes.bounds.windows(2).all(|pair| pair[0] <= pair[1]));
                for (value, class) in values.iter().zip(&d.classes.of) {
                    prop_assert_eq!(value.is_some(), class.is_some());
                    if let (Some(value), Some(class)) = (*value, *class) {
                        let bounds = &d.classes.bounds[class..=class + 1];
                        prop_assert!(bounds[0] <= value && value <= bounds[1]);
                        prop_assert!(value == 0.0 || (value < 0.0) == (class < d.below));
                    }
                }
            }
        }
    }
}
