//! Which row of a table belongs to which unit.

use super::{PlainId, plain_id};
use crate::error::{Code, Finding, Result, SHOWN};
use crate::layer::Table;
use crate::layer::nearest::nearest;
use std::collections::HashMap;

/// The unit of each row, and what is to be said about it.
pub(super) struct Matches {
    /// The unit of each row.
    pub(super) units: Vec<Option<usize>>,
    pub(super) unmatched_rows: usize,
    pub(super) findings: Vec<Finding>,
}

/// Finds the unit of each row of `table` by the identifier in `id_column`.
///
/// # Errors
/// [`Code::NothingMatched`].
pub(super) fn match_rows(
    ids: &[String],
    names: &[String],
    table: &Table,
    id_column: &str,
) -> Result<Matches> {
    let by_id: HashMap<&str, usize> = ids.iter().enumerate().map(|(unit, id)| (id.as_str(), unit)).collect();
    let written = table.cells(id_column)?;
    let mut messy: Vec<(&'static str, usize, usize)> = Vec::new();
    let mut units = Vec::with_capacity(written.len());
    for (row, id) in written.iter().enumerate() {
        let plain = || plain_id(id).and_then(|plain| Some((*by_id.get(plain.text.as_str())?, plain)));
        units.push(match by_id.get(id.as_str()) {
            Some(&unit) => Some(unit),
            None => plain().map(|(unit, PlainId { manner, .. })| {
                match messy.iter_mut().find(|(known, ..)| *known == manner) {
                    Some((.., count)) => *count += 1,
                    None => messy.push((manner, row, 1)),
                }
                unit
            }),
        });
    }
    let unmatched: Vec<usize> = (0..units.len()).filter(|&row| units[row].is_none()).collect();
    let at = |finding: Finding, row: usize| {
        finding.file(&table.source).line(table.lines[row]).field(id_column).value(&written[row])
    };
    if unmatched.len() == units.len() {
        let sample =
            |all: &[String]| all.iter().take(3).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let what = match written {
            [] => "the table has no rows".to_owned(),
            _ => format!(
                "no row matches a unit: the table has {}, the layer has {}",
                sample(written),
                sample(ids)
            ),
        };
        let finding = Finding::new(Code::NothingMatched, what).file(&table.source).field(id_column);
        return Err(finding.into());
    }
    let mut findings: Vec<Finding> = messy
        .into_iter()
        .map(|(manner, row, count)| {
            let plain = plain_text(&written[row]);
            let what = match count {
                1 => format!("the identifier is written {manner} and was read as `{plain}`"),
                _ => format!(
                    "{count} identifiers are written {manner} and were read plainly, the first as `{plain}`"
                ),
            };
            at(Finding::new(Code::MessyId, what), row)
        })
        .collect();
    let named = name_column(names, table);
    for &row in unmatched.iter().take(SHOWN) {
        let name = named.map(|column| column[row].as_str()).filter(|name| !name.is_empty());
        let what = format!("no unit has this identifier{}", suggestion(&written[row], name, ids, names));
        let finding = at(Finding::new(Code::UnmatchedRow, what), row);
        findings.push(match name {
            Some(name) => finding.name(name),
            None => finding,
        });
    }
    if unmatched.len() > SHOWN {
        let what = format!("{} more rows have no unit", unmatched.len() - SHOWN);
        findings.push(Finding::new(Code::UnmatchedRow, what).file(&table.source).field(id_column));
    }
    Ok(Matches { units, unmatched_rows: unmatched.len(), findings })
}

fn plain_text(written: &str) -> String {
    plain_id(written).map_or_else(|| written.to_owned(), |plain| plain.text)
}

/// The column with the most cells that are names of units, if any is.
fn name_column<'a>(names: &[String], table: &'a Table) -> Option<&'a [String]> {
    let known: std::collections::HashSet<&str> = names.iter().map(String::as_str).collect();
    let columns = table.columns.names().filter_map(|name| table.cells(name).ok());
    let counted =
        columns.map(|cells| (cells.iter().filter(|cell| known.contains(cell.as_str())).count(), cells));
    // Of equals the first: `max_by_key` takes the last, so go backwards.
    let best = counted.collect::<Vec<_>>().into_iter().rev().max_by_key(|&(count, _)| count);
    best.filter(|&(count, _)| count > 0).map(|(_, cells)| cells)
}

/// The unit that a row may mean, by its name or else by its identifier.
fn suggestion(id: &str, name: Option<&str>, ids: &[String], names: &[String]) -> String {
    let who = |unit: usize, how: &str| {
        let name = if names[unit] == ids[unit] { String::new() } else { format!(" {}", names[unit]) };
        format!(", {how} `{}`{name}", ids[unit])
    };
    if let Some(unit) = name.and_then(|name| names.iter().position(|known| known == name)) {
        return who(unit, "by its name it is");
    }
    let place = |all: &[String], near: Vec<&str>| {
        near.first().and_then(|near| all.iter().position(|known| known == near))
    };
    let by_name = name.and_then(|name| place(names, nearest(name, names.iter().map(String::as_str), 1)));
    let plain = plain_text(id);
    let by_id = || place(ids, nearest(&plain, ids.iter().map(String::as_str), 1));
    by_name.or_else(by_id).map_or(String::new(), |unit| who(unit, "the nearest is"))
}
