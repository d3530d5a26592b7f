//! Random orders and choices of the searches, the same for a seed on every machine.

use crate::inference;
pub(super) use crate::inference::random::share as unit;
use rand_pcg::Pcg64;

/// The stream of the community searches.
const COMMUNITIES: u64 = 0x6a77_2d63_6f6d_6d73;

/// The random numbers of run `run`: one generator a run.
pub(super) fn generator(seed: u64, run: u64) -> Pcg64 {
    inference::random::generator(COMMUNITIES, seed, run)
}

/// The numbers below `count` in random order.
pub(super) fn order(count: usize, random: &mut Pcg64) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count).map(super::graph::small).collect();
    inference::random::shuffle(&mut order, random);
    order
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
