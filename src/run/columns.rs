//! Columns as this room writes them, and the classes in which they are drawn.

use crate::classify::palette::Ramp;
use crate::classify::{Classified, Scheme, classify};
use crate::error::{Finding, Result};
use crate::export::{Bilingual, Column, Shapes, Style};
use crate::layer::{Cities, Regions, Values};
use crate::study::Study;
use crate::study::config::{ClassesSection, Config};

/// What readers see instead of `field`.
pub(super) fn label(config: &Config, field: &str) -> Bilingual {
    match config.labels.get(field) {
        Some([zh, en]) => Bilingual::new(zh, en),
        None if !field.is_empty() && field == config.cities.population => {
            Bilingual::new(format!("人口（{field}）"), format!("population ({field})"))
        }
        None => Bilingual::same(field),
    }
}

/// The first few of `names`, and how many there are where more follow.
pub(super) fn listed(names: &[String], which: &[usize]) -> Bilingual {
    const FEW: usize = 6;
    let few: Vec<&str> = which.iter().take(FEW).map(|&i| names[i].as_str()).collect();
    let (zh, en) = (few.join("、"), few.join(", "));
    if which.len() <= FEW {
        return Bilingual::new(zh, en);
    }
    Bilingual::new(format!("{zh}等 {} 个", which.len()), format!("{en} and {} more", which.len() - FEW))
}

/// A column of numbers.
pub(super) fn real(
    name: impl Into<String>,
    alias: Bilingual,
    unit: (&str, &str),
    decimals: usize,
    values: Vec<Option<f64>>,
) -> Column {
    let unit = Bilingual::new(unit.0, unit.1);
    Column { name: name.into(), alias, unit, decimals, values: Values::Real(values) }
}

/// A column of counts.
pub(super) fn integer(name: impl Into<String>, alias: Bilingual, values: Vec<Option<i64>>) -> Column {
    let values = Values::Integer(values);
    Column { name: name.into(), alias, unit: Bilingual::default(), decimals: 0, values }
}

/// A count as a value of such a column.
pub(super) fn count(count: usize) -> Option<i64> {
    i64::try_from(count).ok()
}

/// A column of texts.
pub(super) fn text(name: impl Into<String>, alias: Bilingual, values: Vec<Option<String>>) -> Column {
    let values = Values::Text(values);
    Column { name: name.into(), alias, unit: Bilingual::default(), decimals: 0, values }
}

/// Identifier and name of every region.
pub(super) fn of_regions(regions: &Regions) -> Vec<Column> {
    identity("region", &regions.ids, &regions.names)
}

/// Identifier, name, region and population of every city.
pub(super) fn of_cities(study: &Study) -> Vec<Column> {
    let Cities { ids, names, .. } = &study.cities;
    let mut columns = identity("city", ids, names);
    if let Some(regions) = &study.regions {
        let named =
            study.region_of_city.iter().map(|region| region.map(|r| regions.names[r].clone())).collect();
        columns.push(text("region", Bilingual::new("所属地区", "Region"), named));
    }
    let people = label(&study.config, &study.config.cities.population);
    columns.push(real("pop", people, ("", ""), 0, study.population.clone()));
    columns
}

/// Fields called `id` or `fid` are taken by QGIS for its own.
pub(super) fn identity(what: &str, ids: &[String], names: &[String]) -> Vec<Column> {
    let chinese = ids.iter().all(|id| id.len() == 6 && id.bytes().all(|b| b.is_ascii_digit()));
    let name = if chinese { "adcode".to_owned() } else { format!("{what}_code") };
    vec![
        text(name, Bilingual::new("代码", "Code"), ids.iter().cloned().map(Some).collect()),
        text("name", Bilingual::new("名称", "Name"), names.iter().cloned().map(Some).collect()),
    ]
}

/// From which end a ramp is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dark {
    /// The greatest values are dark.
    High,
    /// The least values are dark.
    Low,
}

/// The style of `column` in classes as the study asks for, and what a reader should know of them.
pub(super) fn graduated(
    column: &Column,
    section: &ClassesSection,
    ramp: Ramp,
    dark: Dark,
) -> Result<(Style, Vec<Finding>)> {
    let values: Vec<Option<f64>> = (0..column.values.len()).map(|i| column.values.number(i)).collect();
    let Classified { classes, findings } = classify(&values, &Scheme::from(section), section.k)?;
    let mut colours = ramp.colours(classes.len());
    if dark == Dark::Low {
        colours.reverse();
    }
    let findings = findings.into_iter().map(|finding| finding.field(&column.name)).collect();
    Ok((Style::Graduated { column: column.name.clone(), classes, colours }, findings))
}

/// The territories of the cities, or their seats where the layer has points.
pub(super) fn shapes(cities: &Cities) -> Shapes<'_> {
    match &cities.territories {
        Some(territories) => Shapes::Polygons(territories),
        None => Shapes::Points(&cities.seats),
    }
}
