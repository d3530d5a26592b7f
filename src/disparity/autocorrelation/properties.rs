//! What holds for all weights and values.

use super::*;
use crate::disparity::Deviation;
use crate::weights::Weights;
use proptest::prelude::*;

/// Weights that need not be symmetric, some units without neighbours or their own, and two variables.
fn cases() -> impl Strategy<Value = (Weights, Vec<f64>, Vec<f64>)> {
    (4..14_usize).prop_flat_map(|n| {
        let row = proptest::collection::vec((0..n, 0.1..3.0_f64), 0..5);
        let values = || proptest::collection::vec(0.0..100.0_f64, n);
        (proptest::collection::vec(row, n), values(), values())
            .prop_map(|(rows, x, y)| (Weights::from_rows(rows), x, y))
    })
}

/// The weights as a table of `n` by `n`.
fn dense(weights: &Weights) -> Vec<Vec<f64>> {
    (0..weights.len()).map(|i| (0..weights.len()).map(|j| weights.weight(i, j)).collect()).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) + 1e-11
}

fn both_near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => near(a, b),
        (a, b) => a == b,
    }
}

/// Every global statistic that needs no choice.
fn globals(weights: &Weights, x: &[f64], y: &[f64]) -> Vec<Option<f64>> {
    let moran = moran(weights, y, Islands::Spdep).unwrap();
    let geary = geary(weights, y, Islands::Spdep).unwrap();
    let g = global_g(weights, y).unwrap();
    let marks: Vec<bool> = y.iter().map(|&y| y > 50.0).collect();
    let joins = join_counts(weights, &marks);
    let lee = lee(weights, x, y).unwrap();
    let gini = spatial_gini(weights, y).unwrap();
    vec![
        moran.as_ref().map(|moran| moran.i),
        moran.as_ref().and_then(|moran| Some(moran.randomisation?.variance)),
        geary.as_ref().map(|geary| geary.c),
        geary.as_ref().and_then(|geary| Some(geary.randomisation?.variance)),
        g.as_ref().map(|g| g.g),
        joins.as_ref().map(|joins| joins.bb.count),
        joins.as_ref().and_then(|joins| Some(joins.bw.randomisation?.variance)),
        lee.map(|lee| lee.l),
        gini.map(|gini| gini.others),
        bivariate_moran(weights, x, y).unwrap(),
    ]
}

/// Every local statistic, by unit.
fn locals(weights: &Weights, x: &[f64], y: &[f64]) -> Vec<Vec<Option<f64>>> {
    let star = LocalGOptions { star: true, ..LocalGOptions::default() };
    let z =
        |local: Vec<Option<LocalG>>| local.into_iter().map(|local| local.and_then(|local| local.z)).collect();
    let i =
        |local: Vec<Option<LocalMoran>>| local.into_iter().map(|local| local.map(|local| local.i)).collect();
    vec![
        i(local_moran(weights, y).unwrap()),
        i(local_bivariate_moran(weights, x, y).unwrap()),
        local_geary_multivariate(weights, &[x, y], Deviation::Population).unwrap(),
        z(local_g(weights, y, &LocalGOptions::default()).unwrap()),
        z(local_g(weights, y, &star).unwrap()),
        local_lee(weights, x, y).unwrap(),
    ]
}

proptest! {
    #[test]
    fn the_global_statistics_are_what_their_definitions_say((weights, x, y) in cases()) {
        let (w, n) = (dense(&weights), y.len());
        let mean = |v: &[f64]| v.iter().sum::<f64>() / n as f64;
        let (zx, zy): (Vec<f64>, Vec<f64>) =
            x.iter().zip(&y).map(|(a, b)| (a - mean(&x), b - mean(&y))).unzip();
        let sum = |of: &dyn Fn(usize, usize) -> f64| -> f64 {
            (0..n).map(|i| (0..n).map(|j| of(i, j)).sum::<f64>()).sum()
        };
        let s0 = sum(&|i, j| w[i][j]);
        prop_assume!(s0 > 0.0);
        let squares = |z: &[f64]| z.iter().map(|z| z * z).sum::<f64>();
        let i = n as f64 / s0 * sum(&|i, j| w[i][j] * zy[i] * zy[j]) / squares(&zy);
        prop_assert!(near(moran(&weights, &y, Islands::Esda).unwrap().unwrap().i, i));
        let c = (n as f64 - 1.0) * sum(&|i, j| w[i][j] * (y[i] - y[j]).powi(2)) / (2.0 * s0 * squares(&zy));
        prop_assert!(near(geary(&weights, &y, Islands::Esda).unwrap().unwrap().c, c));
        let other = |i: usize, j: usize| if i == j { 0.0 } else { 1.0 };
        let g = sum(&|i, j| other(i, j) * w[i][j] * y[i] * y[j]) / sum(&|i, j| other(i, j) * y[i] * y[j]);
        if let Some(ours) = global_g(&weights, &y).unwrap() {
            prop_assert!(near(ours.g, g));
        }
        let both = sum(&|i, j| w[i][j] * zx[i] * zy[j]) / (squares(&zx) * squares(&zy)).sqrt();
        prop_assert!(both_near(bivariate_moran(&weights, &x, &y).unwrap(), Some(both)));
        let lag = |z: &[f64], i: usize| (0..n).map(|j| w[i][j] * z[j]).sum::<f64>();
        let rows: f64 = w.iter().map(|row| row.iter().sum::<f64>().powi(2)).sum();
        let l = n as f64 / rows * (0..n).map(|i| lag(&zx, i) * lag(&zy, i)).sum::<f64>()
            / (squares(&zx) * squares(&zy)).sqrt();
        prop_assert!(near(lee(&weights, &x, &y).unwrap().unwrap().l, l));
    }

    #[test]
    fn analytic_results_do_not_know_the_order_of_the_units((weights, x, y) in cases(), turn in 1..13_usize) {
        let n = y.len();
        // Unit i goes to place (i + turn) mod n, the last two swapped besides.
        let mut order: Vec<usize> = (0..n).map(|place| (place + turn) % n).collect();
        order.swap(0, n - 1);
        let turned = weights.among(&order);
        let take = |v: &[f64]| order.iter().map(|&i| v[i]).collect::<Vec<f64>>();
        for (a, b) in globals(&weights, &x, &y).into_iter().zip(globals(&turned, &take(&x), &take(&y))) {
            prop_assert!(both_near(a, b), "{:?} {:?}", a, b);
        }
        for (a, b) in locals(&weights, &x, &y).into_iter().zip(locals(&turned, &take(&x), &take(&y))) {
            for (place, &i) in order.iter().enumerate() {
                prop_assert!(both_near(a[i], b[place]), "{:?} {:?}", a[i], b[place]);
            }
        }
    }

    #[test]
    fn no_result_is_not_a_number((weights, x, y) in cases(), whole in any::<bool>()) {
        // Whole values tie often, and sometimes are all equal.
        let y: Vec<f64> = if whole { y.iter().map(|y| (y / 40.0).floor()).collect() } else { y };
        for value in globals(&weights, &x, &y).into_iter().chain(locals(&weights, &x, &y).into_iter().flatten()) {
            prop_assert!(value.is_none_or(f64::is_finite));
        }
    }
}

/// Whether a Monte-Carlo p lies within five standard errors of the exact one.
fn within(p: f64, exact: f64, permutations: f64) -> bool {
    (p - exact).abs() <= 5.0 * (exact * (1.0 - exact) / permutations).sqrt() + 1.0 / permutations
}

/// Seven units in two clumps, one weight in one direction only, one unit its own neighbour, one island.
fn small() -> (Weights, [f64; 7], [f64; 7]) {
    let rows = vec![
        vec![(1, 1.0), (2, 0.5)],
        vec![(0, 1.0)],
        vec![(0, 0.5), (1, 2.0), (2, 1.0)],
        vec![(4, 1.0), (5, 1.0)],
        vec![(3, 1.0)],
        vec![(3, 1.0), (4, 1.0), (0, 1.0)],
        vec![],
    ];
    (Weights::from_rows(rows), [1.0, 2.0, 2.0, 7.0, 9.0, 6.5, 4.0], [3.0, 1.0, 2.5, 6.0, 9.5, 4.0, 4.0])
}

const MANY: PermutationOptions = PermutationOptions { permutations: 9999, seed: 42 };

#[test]
fn random_permutations_come_near_the_exact_p_of_every_global_statistic() {
    let (weights, x, y) = small();
    let marks = y.map(|y| y > 4.0);
    let moran = moran_permutation(&weights, &y, Islands::Spdep, &MANY).unwrap().unwrap();
    let joins = join_counts_permutation(&weights, &marks, &MANY).unwrap();
    let exact_joins = join_counts_exact(&weights, &marks).unwrap().unwrap();
    let pairs = [
        (moran.p, moran_exact(&weights, &y, Islands::Spdep).unwrap().unwrap().reference.p),
        (
            geary_permutation(&weights, &y, Islands::Esda, &MANY).unwrap().unwrap().reference.p,
            geary_exact(&weights, &y, Islands::Esda).unwrap().unwrap().reference.p,
        ),
        (
            global_g_permutation(&weights, &y, &MANY).unwrap().unwrap().reference.p,
            global_g_exact(&weights, &y).unwrap().unwrap().reference.p,
        ),
        (
            bivariate_moran_permutation(&weights, &x, &y, &MANY).unwrap().unwrap().reference.p,
            bivariate_moran_exact(&weights, &x, &y).unwrap().unwrap().reference.p,
        ),
        (
            lee_permutation(&weights, &x, &y, &MANY).unwrap().unwrap().reference.p,
            lee_exact(&weights, &x, &y).unwrap().unwrap().reference.p,
        ),
        (
            spatial_gini_permutation(&weights, &y, &MANY).unwrap().unwrap().reference.p,
            spatial_gini_exact(&weights, &y).unwrap().unwrap().reference.p,
        ),
        (joins.bb.p, exact_joins.bb.p),
        (joins.ww.p, exact_joins.ww.p),
        (joins.bw.p, exact_joins.bw.p),
    ];
    for (at, (p, exact)) in pairs.into_iter().enumerate() {
        assert!(within(p.greater, exact.greater, 9999.0), "{at}: {p:?} {exact:?}");
        assert!(within(p.lesser, exact.lesser, 9999.0), "{at}: {p:?} {exact:?}");
    }
}

fn p<S: Copy>(tests: Vec<Option<ConditionalTest<S>>>) -> Vec<Option<PseudoP>> {
    tests.into_iter().map(|test| test.map(|test| test.p)).collect()
}

#[test]
fn random_draws_come_near_the_exact_p_of_every_local_statistic() {
    let (weights, x, y) = small();
    let options = LocalGOptions::default();
    let star = LocalGOptions { star: true, row_standardised: true, ..options };
    let moran = local_moran_permutation(&weights, &y, &MANY).unwrap();
    let deviation = Deviation::Population;
    let pairs = [
        (
            moran.into_iter().map(|local| local.map(|local| local.p)).collect(),
            p(local_moran_exact(&weights, &y).unwrap()),
        ),
        (
            p(local_bivariate_moran_permutation(&weights, &x, &y, &MANY).unwrap()),
            p(local_bivariate_moran_exact(&weights, &x, &y).unwrap()),
        ),
        (
            p(local_geary_permutation(&weights, &y, deviation, &MANY).unwrap()),
            p(local_geary_exact(&weights, &y, deviation).unwrap()),
        ),
        (
            p(local_g_permutation(&weights, &y, &options, &MANY).unwrap()),
            p(local_g_exact(&weights, &y, &options).unwrap()),
        ),
        (
            p(local_g_permutation(&weights, &y, &star, &MANY).unwrap()),
            p(local_g_exact(&weights, &y, &star).unwrap()),
        ),
        (
            p(local_lee_permutation(&weights, &x, &y, &MANY).unwrap()),
            p(local_lee_exact(&weights, &x, &y).unwrap()),
        ),
    ];
    for (at, (random, exact)) in pairs.into_iter().enumerate() {
        for (i, (random, exact)) in random.into_iter().zip(exact).enumerate() {
            assert_eq!(random.is_some(), exact.is_some(), "{at}: {i}");
            let (Some(random), Some(exact)) = (random, exact) else { continue };
            assert!(within(random.greater, exact.greater, 9999.0), "{at}: {i}: {random:?} {exact:?}");
            assert!(within(random.lesser, exact.lesser, 9999.0), "{at}: {i}: {random:?} {exact:?}");
        }
    }
}

#[test]
fn one_thread_and_many_give_the_same_bits() {
    let n = 100_usize;
    let weights =
        Weights::from_neighbours((0..n).map(|i| vec![(i + 1) % n, (i + n - 1) % n, (i * 7) % n]).collect())
            .row_standardised();
    let y: Vec<f64> = (0..n).map(|i| (i * i % 37) as f64).collect();
    let x: Vec<f64> = (0..n).map(|i| (i * 5 % 23) as f64).collect();
    let options = PermutationOptions { permutations: 99, seed: 3 };
    let run = || {
        (
            moran_permutation(&weights, &y, Islands::Spdep, &options).unwrap(),
            geary_permutation(&weights, &y, Islands::Spdep, &options).unwrap(),
            global_g_permutation(&weights, &y, &options).unwrap(),
            lee_permutation(&weights, &x, &y, &options).unwrap(),
            local_moran_permutation(&weights, &y, &options).unwrap(),
            local_g_permutation(&weights, &y, &LocalGOptions::default(), &options).unwrap(),
            local_geary_multivariate_permutation(&weights, &[&x, &y], Deviation::Population, &options)
                .unwrap(),
            local_lee_permutation(&weights, &x, &y, &options).unwrap(),
        )
    };
    let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run);
    assert_eq!(on(1), on(3));
}
