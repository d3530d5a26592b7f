use super::*;
use proptest::prelude::*;

const SCHEMES: [Scheme; 4] =
    [Scheme::FisherJenks, Scheme::Quantiles, Scheme::EqualInterval, Scheme::HeadTail];

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
    for scheme in SCHEMES {
        let classified = classify(&[Some(3.0), None, Some(3.0)], &scheme, 4).unwrap();
        assert_eq!(classified.classes.bounds, [3.0, 3.0], "{scheme:?}");
        assert_eq!(classified.classes.of, [Some(0), None, Some(0)]);
        let said = classified.findings.iter().any(|finding| finding.code == Code::FewClasses);
        assert_eq!(said, scheme != Scheme::HeadTail, "{scheme:?}");
    }
}

#[test]
fn no_value_makes_no_class_and_says_so() {
    for scheme in SCHEMES.into_iter().chain([Scheme::Given(vec![1.0])]) {
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

proptest! {
    #[test]
    fn every_value_lies_in_exactly_one_class(
        values in proptest::collection::vec(
            proptest::option::weighted(0.9, prop_oneof![-1e6..1e6_f64, (-5..5_i32).prop_map(f64::from)]), 1..80
        ),
        k in 1..12_usize,
        given in proptest::collection::vec(-1e6..1e6_f64, 1..6),
    ) {
        for scheme in SCHEMES.into_iter().chain([Scheme::Given(given)]) {
            let Classified { classes, .. } = classify(&values, &scheme, k).unwrap();
            prop_assert!(classes.bounds.windows(2).skip(1).all(|pair| pair[0] < pair[1]), "{:?}", classes.bounds);
            let present: Vec<f64> = values.iter().flatten().copied().collect();
            if !matches!(scheme, Scheme::Given(_) | Scheme::HeadTail) {
                prop_assert!(classes.len() <= k);
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
