//! Values into classes for a map: breaks and colours.
//!
//! [`Scheme::FisherJenks`] shows the natural groups of the values, [`Scheme::Quantiles`] puts equally many units
//! into each class, [`Scheme::EqualInterval`] gives a legend of equal steps, [`Scheme::HeadTail`] suits values
//! with a few large and many small, [`Scheme::Given`] takes what a standard prescribes. Maps that are compared
//! share their classes: [`classify_pooled`]. Changes want zero in the middle: [`diverging()`].
//!
//! # Conventions
//! Classes are `[a, b] (b, c] …`: a value on a bound belongs to the lower class. Bounds have full double
//! precision; the legend rounds them for reading. An absent value has no class and is drawn as
//! [`palette::NO_DATA`].

mod diverging;
mod equal_interval;
mod fisher_jenks;
mod given;
mod head_tail;
pub mod palette;
mod quantiles;

pub use diverging::{Diverging, diverging};

use crate::error::{Code, Error, Finding, Result};

/// How class breaks are chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Scheme {
    /// Least squared deviation within classes, exact (Fisher 1958, Jenks 1977).
    FisherJenks,
    /// Equal counts, ties to the lower class; the breaks of PySAL.
    Quantiles,
    /// Equal widths.
    EqualInterval,
    /// Split at the mean again and again (Jiang 2013); the values say how many classes there are.
    HeadTail,
    /// Upper bounds given by the user, in any order; their number says how many classes there are. Where they do
    /// not reach the greatest value, a class is added.
    Given(Vec<f64>),
}

/// Classes `[a, b] (b, c] …` and the class of every value; shared by maps that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Bounds at full precision, one more than classes: the least value first, the greatest last.
    ///
    /// Given bounds stay as they are where they reach beyond the values. Empty where there is no value.
    pub bounds: Vec<f64>,
    /// The class of each value; `None` where the value is absent.
    pub of: Vec<Option<usize>>,
}

impl Classes {
    /// How many classes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many values each class has.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.len()];
        self.of.iter().flatten().for_each(|&class| counts[class] += 1);
        counts
    }
}

/// Classes of one map, and what a reader should know of them.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Classified {
    /// The classes.
    pub classes: Classes,
    /// Fewer classes than asked for, or given bounds that were extended.
    pub findings: Vec<Finding>,
}

/// One set of classes for several maps.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Pooled {
    /// The classes of each map; all have the same bounds.
    pub maps: Vec<Classes>,
    /// Fewer classes than asked for, or given bounds that were extended.
    pub findings: Vec<Finding>,
}

/// The values of one map in up to `k` classes.
///
/// # Conventions
/// `k` is not used by schemes that make their own number of classes. Fewer distinct values than `k` make fewer
/// classes; that is said in the findings. Without any value there are no classes.
///
/// # Errors
/// Values or given bounds that are not finite, all in one error; `k` of 0; no given bound.
///
/// # Example
/// ```
/// use jingwei::classify::{Scheme, classify};
/// let values = [Some(1.0), Some(2.0), None, Some(9.0), Some(10.0)];
/// let classes = classify(&values, &Scheme::FisherJenks, 2)?.classes;
/// assert_eq!(classes.bounds, [1.0, 2.0, 10.0]);
/// assert_eq!(classes.of, [Some(0), Some(0), None, Some(1), Some(1)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn classify(values: &[Option<f64>], scheme: &Scheme, k: usize) -> Result<Classified> {
    let Pooled { mut maps, findings } = classify_pooled(&[values], scheme, k)?;
    let classes = maps.swap_remove(0);
    Ok(Classified { classes, findings })
}

/// The values of several maps in one set of up to `k` classes, so that a colour means the same on all of them.
///
/// # Conventions
/// As [`classify`] of all values together; a map need not have a value in every class.
///
/// # Errors
/// As [`classify`].
///
/// # Example
/// ```
/// use jingwei::classify::{Scheme, classify_pooled};
/// let pooled = classify_pooled(&[&[Some(0.0), Some(4.0)], &[Some(10.0)]], &Scheme::EqualInterval, 2)?;
/// assert_eq!(pooled.maps[0].of, [Some(0), Some(0)]);
/// assert_eq!(pooled.maps[1].of, [Some(1)]);
/// assert_eq!(pooled.maps[0].bounds, pooled.maps[1].bounds);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn classify_pooled(maps: &[&[Option<f64>]], scheme: &Scheme, k: usize) -> Result<Pooled> {
    let sorted = sorted(maps)?;
    let (bounds, findings) = bounds(&sorted, scheme, k)?;
    let class = |value: &Option<f64>| value.map(|value| class_of(&bounds, value));
    let maps = maps
        .iter()
        .map(|values| Classes { of: values.iter().map(class).collect(), bounds: bounds.clone() })
        .collect();
    Ok(Pooled { maps, findings })
}

/// The bounds of `sorted` values under `scheme`.
fn bounds(sorted: &[f64], scheme: &Scheme, k: usize) -> Result<(Vec<f64>, Vec<Finding>)> {
    if k == 0 {
        return Err(Error::usage(Finding::new(Code::BadSetting, "a map has at least one class").value(k)));
    }
    if let Scheme::Given(given) = scheme {
        return given::bounds(sorted, given);
    }
    let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
        return Ok((Vec::new(), vec![Finding::new(Code::NoRange, "no value to classify")]));
    };
    let mut upper = match scheme {
        Scheme::FisherJenks => fisher_jenks::upper_bounds(sorted, k),
        Scheme::Quantiles => quantiles::upper_bounds(sorted, k),
        Scheme::EqualInterval => equal_interval::upper_bounds(sorted, k),
        Scheme::HeadTail => head_tail::upper_bounds(sorted),
        Scheme::Given(_) => unreachable!("given bounds are dealt with above"),
    };
    // Rounding can bring an inner bound up to the greatest value, and beyond where the range overflows.
    upper.retain(|&bound| bound < greatest);
    upper.push(greatest);
    let mut findings = Vec::new();
    if upper.len() < k && *scheme != Scheme::HeadTail {
        let what = "the values make fewer classes than asked for";
        findings.push(Finding::new(Code::FewClasses, what).value(format!("{} instead of {k}", upper.len())));
    }
    let bounds = std::iter::once(least).chain(upper).collect();
    Ok((bounds, findings))
}

/// All values of all maps in order.
fn sorted(maps: &[&[Option<f64>]]) -> Result<Vec<f64>> {
    let mut bad = Vec::new();
    let mut sorted = Vec::new();
    for (feature, value) in maps.iter().flat_map(|values| (1..).zip(values.iter())) {
        match value {
            // Adding zero makes one of the two zeros.
            Some(value) if value.is_finite() => sorted.push(value + 0.0),
            Some(value) => {
                let finding = Finding::new(Code::BadValue, "a value to classify is not finite");
                bad.push(finding.feature(feature).value(value));
            }
            None => {}
        }
    }
    if !bad.is_empty() {
        return Err(Error::Input(bad));
    }
    sorted.sort_by(f64::total_cmp);
    Ok(sorted)
}

/// The class of a value between the first and the last of `bounds`.
fn class_of(bounds: &[f64], value: f64) -> usize {
    // A value on an inner bound belongs below it.
    bounds[1..bounds.len() - 1].partition_point(|&bound| bound < value)
}

#[cfg(test)]
mod tests;
