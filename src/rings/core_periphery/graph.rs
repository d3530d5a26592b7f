//! Who interacts with whom, and how much.

use crate::error::{Code, Error, Finding, Result};
use crate::weights::Weights;

/// Interaction between places, the same in both directions: sorted sparse rows, made once and checked.
///
/// An interaction of 0 is none, and what a place does with itself is left out: no model of core and periphery uses it.
#[derive(Debug, Clone, PartialEq)]
pub struct InteractionGraph {
    starts: Vec<usize>,
    neighbours: Vec<u32>,
    values: Vec<f64>,
    strengths: Vec<f64>,
}

/// Larger than any interaction in any unit, and small enough that no sum of squares over pairs overflows.
const LARGEST_VALUE: f64 = 1e100;

/// Smaller than any interaction in any unit, and large enough that no square of it vanishes.
const SMALLEST_VALUE: f64 = 1e-100;

impl InteractionGraph {
    /// The graph of `links`, such as a travel-time decay, flows or trade.
    ///
    /// # Errors
    /// An interaction that is negative, or of a size beyond 1e-100 to 1e100; one that differs between the two
    /// directions: all of them in one error.
    ///
    /// # Example
    /// ```
    /// use jingwei::rings::core_periphery::InteractionGraph;
    /// use jingwei::weights::{Symmetry, Weights};
    /// let flows = Weights::from_rows(vec![vec![(1, 8.0)], vec![(0, 4.0), (2, 2.0)], vec![]]);
    /// assert!(InteractionGraph::new(&flows).is_err()); // 8 there, 4 back
    /// let graph = InteractionGraph::new(&flows.symmetric(Symmetry::Mean))?;
    /// assert_eq!(graph.strengths(), [6.0, 7.0, 1.0]);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn new(links: &Weights) -> Result<Self> {
        let rows = (0..links.len()).map(|i| links.row(i).collect()).collect();
        Self::checked(rows, |i, j| links.weight(i, j))
    }

    /// The graph of a square matrix, one row a place.
    ///
    /// # Errors
    /// As [`Self::new`]; besides, an interaction that is no number.
    ///
    /// # Panics
    /// If the matrix is not square.
    pub fn from_matrix(matrix: &[Vec<f64>]) -> Result<Self> {
        assert!(matrix.iter().all(|row| row.len() == matrix.len()), "a square matrix");
        let rows = matrix.iter().map(|row| row.iter().copied().enumerate().collect()).collect();
        Self::checked(rows, |i, j| matrix[i][j])
    }

    fn checked(rows: Vec<Vec<(usize, f64)>>, value: impl Fn(usize, usize) -> f64) -> Result<Self> {
        let mut findings = Vec::new();
        let mut lopsided = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            for &(j, there) in row.iter().filter(|&&(j, _)| j != i) {
                let pair = format!("place {} with place {} in study order", i + 1, j + 1);
                let fits = there == 0.0 || (SMALLEST_VALUE..=LARGEST_VALUE).contains(&there);
                let back = value(j, i);
                if !fits {
                    let what = format!("the interaction of {pair} is no amount above or at zero");
                    findings.push(Finding::new(Code::BadValue, what).field("interaction").value(there));
                } else if there.total_cmp(&back).is_ne() && !(there == 0.0 && back == 0.0) && !back.is_nan() {
                    let what = format!("the interaction of {pair} is not the same in both directions");
                    let hint = "take the mean of both directions, or their sum";
                    let both = format!("{there} there, {back} back");
                    lopsided
                        .push(Finding::new(Code::BadValue, what).field("interaction").value(both).hint(hint));
                }
            }
        }
        // A value that is none explains by itself why the other direction differs.
        if findings.is_empty() {
            findings = lopsided;
        }
        Error::if_any(&findings)?;
        Ok(Self::of_rows(rows))
    }

    /// Rows that are known to be right but for links of 0 and to itself.
    fn of_rows(rows: Vec<Vec<(usize, f64)>>) -> Self {
        assert!(u32::try_from(rows.len()).is_ok(), "places are counted in u32");
        let (mut starts, mut neighbours, mut values) = (vec![0], Vec::new(), Vec::new());
        for (i, row) in rows.into_iter().enumerate() {
            for (j, value) in row.into_iter().filter(|&(j, value)| j != i && value > 0.0) {
                neighbours.push(u32::try_from(j).expect("places are counted in u32"));
                values.push(value);
            }
            starts.push(neighbours.len());
        }
        let strengths = starts.windows(2).map(|ends| values[ends[0]..ends[1]].iter().sum()).collect();
        Self { starts, neighbours, values, strengths }
    }

    /// The graph of `pairs`, each listed once, of two different places.
    pub(super) fn of_pairs(places: usize, pairs: &[(u32, u32, f64)]) -> Self {
        let mut rows = vec![Vec::new(); places];
        for &(i, j, value) in pairs {
            rows[i as usize].push((j as usize, value));
            rows[j as usize].push((i as usize, value));
        }
        for row in &mut rows {
            row.sort_by_key(|&(j, _)| j);
        }
        Self::of_rows(rows)
    }

    /// A copy in which every interaction counts 1: who interacts with whom, however much.
    #[must_use]
    pub fn binary(&self) -> Self {
        let strengths = (0..self.len()).map(|i| self.degree(i) as f64).collect();
        Self { values: vec![1.0; self.values.len()], strengths, ..self.clone() }
    }

    /// How many places.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strengths.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strengths.is_empty()
    }

    /// How many pairs interact.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.values.len() / 2
    }

    /// The sum of the interactions of each place.
    #[must_use]
    pub fn strengths(&self) -> &[f64] {
        &self.strengths
    }

    /// With how many places `i` interacts.
    #[must_use]
    pub fn degree(&self, i: usize) -> usize {
        self.starts[i + 1] - self.starts[i]
    }

    /// The places with which `i` interacts, and how much.
    #[must_use]
    pub fn row(&self, i: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let range = self.starts[i]..self.starts[i + 1];
        self.neighbours[range.clone()].iter().map(|&j| j as usize).zip(self.values[range].iter().copied())
    }

    /// Every pair once, the lower place first.
    pub(super) fn each_pair(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        (0..self.len())
            .flat_map(move |i| self.row(i).filter(move |&(j, _)| j > i).map(move |(j, value)| (i, j, value)))
    }

    /// The interaction of all pairs together, each counted once.
    pub(super) fn total(&self) -> f64 {
        self.strengths.iter().sum::<f64>() / 2.0
    }

    /// How many pairs of places there are, interacting or not.
    pub(super) fn possible_pairs(&self) -> f64 {
        let n = self.len() as f64;
        n * (n - 1.0) / 2.0
    }

    /// Whether all pairs interact alike, so that nothing can be core or periphery.
    pub(super) fn is_uniform(&self) -> bool {
        let Some(&first) = self.values.first() else { return true };
        let all = self.values.len() == self.len() * (self.len() - 1);
        all && self.values.iter().all(|value| value.total_cmp(&first).is_eq())
    }

    /// The sum of squared differences between the interaction of each pair and their mean.
    pub(super) fn squared_deviation(&self) -> f64 {
        let mean = self.total() / self.possible_pairs();
        let none = self.possible_pairs() - self.pairs() as f64;
        self.each_pair().map(|(.., value)| (value - mean) * (value - mean)).sum::<f64>() + none * mean * mean
    }

    /// `A x`.
    pub(super) fn times(&self, x: &[f64]) -> Vec<f64> {
        (0..self.len()).map(|i| self.row(i).map(|(j, value)| value * x[j]).sum()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_without_zeros_and_the_diagonal() {
        let matrix = [vec![9.0, 2.0, 0.0], vec![2.0, 0.0, 3.0], vec![0.0, 3.0, 1.0]];
        let graph = InteractionGraph::from_matrix(&matrix).unwrap();
        assert_eq!(graph.row(1).collect::<Vec<_>>(), [(0, 2.0), (2, 3.0)]);
        assert_eq!(graph.strengths(), [2.0, 5.0, 3.0]);
        assert_eq!((graph.len(), graph.pairs(), graph.degree(0)), (3, 2, 1));
        assert_eq!(graph.binary().strengths(), [1.0, 2.0, 1.0]);
        assert_eq!(graph, InteractionGraph::of_pairs(3, &[(2, 1, 3.0), (0, 1, 2.0)]));
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_place() {
        for bad in [f64::NAN, -1.0, f64::INFINITY, 1e101, 1e-101] {
            let matrix = [vec![0.0, 1.0, bad], vec![1.0, 0.0, 0.0], vec![bad, 0.0, 0.0]];
            let error = InteractionGraph::from_matrix(&matrix).unwrap_err().to_string();
            assert!(
                error.contains("place 1 with place 3") && error.contains("place 3 with place 1"),
                "{error}"
            );
        }
        let error = InteractionGraph::from_matrix(&[vec![0.0, 1.0], vec![2.0, 0.0]]).unwrap_err().to_string();
        assert!(error.contains("not the same in both directions: `1 there, 2 back`"), "{error}");
        let one_way = Weights::from_neighbours(vec![vec![1], vec![]]);
        assert!(InteractionGraph::new(&one_way).is_err());
    }

    #[test]
    fn uniform_graphs_are_seen() {
        let graph = |pairs: &[(u32, u32, f64)]| InteractionGraph::of_pairs(3, pairs).is_uniform();
        assert!(graph(&[]));
        assert!(graph(&[(0, 1, 0.1), (0, 2, 0.1), (1, 2, 0.1)]));
        assert!(!graph(&[(0, 1, 0.1), (0, 2, 0.1)]));
        assert!(!graph(&[(0, 1, 0.1), (0, 2, 0.1), (1, 2, 0.2)]));
    }
}
