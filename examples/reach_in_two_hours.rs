//! How many people can each city reach within two hours, and how far away are they on average?

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::access::{DAILY_LIMIT, DailyOptions, daily, weighted_mean_travel_time};
use jingwei::network::TravelTimes;

fn main() -> jingwei::error::Result<()> {
    let cities = ["Jia", "Wu", "Ren", "Bing"];
    let population = [180.0, 540.0, 360.0, 150.0];
    // Bing has no line to anywhere.
    let times = TravelTimes::from_minutes(&[
        vec![Some(10.0), Some(90.0), Some(180.0), None],
        vec![Some(90.0), Some(10.0), Some(100.0), None],
        vec![Some(180.0), Some(100.0), Some(10.0), None],
        vec![None, None, None, Some(10.0)],
    ]);

    let reached = daily(&times, &population, DAILY_LIMIT, &DailyOptions::default())?;
    let mean = weighted_mean_travel_time(&times, &population)?;
    for i in 0..cities.len() {
        let away = mean.minutes[i].map_or_else(
            || "nobody else in reach".to_owned(),
            |minutes| format!("the others {minutes:.0} away, {} left out", mean.unreachable[i]),
        );
        println!("{}: {} 万 within two hours; {away}", cities[i], reached[i]);
    }
    Ok(())
}
