//! Tabu search.

use super::super::partition::Partition;
use super::descent::descend;
use super::least_gain;
use rand::Rng;
use std::collections::HashMap;

/// How long a tabu search remembers, and how long it hopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tabu {
    /// For so many moves a unit may not go back to the region that it left, unless that makes the lowest sum yet.
    /// Default 10.
    pub tenure: usize,
    /// The search ends after so many moves without a new lowest sum. Default 100.
    pub patience: usize,
}

impl Default for Tabu {
    fn default() -> Self {
        Self { tenure: 10, patience: 100 }
    }
}

pub(super) fn search(partition: &mut Partition, tabu: &Tabu, random: &mut impl Rng) {
    descend(partition, random);
    let least = least_gain(partition);
    let mut best = (partition.within(), partition.of().to_vec());
    let mut sum = best.0;
    // Until which move a unit may not go to a region; looked up only.
    let mut barred: HashMap<(usize, usize), usize> = HashMap::new();
    let mut idle = 0;
    let mut number = 0;
    while idle < tabu.patience {
        number += 1;
        let mut moves = possible(partition);
        moves.retain(|&(change, i, region)| {
            sum + change < best.0 - least || barred.get(&(i, region)).is_none_or(|&until| until < number)
        });
        moves.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let whole = |&&(_, i, _): &&(f64, usize, usize)| {
            let from = partition.of()[i];
            partition.is_whole_without(i, from)
        };
        let Some(&(change, i, region)) = moves.iter().find(whole) else { break };
        barred.insert((i, partition.of()[i]), number + tabu.tenure);
        partition.shift(i, region);
        sum += change;
        idle += 1;
        if sum < best.0 - least {
            partition.sum_anew();
            sum = partition.within();
            best = (sum, partition.of().to_vec());
            idle = 0;
        }
    }
    *partition = Partition::new(partition.problem, best.1);
    descend(partition, random);
}

/// Every move of a unit to a neighbouring region that the floor allows.
fn possible(partition: &Partition) -> Vec<(f64, usize, usize)> {
    let mut moves = Vec::new();
    let mut regions = Vec::new();
    for i in (0..partition.of().len()).filter(|&i| partition.can_spare(i)) {
        regions.clear();
        let own = partition.of()[i];
        regions.extend(partition.problem.graph.neighbours(i).map(|j| partition.of()[j]));
        regions.retain(|&region| region != own);
        regions.sort_unstable();
        regions.dedup();
        moves.extend(regions.iter().map(|&region| (partition.change(i, region), i, region)));
    }
    moves
}
