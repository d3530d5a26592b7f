//! `jingwei disparity`: how unequal regions are, and where.

mod of_regions;

use super::inputs::{bare_config, is_study, refuse_beside_study, study_config};
use super::output::Output;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::layer::Regions;
use crate::reproject::{Crs, Projector};
use crate::run::disparity::{Disparity, Neighbours};
use crate::study::Study;
use crate::study::config::{Config, DisparitySection};
use clap::Args;
use std::path::{Path, PathBuf};

/// Disparity among regions: inequality, groups, neighbours, years
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei disparity geodata/toy/study.toml
  jingwei disparity geodata/toy/regions.geojson \\
      --table geodata/toy/regions.csv --year-column year --years 2020,2023 \\
      --value gdp_yi_yuan --population population_wan --groups bloc,side --json

  jingwei disparity geodata/toy/regions.geojson --table geodata/toy/regions.csv --year-column year \\
      --years 2020,2023 --value gdp_yi_yuan --groups bloc --indices all --weights knn:3 -o lisa.geojson
  jingwei disparity geodata/toy/study.toml --indices lisa,moran --weights time:knn:2 --json

Values are divided by the mean population of the year where the year before is known. The CV is of the \
sample; Moran's I is tested by permutation with --seed. Numbers stand behind a colon: ge:2, atkinson:0.5, \
percentile_ratio:90:10, markov:4, top:10. A wrong name of an index shows those that there are. \
Of lisa, hot_spot, local_theil, local_gini and local_geary a .geojson has the columns and the map; \
their year is the last. Regions without a value are left out, said and counted.")]
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
    /// Field with the values: totals such as GDP beside --population, any others without; of a study, which of its
    /// series
    #[arg(long, value_name = "FIELD")]
    value: Option<String>,
    /// Field with the population by which totals are divided
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
    /// Which indices, such as `gini,ge:2,moran,lisa`, or `all` that the data allow; the usual ones where absent
    #[arg(long, value_name = "INDEX,…", value_delimiter = ',')]
    indices: Vec<String>,
    /// Who is whose neighbour: queen, rook, knn:K, band:METRES, block:FIELD, a file as <file:w.gal> and, of a
    /// study, time:knn:K, time:band:MINUTES; queen where absent
    #[arg(long, value_name = "RULE")]
    weights: Option<String>,
    /// The plane in which distances are measured (when the input is no study); `albers-china` where absent
    #[arg(long, value_name = "CRS")]
    crs: Option<Crs>,
    /// Permutations of every test; 999 where absent
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
    let regions = of_regions::regions(arguments, talk)?;
    let section = of_regions::section(arguments, &regions)?;
    let crs = arguments.crs.clone().unwrap_or_default();
    let projector = Projector::new(&crs)?;
    let neighbours = Neighbours::of_regions(&regions, &projector, &section, Path::new(""))?;
    let disparity = Disparity::measure(&regions, &neighbours, &section, arguments.seed.unwrap_or(1))?;
    let config = bare_config(&crs);
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
        ("--crs", arguments.crs.is_some()),
    ])?;
    let (config, study_folder) = study_config(&arguments.input, &arguments.settings)?;
    let asked =
        |section: &&DisparitySection| arguments.value.as_ref().is_none_or(|value| *value == section.value);
    let mut section = config.disparity.iter().find(asked).cloned().ok_or_else(|| {
        usage("the study has no such [[disparity]]", arguments.value.as_deref().unwrap_or("[[disparity]]"))
    })?;
    if !arguments.indices.is_empty() {
        section.indices.clone_from(&arguments.indices);
    }
    // A path on the command line is from where one stands, not from the study.
    let folder = if arguments.weights.is_some() { PathBuf::new() } else { study_folder.clone() };
    section.weights = arguments.weights.clone().or(section.weights);
    let study = talk.following(|watch| Study::assemble(config, &study_folder, watch))?;
    talk.warnings(&study.findings);
    let regions = study.regions.as_ref().expect("a study with [[disparity]] has regions");
    let neighbours = Neighbours::of_study(&study, regions, &section, &folder)?;
    let disparity = Disparity::measure(regions, &neighbours, &section, study.config.study.seed)?;
    finish(arguments, &disparity, (regions, &study.config), talk)
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
    // What is measured around every region, where that was asked for.
    let around = part.layers.get(1).filter(|_| !disparity.section.indices.is_empty());
    if let Some(layer) = around.or(part.layers.first()).filter(|_| arguments.output.wants_layer()) {
        return arguments.output.layer(layer, config.study.language, talk);
    }
    let figures = part.tables.iter().find(|table| table.name.ends_with("_figures"));
    arguments.output.table(&figures.expect("every series has a table of its figures").columns, talk)
}
