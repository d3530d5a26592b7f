use super::super::input::tests::packed;
use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Cursor;

fn feature(properties: &str, coordinates: &str) -> String {
    let kind = if coordinates.starts_with("[[[") { "MultiLineString" } else { "LineString" };
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

fn read_bytes(bytes: &[u8], rules: Option<NetworkRules>) -> Result<RoadNetwork> {
    let options = SourceOptions { rules, ..SourceOptions::default() };
    read(Input::new(Path::new("lines.geojson"), Box::new(Cursor::new(bytes.to_vec()))).unwrap(), &options)
}

fn network(features: &[String], rules: Option<&str>) -> Result<RoadNetwork> {
    read_bytes(collection(features).as_bytes(), rules.map(|rules| toml::from_str(rules).unwrap()))
}

/// Milliseconds between all nodes, row by row.
fn times(network: &RoadNetwork) -> Vec<Vec<Option<u32>>> {
    let all: Vec<usize> = (0..network.len()).collect();
    let times = network.router.travel_times(&all, &all);
    all.iter().map(|&i| all.iter().map(|&j| times.milliseconds(i, j)).collect()).collect()
}

const ROAD: &str = "[mode.road]\nkind = 'road'\noperating_share = 0.5\n[mode.ferry]\nkind = 'ferry'\nwait_min = 5\n\
                    default_kmh = 20\n[mode.hsr]\nkind = 'rail'";

#[test]
fn lines_meet_at_shared_vertices_and_nodes_run_from_west_to_east() {
    // A long line with a side road at its middle vertex; a third passes over it without a vertex.
    let lines = [
        feature(r#""minutes":4"#, "[[100,0],[101,0],[102,0]]"),
        feature(r#""minutes":1"#, "[[101,1],[101,0]]"),
        feature(r#""minutes":1"#, "[[101.5,-1],[101.5,1]]"),
    ];
    let roads = network(&lines, None).unwrap();
    let at: Vec<(f64, f64)> = roads.at.iter().map(|at| (at.x, at.y)).collect();
    assert_eq!(at, [(100.0, 0.0), (101.0, 0.0), (101.0, 1.0), (101.5, -1.0), (101.5, 1.0), (102.0, 0.0)]);
    assert_eq!(roads.ids.iter().collect::<Vec<_>>(), ["1", "2", "3", "4", "5", "6"]);
    let times = times(&roads);
    assert_eq!((times[0][2], times[0][5], times[0][3]), (Some(180_000), Some(240_000), None));
}

#[test]
fn time_follows_from_minutes_a_speed_or_rules() {
    let degree = "[[100,0],[101,0]]";
    let of =
        |properties: &str, rules| network(&[feature(properties, degree)], rules).map(|n| times(&n)[0][1]);
    // A degree of the equator is 111.31949 km.
    assert_eq!(of(r#""speed_kmh":60"#, None).unwrap(), Some(6_679_169));
    assert_eq!(of(r#""speed_kmh":60,"length_km":30"#, None).unwrap(), Some(1_800_000));
    assert_eq!(of(r#""mode":"road","design_kmh":120"#, Some(ROAD)).unwrap(), Some(6_679_169));
    assert_eq!(of(r#""mode":"ferry","minutes":10"#, Some(ROAD)).unwrap(), Some(900_000));
    let error = of(r#""mode":"road","design_kmh":120"#, None).unwrap_err();
    assert!(error.to_string().contains("neither minutes nor a speed [E-NET-007]"), "{error}");
    assert!(error.hints()[0].contains("--rules STUDY"));
    let error = of(r#""mode":"path","minutes":1"#, Some(ROAD)).unwrap_err();
    assert!(error.to_string().contains("no rule is stated for this mode: `path`"), "{error}");
    assert!(of(r#""minutes":-1"#, None).is_err());
}

#[test]
fn rules_join_ends_crossings_and_ferries() {
    // Ends 111 m apart; a crossing without a vertex; a ferry over a vertex of the road.
    let lines = [
        feature(r#""mode":"road","minutes":2"#, "[[110,0],[111,0],[112,0]]"),
        feature(r#""mode":"road","minutes":2"#, "[[112.001,0],[113,0]]"),
        feature(r#""mode":"road","minutes":2"#, "[[110.5,-1],[110.5,1]]"),
        feature(r#""mode":"ferry","minutes":1"#, "[[111,1],[111,0],[111,-1]]"),
        feature(r#""mode":"hsr","minutes":1"#, "[[110,0],[113,0]]"),
        feature(r#""mode":"road","minutes":1,"status":"planned""#, "[[110,0],[113,0]]"),
    ];
    let between = |network: &RoadNetwork, a: (f64, f64), b: (f64, f64)| {
        let [a, b] = [a, b].map(|(x, y)| network.at.iter().position(|at| (at.x, at.y) == (x, y)).unwrap());
        times(network)[a][b]
    };
    let joined = network(&lines, Some(ROAD)).unwrap();
    assert_eq!(between(&joined, (110.0, 0.0), (113.0, 0.0)), Some(240_000));
    assert_eq!(between(&joined, (110.5, -1.0), (110.0, 0.0)), None);
    assert_eq!(between(&joined, (111.0, -1.0), (111.0, 1.0)), Some(360_000));
    assert!(!joined.at.contains(&geo_types::Coord { x: 111.0, y: 0.0 }));
    let said: Vec<String> = joined.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said[..2],
        [
            "lines.geojson: 1 lines were left out: railways, which are boarded at stations only",
            "lines.geojson: 1 lines were left out: not in service",
        ]
    );
    let exact = network(&lines, Some(&format!("snap_m = 0\n{ROAD}"))).unwrap();
    assert_eq!(between(&exact, (110.0, 0.0), (113.0, 0.0)), None);
    let crossed = network(&lines, Some(&format!("join = 'crossings'\n{ROAD}"))).unwrap();
    let half = between(&crossed, (110.5, -1.0), (110.0, 0.0)).unwrap();
    assert!((90_000 - 200..=90_000 + 200).contains(&half), "{half}");
    assert_eq!(between(&crossed, (110.5, -1.0), (110.5, 1.0)), Some(120_000));
}

#[test]
fn findings_keep_the_number_of_their_feature() {
    let good = feature(r#""minutes":1"#, "[[0,0],[1,1]]");
    let mut features = vec![good; 5000];
    features[4998] = feature(r#""minutes":"long""#, "[[0,0],[1,1]]");
    let error = network(&features, None).unwrap_err().to_string();
    assert!(error.starts_with("lines.geojson: feature 4999"), "{error}");
    features[4998] = feature(r#""minutes":1"#, "[[0,0,5],[1,1,5]]");
    let warned = network(&features, None).unwrap();
    assert_eq!(warned.findings.len(), 1);
    assert_eq!((warned.findings[0].code, warned.findings[0].place.feature), (Code::DroppedZ, Some(4999)));
    assert_eq!((warned.len(), warned.router.graph().edges(), warned.slower), (2, 2, 9998));
}

#[test]
fn what_is_no_network_of_lines_is_refused() {
    let said = |text: &str| read_bytes(text.as_bytes(), None).unwrap_err().to_string();
    assert!(said(&collection(&[])).contains("holds no feature [E-GEO-005]"));
    assert!(said(r#"{"type":"Topology"}"#).contains("TopoJSON"));
    assert!(said(&collection(&[feature(r#""minutes":1"#, "[[0,0],[0,0]]")])).contains("no length"));
    assert!(
        said(&collection(&[feature(r#""minutes":1,"status":"planned""#, "[[0,0],[0,1]]")]))
            .contains("E-NET-020")
    );
    assert!(said(&collection(&[feature(r#""minutes":1"#, "[[500000,0],[0,0]]")])).contains("E-CRS-002"));
    let whole = collection(&[feature(r#""minutes":1"#, "[[0,0],[0,1]]")]);
    assert!(said(&whole[..whole.len() - 9]).contains("truncated"));
    let packed = packed(whole.as_bytes());
    assert!(read_bytes(&packed, None).is_ok());
    let error = read_bytes(&packed[..packed.len() - 9], None).unwrap_err().to_string();
    assert!(error.contains("the packed file ends too early"), "{error}");
}

#[test]
fn a_loop_and_a_self_crossing_are_roads_too() {
    let lines = [feature(r#""minutes":4"#, "[[100,0],[101,0],[101,1],[100,1],[100,0]]")];
    let ring = network(&lines, None).unwrap();
    assert_eq!((ring.len(), ring.loops), (1, 2));
    let eight = network(&[feature(r#""minutes":4"#, "[[0,0],[1,1],[2,2],[2,0],[1,1],[0,2]]")], None).unwrap();
    assert_eq!((eight.len(), eight.loops), (3, 2));
}

/// A grid of `side` × `side` nodes a degree apart: the time of each stretch between neighbours, and whether it
/// runs one way.
fn stretches() -> impl Strategy<Value = (usize, Vec<(u32, bool)>)> {
    (2..5_usize).prop_flat_map(|side| {
        (Just(side), proptest::collection::vec((1..90_000_u32, any::<bool>()), 2 * side * (side - 1)))
    })
}

proptest! {
    #[test]
    fn a_grid_of_lines_equals_its_edge_list((side, stretches) in stretches(), seed in any::<u64>()) {
        let mut ends = Vec::new();
        for (x, y) in (0..side * side).map(|n| (n / side, n % side)) {
            ends.extend((x + 1 < side).then_some(((x, y), (x + 1, y))));
            ends.extend((y + 1 < side).then_some(((x, y), (x, y + 1))));
        }
        let number = |(x, y): (usize, usize)| x * side + y;
        let mut expected = vec![vec![None; side * side]; side * side];
        (0..side * side).for_each(|node| expected[node][node] = Some(0));
        let mut features = Vec::new();
        for (&(a, b), &(time, oneway)) in ends.iter().zip(&stretches) {
            let mut properties = String::new();
            write!(properties, r#""minutes":{},"oneway":{oneway}"#, f64::from(time) / 60_000.0).unwrap();
            features.push(feature(&properties, &format!("[[{},{}],[{},{}]]", a.0, a.1, b.0, b.1)));
            expected[number(a)][number(b)] = Some(time);
            if !oneway {
                expected[number(b)][number(a)] = Some(time);
            }
        }
        for k in 0..side * side {
            for (i, j) in (0..side.pow(4)).map(|n| (n / side.pow(2), n % side.pow(2))) {
                if let (Some(a), Some(b)) = (expected[i][k], expected[k][j]) {
                    expected[i][j] = Some(expected[i][j].map_or(a + b, |known: u32| known.min(a + b)));
                }
            }
        }
        // Some other order of the features.
        features.sort_by_key(|feature| feature.bytes().fold(seed, |hash, byte| hash.rotate_left(5) ^ u64::from(byte)));
        let grid = network(&features, None).unwrap();
        prop_assert_eq!(times(&grid), expected.clone());
        let rules = "snap_m = 1000\n[mode.road]\nkind = 'road'";
        let moded: Vec<String> =
            features.iter().map(|feature| feature.replace("\"minutes\"", "\"mode\":\"road\",\"minutes\"")).collect();
        prop_assert_eq!(times(&network(&moded, Some(rules)).unwrap()), expected);
    }
}
