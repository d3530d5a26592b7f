//! The schemes of classes and what they are told.

use crate::error::{Code, Error, Finding, Result};
use crate::study::config::{ClassesSection, SchemeName};

/// How class breaks are chosen.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Scheme {
    /// Least squared deviation within classes, exact (Fisher 1958, Jenks 1977).
    FisherJenks,
    /// Equal counts, ties to the lower class; the breaks of PySAL.
    Quantiles,
    /// Equal widths.
    EqualInterval,
    /// Split at the mean again and again (Jiang 2013); the values say how many classes there are.
    HeadTail,
    /// Every value nearest to its class's median, from quantiles on (Jenks and Caspall 1971).
    JenksCaspall,
    /// At the widest gaps between values.
    MaximumBreaks,
    /// Grown around the quantiles, then values change sides as long as the squared deviation falls.
    MaxP,
    /// About as many classes as asked for, of one round width (Heckbert 1990).
    Pretty,
    /// So many sample standard deviations from the mean; their number says how many classes there are.
    StdMean(Vec<f64>),
    /// The mean and every whole number of sample standard deviations from it, as far as the values reach.
    StdMeanAnchored,
    /// Quartiles and outliers (Tukey 1977).
    BoxPlot {
        /// How many interquartile ranges from the quartiles the fences stand; usually 1.5, or 3 for extremes.
        hinge: f64,
    },
    /// Percentiles from 0 to 100, in any order; their number says how many classes there are.
    Percentiles(Vec<f64>),
    /// Upper bounds given by the user, in any order; their number says how many classes there are. Where they do
    /// not reach the greatest value, a class is added.
    Given(Vec<f64>),
}

impl Scheme {
    /// Whether the scheme makes as many classes as asked for, if the values allow.
    pub(super) fn counts_classes(&self) -> bool {
        match self {
            Self::FisherJenks
            | Self::Quantiles
            | Self::EqualInterval
            | Self::JenksCaspall
            | Self::MaximumBreaks
            | Self::MaxP => true,
            Self::HeadTail
            | Self::Pretty
            | Self::StdMean(_)
            | Self::StdMeanAnchored
            | Self::BoxPlot { .. }
            | Self::Percentiles(_)
            | Self::Given(_) => false,
        }
    }

    /// Refuses what no values could be classified by.
    pub(super) fn check(&self) -> Result<()> {
        let hint =
            "usual are multiples of -2, -1, 1, 2; percentiles of 1, 10, 50, 90, 99, 100; a hinge of 1.5";
        let none = |what: &str| Finding::new(Code::BadSetting, what).hint(hint);
        let refuse = |what: &str, value: f64| none(what).value(value);
        let bad: Vec<Finding> = match self {
            Self::StdMean(multiples) if multiples.is_empty() => {
                vec![none("no multiple of the standard deviation is given")]
            }
            Self::StdMean(multiples) => {
                let bad = multiples.iter().filter(|multiple| !multiple.is_finite());
                bad.map(|&multiple| refuse("a multiple of the standard deviation is not finite", multiple))
                    .collect()
            }
            Self::Percentiles(percents) if percents.is_empty() => {
                vec![none("no percentile is given")]
            }
            Self::Percentiles(percents) => {
                let bad = percents.iter().filter(|percent| !(0.0..=100.0).contains(*percent));
                bad.map(|&percent| refuse("a percentile lies between 0 and 100", percent)).collect()
            }
            Self::BoxPlot { hinge } if !(hinge.is_finite() && *hinge >= 0.0) => {
                vec![refuse("the hinge of a box plot is zero or above", *hinge)]
            }
            _ => Vec::new(),
        };
        bad.into_iter().next().map_or(Ok(()), |finding| Err(Error::usage(finding)))
    }
}

impl From<&ClassesSection> for Scheme {
    /// The scheme that a study asks for.
    fn from(section: &ClassesSection) -> Self {
        match section.scheme {
            SchemeName::FisherJenks => Self::FisherJenks,
            SchemeName::Quantiles => Self::Quantiles,
            SchemeName::EqualInterval => Self::EqualInterval,
            SchemeName::HeadTail => Self::HeadTail,
            SchemeName::JenksCaspall => Self::JenksCaspall,
            SchemeName::MaximumBreaks => Self::MaximumBreaks,
            SchemeName::MaxP => Self::MaxP,
            SchemeName::Pretty => Self::Pretty,
            SchemeName::StdMean => Self::StdMean(section.multiples.clone()),
            SchemeName::StdMeanAnchored => Self::StdMeanAnchored,
            SchemeName::BoxPlot => Self::BoxPlot { hinge: section.hinge },
            SchemeName::Percentiles => Self::Percentiles(section.percentiles.clone()),
        }
    }
}
