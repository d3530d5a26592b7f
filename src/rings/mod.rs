//! What lies in which circle of travel time around a core, and who is core at all.
//!
//! | question | answer |
//! |---|---|
//! | in which ring lies each city? | [`bands`] |
//! | how much lies in each ring, how dense, how large a share? | [`profile`] |
//! | how does the total grow with the minutes, ring or no ring? | [`cumulative_profile`] |
//! | who is core and who is periphery by interaction, wherever they lie? | [`core_periphery`] |
//!
//! [`bands`] comes first; the two profiles are taken over its result. Rings depend on the breaks chosen,
//! the cumulative profile does not: show it beside the rings.

mod bands;
pub mod core_periphery;
mod cumulative_profile;
mod profile;
#[cfg(test)]
mod properties;

pub use bands::{DEFAULT_BREAKS, Rings, bands};
pub use cumulative_profile::{ProfilePoint, cumulative_profile};
pub use profile::{Profile, RingRow, profile};

use crate::error::{Code, Error, Finding, Result};

/// Every value that is there is finite; all that are not are named.
fn check_values(rings: &Rings, values: &[Option<f64>]) -> Result<()> {
    assert_eq!(values.len(), rings.ring.len(), "one value for each place");
    let bad = values.iter().enumerate().filter_map(|(place, value)| Some((place, (*value)?)));
    let findings: Vec<_> = bad
        .filter(|(_, value)| value.abs() > LARGEST_VALUE || value.is_nan())
        .map(|(place, value)| {
            let what = format!("value {} in study order is no number to count with", place + 1);
            Finding::new(Code::BadValue, what).field("values").value(value)
        })
        .collect();
    Error::if_any(&findings)
}

/// Larger than any value in any unit, and small enough that no sum over places overflows.
const LARGEST_VALUE: f64 = 1e100;
