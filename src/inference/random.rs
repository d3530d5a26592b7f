//! Seeded random numbers, the same on every machine and for any number of threads.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// The random numbers of a numbered task in a stream: one generator a task, so that threads do not matter. Whatever
/// draws for another purpose has another stream.
pub(crate) fn generator(stream: u64, seed: u64, task: u64) -> Pcg64 {
    // SplitMix64's finaliser (Steele, Lea and Flood 2014) sets neighbouring tasks far apart.
    let mut mixed = seed.wrapping_add(task.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    bytes[8..16].copy_from_slice(&seed.to_le_bytes());
    bytes[16..24].copy_from_slice(&stream.to_le_bytes());
    Pcg64::from_seed(bytes)
}

/// A whole number below `limit`, without bias (Lemire 2019).
pub(crate) fn below(limit: usize, random: &mut impl Rng) -> usize {
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

/// A number from 0 up, below 1.
pub(crate) fn share(random: &mut impl Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Puts `items` in random order, every order equally likely.
pub(crate) fn shuffle<T>(items: &mut [T], random: &mut impl Rng) {
    for left in (2..=items.len()).rev() {
        items.swap(left - 1, below(left, random));
    }
}
