//! Values into classes for a map: breaks and colours.
//!
//! | what the map is to show | scheme | mapclassify's name |
//! |---|---|---|
//! | the natural groups of the values | [`Scheme::FisherJenks`] | `FisherJenks` |
//! | equally many units in each class | [`Scheme::Quantiles`] | `Quantiles` |
//! | a legend of equal steps | [`Scheme::EqualInterval`] | `EqualInterval` |
//! | a legend of round numbers | [`Scheme::Pretty`] | `PrettyBreaks` |
//! | few large among many small | [`Scheme::HeadTail`] | `HeadTailBreaks` |
//! | what is unusual | [`Scheme::BoxPlot`], [`Scheme::Percentiles`] | `BoxPlot`, `Percentiles` |
//! | how far from the mean | [`Scheme::StdMean`], [`Scheme::StdMeanAnchored`] | `StdMean`, with `anchor=True` |
//! | where values are missing | [`Scheme::MaximumBreaks`] | `MaximumBreaks` |
//! | groups around medians, heuristic | [`Scheme::JenksCaspall`] | `JenksCaspall` |
//! | groups around quantiles, heuristic | [`Scheme::MaxP`] | `MaxP` |
//! | what a standard prescribes | [`Scheme::Given`] | `UserDefined` |
//!
//! Maps that are compared share their classes: [`classify_pooled`] (`Pooled`). Changes want zero in the middle:
//! [`diverging()`]. [`goodness_of_fit()`] says how well classes fit.
//!
//! Not here: mapclassify's `NaturalBreaks` looks by k-means, from random starts, for the breaks that
//! `FisherJenks` finds exactly; the name `natural-breaks` is understood and means those. `JenksCaspallForced` moves
//! single values for the same end, by their place in the file, and is never better. `FisherJenksSampled` and
//! `JenksCaspallSampled` take a tenth of the values to save time; a million values take well under a second here.
//!
//! # Conventions
//! Classes are `[a, b] (b, c] …`: a value on a bound belongs to the lower class. Bounds have full double
//! precision; the legend rounds them for reading. An absent value has no class and is drawn as
//! [`palette::NO_DATA`].

mod box_plot;
mod diverging;
mod equal_interval;
mod fisher_jenks;
mod given;
mod goodness_of_fit;
mod head_tail;
mod jenks_caspall;
mod max_p;
mod maximum_breaks;
pub mod palette;
mod percentiles;
mod pretty;
mod quantiles;
mod scheme;
mod squared_deviation;
mod std_mean;

pub use diverging::{Diverging, diverging};
pub use goodness_of_fit::{GoodnessOfFit, goodness_of_fit};
pub use scheme::Scheme;

use crate::error::{Code, Error, Finding, Result};

/// Classes `[a, b] (b, c] …` and the class of every value; shared by maps that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Bounds at full precision, one more than classes: the least value first, the greatest last.
    ///
    /// Bounds that are given, round, or at a distance from quartiles or the mean stay as they are where they reach
    /// beyond the values: the first class may then be empty and begin where it ends. So may a class between equal
    /// percentiles. Empty where there is no value.
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
/// `k` is not used by schemes that make their own number of classes, and [`Scheme::Pretty`] takes it as about so
/// many. Fewer distinct values than `k` make fewer classes; that is said in the findings. Equal values make one
/// class under every scheme but given bounds. Without any value there are no classes.
///
/// # Errors
/// Values or given bounds that are not finite, all in one error; `k` of 0; no given bound, multiple or percentile;
/// a percentile outside 0 to 100, a hinge below zero; values so far apart that the bounds of the scheme are not
/// finite.
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
    scheme.check()?;
    if let Scheme::Given(given) = scheme {
        return given::bounds(sorted, given);
    }
    let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
        return Ok((Vec::new(), vec![Finding::new(Code::NoRange, "no value to classify")]));
    };
    if least >= greatest {
        let what = "every value is the same; one class was made";
        let finding = Finding::new(Code::FewClasses, what).value(least);
        // Of head/tail breaks one class is no fewer than could be.
        let said = *scheme != Scheme::HeadTail && (k > 1 || !scheme.counts_classes());
        return Ok((vec![least, greatest], if said { vec![finding] } else { Vec::new() }));
    }
    let upper = match scheme {
        Scheme::FisherJenks => fisher_jenks::upper_bounds(sorted, k),
        Scheme::Quantiles => quantiles::upper_bounds(sorted, k),
        Scheme::EqualInterval => equal_interval::upper_bounds(sorted, k),
        Scheme::HeadTail => head_tail::upper_bounds(sorted),
        Scheme::JenksCaspall => jenks_caspall::upper_bounds(sorted, k),
        Scheme::MaximumBreaks => maximum_breaks::upper_bounds(sorted, k),
        Scheme::MaxP => max_p::upper_bounds(sorted, k),
        Scheme::Pretty => return Ok((finite(pretty::bounds(sorted, k))?, Vec::new())),
        Scheme::StdMean(multiples) => return beyond(sorted, std_mean::upper_bounds(sorted, multiples)),
        Scheme::StdMeanAnchored => return beyond(sorted, std_mean::anchored_upper_bounds(sorted)),
        Scheme::BoxPlot { hinge } => return beyond(sorted, box_plot::upper_bounds(sorted, *hinge)),
        Scheme::Percentiles(percents) => return beyond(sorted, percentiles::upper_bounds(sorted, percents)),
        Scheme::Given(_) => unreachable!("given bounds are dealt with above"),
    };
    Ok(within(sorted, upper, scheme.counts_classes().then_some(k)))
}

/// Bounds that end at the greatest value; said where there are fewer than were asked for.
fn within(sorted: &[f64], mut upper: Vec<f64>, asked: Option<usize>) -> (Vec<f64>, Vec<Finding>) {
    let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
    // Rounding can bring an inner bound up to the greatest value, and beyond where the range overflows.
    upper.retain(|&bound| bound < greatest);
    upper.push(greatest);
    let mut findings = Vec::new();
    if let Some(k) = asked.filter(|&k| upper.len() < k) {
        let what = "the values make fewer classes than asked for";
        findings.push(Finding::new(Code::FewClasses, what).value(format!("{} instead of {k}", upper.len())));
    }
    (std::iter::once(least).chain(upper).collect(), findings)
}

/// Bounds that may reach beyond the values on both sides.
fn beyond(sorted: &[f64], upper: Vec<f64>) -> Result<(Vec<f64>, Vec<Finding>)> {
    let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
    let mut bounds = finite(upper)?;
    if bounds.last().is_none_or(|&last| last < greatest) {
        bounds.push(greatest);
    }
    bounds.insert(0, least.min(bounds[0]));
    Ok((bounds, Vec::new()))
}

fn finite(bounds: Vec<f64>) -> Result<Vec<f64>> {
    if bounds.iter().all(|bound| bound.is_finite()) {
        return Ok(bounds);
    }
    let what = "the values lie too far apart or too near each other for the bounds of this scheme";
    Err(Error::usage(Finding::new(Code::BadValue, what).hint("try `quantiles`, which only ranks them")))
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
