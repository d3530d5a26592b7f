//! What is refused, and what is said of it.

use super::*;
use crate::layer::crs::shifted;
use geo_types::Coord;
use std::fs;

/// Findings with their next steps, one a line.
fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{finding} | {}", finding.next_step())).collect()
}

/// What the text alone says wrongly.
fn checked(text: &str) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Scenarios {
        scenario: Vec<ScenarioSection>,
    }
    let Scenarios { scenario } = toml::from_str(text).unwrap();
    told(&check::check(&scenario))
}

/// Why the entries of one scenario `x` on the toy are refused, `files` beside them.
fn refused_with(entries: &str, files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let study = toy(&format!("[[scenario]]\nid = 'x'\n{entries}"));
    let findings = match Scenario::all(&study, folder.path()) {
        Ok(_) => panic!("{entries} is accepted"),
        Err(error) => error.into_findings().unwrap(),
    };
    let place = format!("{}/", folder.path().display());
    told(&findings).into_iter().map(|line| line.replace(&place, "")).collect()
}

fn refused(entries: &str) -> Vec<String> {
    refused_with(entries, &[])
}

fn line(properties: &str, ends: &str) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{{properties}}},\
         \"geometry\":{{\"type\":\"LineString\",\"coordinates\":{ends}}}}}]}}"
    )
}

#[test]
fn names_and_bases() {
    for (text, said) in [
        (
            "[[scenario]]\nid = '京沪'\nas_of = 2020",
            "setting `scenario.id`: a name is 1 to 24 ASCII letters, digits, `-` and `_`: `京沪` | it becomes part of names of fields and files; readers see `label`",
        ),
        (
            "[[scenario]]\nid = 'Base'\nas_of = 2020",
            "setting `scenario.id`: the name is taken: `Base` | `base` is the study as it is; choose another name",
        ),
        (
            "[[scenario]]\nid = 'a'\nas_of = 2020\n[[scenario]]\nid = 'A'\nas_of = 2021",
            "setting `scenario.id`: two scenarios have the same name: `A` | give every scenario its own name; capitals make no difference, for file names know none",
        ),
        (
            "[[scenario]]\nid = 'plan'\nas_of = 2020\n[[scenario]]\nid = 'x'\nbase = 'plam'\nas_of = 2021",
            "setting `scenario.x.base`: there is no scenario of this name: `plam` | did you mean `plan`?",
        ),
        (
            "[[scenario]]\nid = 'a'\nbase = 'b'\nas_of = 1\n[[scenario]]\nid = 'b'\nbase = 'c'\nas_of = 1\n[[scenario]]\nid = 'c'\nbase = 'b'\nas_of = 1",
            "setting `scenario.b.base`: the scenario starts from itself: `b → c → b` | let one of them start from the study as it is, without `base`",
        ),
        (
            "[[scenario]]\nid = 'a'\nbase = 'a'\nas_of = 1",
            "setting `scenario.a.base`: the scenario starts from itself: `a → a` | let one of them start from the study as it is, without `base`",
        ),
        (
            "[[scenario]]\nid = 'x'",
            "setting `scenario.x.id`: the scenario changes nothing: `the study as it is` | add `add`, `remove`, `change`, `as_of` or `status`",
        ),
    ] {
        assert_eq!(checked(text), [said], "{text}");
    }
}

#[test]
fn entries_that_cannot_be() {
    for (entry, said) in [
        ("add = [{ }]", "add`: the entry names no lines"),
        ("remove = [{ }]", "remove`: the entry names no lines"),
        ("status = []", "status`: the list is empty"),
        ("add = [{ file = 'a', table = 'b' }]", "add`: `file` and `table` stand in one entry"),
        ("add = [{ file = 'a', from = 'b' }]", "add`: `from` and `to` are columns of a `table`"),
        ("add = [{ file = 'a', id = 'b' }]", "add`: `id` and `where` choose lines of the study"),
        ("add = [{ file = 'a', line = ['b', 'c'] }]", "add`: beside a file `line` is the name"),
        ("add = [{ line = 'a', speed_kmh = 3 }]", "add`: speeds, times, `opened`, `oneway` and `apart` fill"),
        ("add = [{ file = 'a', speed_kmh = -3 }]", "add.speed_kmh`: the value must be above zero: `-3`"),
        ("change = [{ line = 'a' }]", "change`: the entry changes nothing"),
        ("change = [{ speed_kmh = 300 }]", "change`: the entry sets a time and names no lines"),
        ("change = [{ line = 'a', speed_kmh = 0 }]", "change.speed_kmh`: the value must be above zero: `0`"),
        ("change = [{ line = 'a', minutes = -3 }]", "change.minutes`: the value must be above zero: `-3`"),
        (
            "change = [{ line = 'a', speed_factor = nan }]",
            "change.speed_factor`: the value must be above zero and at most 1000: `NaN`",
        ),
        (
            "change = [{ line = 'a', minutes_factor = 2000 }]",
            "change.minutes_factor`: the value must be above zero and at most 1000: `2000`",
        ),
        (
            "change = [{ line = 'a', minutes = 3, speed_kmh = 4 }]",
            "change`: the entry sets a time in several ways",
        ),
        (
            "change = [{ line = 'a', wait_min = 3 }]",
            "change`: `wait_min` and `stop_min` are rules of a whole mode",
        ),
        (
            "change = [{ mode = 'hsr', wait_min = -3 }]",
            "change.wait_min`: the value must be minutes from 0 to 49 days: `-3`",
        ),
        (
            "change = [{ mode = 'hsr', transfer_min = 3 }]",
            "change`: `transfer_min` is a rule of the whole network",
        ),
        (
            "remove = [{ where = 'mode == 3' }]",
            "remove.where`: `==` is written `=` in a filter, at character 6: `mode == 3`",
        ),
    ] {
        let found = checked(&format!("[[scenario]]\nid = 'x'\n{entry}"));
        assert_eq!(found.len(), 1, "{entry}: {found:?}");
        assert!(found[0].starts_with(&format!("setting `scenario.x.{said}")), "{entry}: {}", found[0]);
    }
}

#[test]
fn what_names_nothing_or_touches_nothing() {
    for (entries, said) in [
        (
            "add = [{ line = 'H11' }]",
            "setting `scenario.x.add.line`: no line has this name: `H11` | the nearest is `H1`",
        ),
        (
            "remove = [{ id = ['H1-1', 'H9-1'] }]",
            "setting `scenario.x.remove.id`: no line has this identifier: `H9-1` | the nearest is `H1-1`",
        ),
        (
            "remove = [{ mode = 'maglev' }]",
            "setting `scenario.x.remove.mode`: no line is of this mode: `maglev` | there are `expressway`, `hsr`",
        ),
        (
            "add = [{ line = 'G1' }]",
            "setting `scenario.x.add`: the entry touches nothing: all that it names is in service already: `line G1` | leave it out",
        ),
        (
            "add = [{ status = 'building' }]",
            "setting `scenario.x.add`: the entry touches nothing: no line is all that it asks: `status building` | `jingwei info` lists the fields of the lines and their values",
        ),
        (
            "remove = [{ id = 'H1-3' }]",
            "setting `scenario.x.remove`: the entry touches nothing: none of what it names is in service: `id H1-3` | leave it out, or add the line first",
        ),
        (
            "change = [{ where = \"opend < 2000\", speed_kmh = 3 }]",
            "setting `scenario.x.change.where`: there is no field `opend`, at character 1: `opend < 2000` | the nearest is `opened`",
        ),
        (
            "change = [{ where = \"mode = 'hsr' and opened < 2000\", speed_kmh = 3 }]",
            "setting `scenario.x.change`: the entry touches nothing: no line is all that it asks: `where mode = 'hsr' and opened < 2000` | `jingwei info` lists the fields of the lines and their values",
        ),
        (
            "change = [{ id = 'G1-1', speed_kmh = 120 }]",
            "setting `scenario.x.change`: the entry touches nothing: all that it names takes this time already: `id G1-1` | leave it out",
        ),
        (
            "change = [{ line = 'G1', minutes = 30 }]",
            "setting `scenario.x.change.minutes`: minutes are of one corridor, and the entry names 4: `30` | name one by `id`, or use `minutes_factor` or `speed_kmh` for several",
        ),
        (
            "change = [{ mode = 'hsr', wait_min = 15 }]",
            "setting `scenario.x.change.wait_min`: the entry touches nothing: the rule is so already: `15` | leave it out",
        ),
        (
            "change = [{ mode = 'hrs', wait_min = 5 }]",
            "setting `scenario.x.change.mode`: no rule is stated for this mode: `hrs` | did you mean `hsr`?",
        ),
        (
            "remove = [{ where = 'routed = true' }]",
            "setting `scenario.x.remove`: no line is left in service | keep at least one line in service",
        ),
        (
            "as_of = 1999",
            "setting `scenario.x.as_of`: no line is left in service | keep at least one line in service",
        ),
    ] {
        assert_eq!(refused(entries), [said], "{entries}");
    }
    // All that is wrong is said at once.
    assert_eq!(refused("add = [{ line = 'a' }]\nremove = [{ id = 'b' }, { mode = 'c' }]").len(), 3);
}

#[test]
fn files_that_cannot_be_used() {
    let (file, table) =
        ("add = [{ file = 'f.geojson' }]", "add = [{ table = 't.csv', mode = 'hsr', speed_kmh = 200 }]");
    let hsr = "\"id\":\"N\",\"mode\":\"hsr\",\"speed_kmh\":200";
    let with = |text: &str| refused_with(file, &[("f.geojson", text)]);
    let rows = |text: &str| refused_with(table, &[("t.csv", text)]);
    let there = "[[110.8,31.5],[112.4,31.5]]";
    for (found, said) in [
        (
            refused(file),
            "f.geojson: there is no such file | check the path; paths in study.toml are relative to the folder that holds it",
        ),
        (
            refused(table),
            "t.csv: there is no such file | check the path; paths in study.toml are relative to the folder that holds it",
        ),
        (
            with(&line("\"id\":\"H1-1\",\"mode\":\"hsr\",\"speed_kmh\":200", there)),
            "f.geojson: `H1-1`: an added line has the identifier of another line | give the added line an identifier of its own; to replace a line, remove it and add the new one",
        ),
        (
            with(&line("\"id\":\"N\",\"mode\":\"maglev\",\"speed_kmh\":600", there)),
            "f.geojson: `N`: field `mode`: no rule is stated for this mode: `maglev` | add a table [network.mode.maglev] with its `kind` and speeds to study.toml",
        ),
        (
            with(&line("\"id\":\"N\",\"mode\":\"expressway\"", there)),
            "f.geojson: `N`: the corridor states neither minutes nor a speed | give the corridor `minutes`, `speed_kmh` or `design_kmh`, or the mode a `default_kmh`",
        ),
        (
            with(&line("\"id\":\"N\",\"mode\":\"hsr\",\"speed_kmh\":-200", there)),
            "f.geojson: feature 1 (`N`): field `speed_kmh`: the value must be above zero: `-200` | correct the value",
        ),
        (
            with(&line(&format!("{hsr},\"routed\":false"), there)),
            "setting `scenario.x.add`: the entry touches nothing: trips may use none of its lines (`routed`): `f.geojson` | write `routed` true, or leave it out",
        ),
        (
            with(&line(hsr, "[[448000,4417000],[449000,4418000]]")),
            "f.geojson: feature 1 (`N`): a position is not longitude and latitude (and 1 more like it): it looks like Gauss-Krüger or UTM metres without a zone number: `448000, 4417000` | reproject to longitude and latitude, in QGIS with Export, Save features as, EPSG:4490",
        ),
        (
            with(&line(hsr, "[[110.81,31.52],[111.7,31.9]]")),
            "f.geojson: `N`: no end of the added line meets the network or a seat within 100 m, the nearest is the seat of 甲市, 2437 m away: `110.81, 31.52` | draw an end to a seat or a station of its kind, raise `snap_m` under [network], or say `apart = true` where the line is meant to be reached from the seats alone",
        ),
        (
            rows("from,to\n甲市,丙\n910100,910100\n,丙市\n"),
            "t.csv: line 2: field `to`: there is no city of this identifier or name: `丙` | the nearest is `丙市`",
        ),
        (
            rows("begin,to\n甲市,丙市\n"),
            "t.csv: field `from`: there is no such field, there are `begin`, `to` | name an existing field; `jingwei info FILE` lists them",
        ),
        (
            rows("from,to,speed_kmh\n甲市,丙市,fast\n"),
            "t.csv: line 2 (`x-8`): field `speed_kmh`: a number is wanted: `fast` | correct the value",
        ),
        (rows("from,to\n"), "t.csv: the table has no rows | name the file that holds the features"),
    ] {
        assert!(found.contains(&said.to_owned()), "{found:#?}\n{said}");
    }
    let several = rows("from,to\n甲市,丙\n910100,910100\n,丙市\n");
    assert_eq!(several.len(), 3, "{several:#?}");
}

#[test]
fn shifted_coordinates_are_recognised() {
    let seats = [Coord { x: 110.8, y: 31.5 }, Coord { x: 112.4, y: 31.5 }];
    for (name, shift) in
        [("GCJ-02", shifted::gcj02 as fn(Coord<f64>) -> Coord<f64>), ("BD-09", shifted::bd09)]
    {
        let [a, b] = seats.map(shift);
        let ends = format!("[[{:.6},{:.6}],[{:.6},{:.6}]]", a.x, a.y, b.x, b.y);
        let text = line("\"id\":\"N\",\"mode\":\"hsr\",\"speed_kmh\":200", &ends);
        let found = refused_with("add = [{ file = 'f.geojson' }]", &[("f.geojson", &text)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("no end of the added line meets the network"), "{found:?}");
        let hint = format!("the end lies where {name} puts that place");
        assert!(found[0].contains(&hint), "{found:?}");
    }
}

#[test]
fn lines_may_meet_each_other_but_not_only_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let lines = |ends: [&str; 2]| {
        let feature = |(i, ends): (usize, &str)| {
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"N{i}\"}},\"geometry\":{{\"type\":\"LineString\",\"coordinates\":{ends}}}}}"
            )
        };
        let features: Vec<String> = ends.into_iter().enumerate().map(feature).collect();
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
    };
    let scenario = |ends: [&str; 2], more: &str| {
        fs::write(folder.path().join("f.geojson"), lines(ends)).unwrap();
        let text = format!(
            "[[scenario]]\nid = 'x'\nadd = [{{ file = 'f.geojson', mode = 'hsr', speed_kmh = 200{more} }}]"
        );
        Scenario::all(&toy(&text), folder.path())
    };
    let apart = ["[[111,31.1],[111.5,31.1]]", "[[111.5,31.1],[111.9,31.2]]"];
    let found = scenario(apart, "").unwrap_err().into_findings().unwrap();
    assert!(
        found[0].what.starts_with("2 added lines meet each other and neither the network nor a seat"),
        "{found:?}"
    );
    let allowed = scenario(apart, ", apart = true").unwrap().remove(0);
    let said: Vec<_> = allowed.study.findings.iter().filter(|f| f.code == Code::HalfConnected).collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].place.file.as_ref().unwrap().file_name().unwrap(), "f.geojson");
    // The second hangs on the first, which begins at a seat; its far end is loose.
    let half =
        scenario(["[[110.8,31.5],[111.5,31.1]]", "[[111.5,31.1],[111.9,31.2]]"], "").unwrap().remove(0);
    let said: Vec<_> = half.study.findings.iter().filter(|f| f.code == Code::HalfConnected).collect();
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].place.id.as_deref(), said[0].value.as_deref()), (Some("N1"), Some("111.9, 31.2")));
    assert_eq!(half.added.len(), 2);
}

#[test]
fn a_base_that_is_refused_is_told_once() {
    let study = toy(
        "[[scenario]]\nid = 'a'\nadd = [{ line = 'a' }]\n[[scenario]]\nid = 'b'\nbase = 'a'\nas_of = 2020",
    );
    assert_eq!(Scenario::all(&study, &folder()).unwrap_err().into_findings().unwrap().len(), 1);
}
