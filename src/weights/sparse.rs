//! Weights as they are kept: sorted sparse rows.

use crate::error::{Code, Error, Finding, Result};

/// Sorted sparse rows of spatial weights; never changed after they are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    pub(super) starts: Vec<usize>,
    pub(super) neighbours: Vec<u32>,
    pub(super) values: Vec<f64>,
}

/// More links than this are refused; they take 12 bytes each, and statistics need as much again.
const MOST_LINKS: usize = 1 << 28;

/// Refuses `links` links where memory might not hold them.
pub(super) fn links_fit(links: usize) -> Result<()> {
    if links <= MOST_LINKS {
        return Ok(());
    }
    let what = format!("these weights would have more than {MOST_LINKS} links");
    let hint = "take a shorter distance, fewer neighbours or smaller groups";
    Err(Error::from(Finding::new(Code::TooLarge, what).hint(hint)))
}

impl Weights {
    /// Weights from one list of (neighbour, weight) a unit; sorted here, duplicates summed.
    ///
    /// # Panics
    /// If a neighbour is out of range, a weight is not finite, or there are more units than a `u32` counts.
    #[must_use]
    pub fn from_rows(rows: Vec<Vec<(usize, f64)>>) -> Self {
        let units = rows.len();
        let mut building = Building::new(units);
        for mut row in rows {
            row.sort_by_key(|&(j, _)| j);
            row.dedup_by(|later, first| {
                let same = later.0 == first.0;
                if same {
                    first.1 += later.1;
                }
                same
            });
            building.row(row);
        }
        building.finish()
    }

    /// Binary weights from one list of neighbours a unit; duplicates are listed once, a unit is not its own
    /// neighbour.
    ///
    /// # Panics
    /// If a neighbour is out of range, or there are more units than a `u32` counts.
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
        let mut building = Building::new(neighbours.len());
        for (i, mut row) in neighbours.into_iter().enumerate() {
            row.sort_unstable();
            row.dedup();
            building.row(row.into_iter().filter(|&j| j != i).map(|j| (j, 1.0)));
        }
        building.finish()
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

    /// How many weights are kept, those of 0 included: the directed links.
    #[must_use]
    pub fn links(&self) -> usize {
        self.values.len()
    }

    /// The neighbours of unit `i` with their weights, by index.
    #[must_use]
    pub fn row(&self, i: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        self.neighbours(i).iter().map(|&j| j as usize).zip(self.values(i).iter().copied())
    }

    /// The neighbours of unit `i`, by index.
    #[must_use]
    pub fn neighbours(&self, i: usize) -> &[u32] {
        &self.neighbours[self.starts[i]..self.starts[i + 1]]
    }

    /// The weights of the neighbours of unit `i`, in the order of [`Self::neighbours`].
    #[must_use]
    pub fn values(&self, i: usize) -> &[f64] {
        &self.values[self.starts[i]..self.starts[i + 1]]
    }

    /// The weight of `j` for `i`, 0 where `j` is no neighbour.
    #[must_use]
    pub fn weight(&self, i: usize, j: usize) -> f64 {
        let found = u32::try_from(j).ok().and_then(|j| self.neighbours(i).binary_search(&j).ok());
        found.map_or(0.0, |at| self.values(i)[at])
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

/// Weights in the making, row after row.
pub(super) struct Building {
    units: usize,
    weights: Weights,
}

impl Building {
    pub(super) fn new(units: usize) -> Self {
        assert!(u32::try_from(units).is_ok(), "units are counted in u32");
        let mut starts = Vec::with_capacity(units + 1);
        starts.push(0);
        Self { units, weights: Weights { starts, neighbours: Vec::new(), values: Vec::new() } }
    }

    /// The next row, sorted and without duplicates.
    pub(super) fn row(&mut self, row: impl IntoIterator<Item = (usize, f64)>) {
        let Weights { starts, neighbours, values } = &mut self.weights;
        let first = neighbours.len();
        for (j, weight) in row {
            assert!(j < self.units, "a neighbour is a unit");
            assert!(weight.is_finite(), "a weight is finite");
            let j = u32::try_from(j).expect("units are counted in u32");
            debug_assert!(neighbours[first..].last().is_none_or(|&last| last < j), "a row is sorted");
            neighbours.push(j);
            values.push(weight);
        }
        starts.push(neighbours.len());
    }

    /// Refuses rows that make too many links.
    pub(super) fn fits(&self) -> Result<()> {
        links_fit(self.weights.links())
    }

    pub(super) fn finish(self) -> Weights {
        assert_eq!(self.weights.len(), self.units, "one row a unit");
        self.weights
    }
}
