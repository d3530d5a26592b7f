//! Random numbers of a search, the same for a seed on every machine.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// One generator for each numbered task, so that threads do not matter.
pub(super) fn generator(seed: u64, task: usize) -> Pcg64 {
    let mut bytes = [0; 32];
    // SplitMix64's finaliser (Steele, Lea and Flood 2014) sets neighbouring tasks far apart.
    let mut mixed = seed.wrapping_add((task as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bytes[..8].copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    bytes[8..16].copy_from_slice(&seed.to_le_bytes());
    bytes[16..24].copy_from_slice(b"regions\0");
    Pcg64::from_seed(bytes)
}

/// A whole number below `limit`, without bias.
pub(super) fn below(limit: usize, random: &mut impl Rng) -> usize {
    let limit = limit as u64;
    loop {
        let product = u128::from(random.next_u64()) * u128::from(limit);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "Lemire (2019): the low half decides, the high half is it"
        )]
        let (high, low) = ((product >> 64) as usize, product as u64);
        if low >= limit || low >= limit.wrapping_neg() % limit {
            return high;
        }
    }
}

/// A number from 0 up, below 1.
pub(super) fn share(random: &mut impl Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// Puts `items` in random order, every order equally likely.
pub(super) fn shuffle<T>(items: &mut [T], random: &mut impl Rng) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last + 1, random));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
