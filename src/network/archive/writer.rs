//! Writing a prepared network.

use super::element::{self, Element};
use super::layout::{self, ENGINE, FORMAT, HASH, HEADER, MAGIC, NAME, ROW, Section, TABLE};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::{self, Write};

/// The sections of a file to be, in the order in which they were handed over.
#[derive(Debug)]
pub struct Writer<'a> {
    sources: [u8; 32],
    sections: Vec<(Section, Cow<'a, [u8]>)>,
}

impl<'a> Writer<'a> {
    /// A file without sections, made from what has the hash `sources`.
    #[must_use]
    pub fn new(sources: [u8; 32]) -> Self {
        Self { sources, sections: Vec::new() }
    }

    /// Adds `values` as the section `name`.
    ///
    /// # Panics
    /// If the name is not 1 to 40 letters of ASCII, or there is a section of that name.
    pub fn array<T: Element>(&mut self, name: &str, values: impl Into<Cow<'a, [T]>>) {
        let sound = (1..=NAME).contains(&name.len()) && name.bytes().all(|letter| letter.is_ascii_graphic());
        assert!(sound && self.sections.iter().all(|(section, _)| section.name != name), "a name of its own");
        let values: Cow<'a, [T]> = values.into();
        let section = Section { name: name.to_owned(), kind: T::KIND, len: values.len(), start: 0 };
        self.sections.push((section, element::bytes_of(values)));
    }

    /// Writes the file: the same bytes for the same sections.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(mut self, out: &mut dyn Write) -> io::Result<Summary> {
        let mut end = TABLE + ROW * self.sections.len();
        for (section, _) in &mut self.sections {
            section.start = layout::line_after(end);
            end = section.end();
        }
        let mut header = [0; HEADER];
        header[..8].copy_from_slice(&MAGIC);
        header[8..12].copy_from_slice(&FORMAT.to_le_bytes());
        let count = u32::try_from(self.sections.len()).map_err(io::Error::other)?;
        header[12..16].copy_from_slice(&count.to_le_bytes());
        header[16..24].copy_from_slice(&(end as u64).to_le_bytes());
        let mut hash = Sha256::new_with_prefix(&header[..HASH.start]);
        self.body(&mut hash)?;
        header[HASH].copy_from_slice(&hash.finalize());
        out.write_all(&header)?;
        self.body(out)?;
        Ok(Summary { bytes: end as u64, sections: self.sections.len() })
    }

    /// Everything after the header.
    fn body(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut engine = [0; ENGINE.end - ENGINE.start];
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        engine[..version.len()].copy_from_slice(version);
        out.write_all(&engine)?;
        out.write_all(&self.sources)?;
        for (section, _) in &self.sections {
            out.write_all(&section.row())?;
        }
        let mut end = TABLE + ROW * self.sections.len();
        for (section, bytes) in &self.sections {
            out.write_all(&[0; layout::LINE][..section.start - end])?;
            out.write_all(bytes)?;
            end = section.end();
        }
        Ok(())
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// The length of the file.
    pub bytes: u64,
    /// How many sections.
    pub sections: usize,
}
