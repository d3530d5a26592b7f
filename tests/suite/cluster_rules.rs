//! `jingwei cluster --rule` and `jingwei trace --measure cluster`: every rule on the toy, against answers worked by hand.

use crate::study_copy::StudyCopy;
use std::collections::BTreeMap;

/// The rows of a CSV by the text of the first column.
fn rows(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| {
        let row: BTreeMap<_, _> = heads.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        (record[0].to_owned(), row)
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn shown(arguments: &[&str]) -> String {
    let all: Vec<&str> = ["cluster", "toy/study.toml"].into_iter().chain(arguments.iter().copied()).collect();
    let outcome = StudyCopy::of_toy().jingwei(&all);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    outcome.stdout
}

/// 甲市 lies 90 minutes from 戊市 of 540 and 180 from 壬市 of 360: 540/90² against 360/180² is 6 to 1.
#[test]
fn the_pull_of_the_cores() {
    let found = rows(&shown(&["--rule", "huff"]));
    let jia = &found["910100"];
    assert_eq!((&*jia["role"], &*jia["core"], &*jia["second"]), ("member", "戊市", "壬市"));
    let share: f64 = jia["core_share"].parse().unwrap();
    assert!((share - 6.0 / 7.0).abs() < 1e-12);
    assert_eq!((&*found["930100"]["role"], &*found["930100"]["core"]), ("outside", ""));
    let strict = rows(&shown(&["--rule", "huff:least=0.9,fringe=0.8"]));
    assert_eq!((&*strict["910100"]["role"], &*strict["940100"]["role"]), ("fringe", "member"));
}

#[test]
fn cores_by_rank_and_by_name() {
    let ranked = rows(&shown(&["--rule", "huff", "--core-rank", "1"]));
    assert_eq!(&*ranked["990100"]["core"], "戊市");
    let named = rows(&shown(&["--rule", "huff", "--core", "壬市,910100"]));
    assert_eq!((&*named["910100"]["role"], &*named["950100"]["role"] == "core"), ("core", false));
}

#[test]
fn the_table_counts_what_is_in_each_cluster() {
    let found = rows(&shown(&["--rule", "time", "--show", "table"]));
    let wu = &found["950100"];
    assert_eq!((&*wu["cities"], &*wu["pop"], &*wu["primacy"], &*wu["two_city"]), ("4", "1080", "0.5", "2"));
    assert_eq!(&*wu["pairs_120"], "1");
}

#[test]
fn no_core_passes_and_unknown_rules_are_said() {
    let toy = StudyCopy::of_toy();
    let none = toy.jingwei(&["cluster", "toy/study.toml", "--rule", "fua", "--core-from", "9000"]);
    assert_eq!(none.code, Some(0));
    assert!(none.stderr.contains("W-CLUSTER-001") && none.stderr.contains("9000"), "{}", none.stderr);
    let wrong = toy.jingwei(&["cluster", "toy/study.toml", "--rule", "hufff"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("write `huff`"), "{}", wrong.stderr);
    let nobody = toy.jingwei(&["cluster", "toy/study.toml", "--rule", "huff", "--core", "nowhere"]);
    assert_eq!(nobody.code, Some(2), "{}", nobody.stderr);
    let share = toy.jingwei(&["cluster", "toy/study.toml", "--rule", "fua:share=2"]);
    assert!(share.code != Some(0) && share.stderr.contains("between 0 and 1"), "{}", share.stderr);
    let recut = toy.jingwei(&["cluster", "toy/study.toml", "--rule", "skater:k=3,recut=2"]);
    assert_eq!(recut.code, Some(2), "{}", recut.stderr);
    assert!(recut.stderr.contains("`recut` is 1 for yes or 0 for no: `2`"), "{}", recut.stderr);
}

/// One city in two clusters of the list and an unknown identifier: kept, and said.
#[test]
fn a_list_with_odd_rows_is_compared_all_the_same() {
    let list = "cluster,adcode\nX,940100\nX,950100\nY,940100\nY,999999\n";
    let toy = StudyCopy::of_toy().with("clusters.csv", list);
    let found = toy.jingwei(&["cluster", "toy/study.toml", "--rule", "huff", "--compare", "list"]);
    assert_eq!(found.code, Some(0), "{}", found.stderr);
    assert!(found.stderr.contains("999999") && found.stderr.contains("adjusted Rand"), "{}", found.stderr);
    let found = rows(&found.stdout);
    assert_eq!((&*found["X"]["both"], &*found["X"]["lost"], &*found["X"]["gained"]), ("2", "", "甲市、己市"));
    assert_eq!((&*found["Y"]["listed"], &*found["Y"]["both"]), ("1", "1"));
}

#[test]
fn a_membership_is_explained() {
    let toy = StudyCopy::of_toy();
    let said = |arguments: &[&str]| {
        let base = ["trace", "toy/study.toml", "--measure", "cluster", "--at", "910100"];
        toy.jingwei(&base.into_iter().chain(arguments.iter().copied()).collect::<Vec<_>>()).stdout
    };
    let by_time = said(&[]);
    for part in ["fringe of the cluster of 戊市", "90.0 min", "30.0 min less to 戊市", "Next comes 壬市"]
    {
        assert!(by_time.contains(part), "{part} in {by_time}");
    }
    let by_pull = said(&["--rule", "huff"]);
    assert!(by_pull.contains("85.7 %") && by_pull.contains("6.00 times its size"), "{by_pull}");
}

#[test]
fn a_table_of_communities_tells_what_each_adds_to_modularity() {
    // On the toy all that interact are one community, which is no more than chance would put together.
    let alone = rows(&shown(&["--rule", "leiden", "--show", "table"]));
    assert_eq!(alone.values().map(|row| &*row["modularity"]).collect::<Vec<_>>(), ["0"]);
    let china = StudyCopy::of_china();
    let sum = |rule: &str| {
        let outcome = china.jingwei(&["cluster", "china/study.toml", "--rule", rule, "--show", "table"]);
        let parts = rows(&outcome.stdout).into_values().map(|row| row["modularity"].parse::<f64>().unwrap());
        parts.sum::<f64>()
    };
    // The higher the resolution, the more counts what chance would put together.
    let [plain, fine] = ["leiden", "leiden:resolution=3"].map(sum);
    assert!(0.5 < plain && plain < 1.0 && 0.0 < fine && fine < plain, "{plain} {fine}");
    assert!(!rows(&shown(&["--rule", "huff", "--show", "table"]))["950100"].contains_key("modularity"));
}

/// Without attributes regions are of cities near each other: no city of China is cut out for its size.
#[test]
fn regions_go_by_place_and_take_islands_along() {
    let china = StudyCopy::of_china();
    let asked = |rule: &str| {
        let outcome = china.jingwei(&["cluster", "china/study.toml", "--rule", rule, "--show", "table"]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains("W-REGION-006") && outcome.stderr.contains("舟山市"),
            "{}",
            outcome.stderr
        );
        let cities = rows(&outcome.stdout).into_values().map(|row| row["cities"].parse::<usize>().unwrap());
        let mut cities: Vec<usize> = cities.collect();
        cities.sort_unstable();
        assert_eq!((cities.len(), cities.iter().sum::<usize>()), (19, 375), "{rule}");
        cities
    };
    for rule in ["skater", "skater:recut=1", "skater:recut=1,manhattan=1", "ward", "redcap"] {
        // Taiwan alone: it is joined by sea, and far.
        assert_eq!(asked(rule).iter().filter(|cities| **cities == 1).count(), 1, "{rule}");
    }
    assert!(asked("ward:floor=9")[0] >= 9);
}

/// Hainan's 19 units border no other.
#[test]
fn a_floor_that_a_part_does_not_reach_names_a_city_of_it() {
    let china = StudyCopy::of_china();
    let outcome = china.jingwei(&["cluster", "china/study.toml", "--rule", "max-p:floor=20"]);
    assert_eq!(outcome.code, Some(3), "{}", outcome.stderr);
    for part in ["E-REGION-003", "`460100` 海口市", "19 units"] {
        assert!(outcome.stderr.contains(part), "{part} in {}", outcome.stderr);
    }
    assert!(!outcome.stderr.contains("feature"), "{}", outcome.stderr);
}
