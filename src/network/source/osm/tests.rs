mod pbf;

use super::*;
use pbf::Extract;
use std::fs;

fn read_bytes(bytes: &[u8], profile: Option<&str>) -> Result<RoadNetwork> {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("roads.osm.pbf");
    fs::write(&source, bytes).unwrap();
    let profile = profile.map(|text| {
        let file = folder.path().join("car.toml");
        fs::write(&file, text).unwrap();
        file
    });
    RoadNetwork::read(&SourceOptions { source, profile, ..SourceOptions::default() })
}

fn read(extract: &Extract) -> RoadNetwork {
    read_bytes(&extract.bytes(), None).unwrap()
}

fn between(network: &RoadNetwork, from: &str, to: &str) -> Option<u32> {
    let [from, to] = [from, to].map(|id| network.index_of(id).unwrap());
    network.router.travel_times(&[from], &[to]).milliseconds(0, 0)
}

/// Nodes 1 to 9 on the equator, a hundredth of a degree apart.
fn street() -> Extract {
    let mut extract = Extract::default();
    for node in 1..10_i64 {
        extract.node(node, node as f64 / 100.0, 0.0);
    }
    extract
}

/// A hundredth of a degree of the equator in milliseconds, at a speed.
fn hundredths(count: f64, kmh: f64) -> u32 {
    (1.113_194_907_932 * count / kmh * 3_600_000.0).round() as u32
}

#[test]
fn ways_are_cut_where_they_meet_and_nodes_keep_their_numbers() {
    let mut extract = street();
    extract.node(20, 0.03, 0.01).node(99, 50.0, 50.0);
    extract.way(100, &[1, 2, 3, 4, 5], &[("highway", "primary")]);
    extract.way(101, &[20, 3], &[("highway", "secondary"), ("oneway", "-1")]);
    extract.way(102, &[6, 7], &[("highway", "footway")]);
    extract.way(103, &[7, 8], &[("building", "yes")]);
    let network = read(&extract);
    assert_eq!(network.ids.iter().collect::<Vec<_>>(), ["1", "3", "5", "20"]);
    assert_eq!(network.at[1], Coord { x: 0.03, y: 0.0 });
    assert_eq!(between(&network, "1", "5"), Some(hundredths(4.0, 60.0)));
    assert_eq!(between(&network, "1", "3"), Some(hundredths(2.0, 60.0)));
    assert_eq!(between(&network, "20", "3"), None);
    assert!(between(&network, "3", "20").is_some());
    let codes: Vec<Code> = network.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::Disconnected]);
}

#[test]
fn plain_nodes_ways_before_nodes_and_other_units_read_the_same() {
    let mut extract = street();
    extract.way(100, &[1, 2, 3], &[("highway", "primary")]).way(101, &[2, 5], &[("highway", "primary")]);
    let network = read(&extract);
    let graph = |network: &RoadNetwork| -> Vec<Vec<(usize, u32)>> {
        (0..network.len()).map(|node| network.router.graph().leaving(node).collect()).collect()
    };
    for other in [
        Extract { plain: true, ..extract.clone() },
        Extract { ways_first: true, ..extract.clone() },
        Extract { granularity: 1000, ..extract.clone() },
    ] {
        let other = read(&other);
        assert_eq!((graph(&other), &other.at), (graph(&network), &network.at));
    }
}

#[test]
fn speeds_come_from_the_profile() {
    let mut extract = street();
    extract.way(100, &[1, 2], &[("highway", "primary"), ("maxspeed", "30 mph")]);
    extract.way(101, &[2, 3], &[("highway", "primary"), ("maxspeed", "fast")]);
    extract.way(102, &[3, 4], &[("route", "ferry"), ("duration", "0:20")]);
    extract.way(103, &[4, 5], &[("highway", "residential"), ("access", "private")]);
    let network = read(&extract);
    assert_eq!(between(&network, "1", "2"), Some(hundredths(1.0, 30.0 * 1.609_344 * 0.9)));
    assert_eq!(between(&network, "2", "3"), Some(hundredths(1.0, 60.0)));
    assert_eq!(between(&network, "3", "4"), Some(1_200_000));
    assert_eq!(network.index_of("5"), None);
    let told: Vec<_> = network.findings.iter().map(|f| (f.code, f.place.id.clone())).collect();
    assert_eq!(told, [(Code::OddTag, Some("101".to_owned()))]);
    let slow = read_bytes(&extract.bytes(), Some("factor = 0.5\n[highway]\nprimary = 40")).unwrap();
    assert_eq!(between(&slow, "1", "3"), Some(2 * hundredths(1.0, 20.0)));
    assert_eq!(slow.index_of("4"), None);
    assert!(
        read_bytes(&extract.bytes(), Some("factor = 0.5")).unwrap_err().to_string().contains("E-OSM-002")
    );
}

#[test]
fn a_clipped_way_ends_where_the_extract_does() {
    let mut extract = street();
    extract.way(100, &[1, 2, 77, 3, 4, 78], &[("highway", "primary")]);
    extract.way(101, &[4, 79], &[("highway", "primary")]);
    extract.way(102, &[5, 6, 80], &[("route", "ferry"), ("duration", "60")]);
    extract.way(103, &[1, 5, 6], &[("highway", "primary")]);
    let network = read(&extract);
    assert_eq!(between(&network, "1", "2"), Some(hundredths(1.0, 60.0)));
    assert_eq!(between(&network, "3", "4"), Some(hundredths(1.0, 60.0)));
    assert_eq!(between(&network, "2", "3"), None);
    assert_eq!(between(&network, "5", "6"), Some(hundredths(1.0, 60.0)));
    let said = network.findings[0].to_string();
    assert!(said.contains("`77`: 4 of 10 nodes of roads are not in the file"), "{said}");
    assert_eq!(network.findings.len(), 2);
}

#[test]
fn rings_and_repeated_nodes_are_roads_too() {
    let mut extract = street();
    extract.node(20, 0.03, 0.01);
    extract.way(100, &[3, 4, 20, 3], &[("highway", "primary"), ("junction", "roundabout")]);
    extract.way(101, &[1, 2, 2, 3], &[("highway", "primary")]);
    extract.way(102, &[4, 5], &[("highway", "primary")]);
    extract.way(103, &[6], &[("highway", "primary")]);
    let network = read(&extract);
    assert_eq!(network.ids.iter().collect::<Vec<_>>(), ["1", "3", "4", "5"]);
    assert!(between(&network, "3", "4") < between(&network, "4", "3"));
}

#[test]
fn what_is_no_extract_is_refused() {
    let said = |bytes: &[u8]| read_bytes(bytes, None).unwrap_err().to_string();
    let mut extract = street();
    extract.way(100, &[1, 2], &[("highway", "primary")]);
    let whole = extract.bytes();
    assert!(said(b"").contains("holds no OpenStreetMap extract [E-OSM-001]"));
    assert!(said(b"id,lon,lat\n1,2,3\n").contains("E-OSM-001"));
    for length in 5..whole.len() {
        // A file cut between two blocks is a file.
        if let Err(error) = read_bytes(&whole[..length], None) {
            let error = error.to_string();
            assert!(error.contains("E-OSM-001") || error.contains("E-NET-020"), "{length}: {error}");
        }
    }
    assert!(said(&whole[..whole.len() - 5]).contains("truncated or damaged"));
    let history = Extract { needs: "HistoricalInformation", ..extract.clone() };
    assert!(said(&history.bytes()).contains("asks for `HistoricalInformation`"));
    assert!(said(&street().bytes()).contains("E-NET-020"));
    let mut far = street();
    far.node(50, 181.0, 0.0).way(100, &[1, 50], &[("highway", "primary")]);
    assert!(said(&far.bytes()).contains("the place of a node is not in degrees: `181, 0` [E-CRS-002]"));
    let endless = read_bytes(&whole, Some("[highway]\nprimary = 1e-9")).unwrap_err().to_string();
    assert!(endless.contains("`100`: the way takes 49 days or longer"), "{endless}");
}

#[test]
fn damaged_bytes_never_panic() {
    let mut extract = street();
    extract.way(100, &[1, 2, 3], &[("highway", "primary"), ("maxspeed", "50")]);
    let whole = extract.bytes();
    for byte in 0..whole.len() {
        for flip in [1, 0x80, 0xFF] {
            let mut damaged = whole.clone();
            damaged[byte] ^= flip;
            let _ = read_bytes(&damaged, None);
        }
    }
}
