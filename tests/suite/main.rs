//! The suite that runs on the data and the built program.

mod geodata;
