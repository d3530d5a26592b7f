//! What is written, and what it means.

use super::*;

#[test]
fn every_form_is_read() {
    let (queen, rook) = (Contiguity::Queen, Contiguity::Rook);
    let time = |by, direction| Rule::Time { by, direction };
    let minutes = Minutes::new;
    let forms = [
        ("queen", Rule::Contiguity(queen)),
        ("rook", Rule::Contiguity(rook)),
        ("rook:within:2.5", Rule::ContiguityWithin { kind: rook, apart: Metres::new(2.5) }),
        ("queen:order:2", Rule::HigherOrder { kind: queen, order: 2, lower: LowerOrders::Excluded }),
        ("queen:upto:3", Rule::HigherOrder { kind: queen, order: 3, lower: LowerOrders::Included }),
        ("knn:8", Rule::KNearest { k: 8 }),
        ("band:50000", Rule::DistanceBand { threshold: Some(Metres::new(5e4)) }),
        ("band:auto", Rule::DistanceBand { threshold: None }),
        ("inverse:5e4:2", Rule::InverseDistance { threshold: Some(Metres::new(5e4)), power: 2.0 }),
        ("inverse:auto", Rule::InverseDistance { threshold: None, power: 1.0 }),
        ("kernel:gaussian:8", Rule::Kernel { shape: Kernel::Gaussian, k: 8, fixed: false }),
        ("kernel:epanechnikov:8:fixed", Rule::Kernel { shape: Kernel::Quadratic, k: 8, fixed: true }),
        ("delaunay", Rule::Delaunay),
        ("gabriel", Rule::Gabriel),
        ("relative", Rule::RelativeNeighbourhood),
        ("block:bloc:zh", Rule::Block { field: "bloc:zh".to_owned() }),
        ("time:knn:4", time(TimeRule::KNearest { k: 4 }, Direction::Mean)),
        ("time:knn:4:each", time(TimeRule::KNearest { k: 4 }, Direction::Each)),
        ("time:band:60:min", time(TimeRule::Band { limit: minutes(60.0) }, Direction::Min)),
        ("time:inverse:1:max", time(TimeRule::Inverse { exponent: 1.0, cutoff: None }, Direction::Max)),
        (
            "time:gaussian:60:120",
            time(
                TimeRule::Gaussian { bandwidth: minutes(60.0), cutoff: Some(minutes(120.0)) },
                Direction::Mean,
            ),
        ),
        ("file:C:\\a.gal", Rule::File { path: "C:\\a.gal".into() }),
    ];
    for (text, rule) in forms {
        assert_eq!(Rule::parse(text).unwrap(), rule, "{text}");
    }
}

#[test]
fn a_slip_is_said_with_what_was_meant() {
    let said = |text: &str| {
        let error = Rule::parse(text).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{text}");
        (error.to_string(), error.hints().join("; "))
    };
    let hint = |text: &str| said(text).1;
    assert_eq!(
        said("qeen"),
        (
            "argument `weights`: no kind of weights has this name: `qeen`".to_owned(),
            "the nearest is `queen`".to_owned()
        )
    );
    assert_eq!(hint("kernel:gausian:8"), "the nearest is `gaussian`");
    assert_eq!(hint("time:gausian:8"), "the nearest is `gaussian`");
    assert_eq!(hint("queen:oder:2"), "the nearest is `order`");
    assert_eq!(hint("time:knn:8:means"), "the nearest is `mean`");
    assert_eq!(hint("file:a.gwtt"), "the nearest is `gwt`");
    for text in [
        "",
        "knn",
        "knn:0",
        "knn:-1",
        "knn:1.5",
        "knn:8:9",
        "band",
        "band:-5",
        "band:NaN",
        "band:inf",
        "band:0",
        "kernel",
        "kernel:gaussian",
        "time",
        "time:band",
        "time:gaussian:60:-1",
        "block:",
        "block",
        "file:",
        "gabriel:1",
        "queen:within",
    ] {
        let (message, hint) = said(text);
        assert!(message.contains(text) && !hint.is_empty(), "{message}; {hint}");
    }
}
