//! Lines that do not run yet, on the national study.

use jingwei::study::config::ScenarioSection;
use jingwei::study::read::read_config;
use jingwei::study::scenario::Expected;
use jingwei::study::{Scenario, Study, Watch};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/china")
}

static CHINA: LazyLock<Study> = LazyLock::new(|| {
    let config = read_config(&folder().join("study.toml"), &[]).unwrap();
    Study::assemble(config, &folder(), Watch::none()).unwrap()
});

fn made(text: &str) -> Scenario {
    #[derive(serde::Deserialize)]
    struct One {
        scenario: ScenarioSection,
    }
    let One { scenario } = toml::from_str(&format!("[scenario]\nid = \"x\"\n{text}")).unwrap();
    Scenario::apply(&CHINA, &scenario, &folder()).unwrap()
}

/// Every pair, one by one: what the sum check counts.
fn longer(scenario: &Scenario) -> usize {
    let cities = CHINA.cities.len();
    let pairs = (0..cities).flat_map(|i| (0..cities).map(move |j| (i, j))).filter(|(i, j)| i != j);
    let never = u32::MAX;
    let time = |study: &Study, (i, j)| study.times.milliseconds(i, j).unwrap_or(never);
    pairs.filter(|&pair| time(&scenario.study, pair) > time(&CHINA, pair)).count()
}

#[test]
fn the_study_shows_lines_to_come() {
    let all = Scenario::all(&CHINA, &folder()).unwrap();
    let ids: Vec<_> = all.iter().map(|scenario| scenario.section.id.as_str()).collect();
    assert_eq!(ids, ["xiongshang", "plan"]);
    for scenario in &all {
        let check = scenario.sum_check(&CHINA);
        assert_eq!((check.expected, check.against()), (Expected::NoneLonger, 0), "{:?}", scenario.section.id);
        assert_eq!(scenario.lengthened(&CHINA), longer(scenario));
        assert!(check.shortened > 1000, "{check:?}");
        assert!(scenario.section.label.is_some() && scenario.section.label_en.is_some());
    }
    let lines = &all[0].edits()[0].lines;
    assert_eq!(lines, &["雄商高铁"]);
    assert_eq!(all[1].added.len(), all[1].study.in_service.iter().filter(|runs| **runs).count() - running());
}

fn running() -> usize {
    CHINA.in_service.iter().filter(|runs| **runs).count()
}

/// Chinese names as an analyst writes them, and the neighbours of a slip.
#[test]
fn lines_go_by_their_chinese_names() {
    let scenario = made("change = [{ line = \"京沪高铁\", speed_kmh = 300 }]");
    assert!(
        scenario.changed.iter().all(|&i| scenario.study.corridors.lines[i].as_deref() == Some("京沪高铁"))
    );
    let section: ScenarioSection =
        toml::from_str("id = \"x\"\nremove = [{ line = \"京沪高铁线\" }]").unwrap();
    let error = Scenario::apply(&CHINA, &section, &folder()).unwrap_err();
    assert!(error.hints()[0].contains("`京沪高铁`"), "{:?}", error.hints());
}

#[test]
fn an_added_line_lengthens_no_trip_and_a_removed_railway_shortens_none() {
    let corridors = &CHINA.corridors;
    let routed = |runs: bool| -> Vec<String> {
        let some = (0..corridors.len()).filter(|&i| CHINA.in_service[i] == runs && corridors.routed[i]);
        some.map(|i| format!("\"{}\"", corridors.ids[i])).collect()
    };
    // A road may: without the one that ends there, a seat is linked to the nearest of the others.
    let is_rail = |id: &String| id.starts_with("\"rail-");
    let (idle, running) = (routed(false), routed(true).into_iter().filter(is_rail).collect::<Vec<_>>());
    assert!(idle.len() > 100 && running.len() > 500, "{} {}", idle.len(), running.len());
    let subset = |ids: Vec<String>, most: usize| proptest::sample::subsequence(ids, 1..=most);
    let config = Config { cases: 6, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner
        .run(&(subset(idle, 60), subset(running, 60)), |(idle, running)| {
            let added = made(&format!("add = [{{ id = [{}] }}]", idle.join(", ")));
            prop_assert_eq!(added.added.len(), idle.len());
            prop_assert_eq!((longer(&added), added.lengthened(&CHINA)), (0, 0), "{:?}", idle);
            let removed = made(&format!("remove = [{{ id = [{}] }}]", running.join(", ")));
            let check = removed.sum_check(&CHINA);
            prop_assert_eq!((check.expected, check.shortened, check.joined), (Expected::NoneShorter, 0, 0));
            prop_assert_eq!(longer(&removed), removed.lengthened(&CHINA));
            Ok(())
        })
        .unwrap();
}
