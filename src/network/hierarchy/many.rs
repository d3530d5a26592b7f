//! Times between many places and many.

use super::labels::{Labels, least_sum, shared_depth};
use super::sweep::Directed;
use super::ways::{NEVER, Ways};
use rayon::prelude::*;

/// Labels of some destinations, ready to be asked for times from anywhere.
pub(super) struct Destinations {
    labels: Labels,
    /// Depth down to which each shares its way to the root with the next; `None` where nothing is shared.
    shared: Vec<Option<usize>>,
    /// The place in `labels` of each destination asked for.
    index: Vec<usize>,
}

impl Destinations {
    /// `places` in any order and repeated.
    pub(super) fn new(directed: Directed<'_>, places: &[usize]) -> Self {
        let mut sorted = places.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let index = places.iter().map(|place| sorted.partition_point(|other| other < place)).collect();
        let labels = Labels::new(directed.tree, directed.down, sorted);
        let shared =
            labels.places.windows(2).map(|pair| shared_depth(directed.tree, pair[0], pair[1])).collect();
        Self { labels, shared, index }
    }

    /// Times from each of `origins` to each destination, origin after origin; `u32::MAX` without a path.
    pub(super) fn times_from(&self, directed: Directed<'_>, origins: &[usize]) -> Vec<u32> {
        let width = self.index.len();
        let mut times = vec![u32::MAX; origins.len() * width];
        let mut rows: Vec<(usize, &mut [u32])> = times.chunks_mut(width.max(1)).enumerate().collect();
        rows.sort_by_key(|&(index, _)| origins[index]);
        rows.par_chunks_mut(64).for_each(|rows| {
            let mut places: Vec<usize> = rows.iter().map(|&(index, _)| origins[index]).collect();
            places.dedup();
            let labels = Labels::new(directed.tree, directed.up, places);
            let mut found = vec![NEVER; self.labels.places.len()];
            let mut label = 0;
            for (index, row) in rows.iter_mut() {
                while labels.places[label] != origins[*index] {
                    label += 1;
                }
                pulp::Arch::new().dispatch(Row {
                    directed,
                    destinations: self,
                    origins: &labels,
                    label,
                    found: &mut found,
                });
                for (time, &place) in row.iter_mut().zip(&self.index) {
                    *time = if found[place] < NEVER { found[place] } else { u32::MAX };
                }
            }
        });
        times
    }
}

/// Times from one origin, destination after destination by place.
struct Row<'a> {
    directed: Directed<'a>,
    destinations: &'a Destinations,
    origins: &'a Labels,
    label: usize,
    found: &'a mut [u32],
}

impl pulp::WithSimd for Row<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Destinations { labels, shared, .. } = self.destinations;
        self.found.fill(NEVER);
        let (origin, from) = (self.origins.places[self.label], self.origins.of(self.label));
        let next = labels.places.partition_point(|&place| place < origin);
        // Farther off in the order, what is shared only grows less.
        let at = |index: usize| shared_depth(self.directed.tree, origin, labels.places[index]);
        let mut depth = if next < labels.places.len() { at(next) } else { None };
        for index in next..labels.places.len() {
            let Some(down_to) = depth else { break };
            self.found[index] = least_sum(from, labels.of(index), down_to);
            depth = shared.get(index).copied().flatten().map(|next| next.min(down_to));
        }
        let mut depth = if next > 0 { at(next - 1) } else { None };
        for index in (0..next).rev() {
            let Some(down_to) = depth else { break };
            self.found[index] = least_sum(from, labels.of(index), down_to);
            depth = index.checked_sub(1).and_then(|before| shared[before]).map(|next| next.min(down_to));
        }
    }
}

/// The time of each pair of places; `u32::MAX` without a path.
pub(super) fn pairs(directed: Directed<'_>, pairs: &[(usize, usize)]) -> Vec<u32> {
    /// Pairs whose labels are held at once.
    const AT_ONCE: usize = 1 << 14;
    let mut times = vec![u32::MAX; pairs.len()];
    pairs.par_chunks(AT_ONCE).zip(times.par_chunks_mut(AT_ONCE)).for_each(|(pairs, times)| {
        let labels = |ways: Ways<'_>, ends: Ends| (Labels::new(directed.tree, ways, ends.places), ends.index);
        if directed.is_symmetric() {
            // A label up is one down, and what both ends have above them is looked at once.
            let both = Ends::of(pairs.iter().map(|pair| pair.0).chain(pairs.iter().map(|pair| pair.1)));
            let (labels, index) = labels(directed.up, both);
            let (from, to) = index.split_at(pairs.len());
            let (from, to) = ((&labels, from), (&labels, to));
            pulp::Arch::new().dispatch(Pairs { directed, asked: pairs, from, to, times });
            return;
        }
        let ((from, from_index), (to, to_index)) = rayon::join(
            || labels(directed.up, Ends::of(pairs.iter().map(|pair| pair.0))),
            || labels(directed.down, Ends::of(pairs.iter().map(|pair| pair.1))),
        );
        let (from, to) = ((&from, &from_index[..]), (&to, &to_index[..]));
        pulp::Arch::new().dispatch(Pairs { directed, asked: pairs, from, to, times });
    });
    times
}

/// Places in order, each once, and which of them each end is.
struct Ends {
    places: Vec<usize>,
    index: Vec<u32>,
}

impl Ends {
    fn of(ends: impl Iterator<Item = usize>) -> Self {
        // The end in the lower half.
        let mut keys: Vec<u64> = ends.zip(0_u64..).map(|(place, end)| (place as u64) << 32 | end).collect();
        keys.sort_unstable();
        let (mut places, mut index) = (Vec::with_capacity(keys.len()), vec![0; keys.len()]);
        for (of_place, same) in (0..).zip(keys.chunk_by(|a, b| a >> 32 == b >> 32)) {
            places.push((same[0] >> 32) as usize);
            for &key in same {
                #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
                let end = key as u32;
                index[end as usize] = of_place;
            }
        }
        Self { places, index }
    }
}

struct Pairs<'a> {
    directed: Directed<'a>,
    asked: &'a [(usize, usize)],
    /// Labels, and which of them is that of each pair's end.
    from: (&'a Labels, &'a [u32]),
    to: (&'a Labels, &'a [u32]),
    times: &'a mut [u32],
}

impl pulp::WithSimd for Pairs<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        for (pair, (&(origin, destination), time)) in self.asked.iter().zip(self.times).enumerate() {
            let Some(shared) = shared_depth(self.directed.tree, origin, destination) else { continue };
            let [from, to] = [self.from, self.to].map(|(labels, index)| labels.of(index[pair] as usize));
            let least = least_sum(from, to, shared);
            if least < NEVER {
                *time = least;
            }
        }
    }
}
