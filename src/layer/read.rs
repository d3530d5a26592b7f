//! GeoJSON, streamed: memory holds the coordinates and typed fields that are kept, never the document.
//!
//! The file is read once, whatever stands where in it. Text that is not UTF-8 is read again as GB18030.
//! What makes the file unreadable is an error; what is wrong with single features or fields is collected
//! in [`Layer::findings`], so that `jingwei check` shows all of it and the rooms to the right refuse it.

mod collection;
mod columns;
mod coordinates;
mod raw;
#[cfg(test)]
mod tests;

use super::identity::Who;
use super::text::{self, Malformed};
use super::{Fields, Layer, crs};
use crate::error::{Code, Error, Finding, Result};
use collection::{Collection, Reading};
use columns::{Clash, Column};
use serde::de::DeserializeSeed;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;

/// The layer in the GeoJSON file at `path`; `-` is standard input.
///
/// Fields take one type over the whole file: integer, real (whole numbers among reals become real), text or
/// boolean; absent keys and null are `None`; lists and objects become JSON text. The top-level feature `id`
/// is the first field, `id`, unless a property has that name. Heights are dropped.
///
/// # Errors
/// [`Error::Read`] when the file cannot be read; [`Code::JsonBroken`] when it is not JSON (truncated, `NaN`)
/// or not a FeatureCollection; [`Code::BadText`] when it is neither UTF-8 nor GB18030. Everything else is
/// found in [`Layer::findings`], of level error for what an analysis cannot use: mixed types in a field,
/// null or unusable geometry, open rings, coordinates that are not longitude and latitude.
pub fn read_layer(path: &Path) -> Result<Layer> {
    read_layer_with(path, &|_| {})
}

/// [`read_layer`], telling `progress` how many bytes have been read, every 64 KiB.
///
/// # Errors
/// As [`read_layer`].
pub fn read_layer_with(path: &Path, progress: &dyn Fn(u64)) -> Result<Layer> {
    // A pipe cannot be opened a second time.
    if !path.is_file() {
        let bytes = text::whole(path)?;
        return parse(path, &|| Ok(bytes.as_slice()), progress, None);
    }
    let open = || File::open(path).map_err(Error::read(path));
    parse(path, &open, progress, None)
}

/// [`read_layer`] of bytes in memory, called `source` in messages.
///
/// # Errors
/// As [`read_layer`].
///
/// # Example
/// ```
/// use jingwei::layer::{Values, read::read_layer_bytes};
/// use std::path::Path;
///
/// let json = r#"{"type": "FeatureCollection", "features": [
///     {"type": "Feature", "properties": {"name": "a", "gdp": 1},
///      "geometry": {"type": "Point", "coordinates": [116.4, 39.9]}},
///     {"type": "Feature", "properties": {"name": "b", "gdp": 2.5},
///      "geometry": {"type": "Point", "coordinates": [121.5, 31.2]}}]}"#;
/// let layer = read_layer_bytes(Path::new("cities.geojson"), json.as_bytes())?;
/// assert_eq!(layer.len(), 2);
/// assert_eq!(layer.fields.named("gdp").unwrap().values, Values::Real(vec![Some(1.0), Some(2.5)]));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn read_layer_bytes(source: &Path, bytes: &[u8]) -> Result<Layer> {
    parse(source, &|| Ok(bytes), &|_| {}, None)
}

/// What comes of a file that is read in parts.
pub(crate) enum Part {
    /// Reading begins; what came before does not count.
    Start,
    /// The next features. Findings number them from 1 in each part.
    Features {
        /// Features in the parts before.
        before: usize,
        /// A layer of these features alone.
        layer: Layer,
    },
}

/// Reads what `open` opens as [`read_layer`] does, with no more than a few thousand features in memory and of
/// their fields only those called `fields`; `take` takes them as they come. Fields are typed part by part.
///
/// # Errors
/// As [`read_layer`].
pub(crate) fn read_parts<R: Read>(
    source: &Path,
    open: &dyn Fn() -> Result<R>,
    fields: &'static [&'static str],
    take: &mut dyn FnMut(Part),
) -> Result<()> {
    let mut parts = Parts { fields, take, before: 0 };
    let layer = parse(source, open, &|_| {}, Some(&mut parts))?;
    (parts.take)(Part::Features { before: parts.before, layer });
    Ok(())
}

/// Where parts go, all but the last.
struct Parts<'a> {
    fields: &'static [&'static str],
    take: &'a mut dyn FnMut(Part),
    /// Features in them.
    before: usize,
}

/// Reads what `open` opens, a second time as GB18030 if it is not UTF-8.
fn parse<R: Read>(
    source: &Path,
    open: &dyn Fn() -> Result<R>,
    progress: &dyn Fn(u64),
    mut parts: Option<&mut Parts<'_>>,
) -> Result<Layer> {
    let mut start = [0; 2];
    let length = open()?.read(&mut start).map_err(Error::read(source))?;
    if let Some(finding) = text::utf16(&start[..length], source) {
        return Err(finding.into());
    }
    let utf8 = || Ok(BufReader::with_capacity(CHUNK, text::Checked::new(Counted::new(open()?, progress))));
    let malformed = match document(source, &utf8, parts.as_deref_mut())? {
        Ok(layer) => return Ok(layer),
        Err(malformed) => malformed,
    };
    let gb18030 = || Ok(BufReader::with_capacity(CHUNK, text::Decoded::new(Counted::new(open()?, progress))));
    if !malformed.damaged_utf8
        && let Ok(mut layer) = document(source, &gb18030, parts)?
    {
        layer.findings.insert(0, text::decoded(source));
        return Ok(layer);
    }
    Err(text::undecodable(source, malformed).into())
}

/// Reads one document, unless its text is malformed.
fn document<R: BufRead>(
    source: &Path,
    open: &dyn Fn() -> Result<R>,
    parts: Option<&mut Parts<'_>>,
) -> Result<Result<Layer, Malformed>> {
    let Some(parts) = parts else { return collection(source, open, Reading::new(None)) };
    let Parts { fields, take, before } = parts;
    take(Part::Start);
    *before = 0;
    let mut give = |reading: Reading<'static>| {
        let first = reading.before;
        let layer = finish(source, reading);
        *before = first + layer.len();
        take(Part::Features { before: first, layer });
    };
    let columns = columns::Columns::only(fields);
    collection(source, open, Reading { columns, ..Reading::new(Some(&mut give)) })
}

/// Reads one document with `reading`, unless its text is malformed.
fn collection<R: BufRead>(
    source: &Path,
    open: &dyn Fn() -> Result<R>,
    mut reading: Reading<'_>,
) -> Result<Result<Layer, Malformed>> {
    let mut json = serde_json::Deserializer::from_reader(open()?);
    let outcome = Collection(&mut reading).deserialize(&mut json).and_then(|()| json.end());
    drop(json);
    let Err(error) = outcome else { return Ok(Ok(finish(source, reading))) };
    if let Some(refusal) = reading.refusal {
        return Err(refusal.line(error.line().max(1) as u64).file(source).into());
    }
    if error.is_io() {
        let error = io::Error::from(error);
        return Malformed::of(&error).map(Err).map_or_else(|| Err(Error::read(source)(error)), Ok);
    }
    Err(broken(source, &error, reading.within, open()?).into())
}

/// The finding for text that is not JSON, with its place and the word that stands there.
fn broken(source: &Path, error: &serde_json::Error, within: Option<usize>, text: impl BufRead) -> Finding {
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(said.as_str(), |end| &said[..end]);
    let said = said.replace("expected f64", "expected a number");
    let token = token_at(text, error.line(), error.column());
    let mut finding = match token {
        _ if error.is_eof() && (error.line(), error.column()) == (1, 0) => {
            Finding::new(Code::JsonBroken, "the file is empty")
        }
        _ if error.is_eof() => {
            let what = match within {
                Some(_) => "the file ends in the middle of this feature, it is truncated",
                None => "the file ends too early, it is truncated",
            };
            Finding::new(Code::JsonBroken, what)
        }
        Some(token) if is_no_number(&token) => {
            let what = format!("column {}: JSON knows no such number, write null", error.column());
            Finding::new(Code::JsonBroken, what).value(token)
        }
        token => {
            let what = format!("column {}: {said}", error.column());
            let finding = Finding::new(Code::JsonBroken, what);
            match token {
                Some(token) => finding.value(token),
                None => finding,
            }
        }
    };
    if let Some(number) = within {
        finding = finding.feature(number);
    }
    finding.line(error.line().max(1) as u64).file(source)
}

/// Whether `token` is what programs write for a number that is none, or one beyond all bounds.
fn is_no_number(token: &str) -> bool {
    let word = token.trim_start_matches(['-', '+']).to_ascii_lowercase();
    matches!(word.as_str(), "nan" | "inf" | "infinity" | "1.#qnan" | "1.#inf")
        || word.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// The word or number that stands at `column` (from 1, in bytes) of `line`.
fn token_at(mut text: impl BufRead, line: usize, column: usize) -> Option<String> {
    const LONGEST: u64 = 40;
    for _ in 1..line {
        text.skip_until(b'\n').ok()?;
    }
    let skipped = (column as u64).saturating_sub(LONGEST);
    io::copy(&mut text.by_ref().take(skipped), &mut io::sink()).ok()?;
    let mut around = Vec::new();
    text.take(2 * LONGEST).read_to_end(&mut around).ok()?;
    let in_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.#_".contains(byte);
    let at = (column as u64 - skipped).checked_sub(1).and_then(|at| usize::try_from(at).ok())?;
    // Depending on what it expected, the parser stands on the word or right behind it.
    let at = [Some(at), at.checked_sub(1)]
        .into_iter()
        .flatten()
        .find(|&at| around.get(at).is_some_and(in_token))?;
    let start = around[..at].iter().rposition(|byte| !in_token(byte)).map_or(0, |before| before + 1);
    let end = around[at..].iter().position(|byte| !in_token(byte)).map_or(around.len(), |length| at + length);
    Some(String::from_utf8_lossy(&around[start..end]).into_owned())
}

/// The layer made of what was read.
fn finish(source: &Path, reading: Reading<'_>) -> Layer {
    let features = reading.geometries.len();
    let mut columns = reading.columns.finish();
    if reading.ids.has_values() && !columns.iter().any(|column| column.name == "id") {
        columns.insert(0, reading.ids);
    }
    let nested: Vec<_> = columns.iter().filter_map(|column| nested(column, features)).collect();
    let (clashes, fields): (Vec<_>, Vec<_>) =
        columns.into_iter().map(|mut column| (column.clash.take(), column.finish(features))).unzip();
    let fields = Fields(fields);
    let mut findings = Vec::new();
    let datum = crs::datum(reading.crs.as_ref()).unwrap_or_else(|finding| {
        findings.push(*finding);
        crs::Datum::default()
    });
    findings.extend(reading.bounds.finding());
    if features + reading.before == 0 {
        findings.push(Finding::new(Code::EmptyLayer, "the collection holds no feature"));
    }
    let who = Who::of(&fields);
    for (clash, field) in clashes.iter().zip(&fields.0) {
        findings.extend(clash.as_ref().map(|clash| mixed(clash, &field.name, &who)));
    }
    findings.extend(nested);
    findings.extend(reading.findings);
    if let Some((first, count)) = reading.heights {
        let what = format!("{count} of {features} features carry heights, which were left out");
        findings.push(Finding::new(Code::DroppedZ, what).feature(first));
    }
    let findings = findings.into_iter().map(|finding| finding.file(source)).collect();
    let (source, geometries) = (source.to_path_buf(), reading.geometries);
    let mut layer = Layer { source, name: reading.name, datum, geometries, fields, findings };
    layer.label();
    layer
}

fn mixed(clash: &Clash, field: &str, who: &Who<'_>) -> Finding {
    let known: Vec<String> = [who.id(clash.earlier).map(|id| format!("`{id}`")), who.name(clash.earlier)]
        .into_iter()
        .flatten()
        .collect();
    let known = if known.is_empty() { String::new() } else { format!(" ({})", known.join(" ")) };
    let what = format!(
        "{} here, but {} in feature {}{known}, where it is `{}`",
        clash.later_kind,
        clash.earlier_kind,
        clash.earlier + 1,
        clash.earlier_value
    );
    Finding::new(Code::MixedTypes, what).feature(clash.later + 1).field(field).value(&clash.later_value)
}

fn nested(column: &Column, features: usize) -> Option<Finding> {
    let (first, count) = column.nested?;
    let what = format!("{count} of {features} features hold a list or an object, kept as JSON text");
    Some(Finding::new(Code::NestedValue, what).feature(first + 1).field(&column.name))
}

/// Tells how many bytes have passed.
struct Counted<'a, R> {
    inner: R,
    bytes: u64,
    progress: &'a dyn Fn(u64),
}

impl<'a, R> Counted<'a, R> {
    fn new(inner: R, progress: &'a dyn Fn(u64)) -> Self {
        Self { inner, bytes: 0, progress }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.bytes += count as u64;
        (self.progress)(self.bytes);
        Ok(count)
    }
}
