//! The Euclidean median: the point of least distance to all.

use super::mean_centre::{centre, check};
use crate::error::Result;
use geo_types::Coord;

/// Far more steps than any set of points takes.
const STEPS: usize = 10_000;

/// The point from which the way to all others, each way by its weight, is shortest.
///
/// # Formula
/// The `p` that minimises `Σ_i w_i |p − p_i|`
///
/// # Units
/// Coordinates are planar; weights in any unit, one for each point where there are none.
///
/// # Conventions
/// Exact to the last digits: Weiszfeld's steps lead near, Newton's to the end; where one of the points is the
/// median, it is given as it is. On a line the median need not be one point: then the middle of all of them.
/// `None` where there is no weight above zero.
///
/// # Errors
/// Coordinates that are not finite; weights that are negative or not finite.
///
/// # Panics
/// If there is not one weight a point.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::disparity::euclidean_median;
/// // Within four points that bound each other it is where the diagonals cross.
/// let points = [(0.0, 0.0), (9.0, 9.0), (0.0, 2.0), (2.0, 0.0)].map(|(x, y)| coord! { x: x, y: y });
/// let median = euclidean_median(&points, None)?.unwrap();
/// assert!((median.x - 1.0).abs() < 1e-14 && (median.y - 1.0).abs() < 1e-14);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Weiszfeld, E. (1937). Sur le point pour lequel la somme des distances de n points donnés est minimum.
/// *Tôhoku Mathematical Journal* 43. Vardi, Y. and Zhang, C.-H. (2000). The multivariate L1-median and
/// associated data depth. *Proceedings of the National Academy of Sciences* 97(4).
pub fn euclidean_median(points: &[Coord<f64>], weights: Option<&[f64]>) -> Result<Option<Coord<f64>>> {
    let ones = vec![1.0; points.len()];
    let weights = weights.unwrap_or(&ones);
    check(points, weights)?;
    let Some(origin) = centre(points, weights) else { return Ok(None) };
    // From the centre, so that few digits are lost far from the origin.
    let moved = |point: &Coord<f64>| Coord { x: point.x - origin.x, y: point.y - origin.y };
    let weighted: Vec<(Coord<f64>, f64)> =
        points.iter().map(moved).zip(weights.iter().copied()).filter(|&(_, weight)| weight > 0.0).collect();
    let from_origin = |median: Coord<f64>| Coord { x: median.x + origin.x, y: median.y + origin.y };
    if let Some(median) = on_a_line(&weighted) {
        return Ok(Some(from_origin(median)));
    }
    let mut here = State::at(Coord { x: 0.0, y: 0.0 }, &weighted);
    for _ in 0..STEPS {
        if let Some(nearest) = here.nearest_is_median(&weighted) {
            let place = weighted[nearest].0;
            // The point itself, without the way there and back.
            let given = points.iter().find(|point| moved(point) == place).copied();
            return Ok(given);
        }
        let next = [here.weiszfeld(&weighted), here.newton()]
            .into_iter()
            .flatten()
            .map(|place| State::at(place, &weighted))
            .reduce(|one, other| if other.better_than(&one) { other } else { one });
        match next {
            Some(next) if next.better_than(&here) => here = next,
            _ => break,
        }
    }
    Ok(Some(from_origin(here.place)))
}

/// A place with the sum of its distances and how that changes.
struct State {
    place: Coord<f64>,
    sum: f64,
    /// First derivatives.
    slope: Coord<f64>,
    /// Second derivatives: xx, yy, xy.
    curve: [f64; 3],
    nearest: usize,
}

impl State {
    /// At `place`; a point that is there adds nothing to the derivatives.
    fn at(place: Coord<f64>, points: &[(Coord<f64>, f64)]) -> Self {
        let mut state =
            Self { place, sum: 0.0, slope: Coord { x: 0.0, y: 0.0 }, curve: [0.0; 3], nearest: 0 };
        let mut least = f64::INFINITY;
        for (i, &(point, weight)) in points.iter().enumerate() {
            let (x, y) = (place.x - point.x, place.y - point.y);
            let distance = libm::hypot(x, y);
            if distance < least {
                (least, state.nearest) = (distance, i);
            }
            if distance > 0.0 {
                let (u, v) = (x / distance, y / distance);
                state.sum += weight * distance;
                state.slope.x += weight * u;
                state.slope.y += weight * v;
                let bend = weight / distance;
                state.curve[0] += bend * v * v;
                state.curve[1] += bend * u * u;
                state.curve[2] -= bend * u * v;
            }
        }
        state
    }

    fn steepness(&self) -> f64 {
        libm::hypot(self.slope.x, self.slope.y)
    }

    /// Lower, or as low to the rounding of the sum and flatter.
    fn better_than(&self, other: &Self) -> bool {
        let rounding = 1e-14 * other.sum;
        self.sum < other.sum - rounding
            || (self.sum <= other.sum + rounding && self.steepness() < other.steepness())
    }

    /// The nearest point where no direction leads down from it: what the others pull is no more than its
    /// weight.
    fn nearest_is_median(&self, points: &[(Coord<f64>, f64)]) -> Option<usize> {
        let place = points[self.nearest].0;
        let there = Self::at(place, points);
        let weight: f64 = points.iter().filter(|(point, _)| *point == place).map(|(_, weight)| weight).sum();
        (there.steepness() <= weight).then_some(self.nearest)
    }

    /// The mean of the points by weight over distance; from one of the points, a part of the way (Vardi and
    /// Zhang).
    fn weiszfeld(&self, points: &[(Coord<f64>, f64)]) -> Option<Coord<f64>> {
        let (mut pull, mut here) = (0.0, 0.0);
        for &(point, weight) in points {
            let distance = libm::hypot(self.place.x - point.x, self.place.y - point.y);
            if distance > 0.0 {
                pull += weight / distance;
            } else {
                here += weight;
            }
        }
        let steepness = self.steepness();
        let part = if steepness > 0.0 { (1.0 - here / steepness).max(0.0) / pull } else { 0.0 };
        (part > 0.0)
            .then_some(Coord { x: self.place.x - part * self.slope.x, y: self.place.y - part * self.slope.y })
    }

    fn newton(&self) -> Option<Coord<f64>> {
        let [xx, yy, xy] = self.curve;
        let determinant = xx * yy - xy * xy;
        let step = Coord {
            x: (yy * self.slope.x - xy * self.slope.y) / determinant,
            y: (xx * self.slope.y - xy * self.slope.x) / determinant,
        };
        (step.x.is_finite() && step.y.is_finite())
            .then_some(Coord { x: self.place.x - step.x, y: self.place.y - step.y })
    }
}

/// The median of points on one line; `None` where they are on none.
fn on_a_line(points: &[(Coord<f64>, f64)]) -> Option<Coord<f64>> {
    let first = points[0].0;
    let away = |point: &Coord<f64>| Coord { x: point.x - first.x, y: point.y - first.y };
    let length = |point: &Coord<f64>| libm::hypot(point.x, point.y);
    let far = points.iter().map(|(point, _)| away(point)).max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let whole = length(&far);
    let off_line = |(point, _): &(Coord<f64>, f64)| {
        let point = away(point);
        (point.x * far.y - point.y * far.x).abs() > 1e-13 * whole * whole
    };
    if points.iter().any(off_line) {
        return None;
    }
    let along = |point: &Coord<f64>| {
        let point = away(point);
        point.x * far.x + point.y * far.y
    };
    let mut order: Vec<&(Coord<f64>, f64)> = points.iter().collect();
    order.sort_by(|a, b| along(&a.0).total_cmp(&along(&b.0)));
    let half: f64 = order.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut before = 0.0;
    for (at, (point, weight)) in order.iter().enumerate() {
        before += weight;
        // As much on either side: every place up to the next is as good.
        if (before - half).abs() <= 1e-14 * half && at + 1 < order.len() {
            let next = order[at + 1].0;
            return Some(Coord { x: f64::midpoint(point.x, next.x), y: f64::midpoint(point.y, next.y) });
        }
        if before > half {
            return Some(*point);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;
    use proptest::prelude::*;

    fn sum(place: Coord<f64>, points: &[Coord<f64>], weights: &[f64]) -> f64 {
        points.iter().zip(weights).map(|(p, w)| w * libm::hypot(p.x - place.x, p.y - place.y)).sum()
    }

    proptest! {
        /// No place about it is nearer to all.
        #[test]
        fn nowhere_is_lower(units in proptest::collection::vec((-9..10_i8, -9..10_i8, 1..5_u8), 1..40), far in prop_oneof![Just(0.0), Just(4e6)]) {
            let points: Vec<_> = units.iter().map(|u| coord! { x: far + f64::from(u.0), y: f64::from(u.1) - far }).collect();
            let weights: Vec<_> = units.iter().map(|u| f64::from(u.2)).collect();
            let median = euclidean_median(&points, Some(&weights)).unwrap().unwrap();
            let least = sum(median, &points, &weights);
            for radius in [1e-3, 0.1, 3.0] {
                for turn in 0..16 {
                    let angle = f64::from(turn) * 0.4;
                    let other = coord! { x: median.x + radius * angle.cos(), y: median.y + radius * angle.sin() };
                    prop_assert!(sum(other, &points, &weights) >= least * (1.0 - 1e-12));
                }
            }
            for &point in &points {
                prop_assert!(sum(point, &points, &weights) >= least * (1.0 - 1e-12));
            }
        }
    }

    #[test]
    fn flat_to_the_last_digits() {
        let points: Vec<_> = (0..500_u32)
            .map(|i| coord! { x: f64::from(i * i % 997), y: f64::from(i * 31 % 613) / 7.0 })
            .collect();
        let median = euclidean_median(&points, None).unwrap().unwrap();
        let weighted: Vec<_> = points.iter().map(|&point| (point, 1.0)).collect();
        assert!(
            State::at(median, &weighted).steepness() < 1e-11,
            "{}",
            State::at(median, &weighted).steepness()
        );
    }

    #[test]
    fn a_point_that_outweighs_the_others_is_the_median() {
        let points = [(0.1, 0.7), (5.0, 0.0), (0.0, 5.0)].map(|(x, y)| coord! { x: x, y: y });
        assert_eq!(euclidean_median(&points, Some(&[3.0, 1.0, 1.0])).unwrap(), Some(points[0]));
        assert_eq!(euclidean_median(&points[..1], None).unwrap(), Some(points[0]));
        assert_eq!(euclidean_median(&[points[0]; 4], None).unwrap(), Some(points[0]));
    }

    #[test]
    fn on_a_line_the_middle_of_all_that_are_best() {
        let line = [(0.0, 0.0), (6.0, 3.0), (2.0, 1.0), (4.0, 2.0)].map(|(x, y)| coord! { x: x, y: y });
        assert_eq!(euclidean_median(&line, None).unwrap(), Some(coord! { x: 3.0, y: 1.5 }));
        assert_eq!(euclidean_median(&line[..3], None).unwrap(), Some(coord! { x: 2.0, y: 1.0 }));
    }

    #[test]
    fn nothing_weighs_nowhere() {
        let point = coord! { x: 0.0, y: 0.0 };
        assert_eq!(euclidean_median(&[], None).unwrap(), None);
        assert_eq!(euclidean_median(&[point], Some(&[0.0])).unwrap(), None);
        assert!(euclidean_median(&[coord! { x: f64::NAN, y: 0.0 }], None).is_err());
    }
}
