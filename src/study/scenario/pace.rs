//! How long lines take, before and after.

use super::check::refusal;
use super::edit::EditKind;
use super::sum_check::Expected;
use crate::error::Result;
use crate::layer::Corridors;
use crate::layer::nearest::nearest;
use crate::network::{NetworkRules, corridor_times};
use crate::study::assemble::Study;
use crate::study::config::scenario::{ChangeSection, ScenarioSection};
use crate::units::{KilometresPerHour, Minutes};
use geo::{Geodesic, Length};

/// What takes another time.
pub(super) struct Paces {
    /// Corridors in service on both sides whose time is another.
    pub(super) changed: Vec<usize>,
    faster: bool,
    slower: bool,
}

/// The corridors in service in both studies that take another time.
pub(super) fn compare(before: &Study, after: &Study) -> Paces {
    let both: Vec<bool> =
        before.in_service.iter().zip(&after.in_service).map(|(&was, &is)| was && is).collect();
    let all = || {
        let mut both = both.clone();
        both.resize(after.corridors.len(), false);
        both
    };
    // Both networks were built, so that nothing is wrong with their times.
    let was = corridor_times(&before.corridors, &both, &before.config.network, &mut Vec::new());
    let is = corridor_times(&after.corridors, &all(), &after.config.network, &mut Vec::new());
    let mut paces = Paces { changed: Vec::new(), faster: false, slower: false };
    for (i, (was, is)) in was.iter().zip(&is).enumerate().filter(|(_, (was, is))| was != is) {
        paces.changed.push(i);
        paces.faster |= is < was;
        paces.slower |= is > was;
    }
    paces
}

impl Paces {
    /// What the edits lead one to expect of all trips.
    pub(super) fn expected(&self, before: &Study, after: &Study, added: bool, removed: bool) -> Expected {
        let (was, is) = (&before.config.network, &after.config.network);
        let modes = was.mode.iter().filter_map(|(name, was)| Some((was, is.mode.get(name)?)));
        let times = modes.flat_map(|(was, is)| [(was.wait_min, is.wait_min), (was.stop_min, is.stop_min)]);
        let times: Vec<(Minutes, Minutes)> = times.chain([(was.transfer_min, is.transfer_min)]).collect();
        let better = added || self.faster || times.iter().any(|(was, is)| is < was);
        let worse = removed || self.slower || times.iter().any(|(was, is)| is > was);
        match (better, worse) {
            (false, false) => Expected::Same,
            (true, false) => Expected::NoneLonger,
            (false, true) => Expected::NoneShorter,
            (true, true) => Expected::Either,
        }
    }
}

/// Sets the rules of `entry` and gives what it changed.
///
/// # Errors
/// A mode without rules; a rule that is so already.
pub(super) fn new_rules(
    section: &ScenarioSection,
    entry: &ChangeSection,
    rules: &mut NetworkRules,
) -> Result<Vec<EditKind>> {
    let same = |key: &str, value: Minutes| {
        let finding =
            refusal(section, &format!("change.{key}"), "the entry touches nothing: the rule is so already");
        finding.value(value.get()).hint("leave it out")
    };
    let mut kinds = Vec::new();
    if let Some(to) = entry.transfer_min {
        let from = std::mem::replace(&mut rules.transfer_min, to);
        if from == to {
            return Err(same("transfer_min", to).into());
        }
        kinds.push(EditKind::Transfer { from, to });
    }
    if entry.wait_min.is_none() && entry.stop_min.is_none() {
        return Ok(kinds);
    }
    let name = entry.mode.as_deref().unwrap_or_default();
    let Some(_) = rules.mode.get(name) else {
        let finding = refusal(section, "change.mode", "no rule is stated for this mode").value(name);
        let near = nearest(name, rules.mode.keys().map(String::as_str), 1);
        let hint = match near.first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add a table [network.mode.{name}] to study.toml"),
        };
        return Err(finding.hint(hint).into());
    };
    let mode = rules.mode.get_mut(name).expect("the mode was just found");
    if let Some(to) = entry.wait_min {
        let from = std::mem::replace(&mut mode.wait_min, to);
        if from == to {
            return Err(same("wait_min", to).into());
        }
        kinds.push(EditKind::Wait { mode: name.to_owned(), from, to });
    }
    if let Some(to) = entry.stop_min {
        let from = std::mem::replace(&mut mode.stop_min, to);
        if from == to {
            return Err(same("stop_min", to).into());
        }
        kinds.push(EditKind::Stop { mode: name.to_owned(), from, to });
    }
    Ok(kinds)
}

/// Gives the corridors `touched` the time or speed of `kind`; whether any takes another time than before.
///
/// # Errors
/// Minutes for several corridors at once.
pub(super) fn set(
    corridors: &mut Corridors,
    rules: &NetworkRules,
    touched: &[usize],
    kind: &EditKind,
    section: &ScenarioSection,
) -> Result<bool> {
    let before: Vec<_> =
        touched.iter().map(|&i| (corridors.minutes[i], speed(corridors, i, rules))).collect();
    if let EditKind::Time(minutes) = *kind {
        share_out(corridors, touched, minutes, section)?;
    }
    for &i in touched {
        match *kind {
            EditKind::Speed(speed) => {
                corridors.minutes[i] = None;
                corridors.speeds[i] = Some(speed);
            }
            EditKind::SpeedFactor(factor) => hasten(corridors, rules, i, factor),
            EditKind::TimeFactor(factor) => hasten(corridors, rules, i, 1.0 / factor),
            _ => {}
        }
    }
    let after = touched.iter().map(|&i| (corridors.minutes[i], speed(corridors, i, rules)));
    // Where minutes are given, no speed counts.
    let alike = |was: (Option<Minutes>, _), is: (Option<Minutes>, _)| {
        was.0 == is.0 && (was.0.is_some() || was.1 == is.1)
    };
    Ok(before.into_iter().zip(after).any(|(was, is)| !alike(was, is)))
}

/// The operating speed that holds where no minutes are given.
fn speed(corridors: &Corridors, i: usize, rules: &NetworkRules) -> Option<KilometresPerHour> {
    let mode = rules.mode.get(&corridors.modes[i]);
    let design = corridors.design_speeds[i].and_then(|design| mode.map(|mode| mode.operating_speed(design)));
    corridors.speeds[i].or(design).or(mode.and_then(|mode| mode.default_kmh))
}

/// Makes corridor `i` so many times as fast.
fn hasten(corridors: &mut Corridors, rules: &NetworkRules, i: usize, factor: f64) {
    if let Some(minutes) = corridors.minutes[i] {
        corridors.minutes[i] = Minutes::checked(minutes.get() / factor);
    } else {
        // Without any speed the network refuses the corridor, with its name.
        let speed = speed(corridors, i, rules);
        corridors.speeds[i] = speed.and_then(|speed| KilometresPerHour::checked(speed.get() * factor));
    }
}

/// Shares `minutes` out among the pieces of one corridor by their geodesic length.
fn share_out(
    corridors: &mut Corridors,
    touched: &[usize],
    minutes: Minutes,
    section: &ScenarioSection,
) -> Result<()> {
    let first = &corridors.ids[touched[0]];
    if touched.iter().any(|&i| corridors.ids[i] != *first) {
        let what = format!("minutes are of one corridor, and the entry names {}", touched.len());
        let hint = "name one by `id`, or use `minutes_factor` or `speed_kmh` for several";
        return Err(refusal(section, "change.minutes", what).value(minutes.get()).hint(hint).into());
    }
    let lengths: Vec<f64> = touched.iter().map(|&i| Geodesic.length(&corridors.paths[i])).collect();
    let whole: f64 = lengths.iter().sum();
    for (&i, length) in touched.iter().zip(&lengths) {
        corridors.minutes[i] = Minutes::checked(minutes.get() * length / whole);
    }
    Ok(())
}
