//! `jingwei classify` and `[classes]` of a study: the schemes by name, their flags, how well they fit.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use super::study_copy::{Outcome, StudyCopy, assert_said};
use std::fmt::Write as _;

/// Ten squares with a field `v` of skewed values, one of them without.
fn layer() -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    let values = ["1", "2", "2", "3", "4", "5", "7", "9", "30", "null"];
    for (i, value) in values.iter().enumerate() {
        let (west, east) = (100 + i, 101 + i);
        write!(
            text,
            "{}{{\"type\":\"Feature\",\"properties\":{{\"adcode\":\"{}\",\"v\":{value}}},\"geometry\":{{\
             \"type\":\"Polygon\",\"coordinates\":[[[{west},30],[{east},30],[{east},31],[{west},31],\
             [{west},30]]]}}}}",
            if i > 0 { ",\n" } else { "" },
            100_000 + i,
        )
        .unwrap();
    }
    text + "\n]}\n"
}

fn classify(arguments: &[&str]) -> Outcome {
    let study = StudyCopy::of_toy().with("v.geojson", layer());
    study.jingwei(&[&["classify", "toy/v.geojson", "--field", "v"], arguments].concat())
}

fn in_full(outcome: &Outcome) -> String {
    format!("{}{}", outcome.stdout, outcome.stderr)
}

#[test]
fn a_box_plot_tells_outliers_apart_and_how_well_it_fits() {
    assert_said!("classify_box_plot", in_full(&classify(&["--scheme", "box-plot"])));
}

#[test]
fn every_scheme_is_compared() {
    assert_said!("classify_compare", in_full(&classify(&["-k", "3", "--compare"])));
}

#[test]
fn natural_breaks_are_those_of_fisher_jenks() {
    let natural = classify(&["-k", "4", "--scheme", "natural-breaks"]);
    assert_eq!(natural.code, Some(0));
    assert_eq!(natural.stdout, classify(&["-k", "4"]).stdout);
}

#[test]
fn wrong_schemes_and_flags_are_refused() {
    assert_said!("classify_typo", in_full(&classify(&["--scheme", "jenks-caspal"])));
    for (arguments, said) in [
        (&["--hinge", "2"] as &[&str], "the flag belongs to another scheme: `--hinge`"),
        (&["--scheme", "given"], "the scheme wants its bounds: `--breaks`"),
        (&["--scheme", "given", "--breaks", "NaN"], "a class bound is not finite: `NaN`"),
        (&["--scheme", "box-plot", "--hinge", "-1"], "the hinge of a box plot is zero or above: `-1`"),
        (&["--scheme", "std-mean", "--multiples", "1,inf"], "is not finite: `inf`"),
        (&["--scheme", "percentiles", "--percentiles", "50,101"], "between 0 and 100: `101`"),
        (&["-k", "0"], "invalid value '0' for '-k <N>'"),
        (&["--compare", "--scheme", "pretty"], "cannot be used with"),
    ] {
        let outcome = classify(arguments);
        assert!(outcome.code != Some(0) && outcome.stdout.is_empty(), "{arguments:?}");
        assert!(outcome.stderr.contains(said), "{arguments:?}: {}", outcome.stderr);
    }
}

#[test]
fn a_study_is_drawn_in_the_scheme_it_names() {
    for (scheme, said) in [
        ("box-plot", "Classes: Box plot (1.5 interquartile ranges)"),
        ("std-mean", "Classes: Standard deviations from the mean (-2, -1, 1, 2)"),
        ("pretty", "Classes: Pretty"),
        ("natural-breaks", "Classes: Fisher–Jenks"),
    ] {
        let study = StudyCopy::of_toy();
        let outcome = study.run(&["--set", &format!("classes.scheme={scheme}"), "--quiet"]);
        assert_eq!(outcome.code, Some(0), "{scheme}: {}", outcome.stderr);
        let report = std::fs::read_to_string(study.folder().join("out/report.html")).unwrap();
        assert!(report.contains(said), "{scheme}");
    }
}

#[test]
fn a_study_refuses_settings_that_cannot_be() {
    for (setting, said) in [
        ("classes.scheme=boxplot", "did you mean `box-plot`?"),
        ("classes.hinge=-1", "must be zero or above"),
        ("classes.multiples=[2, 1]", "must rise"),
        ("classes.percentiles=[50, 150]", "must rise from 0 or above to 100 or below"),
    ] {
        let stderr = StudyCopy::of_toy().refused_with(2, &["--set", setting]);
        assert!(stderr.contains(said), "{setting}: {stderr}");
    }
}
