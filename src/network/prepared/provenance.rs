//! From which files a prepared network was made, and whether they are still the same.

use crate::error::{Code, Error, Finding, Result};
use crate::network::archive::{Archive, Writer};
use crate::network::road_network::SourceFile;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const NAMES: &str = "sources/names";
const NAME_ENDS: &str = "sources/name-ends";
const LENGTHS: &str = "sources/bytes";
const HASHES: &str = "sources/sha256";

/// `sources` with the names of files alone: where they lay on one machine is nobody's concern on another.
pub(super) fn nameable(sources: &[SourceFile]) -> Vec<SourceFile> {
    let alone = |source: &SourceFile| {
        let name = Path::new(&source.name).file_name().map(|name| name.to_string_lossy().into_owned());
        SourceFile { name: name.unwrap_or_default(), ..source.clone() }
    };
    sources.iter().map(alone).collect()
}

/// One number for all that is told of `sources`.
pub(super) fn hash(sources: &[SourceFile]) -> [u8; 32] {
    let mut told = String::new();
    for SourceFile { name, bytes, sha256 } in sources {
        let _ = writeln!(told, "{sha256} {bytes} {name}");
    }
    Sha256::digest(told).into()
}

/// Hands `sources` over to be written.
pub(super) fn store(sources: &[SourceFile], writer: &mut Writer<'_>) {
    let names: Vec<u8> = sources.iter().flat_map(|source| source.name.bytes()).collect();
    let ends = sources.iter().scan(0, |end, source| {
        *end += source.name.len() as u64;
        Some(*end)
    });
    writer.array(NAME_ENDS, ends.collect::<Vec<u64>>());
    writer.array(NAMES, names);
    writer.array(LENGTHS, sources.iter().map(|source| source.bytes).collect::<Vec<u64>>());
    writer.array(HASHES, sources.iter().flat_map(|source| source.sha256.bytes()).collect::<Vec<u8>>());
}

/// The sources that `archive` tells of.
///
/// # Errors
/// `E-JWN-005` if they cannot be.
pub fn load(archive: &Archive) -> Result<Vec<SourceFile>> {
    let (names, ends) = (archive.array::<u8>(NAMES)?, archive.array::<u64>(NAME_ENDS)?);
    let (lengths, hashes) = (archive.array::<u64>(LENGTHS)?, archive.array::<u8>(HASHES)?);
    let whole = std::str::from_utf8(&names).map_err(|_| archive.refused(NAMES, "the names are not UTF-8"))?;
    let digits = std::str::from_utf8(&hashes).ok().filter(|text| text.bytes().all(|d| d.is_ascii_hexdigit()));
    let digits = digits.filter(|digits| digits.len() == 64 * ends.len() && lengths.len() == ends.len());
    let digits = digits.ok_or_else(|| archive.refused(HASHES, "there is not one hash a source"))?;
    let mut start = 0;
    let mut sources = Vec::new();
    for (number, (&end, &bytes)) in ends.iter().zip(&lengths[..]).enumerate() {
        let end = usize::try_from(end).unwrap_or(usize::MAX);
        let name = whole.get(start..end).filter(|name| !name.contains(['/', '\\']));
        let name = name.ok_or_else(|| archive.refused(NAME_ENDS, "a name cannot be"))?.to_owned();
        sources.push(SourceFile { name, bytes, sha256: digits[64 * number..64 * (number + 1)].to_owned() });
        start = end;
    }
    Ok(sources)
}

/// Refuses `network` if one of its `sources` stands beside it and is another file now.
pub(super) fn refuse_changed(network: &Path, sources: &[SourceFile]) -> Result<()> {
    let mut findings = Vec::new();
    for SourceFile { name, bytes, sha256 } in sources {
        let beside = beside(network, name);
        // Two sources of different folders may have had one name; each of them will do.
        let same = |length: u64, hash: &str| {
            sources.iter().any(|known| known.name == *name && known.bytes == length && known.sha256 == hash)
        };
        let Ok(metadata) = fs::metadata(&beside) else { continue };
        if !metadata.is_file() {
            continue;
        }
        let length = metadata.len();
        let of_length = sources.iter().any(|known| known.name == *name && known.bytes == length);
        let what = if of_length {
            let Ok((length, hash)) = hash_of(&beside) else { continue };
            if same(length, &hash) {
                continue;
            }
            format!("the source `{name}` has changed since, its SHA-256 was {}…", &sha256[..16])
        } else {
            format!("the source `{name}` has changed since, from {bytes} bytes to {length}")
        };
        let finding = Finding::new(Code::SourceChanged, what).file(network);
        findings.push(finding.hint(format!("prepare it again: `{}`", command(network, sources))));
    }
    Error::if_any(&findings)
}

fn beside(network: &Path, name: &str) -> PathBuf {
    network.with_file_name(name)
}

fn hash_of(path: &Path) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let bytes = io::copy(&mut File::open(path)?, &mut hash)?;
    Ok((bytes, hexadecimal(&hash.finalize())))
}

impl SourceFile {
    /// What is told of the file `path`, called so.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn of(path: &Path) -> Result<Self> {
        let (bytes, sha256) = hash_of(path).map_err(Error::read(path))?;
        Ok(Self { name: path.display().to_string(), bytes, sha256 })
    }
}

/// `bytes` in hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The command that prepares `network` again from the `sources` beside it.
fn command(network: &Path, sources: &[SourceFile]) -> String {
    let mut words = String::from("jingwei network prepare");
    let is = |name: &str, kind: &str| Path::new(name).extension().is_some_and(|found| found == kind);
    let of_map = sources.first().is_some_and(|source| is(&source.name, "pbf"));
    for (number, source) in sources.iter().enumerate() {
        let flag = match (number, is(&source.name, "toml")) {
            (0, _) => "",
            (_, false) => " --nodes",
            (_, true) if of_map => " --profile",
            (_, true) => " --rules",
        };
        let _ = write!(words, "{flag} {}", quoted(&beside(network, &source.name)));
    }
    words + " -o " + &quoted(network) + " --overwrite"
}

/// `path` as a shell takes it for one word.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+=:,@%".contains(letter);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
