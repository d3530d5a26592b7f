//! The neighbours of neighbours.

use super::Weights;
use super::sparse::Building;
use crate::error::{Code, Error, Finding, Result};

/// Whether nearer neighbours than those of the order asked for count too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LowerOrders {
    /// Units exactly so many steps away.
    #[default]
    Excluded,
    /// All units up to so many steps away.
    Included,
}

/// Weight 1 for the units that the shortest way from neighbour to neighbour reaches in `order` steps.
///
/// # Conventions
/// As PySAL's `higher_order`: of the weights only who is whose neighbour counts; a unit is never its own neighbour.
/// Steps follow the direction of the links.
///
/// # Errors
/// An order of 0; more links than memory holds.
///
/// # Example
/// ```
/// use jingwei::weights::{LowerOrders, Weights, higher_order};
/// let chain = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// assert_eq!(higher_order(&chain, 2, LowerOrders::Excluded)?.neighbours(0), [2]);
/// assert_eq!(higher_order(&chain, 2, LowerOrders::Included)?.neighbours(0), [1, 2]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Anselin, L. and Smirnov, O. (1996). Efficient algorithms for constructing proper higher order spatial lag
/// operators. *Journal of Regional Science* 36(1).
pub fn higher_order(weights: &Weights, order: usize, lower: LowerOrders) -> Result<Weights> {
    if order == 0 {
        let what = "neighbours are at least one step away";
        return Err(Error::usage(
            Finding::new(Code::BadArgument, what).field("order").value(order).hint("choose 1 or more"),
        ));
    }
    let units = weights.len();
    let mut building = Building::new(units);
    // The unit from which each was last reached.
    let mut reached_from = vec![usize::MAX; units];
    for i in 0..units {
        reached_from[i] = i;
        let mut kept: Vec<usize> = Vec::new();
        let mut front = vec![i];
        for step in 1..=order {
            let mut next = Vec::new();
            for j in front.into_iter().flat_map(|i| weights.neighbours(i)).map(|&j| j as usize) {
                if reached_from[j] != i {
                    reached_from[j] = i;
                    next.push(j);
                }
            }
            if step == order || lower == LowerOrders::Included {
                kept.extend(&next);
            }
            if next.is_empty() {
                break;
            }
            front = next;
        }
        kept.sort_unstable();
        building.row(kept.into_iter().map(|j| (j, 1.0)));
        building.fits()?;
    }
    Ok(building.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_order_is_beyond_the_last_unit() {
        let ring = Weights::from_neighbours((0..5).map(|i| vec![(i + 1) % 5, (i + 4) % 5]).collect());
        let order = |k, lower| higher_order(&ring, k, lower).unwrap();
        assert_eq!(order(2, LowerOrders::Excluded).neighbours(0), [2, 3]);
        assert_eq!(order(3, LowerOrders::Excluded).islands(), [0, 1, 2, 3, 4]);
        assert_eq!(order(usize::MAX, LowerOrders::Included).neighbours(4), [0, 1, 2, 3]);
        assert!(higher_order(&ring, 0, LowerOrders::Excluded).is_err());
    }

    #[test]
    fn a_unit_that_is_its_own_neighbour_is_not_one_of_a_higher_order() {
        let own = Weights::from_rows(vec![vec![(0, 1.0), (1, 0.5)], vec![(1, 1.0), (2, 1.0)], vec![]]);
        assert_eq!(higher_order(&own, 2, LowerOrders::Excluded).unwrap().neighbours(0), [2]);
        assert_eq!(higher_order(&own, 1, LowerOrders::Excluded).unwrap().neighbours(0), [1]);
    }
}
