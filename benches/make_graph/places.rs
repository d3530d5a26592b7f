//! Where the towns and the junctions are.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// A place on the plane, in kilometres.
pub(crate) type At = [f64; 2];

/// Junctions a square kilometre, over all.
const DENSITY: f64 = 20.0;
/// Junctions a square kilometre in the centre of a town.
const CENTRE: f64 = 160.0;
/// Junctions for each town there is.
const PER_TOWN: usize = 1500;
/// Of all inhabitants, those outside towns.
const RURAL: f64 = 0.2;
/// Inhabitants sampled for each junction.
const SAMPLES: usize = 4;

/// Kilometres in a degree of latitude, on the sphere of the mean radius.
const DEGREE: f64 = 111.194_926_644_558_7;
/// Where the middle of the territory lies.
const MIDDLE: [f64; 2] = [112.0, 34.0];

/// Draws by lot; the same draws for the same seed.
pub(crate) struct Lot(Pcg64);

impl Lot {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// From 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to below `end`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.share() * end as f64) as usize
    }

    /// `count` different numbers below `end`, in the order drawn.
    pub(crate) fn some_of(&mut self, end: usize, count: usize) -> Vec<usize> {
        let mut seen = std::collections::HashSet::new();
        let mut drawn = Vec::with_capacity(count);
        while drawn.len() < count {
            let number = self.below(end);
            if seen.insert(number) {
                drawn.push(number);
            }
        }
        drawn
    }
}

/// Junctions and towns.
pub(crate) struct Places {
    /// In the order of the halving: each half of any part is a row of neighbours.
    pub(crate) at: Vec<At>,
    /// Centres of the towns, the largest first.
    pub(crate) towns: Vec<At>,
    /// Of the square that holds all.
    pub(crate) side: f64,
}

/// Longitude and latitude.
pub(crate) fn degrees(at: At, side: f64) -> [f64; 2] {
    let lat = MIDDLE[1] + (at[1] - side / 2.0) / DEGREE;
    let narrow = libm::cos(MIDDLE[1].to_radians());
    [MIDDLE[0] + (at[0] - side / 2.0) / (DEGREE * narrow), lat]
}

/// Kilometres over the sphere.
pub(crate) fn kilometres(a: [f64; 2], b: [f64; 2]) -> f64 {
    let half = |angle: f64| libm::sin(angle.to_radians() / 2.0);
    let (across, along) = (half(b[0] - a[0]), half(b[1] - a[1]));
    let [there, here] = [b[1], a[1]].map(|lat| libm::cos(lat.to_radians()));
    2.0 * DEGREE * libm::asin(libm::sqrt(along * along + here * there * across * across)).to_degrees()
}

pub(crate) fn places(nodes: usize, lot: &mut Lot) -> Places {
    let side = libm::sqrt(nodes as f64 / DENSITY);
    let count = (nodes / PER_TOWN).max(3);
    let shares: f64 = (1..=count).map(|rank| 1.0 / rank as f64).sum();
    let mut towns = Vec::with_capacity(count);
    let mut scales = Vec::with_capacity(count);
    let mut up_to = Vec::with_capacity(count);
    let mut sum = 0.0;
    for rank in 1..=count {
        let share = 1.0 / rank as f64 / shares;
        let junctions = share * (1.0 - RURAL) * nodes as f64;
        scales.push(libm::sqrt(junctions / (std::f64::consts::TAU * CENTRE)));
        towns.push(away(&towns, side, lot));
        sum += share;
        up_to.push(sum);
    }
    let inside = |at: At| at.iter().all(|&x| (0.0..side).contains(&x));
    let mut samples: Vec<At> = Vec::with_capacity(nodes * SAMPLES);
    while samples.len() < nodes * SAMPLES {
        if lot.share() < RURAL {
            samples.push([lot.share() * side, lot.share() * side]);
            continue;
        }
        let share = lot.share();
        let town = up_to.partition_point(|&end| end <= share).min(count - 1);
        // Distances of a density that falls off exponentially: the sum of two waiting times.
        let product = (1.0 - lot.share()) * (1.0 - lot.share());
        let radius = -scales[town] * libm::log(product);
        let angle = lot.share() * std::f64::consts::TAU;
        let [x, y] = towns[town];
        let at = [x + radius * libm::cos(angle), y + radius * libm::sin(angle)];
        if inside(at) {
            samples.push(at);
        }
    }
    let mut at = Vec::with_capacity(nodes);
    halve(&mut samples, nodes, &mut at);
    Places { at, towns, side }
}

/// The farthest from all towns of some places, fewer where there are many towns: large ones keep apart.
fn away(towns: &[At], side: f64, lot: &mut Lot) -> At {
    let tries = (40 / (towns.len() + 1)).max(2);
    let room = |at: At| towns.iter().map(|&town| square(at, town)).fold(f64::INFINITY, f64::min);
    let drawn = (0..tries).map(|_| [0; 2].map(|_| side * (0.06 + 0.88 * lot.share())));
    drawn.max_by(|&a, &b| room(a).total_cmp(&room(b))).expect("at least two tries")
}

/// Squared distance.
pub(crate) fn square(a: At, b: At) -> f64 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    x * x + y * y
}

fn halve(samples: &mut [At], nodes: usize, at: &mut Vec<At>) {
    let order = |axis: usize| {
        move |a: &At, b: &At| a[axis].total_cmp(&b[axis]).then(a[1 - axis].total_cmp(&b[1 - axis]))
    };
    if nodes == 1 {
        // The order of what is added would else be left to the way of selecting.
        samples.sort_unstable_by(order(0));
        let mean = |axis: usize| samples.iter().map(|at| at[axis]).sum::<f64>() / samples.len() as f64;
        return at.push([mean(0), mean(1)]);
    }
    let extent = |axis: usize| {
        let fold = |from, f: fn(f64, f64) -> f64| samples.iter().map(|at| at[axis]).fold(from, f);
        fold(f64::NEG_INFINITY, f64::max) - fold(f64::INFINITY, f64::min)
    };
    let axis = usize::from(extent(1) > extent(0));
    let left = nodes / 2;
    let cut = left * SAMPLES;
    samples.select_nth_unstable_by(cut, order(axis));
    let (here, there) = samples.split_at_mut(cut);
    halve(here, left, at);
    halve(there, nodes - left, at);
}
