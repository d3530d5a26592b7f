//! Copies of weights in another scale or over fewer units.

use super::Weights;

impl Weights {
    /// A copy in which the weights of each unit sum to 1 (PySAL's `R`); an island stays without weights.
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
        self.each_row_over(|row| row.iter().sum())
    }

    /// A copy in which every link has the weight 1 (PySAL's `B`).
    #[must_use]
    pub fn binary(&self) -> Self {
        Self { values: vec![1.0; self.values.len()], ..self.clone() }
    }

    /// A copy in which all weights sum to 1 (PySAL's `D`, spdep's `U`).
    ///
    /// # Formula
    /// `w_ij / S0`
    ///
    /// # Conventions
    /// Weights that sum to 0, as those of islands only, stay as they are.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Weights;
    /// let weights = Weights::from_neighbours(vec![vec![1, 2], vec![0], vec![0]]);
    /// assert_eq!(weights.doubly_standardised().row(1).collect::<Vec<_>>(), [(0, 0.25)]);
    /// ```
    #[must_use]
    pub fn doubly_standardised(&self) -> Self {
        let sum: f64 = (0..self.len()).map(|i| self.values(i).iter().sum::<f64>()).sum();
        // As PySAL has it, to the last digit.
        if sum == 0.0 { self.clone() } else { self.times(1.0 / sum) }
    }

    /// A copy in which the weights of each unit are over the root of the sum of their squares, all scaled to sum to
    /// the number of units (PySAL's `V`, spdep's `S`): units with many neighbours count neither as much as in binary
    /// nor as little as in row-standardised weights.
    ///
    /// # Formula
    /// `s_ij = w_ij / √(Σ_j w_ij²)`, then `s_ij · n / Σ_i Σ_j s_ij`
    ///
    /// # Conventions
    /// Islands count in `n`, as in PySAL; an island stays without weights. Weights that sum to 0 stay as they are.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Weights;
    /// // All units have one neighbour, so that each weight is 1.
    /// let weights = Weights::from_rows(vec![vec![(1, 5.0)], vec![(0, 5.0)]]);
    /// assert_eq!(weights.variance_stabilised().row(0).collect::<Vec<_>>(), [(1, 1.0)]);
    /// ```
    ///
    /// # References
    /// Tiefelsdorf, M., Griffith, D. A. and Boots, B. (1999). A variance-stabilizing coding scheme for spatial link
    /// matrices. *Environment and Planning A* 31.
    #[must_use]
    pub fn variance_stabilised(&self) -> Self {
        let scaled = self.each_row_over(|row| row.iter().map(|w| w * w).sum::<f64>().sqrt());
        let sum: f64 = (0..scaled.len()).map(|i| scaled.values(i).iter().sum::<f64>()).sum();
        if sum == 0.0 { self.clone() } else { scaled.times(self.len() as f64 / sum) }
    }

    /// A copy with each row divided by what `of` makes of it; a row for which that is 0 stays as it is.
    fn each_row_over(&self, of: impl Fn(&[f64]) -> f64) -> Self {
        let mut copy = self.clone();
        for bounds in copy.starts.windows(2) {
            let row = &mut copy.values[bounds[0]..bounds[1]];
            let divisor = of(row);
            if divisor != 0.0 {
                for weight in row {
                    *weight /= divisor;
                }
            }
        }
        copy
    }

    fn times(&self, factor: f64) -> Self {
        Self { values: self.values.iter().map(|weight| weight * factor).collect(), ..self.clone() }
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

    fn three() -> Weights {
        Weights::from_rows(vec![vec![(1, 3.0), (2, 1.0)], vec![], vec![(0, 5.0)]])
    }

    #[test]
    fn the_original_is_left_alone() {
        let weights = three();
        assert_eq!(weights.row_standardised().row(0).collect::<Vec<_>>(), [(1, 0.75), (2, 0.25)]);
        assert_eq!(weights.binary().row(2).collect::<Vec<_>>(), [(0, 1.0)]);
        assert_eq!(weights.doubly_standardised().row(2).collect::<Vec<_>>(), [(0, 5.0 / 9.0)]);
        assert_eq!(weights, three());
    }

    #[test]
    fn variance_stabilised_weights_sum_to_the_units_islands_too() {
        let sum: f64 = three().variance_stabilised().values.iter().sum();
        assert!((sum - 3.0).abs() < 1e-12, "{sum}");
    }

    #[test]
    fn islands_only_stay_islands() {
        let alone = Weights::from_neighbours(vec![vec![], vec![]]);
        for copy in [
            alone.row_standardised(),
            alone.binary(),
            alone.doubly_standardised(),
            alone.variance_stabilised(),
        ] {
            assert_eq!(copy, alone);
        }
    }

    #[test]
    fn units_are_renumbered_in_the_order_given() {
        let fewer = three().among(&[2, 0]);
        assert_eq!(fewer.row(0).collect::<Vec<_>>(), [(1, 5.0)]);
        assert_eq!(fewer.row(1).collect::<Vec<_>>(), [(0, 1.0)]);
    }
}
