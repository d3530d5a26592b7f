//! Rows between cities, drawn straight from seat to seat.

use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest_hint;
use crate::layer::{Cities, Datum, Field, Layer, Table, Values};
use crate::study::assemble::Study;
use crate::study::config::scenario::AddSection;
use geo_types::{Geometry, LineString};

/// The lines of `table`, with its columns as fields, the names of both cities and `schematic`, which is true.
///
/// # Errors
/// A column that is not there; a city that is absent, unknown or named like another; a line from a city to itself; a table
/// without rows; all in one error.
pub(super) fn drawn(study: &Study, entry: &AddSection, table: &Table) -> Result<Layer> {
    Error::if_any(&table.findings)?;
    if table.is_empty() {
        return Err(Finding::new(Code::EmptyLayer, "the table has no rows").file(&table.source).into());
    }
    let mut findings = Vec::new();
    let mut ends = |column: Option<&str>, usual: &str| -> Result<Vec<Option<usize>>> {
        let column = column.unwrap_or(usual);
        let values = &table.columns.require(column, &table.source)?.values;
        let mut found = Vec::with_capacity(table.len());
        for (row, line) in table.lines.iter().enumerate() {
            let name = values.text(row);
            let city = city(&study.cities, name.as_deref());
            found.push(
                city.map_err(|finding| findings.push(finding.file(&table.source).line(*line).field(column)))
                    .ok(),
            );
        }
        Ok(found)
    };
    let (from, to) = (ends(entry.from.as_deref(), "from")?, ends(entry.to.as_deref(), "to")?);
    let cities = &study.cities;
    for (row, line) in table.lines.iter().enumerate() {
        if from[row].is_some() && from[row] == to[row] {
            let finding = Finding::new(Code::ZeroLength, "the line begins and ends in the same city");
            let name = &cities.names[from[row].expect("just seen")];
            findings.push(finding.file(&table.source).line(*line).value(name).hint("name two cities"));
        }
    }
    Error::if_any(&findings)?;
    let seat = |city: Option<usize>| cities.seats[city.expect("every city was found")];
    let line = |(&from, &to)| Some(Geometry::LineString(LineString::new(vec![seat(from), seat(to)])));
    let names = |ends: &[Option<usize>]| {
        Values::Text(ends.iter().map(|city| city.map(|city| cities.names[city].clone())).collect())
    };
    let mut fields = table.columns.clone();
    fields.put(Field { name: "from_name".to_owned(), values: names(&from) });
    fields.put(Field { name: "to_name".to_owned(), values: names(&to) });
    fields
        .put(Field { name: "schematic".to_owned(), values: Values::Boolean(vec![Some(true); table.len()]) });
    Ok(Layer {
        source: table.source.clone(),
        name: None,
        datum: Datum::default(),
        geometries: from.iter().zip(&to).map(line).collect(),
        fields,
        findings: table.findings.clone(),
    })
}

/// The city of this identifier, or else of this name.
fn city(cities: &Cities, name: Option<&str>) -> Result<usize, Box<Finding>> {
    let Some(name) = name else {
        let finding = Finding::new(Code::MissingValue, "the row names no city");
        return Err(Box::new(finding.hint("write its identifier or name")));
    };
    if let Some(city) = cities.index_of(name) {
        return Ok(city);
    }
    let mut named = (0..cities.len()).filter(|&city| cities.names[city] == name);
    match (named.next(), named.next()) {
        (Some(city), None) => Ok(city),
        (Some(one), Some(other)) => {
            let ids = format!("`{}` and `{}`", cities.ids[one], cities.ids[other]);
            let finding = Finding::new(Code::BadValue, "several cities have this name").value(name);
            Err(Box::new(finding.hint(format!("name one by its identifier: {ids}"))))
        }
        _ => {
            let finding =
                Finding::new(Code::UnmatchedPlace, "there is no city of this identifier or name").value(name);
            let known = cities.names.iter().chain(&cities.ids).map(String::as_str);
            let otherwise = "name cities by the identifiers or names of the cities' layer";
            Err(Box::new(finding.hint(nearest_hint(name, known, otherwise))))
        }
    }
}
