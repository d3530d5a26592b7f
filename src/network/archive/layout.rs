//! Where everything stands in the file.

use super::element::Kind;
use std::ops::Range;

/// With these bytes every file begins, in every version. As in PNG, they are spoilt where a file is sent as text.
pub(super) const MAGIC: [u8; 8] = *b"\x89JWN\r\n\x1a\n";

/// The version of the format: raised whenever what a section means changes, so that no file is misread.
pub(super) const FORMAT: u32 = 1;

/// Where sections begin; a line of a processor's cache.
pub(super) const LINE: usize = 64;

/// Where the hash stands, in the header.
pub(super) const HASH: Range<usize> = 32..64;

/// The length of the header, before everything that the hash is of.
pub(super) const HEADER: usize = 64;

/// Where the version of the program stands, padded with zeros.
pub(super) const ENGINE: Range<usize> = 64..96;

/// Where the hash of the sources stands.
pub(super) const SOURCES: Range<usize> = 96..128;

/// Where the table of sections begins.
pub(super) const TABLE: usize = 128;

/// Bytes a row of the table.
pub(super) const ROW: usize = 64;

/// The longest name of a section.
pub(super) const NAME: usize = 40;

/// A named array in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Who owns it and what it is, such as `graph/heads`.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// How many of them.
    pub len: usize,
    pub(super) start: usize,
}

impl Section {
    pub(super) fn end(&self) -> usize {
        self.start + self.len * self.kind.size()
    }

    pub(super) fn row(&self) -> [u8; ROW] {
        let mut row = [0; ROW];
        row[..self.name.len()].copy_from_slice(self.name.as_bytes());
        row[NAME..NAME + 4].copy_from_slice(&(self.kind as u32).to_le_bytes());
        row[48..56].copy_from_slice(&(self.start as u64).to_le_bytes());
        row[56..64].copy_from_slice(&(self.len as u64).to_le_bytes());
        row
    }

    /// The section of a `row` that stands in a file of `length` bytes; `None` where it cannot be.
    pub(super) fn of(row: &[u8], length: usize) -> Option<Self> {
        let name = padded(&row[..NAME])?;
        let kind = Kind::of(u32_at(row, NAME))?;
        let [start, len] = [48, 56].map(|place| usize::try_from(u64_at(row, place)).ok());
        let (start, len) = (start?, len?);
        let end = len.checked_mul(kind.size())?.checked_add(start)?;
        (end <= length && start.is_multiple_of(LINE)).then_some(Self { name, kind, len, start })
    }
}

/// The next place at or after `end` where a section may begin.
pub(super) fn line_after(end: usize) -> usize {
    end.next_multiple_of(LINE)
}

/// A text that zeros follow.
pub(super) fn padded(bytes: &[u8]) -> Option<String> {
    let text = bytes.split(|&byte| byte == 0).next()?;
    let rest = &bytes[text.len()..];
    let sound =
        !text.is_empty() && text.iter().all(u8::is_ascii_graphic) && rest.iter().all(|&byte| byte == 0);
    sound.then(|| String::from_utf8_lossy(text).into_owned())
}

pub(super) fn u32_at(bytes: &[u8], place: usize) -> u32 {
    u32::from_le_bytes(bytes[place..place + 4].try_into().expect("four bytes"))
}

pub(super) fn u64_at(bytes: &[u8], place: usize) -> u64 {
    u64::from_le_bytes(bytes[place..place + 8].try_into().expect("eight bytes"))
}
