//! Agreement among divisions, by hand and against a slow judge.

#![allow(clippy::needless_for_each, reason = "a test reads more easily so")]

use super::{CoAssociation, ConsensusOptions, DivisionRun, GroupLinkage, bootstrap, consensus, stability};
use crate::error::{Code, Finding};
use proptest::prelude::*;

fn divisions() -> impl Strategy<Value = Vec<Vec<Option<usize>>>> {
    (1_usize..10).prop_flat_map(|cities| {
        let city = prop::option::weighted(0.85, 0..3_usize);
        prop::collection::vec(prop::collection::vec(city, cities), 1..7)
    })
}

/// Joins the two groups most often together, again and again, every share from the pairs of cities.
fn judged(divisions: &[Vec<Option<usize>>], options: &ConsensusOptions) -> Vec<Vec<usize>> {
    let n = divisions[0].len();
    let share = |i: usize, j: usize| {
        let both = divisions.iter().filter(|d| d[i].is_some() && d[i] == d[j]).count();
        both as f64 / divisions.len() as f64
    };
    let mut groups: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for a in 0..groups.len() {
            for b in a + 1..groups.len() {
                let pairs = groups[a].iter().flat_map(|&i| groups[b].iter().map(move |&j| share(i, j)));
                let tied = match options.linkage {
                    GroupLinkage::Single => pairs.fold(0.0, f64::max),
                    GroupLinkage::Average => pairs.sum::<f64>() / (groups[a].len() * groups[b].len()) as f64,
                };
                if best.is_none_or(|(most, _, _)| tied > most + 1e-9) {
                    best = Some((tied, a, b));
                }
            }
        }
        match best {
            Some((tied, a, b)) if tied >= options.threshold - 1e-9 => {
                let moved = groups.remove(b);
                groups[a].extend(moved);
                groups[a].sort_unstable();
                groups.sort();
            }
            _ => break,
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn single_linkage_joins_what_is_often_together(divisions in divisions(), percent in 1..=100_u32) {
        let options = ConsensusOptions { threshold: f64::from(percent) / 100.0, linkage: GroupLinkage::Single };
        let found = consensus(&divisions, &options).unwrap();
        let right = judged(&divisions, &options);
        let number = |i: usize| right.iter().position(|group| group.contains(&i));
        for i in 0..divisions[0].len() {
            prop_assert_eq!(found.cluster[i].is_some(), number(i).is_some());
            for j in 0..i {
                prop_assert_eq!(found.cluster[i] == found.cluster[j], number(i) == number(j));
            }
        }
    }

    #[test]
    fn the_same_division_again_and_again_is_the_consensus(divisions in divisions()) {
        let same = vec![divisions[0].clone(); 4];
        for linkage in [GroupLinkage::Single, GroupLinkage::Average] {
            let found = consensus(&same, &ConsensusOptions { threshold: 1.0, linkage }).unwrap();
            for i in 0..same[0].len() {
                let fellows = (0..same[0].len()).filter(|&j| j != i && same[0][i] == same[0][j]).count();
                let in_one = same[0][i].is_some() && fellows > 0;
                prop_assert_eq!(found.cluster[i].is_some(), in_one);
                prop_assert_eq!(found.support[i], in_one.then_some(1.0));
                prop_assert_eq!(found.runner_up[i], None);
            }
        }
    }

    #[test]
    fn what_average_linkage_leaves_apart_is_below_the_threshold(divisions in divisions(), percent in 1..=100_u32) {
        let options = ConsensusOptions { threshold: f64::from(percent) / 100.0, linkage: GroupLinkage::Average };
        let found = consensus(&divisions, &options).unwrap();
        let pairs = CoAssociation::new(&divisions).unwrap();
        let count = found.cluster.iter().flatten().max().map_or(0, |last| last + 1);
        let groups: Vec<Vec<usize>> = (0..count)
            .map(|c| (0..found.cluster.len()).filter(|&i| found.cluster[i] == Some(c)).collect())
            .collect();
        for (at, a) in groups.iter().enumerate() {
            for b in &groups[..at] {
                let sum: f64 = a.iter().flat_map(|&i| b.iter().map(move |&j| (i, j))).map(|(i, j)| pairs.share(i, j)).sum();
                prop_assert!(sum / ((a.len() * b.len()) as f64) < options.threshold + 1e-9);
            }
        }
    }
}

/// Shares without ties, so that the order of joins is beyond doubt.
#[test]
fn average_linkage_is_that_of_the_judge() {
    let mut divisions = Vec::new();
    for (times, division) in
        [(8, [0, 0, 0, 1, 1, 1]), (4, [0, 0, 1, 1, 2, 2]), (2, [0, 1, 1, 1, 2, 2]), (1, [0; 6])]
    {
        divisions.extend(std::iter::repeat_n(division.map(Some).to_vec(), times));
    }
    for percent in 1..=100 {
        let options =
            ConsensusOptions { threshold: f64::from(percent) / 100.0, linkage: GroupLinkage::Average };
        let found = consensus(&divisions, &options).unwrap();
        let mut right = vec![None; 6];
        let mut groups = judged(&divisions, &options);
        groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
        for (number, group) in groups.iter().enumerate() {
            group.iter().for_each(|&i| right[i] = Some(number));
        }
        assert_eq!(found.cluster, right, "threshold {percent} %");
    }
}

#[test]
fn a_city_drawn_without_its_fellows_does_not_count() {
    let reference = [Some(4), Some(4), Some(7)];
    let runs = [
        DivisionRun { cities: vec![0, 1], cluster: vec![Some(0), Some(0)] },
        DivisionRun { cities: vec![0, 2], cluster: vec![Some(0), Some(0)] },
        DivisionRun { cities: vec![0, 1, 2], cluster: vec![None, Some(1), Some(1)] },
    ];
    let found = stability(&reference, &runs);
    assert_eq!((found.cities[0].runs, found.cities[0].stays), (2, Some(0.5)));
    assert_eq!((found.cities[2].runs, found.cities[2].stays), (0, None));
    assert_eq!(found.clusters[0].cluster, 4);
    // 1 of the first run, 1/2 of the second, 1/3 of the third.
    assert!((found.clusters[0].jaccard.unwrap() - (1.0 + 0.5 + 1.0 / 3.0) / 3.0).abs() < 1e-12);
}

#[test]
fn samples_hang_on_the_seed_and_hold_each_city_once() {
    let rule = |sample: &[usize]| Ok(sample.iter().map(|&city| Some(city / 10)).collect());
    let runs = bootstrap(40, 50, 3, rule).unwrap();
    assert_eq!(runs, bootstrap(40, 50, 3, rule).unwrap());
    assert_ne!(runs, bootstrap(40, 50, 4, rule).unwrap());
    assert!(runs.iter().all(|run| run.cities.windows(2).all(|pair| pair[0] < pair[1])));
    let drawn = runs.iter().map(|run| run.cities.len()).sum::<usize>() as f64 / (40.0 * 50.0);
    assert!((drawn - 0.637).abs() < 0.03, "{drawn}");
    let reference: Vec<_> = (0..40).map(|city| Some(city / 10)).collect();
    let found = stability(&reference, &runs);
    assert!(found.cities.iter().all(|city| city.stays == Some(1.0) && city.fellows == Some(1.0)));
    assert!(found.clusters.iter().all(|cluster| cluster.jaccard == Some(1.0)));
    assert!(bootstrap(40, 0, 3, rule).is_err());
    let refused = |_: &[usize]| Err(Finding::new(Code::BadValue, "no rule for this").into());
    assert!(bootstrap(40, 2, 3, refused).is_err());
}

#[test]
fn bad_settings_are_refused() {
    let one = [vec![Some(0), Some(0)]];
    for threshold in [0.0, -1.0, 1.1, f64::NAN] {
        assert!(consensus(&one, &ConsensusOptions { threshold, ..ConsensusOptions::default() }).is_err());
    }
    assert!(consensus(&[], &ConsensusOptions::default()).is_err());
    assert!(CoAssociation::new(&[vec![None; 20_001]]).is_err());
    assert!(consensus(&[vec![]], &ConsensusOptions::default()).unwrap().cluster.is_empty());
}
