//! Gravity accessibility: opportunities that count less the farther they are.

use super::decay::Decay;
use super::preconditions::check_opportunities;
use crate::error::Result;
use crate::network::TravelTimes;

/// Opportunities of all destinations from each origin, each counted as `decay` says of the way there.
///
/// # Formula
/// `A_i = Σ_j O_j · f(t_ij)`
///
/// # Units
/// `opportunities` in any unit, the result in the same; the decay takes minutes.
///
/// # Conventions
/// An unreachable pair adds nothing. The origin counts itself, at the diagonal of `times`. As `gravity` of R
/// `accessibility`; how the decays of the two differ is told at [`Decay`]. More is better. For a power of time that
/// has no ceiling, and the self-potential rules of that field, see [`potential`](super::potential).
///
/// # Errors
/// An opportunity that is negative or not finite; all opportunities zero; a decay whose parameters cannot be.
///
/// # Panics
/// If `opportunities` does not have one value for each destination.
///
/// # Example
/// ```
/// use jingwei::access::gravity;
/// use jingwei::network::TravelTimes;
///
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(15.0), Some(90.0), None]]);
/// let decay = "linear:cutoff=60".parse()?;
/// assert_eq!(gravity(&times, &[10.0, 100.0, 1000.0, 1000.0], &decay)?, [85.0]); // 10 + 0.75 · 100
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hansen, W. G. (1959). How accessibility shapes land use. *Journal of the American Institute of Planners*
/// 25(2). <https://doi.org/10.1080/01944365908978307>
///
/// Levinson, D. and King, D. (2020). *Transport Access Manual*. Committee of the Transport Access Manual,
/// University of Sydney.
pub fn gravity(times: &TravelTimes, opportunities: &[f64], decay: &Decay) -> Result<Vec<f64>> {
    let mut one = gravities(times, &[opportunities], std::slice::from_ref(decay))?;
    Ok(one.remove(0).remove(0))
}

/// As [`gravity`] for several kinds of opportunities and several decays, in one pass over the times: first by
/// kind, then by decay, then by origin.
///
/// # Errors
/// As [`gravity`], for each of them.
///
/// # Panics
/// As [`gravity`].
pub fn gravities(times: &TravelTimes, kinds: &[&[f64]], decays: &[Decay]) -> Result<Vec<Vec<Vec<f64>>>> {
    for kind in kinds {
        check_opportunities(times, kind)?;
    }
    for decay in decays {
        decay.check()?;
    }
    let mut sums = vec![vec![vec![0.0; times.origins()]; decays.len()]; kinds.len()];
    for i in 0..times.origins() {
        for (j, time) in times.row(i).enumerate() {
            let Some(time) = time else { continue };
            for (d, decay) in decays.iter().enumerate() {
                // Once for all kinds: this is what costs.
                let counts = decay.at(time);
                for (kind, sums) in kinds.iter().zip(&mut sums) {
                    sums[d][i] += kind[j] * counts;
                }
            }
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::cumulative;
    use crate::units::Minutes;

    fn decays() -> Vec<Decay> {
        let texts = [
            "power:exponent=1.5",
            "exponential:rate=0.05",
            "gaussian:bandwidth=20",
            "logistic:inflection=30,deviation=8",
            "log-normal:median=30,sigma=0.8",
            "linear:cutoff=60",
            "step:cutoff=30",
            "table:0=1,30=0.5,60=0",
        ];
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn times() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(3.0), Some(30.0), Some(59.0), None],
            vec![Some(31.0), Some(0.0), None, Some(200.0)],
        ])
    }

    #[test]
    fn all_at_once_are_each_by_itself() {
        let (jobs, beds) = ([3.0, 5.0, 7.0, 11.0], [0.0, 0.5, 0.0, 1.0]);
        let together = gravities(&times(), &[&jobs, &beds], &decays()).unwrap();
        for (kind, together) in [jobs, beds].iter().zip(&together) {
            for (decay, together) in decays().iter().zip(together) {
                assert_eq!(*together, gravity(&times(), kind, decay).unwrap(), "{decay}");
                for (i, sum) in together.iter().enumerate() {
                    let parts = (0..4).filter_map(|j| Some(kind[j] * decay.at(times().minutes(i, j)?)));
                    assert!((sum - parts.sum::<f64>()).abs() < 1e-12, "{decay}");
                }
            }
        }
    }

    #[test]
    fn a_step_is_a_cutoff() {
        let step = gravity(&times(), &[3.0, 5.0, 7.0, 11.0], &"step:cutoff=30".parse().unwrap()).unwrap();
        assert_eq!(step, cumulative(&times(), &[3.0, 5.0, 7.0, 11.0], Minutes::new(30.0)).unwrap());
    }

    #[test]
    fn bad_input_is_refused() {
        let decay = "step:cutoff=30".parse().unwrap();
        assert!(
            gravity(&times(), &[0.0; 4], &decay)
                .unwrap_err()
                .to_string()
                .contains("all opportunities are zero")
        );
        assert!(gravity(&times(), &[1.0, -1.0, 0.0, 0.0], &decay).is_err());
        let error = gravity(&times(), &[1.0; 4], &Decay::Exponential { rate: -0.1 }).unwrap_err();
        assert!(error.to_string().contains("setting `rate`"), "{error}");
    }
}
