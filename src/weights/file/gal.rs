//! Neighbours without weights.

use super::super::Weights;
use super::super::table::{placed, positions, unknown};
use crate::error::{Code, Error, Finding, Result};
use std::fmt::Write;
use std::path::Path;

/// Words with the line on which each stands.
struct Words<'a> {
    words: std::iter::Peekable<Box<dyn Iterator<Item = (u64, &'a str)> + 'a>>,
    last_line: u64,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let numbered = (1..).zip(text.lines());
        let words = numbered.flat_map(|(line, text)| text.split_whitespace().map(move |word| (line, word)));
        let words: Box<dyn Iterator<Item = (u64, &'a str)> + 'a> = Box::new(words);
        Self { words: words.peekable(), last_line: 1 }
    }

    fn next(&mut self) -> Option<(u64, &'a str)> {
        let next = self.words.next();
        if let Some((line, _)) = next {
            self.last_line = line;
        }
        next
    }
}

/// How many units the first line says, which may be that of `GeoDa`, `0 count layer field`.
fn header(text: &str, source: &Path) -> Result<usize> {
    let first = text.lines().next().unwrap_or_default();
    let mut words = first.split_whitespace();
    let count = words.next().map(|first| words.next().unwrap_or(first));
    count.and_then(|count| count.parse().ok()).ok_or_else(|| {
        let what = "the first line does not say how many units there are";
        Finding::new(Code::BadWeights, what).file(source).line(1).value(first.trim()).into()
    })
}

/// Units may be listed in any order. One that is not listed has a warning and no neighbour.
pub(super) fn parse(source: &Path, text: &str, ids: &[String]) -> Result<(Weights, Vec<Finding>)> {
    let count = header(text, source)?;
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    let mut words = Words::of(body);
    let positions = positions(ids);
    let mut rows: Vec<Option<Vec<usize>>> = vec![None; ids.len()];
    let mut findings = Vec::new();
    // The first line is not part of the body.
    let at = |finding: Finding, line: u64| placed(finding, Some(line + 1), Some(source));
    let cut_off = |line: u64, id: &str| {
        let what = "the file ends before the neighbours of a unit do";
        Error::from(at(Finding::new(Code::BadWeights, what).id(id), line))
    };
    let mut listed = 0;
    // The unit, by its place in the file, that each was last listed for.
    let mut listed_for = vec![0; ids.len()];
    while let Some((line, id)) = words.next() {
        let Some((count_line, neighbours)) = words.next() else { return Err(cut_off(line, id)) };
        let Ok(neighbours) = neighbours.parse::<usize>() else {
            let what = "the number of neighbours is no whole number";
            let finding = Finding::new(Code::BadWeights, what).id(id).value(neighbours);
            findings.push(at(finding, count_line));
            // What follows cannot be told apart any more.
            return Err(Error::Input(findings));
        };
        listed += 1;
        let unit = positions.get(id);
        if unit.is_none() {
            findings.push(unknown(id, ids, Some(line + 1), Some(source)));
        }
        let mut row = Vec::new();
        for _ in 0..neighbours {
            let Some((line, neighbour)) = words.next() else { return Err(cut_off(words.last_line, id)) };
            match positions.get(neighbour) {
                Some(&j) if listed_for[j] == listed => {
                    let what = "the pair is listed already and counts once";
                    let id = format!("{id} → {neighbour}");
                    findings.push(at(Finding::new(Code::RepeatedRow, what).id(id), line));
                }
                Some(&j) => {
                    listed_for[j] = listed;
                    row.push(j);
                }
                None => findings.push(unknown(neighbour, ids, Some(line + 1), Some(source)).id(id)),
            }
        }
        if let Some(&i) = unit
            && rows[i].replace(row).is_some()
        {
            findings.push(at(Finding::new(Code::DuplicateId, "the unit is listed twice").id(id), line));
        }
    }
    if listed != count {
        let what = format!("the first line says {count} units, the file lists {listed}");
        findings.push(Finding::new(Code::BadWeights, what).file(source).line(1));
    }
    Error::if_any(&findings)?;
    for (id, _) in ids.iter().zip(&rows).filter(|(_, row)| row.is_none()) {
        let what = "the file does not list the unit, which is left without a neighbour";
        findings.push(Finding::new(Code::UnmatchedUnit, what).file(source).id(id));
    }
    let row = |row: Option<Vec<usize>>| row.unwrap_or_default().into_iter().map(|j| (j, 1.0)).collect();
    Ok((Weights::from_rows(rows.into_iter().map(row).collect()), findings))
}

pub(super) fn written(weights: &Weights, ids: &[String]) -> Result<String> {
    let other = |i: usize| {
        let (j, weight) = weights.row(i).find(|(_, weight)| weight.total_cmp(&1.0).is_ne())?;
        let what = "GAL holds no weights other than 1";
        let finding = Finding::new(Code::BadValue, what).id(format!("{} → {}", ids[i], ids[j]));
        Some(finding.value(weight).hint("write .gwt or .csv, or make the weights binary"))
    };
    Error::if_any(&(0..weights.len()).filter_map(other).collect::<Vec<_>>())?;
    let mut text = format!("{}\n", weights.len());
    for (i, id) in ids.iter().enumerate() {
        let neighbours: Vec<&str> = weights.row(i).map(|(j, _)| ids[j].as_str()).collect();
        writeln!(text, "{id} {}\n{}", neighbours.len(), neighbours.join(" "))
            .expect("text can be written to");
    }
    Ok(text)
}
