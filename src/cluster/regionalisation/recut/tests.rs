//! Moved cuts against trying every exchange.

use super::super::attributes::Attributes;
use super::super::graph::{Graph, shortest_forest};
use super::super::tests::{close, groups, lattice, random_columns};
use super::super::{
    Cut, Decided, Dissimilarity, Floor, RegionOptions, Regions, SkaterOptions, Standardisation, judge, skater,
};
use crate::weights::Weights;

type Links = Vec<(usize, usize)>;

fn options(least: usize, dissimilarity: Dissimilarity, recut: bool) -> SkaterOptions {
    let regions = RegionOptions { standardise: Standardisation::None, floor: Floor::Count(least) };
    SkaterOptions { regions, dissimilarity, recut }
}

fn cuts(regions: &Regions) -> &[Cut] {
    let Decided::Cuts(cuts) = &regions.decided else { panic!("a tree is cut") };
    cuts
}

/// The tree link by link: of all links between two groups the shortest.
fn grown_slowly(weights: &Weights, columns: &[Vec<f64>], dissimilarity: Dissimilarity) -> Links {
    let apart = |i: usize, j: usize| {
        let differences = columns.iter().map(|column| (column[i] - column[j]).abs());
        match dissimilarity {
            Dissimilarity::Manhattan => differences.sum::<f64>(),
            Dissimilarity::Euclidean => differences.map(|by| by * by).sum::<f64>().sqrt(),
        }
    };
    let graph = Graph::new(weights);
    let mut tree = Vec::new();
    loop {
        let of = groups(weights.len(), &tree);
        let between = graph.links().filter(|&(i, j)| of[i] != of[j]);
        match between.min_by(|a, b| apart(a.0, a.1).total_cmp(&apart(b.0, b.1))) {
            Some(shortest) => tree.push(shortest),
            None => return tree,
        }
    }
}

/// The sum within after cuts of a forest; `None` where a region has fewer units than `least`.
fn sum_after(columns: &[Vec<f64>], forest: &Links, cuts: &[(usize, usize)], least: usize) -> Option<f64> {
    let left: Links = forest.iter().copied().filter(|link| !cuts.contains(link)).collect();
    let of = groups(columns[0].len(), &left);
    let count = of.iter().max().unwrap() + 1;
    let large = (0..count).all(|region| of.iter().filter(|&&other| other == region).count() >= least);
    large.then(|| judge::within(columns, &of))
}

#[test]
fn a_manhattan_tree_has_the_shortest_links() {
    for seed in 0..8 {
        let (weights, columns) = (lattice(4, 5), random_columns(20, seed));
        let attributes = Attributes::new(&columns, 20, Standardisation::None, &mut Vec::new()).unwrap();
        let graph = Graph::new(&weights);
        let tree = shortest_forest(&graph, |i, j| attributes.apart_by_blocks(i, j));
        let slow = grown_slowly(&weights, &columns, Dissimilarity::Manhattan);
        assert_eq!(tree, slow, "seed {seed}");
        // And it is that tree which is cut.
        let made = skater(&weights, &columns, 5, &options(2, Dissimilarity::Manhattan, false)).unwrap();
        let cuts: Links = cuts(&made).iter().map(|cut| cut.between).collect();
        assert!(cuts.iter().all(|cut| slow.contains(cut)));
        assert!(close(made.within_sum_of_squares, sum_after(&columns, &slow, &cuts, 2).unwrap()));
    }
}

#[test]
fn no_exchange_of_a_cut_leaves_less() {
    let (mut moved, mut more) = (0, 0);
    for (seed, least) in (0..40).flat_map(|seed| [1, 2, 3].map(|least| (seed, least))) {
        for dissimilarity in [Dissimilarity::Euclidean, Dissimilarity::Manhattan] {
            let (weights, columns) = (lattice(4, 6), random_columns(24, seed));
            let forest = grown_slowly(&weights, &columns, dissimilarity);
            let made = |recut| skater(&weights, &columns, 7, &options(least, dissimilarity, recut)).unwrap();
            let (plain, made) = (made(false), made(true));
            let sum = made.within_sum_of_squares;
            assert!(sum <= plain.within_sum_of_squares + 1e-9 && made.len() >= plain.len());
            assert!(made.sizes.iter().all(|&units| units >= least));
            assert!(judge::contiguous(&Graph::new(&weights), &made.of));
            if made.of == plain.of {
                assert_eq!(made, plain, "where no cut moves nothing changes");
            }
            moved += usize::from(sum < plain.within_sum_of_squares - 1e-9);
            more += usize::from(made.len() > plain.len());
            let cuts: Links = cuts(&made).iter().map(|cut| cut.between).collect();
            assert!(close(sum, sum_after(&columns, &forest, &cuts, least).unwrap()));
            for (at, &link) in (0..cuts.len()).flat_map(|at| forest.iter().map(move |link| (at, link))) {
                if !cuts.contains(&link) {
                    let mut other = cuts.clone();
                    other[at] = link;
                    let other = sum_after(&columns, &forest, &other, least);
                    assert!(other.is_none_or(|other| other > sum - 1e-9), "seed {seed}: {link:?} for {at}");
                }
            }
            if made.len() < 7 {
                let one_more = |&link: &(usize, usize)| [&cuts[..], &[link]].concat();
                let longer = forest.iter().filter(|link| !cuts.contains(link)).map(one_more);
                assert!(
                    longer.map(|cuts| sum_after(&columns, &forest, &cuts, least)).all(|sum| sum.is_none())
                );
            }
        }
    }
    assert!(moved > 20 && more > 0, "{moved} moved, {more} with more regions");
}

#[test]
fn moved_cuts_are_in_the_order_of_their_gains() {
    for (seed, least) in (0..20).flat_map(|seed| [1, 2].map(|least| (seed, least))) {
        let (weights, columns) = (lattice(4, 6), random_columns(24, seed));
        let forest = grown_slowly(&weights, &columns, Dissimilarity::Euclidean);
        let made = skater(&weights, &columns, 6, &options(least, Dissimilarity::Euclidean, true)).unwrap();
        let given: Links = cuts(&made).iter().map(|cut| cut.between).collect();
        let mut sum = made.total_sum_of_squares;
        for (at, cut) in cuts(&made).iter().enumerate() {
            let gain = |link: &(usize, usize)| {
                let cuts = [&given[..at], &[*link]].concat();
                sum_after(&columns, &forest, &cuts, least).map(|after| sum - after)
            };
            assert!(close(cut.gain, gain(&cut.between).unwrap()));
            assert!(given[at..].iter().filter_map(gain).all(|gain| gain <= cut.gain + 1e-9));
            let others = forest.iter().filter(|link| !given[..=at].contains(link)).filter_map(gain);
            let next = others.reduce(f64::max);
            assert!(next.is_some() == cut.runner_up.is_some());
            assert!(next.zip(cut.runner_up).is_none_or(|(next, said)| close(next, said)), "{next:?} {cut:?}");
            sum -= cut.gain;
        }
        assert!(close(sum, made.within_sum_of_squares));
    }
}

/// 0 0 0 4 | 6 10 10 10 gains most at first, 128, but then it is in the way.
#[test]
fn a_cut_that_others_make_idle_moves() {
    let row = Weights::from_neighbours((0..8).map(|i| if i < 7 { vec![i + 1] } else { vec![] }).collect());
    let columns = [vec![0.0, 0.0, 0.0, 4.0, 6.0, 10.0, 10.0, 10.0]];
    let made = |recut| skater(&row, &columns, 3, &options(1, Dissimilarity::Euclidean, recut)).unwrap();
    let (plain, moved) = (made(false), made(true));
    assert_eq!((plain.of, cuts(&moved).len()), (vec![0, 0, 0, 1, 2, 2, 2, 2], 2));
    assert!(close(plain.within_sum_of_squares, 12.0) && close(moved.within_sum_of_squares, 2.0));
    let Cut { between, gain, runner_up } = cuts(&moved)[0];
    assert_eq!(between, (2, 3));
    assert!(close(gain, 120.0) && close(runner_up.unwrap(), 128.0));
    assert!(close(cuts(&moved)[1].gain, 30.0));
}
