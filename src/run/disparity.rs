//! The disparity of a series among regions: every figure, tables by year and by group, a map.

mod gaps;
pub mod indices;
mod local;
mod maps;
mod measure;
mod neighbours;
mod over_years;
mod part;
mod present;
mod spatial;
mod tables;
mod titles;
mod unequal;

pub use local::Around;
pub(in crate::run) use maps::rule_in_words;
pub use neighbours::{Chosen, Neighbours};
pub use present::YearValues;
pub(in crate::run) use titles::title_of;

use crate::disparity::{Figure, Panel, Table};
use crate::error::{Code, Error, Finding, Result};
use crate::layer::Regions;
use crate::study::config::DisparitySection;
use crate::weights::Rule;
use std::collections::BTreeMap;

/// The figures of one series and the values they are made of.
#[derive(Debug)]
pub struct Disparity {
    /// What was asked.
    pub section: DisparitySection,
    /// Every figure.
    pub table: Table,
    /// Values per head by year, under the convention that the indices prefer; values as they are where there is no
    /// population.
    pub per_head: Vec<YearValues>,
    /// What was measured around every region in the last year, under one rule of weights each.
    pub around: Vec<Around>,
    /// The seed of all permutations.
    pub seed: u64,
    totals: Panel,
}

impl Disparity {
    /// The figure called `index` of `year`, for all units or for `group` of `field`.
    #[must_use]
    pub fn figure(&self, index: &str, year: Option<i32>, group: Option<(&str, &str)>) -> Option<f64> {
        let preferred = self.per_head.iter().find(|head| head.year == year).and_then(|head| head.convention);
        let fits = |figure: &&Figure| {
            let of = figure.group_field.as_deref().zip(figure.group.as_deref());
            figure.index == index
                && figure.year == year
                && of == group
                && (figure.population_convention.is_none() || figure.population_convention == preferred)
        };
        self.table.figures.iter().find(fits)?.value
    }

    /// A figure of a field that is of no single group.
    fn field_figure(&self, index: &str, year: Option<i32>, field: &str) -> Option<f64> {
        let convention = self.per_head.iter().find(|head| head.year == year).and_then(|head| head.convention);
        self.table
            .figures
            .iter()
            .find(|figure| {
                figure.index == index
                    && figure.year == year
                    && figure.group_field.as_deref() == Some(field)
                    && figure.group.is_none()
                    && figure.population_convention == convention
            })?
            .value
    }
}

/// Refuses what the sections of a study ask for and there is not, before anything is read.
///
/// # Errors
/// As [`indices::Indices::parse`] and [`Rule::parse`].
pub fn check(sections: &[DisparitySection]) -> Result<()> {
    for section in sections {
        let (groups, years) = (section.groups.len(), section.years.len());
        let has = indices::Has { population: section.population.is_some(), groups, years };
        indices::Indices::parse(&section.indices, has)?;
        section.weights.as_deref().map(Rule::parse).transpose()?;
    }
    Ok(())
}

/// The field `name` of every year as a panel; `before` asks for earlier years as well where the fields have them.
fn panel(regions: &Regions, name: &str, years: &[i32], before: Option<i32>) -> Result<Panel> {
    if years.is_empty() {
        return Ok(Panel::undated(regions.fields.numbers(name, &regions.source)?));
    }
    let mut twice: Vec<i32> = years.to_vec();
    twice.sort_unstable();
    if let Some(pair) = twice.windows(2).find(|pair| pair[0] == pair[1]) {
        let finding = Finding::new(Code::BadArgument, "a year stands twice").field("years").value(pair[0]);
        return Err(Error::usage(finding.hint("name every year once")));
    }
    let mut panel = BTreeMap::new();
    for &year in years {
        panel.insert(year, regions.fields.numbers(&format!("{name}_{year}"), &regions.source)?);
        if let Some(earlier) = before.map(|gap| year - gap) {
            let field = format!("{name}_{earlier}");
            if regions.fields.named(&field).is_some() {
                panel.insert(earlier, regions.fields.numbers(&field, &regions.source)?);
            }
        }
    }
    Ok(Panel::of_years(panel))
}

/// An error about unit numbers as one about regions.
fn named(error: Error, regions: &Regions) -> Error {
    let Error::Input(findings) = error else { return error };
    let place = |mut finding: Finding| {
        if let Some(region) =
            finding.place.feature.take().map(|number| number - 1).filter(|&r| r < regions.len())
        {
            finding = finding.id(&regions.ids[region]).name(&regions.names[region]);
        }
        finding.file(&regions.source)
    };
    Error::Input(findings.into_iter().map(place).collect())
}
