use super::*;

/// Symmetric times between `n` places from the pairs given; no path between the others.
fn symmetric(n: usize, pairs: &[(usize, usize, f64)]) -> TravelTimes {
    let mut rows = vec![vec![None; n]; n];
    for (place, row) in rows.iter_mut().enumerate() {
        row[place] = Some(10.0);
    }
    for &(a, b, minutes) in pairs {
        rows[a][b] = Some(minutes);
        rows[b][a] = Some(minutes);
    }
    TravelTimes::from_minutes(&rows)
}

fn minutes(value: f64) -> Minutes {
    Minutes::new(value)
}

#[test]
fn the_edges_of_member_and_fringe_are_within() {
    let times = symmetric(5, &[(0, 1, 60.0), (0, 2, 60.001), (0, 3, 120.0), (0, 4, 120.001)]);
    let populations = [Some(100.0), Some(99.0), Some(1.0), None, Some(0.0)];
    let found = by_time(&times, &populations, &TimeRule::new(100.0)).unwrap();
    assert_eq!(found.cores, [0]);
    assert_eq!(found.role, [Role::Core, Role::Member, Role::Fringe, Role::Fringe, Role::Outside]);
    assert_eq!(found.cluster, [Some(0), Some(0), Some(0), Some(0), None]);
    assert_eq!(found.core, [None, Some(0), Some(0), Some(0), Some(0)]);
    assert_eq!(
        found.number,
        [None, Some(minutes(60.0)), Some(minutes(60.001)), Some(minutes(120.0)), Some(minutes(120.001))]
    );
    assert_eq!(found.members(0, Role::Member), [0, 1]);
    assert_eq!(found.members(0, Role::Fringe), [0, 1, 2, 3]);
    assert_eq!(found.runner_up, [None; 5]);
}

#[test]
fn the_nearest_core_decides_and_the_next_cluster_is_told() {
    let times = symmetric(3, &[(0, 1, 100.0), (0, 2, 40.0), (1, 2, 60.0)]);
    let found = by_time(&times, &[Some(300.0), Some(500.0), Some(1.0)], &TimeRule::new(300.0)).unwrap();
    assert_eq!(found.cores, [1, 0], "the most populous core heads the first cluster");
    assert_eq!(found.cluster, [Some(1), Some(0), Some(1)]);
    assert_eq!(found.runner_up[2], Some(RunnerUp { core: 1, cluster: 0, number: Minutes::new(60.0) }));
    assert_eq!(found.runner_up[0], Some(RunnerUp { core: 1, cluster: 0, number: Minutes::new(100.0) }));
    assert_eq!(found.runner_up[1], Some(RunnerUp { core: 0, cluster: 1, number: Minutes::new(100.0) }));
}

#[test]
fn near_cores_merge_through_to_the_largest() {
    // 2 joins 1, which joins 0; 3 is at 60.001 from 2 and stands alone.
    let times = symmetric(5, &[(0, 1, 50.0), (1, 2, 60.0), (0, 2, 90.0), (2, 3, 60.001), (2, 4, 30.0)]);
    let populations = [Some(9.0), Some(8.0), Some(7.0), Some(6.0), Some(1.0)];
    let merged = by_time(&times, &populations, &TimeRule::new(5.0)).unwrap();
    assert_eq!(merged.cores, [0, 3]);
    assert_eq!(merged.cluster, [Some(0), Some(0), Some(0), Some(1), Some(0)]);
    let secondary = Role::SecondaryCore;
    assert_eq!(merged.role, [Role::Core, secondary, secondary, Role::Core, Role::Member]);
    assert_eq!(merged.core, [None, Some(0), Some(1), None, Some(2)]);
    assert_eq!(merged.number[2], Some(minutes(60.0)));
    assert_eq!(merged.members(0, Role::SecondaryCore), [0, 1, 2]);
    let apart =
        by_time(&times, &populations, &TimeRule { merge_cores: false, ..TimeRule::new(5.0) }).unwrap();
    assert_eq!(apart.cores, [0, 1, 2, 3]);
    assert_eq!(apart.cluster[4], Some(2));
}

#[test]
fn ties_go_to_the_lower_index() {
    let times = symmetric(3, &[(0, 1, 30.0), (0, 2, 100.0), (1, 2, 100.0)]);
    let twins = by_time(&times, &[Some(5.0), Some(5.0), Some(1.0)], &TimeRule::new(5.0)).unwrap();
    assert_eq!(twins.role, [Role::Core, Role::SecondaryCore, Role::Fringe]);
    assert_eq!(twins.core[2], Some(0));
}

#[test]
fn times_run_from_the_city_to_the_core() {
    let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(200.0)], vec![Some(50.0), Some(0.0)]]);
    let found = by_time(&times, &[Some(5.0), Some(1.0)], &TimeRule::new(5.0)).unwrap();
    assert_eq!(found.role[1], Role::Member);
}

#[test]
fn a_city_that_reaches_no_core_is_outside_without_minutes() {
    let times = symmetric(3, &[(0, 1, 30.0)]);
    let found = by_time(&times, &[Some(5.0), Some(1.0), Some(1.0)], &TimeRule::new(5.0)).unwrap();
    assert_eq!((found.role[2], found.core[2], found.number[2]), (Role::Outside, None, None));
}

#[test]
fn without_a_core_there_is_no_cluster_and_a_word() {
    let times = symmetric(1, &[]);
    let found = by_time(&times, &[Some(5.0)], &TimeRule::new(5.1)).unwrap();
    assert!(found.cores.is_empty());
    assert_eq!(found.role, [Role::Outside]);
    assert_eq!(
        found.findings[0].to_string(),
        "field `core_population`: no city has the population that makes a core: `5.1`"
    );
}

#[test]
fn bad_input_is_named_all_at_once() {
    let times = symmetric(2, &[]);
    let rule = TimeRule {
        core_population: 0.0,
        member: Minutes::new(-1.0),
        fringe: Minutes::new(-2.0),
        merge_cores: true,
    };
    let error = by_time(&times, &[Some(-3.0), Some(f64::NAN)], &rule).unwrap_err().to_string();
    for part in ["`-3`", "`NaN`", "`core_population`", "`member`", "`fringe`"] {
        assert!(error.contains(part), "{part} in {error}");
    }
}
