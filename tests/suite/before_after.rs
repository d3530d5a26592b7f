//! Scenarios beside their study: worked by hand on the toy, held to their own sums on China.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]
#![expect(clippy::float_cmp, reason = "counts and the toy numbers come out without rounding")]

mod diff;

use crate::end_to_end::program::{Row, Written, study};
use crate::end_to_end::styles;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The toy as it was by road alone, and the high-speed line of 2015 as its scenario.
fn toy() -> &'static Written {
    static TOY: OnceLock<Written> = OnceLock::new();
    TOY.get_or_init(|| {
        let scenario = r#"scenario=[{id="rail",label="高铁",label_en="high-speed line",as_of=2024}]"#;
        Written::by(&study("toy"), &["--set", "corridors.as_of=2010", "--set", scenario])
    })
}

/// China with all lines that are under way or planned.
fn china() -> &'static Written {
    static CHINA: OnceLock<Written> = OnceLock::new();
    CHINA.get_or_init(|| {
        let scenario = r#"scenario=[{id="plan",status=["open","building","planned"]}]"#;
        Written::by(&study("china"), &["--set", scenario])
    })
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: `{}`", row[column]))
}

fn close(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{what}: {found} and not {wanted}");
}

/// The one row of `table` where each of `keys` is as said.
fn row(table: &[Row], keys: &[(&str, &str)]) -> Row {
    let is_it = |row: &&Row| keys.iter().all(|(column, value)| row[*column] == *value);
    let found: Vec<&Row> = table.iter().filter(is_it).collect();
    assert_eq!(found.len(), 1, "{keys:?}");
    found[0].clone()
}

/// A city, its people, and its weighted mean travel time before and after.
type ByHand = (&'static str, f64, f64, f64);

/// By road: 甲–丁 60, 丁–戊 45, 戊–己 60, 己–壬 60; the means of `geodata/toy/README.md` are those with the line.
/// The weighted means by road, each over the people of the other four: 甲 187 650 / 1260, 丁 122 850 / 1350 = 91,
/// 戊 82 350 / 900 = 91.5, 己 93 150 / 1170, 壬 136 350 / 1080 = 126.25. 丙市 is off the network in both.
const BY_HAND: [ByHand; 5] = [
    ("甲市", 180.0, 187_650.0 / 1260.0, 120.0),
    ("丁市", 90.0, 91.0, 64.0),
    ("壬市", 360.0, 126.25, 105.0),
    ("己市", 270.0, 93_150.0 / 1170.0, 60.0),
    ("戊市", 540.0, 91.5, 73.0),
];

#[test]
fn the_toy_gains_what_is_worked_by_hand() {
    let gains = toy().table("scenario_gains");
    let names: Vec<&str> = gains.iter().map(|row| row["name"].as_str()).collect();
    assert_eq!(
        names,
        ["甲市", "丁市", "壬市", "己市", "戊市", "丙市"],
        "28.9, 27, 21.25, 19.6, 18.5 min, and none"
    );
    for (row, (name, _, before, after)) in gains.iter().zip(BY_HAND) {
        close(number(row, "watt_base_min"), before, name);
        close(number(row, "watt_rail_min"), after, name);
        close(number(row, "watt_d_min"), after - before, name);
        close(number(row, "watt_d_pct"), (after - before) / before * 100.0, name);
        assert_eq!((row["watt_state"].as_str(), row["link"].as_str()), ("gain", "same"), "{name}");
    }
    let off = &gains[5];
    assert_eq!((off["rank"].as_str(), off["watt_d_min"].as_str()), ("", ""), "no path is no change");
    assert_eq!((off["watt_state"].as_str(), off["link"].as_str()), ("never", "never"));
    // 己市, 270 of them, comes within the hour of 丁市: 105 min by road, 60 with the line.
    close(number(&gains[1], "c60_d_population"), 270.0, "more within the hour of 丁市");
}

#[test]
fn the_total_is_split_and_spills_over_as_worked_by_hand() {
    let gain = |name: &str| {
        let (_, people, before, after) = BY_HAND.into_iter().find(|one| one.0 == name).unwrap();
        people * (before - after)
    };
    let total: f64 = BY_HAND.iter().map(|one| gain(one.0)).sum();
    let summary = row(&toy().table("scenario_summary"), &[("measure", "watt_min")]);
    close(number(&summary, "gain_total"), total, "total");
    close(number(&summary, "base_median"), 91.5, "median by road");
    close(number(&summary, "plan_median"), 73.0, "median with the line");
    assert_eq!(["gain_n", "loss_n", "same_n", "never_n"].map(|n| number(&summary, n)), [5.0, 0.0, 0.0, 1.0]);
    // H1 runs through 丁省, 戊省 and 己省; 甲 and 壬 gain without it.
    let outside = gain("甲市") + gain("壬市");
    close(number(&summary, "spill_pct"), outside / total * 100.0, "spillover");
    let groups = toy().table("scenario_groups");
    let share = |split: &str, group: &str| {
        number(&row(&groups, &[("measure", "watt_min"), ("split", split), ("group", group)]), "share_pct")
    };
    close(share("side", "north"), gain("甲市") / total * 100.0, "north");
    close(share("bloc", "west"), (gain("甲市") + gain("丁市")) / total * 100.0, "west");
    close(share("region", "990000"), gain("壬市") / total * 100.0, "壬省");
    // 己市 stands in two clusters and counts in the first; 甲市 is in none.
    close(share("cluster", "壬城市群"), gain("壬市") / total * 100.0, "壬城市群");
    close(share("cluster", ""), gain("甲市") / total * 100.0, "in no cluster");
}

#[test]
fn the_pairs_that_gain_most_are_told_with_both_paths() {
    let pairs = toy().table("scenario_pairs");
    let found: Vec<(&str, &str, f64, f64)> = pairs
        .iter()
        .map(|row| {
            (row["from"].as_str(), row["to"].as_str(), number(row, "base_min"), number(row, "plan_min"))
        })
        .collect();
    let wanted = [
        ("甲市", "己市", 165.0, 120.0),
        ("甲市", "壬市", 225.0, 180.0),
        ("丁市", "己市", 105.0, 60.0),
        ("丁市", "壬市", 165.0, 120.0),
        ("戊市", "己市", 60.0, 40.0),
        ("戊市", "壬市", 120.0, 100.0),
        ("甲市", "戊市", 105.0, 90.0),
        ("丁市", "戊市", 45.0, 30.0),
    ];
    assert_eq!(found, wanted, "as far both ways, so each pair once");
    assert_eq!(pairs[0]["base_path"], "Expressway G1 to 己市 165 min");
    let path = "Expressway G1 to 丁市 60 min, wait 15 min, High-speed rail H1 to 己市 45 min";
    assert_eq!(pairs[0]["plan_path"], path, "15 and 25 on the train, 5 at 戊市 between them");
}

#[test]
fn thresholds_are_counted_by_hand() {
    let thresholds = toy().table("scenario_thresholds");
    let counts = |counted: &str, limit: &str| {
        let found = row(&thresholds, &[("counted", counted), ("limit_min", limit)]);
        [number(&found, "base"), number(&found, "plan")]
    };
    // Within an hour by road 甲丁, 丁戊, 戊己, 己壬; with the line 丁己 too. Both ways.
    assert_eq!(counts("pairs", "60"), [8.0, 10.0]);
    // Within two, 甲戊, 丁己 and 戊壬 by road; with the line 甲己 and 丁壬 too.
    assert_eq!(counts("pairs", "120"), [14.0, 18.0]);
    // The cores are 戊市 and 壬市; 丁市 and 己市 lie within an hour of one, 甲市 within two of 戊市.
    assert_eq!(counts("people_near_core", "60"), [1260.0, 1260.0]);
    assert_eq!(counts("people_near_core", "120"), [1440.0, 1440.0]);
    let met = counts("people_met", "60");
    // 2 · (180·90 + 90·540 + 540·270 + 270·360) / 1590, and 2 · 90·270 / 1590 more.
    close(met[0], 2.0 * (16_200.0 + 48_600.0 + 145_800.0 + 97_200.0) / 1590.0, "met by road");
    close(met[1] - met[0], 2.0 * 24_300.0 / 1590.0, "met more with the line");
}

/// The definitions, pair by pair.
#[test]
fn inequality_is_that_of_the_definitions() {
    let people: f64 = BY_HAND.iter().map(|one| one.1).sum();
    let gini = |value: fn(&ByHand) -> f64| {
        let mean = BY_HAND.iter().map(|one| one.1 * value(one)).sum::<f64>() / people;
        let pairs = BY_HAND.iter().flat_map(|a| BY_HAND.iter().map(move |b| (a, b)));
        let differences: f64 = pairs.map(|(a, b)| a.1 * b.1 * (value(a) - value(b)).abs()).sum();
        differences / (2.0 * people * people * mean)
    };
    let inequality = toy().table("scenario_inequality");
    let of = |index: &str| row(&inequality, &[("measure", "watt_min"), ("index", index)]);
    let found = of("gini_pop");
    let (before, after) = (gini(|one| one.2), gini(|one| one.3));
    close(number(&found, "base"), before, "Gini before");
    close(number(&found, "plan"), after, "Gini after");
    close(number(&found, "d"), after - before, "its change");
    assert!(after > before, "the line serves those who were well served");
    assert_eq!(found["verdict"], "polarises");
    assert!(["theil_pop", "cv_pop"].iter().all(|index| number(&of(index), "d") > 0.0));
}

#[test]
fn three_scenarios_have_names_of_their_own() {
    let scenarios =
        r#"scenario=[{id="plan",status=["open","planned"]},{id="roads",as_of=2010},{id="s3",as_of=2024}]"#;
    let written = Written::by(&study("toy"), &["--set", scenarios]);
    let gains = written.table("scenario_gains");
    for field in
        ["watt_base_min", "watt_plan_min", "watt_plan_d_min", "watt_roads_d_pct", "watt_s3_state", "rank_s3"]
    {
        assert!(gains[0].contains_key(field), "{field}");
    }
    let same: Vec<&str> = gains.iter().map(|row| row["watt_s3_state"].as_str()).collect();
    assert!(same.iter().all(|state| ["same", "never"].contains(state)), "{same:?}");
    let checks = written.table("scenario_checks");
    let longer = |key: &str| row(&checks, &[("scenario", key), ("check", "longer_trips")]);
    let told = |key: &str| {
        (longer(key)["failed_n"].clone(), longer(key)["of_n"].clone(), longer(key)["holds"].clone())
    };
    assert_eq!(told("plan"), ("0".into(), "20".into(), "yes".into()));
    assert_eq!(
        told("roads"),
        ("16".into(), "20".into(), String::new()),
        "8 pairs both ways, and it takes lines out"
    );
    let new: Vec<&Row> = gains.iter().filter(|row| row["watt_plan_state"] == "new").collect();
    assert_eq!((new.len(), new[0]["name"].as_str(), new[0]["watt_plan_d_min"].as_str()), (1, "丙市", ""));
    let (layers, renderers) = styles::check(&written);
    assert!(layers > 20 && renderers.contains("RuleRenderer"), "{layers} layers");
    let page = String::from_utf8(written.files()["report.html"].clone()).unwrap();
    assert!(page.contains("Lorenz curve: Weighted mean travel time") && page.contains("legend shared"));
}

/// The bounds of the classes of a style, by the numbers of its rules or ranges.
fn bounds(written: &Written, layer: &str) -> Vec<String> {
    let style = String::from_utf8(written.files()[&format!("geojson/{layer}.qml")].clone()).unwrap();
    let mut bounds = Vec::new();
    for line in style.lines() {
        let line = line.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<");
        if line.contains("<rule ") && line.contains(" AND ") {
            let filter = line.split("filter=\"").nth(1).unwrap();
            let numbers =
                filter.split(' ').filter_map(|word| word.trim_end_matches("\"/>").parse::<f64>().ok());
            bounds.extend(numbers.map(|bound| bound.to_string()));
        } else if line.contains("<range ") {
            let of = |name: &str| {
                line.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
            };
            bounds.extend([of("lower"), of("upper")]);
        }
    }
    assert!(bounds.len() >= 4, "{layer}: {bounds:?}");
    bounds
}

#[test]
fn maps_that_are_compared_share_their_classes_and_changes_turn_at_zero() {
    for measure in ["watt", "d120", "pot_idx"] {
        let base = bounds(china(), &format!("scenario_{measure}_base"));
        assert_eq!(base, bounds(china(), &format!("scenario_{measure}_plan")), "{measure}");
        let change = bounds(china(), &format!("scenario_{measure}_plan_d"));
        assert!(change.iter().any(|bound| bound == "0"), "{measure}: {change:?}");
    }
    let (layers, _) = styles::check(china());
    assert!(layers >= 11 + 3 * 5, "{layers} layers, each feature with one symbol");
}

#[test]
fn sums_come_out_on_china() {
    let checks = china().table("scenario_checks");
    assert!(checks.iter().all(|row| row["holds"] == "yes" && row["failed_n"] == "0"), "{checks:?}");
    let trips = row(&checks, &[("check", "longer_trips")]);
    assert_eq!(trips["of_n"], "138756");
    // Not as the program checks it, but from what it wrote.
    let summary = china().table("scenario_summary");
    let mut sums: BTreeMap<(String, String), f64> = BTreeMap::new();
    for row in china().table("scenario_groups") {
        let key = (row["measure"].clone(), row["split"].clone());
        *sums.entry(key).or_default() += number(&row, "gain_total");
    }
    assert_eq!(sums.len(), summary.len() * 4, "regions, blocs, sides and clusters");
    for ((measure, split), sum) in sums {
        let total = number(&row(&summary, &[("measure", &measure)]), "gain_total");
        assert!(
            (sum - total).abs() <= 1e-9 * total.abs().max(1.0),
            "{measure} by {split}: {sum} and not {total}"
        );
    }
}

#[test]
fn every_row_of_the_gains_is_consistent() {
    let gains = china().table("scenario_gains");
    assert_eq!(gains.len(), 375);
    let mut last = f64::INFINITY;
    let mut ranked = 0;
    for (place, row) in gains.iter().enumerate() {
        let Ok(difference) = row["watt_d_min"].parse::<f64>() else {
            assert_eq!((row["rank"].as_str(), row["watt_state"].as_str()), ("", "never"));
            continue;
        };
        assert_eq!(row["rank"], (place + 1).to_string());
        assert_eq!(
            difference.to_bits(),
            (number(row, "watt_plan_min") - number(row, "watt_base_min")).to_bits()
        );
        assert!(-difference <= last, "ranked by gain");
        last = -difference;
        ranked += 1;
    }
    assert_eq!(ranked, 373);
    let fields: BTreeSet<(String, String)> =
        china().table("fields").into_iter().map(|row| (row["file"].clone(), row["field"].clone())).collect();
    for field in gains[0].keys() {
        assert!(fields.contains(&("tables/scenario_gains.csv".to_owned(), field.clone())), "{field}");
    }
}
