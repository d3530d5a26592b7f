//! The trips between cities before and after: which became shorter, whether any became longer, which gain most.

use crate::network::TravelTimes;

/// How many pairs are listed.
const MOST: usize = 20;

/// What became of all trips between different cities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Trips {
    /// Ordered pairs with a trip before.
    pub(super) before: usize,
    /// Of them, those that take less time after.
    pub(super) shorter: usize,
    /// Of them, those that take more time after, or have no trip any more.
    pub(super) longer: usize,
    /// Of those, the pairs without a trip any more.
    pub(super) cut: usize,
    /// Pairs with a trip only after.
    pub(super) new: usize,
    /// The pairs that gain most minutes, the greatest gain first, ties to the lower indices.
    pub(super) most: Vec<Pair>,
}

/// A pair of cities whose trip became shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Milliseconds before.
    pub(super) before: u32,
    /// Milliseconds after.
    pub(super) after: u32,
}

/// The trips of `before` and `after`, over the same cities.
///
/// A pair is listed in both directions only where these differ.
pub(super) fn trips(before: &TravelTimes, after: &TravelTimes) -> Trips {
    let mut trips = Trips::default();
    let mut gaining: Vec<Pair> = Vec::new();
    let n = before.origins();
    for (from, to) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter(|(i, j)| i != j) {
        let both = |i, j| (before.milliseconds(i, j), after.milliseconds(i, j));
        match both(from, to) {
            (None, None) => {}
            (None, Some(_)) => trips.new += 1,
            (Some(_), None) => {
                trips.before += 1;
                trips.longer += 1;
                trips.cut += 1;
            }
            (Some(was), Some(is)) => {
                trips.before += 1;
                trips.longer += usize::from(is > was);
                trips.shorter += usize::from(is < was);
                if is < was && (from < to || both(to, from) != (Some(was), Some(is))) {
                    gaining.push(Pair { from, to, before: was, after: is });
                }
            }
        }
    }
    gaining.sort_by_key(|pair| (std::cmp::Reverse(pair.before - pair.after), pair.from, pair.to));
    gaining.truncate(MOST);
    trips.most = gaining;
    trips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_counted_once() {
        let times = |rows: [[Option<f64>; 3]; 3]| TravelTimes::from_minutes(&rows.map(|row| row.to_vec()));
        let (o, x) = (Some(0.0), None);
        let before = times([[o, Some(50.0), x], [Some(50.0), o, Some(9.0)], [x, Some(9.0), o]]);
        let after = times([[o, Some(40.0), Some(7.0)], [Some(40.0), o, Some(10.0)], [x, x, o]]);
        let found = trips(&before, &after);
        assert_eq!((found.before, found.shorter, found.longer, found.cut, found.new), (4, 2, 2, 1, 1));
        assert_eq!(found.most, [Pair { from: 0, to: 1, before: 3_000_000, after: 2_400_000 }]);
    }
}
