//! Coverage: who is near a facility (基础设施通达程度).

use super::group_mean::check_population;
use super::preconditions::{assert_same_places, check_limits};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// The way from a place to its nearest facility.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToFacility {
    /// Travel time.
    pub minutes: Minutes,
    /// The place by which it is reached: the origin itself where it has one.
    pub through: usize,
}

/// How long each place takes to its nearest facility, through its own place or another.
///
/// # Formula
/// `T_i = min_j (t_ij + w_j)`, with 0 for `t_ii`
///
/// # Units
/// Minutes. `ways` holds for each place the time `w_j` from it to the nearest facility beside it, `None` where there
/// is none: 0 where the place is a facility itself.
///
/// # Conventions
/// Who is at a place needs no time inside it to be there, so the diagonal of `times` is not used. Ties go to the place
/// itself, then to the lower index. A place from which no facility can be reached is `None`.
///
/// # Panics
/// If origins and destinations are not the same places, `ways` does not have one value for each, or one of them is
/// negative.
///
/// # Example
/// ```
/// use jingwei::access::time_to_facility;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// let times = TravelTimes::from_minutes(&[vec![Some(9.0), Some(30.0)], vec![Some(40.0), Some(9.0)]]);
/// let station = [None, Some(Minutes::new(15.0))];
/// let found = time_to_facility(&times, &station);
/// let minutes: Vec<f64> = found.iter().flatten().map(|way| way.minutes.get()).collect();
/// assert_eq!(minutes, [45.0, 15.0]);
/// ```
#[must_use]
pub fn time_to_facility(times: &TravelTimes, ways: &[Option<Minutes>]) -> Vec<Option<ToFacility>> {
    assert_same_places(times);
    assert_eq!(ways.len(), times.destinations(), "one way for each place");
    assert!(ways.iter().flatten().all(|way| *way >= Minutes::ZERO), "no way takes less than no time");
    let facilities: Vec<(usize, Minutes)> =
        ways.iter().enumerate().filter_map(|(j, way)| Some((j, (*way)?))).collect();
    let from = |i: usize| {
        let to = |&(j, way): &(usize, Minutes)| {
            let there = if j == i { Minutes::ZERO } else { times.minutes(i, j)? };
            Some(ToFacility { minutes: there + way, through: j })
        };
        let order = |a: &ToFacility, b: &ToFacility| {
            let by_time = a.minutes.get().total_cmp(&b.minutes.get());
            by_time.then((a.through != i, a.through).cmp(&(b.through != i, b.through)))
        };
        facilities.iter().filter_map(to).min_by(order)
    };
    (0..times.origins()).map(from).collect()
}

/// Who is within one limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covered {
    /// The limit.
    pub limit: Minutes,
    /// Units within it.
    pub units: usize,
    /// Their share of all units.
    pub units_share: f64,
    /// People within it.
    pub population: f64,
    /// Their share of all people; `None` where there are none.
    pub population_share: Option<f64>,
}

/// The shares of units and people within several limits of a facility.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Coverage {
    /// One row for each limit, as they were given.
    pub rows: Vec<Covered>,
    /// All units.
    pub units: usize,
    /// All people.
    pub population: f64,
    /// Units from which no facility can be reached.
    pub unreached: usize,
    /// Units whose population is absent and counts as nobody.
    pub without_population: usize,
}

/// Which share of places and of people lies within each of `limits` of the nearest facility.
///
/// # Formula
/// `U_c = Σ_i [T_i ≤ c] / n`, `V_c = Σ_i p_i [T_i ≤ c] / Σ_i p_i`
///
/// # Units
/// `times` in minutes, one for each unit, as [`time_to_facility`] finds them; `population` in any unit; shares from 0
/// to 1.
///
/// # Conventions
/// A trip of exactly the limit counts. **Everyone is in the denominator**, also those who reach no facility at all and
/// who are counted in `unreached`; a unit of unknown population counts as a unit and as nobody. All people of a unit
/// count as where its seat is. More is better.
///
/// # Errors
/// A population that is negative or not finite; no limit, or one that is not above zero.
///
/// # Panics
/// If `times` and `population` are not of one length.
///
/// # Example
/// ```
/// use jingwei::access::coverage;
/// use jingwei::units::Minutes;
///
/// let times = [Some(20.0), Some(60.0), None].map(|time| time.map(Minutes::new));
/// let covered = coverage(&times, &[Some(5.0), Some(3.0), Some(2.0)], &[30.0, 60.0].map(Minutes::new))?;
/// let shares: Vec<_> = covered.rows.iter().map(|row| row.population_share).collect();
/// assert_eq!(shares, [Some(0.5), Some(0.8)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn coverage(
    times: &[Option<Minutes>],
    population: &[Option<f64>],
    limits: &[Minutes],
) -> Result<Coverage> {
    assert_eq!(times.len(), population.len(), "one time and one population for each unit");
    check_population(population)?;
    check_limits(limits, "minutes")?;
    let units = times.len();
    let all: f64 = population.iter().flatten().sum();
    let covered = |&limit: &Minutes| {
        let within =
            || times.iter().zip(population).filter(|(time, _)| time.is_some_and(|time| time <= limit));
        let people = within().filter_map(|(_, people)| *people).fold(0.0, |sum, people| sum + people);
        let count = within().count();
        Covered {
            limit,
            units: count,
            units_share: if units > 0 { count as f64 / units as f64 } else { 0.0 },
            population: people,
            population_share: (all > 0.0).then(|| people / all),
        }
    };
    Ok(Coverage {
        rows: limits.iter().map(covered).collect(),
        units,
        population: all,
        unreached: times.iter().filter(|time| time.is_none()).count(),
        without_population: population.iter().filter(|people| people.is_none()).count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(values: &[Option<f64>]) -> Vec<Option<Minutes>> {
        values.iter().map(|value| value.map(Minutes::new)).collect()
    }

    #[test]
    fn the_nearest_facility_may_be_in_another_place() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(100.0), Some(10.0), Some(30.0), None],
            vec![Some(50.0), Some(100.0), Some(5.0), None],
            vec![Some(30.0), Some(5.0), Some(100.0), None],
            vec![None, None, None, Some(1.0)],
        ]);
        let ways = minutes(&[Some(40.0), None, Some(20.0), None]);
        let found = time_to_facility(&times, &ways);
        let minutes: Vec<_> =
            found.iter().map(|way| way.map(|way| (way.minutes.get(), way.through))).collect();
        assert_eq!(minutes, [Some((40.0, 0)), Some((25.0, 2)), Some((20.0, 2)), None]);
        // 30 and 20 there are as long as 50 here: the place itself.
        let ways = [Some(50.0), None, Some(20.0), None].map(|way| way.map(Minutes::new));
        assert_eq!(time_to_facility(&times, &ways)[0].unwrap().through, 0);
        assert!(time_to_facility(&times, &[None; 4]).iter().all(Option::is_none));
    }

    #[test]
    fn everyone_is_in_the_denominator() {
        let times = minutes(&[Some(0.0), Some(30.0), Some(30.001), None, Some(10.0)]);
        let people = [Some(1.0), Some(2.0), Some(3.0), Some(4.0), None];
        let found = coverage(&times, &people, &[Minutes::new(30.0), Minutes::new(1e6)]).unwrap();
        assert_eq!((found.units, found.unreached, found.without_population), (5, 1, 1));
        let row = &found.rows[0];
        assert_eq!((row.units, row.population), (3, 3.0), "the limit is included");
        assert!((row.units_share - 0.6).abs() < 1e-12 && (row.population_share.unwrap() - 0.3).abs() < 1e-12);
        assert_eq!((found.rows[1].units, found.rows[1].population), (4, 6.0));
    }

    #[test]
    fn a_wider_limit_covers_no_fewer() {
        let times: Vec<_> =
            (0..50).map(|i| (i % 7 != 0).then(|| Minutes::new(f64::from(i * 13 % 50)))).collect();
        let people: Vec<_> = (0..50).map(|i| (i % 5 != 0).then(|| f64::from(i))).collect();
        let limits: Vec<Minutes> = (1..60).map(|limit| Minutes::new(f64::from(limit))).collect();
        let rows = coverage(&times, &people, &limits).unwrap().rows;
        assert!(
            rows.windows(2)
                .all(|pair| pair[0].units <= pair[1].units && pair[0].population <= pair[1].population)
        );
        assert_eq!(rows.last().unwrap().units, times.iter().flatten().count());
    }

    #[test]
    fn bad_questions_are_refused_and_nobody_has_no_share() {
        let times = minutes(&[Some(1.0)]);
        for limits in [vec![], vec![Minutes::ZERO], vec![Minutes::new(-30.0)]] {
            let error = coverage(&times, &[Some(1.0)], &limits).unwrap_err();
            assert!(error.to_string().contains("setting `minutes`"), "{error}");
        }
        assert!(coverage(&times, &[Some(f64::NAN)], &[Minutes::new(1.0)]).is_err());
        let nobody = coverage(&times, &[Some(0.0)], &[Minutes::new(1.0)]).unwrap();
        assert_eq!((nobody.rows[0].units_share, nobody.rows[0].population_share), (1.0, None));
    }
}
