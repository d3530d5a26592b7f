//! How two segments of rings meet.

use super::counter_clockwise;
use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, LineString};

/// A ring without repeated positions, turned so that the polygon lies on its left.
pub(super) struct Ring {
    /// Closed.
    pub(super) line: LineString<f64>,
    /// Which polygon of the feature it bounds.
    pub(super) part: usize,
    /// Whether it is a hole.
    pub(super) hole: bool,
}

/// A segment by its ring and its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Segment {
    pub(super) ring: usize,
    pub(super) index: usize,
}

/// How two segments meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One ring passes to the other side, or two parts cover each other.
    Cross,
    /// They meet at a point and stay on their sides.
    Touch,
    /// They share a stretch in the same direction, so that the polygon lies on one side of both.
    Along,
    /// They share a stretch in opposite directions, each with its polygon on its own side.
    AlongOpposite,
}

impl Ring {
    pub(super) fn new(line: &LineString<f64>, part: usize, hole: bool) -> Self {
        let mut line = line.clone();
        line.0.dedup();
        if counter_clockwise(&line) == hole {
            line.0.reverse();
        }
        Self { line, part, hole }
    }

    /// How many segments.
    pub(super) fn len(&self) -> usize {
        self.line.0.len() - 1
    }

    pub(super) fn segment(&self, index: usize) -> (Coord<f64>, Coord<f64>) {
        (self.line.0[index], self.line.0[index + 1])
    }

    /// The positions before and after `point`, which lies on segment `index`.
    fn pass(&self, index: usize, point: Coord<f64>) -> (Coord<f64>, Coord<f64>) {
        let (a, b) = self.segment(index);
        let before = if point == a { self.line.0[(index + self.len() - 1) % self.len()] } else { a };
        let after = if point == b { self.line.0[(index + 1) % self.len() + 1] } else { b };
        (before, after)
    }
}

fn orientation(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Orientation {
    RobustKernel::orient2d(a, b, c)
}

/// Whether `point`, known to lie on the line through `a` and `b`, lies between them or on them.
fn between(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    (a.x.min(b.x)..=a.x.max(b.x)).contains(&point.x) && (a.y.min(b.y)..=a.y.max(b.y)).contains(&point.y)
}

/// How segments `s` and `t` meet and where, unless they do not meet or merely follow one another.
pub(super) fn contact(rings: &[Ring], s: Segment, t: Segment) -> Option<(Kind, Coord<f64>)> {
    let (first, second) = (&rings[s.ring], &rings[t.ring]);
    let ((a, b), (c, d)) = (first.segment(s.index), second.segment(t.index));
    if s.ring == t.ring {
        let n = first.len();
        if (s.index + 1) % n == t.index || (t.index + 1) % n == s.index {
            let (u, v, w) = if (s.index + 1) % n == t.index { (a, b, d) } else { (c, d, b) };
            return same_direction(v, u, w).then_some((Kind::AlongOpposite, v));
        }
    }
    let sides = (orientation(a, b, c), orientation(a, b, d));
    let back = (orientation(c, d, a), orientation(c, d, b));
    let apart = |(one, other): (Orientation, Orientation)| one == other && one != Orientation::Collinear;
    if apart(sides) || apart(back) {
        return None;
    }
    let ends = [(sides.0, c, a, b), (sides.1, d, a, b), (back.0, a, c, d), (back.1, b, c, d)];
    let mut common: Vec<Coord<f64>> = ends
        .into_iter()
        .filter(|&(side, end, from, to)| side == Orientation::Collinear && between(end, from, to))
        .map(|(_, end, ..)| end)
        .collect();
    common.sort_by(|p, q| p.x.total_cmp(&q.x).then(p.y.total_cmp(&q.y)));
    common.dedup();
    match common.as_slice() {
        [] if sides.0 == Orientation::Collinear && sides.1 == Orientation::Collinear => None,
        [] => Some((Kind::Cross, crossing(a, b, c, d))),
        [point] => meeting(first, s, second, t, *point).map(|kind| (kind, *point)),
        [point, ..] => {
            let along = (b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y);
            Some((if along > 0.0 { Kind::Along } else { Kind::AlongOpposite }, *point))
        }
    }
}

/// Where two lines cross that are known to.
fn crossing(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> Coord<f64> {
    let (r, s) = (b - a, d - c);
    let share = ((c.x - a.x) * s.y - (c.y - a.y) * s.x) / (r.x * s.y - r.y * s.x);
    if share.is_finite() { a + r * share.clamp(0.0, 1.0) } else { a }
}

/// How two rings pass each other at a point common to a segment of each.
fn meeting(first: &Ring, s: Segment, second: &Ring, t: Segment, point: Coord<f64>) -> Option<Kind> {
    let (before, after) = first.pass(s.index, point);
    let (other_before, other_after) = second.pass(t.index, point);
    let arms = [other_before, other_after].map(|arm| side(before, point, after, arm));
    let crossed = if first.part == second.part {
        arms.contains(&Side::Left) && arms.contains(&Side::Right)
    } else {
        // The polygon lies on the left of its ring, and parts lie outside each other.
        arms.contains(&Side::Left)
    };
    match arms {
        _ if crossed => Some(Kind::Cross),
        // A stretch that both share is found where its segments meet.
        arms if arms.contains(&Side::On) => None,
        _ => Some(Kind::Touch),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    On,
}

/// On which side of the path `before` → `point` → `after` the direction from `point` to `arm` lies.
fn side(before: Coord<f64>, point: Coord<f64>, after: Coord<f64>, arm: Coord<f64>) -> Side {
    use Orientation::{Clockwise, Collinear, CounterClockwise};
    if same_direction(point, arm, before) || same_direction(point, arm, after) {
        return Side::On;
    }
    let left_of_after = orientation(point, after, arm) == CounterClockwise;
    let right_of_before = orientation(point, before, arm) == Clockwise;
    let left = match orientation(before, point, after) {
        CounterClockwise => left_of_after && right_of_before,
        Clockwise => left_of_after || right_of_before,
        Collinear => left_of_after,
    };
    if left { Side::Left } else { Side::Right }
}

/// Whether `a` and `b` lie in the same direction from `point`.
fn same_direction(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    orientation(point, a, b) == Orientation::Collinear
        && (a.x - point.x) * (b.x - point.x) + (a.y - point.y) * (b.y - point.y) > 0.0
}
