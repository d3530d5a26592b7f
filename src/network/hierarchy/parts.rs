//! The tree taken apart for several threads: parts below that know nothing of each other, and the top above them.

use std::ops::Range;

/// A part holds at most one of so many nodes.
const PARTS: usize = 16;

/// Smaller parts are not worth a task of their own, larger ones always are.
const SMALL: usize = 256;

/// Disjoint subtrees, by place. What is in none of them is the top: with every node it holds all above that node.
///
/// `ends` tells where the part of the tree below each place ends.
pub(super) fn parts(ends: &[u32]) -> Vec<Range<usize>> {
    let most = (ends.len() / PARTS).max(4096);
    let mut parts = Vec::new();
    let mut place = 0;
    while place < ends.len() {
        let end = ends[place] as usize;
        if end - place <= most {
            if end - place >= SMALL || place == 0 && end == ends.len() {
                parts.push(place..end);
            }
            place = end;
        } else {
            place += 1;
        }
    }
    parts
}

/// Those of `places` places that are in no part, in order.
pub(super) fn top(places: usize, parts: &[Range<usize>]) -> Vec<usize> {
    let mut top = Vec::new();
    let mut begin = 0;
    for part in parts {
        top.extend(begin..part.start);
        begin = part.end;
    }
    top.extend(begin..places);
    top
}

/// The slices of `values` that `ranges`, disjoint and in order, cover.
pub(super) fn slices<'a, T>(mut values: &'a mut [T], ranges: &[Range<usize>]) -> Vec<&'a mut [T]> {
    let mut slices = Vec::with_capacity(ranges.len());
    let mut passed = 0;
    for range in ranges {
        let (_, rest) = values.split_at_mut(range.start - passed);
        let (slice, rest) = rest.split_at_mut(range.len());
        slices.push(slice);
        (values, passed) = (rest, range.end);
    }
    slices
}
