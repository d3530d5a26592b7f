//! The path of a centre of gravity over years.

use super::mean_centre::{centre, check};
use crate::disparity::dynamics::periods;
use crate::error::{Code, Error, Finding, Result};
use geo_types::Coord;

/// The centre of gravity in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GravityCentre {
    /// The year.
    pub year: i32,
    /// Where it is.
    pub centre: Coord<f64>,
}

/// A move of the centre between two years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// The year before.
    pub from: i32,
    /// The year after.
    pub to: i32,
    /// To the east, in the unit of the coordinates.
    pub dx: f64,
    /// To the north.
    pub dy: f64,
    /// As the crow flies.
    pub distance: f64,
    /// The distance a year.
    pub per_year: f64,
    /// Degrees clockwise from north, in `[0, 360)`; `None` where it did not move.
    pub bearing: Option<f64>,
}

impl Shift {
    fn between(from: &GravityCentre, to: &GravityCentre) -> Self {
        let (dx, dy) = (to.centre.x - from.centre.x, to.centre.y - from.centre.y);
        let distance = libm::hypot(dx, dy);
        let degrees = libm::atan2(dx, dy).to_degrees();
        Self {
            from: from.year,
            to: to.year,
            dx,
            dy,
            distance,
            per_year: distance / (f64::from(to.year) - f64::from(from.year)),
            bearing: (distance > 0.0)
                .then(|| if degrees < 0.0 { (degrees + 360.0) % 360.0 } else { degrees }),
        }
    }
}

/// Where the centre was, and how it moved.
#[derive(Debug, Clone, PartialEq)]
pub struct GravityPath {
    /// The centre of each year.
    pub centres: Vec<GravityCentre>,
    /// The move from each year to the next.
    pub shifts: Vec<Shift>,
    /// The move from the first year to the last; `None` with one year.
    pub overall: Option<Shift>,
    /// The sum of the distances on the way.
    pub length: f64,
}

/// Where the weighted mean centre of `points` is each year, and how it moves: the gravity centre of an
/// economy, or a population.
///
/// # Formula
/// `(Σ_i w_it x_i / Σ_i w_it, Σ_i w_it y_i / Σ_i w_it)` for each year `t`
///
/// # Units
/// Distances in the unit of the coordinates, which are planar with y to the north; `weights` in any unit, one
/// list of all points a year.
///
/// # Conventions
/// `None` where there is no year or no point. Compare the path of an economy with that of the population over
/// the same points.
///
/// # Errors
/// Coordinates that are not finite; weights that are negative or not finite, or that are all 0 in a year;
/// years that stand twice or go back.
///
/// # Panics
/// If there is not one list of weights a year with one weight a point.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::disparity::gravity_path;
/// let cities = [coord! { x: 0.0, y: 0.0 }, coord! { x: 100.0, y: 0.0 }];
/// let path = gravity_path(&cities, &[2010, 2020], &[vec![1.0, 1.0], vec![1.0, 3.0]])?.unwrap();
/// let shift = path.overall.unwrap();
/// // From the middle to three quarters of the way east.
/// assert_eq!((shift.distance, shift.per_year, shift.bearing), (25.0, 2.5, Some(90.0)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Quah, D. (2011). The global economy's shifting centre of gravity. *Global Policy* 2(1).
pub fn gravity_path(
    points: &[Coord<f64>],
    years: &[i32],
    weights: &[Vec<f64>],
) -> Result<Option<GravityPath>> {
    periods::years(years, weights.len())?;
    check(points, &vec![1.0; points.len()])?;
    let mut findings = Vec::new();
    let mut centres = Vec::with_capacity(years.len());
    for (&year, weights) in years.iter().zip(weights) {
        if let Err(error) = check(points, weights) {
            let dated = |finding: Finding| Finding { what: format!("{} in {year}", finding.what), ..finding };
            findings.extend(error.into_findings()?.into_iter().map(dated));
        } else if let Some(centre) = centre(points, weights) {
            centres.push(GravityCentre { year, centre });
        } else if !points.is_empty() {
            findings.push(Finding::new(Code::BadValue, format!("all weights are 0 in {year}")));
        }
    }
    if !findings.is_empty() {
        return Err(Error::Input(findings));
    }
    let (Some(first), Some(last)) = (centres.first(), centres.last()) else { return Ok(None) };
    let overall = (centres.len() > 1).then(|| Shift::between(first, last));
    let shifts: Vec<Shift> = centres.windows(2).map(|pair| Shift::between(&pair[0], &pair[1])).collect();
    let length = shifts.iter().map(|shift| shift.distance).sum();
    Ok(Some(GravityPath { centres, shifts, overall, length }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;

    fn corners() -> [Coord<f64>; 4] {
        [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].map(|(x, y)| coord! { x: x, y: y })
    }

    #[test]
    fn round_the_compass_and_back() {
        let at = |corner: usize| (0..4).map(|i| if i == corner { 2.0 } else { 0.0 }).collect::<Vec<_>>();
        let path = gravity_path(&corners(), &[-1, 0, 1, 3, 7], &[at(0), at(1), at(2), at(3), at(0)]);
        let path = path.unwrap().unwrap();
        let bearings: Vec<_> = path.shifts.iter().map(|shift| shift.bearing.unwrap()).collect();
        assert_eq!(bearings, [90.0, 0.0, 270.0, 180.0]);
        assert_eq!(
            path.shifts.iter().map(|shift| shift.per_year).collect::<Vec<_>>(),
            [10.0, 10.0, 5.0, 2.5]
        );
        let overall = path.overall.unwrap();
        assert_eq!((overall.bearing, overall.distance, path.length), (None, 0.0, 40.0));
    }

    #[test]
    fn bad_weights_are_named_with_their_year_all_at_once() {
        let error =
            gravity_path(&corners()[..1], &[2000, 2001, 2002], &[vec![-1.0], vec![f64::NAN], vec![0.0]])
                .unwrap_err();
        let text = error.to_string();
        assert!(text.contains("negative or not finite in 2000: `-1`"), "{text}");
        assert!(text.contains("in 2001: `NaN`") && text.contains("all weights are 0 in 2002"), "{text}");
        assert!(gravity_path(&corners(), &[2000, 2000], &[vec![1.0; 4], vec![1.0; 4]]).is_err());
    }

    #[test]
    fn one_year_is_a_place_and_none_is_nothing() {
        let path = gravity_path(&corners(), &[2000], &[vec![1.0; 4]]).unwrap().unwrap();
        assert_eq!((path.overall, path.shifts.len()), (None, 0));
        assert_eq!(gravity_path(&corners(), &[], &[]).unwrap(), None);
        assert_eq!(gravity_path(&[], &[2000], &[vec![]]).unwrap(), None);
    }
}
