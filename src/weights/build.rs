//! Weights by a rule, from what there is.

use super::file::Read;
use super::travel_time;
use super::{
    Bandwidth, Diagonal, Rule, TimeRule, Tolerance, Weights, block, contiguity, contiguity_within, delaunay,
    distance_band, file, gabriel, higher_order, inverse_distance, k_nearest, kernel, min_threshold_distance,
    relative_neighbourhood,
};
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use geo_types::{Coord, MultiPolygon};

/// What weights can be made from, in the order of the units; what a rule does not need may be absent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// Identifiers of the units, all different.
    pub ids: &'a [String],
    /// Regions as written, in longitude and latitude: for contiguity.
    pub lonlat: Option<&'a [MultiPolygon<f64>]>,
    /// Regions on the plane, in metres: for contiguity with a tolerance.
    pub planar: Option<&'a [MultiPolygon<f64>]>,
    /// A point a unit on the plane, in metres: for everything by distance.
    pub points: Option<&'a [Coord<f64>]>,
    /// Times from each unit to each: for everything by time.
    pub times: Option<&'a TravelTimes>,
    /// The group of each unit, by the field that [`Rule::field`] names.
    pub groups: Option<&'a [Option<String>]>,
}

impl<'a> Given<'a> {
    /// One part, or what is missing.
    fn part<T: ?Sized>(self, part: Option<&'a T>, what: &str, len: impl Fn(&T) -> usize) -> Result<&'a T> {
        let part = part.ok_or_else(|| {
            let hint =
                "choose weights that go with what there is, such as knn:8 for points or queen for regions";
            Error::usage(Finding::new(Code::BadArgument, what).field("weights").hint(hint))
        })?;
        assert_eq!(len(part), self.ids.len(), "one of each a unit");
        Ok(part)
    }

    fn lonlat(self) -> Result<&'a [MultiPolygon<f64>]> {
        self.part(self.lonlat, "neighbours by border need regions", <[_]>::len)
    }

    fn points(self) -> Result<&'a [Coord<f64>]> {
        self.part(self.points, "neighbours by distance need a place a unit", <[_]>::len)
    }
}

/// The weights that `rule` makes of what is `given`, with what is worth a word about a file that they are read from.
///
/// # Errors
/// What the rule needs is not given; all errors of the function that the rule stands for.
///
/// # Panics
/// If a part that the rule needs does not have one element a unit.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::weights::{Given, Rule, build};
/// let ids = ["a", "b", "c"].map(String::from);
/// let places = [coord! { x: 0.0, y: 0.0 }, coord! { x: 1.0, y: 0.0 }, coord! { x: 5.0, y: 0.0 }];
/// let given = Given { ids: &ids, points: Some(&places), ..Given::default() };
/// assert_eq!(build(&Rule::parse("knn:1")?, given)?.weights.neighbours(2), [1]);
/// assert!(build(&Rule::parse("queen")?, given).is_err());
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn build(rule: &Rule, given: Given<'_>) -> Result<Read> {
    let weights = match rule {
        Rule::Contiguity(kind) => contiguity(given.lonlat()?, *kind),
        Rule::ContiguityWithin { kind, apart } => {
            let what = "neighbours by border need regions";
            let regions = given.part(given.planar, what, <[_]>::len)?;
            contiguity_within(regions, *kind, Tolerance::of(*apart))?
        }
        Rule::HigherOrder { kind, order, lower } => {
            higher_order(&contiguity(given.lonlat()?, *kind), *order, *lower)?
        }
        Rule::KNearest { k } => k_nearest(given.points()?, *k)?,
        Rule::DistanceBand { threshold } => {
            let points = given.points()?;
            let threshold = threshold.map_or_else(|| min_threshold_distance(points), Ok)?;
            distance_band(points, threshold)?
        }
        Rule::InverseDistance { threshold, power } => {
            let points = given.points()?;
            let threshold = threshold.map_or_else(|| min_threshold_distance(points), Ok)?;
            inverse_distance(points, threshold, *power)?
        }
        Rule::Kernel { shape, k, fixed } => {
            let bandwidth = if *fixed { Bandwidth::FixedNearest(*k) } else { Bandwidth::AdaptiveNearest(*k) };
            kernel(given.points()?, *shape, &bandwidth, Diagonal::default())?.weights
        }
        Rule::Delaunay => delaunay(given.points()?)?,
        Rule::Gabriel => gabriel(given.points()?)?,
        Rule::RelativeNeighbourhood => relative_neighbourhood(given.points()?)?,
        Rule::Block { .. } => {
            let what = "neighbours by group need the group of each unit";
            block(given.part(given.groups, what, <[_]>::len)?)?
        }
        Rule::Time { by, direction } => by_time(*by, *direction, given)?,
        Rule::File { path } => return file::read(path, given.ids),
    };
    Ok(Read { weights, findings: Vec::new() })
}

fn by_time(by: TimeRule, direction: travel_time::Direction, given: Given<'_>) -> Result<Weights> {
    let times = given.part(given.times, "neighbours by time need travel times", TravelTimes::origins)?;
    match by {
        TimeRule::KNearest { k } => travel_time::k_nearest(times, k, direction),
        TimeRule::Band { limit } => travel_time::band(times, limit, direction),
        TimeRule::Inverse { exponent, cutoff } => travel_time::inverse(times, exponent, cutoff, direction),
        TimeRule::Gaussian { bandwidth, cutoff } => {
            travel_time::gaussian(times, bandwidth, cutoff, direction)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{Rect, coord};

    #[test]
    fn every_rule_makes_weights_of_what_it_needs() {
        let ids: Vec<String> = (0..9).map(|i| i.to_string()).collect();
        let place = |i: u32| coord! { x: f64::from(i % 3), y: f64::from(i / 3) };
        let points: Vec<_> = (0..9).map(place).collect();
        let square = |&at: &Coord<f64>| Rect::new(at, at + coord! { x: 1.0, y: 1.0 }).to_polygon().into();
        let regions: Vec<MultiPolygon<f64>> = points.iter().map(square).collect();
        let apart = |i: usize, j: usize| {
            let d = points[i] - points[j];
            Some((d.x * d.x + d.y * d.y).sqrt())
        };
        let rows: Vec<Vec<_>> = (0..9).map(|i| (0..9).map(|j| apart(i, j)).collect()).collect();
        let times = TravelTimes::from_minutes(&rows);
        let groups: Vec<_> = (0..9).map(|i| Some((i % 2).to_string())).collect();
        let given = Given {
            ids: &ids,
            lonlat: Some(&regions),
            planar: Some(&regions),
            points: Some(&points),
            times: Some(&times),
            groups: Some(&groups),
        };
        // Links of the middle of the nine, and of all.
        for (rule, middle, all) in [
            ("queen", 8, 40),
            ("rook", 4, 24),
            ("rook:within:0.01", 4, 24),
            ("queen:order:2", 0, 32),
            ("rook:upto:2", 8, 52),
            ("knn:4", 4, 36),
            ("band:1", 4, 24),
            ("band:auto", 4, 24),
            ("inverse:1.5:2", 8, 40),
            ("kernel:uniform:4", 5, 45),
            ("gabriel", 4, 24),
            ("relative", 4, 24),
            ("block:parity", 4, 32),
            ("time:knn:4", 4, 36),
            ("time:band:1", 4, 24),
            ("time:inverse:1:1.5", 8, 40),
            ("time:gaussian:1:1.5:each", 8, 40),
        ] {
            let weights = build(&Rule::parse(rule).unwrap(), given).unwrap().weights;
            assert_eq!((weights.neighbours(4).len(), weights.links()), (middle, all), "{rule}");
            let error = build(&Rule::parse(rule).unwrap(), Given { ids: &ids, ..Given::default() });
            assert_eq!(error.unwrap_err().exit_code(), 2, "{rule}");
        }
        let file = Rule::parse("file:none.gal").unwrap();
        assert!(matches!(build(&file, given), Err(Error::Read { .. })));
    }
}
