//! The integration tests, one binary.

mod build_tools;
mod china;
mod end_to_end;
mod geodata;
mod golden;
mod house;
mod published;
mod timetable;
mod toy;
