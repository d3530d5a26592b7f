//! The integration tests, one binary.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod build_tools;
mod china;
mod end_to_end;
mod geodata;
mod golden;
mod house;
mod published;
mod timetable;
mod toy;
