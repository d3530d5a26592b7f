//! What the largest hold.

use crate::disparity::inputs;
use crate::error::Result;

/// The share of the total that the `k` largest units hold.
///
/// # Formula
/// `Σ_{i in the k largest} y_i / T`, where `T` is `total` or else `Σ y_i`
///
/// # Conventions
/// With fewer than `k` units, all of them. National accounts need not be the sum of the provinces': a published
/// share may stand over the national figure, which `total` then gives. `None` where the total is 0.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::top_share;
/// assert_eq!(top_share(&[1.0, 5.0, 4.0], 2, None)?, Some(0.9));
/// assert_eq!(top_share(&[1.0, 5.0, 4.0], 2, Some(12.0))?, Some(0.75));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn top_share(values: &[f64], k: usize, total: Option<f64>) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    if let Some(total) = total {
        inputs::non_negative(&[total])?;
    }
    let total = total.unwrap_or_else(|| values.iter().sum());
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    Ok((total > 0.0).then(|| sorted.iter().take(k).sum::<f64>() / total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_units_hold_all() {
        assert_eq!(top_share(&[1.0, 3.0], 10, None).unwrap(), Some(1.0));
        assert_eq!(top_share(&[0.0], 1, None).unwrap(), None);
    }
}
