//! What is measured on, the same number by number in `peers_clusters.py`.
//!
//! Draw `i` of a seed is the upper 53 bits of `SplitMix64`'s output for the state `seed · 2³² + i`, as a share of 1. There is
//! nothing else in it than sums, products and remainders, so that every language makes the same.
//!
//! - Units: a lattice of `columns × rows` squares, row after row, neighbours by their sides. Attributes
//!   `a = tri(x, 50) + tri(y, 40) + e` and `b = tri(x + y, 70) + e`, `tri(t, p) = |t mod p − p / 2| / (p / 2)`, `e` a draw of
//!   seeds 1 and 2; people `1 + ⌊9 e⌋`, seed 3.
//! - Points: point `i` is anywhere on a square of 1,000 where the draw `e` of seed 4 is below a fifth, else in cloud
//!   `⌊100 e⌋`: its centre by seeds 5 and 6, off it by `10 (e₁ + e₂ + e₃ + e₄ − 2)` in each direction, seeds 7 and 8.
//! - Graphs: preferential attachment, Barabási and Albert's `m = 4`. Five nodes that all know each other; each further one
//!   takes four different ends of the links so far, at random by seed 9: draw after draw until there are four.

use geo_types::Coord;
use jingwei::weights::Weights;

/// A share of 1.
pub(crate) fn draw(seed: u64, i: u64) -> f64 {
    let mut z = ((seed << 32) + i).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count is a count")]
fn lot(seed: u64, i: u64, of: usize) -> usize {
    (draw(seed, i) * of as f64) as usize
}

fn wave(t: usize, period: usize) -> f64 {
    let half = period as f64 / 2.0;
    ((t % period) as f64 - half).abs() / half
}

/// A lattice with its attributes and people.
pub(crate) struct Units {
    pub(crate) weights: Weights,
    pub(crate) attributes: [Vec<f64>; 2],
    pub(crate) people: Vec<f64>,
}

pub(crate) fn units(columns: usize, rows: usize) -> Units {
    let n = columns * rows;
    let neighbours = |i: usize| {
        let (x, y) = (i % columns, i / columns);
        let mut near = Vec::with_capacity(4);
        near.extend((y > 0).then(|| i - columns));
        near.extend((x > 0).then(|| i - 1));
        near.extend((x + 1 < columns).then(|| i + 1));
        near.extend((y + 1 < rows).then(|| i + columns));
        near
    };
    let (x, y) = (|i: usize| i % columns, |i: usize| i / columns);
    Units {
        weights: Weights::from_neighbours((0..n).map(neighbours).collect()),
        attributes: [
            (0..n).map(|i| wave(x(i), 50) + wave(y(i), 40) + draw(1, i as u64)).collect(),
            (0..n).map(|i| wave(x(i) + y(i), 70) + draw(2, i as u64)).collect(),
        ],
        people: (0..n).map(|i| 1.0 + lot(3, i as u64, 9) as f64).collect(),
    }
}

pub(crate) fn points(n: usize) -> Vec<Coord<f64>> {
    let point = |i: u64| {
        let e = draw(4, i);
        if e < 0.2 {
            return Coord { x: 1000.0 * draw(7, 4 * i), y: 1000.0 * draw(8, 4 * i) };
        }
        let cloud = lot(4, i, 100) as u64;
        let off = |seed: u64| {
            let four =
                draw(seed, 4 * i) + draw(seed, 4 * i + 1) + draw(seed, 4 * i + 2) + draw(seed, 4 * i + 3);
            10.0 * (four - 2.0)
        };
        Coord { x: 1000.0 * draw(5, cloud) + off(7), y: 1000.0 * draw(6, cloud) + off(8) }
    };
    (0..n as u64).map(point).collect()
}

/// Links of a graph by preferential attachment.
pub(crate) fn links(n: usize) -> Vec<(usize, usize, f64)> {
    const EACH: usize = 4;
    let mut links: Vec<(usize, usize, f64)> =
        (0..=EACH).flat_map(|i| (0..i).map(move |j| (j, i, 1.0))).collect();
    let mut ends: Vec<usize> = links.iter().flat_map(|&(j, i, _)| [j, i]).collect();
    let mut drawn = 0;
    for i in EACH + 1..n {
        let mut taken = Vec::with_capacity(EACH);
        while taken.len() < EACH {
            let end = ends[lot(9, drawn, ends.len())];
            drawn += 1;
            if !taken.contains(&end) {
                taken.push(end);
            }
        }
        for j in taken {
            links.push((j, i, 1.0));
            ends.extend([j, i]);
        }
    }
    links
}
