//! Classic Markov chains: how units move between classes.

/// How often units went from one class to another in one period, and with what probability.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkovChain {
    transitions: Vec<Vec<u64>>,
    probabilities: Vec<Option<Vec<f64>>>,
}

impl MarkovChain {
    /// The chain with these numbers of transitions, one row a class left, one column a class entered.
    ///
    /// # Panics
    /// If there are not as many columns as rows.
    #[must_use]
    pub fn from_transitions(transitions: Vec<Vec<u64>>) -> Self {
        let classes = transitions.len();
        let share = |row: &Vec<u64>| {
            assert_eq!(row.len(), classes, "a square table");
            let left: u64 = row.iter().sum();
            (left > 0).then(|| row.iter().map(|&count| count as f64 / left as f64).collect())
        };
        let probabilities = transitions.iter().map(share).collect();
        Self { transitions, probabilities }
    }

    /// How many classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.transitions.len()
    }

    /// Numbers of transitions, one row a class left, one column a class entered.
    #[must_use]
    pub fn transitions(&self) -> &[Vec<u64>] {
        &self.transitions
    }

    /// The share of those in a class that is in each class a period later; `None` for a class that nobody was
    /// in before the last period.
    #[must_use]
    pub fn probabilities(&self) -> &[Option<Vec<f64>>] {
        &self.probabilities
    }

    /// Whether anybody ever was in `class`.
    #[must_use]
    pub fn visited(&self, class: usize) -> bool {
        self.probabilities[class].is_some() || self.transitions.iter().any(|row| row[class] > 0)
    }

    /// Classes that nobody left; one that was entered in the last period only is among them.
    #[must_use]
    pub fn absorbing(&self) -> Vec<usize> {
        (0..self.classes())
            .filter(|&i| self.visited(i))
            .filter(|&i| (0..self.classes()).all(|j| j == i || self.transitions[i][j] == 0))
            .collect()
    }

    /// Probabilities among the classes ever visited, with their numbers; a class that was entered in the last
    /// period only keeps what it has.
    pub(super) fn visited_rows(&self) -> (Vec<usize>, Vec<Vec<f64>>) {
        let visited: Vec<usize> = (0..self.classes()).filter(|&class| self.visited(class)).collect();
        let row = |&i: &usize| match &self.probabilities[i] {
            Some(row) => visited.iter().map(|&j| row[j]).collect(),
            None => visited.iter().map(|&j| if i == j { 1.0 } else { 0.0 }).collect(),
        };
        let rows = visited.iter().map(row).collect();
        (visited, rows)
    }
}

/// The chain of units that are in these classes, one list of all units a period.
///
/// # Formula
/// `p_ij = n_ij / Σ_k n_ik`, where `n_ij` counts units in `i` that are in `j` a period later
///
/// # Conventions
/// Classes are counted from 0. The estimate of greatest likelihood for a chain that is the same in all
/// periods and for all units: [`homogeneity`](super::homogeneity()) asks whether it is. With one period
/// nothing moves.
///
/// # Panics
/// If the periods do not have equally many units, or a class is not below `classes`.
///
/// # Example
/// ```
/// use jingwei::disparity::markov_chain;
/// let chain = markov_chain(&[vec![0, 0, 1], vec![0, 1, 1], vec![0, 1, 0]], 3);
/// assert_eq!(chain.transitions(), [[2, 1, 0], [1, 2, 0], [0, 0, 0]]);
/// assert_eq!(chain.probabilities()[1], Some(vec![1.0 / 3.0, 2.0 / 3.0, 0.0]));
/// // Nobody was ever in the third class.
/// assert_eq!(chain.probabilities()[2], None);
/// ```
///
/// # References
/// Quah, D. (1993). Empirical cross-section dynamics in economic growth. *European Economic Review* 37(2–3).
#[must_use]
pub fn markov_chain(periods: &[Vec<usize>], classes: usize) -> MarkovChain {
    let mut transitions = vec![vec![0; classes]; classes];
    for pair in periods.windows(2) {
        assert_eq!(pair[0].len(), pair[1].len(), "one class a unit in every period");
        for (&from, &to) in pair[0].iter().zip(&pair[1]) {
            transitions[from][to] += 1;
        }
    }
    MarkovChain::from_transitions(transitions)
}

/// How many periods a unit stays in a class, on average, before it leaves; `None` for a class never left or
/// never visited.
///
/// # Formula
/// `1 / (1 − p_ii)`
///
/// # Example
/// ```
/// use jingwei::disparity::{MarkovChain, sojourn_times};
/// let chain = MarkovChain::from_transitions(vec![vec![3, 1], vec![0, 5]]);
/// assert_eq!(sojourn_times(&chain), [Some(4.0), None]);
/// ```
#[must_use]
pub fn sojourn_times(chain: &MarkovChain) -> Vec<Option<f64>> {
    let time = |(i, row): (usize, &Vec<u64>)| {
        let all: u64 = row.iter().sum();
        let leaving = all - row[i];
        (leaving > 0).then(|| all as f64 / leaving as f64)
    };
    chain.transitions.iter().enumerate().map(time).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_entered_at_the_end_absorbs_and_one_never_visited_does_not() {
        let chain = markov_chain(&[vec![0, 0], vec![0, 1]], 3);
        assert_eq!(chain.absorbing(), [1]);
        assert_eq!(chain.probabilities()[1], None);
        assert!(chain.visited(1) && !chain.visited(2));
        assert_eq!(chain.visited_rows(), (vec![0, 1], vec![vec![0.5, 0.5], vec![0.0, 1.0]]));
    }

    #[test]
    fn one_period_and_no_unit_move_nothing() {
        assert_eq!(markov_chain(&[vec![0, 1]], 2).transitions(), [[0, 0], [0, 0]]);
        assert_eq!(markov_chain(&[], 1).probabilities(), [None]);
        assert_eq!(sojourn_times(&markov_chain(&[vec![], vec![]], 1)), [None]);
    }
}
