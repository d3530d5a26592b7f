//! Slow and obvious answers against which the fast ones are held.

use super::graph::Edge;

/// All shortest times by Floyd and Warshall; `None` without a path.
pub(super) fn all_pairs(nodes: usize, edges: &[Edge]) -> Vec<Vec<Option<u32>>> {
    let mut times: Vec<Vec<Option<u64>>> = vec![vec![None; nodes]; nodes];
    for (i, row) in times.iter_mut().enumerate() {
        row[i] = Some(0);
    }
    for edge in edges {
        let time = &mut times[edge.tail as usize][edge.head as usize];
        *time = Some(time.unwrap_or(u64::MAX).min(u64::from(edge.milliseconds)));
    }
    for k in 0..nodes {
        for i in 0..nodes {
            for j in 0..nodes {
                if let (Some(there), Some(onward)) = (times[i][k], times[k][j]) {
                    let through = there + onward;
                    times[i][j] = Some(times[i][j].unwrap_or(u64::MAX).min(through));
                }
            }
        }
    }
    let whole = |time: u64| u32::try_from(time).expect("the graph was accepted");
    times.into_iter().map(|row| row.into_iter().map(|time| time.map(whole)).collect()).collect()
}
