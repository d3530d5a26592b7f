//! Which cities gain from the lines that are under way or planned, and how much?
//!
//! `cargo run --release --example which_cities_gain`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::error::Result;
use jingwei::run::diff::{Difference, Side};
use jingwei::study::config::Language;
use jingwei::study::{Scenario, Study, Watch, read::read_config};
use std::path::Path;

fn main() -> Result<()> {
    let folder = Path::new("geodata/china");
    let planned = r#"scenario=[{id="plan",status=["open","building","planned"]}]"#;
    let config = read_config(&folder.join("study.toml"), &[planned.to_owned()])?;
    let study = Study::assemble(config, folder, Watch::none())?;
    let after = Scenario::named(&study, "plan", folder)?;

    let [base, plan] = [&study, &after.study].map(|study| Side::of_study(study, "watt"));
    let difference = Difference::between(base?, &plan?, None)?;
    println!("{}\n", difference.summary().text(Language::En));
    // Identifier, name, before, after, difference, per cent, state; the greatest gain first.
    let columns = difference.ranked();
    println!("{:>12}{:>12}{:>12}", "min before", "after", "change");
    for row in 0..10 {
        let minutes = |column: usize| columns[column].values.number(row).unwrap_or(f64::NAN);
        let name = columns[1].values.text(row).unwrap_or_default();
        println!("{:>12.0}{:>12.0}{:>12.0}  {name}", minutes(2), minutes(3), minutes(4));
    }
    Ok(())
}
