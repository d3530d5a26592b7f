//! Spatial weights: who is whose neighbour, and how much it counts.
//!
//! [`contiguity`] joins regions that share a border, [`travel_time`] joins cities that are near in time.
//! Weights are made once and never change: [`Weights::row_standardised`] and [`Weights::binary`] are copies.
//! A region without a neighbour is an *island*: [`Weights::islands`] lists them, [`Weights::components`]
//! says which regions hang together.

mod components;
mod contiguity;
mod sums;
mod transform;
pub mod travel_time;

pub use contiguity::{Contiguity, contiguity};
pub use sums::Sums;

/// Sorted sparse rows of spatial weights; never changed after they are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    starts: Vec<usize>,
    neighbours: Vec<usize>,
    values: Vec<f64>,
}

impl Weights {
    /// Weights from one list of (neighbour, weight) a unit; sorted here, duplicates summed.
    ///
    /// # Panics
    /// If a neighbour is out of range or a weight is not finite.
    #[must_use]
    pub fn from_rows(rows: Vec<Vec<(usize, f64)>>) -> Self {
        let units = rows.len();
        let (mut starts, mut neighbours, mut values) = (vec![0], Vec::new(), Vec::new());
        for mut row in rows {
            row.sort_by_key(|&(j, _)| j);
            let first = neighbours.len();
            for (j, weight) in row {
                assert!(j < units, "a neighbour is a unit");
                assert!(weight.is_finite(), "a weight is finite");
                if neighbours.len() > first && neighbours.last() == Some(&j) {
                    *values.last_mut().expect("as many values as neighbours") += weight;
                } else {
                    neighbours.push(j);
                    values.push(weight);
                }
            }
            starts.push(neighbours.len());
        }
        Self { starts, neighbours, values }
    }

    /// Binary weights from one list of neighbours a unit; duplicates are listed once, a unit is not its own
    /// neighbour.
    ///
    /// # Panics
    /// If a neighbour is out of range.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Weights;
    /// let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
    /// assert_eq!(weights.row(0).collect::<Vec<_>>(), [(1, 1.0)]);
    /// assert_eq!(weights.islands(), [2]);
    /// ```
    #[must_use]
    pub fn from_neighbours(neighbours: Vec<Vec<usize>>) -> Self {
        let row = |(i, mut row): (usize, Vec<usize>)| {
            row.sort_unstable();
            row.dedup();
            row.into_iter().filter(|&j| j != i).map(|j| (j, 1.0)).collect()
        };
        Self::from_rows(neighbours.into_iter().enumerate().map(row).collect())
    }

    /// How many units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The neighbours of unit `i` with their weights, by index.
    #[must_use]
    pub fn row(&self, i: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let range = self.starts[i]..self.starts[i + 1];
        self.neighbours[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// The weight of `j` for `i`, 0 where `j` is no neighbour.
    #[must_use]
    pub fn weight(&self, i: usize, j: usize) -> f64 {
        let range = self.starts[i]..self.starts[i + 1];
        self.neighbours[range.clone()].binary_search(&j).map_or(0.0, |at| self.values[range.start + at])
    }

    /// The spatial lag: for each unit the weighted sum of `y` over its neighbours, 0 for an island.
    ///
    /// # Panics
    /// If `y` does not have one value a unit.
    #[must_use]
    pub fn lag(&self, y: &[f64]) -> Vec<f64> {
        assert_eq!(y.len(), self.len(), "one value a unit");
        (0..self.len()).map(|i| self.row(i).map(|(j, w)| w * y[j]).sum()).collect()
    }

    /// Units without a neighbour.
    #[must_use]
    pub fn islands(&self) -> Vec<usize> {
        (0..self.len()).filter(|&i| self.starts[i] == self.starts[i + 1]).collect()
    }
}
