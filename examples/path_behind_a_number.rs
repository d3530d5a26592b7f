//! Which way does a trip take, and where do its minutes go?
//!
//! `cargo run --release --example path_behind_a_number -- 110000 530100`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::error::{Code, Error, Finding, Result};
use jingwei::network::Leg;
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

fn main() -> Result<()> {
    let mut asked = std::env::args().skip(1);
    let mut id = |usual: &str| asked.next().unwrap_or_else(|| usual.to_owned());
    let ends = [id("110000"), id("530100")];

    let file = Path::new("geodata/china/study.toml");
    let study = Study::assemble(read_config(file, &[])?, Path::new("geodata/china"), Watch::none())?;
    let city = |id: &String| {
        let unknown = || Finding::new(Code::BadArgument, "no city has this identifier").value(id);
        study.cities.index_of(id).ok_or_else(|| Error::usage(unknown()))
    };
    let (from, to) = (city(&ends[0])?, city(&ends[1])?);
    let names = &study.cities.names;
    let Some(path) = study.network.path(from, to) else {
        println!("no way leads from {} to {}", names[from], names[to]);
        return Ok(());
    };

    // One row for all that is ridden of a line, stops on the way included.
    let mut rows: Vec<(String, Option<usize>, Option<usize>, f64)> = Vec::new();
    for step in &path.steps {
        let what = match &step.leg {
            Leg::Inside => "inside the city".to_owned(),
            Leg::Access => "to the station or road".to_owned(),
            Leg::Wait { mode, .. } => format!("wait for {mode}"),
            Leg::Ride { mode, line, .. } => format!("{mode} {}", line.as_deref().unwrap_or_default()),
            Leg::Stop => rows.last().map_or_else(String::new, |row| row.0.clone()),
            Leg::Transfer { .. } => "change trains".to_owned(),
            Leg::Egress => "to the seat".to_owned(),
        };
        let minutes = step.minutes().get();
        match rows.last_mut() {
            Some(row) if row.0 == what => (row.2, row.3) = (step.to.city, row.3 + minutes),
            _ => rows.push((what, step.from.city, step.to.city, minutes)),
        }
    }
    for (what, from, to, minutes) in rows {
        let [from, to] = [from, to].map(|city| city.map_or("–", |city| names[city].as_str()));
        let way = if from == to { from.to_owned() } else { format!("{from} → {to}") };
        println!("{minutes:>7.1}  {what}, {way}");
    }
    let total = study.times.minutes(from, to).map_or(0.0, |time| time.get());
    println!("{total:>7.1}  minutes from {} to {}", names[from], names[to]);
    Ok(())
}
