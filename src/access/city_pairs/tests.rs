use super::*;
use proptest::prelude::*;

fn hours() -> Vec<Minutes> {
    [60.0, 120.0].map(Minutes::new).to_vec()
}

#[test]
fn the_slower_way_decides() {
    let times = TravelTimes::from_minutes(&[
        vec![Some(0.0), Some(60.0), Some(50.0)],
        vec![Some(60.001), Some(0.0), Some(60.0)],
        vec![None, Some(60.0), Some(0.0)],
    ]);
    let pairs = city_pairs(&times, &[Some(1.0), Some(2.0), None], &hours(), &vec![vec![]; 3], 0).unwrap();
    assert_eq!((pairs.all.pairs, pairs.all.apart), (3, 1));
    let found: Vec<_> = pairs.all.within.iter().map(|row| (row.pairs, row.cities, row.population)).collect();
    assert_eq!(found, [(1, 2, 2.0), (2, 3, 3.0)], "B and C at the limit; A and B a millisecond beyond it");
    assert_eq!(pairs.all.within[0].weighted_share, Some(0.0), "C counts as nobody");
    assert_eq!(pairs.outside, pairs.all);
    assert_eq!(pairs.within.within[0].share, None, "a share of no pairs is none");
}

#[test]
fn a_city_may_be_in_two_groups() {
    // All an hour apart; A in 0, B in 0 and 1, C in 1, D in 2, E in none.
    let times = TravelTimes::from_minutes(&vec![vec![Some(60.0); 5]; 5]);
    let members = [vec![0], vec![0, 1], vec![1], vec![2], vec![]];
    let pairs = city_pairs(&times, &[Some(1.0); 5], &hours(), &members, 3).unwrap();
    assert_eq!(
        (pairs.all.pairs, pairs.within.pairs, pairs.between.pairs, pairs.outside.pairs),
        (10, 2, 4, 4)
    );
    assert_eq!(pairs.groups.iter().map(|group| group.pairs).collect::<Vec<_>>(), [1, 1, 0]);
    let two: Vec<_> = pairs.two_groups.iter().map(|(g, h, scope)| (*g, *h, scope.pairs)).collect();
    // A–C between 0 and 1; A–D, B–D between 0 and 2; B–D, C–D between 1 and 2.
    assert_eq!(two, [(0, 1, 1), (0, 2, 2), (1, 2, 2)]);
}

#[test]
fn bad_questions_are_refused() {
    let times = TravelTimes::from_minutes(&[vec![Some(0.0)]]);
    let asked = |people, limit| city_pairs(&times, &[Some(people)], &[Minutes::new(limit)], &[vec![]], 0);
    assert!(asked(1.0, 0.0).unwrap_err().to_string().contains("setting `minutes`"));
    assert!(asked(1.0, -60.0).is_err());
    assert!(asked(-1.0, 60.0).unwrap_err().to_string().contains("field `population`"));
    assert_eq!(asked(1.0, 60.0).unwrap().all.pairs, 0);
}

proptest! {
    /// The scopes are parts of the whole, and a slow count of ordered pairs agrees.
    #[test]
    fn the_scopes_add_up(
        rows in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.9, 1_u32..200), 7), 7),
        members in prop::collection::vec(prop::collection::vec(0_usize..3, 0..3), 7),
    ) {
        let members: Vec<Vec<usize>> = members.into_iter().map(|mut of| { of.sort_unstable(); of.dedup(); of }).collect();
        let minutes: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(|t| t.map(f64::from)).collect()).collect();
        let times = TravelTimes::from_minutes(&minutes);
        let people: Vec<_> = (0..7).map(|i| Some(f64::from(i + 1))).collect();
        let pairs = city_pairs(&times, &people, &hours(), &members, 3).unwrap();
        prop_assert_eq!(pairs.all.pairs, 21);
        prop_assert_eq!(pairs.within.pairs + pairs.between.pairs + pairs.outside.pairs, 21);
        for (limit, row) in hours().iter().zip(&pairs.all.within) {
            let near = |i: usize, j: usize| minutes[i][j].is_some_and(|time| time <= limit.get());
            let ordered = (0..7).flat_map(|i| (0..7).map(move |j| (i, j)));
            let judge = ordered.filter(|&(i, j)| i != j && near(i, j) && near(j, i)).count();
            prop_assert_eq!(2 * row.pairs, judge);
        }
    }
}
