//! The sums over weights that the moments of spatial statistics are made of.

use super::Weights;

/// The sums S0, S1 and S2 of Cliff and Ord.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Sums {
    /// `S0 = ΣΣ w_ij`
    pub s0: f64,
    /// `S1 = ½ ΣΣ (w_ij + w_ji)²`
    pub s1: f64,
    /// `S2 = Σ_i (Σ_j w_ij + Σ_j w_ji)²`
    pub s2: f64,
}

impl Weights {
    /// The sums S0, S1 and S2.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Weights;
    /// // Three regions in a row: four directed links.
    /// let sums = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1]]).sums();
    /// assert_eq!((sums.s0, sums.s1, sums.s2), (4.0, 8.0, 24.0));
    /// ```
    ///
    /// # References
    /// Cliff, A. D. and Ord, J. K. (1981). *Spatial Processes: Models and Applications*. Pion.
    pub fn sums(&self) -> Sums {
        let mut both = vec![0.0; self.len()];
        let (mut s0, mut s1) = (0.0, 0.0);
        for i in 0..self.len() {
            for (j, weight) in self.row(i) {
                s0 += weight;
                // ½ ΣΣ (w_ij + w_ji)² = ΣΣ w_ij² + ΣΣ w_ij w_ji, which needs the stored links only.
                s1 += weight * (weight + self.weight(j, i));
                both[i] += weight;
                both[j] += weight;
            }
        }
        Sums { s0, s1, s2: both.iter().map(|sum| sum * sum).sum() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_one_way_link_counts_half_of_a_two_way_link_in_s1() {
        let sums = Weights::from_rows(vec![vec![(1, 2.0)], vec![]]).sums();
        // ½ · ((2 + 0)² + (0 + 2)²)
        assert_eq!(sums, Sums { s0: 2.0, s1: 4.0, s2: 8.0 });
    }
}
