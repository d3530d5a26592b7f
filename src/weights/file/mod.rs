//! Weights in files: GAL, GWT and CSV.
//!
//! | form | holds | looks like |
//! |---|---|---|
//! | [`Format::Gal`] | who is whose neighbour | `3`, then two lines a unit: `id count` and the neighbours |
//! | [`Format::Gwt`] | weights | `0 3 unknown id`, then a line a link: `from to weight` |
//! | [`Format::Csv`] | weights | `from,to,weight`, then a line a link |
//!
//! Identifiers are text and separated by spaces in GAL and GWT, so that none may hold one. Weights are written with as
//! many digits as it takes to read the same number. What `GeoDa` writes as GWT has distances where the weights stand;
//! they are read as weights.

mod csv;
mod gal;
mod gwt;
#[cfg(test)]
mod tests;

use super::Weights;
use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest_hint;
use crate::layer::text;
use std::path::Path;

/// The form of a file of weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Neighbours without weights, `.gal`.
    Gal,
    /// Links with weights, `.gwt`.
    Gwt,
    /// A table of links with weights, `.csv`.
    Csv,
}

impl Format {
    /// The form that the name of `path` ends in.
    ///
    /// # Errors
    /// Another ending.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "gal" => Ok(Self::Gal),
            "gwt" => Ok(Self::Gwt),
            "csv" => Ok(Self::Csv),
            other => {
                let what = "weights are read and written as .gal, .gwt or .csv";
                let hint =
                    nearest_hint(other, ["gal", "gwt", "csv"], "name the file with one of these endings");
                let finding = Finding::new(Code::BadArgument, what).value(path.display()).hint(hint);
                Err(Error::usage(finding))
            }
        }
    }
}

/// Weights that were read, with what is worth a word about their file.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Read {
    /// The weights, in the order of the units given.
    pub weights: Weights,
    /// Warnings: repeated rows, units that a GAL does not list, bytes that are not UTF-8.
    pub findings: Vec<Finding>,
}

/// The weights in the file at `path` between the units called `ids`, in this order; `-` is not read.
///
/// # Errors
/// As [`parse`]; [`Error::Read`]; a name of another ending.
pub fn read(path: &Path, ids: &[String]) -> Result<Read> {
    let format = Format::of(path)?;
    parse(format, path, &std::fs::read(path).map_err(Error::read(path))?, ids)
}

/// [`read`] of bytes in memory, called `source` in messages.
///
/// # Errors
/// All in one error, with line and identifier: an identifier that no unit has, a file that is cut off, a count that is
/// none or does not fit, a weight that is no finite number, a pair with two weights, a unit listed twice.
///
/// # Example
/// ```
/// use jingwei::weights::file::{Format, parse, written};
/// use std::path::Path;
///
/// let ids = ["a", "b", "c"].map(String::from);
/// let read = parse(Format::Gal, Path::new("three.gal"), b"3\na 1\nb\nb 1\na\nc 0\n\n", &ids)?;
/// assert_eq!((read.weights.neighbours(0), read.weights.islands()), (&[1][..], vec![2]));
/// assert_eq!(written(Format::Csv, &read.weights, &ids)?, "from,to,weight\na,b,1.0\nb,a,1.0\n");
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn parse(format: Format, source: &Path, bytes: &[u8], ids: &[String]) -> Result<Read> {
    let (weights, findings) = if format == Format::Csv {
        csv::parse(source, bytes, ids)?
    } else {
        let (text, word) = text::decode(bytes, source)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let parsed = if format == Format::Gal { gal::parse } else { gwt::parse };
        let (weights, findings) = parsed(source, text, ids)?;
        (weights, word.into_iter().chain(findings).collect())
    };
    Ok(Read { weights, findings })
}

/// The text of a file of `weights` between the units called `ids`; it reads back to the same bits.
///
/// # Conventions
/// GWT and CSV list no islands: they are the units without a line.
///
/// # Errors
/// GAL: weights other than 1, which it cannot hold. GAL and GWT: an identifier that is empty or holds a space.
///
/// # Panics
/// If there is not one identifier a unit.
pub fn written(format: Format, weights: &Weights, ids: &[String]) -> Result<String> {
    assert_eq!(ids.len(), weights.len(), "one identifier a unit");
    if format == Format::Csv {
        return Ok(csv::written(weights, ids));
    }
    let spaced = |(i, id): (usize, &String)| {
        (id.is_empty() || id.contains(char::is_whitespace)).then(|| {
            let what = "GAL and GWT part identifiers by spaces, so that none can be empty or hold one";
            Finding::new(Code::BadValue, what).feature(i + 1).value(id).hint("write .csv")
        })
    };
    Error::if_any(&ids.iter().enumerate().filter_map(spaced).collect::<Vec<_>>())?;
    if format == Format::Gal { gal::written(weights, ids) } else { Ok(gwt::written(weights, ids)) }
}
