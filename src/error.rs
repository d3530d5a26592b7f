//! What went wrong, where, and what to do next.
//!
//! A [`Finding`] is one thing wrong (or worth a word) in the input: its stable [`Code`], its [`Place`]
//! (file, feature, id and name, field), the value, why, and the next step. Findings of level warning
//! travel with the results; findings of level error are collected, up to [`SHOWN`], into one [`Error`].

mod code;

pub use code::{CODES, Code, Level};

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// How many findings one error shows; the rest are counted.
pub const SHOWN: usize = 20;

/// What standard output is called in messages.
pub(crate) const STANDARD_OUTPUT: &str = "standard output";

/// The result of everything that can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where in the input a finding lies; each part is absent where it has no meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub file: Option<PathBuf>,
    /// Feature number in the file, from 1.
    pub feature: Option<usize>,
    /// Line of a text file, from 1.
    pub line: Option<u64>,
    /// Identifier of the feature or row.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Field or key.
    pub field: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told("field"))
    }
}

impl Place {
    /// The place in words, with the word for its field.
    fn told(&self, field_word: &str) -> String {
        let mut parts = Vec::new();
        if let Some(file) = &self.file {
            parts.push(file.display().to_string());
        }
        let who = match (&self.id, &self.name) {
            (Some(id), Some(name)) => Some(format!("`{id}` {name}")),
            (Some(id), None) => Some(format!("`{id}`")),
            (None, Some(name)) => Some(name.clone()),
            (None, None) => None,
        };
        let line = self.line.map(|line| format!("line {line}"));
        let feature = self.feature.map(|number| format!("feature {number}"));
        let bracketed = |place, who: &Option<String>| match who {
            Some(who) => format!("{place} ({who})"),
            None => place,
        };
        match (line, feature) {
            (Some(line), Some(feature)) => parts.extend([line, bracketed(feature, &who)]),
            (Some(place), None) | (None, Some(place)) => parts.push(bracketed(place, &who)),
            (None, None) => parts.extend(who),
        }
        if let Some(field) = &self.field {
            parts.push(format!("{field_word} `{field}`"));
        }
        parts.join(": ")
    }
}

/// One thing wrong, or worth a word, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable kind, told at length by `jingwei explain`.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What is wrong and why: lower case, no full stop, literals in backticks.
    pub what: String,
    /// The offending value as it stands in the input.
    pub value: Option<String>,
    /// What to do next; empty when the code's own hint says enough.
    pub hint: String,
}

impl Finding {
    /// A finding of kind `code`, saying `what` is wrong.
    #[must_use]
    pub fn new(code: Code, what: impl Into<String>) -> Self {
        Self { code, place: Place::default(), what: what.into(), value: None, hint: String::new() }
    }

    /// The same finding in `file`.
    #[must_use]
    pub fn file(mut self, file: impl AsRef<Path>) -> Self {
        self.place.file = Some(file.as_ref().to_path_buf());
        self
    }

    /// The same finding at feature `number`, counted from 1.
    #[must_use]
    pub fn feature(mut self, number: usize) -> Self {
        self.place.feature = Some(number);
        self
    }

    /// The same finding on text line `line`, counted from 1.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.place.line = Some(line);
        self
    }

    /// The same finding about the feature or row called `id`.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.place.id = Some(id.into());
        self
    }

    /// The same finding about the feature or row named `name`.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.place.name = Some(name.into());
        self
    }

    /// The same finding in `field`.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.place.field = Some(field.into());
        self
    }

    /// The same finding with the offending value.
    #[must_use]
    pub fn value(mut self, value: impl fmt::Display) -> Self {
        self.value = Some(value.to_string());
        self
    }

    /// The same finding with a next step of its own.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The next step: the finding's own, or else its code's.
    #[must_use]
    pub fn next_step(&self) -> &str {
        if self.hint.is_empty() { self.code.hint() } else { &self.hint }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.told(match self.code {
            Code::UnknownKey => "key",
            Code::BadSetting | Code::BadFilter | Code::BadEdit => "setting",
            Code::BadArgument => "argument",
            Code::BadSection => "section",
            _ => "field",
        });
        if !place.is_empty() {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.what)?;
        match &self.value {
            Some(value) => write!(f, ": `{value}`"),
            None => Ok(()),
        }
    }
}

impl From<Finding> for Error {
    fn from(finding: Finding) -> Self {
        Self::Input(vec![finding])
    }
}

/// Why an operation could not be done.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input was read and refused; never empty.
    #[error("{}", Listed(.0))]
    Input(Vec<Finding>),
    /// The request itself makes no sense: a flag, a key, a name.
    #[error("{0}")]
    Usage(Box<Finding>),
    /// A file could not be read.
    #[error("{}: cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be written; nothing of it is left behind.
    #[error("{}: cannot be written", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The user stopped the run; nothing is left behind.
    #[error("interrupted, nothing was left behind")]
    Interrupted,
}

impl Error {
    /// Fails with every finding of level error among `findings`, if there is one.
    ///
    /// # Errors
    /// [`Error::Input`] with the findings of level error.
    pub fn if_any(findings: &[Finding]) -> Result<()> {
        let errors: Vec<_> = findings.iter().filter(|f| f.code.level() == Level::Error).cloned().collect();
        if errors.is_empty() { Ok(()) } else { Err(Self::Input(errors)) }
    }

    /// A request that makes no sense.
    #[must_use]
    pub fn usage(finding: Finding) -> Self {
        Self::Usage(Box::new(finding))
    }

    /// `map_err` for reading `path`.
    pub fn read(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Read { path: path.as_ref().to_path_buf(), source }
    }

    /// `map_err` for writing `path`.
    pub fn write(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Write { path: path.as_ref().to_path_buf(), source: plain(source) }
    }

    /// The process exit code: 1 failed, 2 wrong usage, 3 input unreadable or refused, 130 interrupted.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Read { .. } => 3,
            Self::Usage(_) => 2,
            Self::Write { .. } => 1,
            Self::Interrupted => 130,
        }
    }

    /// What is wrong with the input, for whoever collects it over several files.
    ///
    /// # Errors
    /// The error itself where it is not about the input: writing failed, or the user stopped the work.
    pub fn into_findings(self) -> Result<Vec<Finding>> {
        match self {
            Self::Input(findings) => Ok(findings),
            Self::Usage(finding) => Ok(vec![*finding]),
            Self::Read { path, source } => Ok(vec![unreadable(&path, &source)]),
            other => Err(other),
        }
    }

    /// What to do next, one line for each different advice.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        let mut hints: Vec<String> = Vec::new();
        let mut add = |hint: &str| {
            if !hint.is_empty() && !hints.iter().any(|known| known == hint) {
                hints.push(hint.to_owned());
            }
        };
        match self {
            Self::Input(findings) => findings.iter().take(SHOWN).for_each(|f| add(f.next_step())),
            Self::Usage(finding) => add(finding.next_step()),
            Self::Read { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                add("check the path; paths in study.toml are relative to the folder that holds it");
            }
            Self::Read { source, .. } if source.kind() == io::ErrorKind::IsADirectory => {
                add("this is a folder; name a file in it");
            }
            Self::Read { .. } => add("check that the file is readable"),
            Self::Write { path, .. } if path == Path::new(STANDARD_OUTPUT) => {
                add("write to a file with --output, or see to where standard output goes");
            }
            Self::Write { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                add("free some space or choose another folder with --output; nothing was left behind");
            }
            Self::Write { source, .. } if source.kind() == io::ErrorKind::FileTooLarge => {
                add(
                    "raise the limit on the size of a file (`ulimit -f`) or choose another folder with --output; nothing was left behind",
                );
            }
            Self::Write { .. } => {
                add("choose a folder that you may write to with --output; nothing was left behind");
            }
            Self::Interrupted => {}
        }
        hints
    }
}

/// The finding for a file that the system does not let us read.
fn unreadable(path: &Path, source: &io::Error) -> Finding {
    let why = match source.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read this file".to_owned(),
        _ => format!("the file cannot be read, {source}"),
    };
    Finding::new(Code::Unreadable, why).file(path)
}

/// What the system said, without the path of a temporary file behind it.
fn plain(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((said, _)) => io::Error::new(error.kind(), said),
        None => error,
    }
}

/// Findings one a line with their codes, at most [`SHOWN`], the rest counted.
struct Listed<'a>(&'a [Finding]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, finding) in self.0.iter().take(SHOWN).enumerate() {
            if number > 0 {
                f.write_str("\n  ")?;
            }
            write!(f, "{finding} [{}]", finding.code)?;
        }
        if self.0.len() > SHOWN {
            write!(f, "\n  and {} more", self.0.len() - SHOWN)?;
        }
        Ok(())
    }
}
