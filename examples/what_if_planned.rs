//! Who gains if the lines under construction and those planned were running?
//!
//! `cargo run --release --example what_if_planned`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::access::weighted_mean_travel_time;
use jingwei::error::Result;
use jingwei::layer::Status;
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

/// The study with lines of these statuses.
fn study(statuses: &[Status]) -> Result<Study> {
    let mut config = read_config(Path::new("geodata/china/study.toml"), &[])?;
    config.corridors.status = statuses.to_vec();
    Study::assemble(config, Path::new("geodata/china"), Watch::none())
}

fn main() -> Result<()> {
    let today = study(&[Status::Open])?;
    let plan = study(&[Status::Open, Status::Building, Status::Planned])?;
    let before = weighted_mean_travel_time(&today.times, &today.mass)?.minutes;
    let after = weighted_mean_travel_time(&plan.times, &plan.mass)?.minutes;

    let mut gains: Vec<(f64, usize)> =
        (0..today.cities.len()).filter_map(|i| Some((before[i]?.get() - after[i]?.get(), i))).collect();
    gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));

    let people = |least: f64| -> f64 {
        let gain = gains.iter().filter(|&&(gain, _)| gain >= least);
        gain.filter_map(|&(_, i)| today.population[i]).sum::<f64>() / 1e6
    };
    println!("at least 10 minutes nearer to everyone: {:.0} million people", people(10.0));
    println!("at least 60 minutes nearer to everyone: {:.0} million people\n", people(60.0));
    println!("today   plan   gain  (mean minutes to all others)");
    for &(gain, i) in gains.iter().take(15) {
        if let (Some(was), Some(will)) = (before[i], after[i]) {
            println!("{:>5.0}{:>7.0}{gain:>7.0}  {}", was.get(), will.get(), today.cities.names[i]);
        }
    }
    Ok(())
}
