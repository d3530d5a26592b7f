//! In which ring around the core does each city lie, and how much of the population lies in each ring?

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::network::TravelTimes;
use jingwei::rings::{bands, profile};
use jingwei::units::Minutes;

fn main() -> jingwei::error::Result<()> {
    let cities = ["Wu", "Ding", "Ji", "Jia", "Bing"];
    let population = [540.0, 90.0, 270.0, 180.0, 150.0].map(Some);
    // Minutes from Wu, the core, and back; Bing is out of reach. Between the others nothing is asked.
    let from_core = [10.0, 30.0, 40.0, 90.0].map(Some).into_iter().chain([None]).collect();
    let others = vec![vec![None; cities.len()]; cities.len() - 1];
    let times = TravelTimes::from_minutes(&[vec![from_core], others].concat());

    let rings = bands(&times, 0, &[30.0, 60.0].map(Minutes::new))?;
    for (city, ring) in cities.iter().zip(&rings.ring) {
        match ring {
            Some(ring) => println!("{city}: ring {ring}"),
            None => println!("{city}: out of reach"),
        }
    }
    for row in profile(&rings, &population, None)?.rings {
        let to = row.to.map_or_else(|| "…".to_owned(), |to| to.to_string());
        let share = row.share.unwrap_or(0.0) * 100.0;
        println!("{} – {to}: {} cities with {} 万, {share:.1} %", row.from, row.cities, row.total);
    }
    Ok(())
}
