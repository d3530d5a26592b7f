//! Metropolitan circles: who lives within an hour of a core, of whichever.

use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// The places within so many minutes of each core; a place within those of several cores is in each of their circles.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Circles {
    /// The cores, as given.
    pub cores: Vec<usize>,
    /// The places of each circle by index, its core included.
    pub members: Vec<Vec<usize>>,
    /// For each place the circles in which it lies, in the order of the cores.
    pub of: Vec<Vec<usize>>,
}

impl Circles {
    /// Places in more than one circle.
    #[must_use]
    pub fn overlapping(&self) -> Vec<usize> {
        (0..self.of.len()).filter(|&place| self.of[place].len() > 1).collect()
    }

    /// How many places the circles of the cores `a` and `b`, counted in their order, share.
    ///
    /// # Panics
    /// If there is no such circle.
    #[must_use]
    pub fn shared(&self, a: usize, b: usize) -> usize {
        self.members[a].iter().filter(|&&place| self.of[place].contains(&b)).count()
    }
}

/// The circle of each core: all places from which it is reached within `limit`, the usual one-hour metropolitan circle
/// (都市圈).
///
/// # Units
/// Minutes.
///
/// # Conventions
/// Times run from the place to the core, as people commute. A time of exactly `limit` is within it. A core lies in its own
/// circle, whatever its intrazonal time, and in those of others if it is near enough: overlaps are kept. A cluster of
/// [`by_time`](super::by_time) gives each city to one core instead.
///
/// # Errors
/// A limit that is negative.
///
/// # Panics
/// If origins and destinations are not the same places, or a core is none of them.
///
/// # Example
/// ```
/// use jingwei::cluster::circles;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // A –40– B –50– C: B is within an hour of both.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(40.0), Some(90.0)],
///     vec![Some(40.0), Some(0.0), Some(50.0)],
///     vec![Some(90.0), Some(50.0), Some(0.0)],
/// ]);
/// let found = circles(&times, &[0, 2], Minutes::new(60.0))?;
/// assert_eq!(found.members, [vec![0, 1], vec![1, 2]]);
/// assert_eq!(found.overlapping(), [1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn circles(times: &TravelTimes, cores: &[usize], limit: Minutes) -> Result<Circles> {
    assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
    if limit < Minutes::ZERO {
        let what = "a limit on travel time is not negative";
        return Err(Finding::new(Code::BadSetting, what).field("limit").value(limit).into());
    }
    let within = |place: usize, core: usize| {
        place == core || times.minutes(place, core).is_some_and(|time| time <= limit)
    };
    let members: Vec<Vec<usize>> = cores
        .iter()
        .map(|&core| (0..times.origins()).filter(|&place| within(place, core)).collect())
        .collect();
    let mut of = vec![Vec::new(); times.origins()];
    for (circle, places) in members.iter().enumerate() {
        for &place in places {
            of[place].push(circle);
        }
    }
    Ok(Circles { cores: cores.to_vec(), members, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_is_within_and_times_run_to_the_core() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(99.0), Some(60.0), None],
            vec![Some(60.001), Some(99.0), None],
            vec![Some(1.0), Some(60.0), Some(0.0)],
        ]);
        let found = circles(&times, &[1, 0], Minutes::new(60.0)).unwrap();
        assert_eq!(
            found.members,
            [vec![0, 1, 2], vec![0, 2]],
            "a core is in its circle, at 99 minutes from itself"
        );
        assert_eq!(found.of, [vec![0, 1], vec![0], vec![0, 1]]);
        assert_eq!((found.overlapping(), found.shared(0, 1), found.shared(1, 0)), (vec![0, 2], 2, 2));
        assert!(circles(&times, &[0], Minutes::new(-1.0)).is_err());
        assert!(circles(&times, &[], Minutes::ZERO).unwrap().members.is_empty());
    }
}
