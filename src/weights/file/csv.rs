//! A table of links with weights.

use super::super::Weights;
use super::super::table::{Listed, gathered, placed};
use crate::error::{Code, Error, Finding, Result};
use crate::layer::Table;
use std::fmt::Write;
use std::path::Path;

/// The columns are `from`, `to` and `weight`, or `focal`, `neighbor` and `weight` as in PySAL; without `weight` every
/// row counts 1.
pub(super) fn parse(source: &Path, bytes: &[u8], ids: &[String]) -> Result<(Weights, Vec<Finding>)> {
    let table = Table::read_bytes(source, bytes)?;
    let has = |name: &str| table.columns.names().any(|known| known == name);
    let (from, to) = if has("focal") && has("neighbor") { ("focal", "neighbor") } else { ("from", "to") };
    let (from, to) = (table.cells(from)?, table.cells(to)?);
    let weights = if has("weight") { Some(table.cells("weight")?) } else { None };
    let mut wrong = Vec::new();
    let mut listed = Vec::with_capacity(table.len());
    for (row, &line) in table.lines.iter().enumerate() {
        let (from, to) = (from[row].trim(), to[row].trim());
        let written = weights.map_or("1", |weights| weights[row].trim());
        let Ok(weight) = written.parse() else {
            let finding = Finding::new(Code::BadValue, "a weight is a number").field("weight");
            let finding = finding.id(format!("{from} → {to}")).value(written);
            wrong.push(placed(finding, Some(line), Some(source)));
            continue;
        };
        listed.push(Listed { line: Some(line), from, to, weight });
    }
    // A column of numbers with a word among them was said above, by its line.
    let words = table.findings.iter().filter(|finding| finding.code == Code::NotUtf8).cloned();
    match gathered(ids, listed.into_iter(), Some(source)) {
        Ok((weights, findings)) if wrong.is_empty() => Ok((weights, words.chain(findings).collect())),
        Ok(_) => Err(Error::Input(wrong)),
        Err(error) => {
            wrong.extend(error.into_findings()?);
            wrong.sort_by_key(|finding| finding.place.line);
            Err(Error::Input(wrong))
        }
    }
}

pub(super) fn written(weights: &Weights, ids: &[String]) -> String {
    let quoted = |id: &str| {
        let plain =
            !id.is_empty() && id.trim().len() == id.len() && !id.contains(['"', ',', ';', '\t', '\n', '\r']);
        if plain { id.to_owned() } else { format!("\"{}\"", id.replace('"', "\"\"")) }
    };
    let ids: Vec<String> = ids.iter().map(|id| quoted(id)).collect();
    let mut text = "from,to,weight\n".to_owned();
    for (i, from) in ids.iter().enumerate() {
        for (j, weight) in weights.row(i) {
            writeln!(text, "{from},{},{weight:?}", ids[j]).expect("text can be written to");
        }
    }
    text
}
