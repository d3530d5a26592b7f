//! Studies of corridors: what one is worth, which is critical, which to build first, and what the years brought.

pub mod choice;
pub mod criticality;
pub mod influence;
pub mod marginal;
pub mod years;

use crate::access::{PotentialOptions, SelfPotential, potential};
use crate::error::Result;
use crate::network::{Change, TravelTimes};
use crate::run::access::self_potential;
use crate::study::Study;
use crate::units::Minutes;

/// The economic potential of all cities together, and how it moves with travel times.
///
/// # Formula
/// `P = Σ_i Σ_j M_j / t_ij^a`, as [`crate::access::potential()`] has it for each city
///
/// # Conventions
/// Exponent, masses and self-potential are those of the study. A city's own part is over a time that no corridor
/// changes, but for the rules that take a share of the time to the nearest city, which are left as they are today.
#[derive(Debug, Clone)]
pub struct Total<'a> {
    masses: &'a [f64],
    exponent: f64,
}

impl<'a> Total<'a> {
    /// That of `study`.
    ///
    /// # Errors
    /// As [`crate::access::potential()`]: a trip that takes no time, an exponent that is not above zero.
    pub fn of(study: &'a Study) -> Result<Self> {
        let exponent = study.config.access.potential_exponent;
        let options = PotentialOptions { self_potential: self_potential(study) };
        potential(&study.times, &study.mass, exponent, &options)?;
        Ok(Self { masses: &study.mass, exponent })
    }

    /// What city `j` adds over a time.
    fn part(&self, j: usize, milliseconds: Option<u32>) -> f64 {
        let part =
            |time: u32| self.masses[j] / libm::pow(Minutes::from_milliseconds(time).get(), self.exponent);
        if self.masses[j] > 0.0 { milliseconds.map_or(0.0, part) } else { 0.0 }
    }

    /// How much the potential of an origin rises with its changes.
    #[must_use]
    pub fn rise(&self, changes: &[Change]) -> f64 {
        let rise = |change: &Change| {
            self.part(change.destination, change.after) - self.part(change.destination, change.before)
        };
        changes.iter().map(rise).sum()
    }

    /// The potential of all cities.
    ///
    /// # Panics
    /// If there is not one mass for each place.
    #[must_use]
    pub fn all(&self, times: &TravelTimes, own: SelfPotential) -> f64 {
        let own = own.times(times);
        let of_origin = |i: usize| -> f64 {
            let inside = own[i].and_then(Minutes::to_milliseconds);
            let time = |j: usize| if i == j { inside } else { times.milliseconds(i, j) };
            (0..self.masses.len()).map(|j| self.part(j, time(j))).sum()
        };
        (0..times.origins()).map(of_origin).sum()
    }
}

/// The potential of all cities of `study` as it is.
///
/// # Errors
/// As [`Total::of`].
pub fn total_potential(study: &Study) -> Result<f64> {
    Ok(Total::of(study)?.all(&study.times, self_potential(study)))
}
