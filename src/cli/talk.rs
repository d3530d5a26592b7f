//! What the program says on standard error: steps, warnings, errors and hints.

use super::{Common, Progress};
use crate::error::{Error, Finding};
use crate::study::Watch;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How many warnings are printed without `--verbose`; the rest are counted.
const FEW: usize = 8;

/// The voice of one command.
pub(super) struct Talk {
    quiet: bool,
    verbose: bool,
    progress: Progress,
    bar: ProgressBar,
    warned: AtomicBool,
}

impl Talk {
    pub(super) fn new(common: &Common) -> Self {
        let shown = common.progress == Progress::Auto && !common.quiet && std::io::stderr().is_terminal();
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        bar.set_style(ProgressStyle::with_template("{spinner} {msg} {elapsed}").expect("a template of ours"));
        Self {
            quiet: common.quiet,
            verbose: common.verbose,
            progress: common.progress,
            bar,
            warned: AtomicBool::new(false),
        }
    }

    /// Follows long work, and stops it at its next step when the user presses Ctrl-C.
    pub(super) fn following<T>(&self, work: impl FnOnce(Watch<'_>) -> T) -> T {
        self.bar.enable_steady_tick(Duration::from_millis(100));
        let on_step = |step: &str| self.step(step);
        let answer = work(Watch { on_step: &on_step, stop: interrupted() });
        self.bar.finish_and_clear();
        answer
    }

    fn step(&self, step: &str) {
        match self.progress {
            Progress::Auto if self.verbose && self.bar.is_hidden() => self.line(step),
            Progress::Auto => self.bar.set_message(step.to_owned()),
            Progress::Plain => self.line(step),
            Progress::Json => self.line(&serde_json::json!({ "step": step }).to_string()),
            Progress::None => {}
        }
    }

    /// One line of talk, unless `--quiet`.
    pub(super) fn line(&self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Warnings, the first few unless `--verbose`.
    pub(super) fn warnings(&self, findings: &[Finding]) {
        if findings.is_empty() {
            return;
        }
        self.warned.store(true, Ordering::Relaxed);
        let shown = if self.verbose { findings.len() } else { FEW };
        for finding in findings.iter().take(shown) {
            self.line(&format!("warning[{}]: {finding}", finding.code));
        }
        if findings.len() > shown {
            self.line(&format!("and {} more warnings; --verbose shows them all", findings.len() - shown));
        }
    }

    /// Whether there was a warning.
    pub(super) fn warned(&self) -> bool {
        self.warned.load(Ordering::Relaxed)
    }

    /// An error with its causes and hints; said even under `--quiet`.
    pub(super) fn failed(&self, error: &Error) {
        self.say(&format!("error: {error}"));
        let mut cause = std::error::Error::source(error);
        while let Some(source) = cause {
            self.say(&format!("  cause: {source}"));
            cause = source.source();
        }
        for hint in error.hints() {
            self.say(&format!("hint: {hint}"));
        }
    }

    fn say(&self, text: &str) {
        self.bar.suspend(|| {
            // Nobody is left to hear when standard error is closed.
            let _ = writeln!(std::io::stderr(), "{text}");
        });
    }
}

/// Ends the program at the second Ctrl-C, for work that does not come to its next step.
#[expect(clippy::exit, reason = "a signal handler has nobody to return to")]
fn give_up() {
    std::process::exit(130);
}

/// Set by the first Ctrl-C or termination signal.
fn interrupted() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    static HANDLER: OnceLock<()> = OnceLock::new();
    HANDLER.get_or_init(|| {
        // Without a handler the signal ends the program at once; temporary files are then left to the system.
        let _ = ctrlc::set_handler(|| {
            if STOP.swap(true, Ordering::Relaxed) {
                give_up();
            }
        });
    });
    &STOP
}
