//! The inverse S of Jiao (2015), by Levenberg and Marquardt.

use super::explained;
use crate::inference::{Coefficient, least_squares};

/// Slopes and middles tried before the descent: the sum of squares has more than one valley.
const SLOPES: [f64; 8] = [1.0, 1.5, 2.0, 3.0, 4.5, 7.0, 11.0, 18.0];
const MIDDLES: usize = 24;

/// Steps of the descent; it comes to rest far earlier or never.
const STEPS: usize = 500;

/// `(top − c) / (1 + e^(α (2r/D − 1))) + c` of `[top, α, D, c]`.
pub(super) fn at([top, slope, extent, background]: [f64; 4], r: f64) -> f64 {
    background + (top - background) * share(slope, extent, r)
}

/// How much of the top is left at `r`, from 1 to 0.
fn share(slope: f64, extent: f64, r: f64) -> f64 {
    1.0 / (1.0 + libm::exp(slope * (2.0 * r / extent - 1.0)))
}

/// The parameters, without the top where that is given, and the share explained.
pub(super) fn fit(
    points: &[(f64, f64)],
    given: Option<f64>,
    confidence: f64,
) -> Option<(Vec<Coefficient>, Option<f64>)> {
    // Far from any core an S of values that do not vary may lie anywhere.
    explained(points, |_| 0.0)?;
    let mut found = start(points, given)?;
    let mut rest = sum_of_squares(points, found);
    let mut damping = 1e-3;
    let mut settled = false;
    for _ in 0..STEPS {
        let Some(tried) = step(points, found, given, damping) else {
            damping *= 10.0;
            if damping > 1e12 {
                break;
            }
            continue;
        };
        let left = sum_of_squares(points, tried);
        if left < rest {
            let gained = rest - left;
            (found, rest) = (tried, left);
            damping = (damping / 10.0).max(1e-12);
            settled = gained <= 1e-15 * rest;
        } else {
            // No step makes it less: it lies at the bottom.
            damping *= 10.0;
            settled = damping > 1e6;
        }
        if settled {
            break;
        }
    }
    if !settled {
        return None;
    }
    // The straight fit at the bottom gives the errors; its step is below what was told apart.
    let columns = columns(points, found, given);
    let parameters = free(found, given);
    let along =
        |place: usize| columns.iter().zip(&parameters).map(|(column, p)| column[place] * p).sum::<f64>();
    let y: Vec<f64> = (0..points.len()).map(|i| points[i].1 - at(found, points[i].0) + along(i)).collect();
    let linear = least_squares(&columns, &y, confidence)?;
    let degrees = linear.degrees as f64;
    let with_error = |(estimate, coefficient): (&f64, &Coefficient)| {
        Coefficient::new(*estimate, coefficient.standard_error, degrees, confidence)
    };
    let coefficients: Vec<_> = parameters.iter().zip(&linear.coefficients).map(with_error).collect();
    let sound =
        coefficients.iter().all(|c| c.estimate.is_finite() && c.lower.is_finite() && c.upper.is_finite());
    sound.then(|| (coefficients, explained(points, |r| at(found, r))))
}

/// The best point of the grid, with top and background solved for.
fn start(points: &[(f64, f64)], given: Option<f64>) -> Option<[f64; 4]> {
    let farthest = points.iter().map(|point| point.0).fold(0.0, f64::max);
    if farthest <= 0.0 {
        return None;
    }
    let mut best: Option<(f64, [f64; 4])> = None;
    for slope in SLOPES {
        for middle in 1..=MIDDLES {
            let extent = 2.0 * farthest * middle as f64 / MIDDLES as f64;
            let shares: Vec<f64> = points.iter().map(|point| share(slope, extent, point.0)).collect();
            let rest: Vec<f64> = shares.iter().map(|share| 1.0 - share).collect();
            let (columns, y): (Vec<_>, Vec<_>) = match given {
                None => (vec![shares, rest], points.iter().map(|point| point.1).collect()),
                Some(top) => {
                    let y = points.iter().zip(&shares).map(|(point, share)| point.1 - top * share).collect();
                    (vec![rest], y)
                }
            };
            let Some(linear) = least_squares(&columns, &y, 0.95) else { continue };
            let solved: Vec<f64> = linear.coefficients.iter().map(|c| c.estimate).collect();
            let (top, background) = (given.unwrap_or(solved[0]), solved[solved.len() - 1]);
            let tried = [top, slope, extent, background];
            let left = sum_of_squares(points, tried);
            if best.is_none_or(|(known, _)| left < known) {
                best = Some((left, tried));
            }
        }
    }
    best.map(|(_, found)| found)
}

fn sum_of_squares(points: &[(f64, f64)], parameters: [f64; 4]) -> f64 {
    points.iter().map(|point| (point.1 - at(parameters, point.0)).powi(2)).sum()
}

/// The parameters that are fitted.
fn free(parameters: [f64; 4], given: Option<f64>) -> Vec<f64> {
    parameters[usize::from(given.is_some())..].to_vec()
}

/// The derivative of the curve at every point by each parameter that is fitted.
fn columns(
    points: &[(f64, f64)],
    [top, slope, extent, background]: [f64; 4],
    given: Option<f64>,
) -> Vec<Vec<f64>> {
    let each = |derivative: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
        points.iter().map(|&(r, _)| derivative(share(slope, extent, r), r)).collect()
    };
    let height = top - background;
    let mut columns = vec![
        each(&|s, _| s),
        each(&|s, r| -height * s * (1.0 - s) * (2.0 * r / extent - 1.0)),
        each(&|s, r| height * s * (1.0 - s) * slope * 2.0 * r / (extent * extent)),
        each(&|s, _| 1.0 - s),
    ];
    if given.is_some() {
        columns.remove(0);
    }
    columns
}

/// One damped step, by least squares with a row for each parameter that holds it back.
fn step(points: &[(f64, f64)], now: [f64; 4], given: Option<f64>, damping: f64) -> Option<[f64; 4]> {
    let mut columns = columns(points, now, given);
    let mut residuals: Vec<f64> = points.iter().map(|point| point.1 - at(now, point.0)).collect();
    let lengths: Vec<f64> =
        columns.iter().map(|column| column.iter().map(|v| v * v).sum::<f64>().sqrt()).collect();
    for (k, length) in lengths.iter().enumerate() {
        for (j, column) in columns.iter_mut().enumerate() {
            column.push(if j == k { damping.sqrt() * length } else { 0.0 });
        }
        residuals.push(0.0);
    }
    let moved = least_squares(&columns, &residuals, 0.95)?;
    let mut next = now;
    let first = usize::from(given.is_some());
    for (k, coefficient) in moved.coefficients.iter().enumerate() {
        next[first + k] += coefficient.estimate;
    }
    let [_, slope, extent, _] = next;
    // An S that runs backwards is another curve under the same name.
    (next.iter().all(|p| p.is_finite()) && slope > 0.0 && extent > 0.0).then_some(next)
}
