//! Where a command's data goes: standard output, or a file that appears whole or not at all.

use crate::error::{Code, Error, Finding, Result};
use crate::export::write_whole;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes `bytes` to `output`, or to standard output for `-` or none.
pub(super) fn write(output: Option<&PathBuf>, bytes: &[u8], overwrite: bool) -> Result<()> {
    match output.filter(|path| path.as_os_str() != "-") {
        Some(path) => write_whole(path, bytes, overwrite),
        None => std::io::stdout().lock().write_all(bytes).map_err(Error::write("standard output")),
    }
}

/// The extension of `path` in lower case.
pub(super) fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Wrong usage: `what`, with the offending value.
pub(super) fn usage(what: &str, value: impl std::fmt::Display) -> Error {
    Error::usage(Finding::new(Code::BadArgument, what).value(value))
}
