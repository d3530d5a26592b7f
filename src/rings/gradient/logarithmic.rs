//! Gradients that are straight lines in logarithms.

use crate::inference::{Coefficient, least_squares};

/// `ln f = ln a − b x` with `x` the distance or its logarithm: `a`, `b` and the share explained of the logarithms.
pub(super) fn fit(
    points: &[(f64, f64)],
    log_distance: bool,
    confidence: f64,
) -> Option<(Vec<Coefficient>, Option<f64>)> {
    let minus_x = |&(r, _): &(f64, f64)| if log_distance { -libm::log(r) } else { -r };
    let columns = [vec![1.0; points.len()], points.iter().map(minus_x).collect()];
    let logs: Vec<f64> = points.iter().map(|point| libm::log(point.1)).collect();
    let fit = least_squares(&columns, &logs, confidence)?;
    let [log_centre, rate] = fit.coefficients[..] else { unreachable!("one coefficient a column") };
    let estimate = libm::exp(log_centre.estimate);
    let centre = Coefficient {
        estimate,
        // By the delta method; the interval is the better guide.
        standard_error: estimate * log_centre.standard_error,
        t: None,
        p: None,
        lower: libm::exp(log_centre.lower),
        upper: libm::exp(log_centre.upper),
    };
    let all = [centre.estimate, centre.lower, centre.upper, centre.standard_error, rate.lower, rate.upper];
    all.iter().all(|number| number.is_finite()).then(|| (vec![centre, rate], fit.r_squared))
}
