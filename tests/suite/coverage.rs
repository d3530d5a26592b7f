//! Coverage and city pairs through the real program: the toy study worked by hand, China, and what is refused.

use super::end_to_end::program::{Row, china, rows};
use super::study_copy::{StudyCopy, assert_said};
use std::fs;

const SECTIONS: &str = "
[[coverage]]
id = \"hsr\"
facilities = \"stations\"
minutes = [30, 60]

[[coverage]]
id = \"core\"
facilities = \"cities\"
core_from = 300
minutes = [30, 60]

[city_pairs]
groups = \"clusters\"
";

/// The toy study with `more` at its end.
fn toy_with(more: &str) -> StudyCopy {
    let study = StudyCopy::of_toy();
    let text = study.read("study.toml") + more;
    study.with("study.toml", text)
}

/// The rows of a table of a study that is run.
fn table(study: &StudyCopy, name: &str) -> Vec<Row> {
    rows(&fs::read(study.folder().join(format!("out/tables/{name}.csv"))).unwrap())
}

fn ran(study: StudyCopy) -> StudyCopy {
    let outcome = study.run(&[]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    study
}

fn cells(rows: &[Row], columns: &[&str]) -> Vec<String> {
    rows.iter()
        .map(|row| columns.iter().map(|column| row[*column].as_str()).collect::<Vec<_>>().join(" "))
        .collect()
}

fn share(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

/// The page of the toy study has the travel times: stations are at the seats of 丁, 戊 and 己, to which 甲 and 壬
/// take an hour; cores are 戊 and 壬, to which 甲 takes 90, 丁 30 and 己 40 minutes; nobody reaches 丙.
#[test]
fn coverage_of_the_toy_is_worked_by_hand() {
    let study = ran(toy_with(SECTIONS));
    let rows = table(&study, "coverage");
    assert_eq!(
        cells(&rows, &["facility", "limit_min", "cities", "pop"]),
        ["hsr 30 3 900", "hsr 60 5 1440", "core 30 3 990", "core 60 4 1260"]
    );
    assert!((share(&rows[0], "cities_share") - 0.5).abs() < 1e-12);
    assert!((share(&rows[0], "pop_share") - 900.0 / 1590.0).abs() < 1e-12, "丙 is in the denominator");
    let layer: serde_json::Value =
        serde_json::from_slice(&fs::read(study.folder().join("out/geojson/coverage_hsr.geojson")).unwrap())
            .unwrap();
    let of = |city: &str| {
        let features = layer["features"].as_array().unwrap();
        features.iter().find(|one| one["properties"]["name"] == city).unwrap()["properties"].clone()
    };
    let jia = of("甲市");
    assert_eq!(
        (&jia["hsr_min"], &jia["hsr_via"], &jia["hsr_band"]),
        (&60.0.into(), &"丁市".into(), &"30–60".into())
    );
    assert!(of("丙市")["hsr_min"].is_null() && of("丙市")["hsr_band"].is_null());
    assert_eq!(of("戊市")["hsr_min"], 0.0);
    // By region, whose people are those of its only city.
    let regions = table(&study, "coverage_regions");
    let jia = regions.iter().find(|row| row["region"] == "甲省" && row["facility"] == "hsr").unwrap();
    assert_eq!(
        (jia["limit_min"].as_str(), jia["cities"].as_str(), jia["pop_share"].as_str()),
        ("30", "0", "0")
    );
}

/// Of the fifteen pairs five have 丙 in them; the times of the other ten stand in the page. 丁, 戊, 己 are one
/// cluster, 己 and 壬 the other.
#[test]
fn city_pairs_of_the_toy_are_worked_by_hand() {
    let study = ran(toy_with(SECTIONS));
    let rows = table(&study, "city_pairs");
    assert_eq!(
        cells(&rows, &["scope", "limit_min", "pairs", "of_pairs", "cities", "pop"]),
        [
            "all 60 5 15 5 1440",
            "all 120 9 15 5 1440",
            "all 180 10 15 5 1440",
            "all 240 10 15 5 1440",
            "within 60 4 4 4 1260",
            "within 120 4 4 4 1260",
            "within 180 4 4 4 1260",
            "within 240 4 4 4 1260",
            "between 60 0 2 0 0",
            "between 120 2 2 3 990",
            "between 180 2 2 3 990",
            "between 240 2 2 3 990",
            "outside 60 1 9 2 270",
            "outside 120 3 9 4 1080",
            "outside 180 4 9 5 1440",
            "outside 240 4 9 5 1440",
        ]
    );
    // 180·90 + 90·540 + 90·270 + 540·270 + 270·360 of (1590² − 557100) / 2.
    assert!((share(&rows[0], "pop_share") - 332_100.0 / 985_500.0).abs() < 1e-12);
    let groups = table(&study, "city_pairs_groups");
    assert_eq!(cells(&groups[..1], &["group", "pairs", "of_pairs"]), ["戊城市群 3 3"]);
    let between = table(&study, "city_pairs_between");
    assert_eq!(
        cells(&between[1..2], &["group_a", "group_b", "limit_min", "pairs"]),
        ["戊城市群 壬城市群 120 2"]
    );
}

/// One airport at the seat of 戊市, one a tenth of a degree of latitude (11.1 km, 22 minutes at 30 km/h) north of 己市,
/// one in the far north.
#[test]
fn facilities_of_a_file_are_reached_from_the_seats() {
    let section = "\n[[coverage]]\nid = \"air\"\nfacilities = \"airports.csv\"\nminutes = [10, 25, 70]\n";
    let airports = "name,lon,lat\n戊机场,SEAT\n己机场,JI\n北机场,112,40\n";
    let cities: serde_json::Value =
        serde_json::from_str(&StudyCopy::of_toy().read("cities.geojson")).unwrap();
    let seat = |name: &str, north: f64| {
        let features = cities["features"].as_array().unwrap();
        let city = features.iter().find(|one| one["properties"]["name"] == name).unwrap();
        let [lon, lat] = [0, 1].map(|axis| city["geometry"]["coordinates"][axis].as_f64().unwrap());
        format!("{lon},{}", lat + north)
    };
    let airports = airports.replace("SEAT", &seat("戊市", 0.0)).replace("JI", &seat("己市", 0.1));
    let study = toy_with(section).with("airports.csv", airports);
    let outcome = study.run(&["--verbose"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains("warning[W-NET-011]: toy/airports.csv: line 4 (`3`): no seat lies within 20 km"),
        "{}",
        outcome.stderr
    );
    let rows = table(&study, "coverage");
    // Within 10 minutes 戊 itself, within 25 己 as well, within 70 丁 (30 to 戊); 壬 takes 60 and 22, 甲 90.
    assert_eq!(cells(&rows, &["limit_min", "cities", "pop"]), ["10 1 540", "25 2 810", "70 3 900"]);
    let provenance = fs::read_to_string(study.folder().join("out/provenance.json")).unwrap();
    assert!(provenance.contains("airports.csv"), "what was read is told");
}

#[test]
fn the_dry_run_tells_of_them() {
    let study = toy_with(SECTIONS);
    let said = study.run(&["--dry-run"]).stdout;
    assert!(said.contains("coverage hsr: stations, within 30, 60 min\n"), "{said}");
    assert!(said.contains("pairs    of cities within 60, 120, 180, 240 min, by clusters\n"), "{said}");
}

/// What is within a limit is within every longer one, and the scopes are parts of the whole.
#[test]
fn coverage_of_china_grows_with_the_limit() {
    let rows = china().table("coverage");
    assert_eq!(rows.len(), 6);
    for pair in rows.windows(2).filter(|pair| pair[0]["facility"] == pair[1]["facility"]) {
        assert!(share(&pair[0], "pop") <= share(&pair[1], "pop") && share(&pair[1], "pop_share") <= 1.0);
    }
    let cities = china().table("access").len() as f64;
    let regions = china().table("coverage_regions");
    for row in &rows {
        let of = |part: &&Row| part["facility"] == row["facility"] && part["limit_min"] == row["limit_min"];
        let sum: f64 = regions.iter().filter(of).map(|part| share(part, "cities")).sum();
        assert!((sum - share(row, "cities")).abs() < 1e-9, "every city lies in one region");
        assert!((share(row, "cities_share") - share(row, "cities") / cities).abs() < 1e-12);
    }
    let pairs = china().table("city_pairs");
    let at = |scope: &str, limit: &str, column: &str| {
        let row = pairs.iter().find(|row| row["scope"] == scope && row["limit_min"] == limit).unwrap();
        share(row, column)
    };
    for limit in ["60", "120", "180", "240"] {
        let parts = ["within", "between", "outside"].map(|scope| at(scope, limit, "pairs"));
        assert!((parts.iter().sum::<f64>() - at("all", limit, "pairs")).abs() < 1e-9);
    }
    assert!((at("all", "60", "of_pairs") - cities * (cities - 1.0) / 2.0).abs() < 1e-9);
}

/// A city with a station of its own is as far from it as `stations.csv` says at 30 km/h, or 10 km where it says nothing,
/// and nobody waits for a train to be at a station.
#[test]
fn stations_of_china_are_as_far_as_they_are_said_to_be() {
    let file = fs::read(StudyCopy::of_china().file("stations.csv")).unwrap();
    let stated = rows(&file);
    let (mut compared, mut assumed) = (0, 0);
    for city in china().properties("coverage_hsr") {
        if city["hsr_via"] != city["name"] {
            assert!(city["hsr_min"].is_null() || city["hsr_min"].as_f64().unwrap() > 0.0);
            continue;
        }
        let own = |row: &&Row| city["adcode"] == row["adcode"] && row["mode"] == "hsr";
        let stated = stated.iter().find(own).map(|row| share(row, "access_km"));
        compared += usize::from(stated.is_some());
        assumed += usize::from(stated.is_none());
        let minutes = stated.unwrap_or(10.0) / 30.0 * 60.0;
        assert!((city["hsr_min"].as_f64().unwrap() - minutes).abs() < 1e-4, "{city}");
    }
    assert!(compared > 20 && assumed > 200, "{compared} as stated, {assumed} as assumed");
}

/// What is said of the toy study with a coverage of `lines`.
fn refused(lines: &str) -> String {
    toy_with(&format!("\n[[coverage]]\nid = \"x\"\n{lines}\n")).refused()
}

#[test]
fn sections_that_make_no_sense() {
    let mut said = String::new();
    for lines in [
        "facilities = \"airport\"",
        "facilities = \"stations\"\nminutes = [0, 30]",
        "facilities = \"stations\"\nminutes = [-30]",
        "facilities = \"stations\"\nminutes = [60, 30]",
        "facilities = \"stations\"\nminutes = []",
        "facilities = \"stations\"\nmodes = [\"maglev\"]",
        "facilities = \"stations\"\nmodes = [\"expressway\"]",
        "facilities = \"stations\"\ncore_from = 300",
        "facilities = \"cities\"",
        "facilities = \"cities\"\ncore_from = -1",
        "facilities = \"cities\"\ncore_from = 300\nmodes = [\"hsr\"]",
        "facilities = \"cities\"\ncore_from = 1000000",
        "facilities = \"cities\"\ncore_from = 300\ncore_field = \"populatio\"",
        "facilities = \"stations\"\n[[coverage]]\nid = \"x\"\nfacilities = \"stations\"",
        "facilities = \"stations\"\n[[coverage]]\nid = \"Flughäfen\"\nfacilities = \"stations\"",
        "facilities = \"stations\"\nminute = [30]",
        "facilities = \"stations\"\n[city_pairs]\nminutes = [0]",
        "facilities = \"stations\"\n[city_pairs]\ngroups = \"provinces\"",
    ] {
        said += &refused(lines);
    }
    assert_said!("coverage_refused", said);
    let each =
        StudyCopy::of_china().replacing("study.toml", "groups = \"clusters\"", "groups = \"name\"").refused();
    let error: String =
        each.lines().filter(|line| !line.starts_with("warning")).collect::<Vec<_>>().join("\n");
    assert_said!("city_pairs_of_too_many_groups", error);
    let without = StudyCopy::of_toy().replacing("study.toml", "list = \"clusters.csv\"\n", "");
    let text = without.read("study.toml") + "\n[city_pairs]\ngroups = \"clusters\"\n";
    assert_said!("city_pairs_without_a_list", without.with("study.toml", text).refused());
}

#[test]
fn files_without_facilities() {
    let mut said = String::new();
    for (file, text) in [
        ("none.geojson", None),
        ("empty.geojson", Some(r#"{"type": "FeatureCollection", "features": []}"#)),
        (
            "lines.geojson",
            Some(
                r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry":
                {"type": "LineString", "coordinates": [[110, 30], [111, 31]]}}]}"#,
            ),
        ),
        ("nowhere.csv", Some("adcode,name\n1,a\n")),
        ("header.csv", Some("name,lon,lat\n")),
        ("swapped.csv", Some("name,lon,lat\na,30,110\n")),
        ("beyond.csv", Some("name,lon,lat\na,-75,-89.9\n")),
        ("airports.shp", Some("")),
    ] {
        let study = toy_with(&format!("\n[[coverage]]\nid = \"air\"\nfacilities = \"{file}\"\n"));
        let study = if let Some(text) = text { study.with(file, text) } else { study };
        said += &study.refused();
    }
    assert_said!("coverage_without_facilities", said);
}

#[test]
fn the_own_mass_has_one_time() {
    let with = |lines: &str| {
        StudyCopy::of_toy().replacing(
            "study.toml",
            "daily_min = 120\n",
            &format!("daily_min = 120\n{lines}\n"),
        )
    };
    let potential = |lines: &str| {
        let rows = table(&ran(with(lines)), "access");
        share(rows.iter().find(|row| row["name"] == "甲市").unwrap(), "pot")
    };
    // 11.75 of the others, and 180 over 10, 15, half of 60; 甲 60, 丁 30, 戊 30, 己 40, 壬 60 are 44 on average.
    for (lines, expected) in [
        ("", 29.75),
        ("self_potential = false", 11.75),
        ("self_potential_min = 15", 23.75),
        ("self_potential_nearest = 0.5", 17.75),
        ("self_potential_mean_nearest = 0.5", 11.75 + 180.0 / 22.0),
    ] {
        assert!((potential(lines) - expected).abs() < 1e-12, "{lines}");
    }
    let said = with("self_potential_min = 0").refused()
        + &with("self_potential_nearest = 11").refused()
        + &with("self_potential_min = 15\nself_potential_nearest = 0.5").refused();
    assert_said!("self_potential_refused", said);
}
