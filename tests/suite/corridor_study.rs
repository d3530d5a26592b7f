//! `jingwei corridor`: held to what other ways of asking say.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use crate::end_to_end::program::study as study_file;
use crate::study_copy::{StudyCopy, assert_said};
use jingwei::run::corridor_study::choice::{Together, named};
use jingwei::run::corridor_study::criticality::criticality;
use jingwei::run::corridor_study::influence::{Influence, InfluenceOptions};
use jingwei::run::corridor_study::marginal::Marginal;
use jingwei::run::corridor_study::total_potential;
use jingwei::run::corridor_study::years::Years;
use jingwei::run::measures;
use jingwei::study::{Study, Watch, read::read_config};
use jingwei::units::Minutes;
use std::sync::OnceLock;

fn assembled(name: &str, settings: &[String]) -> Study {
    let file = study_file(name);
    let config = read_config(&file, settings).unwrap();
    Study::assemble(config, file.parent().unwrap(), Watch::none()).unwrap()
}

fn china() -> &'static Study {
    static CHINA: OnceLock<Study> = OnceLock::new();
    CHINA.get_or_init(|| assembled("china", &[]))
}

fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * scale.abs()
}

/// A segment that no trip uses is missed by none; no more pairs take longer without a segment than use it.
#[test]
fn what_is_lost_goes_with_the_trips_that_use_it() {
    let study = china();
    let loads = study.network.loads(|_, _| 1.0);
    let found = criticality(study, Together::Segments).unwrap();
    assert!(found.groups.len() > 1900, "{} segments", found.groups.len());
    let mut used = 0;
    for (group, loss) in &found.groups {
        let load: f64 = group.corridors.iter().map(|&corridor| loads.corridors[corridor]).sum();
        let longer = loss.longer as f64;
        assert!(longer <= load, "{}: {longer} take longer, {load} use it", group.name);
        assert!(loss.potential >= 0.0 && loss.pairs <= loss.longer, "{}", group.name);
        assert_eq!(loss.longer == 0, loss.potential == 0.0, "{}", group.name);
        used += usize::from(load > 0.0);
    }
    assert!(used > 1000, "{used} segments are used");
    let ranked = found.groups.windows(2).all(|pair| pair[0].1.potential >= pair[1].1.potential);
    assert!(ranked && near(found.total, total_potential(study).unwrap(), found.total));
}

/// All segments of a line gone are worth at least the most critical of them alone.
#[test]
fn a_line_is_missed_more_than_any_of_its_segments() {
    let study = china();
    let segments = criticality(study, Together::Segments).unwrap();
    let lines = criticality(study, Together::Lines).unwrap();
    for (line, loss) in lines.groups.iter().take(30) {
        let inside =
            segments.groups.iter().filter(|(segment, _)| segment.line.as_deref() == Some(&line.name));
        let most = inside.map(|(_, loss)| loss.potential).fold(0.0, f64::max);
        assert!(loss.potential >= most * (1.0 - 1e-12), "{}: {} and {most}", line.name, loss.potential);
    }
}

/// Each candidate alone is what a study with it says; the best order begins with the best and never passes the bound.
#[test]
fn marginal_values_are_those_of_studies_with_the_line() {
    let study = china();
    let found = Marginal::of(study, Together::Lines, 6).unwrap();
    assert!(near(found.start, found.total, found.total), "no candidate moves a seat to another road");
    for candidate in found.candidates.iter().take(4).chain(found.candidates.iter().rev().take(3)) {
        let mut in_service = study.in_service.clone();
        candidate.group.corridors.iter().for_each(|&corridor| in_service[corridor] = true);
        let with = study.on_corridors(study.corridors.clone(), in_service).unwrap();
        let gain = total_potential(&with).unwrap() - found.total;
        assert!(near(gain, candidate.alone, found.total), "{}: {gain}", candidate.group.name);
    }
    let most = found.candidates.iter().map(|candidate| candidate.alone).fold(0.0, f64::max);
    let first = &found.candidates[0];
    assert_eq!((first.place, first.at_place), (Some(1), Some(first.alone)));
    assert!(first.alone >= most && found.placed() <= found.all * (1.0 + 1e-12));
    assert_eq!(found.candidates.iter().filter(|candidate| candidate.place.is_some()).count(), 6);
}

#[test]
fn a_year_is_the_study_as_of_that_year() {
    let study = china();
    let core = (0, &[Minutes::new(120.0)][..]);
    let found = Years::of(study, 2010..=2013, None, Some(core), Watch::none()).unwrap();
    for (year, measured) in found.years.iter().zip(&found.measures).take(2) {
        let then = assembled("china", &[format!("corridors.as_of={year}")]);
        for (a, b) in measured.iter().zip(measures::all(&then).unwrap()) {
            assert_eq!(a.values(), b.values(), "{} in {year}", a.column.name);
        }
    }
    assert!(found.circles.windows(2).all(|pair| pair[0].people <= pair[1].people), "{:?}", found.circles);
    let columns = found.columns(study);
    let rows = 4 * study.cities.len();
    assert!(columns.iter().all(|column| column.values.len() == rows));
}

/// The zone and the shares of a line that runs, by the same study with and without it.
#[test]
fn the_zone_of_a_line_is_who_gains_by_it() {
    let study = china();
    let options = InfluenceOptions::default();
    let found = Influence::of(study, "京沪高铁", &options).unwrap();
    assert!(found.in_service > 10 && found.group.corridors.len() > 10);
    let change = found.difference.change();
    for city in 0..study.cities.len() {
        let gains = change.percent(city).is_some_and(|percent| percent > options.threshold);
        assert_eq!(found.zone.contains(&city), gains, "{}", study.cities.names[city]);
    }
    let over = study.network.trips_over(&found.group.corridors);
    let n = study.cities.len();
    let (i, j) = (study.cities.index_of("110000").unwrap(), study.cities.index_of("310000").unwrap());
    assert!(over[i * n + j] && found.share.pairs > 0.05 && found.share.people > found.share.pairs);
    assert!(named(study, "京沪").unwrap().corridors.len() >= found.group.corridors.len());
}

#[test]
fn the_toy_tells_its_corridors() {
    let toy = StudyCopy::of_toy();
    let said = |name: &str, arguments: &[&str]| {
        let all: Vec<&str> = ["corridor", "toy/study.toml"].iter().chain(arguments).copied().collect();
        let outcome = toy.jingwei(&all);
        assert_said!(name, format!("{}\n{}", outcome.stdout, outcome.stderr));
        outcome.code
    };
    assert_eq!(said("corridor_toy_h1", &["H1"]), Some(0));
    assert_eq!(said("corridor_toy_critical", &["--criticality", "segments"]), Some(0));
    assert_eq!(said("corridor_toy_marginal", &["--marginal", "segments"]), Some(0));
    let circle = ["--years", "2013-2016", "--core", "910100", "--minutes", "120", "--measure", "watt"];
    assert_eq!(said("corridor_toy_circle", &circle), Some(0));
    assert_eq!(said("corridor_no_name", &["H2"]), Some(2));
    assert_eq!(said("corridor_nothing_asked", &[]), Some(2));
    assert_eq!(said("corridor_years_fall", &["--years", "2016-2013"]), Some(2));
    assert_eq!(said("corridor_bad_threshold", &["H1", "--threshold=-1"]), Some(2));
    assert_eq!(said("corridor_no_measure", &["H1", "--measure", "wat"]), Some(2));
    assert_eq!(
        said("corridor_nothing_runs", &["--criticality", "lines", "--set", "corridors.as_of=1900"]),
        Some(3)
    );
}

/// A line that is to come runs from its stated year on, and a trip without a time is refused rather than divided by.
#[test]
fn what_cannot_be_is_not_told() {
    let with_plans = assembled("toy", &["corridors.status=[\"open\",\"planned\"]".to_owned()]);
    let found = Years::of(&with_plans, 2029..=2030, Some("watt"), None, Watch::none()).unwrap();
    let bing = with_plans.cities.index_of("930100").unwrap();
    let served: Vec<bool> = found.measures.iter().map(|year| year[0].values()[bing].is_some()).collect();
    assert_eq!(served, [false, true], "H1 reaches 丙市 in 2030");
    assert!(Years::of(&with_plans, i32::MIN..=i32::MAX, None, None, Watch::none()).is_err());
    let toy = StudyCopy::of_toy().replacing("cities.geojson", "[110.8,30.5]", "[110.8,31.5]");
    let outcome = toy.jingwei(&["corridor", "toy/study.toml", "--criticality", "segments"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("divides by the travel time"), "{}", outcome.stderr);
}
