//! A scenario in the making: edits one after the other on a copy of the corridors.

use super::check::refusal;
use super::edit::{Edit, EditKind, EditSource};
use super::files::Files;
use super::{Expected, Scenario, add, connect, pace};
use crate::error::{Code, Error, Finding, Result};
use crate::layer::Corridors;
use crate::network::corridors_in_service;
use crate::study::assemble::Study;
use crate::study::config::Config;
use crate::study::config::scenario::{AddSection, ChangeSection, Choice, RemoveSection, ScenarioSection};
use std::path::PathBuf;

/// Corridors that came from a file or table of the scenario.
pub(super) struct Drawn {
    pub(super) corridors: std::ops::Range<usize>,
    pub(super) file: PathBuf,
    /// Whether they may meet nothing.
    pub(super) apart: bool,
}

/// A scenario in the making.
pub(super) struct Draft {
    pub(super) corridors: Corridors,
    pub(super) config: Config,
    in_service: Vec<bool>,
    decided: Vec<Option<bool>>,
    edits: Vec<Edit>,
    drawn: Vec<Drawn>,
    /// Of both levels.
    findings: Vec<Finding>,
}

impl Draft {
    /// The lines and rules of the scenario `from`, or of `study` as it is, in the year and statuses of `section`.
    pub(super) fn begin(study: &Study, from: Option<&Scenario>, section: &ScenarioSection) -> Self {
        let start = from.map_or(study, |scenario| &scenario.study);
        let mut config = start.config.clone();
        config.corridors.as_of = section.as_of.or(config.corridors.as_of);
        config.corridors.status = section.status.clone().unwrap_or(config.corridors.status);
        let corridors = start.corridors.clone();
        let decided = from.map_or_else(|| vec![None; corridors.len()], |scenario| scenario.decided.clone());
        let mut draft = Self {
            in_service: start.in_service.clone(),
            corridors,
            config,
            decided,
            edits: Vec::new(),
            drawn: Vec::new(),
            findings: Vec::new(),
        };
        if section.as_of.is_some() || section.status.is_some() {
            draft.turn_to_period(start);
        }
        draft
    }

    /// Takes up the year and statuses, and notes what they change.
    fn turn_to_period(&mut self, start: &Study) {
        let asked = &self.config.corridors;
        let by_rule = corridors_in_service(&self.corridors, asked.as_of, &asked.status);
        self.in_service =
            by_rule.iter().zip(&self.decided).map(|(&runs, decided)| decided.unwrap_or(runs)).collect();
        let differs = |is: bool| -> Vec<usize> {
            (0..self.in_service.len())
                .filter(|&i| self.in_service[i] == is && start.in_service[i] != is)
                .collect()
        };
        let (gained, lost) = (differs(true), differs(false));
        let source = EditSource::Period { as_of: asked.as_of, status: asked.status.clone() };
        if !gained.is_empty() || lost.is_empty() {
            self.note(EditKind::Add, source.clone(), gained);
        }
        if !lost.is_empty() {
            self.note(EditKind::Remove, source, lost);
        }
    }

    fn note(&mut self, kind: EditKind, source: EditSource, touched: Vec<usize>) {
        self.edits.push(Edit::new(kind, source, touched, &self.corridors, &self.config.network));
    }

    /// Makes the edits of `section`, builds the network and sets it beside `study`, the study as it is.
    pub(super) fn finish(
        mut self,
        study: &Study,
        section: &ScenarioSection,
        files: &mut Files,
    ) -> Result<Scenario> {
        for entry in &section.add {
            let outcome = self.add(study, section, entry, files);
            self.keep(outcome)?;
        }
        for entry in &section.remove {
            let outcome = self.remove(section, entry);
            self.keep(outcome)?;
        }
        for entry in &section.change {
            let outcome = self.change(section, entry);
            self.keep(outcome)?;
        }
        Error::if_any(&self.findings)?;
        if !self.in_service.contains(&true) {
            let hint = "keep at least one line in service";
            let key = if section.remove.is_empty() { "as_of" } else { "remove" };
            return Err(refusal(section, key, "no line is left in service").hint(hint).into());
        }
        let Self { corridors, config, in_service, decided, edits, drawn, mut findings } = self;
        let mut made = study.rebuilt(config, corridors, in_service)?;
        findings.extend(connect::check(&made, &drawn)?);
        for finding in &mut made.findings {
            let of = |drawn: &&Drawn| {
                drawn.corridors.clone().any(|i| finding.place.id.as_ref() == Some(&made.corridors.ids[i]))
            };
            // The network knows one file of corridors only.
            if finding.place.file.as_ref() == Some(&made.corridors.source)
                && let Some(drawn) = drawn.iter().find(of)
            {
                finding.place.file = Some(drawn.file.clone());
            }
        }
        made.findings.extend(findings);
        for file in drawn.into_iter().map(|drawn| drawn.file).filter(|file| !study.inputs.contains(file)) {
            made.inputs.push(file);
        }
        let was = |i: usize| study.in_service.get(i).copied().unwrap_or(false);
        let differs = |before: bool, after: bool| -> Vec<usize> {
            (0..made.in_service.len()).filter(|&i| was(i) == before && made.in_service[i] == after).collect()
        };
        let (added, removed) = (differs(false, true), differs(true, false));
        let paces = pace::compare(study, &made);
        let expected = paces.expected(study, &made, !added.is_empty(), !removed.is_empty());
        if expected == Expected::Same {
            let what = "the scenario is the study as it is";
            made.findings.push(Finding::new(Code::SameStudy, what).id(&section.id));
        }
        Ok(Scenario {
            section: section.clone(),
            study: made,
            added,
            removed,
            changed: paces.changed,
            edits,
            expected,
            decided,
        })
    }

    /// Keeps why an entry was refused.
    fn keep(&mut self, outcome: Result<()>) -> Result<()> {
        if let Err(error) = outcome {
            self.findings.extend(error.into_findings()?);
        }
        Ok(())
    }

    fn add(
        &mut self,
        study: &Study,
        section: &ScenarioSection,
        entry: &AddSection,
        files: &mut Files,
    ) -> Result<()> {
        let (source, new) = match (&entry.file, &entry.table) {
            (Some(file), _) => {
                (EditSource::File(file.clone()), add::of_file(self, section, entry, files.layer(file)?)?)
            }
            (None, Some(table)) => (
                EditSource::Table(table.clone()),
                add::of_table(self, study, section, entry, &files.table(table)?)?,
            ),
            (None, None) => return self.add_chosen(section, entry),
        };
        let (first, file) = (self.corridors.len(), new.source.clone());
        // A scenario that is added to in several entries must still be told apart by identifiers.
        let known = |id: &String| self.corridors.ids.contains(id);
        if let Some(id) = new.ids.iter().find(|id| known(id)) {
            let finding = Finding::new(Code::DuplicateId, "an added line has the identifier of another line");
            let hint = "give the added line an identifier of its own; to replace a line, remove it and add the new one";
            return Err(finding.file(&file).id(id).hint(hint).into());
        }
        self.findings.extend(new.findings.iter().cloned());
        self.corridors.append(Corridors { findings: Vec::new(), ..new });
        let corridors = first..self.corridors.len();
        for i in corridors.clone() {
            self.in_service.push(self.corridors.routed[i]);
            self.decided.push(Some(self.corridors.routed[i]));
        }
        let touched: Vec<usize> = corridors.clone().filter(|&i| self.in_service[i]).collect();
        if touched.is_empty() {
            let what = "the entry touches nothing: trips may use none of its lines (`routed`)";
            return Err(refusal(section, "add", what)
                .value(file.display())
                .hint("write `routed` true, or leave it out")
                .into());
        }
        self.note(EditKind::Add, source, touched);
        self.drawn.push(Drawn { corridors, file, apart: entry.apart });
        Ok(())
    }

    /// Lines of the study that do not run yet.
    fn add_chosen(&mut self, section: &ScenarioSection, entry: &AddSection) -> Result<()> {
        let choice = Choice::from(entry);
        let chosen = choice.of(section, &self.corridors).map_err(Error::Input)?;
        let idle = chosen.iter().filter(|&&i| !self.in_service[i]);
        let touched: Vec<usize> = idle.clone().copied().filter(|&i| self.corridors.routed[i]).collect();
        if touched.is_empty() {
            let (what, hint) = if idle.count() == 0 {
                ("the entry touches nothing: all that it names is in service already", "leave it out")
            } else {
                (
                    "the entry touches nothing: trips may use none of its lines (`routed`)",
                    "write `routed` true in the file of corridors",
                )
            };
            return Err(refusal(section, "add", what).value(choice.words()).hint(hint).into());
        }
        for &i in &touched {
            self.in_service[i] = true;
            self.decided[i] = Some(true);
        }
        self.note(EditKind::Add, EditSource::Chosen(choice.words()), touched);
        Ok(())
    }

    /// Those that `choice` names and that run.
    fn running(&self, section: &ScenarioSection, choice: &Choice) -> Result<Vec<usize>> {
        let chosen = choice.of(section, &self.corridors).map_err(Error::Input)?;
        let touched: Vec<usize> = chosen.into_iter().filter(|&i| self.in_service[i]).collect();
        if touched.is_empty() {
            let what = "the entry touches nothing: none of what it names is in service";
            let hint = "leave it out, or add the line first";
            return Err(refusal(section, choice.key, what).value(choice.words()).hint(hint).into());
        }
        Ok(touched)
    }

    fn remove(&mut self, section: &ScenarioSection, entry: &RemoveSection) -> Result<()> {
        let choice = Choice::from(entry);
        let touched = self.running(section, &choice)?;
        for &i in &touched {
            self.in_service[i] = false;
            self.decided[i] = Some(false);
        }
        self.note(EditKind::Remove, EditSource::Chosen(choice.words()), touched);
        Ok(())
    }

    fn change(&mut self, section: &ScenarioSection, entry: &ChangeSection) -> Result<()> {
        for kind in pace::new_rules(section, entry, &mut self.config.network)? {
            self.note(kind, EditSource::Rules, Vec::new());
        }
        let kinds = [
            entry.speed_kmh.map(EditKind::Speed),
            entry.minutes.map(EditKind::Time),
            entry.speed_factor.map(EditKind::SpeedFactor),
            entry.minutes_factor.map(EditKind::TimeFactor),
        ];
        let Some(kind) = kinds.into_iter().flatten().next() else { return Ok(()) };
        let choice = Choice::from(entry);
        let touched = self.running(section, &choice)?;
        if !pace::set(&mut self.corridors, &self.config.network, &touched, &kind, section)? {
            let what = "the entry touches nothing: all that it names takes this time already";
            return Err(refusal(section, "change", what).value(choice.words()).hint("leave it out").into());
        }
        self.note(kind, EditSource::Chosen(choice.words()), touched);
        Ok(())
    }
}
