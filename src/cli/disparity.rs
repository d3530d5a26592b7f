//! `jingwei disparity`: how unequal regions are, and where.

use super::inputs::{bare_config, is_study, refuse_beside_study, study_config};
use super::output::Output;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::layer::{RegionFields, Regions, Table, join, read_layer};
use crate::reproject::Crs;
use crate::run::disparity::{Disparity, Neighbours};
use crate::study::Study;
use crate::study::config::{Config, DisparitySection};
use clap::Args;
use std::path::PathBuf;

/// Disparity among regions: CV, Williamson, Gini, Theil, groups, Moran's I
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei disparity geodata/toy/study.toml
  jingwei disparity geodata/toy/regions.geojson \\
      --table geodata/toy/regions.csv --year-column year --years 2020,2023 \\
      --value gdp_yi_yuan --population population_wan --groups bloc,side --json

Values are divided by the mean population of the year where the year before is known. The CV is of the \
sample; Moran's I is tested by permutation with --seed. Indices and their conventions: README.")]
pub(super) struct Arguments {
    /// A study.toml, or regions as GeoJSON polygons
    #[arg(value_name = "STUDY|REGIONS")]
    input: PathBuf,
    /// CSV joined to the regions
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// Its column with the year, for one row a region and year
    #[arg(long, value_name = "FIELD", requires = "table")]
    year_column: Option<String>,
    /// Field with the identifier
    #[arg(long, value_name = "FIELD", default_value = "adcode")]
    id: String,
    /// Field with the name
    #[arg(long, value_name = "FIELD")]
    name: Option<String>,
    /// Field with the total, such as GDP; of a study, which of its series
    #[arg(long, value_name = "FIELD")]
    value: Option<String>,
    /// Field with the population
    #[arg(long, value_name = "FIELD")]
    population: Option<String>,
    /// Years of the fields `VALUE_YEAR` and `POPULATION_YEAR`
    #[arg(long, value_name = "YEAR,…", value_delimiter = ',')]
    years: Vec<i32>,
    /// Fields by which regions are grouped
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    groups: Vec<String>,
    /// Ratios of groups, such as south/north
    #[arg(long, value_name = "A/B,…", value_delimiter = ',')]
    ratios: Vec<String>,
    /// Permutations of Moran's I; 999 where absent
    #[arg(long, value_name = "N")]
    permutations: Option<usize>,
    /// Seed of the permutations; 1 where absent
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Put VALUE in the place of what the study says, such as `study.seed=7`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    if is_study(&arguments.input) {
        return of_study(arguments, talk);
    }
    let regions = regions(arguments, talk)?;
    let (Some(value), Some(population)) = (&arguments.value, &arguments.population) else {
        return Err(usage("say which fields hold the total and the population", "--value, --population"));
    };
    let permutations = arguments.permutations.unwrap_or(999);
    if permutations == 0 {
        return Err(usage("at least one permutation", "--permutations 0"));
    }
    let section = DisparitySection {
        series: value.clone(),
        title: value.clone(),
        title_en: None,
        unit: String::new(),
        note: String::new(),
        note_en: String::new(),
        value: value.clone(),
        population: population.clone(),
        years: arguments.years.clone(),
        groups: arguments.groups.clone(),
        ratios: arguments.ratios.clone(),
        top: vec![10.min(regions.len())],
        band: [0.7, 1.3],
        time_neighbours: 4,
        permutations,
    };
    let neighbours = Neighbours::by_border(&regions);
    let disparity = Disparity::measure(&regions, &neighbours, &section, arguments.seed.unwrap_or(1))?;
    let config = bare_config(&Crs::AlbersChina);
    finish(arguments, &disparity, (&regions, &config), talk)
}

fn of_study(arguments: &Arguments, talk: &Talk) -> Result<()> {
    refuse_beside_study(&[
        ("--table", arguments.table.is_some()),
        ("--name", arguments.name.is_some()),
        ("--population", arguments.population.is_some()),
        ("--years", !arguments.years.is_empty()),
        ("--groups", !arguments.groups.is_empty()),
        ("--ratios", !arguments.ratios.is_empty()),
        ("--permutations", arguments.permutations.is_some()),
        ("--seed", arguments.seed.is_some()),
    ])?;
    let (config, folder) = study_config(&arguments.input, &arguments.settings)?;
    let asked =
        |section: &&DisparitySection| arguments.value.as_ref().is_none_or(|value| *value == section.value);
    let section = config.disparity.iter().find(asked).cloned().ok_or_else(|| {
        usage("the study has no such [[disparity]]", arguments.value.as_deref().unwrap_or("[[disparity]]"))
    })?;
    let study = talk.following(|watch| Study::assemble(config, &folder, watch))?;
    talk.warnings(&study.findings);
    let regions = study.regions.as_ref().expect("a study with [[disparity]] has regions");
    let neighbours = Neighbours::of_study(&study, regions, &section)?;
    let disparity = Disparity::measure(regions, &neighbours, &section, study.config.study.seed)?;
    finish(arguments, &disparity, (regions, &study.config), talk)
}

fn regions(arguments: &Arguments, talk: &Talk) -> Result<Regions> {
    let fields = RegionFields { id: arguments.id.clone(), name: arguments.name.clone() };
    let mut regions = Regions::from_layer(read_layer(&arguments.input)?, &fields)?;
    talk.warnings(&regions.findings);
    if let Some(file) = &arguments.table {
        let table = Table::read(file)?;
        let (ids, names) = (&regions.ids, &regions.names);
        let report =
            join(&mut regions.fields, ids, names, &table, &arguments.id, arguments.year_column.as_deref())?;
        talk.warnings(&report.findings);
    }
    Ok(regions)
}

/// The layer of values per head for a .geojson, the table of every figure otherwise.
fn finish(
    arguments: &Arguments,
    disparity: &Disparity,
    (regions, config): (&Regions, &Config),
    talk: &Talk,
) -> Result<()> {
    let part = disparity.part(regions, config)?;
    talk.warnings(&part.findings);
    if let Some(layer) = part.layers.first().filter(|_| arguments.output.wants_layer()) {
        return arguments.output.layer(layer, config.study.language, talk);
    }
    let figures = part.tables.iter().find(|table| table.name.ends_with("_figures"));
    arguments.output.table(&figures.expect("every series has a table of its figures").columns, talk)
}
