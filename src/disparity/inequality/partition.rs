//! Which group each unit belongs to.

use crate::error::{Code, Error, Finding, Result};
use std::collections::HashMap;

/// Units in groups: every unit in one.
///
/// Made once, it serves any number of indices and years; names are compared only when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    names: Vec<String>,
    of: Vec<u32>,
}

impl Partition {
    /// Groups by the name that each unit gives, in the order of the names.
    ///
    /// # Errors
    /// A unit whose name is blank: it is in no group.
    ///
    /// # Panics
    /// If there are more groups than 32 bits can number.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::Partition;
    /// let blocs = Partition::by_name(&["west", "east", "west"])?;
    /// assert_eq!(blocs.names(), ["east", "west"]);
    /// assert_eq!(blocs.of(), [1, 0, 1]);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn by_name<G: AsRef<str>>(groups: &[G]) -> Result<Self> {
        let blank: Vec<Finding> = (1..)
            .zip(groups)
            .filter(|(_, group)| group.as_ref().trim().is_empty())
            .map(|(number, _)| Finding::new(Code::MissingValue, "a unit is in no group").feature(number))
            .collect();
        if !blank.is_empty() {
            return Err(Error::Input(blank));
        }
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut of: Vec<u32> = Vec::with_capacity(groups.len());
        for group in groups {
            let next = u32::try_from(known.len()).expect("groups that 32 bits can number");
            of.push(*known.entry(group.as_ref()).or_insert(next));
        }
        let mut names: Vec<(&str, u32)> = known.into_iter().collect();
        names.sort_unstable();
        let mut place = vec![0; names.len()];
        for (at, &(_, first)) in (0..).zip(&names) {
            place[first as usize] = at;
        }
        for group in &mut of {
            *group = place[*group as usize];
        }
        Ok(Self { names: names.into_iter().map(|(name, _)| name.to_owned()).collect(), of })
    }

    /// Groups by number: unit `i` is in the group `names[of[i]]`.
    ///
    /// A group without a member has no part in any decomposition.
    ///
    /// # Panics
    /// If a number has no name.
    #[must_use]
    pub fn by_number(names: Vec<String>, of: Vec<u32>) -> Self {
        assert!(of.iter().all(|&group| (group as usize) < names.len()), "every group has a name");
        Self { names, of }
    }

    /// The names of the groups.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of each unit's group.
    #[must_use]
    pub fn of(&self) -> &[u32] {
        &self.of
    }

    /// The groups that units of one group here and one group of `finer` make up together.
    pub(super) fn crossed(&self, finer: &Self) -> Self {
        assert_eq!(self.of.len(), finer.of.len(), "one group a unit at every level");
        let mut cells: Vec<(u32, u32)> = self.of.iter().copied().zip(finer.of.iter().copied()).collect();
        let pairs = cells.clone();
        cells.sort_unstable();
        cells.dedup();
        let name = |&(a, b): &(u32, u32)| format!("{} / {}", self.names[a as usize], finer.names[b as usize]);
        let place = |pair| {
            let at = cells.binary_search(pair).expect("every pair is a cell");
            u32::try_from(at).expect("groups that 32 bits can number")
        };
        Self { names: cells.iter().map(name).collect(), of: pairs.iter().map(place).collect() }
    }

    /// The units laid out group by group.
    pub(super) fn layout(&self) -> Layout {
        let mut starts = vec![0_usize; self.names.len() + 1];
        for &group in &self.of {
            starts[group as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Layout { starts }
    }
}

/// Where each group's units lie when they are laid out group by group, in their order.
pub(super) struct Layout {
    starts: Vec<usize>,
}

impl Layout {
    /// The `values` of all units, group by group.
    pub(super) fn arrange(&self, groups: &Partition, values: &[f64]) -> Vec<f64> {
        let mut next = self.starts.clone();
        let mut arranged = vec![0.0; values.len()];
        for (&group, &value) in groups.of.iter().zip(values) {
            let at = &mut next[group as usize];
            arranged[*at] = value;
            *at += 1;
        }
        arranged
    }

    /// The number of each group that has members, and where they lie.
    pub(super) fn groups(&self) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
        self.starts.windows(2).map(|pair| pair[0]..pair[1]).enumerate().filter(|(_, units)| !units.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_without_a_group_is_named() {
        let error = Partition::by_name(&["a", " ", "b", ""]).unwrap_err().to_string();
        assert!(error.contains("feature 2: a unit is in no group") && error.contains("feature 4"), "{error}");
    }

    #[test]
    fn units_lie_group_by_group_in_their_order() {
        let groups = Partition::by_number(vec!["a".into(), "none".into(), "c".into()], vec![2, 0, 2, 0]);
        let layout = groups.layout();
        assert_eq!(layout.arrange(&groups, &[1.0, 2.0, 3.0, 4.0]), [2.0, 4.0, 1.0, 3.0]);
        assert_eq!(layout.groups().collect::<Vec<_>>(), [(0, 0..2), (2, 2..4)]);
    }

    #[test]
    fn inner_groups_of_one_name_are_told_apart_by_the_outer() {
        let outer = Partition::by_name(&["n", "s", "n"]).unwrap();
        let inner = Partition::by_name(&["1", "1", "2"]).unwrap();
        let cells = outer.crossed(&inner);
        assert_eq!(cells.names(), ["n / 1", "n / 2", "s / 1"]);
        assert_eq!(cells.of(), [0, 2, 1]);
    }

    #[test]
    #[should_panic(expected = "every group has a name")]
    fn a_number_without_a_name_is_a_mistake() {
        let _ = Partition::by_number(vec!["a".into()], vec![0, 1]);
    }
}
