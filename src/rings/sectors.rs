//! Directions from the core.

use super::{FromCores, Rings, Separation, check_values};
use crate::error::Result;
use geo::{Bearing, Geodesic};
use geo_types::{Coord, Point};

/// In which of `count` equal sectors around its nearest core each place lies, clockwise; the first is centred on north.
///
/// # Formula
/// `⌊(θ + w/2) / w⌋ mod count` with the azimuth θ from the core to the place and `w = 360° / count`
///
/// # Units
/// Places `at` longitude and latitude in degrees; the azimuth is that of the geodesic of WGS 84, from true north.
///
/// # Conventions
/// An azimuth on the edge of two sectors belongs to the one that follows clockwise. Cores, and whatever lies at the very
/// place of one, have no direction; neither have places that no core reaches.
///
/// # Panics
/// If there is no sector, or not one place for each of `from`.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::rings::{FromCores, compass_sectors};
///
/// let at = [(110.0, 30.0), (110.0, 31.0), (111.0, 30.0), (110.0, 29.0)].map(|(x, y)| coord! { x: x, y: y });
/// let from = FromCores::by_distance(&at, &[0]);
/// assert_eq!(compass_sectors(&from, &at, 4), [None, Some(0), Some(1), Some(2)]);
/// ```
#[must_use]
pub fn compass_sectors<D: Separation>(
    from: &FromCores<D>,
    at: &[Coord<f64>],
    count: usize,
) -> Vec<Option<usize>> {
    assert!(count > 0, "at least one sector");
    assert_eq!(at.len(), from.nearest.len(), "one place each");
    let width = 360.0 / count as f64;
    let sector = |(place, core): (usize, &Option<usize>)| {
        let core = (*core)?;
        if at[core] == at[place] {
            return None;
        }
        let azimuth = Geodesic.bearing(Point(at[core]), Point(at[place]));
        let turned = (azimuth + width / 2.0).rem_euclid(360.0);
        (0..count).rev().find(|&k| turned >= k as f64 * width)
    };
    from.nearest.iter().enumerate().map(sector).collect()
}

/// What lies in one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorRow {
    /// Places in that direction.
    pub cities: usize,
    /// Sum of their values.
    pub total: f64,
    /// Share of the sum over all directions; `None` when that sum is 0 or a value is negative.
    pub share: Option<f64>,
    /// Mean distance from the core, each place counting by its value; `None` without one above 0.
    pub mean_apart: Option<f64>,
    /// The total by ring.
    pub by_ring: Vec<f64>,
}

/// What lies in each of `count` directions, ring by ring.
///
/// # Units
/// `values` in any unit, the totals in the same; mean distances in minutes or kilometres.
///
/// # Conventions
/// `direction` may be that of the compass ([`compass_sectors`]) or that of the line taken out of the core. Places without
/// a direction count nowhere.
///
/// # Errors
/// Values that are not finite, all of them in one error.
///
/// # Panics
/// If `values` or `direction` do not have one value for each place, or a direction is not below `count`.
pub fn sector_profile<D: Separation>(
    rings: &Rings<D>,
    direction: &[Option<usize>],
    count: usize,
    values: &[Option<f64>],
) -> Result<Vec<SectorRow>> {
    check_values(rings, values)?;
    assert_eq!(direction.len(), values.len(), "one direction for each place");
    let empty =
        SectorRow { cities: 0, total: 0.0, share: None, mean_apart: None, by_ring: vec![0.0; rings.count()] };
    let mut rows = vec![empty; count];
    let mut moments = vec![0.0; count];
    let mut negative = false;
    for (place, sector) in direction.iter().enumerate() {
        let (Some(sector), Some(ring), Some(apart)) = (*sector, rings.ring[place], rings.apart[place]) else {
            continue;
        };
        let row = &mut rows[sector];
        row.cities += 1;
        let Some(value) = values[place] else { continue };
        negative |= value < 0.0;
        row.total += value;
        row.by_ring[ring] += value;
        moments[sector] += value * apart.get();
    }
    let all: f64 = rows.iter().map(|row| row.total).sum();
    for (row, moment) in rows.iter_mut().zip(moments).filter(|_| !negative) {
        row.share = (all > 0.0).then(|| row.total / all);
        row.mean_apart = (row.total > 0.0).then(|| moment / row.total);
    }
    Ok(rows)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests {
    use super::*;
    use crate::rings::bands_around;
    use crate::units::Kilometres;
    use proptest::prelude::*;

    fn coord((x, y): (f64, f64)) -> Coord<f64> {
        Coord { x, y }
    }

    #[test]
    fn eight_winds_and_the_core_in_none() {
        let winds = [
            (0.0, 1.0),
            (1.0, 1.0),
            (1.0, 0.0),
            (1.0, -1.0),
            (0.0, -1.0),
            (-1.0, -1.0),
            (-1.0, 0.0),
            (-1.0, 1.0),
        ];
        let mut at = vec![coord((0.0, 0.0)), coord((0.0, 0.0))];
        at.extend(winds.map(coord));
        let from = FromCores::by_distance(&at, &[0]);
        let found = compass_sectors(&from, &at, 8);
        assert_eq!(found[..2], [None, None]);
        assert_eq!(found[2..], (0..8).map(Some).collect::<Vec<_>>());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn sectors_hold_all_but_the_core(
            places in prop::collection::vec((-5.0..5.0_f64, -5.0..5.0_f64, 1_u32..100), 1..15), count in 1_usize..9,
        ) {
            let mut at = vec![coord((0.0, 0.0))];
            at.extend(places.iter().map(|&(x, y, _)| coord((x, y))));
            let values: Vec<_> =
                std::iter::once(Some(50.0)).chain(places.iter().map(|p| Some(f64::from(p.2)))).collect();
            let from = FromCores::by_distance(&at, &[0]);
            let direction = compass_sectors(&from, &at, count);
            let rings = bands_around(from, &[Kilometres::new(100.0), Kilometres::new(300.0)]).unwrap();
            let rows = sector_profile(&rings, &direction, count, &values).unwrap();
            let total: f64 = rows.iter().map(|row| row.total).sum();
            prop_assert_eq!(total, places.iter().map(|p| f64::from(p.2)).sum::<f64>());
            prop_assert_eq!(rows.iter().map(|row| row.cities).sum::<usize>(), places.len());
            prop_assert!(rows.iter().all(|row| row.by_ring.iter().sum::<f64>() == row.total));
        }
    }
}
