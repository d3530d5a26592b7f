//! Published figures beside ours, and how they compare.

use crate::export::{Bilingual, Language};

/// A published figure beside ours.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Which figure, of which year.
    pub figure: Bilingual,
    /// As published.
    pub published: f64,
    /// Ours at full precision; `None` where these data do not give it.
    pub ours: Option<f64>,
    /// Decimals as published; one more is shown of ours.
    pub decimals: usize,
    /// How they compare.
    pub verdict: Verdict,
    /// The convention by which ours is computed, and why it differs where it does.
    pub convention: Bilingual,
}

/// How a published figure and ours compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Ours, rounded as the published one, is the same.
    Equal,
    /// Ours differs by no more than the stated tolerance.
    Within,
    /// Ours differs, and the table says why.
    Explained,
    /// Ours differs.
    Different,
    /// We have no such figure.
    Absent,
}

impl Verdict {
    /// The word in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Within => "within",
            Self::Explained => "explained",
            Self::Different => "different",
            Self::Absent => "no data",
        }
    }

    /// Compares `ours` with `published`, printed with `decimals`.
    #[must_use]
    pub fn of(published: f64, ours: Option<f64>, decimals: i32, tolerance: f64, explained: bool) -> Self {
        let Some(ours) = ours else { return Self::Absent };
        // Half a unit in the last place, and a hair for the rounding of decimal digits in binary.
        let half = 0.5 * 10f64.powi(-decimals) * (1.0 + 1e-9);
        let difference = (ours - published).abs();
        if difference <= half {
            Self::Equal
        } else if difference <= tolerance * (1.0 + 1e-9) {
            Self::Within
        } else if explained {
            Self::Explained
        } else {
            Self::Different
        }
    }

    /// The word on the page.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Equal => ("一致", "equal"),
            Self::Within => ("容差内", "within tolerance"),
            Self::Explained => ("差异有因", "explained"),
            Self::Different => ("不一致", "different"),
            Self::Absent => ("无数据", "no data"),
        };
        match language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// The class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Equal | Self::Within => "agrees",
            Self::Explained | Self::Absent => "open",
            Self::Different => "differs",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_means_equal_as_printed() {
        assert_eq!(Verdict::of(0.435, Some(0.434_6), 3, 0.0, false), Verdict::Equal);
        assert_eq!(Verdict::of(0.435, Some(0.434_4), 3, 0.0, false), Verdict::Different);
        assert_eq!(Verdict::of(525_752.3, Some(525_752.5), 1, 0.2, false), Verdict::Within);
        assert_eq!(Verdict::of(1.261, Some(1.257), 3, 0.0, true), Verdict::Explained);
        assert_eq!(Verdict::of(53.7, None, 1, 0.0, true), Verdict::Absent);
    }
}
