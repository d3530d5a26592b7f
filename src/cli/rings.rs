//! `jingwei rings`: rings around one or several cores.

mod section;
mod table;

use super::inputs::Inputs;
use super::output::Output;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::clusters::read_list;
use crate::run::rings::{Outlines, part_of};
use clap::{Args, ValueEnum};
use section::section;
use table::{Table, table};

/// Rings around one or several cores, with what lies in each and how it falls with distance
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei rings geodata/toy/study.toml --core 950100
  jingwei rings geodata/toy/study.toml --core 950100 --breaks 30,60,90 \\
      --value gdp_yi_yuan --profile
  jingwei rings geodata/toy/study.toml --core 950100,910100 -o rings.geojson
  jingwei rings geodata/china/study.toml --core 420100 --by distance \\
      --breaks 100,200,400 --fit clark,power,inverse-s
  jingwei rings geodata/china/study.toml --core 110000 --equal population:5 \\
      --profile
  jingwei rings geodata/china/study.toml --core 510100 --by distance \\
      --outlines clipped -o circles.geojson

Rings are [0, b1], (b1, b2] … and beyond; cities that no core reaches are in none. With several cores \
each city counts to the nearest. Every one of --profile, --fit, --sectors, --years and --compare makes a \
table; where more than one is asked for, --table says which is written.")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Identifiers of the cores
    #[arg(long, value_name = "ID,…", value_delimiter = ',', required = true)]
    core: Vec<String>,
    /// Travel time, the shortest way along the network, or the straight line
    #[arg(long, value_name = "WHAT", default_value = "time")]
    by: By,
    /// Upper bounds of the rings in minutes, or in kilometres by distance; 30,60,90,120 or 100,200,300,400
    /// where absent
    #[arg(long, value_name = "B,…", value_delimiter = ',', allow_negative_numbers = true)]
    breaks: Vec<f64>,
    /// Bands of equal `population`, `area` or `cities`, or `natural` breaks, such as `population:5`
    #[arg(long, value_name = "WHAT:N", conflicts_with = "breaks")]
    equal: Option<String>,
    /// Field of the profile; the population where absent
    #[arg(long, value_name = "FIELD")]
    value: Option<String>,
    /// Write the profile, one row a ring, instead of the cities
    #[arg(long)]
    profile: bool,
    /// Fit gradients: `clark`, `power`, `inverse-s`; with the break point and the reach of the core
    #[arg(long, value_name = "FORM,…", value_delimiter = ',')]
    fit: Vec<String>,
    /// Tell so many directions of the compass apart, and the lines that lead out of the core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=360))]
    sectors: Option<u16>,
    /// The change between the fields `VALUE_YEAR`, and the stage that the years suggest
    #[arg(long, value_name = "YEAR,…", value_delimiter = ',')]
    years: Vec<i32>,
    /// Set the rings beside the study's list of clusters
    #[arg(long, value_name = "list")]
    compare: Option<Compare>,
    /// Which table is written
    #[arg(long, value_name = "TABLE")]
    table: Option<Table>,
    /// The rings as areas instead of the cities: territories dissolved, or circles clipped to them
    #[arg(long, value_name = "HOW")]
    outlines: Option<Shape>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Time,
    Network,
    Distance,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Compare {
    List,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Dissolved,
    Clipped,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let section = section(arguments)?;
    let table = table(arguments)?;
    let (config, folder) = arguments.inputs.config()?;
    let study = talk.following(|watch| arguments.inputs.assemble(config, &folder, watch))?;
    talk.warnings(&study.findings);
    let language = study.config.study.language;
    if let Some(shape) = arguments.outlines {
        let outlines = Outlines::draw(&study, &section, shape == Shape::Clipped)?;
        return arguments.output.layer(&outlines.layer(), language, talk);
    }
    let list = match (&arguments.compare, &study.config.clusters) {
        (None, _) => None,
        (Some(_), Some(clusters)) => match &clusters.list {
            Some(file) => Some(read_list(&study, clusters, &folder.join(file))?),
            None => return Err(usage("the study has no list of clusters", "--compare list")),
        },
        (Some(_), None) => return Err(usage("the study has no [clusters] with a list", "--compare list")),
    };
    let part = part_of(&study, &section, list.as_ref())?;
    talk.warnings(&part.findings);
    match table {
        Some(table) => {
            let found = part.tables.iter().find(|found| found.name.starts_with(table.prefix()));
            let found = found.ok_or_else(|| {
                let name = table.to_possible_value().map(|value| value.get_name().to_owned());
                usage("this table was not asked for", name.unwrap_or_default())
            })?;
            arguments.output.table(&found.columns, talk)?;
            if !found.note.is_empty() {
                talk.line(found.note.text(language));
            }
            Ok(())
        }
        None => arguments.output.layer(&part.layers[0], language, talk),
    }
}
