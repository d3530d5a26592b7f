//! What of the gain falls outside the regions that the lines run through.

use super::change::Change;
use super::weighing::weigh;
use crate::index::RegionIndex;
use crate::layer::Corridors;
use crate::study::Study;
use geo_types::Coord;

/// Lines are looked at in pieces no longer than this, in degrees: some 5 km.
const PIECE: f64 = 0.05;

/// The gain inside and outside the regions on the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spillover {
    /// People times gain in cities of these regions.
    pub(super) inside: f64,
    /// In all other cities, those in no region included.
    pub(super) outside: f64,
}

impl Spillover {
    /// The share of the gain that falls outside; `None` where nobody gains or loses in all, or where one side gains
    /// and the other loses: parts of unlike sign are no shares of a whole.
    pub(super) fn share(self) -> Option<f64> {
        Some(self.outside / (self.inside + self.outside)).filter(|share| (0.0..=1.0).contains(share))
    }
}

/// The regions through which `lines` of `corridors` run, as drawn: those in which the middle of one of their pieces
/// of some 5 km lies, so that a line which ends on a border does not run through the region behind it. `None` for a
/// study without regions.
pub(super) fn on_the_way(study: &Study, corridors: &Corridors, lines: &[usize]) -> Option<Vec<bool>> {
    let regions = study.regions.as_ref()?;
    // Nothing is measured here, so the lines and borders are compared as written, in degrees.
    let mut middles: Vec<Coord<f64>> = Vec::new();
    for stretch in lines.iter().flat_map(|&line| corridors.paths[line].lines()) {
        let delta = stretch.end - stretch.start;
        let pieces = (delta.x.abs().max(delta.y.abs()) / PIECE).ceil().max(1.0);
        let mut piece = 0.5;
        while piece < pieces {
            middles.push(stretch.start + delta * (piece / pieces));
            piece += 1.0;
        }
    }
    let mut on_the_way = vec![false; regions.len()];
    for region in RegionIndex::new(&regions.polygons).regions_at(&middles).into_iter().flatten() {
        on_the_way[region] = true;
    }
    Some(on_the_way)
}

/// The gain of `change` inside and outside the regions `on_the_way`.
pub(super) fn spillover(study: &Study, change: &Change, on_the_way: &[bool]) -> Spillover {
    let is_inside = |city: &usize| study.region_of_city[*city].is_some_and(|region| on_the_way[region]);
    let (inside, outside): (Vec<usize>, Vec<usize>) = (0..change.len()).partition(is_inside);
    let total = |cities: Vec<usize>| weigh(change, &study.population, cities).total;
    Spillover { inside: total(inside), outside: total(outside) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gain_on_one_side_and_loss_on_the_other_have_no_share() {
        assert_eq!(Spillover { inside: 3.0, outside: 1.0 }.share(), Some(0.25));
        assert_eq!(Spillover { inside: -3.0, outside: -1.0 }.share(), Some(0.25));
        assert_eq!(Spillover { inside: -1.0, outside: 3.0 }.share(), None);
        assert_eq!(Spillover { inside: 0.0, outside: 0.0 }.share(), None);
    }
}
