//! Which corridors an entry names.

use super::check::refusal;
use crate::error::Finding;
use crate::layer::nearest::nearest_hint;
use crate::layer::{Corridors, Filter};
use crate::study::config::scenario::{Choice, Names, ScenarioSection};
use std::collections::BTreeSet;

/// So many names are listed where none is near.
const FEW: usize = 8;

impl Choice<'_> {
    /// The corridors that all conditions name; at least one.
    ///
    /// # Errors
    /// Names that are not there, each with the nearest; a filter that fits no column; conditions that nothing meets.
    pub(super) fn of(
        &self,
        section: &ScenarioSection,
        corridors: &Corridors,
    ) -> Result<Vec<usize>, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut passes = vec![true; corridors.len()];
        let mut narrow = |holds: &dyn Fn(usize) -> bool| {
            passes.iter_mut().enumerate().for_each(|(i, passes)| *passes &= holds(i));
        };
        if let Some(Names(wanted)) = self.line {
            let name = |i: usize| corridors.lines[i].as_deref();
            findings.extend(self.missing(
                section,
                "line",
                wanted,
                &(0..corridors.len()).filter_map(name).collect::<Vec<_>>(),
            ));
            narrow(&|i| name(i).is_some_and(|name| wanted.iter().any(|wanted| wanted == name)));
        }
        if let Some(Names(wanted)) = self.id {
            let ids: Vec<&str> = corridors.ids.iter().map(String::as_str).collect();
            findings.extend(self.missing(section, "id", wanted, &ids));
            narrow(&|i| wanted.contains(&corridors.ids[i]));
        }
        if let Some(mode) = self.mode {
            let modes: Vec<&str> = corridors.modes.iter().map(String::as_str).collect();
            findings.extend(self.missing(section, "mode", &[mode.to_owned()], &modes));
            narrow(&|i| corridors.modes[i] == mode);
        }
        if let Some(status) = self.status {
            narrow(&|i| corridors.statuses[i] == status);
        }
        if let Some(filter) = self.filter {
            match Filter::parse(filter).and_then(|filter| filter.select(corridors)) {
                Ok(chosen) => narrow(&|i| chosen[i]),
                Err(finding) => {
                    findings.push(finding.field(format!("scenario.{}.{}.where", section.id, self.key)));
                }
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let chosen: Vec<usize> = (0..corridors.len()).filter(|&i| passes[i]).collect();
        if chosen.is_empty() {
            let finding =
                refusal(section, self.key, "the entry touches nothing: no line is all that it asks");
            return Err(vec![
                finding
                    .value(self.words())
                    .hint("`jingwei info` lists the fields of the lines and their values"),
            ]);
        }
        Ok(chosen)
    }

    /// The names among `wanted` that are not `known`.
    fn missing(
        &self,
        section: &ScenarioSection,
        kind: &str,
        wanted: &[String],
        known: &[&str],
    ) -> Vec<Finding> {
        let missing = |name: &&String| !known.contains(&name.as_str());
        let finding = |name: &String| {
            let what = match kind {
                "line" => "no line has this name",
                "id" => "no line has this identifier",
                _ => "no line is of this mode",
            };
            let finding = refusal(section, &format!("{}.{kind}", self.key), what).value(name);
            let all: BTreeSet<&str> = known.iter().copied().collect();
            let otherwise = if all.len() <= FEW {
                format!(
                    "there are {}",
                    all.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
                )
            } else {
                "`jingwei info` lists the fields of the lines and their values".to_owned()
            };
            finding.hint(nearest_hint(name, all, &otherwise))
        };
        let mut findings: Vec<Finding> = wanted.iter().filter(missing).map(finding).collect();
        if wanted.is_empty() {
            findings.push(
                refusal(section, &format!("{}.{kind}", self.key), "the list is empty")
                    .hint("name at least one"),
            );
        }
        findings
    }
}
