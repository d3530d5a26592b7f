//! Units drawn with replacement, from a generator of each replicate's own.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// The random numbers of one replicate: threads do not matter.
pub(super) fn generator(seed: u64, replicate: u64) -> Pcg64 {
    // SplitMix64's finaliser (Steele, Lea and Flood 2014) sets neighbouring replicates far apart.
    let mut mixed = seed.wrapping_add(replicate.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    bytes[8..16].copy_from_slice(&seed.to_le_bytes());
    // The stream of the generator, another than that of permutations.
    bytes[16..24].copy_from_slice(&0x6a77_2d62_6f6f_7473_u64.to_le_bytes());
    Pcg64::from_seed(bytes)
}

/// A whole number below `limit`, without bias (Lemire 2019).
pub(super) fn below(limit: usize, random: &mut impl Rng) -> usize {
    let limit = limit as u64;
    let threshold = limit.wrapping_neg() % limit;
    loop {
        let product = u128::from(random.next_u64()) * u128::from(limit);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the low half decides, the high half is the number"
        )]
        if product as u64 >= threshold {
            return (product >> 64) as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_seed_never_change_and_replicates_differ() {
        let draw = |seed, replicate| {
            let mut random = generator(seed, replicate);
            (0..10).map(|_| below(10, &mut random)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 0), FIRST);
        assert_ne!(draw(1, 0), draw(1, 1));
        assert_ne!(draw(1, 0), draw(2, 0));
    }

    /// Written down once: a new version of a dependency must not move it.
    const FIRST: [usize; 10] = [5, 8, 5, 7, 3, 9, 5, 0, 1, 6];

    #[test]
    fn every_unit_is_drawn_as_often() {
        let mut counts = [0_u32; 7];
        for replicate in 0..1000 {
            let mut random = generator(3, replicate);
            (0..7).for_each(|_| counts[below(7, &mut random)] += 1);
        }
        // Chi-square with 6 degrees of freedom: 22.5 at p = 0.001.
        let chi: f64 = counts.iter().map(|&c| (f64::from(c) - 1000.0).powi(2) / 1000.0).sum();
        assert!(chi < 22.5, "{chi}");
    }
}
