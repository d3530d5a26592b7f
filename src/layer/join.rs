//! Tables joined to the units of a layer by identifier.

mod match_rows;
#[cfg(test)]
mod tests;

use super::{Field, Fields, Table, Values};
use crate::error::{Code, Error, Finding, Result};
use match_rows::{Matches, match_rows};
use std::collections::BTreeSet;

/// What a join did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JoinReport {
    /// Units with at least one row.
    pub matched: usize,
    /// Rows without a unit; they were left out.
    pub unmatched_rows: usize,
    /// Units without a row, by index; their values are absent.
    pub unmatched_units: Vec<usize>,
    /// Fields added to the layer.
    pub joined: Vec<String>,
    /// Columns left out because the layer has a field of that name.
    pub kept: Vec<String>,
    /// Warnings.
    pub findings: Vec<Finding>,
}

/// Adds the columns of `table` to `fields`, row by the unit whose identifier stands in `id_column`.
///
/// `fields`, `ids` and `names` hold one value a unit. Without `year_column` each unit has one row, and each
/// column becomes a field. With it each unit has one row a year, and each column becomes a field for each
/// year, named `COLUMN_YEAR`; columns of text that say the same in every year stay one field. A field without any
/// value is not added.
///
/// # Conventions
/// Identifiers match as text. One written as `110000.0`, in full-width digits, with surrounding spaces or a
/// leading apostrophe matches the plain one, with one word for each such way of writing. Of a column that has
/// the name of a field of the layer, the layer's values are kept; where they differ there is a word about it.
///
/// # Errors
/// [`Code::MissingField`] for an absent `id_column` or `year_column`, [`Code::DuplicateId`] for two rows of
/// one unit (and year), [`Code::MixedTypes`] for a column to be joined that holds text among numbers,
/// [`Code::BadValue`] for a year that is no whole number, [`Code::NothingMatched`]. `fields` is unchanged then.
///
/// # Panics
/// If `ids` and `names` are not of one length.
///
/// # Example
/// ```
/// use jingwei::layer::{Fields, Table, join};
/// use std::path::Path;
///
/// let table = Table::read_bytes(
///     Path::new("gdp.csv"),
///     b"adcode,year,gdp\n110000,2019,1\n110000,2020,2\n120000.0,2020,3\n",
/// )?;
/// let ids = ["110000", "120000"].map(str::to_owned);
/// let mut fields = Fields::default();
/// let report = join(&mut fields, &ids, &ids, &table, "adcode", Some("year"))?;
/// assert_eq!(report.joined, ["gdp_2019", "gdp_2020"]);
/// assert_eq!(fields.numbers("gdp_2019", Path::new("gdp.csv"))?, [Some(1.0), None]);
/// assert_eq!(report.findings[0].code.as_str(), "W-JOIN-001");
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn join(
    fields: &mut Fields,
    ids: &[String],
    names: &[String],
    table: &Table,
    id_column: &str,
    year_column: Option<&str>,
) -> Result<JoinReport> {
    assert_eq!(ids.len(), names.len(), "one name for each identifier");
    table.cells(id_column)?;
    let years = year_column.map(|column| years(table, column)).transpose()?;
    let Matches { units, mut findings, unmatched_rows } = match_rows(ids, names, table, id_column)?;
    let keep = |column: &&Field| column.name != id_column && Some(column.name.as_str()) != year_column;
    let columns: Vec<&Field> = table.columns.0.iter().filter(keep).collect();
    let mut errors = duplicates(table, ids, &units, years.as_deref());
    let strays = table.findings.iter().filter(|finding| finding.code == Code::MixedTypes);
    errors.extend(
        strays
            .filter(|finding| columns.iter().any(|column| finding.place.field.as_ref() == Some(&column.name)))
            .cloned(),
    );
    Error::if_any(&errors)?;

    let joined = columns.iter().flat_map(|column| match &years {
        None => vec![spread(column, &units, ids.len(), column.name.clone())],
        Some(years) => by_year(column, &units, years, ids.len(), fields.named(&column.name).is_some()),
    });
    let mut report = JoinReport { unmatched_rows, ..JoinReport::default() };
    let joined: Vec<Field> = joined.collect();
    for field in joined {
        if let Some(own) = fields.named(&field.name) {
            findings.extend(differing(own, &field, ids, names, table));
            report.kept.push(field.name);
        } else if (0..ids.len()).any(|unit| field.values.text(unit).is_some()) {
            report.joined.push(field.name.clone());
            fields.put(field);
        }
    }
    let has_row: BTreeSet<usize> = units.iter().copied().flatten().collect();
    report.matched = has_row.len();
    report.unmatched_units = (0..ids.len()).filter(|unit| !has_row.contains(unit)).collect();
    findings.extend(units_without_row(&report.unmatched_units, ids, names).map(|f| f.file(&table.source)));
    report.findings = findings;
    Ok(report)
}

/// The year of each row.
fn years(table: &Table, column: &str) -> Result<Vec<i64>> {
    let field = table.columns.require(column, &table.source)?;
    let mut errors = Vec::new();
    let years = (0..table.len())
        .map(|row| match (&field.values, field.values.text(row)) {
            (Values::Integer(years), Some(_)) => years[row].unwrap_or_default(),
            (_, value) => {
                let what = "the year of the row is no whole number";
                let finding = Finding::new(Code::BadValue, what).file(&table.source).line(table.lines[row]);
                errors.push(finding.field(column).value(value.unwrap_or_default()));
                0
            }
        })
        .collect();
    Error::if_any(&errors)?;
    Ok(years)
}

/// Rows of one unit (and year) after the first.
fn duplicates(table: &Table, ids: &[String], units: &[Option<usize>], years: Option<&[i64]>) -> Vec<Finding> {
    let key = |row: usize| units[row].map(|unit| (unit, years.map(|years| years[row])));
    let mut rows: Vec<usize> = (0..table.len()).filter(|&row| units[row].is_some()).collect();
    rows.sort_by_key(|&row| (key(row), row));
    let mut again: Vec<(usize, usize)> =
        rows.windows(2).filter(|pair| key(pair[0]) == key(pair[1])).map(|pair| (pair[1], pair[0])).collect();
    again.sort_unstable();
    again
        .into_iter()
        .map(|(row, earlier)| {
            let year = years.map_or(String::new(), |years| format!(" and the year {}", years[row]));
            let what = format!("the row has the same identifier{year} as line {}", table.lines[earlier]);
            let id = units[row].map(|unit| ids[unit].clone()).unwrap_or_default();
            Finding::new(Code::DuplicateId, what).file(&table.source).line(table.lines[row]).value(id)
        })
        .collect()
}

/// `column` with the value of each unit's row, called `name`.
fn spread(column: &Field, units: &[Option<usize>], count: usize, name: String) -> Field {
    let mut rows = vec![None; count];
    for (row, unit) in units.iter().enumerate() {
        if let Some(unit) = unit {
            rows[*unit] = Some(row);
        }
    }
    let values = match &column.values {
        Values::Text(values) => Values::Text(pick(values, &rows)),
        Values::Integer(values) => Values::Integer(pick(values, &rows)),
        Values::Real(values) => Values::Real(pick(values, &rows)),
        Values::Boolean(values) => Values::Boolean(pick(values, &rows)),
    };
    Field { name, values }
}

fn pick<T: Clone>(values: &[Option<T>], rows: &[Option<usize>]) -> Vec<Option<T>> {
    rows.iter().map(|row| values[(*row)?].clone()).collect()
}

/// `column` as one field a year; as one field if it is text that never changes, or that the layer `has`.
fn by_year(column: &Field, units: &[Option<usize>], years: &[i64], count: usize, has: bool) -> Vec<Field> {
    let of_year = |year: i64| -> Vec<Option<usize>> {
        units.iter().zip(years).map(|(unit, own)| unit.filter(|_| *own == year)).collect()
    };
    if matches!(column.values, Values::Text(_)) {
        let mut known: Vec<Option<String>> = vec![None; count];
        let mut constant = true;
        for (row, unit) in units.iter().enumerate() {
            if let (Some(unit), Some(text)) = (*unit, column.values.text(row)) {
                constant &= *known[unit].get_or_insert_with(|| text.clone()) == text;
            }
        }
        if constant || has {
            return vec![Field { name: column.name.clone(), values: Values::Text(known) }];
        }
    }
    let all: BTreeSet<i64> = years.iter().copied().collect();
    all.into_iter()
        .map(|year| spread(column, &of_year(year), count, format!("{}_{year}", column.name)))
        .collect()
}

/// A word when a column says other things than the field of its name.
fn differing(
    own: &Field,
    column: &Field,
    ids: &[String],
    names: &[String],
    table: &Table,
) -> Option<Finding> {
    let differs = |unit: &usize| match (own.values.number(*unit), column.values.number(*unit)) {
        (Some(own), Some(other)) => own.total_cmp(&other).is_ne(),
        _ => column.values.text(*unit).is_some_and(|text| own.values.text(*unit) != Some(text)),
    };
    let units: Vec<usize> = (0..ids.len()).filter(differs).collect();
    let first = *units.first()?;
    let what = format!(
        "the layer has a field of this name, which was kept; {} of {} units differ, first `{}` {}, `{}` in the layer",
        units.len(),
        ids.len(),
        ids[first],
        names[first],
        own.values.text(first).unwrap_or_default()
    );
    let finding = Finding::new(Code::KeptField, what).file(&table.source).field(&column.name);
    Some(finding.value(column.values.text(first).unwrap_or_default()))
}

/// One word about all units without a row.
fn units_without_row(units: &[usize], ids: &[String], names: &[String]) -> Option<Finding> {
    const SHOWN: usize = 5;
    let shown: Vec<String> =
        units.iter().take(SHOWN).map(|&unit| format!("`{}` {}", ids[unit], names[unit])).collect();
    let more = if units.len() > SHOWN { ", …" } else { "" };
    let what = format!("{} of {} units have no row: {}{more}", units.len(), ids.len(), shown.join(", "));
    (!units.is_empty()).then(|| Finding::new(Code::UnmatchedUnit, what))
}

/// An identifier without the ornaments that spreadsheets and typists add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlainId {
    /// The identifier.
    pub(super) text: String,
    /// How it had been written.
    pub(super) manner: &'static str,
}

/// What `written` plainly means, unless it is plain already.
///
/// Takes away surrounding spaces of any kind, a leading apostrophe, full width and a trailing `.0`.
pub(super) fn plain_id(written: &str) -> Option<PlainId> {
    let mut text = written.trim().to_owned();
    let mut manner = "surrounded by spaces";
    if let Some(rest) = text.strip_prefix(['\'', '’', '‘']) {
        (text, manner) = (rest.trim_start().to_owned(), "with a leading apostrophe");
    }
    if text.chars().any(|c| ('！'..='～').contains(&c)) {
        let narrow = |c: char| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            other => other,
        };
        (text, manner) = (text.chars().map(narrow).collect(), "in full-width characters");
    }
    if let Some((whole, zeros)) = text.split_once('.')
        && !whole.is_empty()
        && whole.bytes().all(|byte| byte.is_ascii_digit())
        && !zeros.is_empty()
        && zeros.bytes().all(|byte| byte == b'0')
    {
        (text, manner) = (whole.to_owned(), "with a trailing `.0`");
    }
    (text != written).then_some(PlainId { text, manner })
}
