//! Slow and obvious: every partition of a few units, and sums straight from their definition.

use super::graph::Graph;

/// Whether every region hangs together.
pub(super) fn contiguous(graph: &Graph, of: &[usize]) -> bool {
    let count = of.iter().max().map_or(0, |most| most + 1);
    (0..count).all(|region| {
        let members: Vec<usize> = (0..of.len()).filter(|&i| of[i] == region).collect();
        let Some(&first) = members.first() else { return false };
        let mut reached = vec![first];
        let mut next = 0;
        while let Some(&i) = reached.get(next) {
            next += 1;
            for j in graph.neighbours(i) {
                if of[j] == region && !reached.contains(&j) {
                    reached.push(j);
                }
            }
        }
        reached.len() == members.len()
    })
}

/// The within sum of squares as half the mean squared distance of all pairs.
pub(super) fn within(columns: &[Vec<f64>], of: &[usize]) -> f64 {
    let count = of.iter().max().map_or(0, |most| most + 1);
    let sum = |region: usize| {
        let members: Vec<usize> = (0..of.len()).filter(|&i| of[i] == region).collect();
        let mut sum = 0.0;
        for &i in &members {
            for &j in &members {
                sum += columns.iter().map(|column| (column[i] - column[j]).powi(2)).sum::<f64>();
            }
        }
        sum / (2.0 * members.len() as f64)
    };
    (0..count).map(sum).sum()
}

/// Every partition of `n` units, regions numbered in the order of their first units.
pub(super) fn partitions(n: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..n {
        let longer = |of: Vec<usize>| {
            let count = of.iter().max().map_or(0, |most| most + 1);
            (0..=count).map(move |region| {
                let mut next = of.clone();
                next.push(region);
                next
            })
        };
        all = all.into_iter().flat_map(longer).collect();
    }
    all
}

/// The partitions into contiguous regions that hold `least` each.
pub(super) fn feasible(graph: &Graph, floor: &[f64], least: f64) -> Vec<Vec<usize>> {
    let holds = |of: &Vec<usize>| {
        let count = of.iter().max().map_or(0, |most| most + 1);
        (0..count)
            .all(|region| (0..of.len()).filter(|&i| of[i] == region).map(|i| floor[i]).sum::<f64>() >= least)
    };
    partitions(graph.len()).into_iter().filter(|of| holds(of) && contiguous(graph, of)).collect()
}
