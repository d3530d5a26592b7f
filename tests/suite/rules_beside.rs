//! `[clusters] rules`: the rules of a study side by side with its list, in layers, tables and the report.

use crate::end_to_end::program::{Row, china, toy};
use crate::study_copy::StudyCopy;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn by_name(rows: Vec<Row>, column: &str) -> BTreeMap<String, Row> {
    rows.into_iter().map(|row| (row[column].clone(), row)).collect()
}

/// The value of `field` of every feature by its name.
fn values(properties: &[Value], key: &str, field: &str) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    properties.iter().map(|one| (text(&one[key]), text(&one[field]))).collect()
}

#[test]
fn a_cluster_has_the_colour_of_the_listed_cluster_it_shares_most_with() {
    // 己市 stands in both clusters of the list.
    let list = values(&toy().properties("cluster_list"), "name", "list_all");
    for rule in ["time", "huff", "leiden", "skater"] {
        let layer = toy().properties(&format!("clusters_{rule}"));
        let (cluster, like) = (values(&layer, "name", "cluster"), values(&layer, "name", "like"));
        let names: BTreeSet<&String> = cluster.values().filter(|name| !name.is_empty()).collect();
        assert!(!names.is_empty(), "{rule} makes clusters");
        for name in names {
            let cities: Vec<&String> =
                cluster.iter().filter(|(_, of)| *of == name).map(|(city, _)| city).collect();
            let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
            for city in &cities {
                for of in list[*city].split('、').filter(|of| !of.is_empty()) {
                    *shared.entry(of).or_default() += 1;
                }
            }
            let most = shared.values().copied().max();
            for city in cities {
                match most {
                    None => assert_eq!(like[city], "other", "{rule}: {city}"),
                    Some(most) => assert_eq!(shared.get(&*like[city]), Some(&most), "{rule}: {city}"),
                }
            }
        }
        for (city, of) in &cluster {
            assert_eq!(of.is_empty(), like[city].is_empty(), "{rule}: {city}");
        }
    }
    // The same colour means the same cluster on every map.
    let style = |name: &str| {
        let style = toy().text(&format!("geojson/{name}.qml"));
        let column = if name == "cluster_list" { "list" } else { "like" };
        assert!(style.contains(&format!("attr=\"{column}\"")), "{name}");
        let colours = style.split("<Option name=\"color\"").skip(1);
        // The fourth, of cities outside, is there where there are such cities.
        colours.take(3).map(|rest| rest.split('>').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(style("clusters_time"), style("cluster_list"));
    assert_eq!(style("clusters_time"), style("clusters_skater"));
}

#[test]
fn rules_agree_with_the_list_as_the_command_says() {
    let rules = by_name(toy().table("cluster_rules"), "rule");
    assert_eq!(rules.keys().collect::<Vec<_>>(), ["huff", "leiden", "list", "skater", "time"]);
    assert_eq!(rules["list"]["adjusted_rand"], "");
    assert_eq!(rules["skater"]["cities"], "6");
    let clusters = by_name(toy().table("cluster_rules_agreement"), "cluster");
    let names = by_name(toy().table("agreement_huff"), "cluster");
    for (cluster, row) in &clusters {
        let named = |column: &str| names[cluster][column].split('、').filter(|name| !name.is_empty()).count();
        assert_eq!(row["huff_jaccard"], names[cluster]["jaccard"], "{cluster}");
        assert_eq!(row["huff_gained"], named("gained").to_string(), "{cluster}");
        assert_eq!(row["huff_lost"], named("lost").to_string(), "{cluster}");
    }
}

/// The five cities of the report are those with the greatest disagreement, and each is told in the words of `trace`.
#[test]
fn the_cities_in_dispute_are_explained_as_trace_does() {
    let everywhere = china().table("clusters_by_rule");
    let number = |row: &Row| row["disagreement"].parse::<f64>().unwrap();
    let told = china().table("cluster_explained");
    assert_eq!(told.len(), 5 * 4);
    let shown: BTreeSet<&String> = told.iter().map(|row| &row["code"]).collect();
    let least =
        everywhere.iter().filter(|row| shown.contains(&row["adcode"])).map(number).fold(1.0, f64::min);
    let above = everywhere.iter().filter(|row| number(row) > least).count();
    assert!(shown.len() == 5 && above < 5 && least > 0.5, "{shown:?}: {above} above {least}");
    assert!(everywhere.iter().all(|row| (0.0..=1.0).contains(&number(row))));
    let at = &told[0]["code"];
    let trace = StudyCopy::of_china();
    let trace = trace.jingwei(&["trace", "china/study.toml", "--measure", "cluster", "--at", at]);
    assert_eq!(trace.code, Some(0), "{}", trace.stderr);
    for row in told.iter().filter(|row| row["code"] == *at) {
        for words in ["decided", "next", "change", "fit"].map(|column| &row[column]) {
            assert!(trace.stdout.contains(words.as_str()), "{words} in {}", trace.stdout);
        }
    }
    let page = china().text("report.html");
    assert!(page.contains(&told[0]["decided"]), "the report holds the words");
}

/// Every outline covers what its cities cover.
#[test]
fn outlines_cover_their_cities() {
    for rule in ["time", "fua", "leiden", "skater"] {
        let outlines = china().properties(&format!("cluster_outlines_{rule}"));
        let table = by_name(china().table(&format!("cluster_table_{rule}")), "cluster");
        let layer = china().properties(&format!("clusters_{rule}"));
        let of_city = values(&layer, "name", "cluster");
        let names = values(&outlines, "cluster", "like");
        assert_eq!(names.len(), table.len(), "{rule}");
        for (cluster, row) in &table {
            let cities = of_city.values().filter(|of| *of == cluster).count();
            assert_eq!(row["cities"], cities.to_string(), "{rule}: {cluster}");
            assert!(!names[cluster].is_empty(), "{rule}: {cluster}");
        }
    }
}

#[test]
fn rules_that_make_no_sense_are_refused_before_anything_is_read() {
    for (rules, said) in [
        (r#"["time", "hufff"]"#, "write `huff`"),
        (r#"["time", "huff:exponnent=2"]"#, "exponent"),
        (r#"["huff", "huff:exponent=1"]"#, "stands twice"),
    ] {
        let toy = StudyCopy::of_toy();
        let setting = format!("clusters.rules={rules}");
        let outcome = toy.jingwei(&["run", "toy/study.toml", "--output", "out", "--set", &setting]);
        assert_eq!(outcome.code, Some(3), "{rules}: {}", outcome.stderr);
        assert!(
            outcome.stderr.contains(said) && outcome.stderr.contains("clusters.rules"),
            "{}",
            outcome.stderr
        );
        let plan = toy.jingwei(&["run", "toy/study.toml", "--dry-run", "--set", &setting]);
        assert_eq!((plan.code, plan.stderr), (outcome.code, outcome.stderr), "{rules}");
    }
}

/// Without a list the colours are those of the first rule; without rules there are none of these files.
#[test]
fn without_a_list_and_without_rules() {
    let toy = StudyCopy::of_toy().replacing("study.toml", "list = \"clusters.csv\"\n", "");
    let outcome = toy.jingwei(&["run", "toy/study.toml", "--output", "out"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let layer = std::fs::read(toy.folder().join("out/geojson/clusters_time.geojson")).unwrap();
    let layer: Value = serde_json::from_slice(&layer).unwrap();
    let features = layer["features"].as_array().unwrap();
    let layer: Vec<Value> = features.iter().map(|feature| feature["properties"].clone()).collect();
    assert_eq!(
        values(&layer, "name", "cluster"),
        values(&layer, "name", "like"),
        "the first rule is like itself"
    );
    let plain = toy.jingwei(&["run", "toy/study.toml", "--output", "plain", "--set", "clusters.rules=[]"]);
    assert_eq!(plain.code, Some(0), "{}", plain.stderr);
    assert!(!toy.folder().join("plain/geojson/clusters_time.geojson").exists());
    assert!(!toy.folder().join("plain/tables/cluster_rules.csv").exists());
}
