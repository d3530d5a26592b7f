use super::*;

/// `normalized_mutual_info_score` and `adjusted_rand_score` of scikit-learn 1.9.1.
#[test]
fn as_scikit_learn_has_it() {
    let one = [0, 0, 0, 1, 1, 2, 2, 2, 3, 4].map(Some);
    let other = [0, 0, 1, 1, 1, 2, 2, 0, 5, 3].map(Some);
    let found = compare_partitions(&one, &other);
    assert!((found.normalised_mutual_information.unwrap() - 0.746_204_495_929_076_6).abs() < 1e-12);
    assert!((found.adjusted_rand.unwrap() - 0.323_308_270_676_691_7).abs() < 1e-12);
}
