//! The integration suite, one binary.

mod golden;
mod published;
