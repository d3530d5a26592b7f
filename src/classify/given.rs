//! Breaks that the user states.

use crate::error::{Code, Error, Finding, Result};

/// The bounds that `given` upper bounds and the values make.
///
/// Every given bound closes a class, in use or not, so that maps with the same bounds have the same classes. The
/// first class begins at the least value, or at the first bound where no value is as low.
pub(super) fn bounds(sorted: &[f64], given: &[f64]) -> Result<(Vec<f64>, Vec<Finding>)> {
    let bad: Vec<_> = given
        .iter()
        .filter(|bound| !bound.is_finite())
        .map(|bound| Finding::new(Code::BadSetting, "a class bound is not finite").value(bound))
        .collect();
    if !bad.is_empty() {
        return Err(Error::Input(bad));
    }
    let mut upper: Vec<f64> = given.iter().map(|bound| bound + 0.0).collect();
    upper.sort_by(f64::total_cmp);
    upper.dedup();
    let (Some(&first), Some(&last)) = (upper.first(), upper.last()) else {
        return Err(Error::usage(Finding::new(Code::BadSetting, "no class bound is given")));
    };
    let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
        return Ok((Vec::new(), vec![Finding::new(Code::NoRange, "no value to classify")]));
    };
    let mut findings = Vec::new();
    if greatest > last {
        upper.push(greatest);
        let what = "the given class bounds do not reach the greatest value; a class was added";
        findings.push(Finding::new(Code::AddedClass, what).value(greatest));
    }
    Ok((std::iter::once(least.min(first)).chain(upper).collect(), findings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_reach_from_the_least_to_the_greatest_value() {
        let (bounds, findings) = bounds(&[5.0, 40.0, 130.0], &[60.0, 30.0, 120.0]).unwrap();
        assert_eq!(bounds, [5.0, 30.0, 60.0, 120.0, 130.0]);
        assert_eq!(findings[0].code, Code::AddedClass);
    }

    #[test]
    fn unused_bounds_stay() {
        let (bounds, findings) = bounds(&[40.0, 50.0], &[30.0, 60.0, 90.0]).unwrap();
        assert_eq!(bounds, [30.0, 30.0, 60.0, 90.0]);
        assert!(findings.is_empty());
    }

    #[test]
    fn bad_bounds_are_refused() {
        assert!(bounds(&[1.0], &[f64::NAN]).is_err());
        assert!(bounds(&[1.0], &[]).is_err());
    }
}
