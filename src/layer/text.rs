//! Bytes to text: UTF-8, or GB18030 with a word about it.

use crate::error::{Code, Error, Finding, Result};
use encoding_rs::{DecoderResult, GB18030};
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;

/// The bytes are not those of the encoding; carried inside an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// The first wrong byte, from 0.
    pub(crate) byte: u64,
    /// The text before it holds Chinese characters in UTF-8, which GB18030 hardly ever does by chance.
    pub(crate) damaged_utf8: bool,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed text at byte {}", self.byte)
    }
}

impl std::error::Error for Malformed {}

impl Malformed {
    fn error(byte: u64, damaged_utf8: bool) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, Self { byte, damaged_utf8 })
    }

    /// The malformed text that `error` reports, if that is what it reports.
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref::<Self>().copied()
    }
}

/// All bytes of the file at `path`; `-` is standard input.
///
/// # Errors
/// [`Error::Read`].
pub(crate) fn whole(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(Error::read(path))?;
        return Ok(bytes);
    }
    fs::read(path).map_err(Error::read(path))
}

/// The word about bytes of `file` that were read as GB18030.
pub(crate) fn decoded(file: &Path) -> Finding {
    Finding::new(Code::NotUtf8, "the bytes are not UTF-8 and were read as GB18030").file(file)
}

/// The refusal of `file`, which is not UTF-8 for the reason `malformed` and not GB18030 either.
pub(crate) fn undecodable(file: &Path, malformed: Malformed) -> Finding {
    let byte = malformed.byte;
    let what = if malformed.damaged_utf8 {
        format!("the text is UTF-8 up to byte {byte}, which is not")
    } else {
        format!("the bytes are neither UTF-8, first at byte {byte}, nor GB18030")
    };
    Finding::new(Code::BadText, what).file(file)
}

/// Whether text that turns out not to be UTF-8 was UTF-8 as far as it went.
fn is_utf8_so_far(chinese: usize) -> bool {
    chinese >= 2
}

/// How many Chinese characters stand in `text`, by the lead bytes of U+4000 to U+9FFF.
fn chinese(text: &[u8]) -> usize {
    text.iter().filter(|byte| (0xE4..=0xE9).contains(*byte)).count()
}

/// The text of `bytes` without a byte order mark, and a word if it was not UTF-8.
///
/// # Errors
/// [`Code::BadText`] when the bytes are neither UTF-8 nor GB18030.
pub fn decode(bytes: &[u8], file: &Path) -> Result<(String, Option<Finding>)> {
    if let Some(finding) = utf16(bytes, file) {
        return Err(finding.into());
    }
    let mut text = String::new();
    let Err(error) = Checked::new(bytes).read_to_string(&mut text) else { return Ok((text, None)) };
    let malformed = Malformed::of(&error).unwrap_or(Malformed { byte: 0, damaged_utf8: false });
    text.clear();
    match Decoded::new(bytes).read_to_string(&mut text) {
        Ok(_) if !malformed.damaged_utf8 => Ok((text, Some(decoded(file)))),
        _ => Err(undecodable(file, malformed).into()),
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
    /// Chinese characters so far.
    chinese: usize,
    ended: bool,
}

impl<R: Read> Checked<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, buffer: Vec::new(), ready: 0..0, offset: 0, chinese: 0, ended: false }
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
            Err(error) => {
                let chinese = self.chinese + chinese(&self.buffer[..error.valid_up_to()]);
                let byte = self.offset + error.valid_up_to() as u64;
                return Err(Malformed::error(byte, is_utf8_so_far(chinese)));
            }
        };
        self.chinese += chinese(&self.buffer[self.ready.clone()]);
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
                let byte = end.saturating_sub(u64::from(length) + u64::from(after));
                return Err(Malformed::error(byte, false));
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
        let said = |bytes| decode(bytes, Path::new("a.csv")).unwrap_err().to_string();
        assert_eq!(
            said(b"ab\xFF\xFFcd"),
            "a.csv: the bytes are neither UTF-8, first at byte 2, nor GB18030 [E-TEXT-002]"
        );
        assert!(said(b"\xFF\xFEa\0").contains("UTF-16"));
    }

    #[test]
    fn utf8_with_one_bad_byte_is_not_taken_for_gb18030() {
        let bytes = ["北京市,".as_bytes(), b"\xB1\xB1", "天津市".as_bytes()].concat();
        let error = decode(&bytes, Path::new("a.csv")).unwrap_err();
        assert_eq!(error.to_string(), "a.csv: the text is UTF-8 up to byte 10, which is not [E-TEXT-002]");
    }

    #[test]
    fn a_text_that_ends_inside_a_character_is_malformed() {
        let mut out = Vec::new();
        let error = Checked::new(&b"ab\xE5\x8C"[..]).read_to_end(&mut out).unwrap_err();
        assert_eq!(Malformed::of(&error), Some(Malformed { byte: 2, damaged_utf8: false }));
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
