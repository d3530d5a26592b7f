use super::*;
use crate::error::{Code, Error};
use crate::network::archive::Bytes;
use crate::network::archive::tests::sealed;
use crate::network::{Direction, Measure, SourceOptions};
use crate::units::Minutes;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use tempfile::TempDir;

const NODES: &str = "id,lon,lat\na,116.4,39.9\n003,117.2,39.1\n甲,121.5,31.2\n";
const EDGES: &str = "from,to,seconds\na,003,60\n003,甲,5\n甲,a,7.5\na,003,61\na,a,1\n";

/// A folder with a source, and the network that was read from it.
fn read(nodes: &str, edges: &str) -> (TempDir, RoadNetwork) {
    let folder = tempfile::tempdir().unwrap();
    let [nodes, edges] = [("nodes.csv", nodes), ("edges.csv", edges)].map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    });
    let options = SourceOptions { source: edges, nodes: Some(nodes), ..SourceOptions::default() };
    (folder, RoadNetwork::read(&options).unwrap().prepare())
}

fn written(network: &RoadNetwork) -> Vec<u8> {
    let mut out = Vec::new();
    network.write(&mut out).unwrap();
    out
}

fn loaded(bytes: Vec<u8>) -> Result<RoadNetwork> {
    RoadNetwork::load(&Archive::of(Path::new("net.jwn"), Bytes::from(bytes))?)
}

fn times(network: &RoadNetwork) -> crate::network::TravelTimes {
    let all: Vec<usize> = (0..network.len()).collect();
    network.router.travel_times(&all, &all)
}

#[test]
fn a_network_comes_back_as_it_was() {
    let (folder, network) = read(NODES, EDGES);
    let path = folder.path().join("net.jwn");
    fs::write(&path, written(&network)).unwrap();
    let opened = RoadNetwork::open(&path).unwrap();
    assert_eq!((&opened.at, opened.loops, opened.slower), (&network.at, 1, 1));
    assert_eq!(opened.ids.iter().collect::<Vec<_>>(), ["a", "003", "甲"]);
    assert_eq!(opened.index_of("甲"), Some(2));
    assert_eq!(times(&opened), times(&network));
    assert_eq!(opened.router.travel_times(&[0], &[2]).milliseconds(0, 0), Some(65_000));
    let told: Vec<_> = opened.sources.iter().map(|source| (source.name.as_str(), source.bytes)).collect();
    assert_eq!(told, [("edges.csv", EDGES.len() as u64), ("nodes.csv", NODES.len() as u64)]);
    assert_eq!(opened.sources[0].sha256, network.sources[0].sha256);
}

#[test]
fn the_same_source_is_the_same_bytes_wherever_it_lies() {
    let (first, second) = (read(NODES, EDGES), read(NODES, EDGES));
    assert_ne!(first.0.path(), second.0.path());
    let bytes = written(&first.1);
    assert_eq!(bytes, written(&second.1));
    assert_eq!(bytes, written(&loaded(bytes.clone()).unwrap()));
    assert_ne!(bytes, written(&read(NODES, &EDGES.replace("61", "62")).1), "the hash of the source");
}

fn refused(error: &Error) -> (Code, &str, &str) {
    match error {
        Error::Input(findings) => (findings[0].code, findings[0].what.as_str(), findings[0].hint.as_str()),
        other => panic!("not refused but: {other}"),
    }
}

#[test]
fn a_source_beside_it_must_be_the_one_that_was_read() {
    let (folder, network) = read(NODES, EDGES);
    let path = folder.path().join("the net.jwn");
    fs::write(&path, written(&network)).unwrap();
    let [edges, nodes] = ["edges.csv", "nodes.csv"].map(|name| folder.path().join(name));
    fs::write(&edges, EDGES.replace("60", "59")).unwrap();
    let error = RoadNetwork::open(&path).unwrap_err();
    let (code, what, hint) = refused(&error);
    assert_eq!(code, Code::SourceChanged);
    let hash = &network.sources[0].sha256[..16];
    assert_eq!(what, format!("the source `edges.csv` has changed since, its SHA-256 was {hash}…"));
    let at = folder.path().display();
    let command = format!(
        "jingwei network prepare {at}/edges.csv --nodes {at}/nodes.csv -o '{at}/the net.jwn' --overwrite"
    );
    assert_eq!(hint, format!("prepare it again: `{command}`"));
    fs::write(&edges, EDGES).unwrap();
    RoadNetwork::open(&path).unwrap();
    fs::write(&nodes, "").unwrap();
    let error = RoadNetwork::open(&path).unwrap_err();
    assert_eq!(
        refused(&error).1,
        format!("the source `nodes.csv` has changed since, from {} bytes to 0", NODES.len())
    );
    // Where no source stands beside it, the network goes alone.
    fs::remove_file(&nodes).unwrap();
    fs::remove_file(&edges).unwrap();
    RoadNetwork::open(&path).unwrap();
}

#[test]
fn of_two_sources_with_one_name_either_may_stand_beside_it() {
    let (folder, mut network) = read(NODES, EDGES);
    network.sources[1].name = "other/edges.csv".to_owned();
    let path = folder.path().join("net.jwn");
    fs::write(&path, written(&network)).unwrap();
    for text in [EDGES, NODES] {
        fs::write(folder.path().join("edges.csv"), text).unwrap();
        RoadNetwork::open(&path).unwrap();
    }
    fs::write(folder.path().join("edges.csv"), "").unwrap();
    assert_eq!(refused(&RoadNetwork::open(&path).unwrap_err()).0, Code::SourceChanged);
}

#[test]
fn no_changed_or_lacking_byte_goes_unnoticed() {
    let whole = written(&read(NODES, EDGES).1);
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        assert!(matches!(loaded(bytes), Err(Error::Input(_))), "byte {place}");
        assert!(matches!(loaded(whole[..place].to_vec()), Err(Error::Input(_))), "{place} bytes");
    }
}

/// A grid of streets with a one-way street, so that its hierarchy has ways by other places, up and down.
fn grid(side: usize) -> RoadNetwork {
    let (mut nodes, mut edges) = (String::from("id,lon,lat\n"), String::from("from,to,seconds\n"));
    for (row, column) in (0..side).flat_map(|row| (0..side).map(move |column| (row, column))) {
        writeln!(nodes, "{row}-{column},{},{}", 110 + row, 30 + column).unwrap();
        let seconds = 1 + (row * 31 + column * 17) % 60;
        for [there, across] in [[row + 1, column], [row, column + 1]] {
            if there < side && across < side {
                writeln!(edges, "{row}-{column},{there}-{across},{seconds}").unwrap();
                writeln!(edges, "{there}-{across},{row}-{column},{}", seconds + row).unwrap();
            }
        }
    }
    read(&nodes, &(edges + "0-0,2-2,1\n")).1
}

/// Asks every kind of question of `network`.
fn ask(network: &RoadNetwork) {
    let all: Vec<usize> = (0..network.len()).collect();
    let times = times(network);
    assert_eq!((network.ids.len(), network.at.len(), times.origins()), (all.len(), all.len(), all.len()));
    assert!(network.ids.iter().enumerate().all(|(node, id)| network.index_of(id) == Some(node)));
    let pairs: Vec<(usize, usize)> = all.iter().map(|&node| (node, all.len() - 1 - node)).collect();
    assert_eq!(network.router.pairs(&pairs).len(), all.len());
    for &(from, to) in &pairs {
        let _ = network.router.shortest_path(from, to);
    }
    let places = [0, 2, 5];
    let measures = [
        Measure::Within { opportunities: None, cutoff: Minutes::new(1.0) },
        Measure::MeanTime { opportunities: None, limit: None },
        Measure::Nearest { places: &places, k: 2 },
    ];
    for direction in [Direction::From, Direction::To] {
        assert_eq!(network.router.reach(&all, direction, &measures).columns.len(), 4);
    }
}

/// With a hash that fits, whatever is loaded answers without a panic.
#[test]
fn no_crafted_byte_makes_a_panic() {
    let network = grid(3);
    assert!(network.router.is_prepared());
    let whole = written(&network);
    let (mut answered, mut refused) = (0, 0);
    for place in (0..whole.len()).filter(|place| !(32..64).contains(place)) {
        for changed in [0, 1, 0x7f, 0xff, whole[place] ^ 2] {
            let mut bytes = whole.clone();
            bytes[place] = changed;
            if let Ok(network) = loaded(sealed(bytes)) {
                ask(&network);
                answered += 1;
            } else {
                refused += 1;
            }
        }
    }
    // Times, names, places and padding can be anything; what leads from one section into another cannot.
    assert!(answered > 1000 && refused > 2000, "{answered} {refused}");
}

#[test]
fn a_section_that_lacks_is_named() {
    let network = read(NODES, EDGES).1;
    let mut writer = Writer::new([0; 32]);
    network.router.store(&mut writer);
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    let said = loaded(bytes).unwrap_err().to_string();
    assert_eq!(said, "net.jwn: section `ids/text`: there is no such section [E-JWN-005]");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_network_comes_back(
        places in proptest::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64), 1..12),
        edges in proptest::collection::vec((0..12_usize, 0..12_usize, 0..100_000_u32), 0..40),
    ) {
        let nodes: Vec<String> = places.iter().enumerate().map(|(i, (x, y))| format!("n{i},{x},{y}\n")).collect();
        let node = |i: usize| i % places.len();
        let edges: Vec<String> =
            edges.iter().map(|&(a, b, ms)| format!("n{},n{},{}\n", node(a), node(b), f64::from(ms) / 1000.0)).collect();
        let network = read(&format!("id,lon,lat\n{}", nodes.concat()), &format!("from,to,seconds\n{}", edges.concat())).1;
        let bytes = written(&network);
        let again = loaded(bytes.clone()).unwrap();
        prop_assert_eq!(&again.at, &network.at);
        prop_assert_eq!(times(&again), times(&network));
        prop_assert_eq!(written(&again), bytes);
    }
}
