//! The files of a feed: a folder of tables, or the same packed as .zip, and their rows one by one.

use crate::error::{Code, Error, Finding, Result};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A feed whose tables can be asked for.
pub(super) struct Feed {
    /// As the user named it.
    pub(super) source: PathBuf,
    /// The files of a zip by name; none where the feed is a folder.
    packed: Option<(Vec<u8>, BTreeMap<String, Entry>)>,
}

/// Where a file lies in a zip.
#[derive(Debug, Clone, Copy)]
struct Entry {
    method: u16,
    crc: u32,
    size: [usize; 2],
    header: usize,
}

/// One table as bytes.
pub(super) struct Rows {
    pub(super) place: PathBuf,
    bytes: Vec<u8>,
}

/// One row: its line, and its cells in the order in which columns were asked for; empty where the table has none.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    cells: Vec<&'a str>,
}

impl Row<'_> {
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells[column]
    }
}

fn broken(source: &Path, what: &str) -> Error {
    Finding::new(Code::BrokenFeed, what).file(source).into()
}

/// Little-endian number of `N` bytes at `at`.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<usize> {
    let part = bytes.get(at..at.checked_add(N)?)?;
    Some(part.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
}

impl Feed {
    pub(super) fn open(source: &Path) -> Result<Self> {
        let packed = if source.is_dir() {
            None
        } else {
            let bytes = std::fs::read(source).map_err(Error::read(source))?;
            let entries = directory(&bytes).ok_or_else(|| {
                broken(source, "the feed is no .zip, or its list of files is damaged or larger than 4 GB")
            })?;
            Some((bytes, entries))
        };
        Ok(Self { source: source.to_path_buf(), packed })
    }

    /// The table called `name`, if the feed has it.
    pub(super) fn table(&self, name: &str) -> Result<Option<Rows>> {
        let place = self.source.join(name);
        let bytes = match &self.packed {
            None if !place.is_file() => return Ok(None),
            None => std::fs::read(&place).map_err(Error::read(&place))?,
            Some((bytes, entries)) => match entries.get(name) {
                None => return Ok(None),
                Some(entry) => unpacked(bytes, entry).ok_or_else(|| {
                    broken(&place, "the packed file is damaged, or packed in a way that is not read")
                })?,
            },
        };
        Ok(Some(Rows { place, bytes }))
    }

    /// The table called `name`.
    pub(super) fn require(&self, name: &str) -> Result<Rows> {
        let missing = || broken(&self.source, "the feed lacks a table that it must have");
        self.table(name)?.ok_or_else(|| match missing() {
            Error::Input(findings) => Error::Input(findings.into_iter().map(|f| f.value(name)).collect()),
            other => other,
        })
    }

    /// The files that a run reads: those of a folder, or the zip.
    pub(super) fn files(&self, names: &[&str]) -> Vec<PathBuf> {
        match self.packed {
            Some(_) => vec![self.source.clone()],
            None => names.iter().map(|name| self.source.join(name)).filter(|path| path.is_file()).collect(),
        }
    }
}

/// The files that the zip `bytes` lists, by the last part of their names.
fn directory(bytes: &[u8]) -> Option<BTreeMap<String, Entry>> {
    const END: &[u8] = b"PK\x05\x06";
    const LISTED: &[u8] = b"PK\x01\x02";
    let first = bytes.len().saturating_sub(22 + 65_535);
    let end = first + bytes.get(first..)?.windows(4).rposition(|four| four == END)?;
    let count = number::<2>(bytes, end + 10)?;
    let mut at = number::<4>(bytes, end + 16)?;
    let mut entries = BTreeMap::new();
    for _ in 0..count {
        if bytes.get(at..at + 4)? != LISTED {
            return None;
        }
        let size = [number::<4>(bytes, at + 20)?, number::<4>(bytes, at + 24)?];
        let header = number::<4>(bytes, at + 42)?;
        // Larger files have their sizes elsewhere.
        if size.contains(&0xFFFF_FFFF) || header == 0xFFFF_FFFF {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|field| number::<2>(bytes, at + field));
        let (name, extra, comment) = (name?, extra?, comment?);
        let path = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned();
        let (method, crc) = (number::<2>(bytes, at + 10)?, number::<4>(bytes, at + 16)?);
        let entry =
            Entry { method: u16::try_from(method).ok()?, crc: u32::try_from(crc).ok()?, size, header };
        if let Some(name) =
            path.rsplit('/').next().filter(|name| !name.is_empty() && !path.starts_with("__MACOSX"))
        {
            entries.insert(name.to_owned(), entry);
        }
        at += 46 + name + extra + comment;
    }
    Some(entries)
}

fn unpacked(bytes: &[u8], entry: &Entry) -> Option<Vec<u8>> {
    let [name, extra] = [26, 28].map(|field| number::<2>(bytes, entry.header + field));
    let start = entry.header + 30 + name? + extra?;
    let packed = bytes.get(start..start.checked_add(entry.size[0])?)?;
    let text = match entry.method {
        0 => packed.to_vec(),
        8 => {
            let mut text = Vec::new();
            // One byte more than there may be, so that a bomb ends early.
            let most = u64::try_from(entry.size[1]).ok()? + 1;
            flate2::read::DeflateDecoder::new(packed).take(most).read_to_end(&mut text).ok()?;
            text
        }
        _ => return None,
    };
    let mut crc = flate2::Crc::new();
    crc.update(&text);
    (text.len() == entry.size[1] && crc.sum() == entry.crc).then_some(text)
}

impl Rows {
    pub(super) fn finding(&self, what: impl Into<String>, line: u64) -> Finding {
        Finding::new(Code::BadFeed, what).file(&self.place).line(line)
    }

    /// Shows every row to `each`, with the cells of the columns `needed`, then of `others`; gives what `each` finds
    /// wrong, as an error.
    pub(super) fn each(
        &self,
        needed: &[&str],
        others: &[&str],
        mut each: impl FnMut(&Row) -> std::result::Result<(), Box<Finding>>,
    ) -> Result<()> {
        let text = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text);
        let unreadable = |error: &csv::Error| {
            let finding =
                self.finding("the row cannot be read", error.position().map_or(1, csv::Position::line));
            Error::from(finding.value(error))
        };
        let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
        let place = |name: &&str| header.iter().position(|column| column == *name);
        let lacking: Vec<Finding> = needed
            .iter()
            .filter(|name| place(name).is_none())
            .map(|name| {
                Finding::new(Code::MissingField, "the table lacks a column that it must have")
                    .file(&self.place)
                    .field(*name)
            })
            .collect();
        Error::if_any(&lacking)?;
        let places: Vec<Option<usize>> = needed.iter().chain(others).map(place).collect();
        let mut findings = Vec::new();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |place: &Option<usize>| place.and_then(|place| record.get(place)).unwrap_or("");
            let row = Row { line, cells: places.iter().map(cell).collect() };
            if let Err(finding) = each(&row) {
                findings.push(*finding);
            }
        }
        Error::if_any(&findings)
    }
}
