//! Which units hang together.

use super::Weights;

impl Weights {
    /// The component of each unit, numbered in the order of their first units.
    ///
    /// A link in either direction joins. An island is a component of its own.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Weights;
    /// let weights = Weights::from_neighbours(vec![vec![2], vec![], vec![0]]);
    /// assert_eq!(weights.components(), [0, 1, 0]);
    /// ```
    #[must_use]
    pub fn components(&self) -> Vec<usize> {
        let mut back = vec![Vec::new(); self.len()];
        for i in 0..self.len() {
            for (j, _) in self.row(i) {
                back[j].push(i);
            }
        }
        // Components are numbered below this.
        let unseen = self.len();
        let mut of = vec![unseen; self.len()];
        let mut found = 0;
        for start in 0..self.len() {
            if of[start] != unseen {
                continue;
            }
            of[start] = found;
            let mut open = vec![start];
            while let Some(i) = open.pop() {
                for j in self.row(i).map(|(j, _)| j).chain(back[i].iter().copied()) {
                    if of[j] == unseen {
                        of[j] = found;
                        open.push(j);
                    }
                }
            }
            found += 1;
        }
        of
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_one_direction_joins() {
        let weights = Weights::from_neighbours(vec![vec![], vec![], vec![0], vec![], vec![3, 1]]);
        assert_eq!(weights.components(), [0, 1, 0, 1, 1]);
    }
}
