//! Holds every file of `geodata/china` to what `geodata/README.md` says of it.
#![expect(clippy::unwrap_used, reason = "a broken file is a failed test")]

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FIELDS: [&str; 19] = [
    "id",
    "line",
    "section",
    "corridor",
    "mode",
    "from_adcode",
    "from_name",
    "to_adcode",
    "to_name",
    "design_kmh",
    "opened",
    "status",
    "length_km",
    "minutes",
    "routed",
    "schematic",
    "via",
    "confidence",
    "note",
];
const SANSHA: &str = "460300";

fn geodata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata")
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn properties(name: &str) -> Vec<serde_json::Map<String, Value>> {
    features(name).into_iter().map(|feature| feature["properties"].as_object().unwrap().clone()).collect()
}

fn features(name: &str) -> Vec<Value> {
    let layer: Value = serde_json::from_slice(&read(&geodata().join("china").join(name))).unwrap();
    layer["features"].as_array().unwrap().clone()
}

fn records(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(geodata().join("china").join(name)).unwrap();
    reader.deserialize().map(|record| record.unwrap()).collect()
}

fn text<'a>(properties: &'a serde_json::Map<String, Value>, field: &str) -> &'a str {
    properties[field].as_str().unwrap_or_else(|| panic!("`{field}` is not text: {}", properties[field]))
}

fn kind(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, kind)| kind)
}

/// Rows of the table under "## Files": file, rows, SHA-256.
fn stated() -> Vec<(String, usize, String)> {
    let readme = fs::read_to_string(geodata().join("README.md")).unwrap();
    readme
        .lines()
        .filter_map(|line| {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            let [_, file, rows, sum, _] = cells[..] else { return None };
            (sum.len() == 64).then(|| (file.to_owned(), rows.parse().unwrap(), sum.to_owned()))
        })
        .collect()
}

#[test]
fn every_file_is_as_stated() {
    let stated = stated();
    for (file, rows, sum) in &stated {
        let path = geodata().join(file);
        assert_eq!(&format!("{:x}", Sha256::digest(read(&path))), sum, "{file}: SHA-256");
        let name = file.strip_prefix("china/").unwrap();
        let found = if kind(file) == "csv" { records(name).len() } else { features(name).len() };
        assert_eq!(found, *rows, "{file}: rows");
    }
    let stated: BTreeSet<_> = stated.into_iter().map(|(file, ..)| file).collect();
    for folder in ["china", "china/sources"] {
        for entry in fs::read_dir(geodata().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let data = ["csv", "geojson"].contains(&kind(&name));
            assert!(
                !data || stated.contains(&format!("{folder}/{name}")),
                "{folder}/{name} is not in the table"
            );
        }
    }
}

#[test]
fn corridors_are_rebuilt_byte_for_byte() {
    let out = tempfile::tempdir().unwrap();
    let run = Command::new("python3")
        .arg(geodata().join("china/make_corridors.py"))
        .arg(out.path())
        .output()
        .expect("python3 is needed to rebuild the corridors; install it");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for name in ["corridors.geojson", "stations.csv"] {
        let same = read(&out.path().join(name)) == read(&geodata().join("china").join(name));
        assert!(same, "{name} is not what make_corridors.py writes: run it");
    }
}

#[test]
fn corridors_have_the_same_fields_of_one_type() {
    let mut types: BTreeMap<String, &str> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for row in properties("corridors.geojson") {
        assert_eq!(row.len(), FIELDS.len());
        assert!(FIELDS.iter().all(|field| row.contains_key(*field)));
        for (field, value) in &row {
            let kind = match value {
                Value::Null => continue,
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_f64() => "real",
                Value::Number(_) => "integer",
                Value::String(text) => {
                    assert!(!text.is_empty(), "`{field}` is empty text instead of null");
                    "text"
                }
                other => panic!("`{field}`: {other}"),
            };
            assert_eq!(*types.entry(field.clone()).or_insert(kind), kind, "`{field}` changes its type");
        }
        assert!(ids.insert(text(&row, "id").to_owned()), "repeated: {}", row["id"]);
        assert!(["hsr", "rail", "expressway", "highway", "ferry"].contains(&text(&row, "mode")));
        assert!(["open", "building", "planned"].contains(&text(&row, "status")));
        let timed = row["design_kmh"].is_u64() || row["minutes"].is_f64();
        assert!(timed || row["routed"] == false, "{} is routed without a speed", row["id"]);
        assert_eq!(row["schematic"], true);
    }
    assert_eq!(types["opened"], "integer");
    assert_eq!(types["length_km"], "real");
}

#[test]
fn corridors_run_from_seat_to_seat() {
    let cities = properties("cities.geojson");
    let seats: BTreeMap<_, _> = cities
        .iter()
        .map(|city| (text(city, "adcode"), (&city["seat_lon"], &city["seat_lat"], &city["name"])))
        .collect();
    for feature in features("corridors.geojson") {
        let row = feature["properties"].as_object().unwrap();
        let line = feature["geometry"]["coordinates"].as_array().unwrap();
        assert_eq!(line.len(), 2);
        for (point, end) in line.iter().zip(["from", "to"]) {
            let adcode = text(row, &format!("{end}_adcode"));
            let (lon, lat, name) = seats.get(adcode).unwrap_or_else(|| panic!("no city: {adcode}"));
            assert_eq!((&point[0], &point[1]), (*lon, *lat), "{}", row["id"]);
            assert_eq!(&&row[&format!("{end}_name")], name, "{}", row["id"]);
        }
        assert_ne!(row["from_adcode"], row["to_adcode"]);
    }
    for station in records("stations.csv") {
        assert!(seats.contains_key(station["adcode"].as_str()));
        assert!((0.5..50.0).contains(&station["access_km"].parse::<f64>().unwrap()), "{station:?}");
    }
}

#[test]
fn no_routed_railway_stops_at_a_seat_for_a_county_station() {
    let rows = properties("corridors.geojson");
    let corrections = records("corrections.csv");
    let mut county = 0;
    for (number, row) in (1..).zip(records("sources/rail_lines.csv")) {
        let ends = |r: &BTreeMap<String, String>| {
            (r["line"].clone(), r["from_adcode"].clone(), r["to_adcode"].clone())
        };
        let corrected = corrections.iter().any(|fix| {
            fix["file"] == "rail_lines.csv" && fix["to"].starts_with("county:") && ends(fix) == ends(&row)
        });
        if row["stop"] != "county" && !corrected {
            continue;
        }
        county += 1;
        let id = format!("rail-{number:04}");
        let Some(kept) = rows.iter().find(|kept| kept["id"] == id.as_str()) else { continue };
        let same = kept["from_adcode"] == row["from_adcode"].as_str()
            && kept["to_adcode"] == row["to_adcode"].as_str();
        assert!(!same || kept["routed"] == false, "{id} joins a seat to a county station");
        assert!(kept["via"].is_string(), "{id} does not name its county stations");
    }
    assert!(county > 235, "the corrections add to the 235 county rows of the source: {county}");
}

#[test]
fn every_mainland_unit_but_sansha_is_reached() {
    let mut near: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in properties("corridors.geojson") {
        if row["routed"] == true && row["status"] == "open" {
            let (from, to) = (text(&row, "from_adcode"), text(&row, "to_adcode"));
            near.entry(from.to_owned()).or_default().push(to.to_owned());
            near.entry(to.to_owned()).or_default().push(from.to_owned());
        }
    }
    let mut reached = BTreeSet::from(["110000".to_owned()]);
    let mut open = vec!["110000".to_owned()];
    while let Some(at) = open.pop() {
        for next in near.get(&at).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    for city in properties("cities.geojson") {
        let adcode = text(&city, "adcode");
        let expected = adcode != SANSHA && !adcode.starts_with("71");
        assert_eq!(reached.contains(adcode), expected, "{adcode} {}", city["name"]);
    }
}

#[test]
fn gdp_of_the_blocs_is_as_published() {
    let provinces = properties("provinces.geojson");
    let bloc: BTreeMap<_, _> =
        provinces.iter().filter_map(|p| Some((text(p, "adcode"), p["bloc"].as_str()?))).collect();
    let gdp = records("provinces.csv");
    let published = records("published.csv");
    let mut compared = 0;
    for row in published.iter().filter(|row| row["index"] == "total") {
        let sum: f64 = gdp
            .iter()
            .filter(|p| p["year"] == row["year"] && bloc[p["adcode"].as_str()] == row["group"])
            .map(|p| p["gdp_yi_yuan"].parse::<f64>().unwrap())
            .sum();
        let printed: f64 = row["published"].parse().unwrap();
        assert!(
            (sum - printed).abs() < 0.2 + 1e-6,
            "{} {}: {sum} against {printed}",
            row["year"],
            row["group"]
        );
        compared += 1;
    }
    assert_eq!(compared, 8);
}
