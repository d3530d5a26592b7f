//! Times between some places and very many: a sweep that keeps the times of the destinations.

use super::sweep::{Directed, Lanes, Scratch, Visitor, WIDE, sweep};
use super::ways::NEVER;
use rayon::prelude::*;

/// Registers side by side: what is kept of a sweep over a graph of a million nodes takes 64 MB a thread.
const BLOCKS: usize = 2;

/// Times from each of `origins` to each of `destinations`, origin after origin; `u32::MAX` without a path.
pub(super) fn times(directed: Directed<'_>, origins: &[usize], destinations: &[usize]) -> Vec<u32> {
    let mut wanted = destinations.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let index: Vec<usize> =
        destinations.iter().map(|place| wanted.partition_point(|other| other < place)).collect();
    let mut times = vec![u32::MAX; origins.len() * destinations.len()];
    let mut rows: Vec<(usize, &mut [u32])> =
        origins.iter().copied().zip(times.chunks_mut(destinations.len().max(1))).collect();
    rows.sort_by_key(|&(origin, _)| origin);
    rows.par_chunks_mut(BLOCKS * WIDE).for_each_init(
        || (Scratch::<BLOCKS>::new(directed.tree), vec![[[NEVER; WIDE]; BLOCKS]; wanted.len()]),
        |(scratch, found), rows| {
            found.fill([[NEVER; WIDE]; BLOCKS]);
            let origins: Vec<usize> = rows.iter().map(|&(origin, _)| origin).collect();
            let mut keep = Keep { wanted: &wanted, next: 0, found };
            sweep(directed, &origins, NEVER - 1, scratch, &mut keep);
            for (lane, (_, row)) in rows.iter_mut().enumerate() {
                for (time, &index) in row.iter_mut().zip(&index) {
                    let reached = found[index][lane / WIDE][lane % WIDE];
                    *time = if reached < NEVER { reached } else { u32::MAX };
                }
            }
        },
    );
    times
}

/// Keeps the times of the places that are wanted.
struct Keep<'a> {
    wanted: &'a [usize],
    next: usize,
    found: &'a mut [Lanes<BLOCKS>],
}

impl Visitor<BLOCKS> for Keep<'_> {
    #[inline(always)]
    fn visit(&mut self, place: usize, times: &Lanes<BLOCKS>) {
        while self.next < self.wanted.len() && self.wanted[self.next] <= place {
            if self.wanted[self.next] == place {
                self.found[self.next] = *times;
            }
            self.next += 1;
        }
    }
}
