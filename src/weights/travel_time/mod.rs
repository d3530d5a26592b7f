//! Cities that are near in time.
//!
//! [`k_nearest`] gives every city the same number of neighbours, [`band`] all within a limit, [`inverse`] and
//! [`gaussian`] let the weight fall with time. All take [`Times`] and leave the diagonal out; a pair without a path is no
//! pair. [`Direction`] says which time stands for a pair of two; [`Weights::symmetric`] makes weights symmetric that are
//! not for all that, as those of nearest neighbours.

mod band;
mod direction;
mod gaussian;
mod inverse;
mod k_nearest;
mod times;

pub use band::band;
pub use direction::Direction;
pub use gaussian::gaussian;
pub use inverse::inverse;
pub use k_nearest::k_nearest;
pub use times::{StatedTimes, Times};

use super::Weights;
use super::sparse::Building;
use crate::error::{Code, Error, Finding, Result};

/// Weights of what `weigh` makes of each city's pairs, the other city and the minutes between, by the other.
fn weights_of(
    times: &impl Times,
    direction: Direction,
    mut weigh: impl FnMut(&mut Vec<(usize, f64)>),
) -> Result<Weights> {
    let units = times.units();
    let mut together = Vec::new();
    let mut building = Building::new(units);
    let mut row = Vec::new();
    for i in 0..units {
        row.clear();
        for j in (0..units).filter(|&j| j != i) {
            let Some(minutes) = direction.between(times, i, j) else { continue };
            if minutes <= 0.0 {
                let what = "no time apart from another city";
                together.push(Finding::new(Code::ZeroTime, what).feature(i + 1).value(j + 1));
            }
            row.push((j, minutes));
        }
        weigh(&mut row);
        if together.is_empty() {
            building.row(row.iter().copied());
            building.fits()?;
        }
    }
    if together.is_empty() { Ok(building.finish()) } else { Err(Error::Input(together)) }
}

/// Keeps those pairs of `row` that have a time of at most `limit`, that included.
fn keep_within(row: &mut Vec<(usize, f64)>, limit: Option<f64>) {
    if let Some(limit) = limit {
        row.retain(|&(_, minutes)| minutes <= limit);
    }
}

#[cfg(test)]
fn three() -> crate::network::TravelTimes {
    crate::network::TravelTimes::from_minutes(&[
        vec![Some(5.0), Some(10.0), Some(10.0)],
        vec![Some(30.0), Some(5.0), None],
        vec![Some(10.0), Some(40.0), Some(5.0)],
    ])
}
