//! Shards put together.

use crate::error::{Code, Error, Finding, Result};
use crate::export::WholeFile;
use crate::export::matrix::Format;
use crate::export::matrix::shard::{Identity, whole};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// Writes the answer of which `shards` are the parts, in whatever order they are given: byte for byte what would
/// have been written without shards. Standard output where `output` is absent.
///
/// # Errors
/// Before anything is written: `E-SHARD-001` for shards that do not make up one answer, for one that is damaged
/// and for one without its `.shard.json`; `E-ARG-001` for files of different kinds. Then a file that cannot be
/// written.
pub fn merge(shards: &[PathBuf], output: Option<&Path>, overwrite: bool) -> Result<()> {
    let mut formats = shards.iter().map(|path| Format::of(path)).collect::<Result<Vec<_>>>()?;
    formats.extend(output.map(Format::of).transpose()?);
    let format = formats.first().copied().unwrap_or(Format::Csv);
    if format == Format::Json || formats.iter().any(|other| *other != format) {
        let what = "shards are put together as .csv from .csv or as .parquet from .parquet";
        let values: Vec<String> = shards.iter().map(|path| path.display().to_string()).collect();
        return Err(Error::usage(Finding::new(Code::BadArgument, what).value(values.join(" "))));
    }
    let mut findings = Vec::new();
    let mut known = Vec::new();
    for path in shards {
        let identity = match format {
            Format::Parquet => read_parquet(path),
            Format::Csv | Format::Json => checked(path),
        };
        match identity {
            Ok(identity) => known.push((path.clone(), identity)),
            Err(error) => findings.extend(error.into_findings()?),
        }
    }
    Error::if_any(&findings)?;
    let ordered: Vec<&Path> = whole(&known)?.into_iter().map(|index| known[index].0.as_path()).collect();
    let out = match output {
        Some(path) => WholeFile::create(path, overwrite)?,
        None => WholeFile::standard_output(),
    };
    let question = known.first().map(|(_, identity)| identity.question.clone()).unwrap_or_default();
    match format {
        Format::Parquet => join_parquet(&ordered, &question, out),
        Format::Csv | Format::Json => join_text(&ordered, out),
    }
}

/// What a CSV shard says of itself, if its bytes are those it was written with.
fn checked(path: &Path) -> Result<Identity> {
    let (identity, sha256) = Identity::read_beside(path)?;
    let mut file = File::open(path).map_err(Error::read(path))?;
    let mut hash = Sha256::new();
    let mut bytes = vec![0; CHUNK];
    loop {
        match file.read(&mut bytes).map_err(Error::read(path))? {
            0 => break,
            count => hash.update(&bytes[..count]),
        }
    }
    if format!("{:x}", hash.finalize()) == sha256 {
        return Ok(identity);
    }
    let what = "the shard is not as it was written: cut short, changed, or beside the .shard.json of another";
    Err(Finding::new(Code::BadShard, what).file(path).hint("copy or compute the shard again").into())
}

/// One table from several: the first whole, the others without their header.
fn join_text(shards: &[&Path], mut out: WholeFile) -> Result<()> {
    for (number, &path) in shards.iter().enumerate() {
        let mut file = BufReader::with_capacity(CHUNK, File::open(path).map_err(Error::read(path))?);
        if number > 0 {
            file.skip_until(b'\n').map_err(Error::read(path))?;
        }
        loop {
            let bytes = file.fill_buf().map_err(Error::read(path))?;
            if bytes.is_empty() {
                break;
            }
            out.put(bytes)?;
            let count = bytes.len();
            file.consume(count);
        }
    }
    out.commit()
}

#[cfg(feature = "parquet")]
use crate::export::matrix::parquet::{join as join_parquet, read_identity as read_parquet};

#[cfg(not(feature = "parquet"))]
fn read_parquet(path: &Path) -> Result<Identity> {
    Err(crate::export::matrix::without_parquet(path))
}

#[cfg(not(feature = "parquet"))]
fn join_parquet(_: &[&Path], _: &str, out: WholeFile) -> Result<()> {
    let refused = crate::export::matrix::without_parquet(out.named());
    drop(out);
    Err(refused)
}
