//! The nearest few.

use super::Weights;
use super::places::{enough, measurable};
use super::sparse::links_fit;
use crate::error::Result;
use crate::index::KdTree;
use geo_types::Coord;

/// Weight 1 for the `k` nearest of each point.
///
/// # Units
/// Points on a plane, in metres or any other one unit.
///
/// # Conventions
/// Straight lines. Equal distances go to the lower index: which of several points as far as the `k`-th count depends
/// on the order of the units, as in PySAL (where it is the order of its tree). Points may lie on each other. Every
/// row has `k` neighbours, so that the weights are not symmetric; [`Weights::symmetric`] makes them so.
///
/// # Errors
/// `k` of 0, or not below the number of points; a coordinate that is not finite.
///
/// # Panics
/// If there are more points than a `u32` counts.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::weights::k_nearest;
/// let places = [coord! { x: 0.0, y: 0.0 }, coord! { x: 1.0, y: 0.0 }, coord! { x: 5.0, y: 0.0 }];
/// let weights = k_nearest(&places, 1)?;
/// assert_eq!(weights.neighbours(2), [1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn k_nearest(points: &[Coord<f64>], k: usize) -> Result<Weights> {
    enough(points.len(), k, "k")?;
    measurable(points)?;
    links_fit(points.len().saturating_mul(k))?;
    let tree = KdTree::new(points);
    let mut neighbours = vec![0_u32; points.len() * k];
    let mut found = Vec::with_capacity(k);
    for (i, at) in tree.points() {
        tree.nearest(at, k, Some(i), &mut found);
        let row = &mut neighbours[i * k..(i + 1) * k];
        for (slot, near) in row.iter_mut().zip(&found) {
            *slot = u32::try_from(near.index).expect("points are counted in u32");
        }
        row.sort_unstable();
    }
    let starts = (0..=points.len()).map(|i| i * k).collect();
    Ok(Weights { starts, values: vec![1.0; neighbours.len()], neighbours })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64) -> Coord<f64> {
        Coord { x, y: 0.0 }
    }

    #[test]
    fn points_on_each_other_are_the_nearest_of_each_other() {
        let weights = k_nearest(&[at(1.0), at(2.0), at(1.0), at(1.0)], 2).unwrap();
        assert_eq!((weights.neighbours(0), weights.neighbours(1)), (&[2, 3][..], &[0, 2][..]));
    }

    #[test]
    fn as_many_neighbours_as_units_are_refused_and_so_is_nowhere() {
        let said = |points: &[Coord<f64>], k| k_nearest(points, k).unwrap_err();
        let points = [at(0.0), at(1.0), at(2.0)];
        let error = said(&points, 3);
        assert_eq!(error.to_string(), "argument `k`: 3 units have at most 2 neighbours each: `3`");
        assert_eq!(error.hints(), ["choose 1 to 2"]);
        assert_eq!(said(&points, 0).exit_code(), 2);
        assert_eq!(said(&[], 1).exit_code(), 2);
        let error = said(&[at(0.0), at(f64::NAN)], 1);
        assert_eq!(
            error.to_string(),
            "feature 2: the place of a unit is no place on the plane: `NaN` [E-FIELD-004]"
        );
    }
}
