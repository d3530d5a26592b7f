//! The surroundings of the cores, where rings are too small to be seen on a map of all cities.

use crate::export::bounding;
use crate::report::PlaceName;
use crate::rings::{Rings, Separation};
use crate::run::part::CloseUp;
use crate::study::Study;
use geo::BoundingRect;
use geo_types::{Coord, Rect};

/// Around the rings, as a share of their greater side.
const MARGIN: f64 = 0.15;

/// The map is at least so many times wider than tall.
const WIDER: f64 = 1.3;

/// The rings with an end, if they take less than half of the map both ways and more than a point: what is around them, and
/// the names of their cities, the greatest first.
pub(super) fn close_up<D: Separation>(study: &Study, rings: &Rings<D>) -> Option<CloseUp> {
    let place = |city: usize| match &study.cities.territories {
        Some(territories) => territories[city].bounding_rect(),
        None => Some(Rect::new(study.cities.seats[city], study.cities.seats[city])),
    };
    let corners = |&city: &usize| place(city).map(|place| [place.min(), place.max()]);
    let around = |cities: &[usize]| bounding(cities.iter().filter_map(corners).flatten());
    let ended = |city: &usize| rings.ring[*city].is_some_and(|ring| rings.edges(ring).1.is_some());
    let all: Vec<usize> = (0..study.cities.len()).collect();
    let mut inside: Vec<usize> = all.iter().copied().filter(ended).collect();
    let extent = widened(around(&inside)?);
    let whole = around(&all)?;
    let too_large = extent.width() > whole.width() / 2.0 || extent.height() > whole.height() / 2.0;
    if too_large || extent.height() <= 0.0 {
        return None;
    }
    let people = |city: usize| study.population[city].unwrap_or(0.0);
    // The cores are what the map is about.
    inside.sort_by(|&a, &b| {
        let rank = |city: usize| (!rings.cores.contains(&city), -people(city));
        rank(a).partial_cmp(&rank(b)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let name =
        |&city: &usize| PlaceName { at: study.cities.seats[city], name: study.cities.names[city].clone() };
    Some(CloseUp { extent, places: inside.iter().map(name).collect() })
}

/// With a margin, and wide enough for a page.
fn widened(extent: Rect<f64>) -> Rect<f64> {
    let centre = extent.center();
    // A degree of longitude is so much shorter than one of latitude.
    let shorter = libm::cos(centre.y.to_radians()).max(0.1);
    let margin = MARGIN * (extent.width() * shorter).max(extent.height());
    let height = extent.height() + 2.0 * margin;
    let width = (extent.width() * shorter + 2.0 * margin).max(WIDER * height) / shorter;
    Rect::new(
        Coord { x: centre.x - width / 2.0, y: centre.y - height / 2.0 },
        Coord { x: centre.x + width / 2.0, y: centre.y + height / 2.0 },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tall_becomes_wide() {
        let tall = Rect::new(Coord { x: 10.0, y: 0.0 }, Coord { x: 11.0, y: 4.0 });
        let wide = widened(tall);
        assert!((wide.height() - 5.2).abs() < 1e-12, "{wide:?}");
        assert!((wide.center().x - 10.5).abs() < 1e-12 && wide.width() > 6.7, "{wide:?}");
    }
}
