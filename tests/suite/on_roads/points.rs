//! Points brought to roads.

use super::{on_grid, with_grid};
use crate::study_copy::{StudyCopy, assert_said};

/// Two nodes 0.01° apart along a parallel, a two-way road of 100 s there and 200 s back, and a one-way road on.
fn with_road() -> StudyCopy {
    StudyCopy::of_toy()
        .with("road.csv", "from,to,seconds\na,b,100\nb,a,200\nb,c,50\n")
        .with("road_nodes.csv", "id,lon,lat\na,110,30\nb,110.01,30\nc,110.02,30\n")
        .with(
            "points.csv",
            "id,lon,lat,name\np,110.0025,30.001,Pe\nq,110.0075,29.999,Qu\nr,110.015,30,Er\nfar,111,31,Far\n",
        )
}

const ROAD: [&str; 4] = ["matrix", "toy/road.csv", "--nodes", "toy/road_nodes.csv"];

fn rows(stdout: &str) -> Vec<String> {
    stdout.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn times_between_points_are_in_proportion_along_the_road() {
    let road = with_road();
    let points = ["--origins", "toy/points.csv", "--destinations", "toy/points.csv"];
    let outcome = road.jingwei(&[&ROAD[..], &points, &["--snapped", "toy/snapped.csv"]].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let minutes = |seconds: f64| format!("{}", seconds * 1000.0 / 60_000.0);
    let expected = |from: &str, to: &str, seconds: f64| format!("{from},{to},{}", minutes(seconds));
    let rows = rows(&outcome.stdout);
    assert_eq!(rows.len(), 16);
    // Along one road, there and back, and on along the one-way road; nobody comes back from there.
    for (row, (from, to, seconds)) in
        [(0, ("p", "p", 0.0)), (1, ("p", "q", 50.0)), (4, ("q", "p", 100.0)), (2, ("p", "r", 100.0))]
    {
        assert_eq!(rows[row], expected(from, to, seconds));
    }
    assert_eq!([&rows[8], &rows[3], &rows[12]], ["r,p,", "p,far,", "far,p,"]);
    assert_said!("points_off_the_road", outcome.stderr);
    assert_said!("points_snapped", road.read("snapped.csv").trim_start_matches('\u{feff}'));
}

#[test]
fn the_way_to_the_road_takes_time_if_a_speed_is_given() {
    let road = with_road();
    let points = ["--origins", "toy/points.csv", "--destinations", "toy/points.csv", "--access-kmh", "6"];
    let outcome = road.jingwei(&[&ROAD[..], &points, &["-q"]].concat());
    let rows = rows(&outcome.stdout);
    assert_eq!(rows[0], "p,p,0", "a trip from a point to itself takes no time");
    let minutes: f64 = rows[1].rsplit(',').next().unwrap().parse().unwrap();
    // 111 m at 6 km/h each way.
    assert!((minutes - (50.0 / 60.0 + 2.0 * 1.108)).abs() < 0.01, "{minutes}");
    let near = road.jingwei(&[&ROAD[..], &points, &["-q", "--within", "4", "--snap-m", "50"]].concat());
    assert_eq!(near.stdout.lines().count(), 2, "only r is that near: {}", near.stdout);
}

#[test]
fn points_may_be_features_and_identifiers_may_be_asked_for() {
    let toy = StudyCopy::of_toy();
    let ask = |more: &[&str]| {
        let list = ["matrix", "toy/edges.csv", "--nodes", "toy/nodes.csv", "-q"];
        toy.jingwei(&[&list[..], more].concat())
    };
    let by_place = ask(&["--origins", "toy/cities.geojson", "--destinations", "toy/nodes.csv"]);
    let by_id = ask(&["--origins", "toy/cities.geojson", "--destinations", "toy/nodes.csv", "--by", "id"]);
    assert_eq!((by_place.code, by_id.code), (Some(0), Some(0)), "{}{}", by_place.stderr, by_id.stderr);
    // The city without a road is a node without one, which a trip to itself still reaches.
    assert_eq!(by_place.stdout.replace("930100,930100,\n", "930100,930100,0\n"), by_id.stdout);
    assert_eq!(ask(&["--origins", "toy/regions.geojson"]).code, Some(3), "areas are no points");
}

#[test]
fn a_prepared_network_gives_the_same_bytes() {
    let grid = with_grid(12).with("from.csv", "id,lon,lat\nx,110.055,30.021\ny,110.1,30.1\n");
    let prepared =
        ["network", "prepare", "toy/grid.csv", "--nodes", "toy/grid_nodes.csv", "-o", "toy/grid.jwn"];
    let outcome = grid.jingwei(&prepared);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    for more in [
        &["matrix"][..],
        &["matrix", "--origins", "toy/from.csv"],
        &["matrix", "--within", "2.5"],
        &["access", "--minutes", "1,2", "--direction", "to"],
    ] {
        let read = grid.jingwei(&on_grid(more[0], &more[1..]));
        assert_eq!(read.code, Some(0), "{}", read.stderr);
        for engine in ["dijkstra", "hierarchy"] {
            let opened = grid.jingwei(&[&[more[0], "toy/grid.jwn", "--engine", engine], &more[1..]].concat());
            assert_eq!(opened.code, Some(0), "{}", opened.stderr);
            assert!(opened.stdout == read.stdout && read.stdout.len() > 100, "{more:?} {engine}");
        }
    }
    let lines = ["--centres", "toy/from.csv", "--minutes", "1,2", "--shape", "lines"];
    let read = grid.jingwei(&on_grid("isochrone", &lines)).stdout;
    let opened = grid.jingwei(&[&["isochrone", "toy/grid.jwn"][..], &lines].concat()).stdout;
    assert!(opened == read && read.len() > 100);
    let stray = grid.jingwei(&["matrix", "toy/grid.jwn", "--nodes", "toy/grid_nodes.csv"]);
    assert_eq!((stray.code, stray.stdout.as_str()), (Some(2), ""));
}

#[test]
fn a_cut_off_leaves_the_pairs_within_it() {
    let grid = with_grid(6);
    let all = grid.jingwei(&on_grid("matrix", &[])).stdout;
    let within = |row: &&str| {
        let minutes = row.rsplit(',').next().unwrap();
        minutes.parse::<f64>().is_ok_and(|minutes| minutes <= 1.0)
    };
    let (header, rows) = all.split_once('\n').unwrap();
    let expected: Vec<&str> = rows.lines().filter(within).collect();
    assert!(expected.iter().any(|row| row.ends_with(",1")), "some trip takes exactly a minute");
    let sparse = grid.jingwei(&on_grid("matrix", &["--within", "1"])).stdout;
    assert_eq!(sparse, format!("{header}\n{}\n", expected.join("\n")));
    let json: serde_json::Value =
        serde_json::from_str(&grid.jingwei(&on_grid("matrix", &["--within", "1", "--json"])).stdout).unwrap();
    assert_eq!(json.as_array().unwrap().len(), expected.len());
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let grid = with_grid(3);
    let refused = |code: i32, more: &[&str]| {
        let outcome = grid.jingwei(&on_grid("matrix", more));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(code), ""), "{more:?} {}", outcome.stderr);
        outcome.stderr
    };
    for more in [
        &["--within", "-1"][..],
        &["--within", "NaN"],
        &["--shard", "0/3", "-o", "toy/a.csv"],
        &["--shard", "1/3"],
        &["--shard", "1/3", "-o", "toy/a.json"],
        &["--snap-m", "0", "--origins", "toy/points.csv"],
        &["--access-kmh", "inf"],
        &["-o", "toy/times.geojson"],
        &["--population", "pop"],
    ] {
        refused(2, more);
    }
    let stray = StudyCopy::of_toy().jingwei(&["matrix", "toy/study.toml", "--within", "5"]);
    assert_eq!((stray.code, stray.stdout.as_str()), (Some(2), ""));
    let unknown = with_grid(3).with("to.txt", "n1\nn99\nnowhere\n");
    let outcome = unknown.jingwei(&on_grid("matrix", &["--destinations", "toy/to.txt"]));
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""));
    assert_said!("roads_unknown_ids", outcome.stderr);
    let bad = with_grid(3).with("points.csv", "id,lon,lat\na,1100,30\nb,,30\n");
    let outcome = bad.jingwei(&on_grid("matrix", &["--origins", "toy/points.csv"]));
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""));
    assert_said!("points_out_of_range", outcome.stderr);
}
