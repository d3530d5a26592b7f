//! Did the population gather nearer to a core between two censuses, or spread out from it?
//!
//! `cargo run --release --example is_the_gradient_steepening`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::error::Result;
use jingwei::inference::Coefficient;
use jingwei::rings::{FromCores, Gradient, fit_gradient};
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

/// Of every interval.
const CONFIDENCE: f64 = 0.95;

fn main() -> Result<()> {
    let config = read_config(Path::new("geodata/china/study.toml"), &[])?;
    let study = Study::assemble(config, Path::new("geodata/china"), Watch::none())?;
    let years = [2010, 2020];
    let people = years.map(|year| study.city_numbers(&format!("population_{year}")));
    let [first, last] = people;
    let (first, last) = (first?, last?);
    let areas = study.city_areas().expect("the cities of China have territories");
    // The same cities in both years, or the change would be one of what is missing.
    let counted = |i: usize| first[i].zip(last[i]).filter(|(first, last)| *first > 0.0 && *last > 0.0);
    let each = |value: &dyn Fn(usize, (f64, f64)) -> f64| -> Vec<Option<f64>> {
        (0..study.cities.len()).map(|i| counted(i).map(|both| value(i, both))).collect()
    };
    let densities = [each(&|i, both| both.0 / areas[i].get()), each(&|i, both| both.1 / areas[i].get())];
    // ln of the ratio is the difference of the logarithms, and fits are linear in them: the rate of the ratio is the
    // change of the rate, with an interval of its own. It is narrower than the two years let expect, whose errors are
    // largely the same.
    let growth = each(&|_, both| both.1 / both.0);

    println!(
        "D = D0 exp(−rate · hours): per cent by which density falls with each hour from the core, 95 % interval"
    );
    for core in ["北京市", "上海市", "武汉市", "成都市"] {
        let Some(city) = study.cities.names.iter().position(|name| name == core) else { continue };
        let from = FromCores::by_time(&study.times, &[city]);
        println!("{core}");
        for (year, densities) in years.iter().zip(&densities) {
            let Some(fit) = fit_gradient(&from, densities, Gradient::Clark, CONFIDENCE)? else { continue };
            let r2 = fit.r_squared.unwrap_or(0.0);
            println!("  {year}    {}   R² {r2:.3}, {} cities", told(&fit.parameters[1]), fit.observations);
        }
        let Some(change) = fit_gradient(&from, &growth, Gradient::Clark, CONFIDENCE)? else { continue };
        let rate = &change.parameters[1];
        let verdict = match (rate.lower > 0.0, rate.upper < 0.0) {
            (true, _) => "steeper: the nearer to the core, the more a city grew",
            (_, true) => "flatter: the farther from the core, the more a city grew",
            _ => "neither: zero is within the interval",
        };
        println!("  change  {}   {verdict}", told(rate));
    }
    Ok(())
}

/// A rate a minute as hundredths an hour.
fn told(rate: &Coefficient) -> String {
    let [estimate, lower, upper] = [rate.estimate, rate.lower, rate.upper].map(|rate| rate * 60.0 * 100.0);
    format!("{estimate:>6.2} [{lower:.2}, {upper:.2}]")
}
