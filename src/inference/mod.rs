//! What more than one analysis needs to say how sure a number is.
//!
//! [`distributions`] holds the tail probabilities from which tests and intervals are read;
//! [`least_squares()`] fits lines and planes, each [`Coefficient`] with its error and interval.

pub mod distributions;
mod least_squares;
pub(crate) mod random;

pub use least_squares::{Coefficient, Fit, least_squares};
