//! How many people can each city reach within two hours, and how far away are all others on average?
//!
//! `cargo run --release --example reach_in_two_hours`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::access::{DAILY_LIMIT, DailyOptions, daily, weighted_mean_travel_time};
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

fn main() -> jingwei::error::Result<()> {
    let file = Path::new("geodata/toy/study.toml");
    let study = Study::assemble(read_config(file, &[])?, Path::new("geodata/toy"), Watch::none())?;

    let reached = daily(&study.times, &study.mass, DAILY_LIMIT, &DailyOptions::default())?;
    let mean = weighted_mean_travel_time(&study.times, &study.mass)?;
    println!("city  within 2 h (万)  mean minutes  out of reach");
    for (i, city) in study.cities.names.iter().enumerate() {
        let minutes = mean.minutes[i].map_or_else(|| "–".to_owned(), |mean| format!("{:.0}", mean.get()));
        println!("{city}{:>16}{minutes:>14}{:>14}", reached[i], mean.unreachable[i]);
    }
    Ok(())
}
