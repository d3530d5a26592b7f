//! Following a long piece of work, and stopping it.

use crate::error::{Error, Result};
use std::sync::atomic::{AtomicBool, Ordering};

/// What a caller hands to long work: where to say each step, and whether to stop.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Told the name of each step as it begins.
    pub on_step: &'a (dyn Fn(&str) + Sync),
    /// Set from outside to stop the work at its next step.
    pub stop: &'a AtomicBool,
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("stop", self.stop).finish_non_exhaustive()
    }
}

impl Watch<'_> {
    /// Nobody follows and nobody stops.
    #[must_use]
    pub fn none() -> Watch<'static> {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Watch { on_step: &|_| {}, stop: &NEVER }
    }

    /// Begins the step called `name`.
    ///
    /// # Errors
    /// [`Error::Interrupted`] once the work was told to stop.
    pub fn step(&self, name: &str) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted);
        }
        (self.on_step)(name);
        Ok(())
    }

    /// Goes on with the step called `name`, of which `done` parts of `all` are done; said whenever that is another
    /// per cent than what was `said` last.
    ///
    /// # Errors
    /// [`Error::Interrupted`] once the work was told to stop.
    pub fn share(&self, name: &str, done: usize, all: usize, said: &mut Option<usize>) -> Result<()> {
        let percent =
            if all == 0 { 100 } else { usize::try_from(done as u128 * 100 / all as u128).unwrap_or(100) };
        if *said == Some(percent) {
            return if self.stop.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) };
        }
        *said = Some(percent);
        self.step(&format!("{name}: {percent} %"))
    }
}
