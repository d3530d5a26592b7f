//! The complaints of the TOML reader, in words for whoever wrote the study.

use crate::error::{Code, Finding};
use crate::layer::nearest::nearest;
use std::path::Path;
use toml::de::Error;

/// What `error` complains of in the `text` of `file`, with the line and the whole key.
pub(super) fn in_file(error: &Error, text: &str, file: &Path) -> Finding {
    let spot = Spot::of(error, text);
    let finding = match unknown(error.message()) {
        Some(unknown) => unknown_key(&unknown, &spot.table(unknown.key)),
        None if text.parse::<toml::Table>().is_err() => {
            let what = format!("the text is not TOML: {}", first_line(error.message()));
            let finding = Finding::new(Code::UnknownKey, what);
            let span = error.span().and_then(|span| text.get(span)).filter(|text| is_word(text));
            let finding = match span {
                Some(word) => finding.value(word),
                None => finding,
            };
            finding.hint("text stands in \"quotes\", lists in [brackets], and every key once in its table")
        }
        None => {
            let finding = wrong_value(error.message());
            let key = [spot.header.as_str(), spot.key, missing(error.message()).unwrap_or_default()];
            let key: Vec<&str> = key.into_iter().filter(|part| !part.is_empty()).collect();
            if key.is_empty() { finding } else { finding.field(key.join(".")) }
        }
    };
    // An absent table has no line.
    let finding = if missing(error.message()).is_some() && spot.header.is_empty() {
        finding
    } else {
        finding.line(spot.line)
    };
    finding.file(file)
}

/// What `error` complains of once `value` is put at `key` by `--set`.
pub(super) fn in_setting(error: &Error, key: &str, value: &str) -> Finding {
    match (unknown(error.message()), missing(error.message())) {
        (Some(unknown), _) => {
            let parts: Vec<&str> = key.split('.').collect();
            let depth = parts.iter().position(|part| *part == unknown.key).unwrap_or(0);
            unknown_key(&unknown, &parts[..depth].join("."))
        }
        (_, Some(missing)) => {
            let what = format!("the table would lack its key `{missing}`");
            Finding::new(Code::BadSetting, what).field(key).value(value)
        }
        _ => wrong_value(error.message()).field(key).value(value),
    }
}

/// Where in the text of a study the reader stopped.
struct Spot<'a> {
    /// From 1.
    line: u64,
    /// The table of the line, dotted; empty above the first.
    header: String,
    /// The key before the place on its line, if the place is a value.
    key: &'a str,
    /// Whether the place is in the header itself.
    in_header: bool,
}

impl<'a> Spot<'a> {
    fn of(error: &Error, text: &'a str) -> Self {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let here = header(line);
        let above = || text[..start].lines().rev().find_map(header);
        Self {
            line: before.matches('\n').count() as u64 + 1,
            in_header: here.is_some(),
            key: text[start..at]
                .split_once('=')
                .map_or("", |(key, _)| key.trim_start_matches([' ', '\t', '{']).trim()),
            header: here.or_else(above).unwrap_or_default(),
        }
    }

    /// The table that does not know `key`, dotted.
    fn table(&self, key: &str) -> String {
        if self.in_header {
            let parts: Vec<&str> = self.header.split('.').collect();
            let depth = parts.iter().position(|part| *part == key).unwrap_or(parts.len());
            return parts[..depth].join(".");
        }
        [self.header.as_str(), self.key]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(".")
    }
}

/// The dotted table in `[a.b]` or `[[a.b]]`.
fn header(line: &str) -> Option<String> {
    let line = line.trim_start().strip_prefix('[')?;
    let (inside, _) = line.strip_prefix('[').unwrap_or(line).split_once(']')?;
    let parts: Vec<&str> = inside.split('.').map(|part| part.trim().trim_matches(['"', '\''])).collect();
    let is_key = |part: &&str| !part.is_empty() && !part.contains([',', '=', '{', '"', ' ']);
    let number = parts[0].starts_with(|c: char| c.is_ascii_digit());
    (!number && parts.iter().all(is_key)).then(|| parts.join("."))
}

/// A key that the reader does not know, and those that it does.
struct Unknown<'a> {
    key: &'a str,
    known: Vec<&'a str>,
}

fn unknown(message: &str) -> Option<Unknown<'_>> {
    let (key, rest) = message.strip_prefix("unknown field `")?.split_once('`')?;
    Some(Unknown { key, known: quoted(rest) })
}

/// What stands in backticks in `text`.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn missing(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

fn unknown_key(unknown: &Unknown<'_>, table: &str) -> Finding {
    let what = match table {
        "" => "a study has no such table".to_owned(),
        table => format!("[{table}] has no such key"),
    };
    let hint = match nearest(unknown.key, unknown.known.iter().copied(), 1).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None if table.is_empty() => format!("its tables are {}", unknown.known.join(", ")),
        None => format!("its keys are {}", unknown.known.join(", ")),
    };
    Finding::new(Code::UnknownKey, what).field(unknown.key).hint(hint)
}

/// A value that is absent, or of a kind that the key cannot have.
fn wrong_value(message: &str) -> Finding {
    let message = first_line(message);
    let bad = |what: String| Finding::new(Code::BadSetting, what);
    if missing(message).is_some() {
        return bad("a study cannot do without it".to_owned());
    }
    if let Some((value, rest)) =
        message.strip_prefix("unknown variant `").and_then(|rest| rest.split_once('`'))
    {
        let known = quoted(rest);
        let finding = bad(format!("the value must be `{}`", known.join("` or `"))).value(value);
        return match nearest(value, known, 1).first() {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding,
        };
    }
    let kinds = ["invalid type: ", "invalid value: ", "invalid length "];
    let found = kinds.iter().find_map(|kind| message.strip_prefix(kind)?.split_once(", expected "));
    let Some((found, wanted)) = found else {
        // A word of our own types: `argument …: what is wrong: `value``.
        let own = message.strip_prefix("argument `").and_then(|rest| rest.split_once("`: "));
        return bad(own.map_or(message, |(_, what)| what).to_owned());
    };
    let wanted = kind(wanted);
    let value = found.split_once(['`', '"']).map(|(_, value)| value.trim_end_matches(['`', '"']));
    match (value, found) {
        (Some(value), _) => bad(format!("{wanted} is wanted")).value(value),
        (None, "map") => bad(format!("{wanted} is wanted, not a table")),
        (None, "sequence") => bad(format!("{wanted} is wanted, not a list")),
        (None, count) => bad(format!("{wanted} is wanted, not of {count}")),
    }
}

/// The kind of value that the reader calls `wanted`, as an analyst would.
fn kind(wanted: &str) -> String {
    match wanted {
        "f64" | "f32" => "a number".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from zero on".to_owned(),
        "i8" | "i16" | "i32" | "i64" => "a whole number".to_owned(),
        "a string" => "text in quotes".to_owned(),
        "path string" => "a path in quotes".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list in brackets".to_owned(),
        "a map" | "map" => "a table".to_owned(),
        _ if wanted.starts_with("struct ") => "a table".to_owned(),
        _ => wanted.replace("an array of length", "a list of"),
    }
}

/// Whether `text` is short enough to be shown as the offending value.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= 40 && !text.contains('\n')
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or("it cannot be read")
}
