//! How sure an index is: leaving units out, and drawing them anew.

mod bootstrap;
mod jackknife;
mod normal;

pub use bootstrap::{Bootstrap, BootstrapOptions, Interval, bootstrap, bootstrap_weighted};
pub use jackknife::{Jackknife, gini_jackknife, jackknife, jackknife_weighted};
