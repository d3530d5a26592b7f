//! The second phase of Leiden: communities fall into parts that are connected for certain.

use super::moves::{Level, WeightTo};
use super::random::{order, unit};
use rand_pcg::Pcg64;

/// Parts of each community, as numbers below the number of nodes.
///
/// Every node starts alone; in random order, those still alone and well connected to the rest of their community join
/// a well-connected part of it by which quality does not fall, with a chance that grows with the gain.
/// `randomness` is a weight.
pub(super) fn refine(level: &Level, community: &[u32], randomness: f64, random: &mut Pcg64) -> Vec<u32> {
    let nodes = level.len();
    let mut of_community = vec![0.0; nodes];
    for (v, &c) in community.iter().enumerate() {
        of_community[c as usize] += level.sizes[v];
    }
    let mut part: Vec<u32> = (0..nodes).map(super::graph::small).collect();
    let mut size = level.sizes.clone();
    let mut members = vec![1_u32; nodes];
    // Weight from each part to the rest of its community.
    let mut rest: Vec<f64> = (0..nodes)
        .map(|v| {
            let inside = level.row(v).filter(|&(u, _)| community[u] == community[v]);
            inside.map(|(_, weight)| weight).sum()
        })
        .collect();
    let mut to = WeightTo::new(nodes);
    let mut chances: Vec<(u32, f64)> = Vec::new();
    for v in order(nodes, random) {
        let v = v as usize;
        let all = of_community[community[v] as usize];
        let well_connected =
            |size: &[f64], rest: &[f64], p: usize| rest[p] >= level.price * size[p] * (all - size[p]);
        if part[v] as usize != v || members[v] != 1 || !well_connected(&size, &rest, v) {
            continue;
        }
        to.clear();
        for (u, weight) in level.row(v) {
            if community[u] == community[v] {
                to.add(part[u], weight);
            }
        }
        chances.clear();
        chances.push((part[v], 0.0));
        for &p in &to.met {
            let at = p as usize;
            let gain = to.weight[at] - level.price * level.sizes[v] * size[at];
            if gain >= 0.0 && well_connected(&size, &rest, at) {
                chances.push((p, gain));
            }
        }
        let chosen = choose(&mut chances, randomness, random) as usize;
        if chosen != v {
            part[v] = super::graph::small(chosen);
            members[v] = 0;
            members[chosen] += 1;
            size[chosen] += level.sizes[v];
            rest[chosen] += rest[v] - 2.0 * to.weight[chosen];
        }
    }
    part
}

/// One of them, with chances as `exp(gain / randomness)`.
fn choose(chances: &mut [(u32, f64)], randomness: f64, random: &mut Pcg64) -> u32 {
    // Of equal gains the last, so that a node joins where it neither gains nor loses.
    let best = *chances.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("a node may stay");
    if chances.len() == 1 || randomness <= 0.0 {
        return best.0;
    }
    let mut sum = 0.0;
    for (_, chance) in chances.iter_mut() {
        sum += libm::exp((*chance - best.1) / randomness);
        *chance = sum;
    }
    let drawn = unit(random) * sum;
    chances.iter().find(|(_, upto)| drawn < *upto).map_or(best.0, |&(part, _)| part)
}
