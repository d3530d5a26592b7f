//! A coreness by the continuous model of Borgatti and Everett.

use super::InteractionGraph;
use super::borgatti_everett::SearchOptions;
use super::random::{Purpose, generator, share};
use rayon::prelude::*;

/// A coreness of each place, and how near the interactions are to its products.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ContinuousCore {
    /// Coreness of each place, from 0 to 1: the largest is 1.
    pub coreness: Vec<f64>,
    /// Pearson's correlation of the interactions with the products of corenesses, over all pairs of places.
    pub correlation: f64,
}

/// How central each place is, if interactions rise with the product of the corenesses of the two.
///
/// # Formula
/// The largest `corr(a_ij, c_i c_j)` over pairs `i < j`, `c ≥ 0`
///
/// # Units
/// Interactions in any unit, which cancels; the coreness has none.
///
/// # Conventions
/// Each coreness in turn takes its best value for the others, which is known in closed form, until the correlation
/// rises no more; one that outgrows all others is held at a million times these, and corenesses that become alike are
/// held where they still differ. The first run begins with the strengths, the others at random, and the best counts.
/// Other than [`minres`](super::minres), which explains amounts, a correlation leaves a constant and a factor free.
/// `None` as for [`borgatti_everett`](super::borgatti_everett).
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, SearchOptions, borgatti_everett_continuous};
/// let trade = [
///     vec![0.0, 8.0, 4.0, 4.0], vec![8.0, 0.0, 2.0, 2.0], vec![4.0, 2.0, 0.0, 1.0], vec![4.0, 2.0, 1.0, 0.0],
/// ];
/// let graph = InteractionGraph::from_matrix(&trade)?;
/// let found = borgatti_everett_continuous(&graph, &SearchOptions::default()).expect("coreness");
/// assert!((found.correlation - 1.0).abs() < 1e-9); // corenesses 1, ½, ¼, ¼
/// assert!((found.coreness[1] - 0.5).abs() < 1e-4);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Borgatti, S. P. and Everett, M. G. (2000). Models of core/periphery structures. *Social Networks* 21(4).
#[must_use]
pub fn borgatti_everett_continuous(
    graph: &InteractionGraph,
    options: &SearchOptions,
) -> Option<ContinuousCore> {
    if graph.len() < 3 || graph.is_uniform() {
        return None;
    }
    let runs: Vec<(f64, Vec<f64>)> = (0..options.runs.max(1))
        .into_par_iter()
        .map(|run| {
            let largest = graph.strengths().iter().copied().fold(0.0, f64::max);
            let mut coreness: Vec<f64> =
                graph.strengths().iter().map(|strength| strength / largest).collect();
            // Places of one strength are a beginning from which nothing can be told.
            if run > 0 || !Sums::of(graph, &coreness).varies() {
                let mut random = generator(Purpose::Run, options.seed, run as u64);
                coreness = (0..graph.len()).map(|_| share(&mut random)).collect();
            }
            climb(graph, &mut coreness);
            (continuous_correlation(graph, &coreness).unwrap_or(-1.0), coreness)
        })
        .collect();
    let climbed = runs.into_iter().filter(|&(correlation, _)| correlation > -1.0);
    let best = climbed.reduce(|best, run| if run.0 > best.0 + 1e-10 { run } else { best });
    best.map(|(correlation, mut coreness)| {
        let largest = coreness.iter().copied().fold(0.0, f64::max);
        for c in &mut coreness {
            *c /= largest;
        }
        ContinuousCore { coreness, correlation }
    })
}

/// Pearson's correlation of the interactions with the products of a given coreness, the measure that
/// [`borgatti_everett_continuous`] maximises; `None` where either does not vary.
///
/// # Panics
/// If `coreness` does not have one value a place.
#[must_use]
pub fn continuous_correlation(graph: &InteractionGraph, coreness: &[f64]) -> Option<f64> {
    assert_eq!(coreness.len(), graph.len(), "one value a place");
    if graph.is_uniform() {
        return None;
    }
    let sums = Sums::of(graph, coreness);
    sums.varies().then(|| sums.correlation(graph.squared_deviation().sqrt()))
}

/// What the correlation is made of: sums over places of powers of the coreness, and over pairs.
#[derive(Debug, Clone, Copy)]
struct Sums {
    /// How many pairs of places.
    pairs: f64,
    /// The mean interaction.
    mean: f64,
    first: f64,
    squares: f64,
    /// `Σ c_i c_j` and `Σ c_i² c_j²` over pairs, not by differences of the sums above: where one place outweighs all
    /// others no digit would be left.
    products: f64,
    product_squares: f64,
    /// `Σ a_ij c_i c_j` over pairs.
    together: f64,
}

impl Sums {
    fn of(graph: &InteractionGraph, c: &[f64]) -> Self {
        let pairs = graph.possible_pairs();
        let (mut first, mut squares, mut products, mut product_squares) = (0.0, 0.0, 0.0, 0.0);
        for c in c {
            products += c * first;
            product_squares += c * c * squares;
            first += c;
            squares += c * c;
        }
        Self {
            pairs,
            mean: graph.total() / pairs,
            first,
            squares,
            products,
            product_squares,
            together: graph.each_pair().map(|(i, j, value)| value * c[i] * c[j]).sum(),
        }
    }

    fn products_squared_deviation(&self) -> f64 {
        self.product_squares - self.products * self.products / self.pairs
    }

    /// Whether the products differ enough for digits to be left of their deviation.
    fn varies(&self) -> bool {
        self.products_squared_deviation() > LEAST_DEVIATION * self.product_squares
    }

    fn correlation(&self, spread: f64) -> f64 {
        let covariance = self.together - self.mean * self.products;
        covariance / (spread * self.products_squared_deviation().sqrt())
    }

    /// The sums after the coreness of a place whose partners' weighted coreness is `partners` goes from `old` to `new`.
    fn moved(&self, old: f64, new: f64, partners: f64) -> Self {
        Self {
            first: self.first - old + new,
            squares: self.squares - old * old + new * new,
            products: self.products + (new - old) * (self.first - old),
            product_squares: self.product_squares + (new * new - old * old) * (self.squares - old * old),
            together: self.together + (new - old) * partners,
            ..*self
        }
    }

    /// Where the correlation is highest along one coreness, all else as it is.
    ///
    /// The covariance is `a + b c`, the squared deviation of the products `d + e c + f c²`; their quotient is
    /// stationary where `c = (b d − a e / 2) / (a f − b e / 2)`.
    fn best(&self, old: f64, partners: f64) -> f64 {
        let without = self.moved(old, 0.0, partners);
        let a = without.together - self.mean * without.products;
        let b = partners - self.mean * without.first;
        let d = without.products_squared_deviation();
        let e = -2.0 * without.products * without.first / self.pairs;
        let f = without.squares - without.first * without.first / self.pairs;
        (b * d - a * e / 2.0) / (a * f - b * e / 2.0)
    }
}

/// Where one place alone is the core, the highest correlation is a limit that no coreness reaches: it is held there at
/// this many times the length of all others.
const FARTHEST: f64 = 1e6;

/// Where corenesses that are all but alike do best, as they do for interactions that are sums rather than products, the
/// highest correlation is a limit too: the squared deviation of the products is held at this part of their squares.
const LEAST_DEVIATION: f64 = 1e-8;

/// More sweeps than this are not made.
const MOST_SWEEPS: usize = 10_000;

fn climb(graph: &InteractionGraph, coreness: &mut [f64]) {
    let spread = graph.squared_deviation().sqrt();
    let mut before = f64::NEG_INFINITY;
    for _ in 0..MOST_SWEEPS {
        let largest = coreness.iter().copied().fold(0.0, f64::max);
        for c in coreness.iter_mut() {
            *c /= largest;
        }
        let mut sums = Sums::of(graph, coreness);
        let mut reached = sums.correlation(spread);
        for i in 0..coreness.len() {
            let old = coreness[i];
            let most = FARTHEST * (sums.squares - old * old).max(0.0).sqrt();
            let partners: f64 = graph.row(i).map(|(j, value)| value * coreness[j]).sum();
            // A stationary point may be the lowest one instead, or below 0, where the edge is the highest.
            for new in [sums.best(old, partners).min(most), 0.0] {
                let moved = sums.moved(coreness[i], new, partners);
                let correlation = moved.correlation(spread);
                if new >= 0.0 && correlation > reached && moved.varies() {
                    (reached, sums, coreness[i]) = (correlation, moved, new);
                }
            }
        }
        if coreness.iter().all(|&c| c == 0.0) || !reached.is_finite() || reached - before < 1e-14 {
            break;
        }
        before = reached;
    }
}

#[cfg(test)]
mod tests {
    use super::super::borgatti_everett;
    use super::super::judge::small_graph;
    use super::*;

    fn obvious(graph: &InteractionGraph, c: &[f64]) -> f64 {
        let value =
            |i: usize, j: usize| graph.row(i).find(|&(to, _)| to == j).map_or(0.0, |(_, value)| value);
        let pairs: Vec<(f64, f64)> = (0..c.len())
            .flat_map(|i| (i + 1..c.len()).map(move |j| (i, j)))
            .map(|(i, j)| (value(i, j), c[i] * c[j]))
            .collect();
        let count = pairs.len() as f64;
        let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / count, y + pair.1 / count));
        let sums = pairs.iter().fold((0.0, 0.0, 0.0), |(xy, xx, yy), (a, b)| {
            (xy + (a - x) * (b - y), xx + (a - x) * (a - x), yy + (b - y) * (b - y))
        });
        sums.0 / (sums.1 * sums.2).sqrt()
    }

    #[test]
    fn no_step_in_any_direction_is_better() {
        for seed in 0..20 {
            let graph = small_graph(8, 0.5, seed % 2 == 0, seed);
            let found = borgatti_everett_continuous(&graph, &SearchOptions::default()).unwrap();
            let again = obvious(&graph, &found.coreness);
            assert!((found.correlation - again).abs() < 1e-7, "seed {seed}: {again} {found:?}");
            let mut random = generator(Purpose::Run, 99, seed);
            for size in [1e-3, 0.1, 0.5, 2.0] {
                for _ in 0..200 {
                    let step = |c: &f64| (c + size * (share(&mut random) - 0.5)).max(0.0);
                    let elsewhere: Vec<_> = found.coreness.iter().map(step).collect();
                    let there = obvious(&graph, &elsewhere);
                    assert!(
                        there.is_nan() || there < found.correlation + 1e-4,
                        "seed {seed}: {there} {found:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_to_rank_has_no_coreness() {
        let options = SearchOptions::default();
        let graph = |n, pairs: &[(u32, u32, f64)]| InteractionGraph::of_pairs(n, pairs);
        assert_eq!(borgatti_everett_continuous(&graph(0, &[]), &options), None);
        assert_eq!(borgatti_everett_continuous(&graph(2, &[(0, 1, 1.0)]), &options), None);
        assert_eq!(borgatti_everett_continuous(&graph(4, &[]), &options), None);
        let one = borgatti_everett_continuous(&graph(4, &[(1, 3, 5.0)]), &options).unwrap();
        assert!((one.correlation - 1.0).abs() < 1e-9 && one.coreness[0] == 0.0, "{one:?}");
        assert_eq!(continuous_correlation(&graph(4, &[(1, 3, 5.0)]), &[1.0; 4]), None);
        assert!(borgatti_everett(&graph(4, &[(1, 3, 5.0)]), &options).is_some());
        // All strengths are the same, and one run is enough.
        let ring: Vec<_> = (0..6).map(|i| (i, (i + 1) % 6, 1.0)).collect();
        let ring =
            borgatti_everett_continuous(&graph(6, &ring), &SearchOptions { runs: 1, seed: 1 }).unwrap();
        assert!(ring.correlation > 0.0, "{ring:?}");
    }
}
