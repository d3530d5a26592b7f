//! Stations as points, the way to them, modes in use and what trips spend their time on, through the program.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use super::study_copy::{StudyCopy, assert_said};

const STUDY: &str = "toy/study.toml";
const CORRIDORS: &str = "[corridors]\nfile = \"corridors.geojson\"\n";

/// The toy with stations at the ends of its high-speed line, as GeoJSON points.
fn with_stations(features: &[(&str, &str, f64, f64)]) -> StudyCopy {
    let feature = |(id, more, x, y): &(&str, &str, f64, f64)| {
        format!(
            r#"{{"type": "Feature", "properties": {{"id": "{id}"{more}}},
            "geometry": {{"type": "Point", "coordinates": [{x}, {y}]}}}}"#
        )
    };
    let features: Vec<String> = features.iter().map(feature).collect();
    let json = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","));
    let named = format!("{CORRIDORS}stations = \"stations.geojson\"\n");
    StudyCopy::of_toy().with("stations.geojson", json).replacing("study.toml", CORRIDORS, &named)
}

fn minutes(copy: &StudyCopy, more: &[&str], from: &str, to: &str) -> Option<f64> {
    let outcome = copy.jingwei(&[&["matrix", STUDY], more].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let row =
        outcome.stdout.lines().find(|line| line.starts_with(&format!("{from},{to},"))).unwrap().to_owned();
    row.rsplit(',').next().unwrap().parse().ok()
}

#[test]
fn modes_restrict_what_runs() {
    let toy = StudyCopy::of_toy();
    // By road 45 min (60 km at 80 km/h); by train 15 of wait and 15 of ride.
    let all = minutes(&toy, &[], "940100", "950100");
    assert_eq!(all, Some(30.0));
    assert_eq!(minutes(&toy, &["--modes", "expressway"], "940100", "950100"), Some(45.0));
    assert_eq!(minutes(&toy, &["--modes", "hsr"], "940100", "910100"), None);
    assert_eq!(minutes(&toy, &["--modes", "hsr,expressway"], "940100", "950100"), all);
    let stated = toy.replacing("study.toml", CORRIDORS, &format!("{CORRIDORS}modes = [\"expressway\"]\n"));
    assert_eq!(minutes(&stated, &[], "940100", "950100"), Some(45.0));
    assert_eq!(minutes(&stated, &["--modes", "hsr"], "940100", "950100"), Some(30.0));
}

#[test]
fn an_unknown_mode_names_the_nearest() {
    let toy = StudyCopy::of_toy();
    let mut said = String::new();
    for command in ["access", "matrix", "network check", "cluster"] {
        let words: Vec<&str> = command.split(' ').collect();
        let outcome = toy.jingwei(&[&words[..], &[STUDY, "--modes", "hsr,expresway"]].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{command}");
        said = outcome.stderr;
    }
    assert_said!("unknown_mode", said);
    let empty = toy.replacing("study.toml", CORRIDORS, &format!("{CORRIDORS}modes = []\n"));
    assert_said!("no_mode_at_all", empty.refused());
}

#[test]
fn shares_of_the_mean_trip_add_up() {
    let toy = StudyCopy::of_toy();
    assert_eq!(toy.run(&[]).code, Some(0));
    let table = std::fs::read_to_string(toy.folder().join("out/tables/access.csv")).unwrap();
    let mut rows =
        table.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let shares: Vec<usize> = (0..header.len()).filter(|&i| header[i].starts_with("share_")).collect();
    let names: Vec<&str> = shares.iter().map(|&i| header[i]).collect();
    assert_eq!(
        names,
        ["share_access_pct", "share_wait_pct", "share_expressway_pct", "share_hsr_pct", "share_stop_pct"]
    );
    let mean = header.iter().position(|name| *name == "watt_min").unwrap();
    let (mut served, mut unserved) = (0, 0);
    for row in rows {
        if row[mean].is_empty() {
            assert!(shares.iter().all(|&i| row[i].is_empty()), "{row:?}");
            unserved += 1;
            continue;
        }
        let sum: f64 = shares.iter().map(|&i| row[i].parse::<f64>().unwrap()).sum();
        assert!((sum - 100.0).abs() < 1e-6, "{row:?}");
        served += 1;
    }
    assert!(served > 0 && unserved > 0, "{served} {unserved}");
}

#[test]
fn a_study_with_stations_runs_and_says_so() {
    let ends = [("w", r#", "name": "West""#, 110.8, 30.5), ("e", r#", "city": "950100""#, 111.4, 30.5)];
    let copy = with_stations(&ends);
    assert_eq!(minutes(&copy, &[], "940100", "950100"), Some(30.0));
    // A station 11 km north of the line is passed by.
    let away = with_stations(&[ends[0], ("e", r#", "city": "950100""#, 111.4, 30.6)]);
    assert_eq!(minutes(&away, &[], "940100", "950100"), Some(45.0));
    assert_said!("station_off_every_line", away.warned());
    let roads = copy.replacing(
        "study.toml",
        "join = \"vertices\"",
        "join = \"vertices\"\nstation_access = \"roads\"",
    );
    assert_eq!(roads.run(&[]).code, Some(0));
    let page = std::fs::read_to_string(roads.folder().join("out/report.html")).unwrap();
    assert!(page.contains("Trains stop at the stations given") && page.contains("trips take the roads"));
}

#[test]
fn odd_stations_are_refused_with_their_place() {
    let twice = with_stations(&[("w", r#", "name": "West""#, 110.8, 30.5), ("w", "", 111.4, 30.5)]);
    assert_said!("station_twice", twice.refused());
    let tram = with_stations(&[("w", r#", "mode": "expressway""#, 110.8, 30.5)]);
    assert_said!("station_of_a_road", tram.refused());
    let way = StudyCopy::of_toy().replacing(
        "study.toml",
        "snap_m = 100",
        "station_access = \"road\"\nsnap_m = 100",
    );
    assert_said!("station_access_unknown", way.refused());
}

const FEED: [(&str, &str); 5] = [
    ("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nw,West,30.5,110.8\ne,East,30.5,111.4\n"),
    ("routes.txt", "route_id,route_short_name,route_type\ng,G1,101\n"),
    ("trips.txt", "route_id,service_id,trip_id\ng,d,a\ng,d,b\n"),
    (
        "stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
         a,00:00:00,00:00:00,w,1\na,00:10:00,00:10:00,e,2\nb,00:00:00,00:00:00,e,1\nb,00:12:00,00:12:00,w,2\n",
    ),
    ("calendar_dates.txt", "service_id,date,exception_type\nd,20240508,1\n"),
];

/// The toy on a timetable, with `settings` in its table.
fn with_timetable(settings: &str, more: &[(&str, &str)]) -> StudyCopy {
    let copy = StudyCopy::of_toy()
        .replacing("study.toml", "file = \"corridors.geojson\"", "file = \"feed\"")
        .replacing("study.toml", "[network]\n", &format!("[gtfs]\n{settings}\n[network]\n"))
        .replacing("study.toml", "transfer_between = \"modes\"", "transfer_between = \"lines\"");
    std::fs::create_dir(copy.file("feed")).unwrap();
    let every = (
        "frequencies.txt",
        "trip_id,start_time,end_time,headway_secs\na,05:00:00,23:00:00,1800\nb,05:00:00,23:00:00,1800\n",
    );
    for (name, text) in FEED.iter().chain([&every]).chain(more) {
        std::fs::write(copy.file("feed").join(name), text).unwrap();
    }
    copy
}

#[test]
fn a_timetable_stands_in_for_drawn_lines() {
    let copy = with_timetable("date = \"2024-05-08\"", &[]);
    // 15 min before boarding, half of 30 for the train, 10 there and 12 back.
    assert_eq!(minutes(&copy, &[], "940100", "950100"), Some(40.0));
    assert_eq!(minutes(&copy, &[], "950100", "940100"), Some(42.0));
    assert_eq!(minutes(&copy, &["--set", "gtfs.wait_cap_min=5"], "940100", "950100"), Some(30.0));
    assert_eq!(minutes(&copy, &["--modes", "expressway"], "940100", "950100"), None);
    assert_eq!(copy.run(&[]).code, Some(0));
    let page = std::fs::read_to_string(copy.folder().join("out/report.html")).unwrap();
    assert!(page.contains("Timetable (GTFS): trips of 2024-05-08"));
    let provenance = std::fs::read_to_string(copy.folder().join("out/provenance.json")).unwrap();
    assert!(provenance.contains("stop_times.txt") && provenance.contains("wait_of_line_min"));
    let plan = copy.run(&["--dry-run"]);
    assert_eq!(plan.code, Some(0), "{}", plan.stderr);
}

#[test]
fn a_timetable_that_cannot_be_is_refused() {
    assert_said!("timetable_no_service", with_timetable("date = \"2024-05-09\"", &[]).refused());
    let tables = [
        ("agency.txt", "agency_name,agency_timezone\nA,Asia/Tokyo\n"),
        ("stops.txt", "stop_id,stop_lat\nw,30.5\n"),
    ];
    assert_said!("timetable_bad_table", with_timetable("date = \"2024-05-08\"", &tables).refused());
    let settings = "date = \"2024-5-8\"\nmodes = { bus = \"expressway\" }";
    let copy = with_timetable(settings, &[]).replacing("study.toml", "\"lines\"", "\"modes\"");
    assert_said!("timetable_bad_settings", copy.refused());
    let silent =
        StudyCopy::of_toy().replacing("study.toml", "file = \"corridors.geojson\"", "file = \"feed\"");
    std::fs::create_dir(silent.file("feed")).unwrap();
    assert_said!("timetable_without_settings", silent.refused());
    let drawn = StudyCopy::of_toy().replacing(
        "study.toml",
        "[network]\n",
        "[gtfs]\ndate = \"2024-05-08\"\n[network]\n",
    );
    let drawn = drawn.replacing("study.toml", "transfer_between = \"modes\"", "transfer_between = \"lines\"");
    assert_said!("timetable_that_is_none", drawn.refused());
    let zone = with_timetable("date = \"2024-05-08\"", &tables[..1]);
    assert!(zone.run(&["--verbose"]).stderr.contains("time zone of the feed: `Asia/Tokyo`"));
}
