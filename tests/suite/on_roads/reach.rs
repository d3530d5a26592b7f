//! The roads within reach.

use crate::study_copy::{StudyCopy, assert_said};

const TOY: [&str; 4] = ["isochrone", "toy/edges.csv", "--nodes", "toy/nodes.csv"];

#[test]
fn roads_within_bands_of_time_open_styled() {
    let toy = StudyCopy::of_toy().with("centre.txt", "950100\n930100\n");
    let more =
        ["--centres", "toy/centre.txt", "--minutes", "60,90", "--shape", "lines", "-o", "toy/reach.geojson"];
    let outcome = toy.jingwei(&[&TOY[..], &more].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert_said!("isochrone_of_the_toy", toy.read("reach.geojson"));
    assert!(toy.read("reach.qml").contains("60–90"));
}

#[test]
fn trips_to_a_centre_follow_one_way_roads_against_their_run() {
    let toy = StudyCopy::of_toy()
        .with("road.csv", "from,to,seconds\na,b,600\nb,c,600\n")
        .with("road_nodes.csv", "id,lon,lat\na,110,30\nb,110.1,30\nc,110.2,30\n")
        .with("centre.csv", "id,lon,lat\nx,110.15,30.001\n");
    let road = ["isochrone", "toy/road.csv", "--nodes", "toy/road_nodes.csv", "--centres", "toy/centre.csv"];
    let of = |direction: &str| {
        let outcome = toy.jingwei(
            &[&road[..], &["--minutes", "10", "--shape", "lines", "--direction", direction]].concat(),
        );
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        let row = outcome.stdout.lines().nth(1).unwrap().to_owned();
        row.rsplit(',').next().unwrap().parse::<f64>().unwrap()
    };
    // 0.1 degrees of longitude at 30° N are 9.649 km; from the centre half of that is left.
    assert!((of("from") - 9.649 / 2.0).abs() < 0.01, "{}", of("from"));
    assert!((of("to") - 9.649).abs() < 0.01, "{}", of("to"));
}

#[test]
fn bands_that_do_not_rise_are_refused() {
    let toy = StudyCopy::of_toy().with("centre.txt", "950100\n");
    for minutes in ["60,30", "30,30", "-5", "0", "0,30", "NaN", "x", ""] {
        let minutes = format!("--minutes={minutes}");
        let outcome = toy.jingwei(&[&TOY[..], &["--centres", "toy/centre.txt", &minutes]].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{minutes} {}", outcome.stderr);
    }
}
