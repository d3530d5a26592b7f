//! Which time stands for a pair of two.

use super::Times;

/// Which time stands for a pair whose two directions differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Each direction its own: `t_ij` for the weight of `j` at `i`. The weights may be asymmetric.
    #[default]
    Each,
    /// The mean of both directions; no pair if either has no path.
    Mean,
    /// The shorter of both; a path in one direction is enough.
    Min,
    /// The longer of both; no pair if either has no path.
    Max,
}

impl Direction {
    /// The minutes of the pair.
    pub(super) fn between(self, times: &impl Times, i: usize, j: usize) -> Option<f64> {
        let (there, back) = (|| times.minutes_between(i, j), || times.minutes_between(j, i));
        match self {
            Self::Each => there(),
            Self::Mean => Some(f64::midpoint(there()?, back()?)),
            Self::Min => [there(), back()].into_iter().flatten().reduce(f64::min),
            Self::Max => Some(there()?.max(back()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{StatedTimes, three};
    use super::*;

    #[test]
    fn one_way_is_a_pair_for_the_shorter_time_alone() {
        let of =
            |direction: Direction| [(0, 1), (1, 2), (2, 1)].map(|(i, j)| direction.between(&three(), i, j));
        assert_eq!(of(Direction::Each), [Some(10.0), None, Some(40.0)]);
        assert_eq!(of(Direction::Mean), [Some(20.0), None, None]);
        assert_eq!(of(Direction::Min), [Some(10.0), Some(40.0), Some(40.0)]);
        assert_eq!(of(Direction::Max), [Some(30.0), None, None]);
        let apart = StatedTimes::new(vec![vec![None; 2]; 2]).unwrap();
        assert_eq!(Direction::Min.between(&apart, 0, 1), None);
    }
}
