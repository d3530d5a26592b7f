//! The nearest junctions of a place, by the halving that put them in order.

use super::places::{At, square};

/// Junctions looked through one by one.
const LEAF: usize = 8;

/// Parts of the territory and the box around each.
pub(crate) struct Parts<'a> {
    at: &'a [At],
    /// Least and greatest of both coordinates; the halves of part `i` are `2i` and `2i + 1`.
    boxes: Vec<[At; 2]>,
}

impl<'a> Parts<'a> {
    pub(crate) fn new(at: &'a [At]) -> Self {
        let mut parts = Self { at, boxes: Vec::new() };
        parts.enclose(1, 0, at.len());
        parts
    }

    fn enclose(&mut self, part: usize, first: usize, end: usize) -> [At; 2] {
        let around = |a: [At; 2], b: [At; 2]| {
            [[0, 1].map(|axis| a[0][axis].min(b[0][axis])), [0, 1].map(|axis| a[1][axis].max(b[1][axis]))]
        };
        let whole = if end - first <= LEAF {
            let points = self.at[first..end].iter().map(|&at| [at, at]);
            points.reduce(around).expect("no part is empty")
        } else {
            let middle = first + (end - first) / 2;
            let here = self.enclose(2 * part, first, middle);
            around(here, self.enclose(2 * part + 1, middle, end))
        };
        if self.boxes.len() <= part {
            self.boxes.resize(part + 1, [[0.0; 2]; 2]);
        }
        self.boxes[part] = whole;
        whole
    }

    /// Squared distances and numbers of the `count` junctions nearest to `at`, the nearest first, into `found`. A
    /// junction at that very place is among them.
    pub(crate) fn nearest(&self, at: At, count: usize, found: &mut Vec<(f64, usize)>) {
        found.clear();
        self.look(1, 0, self.at.len(), at, count, found);
    }

    fn gap(&self, part: usize, at: At) -> f64 {
        let [least, most] = self.boxes[part];
        square(at, [0, 1].map(|axis| at[axis].clamp(least[axis], most[axis])))
    }

    fn look(
        &self,
        part: usize,
        first: usize,
        end: usize,
        at: At,
        count: usize,
        found: &mut Vec<(f64, usize)>,
    ) {
        if found.len() == count && self.gap(part, at) > found[count - 1].0 {
            return;
        }
        if end - first <= LEAF {
            for node in first..end {
                let entry = (square(at, self.at[node]), node);
                let place = found.partition_point(|other| *other < entry);
                if place < count {
                    found.truncate(count - 1);
                    found.insert(place, entry);
                }
            }
            return;
        }
        let middle = first + (end - first) / 2;
        let halves = [(2 * part, first, middle), (2 * part + 1, middle, end)];
        let [here, there] = halves.map(|(part, ..)| self.gap(part, at));
        for (part, first, end) in if here <= there { halves } else { [halves[1], halves[0]] } {
            self.look(part, first, end, at, count, found);
        }
    }
}
