//! Slow and obvious: every division of a few cities, and the formulas over all pairs.

use super::InteractionGraph;

/// Every division of `cities` cities, as numbers of communities that first appear in order.
pub(super) fn divisions(cities: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..cities {
        let longer = |division: &Vec<usize>| {
            let next = division.iter().max().map_or(0, |last| last + 1);
            let division = division.clone();
            (0..=next).map(move |c| [&division[..], &[c]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// The weight between two cities; of a city to itself twice, as matrices have it.
fn matrix(graph: &InteractionGraph) -> Vec<Vec<f64>> {
    let n = graph.len();
    let mut a = vec![vec![0.0; n]; n];
    for (i, row) in a.iter_mut().enumerate() {
        graph.row(i).for_each(|(j, weight)| row[j] = weight);
        row[i] = 2.0 * graph.loops[i];
    }
    a
}

/// `Q = 1/2W Σ_ij (A_ij − γ k_i k_j / 2W) [c_i = c_j]`
pub(super) fn modularity(graph: &InteractionGraph, community: &[usize], resolution: f64) -> f64 {
    let a = matrix(graph);
    let k: Vec<f64> = a.iter().map(|row| row.iter().sum()).collect();
    let twice: f64 = k.iter().sum();
    let mut sum = 0.0;
    for i in 0..a.len() {
        for j in (0..a.len()).filter(|&j| community[i] == community[j]) {
            sum += a[i][j] - resolution * k[i] * k[j] / twice;
        }
    }
    sum / twice
}

/// `H = Σ_{i<j} (A_ij − γ) [c_i = c_j]`, for a network without links of a city to itself.
pub(super) fn constant_potts(graph: &InteractionGraph, community: &[usize], resolution: f64) -> f64 {
    let a = matrix(graph);
    let pairs = (0..a.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
    pairs.filter(|&(i, j)| community[i] == community[j]).map(|(i, j)| a[i][j] - resolution).sum()
}

/// The map equation as its definition reads: entropies of rates.
pub(super) fn map_equation(graph: &InteractionGraph, community: &[usize]) -> f64 {
    let a = matrix(graph);
    let k: Vec<f64> = a.iter().map(|row| row.iter().sum()).collect();
    let twice: f64 = k.iter().sum();
    let entropy = |rates: &[f64]| {
        let all: f64 = rates.iter().sum();
        let of = |p: &f64| if *p > 0.0 { -p / all * (p / all).log2() } else { 0.0 };
        (all, rates.iter().map(of).sum::<f64>())
    };
    let mut exits = Vec::new();
    let mut length = 0.0;
    for c in 0..a.len() {
        let inside: Vec<usize> = (0..a.len()).filter(|&i| community[i] == c).collect();
        let mut exit = 0.0;
        for &i in &inside {
            for j in (0..a.len()).filter(|&j| community[j] != c) {
                exit += k[i] / twice * (if k[i] > 0.0 { a[i][j] / k[i] } else { 0.0 });
            }
        }
        exits.push(exit);
        let mut rates = vec![exit];
        rates.extend(inside.iter().map(|&i| k[i] / twice));
        let (all, bits) = entropy(&rates);
        length += all * bits;
    }
    let (all, bits) = entropy(&exits);
    length + all * bits
}

/// How many parts the cities of one community fall into.
pub(super) fn parts(graph: &InteractionGraph, community: &[usize], c: usize) -> usize {
    let mut left: Vec<usize> = (0..graph.len()).filter(|&i| community[i] == c).collect();
    let mut parts = 0;
    while let Some(first) = left.pop() {
        parts += 1;
        let mut front = vec![first];
        while let Some(at) = front.pop() {
            let (near, far): (Vec<usize>, Vec<usize>) =
                left.iter().partition(|&&j| graph.row(at).any(|(other, _)| other == j));
            front.extend(near);
            left = far;
        }
    }
    parts
}
