//! Break points: where the pull of two cities is equal.

use crate::cluster::cores::bad_values;
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Where on the way between two cities their pulls are equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakPoint {
    /// The one of lower index.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// From `a` to the break point; the rest of the way is the smaller city's where this is more than half.
    pub from_a: Minutes,
    /// The way from `a` to `b`.
    pub between: Minutes,
}

/// For each pair of `cores` the point on the way between them where both draw equally: trade up to it goes to the one,
/// beyond it to the other.
///
/// # Formula
/// `t_a = t_ab / (1 + (S_b / S_a)^(1/b))`, with the paper's `b = 2`
///
/// # Units
/// `sizes` in any unit; times in minutes.
///
/// # Conventions
/// `t_ab` is the way from the core of lower index to the other. Pairs without a path have no point and are left out;
/// pairs come in the order of `a`, then `b`.
///
/// # Errors
/// A size that is not above zero or not finite; an exponent that is not above zero; all in one error.
///
/// # Panics
/// If origins and destinations are not the same places, there is not one size for each, or a core is none of them.
///
/// # Example
/// ```
/// use jingwei::cluster::break_points;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // Four times the size draws twice as far: 60 minutes of 90.
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(90.0)], vec![Some(90.0), Some(0.0)]]);
/// let points = break_points(&times, &[4.0, 1.0], &[0, 1], 2.0)?;
/// assert_eq!(points[0].from_a, Minutes::new(60.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Reilly, W. J. (1931). *The Law of Retail Gravitation*. New York: Knickerbocker Press.
///
/// Converse, P. D. (1949). New laws of retail gravitation. *Journal of Marketing* 14(3).
pub fn break_points(
    times: &TravelTimes,
    sizes: &[f64],
    cores: &[usize],
    exponent: f64,
) -> Result<Vec<BreakPoint>> {
    assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
    assert_eq!(sizes.len(), times.origins(), "one size for each place");
    let of_cores: Vec<Option<f64>> =
        (0..sizes.len()).map(|city| cores.contains(&city).then_some(sizes[city])).collect();
    let mut findings = bad_values(&of_cores, "size");
    for &core in cores.iter().filter(|&&core| sizes[core] == 0.0) {
        let what = format!("core {} in study order has no size with which to draw", core + 1);
        findings.push(Finding::new(Code::BadValue, what).field("size").value(0));
    }
    if !(exponent > 0.0 && exponent.is_finite()) {
        let what = "the exponent of travel time is above zero";
        findings.push(Finding::new(Code::BadSetting, what).field("exponent").value(exponent));
    }
    Error::if_any(&findings)?;
    let mut sorted = cores.to_vec();
    sorted.sort_unstable();
    let pairs = sorted.iter().enumerate().flat_map(|(at, &a)| sorted[at + 1..].iter().map(move |&b| (a, b)));
    let point = |(a, b): (usize, usize)| {
        let between = times.minutes(a, b)?;
        let share = 1.0 / (1.0 + libm::pow(sizes[b] / sizes[a], exponent.recip()));
        Some(BreakPoint { a, b, from_a: Minutes::new(between.get() * share), between })
    };
    Ok(pairs.filter_map(point).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pulls_are_equal_there() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(0.0), Some(100.0), None],
            vec![Some(40.0), Some(0.0), Some(7.0)],
            vec![None, None, Some(0.0)],
        ]);
        for exponent in [0.5, 1.0, 2.0, 3.0] {
            let points = break_points(&times, &[3.0, 11.0, 2.0], &[2, 1, 0], exponent).unwrap();
            assert_eq!(points.iter().map(|point| (point.a, point.b)).collect::<Vec<_>>(), [(0, 1), (1, 2)]);
            let (a, whole) = (points[0].from_a.get(), points[0].between.get());
            let pull = |size: f64, time: f64| size / libm::pow(time, exponent);
            let (left, right) = (pull(3.0, a), pull(11.0, whole - a));
            assert!((left / right - 1.0).abs() < 1e-12, "{left} {right}");
        }
    }

    #[test]
    fn bad_input_is_refused_all_at_once() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(1.0)], vec![Some(1.0), Some(0.0)]]);
        let error = break_points(&times, &[0.0, -2.0], &[0, 1], 0.0).unwrap_err().to_string();
        assert!(error.contains("`-2`") && error.contains("core 1") && error.contains("exponent"), "{error}");
        assert!(
            break_points(&times, &[1.0, f64::NAN], &[0], 1.0).unwrap().is_empty(),
            "a town that is no core"
        );
    }
}
