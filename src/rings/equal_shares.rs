//! Breaks that give every ring an equal share.

use super::{FromCores, LARGEST_VALUE, Separation};
use crate::error::{Code, Finding, Result};
use crate::units::Kilometres;

/// Breaks between `rings` rings that each hold, as nearly as whole places allow, an equal share of `weights`:
/// of the people, of the land, or with ones of the places.
///
/// # Formula
/// Break `k` lies half-way between the two neighbouring distances at which the sum up to there,
/// `W(d) = Σ_i w_i · [d_i ≤ d]`, is nearest to `k / rings` of the whole; ties go to the nearer one.
///
/// # Units
/// `weights` in any unit; the breaks in that of the distances.
///
/// # Conventions
/// One break less than rings: the last ring is open. Places without a weight, or that no core reaches, do not count.
/// A place that holds more than a share is not cut: there are then fewer breaks than asked for. The share up to a
/// break misses its aim by no more than half the greatest weight at one distance.
///
/// # Errors
/// Fewer than two rings, weights below zero or not finite, or places that all lie at one distance.
///
/// # Panics
/// If `weights` does not have one value for each place.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::rings::{FromCores, equal_shares};
/// use jingwei::units::Minutes;
///
/// let mut rows = vec![vec![None; 4]; 4];
/// rows[0] = [0.0, 20.0, 40.0, 60.0].map(Some).to_vec();
/// let from = FromCores::by_time(&TravelTimes::from_minutes(&rows), &[0]);
/// let people = [300.0, 100.0, 200.0, 200.0].map(Some);
/// assert_eq!(equal_shares(&from, &people, 2)?, [Minutes::new(30.0)]); // 400 within, 400 beyond
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn equal_shares<D: Separation>(
    from: &FromCores<D>,
    weights: &[Option<f64>],
    rings: usize,
) -> Result<Vec<D>> {
    let refused =
        |what: &str, value: String| Finding::new(Code::BadSetting, what).field("equal").value(value);
    if rings < 2 {
        return Err(refused("equal shares want at least two rings", rings.to_string()).into());
    }
    if let Some(bad) = weights.iter().flatten().find(|weight| !(0.0..=LARGEST_VALUE).contains(*weight)) {
        return Err(refused("shares are of what is zero or more", bad.to_string()).into());
    }
    let mut steps: Vec<(D, f64)> = Vec::new();
    let mut sum = 0.0;
    for (apart, weight) in from.pairs(weights) {
        sum += weight;
        match steps.last_mut() {
            Some(last) if last.0 == apart => last.1 = sum,
            _ => steps.push((apart, sum)),
        }
    }
    if steps.len() < 2 || sum <= 0.0 {
        return Err(refused("all that is shared lies at one distance from the core", sum.to_string())
            .hint("take fixed breaks, or another core")
            .into());
    }
    let mut breaks: Vec<D> = Vec::new();
    for k in 1..rings {
        let aim = sum * k as f64 / rings as f64;
        let candidates = 0..steps.len() - 1;
        let off = |step: &usize| (steps[*step].1 - aim).abs();
        let best = candidates.min_by(|a, b| off(a).total_cmp(&off(b))).expect("at least two distances");
        let middle = f64::midpoint(steps[best].0.get(), steps[best + 1].0.get());
        let edge = D::checked(middle).expect("between two finite distances");
        if breaks.last().is_none_or(|last| *last < edge) {
            breaks.push(edge);
        }
    }
    Ok(breaks)
}

/// The radii of circles between which lie rings of equal area, the last of them `outermost`.
///
/// # Formula
/// `r_k = R √(k / n)`
///
/// # Errors
/// No ring, or a radius that is not above zero.
///
/// # Example
/// ```
/// use jingwei::rings::equal_area_radii;
/// use jingwei::units::Kilometres;
///
/// let radii = equal_area_radii(Kilometres::new(100.0), 4)?;
/// assert_eq!(radii[0], Kilometres::new(50.0));
/// assert_eq!(radii[3], Kilometres::new(100.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn equal_area_radii(outermost: Kilometres, rings: usize) -> Result<Vec<Kilometres>> {
    if rings == 0 || outermost <= Kilometres::ZERO {
        let what = "equal areas want a ring and a radius above zero";
        return Err(Finding::new(Code::BadSetting, what).field("equal").value(outermost).into());
    }
    Ok((1..=rings).map(|k| outermost * (k as f64 / rings as f64).sqrt()).collect())
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests {
    use super::*;
    use crate::network::TravelTimes;
    use crate::rings::bands_around;
    use crate::units::Minutes;
    use proptest::prelude::*;

    fn around_first(times: &[f64]) -> FromCores {
        let mut rows = vec![vec![None; times.len()]; times.len()];
        rows[0] = times.iter().copied().map(Some).collect();
        FromCores::by_time(&TravelTimes::from_minutes(&rows), &[0])
    }

    #[test]
    fn a_place_of_several_shares_makes_fewer_rings() {
        let from = around_first(&[0.0, 10.0, 20.0]);
        let breaks = equal_shares(&from, &[Some(90.0), Some(5.0), Some(5.0)], 4).unwrap();
        assert_eq!(breaks, [Minutes::new(5.0)]);
    }

    #[test]
    fn what_cannot_be_shared_is_refused() {
        let from = around_first(&[0.0, 10.0]);
        let said =
            |weights: &[Option<f64>], rings| equal_shares(&from, weights, rings).unwrap_err().to_string();
        assert!(said(&[Some(1.0), Some(1.0)], 1).contains("at least two rings"));
        assert!(said(&[Some(1.0), Some(-1.0)], 2).contains("zero or more"));
        assert!(said(&[Some(1.0), None], 2).contains("at one distance"));
        assert!(said(&[Some(0.0), Some(0.0)], 2).contains("at one distance"));
        assert!(equal_area_radii(Kilometres::ZERO, 3).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn shares_are_equal_within_one_place(
            places in prop::collection::vec((1_u32..500, 0_u32..1000), 2..20), rings in 2_usize..6,
        ) {
            let times: Vec<f64> = std::iter::once(0.0)
                .chain(places.iter().map(|place| f64::from(place.0))).collect();
            let weights: Vec<Option<f64>> = std::iter::once(Some(7.0))
                .chain(places.iter().map(|place| Some(f64::from(place.1)))).collect();
            let from = around_first(&times);
            let breaks = equal_shares(&from, &weights, rings).unwrap();
            prop_assert!(!breaks.is_empty() && breaks.len() < rings);
            let found = bands_around(from, &breaks).unwrap();
            let total: f64 = weights.iter().flatten().sum();
            // The greatest weight that stands at one distance: no break can cut it.
            let at = |time: f64| (0..times.len()).filter(|&i| times[i] == time).map(|i| weights[i].unwrap()).sum::<f64>();
            let greatest = times.iter().map(|&time| at(time)).fold(0.0, f64::max);
            let within = |count: usize| {
                (0..times.len()).filter(|&i| found.ring[i].unwrap() < count)
                    .map(|i| weights[i].unwrap()).sum::<f64>()
            };
            for k in 1..rings {
                let aim = total * k as f64 / rings as f64;
                let miss = (1..=breaks.len()).map(|count| (within(count) - aim).abs()).fold(f64::INFINITY, f64::min);
                prop_assert!(miss <= greatest, "{miss} of {greatest}");
            }
        }
    }
}
