//! Lines cut where they meet others: each piece gets its share of the line's time.

use crate::network::graph::Edge;
use geo::{Distance, Geodesic};
use geo_types::{Coord, Point};

/// A vertex in the course of a line that is no node.
pub(super) const PASSED: u32 = u32::MAX;

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runs {
    /// As drawn and back.
    Both,
    /// As drawn.
    Forward,
    /// Against the direction drawn.
    Backward,
}

/// Adds the pieces of a line to `edges`: `vertices` with the node that each is, or [`PASSED`]; the first and the
/// last are nodes. `time` gives the milliseconds of the line from its geodesic length in metres; the pieces share
/// them out by length and add up to them. `wait` is added to every piece. `cuts` is scratch.
pub(super) fn add(
    edges: &mut Vec<Edge>,
    vertices: impl Iterator<Item = (Coord<f64>, u32)>,
    (time, wait): (impl FnOnce(f64) -> u32, u32),
    runs: Runs,
    cuts: &mut Vec<(f64, u32)>,
) {
    cuts.clear();
    let (mut length, mut last) = (0.0, None);
    for (at, node) in vertices {
        length += last.map_or(0.0, |last| Geodesic.distance(Point(last), Point(at)));
        last = Some(at);
        if node != PASSED {
            cuts.push((length, node));
        }
    }
    let Some(end) = cuts.last_mut() else { return };
    // All of a line without length lies before its end.
    end.0 = f64::INFINITY;
    let whole = f64::from(time(length));
    let before = |cut: f64| {
        let share = match cut {
            f64::INFINITY => 1.0,
            _ if length > 0.0 => cut / length,
            _ => 0.0,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the whole")]
        let milliseconds = (whole * share).round() as u32;
        milliseconds
    };
    for pair in cuts.windows(2) {
        let ride = before(pair[1].0).saturating_sub(before(pair[0].0));
        let milliseconds = ride.saturating_add(wait);
        let (from, to) = (pair[0].1, pair[1].1);
        if runs != Runs::Backward {
            edges.push(Edge { tail: from, head: to, milliseconds });
        }
        if runs != Runs::Forward {
            edges.push(Edge { tail: to, head: from, milliseconds });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(line: &[(f64, u32)], milliseconds: u32, runs: Runs) -> Vec<(u32, u32, u32)> {
        let mut edges = Vec::new();
        let vertices = line.iter().map(|&(x, node)| (Coord { x, y: 0.0 }, node));
        add(&mut edges, vertices, (|_| milliseconds, 0), runs, &mut Vec::new());
        edges.iter().map(|edge| (edge.tail, edge.head, edge.milliseconds)).collect()
    }

    #[test]
    fn pieces_share_the_time_by_length_and_add_up() {
        let line = [(0.0, 0), (1.0, 1), (2.0, PASSED), (3.0, 2)];
        assert_eq!(pieces(&line, 1000, Runs::Forward), [(0, 1, 333), (1, 2, 667)]);
        assert_eq!(pieces(&line, 3, Runs::Backward), [(1, 0, 1), (2, 1, 2)]);
        assert_eq!(pieces(&[(0.0, 0), (0.0, 1), (0.0, 2)], 5, Runs::Forward), [(0, 1, 0), (1, 2, 5)]);
        assert_eq!(pieces(&[(0.0, 0), (1.0, 1)], u32::MAX, Runs::Both).len(), 2);
    }

    #[test]
    fn a_wait_is_added_to_every_piece_and_never_overflows() {
        let mut edges = Vec::new();
        let line = [(0.0, 0), (1.0, 1), (2.0, 2)].map(|(x, node)| (Coord { x, y: 0.0 }, node));
        let time = (|_| u32::MAX - 1, u32::MAX / 4 * 3);
        add(&mut edges, line.into_iter(), time, Runs::Forward, &mut Vec::new());
        let times: Vec<u32> = edges.iter().map(|edge| edge.milliseconds).collect();
        assert_eq!(times, [u32::MAX, u32::MAX]);
        edges.clear();
        add(&mut edges, line.into_iter(), (|_| 10, 5), Runs::Backward, &mut Vec::new());
        let times: Vec<u32> = edges.iter().map(|edge| edge.milliseconds).collect();
        assert_eq!(times, [10, 10]);
    }
}
