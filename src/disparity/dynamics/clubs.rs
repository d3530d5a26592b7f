//! Convergence clubs: groups of units that converge, each to a level of its own.

use super::log_t::{CRITICAL, LogT, accepted, log_t};
use crate::error::Result;

/// Units that converge.
#[derive(Debug, Clone, PartialEq)]
pub struct Club {
    /// The units, by index.
    pub units: Vec<usize>,
    /// The test of their convergence.
    pub test: LogT,
}

/// Clubs from the highest to the lowest, and who is in none.
#[derive(Debug, Clone, PartialEq)]
pub struct Clubs {
    /// The clubs.
    pub clubs: Vec<Club>,
    /// Units that converge with nobody.
    pub divergent: Vec<usize>,
}

/// Which units converge to the same level: the clubs of Phillips and Sul.
///
/// # Formula
/// 1. Units in the order of their last value, highest first.
/// 2. The core: from the first two neighbours in that order with `t > −1.65` on, units are added in order as
///    long as it holds; the size with the highest `t` is the core.
/// 3. Every other unit whose `t` together with the core is above `c` joins. `c` is 0; where the club then has
///    `t ≤ −1.65`, `c` is raised until it has not.
/// 4. What remains is one club where its `t` is above −1.65, otherwise steps 1 to 3 are done with it. Where
///    there is no core, the rest is divergent.
///
/// # Units
/// As [`log_t_test`](super::log_t_test).
///
/// # Conventions
/// As [`log_t_test`](super::log_t_test). Clubs are not merged afterwards. Where all units together converge
/// there is one club. Units that are equal in a period have no test and make no core of their own.
///
/// # Errors
/// As [`log_t_test`](super::log_t_test).
///
/// # Panics
/// If the periods do not have equally many values.
///
/// # Example
/// ```
/// use jingwei::disparity::convergence_clubs;
/// // Two pairs, each coming together, far from each other.
/// let values: Vec<Vec<f64>> = (1..=40)
///     .map(|t| 3.0 / f64::from(t))
///     .map(|gap| vec![20.0 + gap, 10.0 + gap, 20.0 - gap, 10.0 - gap])
///     .collect();
/// let clubs = convergence_clubs(&values, 0.3)?;
/// assert_eq!(clubs.clubs[0].units, [0, 2]);
/// assert_eq!(clubs.clubs[1].units, [1, 3]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Phillips, P. C. B. and Sul, D. (2007). Transition modeling and econometric convergence tests.
/// *Econometrica* 75(6). Phillips, P. C. B. and Sul, D. (2009). Economic transition and growth. *Journal of
/// Applied Econometrics* 24(7).
pub fn convergence_clubs(values: &[Vec<f64>], trim: f64) -> Result<Clubs> {
    let units = accepted(values, trim)?;
    let test = |group: &[usize]| log_t(values, group, trim);
    let mut rest: Vec<usize> = (0..units).collect();
    if let Some(last) = values.last() {
        rest.sort_by(|&a, &b| last[b].total_cmp(&last[a]).then(a.cmp(&b)));
    }
    let mut clubs = Vec::new();
    loop {
        let whole = test(&rest).filter(|test| test.converges);
        let found = match whole {
            Some(all) => Some((rest.clone(), all)),
            None => core(&rest, &test).and_then(|core| gather(&core, &rest, &test)),
        };
        let Some((mut members, test)) = found else { break };
        rest.retain(|unit| !members.contains(unit));
        members.sort_unstable();
        clubs.push(Club { units: members, test });
    }
    rest.sort_unstable();
    Ok(Clubs { clubs, divergent: rest })
}

/// The core of the highest club among units in order; `None` where no two neighbours converge.
fn core(order: &[usize], test: &impl Fn(&[usize]) -> Option<LogT>) -> Option<Vec<usize>> {
    for start in 0..order.len().saturating_sub(1) {
        let mut best: Option<(f64, usize)> = None;
        for end in start + 2..=order.len() {
            let Some(found) = test(&order[start..end]).filter(|test| test.converges) else { break };
            if best.is_none_or(|(t, _)| found.t > t) {
                best = Some((found.t, end));
            }
        }
        if let Some((_, end)) = best {
            return Some(order[start..end].to_vec());
        }
    }
    None
}

/// The club about a core: all who come close enough that the whole converges.
fn gather(
    core: &[usize],
    order: &[usize],
    test: &impl Fn(&[usize]) -> Option<LogT>,
) -> Option<(Vec<usize>, LogT)> {
    let with = |more: &[usize]| -> Vec<usize> { core.iter().chain(more).copied().collect() };
    let mut joining: Vec<(f64, usize)> = order
        .iter()
        .filter(|unit| !core.contains(unit))
        .filter_map(|&unit| test(&with(&[unit])).map(|test| (test.t, unit)))
        .filter(|&(t, _)| t > 0.0)
        .collect();
    joining.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    loop {
        let members = with(&joining.iter().map(|&(_, unit)| unit).collect::<Vec<_>>());
        if let Some(found) = test(&members).filter(|test| test.t > CRITICAL) {
            return Some((members, found));
        }
        // Raising c leaves out the farthest first; the core alone converges.
        joining.pop()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that looks random, the same on every machine.
    fn noise(i: usize, t: usize) -> f64 {
        let mixed = ((i * 7919 + t * 104_729 + 13) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        mixed as f64 / f64::from(1 << 24) - 0.5
    }

    /// Three groups of six that converge to levels of their own, drifting apart, and one unit that runs away.
    fn three_clubs() -> Vec<Vec<f64>> {
        let unit = |i: usize, t: usize| {
            let time = t as f64;
            if i == 18 {
                return 0.2 * time + 12.0;
            }
            let level = [10.0, 8.0, 6.0][i % 3];
            let slope = [0.08, 0.04, 0.0][i % 3];
            let off = (i as f64 / 3.0).floor() - 2.5;
            level + slope * time + 0.5 * off / time + 0.002 * noise(i, t) / time
        };
        (1..=60).map(|t| (0..19).map(|i| unit(i, t)).collect()).collect()
    }

    #[test]
    fn clubs_are_found_as_they_were_made() {
        let found = convergence_clubs(&three_clubs(), 0.3).unwrap();
        let club = |first: usize| (0..6).map(|i| first + 3 * i).collect::<Vec<_>>();
        let units: Vec<_> = found.clubs.iter().map(|club| club.units.clone()).collect();
        assert_eq!(units, [club(0), club(1), club(2)]);
        assert_eq!(found.divergent, [18]);
        assert!(found.clubs.iter().all(|club| club.test.converges));
    }

    #[test]
    fn the_order_of_units_does_not_matter() {
        let turned: Vec<Vec<f64>> =
            three_clubs().iter().map(|values| values.iter().rev().copied().collect()).collect();
        let (there, back) =
            (convergence_clubs(&three_clubs(), 0.3).unwrap(), convergence_clubs(&turned, 0.3).unwrap());
        for (club, other) in there.clubs.iter().zip(&back.clubs) {
            let mut units: Vec<usize> = other.units.iter().map(|i| 18 - i).collect();
            units.sort_unstable();
            assert_eq!(club.units, units);
        }
    }

    #[test]
    fn too_few_are_in_no_club() {
        assert_eq!(convergence_clubs(&[], 0.3).unwrap(), Clubs { clubs: vec![], divergent: vec![] });
        let one = convergence_clubs(&vec![vec![3.0]; 40], 0.3).unwrap();
        assert_eq!((one.clubs.len(), one.divergent), (0, vec![0]));
        assert!(convergence_clubs(&[vec![f64::NAN]], 0.3).is_err());
    }
}
