//! Prepared networks as the commands meet them.

use super::sink;
use crate::error::{Code, Error, Finding, Result};
use crate::network::archive::Archive;
use crate::network::prepared::provenance::{self, hexadecimal};
use std::fmt::Write;
use std::path::Path;

/// Whether `path` names a prepared network.
pub(super) fn is_prepared(path: &Path) -> bool {
    sink::extension(path) == "jwn"
}

/// Refuses the first of `flags` that is given: beside a prepared network it would go unheard.
pub(super) fn refuse_beside_prepared(flags: &[(&str, bool)]) -> Result<()> {
    match flags.iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(Error::usage(
            Finding::new(Code::BadArgument, "a prepared network holds this already")
                .value(flag)
                .hint("leave the flag out, or name the source of the network"),
        )),
        None => Ok(()),
    }
}

/// What the prepared network in `file` is, line by line.
pub(super) fn told(file: &Path) -> Result<String> {
    let archive = Archive::open(file)?;
    let mut text = String::new();
    let mut line = |words: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {words}");
    };
    line(format!("prepared network, format {}, written by jingwei {}", archive.format(), archive.engine()));
    line(format!("{}, SHA-256 {}", size(archive.bytes() as u64), hexadecimal(archive.sha256())));
    for source in provenance::load(&archive)? {
        line(format!("source {}, {}, SHA-256 {}", source.name, size(source.bytes), source.sha256));
    }
    let width = archive.sections().iter().map(|section| section.name.len()).max().unwrap_or(0);
    for section in archive.sections() {
        line(format!("{:width$}  {} {}", section.name, section.len, section.kind));
    }
    Ok(text)
}

/// So many bytes in words.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000.. => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
