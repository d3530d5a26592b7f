//! Weights from a list of links.

use super::Weights;
use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest_hint;
use std::collections::HashMap;
use std::path::Path;

/// A link as it is listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) line: Option<u64>,
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) weight: f64,
}

/// Weights from rows of (from, to, weight): the weight of the unit `to` for the unit `from`.
///
/// # Conventions
/// `ids` gives the units and their order; a unit without a row is an island. A pair without a row has no weight; the
/// two directions are two rows. A row that repeats an earlier one counts once. A unit may be its own neighbour.
///
/// # Errors
/// An identifier that no unit has; a pair with two different weights; a weight that is not finite: all of them in one
/// error.
///
/// # Example
/// ```
/// use jingwei::weights::from_table;
/// let ids = ["110000", "120000", "130000"].map(String::from);
/// let rows = [("110000", "120000", 0.5), ("120000", "110000", 2.0)];
/// let weights = from_table(&ids, &rows)?;
/// assert_eq!((weights.weight(1, 0), weights.islands()), (2.0, vec![2]));
/// assert!(from_table(&ids, &[("110000", "140000", 1.0)]).is_err());
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn from_table(ids: &[String], rows: &[(&str, &str, f64)]) -> Result<Weights> {
    let listed = rows.iter().map(|&(from, to, weight)| Listed { line: None, from, to, weight });
    Ok(gathered(ids, listed, None)?.0)
}

/// Where each unit stands in the order of the units.
pub(super) fn positions(ids: &[String]) -> HashMap<&str, usize> {
    ids.iter().enumerate().map(|(i, id)| (id.as_str(), i)).collect()
}

/// The refusal of an identifier that no unit has.
pub(super) fn unknown(id: &str, ids: &[String], line: Option<u64>, file: Option<&Path>) -> Finding {
    let otherwise = "name only units of the layer, by the field that `id` names";
    let hint = nearest_hint(id, ids.iter().map(String::as_str), otherwise);
    placed(Finding::new(Code::UnknownUnit, "no unit has this identifier").value(id).hint(hint), line, file)
}

/// The finding with what is known of its place.
pub(super) fn placed(finding: Finding, line: Option<u64>, file: Option<&Path>) -> Finding {
    let finding = file.map_or(finding.clone(), |file| finding.file(file));
    line.map_or(finding.clone(), |line| finding.line(line))
}

/// Weights of the links that are listed, and warnings about the list.
pub(super) fn gathered<'a>(
    ids: &[String],
    listed: impl Iterator<Item = Listed<'a>>,
    file: Option<&Path>,
) -> Result<(Weights, Vec<Finding>)> {
    let positions = positions(ids);
    let mut findings = Vec::new();
    let mut links: Vec<(usize, usize, Listed<'_>)> = Vec::new();
    for link in listed {
        let finding = |code, what: &str| {
            let finding = Finding::new(code, what).id(format!("{} → {}", link.from, link.to));
            placed(finding.value(link.weight), link.line, file)
        };
        if !link.weight.is_finite() {
            findings.push(finding(Code::BadValue, "a weight is a finite number"));
        }
        match (positions.get(link.from), positions.get(link.to)) {
            (Some(&i), Some(&j)) => links.push((i, j, link)),
            (i, j) => {
                let absent = [(i, link.from), (j, link.to)].into_iter().filter(|(known, _)| known.is_none());
                // One identifier a line is enough; a unit of its own would be said twice.
                findings.extend(absent.take(1).map(|(_, id)| unknown(id, ids, link.line, file)));
            }
        }
    }
    // Stable: of rows for one pair the first stays first.
    links.sort_by_key(|&(i, j, _)| (i, j));
    let mut rows = vec![Vec::new(); ids.len()];
    for pair in links.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (i, j, first) = pair[0];
        rows[i].push((j, first.weight));
        for (_, _, again) in &pair[1..] {
            let (code, what) = if again.weight.total_cmp(&first.weight).is_eq() {
                (Code::RepeatedRow, "the pair is listed already and counts once")
            } else {
                (Code::BadValue, "the pair is listed already with another weight")
            };
            let finding = Finding::new(code, what).id(format!("{} → {}", again.from, again.to));
            findings.push(placed(finding.value(again.weight), again.line, file));
        }
    }
    findings.sort_by_key(|finding| finding.place.line);
    Error::if_any(&findings)?;
    Ok((Weights::from_rows(rows), findings))
}
