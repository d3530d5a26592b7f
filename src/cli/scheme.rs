//! The scheme of classes on the command line.

use super::sink::usage;
use crate::classify::Scheme;
use crate::error::Result;
use crate::study::config::{ClassesSection, SchemeName};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// How breaks are chosen, with what the schemes are told.
#[derive(Debug, Args)]
pub(super) struct SchemeArguments {
    /// How breaks are chosen
    #[arg(long, value_name = "NAME", default_value = "fisher-jenks")]
    scheme: SchemeArgument,
    /// How many classes; not used by schemes that make their own number
    #[arg(short, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=12))]
    k: u8,
    /// Upper bounds, for --scheme given
    #[arg(long, value_name = "BOUND,…", value_delimiter = ',', allow_hyphen_values = true)]
    breaks: Vec<f64>,
    /// How many interquartile ranges from the quartiles the fences stand, for --scheme box-plot [default: 1.5]
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    hinge: Option<f64>,
    /// Standard deviations from the mean, for --scheme std-mean [default: -2,-1,1,2]
    #[arg(long, value_name = "N,…", value_delimiter = ',', allow_hyphen_values = true)]
    multiples: Option<Vec<f64>>,
    /// Percentiles, for --scheme percentiles [default: 1,10,50,90,99,100]
    #[arg(long, value_name = "P,…", value_delimiter = ',', allow_hyphen_values = true)]
    percentiles: Option<Vec<f64>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SchemeArgument {
    Named(SchemeName),
    Given,
}

impl SchemeArguments {
    /// How many classes are asked for.
    pub(super) fn k(&self) -> usize {
        usize::from(self.k)
    }

    /// The scheme with what it was told; a flag of another scheme is refused.
    pub(super) fn scheme(&self) -> Result<Scheme> {
        let of_one = [
            (self.hinge.is_some(), "--hinge", SchemeArgument::Named(SchemeName::BoxPlot)),
            (self.multiples.is_some(), "--multiples", SchemeArgument::Named(SchemeName::StdMean)),
            (self.percentiles.is_some(), "--percentiles", SchemeArgument::Named(SchemeName::Percentiles)),
            (!self.breaks.is_empty(), "--breaks", SchemeArgument::Given),
        ];
        if let Some((_, flag, _)) =
            of_one.into_iter().find(|&(said, _, scheme)| said && scheme != self.scheme)
        {
            return Err(usage("the flag belongs to another scheme", flag));
        }
        let SchemeArgument::Named(scheme) = self.scheme else {
            if self.breaks.is_empty() {
                return Err(usage("the scheme wants its bounds", "--breaks"));
            }
            return Ok(Scheme::Given(self.breaks.clone()));
        };
        Ok(self.named(scheme))
    }

    /// The scheme of this name with what was told of it.
    pub(super) fn named(&self, scheme: SchemeName) -> Scheme {
        let usual = ClassesSection::default();
        Scheme::from(&ClassesSection {
            scheme,
            k: self.k(),
            hinge: self.hinge.unwrap_or(usual.hinge),
            multiples: self.multiples.clone().unwrap_or(usual.multiples),
            percentiles: self.percentiles.clone().unwrap_or(usual.percentiles),
        })
    }
}

impl ValueEnum for SchemeArgument {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [SchemeArgument; SchemeName::ALL.len() + 1] = {
            let mut all = [SchemeArgument::Given; SchemeName::ALL.len() + 1];
            let mut i = 0;
            while i < SchemeName::ALL.len() {
                all[i] = SchemeArgument::Named(SchemeName::ALL[i]);
                i += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let Self::Named(name) = self else {
            return Some(PossibleValue::new("given").help("The bounds of --breaks"));
        };
        let value = PossibleValue::new(name.as_str());
        Some(match name {
            SchemeName::FisherJenks => value
                .alias("natural-breaks")
                .help("Least squared deviation within classes, exact; also natural-breaks"),
            SchemeName::Quantiles => value.help("Equal counts, ties to the lower class"),
            SchemeName::EqualInterval => value.help("Equal widths"),
            SchemeName::HeadTail => value.help("Split at the mean again and again; makes its own number"),
            SchemeName::Pretty => value.help("Round numbers, about -k classes"),
            SchemeName::BoxPlot => value.help("Quartiles and outliers beyond --hinge; makes its own number"),
            SchemeName::StdMean => value.help("--multiples of standard deviations from the mean"),
            SchemeName::StdMeanAnchored => {
                value.help("The mean and whole standard deviations from it; makes its own number")
            }
            SchemeName::Percentiles => value.help("At --percentiles"),
            SchemeName::MaximumBreaks => value.help("At the widest gaps"),
            SchemeName::JenksCaspall => value.help("Values nearest to their class's median, heuristic"),
            SchemeName::MaxP => value.help("Grown around the quantiles, heuristic"),
        })
    }
}
