//! What is measured: a line a task.
#![allow(clippy::unwrap_used, reason = "what is made is without faults")]

use crate::made::{blocks, groups, incomes, lattice, points, values};
use crate::meter::Meter;
use crate::voronoi::voronoi;
use jingwei::classify::{Scheme, classify};
use jingwei::disparity::{
    Correction, Islands, PermutationOptions, gini, local_moran_permutation, moran_permutation,
    theil_decomposition,
};
use jingwei::index::{RegionIndex, dissolve};
use jingwei::weights::{Contiguity, Weights, contiguity};

/// The name of a task, and what makes the data for so many units and measures it.
pub(crate) type Task = (&'static str, fn(usize, &Meter));

#[rustfmt::skip]
pub(crate) const TASKS: [Task; 9] = [
    ("queen", |n, meter| { let regions = lattice(n); meter.measure(|| contiguity(&regions, Contiguity::Queen), neighbours) }),
    ("moran_999", |n, meter| { let (w, y) = (rows(n), values(n)); meter.measure(|| moran_permutation(&w, &y, Islands::default(), &TIMES_999).unwrap().unwrap(), |test| test.moran.i + test.p.greater) }),
    ("local_moran_999", |n, meter| { let (w, y) = (rows(n), values(n)); meter.measure(|| local_moran_permutation(&w, &y, &TIMES_999).unwrap(), |all| all.iter().flatten().map(|one| one.p.two_sided).sum()) }),
    ("gini", |n, meter| { let x = incomes(n); meter.measure(|| gini(&x, Correction::None).unwrap().unwrap(), |gini| *gini) }),
    ("theil_50_groups", |n, meter| { let (x, of) = (incomes(n), groups(n, 50)); meter.measure(|| theil_decomposition(&x, &of).unwrap().unwrap(), |theil| theil.between) }),
    ("fisher_jenks_7", |n, meter| { let x: Vec<_> = incomes(n).into_iter().map(Some).collect(); meter.measure(|| classify(&x, &Scheme::FisherJenks, 7).unwrap(), |found| found.classes.bounds.iter().sum()) }),
    ("points_1e6_in_lattice", |n, meter| { let (regions, at) = (lattice(n), points(n, 1_000_000)); meter.measure(|| RegionIndex::new(&regions).regions_at(&at), sum) }),
    ("points_1e6_in_voronoi", |n, meter| { let (regions, at) = (voronoi(n), points(n, 1_000_000)); meter.measure(|| RegionIndex::new(&regions).regions_at(&at), sum) }),
    ("dissolve_blocks", |n, meter| { let (regions, of) = (lattice(n), blocks(n)); meter.measure(|| dissolve(&regions, &of), |all| all.iter().map(|one| one.outline.0[0].exterior().0.len() as f64).sum()) }),
];

const TIMES_999: PermutationOptions = PermutationOptions { permutations: 999, seed: 1 };

/// Row-standardised queen contiguity of the lattice.
fn rows(size: usize) -> Weights {
    contiguity(&lattice(size), Contiguity::Queen).row_standardised()
}

fn neighbours(weights: &Weights) -> f64 {
    (0..weights.len()).map(|i| weights.row(i).len() as f64).sum()
}

#[allow(clippy::ptr_arg, reason = "as the answer is")]
fn sum(found: &Vec<Option<usize>>) -> f64 {
    found.iter().flatten().map(|&region| region as f64).sum()
}
