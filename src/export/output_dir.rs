//! Output that is whole or absent.
//!
//! A run writes into a hidden folder beside its target and moves it into place at the end. Whatever stops
//! it before that, nothing is left behind and what stood there before still stands.

use super::provenance::{self, Provenance, Source};
use crate::error::{Code, Error, Finding, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory in the making; dropped without [`commit`](Self::commit), it leaves nothing.
#[derive(Debug)]
pub struct OutputDir {
    /// As the user named it, for messages.
    named: PathBuf,
    target: PathBuf,
    fresh: PathBuf,
    written: Vec<Source>,
    // In the order of dropping: the folder goes before the parents that were made for it.
    scratch: Option<TempDir>,
    _parents: Parents,
}

/// Folders that did not exist before; on drop those that are empty go again.
#[derive(Debug)]
struct Parents(Vec<PathBuf>);

impl Drop for Parents {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

impl OutputDir {
    /// Makes ready to write the directory `path`, before any work is done.
    ///
    /// A directory that jingwei wrote (it holds its `provenance.json`) will be replaced as a whole; any
    /// other one only with `overwrite`. Missing parents are made. A link is followed.
    ///
    /// # Errors
    /// `E-OUT-001` if the directory is not ours to replace, is a file, or is one that must never be replaced
    /// (the working directory or one above it); [`Error::Write`] if nothing can be written beside it.
    pub fn create(path: impl AsRef<Path>, overwrite: bool) -> Result<Self> {
        let named = path.as_ref().to_path_buf();
        let target = fs::canonicalize(&named).or_else(|_| std::path::absolute(&named));
        let target = target.map_err(Error::write(&named))?;
        refuse_existing(&named, &target, overwrite)?;
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(refused(&named, "the output directory needs a name of its own"));
        };
        let parents = make_parents(parent).map_err(Error::write(&named))?;
        let prefix = format!(".{}.", name.to_string_lossy());
        let scratch = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent);
        let scratch = scratch.map_err(Error::write(&named))?;
        // One level deeper, so that it has the permissions of any folder and not those of a private one.
        let fresh = scratch.path().join("new");
        fs::create_dir(&fresh).map_err(Error::write(&named))?;
        Ok(Self { named, target, fresh, written: Vec::new(), scratch: Some(scratch), _parents: parents })
    }

    /// Refuses to replace a directory that holds one of `inputs`.
    ///
    /// # Errors
    /// `E-OUT-001`.
    pub fn refuse_if_it_holds<P: AsRef<Path>>(&self, inputs: impl IntoIterator<Item = P>) -> Result<()> {
        for input in inputs {
            let input = input.as_ref();
            if fs::canonicalize(input).is_ok_and(|whole| whole.starts_with(&self.target)) {
                let what = "the output directory holds an input, which would be lost";
                return Err(Finding::new(Code::OutputExists, what)
                    .file(&self.named)
                    .value(input.display())
                    .hint("choose another folder with --output")
                    .into());
            }
        }
        Ok(())
    }

    /// Writes the file `relative` (with `/` between folders) by `fill` and remembers its hash.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn write(
        &mut self,
        relative: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        let path = self.fresh.join(relative);
        let source = write_hashed(&path, relative, fill).map_err(Error::write(self.named.join(relative)))?;
        self.written.push(source);
        Ok(())
    }

    /// The files written so far, with their hashes.
    #[must_use]
    pub fn written(&self) -> &[Source] {
        &self.written
    }

    /// Writes `provenance.json` and moves the whole directory into place, the old one out of it. Returns
    /// the directory as the user named it.
    ///
    /// # Errors
    /// [`Error::Write`]; then the old directory, if there was one, stands as before.
    pub fn commit(mut self, provenance: &Provenance) -> Result<PathBuf> {
        self.written.sort_by(|a, b| a.path.cmp(&b.path));
        let written = std::mem::take(&mut self.written);
        self.write(provenance::FILE_NAME, |out| provenance::write(provenance, &written, out))?;
        self.put_in_place().map_err(Error::write(&self.named))?;
        Ok(self.named.clone())
    }

    fn put_in_place(&mut self) -> io::Result<()> {
        let scratch = self.scratch.take().expect("a directory is committed once");
        let old = scratch.path().join("old");
        if fs::symlink_metadata(&self.target).is_err() {
            return fs::rename(&self.fresh, &self.target);
        }
        fs::rename(&self.target, &old)?;
        if let Err(failure) = fs::rename(&self.fresh, &self.target) {
            if let Err(again) = fs::rename(&old, &self.target) {
                // The old directory must not go with the scratch folder.
                let kept = scratch.keep().join("old");
                let text = format!("{failure}; the former directory is now {} ({again})", kept.display());
                return Err(io::Error::new(failure.kind(), text));
            }
            return Err(failure);
        }
        Ok(())
    }
}

fn refused(path: &Path, what: &str) -> Error {
    Finding::new(Code::OutputExists, what).file(path).into()
}

fn refuse_existing(named: &Path, target: &Path, overwrite: bool) -> Result<()> {
    let Ok(metadata) = fs::metadata(target) else { return Ok(()) };
    if !metadata.is_dir() {
        let what = "a file stands where the output directory is to be";
        let hint = "choose another folder with --output, or remove the file";
        return Err(Finding::new(Code::OutputExists, what).file(named).hint(hint).into());
    }
    let here = std::env::current_dir().and_then(fs::canonicalize).map_err(Error::write(named))?;
    if here.starts_with(target) {
        let what = "the working directory lies in the output directory, which is replaced as a whole";
        return Err(Finding::new(Code::OutputExists, what)
            .file(named)
            .hint("choose another folder with --output")
            .into());
    }
    if overwrite || provenance::is_ours(target) {
        return Ok(());
    }
    Err(refused(named, "the output directory exists and was not written by jingwei"))
}

fn make_parents(parent: &Path) -> io::Result<Parents> {
    let missing = parent.ancestors().take_while(|folder| fs::symlink_metadata(folder).is_err());
    let missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
    let mut made = Parents(Vec::new());
    for folder in missing.into_iter().rev() {
        fs::create_dir(&folder)?;
        made.0.push(folder);
    }
    Ok(made)
}

fn write_hashed(
    path: &Path,
    relative: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Source> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut out = Hashed { out: BufWriter::new(File::create_new(path)?), hash: Sha256::new(), bytes: 0 };
    fill(&mut out)?;
    out.flush()?;
    Ok(Source {
        path: relative.to_owned(),
        bytes: out.bytes,
        sha256: provenance::hexadecimal(&out.hash.finalize()),
    })
}

struct Hashed {
    out: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hash.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests;
