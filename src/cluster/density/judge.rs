//! Slow and obvious: the definitions over all pairs.

#![allow(clippy::needless_for_each, reason = "a test reads more easily so")]

use super::{Dbscan, DbscanOptions, Density, Neighbourhood};

/// Parts of `places` that hang together by what `linked` says, each sorted, by their first place.
fn parts(places: &[usize], linked: &dyn Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut left = places.to_vec();
    let mut parts = Vec::new();
    while !left.is_empty() {
        let mut part = vec![left.remove(0)];
        let mut at = 0;
        while at < part.len() {
            let (near, far): (Vec<usize>, Vec<usize>) = left.iter().partition(|&&j| linked(part[at], j));
            part.extend(near);
            left = far;
            at += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts
}

/// Faults of an answer, by the definition of DBSCAN with border places to the nearest core.
pub(super) fn faults(places: &impl Neighbourhood, options: &DbscanOptions, found: &Dbscan) -> Vec<String> {
    let n = places.len();
    let near = |i: usize, j: usize| places.distance(i, j).is_some_and(|distance| distance <= options.reach);
    let count = |i: usize| (0..n).filter(|&j| near(i, j)).count();
    let cores: Vec<usize> = (0..n).filter(|&i| count(i) >= options.min_points).collect();
    let mut expected = vec![None; n];
    for (number, part) in parts(&cores, &near).iter().enumerate() {
        part.iter().for_each(|&i| expected[i] = Some(number));
    }
    let mut faults = Vec::new();
    for i in 0..n {
        let key = |j: &usize| (places.distance(i, *j).unwrap(), *j);
        let by =
            cores.iter().copied().filter(|&j| near(i, j)).min_by(|a, b| key(a).partial_cmp(&key(b)).unwrap());
        let (density, cluster, by) = match by {
            _ if cores.contains(&i) => (Density::Core, expected[i], None),
            Some(by) => (Density::Border, expected[by], Some(by)),
            None => (Density::Noise, None, None),
        };
        let told = (found.density[i], found.cluster[i], found.by[i], found.neighbours[i]);
        let right = (density, cluster, by, count(i).min(options.min_points));
        if told != right {
            faults.push(format!("place {i}: {told:?}, not {right:?}"));
        }
    }
    faults
}

/// A cluster of the tree by its definition.
#[derive(Debug, PartialEq)]
pub(super) struct Judged {
    /// Its places when it splits off.
    pub(super) places: Vec<usize>,
    pub(super) stability: f64,
    pub(super) children: Vec<Judged>,
}

/// The tree of all clusters, from components of the mutual reachability at ever smaller distances.
pub(super) fn tree(places: &impl Neighbourhood, min_samples: usize, least: usize) -> Judged {
    let n = places.len();
    let core = |i: usize| {
        let mut all: Vec<f64> = (0..n).filter(|&j| j != i).filter_map(|j| places.distance(i, j)).collect();
        all.sort_by(f64::total_cmp);
        all.get(min_samples - 1).copied().unwrap_or(f64::INFINITY)
    };
    let cores: Vec<f64> = (0..n).map(core).collect();
    let mutual = |i: usize, j: usize| {
        let distance = places.distance(i, j).unwrap_or(f64::INFINITY);
        let mutual = distance.max(cores[i]).max(cores[j]);
        [mutual, if mutual < f64::INFINITY { distance } else { mutual }]
    };
    grow((0..n).collect(), 0.0, least, &mutual)
}

fn grow(places: Vec<usize>, born: f64, least: usize, mutual: &dyn Fn(usize, usize) -> [f64; 2]) -> Judged {
    let mut cluster = Judged { places: places.clone(), stability: 0.0, children: Vec::new() };
    let mut rest = places;
    let mut distances: Vec<[f64; 2]> =
        rest.iter().flat_map(|&i| rest.iter().map(move |&j| (i, j))).map(|(i, j)| mutual(i, j)).collect();
    distances.sort_by(|a, b| b.partial_cmp(a).unwrap());
    distances.dedup();
    for alike in distances.chunk_by(|a, b| a[0] <= b[0]) {
        let at = alike[0][0];
        let parts = parts(&rest, &|i, j| mutual(i, j)[0] < at);
        if parts.len() == 1 {
            continue;
        }
        let density = 1.0 / at;
        let large: Vec<_> = parts.iter().filter(|part| part.len() >= least).cloned().collect();
        if let [only] = &large[..] {
            cluster.stability += (rest.len() - only.len()) as f64 * (density - born);
            rest.clone_from(only);
            continue;
        }
        cluster.stability += rest.len() as f64 * (density - born);
        let groups = groups(&rest, alike, &large, mutual);
        cluster.children = groups.into_iter().map(|group| grow(group, density, least, mutual)).collect();
        break;
    }
    cluster
}

/// Each large part with the smaller ones that the distances at which all of them fall apart leave with it longest.
fn groups(
    places: &[usize],
    distances: &[[f64; 2]],
    large: &[Vec<usize>],
    mutual: &dyn Fn(usize, usize) -> [f64; 2],
) -> Vec<Vec<usize>> {
    let holds = |place: &[usize]| large.iter().filter(|part| place.contains(&part[0])).count();
    match holds(places) {
        0 => Vec::new(),
        1 => vec![places.to_vec()],
        _ => parts(places, &|i, j| mutual(i, j) < distances[0])
            .iter()
            .flat_map(|part| groups(part, &distances[1..], large, mutual))
            .collect(),
    }
}

impl Judged {
    /// The places of the clusters below this one that are selected by excess of mass, and the sum of their stability.
    pub(super) fn selected(&self, root: bool) -> (Vec<Vec<usize>>, f64) {
        let below: Vec<_> = self.children.iter().map(|child| child.selected(false)).collect();
        let sum: f64 = below.iter().map(|(_, stability)| stability).sum();
        if root || sum > self.stability {
            return (below.into_iter().flat_map(|(places, _)| places).collect(), sum);
        }
        (vec![self.places.clone()], self.stability)
    }

    /// How many clusters.
    pub(super) fn count(&self) -> usize {
        1 + self.children.iter().map(Self::count).sum::<usize>()
    }
}
