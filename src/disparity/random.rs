//! Random arrangements and draws, the same for a seed on every machine.

use crate::inference;
pub(super) use crate::inference::random::below;
use rand::Rng;
use rand_pcg::Pcg64;

/// The stream of permutations, and that of bootstrap samples.
const PERMUTATIONS: u64 = 0x6a69_6e67_7765_6921;
const SAMPLES: u64 = 0x6a77_2d62_6f6f_7473;

/// The random numbers of permutation task `task`: one generator a task, so that threads do not matter.
pub(super) fn generator(seed: u64, task: u64) -> Pcg64 {
    inference::random::generator(PERMUTATIONS, seed, task)
}

/// The random numbers of bootstrap sample `replicate`.
pub(super) fn sample_generator(seed: u64, replicate: u64) -> Pcg64 {
    inference::random::generator(SAMPLES, seed, replicate)
}

/// How many numbers below limits of at most 2²⁰ one random word gives.
const BATCH: usize = 3;

/// The largest limit of which [`BATCH`] fit into a word with four bits to spare, so that a word is seldom refused.
const SMALL: usize = 1 << 20;

/// `N` whole numbers, each below its limit, without bias and independent, from one random word.
///
/// The digits of `word · b₁ b₂ … / 2⁶⁴` in the mixed base of the limits, refused as Lemire (2019) refuses a single
/// number. The product of the limits must be below 2⁶⁴.
#[inline]
fn digits<const N: usize>(limits: [u64; N], random: &mut impl Rng) -> [usize; N] {
    let mut numbers = [0; N];
    let mut threshold = None;
    loop {
        let mut rest = random.next_u64();
        for (number, &limit) in numbers.iter_mut().zip(&limits) {
            let product = u128::from(rest) * u128::from(limit);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the high half is the number, the low half what is left of the word"
            )]
            {
                *number = (product >> 64) as usize;
                rest = product as u64;
            }
        }
        // The division by which the threshold is found is needed hardly ever.
        let product = limits.iter().product::<u64>();
        if rest >= product {
            return numbers;
        }
        if rest >= *threshold.get_or_insert_with(|| product.wrapping_neg() % product) {
            return numbers;
        }
    }
}

/// Puts `items` in random order, every order equally likely.
///
/// Written out, because the shuffles of a random-number crate may change with its version.
pub(super) fn shuffle<T>(items: &mut [T], random: &mut impl Rng) {
    let mut left = items.len();
    while left > SMALL {
        let [other] = digits([left as u64], random);
        left -= 1;
        items.swap(left, other);
    }
    while left > BATCH {
        let limits = [left as u64, left as u64 - 1, left as u64 - 2];
        for other in digits(limits, random) {
            left -= 1;
            items.swap(left, other);
        }
    }
    while left > 1 {
        let [other] = digits([left as u64], random);
        left -= 1;
        items.swap(left, other);
    }
}

/// Draws whole numbers without replacement, again and again; what was drawn before changes nothing.
pub(super) struct Draws {
    limit: usize,
    /// The draw in which each number was last drawn; empty as long as draws are looked through.
    seen: Vec<u32>,
    draw: u32,
    drawn: Vec<u32>,
}

impl Draws {
    /// Draws of numbers below `limit`.
    pub(super) fn below(limit: usize) -> Self {
        assert!(u32::try_from(limit).is_ok(), "fewer units than 2³²");
        Self { limit, seen: Vec::new(), draw: 0, drawn: Vec::new() }
    }

    /// `count` different numbers in random order; every choice and order is equally likely.
    pub(super) fn draw(&mut self, count: usize, random: &mut impl Rng) -> &[u32] {
        debug_assert!(count <= self.limit);
        self.drawn.clear();
        if 2 * count > self.limit {
            self.drawn.extend((0..self.limit).map(small));
            for at in 0..count {
                let [other] = digits([(self.limit - at) as u64], random);
                self.drawn.swap(at, at + other);
            }
            self.drawn.truncate(count);
            return &self.drawn;
        }
        // Numbers drawn before are refused: at most one in two.
        if !self.looks_through(count) {
            self.seen.resize(self.limit, 0);
            self.draw = self.draw.checked_add(1).unwrap_or_else(|| {
                self.seen.fill(0);
                1
            });
        }
        let limit = self.limit as u64;
        while self.drawn.len() < count {
            if self.limit <= SMALL {
                for number in digits([limit; BATCH], random) {
                    self.keep(number, count);
                }
            } else {
                let [number] = digits([limit], random);
                self.keep(number, count);
            }
        }
        &self.drawn
    }

    /// Whether what is drawn already is looked through, in place of a memory of all numbers.
    fn looks_through(&self, count: usize) -> bool {
        count <= FEW && self.limit > MANY
    }

    #[inline]
    fn keep(&mut self, number: usize, count: usize) {
        if self.drawn.len() == count {
            return;
        }
        let kept = small(number);
        let new = if self.looks_through(count) {
            !self.drawn.contains(&kept)
        } else {
            std::mem::replace(&mut self.seen[number], self.draw) != self.draw
        };
        if new {
            self.drawn.push(kept);
        }
    }
}

/// Draws of so few of so many are looked through one by one: a memory of all would be larger than the cache (measured; see
/// benches).
const FEW: usize = 16;
const MANY: usize = 1 << 18;

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("fewer units than 2³²")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_seed_never_change() {
        let mut items: Vec<u8> = (0..8).collect();
        shuffle(&mut items, &mut generator(1, 0));
        assert_eq!(items, SHUFFLED);
        assert_eq!(Draws::below(1000).draw(4, &mut generator(1, 0)), DRAWN);
        let mut again: Vec<u8> = (0..8).collect();
        shuffle(&mut again, &mut generator(1, 1));
        assert_ne!(items, again);
    }

    /// Written down once: a new version of a dependency must not move it.
    const SHUFFLED: [u8; 8] = [3, 4, 0, 2, 7, 5, 6, 1];
    const DRAWN: [u32; 4] = [248, 1, 813, 312];

    /// The place of an order of four among the 24.
    fn place(items: [usize; 4]) -> usize {
        // The Lehmer code without the last digit, which is always 0.
        items[0] * 6
            + [1, 2, 3].iter().filter(|&&i| items[i] < items[1]).count() * 2
            + usize::from(items[3] < items[2])
    }

    /// Chi-square of equal shares.
    fn chi_square(counts: &[u32]) -> f64 {
        let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
        counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum()
    }

    #[test]
    fn every_order_is_equally_likely() {
        let mut counts = [0; 24];
        let mut random = generator(7, 3);
        for _ in 0..24_000 {
            let mut items = [0, 1, 2, 3];
            shuffle(&mut items, &mut random);
            counts[place(items)] += 1;
        }
        // 23 degrees of freedom: 49.7 at p = 0.001.
        assert!(chi_square(&counts) < 49.7, "{counts:?}");
    }

    #[test]
    fn samples_differ_and_never_change() {
        let draw = |seed, replicate| {
            let mut random = sample_generator(seed, replicate);
            (0..10).map(|_| below(10, &mut random)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 0), [5, 8, 5, 7, 3, 9, 5, 0, 1, 6]);
        assert_ne!(draw(1, 0), draw(1, 1));
        assert_ne!(draw(1, 0), draw(2, 0));
    }

    #[test]
    fn every_draw_is_equally_likely_however_large() {
        // Few of many are refused when they repeat, many of few are shuffled: pairs of 5 and quadruples of 4.
        let mut random = generator(11, 0);
        let mut pairs = [0; 20];
        let mut five = Draws::below(5);
        let mut orders = [0; 24];
        let mut four = Draws::below(4);
        for _ in 0..20_000 {
            let [a, b] = five.draw(2, &mut random) else { panic!("two were asked for") };
            assert_ne!(a, b);
            pairs[(a * 4 + b - u32::from(b > a)) as usize] += 1;
            let drawn = four.draw(4, &mut random);
            orders[place(std::array::from_fn(|at| drawn[at] as usize))] += 1;
        }
        // 19 degrees of freedom: 43.8 at p = 0.001.
        assert!(chi_square(&pairs) < 43.8, "{pairs:?}");
        assert!(chi_square(&orders) < 49.7, "{orders:?}");
    }

    #[test]
    fn draws_are_those_of_the_rule_whatever_was_drawn_before() {
        for limit in [12, 5000, MANY + 1] {
            let mut draws = Draws::below(limit);
            for count in (0..100).map(|turn| turn * 7 % 40).filter(|count| 2 * count <= limit) {
                let (mut random, mut right) = (generator(5, count as u64), Vec::new());
                while right.len() < count {
                    for number in digits([limit as u64; BATCH], &mut random).map(small) {
                        if right.len() < count && !right.contains(&number) {
                            right.push(number);
                        }
                    }
                }
                assert_eq!(draws.draw(count, &mut generator(5, count as u64)), right);
            }
        }
    }

    #[test]
    fn one_word_gives_independent_numbers() {
        let mut counts = [0; 30];
        let mut random = generator(3, 9);
        for _ in 0..30_000 {
            let [a, b, c] = digits([2, 3, 5], &mut random);
            counts[(a * 3 + b) * 5 + c] += 1;
        }
        // 29 degrees of freedom: 58.3 at p = 0.001.
        assert!(chi_square(&counts) < 58.3, "{counts:?}");
    }
}
