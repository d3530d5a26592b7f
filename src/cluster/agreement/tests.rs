use super::*;

fn list(of: &[&[usize]], clusters: usize) -> ListMembership {
    ListMembership {
        clusters: (0..clusters).map(|k| format!("L{k}")).collect(),
        of: of.iter().map(|of| of.to_vec()).collect(),
        findings: Vec::new(),
    }
}

fn rule(cluster: &[Option<usize>], clusters: usize) -> Membership {
    let role = |c: &Option<usize>| if c.is_some() { Role::Member } else { Role::Outside };
    Membership {
        cores: vec![0; clusters],
        cluster: cluster.to_vec(),
        role: cluster.iter().map(role).collect(),
        core: vec![None; cluster.len()],
        number: vec![None; cluster.len()],
        runner_up: vec![None; cluster.len()],
        findings: Vec::new(),
    }
}

const ALL: AgreementOptions = AgreementOptions { fringe: true };

#[test]
fn whole_agreement_is_one_whatever_the_numbers() {
    let found = agreement(
        &list(&[&[0], &[0], &[1], &[1], &[]], 2),
        &rule(&[Some(1), Some(1), Some(0), Some(0), None], 2),
        &ALL,
    );
    assert_eq!((found.cities, found.rand, found.adjusted_rand), (4, Some(1.0), Some(1.0)));
    assert_eq!(found.clusters[0].best, Some(1));
    assert_eq!(found.clusters[0].jaccard, Some(1.0));
}

#[test]
fn a_listed_cluster_that_the_rule_splits_shows_both_parts() {
    // L0 = {0,1,2,3}; R0 = {0,1}, R1 = {2,3,4,5}.
    let ruled = [Some(0), Some(0), Some(1), Some(1), Some(1), Some(1)];
    let found = agreement(&list(&[&[0], &[0], &[0], &[0], &[], &[]], 1), &rule(&ruled, 2), &ALL);
    let row = &found.clusters[0];
    assert_eq!(row.overlaps, [Overlap { cluster: 0, cities: 2 }, Overlap { cluster: 1, cities: 2 }]);
    assert_eq!(row.best, Some(0), "2/4 above 2/6");
    assert_eq!((row.listed, row.both, row.only_list, row.only_rule), (4, 2, 2, 0));
    assert_eq!(row.jaccard, Some(0.5));
}

#[test]
fn of_equal_overlaps_the_first_is_the_best() {
    let found = agreement(&list(&[&[0], &[0]], 1), &rule(&[Some(1), Some(0)], 2), &ALL);
    assert_eq!((found.clusters[0].best, found.clusters[0].jaccard), (Some(0), Some(0.5)));
}

#[test]
fn a_city_in_two_listed_clusters_counts_in_both_rows_but_once_in_the_indices() {
    let ruled = [Some(0), Some(0), Some(1)];
    let found = agreement(&list(&[&[0], &[0, 1], &[1]], 2), &rule(&ruled, 2), &ALL);
    assert_eq!((found.clusters[0].listed, found.clusters[1].listed), (2, 2));
    assert_eq!(found.clusters[0].jaccard, Some(1.0));
    assert_eq!((found.clusters[1].best, found.clusters[1].jaccard), (Some(1), Some(0.5)));
    assert_eq!(found.rand, Some(1.0), "the first listing decides");
}

#[test]
fn the_fringe_counts_as_asked() {
    let mut ruled = rule(&[Some(0), Some(0)], 1);
    ruled.role[1] = Role::Fringe;
    let listed = list(&[&[0], &[]], 1);
    assert_eq!(agreement(&listed, &ruled, &ALL).clusters[0].only_rule, 1);
    let without = agreement(&listed, &ruled, &AgreementOptions { fringe: false });
    assert_eq!((without.clusters[0].only_rule, without.cities), (0, 1));
    assert_eq!((without.rand, without.adjusted_rand), (None, None));
}

#[test]
fn empty_and_unmet_clusters() {
    let found = agreement(&list(&[&[0], &[]], 2), &rule(&[None, Some(0)], 1), &ALL);
    assert_eq!((found.clusters[0].best, found.clusters[0].jaccard), (None, Some(0.0)));
    assert_eq!((found.clusters[1].listed, found.clusters[1].jaccard), (0, None));
    assert_eq!(found.rand, Some(1.0), "both put the two cities apart");
    assert_eq!(found.adjusted_rand, None, "as chance would");
}

/// `n_kl` = (3 1 | 0 2).
#[test]
fn the_adjusted_index_worked_by_hand() {
    let listed = list(&[&[0], &[0], &[0], &[0], &[1], &[1]], 2);
    let ruled = rule(&[Some(0), Some(0), Some(0), Some(1), Some(1), Some(1)], 2);
    let found = agreement(&listed, &ruled, &ALL);
    // Σ C(n_kl) = 3 + 1 = 4, rows 6 + 1 = 7, columns 3 + 3 = 6, C(6) = 15, E = 42/15 = 2.8.
    assert_eq!(found.rand, Some(10.0 / 15.0));
    assert!((found.adjusted_rand.unwrap() - 1.2 / 3.7).abs() < 1e-15);
}
