//! A study copied to a temporary folder, to be spoilt and run through the real program.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with a copy of one of `geodata`, from which commands run.
pub(super) struct StudyCopy {
    folder: TempDir,
    name: &'static str,
}

/// What a command did.
pub(super) struct Outcome {
    pub(super) code: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl StudyCopy {
    pub(super) fn of_toy() -> Self {
        Self::of("toy")
    }

    pub(super) fn of_china() -> Self {
        Self::of("china")
    }

    fn of(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata").join(name);
        let to = folder.path().join(name);
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_file() {
                fs::copy(&entry, to.join(entry.file_name().unwrap())).unwrap();
            }
        }
        Self { folder, name }
    }

    /// The folder from which commands run.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file `name` of the study.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(self.name).join(name)
    }

    pub(super) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.file(file)).unwrap()
    }

    /// The same copy with `bytes` in `file`.
    pub(super) fn with(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.file(file), bytes).unwrap();
        self
    }

    /// The same copy with `old` replaced by `new` throughout `file`.
    pub(super) fn replacing(self, file: &str, old: &str, new: &str) -> Self {
        let text = self.read(file);
        assert!(text.contains(old), "{file} holds {old}");
        self.with(file, text.replace(old, new))
    }

    /// The program with `arguments`, in one thread.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jingwei"));
        command.args(arguments).args(["--threads", "1"]).current_dir(self.folder());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    pub(super) fn jingwei(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(&self.command(arguments).output().unwrap())
    }

    /// Runs the study into `out`.
    pub(super) fn run(&self, arguments: &[&str]) -> Outcome {
        let study = format!("{}/study.toml", self.name);
        self.jingwei(&[&["run", &study, "--output", "out"], arguments].concat())
    }

    /// What stands in the folder besides the study, hidden files among it.
    pub(super) fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != self.name);
        names.sort();
        names
    }

    /// Runs the study, which is refused with `code` and leaves nothing; gives what was said.
    pub(super) fn refused_with(&self, code: i32, arguments: &[&str]) -> String {
        let outcome = self.run(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(code), ""), "{}", outcome.stderr);
        assert!(self.beside().is_empty(), "{:?} was left behind", self.beside());
        outcome.stderr
    }

    /// Runs the study, whose input is refused; gives what was said.
    pub(super) fn refused(&self) -> String {
        self.refused_with(3, &[])
    }

    /// Runs the study, which succeeds; gives the warnings that the sound study does not give.
    pub(super) fn warned(&self) -> String {
        let outcome = self.run(&["--verbose", "--progress", "none"]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        assert_eq!(self.beside(), ["out"]);
        let strict = self.run(&["--strict"]);
        assert_eq!(strict.code, Some(4), "{}", strict.stderr);
        let usual = Self::of(self.name).run(&["--verbose", "--progress", "none"]).stderr;
        let warnings = outcome.stderr.lines().filter(|line| line.starts_with("warning["));
        warnings.filter(|line| !usual.contains(line)).fold(String::new(), |text, line| text + line + "\n")
    }
}

impl Outcome {
    pub(super) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

/// Holds what was said to its snapshot.
macro_rules! assert_said {
    ($name:expr, $said:expr) => {
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!($name, $said) })
    };
}
pub(super) use assert_said;
