//! Travel times as rows of `from`, `to`, `minutes`, written as they are found: a matrix larger than memory.
//!
//! [`Format::encode`] turns the times from one origin into bytes or rows, in any thread; [`MatrixWriter`] takes
//! them in order. [`shard`] is what a part of an answer says of itself, so that parts can be put together again.

#[cfg(feature = "parquet")]
pub mod parquet;
pub mod shard;
mod text;

use super::WholeFile;
use crate::error::{Code, Finding, Result};
use sha2::{Digest, Sha256};
use shard::Identity;
use std::path::Path;

/// How the rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSV as [`super::table`] writes it.
    Csv,
    /// A list of objects as [`super::json`] writes it.
    Json,
    /// Parquet: `from` and `to` as text, `minutes` as double, null without a path (feature `parquet`).
    Parquet,
}

/// The rows of one origin, ready to be written.
#[derive(Debug)]
pub enum Encoded {
    /// As they stand in the file.
    Text(Vec<u8>),
    /// The origin, and each destination by its number with its minutes.
    Rows(String, Vec<(usize, Option<f64>)>),
}

impl Format {
    /// The format that the name of `file` asks for.
    ///
    /// # Errors
    /// `E-ARG-001` for any other ending.
    pub fn of(file: &Path) -> Result<Self> {
        match file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase).as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            Some("parquet") => Ok(Self::Parquet),
            _ => {
                let what = "travel times are written as .csv, .parquet or .json";
                let finding = Finding::new(Code::BadArgument, what).value(file.display());
                Err(crate::error::Error::usage(finding))
            }
        }
    }

    /// The rows from `from` to each of `cells`: the number of the destination, and the minutes.
    #[must_use]
    pub fn encode<'a>(
        self,
        from: &str,
        name: impl Fn(usize) -> &'a str,
        cells: impl Iterator<Item = (usize, Option<f64>)>,
    ) -> Encoded {
        let named = |(number, minutes): (usize, Option<f64>)| (name(number), minutes);
        match self {
            Self::Csv => Encoded::Text(text::csv(from, cells.map(named))),
            Self::Json => Encoded::Text(text::json(from, cells.map(named))),
            Self::Parquet => Encoded::Rows(from.to_owned(), cells.collect()),
        }
    }
}

/// Takes the rows and gives the file its name at the end.
#[derive(Debug)]
pub struct MatrixWriter {
    sink: Sink,
    identity: Identity,
}

#[derive(Debug)]
enum Sink {
    Text {
        format: Format,
        out: WholeFile,
        hash: Option<Box<Sha256>>,
        begun: bool,
    },
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::ParquetWriter>),
}

impl MatrixWriter {
    /// Begins to write `out`; `destinations` are the names of the destinations by number.
    ///
    /// # Errors
    /// [`crate::error::Error::Write`]; `E-BUILD-001` for Parquet in a program that was built without it.
    pub fn begin<'a>(
        out: WholeFile,
        format: Format,
        identity: Identity,
        destinations: impl Iterator<Item = &'a str>,
    ) -> Result<Self> {
        if format == Format::Parquet {
            return Self::begin_parquet(out, &identity, destinations);
        }
        // Only of a shard is the hash wanted again.
        let hash = identity.shard.is_some().then(Box::<Sha256>::default);
        let mut sink = Sink::Text { format, out, hash, begun: false };
        sink.put(if format == Format::Csv { text::CSV_HEADER } else { b"[" })?;
        Ok(Self { sink, identity })
    }

    #[cfg(feature = "parquet")]
    fn begin_parquet<'a>(
        out: WholeFile,
        identity: &Identity,
        destinations: impl Iterator<Item = &'a str>,
    ) -> Result<Self> {
        let sink = Sink::Parquet(Box::new(parquet::ParquetWriter::begin(out, identity, destinations)?));
        Ok(Self { sink, identity: identity.clone() })
    }

    #[cfg(not(feature = "parquet"))]
    fn begin_parquet<'a>(out: WholeFile, _: &Identity, _: impl Iterator<Item = &'a str>) -> Result<Self> {
        let refused = without_parquet(out.named());
        drop(out);
        Err(refused)
    }

    /// Writes the rows of the next origin.
    ///
    /// # Errors
    /// [`crate::error::Error::Write`].
    ///
    /// # Panics
    /// If they were encoded for another format.
    pub fn put(&mut self, rows: &Encoded) -> Result<()> {
        match (&mut self.sink, rows) {
            (Sink::Text { format: Format::Json, begun, .. }, Encoded::Text(bytes)) => {
                // Every row brings the comma after the one before it.
                let bytes = if *begun || bytes.is_empty() { &bytes[..] } else { &bytes[1..] };
                *begun |= !bytes.is_empty();
                self.sink.put(bytes)
            }
            (Sink::Text { .. }, Encoded::Text(bytes)) => self.sink.put(bytes),
            #[cfg(feature = "parquet")]
            (Sink::Parquet(writer), Encoded::Rows(from, cells)) => writer.put(from, cells),
            _ => panic!("rows are encoded for the format that is written"),
        }
    }

    /// Gives the file its name. Beside a shard in text, what it says of itself is written first.
    ///
    /// # Errors
    /// [`crate::error::Error::Write`].
    pub fn finish(self) -> Result<()> {
        match self.sink {
            Sink::Text { format, mut out, hash, .. } => {
                if format == Format::Json {
                    out.put(b"\n]\n")?;
                }
                if let Some(hash) = hash {
                    self.identity.write_beside(out.named(), &format!("{:x}", hash.finalize()))?;
                }
                out.commit()
            }
            #[cfg(feature = "parquet")]
            Sink::Parquet(writer) => writer.finish(),
        }
    }
}

impl Sink {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Text { out, hash, .. } => {
                if let Some(hash) = hash {
                    hash.update(bytes);
                }
                out.put(bytes)
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(_) => unreachable!("rows of Parquet are no bytes yet"),
        }
    }
}

/// The refusal to read or write the Parquet file `path` in a program that was built without it.
#[cfg(not(feature = "parquet"))]
#[must_use]
pub fn without_parquet(path: &Path) -> crate::error::Error {
    Finding::new(Code::NoParquet, "this program was built without Parquet").file(path).into()
}
