//! Who deals with whom, and how much.

use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;
use crate::weights::Weights;

/// An undirected network with weights: cities and how much they interact.
///
/// # Conventions
/// Every link has one weight for both directions; what is given both ways, or several times, adds up. The strength of
/// a city is the sum of the weights of its links, a link to itself counted twice; the total weight is half the sum of
/// all strengths.
///
/// # Example
/// ```
/// use jingwei::cluster::InteractionGraph;
///
/// let graph = InteractionGraph::from_links(3, &[(0, 1, 2.0), (1, 0, 1.0), (1, 2, 4.0)])?;
/// assert_eq!(graph.total(), 7.0);
/// assert_eq!(graph.strength(1), 7.0);
/// assert_eq!(graph.links(), 2);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct InteractionGraph {
    pub(super) starts: Vec<usize>,
    pub(super) neighbours: Vec<u32>,
    pub(super) weights: Vec<f64>,
    /// Weight of the link of each city to itself.
    pub(super) loops: Vec<f64>,
    total: f64,
}

/// An index as it is kept.
pub(super) fn small(index: usize) -> u32 {
    u32::try_from(index).expect("cities are counted in u32")
}

impl InteractionGraph {
    /// A network of `cities` cities with these links (from, to, weight), each once.
    ///
    /// # Errors
    /// A link to a city that is not there, and a weight that is negative or not finite, all in one error; a sum of
    /// weights too large for a number.
    ///
    /// # Panics
    /// If there are more cities than a `u32` counts.
    pub fn from_links(cities: usize, links: &[(usize, usize, f64)]) -> Result<Self> {
        check(cities, links)?;
        let mut loops = vec![0.0; cities];
        let mut starts = vec![0; cities + 1];
        let real = || links.iter().copied().filter(|&(_, _, weight)| weight > 0.0);
        for (from, to, weight) in real() {
            if from == to {
                loops[from] += weight;
            } else {
                starts[from + 1] += 1;
                starts[to + 1] += 1;
            }
        }
        for i in 0..cities {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut ends = vec![(0, 0.0); starts[cities]];
        for (from, to, weight) in real().filter(|(from, to, _)| from != to) {
            ends[next[from]] = (small(to), weight);
            ends[next[to]] = (small(from), weight);
            next[from] += 1;
            next[to] += 1;
        }
        let (mut neighbours, mut weights) =
            (Vec::with_capacity(ends.len()), Vec::<f64>::with_capacity(ends.len()));
        let mut kept = vec![0];
        for row in starts.windows(2) {
            let row = &mut ends[row[0]..row[1]];
            // Sorted by weight too, so that sums do not depend on the order of the links.
            row.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let first = neighbours.len();
            for &(to, weight) in &*row {
                match neighbours[first..].last() {
                    Some(&last) if last == to => *weights.last_mut().expect("as many weights") += weight,
                    _ => {
                        neighbours.push(to);
                        weights.push(weight);
                    }
                }
            }
            kept.push(neighbours.len());
        }
        let total = weights.iter().sum::<f64>() / 2.0 + loops.iter().sum::<f64>();
        if !total.is_finite() {
            let what = "the weights of the links add up to more than a number holds";
            return Err(Finding::new(Code::BadValue, what).hint("give the weights in a larger unit").into());
        }
        Ok(Self { starts: kept, neighbours, weights, loops, total })
    }

    /// The network of spatial weights: the weight of a link is the mean of those of its two directions.
    ///
    /// # Errors
    /// As of [`from_links`](Self::from_links).
    pub fn from_weights(weights: &Weights) -> Result<Self> {
        let links: Vec<_> = (0..weights.len())
            .flat_map(|i| weights.row(i).map(move |(j, w)| (i, j, if i == j { w } else { w / 2.0 })))
            .collect();
        Self::from_links(weights.len(), &links)
    }

    /// Interaction that falls with travel time.
    ///
    /// # Formula
    /// `w_ij = ½ M_i M_j (f(t_ij) + f(t_ji))`, `i ≠ j`
    ///
    /// # Units
    /// `masses` in any unit, the weights in its square; `decay` is given minutes and says what a trip of that time
    /// counts, such as `|time| decay.weight(time)`.
    ///
    /// # Conventions
    /// A way that does not exist adds nothing. A city does not interact with itself.
    ///
    /// # Errors
    /// A mass that is negative or not finite, all in one error; as of [`from_links`](Self::from_links) where `decay`
    /// gives a weight that is negative or not finite.
    ///
    /// # Panics
    /// If origins and destinations are not the same places, or `masses` does not have one value for each.
    pub fn time_decayed(times: &TravelTimes, masses: &[f64], decay: impl Fn(Minutes) -> f64) -> Result<Self> {
        assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
        assert_eq!(masses.len(), times.origins(), "one mass for each place");
        let bad = |(city, mass): (usize, &f64)| {
            let what = format!("value {} in study order is negative or not finite", city + 1);
            let fine = *mass >= 0.0 && mass.is_finite();
            (!fine).then(|| Finding::new(Code::BadValue, what).field("mass").value(mass))
        };
        Error::if_any(&masses.iter().enumerate().filter_map(bad).collect::<Vec<_>>())?;
        let mut links = Vec::new();
        for i in 0..masses.len() {
            for j in 0..i {
                let ways = [times.minutes(i, j), times.minutes(j, i)];
                let both = ways.into_iter().flatten().map(&decay).fold(0.0, |sum, way| sum + way);
                if both != 0.0 {
                    links.push((j, i, 0.5 * masses[i] * masses[j] * both));
                }
            }
        }
        Self::from_links(masses.len(), &links)
    }

    /// How many cities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.loops.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.loops.is_empty()
    }

    /// How many links between two cities.
    #[must_use]
    pub fn links(&self) -> usize {
        self.neighbours.len() / 2
    }

    /// Total weight of all links, each counted once.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.total
    }

    /// The others that city `i` interacts with, by index, and the weights.
    #[must_use]
    pub fn row(&self, i: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let range = self.starts[i]..self.starts[i + 1];
        self.neighbours[range.clone()].iter().map(|&j| j as usize).zip(self.weights[range].iter().copied())
    }

    /// Sum of the weights of the links of city `i`; one to itself counts twice.
    #[must_use]
    pub fn strength(&self, i: usize) -> f64 {
        self.row(i).map(|(_, weight)| weight).sum::<f64>() + 2.0 * self.loops[i]
    }
}

fn check(cities: usize, links: &[(usize, usize, f64)]) -> Result<()> {
    assert!(u32::try_from(cities).is_ok(), "cities are counted in u32");
    let mut findings = Vec::new();
    for (number, &(from, to, weight)) in links.iter().enumerate() {
        if from.max(to) >= cities {
            let what = format!("link {} leads to a city that is not among the {cities}", number + 1);
            findings.push(Finding::new(Code::BadValue, what).value(from.max(to)));
        }
        if !(weight >= 0.0 && weight.is_finite()) {
            let what = format!("the weight of link {} is negative or not finite", number + 1);
            findings.push(Finding::new(Code::BadValue, what).field("weight").value(weight));
        }
    }
    Error::if_any(&findings)
}
