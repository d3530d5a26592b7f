//! Random numbers, the same for a seed on every machine.

use rand::{Rng, SeedableRng};
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
    // SplitMix64's finaliser (Steele, Lea and Flood 2014) sets neighbouring tasks far apart.
    let mut mixed = seed.wrapping_add(task.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    bytes[8..16].copy_from_slice(&seed.to_le_bytes());
    bytes[16..24].copy_from_slice(&(purpose as u64).to_le_bytes());
    Pcg64::from_seed(bytes)
}

/// A whole number below `limit`, without bias (Lemire 2019).
pub(super) fn below(limit: usize, random: &mut impl Rng) -> usize {
    let limit = limit as u64;
    let refused = limit.wrapping_neg() % limit;
    loop {
        let product = u128::from(random.next_u64()) * u128::from(limit);
        #[expect(clippy::cast_possible_truncation, reason = "the low half is what is left of the word")]
        if product as u64 >= refused {
            return usize::try_from(product >> 64).expect("a number below a usize");
        }
    }
}

/// A number from 0 to below 1.
pub(super) fn share(random: &mut impl Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Puts `items` in random order, every order equally likely.
pub(super) fn shuffle<T>(items: &mut [T], random: &mut impl Rng) {
    for left in (2..=items.len()).rev() {
        items.swap(left - 1, below(left, random));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
