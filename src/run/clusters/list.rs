//! Clusters by list: reading the list, its columns and its colours.

use crate::classify::palette::{Colour, Ramp};
use crate::cluster::{ListMembership, ListRow, by_list};
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Category, Column, Style};
use crate::layer::Table;
use crate::run::columns::text;
use crate::study::Study;
use crate::study::config::ClustersSection;
use std::path::Path;

/// The list of `section` in `file`.
///
/// # Errors
/// A file that cannot be read or lacks a column; rows without a cluster or a city; a list of which no row names a city
/// of the study.
pub fn read_list(study: &Study, section: &ClustersSection, file: &Path) -> Result<ListMembership> {
    let table = Table::read(file)?;
    let column = |name: &str| {
        table.columns.named(name).ok_or_else(|| {
            Error::from(
                Finding::new(Code::MissingField, "the table has no such column").file(file).field(name),
            )
        })
    };
    let id = section.list_id.as_ref().unwrap_or(&study.config.cities.id);
    let (clusters, ids) = (column(&section.list_cluster)?, column(id)?);
    let row = |row: usize| ListRow {
        cluster: clusters.values.text(row).unwrap_or_default(),
        city: ids.values.text(row).unwrap_or_default(),
        line: Some(table.lines[row]),
    };
    let rows: Vec<_> = (0..ids.values.len()).map(row).collect();
    let mut list = by_list(&study.cities.ids, &rows).map_err(|error| in_file(error, file))?;
    for finding in &mut list.findings {
        finding.place.file = Some(file.to_path_buf());
    }
    list.findings.extend(table.findings);
    Ok(list)
}

/// The same error with the file in every finding.
fn in_file(error: Error, file: &Path) -> Error {
    match error {
        Error::Input(findings) => {
            Error::Input(findings.into_iter().map(|finding| finding.file(file)).collect())
        }
        other => other,
    }
}

/// The first cluster of every city, and all of them.
pub(super) fn list_columns(list: &ListMembership) -> Vec<Column> {
    let all = |clusters: &Vec<usize>| {
        let names: Vec<_> = clusters.iter().map(|&cluster| list.clusters[cluster].as_str()).collect();
        (!names.is_empty()).then(|| names.join("、"))
    };
    let first = list.first().iter().map(|cluster| cluster.map(|c| list.clusters[c].clone())).collect();
    vec![
        text("list", Bilingual::new("城市群（名单）", "Cluster by list"), first),
        text(
            "list_all",
            Bilingual::new("全部所属城市群", "All clusters by list"),
            list.of.iter().map(all).collect(),
        ),
    ]
}

/// A colour for each cluster.
pub(super) fn list_style(list: &ListMembership) -> Style {
    let colours = Ramp::Categories.colours(list.clusters.len());
    let category = |(name, colour): (&String, _)| Category {
        value: name.clone(),
        label: Bilingual::same(name),
        colour,
        width_mm: None,
    };
    let unlisted = Category {
        value: String::new(),
        label: Bilingual::new("未列入名单", "Not listed"),
        colour: Colour(0xf0, 0xf0, 0xf0),
        width_mm: None,
    };
    let listed = list.clusters.iter().zip(colours).map(category);
    Style::Categorized { column: "list".to_owned(), categories: listed.chain([unlisted]).collect() }
}
