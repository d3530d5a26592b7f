//! The automatic zoning procedure as first written.

use super::super::partition::Partition;
use super::super::random::{below, shuffle};
use super::least_gain;
use rand::Rng;

/// Moves units into each region in turn as long as a move lowers the sum.
pub(super) fn descend(partition: &mut Partition, random: &mut impl Rng) {
    let least = least_gain(partition);
    let mut regions: Vec<usize> = (0..partition.len()).collect();
    loop {
        let mut moved = false;
        shuffle(&mut regions, random);
        for &region in &regions {
            moved |= fill(partition, region, least, random);
        }
        if !moved {
            return;
        }
    }
}

/// Moves into `region` what borders it and lowers the sum there.
fn fill(partition: &mut Partition, region: usize, least: f64, random: &mut impl Rng) -> bool {
    let mut moved = false;
    let mut listed = vec![false; partition.of().len()];
    let mut bordering = Vec::new();
    for &member in partition.members(region) {
        list(partition, member, region, &mut listed, &mut bordering);
    }
    while !bordering.is_empty() {
        let i = bordering.swap_remove(below(bordering.len(), random));
        let from = partition.of()[i];
        if partition.can_spare(i)
            && partition.change(i, region) < -least
            && partition.is_whole_without(i, from)
        {
            partition.shift(i, region);
            list(partition, i, region, &mut listed, &mut bordering);
            moved = true;
        }
    }
    moved
}

fn list(
    partition: &Partition,
    member: usize,
    region: usize,
    listed: &mut [bool],
    bordering: &mut Vec<usize>,
) {
    for j in partition.problem.graph.neighbours(member) {
        if partition.of()[j] != region && !listed[j] {
            listed[j] = true;
            bordering.push(j);
        }
    }
}
