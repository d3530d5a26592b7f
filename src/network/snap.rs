//! Ends that are one place.
//!
//! An end joins the nearest seat within `snap_m`; or else the nearest junction within it, or the nearest end
//! that has already become a place. Ends are taken from west to east, then south to north, so the order of a
//! file changes nothing. An end joins a place, never another end that merely joined one: a row of ends, each
//! near the next, does not collapse into one place, and every end lies within `snap_m` of its place. Where
//! such a row is meant to be one place, the lines must be drawn to one point.

use crate::index::SpatialIndex;
use crate::units::Metres;
use geo_types::Coord;

/// A vertex where a line begins, ends or meets another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Longitude and latitude as written.
    pub(super) at: Coord<f64>,
    /// Metres.
    pub(super) plane: Coord<f64>,
    /// Whether it is the end of a line; a vertex that lines share in their course otherwise.
    pub(super) end: bool,
}

/// Where lines begin, end and meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) at: Coord<f64>,
    pub(super) plane: Coord<f64>,
    /// The city at whose seat it is.
    pub(super) city: Option<usize>,
    /// Whether a line ends there.
    pub(super) end: bool,
    /// The station with a place of its own that it is.
    pub(super) station: Option<usize>,
}

/// Stations with a place of their own, then places from west to east, and which of them each candidate became.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub(super) all: Vec<Place>,
    /// Sorted by coordinates as written.
    members: Vec<(Coord<f64>, usize)>,
}

/// From west to east, then from south to north.
pub(super) fn by_coordinates(a: Coord<f64>, b: Coord<f64>) -> std::cmp::Ordering {
    (a.x + 0.0).total_cmp(&(b.x + 0.0)).then((a.y + 0.0).total_cmp(&(b.y + 0.0)))
}

impl Places {
    /// Joins `candidates` with the `seats` (as written, and in metres) and with each other.
    pub(super) fn join(
        candidates: Vec<Candidate>,
        seats: (&[Coord<f64>], &[Coord<f64>], &SpatialIndex),
        snap: Metres,
    ) -> Self {
        Self::join_behind(Vec::new(), candidates, seats, snap)
    }

    /// The same, behind places that are `given` and draw no candidate.
    pub(super) fn join_behind(
        given: Vec<Place>,
        mut candidates: Vec<Candidate>,
        seats: (&[Coord<f64>], &[Coord<f64>], &SpatialIndex),
        snap: Metres,
    ) -> Self {
        candidates.sort_by(|a, b| by_coordinates(a.at, b.at));
        // One of each vertex; it is a junction as soon as one line passes through it.
        let vertices: Vec<(Candidate, bool)> = candidates
            .chunk_by(|a, b| by_coordinates(a.at, b.at).is_eq())
            .map(|same| {
                (Candidate { end: same.iter().any(|c| c.end), ..same[0] }, same.iter().any(|c| !c.end))
            })
            .collect();
        let mut places = Self { all: given, members: Vec::new() };
        let mut place_of = vec![usize::MAX; vertices.len()];
        let mut at_seat = vec![usize::MAX; seats.0.len()];
        for (vertex, &(candidate, junction)) in vertices.iter().enumerate() {
            let seat = seats.2.nearest(candidate.plane, 1).first().copied();
            match seat.filter(|&(_, distance)| distance <= snap) {
                Some((city, _)) => {
                    if at_seat[city] == usize::MAX {
                        at_seat[city] = places.all.len();
                        let (at, plane) = (seats.0[city], seats.1[city]);
                        places.all.push(Place { at, plane, city: Some(city), end: false, station: None });
                    }
                    place_of[vertex] = at_seat[city];
                }
                None if junction => place_of[vertex] = places.found(candidate),
                None => {}
            }
        }
        let planes: Vec<Coord<f64>> = vertices.iter().map(|(candidate, _)| candidate.plane).collect();
        let index = SpatialIndex::of_points(&planes);
        // Only a vertex that is itself a place draws others to it.
        let mut draws: Vec<bool> =
            place_of.iter().map(|&place| place != usize::MAX && places.all[place].city.is_none()).collect();
        for (vertex, &(candidate, _)) in vertices.iter().enumerate() {
            if place_of[vertex] == usize::MAX {
                let near = index.within(candidate.plane, snap).into_iter().find(|&(other, _)| draws[other]);
                place_of[vertex] = if let Some((other, _)) = near {
                    place_of[other]
                } else {
                    draws[vertex] = true;
                    places.found(candidate)
                };
            }
            places.all[place_of[vertex]].end |= candidate.end;
        }
        places.members = vertices.iter().map(|(candidate, _)| candidate.at).zip(place_of).collect();
        places
    }

    fn found(&mut self, candidate: Candidate) -> usize {
        let Candidate { at, plane, end } = candidate;
        self.all.push(Place { at, plane, city: None, end, station: None });
        self.all.len() - 1
    }

    /// The place that the candidate at `at` became, if there was one.
    pub(super) fn at(&self, at: Coord<f64>) -> Option<usize> {
        let found = self.members.binary_search_by(|&(known, _)| by_coordinates(known, at));
        found.ok().map(|member| self.members[member].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(x: f64) -> Candidate {
        Candidate { at: Coord { x, y: 0.0 }, plane: Coord { x: x * 1000.0, y: 0.0 }, end: true }
    }

    fn joined(candidates: &[Candidate], seats: &[f64]) -> Vec<usize> {
        let at: Vec<_> = seats.iter().map(|&x| end(x).at).collect();
        let plane: Vec<_> = seats.iter().map(|&x| end(x).plane).collect();
        let seats = (&at[..], &plane[..], &SpatialIndex::of_points(&plane));
        let places = Places::join(candidates.to_vec(), seats, Metres::new(500.0));
        candidates.iter().map(|c| places.at(c.at).unwrap()).collect()
    }

    #[test]
    fn a_row_of_ends_does_not_collapse() {
        // 400 m apart each: the third is 800 m from the place of the first two.
        assert_eq!(joined(&[end(0.8), end(0.0), end(0.4)], &[]), [1, 0, 0]);
    }

    #[test]
    fn the_distance_itself_still_joins() {
        assert_eq!(joined(&[end(0.0), end(0.5)], &[]), [0, 0]);
        assert_eq!(joined(&[end(0.0), end(0.501)], &[]), [0, 1]);
    }

    #[test]
    fn a_seat_draws_from_both_sides() {
        assert_eq!(joined(&[end(0.0), end(0.9)], &[0.45]), [0, 0]);
    }

    #[test]
    fn a_junction_stays_where_it_is() {
        let junction = |x| Candidate { end: false, ..end(x) };
        assert_eq!(joined(&[junction(0.0), junction(0.1), end(0.2), end(-0.3)], &[]), [0, 1, 1, 0]);
    }
}
