//! What of the text of scenarios cannot be, whatever the corridors.

use crate::error::{Code, Finding};
use crate::layer::Filter;
use crate::layer::nearest::nearest;
use crate::study::config::scenario::{AddSection, ChangeSection, ScenarioSection};
use crate::units::Minutes;

/// The longest name of a scenario: it becomes part of names of fields and files.
const LONGEST_ID: usize = 24;

/// The greatest factor of a time or speed.
const LARGEST_FACTOR: f64 = 1000.0;

/// A finding of level error about `key` of the scenario called `id`.
pub(super) fn refusal(section: &ScenarioSection, key: &str, what: impl Into<String>) -> Finding {
    Finding::new(Code::BadEdit, what).field(format!("scenario.{}.{key}", section.id))
}

/// What is wrong with `sections`: names, bases, entries that say nothing or contradict themselves, numbers that cannot be,
/// filters that cannot be understood.
#[must_use]
pub(in crate::study) fn check(sections: &[ScenarioSection]) -> Vec<Finding> {
    let all: Vec<&ScenarioSection> = sections.iter().collect();
    let mut findings = order(&all).err().unwrap_or_default();
    for section in sections {
        entries(section, &mut findings);
    }
    findings
}

/// The sections in an order in which every base comes before what starts from it.
///
/// # Errors
/// A name that cannot be, one given twice, a base that is not there, bases that go round in a circle.
pub(super) fn order(sections: &[&ScenarioSection]) -> Result<Vec<usize>, Vec<Finding>> {
    let mut findings: Vec<Finding> =
        (0..sections.len()).filter_map(|number| name(sections, number)).collect();
    let number = |id: &str| sections.iter().position(|section| section.id == id);
    let known = || sections.iter().map(|section| section.id.as_str());
    for section in sections {
        let Some(base) = section.base.as_deref().filter(|base| number(base).is_none()) else { continue };
        let finding = refusal(section, "base", "there is no scenario of this name").value(base);
        let others = known().filter(|id| *id != section.id);
        findings.push(match nearest(base, others, 1).first() {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding.hint("leave out `base` to start from the study as it is"),
        });
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let base_of = |at: usize| sections[at].base.as_deref().and_then(number);
    let mut order: Vec<usize> = Vec::new();
    for start in 0..sections.len() {
        let mut chain = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| !order.contains(at)) {
            if let Some(first) = chain.iter().position(|&known| known == at) {
                let round: Vec<&str> =
                    chain[first..].iter().chain([&at]).map(|&i| sections[i].id.as_str()).collect();
                let what = "the scenario starts from itself";
                let finding = refusal(sections[at], "base", what).value(round.join(" → "));
                return Err(vec![
                    finding.hint("let one of them start from the study as it is, without `base`"),
                ]);
            }
            chain.push(at);
            next = base_of(at);
        }
        order.extend(chain.into_iter().rev());
    }
    Ok(order)
}

/// The names of all `sections`, or of `only` one and those from which it starts.
pub(super) fn with_bases<'a>(sections: &[&'a ScenarioSection], only: Option<&'a str>) -> Vec<&'a str> {
    let Some(only) = only else { return sections.iter().map(|section| section.id.as_str()).collect() };
    let mut wanted = vec![only];
    while let Some(base) = sections
        .iter()
        .find(|section| Some(&section.id.as_str()) == wanted.last())
        .and_then(|s| s.base.as_deref())
    {
        wanted.push(base);
    }
    wanted
}

/// What is wrong with the name of one section.
fn name(sections: &[&ScenarioSection], number: usize) -> Option<Finding> {
    let id = sections[number].id.as_str();
    let bad = |what: String| Finding::new(Code::BadEdit, what).field("scenario.id").value(id);
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if id.is_empty() || !id.chars().all(fits) || id.len() > LONGEST_ID {
        let what = format!("a name is 1 to {LONGEST_ID} ASCII letters, digits, `-` and `_`");
        return Some(bad(what).hint("it becomes part of names of fields and files; readers see `label`"));
    }
    if id.eq_ignore_ascii_case("base") {
        let hint = "`base` is the study as it is; choose another name";
        return Some(bad("the name is taken".to_owned()).hint(hint));
    }
    let twice = sections[..number].iter().any(|other| other.id.eq_ignore_ascii_case(id));
    twice.then(|| {
        let hint = "give every scenario its own name; capitals make no difference, for file names know none";
        bad("two scenarios have the same name".to_owned()).hint(hint)
    })
}

fn entries(section: &ScenarioSection, findings: &mut Vec<Finding>) {
    let ScenarioSection { as_of, status, add, remove, change, base, .. } = section;
    if add.is_empty() && remove.is_empty() && change.is_empty() && as_of.is_none() && status.is_none() {
        let hint = "add `add`, `remove`, `change`, `as_of` or `status`";
        let so = base.as_deref().unwrap_or("the study as it is");
        findings.push(refusal(section, "id", "the scenario changes nothing").value(so).hint(hint));
    }
    if status.as_ref().is_some_and(Vec::is_empty) {
        findings.push(refusal(section, "status", "the list is empty, so no line is in service"));
    }
    for add in add {
        check_add(section, add, findings);
    }
    for remove in remove {
        if remove.line.is_none() && remove.id.is_none() && remove.mode.is_none() && remove.filter.is_none() {
            let hint = "name them by `line`, `id`, `mode` or a filter `where`";
            findings.push(refusal(section, "remove", "the entry names no lines").hint(hint));
        }
        check_filter(section, "remove.where", remove.filter.as_deref(), findings);
    }
    for change in change {
        check_change(section, change, findings);
    }
}

fn check_filter(section: &ScenarioSection, key: &str, filter: Option<&str>, findings: &mut Vec<Finding>) {
    if let Some(Err(finding)) = filter.map(Filter::parse) {
        findings.push(finding.field(format!("scenario.{}.{key}", section.id)));
    }
}

fn check_add(section: &ScenarioSection, add: &AddSection, findings: &mut Vec<Finding>) {
    check_filter(section, "add.where", add.filter.as_deref(), findings);
    let drawn = add.file.is_some() || add.table.is_some();
    let mut bad = |what: &str, hint: &str| findings.push(refusal(section, "add", what).hint(hint));
    if add.file.is_some() && add.table.is_some() {
        bad("`file` and `table` stand in one entry", "give each an entry of its own");
    }
    if add.table.is_none() && (add.from.is_some() || add.to.is_some()) {
        bad("`from` and `to` are columns of a `table`", "name the table, or leave them out");
    }
    if drawn && (add.id.is_some() || add.filter.is_some()) {
        bad(
            "`id` and `where` choose lines of the study, a file is added whole",
            "leave out the lines in the file itself",
        );
    }
    if drawn && add.line.as_ref().is_some_and(|line| line.0.len() != 1) {
        bad("beside a file `line` is the name of its lines, one", "write the names into the file");
    }
    let own = [add.minutes.is_some(), add.speed_kmh.is_some(), add.design_kmh.is_some()];
    if !drawn && (own.contains(&true) || add.opened.is_some() || add.oneway.is_some() || add.apart) {
        bad(
            "speeds, times, `opened`, `oneway` and `apart` fill what a file lacks, and no file is named",
            "name the `file` or `table`; times of lines of the study are set by `change`",
        );
    }
    let chosen = add.line.is_some() || add.id.is_some() || add.filter.is_some();
    if !drawn && !chosen && add.status.is_none() && add.mode.is_none() {
        let hint = "name a `file`, a `table`, or lines of the study by `status`, `line`, `id` or `where`";
        bad("the entry names no lines", hint);
    }
    let numbers = [
        ("add.minutes", add.minutes.map(f64::from)),
        ("add.speed_kmh", add.speed_kmh.map(f64::from)),
        ("add.design_kmh", add.design_kmh.map(f64::from)),
    ];
    above_zero(section, &numbers, f64::INFINITY, findings);
}

fn check_change(section: &ScenarioSection, change: &ChangeSection, findings: &mut Vec<Finding>) {
    check_filter(section, "change.where", change.filter.as_deref(), findings);
    let some = |given: &[bool]| given.iter().filter(|given| **given).count();
    let paces = some(&[
        change.speed_kmh.is_some(),
        change.minutes.is_some(),
        change.speed_factor.is_some(),
        change.minutes_factor.is_some(),
    ]);
    let of_mode = change.wait_min.is_some() || change.stop_min.is_some();
    let chosen = change.line.is_some() || change.id.is_some() || change.filter.is_some();
    let mut bad = |what: &str, hint: &str| findings.push(refusal(section, "change", what).hint(hint));
    if paces > 1 {
        let hint = "give `speed_kmh`, `minutes`, `speed_factor` or `minutes_factor`, one in an entry";
        bad("the entry sets a time in several ways", hint);
    }
    if paces > 0 && !chosen && change.mode.is_none() {
        bad(
            "the entry sets a time and names no lines",
            "name them by `line`, `id`, `mode` or a filter `where`",
        );
    }
    if of_mode && (chosen || change.mode.is_none()) {
        let hint = "write them with `mode` alone, in an entry of their own";
        bad("`wait_min` and `stop_min` are rules of a whole mode", hint);
    }
    if change.transfer_min.is_some() && (chosen || change.mode.is_some()) {
        let hint = "write it in an entry of its own, without `mode`, `line`, `id` and `where`";
        bad("`transfer_min` is a rule of the whole network", hint);
    }
    if paces == 0 && !of_mode && change.transfer_min.is_none() {
        let hint =
            "give `speed_kmh`, `minutes`, a factor of them, or with `mode` alone `wait_min` or `stop_min`";
        bad("the entry changes nothing", hint);
    }
    let numbers = [
        ("change.minutes", change.minutes.map(f64::from)),
        ("change.speed_kmh", change.speed_kmh.map(f64::from)),
    ];
    above_zero(section, &numbers, f64::INFINITY, findings);
    let factors =
        [("change.speed_factor", change.speed_factor), ("change.minutes_factor", change.minutes_factor)];
    above_zero(section, &factors, LARGEST_FACTOR, findings);
    let times = [
        ("change.wait_min", change.wait_min),
        ("change.stop_min", change.stop_min),
        ("change.transfer_min", change.transfer_min),
    ];
    for (key, time) in times {
        if let Some(time) = time.filter(|time| time.to_milliseconds().is_none()) {
            let what = "the value must be minutes from 0 to 49 days";
            findings.push(refusal(section, key, what).value(Minutes::get(time)).hint("correct the value"));
        }
    }
}

fn above_zero(
    section: &ScenarioSection,
    numbers: &[(&str, Option<f64>)],
    most: f64,
    findings: &mut Vec<Finding>,
) {
    for &(key, number) in numbers {
        // Not a number is neither above nor below.
        if let Some(number) = number.filter(|&number| !(number > 0.0 && number <= most)) {
            let what = if most.is_finite() {
                format!("the value must be above zero and at most {most}")
            } else {
                "the value must be above zero".to_owned()
            };
            findings.push(refusal(section, key, what).value(number).hint("correct the value"));
        }
    }
}
