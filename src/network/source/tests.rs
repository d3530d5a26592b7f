use super::*;
use std::fs;

fn read(files: &[(&str, &str)], change: impl FnOnce(&mut SourceOptions)) -> Result<RoadNetwork> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut options = SourceOptions { source: folder.path().join(files[0].0), ..SourceOptions::default() };
    change(&mut options);
    options.nodes = options.nodes.map(|nodes| folder.path().join(nodes));
    let folder = folder.path().display().to_string() + "/";
    RoadNetwork::read(&options).map_err(|error| match error {
        Error::Input(mut findings) => {
            for finding in &mut findings {
                let file = finding.place.file.take().unwrap_or_default();
                finding.place.file = Some(file.display().to_string().replace(&folder, "").into());
            }
            Error::Input(findings)
        }
        other => other,
    })
}

fn said(files: &[(&str, &str)], change: impl FnOnce(&mut SourceOptions)) -> String {
    read(files, change).unwrap_err().to_string()
}

const EDGES: &str = "from,to,seconds\na,b,1\n";
const NODES: &str = "id,lon,lat\na,1,1\nb,1,2\n";
const LINES: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"minutes":1},
    "geometry":{"type":"LineString","coordinates":[[1,1],[1,2]]}}]}"#;

#[test]
fn the_form_is_seen_from_the_name_or_the_content() {
    let nodes = ("nodes", NODES);
    for name in ["edges.csv", "EDGES.CSV", "edges", "edges.txt"] {
        let network = read(&[(name, EDGES), nodes], |options| options.nodes = Some("nodes".into())).unwrap();
        assert_eq!(network.sources.iter().map(|source| source.bytes).collect::<Vec<_>>(), [22, 23]);
    }
    for name in ["lines.geojson", "lines.json", "lines"] {
        assert_eq!(read(&[(name, LINES)], |_| {}).unwrap().len(), 2);
    }
    assert_eq!(by_content(b"\0\0\0\x0D\x0A\x09OSMHeader\x18"), Some(Form::Osm));
    assert_eq!(by_content(b"id,lon,lat\n"), None);
}

#[test]
fn other_files_are_refused_with_what_to_do() {
    let refused = |name: &str| {
        let error = read(&[(name, "a")], |_| {}).unwrap_err();
        format!("{error} / {}", error.hints().join(" "))
    };
    assert!(refused("study.toml").contains("--rules STUDY"));
    assert!(refused("roads.osm").contains("osmium cat"));
    assert!(refused("roads.shp").contains("[E-NET-022] / give an edge list"));
    assert!(refused("roads").contains("neither its name nor its content"));
    #[cfg(not(feature = "osm"))]
    assert!(refused("roads.osm.pbf").contains("--features osm"));
    assert!(said(&[("edges.csv", EDGES)], |_| {}).contains("wants its nodes"));
    assert!(matches!(RoadNetwork::read(&SourceOptions::default()), Err(Error::Read { .. })));
}

#[test]
fn options_that_would_go_unheard_are_refused() {
    let nodes = |options: &mut SourceOptions| options.nodes = Some("nodes".into());
    let rules = |options: &mut SourceOptions| options.rules = Some(NetworkRules::default());
    let profile = |options: &mut SourceOptions| options.profile = Some("car.toml".into());
    assert!(said(&[("lines.geojson", LINES)], nodes).contains("`--nodes`"));
    assert!(said(&[("edges.csv", EDGES)], rules).contains("`--rules`"));
    assert!(said(&[("lines.geojson", LINES)], profile).contains("`--profile`"));
}

#[test]
fn parts_are_said_and_nothing_is_left_out() {
    let oneway = LINES.replace(r#""minutes":1"#, r#""minutes":1,"oneway":true"#);
    let network = read(&[("lines.geojson", &oneway)], |_| {}).unwrap();
    assert_eq!(network.findings.len(), 1);
    assert_eq!(network.findings[0].code, Code::Disconnected);
    assert!(network.findings[0].what.starts_with("1 of 2 nodes lie outside the largest of 2 parts"));
    assert_eq!(network.router.travel_times(&[0, 1], &[0, 1]).milliseconds(0, 1), Some(60_000));
}
