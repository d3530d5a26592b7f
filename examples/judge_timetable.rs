//! How well does the corridor model match a timetable?
//!
//! ```text
//! cargo run --release --example judge_timetable -- geodata/china/corridors.geojson \
//!     geodata/china/cities.geojson geodata/china/study.toml TIMETABLE.csv --as-of 2015
//! ```
//!
//! The timetable is a CSV with `from_adcode`, `to_adcode` and `fastest_minutes`, in-train minutes of the
//! fastest train; none comes with the project. The rules are the table `[network]` of a study.toml.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its answer")]

use jingwei::layer::{Cities, CityFields, CorridorFields, Corridors, Status, read::read_layer};
use jingwei::network::{Network, NetworkRules, TravelTimes, corridors_in_service};
use jingwei::reproject::{Crs, Projector};
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

/// Errors up to this share count as near.
const NEAR: f64 = 0.28;

/// A row of the timetable: the cities, and minutes in the fastest train.
struct Trip {
    from: usize,
    to: usize,
    minutes: f64,
}

fn main() -> ExitCode {
    match judge(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn judge(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let (files, as_of) = match arguments {
        [files @ .., flag, year] if flag == "--as-of" => (files, Some(year.parse::<i32>()?)),
        files => (files, None),
    };
    let [corridors, cities, rules, timetable] = files else {
        return Err("usage: judge_timetable CORRIDORS CITIES STUDY.toml TIMETABLE.csv [--as-of YEAR]".into());
    };
    let seat = Some(["seat_lon", "seat_lat"].map(str::to_owned));
    let fields = CityFields { id: "adcode".to_owned(), name: Some("name".to_owned()), seat };
    let cities = Cities::from_layer(read_layer(Path::new(cities))?, &fields)?;
    let corridors = Corridors::from_layer(read_layer(Path::new(corridors))?, &CorridorFields::default())?;
    let rules: NetworkRules = std::fs::read_to_string(rules)?
        .parse::<toml::Table>()?
        .remove("network")
        .ok_or("the study has no table [network]")?
        .try_into()?;
    let included = corridors_in_service(&corridors, as_of, &[Status::Open]);
    let projector = Projector::new(&Crs::AlbersChina)?;
    let network = Network::build(&corridors, &included, &cities, &[], &rules, &projector)?;
    let times = network.rail_times(rules.transfer_min)?;
    let trips = read_timetable(Path::new(timetable), &cities)?;

    println!(
        "{:<10} {:>5} {:>8} {:>8} {:>12} {:>10}",
        "rows", "pairs", "median", "90 %", "within 28 %", "no path"
    );
    let half = |odd: bool| trips.iter().skip(usize::from(!odd)).step_by(2).collect::<Vec<_>>();
    report("odd", &half(true), &times);
    report("even", &half(false), &times);
    report("all", &trips.iter().collect::<Vec<_>>(), &times);
    Ok(())
}

fn read_timetable(path: &Path, cities: &Cities) -> Result<Vec<Trip>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let column = |name: &str| header.iter().position(|h| h == name).ok_or(format!("no column `{name}`"));
    let [from, to, minutes] = [column("from_adcode")?, column("to_adcode")?, column("fastest_minutes")?];
    let mut trips = Vec::new();
    for row in reader.records() {
        let row = row?;
        let city = |id: &str| cities.index_of(id).ok_or(format!("no city `{id}`"));
        trips.push(Trip { from: city(&row[from])?, to: city(&row[to])?, minutes: row[minutes].parse()? });
    }
    Ok(trips)
}

/// Prints the absolute relative errors of the model on `trips`; a pair without a path is not near.
fn report(name: &str, trips: &[&Trip], times: &TravelTimes) {
    let error = |trip: &&Trip| {
        let model = times.minutes(trip.from, trip.to)?.get();
        Some((model / trip.minutes - 1.0).abs())
    };
    let mut errors: Vec<f64> = trips.iter().filter_map(error).collect();
    errors.sort_by(f64::total_cmp);
    let near = errors.iter().filter(|&&error| error <= NEAR).count();
    println!(
        "{name:<10} {:>5} {:>6.1} % {:>6.1} % {:>10.1} % {:>10}",
        trips.len(),
        quantile(&errors, 0.5) * 100.0,
        quantile(&errors, 0.9) * 100.0,
        near as f64 / trips.len() as f64 * 100.0,
        trips.len() - errors.len(),
    );
}

/// The `share` quantile of sorted values, interpolated linearly.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = last as f64 * share;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the last index")]
    let below = place as usize;
    let above = (below + 1).min(last);
    sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64)
}
