//! Against scikit-learn 1.9.1, and what holds for any two divisions.

use super::{PartitionComparison, compare_partitions};
use proptest::prelude::*;

fn some(cluster: &[usize]) -> Vec<Option<usize>> {
    cluster.iter().copied().map(Some).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn measures_are_those_of_scikit_learn() {
    let a = [1, 2, 3, 3, 0, 0, 3, 3, 0, 1, 3, 1, 1, 3, 1, 1, 2, 2, 0, 0];
    let b = [1, 2, 3, 0, 0, 0, 3, 3, 0, 1, 2, 1, 1, 0, 2, 1, 2, 2, 0, 0];
    let c = [3, 1, 0, 1, 1, 3, 1, 0, 1, 2, 3, 2, 3, 0, 3, 0, 2, 1, 0, 2];
    let d = [3, 1, 0, 2, 1, 2, 1, 2, 1, 2, 3, 2, 1, 1, 3, 1, 2, 2, 0, 2];
    // rand_score, adjusted_rand_score, mutual_info_score, normalized_mutual_info_score, adjusted_mutual_info_score.
    let ours = |found: PartitionComparison| {
        [
            found.agreement.rand.unwrap(),
            found.agreement.adjusted_rand.unwrap(),
            found.mutual_information,
            found.agreement.mutual_information.unwrap(),
            found.adjusted_mutual_information.unwrap(),
        ]
    };
    let first = [
        0.826_315_789_473_684_2,
        0.508_080_966_577_749_9,
        0.906_563_279_795_267_6,
        0.671_857_268_734_648,
        0.579_821_121_345_840_9,
    ];
    let second = [
        0.694_736_842_105_263_2,
        0.184_549_356_223_175_97,
        0.556_528_616_063_197_3,
        0.424_020_646_834_693_4,
        0.262_969_936_464_134_6,
    ];
    for (x, y, theirs) in [(&a, &b, first), (&c, &d, second)] {
        for (ours, theirs) in ours(compare_partitions(&some(x), &some(y))).into_iter().zip(theirs) {
            assert!(near(ours, theirs), "{ours}, not {theirs}");
        }
    }
}

#[test]
fn no_information_is_told_apart_from_no_agreement() {
    let one = compare_partitions(&some(&[0, 0, 0]), &some(&[1, 1, 1]));
    assert_eq!(one.agreement.mutual_information, None);
    assert_eq!(one.adjusted_mutual_information, None);
    assert_eq!(one.variation_of_information, 0.0);
    let apart = compare_partitions(&some(&[0, 0, 0]), &some(&[0, 1, 2]));
    assert_eq!(apart.agreement.mutual_information, Some(0.0));
    let none = compare_partitions(&[], &[]);
    assert_eq!(
        (none.agreement.cities, none.agreement.rand, none.adjusted_mutual_information),
        (0, None, None)
    );
}

fn divisions() -> impl Strategy<Value = (Vec<Option<usize>>, Vec<Option<usize>>)> {
    let city = (prop::option::weighted(0.8, 0..4_usize), prop::option::weighted(0.8, 0..4_usize));
    prop::collection::vec(city, 1..9).prop_map(|cities| cities.into_iter().unzip())
}

/// Every order of `0..n`.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for next in 0..n {
        let longer = |order: &Vec<usize>| {
            let order = order.clone();
            (0..=order.len()).map(move |at| [&order[..at], &[next], &order[at..]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn neither_order_nor_numbers_matter((a, b) in divisions()) {
        let (there, back) = (compare_partitions(&a, &b), compare_partitions(&b, &a));
        prop_assert!(near(there.variation_of_information, back.variation_of_information));
        prop_assert!(near(there.mutual_information, back.mutual_information));
        prop_assert!(there.variation_of_information >= 0.0);
        let renamed: Vec<_> = b.iter().map(|c| c.map(|c| 9 - c)).collect();
        let again = compare_partitions(&a, &renamed);
        prop_assert!(near(there.mutual_information, again.mutual_information));
        let own = compare_partitions(&a, &a);
        prop_assert_eq!(own.variation_of_information, 0.0);
        prop_assert!(own.agreement.mutual_information.is_none_or(|nmi| near(nmi, 1.0)));
        prop_assert!(own.clusters.iter().all(|row| near(row.jaccard, 1.0) && row.gained == 0));
    }
}

#[test]
fn what_chance_would_tell_is_the_mean_over_all_orders() {
    let (a, b) = (some(&[0, 0, 0, 1, 1, 2]), some(&[0, 0, 1, 1, 2, 2]));
    let all = orders(6);
    let told = |order: &Vec<usize>| {
        let shuffled: Vec<_> = order.iter().map(|&i| b[i]).collect();
        compare_partitions(&a, &shuffled).mutual_information
    };
    let expected = all.iter().map(told).sum::<f64>() / all.len() as f64;
    let found = compare_partitions(&a, &b);
    let mean = found.mutual_information / found.agreement.mutual_information.unwrap();
    let adjusted = (found.mutual_information - expected) / (mean - expected);
    assert!(near(found.adjusted_mutual_information.unwrap(), adjusted));
}
