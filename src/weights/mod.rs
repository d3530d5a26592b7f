//! Spatial weights: who is whose neighbour, and how much it counts.

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
    pub fn row(&self, i: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let range = self.starts[i]..self.starts[i + 1];
        self.neighbours[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// Units without a neighbour.
    #[must_use]
    pub fn islands(&self) -> Vec<usize> {
        (0..self.len()).filter(|&i| self.starts[i] == self.starts[i + 1]).collect()
    }
}
