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
}
