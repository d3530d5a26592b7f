//! How sensitive is the ranking of cities to the exponent of the potential?
//!
//! `cargo run --release --example how_sensitive_is_the_ranking`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::error::Result;
use jingwei::run::sweep::{Sweep, SweepOptions};
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

fn main() -> Result<()> {
    let (file, folder) = (Path::new("geodata/china/study.toml"), Path::new("geodata/china"));
    let study = Study::assemble(read_config(file, &[])?, folder, Watch::none())?;
    let key = "access.potential_exponent";
    let mut values = Vec::new();
    for value in ["0.5", "1", "1.5", "2"] {
        values.push((value.to_owned(), read_config(file, &[format!("{key}={value}")])?));
    }
    let sweep = Sweep::measure(&study, folder, &SweepOptions { key: key.to_owned(), values }, Watch::none())?;
    let Some(potential) = sweep.measures.iter().find(|swept| swept.base.column.name == "pot") else {
        return Ok(());
    };
    println!("Spearman's rank correlation of the potential between exponents");
    for a in 1..potential.runs.len() {
        for b in a + 1..potential.runs.len() {
            let agreed = potential.agreement(a, b).spearman.unwrap_or(f64::NAN);
            println!("{:>5} and {:>3}  {agreed:.3}", sweep.called(a), sweep.called(b));
        }
    }
    println!("\ncities whose rank moves most");
    for mover in potential.movers().iter().take(10) {
        println!("{:>5.0} to {:>4.0}  {}", mover.best.0, mover.worst.0, study.cities.names[mover.city]);
    }
    Ok(())
}
