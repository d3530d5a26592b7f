//! Over which time a place adds its own mass to its potential.

use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Over which time a place adds its own mass to its potential.
///
/// # Formula
///
/// | rule | `t_ii` |
/// |---|---|
/// | intrazonal | the diagonal of the travel times: in a study half the radius of the circle with the territory's area, at access speed, or `intrazonal_min` |
/// | fixed | the same minutes for every place |
/// | nearest neighbour | `share · min_j t_ij`, `j ≠ i` |
/// | mean nearest neighbour | `share` of the mean of `min_j t_ij` over the places that reach another: the same for every place |
/// | none | the own mass is left out |
///
/// # Conventions
/// The choice moves the potential of large isolated places most, and their rank with it: state it. Under the rule
/// of the nearest neighbour a place that reaches no other has no own time and adds nothing to itself.
///
/// # References
/// Frost, M. E. and Spence, N. A. (1995). The rediscovery of accessibility and economic potential: the critical
/// issue of self-potential. *Environment and Planning A* 27(11).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum SelfPotential {
    /// The own mass is left out.
    None,
    /// The time of a trip inside the place.
    #[default]
    Intrazonal,
    /// The same time for every place.
    Fixed {
        /// It.
        minutes: Minutes,
    },
    /// A share of the time to the nearest other place.
    NearestNeighbour {
        /// The share.
        share: f64,
    },
    /// A share of the mean time to the nearest other place.
    MeanNearestNeighbour {
        /// The share.
        share: f64,
    },
}

/// More than any share that has been proposed.
const LARGEST_SHARE: f64 = 10.0;

impl SelfPotential {
    /// The time over which each place adds its own mass; `None` where it adds none.
    ///
    /// # Panics
    /// If origins and destinations are not the same places.
    #[must_use]
    pub fn times(self, times: &TravelTimes) -> Vec<Option<Minutes>> {
        let n = times.origins();
        assert_eq!(n, times.destinations(), "origins and destinations are the same places");
        let nearest = || (0..n).map(move |i| nearest(times, i));
        match self {
            Self::None => vec![None; n],
            Self::Intrazonal => (0..n).map(|i| times.minutes(i, i)).collect(),
            Self::Fixed { minutes } => vec![Some(minutes); n],
            Self::NearestNeighbour { share } => nearest().map(|time| time.map(|time| time * share)).collect(),
            Self::MeanNearestNeighbour { share } => {
                let (sum, count) =
                    nearest().flatten().fold((0.0, 0_usize), |(s, n), time| (s + time.get(), n + 1));
                vec![(count > 0).then(|| Minutes::new(sum / count as f64 * share)); n]
            }
        }
    }

    /// Whether its number can be.
    pub(super) fn check(self) -> Result<()> {
        let bad = match self {
            Self::None | Self::Intrazonal => None,
            Self::Fixed { minutes } => (minutes <= Minutes::ZERO).then_some(minutes.get()),
            Self::NearestNeighbour { share } | Self::MeanNearestNeighbour { share } => {
                (!(share > 0.0 && share <= LARGEST_SHARE)).then_some(share)
            }
        };
        let Some(value) = bad else { return Ok(()) };
        let what = "the time of a place's own mass is minutes above zero, or a share above 0 and at most 10";
        Err(Finding::new(Code::BadSetting, what).field("self_potential").value(value).into())
    }
}

/// The time to the nearest other place.
fn nearest(times: &TravelTimes, i: usize) -> Option<Minutes> {
    let others = (0..times.destinations()).filter(|&j| j != i);
    others.filter_map(|j| times.milliseconds(i, j)).min().map(Minutes::from_milliseconds)
}
