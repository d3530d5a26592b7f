//! `jingwei rings`: around several cores, by distance, in bands made from the data, with fits and outlines.

#![allow(clippy::float_cmp, reason = "the nearest core gives the number itself")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use super::study_copy::{Outcome, StudyCopy, assert_said};

fn rings(arguments: &[&str]) -> Outcome {
    StudyCopy::of_toy().jingwei(&[&["rings", "toy/study.toml"], arguments].concat())
}

fn in_full(outcome: &Outcome) -> String {
    format!("{}{}", outcome.stdout, outcome.stderr)
}

fn column(table: &str, name: &str) -> Vec<String> {
    let mut lines = table.trim_start_matches('\u{feff}').lines();
    let place = lines.next().unwrap().split(',').position(|head| head == name).unwrap();
    lines.map(|line| line.split(',').nth(place).unwrap().to_owned()).collect()
}

fn numbers(table: &str, name: &str) -> Vec<f64> {
    column(table, name).iter().filter_map(|cell| cell.parse().ok()).collect()
}

#[test]
fn several_cores_share_the_cities_by_nearness() {
    let table = |core: &str| rings(&["--core", core]).stdout;
    let (both, one, other) = (table("950100,910100"), table("950100"), table("910100"));
    let minutes = |table: &str| column(table, "core_min");
    for ((both, one), other) in minutes(&both).iter().zip(minutes(&one)).zip(minutes(&other)) {
        let nearest =
            [one, other].iter().filter_map(|cell| cell.parse::<f64>().ok()).fold(f64::INFINITY, f64::min);
        assert_eq!(both.parse().unwrap_or(f64::INFINITY), nearest);
    }
}

#[test]
fn the_three_ways_to_measure() {
    for by in ["time", "network", "distance"] {
        let outcome = rings(&["--core", "950100", "--by", by, "--profile"]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        assert_said!(format!("rings_by_{by}"), in_full(&outcome));
    }
    // A straight line is never longer than the way along the network.
    let ways = |by: &str| numbers(&rings(&["--core", "950100", "--by", by]).stdout, "core_km");
    let (straight, along) = (ways("distance"), ways("network"));
    assert!(straight.len() >= along.len() && !along.is_empty());
    assert!(along.iter().all(|way| *way >= 0.0));
}

#[test]
fn bands_made_from_the_data() {
    for equal in ["population:2", "cities:3", "natural:2"] {
        let outcome = rings(&["--core", "950100", "--equal", equal, "--profile"]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        assert_said!(format!("rings_equal_{}", equal.replace(':', "_")), in_full(&outcome));
    }
}

#[test]
fn directions_and_the_list() {
    assert_said!("rings_sectors", in_full(&rings(&["--core", "950100", "--sectors", "4"])));
    let lines = rings(&["--core", "950100", "--sectors", "4", "--table", "lines"]);
    assert_said!("rings_lines", in_full(&lines));
    assert_said!("rings_list", in_full(&rings(&["--core", "950100", "--compare", "list"])));
}

#[test]
fn the_four_cores_of_china() {
    let china = StudyCopy::of_china();
    let asked = |arguments: &[&str]| {
        let outcome =
            china.jingwei(&[&["rings", "china/study.toml", "--core", "420100"], arguments].concat());
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        outcome
    };
    let fits = asked(&["--by", "distance", "--fit", "clark,power,inverse-s"]).stdout;
    assert!(numbers(&fits, "r2").iter().all(|r2| (0.0..=1.0).contains(r2)), "{fits}");
    assert!(column(&fits, "fit").contains(&"two-lines".to_owned()), "{fits}");
    let years = &["--value", "population", "--years", "2010,2020"];
    let change = asked(&[years, &["--table", "change"] as &[&str]].concat());
    let shares = numbers(&change.stdout, "share_of_growth");
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{}", change.stdout);
    let stage = asked(&[years, &["--table", "stage"] as &[&str]].concat());
    assert!(stage.stderr.contains("不足四年"), "{}", stage.stderr);
    let bands = asked(&["--equal", "population:5", "--profile"]).stdout;
    // No city of China holds more than a hundredth of what Wuhan reaches, but for a handful.
    assert!(numbers(&bands, "share").iter().all(|share| (share - 0.2).abs() < 0.03), "{bands}");
    for how in ["dissolved", "clipped"] {
        asked(&["--by", "distance", "--outlines", how, "-o", &format!("{how}.geojson")]);
        let layer = std::fs::read_to_string(china.folder().join(format!("{how}.geojson"))).unwrap();
        assert_eq!(layer.matches("\"Feature\"").count(), 5, "four rings and what lies beyond");
    }
}

#[test]
fn what_makes_no_rings_is_refused() {
    for (name, arguments) in [
        ("rings_unknown_core", &["--core", "950101"] as &[&str]),
        ("rings_alone", &["--core", "930100"]),
        ("rings_falling", &["--core", "950100", "--breaks", "60,30"]),
        ("rings_no_such_fit", &["--core", "950100", "--fit", "smeed"]),
        ("rings_no_such_band", &["--core", "950100", "--equal", "gdp:4"]),
        ("rings_points_have_no_outlines", &["--core", "950100", "--outlines", "dissolved"]),
        ("rings_clipped_by_time", &["--core", "950100", "--outlines", "clipped"]),
        ("rings_which_table", &["--core", "950100", "--profile", "--sectors", "4"]),
    ] {
        let outcome = rings(arguments);
        assert_ne!(outcome.code, Some(0), "{name}: {}", outcome.stdout);
        assert_eq!(outcome.stdout, "", "{name}");
        assert_said!(name, outcome.stderr);
    }
}
