//! What lies in which circle of travel time around a core, and who is core at all.
//!
//! | question | answer |
//! |---|---|
//! | in which ring lies each city? | [`bands`] |
//! | how much lies in each ring, how dense, how large a share? | [`profile`] |
//! | how does the total grow with the minutes, ring or no ring? | [`cumulative_profile`] |
//! | how much is that a head? | [`per_head`] |
//! | where do rings of equal population, area or number end? | [`equal_shares`], [`equal_area_radii`] |
//! | how does the value fall with distance, and how far does the core reach? | [`fit_gradient`], [`GradientFit::reach`] |
//! | where does the slope change? | [`break_point`] |
//! | in which direction does it lie? | [`compass_sectors`], [`sector_profile`] |
//! | has it drawn nearer to the core since? | [`profile_change`] |
//! | at which stage is the region? | [`spatial_stage`] |
//! | which areas are the rings of straight distance? | [`annuli`], [`ring_shares`] |
//! | who is core and who is periphery by interaction, wherever they lie? | [`core_periphery`] |
//!
//! Rings lie around one core or several, of which the nearest counts: [`FromCores`] says how far every place is, by
//! travel time, network distance or straight distance; [`bands_around`] makes rings of it ([`bands`] those of travel
//! time around one core), and the profiles are taken over its result. Rings depend on the breaks chosen,
//! the cumulative profile and the gradients do not: show them beside the rings.

mod annuli;
mod bands;
mod break_point;
mod change;
pub mod core_periphery;
mod cumulative_profile;
mod equal_shares;
mod from_cores;
mod gradient;
mod per_head;
mod profile;
#[cfg(test)]
mod properties;
mod sectors;
mod stage;

pub use annuli::{annuli, ring_shares};
pub use bands::{DEFAULT_BREAKS, Rings, bands, bands_around};
pub use break_point::{BreakPoint, break_point};
pub use change::{Movement, ProfileChange, RingChange, profile_change};
pub use cumulative_profile::{ProfilePoint, cumulative_profile};
pub use equal_shares::{equal_area_radii, equal_shares};
pub use from_cores::{FromCores, Separation};
pub use gradient::{Gradient, GradientFit, fit_gradient};
pub use per_head::per_head;
pub use profile::{Profile, RingRow, profile};
pub use sectors::{SectorRow, compass_sectors, sector_profile};
pub use stage::{Stage, StageIndex, StageOptions, StageYear, Undecided, spatial_stage};

use crate::error::{Code, Error, Finding, Result};

/// Every value that is there is finite; all that are not are named.
fn check_values<D>(rings: &Rings<D>, values: &[Option<f64>]) -> Result<()> {
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
