//! Who is who in a layer: identifiers as text, names, and the order of the identifiers.

use super::{Field, Fields, Layer, Values};
use crate::error::{Code, Error, Finding, Level, Result};
use std::collections::HashMap;
use std::path::Path;

/// Fields that mostly hold an identifier, for messages before the user has named one.
const LIKELY_IDS: [&str; 5] = ["adcode", "id", "code", "gb", "fid"];
/// Fields that mostly hold a name.
const LIKELY_NAMES: [&str; 4] = ["name", "NAME", "名称", "line"];

/// Identifiers and names in the order of the file.
pub(super) struct Identity {
    /// Identifiers; empty where missing.
    pub(super) ids: Vec<String>,
    /// Names; the identifier where missing.
    pub(super) names: Vec<String>,
    /// The places in the file, sorted by identifier.
    pub(super) order: Vec<usize>,
    /// Missing, duplicate and oddly written identifiers.
    pub(super) findings: Vec<Finding>,
}

impl Identity {
    /// Identifiers from field `id` and names from field `name` of `layer`.
    pub(super) fn of(layer: &Layer, id: &str, name: Option<&str>) -> Self {
        let mut findings = Vec::new();
        let ids = ids(layer, id, &mut findings);
        let named = name.and_then(|name| {
            let field = layer.fields.named(name);
            if field.is_none() && !layer.is_empty() {
                findings.push(layer.fields.missing(name, &layer.source));
            }
            field.map(|field| &field.values)
        });
        let names = (0..layer.len())
            .map(|index| named.and_then(|values| values.text(index)).unwrap_or_else(|| ids[index].clone()))
            .collect();
        let mut order: Vec<usize> = (0..layer.len()).collect();
        order.sort_by(|&a, &b| ids[a].cmp(&ids[b]).then(a.cmp(&b)));
        let mut identity = Self { ids, names, order, findings };
        identity.find_duplicates(id);
        identity.findings = std::mem::take(&mut identity.findings)
            .into_iter()
            .map(|finding| identity.label(finding).file(&layer.source))
            .collect();
        identity
    }

    /// `finding` with the identifier and name of its feature.
    pub(super) fn label(&self, mut finding: Finding) -> Finding {
        if let Some(index) = finding.place.feature.and_then(|number| number.checked_sub(1)) {
            let known = self.ids.get(index).filter(|id| !id.is_empty());
            finding.place.id = known.cloned().or(finding.place.id);
            let named = self.names.get(index).filter(|name| !name.is_empty() && Some(*name) != known);
            finding.place.name = named.cloned();
        }
        finding
    }

    /// All findings of a layer with identifiers and names: the warnings, if no error is among them.
    pub(super) fn settle(&self, layer: Vec<Finding>, source: &Path) -> Result<Vec<Finding>> {
        let mut findings = self.findings.clone();
        findings.extend(layer.into_iter().map(|finding| self.label(finding).file(source)));
        Error::if_any(&findings)?;
        Ok(findings)
    }

    /// `texts` in the order of the identifiers.
    pub(super) fn sorted(&self, texts: &[String]) -> Vec<String> {
        self.order.iter().map(|&index| texts[index].clone()).collect()
    }

    fn find_duplicates(&mut self, field: &str) {
        for pair in self.order.windows(2) {
            let (earlier, later) = (pair[0], pair[1]);
            if self.ids[earlier] == self.ids[later] && !self.ids[later].is_empty() {
                let name = &self.names[earlier];
                let name = if *name == self.ids[earlier] { String::new() } else { format!(" ({name})") };
                let what = format!("feature {}{name} has the same identifier", earlier + 1);
                let finding = Finding::new(Code::DuplicateId, what).feature(later + 1).field(field);
                self.findings.push(finding.value(&self.ids[later]));
            }
        }
    }
}

/// The identifiers in field `id`, empty where missing.
fn ids(layer: &Layer, id: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    let nobody = vec![String::new(); layer.len()];
    if layer.is_empty() {
        // That the layer holds nothing is said already.
        return nobody;
    }
    if id.is_empty() {
        findings.push(Finding::new(Code::MissingId, "no field is named as the identifier"));
        return nobody;
    }
    let Some(Field { values, .. }) = layer.fields.named(id) else {
        findings.push(layer.fields.missing(id, &layer.source));
        return nobody;
    };
    if let Values::Real(numbers) = values {
        findings.extend(real_ids(numbers, id));
    }
    let ids: Vec<String> = (0..layer.len())
        .map(|index| values.text(index).filter(|text| !text.trim().is_empty()).unwrap_or_default())
        .collect();
    for (index, _) in ids.iter().enumerate().filter(|(_, text)| text.is_empty()) {
        findings.push(Finding::new(Code::MissingId, "the identifier is absent").feature(index + 1).field(id));
    }
    ids
}

/// A word about identifiers written as real numbers, and a refusal of those with a fraction.
fn real_ids(numbers: &[Option<f64>], field: &str) -> Vec<Finding> {
    /// Beyond this, neighbouring whole numbers are one f64.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let present = || numbers.iter().enumerate().filter_map(|(index, number)| Some((index, (*number)?)));
    let broken = |number: f64| number.fract() != 0.0 || number.abs() > EXACT;
    let mut findings: Vec<Finding> = present()
        .filter(|&(_, number)| broken(number))
        .map(|(index, number)| {
            let what = "the identifier is a number that cannot be written as whole";
            Finding::new(Code::BadValue, what).feature(index + 1).field(field).value(number)
        })
        .collect();
    if findings.is_empty()
        && let Some((index, number)) = present().next()
    {
        let what = format!("the identifiers are real numbers and were read as whole, such as `{number:.0}`");
        let finding = Finding::new(Code::MessyId, what).feature(index + 1).field(field);
        findings.push(finding.value(format_args!("{number:.1}")));
    }
    findings
}

impl Layer {
    /// Which features the reader has found an error in.
    pub(super) fn refused(&self) -> Vec<bool> {
        let mut refused = vec![false; self.len()];
        for finding in self.findings.iter().filter(|finding| finding.code.level() == Level::Error) {
            if let Some(number) = finding.place.feature
                && finding.place.field.is_none()
                && let Some(flag) = refused.get_mut(number.wrapping_sub(1))
            {
                *flag = true;
            }
        }
        refused
    }

    /// Puts the likely identifier and name of its feature to each finding.
    pub(super) fn label(&mut self) {
        let who = Who::of(&self.fields);
        for finding in &mut self.findings {
            if let Some(index) = finding.place.feature.and_then(|number| number.checked_sub(1)) {
                finding.place.id = who.id(index);
                finding.place.name = who.name(index);
            }
        }
    }
}

/// The fields that most likely hold identifiers and names.
pub(super) struct Who<'a> {
    ids: Option<&'a Values>,
    names: Option<&'a Values>,
}

impl<'a> Who<'a> {
    pub(super) fn of(fields: &'a Fields) -> Self {
        let by_name: HashMap<&str, &Values> =
            fields.0.iter().map(|field| (field.name.as_str(), &field.values)).collect();
        let first = |likely: &[&str]| likely.iter().find_map(|name| by_name.get(name).copied());
        Self { ids: first(&LIKELY_IDS), names: first(&LIKELY_NAMES) }
    }

    pub(super) fn id(&self, index: usize) -> Option<String> {
        self.ids.filter(|values| index < values.len())?.text(index)
    }

    pub(super) fn name(&self, index: usize) -> Option<String> {
        self.names.filter(|values| index < values.len())?.text(index)
    }
}
