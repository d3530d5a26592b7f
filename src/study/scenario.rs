//! The same study with other lines in service: before and after.
//!
//! A scenario keeps the cities, their numbers and their places; its corridors are those of the study, in the same
//! places, with new ones behind them, so that a number of a corridor means the same line on both sides. No file of the
//! study is read again.
//!
//! `check` says what of the text cannot be, `draft` makes the edits one after the other, [`Edit`] tells what each touched,
//! and [`SumCheck`] whether trips became longer that should not.

mod add;
pub(super) mod check;
mod choose;
mod connect;
mod draft;
mod edit;
mod files;
mod pace;
mod sum_check;
mod table;
#[cfg(test)]
mod tests;

pub use edit::{Edit, EditKind, EditSource, ModeLength};
pub use sum_check::{Expected, SumCheck};

use super::assemble::Study;
use super::config::scenario::ScenarioSection;
use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest;
use draft::Draft;
use files::Files;
use std::collections::BTreeMap;
use std::path::Path;

/// A study after its edits, and what they touched.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What was asked.
    pub section: ScenarioSection,
    /// The study with other lines in service: its configuration states the year, the statuses and the rules of the
    /// scenario, its findings those of the scenario's network.
    pub study: Study,
    /// Corridors, by number in [`Scenario::study`], that run here and not in the study as it is.
    pub added: Vec<usize>,
    /// Corridors that run in the study as it is and not here.
    pub removed: Vec<usize>,
    /// Corridors that run in both and take another time.
    pub changed: Vec<usize>,
    edits: Vec<Edit>,
    expected: Expected,
    /// What edits said of each corridor, this scenario's and those from which it starts: whether it runs whatever its
    /// status and year.
    decided: Vec<Option<bool>>,
}

impl Scenario {
    /// The scenario of `section` on `base`, the study as it is; paths in the section are relative to `folder`. The
    /// scenarios from which it starts are those of `base`'s configuration.
    ///
    /// # Errors
    /// Whatever is wrong with the section or its bases; a file that cannot be read or used; an edit that names what is
    /// not there or touches nothing; an added line that meets nothing; a scenario without any line in service; as
    /// [`Study::on_corridors`].
    ///
    /// # Panics
    /// Never: a scenario that was not made is an error.
    pub fn apply(base: &Study, section: &ScenarioSection, folder: &Path) -> Result<Self> {
        let mut sections: Vec<&ScenarioSection> =
            base.config.scenario.iter().filter(|other| other.id != section.id).collect();
        sections.push(section);
        let mut made = evaluate(base, &sections, Some(&section.id), folder)?;
        Ok(made.remove(&section.id).expect("the scenario asked for was made"))
    }

    /// The scenario of `study` called `id`.
    ///
    /// # Errors
    /// No scenario of this name, with the nearest; as [`Scenario::apply`].
    pub fn named(study: &Study, id: &str, folder: &Path) -> Result<Self> {
        let known = || study.config.scenario.iter().map(|section| section.id.as_str());
        let Some(section) = study.config.scenario.iter().find(|section| section.id == id) else {
            let finding = Finding::new(Code::BadArgument, "the study has no scenario of this name").value(id);
            let near = nearest(id, known(), 1);
            let all = || known().collect::<Vec<_>>().join(", ");
            return Err(Error::usage(match (near.first(), known().count()) {
                (Some(near), _) => finding.hint(format!("write `{near}`; all of them: {}", all())),
                (None, 0) => finding.hint("add a table [[scenario]] to study.toml"),
                (None, _) => finding.hint(format!("write one of {}", all())),
            }));
        };
        Self::apply(study, section, folder)
    }

    /// Every scenario of `study`, in the order of its file.
    ///
    /// # Errors
    /// As [`Scenario::apply`], of all scenarios in one error.
    ///
    /// # Panics
    /// Never: a scenario that was not made is an error.
    pub fn all(study: &Study, folder: &Path) -> Result<Vec<Self>> {
        let sections: Vec<&ScenarioSection> = study.config.scenario.iter().collect();
        let mut made = evaluate(study, &sections, None, folder)?;
        let of = |section: &&ScenarioSection| made.remove(&section.id).expect("every scenario was made");
        Ok(sections.iter().map(of).collect())
    }

    /// What each edit touched, in the order in which they were made; those of the scenarios from which this one starts
    /// are told by them.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The trips between different cities that became longer or shorter against `base`, the study as it is.
    ///
    /// # Panics
    /// If `base` has other cities.
    #[must_use]
    pub fn sum_check(&self, base: &Study) -> SumCheck {
        SumCheck::new(&base.times, &self.study.times, self.expected)
    }

    /// How many trips between different cities take longer than in `base`, the study as it is, or are possible there and
    /// not here.
    ///
    /// # Panics
    /// If `base` has other cities.
    #[must_use]
    pub fn lengthened(&self, base: &Study) -> usize {
        let check = self.sum_check(base);
        check.lengthened + check.parted
    }
}

/// The scenarios of `sections`, or `only` one of them and those from which it starts.
fn evaluate(
    study: &Study,
    sections: &[&ScenarioSection],
    only: Option<&str>,
    folder: &Path,
) -> Result<BTreeMap<String, Scenario>> {
    let order = check::order(sections).map_err(Error::Input)?;
    let wanted = check::with_bases(sections, only);
    let mut files = Files::new(folder);
    let mut made: BTreeMap<String, Scenario> = BTreeMap::new();
    let mut findings = Vec::new();
    for section in
        order.into_iter().map(|number| sections[number]).filter(|s| wanted.contains(&s.id.as_str()))
    {
        let from = match &section.base {
            None => None,
            Some(base) => match made.get(base) {
                Some(base) => Some(base),
                // The base was refused: nothing can be said of what starts from it.
                None => continue,
            },
        };
        match Draft::begin(study, from, section).finish(study, section, &mut files) {
            Ok(scenario) => {
                made.insert(section.id.clone(), scenario);
            }
            Err(error) => findings.extend(error.into_findings()?),
        }
    }
    if findings.is_empty() { Ok(made) } else { Err(Error::Input(findings)) }
}
