//! In which direction streets are open, and how long they take.

use super::classes::Class;
use super::places::{Places, degrees, kilometres};
use super::streets::{Streets, hash};

/// Of the streets in town, one in so many is open in one direction only.
const ONE_WAY: u64 = 25;
/// Kilometres to the fourth nearest junction, below which a place is in the centre, and in town.
const CENTRE: f64 = 0.13;
const TOWN: f64 = 0.3;

pub(crate) struct Way {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) milliseconds: u64,
}

/// Kilometres an hour.
fn speed(class: Class, spacing: f64) -> f64 {
    let [centre, town, country] = match class {
        Class::Motorway => [80.0, 100.0, 110.0],
        Class::Primary => [50.0, 60.0, 80.0],
        Class::Collector => [40.0, 50.0, 60.0],
        Class::Local => [30.0, 40.0, 50.0],
    };
    if spacing < CENTRE {
        centre
    } else if spacing < TOWN {
        town
    } else {
        country
    }
}

/// Sorted by the junctions at their ends.
pub(crate) fn ways(places: &Places, streets: &Streets, classes: &[Class], seed: u64) -> Vec<Way> {
    let open = directions(places.at.len(), streets, classes, seed);
    let mut ways = Vec::with_capacity(2 * streets.between.len());
    for ((&[a, b], &class), open) in streets.between.iter().zip(classes).zip(open) {
        let spacing = f64::midpoint(streets.spacing[a], streets.spacing[b]);
        let length = kilometres(degrees(places.at[a], places.side), degrees(places.at[b], places.side));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let milliseconds = (libm::round(length / speed(class, spacing) * 3_600_000.0) as u64).max(1);
        for (from, to, open) in [(a, b, open[0]), (b, a, open[1])] {
            if open {
                ways.push(Way { from, to, milliseconds });
            }
        }
    }
    ways.sort_unstable_by_key(|way| (way.from, way.to));
    ways
}

/// Whether each street is open as it is written, and the other way.
fn directions(nodes: usize, streets: &Streets, classes: &[Class], seed: u64) -> Vec<[bool; 2]> {
    let drawn = |(&street, &class): (&[usize; 2], &Class)| {
        let lot = hash(street, seed.wrapping_add(77));
        let in_town = street.iter().all(|&end| streets.spacing[end] < TOWN) && class < Class::Primary;
        if in_town && lot.is_multiple_of(ONE_WAY) { [lot & 1024 == 0, lot & 1024 != 0] } else { [true; 2] }
    };
    let mut open: Vec<[bool; 2]> = streets.between.iter().zip(classes).map(drawn).collect();
    let group = mutual(nodes, &streets.between, &open);
    // Streets open both ways lie within a group; with the others between groups opened, there is one group only.
    for (open, &[a, b]) in open.iter_mut().zip(&streets.between) {
        if group[a] != group[b] {
            *open = [true; 2];
        }
    }
    open
}

/// A number for each junction, the same for those that can be reached from each other (Kosaraju).
fn mutual(nodes: usize, between: &[[usize; 2]], open: &[[bool; 2]]) -> Vec<usize> {
    let rows = |back: usize| {
        let mut first = vec![0; nodes + 1];
        let ways = || {
            let both =
                between.iter().zip(open).flat_map(|(&[a, b], open)| [(a, b, open[0]), (b, a, open[1])]);
            both.filter(|way| way.2).map(move |(a, b, _)| if back == 1 { (b, a) } else { (a, b) })
        };
        ways().for_each(|(from, _)| first[from + 1] += 1);
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut ends = vec![0; first[nodes]];
        for (from, to) in ways() {
            ends[next[from]] = to;
            next[from] += 1;
        }
        (first, ends)
    };
    let (mut next, ends) = rows(0);
    let last = next.clone();
    let mut seen = vec![false; nodes];
    let mut left = Vec::with_capacity(nodes);
    for start in 0..nodes {
        let mut trail = if seen[start] { Vec::new() } else { vec![start] };
        while let Some(&node) = trail.last() {
            seen[node] = true;
            match ends[next[node]..last[node + 1]].iter().position(|&end| !seen[end]) {
                Some(skipped) => {
                    next[node] += skipped + 1;
                    trail.push(ends[next[node] - 1]);
                }
                None => left.extend(trail.pop()),
            }
        }
    }
    let (first, ends) = rows(1);
    let mut group = vec![usize::MAX; nodes];
    for &start in left.iter().rev() {
        let mut trail = vec![start];
        while let Some(node) = trail.pop() {
            if group[node] == usize::MAX {
                group[node] = start;
                trail.extend(
                    ends[first[node]..first[node + 1]].iter().filter(|&&end| group[end] == usize::MAX),
                );
            }
        }
    }
    group
}
