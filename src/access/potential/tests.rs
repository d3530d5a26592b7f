use super::*;

const OTHERS: PotentialOptions = PotentialOptions { self_potential: SelfPotential::None };
const ALL: PotentialOptions = PotentialOptions { self_potential: SelfPotential::Intrazonal };

/// 10 minutes inside each place; A–B 20 minutes; C alone.
fn times() -> TravelTimes {
    TravelTimes::from_minutes(&[
        vec![Some(10.0), Some(20.0), None],
        vec![Some(20.0), Some(10.0), None],
        vec![None, None, Some(10.0)],
    ])
}

#[test]
fn a_place_that_reaches_nobody_has_only_itself() {
    let masses = [100.0, 40.0, 30.0];
    assert_eq!(potential(&times(), &masses, 1.0, &ALL).unwrap(), [Some(12.0), Some(9.0), Some(3.0)]);
    assert_eq!(potential(&times(), &masses, 1.0, &OTHERS).unwrap(), [Some(2.0), Some(5.0), None]);
}

#[test]
fn masses_of_zero_add_nothing() {
    let masses = [100.0, 0.0, 0.0];
    assert_eq!(potential(&times(), &masses, 1.0, &ALL).unwrap(), [Some(10.0), Some(5.0), None]);
    assert_eq!(potential(&times(), &masses, 1.0, &OTHERS).unwrap(), [None, Some(5.0), None]);
}

#[test]
fn the_exponent_sharpens_the_decay() {
    let masses = [100.0, 40.0, 0.0];
    assert_eq!(potential(&times(), &masses, 2.0, &ALL).unwrap()[0], Some(1.1));
}

#[test]
fn one_city() {
    let times = TravelTimes::from_minutes(&[vec![Some(4.0)]]);
    assert_eq!(potential(&times, &[8.0], 1.0, &ALL).unwrap(), [Some(2.0)]);
    assert_eq!(potential(&times, &[8.0], 1.0, &OTHERS).unwrap(), [None]);
}

#[test]
fn a_travel_time_of_zero_is_named() {
    let times = TravelTimes::from_minutes(&[
        vec![Some(0.0), Some(0.0), Some(0.0)],
        vec![Some(5.0), Some(0.0), Some(5.0)],
        vec![Some(5.0), Some(5.0), Some(0.0)],
    ]);
    let error = potential(&times, &[1.0; 3], 1.0, &ALL).unwrap_err().to_string();
    assert!(error.contains("zero from place 1 to 2 in study order and 1 more"), "{error}");
    assert!(error.contains("setting `intrazonal_min`"), "{error}");
    assert!(error.contains("for 3 of 3 places"), "{error}");
    assert!(error.contains("E-STUDY-002"), "{error}");
    let without_mass = potential(&times, &[1.0, 0.0, 0.0], 1.0, &OTHERS).unwrap();
    assert_eq!(without_mass, [None, Some(0.2), Some(0.2)], "a mass of zero is divided by nothing");
}

#[test]
fn an_unknown_time_inside_is_refused_only_with_self_potential() {
    let times = TravelTimes::from_minutes(&[vec![None, Some(5.0)], vec![Some(5.0), None]]);
    assert!(potential(&times, &[1.0; 2], 1.0, &ALL).is_err());
    assert_eq!(potential(&times, &[1.0; 2], 1.0, &OTHERS).unwrap(), [Some(0.2); 2]);
}

#[test]
fn an_exponent_without_meaning_is_refused() {
    for exponent in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = potential(&times(), &[1.0; 3], exponent, &ALL).unwrap_err();
        assert!(error.to_string().starts_with("setting `exponent`"), "{error}");
    }
}

#[test]
fn a_quotient_beyond_every_number_is_refused() {
    let times = TravelTimes::from_minutes(&[vec![Some(0.001)]]);
    assert!(potential(&times, &[1.0], 200.0, &ALL).is_err());
    // 10²⁰⁰ is a number, 100²⁰⁰ is none: the far place must not count as nothing.
    let times = TravelTimes::from_minutes(&[vec![Some(10.0), Some(100.0)], vec![Some(100.0), Some(10.0)]]);
    let error = potential(&times, &[1.0; 2], 200.0, &ALL).unwrap_err().to_string();
    assert!(error.contains("too large to divide by: `200`"), "{error}");
    assert!(potential(&times, &[1.0; 2], 100.0, &ALL).is_ok());
}

#[test]
fn the_own_time_follows_its_rule() {
    // A 20 minutes from B, B 40 back; C 60 from A, none back; D alone.
    let times = TravelTimes::from_minutes(&[
        vec![Some(10.0), Some(20.0), None, None],
        vec![Some(40.0), Some(10.0), None, None],
        vec![Some(60.0), None, Some(10.0), None],
        vec![None, None, None, Some(10.0)],
    ]);
    let own = |rule: SelfPotential| -> Vec<Option<f64>> {
        rule.times(&times).into_iter().map(|time| time.map(Minutes::get)).collect()
    };
    assert_eq!(own(SelfPotential::None), [None; 4]);
    assert_eq!(own(SelfPotential::Intrazonal), [Some(10.0); 4]);
    assert_eq!(own(SelfPotential::Fixed { minutes: Minutes::new(7.0) }), [Some(7.0); 4]);
    let half = SelfPotential::NearestNeighbour { share: 0.5 };
    assert_eq!(own(half), [Some(10.0), Some(20.0), Some(30.0), None]);
    // (20 + 40 + 60) / 3 = 40, D has no neighbour and takes the common time as all do.
    assert_eq!(own(SelfPotential::MeanNearestNeighbour { share: 0.25 }), [Some(10.0); 4]);
    let options = PotentialOptions { self_potential: half };
    let found = potential(&times, &[100.0, 40.0, 30.0, 20.0], 1.0, &options).unwrap();
    let expected = [100.0 / 10.0 + 40.0 / 20.0, 100.0 / 40.0 + 40.0 / 20.0, 100.0 / 60.0 + 30.0 / 30.0];
    for (found, expected) in found.iter().zip(expected) {
        assert!((found.unwrap() - expected).abs() < 1e-12);
    }
    assert_eq!(found[3], None, "without a neighbour there is no time to share");
}

#[test]
fn a_rule_that_cannot_be_is_refused() {
    for rule in [
        SelfPotential::NearestNeighbour { share: 0.0 },
        SelfPotential::NearestNeighbour { share: f64::NAN },
        SelfPotential::MeanNearestNeighbour { share: 11.0 },
        SelfPotential::Fixed { minutes: Minutes::ZERO },
    ] {
        let options = PotentialOptions { self_potential: rule };
        let error = potential(&times(), &[1.0; 3], 1.0, &options).unwrap_err().to_string();
        assert!(error.contains("setting `self_potential`"), "{error}");
    }
}
