//! Local statistics of rearranged values: the unit keeps its own, its neighbours' are drawn from the others.

use super::permutation::{ConditionalTest, PermutationOptions, PseudoP};
use crate::disparity::random::{Draws, generator};
use crate::weights::Weights;
use rayon::prelude::*;

/// The most draws of a unit's neighbours that are enumerated.
pub const MOST_DRAWS: usize = 1_000_000;

/// How many units in a row share the draws.
///
/// Each unit's draws are independent of each other and uniform over the other units, so that its p is what draws of its
/// own would give; only the errors of units of one block go together.
const BLOCK: usize = 16;

/// A local statistic that is a function of the values at a unit and at its neighbours.
pub(super) trait Local: Sync {
    /// What a unit holds.
    type Item: Copy + Send + Sync;

    /// The statistic of unit `i` if its neighbours, with `weights`, held `items`; the unit itself, which may be a
    /// neighbour of its own, is not among them.
    fn statistic(&self, i: usize, weights: &[f64], items: &[Self::Item]) -> f64;

    /// How far apart two statistics of unit `i` may lie by rounding alone.
    fn slack(&self, i: usize) -> f64;
}

/// The neighbours of a unit other than itself.
struct Row {
    observed: f64,
    weights: Vec<f64>,
}

/// The neighbours of unit `i` other than itself, and the statistic of what they hold.
fn row<L: Local>(local: &L, weights: &Weights, items: &[L::Item], i: usize) -> Row {
    let (held, weights): (Vec<L::Item>, Vec<f64>) =
        weights.row(i).filter(|&(j, _)| j != i).map(|(j, w)| (items[j], w)).unzip();
    Row { observed: local.statistic(i, &weights, &held), weights }
}

/// Pseudo p-values of each unit that has an observed statistic.
pub(super) fn random<L: Local, S: Copy + Send + Sync>(
    local: &L,
    weights: &Weights,
    items: &[L::Item],
    observed: &[Option<S>],
    options: &PermutationOptions,
) -> Vec<Option<ConditionalTest<S>>> {
    let units = weights.len();
    let test = |draws: &mut Draws, (block, observed): (usize, &[Option<S>])| {
        let first = block * BLOCK;
        let rows: Vec<Option<Row>> = observed
            .iter()
            .enumerate()
            .map(|(at, observed)| observed.map(|_| row(local, weights, items, first + at)))
            .collect();
        let counts = counts(local, items, first, &rows, options, draws);
        observed
            .iter()
            .zip(counts)
            .map(|(observed, (above, below))| {
                observed.map(|observed| ConditionalTest {
                    observed,
                    p: PseudoP::new(above, below, options.permutations),
                    permutations: options.permutations,
                })
            })
            .collect::<Vec<_>>()
    };
    // A memory as large as all units, which no draw depends on: new for each block it would cost time with their square.
    let draws = || Draws::below(units);
    let blocks: Vec<Vec<_>> = observed.par_chunks(BLOCK).enumerate().map_init(draws, test).collect();
    blocks.into_iter().flatten().collect()
}

/// How many draws are at or above, and at or below, the observed statistic of each unit of a block.
fn counts<L: Local>(
    local: &L,
    items: &[L::Item],
    first: usize,
    rows: &[Option<Row>],
    options: &PermutationOptions,
    draws: &mut Draws,
) -> Vec<(usize, usize)> {
    let bounds: Vec<Option<(f64, f64)>> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let slack = local.slack(first + at);
            row.as_ref().map(|row| (row.observed - slack, row.observed + slack))
        })
        .collect();
    let mut counts = vec![(0, 0); rows.len()];
    let Some(most) = rows.iter().flatten().map(|row| row.weights.len()).max() else { return counts };
    // One more than the most neighbours: a unit steps over itself.
    let width = (most + 1).min(items.len());
    let mut random = generator(options.seed, (first / BLOCK) as u64);
    let mut drawn = Vec::with_capacity(width);
    let mut others = Vec::with_capacity(width);
    let block = first..first + rows.len();
    for _ in 0..options.permutations {
        let ids = draws.draw(width, &mut random);
        drawn.clear();
        drawn.extend(ids.iter().map(|&id| items[id as usize]));
        let meets_itself = ids.iter().any(|&id| block.contains(&(id as usize)));
        for (at, (row, bounds)) in rows.iter().zip(&bounds).enumerate() {
            let (Some(row), Some((low, high))) = (row, bounds) else { continue };
            let i = first + at;
            let itself = if meets_itself { ids.iter().position(|&id| id as usize == i) } else { None };
            let count = row.weights.len();
            let held = match itself {
                Some(itself) if itself < count => {
                    others.clear();
                    others.extend_from_slice(&drawn[..itself]);
                    others.extend_from_slice(&drawn[itself + 1..=count]);
                    &others[..]
                }
                _ => &drawn[..count],
            };
            let statistic = local.statistic(i, &row.weights, held);
            counts[at].0 += usize::from(statistic >= *low);
            counts[at].1 += usize::from(statistic <= *high);
        }
    }
    counts
}

/// Exact p-values of each unit that has an observed statistic and at most [`MOST_DRAWS`] draws.
pub(super) fn every<L: Local, S: Copy + Send + Sync>(
    local: &L,
    weights: &Weights,
    items: &[L::Item],
    observed: &[Option<S>],
) -> Vec<Option<ConditionalTest<S>>> {
    observed
        .par_iter()
        .enumerate()
        .map(|(i, observed)| {
            let observed = (*observed)?;
            let row = row(local, weights, items, i);
            let others: Vec<L::Item> = (0..items.len()).filter(|&j| j != i).map(|j| items[j]).collect();
            let slack = local.slack(i);
            let (low, high) = (row.observed - slack, row.observed + slack);
            let (mut above, mut below, mut total) = (0, 0, 0);
            let visit = |items: &[L::Item]| {
                let statistic = local.statistic(i, &row.weights, items);
                above += usize::from(statistic >= low);
                below += usize::from(statistic <= high);
                total += 1;
            };
            let alike = row.weights.windows(2).all(|pair| (pair[0] - pair[1]).abs() <= 1e-14 * pair[0].abs());
            enumerate(&others, row.weights.len(), alike, visit)?;
            Some(ConditionalTest { observed, p: PseudoP::exact(above, below, total), permutations: total })
        })
        .collect()
}

/// Visits every choice of `count` of `items`, in one order where order does not matter (`unordered`), in every order
/// where it does; `None` where there are more than [`MOST_DRAWS`].
fn enumerate<T: Copy>(items: &[T], count: usize, unordered: bool, mut visit: impl FnMut(&[T])) -> Option<()> {
    let mut choices = 1_usize;
    for at in 0..count {
        choices = choices.checked_mul(items.len() - at)?;
        if unordered {
            choices /= at + 1;
        }
        // Choices of few of many only grow; those of most of all shrink again, and are refused on their way.
        if choices > MOST_DRAWS {
            return None;
        }
    }
    let mut chosen = Vec::with_capacity(count);
    let mut places = Vec::with_capacity(count);
    deeper(items, count, unordered, &mut places, &mut chosen, &mut visit);
    Some(())
}

fn deeper<T: Copy>(
    items: &[T],
    count: usize,
    unordered: bool,
    places: &mut Vec<usize>,
    chosen: &mut Vec<T>,
    visit: &mut impl FnMut(&[T]),
) {
    if chosen.len() == count {
        return visit(chosen);
    }
    let first = if unordered { places.last().map_or(0, |last| last + 1) } else { 0 };
    for place in first..items.len() {
        if !unordered && places.contains(&place) {
            continue;
        }
        places.push(place);
        chosen.push(items[place]);
        deeper(items, count, unordered, places, chosen, visit);
        places.pop();
        chosen.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_counted_with_and_without_order() {
        let visited = |count: usize, unordered: bool| {
            let mut seen = Vec::new();
            enumerate(&[1, 2, 3, 4, 5], count, unordered, |items| seen.push(items.to_vec())).unwrap();
            let all = seen.len();
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), all);
            all
        };
        assert_eq!(visited(2, true), 10);
        assert_eq!(visited(2, false), 20);
        assert_eq!(visited(0, true), 1);
        assert_eq!(visited(5, true), 1);
        let many: Vec<u32> = (0..100).collect();
        assert!(enumerate(&many, 5, true, |_| {}).is_none());
    }

    /// The value of the first neighbour, whoever that is.
    struct First;

    impl Local for First {
        type Item = f64;

        fn statistic(&self, _: usize, _: &[f64], items: &[f64]) -> f64 {
            items[0]
        }

        fn slack(&self, _: usize) -> f64 {
            0.0
        }
    }

    #[test]
    fn a_unit_never_draws_itself() {
        // Unit 2 holds the greatest value; if it drew itself, more would lie above its first neighbour.
        let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![1], vec![0]]);
        let items = [3.0, 2.0, 9.0, 1.0];
        let observed = [Some(()); 4];
        let options = PermutationOptions { permutations: 9999, seed: 1 };
        let tests = random(&First, &weights, &items, &observed, &options);
        let exact = every(&First, &weights, &items, &observed);
        for (test, exact) in tests.iter().zip(&exact) {
            let (p, exact) = (test.unwrap().p.greater, exact.unwrap().p.greater);
            assert!((p - exact).abs() < 5.0 * (exact * (1.0 - exact) / 9999.0).sqrt() + 1e-4, "{p} {exact}");
        }
        assert!((exact[2].unwrap().p.greater - 2.0 / 3.0).abs() < 1e-15);
    }
}
