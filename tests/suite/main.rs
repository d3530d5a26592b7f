//! The integration tests, one binary.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod build_tools;
mod china;
mod end_to_end;
mod geodata;
mod golden;
mod golden_access;
mod help;
mod house;
mod on_roads;
mod prepared;
mod published;
mod study_copy;
mod timetable;
mod toy;
