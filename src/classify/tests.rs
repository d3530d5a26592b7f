use super::*;
use proptest::prelude::*;

/// Those that make as many classes as asked for, or their own number from the least to the greatest value.
const WITHIN: [Scheme; 7] = [
    Scheme::FisherJenks,
    Scheme::Quantiles,
    Scheme::EqualInterval,
    Scheme::HeadTail,
    Scheme::JenksCaspall,
    Scheme::MaximumBreaks,
    Scheme::MaxP,
];

/// All but given bounds.
fn schemes() -> Vec<Scheme> {
    let beyond = [
        Scheme::Pretty,
        Scheme::StdMean(vec![1.0, -2.0, 0.5]),
        Scheme::StdMeanAnchored,
        Scheme::BoxPlot { hinge: 1.5 },
        Scheme::Percentiles(vec![1.0, 10.0, 50.0, 90.0, 99.0]),
    ];
    WITHIN.into_iter().chain(beyond).collect()
}

#[test]
fn a_value_on_a_bound_belongs_to_the_lower_class() {
    let values = [1.0, 2.0, 2.5, 4.0].map(Some);
    let classes = classify(&values, &Scheme::Given(vec![2.0, 4.0]), 2).unwrap().classes;
    assert_eq!(classes.bounds, [1.0, 2.0, 4.0]);
    assert_eq!(classes.of, [0, 0, 1, 1].map(Some));
    assert_eq!(classes.counts(), [2, 2]);
}

#[test]
fn equal_values_make_one_class_and_say_so() {
    for scheme in schemes() {
        let classified = classify(&[Some(3.0), None, Some(3.0)], &scheme, 4).unwrap();
        assert_eq!(classified.classes.bounds, [3.0, 3.0], "{scheme:?}");
        assert_eq!(classified.classes.of, [Some(0), None, Some(0)]);
        let said = classified.findings.iter().any(|finding| finding.code == Code::FewClasses);
        assert_eq!(said, scheme != Scheme::HeadTail, "{scheme:?}");
    }
}

#[test]
fn no_value_makes_no_class_and_says_so() {
    for scheme in schemes().into_iter().chain([Scheme::Given(vec![1.0])]) {
        let classified = classify(&[None, None], &scheme, 3).unwrap();
        assert!(classified.classes.is_empty());
        assert_eq!(classified.classes.of, [None, None]);
        assert_eq!(classified.findings[0].code, Code::NoRange);
    }
}

#[test]
fn bad_values_are_refused_all_in_one_error() {
    let values = [Some(f64::NAN), Some(1.0), Some(f64::INFINITY)];
    let Err(Error::Input(findings)) = classify(&values, &Scheme::Quantiles, 3) else {
        panic!("values that are not finite are refused")
    };
    assert_eq!(findings.len(), 2);
    assert!(classify(&[Some(1.0)], &Scheme::Quantiles, 0).is_err());
}

#[test]
fn a_hundred_thousand_values_have_exact_natural_breaks() {
    // Nine heaps with gaps between them; the heaps are the classes.
    let values: Vec<_> =
        (0..100_000_u32).map(|i| Some(f64::from(i % 9) * 1e3 + f64::from(i / 9) / 100.0)).collect();
    let classes = classify(&values, &Scheme::FisherJenks, 9).unwrap().classes;
    assert!((0..100_000).all(|i| classes.of[i] == Some(i % 9)));
}

#[test]
fn settings_that_cannot_be_are_refused() {
    let values = [Some(1.0), Some(2.0)];
    for scheme in [
        Scheme::BoxPlot { hinge: -1.0 },
        Scheme::BoxPlot { hinge: f64::NAN },
        Scheme::StdMean(vec![]),
        Scheme::StdMean(vec![f64::INFINITY]),
        Scheme::Percentiles(vec![]),
        Scheme::Percentiles(vec![50.0, 100.5]),
        Scheme::Percentiles(vec![f64::NAN]),
        Scheme::Given(vec![f64::NAN]),
    ] {
        assert!(classify(&values, &scheme, 3).is_err(), "{scheme:?}");
        assert!(classify(&[], &scheme, 3).is_err(), "{scheme:?} without a value");
    }
}

#[test]
fn one_value_and_values_at_the_ends_of_the_range_never_panic() {
    let extreme = [f64::MAX, f64::MIN, 5e-324, 0.0, f64::MAX, -1e308, 1.0, 1.0 + f64::EPSILON].map(Some);
    for scheme in schemes() {
        for k in 1..9 {
            let one = classify(&[Some(7.0)], &scheme, k).unwrap().classes;
            assert_eq!((one.bounds, one.of), (vec![7.0, 7.0], vec![Some(0)]), "{scheme:?}");
            for from in 0..extreme.len() {
                // Refused, or every value in the bounds of its class.
                let Ok(Classified { classes, .. }) = classify(&extreme[from..], &scheme, k) else { continue };
                for (value, class) in extreme[from..].iter().zip(&classes.of) {
                    let (value, class) = (value.unwrap(), class.unwrap());
                    assert!(
                        classes.bounds[class] <= value && value <= classes.bounds[class + 1],
                        "{scheme:?} {value} {:?}",
                        classes.bounds
                    );
                }
            }
        }
    }
}

/// Squared deviation under `bounds` that end at the greatest value.
fn squared_deviation(values: &[Option<f64>], bounds: Vec<f64>) -> f64 {
    let classes = classify(values, &Scheme::Given(bounds), 1).unwrap().classes;
    goodness_of_fit(values, &classes).unwrap().squared_deviation
}

proptest! {
    #[test]
    fn natural_breaks_are_no_worse_than_any_others(
        values in proptest::collection::vec((-40..40_i32).prop_map(f64::from), 2..60),
        breaks in proptest::collection::vec((-40..40_i32).prop_map(f64::from), 1..7),
    ) {
        let values: Vec<_> = values.into_iter().map(Some).collect();
        let k = breaks.len() + 1;
        let best = |scheme| {
            let classes = classify(&values, &scheme, k).unwrap().classes;
            goodness_of_fit(&values, &classes).unwrap()
        };
        let natural = best(Scheme::FisherJenks);
        let slack = 1e-9 * natural.squared_deviation.max(1.0);
        prop_assert!(natural.squared_deviation <= squared_deviation(&values, breaks) + slack);
        for scheme in WITHIN.into_iter().filter(|scheme| *scheme != Scheme::HeadTail) {
            prop_assert!(natural.variance_fit + 1e-9 >= best(scheme).variance_fit);
        }
        // From quantiles on, moving values to nearer medians only helps.
        prop_assert!(
            best(Scheme::JenksCaspall).absolute_deviation <= best(Scheme::Quantiles).absolute_deviation + 1e-9
        );
    }

    #[test]
    fn order_does_not_matter(
        values in proptest::collection::vec(prop_oneof![-1e6..1e6_f64, (-5..5_i32).prop_map(f64::from)], 1..50),
        k in 1..9_usize,
        turn in 0..50_usize,
    ) {
        let forth: Vec<_> = values.iter().copied().map(Some).collect();
        let mut back: Vec<_> = forth.iter().rev().copied().collect();
        let turn = turn % back.len();
        back.rotate_left(turn);
        for scheme in schemes() {
            let a = classify(&forth, &scheme, k).unwrap();
            let mut b = classify(&back, &scheme, k).unwrap();
            prop_assert_eq!(goodness_of_fit(&forth, &a.classes), goodness_of_fit(&back, &b.classes));
            b.classes.of.rotate_right(turn);
            b.classes.of.reverse();
            prop_assert_eq!(a, b, "{:?}", scheme);
        }
    }

    #[test]
    fn every_value_lies_in_exactly_one_class(
        values in proptest::collection::vec(
            proptest::option::weighted(0.9, prop_oneof![-1e6..1e6_f64, (-5..5_i32).prop_map(f64::from)]), 1..80
        ),
        k in 1..12_usize,
        given in proptest::collection::vec(-1e6..1e6_f64, 1..6),
    ) {
        for scheme in schemes().into_iter().chain([Scheme::Given(given)]) {
            let Classified { classes, .. } = classify(&values, &scheme, k).unwrap();
            // Equal percentiles and quartiles keep their places.
            let may_tie = matches!(scheme, Scheme::Percentiles(_) | Scheme::BoxPlot { .. });
            let ascend = |pair: &[f64]| pair[0] < pair[1] || (may_tie && pair[0] <= pair[1]);
            prop_assert!(classes.bounds.windows(2).skip(1).all(ascend), "{:?} {:?}", scheme, classes.bounds);
            prop_assert!(classes.bounds.windows(2).take(1).all(|pair| pair[0] <= pair[1]));
            let present: Vec<f64> = values.iter().flatten().copied().collect();
            if WITHIN.contains(&scheme) {
                prop_assert!(classes.len() <= k || scheme == Scheme::HeadTail);
                let least = present.iter().copied().reduce(f64::min);
                let greatest = present.iter().copied().reduce(f64::max);
                prop_assert_eq!(classes.bounds.first().copied(), least);
                prop_assert_eq!(classes.bounds.last().copied(), greatest);
            }
            for (value, class) in values.iter().zip(&classes.of) {
                let holds = |c: usize| value.is_some_and(|value| {
                    let (low, high) = (classes.bounds[c], classes.bounds[c + 1]);
                    value <= high && (value > low || (c == 0 && value >= low))
                });
                let holding: Vec<usize> = (0..classes.len()).filter(|&c| holds(c)).collect();
                prop_assert_eq!(holding, class.iter().copied().collect::<Vec<_>>());
            }
            prop_assert_eq!(classes.counts().iter().sum::<usize>(), present.len());
        }
    }
}

#[test]
fn two_neighbouring_numbers_have_bounds_in_every_scheme() {
    for scheme in schemes() {
        for k in 1..12 {
            let classified = classify(&[Some(0.0), Some(-1.0)], &scheme, k);
            assert!(classified.is_ok(), "{scheme:?} {k}: {classified:?}");
        }
    }
}
