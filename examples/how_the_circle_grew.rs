//! How did the two-hour circle of a core grow since 2008?
//!
//! `cargo run --release --example how_the_circle_grew`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::error::Result;
use jingwei::run::corridor_study::years::Years;
use jingwei::study::{Study, Watch, read::read_config};
use jingwei::units::Minutes;
use std::path::Path;

fn main() -> Result<()> {
    let config = read_config(Path::new("geodata/china/study.toml"), &[])?;
    let study = Study::assemble(config, Path::new("geodata/china"), Watch::none())?;
    let limits = [60.0, 120.0].map(Minutes::new);
    for core in ["北京市", "上海市", "重庆市"] {
        let Some(city) = study.cities.names.iter().position(|name| name == core) else { continue };
        let years = Years::of(&study, 2008..=2024, Some("watt"), Some((city, &limits)), Watch::none())?;
        println!("{core}   within 60 min             within 120 min");
        for both in years.circles.chunks(2).step_by(4) {
            let [near, far] = [&both[0], &both[1]];
            println!(
                "{}    {:>4} cities {:>6.1} M{:>12} cities {:>6.1} M people",
                near.year,
                near.cities,
                near.people / 1e6,
                far.cities,
                far.people / 1e6
            );
        }
    }
    Ok(())
}
