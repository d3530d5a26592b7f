//! How long a Markov chain takes to reach a class.

use super::linear_system;
use super::markov_chain::MarkovChain;
use super::steady_state::reachable;

/// Mean first passage times: how many periods, on average, until a unit in class `i` first enters class `j`;
/// on the diagonal, until it is there again.
///
/// # Formula
/// `m_ij = 1 + Σ_{k ≠ j} p_ik m_kj`
///
/// # Conventions
/// `None` where `j` is not reached with certainty: the mean would be infinite (giddy's `inf`). `None` from
/// and to a class never visited. A class entered in the last period only is taken to keep what it has.
///
/// # Example
/// ```
/// use jingwei::disparity::{MarkovChain, mean_first_passage_times};
/// // The Land of Oz: rain, nice, snow. From rain it is four days, on average, to a nice one.
/// let oz = MarkovChain::from_transitions(vec![vec![2, 1, 1], vec![1, 0, 1], vec![1, 1, 2]]);
/// let times = mean_first_passage_times(&oz);
/// assert!((times[0][1].unwrap() - 4.0).abs() < 1e-12);
/// assert!((times[0][0].unwrap() - 2.5).abs() < 1e-12);
/// ```
///
/// # References
/// Kemeny, J. G. and Snell, J. L. (1976). *Finite Markov Chains*. Springer.
#[must_use]
pub fn mean_first_passage_times(chain: &MarkovChain) -> Vec<Vec<Option<f64>>> {
    let (names, rows) = chain.visited_rows();
    let mut times = vec![vec![None; chain.classes()]; chain.classes()];
    for to in 0..rows.len() {
        for (from, time) in passage(&rows, to).into_iter().enumerate() {
            times[names[from]][names[to]] = time;
        }
    }
    times
}

/// Times to class `to` from every class.
fn passage(rows: &[Vec<f64>], to: usize) -> Vec<Option<f64>> {
    // What happens after `to` does not matter: there the way ends.
    let mut ending = rows.to_vec();
    ending[to].fill(0.0);
    let reach = reachable(&ending);
    let n = rows.len();
    // Lost are those that can come to where there is no way to `to`.
    let lost: Vec<bool> = (0..n).map(|i| (0..n).any(|k| reach[i][k] && !reach[k][to])).collect();
    let certain: Vec<usize> = (0..n).filter(|&i| i != to && !lost[i]).collect();
    let system = certain
        .iter()
        .map(|&i| certain.iter().map(|&k| f64::from(u8::from(i == k)) - rows[i][k]).collect())
        .collect();
    let mut times = vec![None; n];
    if let Some(solution) = linear_system::solve(system, vec![1.0; certain.len()]) {
        for (&i, time) in certain.iter().zip(solution) {
            times[i] = Some(time);
        }
    }
    let onward = (0..n).filter(|&k| k != to && rows[to][k] > 0.0);
    times[to] =
        onward.map(|k| times[k].map(|time| rows[to][k] * time)).sum::<Option<f64>>().map(|sum| 1.0 + sum);
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_missed_for_ever_has_no_mean_time() {
        // From 0 to either 1 or 2, both of which keep what they have; 3 is never visited.
        let chain = MarkovChain::from_transitions(vec![
            vec![0, 1, 1, 0],
            vec![0, 1, 0, 0],
            vec![0, 0, 0, 0],
            vec![0; 4],
        ]);
        let times = mean_first_passage_times(&chain);
        assert_eq!(times[0], [None; 4]);
        assert_eq!(times[1], [None, Some(1.0), None, None]);
        assert_eq!(times[2], [None, None, Some(1.0), None]);
        assert_eq!(times[3], [None; 4]);
    }

    /// The judge: the chain walked step by step, with what arrives at each step.
    #[test]
    fn as_long_as_a_walk_of_thousands_of_steps() {
        let chain = MarkovChain::from_transitions(vec![
            vec![7, 2, 1, 0],
            vec![3, 5, 0, 1],
            vec![0, 4, 4, 1],
            vec![0, 0, 3, 9],
        ]);
        let (_, p) = chain.visited_rows();
        let times = mean_first_passage_times(&chain);
        for from in 0..4 {
            for to in 0..4 {
                let mut here = vec![0.0; 4];
                here[from] = 1.0;
                let mut mean = 0.0;
                for step in 1..5000 {
                    let mut next: Vec<f64> =
                        (0..4).map(|j| (0..4).map(|i| here[i] * p[i][j]).sum()).collect();
                    mean += f64::from(step) * next[to];
                    next[to] = 0.0;
                    here = next;
                }
                assert!((times[from][to].unwrap() - mean).abs() < 1e-9 * mean, "{from} {to}");
            }
        }
    }
}
