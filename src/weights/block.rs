//! The same group.

use super::Weights;
use super::sparse::{Building, links_fit};
use crate::error::Result;
use std::collections::BTreeMap;

/// Weight 1 for every other unit of the same group.
///
/// # Conventions
/// A unit of no group, or the only one of its group, is an island.
///
/// # Errors
/// More links than memory holds: a group of `m` units has `m (m − 1)`.
///
/// # Example
/// ```
/// use jingwei::weights::block;
/// let weights = block(&[Some("east"), Some("west"), Some("east"), None])?;
/// assert_eq!((weights.neighbours(0), weights.islands()), (&[2][..], vec![1, 3]));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn block<G: Ord>(groups: &[Option<G>]) -> Result<Weights> {
    let mut members: BTreeMap<&G, Vec<usize>> = BTreeMap::new();
    for (i, group) in groups.iter().enumerate() {
        if let Some(group) = group {
            members.entry(group).or_default().push(i);
        }
    }
    let links = members.values().map(|of| of.len().saturating_mul(of.len() - 1));
    links_fit(links.fold(0, usize::saturating_add))?;
    let mut building = Building::new(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let others = group.as_ref().map_or(&[][..], |group| &members[group]);
        building.row(others.iter().filter(|&&j| j != i).map(|&j| (j, 1.0)));
    }
    Ok(building.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_too_large_is_refused_before_memory_is_taken() {
        let error = block(&vec![Some(0_u8); 100_000]).unwrap_err();
        assert!(error.to_string().contains("more than 268435456 links"), "{error}");
        assert!(block::<u8>(&[]).unwrap().is_empty());
    }
}
