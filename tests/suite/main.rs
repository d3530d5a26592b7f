//! The integration tests, one binary.

mod build_tools;
mod geodata;
mod toy;
