//! Corridors of another file behind those of the first.

use super::Corridors;
use crate::layer::{Field, Fields, Values};

impl Corridors {
    /// Puts the corridors of `other` behind these, which keep their numbers.
    ///
    /// A field that only one of both has is absent in the corridors of the other; whole numbers among reals become
    /// real; where the types differ otherwise, the field becomes text. [`Corridors::source`] stays the first file's.
    pub fn append(&mut self, other: Self) {
        let (before, after) = (self.len(), other.len());
        self.ids.extend(other.ids);
        self.lines.extend(other.lines);
        self.modes.extend(other.modes);
        self.paths.extend(other.paths);
        self.minutes.extend(other.minutes);
        self.speeds.extend(other.speeds);
        self.design_speeds.extend(other.design_speeds);
        self.lengths.extend(other.lengths);
        self.statuses.extend(other.statuses);
        self.opened.extend(other.opened);
        self.oneway.extend(other.oneway);
        self.routed.extend(other.routed);
        self.findings.extend(other.findings);
        append_fields(&mut self.fields, before, other.fields, after);
    }
}

fn append_fields(fields: &mut Fields, before: usize, others: Fields, after: usize) {
    for field in &mut fields.0 {
        if others.named(&field.name).is_none() {
            append(&mut field.values, Values::Text(vec![None; after]));
        }
    }
    for Field { name, values } in others.0 {
        if let Some(known) = fields.0.iter_mut().find(|known| known.name == name) {
            append(&mut known.values, values);
        } else {
            let mut all = Values::Text(vec![None; before]);
            append(&mut all, values);
            fields.0.push(Field { name, values: all });
        }
    }
}

/// Puts `more` behind `values`, of the type that holds both.
fn append(values: &mut Values, more: Values) {
    let empty = |values: &Values| (0..values.len()).all(|row| values.text(row).is_none());
    match (&mut *values, more) {
        (Values::Text(first), Values::Text(second)) => first.extend(second),
        (Values::Integer(first), Values::Integer(second)) => first.extend(second),
        (Values::Real(first), Values::Real(second)) => first.extend(second),
        (Values::Boolean(first), Values::Boolean(second)) => first.extend(second),
        (first, second) if empty(&second) => first.extend_absent(second.len()),
        (first, second) if empty(first) => {
            let mut all = second.reordered(&[]);
            all.extend_absent(first.len());
            append(&mut all, second);
            *first = all;
        }
        (first @ (Values::Integer(_) | Values::Real(_)), second @ (Values::Integer(_) | Values::Real(_))) => {
            let numbers =
                |values: &Values| (0..values.len()).map(|row| values.number(row)).collect::<Vec<_>>();
            *first = Values::Real([numbers(first), numbers(&second)].concat());
        }
        (first, second) => {
            let texts = |values: &Values| (0..values.len()).map(|row| values.text(row)).collect::<Vec<_>>();
            *first = Values::Text([texts(first), texts(&second)].concat());
        }
    }
}

impl Values {
    /// Adds `count` features without a value.
    fn extend_absent(&mut self, count: usize) {
        let all = self.len() + count;
        match self {
            Self::Text(values) => values.resize(all, None),
            Self::Integer(values) => values.resize(all, None),
            Self::Real(values) => values.resize(all, None),
            Self::Boolean(values) => values.resize(all, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_both_stand_side_by_side() {
        let field = |name: &str, values| Field { name: name.to_owned(), values };
        let texts =
            |texts: &[&str]| Values::Text(texts.iter().map(|text| Some((*text).to_owned())).collect());
        let mut fields = Fields(vec![
            field("id", texts(&["a", "b"])),
            field("km", Values::Integer(vec![Some(3), None])),
            field("year", Values::Integer(vec![Some(2011), Some(2012)])),
            field("via", Values::Text(vec![None, None])),
            field("routed", Values::Boolean(vec![Some(true), None])),
        ]);
        let others = Fields(vec![
            field("km", Values::Real(vec![Some(0.5)])),
            field("id", texts(&["c"])),
            field("year", texts(&["2014-12"])),
            field("via", Values::Integer(vec![Some(7)])),
            field("schematic", Values::Boolean(vec![Some(true)])),
        ]);
        append_fields(&mut fields, 2, others, 1);
        assert_eq!(
            fields,
            Fields(vec![
                field("id", texts(&["a", "b", "c"])),
                field("km", Values::Real(vec![Some(3.0), None, Some(0.5)])),
                field("year", texts(&["2011", "2012", "2014-12"])),
                field("via", Values::Integer(vec![None, None, Some(7)])),
                field("routed", Values::Boolean(vec![Some(true), None, None])),
                field("schematic", Values::Boolean(vec![None, None, Some(true)])),
            ])
        );
    }
}
