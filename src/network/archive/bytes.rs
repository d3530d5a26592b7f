//! The bytes of a file, mapped into memory. The only module with code that the compiler cannot prove safe.

#![expect(unsafe_code, reason = "a map can be made in no other way; the proof stands where it is made")]

use memmap2::Mmap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Deref;
use std::path::Path;

/// The bytes of a file.
pub(crate) struct Bytes(Held);

enum Held {
    Mapped(Mmap),
    Read(Vec<u8>),
}

impl Bytes {
    /// The bytes of the file `path`: mapped, or read where it is a pipe or its file system maps nothing.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        if file.metadata()?.is_file() {
            // SAFETY: the map is private to this value and only read, as bytes, each of which is valid whatever it
            // is. What would break it is that the file is changed in place or cut while it is mapped. This program
            // never does that: it writes beside the file and renames, after which the map still shows the old one.
            // That no other program does is asked of the user in the docs of `RoadNetwork::open`, as every program
            // that maps files must.
            if let Ok(map) = unsafe { Mmap::map(&file) } {
                return Ok(Self(Held::Mapped(map)));
            }
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Self::from(bytes))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Held::Read(bytes))
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bytes").field(&self.len()).finish()
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Held::Mapped(map) => map,
            Held::Read(bytes) => bytes,
        }
    }
}
