//! The text of `study.toml` into a [`Config`].

use super::config::{Config, classes, coverage};
use super::refusal;
use crate::error::{Code, Error, Finding, Result};
use crate::reproject::{Crs, Projector};
use crate::units::Minutes;
use std::io;
use std::path::Path;
use toml::{Table, Value};

/// The study in `file`, with each of `settings` (`KEY=VALUE`, the key dotted as in `access.daily_min`) in
/// the place of what the file says.
///
/// # Errors
/// A file that cannot be read or is no TOML; an unknown key, with the nearest known one; a value of the
/// wrong kind; a setting without `=`.
pub fn read_config(file: &Path, settings: &[String]) -> Result<Config> {
    let bytes = std::fs::read(file).map_err(|source| unreadable(file, source))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Finding::new(Code::BadText, "a study is UTF-8 text, and this is not").file(file))?;
    let whole: Config = toml::from_str(&text).map_err(|error| refusal::in_file(&error, &text, file))?;
    let config = if settings.is_empty() { whole } else { with_settings(&text, settings)? };
    let findings = check(&config);
    // What the command line brought in is the command line's fault.
    let set = |finding: &&Finding| {
        let keys = settings.iter().filter_map(|setting| setting.split('=').next());
        finding.place.field.as_ref().is_some_and(|field| keys.map(str::trim).any(|key| key == field))
    };
    if let Some(finding) = findings.iter().find(set) {
        return Err(Error::usage(finding.clone()));
    }
    Error::if_any(&findings.into_iter().map(|finding| finding.file(file)).collect::<Vec<_>>())?;
    Ok(config)
}

/// The refusal of a study that the system does not let us read.
fn unreadable(file: &Path, source: io::Error) -> Error {
    let hint = match source.kind() {
        io::ErrorKind::IsADirectory => "name the study.toml in it",
        _ => "check the path; `jingwei init > study.toml` writes a study to begin with",
    };
    match Error::read(file)(source).into_findings() {
        Ok(findings) => Error::Input(findings.into_iter().map(|finding| finding.hint(hint)).collect()),
        Err(error) => error,
    }
}

/// The study of `text` with `settings` put over it, one after the other.
fn with_settings(text: &str, settings: &[String]) -> Result<Config> {
    let mut table: Table = text.parse().expect("the text was read as TOML before");
    let mut config = None;
    for setting in settings {
        let (key, value) = setting.split_once('=').ok_or_else(|| {
            Error::usage(Finding::new(Code::BadArgument, "`--set` wants KEY=VALUE").value(setting))
        })?;
        let (key, value) = (key.trim(), value.trim());
        let refused = |finding: Finding| Error::usage(finding);
        put(&mut table, key, literal(value))
            .map_err(|what| refused(Finding::new(Code::BadSetting, what).field(key).value(value)))?;
        let whole = toml::to_string(&table).expect("a TOML table is written as TOML");
        config =
            Some(toml::from_str(&whole).map_err(|error| refused(refusal::in_setting(&error, key, value)))?);
    }
    Ok(config.expect("asked only with settings"))
}

/// `value` as TOML, or as plain text where it is none.
fn literal(value: &str) -> Value {
    format!("value = {value}")
        .parse::<Table>()
        .ok()
        .and_then(|mut table| table.remove("value"))
        .unwrap_or_else(|| Value::String(value.to_owned()))
}

/// Puts `value` at the dotted `key`; a number in the key is a place in a list, from 0.
fn put(table: &mut Table, key: &str, value: Value) -> Result<(), &'static str> {
    let (first, rest) = match key.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (key, None),
    };
    let Some(rest) = rest else {
        table.insert(first.to_owned(), value);
        return Ok(());
    };
    let mut place = table.entry(first).or_insert_with(|| Value::Table(Table::new()));
    let mut rest = rest;
    if let Value::Array(list) = place {
        let (number, below) =
            rest.split_once('.').ok_or("a list wants the number of its entry and a key in it")?;
        let number: usize = number.parse().map_err(|_| "a list wants the number of its entry, from 0")?;
        place = list.get_mut(number).ok_or("the list has no entry of this number")?;
        rest = below;
    }
    match place {
        Value::Table(below) => put(below, rest, value),
        _ => Err("the key lies below one that holds a plain value"),
    }
}

const LIMITS: &str = "must lie above zero and at most 1000000 minutes";

/// Whether `time` can limit a trip.
fn limit(time: Minutes) -> bool {
    time.get() > 0.0 && time.get() <= 1e6
}

/// Settings that have the right type and still make no sense.
fn check(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    if config.study.crs != Crs::AlbersChina
        && let Err(Error::Usage(refused)) = Projector::new(&config.study.crs)
    {
        findings.push(Finding { code: Code::BadSetting, ..refused.field("study.crs") });
    }
    findings.extend(coverage::check(config));
    let mut refuse = |field: &str, what: &str, value: String| {
        findings.push(Finding::new(Code::BadSetting, what).field(field).value(value));
    };
    let access = &config.access;
    if !(access.potential_exponent.is_finite() && access.potential_exponent > 0.0) {
        refuse("access.potential_exponent", "must be above zero", access.potential_exponent.to_string());
    }
    if !limit(access.daily_min) {
        refuse("access.daily_min", LIMITS, access.daily_min.get().to_string());
    }
    let own_times = [
        ("access.self_potential_min", access.self_potential_min.map(Minutes::get), 1e6),
        ("access.self_potential_nearest", access.self_potential_nearest, 10.0),
        ("access.self_potential_mean_nearest", access.self_potential_mean_nearest, 10.0),
    ];
    for (field, value, most) in own_times {
        if let Some(value) = value.filter(|value| !(*value > 0.0 && *value <= most)) {
            refuse(field, &format!("must lie above zero and at most {most}"), value.to_string());
        }
    }
    let stated: Vec<_> = own_times.iter().filter(|(_, value, _)| value.is_some()).collect();
    if let Some((field, value, _)) = stated.last().filter(|_| stated.len() > 1) {
        let what = format!("a city's own mass has one time, and `{}` states another", stated[0].0);
        refuse(field, &what, value.map(|value| value.to_string()).unwrap_or_default());
    }
    for cumulative in access.cumulative.iter().filter(|c| !limit(c.cutoff_min)) {
        refuse("access.cumulative.cutoff_min", LIMITS, cumulative.cutoff_min.get().to_string());
    }
    if let Some(clusters) = &config.clusters {
        if clusters.member_min.get() <= 0.0 {
            refuse("clusters.member_min", "must be above zero", clusters.member_min.get().to_string());
        }
        if clusters.fringe_min < clusters.member_min {
            refuse(
                "clusters.fringe_min",
                "must not be below member_min",
                clusters.fringe_min.get().to_string(),
            );
        }
        if !(clusters.core_from.is_finite() && clusters.core_from > 0.0) {
            refuse("clusters.core_from", "must be above zero", clusters.core_from.to_string());
        }
    }
    for rings in &config.rings {
        let rising = rings.breaks_min.windows(2).all(|pair| pair[0] < pair[1]);
        if rings.breaks_min.first().is_none_or(|first| first.get() <= 0.0) || !rising {
            let breaks: Vec<_> = rings.breaks_min.iter().map(|b| b.get().to_string()).collect();
            refuse("rings.breaks_min", "must rise from above zero", breaks.join(", "));
        }
        let rising = rings.breaks_km.windows(2).all(|pair| pair[0] < pair[1]);
        if rings.breaks_km.first().is_none_or(|first| first.get() <= 0.0) || !rising {
            let breaks: Vec<_> = rings.breaks_km.iter().map(|b| b.get().to_string()).collect();
            refuse("rings.breaks_km", "must rise from above zero", breaks.join(", "));
        }
        if rings.years.windows(2).any(|pair| pair[0] >= pair[1]) || rings.years.len() == 1 {
            let years: Vec<_> = rings.years.iter().map(i32::to_string).collect();
            refuse("rings.years", "must be two or more that rise", years.join(", "));
        }
    }
    for series in &config.disparity {
        if series.permutations == 0 || series.permutations > 999_999 {
            refuse(
                "disparity.permutations",
                "must lie between 1 and 999999",
                series.permutations.to_string(),
            );
        }
        if series.time_neighbours == 0 {
            refuse("disparity.time_neighbours", "must be at least 1", "0".to_owned());
        }
        let mut years = series.years.clone();
        years.sort_unstable();
        if let Some(pair) = years.windows(2).find(|pair| pair[0] == pair[1]) {
            refuse("disparity.years", "a year stands twice", pair[0].to_string());
        }
        let [from, to] = series.band;
        if !(from.is_finite() && to.is_finite() && 0.0 <= from && from <= to) {
            refuse("disparity.band", "must rise from zero or above", format!("{from}, {to}"));
        }
        if config.regions.is_none() {
            refuse("disparity", "needs a [regions] table", series.series.clone());
        }
    }
    findings.extend(classes::check(&config.classes));
    findings.extend(config.unknown_modes());
    findings.extend(config.gtfs.iter().flat_map(|section| section.check(config)));
    findings.extend(config.network.check());
    findings.extend(super::scenario::check::check(&config.scenario));
    findings
}

#[cfg(test)]
mod tests;
