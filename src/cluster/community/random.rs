//! Random orders and choices of the searches, the same for a seed on every machine.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// The stream of the community searches.
const COMMUNITIES: u64 = 0x6a77_2d63_6f6d_6d73;

/// The random numbers of run `run`: one generator a run.
pub(super) fn generator(seed: u64, run: u64) -> Pcg64 {
    // SplitMix64's finaliser (Steele, Lea and Flood 2014) sets neighbouring runs far apart.
    let mut mixed = seed.wrapping_add(run.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    bytes[8..16].copy_from_slice(&seed.to_le_bytes());
    bytes[16..24].copy_from_slice(&COMMUNITIES.to_le_bytes());
    Pcg64::from_seed(bytes)
}

/// The numbers below `count` in random order.
pub(super) fn order(count: usize, random: &mut Pcg64) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count).map(super::graph::small).collect();
    for left in (2..=count).rev() {
        order.swap(left - 1, below(left, random));
    }
    order
}

/// A whole number below `limit`; uneven by less than one in 2³² for the limits met here.
fn below(limit: usize, random: &mut Pcg64) -> usize {
    let product = u128::from(random.next_u64()) * limit as u128;
    usize::try_from(product >> 64).expect("below the limit")
}

/// A number from 0 up to 1, 1 left out.
pub(super) fn unit(random: &mut Pcg64) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_holds_every_number_and_never_changes() {
        let drawn = order(8, &mut generator(1, 0));
        let mut sorted = drawn.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(drawn, order(8, &mut generator(1, 0)));
        assert_ne!(drawn, order(8, &mut generator(1, 1)));
        assert_ne!(drawn, order(8, &mut generator(2, 0)));
    }
}
