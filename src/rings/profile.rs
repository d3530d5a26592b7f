//! Value by ring.

use super::{Rings, Separation, check_values};
use crate::error::{Code, Error, Finding, Result};
use crate::units::{Minutes, SquareKilometres};

/// What lies in one ring.
#[derive(Debug, Clone, PartialEq)]
pub struct RingRow<D = Minutes> {
    /// Inner edge, outside of the ring but for ring 0.
    pub from: D,
    /// Outer edge, inside the ring; `None` for the open ring.
    pub to: Option<D>,
    /// Places in the ring.
    pub cities: usize,
    /// Those of them that have a value; the numbers below are theirs.
    pub with_value: usize,
    /// Sum of the values.
    pub total: f64,
    /// Share of the sum over all rings, 0 to 1; `None` when that sum is 0 or a value is negative.
    pub share: Option<f64>,
    /// Share of this ring and all nearer ones.
    pub cumulative_share: Option<f64>,
    /// Mean of the values; `None` in a ring without one.
    pub mean: Option<f64>,
    /// Area of the places that have a value, where areas are given.
    pub area: Option<SquareKilometres>,
    /// Sum of the values ÷ that area; `None` without an area.
    pub density: Option<f64>,
}

/// What lies in each ring, and what lies in none.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Profile<D = Minutes> {
    /// One row for each ring from the core outward, the open ring last.
    pub rings: Vec<RingRow<D>>,
    /// Places that the core does not reach; in no ring and in no share.
    pub unreachable: usize,
    /// Sum of their values.
    pub unreachable_total: f64,
}

/// How much of something lies in each ring, and how densely.
///
/// # Formula
/// For ring `k` with places `R_k`: total `Σ_{i ∈ R_k} x_i`, mean `total / |R_k|`, density
/// `total / Σ_{i ∈ R_k} area_i`, share `total / Σ_k total_k`
///
/// # Units
/// `values` in any unit; mean in the same, density in that unit per square kilometre, shares from 0 to 1.
///
/// # Conventions
/// A place without a value counts in [`RingRow::cities`] and in nothing else, its area neither. Shares are
/// of what the core reaches, so that they end at 1; what it does not reach is told apart.
///
/// # Errors
/// Values that are not finite, or areas that are negative, all of them in one error.
///
/// # Panics
/// If `values` or `areas` do not have one value for each place.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::rings::{bands, profile};
/// use jingwei::units::{Minutes, SquareKilometres};
///
/// // From the core: 40 minutes to B, 70 to C.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(40.0), Some(70.0)],
///     vec![Some(40.0), Some(0.0), None],
///     vec![Some(70.0), None, Some(0.0)],
/// ]);
/// let rings = bands(&times, 0, &[Minutes::new(60.0)])?;
/// let areas = [100.0, 200.0, 500.0].map(SquareKilometres::new);
/// let output = profile(&rings, &[Some(600.0), Some(150.0), Some(250.0)], Some(&areas))?;
/// assert_eq!(output.rings[0].total, 750.0);
/// assert_eq!(output.rings[0].share, Some(0.75));
/// assert_eq!(output.rings[0].density, Some(2.5)); // 750 / 300
/// assert_eq!(output.rings[1].density, Some(0.5)); // 250 / 500
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn profile<D: Separation>(
    rings: &Rings<D>,
    values: &[Option<f64>],
    areas: Option<&[SquareKilometres]>,
) -> Result<Profile<D>> {
    check_values(rings, values)?;
    check_areas(rings, areas)?;
    let mut rows: Vec<_> = (0..rings.count()).map(|ring| row(rings, ring, values, areas)).collect();
    let total: f64 = rows.iter().map(|row| row.total).sum();
    if total > 0.0 && values.iter().flatten().all(|value| *value >= 0.0) {
        let mut up_to_here = 0.0;
        for row in &mut rows {
            up_to_here += row.total;
            row.share = Some(row.total / total);
            row.cumulative_share = Some(up_to_here / total);
        }
    }
    let beyond = || (0..values.len()).filter(|&place| rings.ring[place].is_none());
    Ok(Profile {
        rings: rows,
        unreachable: beyond().count(),
        unreachable_total: beyond().filter_map(|place| values[place]).fold(0.0, |sum, value| sum + value),
    })
}

fn row<D: Separation>(
    rings: &Rings<D>,
    ring: usize,
    values: &[Option<f64>],
    areas: Option<&[SquareKilometres]>,
) -> RingRow<D> {
    let (from, to) = rings.edges(ring);
    let places = || (0..values.len()).filter(|&place| rings.ring[place] == Some(ring));
    let with_value = places().filter(|&place| values[place].is_some()).count();
    let total = places().filter_map(|place| values[place]).fold(0.0, |sum, value| sum + value);
    let area = areas.map(|areas| {
        let counted = places().filter(|&place| values[place].is_some());
        counted.fold(SquareKilometres::ZERO, |sum, place| sum + areas[place])
    });
    RingRow {
        from,
        to,
        cities: places().count(),
        with_value,
        total,
        share: None,
        cumulative_share: None,
        mean: (with_value > 0).then(|| total / with_value as f64),
        area,
        density: area.filter(|area| *area > SquareKilometres::ZERO).map(|area| total / area.get()),
    }
}

fn check_areas<D>(rings: &Rings<D>, areas: Option<&[SquareKilometres]>) -> Result<()> {
    let Some(areas) = areas else { return Ok(()) };
    assert_eq!(areas.len(), rings.ring.len(), "one area for each place");
    let negative = areas.iter().enumerate().filter(|(_, area)| **area < SquareKilometres::ZERO);
    let findings: Vec<_> = negative
        .map(|(place, area)| {
            let what = format!("the area of place {} in study order is negative", place + 1);
            Finding::new(Code::BadValue, what).field("areas").value(area)
        })
        .collect();
    Error::if_any(&findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two places in ring 0, none in ring 1, one in the open ring 2, one out of reach.
    fn rings() -> Rings {
        Rings {
            cores: vec![0],
            breaks: vec![Minutes::new(30.0), Minutes::new(60.0)],
            ring: vec![Some(0), Some(0), Some(2), None],
            apart: vec![Some(Minutes::ZERO), Some(Minutes::new(30.0)), Some(Minutes::new(61.0)), None],
        }
    }

    #[test]
    fn an_empty_ring_has_a_total_and_no_mean() {
        let found = profile(&rings(), &[Some(6.0), Some(2.0), Some(2.0), Some(9.0)], None).unwrap();
        let empty = &found.rings[1];
        assert_eq!((empty.cities, empty.total, empty.mean), (0, 0.0, None));
        assert_eq!((empty.share, empty.cumulative_share), (Some(0.0), Some(0.8)));
        assert_eq!(found.rings[0].mean, Some(4.0));
        assert_eq!(found.rings[2].to, None);
        assert_eq!(found.rings[2].cumulative_share, Some(1.0));
        assert_eq!((found.unreachable, found.unreachable_total), (1, 9.0));
        assert_eq!(found.rings[0].density, None);
    }

    #[test]
    fn a_place_without_a_value_counts_as_a_place_only() {
        let areas = [10.0, 90.0, 10.0, 10.0].map(SquareKilometres::new);
        let found = profile(&rings(), &[Some(6.0), None, Some(2.0), None], Some(&areas)).unwrap();
        let first = &found.rings[0];
        assert_eq!((first.cities, first.with_value, first.mean), (2, 1, Some(6.0)));
        assert_eq!((first.area, first.density), (Some(SquareKilometres::new(10.0)), Some(0.6)));
        assert_eq!((found.unreachable, found.unreachable_total), (1, 0.0));
    }

    #[test]
    fn shares_need_one_sign_and_a_sum() {
        let shares = |values: [f64; 4]| profile(&rings(), &values.map(Some), None).unwrap().rings[0].share;
        assert_eq!(shares([0.0; 4]), None);
        assert_eq!(shares([5.0, -1.0, 2.0, 0.0]), None);
        assert_eq!(shares([5.0, 0.0, 5.0, 0.0]), Some(0.5));
    }

    #[test]
    fn a_ring_without_area_has_no_density() {
        let areas = [0.0; 4].map(SquareKilometres::new);
        let found = profile(&rings(), &[Some(1.0); 4], Some(&areas)).unwrap();
        assert_eq!(found.rings[0].density, None);
    }

    #[test]
    fn bad_input_is_named() {
        let error = profile(&rings(), &[Some(f64::NAN), None, Some(f64::INFINITY), None], None).unwrap_err();
        assert!(error.to_string().contains("value 1 in study order is no number to count with: `NaN`"));
        assert!(error.to_string().contains("value 3"));
        let areas = [1.0, -1.0, 1.0, 1.0].map(SquareKilometres::new);
        let error = profile(&rings(), &[None; 4], Some(&areas)).unwrap_err();
        assert!(error.to_string().contains("area of place 2 in study order is negative: `-1 km²`"));
    }
}
