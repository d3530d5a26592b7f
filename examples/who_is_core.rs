//! Which cities head a cluster of their own, and who would belong to them if travel time decided?
//!
//! `cargo run --release --example who_is_core`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::cluster::{Role, TimeRule, by_time};
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

fn main() -> jingwei::error::Result<()> {
    let file = Path::new("geodata/china/study.toml");
    let study = Study::assemble(read_config(file, &[])?, Path::new("geodata/china"), Watch::none())?;
    let urban = study.city_numbers("urban_population_2020")?;

    // Five million urban residents make a core; members within 60 minutes, fringe within 120.
    let clusters = by_time(&study.times, &urban, &TimeRule::new(5e6))?;
    println!("people   members  fringe  core");
    for (cluster, &core) in clusters.cores.iter().enumerate() {
        let members = clusters.members(cluster, Role::Member);
        let people: f64 = members.iter().filter_map(|&city| study.population[city]).sum();
        let fringe = clusters.members(cluster, Role::Fringe).len() - members.len();
        let (count, name) = (members.len(), &study.cities.names[core]);
        println!("{:>5.1} M{count:>9}{fringe:>8}  {name}", people / 1e6);
    }
    let joined = (0..study.cities.len()).filter(|&city| clusters.role[city] == Role::SecondaryCore);
    for city in joined {
        let Some(core) = clusters.core[city] else { continue };
        println!("{} is a core too, and joins {}", study.cities.names[city], study.cities.names[core]);
    }
    Ok(())
}
