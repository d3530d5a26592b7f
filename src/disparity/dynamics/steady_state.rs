//! Where a Markov chain leads in the long run.

use super::markov_chain::MarkovChain;

/// Classes that a chain, once in them, never leaves, and how long it is in each.
#[derive(Debug, Clone, PartialEq)]
pub struct SteadyState {
    /// The classes that are visited for ever, in order.
    pub classes: Vec<usize>,
    /// The share of time spent in each class of the chain, 0 in those left for ever.
    pub distribution: Vec<f64>,
}

/// The distributions that no further transition changes, one for each set of classes that the chain cannot
/// leave.
///
/// # Formula
/// `π P = π`, `Σ_i π_i = 1`
///
/// # Conventions
/// A chain whose classes can all be reached from each other has exactly one; where there are several, it
/// depends on the start which one is reached. A class entered in the last period only is taken to keep what
/// it has, as giddy does with `fill_empty_classes`; one never visited belongs to none. Sets are in the order
/// of their first class.
///
/// # Example
/// ```
/// use jingwei::disparity::{MarkovChain, steady_states};
/// // The Land of Oz: rain, nice, snow; never two nice days in a row.
/// let oz = MarkovChain::from_transitions(vec![vec![2, 1, 1], vec![1, 0, 1], vec![1, 1, 2]]);
/// let states = steady_states(&oz);
/// assert_eq!(states.len(), 1);
/// for (share, expected) in states[0].distribution.iter().zip([0.4, 0.2, 0.4]) {
///     assert!((share - expected).abs() < 1e-15);
/// }
/// ```
///
/// # References
/// Kemeny, J. G. and Snell, J. L. (1976). *Finite Markov Chains*. Springer. Grassmann, W. K., Taksar, M. I.
/// and Heyman, D. P. (1985). Regenerative analysis and steady state distributions for Markov chains.
/// *Operations Research* 33(5): the elimination without subtraction.
#[must_use]
pub fn steady_states(chain: &MarkovChain) -> Vec<SteadyState> {
    let (names, rows) = chain.visited_rows();
    let reach = reachable(&rows);
    let mut states = Vec::new();
    for (i, onward) in reach.iter().enumerate() {
        let set: Vec<usize> = (0..rows.len()).filter(|&j| onward[j] && reach[j][i]).collect();
        let closed = (0..rows.len()).all(|j| !onward[j] || reach[j][i]);
        if set[0] != i || !closed {
            continue;
        }
        let mut distribution = vec![0.0; chain.classes()];
        for (&j, share) in set.iter().zip(stationary(&rows, &set)) {
            distribution[names[j]] = share;
        }
        states.push(SteadyState { classes: set.iter().map(|&j| names[j]).collect(), distribution });
    }
    states
}

/// Which classes are reached from which, in any number of steps, none included.
pub(super) fn reachable(rows: &[Vec<f64>]) -> Vec<Vec<bool>> {
    let mut reach: Vec<Vec<bool>> = rows.iter().map(|row| row.iter().map(|&p| p > 0.0).collect()).collect();
    for (i, row) in reach.iter_mut().enumerate() {
        row[i] = true;
    }
    for through in 0..rows.len() {
        let onward = reach[through].clone();
        for row in reach.iter_mut().filter(|row| row[through]) {
            for (known, &more) in row.iter_mut().zip(&onward) {
                *known |= more;
            }
        }
    }
    reach
}

/// The stationary distribution within `set`, whose classes all reach each other and nothing else.
fn stationary(rows: &[Vec<f64>], set: &[usize]) -> Vec<f64> {
    let mut p: Vec<Vec<f64>> = set.iter().map(|&i| set.iter().map(|&j| rows[i][j]).collect()).collect();
    // Classes are taken out from the last on, their visits given to those that remain.
    for out in (1..set.len()).rev() {
        let leaving: f64 = p[out][..out].iter().sum();
        let (remaining, taken) = p.split_at_mut(out);
        for row in remaining {
            row[out] /= leaving;
            let entering = row[out];
            for (value, &onward) in row[..out].iter_mut().zip(&taken[0]) {
                *value += entering * onward;
            }
        }
    }
    let mut share = vec![1.0; set.len()];
    for back in 1..set.len() {
        share[back] = (0..back).map(|i| share[i] * p[i][back]).sum();
    }
    let sum: f64 = share.iter().sum();
    share.iter().map(|share| share / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_traps_have_a_distribution_each() {
        // 0 goes to either side; 1 and 2 turn in a circle; 3 keeps what it has; 4 is never visited.
        let chain = MarkovChain::from_transitions(vec![
            vec![1, 1, 0, 1, 0],
            vec![0, 0, 5, 0, 0],
            vec![0, 1, 1, 0, 0],
            vec![0, 0, 0, 2, 0],
            vec![0; 5],
        ]);
        let states = steady_states(&chain);
        assert_eq!(states.len(), 2);
        assert_eq!((&states[0].classes, &states[1].classes), (&vec![1, 2], &vec![3]));
        assert!((states[0].distribution[1] - 1.0 / 3.0).abs() < 1e-15);
        assert_eq!(states[1].distribution, [0.0, 0.0, 0.0, 1.0, 0.0]);
    }

    #[test]
    fn nobody_goes_nowhere() {
        assert_eq!(steady_states(&MarkovChain::from_transitions(vec![vec![0; 2]; 2])), []);
        assert_eq!(steady_states(&MarkovChain::from_transitions(vec![])), []);
    }
}
