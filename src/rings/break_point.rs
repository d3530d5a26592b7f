//! Where a gradient breaks: two lines that meet.

use super::gradient::{checked_pairs, too_few};
use super::{FromCores, Separation};
use crate::error::Result;
use crate::inference::{Coefficient, least_squares};

/// Where the slope of a gradient changes.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct BreakPoint<D> {
    /// Where the two lines meet.
    pub at: D,
    /// Ends of its interval, not beyond the places; `None` where the linearised fit gives none.
    pub interval: Option<(D, D)>,
    /// Slope nearer to the core, of the logarithm a minute or kilometre.
    pub before: Coefficient,
    /// Slope farther out.
    pub after: Coefficient,
    /// Share of the variance of the logarithms that the two lines explain.
    pub r_squared: Option<f64>,
    /// Share that one line explains.
    pub r_squared_of_one_line: Option<f64>,
    /// How much the Bayesian information criterion falls by the second line; below 0 one line is enough.
    pub bic_gain: f64,
}

/// Where the logarithm of `values` changes its slope with the distance from the core, by segmented regression.
///
/// # Formula
/// `ln f = β₀ + β₁ r + δ max(0, r − ψ)`, with the ψ that leaves the least sum of squares. The sum is searched exactly:
/// between two neighbouring places the best ψ is where the lines through either side meet, if they meet there, or else
/// one of the places (Hudson 1966).
///
/// # Units
/// Slopes per minute or per kilometre; `confidence` of the intervals, such as 0.95.
///
/// # Conventions
/// Values that are not above 0 do not take part. Each side has at least two distances. The interval of ψ is that of the
/// linearised fit (Muggeo 2003). That a second line explains more proves no break: read `bic_gain`, in which the
/// place of the break counts as a parameter. `None` where there is no variation in the distances.
///
/// # Errors
/// Values that are not finite; fewer than six places.
///
/// # Panics
/// If `values` does not have one value for each place, or `confidence` is not between 0 and 1.
///
/// # References
/// Hudson, D. J. (1966). Fitting segmented curves whose join points have to be estimated. *Journal of the American
/// Statistical Association* 61(316). Muggeo, V. M. R. (2003). Estimating regression models with unknown break-points.
/// *Statistics in Medicine* 22(19).
pub fn break_point<D: Separation>(
    from: &FromCores<D>,
    values: &[Option<f64>],
    confidence: f64,
) -> Result<Option<BreakPoint<D>>> {
    let pairs = checked_pairs(from, values)?;
    let logs = pairs.iter().filter(|pair| pair.1 > 0.0).map(|pair| (pair.0.get(), libm::log(pair.1)));
    let points: Vec<(f64, f64)> = logs.collect();
    if points.len() < 6 {
        return Err(too_few(points.len(), 6, "two lines"));
    }
    Ok(search(&points).and_then(|at| described(&points, at, confidence)))
}

/// Sums from which a line through some of the points is fitted.
#[derive(Clone, Copy, Default)]
struct Sums([f64; 6]);

impl Sums {
    fn and(self, (x, y): (f64, f64)) -> Self {
        let [n, sx, sy, xx, xy, yy] = self.0;
        Self([n + 1.0, sx + x, sy + y, xx + x * x, xy + x * y, yy + y * y])
    }

    fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|k| self.0[k] - other.0[k]))
    }

    /// Intercept, slope and what is left over.
    fn line(self) -> Option<(f64, f64, f64)> {
        let [n, sx, sy, xx, xy, yy] = self.0;
        let (vx, vxy, vy) = (xx - sx * sx / n, xy - sx * sy / n, yy - sy * sy / n);
        let slope = vxy / vx;
        (n >= 2.0 && vx > 1e-12 * xx).then(|| ((sy - slope * sx) / n, slope, (vy - slope * vxy).max(0.0)))
    }
}

/// The break that leaves least over; the points ascend.
fn search(points: &[(f64, f64)]) -> Option<f64> {
    // Around the middle, so that the sums keep their digits.
    let middle = f64::midpoint(points[0].0, points[points.len() - 1].0);
    let level = points.iter().map(|point| point.1).sum::<f64>() / points.len() as f64;
    let centred: Vec<(f64, f64)> = points.iter().map(|&(x, y)| (x - middle, y - level)).collect();
    let all = centred.iter().fold(Sums::default(), |sums, &point| sums.and(point));
    let mut best: Option<(f64, f64)> = None;
    let mut keep = |rest: f64, at: f64| {
        if best.is_none_or(|(known, _)| rest < known) {
            best = Some((rest, at));
        }
    };
    let mut left = Sums::default();
    let mut at_places = Vec::new();
    for pair in centred.windows(2) {
        left = left.and(pair[0]);
        if pair[0].0 >= pair[1].0 {
            continue;
        }
        let (Some(a), Some(b)) = (left.line(), all.without(left).line()) else { continue };
        let meet = (b.0 - a.0) / (a.1 - b.1);
        if meet >= pair[0].0 && meet <= pair[1].0 {
            keep(a.2 + b.2, meet);
        } else {
            at_places.extend([pair[0].0, pair[1].0]);
        }
    }
    at_places.dedup();
    let y: Vec<f64> = centred.iter().map(|point| point.1).collect();
    for at in at_places {
        if let Some(fit) = least_squares(&two_lines(&centred, at), &y, 0.95) {
            keep(fit.residuals.iter().map(|residual| residual * residual).sum(), at);
        }
    }
    best.map(|(_, at)| at + middle)
}

fn two_lines(points: &[(f64, f64)], at: f64) -> Vec<Vec<f64>> {
    let each = |column: &dyn Fn(f64) -> f64| points.iter().map(|point| column(point.0)).collect();
    vec![each(&|_| 1.0), each(&|x| x), each(&|x| (x - at).max(0.0))]
}

fn described<D: Separation>(points: &[(f64, f64)], at: f64, confidence: f64) -> Option<BreakPoint<D>> {
    let y: Vec<f64> = points.iter().map(|point| point.1).collect();
    let columns = two_lines(points, at);
    let fit = least_squares(&columns, &y, confidence)?;
    let one = least_squares(&columns[..2], &y, confidence)?;
    // The slope beyond the break as a coefficient of its own: before and after add to the line.
    let nearer = points.iter().map(|point| point.0.min(at)).collect();
    let turned = vec![columns[0].clone(), nearer, columns[2].clone()];
    let slopes = least_squares(&turned, &y, confidence)?.coefficients;
    let bend = fit.coefficients[2].estimate;
    let mut with_shift = columns;
    with_shift.push(points.iter().map(|point| if point.0 > at { -bend } else { 0.0 }).collect());
    let error = least_squares(&with_shift, &y, confidence).map(|fit| fit.coefficients[3]);
    let (nearest, farthest) = (points[0].0, points[points.len() - 1].0);
    let interval = error.and_then(|error| {
        let half = (error.upper - error.lower) / 2.0;
        let end = |value: f64| D::checked(value.clamp(nearest, farthest));
        Some((end(at - half)?, end(at + half)?)).filter(|_| half.is_finite())
    });
    let rest = |residuals: &[f64]| residuals.iter().map(|residual| residual * residual).sum::<f64>();
    let n = points.len() as f64;
    // Below the rounding of the logarithms nothing is left over that one fit could do better.
    let floor = y.iter().map(|value| value * value).sum::<f64>() * 1e-28 + f64::MIN_POSITIVE;
    let ratio = rest(&one.residuals).max(floor) / rest(&fit.residuals).max(floor);
    Some(BreakPoint {
        at: D::checked(at)?,
        interval,
        before: slopes[1],
        after: slopes[2],
        r_squared: fit.r_squared,
        r_squared_of_one_line: one.r_squared,
        bic_gain: n * libm::log(ratio) - 2.0 * libm::log(n),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Kilometres;
    use proptest::prelude::*;

    fn around(distances: &[f64]) -> FromCores<Kilometres> {
        let apart = distances.iter().map(|&d| Some(Kilometres::new(d))).collect();
        FromCores { cores: vec![0], nearest: vec![Some(0); distances.len()], apart }
    }

    fn rest(points: &[(f64, f64)], at: f64) -> Option<f64> {
        let y: Vec<f64> = points.iter().map(|point| point.1).collect();
        least_squares(&two_lines(points, at), &y, 0.95).map(|fit| fit.residuals.iter().map(|r| r * r).sum())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn a_break_is_found_again(at in 12.0..80.0_f64, first in 0.01..0.1_f64, second in 0.0..0.008_f64) {
            let places: Vec<f64> = (0..40).map(|k| 2.5 * f64::from(k)).collect();
            let value = |r: f64| libm::exp(8.0 - first * r.min(at) - second * (r - at).max(0.0));
            let values: Vec<_> = places.iter().map(|&r| Some(value(r))).collect();
            let found = break_point(&around(&places), &values, 0.95).unwrap().unwrap();
            prop_assert!((found.at.get() - at).abs() < 1e-5, "{found:?}");
            prop_assert!((found.before.estimate + first).abs() < 1e-7);
            prop_assert!((found.after.estimate + second).abs() < 1e-7);
            prop_assert!(found.bic_gain > 0.0);
        }

        /// The slow judge tries every hundredth of a kilometre between the second and the last but one.
        #[test]
        fn no_point_of_a_fine_grid_leaves_less(noise in prop::collection::vec(0.5..20.0_f64, 9)) {
            let places: Vec<f64> = (0..9).map(|k| f64::from(k * k)).collect();
            let values: Vec<_> = noise.iter().copied().map(Some).collect();
            let points: Vec<_> = places.iter().zip(&noise).map(|(&x, &y)| (x, libm::log(y))).collect();
            let found = search(&points).unwrap();
            let ours = rest(&points, found).unwrap();
            let grid = (100..=4900).filter_map(|k| rest(&points, f64::from(k) / 100.0));
            let best = grid.fold(f64::INFINITY, f64::min);
            prop_assert!(ours <= best * (1.0 + 1e-9), "{ours} at {found}, but {best}");
            let fit = break_point(&around(&places), &values, 0.95).unwrap().unwrap();
            prop_assert!(fit.r_squared.unwrap() >= fit.r_squared_of_one_line.unwrap() - 1e-12);
        }
    }

    #[test]
    fn six_places_are_wanted() {
        let error = break_point(&around(&[1.0, 2.0, 3.0]), &[Some(1.0); 3], 0.95).unwrap_err();
        assert!(error.to_string().contains("two lines on 3"), "{error}");
        assert_eq!(break_point(&around(&[5.0; 8]), &[Some(1.0); 8], 0.95).unwrap(), None);
    }
}
