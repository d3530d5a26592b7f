//! Bad input through the real program: the exit code, that nothing is half-written, and what is said.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod geometry;
mod joins;
mod json;
mod many;
mod network;
mod numbers;
mod output;
mod stopping;
mod study_file;

use super::study_copy::{Outcome, StudyCopy, assert_said};
