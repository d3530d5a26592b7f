//! Efficiency of the network as a whole and of each place in it.

use super::distances::Distances;
use super::ends::{EndOptions, Ends};
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::KilometresPerHour;

/// Efficiency of a network and of its places.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct NetworkEfficiency {
    /// Of the whole network; `None` without two places that have a mass.
    pub global: Option<f64>,
    /// Of each place outward; `None` without another place that has a mass.
    pub nodal: Vec<Option<f64>>,
    /// Other places with a mass that each cannot reach and that add 0 to its efficiency.
    pub unreachable: Vec<usize>,
}

/// How readily trips are made between all places: the mean of the inverse travel times.
///
/// # Formula
/// `E = Σ_i M_i Σ_j M_j / t_ij  /  Σ_i M_i Σ_j M_j`, and of a place `E_i = Σ_j (M_j / t_ij) / Σ_j M_j`, `j ≠ i`
///
/// With every mass 1, `E = 1 / (n (n − 1)) · Σ_ij 1 / t_ij`, as Latora and Marchiori have it.
///
/// # Units
/// `masses` in any unit, which cancels; the result per minute. To compare networks of different extent see
/// [`relative_network_efficiency`].
///
/// # Conventions
/// A pair without a path adds 0, stays in the denominator **and is counted**: to be cut off costs efficiency, so
/// that it stays comparable when a corridor opens. Outward; the inward efficiency of a place, and that towards other
/// places than the origins, is [`closeness`](super::closeness) by the harmonic definition. More is better.
///
/// networkx's `global_efficiency` takes every edge as 1 long and undirected; ours takes times.
///
/// # Errors
/// A mass that is negative or not finite; a travel time of zero between two places with a mass.
///
/// # Panics
/// If origins and destinations are not the same places, or `masses` does not have one value for each.
///
/// # Example
/// ```
/// use jingwei::access::network_efficiency;
/// use jingwei::network::TravelTimes;
///
/// // A and B are 20 minutes apart, B and C 50; nothing leads from A to C.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(20.0), None],
///     vec![Some(20.0), Some(0.0), Some(50.0)],
///     vec![None, Some(50.0), Some(0.0)],
/// ]);
/// let efficiency = network_efficiency(&times, &[1.0; 3])?;
/// assert_eq!(efficiency.nodal[0], Some(0.025)); // (1/20 + 0) / 2
/// assert!((efficiency.global.unwrap() - 0.14 / 6.0).abs() < 1e-15);
/// assert_eq!(efficiency.unreachable, [1, 0, 1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Latora, V. and Marchiori, M. (2001). Efficient behavior of small-world networks. *Physical Review Letters*
/// 87(19).
pub fn network_efficiency(times: &TravelTimes, masses: &[f64]) -> Result<NetworkEfficiency> {
    let ends = Ends::new((times.origins(), times.destinations()), masses, EndOptions::default())?;
    ends.check("efficiency divides by a travel time that", |i, j| times.milliseconds(i, j) == Some(0))?;
    // The ideal of everything one minute away makes the ratio a mean.
    Ok(efficiency(ends, masses, per_minute(times), |_, _| 1.0))
}

/// What share of the efficiency of straight lines between all places, run at a stated speed, the network has.
///
/// # Formula
/// `E = Σ_i M_i Σ_j M_j / t_ij  /  Σ_i M_i Σ_j M_j / t*_ij`, and of a place `E_i = Σ_j (M_j / t_ij) / Σ_j (M_j / t*_ij)`,
/// `j ≠ i`, with `t*_ij = straight_ij / speed`
///
/// # Units
/// `masses` in any unit, which cancels; `straight` in metres; the result is a share: 1 is as good as straight lines
/// at `speed`, and more where the network is faster than that.
///
/// # Conventions
/// As [`network_efficiency`]. A ratio of sums, as Latora and Marchiori normalise, so that near pairs count most; the
/// mean of the ratios `t*_ij / t_ij` is [`straightness`](super::straightness) of [`Distances::at_speed`]. `speed`
/// scales the result and changes no rank: take the design speed of the best mode, so that it stays below 1.
///
/// # Errors
/// As [`network_efficiency`]; two places with a mass that are at the same point; a speed that is not above zero.
///
/// # Panics
/// If origins and destinations are not the same places, or `masses` or `straight` does not have one value for each
/// place or pair, or a straight line is missing.
///
/// # Example
/// ```
/// use jingwei::access::{Distances, relative_network_efficiency};
/// use jingwei::network::TravelTimes;
/// use jingwei::units::KilometresPerHour;
///
/// // 30 km apart, an hour on the road.
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(60.0)], vec![Some(60.0), Some(0.0)]]);
/// let straight = Distances::from_metres(2, 2, [Some(0.0), Some(30e3), Some(30e3), Some(0.0)])?;
/// let at_120 = relative_network_efficiency(&times, &[1.0; 2], &straight, KilometresPerHour::new(120.0))?;
/// assert_eq!(at_120.global, Some(0.25)); // 15 of 60 minutes
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Latora, V. and Marchiori, M. (2001). Efficient behavior of small-world networks. *Physical Review Letters*
/// 87(19).
pub fn relative_network_efficiency(
    times: &TravelTimes,
    masses: &[f64],
    straight: &Distances,
    speed: KilometresPerHour,
) -> Result<NetworkEfficiency> {
    let ends = Ends::new((times.origins(), times.destinations()), masses, EndOptions::default())?;
    assert_eq!((straight.origins(), straight.destinations()), (times.origins(), times.destinations()));
    if speed.get() <= 0.0 {
        let what = "the speed on straight lines is above zero";
        return Err(Finding::new(Code::BadSetting, what).field("speed").value(speed).into());
    }
    ends.check("efficiency divides by a travel time that", |i, j| times.milliseconds(i, j) == Some(0))?;
    let line = |i, j| straight.metres(i, j).expect("there is a straight line between any two places").get();
    ends.check("efficiency divides by a straight line that", |i, j| line(i, j) == 0.0)?;
    let metres_per_minute = speed.get() * 1000.0 / 60.0;
    Ok(efficiency(ends, masses, per_minute(times), |i, j| metres_per_minute / line(i, j)))
}

fn per_minute(times: &TravelTimes) -> impl Fn(usize, usize) -> Option<f64> + '_ {
    |i, j| times.milliseconds(i, j).map(|time| 60_000.0 / f64::from(time))
}

/// Inverse times over the `ideal` ones.
fn efficiency(
    ends: Ends<'_>,
    masses: &[f64],
    inverse: impl Fn(usize, usize) -> Option<f64>,
    ideal: impl Fn(usize, usize) -> f64,
) -> NetworkEfficiency {
    // Shares of the largest, whose products neither overflow nor vanish.
    let largest = masses.iter().copied().fold(0.0, f64::max);
    let (mut total, mut total_ideal) = (0.0, 0.0);
    let mut result = NetworkEfficiency { global: None, nodal: Vec::new(), unreachable: Vec::new() };
    for place in ends.places() {
        let (mut sum, mut sum_ideal, mut unreachable) = (0.0, 0.0, 0);
        for (i, j, mass) in ends.trips(place) {
            sum_ideal += mass / largest * ideal(i, j);
            match inverse(i, j) {
                Some(inverse) => sum += mass / largest * inverse,
                None => unreachable += 1,
            }
        }
        total += masses[place] / largest * sum;
        total_ideal += masses[place] / largest * sum_ideal;
        result.nodal.push((sum_ideal > 0.0).then(|| sum / sum_ideal));
        result.unreachable.push(unreachable);
    }
    result.global = (total_ideal > 0.0).then(|| total / total_ideal);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{ClosenessDefinition, closeness};

    fn line(metres: f64) -> Distances {
        Distances::from_metres(2, 2, [0.0, metres, metres, 0.0].map(Some)).unwrap()
    }

    /// A→B 10 minutes, B→A 40; C reaches nobody, A reaches it in 20.
    fn times() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(0.0), Some(10.0), Some(20.0)],
            vec![Some(40.0), Some(0.0), None],
            vec![None, None, Some(0.0)],
        ])
    }

    #[test]
    fn masses_weigh_both_ends() {
        let efficiency = network_efficiency(&times(), &[1.0, 2.0, 3.0]).unwrap();
        assert_eq!(efficiency.nodal, [Some(0.07), Some(0.00625), Some(0.0)]);
        assert_eq!(efficiency.unreachable, [0, 1, 2]);
        // 1·(2/10 + 3/20) + 2·1/40, over 1·5 + 2·4 + 3·3.
        assert!((efficiency.global.unwrap() - 0.4 / 22.0).abs() < 1e-15);
    }

    #[test]
    fn of_a_place_it_is_harmonic_closeness() {
        let masses = [1.0, 2.0, 3.0];
        let harmonic =
            closeness(&times(), &masses, ClosenessDefinition::Harmonic, &EndOptions::default()).unwrap();
        let efficiency = network_efficiency(&times(), &masses).unwrap();
        for (a, b) in harmonic.closeness.iter().zip(&efficiency.nodal) {
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-15);
        }
    }

    #[test]
    fn a_lone_city_is_none() {
        let times = TravelTimes::from_minutes(&[vec![Some(5.0)]]);
        let lone = network_efficiency(&times, &[1.0]).unwrap();
        assert_eq!(lone, NetworkEfficiency { global: None, nodal: vec![None], unreachable: vec![0] });
        let massless = network_efficiency(&self::times(), &[0.0; 3]).unwrap();
        assert_eq!((massless.global, &massless.nodal[..]), (None, &[None; 3][..]));
        let one_mass = network_efficiency(&self::times(), &[0.0, 0.0, 1.0]).unwrap();
        assert_eq!((one_mass.global, &one_mass.nodal[..]), (None, &[Some(0.05), Some(0.0), None][..]));
    }

    #[test]
    fn masses_of_any_size_give_the_same() {
        let plain = network_efficiency(&times(), &[1.0, 2.0, 4.0]).unwrap();
        for scale in [2_f64.powi(300), 2_f64.powi(-700)] {
            let scaled = network_efficiency(&times(), &[scale, 2.0 * scale, 4.0 * scale]).unwrap();
            assert_eq!(plain, scaled);
        }
    }

    #[test]
    fn the_speed_scales_the_share() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(20.0)], vec![None, Some(0.0)]]);
        let at = |speed| {
            relative_network_efficiency(&times, &[1.0, 1.0], &line(20e3), KilometresPerHour::new(speed))
                .unwrap()
        };
        assert_eq!(at(60.0).nodal, [Some(1.0), Some(0.0)], "20 km in 20 minutes, and no way back");
        assert_eq!((at(60.0).global, at(120.0).global), (Some(0.5), Some(0.25)));
    }

    #[test]
    fn what_cannot_be_divided_by_is_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(20.0)], vec![Some(0.0), Some(0.0)]]);
        let error = network_efficiency(&times, &[1.0; 2]).unwrap_err().to_string();
        assert!(error.contains("a travel time that is zero from place 2 to 1"), "{error}");
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(20.0)], vec![Some(9.0), Some(0.0)]]);
        let relative = |metres, speed: f64| {
            let speed = KilometresPerHour::new(speed);
            relative_network_efficiency(&times, &[1.0; 2], &line(metres), speed).map_err(|e| e.to_string())
        };
        assert!(relative(0.0, 60.0).unwrap_err().contains("a straight line that is zero from place 1 to 2"));
        assert!(relative(1.0, 0.0).unwrap_err().contains("above zero: `0 km/h`"));
    }
}
