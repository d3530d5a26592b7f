//! Which segment would be missed most if nothing ran on it?
//!
//! `cargo run --release --example which_segment_is_critical`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::error::Result;
use jingwei::run::corridor_study::choice::Together;
use jingwei::run::corridor_study::criticality::criticality;
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

fn main() -> Result<()> {
    let config = read_config(Path::new("geodata/china/study.toml"), &[])?;
    let study = Study::assemble(config, Path::new("geodata/china"), Watch::none())?;
    // Each of some two thousand segments taken out in turn, all 140,625 times found anew.
    let found = criticality(&study, Together::Segments)?;

    println!("potential lost  pairs that take longer  segment");
    for (group, loss) in found.groups.iter().take(15) {
        let corridor = group.corridors[0];
        let place = |field: &str| {
            let named = study.corridors.fields.named(field).and_then(|field| field.values.text(corridor));
            named.unwrap_or_default()
        };
        println!(
            "{:>13.3} %{:>24}  {} {}–{}",
            found.percent(loss).unwrap_or(0.0),
            loss.longer,
            group.line.as_deref().unwrap_or(&group.name),
            place("from_name"),
            place("to_name")
        );
    }
    let cut = found.groups.iter().filter(|(_, loss)| loss.cities > 0).count();
    println!("\n{cut} segments are the only way to some city");
    Ok(())
}
