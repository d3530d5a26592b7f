//! Where an order of places is best cut into core and periphery.

use super::InteractionGraph;
use crate::error::{Code, Finding, Result};

/// A division into core and periphery by the densities of interaction.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct CutCore {
    /// Whether each place is core.
    pub core: Vec<bool>,
    /// The mean interaction inside the core and between core and periphery, less that inside the periphery.
    pub quality: f64,
}

/// The mean interaction inside a given core, plus that between core and periphery, less that inside the periphery;
/// `None` where the core or the periphery has fewer than two places.
///
/// # Formula
/// `Φ = E(C, C) / (k (k − 1) / 2) + E(C, P) / (k (n − k)) − E(P, P) / ((n − k) (n − k − 1) / 2)`
///
/// # Panics
/// If `core` does not have one value a place.
#[must_use]
pub fn cut_quality(graph: &InteractionGraph, core: &[bool]) -> Option<f64> {
    assert_eq!(core.len(), graph.len(), "one value a place");
    let cores = core.iter().filter(|&&core| core).count();
    let (mut inside, mut between, mut outside) = (0.0, 0.0, 0.0);
    for (i, j, value) in graph.each_pair() {
        match (core[i], core[j]) {
            (true, true) => inside += value,
            (false, false) => outside += value,
            _ => between += value,
        }
    }
    quality(graph.len(), cores, inside, between, outside)
}

fn quality(n: usize, cores: usize, inside: f64, between: f64, outside: f64) -> Option<f64> {
    if cores < 2 || cores + 2 > n {
        return None;
    }
    let (k, rest) = (cores as f64, (n - cores) as f64);
    Some(inside / (k * (k - 1.0) / 2.0) + between / (k * rest) - outside / (rest * (rest - 1.0) / 2.0))
}

/// The smallest core or periphery in places: `share` of all, rounded half to even, but two.
pub(super) fn smallest_part(n: usize, share: f64) -> Result<usize> {
    if !(0.0..=0.5).contains(&share) {
        let what = "the smallest core is a share of the places from 0 to 0.5";
        return Err(Finding::new(Code::BadSetting, what).field("smallest").value(share).into());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count of places"
    )]
    let places = (share * n as f64).round_ties_even() as usize;
    Ok(places.max(2))
}

/// The best cut of `order`, with the core at either end, no part smaller than `smallest`.
pub(super) fn best_cut(graph: &InteractionGraph, order: &[usize], smallest: usize) -> Option<CutCore> {
    let n = graph.len();
    let mut first = vec![false; n];
    let (mut inside, mut between, mut outside) = (0.0, 0.0, graph.total());
    let mut best: Option<(f64, usize, bool)> = None;
    for (at, &i) in order.iter().enumerate() {
        for (j, value) in graph.row(i) {
            if first[j] {
                between -= value;
                inside += value;
            } else {
                outside -= value;
                between += value;
            }
        }
        first[i] = true;
        let size = at + 1;
        if size < smallest || n - size < smallest {
            continue;
        }
        let cuts = [
            (quality(n, size, inside, between, outside), true),
            (quality(n, n - size, outside, between, inside), false),
        ];
        for (quality, core_is_first) in cuts {
            if let Some(quality) = quality
                // Sums in another order differ in their last digits, which decide nothing.
                && best.is_none_or(|(best, ..)| quality > best + 1e-12 * best.abs())
            {
                best = Some((quality, size, core_is_first));
            }
        }
    }
    let (_, size, core_is_first) = best?;
    let mut core = vec![!core_is_first; n];
    for &i in &order[..size] {
        core[i] = core_is_first;
    }
    let quality = cut_quality(graph, &core)?;
    Some(CutCore { core, quality })
}

#[cfg(test)]
mod tests {
    use super::super::judge::small_graph;
    use super::*;

    #[test]
    fn no_other_cut_of_the_order_is_better() {
        for seed in 0..20 {
            let graph = small_graph(11, 0.4, true, seed);
            let order: Vec<usize> = (0..11).map(|i| i * 4 % 11).collect();
            for smallest in 2..5 {
                let found = best_cut(&graph, &order, smallest).unwrap();
                let best = (smallest..=11 - smallest)
                    .flat_map(|size| [true, false].map(|core_is_first| (size, core_is_first)))
                    .filter_map(|(size, core_is_first)| {
                        let mut core = vec![!core_is_first; 11];
                        order[..size].iter().for_each(|&i| core[i] = core_is_first);
                        cut_quality(&graph, &core)
                    })
                    .fold(f64::NEG_INFINITY, f64::max);
                assert!((found.quality - best).abs() < 1e-9);
            }
        }
        assert_eq!(best_cut(&small_graph(3, 1.0, false, 1), &[0, 1, 2], 2), None);
    }

    #[test]
    fn parts_have_at_least_two_places() {
        assert_eq!(smallest_part(34, 0.1).unwrap(), 3);
        assert_eq!(smallest_part(77, 0.1).unwrap(), 8);
        assert_eq!(smallest_part(25, 0.1).unwrap(), 2, "2.5 is rounded to even");
        assert_eq!(smallest_part(5, 0.0).unwrap(), 2);
        assert!(smallest_part(5, 0.6).is_err() && smallest_part(5, f64::NAN).is_err());
    }
}
