//! Inference by shuffling: seeds, shuffles, pseudo p-values.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// How often to shuffle, and from which seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermutationOptions {
    /// How many permutations `R`; 999 by default, so that the least p is 0.001.
    pub permutations: usize,
    /// The seed, 1 by default; the same seed gives the same result on any machine and any number of threads.
    pub seed: u64,
}

impl Default for PermutationOptions {
    fn default() -> Self {
        Self { permutations: 999, seed: 1 }
    }
}

/// Pseudo p-values of a statistic among permutations of the values.
///
/// A permutation whose statistic equals the observed one, up to rounding, counts on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PseudoP {
    /// `(M + 1) / (R + 1)` with the number `M` of permutations at or above the observed statistic.
    pub greater: f64,
    /// The same with those at or below it.
    pub lesser: f64,
    /// The smaller of both: the test in the direction that the data show.
    pub directed: f64,
    /// `min(1, 2 · directed)`
    pub two_sided: f64,
}

impl PseudoP {
    /// The pseudo p-values where `at_or_above` and `at_or_below` of `permutations` were counted.
    pub(in crate::disparity) fn new(at_or_above: usize, at_or_below: usize, permutations: usize) -> Self {
        let share = |count: usize| (count + 1) as f64 / (permutations + 1) as f64;
        let (greater, lesser) = (share(at_or_above), share(at_or_below));
        let directed = greater.min(lesser);
        Self { greater, lesser, directed, two_sided: (2.0 * directed).min(1.0) }
    }
}

/// The random numbers of task number `task`: one generator a task, so that threads do not matter.
pub(in crate::disparity) fn generator(seed: u64, task: u64) -> Pcg64 {
    // SplitMix64's finaliser (Steele, Lea and Flood 2014) sets neighbouring tasks far apart.
    let mut mixed = seed.wrapping_add(task.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Pcg64::from_seed(seed_bytes(seed, mixed ^ (mixed >> 31)))
}

fn seed_bytes(seed: u64, mixed: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&mixed.to_le_bytes());
    bytes[8..16].copy_from_slice(&seed.to_le_bytes());
    // The stream of the generator, the same for all.
    bytes[16..24].copy_from_slice(&0x6a69_6e67_7765_6921_u64.to_le_bytes());
    bytes
}

/// Brings a random choice of `count` of `items` to the front, every order equally likely.
///
/// Written out, because the shuffles of a random-number crate may change with its version.
pub(in crate::disparity) fn draw<T>(items: &mut [T], count: usize, random: &mut impl Rng) {
    for i in 0..count {
        let other = i + below(items.len() - i, random);
        items.swap(i, other);
    }
}

/// A whole number below `limit`, without bias (Lemire 2019).
fn below(limit: usize, random: &mut impl Rng) -> usize {
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
    fn the_numbers_of_a_seed_never_change() {
        let mut items: Vec<u8> = (0..8).collect();
        draw(&mut items, 8, &mut generator(1, 0));
        assert_eq!(items, FIRST);
        let mut again: Vec<u8> = (0..8).collect();
        draw(&mut again, 8, &mut generator(1, 1));
        assert_ne!(items, again);
    }

    /// Written down once: a new version of a dependency must not move it.
    const FIRST: [u8; 8] = [1, 3, 6, 2, 7, 5, 0, 4];

    #[test]
    fn every_choice_is_equally_likely() {
        let mut counts = [0_u32; 24];
        let mut random = generator(7, 3);
        for _ in 0..24_000 {
            let mut items = [0_usize, 1, 2, 3];
            draw(&mut items, 4, &mut random);
            // The Lehmer code without the last digit, which is always 0.
            let place = items[0] * 6
                + [1, 2, 3].iter().filter(|&&i| items[i] < items[1]).count() * 2
                + usize::from(items[3] < items[2]);
            counts[place] += 1;
        }
        // Chi-square with 23 degrees of freedom: 49.7 at p = 0.001.
        let chi: f64 = counts.iter().map(|&c| (f64::from(c) - 1000.0).powi(2) / 1000.0).sum();
        assert!(chi < 49.7, "{chi}");
    }

    #[test]
    fn the_two_sided_p_never_exceeds_one() {
        let p = PseudoP::new(600, 500, 999);
        assert!((p.two_sided - 1.0).abs() < 1e-12 && p.directed < p.greater);
        assert!((PseudoP::new(0, 999, 999).directed - 0.001).abs() < 1e-15);
    }
}
