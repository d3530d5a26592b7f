//! The text of `study.toml` into a [`Config`].

use super::config::Config;
use crate::error::{Code, Error, Finding, Result};
use std::path::Path;
use toml::{Table, Value};

/// The study in `file`, with each of `settings` (`KEY=VALUE`, the key dotted as in `access.daily_min`) in
/// the place of what the file says.
///
/// # Errors
/// A file that cannot be read or is no TOML; an unknown key, with the nearest known one; a value of the
/// wrong kind; a setting without `=`.
pub fn read_config(file: &Path, settings: &[String]) -> Result<Config> {
    let bytes = std::fs::read(file).map_err(Error::read(file))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Finding::new(Code::UnknownKey, "study.toml is not UTF-8 text").file(file))?;
    let whole: Config = toml::from_str(&text).map_err(|error| refused(&error, &text, file))?;
    let config = if settings.is_empty() { whole } else { with_settings(&text, settings)? };
    check(&config, file)?;
    Ok(config)
}

/// The study of `text` with `settings` put over it.
fn with_settings(text: &str, settings: &[String]) -> Result<Config> {
    let mut table: Table = text.parse().expect("the text was read as TOML before");
    for setting in settings {
        let (key, value) = setting.split_once('=').ok_or_else(|| {
            Error::usage(Finding::new(Code::BadArgument, "`--set` wants KEY=VALUE").value(setting))
        })?;
        put(&mut table, key.trim(), literal(value.trim())).map_err(|what| {
            Error::usage(Finding::new(Code::BadArgument, what).field(key.trim()).value(value.trim()))
        })?;
    }
    let text = toml::to_string(&table).expect("a TOML table is written as TOML");
    toml::from_str(&text).map_err(|error| {
        let finding = unknown_key(error.message()).unwrap_or_else(|| Finding::new(Code::BadSetting, first_line(&error)));
        Error::usage(finding.value(settings.join(" ")))
    })
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
        let (number, below) = rest.split_once('.').ok_or("a list wants the number of its entry and a key in it")?;
        let number: usize = number.parse().map_err(|_| "a list wants the number of its entry, from 0")?;
        place = list.get_mut(number).ok_or("the list has no entry of this number")?;
        rest = below;
    }
    match place {
        Value::Table(below) => put(below, rest, value),
        _ => Err("the key lies below one that holds a plain value"),
    }
}

/// The error of the TOML reader as a finding with the line, and the nearest known key if the key is unknown.
fn refused(error: &toml::de::Error, text: &str, file: &Path) -> Error {
    let mut finding =
        unknown_key(error.message()).unwrap_or_else(|| Finding::new(Code::BadSetting, first_line(error))).file(file);
    if let Some(span) = error.span() {
        let before = &text[..span.start.min(text.len())];
        finding = finding.line(before.matches('\n').count() as u64 + 1);
    }
    finding.into()
}

fn first_line(error: &toml::de::Error) -> String {
    error.message().lines().next().unwrap_or("is not TOML").replace("invalid type: ", "has the wrong type: ")
}

/// A finding with the nearest known key, if `message` is serde's complaint about an unknown one.
fn unknown_key(message: &str) -> Option<Finding> {
    let rest = message.strip_prefix("unknown field `")?;
    let (key, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2);
    let nearest = known
        .map(|candidate| (strsim::jaro_winkler(key, candidate), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let finding = Finding::new(Code::UnknownKey, "is not a key of this table").field(key);
    Some(match nearest {
        Some((likeness, candidate)) if likeness > 0.7 => finding.hint(format!("did you mean `{candidate}`?")),
        _ => finding,
    })
}

/// Settings that have the right type and still make no sense.
fn check(config: &Config, file: &Path) -> Result<()> {
    let mut findings = Vec::new();
    let mut refuse = |field: &str, what: &str, value: String| {
        findings.push(Finding::new(Code::BadSetting, what).file(file).field(field).value(value));
    };
    let access = &config.access;
    if !(access.potential_exponent.is_finite() && access.potential_exponent > 0.0) {
        refuse("access.potential_exponent", "must be above zero", access.potential_exponent.to_string());
    }
    if access.daily_min.get() <= 0.0 {
        refuse("access.daily_min", "must be above zero", access.daily_min.get().to_string());
    }
    for cumulative in access.cumulative.iter().filter(|c| c.cutoff_min.get() <= 0.0) {
        refuse("access.cumulative.cutoff_min", "must be above zero", cumulative.cutoff_min.get().to_string());
    }
    if let Some(clusters) = &config.clusters {
        if clusters.member_min.get() <= 0.0 {
            refuse("clusters.member_min", "must be above zero", clusters.member_min.get().to_string());
        }
        if clusters.fringe_min < clusters.member_min {
            refuse("clusters.fringe_min", "must not be below member_min", clusters.fringe_min.get().to_string());
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
    }
    if !(2..=12).contains(&config.classes.k) {
        refuse("classes.k", "must lie between 2 and 12", config.classes.k.to_string());
    }
    for series in &config.disparity {
        if series.permutations == 0 || series.permutations > 999_999 {
            refuse("disparity.permutations", "must lie between 1 and 999999", series.permutations.to_string());
        }
        if series.time_neighbours == 0 {
            refuse("disparity.time_neighbours", "must be at least 1", "0".to_owned());
        }
        if config.regions.is_none() {
            refuse("disparity", "needs a [regions] table", series.series.clone());
        }
    }
    Error::if_any(&findings)
}
