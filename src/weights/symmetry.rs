//! Weights that are the same in both directions.

use super::Weights;

/// Which weight stands for both directions of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symmetry {
    /// The smaller; a link in one direction only is dropped.
    Min,
    /// The greater; a link in one direction is one in both.
    Max,
    /// The mean, a missing link counting 0.
    Mean,
}

impl Weights {
    /// A copy in which both directions of each pair have the same weight, by `rule`.
    ///
    /// # Conventions
    /// A link that one direction lacks has the weight 0 there. Nearest neighbours are symmetric this way: with
    /// [`Symmetry::Max`] a unit is joined to all that count it among their nearest, with [`Symmetry::Min`] to those
    /// with which that is mutual.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::{Symmetry, Weights};
    /// let nearest = Weights::from_neighbours(vec![vec![1], vec![2], vec![1]]);
    /// assert_eq!(nearest.symmetric(Symmetry::Max).neighbours(1), [0, 2]);
    /// assert_eq!(nearest.symmetric(Symmetry::Min).neighbours(1), [2]);
    /// assert_eq!(nearest.symmetric(Symmetry::Mean).values(1), [0.5, 1.0]);
    /// ```
    #[must_use]
    pub fn symmetric(&self, rule: Symmetry) -> Self {
        let of_pair = |there: f64, back: f64| match rule {
            Symmetry::Min => there.min(back),
            Symmetry::Max => there.max(back),
            Symmetry::Mean => f64::midpoint(there, back),
        };
        let mut rows = vec![Vec::new(); self.len()];
        for i in 0..self.len() {
            for (j, there) in self.row(i) {
                let back = u32::try_from(i).ok().filter(|i| self.neighbours(j).binary_search(i).is_ok());
                match back {
                    Some(_) => rows[i].push((j, of_pair(there, self.weight(j, i)))),
                    None if rule == Symmetry::Min => {}
                    None => {
                        rows[i].push((j, of_pair(there, 0.0)));
                        rows[j].push((i, of_pair(there, 0.0)));
                    }
                }
            }
        }
        Self::from_rows(rows)
    }

    /// Whether every pair has the same weight in both directions.
    #[must_use]
    pub fn is_symmetric(&self) -> bool {
        let same = |(i, j, there): (usize, usize, f64)| self.weight(j, i).total_cmp(&there).is_eq();
        (0..self.len()).flat_map(|i| self.row(i).map(move |(j, w)| (i, j, w))).all(same)
    }
}
