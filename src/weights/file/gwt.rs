//! Links with weights, one a line.

use super::super::Weights;
use super::super::table::{Listed, gathered};
use crate::error::{Code, Error, Finding, Result};
use std::fmt::Write;
use std::path::Path;

/// The first line is `0 count layer field`, or the count alone.
pub(super) fn parse(source: &Path, text: &str, ids: &[String]) -> Result<(Weights, Vec<Finding>)> {
    let mut lines = (1..).zip(text.lines());
    let (_, first) = lines.next().unwrap_or((1, ""));
    let header: Vec<&str> = first.split_whitespace().collect();
    let count = header.get(usize::from(header.len() > 1)).and_then(|count| count.parse::<usize>().ok());
    let mut findings = Vec::new();
    match count {
        Some(count) if count == ids.len() => {}
        Some(count) => {
            let what = format!("the first line says {count} units, the layer has {}", ids.len());
            findings.push(Finding::new(Code::BadWeights, what).file(source).line(1));
        }
        None => {
            let what = "the first line does not say how many units there are";
            findings.push(Finding::new(Code::BadWeights, what).file(source).line(1).value(first.trim()));
        }
    }
    let mut listed = Vec::new();
    for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let link = match words[..] {
            [from, to, weight] => {
                weight.parse().ok().map(|weight| Listed { line: Some(line), from, to, weight })
            }
            _ => None,
        };
        let what = "a line reads: from to weight";
        let finding = || Finding::new(Code::BadWeights, what).file(source).line(line).value(text.trim());
        match link {
            Some(link) => listed.push(link),
            None => findings.push(finding()),
        }
    }
    match gathered(ids, listed.into_iter(), Some(source)) {
        Ok(read) if findings.is_empty() => Ok(read),
        Ok(_) => Err(Error::Input(findings)),
        Err(error) => {
            findings.extend(error.into_findings()?);
            findings.sort_by_key(|finding| finding.place.line);
            Err(Error::Input(findings))
        }
    }
}

pub(super) fn written(weights: &Weights, ids: &[String]) -> String {
    let mut text = format!("0 {} unknown id\n", weights.len());
    for (i, from) in ids.iter().enumerate() {
        for (j, weight) in weights.row(i) {
            writeln!(text, "{from} {} {weight:?}", ids[j]).expect("text can be written to");
        }
    }
    text
}
