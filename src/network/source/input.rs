//! The bytes of a source: hashed as they stand on the disk, unpacked where they are packed.

use crate::error::{Code, Error, Finding, Result};
use crate::network::prepared::provenance::hexadecimal;
use crate::network::road_network::SourceFile;
use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;

/// How packed bytes begin.
const GZIP: &[u8] = b"\x1F\x8B";

/// A source being read; `-` is standard input.
pub(super) struct Input {
    path: PathBuf,
    reader: Reader,
    told: Arc<OnceLock<SourceFile>>,
}

type Raw = BufReader<Hashing<Box<dyn Read + Send>>>;

enum Reader {
    Plain(Raw),
    Gzip(Box<BufReader<MultiGzDecoder<Raw>>>),
}

impl Input {
    /// Opens the file at `path`.
    pub(super) fn open(path: &Path) -> Result<Self> {
        Self::telling(path, raw(path)?, Arc::default())
    }

    /// What `raw` gives, called `path`.
    #[cfg(test)]
    pub(super) fn new(path: &Path, raw: Box<dyn Read + Send>) -> Result<Self> {
        Self::telling(path, raw, Arc::default())
    }

    fn telling(path: &Path, raw: Box<dyn Read + Send>, told: Arc<OnceLock<SourceFile>>) -> Result<Self> {
        let hashing = Hashing {
            inner: raw,
            hash: Sha256::new(),
            bytes: 0,
            name: path.to_owned(),
            told: Arc::clone(&told),
        };
        let mut raw = BufReader::with_capacity(CHUNK, hashing);
        let packed = raw.fill_buf().map_err(Error::read(path))?.starts_with(GZIP);
        let reader = if packed {
            Reader::Gzip(Box::new(BufReader::with_capacity(CHUNK, MultiGzDecoder::new(raw))))
        } else {
            Reader::Plain(raw)
        };
        Ok(Self { path: path.to_owned(), reader, told })
    }

    /// Whether the source can be opened a second time; a pipe cannot.
    pub(super) fn can_reopen(&self) -> bool {
        self.path.is_file()
    }

    /// The same source from its beginning; whichever of the two first sees the end tells the hash.
    pub(super) fn reopen(&self) -> Result<Self> {
        Self::telling(&self.path, raw(&self.path)?, Arc::clone(&self.told))
    }

    /// The file as the user named it.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How the content begins, unpacked; shorter than 64 KiB, and empty only where the source is.
    pub(super) fn beginning(&mut self) -> Result<&[u8]> {
        let path = self.path.clone();
        self.fill_buf().map_err(|error| failed(&path, error))
    }

    /// The file's length and hash; reads what is left where nothing has seen the end yet.
    pub(super) fn finish(mut self) -> Result<SourceFile> {
        if self.told.get().is_none() {
            io::copy(&mut self, &mut io::sink()).map_err(|error| failed(&self.path, error))?;
        }
        Ok(self.told.get().expect("a file is hashed when its end has been seen").clone())
    }
}

fn raw(path: &Path) -> Result<Box<dyn Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path).map_err(Error::read(path))?))
}

impl Read for Input {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match &mut self.reader {
            Reader::Plain(reader) => reader.read(out),
            Reader::Gzip(reader) => reader.read(out).map_err(unpacking),
        }
    }
}

impl BufRead for Input {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.reader {
            Reader::Plain(reader) => reader.fill_buf(),
            Reader::Gzip(reader) => reader.fill_buf().map_err(unpacking),
        }
    }

    fn consume(&mut self, count: usize) {
        match &mut self.reader {
            Reader::Plain(reader) => reader.consume(count),
            Reader::Gzip(reader) => reader.consume(count),
        }
    }
}

/// Why packed bytes cannot be unpacked; carried inside an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Truncated,
    Damaged,
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Truncated => "the packed file ends too early, it is truncated",
            Self::Damaged => "the packed file is damaged, it cannot be unpacked",
        })
    }
}

impl std::error::Error for Packing {}

fn unpacking(error: io::Error) -> io::Error {
    let why = match error.kind() {
        io::ErrorKind::UnexpectedEof => Packing::Truncated,
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Packing::Damaged,
        _ => return error,
    };
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// The error for reading `path`, which says what is wrong with packed bytes.
pub(super) fn failed(path: &Path, error: io::Error) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Packing>()) {
        Some(why) => Finding::new(Code::BrokenPacking, why.to_string()).file(path).into(),
        None => Error::read(path)(error),
    }
}

/// Hashes what passes; tells the hash when the end has been seen.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
    name: PathBuf,
    told: Arc<OnceLock<SourceFile>>,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.hash.update(&out[..count]);
        self.bytes += count as u64;
        if count == 0 && !out.is_empty() {
            let (name, bytes) = (self.name.display().to_string(), self.bytes);
            let hash = self.hash.clone().finalize();
            self.told.get_or_init(|| SourceFile { name, bytes, sha256: hexadecimal(&hash) });
        }
        Ok(count)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    pub(in super::super) fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<(Vec<u8>, SourceFile)> {
        let path = Path::new("edges.csv.gz");
        let mut input = Input::new(path, Box::new(io::Cursor::new(bytes.to_vec())))?;
        let mut content = Vec::new();
        input.read_to_end(&mut content).map_err(|error| failed(path, error))?;
        Ok((content, input.finish()?))
    }

    #[test]
    fn packed_bytes_are_unpacked_and_hashed_as_they_stand() {
        let text = b"abc".repeat(100_000);
        let (content, file) = read(&text).unwrap();
        assert_eq!((content, file.bytes), (text.clone(), 300_000));
        let both = [packed(&text), packed(b"end")].concat();
        let (content, file) = read(&both).unwrap();
        assert_eq!((content, file.bytes), ([&text[..], b"end"].concat(), both.len() as u64));
        // The published digest of `abc`.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(read(b"abc").unwrap().1.sha256, abc);
    }

    #[test]
    fn a_truncated_or_damaged_file_says_so() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let whole = packed(&text);
        for length in [3, whole.len() / 2, whole.len() - 8, whole.len() - 1] {
            let error = read(&whole[..length]).unwrap_err().to_string();
            assert!(error.contains("truncated [E-FILE-002]"), "{length}: {error}");
        }
        let mut damaged = whole.clone();
        let last = damaged.len() - 5;
        damaged[last] ^= 1;
        assert!(read(&damaged).unwrap_err().to_string().contains("damaged"));
        assert!(
            read(&[&whole[..], b"garbage behind it"].concat()).unwrap_err().to_string().contains("damaged")
        );
    }
}
