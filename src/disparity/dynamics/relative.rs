//! Values against the mean of their period.

use super::periods;
use crate::error::{Code, Error, Finding, Result};

/// Every value in units of the mean of its period, so that growth common to all drops out.
///
/// # Formula
/// `y_it / (Σ_j y_jt / n)`
///
/// # Errors
/// Values that are not finite; a period whose mean is not above zero.
///
/// # Panics
/// If the periods do not have equally many values.
///
/// # Example
/// ```
/// use jingwei::disparity::relative_to_mean;
/// assert_eq!(relative_to_mean(&[vec![1.0, 3.0], vec![10.0, 10.0]])?, [vec![0.5, 1.5], vec![1.0, 1.0]]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn relative_to_mean(values: &[Vec<f64>]) -> Result<Vec<Vec<f64>>> {
    let units = periods::finite(values)?;
    let mut findings = Vec::new();
    let mut relative = Vec::with_capacity(values.len());
    for (period, values) in (1..).zip(values) {
        let mean = values.iter().sum::<f64>() / units as f64;
        if mean > 0.0 {
            relative.push(values.iter().map(|value| value / mean).collect());
        } else if units > 0 {
            let what = format!("the mean of period {period} is not above zero");
            findings.push(Finding::new(Code::BadValue, what).value(mean));
        } else {
            relative.push(Vec::new());
        }
    }
    if findings.is_empty() { Ok(relative) } else { Err(Error::Input(findings)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_zero_is_refused_and_nobody_is_nobody() {
        let error = relative_to_mean(&[vec![1.0, 1.0], vec![-1.0, 1.0]]).unwrap_err().to_string();
        assert!(error.starts_with("the mean of period 2 is not above zero: `0`"), "{error}");
        assert_eq!(relative_to_mean(&[vec![], vec![]]).unwrap(), vec![Vec::<f64>::new(); 2]);
    }
}
