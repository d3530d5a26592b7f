//! Straightness and detour: how far trips stray from the straight line.

use super::distances::Distances;
use super::ends::{EndOptions, Ends};
use crate::error::Result;

/// Straightness of each place.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Straightness {
    /// One a place; `None` without another place that has a mass.
    pub straightness: Vec<Option<f64>>,
    /// Other places that each cannot reach, and that add 0.
    pub unreachable: Vec<usize>,
}

/// How straight, on average, trips between each place and the others are: 1 along straight lines.
///
/// # Formula
/// `S_i = Σ_j M_j · straight_ij / network_ij  /  Σ_j M_j`, `j ≠ i`
///
/// # Units
/// `network` and `straight` in metres, lengths along the network or times at a speed ([`Distances::at_speed`]);
/// `masses` in any unit, which cancels, 1 each for the centrality of Porta and others. The result is a share; with
/// times at a speed it may exceed 1 where the network is faster, and then tells more of speed than of shape.
///
/// # Conventions
/// Outward by default, inward by [`EndOptions::direction`]. A pair without a path adds 0 and stays in the
/// denominator, as if infinitely long, **and is counted**; a place that reaches nobody has 0. A place is not its own
/// other end; a mass of 0 is no other end. More is better.
///
/// # Errors
/// A mass that is negative or not finite; a pair that counts whose straight line or path is 0 m long.
///
/// # Panics
/// If `network` and `straight` are not between as many places, `masses` does not have one value for each place at the
/// other end, places said to be the same are not as many origins as destinations, or a straight line is missing.
///
/// # Example
/// ```
/// use jingwei::access::{Distances, EndOptions, detour, straightness};
///
/// // Round three sides of a square to reach the fourth corner; straight to the second.
/// let network = Distances::from_metres(1, 2, [Some(30.0), Some(10.0)])?;
/// let straight = Distances::from_metres(1, 2, [Some(10.0), Some(10.0)])?;
/// # use jingwei::access::Places;
/// let options = EndOptions { places: Places::Apart, ..EndOptions::default() };
/// let found = straightness(&network, &straight, &[1.0; 2], &options)?;
/// assert!((found.straightness[0].unwrap() - 2.0 / 3.0).abs() < 1e-15); // (1/3 + 1) / 2
/// assert_eq!(detour(&network, &straight, &[1.0; 2], &options)?.route_factor, [Some(2.0)]); // (3 + 1) / 2
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Porta, S., Crucitti, P. and Latora, V. (2006). The network analysis of urban streets: a primal approach.
/// *Environment and Planning B: Planning and Design* 33(5).
pub fn straightness(
    network: &Distances,
    straight: &Distances,
    masses: &[f64],
    options: &EndOptions,
) -> Result<Straightness> {
    let ends = checked(network, straight, masses, *options)?;
    let (straightness, unreachable) = (ends.places())
        .map(|place| {
            let (mut sum, mut mass, mut unreachable) = (0.0, 0.0, 0);
            for (pair, weight) in pairs(network, straight, ends, place) {
                mass += weight;
                match pair.network {
                    Some(metres) => sum += weight * (pair.straight / metres),
                    None => unreachable += 1,
                }
            }
            ((mass > 0.0).then(|| sum / mass), unreachable)
        })
        .unzip();
    Ok(Straightness { straightness, unreachable })
}

/// Detour of the trips of each place.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Detour {
    /// Mean over the pairs of network over straight: a near pair counts as much as a far one. `None` where nobody is
    /// reached.
    pub route_factor: Vec<Option<f64>>,
    /// All of the network over all of the straight lines: a pair counts as far as it is. `None` where nobody is
    /// reached.
    pub circuity: Vec<Option<f64>>,
    /// Other places that each cannot reach, and that are left out.
    pub unreachable: Vec<usize>,
}

/// How many times longer than straight lines the trips between each place and the others are: 1 is straight.
///
/// # Formula
/// `Q_i = Σ_j M_j · network_ij / straight_ij  /  Σ_j M_j` (route factor, detour index) and
/// `C_i = Σ_j M_j · network_ij  /  Σ_j M_j · straight_ij` (circuity), `j ≠ i`, over the places that can be reached
///
/// # Units
/// As [`straightness`]; the results are pure numbers.
///
/// # Conventions
/// As [`straightness`], but a pair without a path, infinitely long, is left out of all sums **and counted**: read the
/// two together. Less is better. The route factor is not the inverse of straightness: a mean of ratios is not the
/// inverse of the mean of their inverses.
///
/// # Errors
/// As [`straightness`].
///
/// # Panics
/// As [`straightness`].
///
/// # Example
/// See [`straightness`].
///
/// # References
/// Barthélemy, M. (2011). Spatial networks. *Physics Reports* 499(1–3).
///
/// Levinson, D. and El-Geneidy, A. (2009). The minimum circuity frontier and the journey to work. *Regional Science
/// and Urban Economics* 39(6).
pub fn detour(
    network: &Distances,
    straight: &Distances,
    masses: &[f64],
    options: &EndOptions,
) -> Result<Detour> {
    let ends = checked(network, straight, masses, *options)?;
    let mut detour = Detour { route_factor: Vec::new(), circuity: Vec::new(), unreachable: Vec::new() };
    for place in ends.places() {
        let (mut factors, mut along, mut across, mut mass, mut unreachable) = (0.0, 0.0, 0.0, 0.0, 0);
        for (pair, weight) in pairs(network, straight, ends, place) {
            let Some(metres) = pair.network else {
                unreachable += 1;
                continue;
            };
            factors += weight * (metres / pair.straight);
            along += weight * metres;
            across += weight * pair.straight;
            mass += weight;
        }
        let over = |sum: f64, of: f64| (mass > 0.0).then(|| sum / of);
        detour.route_factor.push(over(factors, mass));
        detour.circuity.push(over(along, across));
        detour.unreachable.push(unreachable);
    }
    Ok(detour)
}

/// Metres of one pair.
struct Pair {
    network: Option<f64>,
    straight: f64,
}

fn pairs<'a>(
    network: &'a Distances,
    straight: &'a Distances,
    ends: Ends<'a>,
    place: usize,
) -> impl Iterator<Item = (Pair, f64)> + 'a {
    ends.trips(place).map(|(i, j, mass)| {
        let network = network.metres(i, j).map(Into::into);
        let straight = straight.metres(i, j).expect("there is a straight line between any two places").get();
        (Pair { network, straight }, mass)
    })
}

fn checked<'a>(
    network: &Distances,
    straight: &Distances,
    masses: &'a [f64],
    options: EndOptions,
) -> Result<Ends<'a>> {
    let shape = (network.origins(), network.destinations());
    assert_eq!((straight.origins(), straight.destinations()), shape, "a straight line for each pair");
    let ends = Ends::new(shape, masses, options)?;
    let zero = |distances: &Distances, i, j| distances.metres(i, j).is_some_and(|metres| metres.get() == 0.0);
    ends.check("detour divides by a straight line that", |i, j| zero(straight, i, j))?;
    ends.check("straightness divides by a path that", |i, j| zero(network, i, j))?;
    Ok(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Direction;

    fn square(metres: [Option<f64>; 9]) -> Distances {
        Distances::from_metres(3, 3, metres).unwrap()
    }

    /// A and B one way apart, C out of reach of A.
    fn network() -> Distances {
        square(
            [
                [Some(0.0), Some(10.0), None],
                [Some(40.0), Some(0.0), Some(25.0)],
                [Some(16.0), Some(100.0), Some(0.0)],
            ]
            .concat()
            .try_into()
            .unwrap(),
        )
    }

    fn straight() -> Distances {
        square([0.0, 10.0, 8.0, 10.0, 0.0, 20.0, 8.0, 20.0, 0.0].map(Some))
    }

    #[test]
    fn what_cannot_be_reached_is_not_straight_and_is_no_detour() {
        let options = EndOptions::default();
        let straightness = straightness(&network(), &straight(), &[1.0; 3], &options).unwrap();
        assert_eq!(straightness.straightness, [Some(0.5), Some(0.525), Some(0.35)]);
        assert_eq!(straightness.unreachable, [1, 0, 0]);
        let detour = detour(&network(), &straight(), &[1.0; 3], &options).unwrap();
        assert_eq!(detour.route_factor, [Some(1.0), Some(2.625), Some(3.5)]);
        assert_eq!(detour.circuity, [Some(1.0), Some(65.0 / 30.0), Some(116.0 / 28.0)]);
        assert_eq!(detour.unreachable, [1, 0, 0]);
    }

    #[test]
    fn masses_and_direction() {
        let to = EndOptions { direction: Direction::To, ..EndOptions::default() };
        let masses = [1.0, 2.0, 0.0];
        let inward = straightness(&network(), &straight(), &masses, &to).unwrap();
        assert_eq!(inward.straightness, [Some(0.25), Some(1.0), Some(1.6 / 3.0)]);
        assert_eq!(inward.unreachable, [0, 0, 1], "from A to C");
        let outward = detour(&network(), &straight(), &[1.0, 3.0, 0.0], &EndOptions::default()).unwrap();
        assert_eq!(outward.route_factor[2], Some((2.0 + 3.0 * 5.0) / 4.0));
        assert_eq!(outward.circuity[2], Some((16.0 + 300.0) / (8.0 + 60.0)));
    }

    #[test]
    fn a_lone_city_is_none() {
        let alone = Distances::from_metres(1, 1, [Some(0.0)]).unwrap();
        let options = EndOptions::default();
        let straight = straightness(&alone, &alone, &[1.0], &options).unwrap();
        assert_eq!(straight, Straightness { straightness: vec![None], unreachable: vec![0] });
        let detour = detour(&alone, &alone, &[1.0], &options).unwrap();
        assert_eq!((&detour.route_factor[..], &detour.circuity[..]), (&[None][..], &[None][..]));
    }

    #[test]
    fn one_who_reaches_nobody_is_not_straight_and_has_no_detour() {
        let network = Distances::from_metres(2, 2, [Some(0.0), None, None, Some(0.0)]).unwrap();
        let straight = Distances::from_metres(2, 2, [0.0, 5.0, 5.0, 0.0].map(Some)).unwrap();
        let options = EndOptions::default();
        assert_eq!(
            straightness(&network, &straight, &[1.0; 2], &options).unwrap().straightness,
            [Some(0.0); 2]
        );
        assert_eq!(detour(&network, &straight, &[1.0; 2], &options).unwrap().circuity, [None; 2]);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        let zero = Distances::from_metres(2, 2, [Some(0.0); 4]).unwrap();
        let one = Distances::from_metres(2, 2, [Some(1.0); 4]).unwrap();
        let of = |network, straight| {
            straightness(network, straight, &[1.0; 2], &EndOptions::default()).map_err(|e| e.to_string())
        };
        assert!(of(&one, &zero).unwrap_err().contains("a straight line that is zero from place 1 to 2"));
        assert!(of(&zero, &one).unwrap_err().contains("a path that is zero from place 1 to 2"));
        assert!(of(&one, &one).is_ok());
    }
}
