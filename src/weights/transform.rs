//! Copies of weights in another scale or over fewer units.

use super::Weights;

impl Weights {
    /// A copy in which the weights of each unit sum to 1; an island stays without weights.
    ///
    /// A row that sums to 0 by weights of both signs stays as it is.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Weights;
    /// let weights = Weights::from_neighbours(vec![vec![1, 2], vec![0], vec![]]);
    /// assert_eq!(weights.row_standardised().row(0).collect::<Vec<_>>(), [(1, 0.5), (2, 0.5)]);
    /// ```
    #[must_use]
    pub fn row_standardised(&self) -> Self {
        let mut copy = self.clone();
        for bounds in copy.starts.windows(2) {
            let row = &mut copy.values[bounds[0]..bounds[1]];
            let sum: f64 = row.iter().sum();
            if sum != 0.0 {
                for weight in row {
                    *weight /= sum;
                }
            }
        }
        copy
    }

    /// A copy in which every link has the weight 1.
    #[must_use]
    pub fn binary(&self) -> Self {
        Self { values: vec![1.0; self.values.len()], ..self.clone() }
    }

    /// The weights among `units` only, numbered in the order given; links to others are left out.
    ///
    /// Row-standardise after this, not before: a row that loses a neighbour no longer sums to 1.
    ///
    /// # Panics
    /// If a unit is out of range or listed twice.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Weights;
    /// let chain = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1]]);
    /// assert_eq!(chain.among(&[0, 2]).islands(), [0, 1]);
    /// ```
    #[must_use]
    pub fn among(&self, units: &[usize]) -> Self {
        let mut place = vec![None; self.len()];
        for (new, &old) in units.iter().enumerate() {
            assert!(place[old].is_none(), "each unit is listed once");
            place[old] = Some(new);
        }
        let row = |&i: &usize| self.row(i).filter_map(|(j, w)| place[j].map(|j| (j, w))).collect();
        Self::from_rows(units.iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_is_left_alone() {
        let weights = Weights::from_rows(vec![vec![(1, 3.0), (2, 1.0)], vec![], vec![(0, 5.0)]]);
        let before = weights.clone();
        assert_eq!(weights.row_standardised().row(0).collect::<Vec<_>>(), [(1, 0.75), (2, 0.25)]);
        assert_eq!(weights.binary().row(2).collect::<Vec<_>>(), [(0, 1.0)]);
        assert_eq!(weights, before);
    }

    #[test]
    fn units_are_renumbered_in_the_order_given() {
        let weights = Weights::from_rows(vec![vec![(1, 3.0), (2, 1.0)], vec![], vec![(0, 5.0)]]);
        let fewer = weights.among(&[2, 0]);
        assert_eq!(fewer.row(0).collect::<Vec<_>>(), [(1, 5.0)]);
        assert_eq!(fewer.row(1).collect::<Vec<_>>(), [(0, 1.0)]);
    }
}
