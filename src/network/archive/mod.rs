//! A prepared network as one file, `.jwn`: named arrays that are used where they stand.
//!
//! # Format
//! All numbers are little-endian. The same network is the same bytes: no time, no path, no padding but zeros.
//!
//! | bytes | what |
//! |---|---|
//! | 0..8 | `89 4A 57 4E 0D 0A 1A 0A`, by which the file is known |
//! | 8..12 | version of the format |
//! | 12..16 | number of sections |
//! | 16..24 | length of the file |
//! | 24..32 | zeros |
//! | 32..64 | SHA-256 of bytes 0..32 and all from 64 on |
//! | 64..96 | version of the program that wrote it, zeros after it |
//! | 96..128 | SHA-256 of what is told of the sources |
//! | from 128 | 64 bytes a section: name (40), kind (4), zeros (4), place (8), number of values (8) |
//! | then | the sections in that order, each at the next multiple of 64 |
//!
//! Whoever owns an array stores it and loads it: `store(&self, &mut Writer)` and `load(&Archive)`, which checks what
//! it loads so far that no index leads out of range later. The whole file is hashed when it is opened.
//!
//! # Cost
//! Measured on a file of 58 MB in the page cache, on an x86-64 machine with instructions for SHA-256, from opening to
//! the first answer of a search over all 264,346 nodes:
//!
//! | | time | of it hashing | memory of its own | peak resident |
//! |---|---|---|---|---|
//! | mapped | 58 ms | 42 ms | 2 MB | 68 MB |
//! | read into memory | 83 ms | 42 ms | 58 MB | 68 MB |
//!
//! What is resident of a mapped file belongs to the page cache: processes that open the same file share it, and the
//! system takes it back when it needs room. Without such instructions hashing takes about 3.6 times as long.

mod bytes;
mod element;
mod layout;
mod writer;

pub(crate) use bytes::Bytes;
pub use element::{Element, Kind};
pub use layout::Section;
pub use writer::{Summary, Writer};

use super::array::Array;
use crate::error::{Code, Error, Finding, Result};
use layout::{ENGINE, FORMAT, HASH, HEADER, MAGIC, ROW, SOURCES, TABLE, u32_at, u64_at};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many bytes at the beginning tell what a file is.
const KNOWN: usize = 12;

/// A file that was opened and found whole.
#[derive(Debug)]
pub struct Archive {
    /// As the user named it, for messages.
    named: PathBuf,
    bytes: Arc<Bytes>,
    engine: String,
    sections: Vec<Section>,
}

impl Archive {
    /// Opens the file `path` and checks that it is whole.
    ///
    /// # Errors
    /// [`Error::Read`]; `E-JWN-001` if it is something else, `E-JWN-002` if it has another format, `E-JWN-003` if it
    /// is cut off, `E-JWN-004` if its bytes are not those that were written, `E-JWN-005` if its table cannot be.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        Self::of(path, Bytes::of(path).map_err(Error::read(path))?)
    }

    /// The archive that `bytes` hold, called `named` in messages.
    pub(crate) fn of(named: &Path, bytes: Bytes) -> Result<Self> {
        check_header(named, &bytes)?;
        let archive = Self {
            named: named.to_path_buf(),
            bytes: Arc::new(bytes),
            engine: String::new(),
            sections: Vec::new(),
        };
        archive.with_table()
    }

    fn with_table(mut self) -> Result<Self> {
        let bytes = Arc::clone(&self.bytes);
        let refused = || Finding::new(Code::BadSection, "the table of sections cannot be").file(&self.named);
        let count = u32_at(&bytes, 12) as usize;
        let end = count.checked_mul(ROW).and_then(|table| table.checked_add(TABLE));
        let end = end.filter(|&end| end <= bytes.len()).ok_or_else(refused)?;
        let engine = layout::padded(&bytes[ENGINE]).ok_or_else(refused)?;
        let mut sections: Vec<Section> = Vec::with_capacity(count);
        for row in bytes[TABLE..end].chunks_exact(ROW) {
            let before = sections.last().map_or(end, Section::end);
            let section = Section::of(row, bytes.len()).filter(|section| {
                let known = sections.iter().any(|known| known.name == section.name);
                section.start == layout::line_after(before) && !known
            });
            sections.push(section.ok_or_else(refused)?);
        }
        if sections.last().map_or(end, Section::end) != bytes.len() {
            return Err(refused().into());
        }
        (self.engine, self.sections) = (engine, sections);
        Ok(self)
    }

    /// The file as the user named it.
    #[must_use]
    pub fn named(&self) -> &Path {
        &self.named
    }

    /// The version of the program that wrote it.
    #[must_use]
    pub fn engine(&self) -> &str {
        &self.engine
    }

    /// The version of its format.
    #[must_use]
    pub fn format(&self) -> u32 {
        FORMAT
    }

    /// The length of the file.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The hash of what it was made from.
    #[must_use]
    pub fn sources(&self) -> &[u8] {
        &self.bytes[SOURCES]
    }

    /// The hash by which it was found whole.
    #[must_use]
    pub fn sha256(&self) -> &[u8] {
        &self.bytes[HASH]
    }

    /// What it holds.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Whether it holds the section `name`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.sections.iter().any(|section| section.name == name)
    }

    /// The values of the section `name`, used where they stand in the file.
    ///
    /// # Errors
    /// `E-JWN-005` if there is no such section, or its values are of another kind.
    pub fn array<T: Element>(&self, name: &str) -> Result<Array<T>> {
        let section = self.sections.iter().find(|section| section.name == name);
        let section = section.ok_or_else(|| self.refused(name, "there is no such section"))?;
        if section.kind != T::KIND {
            let what = format!("the section holds {}, not {}", section.kind, T::KIND);
            return Err(self.refused(name, what));
        }
        Ok(Array::lent(&self.bytes, section.start, section.end()))
    }

    /// The error that the section `name` cannot be, because of `what`.
    #[must_use]
    pub fn refused(&self, name: &str, what: impl Into<String>) -> Error {
        Finding::new(Code::BadSection, what).file(&self.named).field(name).into()
    }

    /// Goes on if the section `name` is `sound`.
    ///
    /// # Errors
    /// `E-JWN-005` with `what`.
    pub fn ensure(&self, sound: bool, name: &str, what: &str) -> Result<()> {
        if sound { Ok(()) } else { Err(self.refused(name, what)) }
    }
}

/// Refuses what is no prepared network, of another version, not whole or not as it was written.
fn check_header(named: &Path, bytes: &[u8]) -> Result<()> {
    let refused = |code, what: String| Err(Finding::new(code, what).file(named).into());
    if bytes.get(..8).unwrap_or(bytes) != &MAGIC[..bytes.len().min(8)] {
        return refused(Code::NotPrepared, "the file is no prepared network".to_owned());
    }
    let known = bytes.len() >= KNOWN;
    if known && u32_at(bytes, 8) != FORMAT {
        let found = u32_at(bytes, 8);
        let age = if found < FORMAT { "older" } else { "newer" };
        let what = format!("the file has the {age} format {found}; this program reads format {FORMAT}");
        let finding = Finding::new(Code::OtherFormat, what).file(named);
        let newer = "read it with the newer jingwei that wrote it, or prepare it again with this one";
        return Err(if found > FORMAT { finding.hint(newer).into() } else { finding.into() });
    }
    let there = bytes.len() as u64;
    let length = bytes.get(16..24).map(|length| u64_at(length, 0));
    if bytes.len() < TABLE || length.is_none_or(|length| there < length) {
        let of = length.filter(|&length| length > there).map(|length| format!(" of {length}"));
        return refused(Code::CutOff, format!("the file ends after {there}{} bytes", of.unwrap_or_default()));
    }
    let mut hash = Sha256::new_with_prefix(&bytes[..HASH.start]);
    hash.update(&bytes[HEADER..]);
    if length != Some(there) || hash.finalize()[..] != bytes[HASH] {
        return refused(Code::Damaged, "the bytes of the file are not those that were written".to_owned());
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;
