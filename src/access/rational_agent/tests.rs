use super::*;

fn times() -> TravelTimes {
    TravelTimes::from_minutes(&[
        vec![Some(5.0), Some(20.0), Some(45.0)],
        vec![Some(25.0), Some(5.0), Some(30.0)],
        vec![Some(50.0), Some(30.0), Some(5.0)],
        vec![None, Some(12.0), None],
        vec![None, None, None],
    ])
}

const DEMAND: [f64; 5] = [500.0, 200.0, 100.0, 0.0, 40.0];
const SUPPLY: [f64; 3] = [10.0, 20.0, 30.0];

fn solve(times: &TravelTimes, demand: &[f64], supply: &[f64]) -> RationalAgent {
    let options = RationalAgentOptions { demand_per_supply: Some(14.0), ..RationalAgentOptions::default() };
    rational_agent(times, demand, supply, Minutes::new(60.0), &options).unwrap()
}

/// The potential of the game, which the equilibrium alone makes least.
fn potential(going: &[[f64; 3]]) -> f64 {
    let travel = going.iter().enumerate().flat_map(|(i, row)| {
        row.iter().enumerate().map(move |(j, going)| match times().minutes(i, j) {
            Some(time) => going * time.get() / 60.0,
            None => 0.0,
        })
    });
    let crowding =
        (0..3).map(|j| going.iter().map(|row| row[j]).sum::<f64>().powi(2) / (2.0 * 14.0 * SUPPLY[j]));
    travel.sum::<f64>() + crowding.sum::<f64>()
}

#[test]
fn no_walk_downhill_ends_lower() {
    let answer = solve(&times(), &DEMAND, &SUPPLY);
    // The judge moves ever smaller parcels between pairs of sites as long as the potential falls.
    let mut going: Vec<[f64; 3]> = DEMAND[..3].iter().map(|&demand| [demand, 0.0, 0.0]).collect();
    let mut parcel = 64.0;
    while parcel > 1e-5 {
        let mut moved = false;
        for i in 0..3 {
            for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
                let mut other = going.clone();
                other[i][from] -= parcel;
                other[i][to] += parcel;
                if other[i][from] >= 0.0 && potential(&other) < potential(&going) {
                    going = other;
                    moved = true;
                }
            }
        }
        if !moved {
            parcel /= 2.0;
        }
    }
    for j in 0..3 {
        let judged: f64 = going.iter().map(|row| row[j]).sum();
        assert!((answer.visits[j] - judged).abs() < 1e-2, "{} {judged}", answer.visits[j]);
    }
    assert!(answer.gap <= 1e-12 && answer.sweeps > 1);
    assert_eq!((answer.costs[4], answer.unserved), (None, 40.0));
    assert_eq!(answer.costs[3], Some(12.0 / 60.0 + answer.visits[1] / (14.0 * 20.0)));
    assert!((answer.visits.iter().sum::<f64>() - 800.0).abs() < 1e-9);
    for (i, demand) in DEMAND.into_iter().enumerate() {
        let least = answer.choices(i).map(|choice| choice.cost).min_by(f64::total_cmp);
        assert_eq!(least, answer.costs[i]);
        let going: f64 = answer.choices(i).map(|choice| choice.going).sum();
        assert!((going - if i == 4 { 0.0 } else { demand }).abs() < 1e-9);
        assert!(
            answer
                .choices(i)
                .all(|choice| choice.going == 0.0 || choice.cost <= least.unwrap() * (1.0 + 1e-9))
        );
    }
}

#[test]
fn more_supply_never_costs_more() {
    let before = solve(&times(), &DEMAND, &SUPPLY);
    for site in 0..3 {
        let mut supply = SUPPLY;
        supply[site] += 5.0;
        let after = solve(&times(), &DEMAND, &supply);
        for (before, after) in before.costs.iter().flatten().zip(after.costs.iter().flatten()) {
            assert!(*after <= before * (1.0 + 1e-9));
        }
    }
}

#[test]
fn turning_the_places_around_turns_the_answer() {
    let before = solve(&times(), &DEMAND, &SUPPLY);
    let turned = TravelTimes::from_rows(
        5,
        3,
        (0..5).rev().flat_map(|i| (0..3).rev().map(move |j| times().milliseconds(i, j))),
    );
    let reversed = |values: &[f64]| values.iter().rev().copied().collect::<Vec<_>>();
    let after = solve(&turned, &reversed(&DEMAND), &reversed(&SUPPLY));
    for (before, after) in before.costs.iter().zip(after.costs.iter().rev()) {
        assert_eq!(before.is_some(), after.is_some());
        assert!((before.unwrap_or(0.0) - after.unwrap_or(0.0)).abs() < 1e-9);
    }
}

#[test]
fn what_has_not_converged_is_no_answer() {
    let options = RationalAgentOptions { sweeps: 1, ..RationalAgentOptions::default() };
    let error = rational_agent(&times(), &DEMAND, &SUPPLY, Minutes::new(60.0), &options).unwrap_err();
    assert!(error.to_string().contains("no equilibrium after 1 rounds"), "{error}");
}

#[test]
fn nobody_and_nothing() {
    let options = RationalAgentOptions::default();
    let with = |demand: &[f64], supply: &[f64], tau| {
        rational_agent(&times(), demand, supply, Minutes::new(tau), &options)
    };
    assert!(with(&DEMAND, &[0.0; 3], 60.0).is_err());
    // The fourth place reaches the second site alone, which now has nothing.
    let little = with(&DEMAND, &[7.0, 0.0, 0.0], 60.0).unwrap();
    assert_eq!((little.costs[3], little.costs[4], little.unserved), (None, None, 40.0));
    assert_eq!(little.visits, [800.0, 0.0, 0.0]);
    assert!(with(&[0.0; 5], &SUPPLY, 60.0).is_err() && with(&DEMAND, &SUPPLY, 0.0).is_err());
    assert!(with(&[f64::NAN; 5], &SUPPLY, 60.0).is_err() && with(&DEMAND, &[-1.0; 3], 60.0).is_err());
}
