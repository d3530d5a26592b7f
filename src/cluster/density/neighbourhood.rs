//! How far places are from each other, by whichever measure.

use super::planar_tree::planar_tree;
use super::spanning_tree::spanning_tree;
use crate::error::{Code, Error, Finding, Result};
use crate::index::{KdTree, Near};
use crate::network::TravelTimes;
use geo_types::Coord;

/// Places and how far they are apart.
pub trait Neighbourhood {
    /// How many places.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How far two places are apart: the same both ways, not negative, and 0 from a place to itself; `None` where
    /// there is no way.
    fn distance(&self, i: usize, j: usize) -> Option<f64>;

    /// All places within `reach` of place `i`, that distance and the place itself included, by index, in place of
    /// what `found` held.
    fn within(&self, i: usize, reach: f64, found: &mut Vec<(usize, f64)>) {
        found.clear();
        let near = (0..self.len()).filter_map(|j| Some((j, self.distance(i, j)?)));
        found.extend(near.filter(|&(_, distance)| distance <= reach));
    }

    /// How far the `k`-th nearest other place is; `None` where there are fewer.
    fn nearest_other(&self, i: usize, k: usize) -> Option<f64> {
        let mut all: Vec<f64> =
            (0..self.len()).filter(|&j| j != i).filter_map(|j| self.distance(i, j)).collect();
        let at = k.checked_sub(1)?;
        (at < all.len()).then(|| *all.select_nth_unstable_by(at, f64::total_cmp).1)
    }

    /// The links of a shortest tree of mutual reachability, `max(core_i, core_j, d_ij)`, or of a forest where not all
    /// places reach each other: two places, their mutual reachability and their distance. Of links of one mutual
    /// reachability the shorter counts as shorter; which of several such trees is not said.
    fn shortest_tree(&self, core_distance: &[Option<f64>]) -> Vec<(usize, usize, [f64; 2])> {
        spanning_tree(self, core_distance)
    }
}

/// Points on a plane, in the unit of their coordinates.
#[derive(Debug, Clone)]
pub struct PlanarPoints {
    points: Vec<Coord<f64>>,
    tree: KdTree,
}

impl PlanarPoints {
    /// These points.
    ///
    /// # Errors
    /// Coordinates that are not finite, all in one error.
    pub fn new(points: &[Coord<f64>]) -> Result<Self> {
        check_points(points)?;
        Ok(Self { points: points.to_vec(), tree: KdTree::new(points) })
    }
}

/// Refuses coordinates that are not finite, and those whose distances are not.
pub(super) fn check_points(points: &[Coord<f64>]) -> Result<()> {
    // Squares of differences must be numbers.
    const FARTHEST: f64 = 1e150;
    let bad = |(number, at): (usize, &Coord<f64>)| {
        let what = format!("point {} has a coordinate that is not finite or beyond 1e150", number + 1);
        let fine = at.x.abs() <= FARTHEST && at.y.abs() <= FARTHEST;
        (!fine).then(|| Finding::new(Code::BadValue, what).value(format!("{}, {}", at.x, at.y)))
    };
    Error::if_any(&points.iter().enumerate().filter_map(bad).collect::<Vec<_>>())
}

impl Neighbourhood for PlanarPoints {
    fn len(&self) -> usize {
        self.points.len()
    }

    fn distance(&self, i: usize, j: usize) -> Option<f64> {
        let offset = self.points[i] - self.points[j];
        Some((offset.x * offset.x + offset.y * offset.y).sqrt())
    }

    fn within(&self, i: usize, reach: f64, found: &mut Vec<(usize, f64)>) {
        let mut near: Vec<Near> = Vec::new();
        self.tree.within(self.points[i], reach, &mut near);
        found.clear();
        found.extend(near.iter().map(|near| (near.index, near.distance())));
    }

    fn nearest_other(&self, i: usize, k: usize) -> Option<f64> {
        let mut near = Vec::new();
        self.tree.nearest(self.points[i], k, Some(i), &mut near);
        near.get(k.checked_sub(1)?).map(Near::distance)
    }

    fn shortest_tree(&self, core_distance: &[Option<f64>]) -> Vec<(usize, usize, [f64; 2])> {
        planar_tree(&self.points, &self.tree, core_distance)
    }
}

/// How one distance is made of the two travel times of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BothWays {
    /// The longer of the two; no distance where one way does not exist. Two places are near only if each reaches
    /// the other in time.
    Longer,
    /// The shorter of the two, or the one that exists.
    Shorter,
    /// Their mean; no distance where one way does not exist.
    Mean,
}

/// Travel times in minutes, made the same both ways by a rule.
#[derive(Debug, Clone, Copy)]
pub struct SymmetricTimes<'a> {
    times: &'a TravelTimes,
    rule: BothWays,
}

impl<'a> SymmetricTimes<'a> {
    /// These times by this rule; from a place to itself it is no time, whatever the time inside it.
    ///
    /// # Panics
    /// If origins and destinations are not the same places.
    #[must_use]
    pub fn new(times: &'a TravelTimes, rule: BothWays) -> Self {
        assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
        Self { times, rule }
    }
}

impl Neighbourhood for SymmetricTimes<'_> {
    fn len(&self) -> usize {
        self.times.origins()
    }

    fn distance(&self, i: usize, j: usize) -> Option<f64> {
        if i == j {
            return Some(0.0);
        }
        let minutes = |i, j| self.times.minutes(i, j).map(crate::units::Minutes::get);
        let (there, back) = (minutes(i, j), minutes(j, i));
        match self.rule {
            BothWays::Longer => Some(there?.max(back?)),
            BothWays::Shorter => there.into_iter().chain(back).reduce(f64::min),
            BothWays::Mean => Some(f64::midpoint(there?, back?)),
        }
    }
}
