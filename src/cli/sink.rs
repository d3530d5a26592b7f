//! Where a command's data goes: standard output, or a file that appears whole or not at all.

use crate::error::{Code, Error, Finding, Result, STANDARD_OUTPUT};
use crate::export::{Language, OutputLayer, geojson, qml, write_whole};
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

/// Writes `layer` with a style that shows each feature between the dates in two of its fields.
pub(super) fn layer_in_time(
    layer: &OutputLayer<'_>,
    dates: [&str; 2],
    language: Language,
    file: Option<&PathBuf>,
    overwrite: bool,
) -> Result<()> {
    let file = file.expect("asked only for a layer, which is a file");
    let (mut features, mut style) = (Vec::new(), Vec::new());
    geojson::write(layer, &mut features).map_err(Error::write(file))?;
    qml::write_in_time(layer, dates, language, &mut style).map_err(Error::write(file))?;
    write(Some(&file.with_extension("qml")), &style, overwrite)?;
    write(Some(file), &features, overwrite)
}

/// The extension of `path` in lower case.
pub(super) fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Wrong usage: `what`, with the offending value.
pub(super) fn usage(what: &str, value: impl std::fmt::Display) -> Error {
    Error::usage(Finding::new(Code::BadArgument, what).value(value))
}
