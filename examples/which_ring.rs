//! In which ring of travel time around a core does each city lie, and how much of the population lies in each?
//!
//! `cargo run --release --example which_ring`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::rings::{DEFAULT_BREAKS, bands, profile};
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

fn main() -> jingwei::error::Result<()> {
    let file = Path::new("geodata/toy/study.toml");
    let study = Study::assemble(read_config(file, &[])?, Path::new("geodata/toy"), Watch::none())?;
    let core = study.cities.index_of("950100").expect("the toy study has a city 950100");

    let rings = bands(&study.times, core, &DEFAULT_BREAKS)?;
    for (city, ring) in study.cities.names.iter().zip(&rings.ring) {
        match ring {
            Some(ring) => println!("{city}  ring {ring}"),
            None => println!("{city}  out of reach"),
        }
    }

    println!("\n{:<16}{:>7}{:>12}{:>8}", "minutes", "cities", "population", "share");
    for row in profile(&rings, &study.population, None)?.rings {
        let to = row.to.map_or_else(|| "…".to_owned(), |to| format!("{:.0}", to.get()));
        let between = format!("{:.0} – {to}", row.from.get());
        let share = row.share.unwrap_or(0.0) * 100.0;
        println!("{between:<16}{:>7}{:>12}{share:>6.1} %", row.cities, row.total);
    }
    Ok(())
}
