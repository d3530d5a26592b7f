//! Rings of straight distance as areas, and what share of each region lies in which.

use crate::reproject::Projector;
use crate::units::Kilometres;
use geo::{Area, BooleanOps, BoundingRect, Destination, Geodesic, unary_union};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon, Rect};
use rayon::prelude::*;

/// Corners of a circle: it is then 0.02 % smaller than round.
const CORNERS: u16 = 180;

/// Rings of straight distance around some cores as areas in longitude and latitude: one for each of `breaks` and, where
/// `land` is given, the open one beyond.
///
/// # Formula
/// `A_k = (∪_c B(c, b_k) ∖ ∪_c B(c, b_{k−1})) ∩ land`, with the geodesic disc `B` of WGS 84
///
/// # Units
/// `cores` and `land` in degrees, `breaks` in kilometres.
///
/// # Conventions
/// Discs are polygons of 180 corners that lie on the circle; they are cut in the plane of `projector`. Without `land` the
/// rings are whole. `None` where a circle leaves the domain of the projection.
#[must_use]
pub fn annuli(
    cores: &[Coord<f64>],
    breaks: &[Kilometres],
    land: Option<&MultiPolygon<f64>>,
    projector: &Projector,
) -> Option<Vec<MultiPolygon<f64>>> {
    let land = match land {
        Some(land) => Some(projector.polygons_to_plane(land)?),
        None => None,
    };
    let rings = on_the_plane(cores, breaks, land.as_ref(), projector)?;
    rings.iter().map(|ring| projector.polygons_to_lonlat(ring)).collect()
}

/// What share of each region lies in each ring of straight distance, the open ring last: one row a region.
///
/// # Formula
/// `s_ik = area(R_i ∩ A_k) / area(R_i)`, in an equal-area plane; each row adds up to 1.
///
/// # Conventions
/// As [`annuli`]. A total by ring is then `Σ_i x_i s_ik`: a value spread evenly over its region. `None` for a region
/// without an area, or that leaves the domain of the projection.
#[must_use]
pub fn ring_shares(
    cores: &[Coord<f64>],
    breaks: &[Kilometres],
    regions: &[MultiPolygon<f64>],
    projector: &Projector,
) -> Option<Vec<Option<Vec<f64>>>> {
    let discs = discs(cores, breaks, projector)?;
    let share = |region: &MultiPolygon<f64>| {
        let region = projector.polygons_to_plane(region)?;
        let (whole, around) = (region.unsigned_area(), region.bounding_rect()?);
        if whole <= 0.0 {
            return None;
        }
        let mut within: Vec<f64> = Vec::new();
        for disc in &discs {
            // Discs grow, so that what is left to be found lies between the last share and all of it.
            let known = within.last().copied().unwrap_or(0.0);
            let far = disc.bounding_rect().is_none_or(|disc| !meet(disc, around));
            let inside = if far { 0.0 } else { region.intersection(disc).unsigned_area() / whole };
            within.push(inside.clamp(known, 1.0));
        }
        within.push(1.0);
        let inner = std::iter::once(0.0).chain(within.iter().copied());
        Some(within.iter().zip(inner).map(|(outer, inner)| outer - inner).collect())
    };
    Some(regions.par_iter().map(share).collect())
}

fn meet(a: Rect<f64>, b: Rect<f64>) -> bool {
    a.min().x <= b.max().x && b.min().x <= a.max().x && a.min().y <= b.max().y && b.min().y <= a.max().y
}

fn on_the_plane(
    cores: &[Coord<f64>],
    breaks: &[Kilometres],
    land: Option<&MultiPolygon<f64>>,
    projector: &Projector,
) -> Option<Vec<MultiPolygon<f64>>> {
    let discs = discs(cores, breaks, projector)?;
    let nothing = MultiPolygon::new(Vec::new());
    let inner = std::iter::once(&nothing).chain(&discs);
    let mut rings: Vec<MultiPolygon<f64>> = discs
        .iter()
        .zip(inner)
        .map(|(disc, inner)| if inner.0.is_empty() { disc.clone() } else { disc.difference(inner) })
        .collect();
    if let Some(land) = land {
        rings = rings.par_iter().map(|ring| ring.intersection(land)).collect();
        rings.push(discs.last().map_or_else(|| land.clone(), |disc| land.difference(disc)));
    }
    Some(rings)
}

/// The union of the cores' discs for each radius.
fn discs(
    cores: &[Coord<f64>],
    breaks: &[Kilometres],
    projector: &Projector,
) -> Option<Vec<MultiPolygon<f64>>> {
    let disc = |core: &Coord<f64>, radius: &Kilometres| -> Option<Polygon<f64>> {
        let corner = |k: u16| {
            let azimuth = 360.0 * f64::from(k) / f64::from(CORNERS);
            let Point(at) = Geodesic.destination(Point(*core), azimuth, radius.get() * 1000.0);
            projector.to_plane(at)
        };
        let corners: Option<Vec<Coord<f64>>> = (0..CORNERS).rev().map(corner).collect();
        Some(Polygon::new(LineString(corners?), Vec::new()))
    };
    let of_radius = |radius: &Kilometres| {
        let all: Option<Vec<Polygon<f64>>> = cores.iter().map(|core| disc(core, radius)).collect();
        let all = all?;
        Some(if let [one] = &all[..] { MultiPolygon(vec![one.clone()]) } else { unary_union(&all) })
    };
    breaks.iter().map(of_radius).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::ellipsoidal_area;
    use crate::reproject::Crs;
    use std::f64::consts::PI;

    fn plane() -> Projector {
        Projector::new(&Crs::AlbersChina).unwrap()
    }

    fn square(x: f64, y: f64, side: f64) -> MultiPolygon<f64> {
        let corner = Coord { x, y };
        MultiPolygon(vec![Rect::new(corner, corner + Coord { x: side, y: side }).to_polygon()])
    }

    #[test]
    fn rings_have_the_area_of_rings() {
        let core = Coord { x: 114.0, y: 30.0 };
        let breaks = [50.0, 100.0].map(Kilometres::new);
        let rings = annuli(&[core], &breaks, None, &plane()).unwrap();
        let areas: Vec<f64> = rings.iter().map(|ring| ellipsoidal_area(ring).get()).collect();
        // A disc of the ellipsoid is a little smaller than one of the plane, and one of 180 corners than a round one.
        for (area, wanted) in areas.iter().zip([PI * 2500.0, PI * 7500.0]) {
            assert!((area / wanted - 1.0).abs() < 1e-3, "{area} for {wanted}");
        }
    }

    #[test]
    fn two_cores_share_what_they_both_cover_and_the_land_clips() {
        let cores = [Coord { x: 114.0, y: 30.0 }, Coord { x: 114.3, y: 30.0 }];
        let radius = [Kilometres::new(50.0)];
        let area = |cores: &[Coord<f64>], land: Option<&MultiPolygon<f64>>| -> Vec<f64> {
            let rings = annuli(cores, &radius, land, &plane()).unwrap();
            rings.iter().map(|ring| ellipsoidal_area(ring).get()).collect()
        };
        let (one, both) = (area(&cores[..1], None)[0], area(&cores, None)[0]);
        assert!(both > one * 1.2 && both < one * 1.6, "{one} {both}");
        let land = square(113.0, 29.0, 2.0);
        let clipped = area(&cores, Some(&land));
        assert_eq!(clipped.len(), 2);
        assert!((clipped[0] + clipped[1] - ellipsoidal_area(&land).get()).abs() < 1.0);
    }

    #[test]
    fn the_shares_of_a_region_add_up_to_all_of_it() {
        let core = Coord { x: 114.0, y: 30.0 };
        let breaks = [60.0, 200.0].map(Kilometres::new);
        let regions = [square(113.9, 29.9, 0.2), square(114.0, 30.0, 3.0), square(90.0, 40.0, 1.0)];
        let shares = ring_shares(&[core], &breaks, &regions, &plane()).unwrap();
        let shares: Vec<_> = shares.into_iter().map(Option::unwrap).collect();
        assert_eq!(shares[0], [1.0, 0.0, 0.0]);
        assert_eq!(shares[2], [0.0, 0.0, 1.0]);
        assert!(shares[1].iter().all(|&share| share > 0.01));
        assert!((shares[1].iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(ring_shares(&[core], &breaks, &[MultiPolygon(vec![])], &plane()).unwrap(), [None]);
    }
}
