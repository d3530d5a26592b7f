//! Named tiers between thresholds.

use crate::error::{Code, Error, Finding, Result};

/// Named tiers between ascending thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiers {
    names: Vec<String>,
    thresholds: Vec<f64>,
}

impl Tiers {
    /// Tiers from the lowest to the highest: the first lies below the first threshold, the last from the last
    /// threshold on.
    ///
    /// # Errors
    /// No threshold; one that is not finite or not above the one before; not one name more than thresholds; a name
    /// that stands twice.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::Tiers;
    /// let tiers = Tiers::new(["low", "middle", "high"], &[10.0, 20.0])?;
    /// assert_eq!(tiers.names()[tiers.of(10.0)], "middle");
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn new<N: Into<String>>(names: impl IntoIterator<Item = N>, thresholds: &[f64]) -> Result<Self> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let bad = |what: String| Err(Error::usage(Finding::new(Code::BadSetting, what).field("thresholds")));
        if thresholds.is_empty() {
            return bad("tiers need a threshold".into());
        }
        if let Some(threshold) = thresholds.iter().find(|threshold| !threshold.is_finite()) {
            return bad(format!("a threshold is not finite: {threshold}"));
        }
        if let Some((before, after)) =
            thresholds.iter().zip(&thresholds[1..]).find(|(before, after)| before >= after)
        {
            return bad(format!("thresholds ascend, but {after} comes after {before}"));
        }
        if names.len() != thresholds.len() + 1 {
            let (names, thresholds) = (names.len(), thresholds.len());
            return bad(format!(
                "tiers need one name more than thresholds, but have {names} for {thresholds}"
            ));
        }
        if let Some(name) = (1..names.len()).find(|&at| names[..at].contains(&names[at])) {
            return bad(format!("two tiers are called `{}`", names[name]));
        }
        Ok(Self { names, thresholds: thresholds.to_vec() })
    }

    /// The names, from the lowest tier to the highest.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The thresholds, ascending, one fewer than names.
    #[must_use]
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// The place of the tier of `value` in [`Tiers::names`]; a value on a threshold is in the tier above it.
    #[must_use]
    pub fn of(&self, value: f64) -> usize {
        self.thresholds.partition_point(|&threshold| threshold <= value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_ascend_and_every_tier_has_its_name() {
        let said = |names: &[&str], thresholds: &[f64]| {
            Tiers::new(names.to_vec(), thresholds).unwrap_err().to_string()
        };
        let field = "setting `thresholds`: ";
        assert_eq!(said(&["a"], &[]), format!("{field}tiers need a threshold"));
        assert_eq!(
            said(&["a", "b", "c"], &[2.0, 1.0]),
            format!("{field}thresholds ascend, but 1 comes after 2")
        );
        assert_eq!(
            said(&["a", "b", "c"], &[2.0, 2.0]),
            format!("{field}thresholds ascend, but 2 comes after 2")
        );
        assert_eq!(said(&["a", "b"], &[f64::NAN]), format!("{field}a threshold is not finite: NaN"));
        assert_eq!(
            said(&["a"], &[2.0]),
            format!("{field}tiers need one name more than thresholds, but have 1 for 1")
        );
        assert_eq!(said(&["a", "b", "a"], &[1.0, 2.0]), format!("{field}two tiers are called `a`"));
    }
}
