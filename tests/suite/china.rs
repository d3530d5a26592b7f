//! The study of China: published figures, travel times and paths on real data.

use crate::end_to_end::program::{Row, china, study as study_file};
use jingwei::layer::Status;
use jingwei::network::{Leg, TravelTimes};
use jingwei::study::{Study, Watch, read::read_config};
use std::sync::OnceLock;

/// Mainland, but on islands without any crossing in the data.
const SANSHA: &str = "460300";

fn assembled(settings: &[&str]) -> Study {
    let file = study_file("china");
    let settings: Vec<String> = settings.iter().map(|&setting| setting.to_owned()).collect();
    let config = read_config(&file, &settings).unwrap();
    Study::assemble(config, file.parent().unwrap(), Watch::none()).unwrap()
}

fn study() -> &'static Study {
    static STUDY: OnceLock<Study> = OnceLock::new();
    STUDY.get_or_init(|| assembled(&[]))
}

fn published(index: &str, year: &str, group: &str) -> Row {
    let is_it = |row: &Row| row["index"] == index && row["year"] == year && row["group"] == group;
    let rows: Vec<_> = china().table("published").into_iter().filter(is_it).collect();
    assert_eq!(rows.len(), 1, "{index} {year} {group}");
    rows[0].clone()
}

fn ours(row: &Row) -> f64 {
    row["ours"].parse().unwrap()
}

#[test]
fn no_published_figure_differs_unexplained() {
    let rows = china().table("published");
    let count = |verdict: &str| rows.iter().filter(|row| row["verdict"] == verdict).count();
    let counts = ["equal", "within", "explained", "no data", "different"].map(count);
    assert_eq!(counts.iter().sum::<usize>(), rows.len(), "every verdict is one of these");
    assert_eq!(counts, [20, 4, 2, 1, 0], "equal, within, explained, no data, different");
    for row in rows.iter().filter(|row| row["verdict"] == "explained" || row["verdict"] == "no data") {
        assert!(!row["explanation"].is_empty(), "{row:?}");
    }
}

/// Held here to the digits themselves and not to the verdicts of the program.
#[test]
fn published_figures_come_out_as_printed() {
    for (year, printed) in [("2014", "0.435"), ("2019", "0.472"), ("2021", "0.439")] {
        assert_eq!(format!("{:.3}", ours(&published("cv_sample", year, ""))), printed, "CV {year}");
    }
    let blocs = ["east", "central", "west", "northeast"];
    for (year, totals, decimals, per_head) in [
        ("2020", [525_752.3, 222_246.1, 213_291.9, 51_124.8], 1, ["9.3", "6.1", "5.6", "5.2"]),
        ("2023", [652_084.2, 269_897.7, 269_324.9, 59_624.5], 2, ["11.51", "7.43", "7.05", "6.22"]),
    ] {
        for ((bloc, total), printed) in blocs.iter().zip(totals).zip(per_head) {
            let found = ours(&published("total", year, bloc));
            assert!((found - total).abs() <= 0.2 + 1e-6, "GDP of {bloc} {year}: {found}");
            let found = ours(&published("per_capita", year, bloc));
            assert_eq!(format!("{found:.decimals$}"), printed, "GDP a head of {bloc} {year}");
        }
    }
    assert_eq!(format!("{:.1}", ours(&published("share", "2021", "south"))), "64.8");
    let without = published("ratio_per_capita", "2021", "south/north-northeast");
    assert_eq!(format!("{:.2}", ours(&without)), "1.20");
}

#[test]
fn the_mainland_reaches_all_of_itself() {
    let study = study();
    assert_eq!(study.cities.len(), 375);
    let on_mainland = |&i: &usize| {
        let id = study.cities.ids[i].as_str();
        id != SANSHA && !["71", "81", "82"].contains(&&id[..2])
    };
    let mainland: Vec<usize> = (0..study.cities.len()).filter(on_mainland).collect();
    assert_eq!(mainland.len(), 371);
    for &i in &mainland {
        for &j in &mainland {
            let [from, to] = [i, j].map(|city| &study.cities.names[city]);
            assert!(study.times.milliseconds(i, j).is_some(), "no trip from {from} to {to}");
        }
    }
}

/// Every time to the millisecond, inside cities included, as another program found them: Python with a plain
/// Dijkstra, lengths and areas by pyproj, from the files of the study and the rules as they are written down.
/// Where files or rules change the sums change with them, and are to be found anew by such a program.
#[test]
fn another_program_finds_the_same_times() {
    let times = &study().times;
    let n = times.origins();
    let (mut reached, mut sum, mut inside, mut fold) = (0, 0_u64, 0_u64, 0_u64);
    for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
        let Some(time) = times.milliseconds(i, j).map(u64::from) else { continue };
        if i == j {
            inside += time;
        } else {
            reached += 1;
            sum += time;
        }
        fold = ((u128::from(fold) * 1_000_003 + u128::from(time)) % ((1 << 61) - 1)) as u64;
    }
    assert_eq!((reached, sum, inside), (138_756, 7_318_355_174_940, 1_642_845_829));
    assert_eq!(fold, 308_849_161_429_963_955, "the sums agree, the places do not");
}

/// Fails where a trip by way of a third city is quicker than the trip itself. It never is: trips may pass
/// through any seat, and leaving the train or the road there and boarding anew is then one more way to go.
/// Times inside a city are no part of a trip that passes through it, so they are left out.
#[test]
fn no_detour_is_shorter() {
    let times = &study().times;
    let n = times.origins();
    let mut held = 0_u64;
    for k in 0..n {
        let onwards: Vec<Option<u32>> = (0..n).map(|j| times.milliseconds(k, j)).collect();
        for i in (0..n).filter(|&i| i != k) {
            let Some(to_k) = times.milliseconds(i, k) else { continue };
            for j in (0..n).filter(|&j| j != i && j != k) {
                let Some(from_k) = onwards[j] else { continue };
                let direct = times.milliseconds(i, j);
                assert!(direct.is_some_and(|direct| direct <= to_k + from_k), "{i} to {j} by way of {k}");
                held += 1;
            }
        }
    }
    assert!(held > 50_000_000, "{held} detours");
}

/// Pairs of different cities that reach each other, the same in every run.
fn some_pairs(times: &TravelTimes, count: usize) -> Vec<(usize, usize)> {
    let mut seed = 2024_u64;
    let mut city = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % times.origins()
    };
    let pairs = std::iter::repeat_with(|| (city(), city()));
    pairs.filter(|&(i, j)| i != j && times.milliseconds(i, j).is_some()).take(count).collect()
}

#[test]
fn the_steps_of_a_trip_add_up_to_its_time() {
    let study = study();
    for (i, j) in some_pairs(&study.times, 200) {
        let path = study.network.path(i, j).expect("a pair with a time has a path");
        assert_eq!(Some(path.milliseconds()), study.times.milliseconds(i, j), "{i} to {j}");
        let (first, last) = (path.steps.first().unwrap(), path.steps.last().unwrap());
        assert_eq!((first.from.at, last.to.at), (study.cities.seats[i], study.cities.seats[j]), "{i} to {j}");
        for pair in path.steps.windows(2) {
            assert_eq!(pair[0].to.at, pair[1].from.at, "{i} to {j}: a step begins where the last one ended");
        }
        for step in &path.steps {
            if let Leg::Ride { corridor, .. } = step.leg {
                assert!(study.in_service[corridor], "{i} to {j}: rides what does not run");
            }
        }
    }
}

#[test]
fn more_lines_lengthen_no_trip() {
    let more = assembled(&[r#"corridors.status=["open", "building", "planned"]"#]);
    let added = |study: &Study| study.in_service.iter().filter(|&&runs| runs).count();
    assert!(added(&more) > added(study()), "nothing was added");
    assert!(
        (0..more.corridors.len()).any(|i| more.in_service[i] && more.corridors.statuses[i] != Status::Open)
    );
    let (before, after) = (&study().times, &more.times);
    let mut shorter = 0;
    for i in 0..before.origins() {
        for j in 0..before.destinations() {
            let (Some(was), now) = (before.milliseconds(i, j), after.milliseconds(i, j)) else { continue };
            assert!(now.is_some_and(|now| now <= was), "{i} to {j}");
            shorter += usize::from(now < Some(was));
        }
    }
    assert!(shorter > 1000, "{shorter} trips are shorter");
}
