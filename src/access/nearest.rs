//! The nearest destinations.

use super::preconditions::check_opportunities;
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// A destination and the way there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Its index.
    pub destination: usize,
    /// Travel time.
    pub minutes: Minutes,
}

/// The `k` destinations with opportunities that are nearest to each origin, and the times to them.
///
/// # Formula
/// The `k` least `t_ij` with `O_j > 0`
///
/// # Units
/// `opportunities` in any unit; only whether they are above zero counts. Minutes.
///
/// # Conventions
/// The nearest first, ties to the lower index. Fewer than `k` where fewer can be reached. The origin counts itself,
/// at the diagonal of `times`, where it has opportunities.
///
/// # Errors
/// An opportunity that is negative or not finite; all opportunities zero; a `k` of zero.
///
/// # Panics
/// If `opportunities` does not have one value for each destination.
///
/// # Example
/// ```
/// use jingwei::access::nearest;
/// use jingwei::network::TravelTimes;
///
/// let times = TravelTimes::from_minutes(&[vec![Some(10.0), Some(5.0), Some(10.0), None, Some(1.0)]]);
/// let found = nearest(&times, &[1.0, 1.0, 1.0, 1.0, 0.0], 2)?;
/// let which: Vec<usize> = found[0].iter().map(|near| near.destination).collect();
/// assert_eq!(which, [1, 0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn nearest(times: &TravelTimes, opportunities: &[f64], k: usize) -> Result<Vec<Vec<Neighbour>>> {
    check_opportunities(times, opportunities)?;
    if k == 0 {
        let finding = Finding::new(Code::BadSetting, "of the nearest destinations one or more are asked for");
        return Err(finding.field("k").value(k).into());
    }
    let of_origin = |i: usize| {
        let open = opportunities.iter().enumerate().filter(|&(_, &opportunity)| opportunity > 0.0);
        let mut near: Vec<(u32, usize)> =
            open.filter_map(|(j, _)| Some((times.milliseconds(i, j)?, j))).collect();
        if near.len() > k {
            near.select_nth_unstable(k);
            near.truncate(k);
        }
        near.sort_unstable();
        let neighbour =
            |(time, destination)| Neighbour { destination, minutes: Minutes::from_milliseconds(time) };
        near.into_iter().map(neighbour).collect()
    };
    Ok((0..times.origins()).map(of_origin).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_sorted_list(
            row in prop::collection::vec((prop::option::weighted(0.8, 0_u32..20), prop::bool::weighted(0.7)), 1..30),
            k in 1_usize..6,
        ) {
            prop_assume!(row.iter().any(|(_, open)| *open));
            let times = TravelTimes::from_minutes(&[row.iter().map(|(time, _)| time.map(f64::from)).collect()]);
            let opportunities: Vec<f64> = row.iter().map(|(_, open)| f64::from(u8::from(*open))).collect();
            let mut judge: Vec<(u32, usize)> = Vec::new();
            for (j, (time, open)) in row.iter().enumerate() {
                if let (Some(time), true) = (time, open) {
                    judge.push((*time, j));
                }
            }
            judge.sort_by_key(|&(time, _)| time);
            judge.truncate(k);
            let found = nearest(&times, &opportunities, k).unwrap();
            let found: Vec<(f64, usize)> = found[0].iter().map(|n| (n.minutes.get(), n.destination)).collect();
            let judge: Vec<(f64, usize)> = judge.into_iter().map(|(time, j)| (f64::from(time), j)).collect();
            prop_assert_eq!(found, judge);
        }
    }

    #[test]
    fn bad_questions_are_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(1.0), None]]);
        assert!(nearest(&times, &[1.0, 1.0], 0).unwrap_err().to_string().contains("setting `k`"));
        assert!(
            nearest(&times, &[0.0, 0.0], 1).unwrap_err().to_string().contains("all opportunities are zero")
        );
        assert!(nearest(&times, &[1.0, -1.0], 1).is_err());
        assert!(nearest(&times, &[0.0, 1.0], 1).unwrap()[0].is_empty(), "nothing can be reached");
    }
}
