//! A file that appears whole or not at all, however it is written.

use crate::error::{Code, Error, Finding, Result, STANDARD_OUTPUT};
use std::fs::{self, File};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// With these a temporary name begins and ends.
const PREFIX: &str = ".jingwei.";
const SUFFIX: &str = ".part";
/// Letters between them.
const RANDOM: usize = 6;

/// A file in the making; dropped without [`commit`](Self::commit), it leaves nothing.
///
/// What is written goes into a hidden file beside the target, which takes its name at the end. A device or a
/// pipe, and standard output, are written to directly.
///
/// # Conventions
/// Where the program is killed, the hidden file stays. It is locked while it is written, so that the next file
/// made in the folder finds those that nobody writes any more and removes them (on Unix).
///
/// # Example
/// ```
/// use jingwei::export::WholeFile;
/// use std::io::Write;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("answer.csv");
/// let mut file = WholeFile::create(&path, false)?;
/// writeln!(file, "id,minutes")?;
/// assert!(!path.exists());
/// file.commit()?;
/// assert_eq!(std::fs::read_to_string(&path)?, "id,minutes\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct WholeFile {
    /// As the user named it, for messages.
    named: PathBuf,
    out: BufWriter<Out>,
}

#[derive(Debug)]
enum Out {
    Beside { file: NamedTempFile, target: PathBuf, overwrite: bool },
    Device(File),
    Standard(Stdout),
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside { file, .. } => file.as_file_mut().write(bytes),
            Self::Device(device) => device.write(bytes),
            Self::Standard(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside { file, .. } => file.as_file_mut().flush(),
            Self::Device(device) => device.flush(),
            Self::Standard(out) => out.flush(),
        }
    }
}

impl WholeFile {
    /// Makes ready to write the file `path`, before any work is done. A link is followed.
    ///
    /// # Errors
    /// `E-OUT-001` if the file exists and `overwrite` is not given, or `path` is a directory; [`Error::Write`] if
    /// nothing can be written beside it.
    pub fn create(path: impl AsRef<Path>, overwrite: bool) -> Result<Self> {
        let named = path.as_ref();
        let target = fs::canonicalize(named).unwrap_or_else(|_| named.to_path_buf());
        let kind = fs::metadata(&target).map(|metadata| metadata.file_type());
        let out = match kind {
            Ok(kind) if kind.is_dir() => {
                let what = "a directory stands where the file is to be written";
                let finding = Finding::new(Code::OutputExists, what).file(named);
                return Err(finding.hint("name a file in it").into());
            }
            Ok(kind) if !kind.is_file() => {
                Out::Device(File::options().write(true).open(&target).map_err(Error::write(named))?)
            }
            Ok(_) if !overwrite => return Err(exists(named)),
            Ok(_) | Err(_) => {
                let file = beside(&target).map_err(Error::write(named))?;
                Out::Beside { file, target, overwrite }
            }
        };
        Ok(Self { named: named.to_path_buf(), out: BufWriter::new(out) })
    }

    /// Standard output, to be written to as a file is.
    #[must_use]
    pub fn standard_output() -> Self {
        Self { named: STANDARD_OUTPUT.into(), out: BufWriter::new(Out::Standard(io::stdout())) }
    }

    /// The file as the user named it.
    #[must_use]
    pub fn named(&self) -> &Path {
        &self.named
    }

    /// Writes `bytes`: as [`Write::write_all`], with an error that names the file.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).map_err(Error::write(&self.named))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// [`Error::Write`], or `E-OUT-001` if the file was made meanwhile and is not to be replaced; then nothing of
    /// this one is left behind.
    pub fn commit(mut self) -> Result<()> {
        self.out.flush().map_err(Error::write(&self.named))?;
        let (out, _) = self.out.into_parts();
        let Out::Beside { file, target, overwrite } = out else { return Ok(()) };
        let placed = if overwrite { file.persist(&target) } else { file.persist_noclobber(&target) };
        match placed {
            Ok(_) => Ok(()),
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(&self.named)),
            Err(failed) => Err(Error::write(&self.named)(failed.error)),
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes `bytes` as the file `path`: whole or not at all. A device or pipe is written to directly.
///
/// # Errors
/// `E-OUT-001` if the file exists and `overwrite` is not given, or `path` is a directory; [`Error::Write`].
pub fn write_whole(path: impl AsRef<Path>, bytes: &[u8], overwrite: bool) -> Result<()> {
    let mut file = WholeFile::create(path, overwrite)?;
    file.put(bytes)?;
    file.commit()
}

fn exists(path: &Path) -> Error {
    Finding::new(Code::OutputExists, "the output file exists").file(path).into()
}

/// A hidden file in the folder of `target`.
fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    #[cfg(unix)]
    {
        abandoned::remove(parent);
        abandoned::locked(|| builder.tempfile_in(parent))
    }
    #[cfg(not(unix))]
    builder.tempfile_in(parent)
}

/// Hidden files whose writer was killed. The lock of a file goes with the process that holds it.
#[cfg(unix)]
mod abandoned {
    use super::{PREFIX, RANDOM, SUFFIX};
    use rustix::fs::{FlockOperation, flock};
    use std::fs::{self, File};
    use std::io;
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;
    use tempfile::NamedTempFile;

    /// A file from `make` that is locked, so that nobody takes it for abandoned.
    pub(super) fn locked(make: impl Fn() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
        loop {
            let file = make()?;
            // Some file systems know no locks; nothing is removed there either.
            let held = flock(file.as_file(), FlockOperation::LockExclusive);
            // Another process may have removed the file before it was locked.
            if held.is_err() || file.as_file().metadata()?.nlink() > 0 {
                return Ok(file);
            }
        }
    }

    /// Removes the hidden files in `folder` that no living process writes; what cannot be removed stays.
    pub(super) fn remove(folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let ours = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
            let ours = ours.is_some_and(|random| {
                random.len() == RANDOM && random.bytes().all(|letter| letter.is_ascii_alphanumeric())
            });
            if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
                continue;
            }
            let Ok(file) = File::open(entry.path()) else { continue };
            if flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok() {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_stands_before_it_is_whole() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.csv");
        let mut file = WholeFile::create(&path, false).unwrap();
        file.put(&vec![b'1'; 100_000]).unwrap();
        assert!(!path.exists() && entries(root.path()).len() == 1);
        drop(file);
        assert!(entries(root.path()).is_empty());
        fs::write(&path, "old").unwrap();
        assert_eq!(WholeFile::create(&path, false).unwrap_err().exit_code(), 3);
        let mut file = WholeFile::create(&path, true).unwrap();
        file.put(b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        file.commit().unwrap();
        assert_eq!((fs::read(&path).unwrap().as_slice(), entries(root.path()).len()), (&b"new"[..], 1));
    }

    #[test]
    fn a_file_made_meanwhile_is_not_replaced() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.csv");
        let file = WholeFile::create(&path, false).unwrap();
        fs::write(&path, "other").unwrap();
        let refused = file.commit().unwrap_err();
        assert!(refused.to_string().ends_with("the output file exists [E-OUT-001]"), "{refused}");
        assert_eq!((fs::read(&path).unwrap().as_slice(), entries(root.path()).len()), (&b"other"[..], 1));
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_program_left_is_removed_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let strangers = [".jingwei.abc123.part.txt", ".jingwei.abc.part", ".jingwei.ab-123.part", "a.part"];
        for name in strangers.iter().chain(&[".jingwei.abc123.part"]) {
            fs::write(root.path().join(name), "").unwrap();
        }
        let mut other = WholeFile::create(root.path().join("other"), false).unwrap();
        write_whole(root.path().join("a.csv"), b"1", false).unwrap();
        other.put(b"2").unwrap();
        other.commit().unwrap();
        let mut wanted = [&strangers[..], &["a.csv", "other"]].concat();
        wanted.sort_unstable();
        assert_eq!(entries(root.path()), wanted);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_is_written_to_directly() {
        write_whole("/dev/null", b"1", false).unwrap();
        let full = write_whole("/dev/full", b"1", false).unwrap_err();
        assert!(matches!(full, Error::Write { .. }), "{full}");
    }
}
