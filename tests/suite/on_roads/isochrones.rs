//! The areas within reach.

use super::with_grid;
use crate::study_copy::{StudyCopy, assert_said};

const RIVER: [&str; 6] =
    ["isochrone", "toy/river.csv", "--nodes", "toy/river_nodes.csv", "--centres", "toy/centre.csv"];

/// Two banks 0.01° apart, and a bridge at the east end; beside them a centre, one far away, and people on both banks.
fn with_river() -> StudyCopy {
    StudyCopy::of_toy()
        .with("river.csv", "from,to,seconds\na,b,300\nb,a,300\nc,d,300\nd,c,300\nb,d,300\nd,b,300\n")
        .with("river_nodes.csv", "id,lon,lat\na,110,30\nb,110.05,30\nc,110,29.99\nd,110.05,29.99\n")
        .with("centre.csv", "id,lon,lat\nx,110.001,30.001\nfar,112,31\ny,110.001,29.989\n")
        .with(
            "people.csv",
            "lon,lat,population\n110.02,30.002,100\n110.02,29.988,30\n110.049,30.003,5\n110.01,30.001,\n",
        )
        .with(
            "districts.geojson",
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"people":1000},"geometry":{"type":"Polygon",
            "coordinates":[[[109.9,29.9],[110.2,29.9],[110.2,30.1],[109.9,30.1],[109.9,29.9]]]}}]}"#,
        )
}

#[test]
fn areas_open_styled_and_centres_off_the_network_are_listed() {
    let river = with_river();
    let more = ["--minutes", "2,5", "--cell-m", "250", "-o", "toy/areas.geojson"];
    let outcome = river.jingwei(&[&RIVER[..], &more].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert_said!("isochrone_areas", river.read("areas.geojson"));
    assert_said!("isochrone_areas_said", outcome.stderr);
    assert!(river.read("areas.qml").contains("categorizedSymbol"));
}

#[test]
fn people_are_counted_by_points_or_by_share_of_area() {
    let river = with_river();
    let ask = |more: &[&str]| {
        let outcome = river.jingwei(&[&RIVER[..], &["--minutes", "3,10"], more].concat());
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        (outcome.stdout, outcome.stderr)
    };
    let (points, said) = ask(&["--people", "toy/people.csv"]);
    assert_said!("isochrone_people", points.trim_start_matches('\u{feff}'));
    assert_said!("isochrone_people_said", said);
    let (merged, _) = ask(&["--people", "toy/people.csv", "--merge"]);
    let pop = |row: &str| row.rsplit(',').next().unwrap().parse::<f64>().unwrap();
    let sum: f64 = merged.lines().skip(1).map(pop).sum();
    assert!((sum - 135.0).abs() < 1e-9, "everybody once: {merged}");
    let (shares, _) = ask(&["--people", "toy/districts.geojson", "--population", "people"]);
    for row in shares.lines().skip(1).filter(|row| !row.contains("far")) {
        let cells: Vec<f64> = row.rsplit(',').take(2).map(|cell| cell.parse().unwrap()).collect();
        // 0.3° by 0.2° around 30° N are 642.3 km².
        assert!((cells[0] / 1000.0 - cells[1] / 642.3).abs() < 1e-3, "{row}");
    }
}

#[test]
fn no_thread_changes_a_byte_and_a_prepared_network_neither() {
    let grid = with_grid(12).with("from.csv", "id,lon,lat\nx,110.055,30.021\ny,110.1,30.1\nz,110.02,30.07\n");
    let prepare =
        ["network", "prepare", "toy/grid.csv", "--nodes", "toy/grid_nodes.csv", "-o", "toy/grid.jwn"];
    assert_eq!(grid.jingwei(&prepare).code, Some(0));
    let areas = |network: &[&str], threads: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_jingwei"));
        let more =
            ["--centres", "toy/from.csv", "--minutes", "1,2", "--direction", "to", "--access-kmh", "30"];
        command.current_dir(grid.folder()).arg("isochrone").args(network).args(more);
        command.args(["-o", "toy/areas.geojson", "--overwrite", "--threads", threads]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        grid.read("areas.geojson")
    };
    let one = areas(&["toy/grid.csv", "--nodes", "toy/grid_nodes.csv"], "1");
    assert_eq!(one, areas(&["toy/grid.csv", "--nodes", "toy/grid_nodes.csv"], "3"));
    assert_eq!(one, areas(&["toy/grid.jwn"], "2"));
    assert!(one.len() > 2000);
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let river = with_river()
        .with("minus.csv", "lon,lat,population\n110,30,-1\n")
        .with("placeless.csv", "id,population\n1,5\n");
    let refused = |code: i32, more: &[&str]| {
        let outcome = river.jingwei(&[&RIVER[..], more].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(code), ""), "{more:?} {}", outcome.stderr);
        outcome.stderr
    };
    let mut said = String::new();
    for more in [
        &["--minutes", "0,30"][..],
        &["--minutes", "30,20"],
        &["--minutes", "5", "--cell-m", "1"],
        &["--minutes", "5", "--cell-m", "501"],
        &["--minutes", "5", "--snap-m", "1"],
        &["--minutes", "5", "--engine", "hierarchy"],
        &["--minutes", "5", "--shape", "lines", "--merge"],
        &["--minutes", "5", "--shape", "lines", "--people", "toy/people.csv"],
        &["--minutes", "5", "--population", "people"],
    ] {
        said += &refused(2, more);
    }
    for more in [
        &["--minutes", "5", "--people", "toy/minus.csv"][..],
        &["--minutes", "5", "--people", "toy/placeless.csv"],
        &["--minutes", "5", "--people", "toy/corridors.geojson", "--population", "minutes"],
        &["--minutes", "5", "--people", "toy/none.csv"],
    ] {
        said += &refused(3, more);
    }
    assert_said!("isochrone_refused", said);
}

#[test]
fn a_grid_too_large_for_the_memory_is_refused_before_it_begins() {
    // A road round half the globe, on cells of 2 m.
    let globe = StudyCopy::of_toy()
        .with("globe.csv", "from,to,seconds\na,b,300\n")
        .with("globe_nodes.csv", "id,lon,lat\na,-60,-60\nb,60,60\n")
        .with("centre.txt", "a\n");
    let road =
        ["isochrone", "toy/globe.csv", "--nodes", "toy/globe_nodes.csv", "--centres", "toy/centre.txt"];
    let outcome =
        globe.jingwei(&[&road[..], &["--minutes", "5", "--cell-m", "2", "-o", "toy/out.geojson"]].concat());
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("E-OUT-002") && outcome.stderr.contains("--cell-m 8"),
        "{}",
        outcome.stderr
    );
    assert!(!globe.file("out.geojson").exists());
}

#[test]
fn circles_of_a_study_are_the_cities_that_the_matrix_reaches() {
    let china = StudyCopy::of_china().with("centre.txt", "420100\n");
    let circles = ["isochrone", "china/study.toml", "--centres", "420100", "--minutes", "60,120", "-q"];
    let outcome = china.jingwei(&[&circles[..], &["-o", "china/circles.geojson"]].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let layer: serde_json::Value = serde_json::from_str(&china.read("circles.geojson")).unwrap();
    let counts = [0, 1].map(|k| layer["features"][k]["properties"]["cities"].as_u64().unwrap());
    let matrix = china.jingwei(&["matrix", "china/study.toml", "--origins", "china/centre.txt", "-q"]).stdout;
    let times: Vec<f64> = matrix
        .lines()
        .skip(1)
        .filter(|row| !row.starts_with("420100,420100,"))
        .filter_map(|row| row.rsplit(',').next().unwrap().parse().ok())
        .collect();
    let within = |limit: f64| times.iter().filter(|&&time| time <= limit).count() as u64 + 1;
    assert_eq!(counts, [within(60.0), within(120.0) - within(60.0)]);
    assert!(counts[0] > 1 && counts[1] > 1, "{counts:?}");
    let unknown = china.jingwei(&["isochrone", "china/study.toml", "--centres", "429999", "--minutes", "60"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(3), ""));
    let cells = china.jingwei(&[&circles[..], &["--cell-m", "100"]].concat());
    assert_eq!((cells.code, cells.stdout.as_str()), (Some(2), ""));
    let toy = StudyCopy::of_toy();
    let points = toy.jingwei(&["isochrone", "toy/study.toml", "--centres", "910100", "--minutes", "60"]);
    assert_eq!((points.code, points.stdout.as_str()), (Some(3), ""), "cities without territories");
}
