//! Which corridors a name means, and how corridors are taken together.

use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest;
use crate::study::Study;
use std::collections::BTreeMap;

/// The field by which features say to which corridor of a plan they belong.
pub const PLAN_FIELD: &str = "corridor";

/// How corridors are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// Each segment by itself: all features of one identifier.
    Segments,
    /// All segments of one line.
    Lines,
    /// All segments of one corridor of a plan, as the field `corridor` names it; those without one are left out.
    Corridors,
}

/// Corridors that are taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Identifier of the segment, name of the line, or of the corridor of a plan.
    pub name: String,
    /// The line, for a segment that has one.
    pub line: Option<String>,
    /// The modes of its corridors, each once.
    pub modes: Vec<String>,
    /// Its corridors, by number.
    pub corridors: Vec<usize>,
}

/// What `corridor` belongs to under `together`.
fn key(study: &Study, corridor: usize, together: Together) -> Option<String> {
    let corridors = &study.corridors;
    match together {
        Together::Segments => Some(corridors.ids[corridor].clone()),
        Together::Lines => {
            Some(corridors.lines[corridor].clone().unwrap_or_else(|| corridors.ids[corridor].clone()))
        }
        Together::Corridors => {
            corridors.fields.named(PLAN_FIELD).and_then(|field| field.values.text(corridor))
        }
    }
}

/// The corridors for which `wanted` holds, taken together, in the order of their first corridor.
pub fn groups(study: &Study, together: Together, wanted: impl Fn(usize) -> bool) -> Vec<Group> {
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for corridor in (0..study.corridors.len()).filter(|&corridor| wanted(corridor)) {
        let Some(name) = key(study, corridor, together) else { continue };
        let index = *number.entry(name.clone()).or_insert(groups.len());
        if index == groups.len() {
            let line = study.corridors.lines[corridor].clone().filter(|_| together == Together::Segments);
            groups.push(Group { name, line, modes: Vec::new(), corridors: Vec::new() });
        }
        let mode = &study.corridors.modes[corridor];
        if !groups[index].modes.contains(mode) {
            groups[index].modes.push(mode.clone());
        }
        groups[index].corridors.push(corridor);
    }
    groups
}

/// How many segments of what `name` means carry no trips by their nature.
pub(super) fn unrouted(study: &Study, name: &str) -> usize {
    let called = |together: Together| {
        let all = 0..study.corridors.len();
        all.filter(move |&corridor| key(study, corridor, together).as_deref() == Some(name))
    };
    let meant = ORDER.into_iter().find(|&together| called(together).next().is_some());
    meant.map_or(0, |together| called(together).filter(|&corridor| !study.corridors.routed[corridor]).count())
}

/// What a name may be of, in the order in which it is looked for.
const ORDER: [Together; 3] = [Together::Lines, Together::Corridors, Together::Segments];

/// The corridors that `name` means: a line, or else a corridor of a plan, or else an identifier; those that carry no
/// trips by their nature (`routed` false) are left out.
///
/// # Errors
/// No such corridor, with those that are near; one of which no part is in the network.
pub fn named(study: &Study, name: &str) -> Result<Group> {
    let all = 0..study.corridors.len();
    for together in ORDER {
        let called = |corridor: usize| key(study, corridor, together).as_deref() == Some(name);
        if !all.clone().any(called) {
            continue;
        }
        let found = groups(study, together, |corridor| called(corridor) && study.corridors.routed[corridor]);
        return found.into_iter().next().ok_or_else(|| {
            let what = "the corridor is in the file, but `routed` keeps it out of the network";
            Finding::new(Code::BadSetting, what).file(&study.corridors.source).name(name).into()
        });
    }
    let mut known: Vec<String> = ORDER
        .iter()
        .flat_map(|&together| all.clone().filter_map(move |corridor| key(study, corridor, together)))
        .collect();
    known.sort_unstable();
    known.dedup();
    let near = nearest(name, known.iter().map(String::as_str), 3);
    let finding =
        Finding::new(Code::BadArgument, "no line, corridor of a plan or segment has this name").value(name);
    Err(Error::usage(if near.is_empty() {
        finding.hint("`jingwei info` on the corridors shows their fields")
    } else {
        finding.hint(format!("near are {}", near.join(", ")))
    }))
}
