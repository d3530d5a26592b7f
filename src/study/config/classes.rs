//! `[classes]` of `study.toml`.

use crate::error::{Code, Finding};
use serde::{Deserialize, Serialize};

/// `[classes]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClassesSection {
    /// How breaks are chosen.
    pub scheme: SchemeName,
    /// How many; not used by schemes that make their own number.
    pub k: usize,
    /// Of `box-plot`: how many interquartile ranges from the quartiles the fences stand.
    pub hinge: f64,
    /// Of `std-mean`: where the bounds stand, in standard deviations from the mean.
    pub multiples: Vec<f64>,
    /// Of `percentiles`: where the bounds stand.
    pub percentiles: Vec<f64>,
}

impl Default for ClassesSection {
    /// Six natural groups; the hinge of Tukey, the multiples and percentiles of mapclassify.
    fn default() -> Self {
        Self {
            scheme: SchemeName::FisherJenks,
            k: 6,
            hinge: 1.5,
            multiples: vec![-2.0, -1.0, 1.0, 2.0],
            percentiles: vec![1.0, 10.0, 50.0, 90.0, 99.0, 100.0],
        }
    }
}

/// A scheme by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SchemeName {
    /// Least squared deviation within classes; also by the name `natural-breaks`.
    #[default]
    #[serde(alias = "natural-breaks")]
    FisherJenks,
    /// Equal counts.
    Quantiles,
    /// Equal widths.
    EqualInterval,
    /// Split at the mean again and again.
    HeadTail,
    /// Round numbers.
    Pretty,
    /// Quartiles and outliers.
    BoxPlot,
    /// Stated standard deviations from the mean.
    StdMean,
    /// The mean and whole standard deviations from it.
    StdMeanAnchored,
    /// Stated percentiles.
    Percentiles,
    /// At the widest gaps.
    MaximumBreaks,
    /// Nearest to the class's median.
    JenksCaspall,
    /// Grown around the quantiles.
    MaxP,
}

impl SchemeName {
    /// Every scheme, the most used first.
    pub const ALL: [Self; 12] = [
        Self::FisherJenks,
        Self::Quantiles,
        Self::EqualInterval,
        Self::HeadTail,
        Self::Pretty,
        Self::BoxPlot,
        Self::StdMean,
        Self::StdMeanAnchored,
        Self::Percentiles,
        Self::MaximumBreaks,
        Self::JenksCaspall,
        Self::MaxP,
    ];

    /// As it stands in a study and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FisherJenks => "fisher-jenks",
            Self::Quantiles => "quantiles",
            Self::EqualInterval => "equal-interval",
            Self::HeadTail => "head-tail",
            Self::Pretty => "pretty",
            Self::BoxPlot => "box-plot",
            Self::StdMean => "std-mean",
            Self::StdMeanAnchored => "std-mean-anchored",
            Self::Percentiles => "percentiles",
            Self::MaximumBreaks => "maximum-breaks",
            Self::JenksCaspall => "jenks-caspall",
            Self::MaxP => "max-p",
        }
    }
}

/// What cannot be in `section`.
pub(in super::super) fn check(section: &ClassesSection) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refuse = |field: &str, what: &str, value: String| {
        findings.push(Finding::new(Code::BadSetting, what).field(field).value(value));
    };
    let listed = |numbers: &[f64]| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
    let rise = |numbers: &[f64]| !numbers.is_empty() && numbers.windows(2).all(|pair| pair[0] < pair[1]);
    if !(2..=12).contains(&section.k) {
        refuse("classes.k", "must lie between 2 and 12", section.k.to_string());
    }
    if !(section.hinge.is_finite() && section.hinge >= 0.0) {
        refuse("classes.hinge", "must be zero or above", section.hinge.to_string());
    }
    if !rise(&section.multiples) || section.multiples.iter().any(|multiple| !multiple.is_finite()) {
        refuse("classes.multiples", "must rise", listed(&section.multiples));
    }
    if !rise(&section.percentiles)
        || section.percentiles.iter().any(|percent| !(0.0..=100.0).contains(percent))
    {
        refuse(
            "classes.percentiles",
            "must rise from 0 or above to 100 or below",
            listed(&section.percentiles),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_file() {
        for name in SchemeName::ALL {
            let section: ClassesSection = toml::from_str(&format!("scheme = \"{}\"", name.as_str())).unwrap();
            assert_eq!(section.scheme, name);
        }
        let natural: ClassesSection = toml::from_str("scheme = \"natural-breaks\"").unwrap();
        assert_eq!(natural.scheme, SchemeName::FisherJenks);
    }

    #[test]
    fn what_cannot_be_is_found() {
        let section = ClassesSection {
            k: 1,
            hinge: -1.0,
            multiples: vec![1.0, f64::NAN],
            percentiles: vec![50.0, 150.0],
            ..ClassesSection::default()
        };
        assert_eq!(check(&section).len(), 4);
        let section = ClassesSection { multiples: Vec::new(), percentiles: Vec::new(), ..section };
        assert_eq!(check(&section).len(), 4);
        assert!(check(&ClassesSection::default()).is_empty());
    }
}
