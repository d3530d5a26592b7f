//! Distances between places, straight or along the network.

use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::{KilometresPerHour, Metres};
use geo::{Distance, Geodesic};
use geo_types::{Coord, Point};
use rayon::prelude::*;

/// Metres from every origin to every destination.
#[derive(Debug, Clone, PartialEq)]
pub struct Distances {
    origins: usize,
    destinations: usize,
    metres: Vec<Option<f64>>,
}

impl Distances {
    /// Distances in metres, origin after origin; `None` without a path.
    ///
    /// # Errors
    /// A distance that is negative or not finite, all of them in one error.
    ///
    /// # Panics
    /// If there is not one distance for each pair.
    pub fn from_metres(
        origins: usize,
        destinations: usize,
        metres: impl IntoIterator<Item = Option<f64>>,
    ) -> Result<Self> {
        let metres: Vec<Option<f64>> = metres.into_iter().collect();
        assert_eq!(metres.len(), origins * destinations, "one distance for each pair");
        let bad = |&(_, metres): &(usize, f64)| !(0.0..=f64::MAX).contains(&metres);
        let given = metres.iter().enumerate().filter_map(|(pair, metres)| Some((pair, (*metres)?)));
        let findings: Vec<Finding> = given
            .filter(bad)
            .map(|(pair, metres)| {
                let (i, j) = (pair / destinations + 1, pair % destinations + 1);
                let what = format!("a distance from place {i} to {j} is negative or no number");
                Finding::new(Code::BadValue, what).field("metres").value(metres)
            })
            .collect();
        Error::if_any(&findings)?;
        Ok(Self { origins, destinations, metres })
    }

    /// Straight lines over the ellipsoid WGS 84, between places by longitude and latitude in degrees.
    ///
    /// # Errors
    /// A place that is not on the globe, all of them in one error.
    pub fn geodesic(origins: &[Coord<f64>], destinations: &[Coord<f64>]) -> Result<Self> {
        let on_globe = |at: &Coord<f64>| at.x.abs() <= 360.0 && at.y.abs() <= 90.0;
        let places = [origins, destinations].into_iter().flat_map(|places| places.iter().enumerate());
        let findings: Vec<Finding> = places
            .filter(|(_, at)| !on_globe(at))
            .map(|(place, at)| {
                let what = format!("place {} is not at a longitude and latitude in degrees", place + 1);
                Finding::new(Code::NotDegrees, what).value(format!("{}, {}", at.x, at.y))
            })
            .collect();
        Error::if_any(&findings)?;
        // Among the same places the way back is as long: half the work, and the same digits.
        let mirrored = origins == destinations;
        let row = |(i, &from): (usize, &Coord<f64>)| -> Vec<Option<f64>> {
            let metres = |(j, &to): (usize, &Coord<f64>)| {
                let skipped = mirrored && j <= i;
                Some(if skipped { 0.0 } else { Geodesic.distance(Point(from), Point(to)) })
            };
            destinations.iter().enumerate().map(metres).collect()
        };
        let mut rows: Vec<_> = origins.par_iter().enumerate().map(row).collect();
        if mirrored {
            for (i, j) in (0..rows.len()).flat_map(|i| (0..i).map(move |j| (i, j))) {
                rows[i][j] = rows[j][i];
            }
        }
        Self::from_metres(origins.len(), destinations.len(), rows.into_iter().flatten())
    }

    /// How far each trip would lead at `speed` in its `times`.
    ///
    /// # Errors
    /// A speed that is not above zero.
    pub fn at_speed(times: &TravelTimes, speed: KilometresPerHour) -> Result<Self> {
        if speed.get() <= 0.0 {
            let what = "the speed that makes times distances is above zero";
            return Err(Finding::new(Code::BadSetting, what).field("speed").value(speed).into());
        }
        let (origins, destinations) = (times.origins(), times.destinations());
        let pairs = (0..origins).flat_map(|i| (0..destinations).map(move |j| (i, j)));
        // Kilometres an hour are as many metres in 3,600 ms.
        let metres =
            pairs.map(|(i, j)| times.milliseconds(i, j).map(|time| f64::from(time) * speed.get() / 3600.0));
        Self::from_metres(origins, destinations, metres)
    }

    /// How many origins.
    #[must_use]
    pub fn origins(&self) -> usize {
        self.origins
    }

    /// How many destinations.
    #[must_use]
    pub fn destinations(&self) -> usize {
        self.destinations
    }

    /// From origin `i` to destination `j`; `None` without a path.
    ///
    /// # Panics
    /// If there is no such origin or destination.
    #[must_use]
    pub fn metres(&self, i: usize, j: usize) -> Option<Metres> {
        assert!(j < self.destinations, "a destination");
        self.metres[i * self.destinations + j].map(Metres::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn geodesic_lines_are_those_of_the_ellipsoid() {
        // A degree of the equator of WGS 84 (a = 6,378,137 m) and its meridian's quarter (GRS 80 and WGS 84 tables).
        let [origin, east, pole] = [(0.0, 0.0), (1.0, 0.0), (0.0, 90.0)].map(Coord::from);
        let lines = Distances::geodesic(&[origin], &[origin, east, pole]).unwrap();
        let metres = |j| lines.metres(0, j).unwrap().get();
        assert!(metres(0).abs() < 1e-9);
        assert!((metres(1) - 6_378_137.0_f64.to_radians()).abs() < 1e-6);
        assert!((metres(2) - 10_001_965.729).abs() < 1e-3);
        let among = Distances::geodesic(&[origin, east, pole], &[origin, east, pole]).unwrap();
        assert_eq!(
            (0..3).map(|j| among.metres(0, j)).collect::<Vec<_>>(),
            (0..3).map(|j| lines.metres(0, j)).collect::<Vec<_>>()
        );
        for (i, j) in (0..9).map(|pair| (pair / 3, pair % 3)) {
            assert_eq!(among.metres(i, j), among.metres(j, i));
            assert_eq!(among.metres(i, j).unwrap().get() == 0.0, i == j);
        }
        assert!(Distances::geodesic(&[Coord { x: 500_000.0, y: 4e6 }], &[east]).is_err());
        assert!(Distances::geodesic(&[east], &[Coord { x: f64::NAN, y: 0.0 }]).is_err());
    }

    #[test]
    fn times_at_a_speed_are_distances() {
        let times = TravelTimes::from_minutes(&[vec![Some(30.0), None]]);
        let far = Distances::at_speed(&times, KilometresPerHour::new(100.0)).unwrap();
        assert_eq!((far.metres(0, 0), far.metres(0, 1)), (Some(Metres::new(50_000.0)), None));
        assert!(Distances::at_speed(&times, KilometresPerHour::ZERO).is_err());
    }

    #[test]
    fn every_bad_distance_is_named() {
        let error = Distances::from_metres(2, 2, [Some(-1.0), None, Some(2.0), Some(f64::NAN)]).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("from place 1 to 1") && text.contains("from place 2 to 2"), "{text}");
    }
}
