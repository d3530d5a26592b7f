//! How evenly each place spreads its flow.

use super::FlowMatrix;

/// How evenly the flow out of each place spreads over its destinations: 0 where all goes to one, `ln m` where each of
/// `m` gets the same.
///
/// # Formula
/// `H_i = −Σ_j p_ij ln p_ij`, `p_ij = T_ij / Σ_k T_ik`, `0 ln 0 = 0`
///
/// # Units
/// Natural logarithm, so nats.
///
/// # Conventions
/// What stays in a place is a destination like others. A place from which nothing flows has `None`.
///
/// # Example
/// ```
/// use jingwei::cluster::{FlowMatrix, entropy_of_outflow};
///
/// let rows = [[0.0, 5.0, 5.0], [8.0, 0.0, 0.0], [0.0, 0.0, 0.0]];
/// let entropy = entropy_of_outflow(&FlowMatrix::new(3, |i, j| rows[i][j])?);
/// assert_eq!(entropy, [Some(std::f64::consts::LN_2), Some(0.0), None]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical Journal* 27(3).
/// <https://doi.org/10.1002/j.1538-7305.1948.tb01338.x>
#[must_use]
pub fn entropy_of_outflow(flows: &FlowMatrix) -> Vec<Option<f64>> {
    let of_place = |i: usize| {
        let all = flows.outflow(i);
        let share = |flow: &&f64| **flow > 0.0;
        let terms = flows.row(i).iter().filter(share).map(|flow| {
            let share = flow / all;
            share * -libm::log(share)
        });
        // From zero, which a sum of nothing but −0 would not be.
        (all > 0.0).then(|| terms.fold(0.0, |sum, term| sum + term))
    };
    (0..flows.places()).map(of_place).collect()
}
