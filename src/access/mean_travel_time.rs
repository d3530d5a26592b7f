//! Mean travel time, every place as important as any other.

use super::preconditions::assert_same_places;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Mean travel times, and how many destinations they leave out.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MeanTravelTime {
    /// One mean for each place; `None` where no destination can be reached.
    pub minutes: Vec<Option<Minutes>>,
    /// Destinations that each place cannot reach and that its mean leaves out.
    pub unreachable: Vec<usize>,
}

/// How many minutes away the other places are on average, a hamlet counting like a metropolis.
///
/// # Formula
/// `A_i = Σ_j t_ij / n_i`, `j ≠ i`, over the `n_i` places that `i` reaches
///
/// # Units
/// Minutes.
///
/// # Conventions
/// A place is no destination of itself. A pair without a path is left out **and counted** in `unreachable`: a
/// mean over fewer destinations looks better than it is. A place that reaches none has no mean. Lower is better.
/// The same as [`weighted_mean_travel_time`](super::weighted_mean_travel_time) with equal masses.
///
/// # Panics
/// If origins and destinations are not the same places.
///
/// # Example
/// ```
/// use jingwei::access::mean_travel_time;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(30.0), Some(90.0)],
///     vec![Some(30.0), Some(0.0), None],
///     vec![Some(90.0), None, Some(0.0)],
/// ]);
/// let mean = mean_travel_time(&times);
/// assert_eq!(mean.minutes[0], Some(Minutes::new(60.0))); // (30 + 90) / 2
/// assert_eq!((mean.minutes[1], mean.unreachable[1]), (Some(Minutes::new(30.0)), 1));
/// ```
///
/// # References
/// Ingram, D. R. (1971). The concept of accessibility: a search for an operational form.
/// *Regional Studies* 5(2).
pub fn mean_travel_time(times: &TravelTimes) -> MeanTravelTime {
    assert_same_places(times);
    let n = times.origins();
    let mean_from = |i: usize| {
        let others = || (0..n).filter(move |&j| j != i);
        let reached = others().filter_map(|j| times.milliseconds(i, j));
        // Whole milliseconds: the sum is exact and its order is free.
        let (sum, count) = reached.fold((0_u64, 0_usize), |(sum, n), time| (sum + u64::from(time), n + 1));
        let mean = (count > 0).then(|| Minutes::new(sum as f64 / count as f64 / 60_000.0));
        (mean, others().count() - count)
    };
    let (minutes, unreachable) = (0..n).map(mean_from).unzip();
    MeanTravelTime { minutes, unreachable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreachable_pairs_are_left_out_and_counted() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(5.0), Some(30.0), Some(90.0), None],
            vec![Some(30.0), Some(5.0), None, None],
            vec![Some(60.0), None, Some(5.0), None],
            vec![None, None, None, Some(5.0)],
        ]);
        let mean = mean_travel_time(&times);
        let minutes: Vec<_> = mean.minutes.iter().map(|time| time.map(Minutes::get)).collect();
        assert_eq!(minutes, [Some(60.0), Some(30.0), Some(60.0), None]);
        assert_eq!(mean.unreachable, [1, 2, 2, 3]);
    }

    #[test]
    fn one_place_has_no_mean() {
        let mean = mean_travel_time(&TravelTimes::from_minutes(&[vec![Some(5.0)]]));
        assert_eq!(mean, MeanTravelTime { minutes: vec![None], unreachable: vec![0] });
    }
}
