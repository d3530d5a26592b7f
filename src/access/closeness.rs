//! Closeness in its several definitions.

use super::ends::{EndOptions, Ends};
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;

/// What closeness is where not every other place can be reached; where all can, the first three are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosenessDefinition {
    /// Of connected networks only: absent where one place cannot be reached (Freeman 1979).
    Freeman,
    /// Among the places in reach only: a pair of towns cut off from the rest looks close. Absent where nobody
    /// is reached. This is networkx with `wf_improved=False`, and igraph.
    WithinReach,
    /// The same, times the share of the others in reach (Wasserman and Faust 1994); 0 where nobody is reached.
    /// This is networkx by default. A new road to a far place may lower it: one more in reach, but a longer mean.
    WassermanFaust,
    /// Mean of the inverse times instead of inverse of the mean time, so that what cannot be reached adds 0
    /// (Marchiori and Latora 2000). Ruled by what is near. The safe choice on a network that may be cut.
    Harmonic,
}

/// Closeness of each place.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Closeness {
    /// One a place, per minute.
    pub closeness: Vec<Option<f64>>,
    /// Other places that each cannot reach, or that cannot reach it.
    pub unreachable: Vec<usize>,
}

/// How near each place is to all others, as the inverse of a mean travel time.
///
/// # Formula
/// With `j ≠ i`, and sums over `R` over the places that can be reached:
///
/// | definition | `C_i` |
/// |---|---|
/// | Freeman | `Σ_j M_j / Σ_j M_j t_ij` |
/// | within reach | `Σ_R M_j / Σ_R M_j t_ij` |
/// | Wasserman and Faust | `(Σ_R M_j / Σ_j M_j) · (Σ_R M_j / Σ_R M_j t_ij)` |
/// | harmonic | `Σ_R (M_j / t_ij) / Σ_j M_j` |
///
/// With every mass 1 these are the definitions of graph theory, `Σ_j M_j` being `n − 1`.
///
/// # Units
/// `masses` in any unit, which cancels; the result per minute: 1 / 50 is like 50 minutes to everywhere.
///
/// # Conventions
/// Outward by default, `t_ij`; inward, `t_ji`, by [`EndOptions::direction`]. networkx's closeness of a directed
/// graph is the inward one. All are means over the others, so that networks of different sizes compare;
/// networkx's harmonic centrality is the sum, `n − 1` times ours. A place is not its own other end; a mass of 0 is
/// no other end, and is not counted as unreachable. A pair without a path adds nothing **and is counted**. A place
/// without others is `None`. More is better.
///
/// # Errors
/// A mass that is negative or not finite; a travel time of zero to another place (for all but the harmonic
/// definition: to all that are reached), which would make closeness infinite.
///
/// # Panics
/// If `masses` does not have one value for each place at the other end, or places said to be the same are not as
/// many origins as destinations.
///
/// # Example
/// ```
/// use jingwei::access::{ClosenessDefinition, EndOptions, closeness};
/// use jingwei::network::TravelTimes;
///
/// // A and B are 20 minutes apart; C is cut off.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(20.0), None],
///     vec![Some(20.0), Some(0.0), None],
///     vec![None, None, Some(0.0)],
/// ]);
/// let of = |definition| closeness(&times, &[1.0; 3], definition, &EndOptions::default());
/// assert_eq!(of(ClosenessDefinition::Freeman)?.closeness, [None; 3]);
/// assert_eq!(of(ClosenessDefinition::WithinReach)?.closeness, [Some(0.05), Some(0.05), None]);
/// assert_eq!(of(ClosenessDefinition::WassermanFaust)?.closeness, [Some(0.025), Some(0.025), Some(0.0)]);
/// assert_eq!(of(ClosenessDefinition::Harmonic)?.closeness, [Some(0.025), Some(0.025), Some(0.0)]);
/// assert_eq!(of(ClosenessDefinition::Harmonic)?.unreachable, [1, 1, 2]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. *Social Networks* 1(3).
///
/// Wasserman, S. and Faust, K. (1994). *Social network analysis: methods and applications*. Cambridge University
/// Press.
///
/// Marchiori, M. and Latora, V. (2000). Harmony in the small-world. *Physica A* 285(3–4).
pub fn closeness(
    times: &TravelTimes,
    masses: &[f64],
    definition: ClosenessDefinition,
    options: &EndOptions,
) -> Result<Closeness> {
    let ends = Ends::new((times.origins(), times.destinations()), masses, *options)?;
    if definition == ClosenessDefinition::Harmonic {
        ends.check("harmonic closeness divides by a travel time that", |i, j| {
            times.milliseconds(i, j) == Some(0)
        })?;
    }
    let sums: Vec<Sums> = ends.places().map(|place| Sums::over(times, ends, place)).collect();
    let at_once = |sums: &Sums| sums.reached > 0.0 && sums.mass_minutes == 0.0;
    let findings: Vec<Finding> = (sums.iter().enumerate().filter(|(_, sums)| at_once(sums)))
        .map(|(place, _)| {
            let what =
                format!("closeness divides by travel times, all of which are zero for place {}", place + 1);
            Finding::new(Code::BadSetting, what).hint("give the places their own seats")
        })
        .collect();
    Error::if_any(&findings)?;
    Ok(Closeness {
        closeness: sums.iter().map(|sums| sums.closeness(definition)).collect(),
        unreachable: sums.iter().map(|sums| sums.unreachable).collect(),
    })
}

/// What the definitions are made of, for one place.
#[derive(Debug, Default)]
struct Sums {
    /// Mass of all others, and of those that are reached.
    all: f64,
    reached: f64,
    mass_minutes: f64,
    mass_per_minute: f64,
    unreachable: usize,
}

impl Sums {
    fn over(times: &TravelTimes, ends: Ends<'_>, place: usize) -> Self {
        let mut sums = Self::default();
        // Whole milliseconds, so that whole masses sum without rounding.
        let mut mass_milliseconds = 0.0;
        for (i, j, mass) in ends.trips(place) {
            sums.all += mass;
            match times.milliseconds(i, j) {
                Some(time) => {
                    sums.reached += mass;
                    mass_milliseconds += mass * f64::from(time);
                    sums.mass_per_minute += mass / (f64::from(time) / 60_000.0);
                }
                None => sums.unreachable += 1,
            }
        }
        sums.mass_minutes = mass_milliseconds / 60_000.0;
        sums
    }

    fn closeness(&self, definition: ClosenessDefinition) -> Option<f64> {
        let within = (self.reached > 0.0).then(|| self.reached / self.mass_minutes);
        let share = (self.all > 0.0).then(|| self.reached / self.all)?;
        match definition {
            ClosenessDefinition::Freeman => within.filter(|_| self.unreachable == 0),
            ClosenessDefinition::WithinReach => within,
            ClosenessDefinition::WassermanFaust => Some(within.map_or(0.0, |within| within * share)),
            ClosenessDefinition::Harmonic => Some(self.mass_per_minute / self.all),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ClosenessDefinition::{Freeman, Harmonic, WassermanFaust, WithinReach};
    use super::*;
    use crate::access::{Places, weighted_mean_travel_time};
    use crate::network::Direction;

    const TO: EndOptions = EndOptions { direction: Direction::To, places: Places::Same };

    /// A→B 10 and 20 back, A→C 40, C→A none, B→C 20, C→B none.
    fn times() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(3.0), Some(10.0), Some(40.0)],
            vec![Some(20.0), Some(3.0), Some(20.0)],
            vec![None, None, Some(3.0)],
        ])
    }

    fn of(definition: ClosenessDefinition, options: EndOptions) -> Vec<Option<f64>> {
        closeness(&times(), &[1.0; 3], definition, &options).unwrap().closeness
    }

    #[test]
    fn one_ways_tell_out_from_in() {
        let out = EndOptions::default();
        assert_eq!(of(Freeman, out), [Some(0.04), Some(0.05), None]);
        assert_eq!(of(Freeman, TO), [None, None, Some(2.0 / 60.0)]);
        assert_eq!(of(WithinReach, TO), [Some(0.05), Some(0.1), Some(2.0 / 60.0)]);
        assert_eq!(of(WassermanFaust, TO), [Some(0.025), Some(0.05), Some(2.0 / 60.0)]);
        assert_eq!(of(Harmonic, out), [Some(0.0625), Some(0.05), Some(0.0)]);
        assert_eq!(closeness(&times(), &[1.0; 3], Freeman, &out).unwrap().unreachable, [0, 0, 2]);
        assert_eq!(closeness(&times(), &[1.0; 3], Freeman, &TO).unwrap().unreachable, [1, 1, 0]);
    }

    #[test]
    fn weighted_closeness_is_the_inverse_of_the_weighted_mean_time() {
        let masses = [5.0, 1.0, 3.0];
        let weighted = closeness(&times(), &masses, WithinReach, &EndOptions::default()).unwrap();
        let mean = weighted_mean_travel_time(&times(), &masses).unwrap();
        assert_eq!(weighted.unreachable, mean.unreachable);
        for (closeness, minutes) in weighted.closeness.iter().zip(&mean.minutes) {
            let inverse = minutes.map(|minutes| 1.0 / minutes.get());
            assert_eq!(closeness.is_some(), inverse.is_some());
            assert!((closeness.unwrap_or(0.0) - inverse.unwrap_or(0.0)).abs() < 1e-15);
        }
        assert_eq!(weighted.closeness[0], Some(4.0 / 130.0), "(1 + 3) / (1·10 + 3·40)");
    }

    #[test]
    fn a_new_road_may_lower_what_wasserman_and_faust_measure() {
        let of = |far, definition| {
            let times = TravelTimes::from_minutes(&[vec![Some(1.0), far]]);
            let apart = EndOptions { places: Places::Apart, ..EndOptions::default() };
            closeness(&times, &[1.0; 2], definition, &apart).unwrap().closeness
        };
        assert_eq!(of(None, WassermanFaust), [Some(0.5)]);
        assert_eq!(of(Some(100.0), WassermanFaust), [Some(2.0 / 101.0)]);
        assert_eq!([None, Some(100.0)].map(|far| of(far, Harmonic)), [[Some(0.5)], [Some(0.505)]]);
    }

    #[test]
    fn places_apart_have_no_diagonal() {
        let times = TravelTimes::from_minutes(&[vec![Some(10.0), Some(30.0)]]);
        let apart = EndOptions { places: Places::Apart, ..EndOptions::default() };
        assert_eq!(closeness(&times, &[1.0; 2], Freeman, &apart).unwrap().closeness, [Some(0.05)]);
        let to = EndOptions { places: Places::Apart, ..TO };
        assert_eq!(closeness(&times, &[1.0], Freeman, &to).unwrap().closeness, [Some(0.1), Some(1.0 / 30.0)]);
    }

    #[test]
    fn a_lone_city_is_none() {
        let times = TravelTimes::from_minutes(&[vec![Some(5.0)]]);
        for definition in [Freeman, WithinReach, WassermanFaust, Harmonic] {
            let lone = closeness(&times, &[1.0], definition, &EndOptions::default()).unwrap();
            assert_eq!(lone, Closeness { closeness: vec![None], unreachable: vec![0] });
        }
        assert_eq!(closeness(&self::times(), &[0.0; 3], Harmonic, &TO).unwrap().closeness, [None; 3]);
    }

    #[test]
    fn no_time_at_all_is_refused() {
        let times = TravelTimes::from_minutes(&vec![vec![Some(0.0), Some(0.0), Some(5.0)]; 3]);
        let of =
            |masses: &[f64; 3], definition| closeness(&times, masses, definition, &EndOptions::default());
        assert!(of(&[1.0; 3], Freeman).is_err(), "the third place reaches all others at once");
        assert!(of(&[1.0; 3], Harmonic).unwrap_err().to_string().contains("is zero from place 1 to 2"));
        assert!(of(&[0.0, 0.0, 1.0], Harmonic).is_ok(), "a mass of zero is divided by nothing");
        assert!(of(&[1.0, f64::NAN, 1.0], Freeman).is_err());
    }
}
