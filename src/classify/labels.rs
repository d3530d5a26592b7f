//! Bounds rounded for reading.

/// One label a class, such as `1.0 – 2.5`, with at least `decimals` decimals.
///
/// More decimals are taken where two different bounds would otherwise read the same: a legend never shows a class
/// from a number to the same number unless the class has a single value.
///
/// # Example
/// ```
/// use jingwei::classify::labels;
/// assert_eq!(labels(&[0.0, 10.25, 20.0], 1), ["0.0 – 10.2", "10.2 – 20.0"]);
/// assert_eq!(labels(&[0.0, 0.02, 0.04], 1), ["0.00 – 0.02", "0.02 – 0.04"]);
/// ```
#[must_use]
pub fn labels(bounds: &[f64], decimals: usize) -> Vec<String> {
    // With seventeen decimals any two doubles of the sizes on maps differ; tinier ones are written out.
    let texts = (decimals..=decimals.max(17))
        .map(|decimals| bounds.iter().map(|&bound| rounded(bound, decimals)).collect::<Vec<_>>())
        .find(|texts| {
            bounds
                .windows(2)
                .zip(texts.windows(2))
                .all(|(bounds, texts)| bounds[0] >= bounds[1] || texts[0] != texts[1])
        })
        .unwrap_or_else(|| bounds.iter().map(|bound| format!("{bound:e}")).collect());
    texts.windows(2).map(|pair| format!("{} – {}", pair[0], pair[1])).collect()
}

/// Rounded, without the sign of a zero.
fn rounded(bound: f64, decimals: usize) -> String {
    let text = format!("{bound:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) => digits.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign_and_stays_apart_from_what_rounds_to_it() {
        assert_eq!(labels(&[-0.04, 0.0, 1.0], 1), ["-0.04 – 0.00", "0.00 – 1.00"]);
        assert_eq!(labels(&[-0.0, 1.0], 0), ["0 – 1"]);
    }

    #[test]
    fn a_class_of_a_single_value_may_read_so() {
        assert_eq!(labels(&[1.0, 1.0, 2.0], 0), ["1 – 1", "1 – 2"]);
    }

    #[test]
    fn tiny_bounds_are_written_out() {
        assert_eq!(labels(&[1e-30, 2e-30], 2), ["1e-30 – 2e-30"]);
        assert!(labels(&[], 2).is_empty());
    }
}
