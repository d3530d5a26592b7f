#![allow(clippy::items_after_statements, reason = "a test reads more easily so")]

use super::*;

fn flows<const N: usize>(rows: [[f64; N]; N]) -> FlowMatrix {
    FlowMatrix::new(N, |i, j| rows[i][j]).unwrap()
}

#[test]
fn equals_dominate_nobody_and_ties_go_to_the_lower_index() {
    let flows = flows([[9.0, 2.0, 2.0], [5.0, 0.0, 5.0], [0.0, 0.0, 7.0]]);
    let found = dominant_flow(&flows, &[4.0, 4.0, 9.0]).unwrap();
    assert_eq!(found.largest, [Some(1), Some(0), None], "what stays is no flow to another");
    assert_eq!(found.parent, [None; 3], "1 is as great as 0");
    assert_eq!((found.level, found.terminal), (vec![0; 3], vec![0, 1, 2]));
    let larger = dominant_flow(&flows, &[4.0, 3.0, 9.0]).unwrap();
    assert_eq!(larger.parent, [None, Some(0), None]);
    assert_eq!(larger.followers(), [1, 0, 0]);
}

#[test]
fn clusters_hang_below_their_terminals() {
    // 2 → 1 → 0 and 4 → 3; 5 sends nothing.
    let flows = flows([
        [0.0, 3.0, 1.0, 2.0, 0.0, 0.0],
        [6.0, 0.0, 1.0, 3.0, 0.0, 0.0],
        [1.0, 8.0, 0.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, 0.0, 3.0, 0.0],
        [3.0, 0.0, 0.0, 7.0, 0.0, 0.0],
        [0.0; 6],
    ]);
    let sizes = [60.0, 50.0, 10.0, 70.0, 5.0, 1.0];
    let found = by_dominant_flow(&flows, &sizes, &DominantRule::default()).unwrap();
    assert_eq!(found.cores, [3, 0], "the greatest terminal heads the first cluster");
    assert_eq!(found.cluster, [Some(1), Some(1), Some(1), Some(0), Some(0), None]);
    use Role::{Core, Member, Outside, SecondaryCore};
    assert_eq!(found.role, [Core, SecondaryCore, Member, Core, Member, Outside]);
    assert_eq!(found.core, [None, Some(0), Some(1), None, Some(3), None]);
    assert_eq!(found.number, [None, Some(0.6), Some(0.8), None, Some(0.7), None]);
    assert_eq!(found.runner_up[1], Some(RunnerUp { core: 3, cluster: 0, number: 0.3 }));
    assert_eq!(found.runner_up[4], Some(RunnerUp { core: 0, cluster: 1, number: 0.3 }));
    assert_eq!(found.runner_up[5], None);
    // At 0.7 the second city breaks away and heads its own follower.
    let strict = by_dominant_flow(&flows, &sizes, &DominantRule { least_share: 0.7 }).unwrap();
    assert_eq!(strict.cores, [3, 1]);
    assert_eq!(strict.role, [Outside, Core, Member, Core, Member, Outside]);
    assert_eq!(
        (strict.core[0], strict.number[0]),
        (Some(1), Some(0.5)),
        "the outsider is told where it would lean"
    );
}

#[test]
fn bad_input_is_refused_and_no_hierarchy_is_said() {
    let flows = flows([[0.0, 1.0], [0.0, 0.0]]);
    assert!(dominant_flow(&flows, &[-1.0, f64::NAN]).unwrap_err().to_string().contains("NaN"));
    assert!(by_dominant_flow(&flows, &[1.0, 1.0], &DominantRule { least_share: 1.1 }).is_err());
    let none = by_dominant_flow(&flows, &[1.0, 1.0], &DominantRule::default()).unwrap();
    assert_eq!(none.findings[0].code, Code::NoCore);
    assert_eq!(none.role, [Role::Outside; 2]);
}
