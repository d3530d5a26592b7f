//! Units without a neighbour, joined to their nearest.

use super::Weights;
use super::places::{enough, measurable};
use crate::error::Result;
use crate::index::KdTree;
use geo_types::Coord;

/// Weights without islands, and what was added to them.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct LinkedIslands {
    /// The weights with the links that were added.
    pub weights: Weights,
    /// Each island with the unit that it was joined to, by island.
    pub links: Vec<(usize, usize)>,
}

/// Joins every island to its nearest unit, in both directions with weight 1.
///
/// # Units
/// One point a unit, on a plane.
///
/// # Conventions
/// As PySAL's `attach_islands` with one nearest neighbour: the nearest may be an island too; equal distances go to
/// the lower index. Do this before weights are standardised: a link of weight 1 is as much as any in binary weights.
/// A unit that has itself for a neighbour is no island.
///
/// # Errors
/// A coordinate that is not finite; an island that is the only unit.
///
/// # Panics
/// If there is not one point a unit.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::weights::{Weights, link_islands};
/// let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
/// let places = [coord! { x: 0.0, y: 0.0 }, coord! { x: 2.0, y: 0.0 }, coord! { x: 3.0, y: 0.0 }];
/// let linked = link_islands(&weights, &places)?;
/// assert_eq!(linked.links, [(2, 1)]);
/// assert_eq!(linked.weights.neighbours(1), [0, 2]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn link_islands(weights: &Weights, points: &[Coord<f64>]) -> Result<LinkedIslands> {
    assert_eq!(points.len(), weights.len(), "one point a unit");
    let islands = weights.islands();
    if islands.is_empty() {
        return Ok(LinkedIslands { weights: weights.clone(), links: Vec::new() });
    }
    measurable(points)?;
    enough(points.len(), 1, "islands")?;
    let tree = KdTree::new(points);
    let mut rows: Vec<Vec<(usize, f64)>> = (0..weights.len()).map(|i| weights.row(i).collect()).collect();
    let mut links = Vec::with_capacity(islands.len());
    let mut found = Vec::new();
    for island in islands {
        tree.nearest(points[island], 1, Some(island), &mut found);
        let nearest = found[0].index;
        for (i, j) in [(island, nearest), (nearest, island)] {
            // Two islands may be the nearest of each other.
            if rows[i].iter().all(|&(known, _)| known != j) {
                rows[i].push((j, 1.0));
            }
        }
        links.push((island, nearest));
    }
    Ok(LinkedIslands { weights: Weights::from_rows(rows), links })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn islands_only_are_joined_among_themselves() {
        let points = [0.0, 1.0, 5.0].map(|x| Coord { x, y: 0.0 });
        let alone = Weights::from_neighbours(vec![vec![]; 3]);
        let linked = link_islands(&alone, &points).unwrap();
        assert_eq!(linked.links, [(0, 1), (1, 0), (2, 1)]);
        assert_eq!(linked.weights, Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1]]));
        assert!(link_islands(&Weights::from_neighbours(vec![vec![]]), &points[..1]).is_err());
    }
}
