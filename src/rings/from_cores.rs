//! How far each place is from the nearest of some cores.

use crate::network::TravelTimes;
use crate::units::{Kilometres, Minutes};
use geo::{Distance, Geodesic};
use geo_types::{Coord, Point};
use std::fmt::{Debug, Display};

/// In what rings are measured: minutes of travel, or kilometres by network or straight.
pub trait Separation: Copy + PartialOrd + Debug + Display + Send + Sync {
    /// No way at all.
    const ZERO: Self;
    /// The number without its unit.
    #[must_use]
    fn get(self) -> f64;
    /// The number with its unit, or `None` if it is not finite.
    #[must_use]
    fn checked(value: f64) -> Option<Self>;
}

impl Separation for Minutes {
    const ZERO: Self = Minutes::ZERO;
    fn get(self) -> f64 {
        self.get()
    }
    fn checked(value: f64) -> Option<Self> {
        Self::checked(value)
    }
}

impl Separation for Kilometres {
    const ZERO: Self = Kilometres::ZERO;
    fn get(self) -> f64 {
        self.get()
    }
    fn checked(value: f64) -> Option<Self> {
        Self::checked(value)
    }
}

/// How far each place is from the nearest of some cores.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct FromCores<D = Minutes> {
    /// The cores, as they were given.
    pub cores: Vec<usize>,
    /// The core that is nearest to each place; `None` where none reaches it.
    pub nearest: Vec<Option<usize>>,
    /// The way from that core; zero for the cores themselves.
    pub apart: Vec<Option<D>>,
}

impl FromCores<Minutes> {
    /// By travel time, from the core to the place.
    ///
    /// # Conventions
    /// Of cores equally near the one named first counts. A core is 0 minutes from itself, however long a trip inside
    /// it takes.
    ///
    /// # Panics
    /// If origins and destinations are not the same places, or a core is none of them.
    pub fn by_time(times: &TravelTimes, cores: &[usize]) -> Self {
        assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
        assert!(cores.iter().all(|&core| core < times.origins()), "every core is one of the places");
        Self::nearest(times.destinations(), cores, |core, place| times.minutes(core, place))
    }
}

impl FromCores<Kilometres> {
    /// By the straight line on the ellipsoid between places `at` longitude and latitude.
    ///
    /// # Conventions
    /// As [`FromCores::by_time`]. Geodesics of WGS 84, so that no projection stretches the rings.
    ///
    /// # Panics
    /// If a core is none of the places.
    pub fn by_distance(at: &[Coord<f64>], cores: &[usize]) -> Self {
        assert!(cores.iter().all(|&core| core < at.len()), "every core is one of the places");
        Self::nearest(at.len(), cores, |core, place| {
            Kilometres::checked(Geodesic.distance(Point(at[core]), Point(at[place])) / 1000.0)
        })
    }

    /// By distance along a network, given as travel times at a kilometre a minute.
    ///
    /// # Panics
    /// As [`FromCores::by_time`].
    pub fn by_network(at_a_kilometre_a_minute: &TravelTimes, cores: &[usize]) -> Self {
        let FromCores { cores, nearest, apart } = FromCores::by_time(at_a_kilometre_a_minute, cores);
        let apart = apart.into_iter().map(|way| way.map(|way| Kilometres::new(way.get()))).collect();
        Self { cores, nearest, apart }
    }
}

impl<D: Separation> FromCores<D> {
    fn nearest(places: usize, cores: &[usize], way: impl Fn(usize, usize) -> Option<D>) -> Self {
        let mut from = Self { cores: cores.to_vec(), nearest: vec![None; places], apart: vec![None; places] };
        for &core in cores {
            for place in 0..places {
                let found = if place == core { Some(D::ZERO) } else { way(core, place) };
                let Some(found) = found else { continue };
                if from.apart[place].is_none_or(|known| found < known) {
                    (from.nearest[place], from.apart[place]) = (Some(core), Some(found));
                }
            }
        }
        from
    }

    /// The cores that reach no other place.
    #[must_use]
    pub fn alone(&self) -> bool {
        self.apart.iter().flatten().count() <= self.cores.len()
    }

    /// The values of the places that a core reaches and that have one, with their distance; nearest first.
    pub(super) fn pairs(&self, values: &[Option<f64>]) -> Vec<(D, f64)> {
        assert_eq!(values.len(), self.apart.len(), "one value for each place");
        let pairs = self.apart.iter().zip(values);
        let mut pairs: Vec<(D, f64)> =
            pairs.filter_map(|(apart, value)| Some(((*apart)?, (*value)?))).collect();
        // Stable: equal distances keep study order, so a sum is the same in every run.
        pairs.sort_by(|(a, _), (b, _)| a.get().total_cmp(&b.get()));
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_several_cores_counts() {
        let row = |row: [f64; 3]| row.map(Some).to_vec();
        let times = TravelTimes::from_minutes(&[
            row([9.0, 30.0, 20.0]),
            row([30.0, 9.0, 15.0]),
            vec![None, None, Some(0.0)],
        ]);
        let from = FromCores::by_time(&times, &[0, 1]);
        assert_eq!(from.nearest, [Some(0), Some(1), Some(1)]);
        assert_eq!(from.apart, [0.0, 0.0, 15.0].map(|m| Some(Minutes::new(m))));
        assert!(!from.alone() && FromCores::by_time(&times, &[2]).alone());
    }

    #[test]
    fn a_degree_of_latitude_is_some_110_kilometres() {
        let at = [Coord { x: 110.0, y: 30.0 }, Coord { x: 110.0, y: 31.0 }];
        let from = FromCores::by_distance(&at, &[0]);
        // Length of the meridian between 30° and 31° on WGS 84.
        assert!((from.apart[1].unwrap().get() - 110.861).abs() < 0.01, "{from:?}");
    }
}
