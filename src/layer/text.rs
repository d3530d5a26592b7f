//! Bytes to text: UTF-8, or GB18030 with a word about it.

use crate::error::{Code, Finding};
use encoding_rs::{DecoderResult, GB18030};
use std::fmt;
use std::io::{self, Read};
use std::path::Path;

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;

/// The bytes are not those of the encoding; carried inside an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// The first wrong byte, from 0.
    pub(crate) byte: u64,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed text at byte {}", self.byte)
    }
}

impl std::error::Error for Malformed {}

impl Malformed {
    fn error(byte: u64) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, Self { byte })
    }

    /// The malformed text that `error` reports, if that is what it reports.
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref::<Self>().copied()
    }
}

/// The word about bytes of `file` that were read as GB18030.
pub(crate) fn decoded(file: &Path) -> Finding {
    Finding::new(Code::NotUtf8, "the bytes are not UTF-8 and were read as GB18030").file(file)
}

/// The refusal of `file`, whose byte `byte` fits neither encoding.
pub(crate) fn undecodable(file: &Path, byte: u64) -> Finding {
    let what = format!("the bytes are neither UTF-8 nor GB18030, first at byte {byte}");
    Finding::new(Code::BadText, what).file(file)
}

/// The text of `bytes` without a byte order mark, and a word if it was not UTF-8.
///
/// # Errors
/// [`Code::BadText`] when the bytes are neither UTF-8 nor GB18030.
pub fn decode(bytes: &[u8], file: &Path) -> Result<(String, Option<Finding>), Finding> {
    if let Some(finding) = utf16(bytes, file) {
        return Err(finding);
    }
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let mut text = String::new();
    match Decoded::new(bytes).read_to_string(&mut text) {
        Ok(_) => Ok((text, Some(decoded(file)))),
        Err(error) => Err(undecodable(file, Malformed::of(&error).map_or(0, |malformed| malformed.byte))),
    }
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The refusal of UTF-16, which spreadsheets call Unicode text.
pub(crate) fn utf16(start: &[u8], file: &Path) -> Option<Finding> {
    (start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF")).then(|| {
        Finding::new(Code::BadText, "the file is UTF-16, as spreadsheets save Unicode text").file(file)
    })
}

/// UTF-8 passed through, without its byte order mark; fails at the first byte that is not UTF-8.
pub(crate) struct Checked<R> {
    inner: R,
    buffer: Vec<u8>,
    /// What of `buffer` is checked and not yet given out.
    ready: std::ops::Range<usize>,
    /// Where in the file `buffer` begins.
    offset: u64,
    ended: bool,
}

impl<R: Read> Checked<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, buffer: Vec::new(), ready: 0..0, offset: 0, ended: false }
    }

    /// Reads on behind the bytes that are left over from an unfinished character.
    fn fill(&mut self) -> io::Result<()> {
        let start = self.offset == 0 && self.buffer.is_empty();
        self.offset += self.ready.end as u64;
        self.buffer.drain(..self.ready.end);
        let carried = self.buffer.len();
        self.buffer.resize(carried + CHUNK, 0);
        let mut length = carried;
        // A whole byte order mark is wanted before the first look.
        while length < carried + 3 && !self.ended {
            match self.inner.read(&mut self.buffer[length..]) {
                Ok(0) => self.ended = true,
                Ok(count) => length += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.buffer.truncate(length);
        let skipped = if start && self.buffer.starts_with(BOM) { BOM.len() } else { 0 };
        self.ready = match std::str::from_utf8(&self.buffer) {
            Ok(_) => skipped..length,
            Err(error) if error.error_len().is_none() && !self.ended => skipped..error.valid_up_to(),
            Err(error) => return Err(Malformed::error(self.offset + error.valid_up_to() as u64)),
        };
        Ok(())
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut given = self.ready.start;
        while given == self.ready.end {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
            given = self.ready.start;
        }
        let count = out.len().min(self.ready.end - given);
        out[..count].copy_from_slice(&self.buffer[given..given + count]);
        self.ready.start += count;
        Ok(count)
    }
}

/// GB18030 turned into UTF-8; fails at the first malformed sequence.
pub(crate) struct Decoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    input: Vec<u8>,
    /// What of `input` is not yet decoded.
    left: std::ops::Range<usize>,
    offset: u64,
    output: Vec<u8>,
    given: usize,
    ended: bool,
    flushed: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self {
            inner,
            decoder: GB18030.new_decoder_without_bom_handling(),
            input: vec![0; CHUNK],
            left: 0..0,
            offset: 0,
            output: Vec::new(),
            given: 0,
            ended: false,
            flushed: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.left.is_empty() && !self.ended {
            self.offset += self.left.end as u64;
            let count = self.inner.read(&mut self.input)?;
            self.left = 0..count;
            self.ended = count == 0;
        }
        self.output.resize(2 * CHUNK, 0);
        self.given = 0;
        let input = &self.input[self.left.clone()];
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(input, &mut self.output, self.ended);
        self.output.truncate(written);
        self.left.start += read;
        match result {
            DecoderResult::InputEmpty => self.flushed = self.ended,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let end = self.offset + self.left.start as u64;
                return Err(Malformed::error(end.saturating_sub(u64::from(length) + u64::from(after))));
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() {
            if self.flushed {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = out.len().min(self.output.len() - self.given);
        out[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    /// Gives out at most `step` bytes at a time.
    struct Dribble<'a>(&'a [u8], usize);

    impl Read for Dribble<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(self.1).min(out.len());
            out[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn utf8_passes_without_its_mark_and_gbk_with_a_word() {
        let file = Path::new("a.csv");
        assert_eq!(decode("\u{feff}北京".as_bytes(), file).unwrap(), ("北京".to_owned(), None));
        let (text, word) = decode(&gbk("北京市"), file).unwrap();
        assert_eq!(text, "北京市");
        assert_eq!(word.unwrap().code, Code::NotUtf8);
    }

    #[test]
    fn bytes_of_no_encoding_are_refused_with_their_place() {
        let finding = decode(b"ab\xFF\xFFcd", Path::new("a.csv")).unwrap_err();
        assert_eq!(finding.code, Code::BadText);
        assert_eq!(finding.what, "the bytes are neither UTF-8 nor GB18030, first at byte 2");
        let finding = decode(b"\xFF\xFEa\0", Path::new("a.csv")).unwrap_err();
        assert!(finding.what.contains("UTF-16"), "{}", finding.what);
    }

    #[test]
    fn a_text_that_ends_inside_a_character_is_malformed() {
        let mut out = Vec::new();
        let error = Checked::new(&b"ab\xE5\x8C"[..]).read_to_end(&mut out).unwrap_err();
        assert_eq!(Malformed::of(&error), Some(Malformed { byte: 2 }));
    }

    proptest! {
        #[test]
        fn streaming_equals_decoding_at_once(text in "\\PC{0,40}", step in 1usize..7) {
            let mut streamed = String::new();
            Checked::new(Dribble(text.as_bytes(), step)).read_to_string(&mut streamed).unwrap();
            prop_assert_eq!(&streamed, &text);
            let mut streamed = String::new();
            Decoded::new(Dribble(&gbk(&text), step)).read_to_string(&mut streamed).unwrap();
            prop_assert_eq!(&streamed, &text);
        }
    }
}
