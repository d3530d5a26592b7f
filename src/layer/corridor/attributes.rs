//! What the fields of a corridor say, feature by feature.

use super::{CorridorFields, Status};
use crate::error::{Code, Finding};
use crate::layer::nearest::nearest;
use crate::layer::{Layer, Values};

/// One value a feature, in file order.
pub(super) struct Attributes {
    pub(super) ids: Vec<String>,
    pub(super) lines: Vec<Option<String>>,
    pub(super) modes: Vec<String>,
    pub(super) minutes: Vec<Option<f64>>,
    pub(super) speeds: Vec<Option<f64>>,
    pub(super) design_speeds: Vec<Option<f64>>,
    pub(super) lengths: Vec<Option<f64>>,
    pub(super) statuses: Vec<Status>,
    pub(super) opened: Vec<Option<i32>>,
    pub(super) oneway: Vec<bool>,
    pub(super) routed: Vec<bool>,
}

impl Attributes {
    /// Reads all fields of `layer`; what is wrong is added to `findings`.
    pub(super) fn read(layer: &Layer, fields: &CorridorFields, findings: &mut Vec<Finding>) -> Self {
        let usual = CorridorFields::default();
        let mut reader = Reader { layer, findings };
        let id = reader.column(fields.id.as_deref(), usual.id.as_deref());
        let ids = (0..layer.len())
            .map(|index| text(id, index).unwrap_or_else(|| format!("line-{}", index + 1)))
            .collect();
        let line = reader.column(fields.line.as_deref(), usual.line.as_deref());
        Self {
            ids,
            lines: (0..layer.len()).map(|index| text(line, index)).collect(),
            modes: reader.modes(fields),
            minutes: reader.above_zero(fields.minutes.as_deref(), usual.minutes.as_deref()),
            speeds: reader.above_zero(fields.speed_kmh.as_deref(), usual.speed_kmh.as_deref()),
            design_speeds: reader.above_zero(fields.design_kmh.as_deref(), usual.design_kmh.as_deref()),
            lengths: reader.above_zero(fields.length_km.as_deref(), usual.length_km.as_deref()),
            statuses: reader.statuses(fields.status.as_deref(), usual.status.as_deref()),
            opened: reader.years(fields.opened.as_deref(), usual.opened.as_deref()),
            oneway: reader.flags(fields.oneway.as_deref(), usual.oneway.as_deref(), false),
            routed: reader.flags(fields.routed.as_deref(), usual.routed.as_deref(), true),
        }
    }

    /// `finding` with the identifier and line of its feature.
    pub(super) fn label(&self, mut finding: Finding) -> Finding {
        if let Some(index) = finding.place.feature.and_then(|number| number.checked_sub(1)) {
            finding.place.id = self.ids.get(index).cloned();
            finding.place.name = self.lines.get(index).cloned().flatten();
        }
        finding
    }
}

/// The value of feature `index` as text that is not blank.
fn text(values: Option<&Values>, index: usize) -> Option<String> {
    let text = values?.text(index)?;
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

struct Reader<'a> {
    layer: &'a Layer,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Reader<'a> {
    /// The column called `name`; one that is not called as usual was named by the user and must exist.
    fn column(&mut self, name: Option<&str>, usual: Option<&str>) -> Option<&'a Values> {
        let name = name?;
        let field = self.layer.fields.named(name);
        if field.is_none() && Some(name) != usual {
            self.findings.push(self.layer.fields.missing(name, &self.layer.source));
        }
        field.map(|field| &field.values)
    }

    fn find(
        &mut self,
        code: Code,
        what: impl Into<String>,
        index: usize,
        field: Option<&str>,
    ) -> &mut Finding {
        let finding = Finding::new(code, what).feature(index + 1).field(field.unwrap_or_default());
        self.findings.push(finding);
        self.findings.last_mut().expect("a finding was just added")
    }

    fn modes(&mut self, fields: &CorridorFields) -> Vec<String> {
        let features = self.layer.len();
        if let Some(mode) = &fields.default_mode {
            return vec![mode.clone(); features];
        }
        let Some(field) = self.layer.fields.named(&fields.mode) else {
            let hint = "name the field with `mode`, or give every corridor one mode with `default_mode`";
            self.findings.push(self.layer.fields.missing(&fields.mode, &self.layer.source).hint(hint));
            return vec![String::new(); features];
        };
        (0..features)
            .map(|index| {
                text(Some(&field.values), index).unwrap_or_else(|| {
                    self.find(Code::MissingValue, "the corridor has no mode", index, Some(&fields.mode));
                    String::new()
                })
            })
            .collect()
    }

    fn above_zero(&mut self, name: Option<&str>, usual: Option<&str>) -> Vec<Option<f64>> {
        let features = self.layer.len();
        let Some(values) = self.column(name, usual) else { return vec![None; features] };
        (0..features)
            .map(|index| match (values.number(index), text(Some(values), index)) {
                (Some(number), _) if number > 0.0 => Some(number),
                (None, None) => None,
                (Some(number), _) => {
                    let what = "the value must be above zero";
                    self.find(Code::BadValue, what, index, name).value = Some(number.to_string());
                    None
                }
                (None, Some(text)) => {
                    self.find(Code::BadValue, "a number is wanted", index, name).value = Some(text);
                    None
                }
            })
            .collect()
    }

    fn statuses(&mut self, name: Option<&str>, usual: Option<&str>) -> Vec<Status> {
        const WORDS: [(&str, Status); 3] =
            [("open", Status::Open), ("building", Status::Building), ("planned", Status::Planned)];
        let features = self.layer.len();
        let values = self.column(name, usual);
        (0..features)
            .map(|index| {
                let Some(word) = text(values, index) else { return Status::Open };
                if let Some((_, status)) = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&word)) {
                    return *status;
                }
                let near = nearest(&word, WORDS.map(|(known, _)| known), 1);
                let near = near.first().map_or(String::new(), |near| format!(", perhaps `{near}`"));
                let what = format!("a status is `open`, `building` or `planned`{near}");
                self.find(Code::BadValue, what, index, name).value = Some(word);
                Status::Open
            })
            .collect()
    }

    fn years(&mut self, name: Option<&str>, usual: Option<&str>) -> Vec<Option<i32>> {
        let features = self.layer.len();
        let Some(values) = self.column(name, usual) else { return vec![None; features] };
        let numeric = matches!(values, Values::Integer(_) | Values::Real(_));
        (0..features)
            .map(|index| {
                let text = text(Some(values), index)?;
                let year = year(&text);
                if year.is_none() && numeric {
                    let what = "a year has four digits";
                    self.find(Code::BadValue, what, index, name).value = Some(text);
                }
                year
            })
            .collect()
    }

    fn flags(&mut self, name: Option<&str>, usual: Option<&str>, absent: bool) -> Vec<bool> {
        let features = self.layer.len();
        let values = self.column(name, usual);
        (0..features)
            .map(|index| {
                let Some(word) = text(values, index) else { return absent };
                match word.to_ascii_lowercase().as_str() {
                    "true" | "yes" | "1" => true,
                    "false" | "no" | "0" => false,
                    _ => {
                        let what = "true or false is wanted";
                        self.find(Code::BadValue, what, index, name).value = Some(word);
                        absent
                    }
                }
            })
            .collect()
    }
}

/// The year in `2014`, `2014-12-26` or `2014年12月`, and 1948 in `before 1949`.
fn year(text: &str) -> Option<i32> {
    let (digits, before) = match text.strip_prefix("before ") {
        Some(rest) => (rest.trim(), 1),
        None => (text, 0),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    if end != 4 {
        return None;
    }
    digits[..end].parse::<i32>().ok().filter(|year| *year > 0).map(|year| year - before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_from_a_number_a_date_or_a_phrase() {
        assert_eq!(year("2014"), Some(2014));
        assert_eq!(year("2014-12-26"), Some(2014));
        assert_eq!(year("2014年12月"), Some(2014));
        assert_eq!(year("before 1949"), Some(1948));
        for text in ["", "unknown", "20141226", "about 2014", "before the war", "0000", "-2014"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
