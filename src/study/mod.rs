//! A study: one file that says what is read and by which rules, and everything read by it.
//!
//! [`config`] is `study.toml` in types, [`read`](mod@read) turns the text into them and names every key that
//! it does not know, [`assemble`] reads, checks and joins the layers and builds the network, and
//! [`watch`] lets a caller follow the work and stop it. A [`Study`] never changes once it is assembled.

pub mod assemble;
pub mod config;
mod modes;
#[cfg(test)]
mod order_of_features;
pub mod read;
mod reader;
mod refusal;
pub mod scenario;
mod station_reader;
mod timetable_reader;
pub mod watch;

pub use assemble::Study;
pub use config::Config;
pub use reader::Join;
pub use scenario::Scenario;
pub use watch::Watch;
