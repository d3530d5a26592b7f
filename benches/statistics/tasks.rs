//! What is measured: a line a task.
#![allow(clippy::unwrap_used, reason = "what is made is without faults")]

use crate::lines::Meter;
use crate::made::{blocks, centroids, groups, incomes, lattice, panel, people, points, values};
use crate::voronoi::voronoi;
use jingwei::classify::{Scheme, classify};
use jingwei::disparity::{
    ClassBounds, Correction, Deviation, Islands, Partition, PermutationOptions, generalised_entropy,
    generalised_entropy_decomposition, generalised_entropy_decomposition_weighted, gini, gini_dagum,
    gini_jackknife, gini_weighted, global_g, hoover, local_geary_permutation, local_moran_permutation,
    moran_permutation, palma, spatial_markov, theil_decomposition, theil_l, theil_t, wolfson,
};
use jingwei::index::{RegionIndex, dissolve};
use jingwei::weights::{Contiguity, Weights, contiguity, k_nearest};

/// The name of a task, and what makes the data for so many units and measures it.
pub(crate) type Task = (&'static str, fn(usize, &Meter));

#[rustfmt::skip]
pub(crate) const TASKS: [Task; 25] = [
    ("queen", |n, meter| { let regions = lattice(n); meter.measure(|| contiguity(&regions, Contiguity::Queen), links) }),
    ("rook", |n, meter| { let regions = lattice(n); meter.measure(|| contiguity(&regions, Contiguity::Rook), links) }),
    ("knn_8", |n, meter| { let at = centroids(n); meter.measure(|| k_nearest(&at, 8).unwrap(), links) }),
    ("moran_999", |n, meter| { let (w, y) = (rows(n), values(n)); meter.measure(|| moran_permutation(&w, &y, Islands::default(), &TIMES_999).unwrap().unwrap(), |test| test.moran.i + test.p.greater) }),
    ("local_moran_999", |n, meter| { let (w, y) = (rows(n), values(n)); meter.measure(|| local_moran_permutation(&w, &y, &TIMES_999).unwrap(), |all| all.iter().flatten().map(|one| one.p.two_sided).sum()) }),
    ("local_geary_999", |n, meter| { let (w, y) = (rows(n), values(n)); meter.measure(|| local_geary_permutation(&w, &y, Deviation::Population, &TIMES_999).unwrap(), |all| all.iter().flatten().map(|one| one.p.two_sided).sum()) }),
    ("getis_ord_g", |n, meter| { let (w, y) = (contiguity(&lattice(n), Contiguity::Queen), values(n)); meter.measure(|| global_g(&w, &y).unwrap().unwrap(), |found| found.g) }),
    ("fisher_jenks_7", |n, meter| { let x: Vec<_> = incomes(n).into_iter().map(Some).collect(); meter.measure(|| classify(&x, &Scheme::FisherJenks, 7).unwrap(), |found| found.classes.bounds.iter().sum()) }),
    ("points_1e6_in_lattice", |n, meter| { let (regions, at) = (lattice(n), points(n, 1_000_000)); meter.measure(|| RegionIndex::new(&regions).regions_at(&at), sum) }),
    ("points_1e6_in_voronoi", |n, meter| { let (regions, at) = (voronoi(n), points(n, 1_000_000)); meter.measure(|| RegionIndex::new(&regions).regions_at(&at), sum) }),
    ("dissolve_blocks", |n, meter| { let (regions, of) = (lattice(n), blocks(n)); meter.measure(|| dissolve(&regions, &of), |all| all.iter().map(|one| one.outline.0[0].exterior().0.len() as f64).sum()) }),
    ("spatial_markov_20", |n, meter| { let (w, y) = (contiguity(&lattice(n), Contiguity::Rook).row_standardised(), panel(n, 20)); meter.measure(|| spatial_markov(&w, &y, &ClassBounds::Pooled(5), &ClassBounds::Pooled(5)).unwrap(), |found| found.sum.statistic) }),
    ("gini", |n, meter| { let x = incomes(n); meter.measure(|| gini(&x, Correction::None).unwrap().unwrap(), same) }),
    ("gini_weighted", |n, meter| { let (x, of) = (incomes(n), people(n)); meter.measure(|| gini_weighted(&x, &of).unwrap().unwrap(), same) }),
    ("gini_dagum", |n, meter| { let (x, of) = (incomes(n), numbered(n)); meter.measure(|| gini_dagum(&x, &of).unwrap().unwrap(), |parts| parts.transvariation) }),
    ("gini_jackknife", |n, meter| { let x = incomes(n); meter.measure(|| gini_jackknife(&x).unwrap().unwrap(), |found| found.standard_error) }),
    ("theil_t", |n, meter| { let x = incomes(n); meter.measure(|| theil_t(&x).unwrap().unwrap(), same) }),
    ("theil_l", |n, meter| { let x = incomes(n); meter.measure(|| theil_l(&x).unwrap().unwrap(), same) }),
    ("theil_50_groups", |n, meter| { let (x, of) = (incomes(n), numbered(n)); meter.measure(|| generalised_entropy_decomposition(&x, &of, 1.0).unwrap().unwrap(), |theil| theil.between) }),
    ("theil_50_groups_weighted", |n, meter| { let (x, people, of) = (incomes(n), people(n), numbered(n)); meter.measure(|| generalised_entropy_decomposition_weighted(&x, &people, &of, 1.0).unwrap().unwrap(), |theil| theil.between) }),
    ("theil_50_names", |n, meter| { let (x, of) = (incomes(n), named(n)); meter.measure(|| theil_decomposition(&x, &of).unwrap().unwrap(), |theil| theil.between) }),
    ("entropy_half", |n, meter| { let x = incomes(n); meter.measure(|| generalised_entropy(&x, 0.5).unwrap().unwrap(), same) }),
    ("hoover", |n, meter| { let x = incomes(n); meter.measure(|| hoover(&x).unwrap().unwrap(), same) }),
    ("palma", |n, meter| { let x = incomes(n); meter.measure(|| palma(&x).unwrap().unwrap(), same) }),
    ("wolfson", |n, meter| { let x = incomes(n); meter.measure(|| wolfson(&x).unwrap().unwrap(), same) }),
];

const TIMES_999: PermutationOptions = PermutationOptions { permutations: 999, seed: 1 };

const GROUPS: u32 = 50;

/// Row-standardised queen contiguity of the lattice.
fn rows(size: usize) -> Weights {
    contiguity(&lattice(size), Contiguity::Queen).row_standardised()
}

/// The groups of the incomes by number, and by name.
fn numbered(size: usize) -> Partition {
    Partition::by_number((0..GROUPS).map(|group| group.to_string()).collect(), groups(size, GROUPS))
}

fn named(size: usize) -> Vec<String> {
    groups(size, GROUPS).into_iter().map(|group| format!("group {group}")).collect()
}

fn links(weights: &Weights) -> f64 {
    weights.links() as f64
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as answers are checked")]
fn same(index: &f64) -> f64 {
    *index
}

#[allow(clippy::ptr_arg, reason = "as the answer is")]
fn sum(found: &Vec<Option<usize>>) -> f64 {
    found.iter().flatten().map(|&region| region as f64).sum()
}
