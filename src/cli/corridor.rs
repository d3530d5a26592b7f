//! `jingwei corridor`: what a corridor is worth, which is critical, which to build first, what the years brought.

use super::inputs::Inputs;
use super::output::Output;
use super::sink::{self, usage};
use super::talk::Talk;
use crate::error::Result;
use crate::export::Bilingual;
use crate::run::city::city;
use crate::run::corridor_study::choice::Together;
use crate::run::corridor_study::criticality::criticality;
use crate::run::corridor_study::influence::{Influence, InfluenceOptions};
use crate::run::corridor_study::marginal::Marginal;
use crate::run::corridor_study::years::Years;
use crate::study::Study;
use crate::units::Minutes;
use clap::{Args, ValueEnum};
use std::ops::RangeInclusive;

/// What a corridor is worth; which is critical; which to build first; what the years brought
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei corridor geodata/toy/study.toml H1
  jingwei corridor geodata/toy/study.toml --criticality segments -o crit.geojson
  jingwei corridor geodata/toy/study.toml --marginal segments
  jingwei corridor geodata/toy/study.toml \\
      --years 2010-2024 --measure watt -o years.geojson
  jingwei corridor geodata/toy/study.toml \\
      --years 2010-2024 --core 910100 --minutes 60,120

NAME is a line, a corridor of a plan (field `corridor`) or the identifier of a segment. Its zone of influence are the \
cities that gain more than --threshold per cent by it: the study with all of it (plan) beside none of it (base). --criticality takes each segment or line out in turn and finds all \
times anew: potential lost, pairs and cities cut off. --marginal adds each that does not run yet: alone, and in the best \
order (greedy; the gap to all of them together is stated). --years gives one feature a city and year with the fields \
begin and end, ready for the temporal controller of QGIS.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// The corridor: a line, a corridor of a plan, or a segment
    #[arg(value_name = "NAME", conflicts_with_all = ["criticality", "marginal", "years"])]
    corridor: Option<String>,
    /// Take each out in turn
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["marginal", "years"])]
    criticality: Option<Unit>,
    /// Add each that does not run yet
    #[arg(long, value_name = "WHAT", conflicts_with = "years")]
    marginal: Option<Unit>,
    /// Places of the best order that are found
    #[arg(long, value_name = "N", default_value_t = 10, requires = "marginal")]
    places: usize,
    /// The network of each year from A to B
    #[arg(long, value_name = "A-B", value_parser = years)]
    years: Option<RangeInclusive<i32>>,
    /// The city whose circles are followed through the years
    #[arg(long, value_name = "CITY", requires = "years")]
    core: Option<String>,
    /// Limits of the circles [default: 60,120]
    #[arg(long, value_name = "M,M,…", value_delimiter = ',', requires = "core")]
    minutes: Vec<f64>,
    /// The measure by which cities gain, or that is followed through the years [default: pot; all]
    #[arg(long, value_name = "NAME")]
    measure: Option<String>,
    /// Per cent of gain above which a city is in the zone of influence [default: 1]
    #[arg(long, value_name = "PERCENT")]
    threshold: Option<f64>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// Each segment by itself
    Segments,
    /// All segments of a line together
    Lines,
    /// All segments of a corridor of a plan together
    Corridors,
}

impl Unit {
    fn together(self) -> Together {
        match self {
            Self::Segments => Together::Segments,
            Self::Lines => Together::Lines,
            Self::Corridors => Together::Corridors,
        }
    }
}

fn years(text: &str) -> std::result::Result<RangeInclusive<i32>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) => Ok(first..=last),
        _ => Err("years are written as 2008-2024".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let turned = arguments.criticality.is_some() || arguments.marginal.is_some();
    if turned && arguments.measure.is_some() {
        return Err(usage("these are ranked by the total potential; leave it out", "--measure"));
    }
    if (turned || arguments.years.is_some()) && arguments.threshold.is_some() {
        return Err(usage("a threshold is asked only of the influence of a corridor", "--threshold"));
    }
    let study = talk.following(|watch| arguments.inputs.study(watch))?;
    talk.warnings(&study.findings);
    if let Some(years) = &arguments.years {
        return by_year(arguments, years.clone(), &study, talk);
    }
    if let Some(unit) = arguments.criticality {
        let found = criticality(&study, unit.together())?;
        if !arguments.output.wants_layer() {
            return arguments.output.table(&found.columns(), talk);
        }
        let lines = found.lines(&study);
        let (layer, findings) = found.layer(&study, &lines)?;
        talk.warnings(&findings);
        return arguments.output.layer(&layer, study.config.study.language, talk);
    }
    if let Some(unit) = arguments.marginal {
        let found = Marginal::of(&study, unit.together(), arguments.places)?;
        talk.line(found.told().text(study.config.study.language));
        return arguments.output.table(&found.columns(), talk);
    }
    let Some(name) = &arguments.corridor else {
        return Err(usage("name a corridor, or ask for --criticality, --marginal or --years", "corridor"));
    };
    let usual = InfluenceOptions::default();
    let measure = arguments.measure.clone().unwrap_or(usual.measure);
    let threshold = arguments.threshold.unwrap_or(usual.threshold);
    let found = Influence::of(&study, name, &InfluenceOptions { measure, threshold })?;
    talk.line(found.told(&study).text(study.config.study.language));
    if !arguments.output.wants_layer() {
        return arguments.output.table(&found.columns(), talk);
    }
    let (layer, findings) = found.difference.layer(&study.config.classes)?;
    talk.warnings(&findings);
    arguments.output.layer(&layer, study.config.study.language, talk)
}

fn by_year(arguments: &Arguments, years: RangeInclusive<i32>, study: &Study, talk: &Talk) -> Result<()> {
    let limits = if arguments.minutes.is_empty() { vec![60.0, 120.0] } else { arguments.minutes.clone() };
    let limit = |minutes: f64| {
        let above = Minutes::checked(minutes).filter(|limit| *limit > Minutes::ZERO);
        above.ok_or_else(|| usage("a limit is a number of minutes above zero", minutes))
    };
    let limits = limits.into_iter().map(limit).collect::<Result<Vec<_>>>()?;
    let core = arguments.core.as_ref().map(|core| city(study, core, "--core")).transpose()?;
    let circles = core.map(|core| (core, &limits[..]));
    let measure = arguments.measure.as_deref();
    let found = talk.following(|watch| Years::of(study, years, measure, circles, watch))?;
    if found.undated > 0 {
        let n = found.undated;
        let words = Bilingual::new(
            format!("{n} 段开通年份不明，视为每年都在运营。"),
            format!("{n} segments have no known year and run in every year"),
        );
        talk.line(words.text(study.config.study.language));
    }
    if circles.is_some() {
        return arguments.output.table(&found.circle_columns(), talk);
    }
    if !arguments.output.wants_layer() {
        return arguments.output.table(&found.columns(study), talk);
    }
    let shapes = found.shapes(study);
    let (layer, findings) = found.layer(study, &shapes)?;
    talk.warnings(&findings);
    let (layer_file, language) = (arguments.output.file(), study.config.study.language);
    sink::layer_in_time(&layer, ["begin", "end"], language, layer_file, arguments.output.overwrites())?;
    arguments.output.said(talk);
    Ok(())
}
