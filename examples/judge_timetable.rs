//! How far are the model's in-train minutes from a printed timetable?
//!
//! ```sh
//! cargo run --release --example judge_timetable -- STUDY.toml TIMETABLE.csv --as-of 2015
//! ```
//!
//! TIMETABLE.csv has the columns `from_adcode`, `to_adcode` and `fastest_minutes`, other columns are not read.
//! Only lines of the year asked for run (`opened` up to it, or unknown). Minutes are those in the train: no way
//! to the station, no wait; `transfer_min` of the study for every change of trains. With `--pairs` every pair
//! is printed too.

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::error::{Code, Error, Finding, Result};
use jingwei::layer::Table;
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

const USAGE: &str = "STUDY.toml TIMETABLE.csv --as-of YEAR [--pairs]";

/// An error is large from here on.
const LARGE: f64 = 0.28;

/// One row of the timetable beside the model.
struct Pair {
    from: String,
    to: String,
    printed: f64,
    model: Option<f64>,
}

impl Pair {
    /// Model ÷ timetable − 1, without its sign.
    fn error(&self) -> Option<f64> {
        self.model.map(|model| (model / self.printed - 1.0).abs())
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let wrong_use = || Error::usage(Finding::new(Code::BadArgument, "wants other arguments").value(USAGE));
    let (study, timetable, year, all) = match words[..] {
        [study, timetable, "--as-of", year] => (study, timetable, year, false),
        [study, timetable, "--as-of", year, "--pairs"] => (study, timetable, year, true),
        _ => return Err(wrong_use()),
    };
    let year: i32 = year.parse().map_err(|_| wrong_use())?;
    let pairs = compare(Path::new(study), Path::new(timetable), year)?;
    if all {
        println!("from,to,printed,model");
        for pair in &pairs {
            let model = pair.model.map(|model| format!("{model:.4}")).unwrap_or_default();
            println!("{},{},{},{model}", pair.from, pair.to, pair.printed);
        }
    }
    println!("{:<12}{:>5}{:>9}{:>9}{:>10}", "pairs", "n", "median", "90 %", "up to 28 %");
    let rows = || pairs.iter().enumerate();
    print("1st, 3rd, …", rows().filter(|(row, _)| row % 2 == 0).map(|(_, pair)| pair));
    print("2nd, 4th, …", rows().filter(|(row, _)| row % 2 == 1).map(|(_, pair)| pair));
    print("all", pairs.iter());
    let without = pairs.iter().filter(|pair| pair.model.is_none()).count();
    if without > 0 {
        println!("{without} pairs have no way by rail in the model and are left out");
    }
    Ok(())
}

/// The pairs of `timetable`, with the minutes of `study` in `year`.
fn compare(study: &Path, timetable: &Path, year: i32) -> Result<Vec<Pair>> {
    let mut config = read_config(study, &[])?;
    config.corridors.as_of = Some(year);
    let transfer = config.network.transfer_min;
    let folder = study.parent().unwrap_or(Path::new("."));
    let study = Study::assemble(config, folder, Watch::none())?;
    let times = study.network.rail_times(transfer)?;

    let table = Table::read(timetable)?;
    let column = |name: &str| {
        let missing = || Finding::new(Code::MissingField, "the table has no such column").file(timetable);
        table.columns.named(name).ok_or_else(|| Error::from(missing().field(name)))
    };
    let (from, to) = (column("from_adcode")?, column("to_adcode")?);
    let printed = column("fastest_minutes")?;
    let pair = |row: usize| {
        let bad = |what: &str| Finding::new(Code::BadValue, what).file(timetable).line(table.lines[row]);
        let ends = [from, to].map(|column| column.values.text(row).unwrap_or_default());
        let city = |id: &String| {
            study.cities.index_of(id).ok_or_else(|| bad("no city has this identifier").value(id))
        };
        let (i, j) = (city(&ends[0])?, city(&ends[1])?);
        let minutes = printed.values.number(row).filter(|&minutes| minutes > 0.0);
        let printed = minutes.ok_or_else(|| bad("the minutes must be above zero"))?;
        let [from, to] = ends;
        Ok(Pair { from, to, printed, model: times.minutes(i, j).map(|time| time.get()) })
    };
    (0..table.lines.len()).map(|row| pair(row).map_err(|finding: Finding| Error::from(finding))).collect()
}

/// One line of figures about `pairs`.
fn print<'a>(name: &str, pairs: impl Iterator<Item = &'a Pair>) {
    let mut errors: Vec<f64> = pairs.filter_map(Pair::error).collect();
    if errors.is_empty() {
        println!("{name:<12}{:>5}", 0);
        return;
    }
    errors.sort_by(f64::total_cmp);
    let small = errors.iter().filter(|&&error| error <= LARGE).count() as f64 / errors.len() as f64;
    println!(
        "{name:<12}{:>5}{:>7.2} %{:>7.2} %{:>8.1} %",
        errors.len(),
        quantile(&errors, 0.5) * 100.0,
        quantile(&errors, 0.9) * 100.0,
        small * 100.0
    );
}

/// The quantile of `sorted` values, interpolated linearly between ranks (type 7 of Hyndman and Fan).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank among the values")]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = share * (sorted.len() - 1) as f64;
    let below = rank as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (rank - below as f64)
}
