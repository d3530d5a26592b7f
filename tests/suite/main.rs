//! The integration tests, one binary.

mod build_tools;
mod geodata;
mod golden;
mod house;
mod published;
mod toy;
