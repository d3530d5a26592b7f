//! How unequal are the provinces in GDP per head, and is it between the four blocs or inside them?
//!
//! `cargo run --release --example how_unequal`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::disparity::{
    Deviation, Panel, PopulationConvention, coefficient_of_variation, per_capita_series,
    theil_decomposition_weighted,
};
use jingwei::error::Result;
use jingwei::layer::{RegionFields, Regions, Table, join, read_layer};
use std::path::Path;

fn main() -> Result<()> {
    let folder = Path::new("geodata/china");
    let fields = RegionFields { id: "adcode".to_owned(), name: Some("name".to_owned()) };
    let mut regions = Regions::from_layer(read_layer(&folder.join("provinces.geojson"))?, &fields)?;
    let table = Table::read(&folder.join("provinces.csv"))?;
    join(&mut regions.fields, &regions.ids, &regions.names, &table, "adcode", Some("year"))?;

    let panel = |field: &str, years: &[i32]| -> Result<Panel> {
        let of =
            |&year: &i32| Ok((year, regions.fields.numbers(&format!("{field}_{year}"), &regions.source)?));
        Ok(Panel::of_years(years.iter().map(of).collect::<Result<_>>()?))
    };
    let gdp = panel("gdp_yi_yuan", &[2014, 2019, 2020, 2021, 2023])?;
    let population = panel("population_wan", &[2013, 2014, 2018, 2019, 2020, 2021, 2023])?;
    let blocs = regions.fields.texts("bloc", &regions.source)?;

    println!("year  population     CV   Theil T  between blocs");
    for head in per_capita_series(&gdp, &population, PopulationConvention::Mean)? {
        // Hong Kong, Macao and Taiwan have no values here.
        let counted = || (0..regions.len()).filter(|&i| head.values[i].is_some());
        let values: Vec<f64> = counted().filter_map(|i| head.values[i]).collect();
        let people: Vec<f64> = counted().filter_map(|i| head.population[i]).collect();
        let bloc: Vec<&str> = counted().map(|i| blocs[i].as_deref().unwrap_or_default()).collect();
        let cv = coefficient_of_variation(&values, Deviation::Sample)?.expect("31 provinces have a CV");
        let theil =
            theil_decomposition_weighted(&values, &people, &bloc)?.expect("31 provinces have a Theil");
        let year = head.year.unwrap_or_default();
        let between = theil.between / theil.total * 100.0;
        println!("{year}{:>12}{cv:>7.3}{:>10.4}{between:>13.1} %", head.convention.as_str(), theil.total);
    }
    Ok(())
}
