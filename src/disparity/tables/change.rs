//! A number in two years.

/// A number in an earlier and in a later year; `None` where it is not known or not defined.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[must_use]
pub struct Change {
    /// In the earlier year.
    pub from: Option<f64>,
    /// In the later year.
    pub to: Option<f64>,
}

impl Change {
    /// The later less the earlier number; `None` where one of them is.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::Change;
    /// assert_eq!(Change { from: Some(4.0), to: Some(5.0) }.difference(), Some(1.0));
    /// assert_eq!(Change { from: None, to: Some(5.0) }.difference(), None);
    /// ```
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(self.to? - self.from?)
    }

    /// The difference ÷ the earlier number; `None` where that is not above zero.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::Change;
    /// assert_eq!(Change { from: Some(4.0), to: Some(5.0) }.growth(), Some(0.25));
    /// assert_eq!(Change { from: Some(0.0), to: Some(5.0) }.growth(), None);
    /// ```
    #[must_use]
    pub fn growth(&self) -> Option<f64> {
        quotient(self.difference()?, self.from?)
    }
}

/// `over / under`; `None` where `under` is not above zero, or so small that the quotient is no number.
pub(super) fn quotient(over: f64, under: f64) -> Option<f64> {
    // Adding 0 makes a zero of no sign, which would be printed.
    Some(over / under + 0.0).filter(|quotient| under > 0.0 && quotient.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_has_no_sign() {
        assert_eq!(quotient(-0.0, 2.0).map(f64::to_bits), Some(0));
    }

    #[test]
    fn nothing_grows_from_nothing_or_from_a_debt() {
        for from in [0.0, -0.0, -3.0, f64::MIN_POSITIVE / 4.0] {
            assert_eq!(Change { from: Some(from), to: Some(7.0) }.growth(), None, "{from}");
        }
        assert_eq!(Change { from: Some(7.0), to: Some(0.0) }.growth(), Some(-1.0));
    }
}
