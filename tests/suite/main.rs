//! The integration tests, one binary.

mod bad_input;
mod build_tools;
mod geodata;
mod golden;
mod help;
mod published;
mod study_copy;
mod toy;
