//! CSV tables, with columns typed as the fields of a layer are.

mod columns;
#[cfg(test)]
mod tests;

use super::{Fields, text};
use crate::error::{Code, Error, Finding, Result};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A CSV table as read.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file as the user named it.
    pub source: PathBuf,
    /// The columns, typed; one value a row.
    pub columns: Fields,
    /// The line of the file on which each row begins.
    pub lines: Vec<u64>,
    /// What was wrong or worth a word, of both levels.
    pub findings: Vec<Finding>,
    /// The cells as written, column by column.
    cells: Vec<Vec<String>>,
}

impl Table {
    /// The table in the CSV file at `path`; `-` is standard input.
    ///
    /// The first row names the columns. UTF-8 with or without a byte order mark, else GB18030 with a word;
    /// cells may be quoted; comma, semicolon or tab, whichever the first row has most of. Rows without any
    /// value are skipped. Empty cells and `-`, `--`, `—`, `——`, `…`, `……`, `N/A`, `NA`, `NaN` and `null` are
    /// absent. A column is integer, real or boolean when all its values are, else text; whole numbers written
    /// with leading zeros stay text. A column with text among mostly numbers has a finding of level error in
    /// [`Self::findings`] and becomes text; joining it fails.
    ///
    /// # Errors
    /// [`Error::Read`]; [`Code::BadText`] for bytes that are neither UTF-8 nor GB18030; [`Code::BadCsv`] for
    /// every row with more or fewer cells than the header, for a column named twice, and for an empty file.
    pub fn read(path: &Path) -> Result<Self> {
        Self::read_bytes(path, &text::whole(path)?)
    }

    /// [`Self::read`] of bytes in memory, called `source` in messages.
    ///
    /// # Errors
    /// As [`Self::read`].
    ///
    /// # Example
    /// ```
    /// use jingwei::layer::{Table, Values};
    /// use std::path::Path;
    ///
    /// let table = Table::read_bytes(Path::new("gdp.csv"), b"adcode,gdp\n110000,1.5\n120000,-\n")?;
    /// assert_eq!(table.columns.named("gdp").unwrap().values, Values::Real(vec![Some(1.5), None]));
    /// assert_eq!(table.lines, [2, 3]);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn read_bytes(source: &Path, bytes: &[u8]) -> Result<Self> {
        let (text, word) = text::decode(bytes, source)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(&text))
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::Headers)
            .from_reader(text.as_bytes());
        let mut errors = Vec::new();
        let mut records =
            reader.records().map(|record| record.map_err(|error| Error::from(broken(&error).file(source))));
        let header = match records.next().transpose()? {
            Some(header) => names(&header, &mut errors),
            None => return Err(Finding::new(Code::BadCsv, "the table is empty").file(source).into()),
        };
        let mut cells = vec![Vec::new(); header.len()];
        let mut lines = Vec::new();
        for record in records {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if record.len() != header.len() {
                let cells = if record.len() == 1 { "cell" } else { "cells" };
                let what = format!("the row has {} {cells}, the header has {}", record.len(), header.len());
                errors.push(Finding::new(Code::BadCsv, what).line(line));
                continue;
            }
            for (column, cell) in cells.iter_mut().zip(&record) {
                column.push(cell.to_owned());
            }
            lines.push(line);
        }
        let errors: Vec<Finding> = errors.into_iter().map(|finding| finding.file(source)).collect();
        Error::if_any(&errors)?;
        let mut findings = Vec::from_iter(word);
        let mut columns = Fields::default();
        for (name, cells) in header.into_iter().zip(&cells) {
            let (field, stray) = columns::typed(name, cells, &lines);
            findings.extend(stray.map(|finding| finding.file(source)));
            columns.0.push(field);
        }
        Ok(Self { source: source.to_path_buf(), columns, lines, findings, cells })
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The cells of the column called `name` as written.
    ///
    /// # Errors
    /// [`Code::MissingField`], with the nearest names that exist.
    pub fn cells(&self, name: &str) -> Result<&[String]> {
        match self.columns.names().position(|known| known == name) {
            Some(position) => Ok(&self.cells[position]),
            None => Err(self.columns.missing(name, &self.source).into()),
        }
    }
}

/// The separator that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|&byte| byte == separator).count();
    // The comma stands last: of equals, `max_by_key` takes the last.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// The names of the columns; a nameless one is called by its place.
fn names(header: &csv::StringRecord, errors: &mut Vec<Finding>) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut names = Vec::with_capacity(header.len());
    for (place, name) in header.iter().enumerate() {
        let name = if name.is_empty() { format!("column_{}", place + 1) } else { name.to_owned() };
        if !seen.insert(name.clone()) {
            let what = "two columns have the same name";
            errors.push(Finding::new(Code::BadCsv, what).line(1).value(&name));
        }
        names.push(name);
    }
    names
}

fn broken(error: &csv::Error) -> Finding {
    let finding = Finding::new(Code::BadCsv, "the row cannot be read").value(error);
    match error.position() {
        Some(position) => finding.line(position.line()),
        None => finding,
    }
}
