mod refusals;

use super::*;
use crate::layer::Status;
use crate::study::read::read_config;
use crate::study::{Config, Watch};
use crate::units::{KilometresPerHour, Minutes};
use std::sync::LazyLock;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/toy")
}

static TOY: LazyLock<Study> = LazyLock::new(|| {
    let config = read_config(&folder().join("scenario.toml"), &[]).unwrap();
    Study::assemble(config, &folder(), Watch::none()).unwrap()
});

/// The toy with the scenarios of `text` instead of its own.
fn toy(text: &str) -> Study {
    #[derive(serde::Deserialize)]
    struct Scenarios {
        scenario: Vec<ScenarioSection>,
    }
    let Scenarios { scenario } = toml::from_str(text).unwrap();
    assert_eq!(check::check(&scenario), [], "{text}");
    Study { config: Config { scenario, ..TOY.config.clone() }, ..TOY.clone() }
}

fn made(text: &str) -> Vec<Scenario> {
    Scenario::all(&toy(text), &folder()).unwrap()
}

fn minutes(study: &Study, from: &str, to: &str) -> Option<f64> {
    let city = |name: &str| study.cities.names.iter().position(|known| known == name).unwrap();
    study.times.minutes(city(from), city(to)).map(Minutes::get)
}

fn ids(study: &Study, corridors: &[usize]) -> Vec<String> {
    corridors.iter().map(|&i| study.corridors.ids[i].clone()).collect()
}

#[test]
fn the_page_is_right() {
    let all = Scenario::all(&TOY, &folder()).unwrap();
    let of = |id: &str| all.iter().find(|scenario| scenario.section.id == id).unwrap();
    for (id, from, to, time) in [
        ("h1", "丙市", "己市", 45.0),
        ("h1", "丙市", "戊市", 75.0),
        ("h1", "丁市", "丙市", 95.0),
        ("h1", "壬市", "丙市", 105.0),
        ("through", "壬市", "丙市", 60.0),
        ("through", "甲市", "丙市", 55.0),
        ("through", "甲市", "壬市", 115.0),
        ("slow", "丁市", "戊市", 45.0),
        ("slow", "戊市", "己市", 60.0),
        ("slow", "甲市", "己市", 160.0),
        ("roads", "甲市", "己市", 165.0),
        ("y2014", "甲市", "己市", 165.0),
        ("dense", "甲市", "己市", 105.0),
    ] {
        assert_eq!(minutes(&of(id).study, from, to), Some(time), "{id}: {from} to {to}");
    }
    assert_eq!(minutes(&of("slow").study, "丙市", "甲市"), None);
    let touched = |id: &str| {
        let Scenario { study, added, removed, changed, .. } = of(id);
        [added, removed, changed].map(|corridors| ids(study, corridors).join(" "))
    };
    assert_eq!(touched("h1"), ["H1-3", "", ""]);
    // Against the study as it is, so that the base's line counts.
    assert_eq!(touched("through"), ["H1-3 through-8 H2-1", "", ""]);
    assert_eq!(touched("slow"), ["", "", "H1-1 H1-2"]);
    assert_eq!(touched("roads"), ["", "H1-1 H1-2", ""]);
    assert_eq!(touched("y2014"), ["", "H1-1 H1-2", ""]);
    assert_eq!(touched("dense"), ["", "", ""]);
    let check = |id: &str| of(id).sum_check(&TOY);
    assert_eq!((check("h1").joined, check("h1").pairs, check("h1").against()), (10, 30, 0));
    assert_eq!((check("through").expected, check("through").lengthened), (Expected::NoneLonger, 0));
    assert_eq!(
        (check("slow").expected, check("roads").expected),
        (Expected::NoneShorter, Expected::NoneShorter)
    );
    assert_eq!((check("dense").expected, check("dense").against()), (Expected::NoneLonger, 0));
    // All among 甲丁戊己壬 but for 甲-丁 and 己-壬.
    assert_eq!((of("roads").lengthened(&TOY), check("roads").shortened), (16, 0));
    assert_eq!(of("through").study.config.corridors.as_of, Some(2024));
    assert_eq!(of("y2014").study.config.corridors.as_of, Some(2014));
}

#[test]
fn every_edit_tells_what_it_touched() {
    let all = Scenario::all(&TOY, &folder()).unwrap();
    let edits = |id: &str| all.iter().find(|scenario| scenario.section.id == id).unwrap().edits().to_vec();
    let [h1] = &edits("h1")[..] else { panic!("one edit") };
    assert_eq!(h1.kind, EditKind::Add);
    assert_eq!(h1.source, EditSource::Chosen("line H1; status planned".to_owned()));
    assert_eq!((h1.corridors.clone(), h1.lines.clone()), (vec![6], vec!["H1".to_owned()]));
    let length = crate::units::Kilometres::new(120.0);
    assert_eq!(h1.modes, [ModeLength { mode: "hsr".to_owned(), corridors: 1, length }]);
    let through = edits("through");
    assert_eq!(through[0].source, EditSource::Table("planned.csv".into()));
    assert_eq!(through[1].source, EditSource::File("planned.geojson".into()));
    assert_eq!(edits("slow")[0].kind, EditKind::SpeedFactor(0.5));
    assert_eq!(
        edits("y2014")[0].source,
        EditSource::Period { as_of: Some(2014), status: vec![Status::Open] }
    );
    let kinds: Vec<_> = edits("dense").into_iter().map(|edit| edit.kind).collect();
    let [from, to] = [15.0, 5.0].map(Minutes::new);
    assert_eq!(kinds[0], EditKind::Wait { mode: "hsr".to_owned(), from, to });
    assert_eq!(kinds.len(), 2);
}

#[test]
fn one_scenario_is_what_it_is_among_all() {
    for scenario in Scenario::all(&TOY, &folder()).unwrap() {
        let alone = Scenario::named(&TOY, &scenario.section.id, &folder()).unwrap();
        assert_eq!(alone.study.times, scenario.study.times);
        assert_eq!((&alone.added, alone.edits()), (&scenario.added, scenario.edits()));
    }
    let error = Scenario::named(&TOY, "slo", &folder()).unwrap_err();
    assert!(error.hints()[0].starts_with("write `slow`; all of them: "), "{:?}", error.hints());
}

#[test]
fn a_base_may_stand_below_and_is_kept_through_a_year() {
    let all = made(
        "[[scenario]]\nid = 'late'\nbase = 'early'\nas_of = 2030\nstatus = ['open', 'planned']\n\
         [[scenario]]\nid = 'early'\nas_of = 2000\nadd = [{ id = 'H1-1' }]\nremove = [{ line = ['G1'], where = \"id like '%4'\" }]",
    );
    // Added stays in service and removed out of it, whatever the year.
    assert_eq!(ids(&all[1].study, &all[1].removed), ["G1-4", "H1-2"]);
    assert_eq!(ids(&all[0].study, &all[0].removed), ["G1-4"]);
    assert_eq!(ids(&all[0].study, &all[0].added), ["H1-3"]);
    assert_eq!(all[0].section.id, "late");
}

#[test]
fn times_and_speeds_are_set_as_asked() {
    let all = made(
        "[[scenario]]\nid = 'a'\nchange = [{ id = 'G1-4', speed_kmh = 120 }, { id = 'G1-1', minutes = 33 }]\n\
         [[scenario]]\nid = 'b'\nchange = [{ id = 'G1-4', minutes_factor = 0.5 }, { id = 'G1-1', speed_factor = 2 }]\n\
         [[scenario]]\nid = 'c'\nchange = [{ transfer_min = 0 }, { line = 'G1', speed_kmh = 100, mode = 'expressway' }]",
    );
    // G1-4 states minutes and no length: 1° of latitude at 120 km/h.
    let drawn = minutes(&all[0].study, "己市", "壬市").unwrap();
    assert!((55.3..55.6).contains(&drawn), "{drawn}");
    assert_eq!(minutes(&all[0].study, "甲市", "丁市"), Some(33.0));
    assert_eq!(minutes(&all[1].study, "己市", "壬市"), Some(30.0));
    assert_eq!(minutes(&all[1].study, "甲市", "丁市"), Some(30.0));
    assert_eq!(all[1].study.corridors.speeds[0], Some(KilometresPerHour::new(240.0)));
    // G1-3 ran at 100 before.
    assert_eq!(ids(&all[2].study, &all[2].changed), ["G1-1", "G1-2", "G1-4"]);
    assert_eq!(all[2].sum_check(&TOY).expected, Expected::Either);
}

#[test]
fn a_scenario_that_is_the_study_as_it_is_says_so() {
    let [same, other] =
        &made("[[scenario]]\nid = 'a'\nas_of = 2020\n[[scenario]]\nid = 'b'\nas_of = 2010")[..]
    else {
        panic!("two scenarios")
    };
    let said =
        |scenario: &Scenario| scenario.study.findings.iter().filter(|f| f.code == Code::SameStudy).count();
    assert_eq!((said(same), said(other)), (1, 0));
    assert_eq!((same.sum_check(&TOY).expected, same.study.times == TOY.times), (Expected::Same, true));
}
