//! Random numbers, the same for a seed on every machine.

use crate::inference;
pub(super) use crate::inference::random::{below, share, shuffle};
use rand_pcg::Pcg64;

/// What random numbers are drawn for: no two purposes share them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// Where a run of a search begins, and in which order it goes.
    Run = 1,
    /// A random network.
    Network = 2,
}

/// The random numbers of task `task`: one generator a task, so that threads do not matter.
pub(super) fn generator(purpose: Purpose, seed: u64, task: u64) -> Pcg64 {
    inference::random::generator(purpose as u64, seed, task)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng as _;

    #[test]
    fn every_order_is_equally_likely() {
        let mut counts = [0_u32; 6];
        let mut random = generator(Purpose::Run, 7, 3);
        for _ in 0..12_000 {
            let mut items = [0, 1, 2];
            shuffle(&mut items, &mut random);
            counts[items[0] * 2 + usize::from(items[1] > items[2])] += 1;
        }
        // Five degrees of freedom: 20.5 at p = 0.001.
        let chi_square: f64 = counts.iter().map(|&count| (f64::from(count) - 2000.0).powi(2) / 2000.0).sum();
        assert!(chi_square < 20.5, "{counts:?}");
    }

    #[test]
    fn seeds_tasks_and_purposes_draw_apart() {
        let first = |purpose, seed, task| generator(purpose, seed, task).next_u64();
        let one = first(Purpose::Run, 1, 0);
        assert_eq!(one, first(Purpose::Run, 1, 0));
        assert_ne!(one, first(Purpose::Run, 1, 1));
        assert_ne!(one, first(Purpose::Run, 2, 0));
        assert_ne!(one, first(Purpose::Network, 1, 0));
        let mut random = generator(Purpose::Run, 1, 0);
        assert!((0..1000).map(|_| share(&mut random)).all(|share| (0.0..1.0).contains(&share)));
    }
}
