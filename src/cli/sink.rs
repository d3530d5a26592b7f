//! Where a command's data goes: standard output, or a file that appears whole or not at all.

use crate::error::{Code, Error, Finding, Result, STANDARD_OUTPUT};
use crate::export::write_whole;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes `bytes` to `output`, or to standard output for `-` or none.
pub(super) fn write(output: Option<&PathBuf>, bytes: &[u8], overwrite: bool) -> Result<()> {
    if let Some(path) = output.filter(|path| path.as_os_str() != "-") {
        return write_whole(path, bytes, overwrite);
    }
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(Error::write(STANDARD_OUTPUT))
}

/// The extension of `path` in lower case.
pub(super) fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Wrong usage: `what`, with the offending value.
pub(super) fn usage(what: &str, value: impl std::fmt::Display) -> Error {
    Error::usage(Finding::new(Code::BadArgument, what).value(value))
}
