//! What is within reach of the nodes of a network.

use crate::study_copy::{StudyCopy, assert_said};

const TOY: [&str; 4] = ["access", "toy/edges.csv", "--nodes", "toy/nodes.csv"];

/// The road alone, as `geodata/toy/README.md` draws it: 甲 60 丁 45 戊 60 己 60 壬, and 丙 apart.
#[test]
fn sums_decays_and_nearest_are_those_worked_by_hand() {
    let toy = StudyCopy::of_toy().with("seats.txt", "910100\n990100\n");
    let more = [
        "--opportunities",
        "toy/cities.geojson",
        "--by",
        "id",
        "--value",
        "population_wan",
        "--minutes",
        "60,105",
        "--decay",
        "linear:cutoff=120",
        "--mean-time",
        "--places",
        "toy/seats.txt",
        "--nearest",
        "2",
    ];
    let outcome = toy.jingwei(&[&TOY[..], &more].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let rows: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(
        rows[0].trim_start_matches('\u{feff}'),
        "place,c60_population,c105_population,g_population,mean_population_min,near1_min,near2_min"
    );
    let of = |id: &str| -> Vec<Option<f64>> {
        let row = rows.iter().find(|row| row.starts_with(id)).unwrap();
        row.split(',').skip(1).map(|cell| cell.parse().ok()).collect()
    };
    // 戊市: 丁 at 45, 己 at 60, 甲 at 105, 壬 at 120; itself at 0.
    let gravity = 540.0 + 90.0 * 0.625 + 270.0 * 0.5 + 180.0 * 0.125;
    let mean = (90.0 * 45.0 + 270.0 * 60.0 + 180.0 * 105.0 + 360.0 * 120.0) / 1440.0;
    let expected = [900.0, 1080.0, gravity, mean, 105.0, 120.0];
    for (value, expected) in of("950100").into_iter().zip(expected) {
        assert!((value.unwrap() - expected).abs() < 1e-9, "{value:?} {expected}");
    }
    assert_eq!(of("930100"), [Some(150.0), Some(150.0), Some(150.0), Some(0.0), None, None]);
}

/// 戊市 as above: 60, 45, 105 and 120 minutes to the others, itself at 0; half of what takes 60 minutes counts.
#[test]
fn a_decay_by_points_counts_as_the_line_it_draws() {
    let more = ["--decay", "linear:cutoff=120", "--decay", "table:0=1,60=0.5,120=0"];
    let more = [&more[..], &["--decay", "log-normal:median=60,sigma=0.5"]].concat();
    let outcome = StudyCopy::of_toy().jingwei(&[&TOY[..], &more].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let row = outcome.stdout.lines().find(|row| row.starts_with("950100")).unwrap().to_owned();
    let cells: Vec<f64> = row.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect();
    assert!((cells[0] - (1.0 + 0.625 + 0.5 + 0.125)).abs() < 1e-9, "{row}");
    assert!((cells[1] - cells[0]).abs() < 1e-9, "{row}");
    // 1 − Φ(ln(t / 60) / 0.5), Φ from a table: at 45, 105 and 120 minutes, and half at 60.
    assert!((cells[2] - (1.0 + 0.717_475 + 0.5 + 0.131_521 + 0.082_829)).abs() < 1e-4, "{row}");
}

#[test]
fn a_layer_of_nodes_opens_styled() {
    let toy = StudyCopy::of_toy();
    let more = ["--minutes", "60", "--direction", "to", "-o", "toy/reach.geojson"];
    let outcome = toy.jingwei(&[&TOY[..], &more].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert_said!("access_of_nodes", toy.read("reach.geojson"));
    assert!(toy.read("reach.qml").contains("60分钟可达节点数"));
}

#[test]
fn points_count_at_the_nearer_end_and_rows_add_up() {
    let road = StudyCopy::of_toy()
        .with("road.csv", "from,to,seconds\na,b,600\nb,a,600\n")
        .with("road_nodes.csv", "id,lon,lat\na,110,30\nb,110.1,30\n")
        .with(
            "jobs.csv",
            "id,lon,lat,jobs\n1,110.04,30,5\n2,110.06,30,7\n2,110.07,30,1\n3,112,30,9\n4,110.0,30,\n",
        );
    let ask = ["access", "toy/road.csv", "--nodes", "toy/road_nodes.csv", "--opportunities", "toy/jobs.csv"];
    let outcome = road.jingwei(&[&ask[..], &["--value", "jobs", "--minutes", "5"]].concat());
    assert_eq!(
        outcome.stdout.trim_start_matches('\u{feff}'),
        "place,c5_jobs\na,5\nb,8\n",
        "{}",
        outcome.stderr
    );
    assert_said!("access_points_off_the_road", outcome.stderr);
    let negative = road.with("jobs.csv", "id,jobs\na,-5\n");
    let outcome = negative.jingwei(&[&ask[..], &["--value", "jobs", "--minutes", "5"]].concat());
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""));
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let toy = StudyCopy::of_toy();
    let refused = |more: &[&str]| {
        let outcome = toy.jingwei(&[&TOY[..], more].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{more:?} {}", outcome.stderr);
        outcome.stderr
    };
    refused(&[]);
    refused(&["--minutes", "-1"]);
    refused(&["--minutes", "60", "--show", "c61_n"]);
    refused(&["--opportunities", "toy/nodes.csv", "--minutes", "60"]);
    refused(&["--nearest", "2"]);
    assert_said!("access_unknown_decay", refused(&["--decay", "cubic:a=1"]));
    let beside = toy.jingwei(&["access", "toy/study.toml", "--minutes", "60"]);
    assert_eq!((beside.code, beside.stdout.as_str()), (Some(2), ""));
}
