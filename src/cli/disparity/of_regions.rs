//! Regions and what is asked of them, from flags.

use super::Arguments;
use crate::cli::sink::usage;
use crate::cli::talk::Talk;
use crate::error::Result;
use crate::layer::{RegionFields, Regions, Table, join, read_layer};
use crate::study::config::DisparitySection;

/// The regions of the layer, with the fields of the table.
pub(super) fn regions(arguments: &Arguments, talk: &Talk) -> Result<Regions> {
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

/// What is asked of `regions`.
pub(super) fn section(arguments: &Arguments, regions: &Regions) -> Result<DisparitySection> {
    let Some(value) = &arguments.value else {
        return Err(usage("say which field holds the values", "--value"));
    };
    let permutations = arguments.permutations.unwrap_or(999);
    if permutations == 0 {
        return Err(usage("at least one permutation", "--permutations 0"));
    }
    Ok(DisparitySection {
        series: value.clone(),
        title: value.clone(),
        title_en: None,
        unit: String::new(),
        note: String::new(),
        note_en: String::new(),
        value: value.clone(),
        population: arguments.population.clone(),
        years: arguments.years.clone(),
        groups: arguments.groups.clone(),
        ratios: arguments.ratios.clone(),
        top: vec![10.min(regions.len())],
        band: [0.7, 1.3],
        indices: arguments.indices.clone(),
        weights: arguments.weights.clone(),
        time_neighbours: 4,
        permutations,
    })
}
