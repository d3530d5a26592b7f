//! Random numbers of a search, the same for a seed on every machine.

use crate::inference;
pub(super) use crate::inference::random::{below, share, shuffle};
use rand_pcg::Pcg64;

/// One generator for each numbered task, so that threads do not matter.
pub(super) fn generator(seed: u64, task: usize) -> Pcg64 {
    inference::random::generator(u64::from_le_bytes(*b"regions\0"), seed, task as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng as _;

    #[test]
    fn numbers_are_spread_and_never_change() {
        let mut random = generator(1, 0);
        let mut counts = [0_u32; 6];
        (0..6000).for_each(|_| counts[below(6, &mut random)] += 1);
        // 5 degrees of freedom: 20.5 at p = 0.001.
        let chi_square: f64 = counts.iter().map(|&count| (f64::from(count) - 1000.0).powi(2) / 1000.0).sum();
        assert!(chi_square < 20.5, "{counts:?}");
        let mut items: Vec<u8> = (0..8).collect();
        shuffle(&mut items, &mut generator(1, 0));
        assert_eq!(items, SHUFFLED);
        let first = |seed, task| generator(seed, task).next_u64();
        assert!(first(1, 0) != first(1, 1) && first(1, 0) != first(2, 0));
        assert!((0..1000).map(|_| share(&mut random)).all(|share| (0.0..1.0).contains(&share)));
    }

    /// Written down once: a new version of a dependency must not move it.
    const SHUFFLED: [u8; 8] = [0, 3, 7, 1, 6, 5, 4, 2];
}
