//! Time to the closest opportunities.

use super::preconditions::check_opportunities;
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Times to the closest opportunities, and where the last of them is.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct CostToClosest {
    /// One time for each origin; `None` where so many cannot be reached.
    pub minutes: Vec<Option<Minutes>>,
    /// The destination at which the number is complete.
    pub destination: Vec<Option<usize>>,
}

/// How many minutes each origin is from the closest `needed` opportunities.
///
/// # Formula
/// `A_i = min { t : Σ_j O_j · [t_ij ≤ t] ≥ needed }`
///
/// # Units
/// `opportunities` and `needed` in any unit they share; the result in minutes.
///
/// # Conventions
/// The origin counts itself, at the diagonal of `times`. Ties go to the lower index. As `cost_to_closest` of R
/// `accessibility`, whose `n` is our `needed` and whose `Inf` is our `None`; but there `n = 1` asks for the closest
/// destination with anything at all, even half an opportunity, which here is [`nearest`](super::nearest). Lower is
/// better.
///
/// # Errors
/// An opportunity that is negative or not finite; all opportunities zero; a `needed` that is not above zero.
///
/// # Panics
/// If `opportunities` does not have one value for each destination.
///
/// # Example
/// ```
/// use jingwei::access::cost_to_closest;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// let times = TravelTimes::from_minutes(&[vec![Some(5.0), Some(20.0), Some(60.0)]]);
/// let hospitals = [0.0, 1.0, 3.0];
/// assert_eq!(cost_to_closest(&times, &hospitals, 1.0)?.minutes, [Some(Minutes::new(20.0))]);
/// assert_eq!(cost_to_closest(&times, &hospitals, 2.0)?.minutes, [Some(Minutes::new(60.0))]);
/// assert_eq!(cost_to_closest(&times, &hospitals, 5.0)?.minutes, [None]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Pereira, R. H. M. and Herszenhut, D. (2023). *Introduction to urban accessibility*. Ipea.
pub fn cost_to_closest(times: &TravelTimes, opportunities: &[f64], needed: f64) -> Result<CostToClosest> {
    check_opportunities(times, opportunities)?;
    if !(needed > 0.0 && needed.is_finite()) {
        let finding = Finding::new(Code::BadSetting, "the opportunities needed are a number above zero");
        return Err(finding.field("needed").value(needed).hint("1 asks for the closest").into());
    }
    let closest = |i: usize| match complete(times, opportunities, i, needed) {
        Some((time, j)) => (Some(time), Some(j)),
        None => (None, None),
    };
    let (minutes, destination) = (0..times.origins()).map(closest).unzip();
    Ok(CostToClosest { minutes, destination })
}

/// When and where the `needed` opportunities are complete from origin `i`, nearest first, ties to the lower index.
pub(super) fn complete(
    times: &TravelTimes,
    opportunities: &[f64],
    i: usize,
    needed: f64,
) -> Option<(Minutes, usize)> {
    let open = opportunities.iter().enumerate().filter(|&(_, &opportunity)| opportunity > 0.0);
    let mut by_time: Vec<(u32, usize)> =
        open.filter_map(|(j, _)| Some((times.milliseconds(i, j)?, j))).collect();
    by_time.sort_unstable();
    let mut sum = 0.0;
    let found = by_time.into_iter().find(|&(_, j)| {
        sum += opportunities[j];
        sum >= needed
    });
    found.map(|(time, j)| (Minutes::from_milliseconds(time), j))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::cumulative;

    #[test]
    fn ties_go_to_the_lower_index_and_nothing_reached_is_none() {
        let times =
            TravelTimes::from_minutes(&[vec![Some(9.0), Some(9.0), None], vec![None, None, Some(0.0)]]);
        let found = cost_to_closest(&times, &[1.0, 1.0, 0.0], 1.0).unwrap();
        assert_eq!(found.destination, [Some(0), None]);
        assert_eq!(found.minutes, [Some(Minutes::new(9.0)), None]);
        assert_eq!(cost_to_closest(&times, &[0.5, 0.5, 0.5], 1.0).unwrap().destination, [Some(1), None]);
    }

    /// By its definition: the least cut-off that reaches as much.
    #[test]
    fn it_is_the_least_cutoff_that_reaches_as_much() {
        let rows: Vec<Vec<Option<f64>>> = (0..6_u32)
            .map(|i| (0..6_u32).map(|j| (i + j != 5).then(|| f64::from((i * 17 + j * 31) % 23))).collect())
            .collect();
        let times = TravelTimes::from_minutes(&rows);
        let opportunities = [2.0, 0.0, 1.0, 4.0, 1.0, 3.0];
        for needed in 1..=12 {
            let found = cost_to_closest(&times, &opportunities, f64::from(needed)).unwrap();
            for i in 0..6 {
                let enough = |&c: &u32| {
                    cumulative(&times, &opportunities, Minutes::new(f64::from(c))).unwrap()[i]
                        >= f64::from(needed)
                };
                let judge = (0..23).find(enough).map(|c| Minutes::new(f64::from(c)));
                assert_eq!(found.minutes[i], judge, "{needed} from {i}");
            }
        }
    }

    #[test]
    fn bad_questions_are_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(1.0)]]);
        assert!(
            cost_to_closest(&times, &[0.0], 1.0)
                .unwrap_err()
                .to_string()
                .contains("all opportunities are zero")
        );
        for needed in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(cost_to_closest(&times, &[1.0], needed).unwrap_err().to_string().contains("`needed`"));
        }
    }
}
