//! Fields typed over the whole file.
//!
//! A field takes the type of its first value; whole numbers become real when a real one follows. Lists and
//! objects are kept as JSON text. Numbers, text and true/false do not mix: the first clash of each field is
//! remembered and the field becomes text, so that it can still be shown.

use crate::layer::{Field, Values};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor, value};
use std::collections::HashMap;
use std::fmt;

/// One value of a property.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Boolean(bool),
    Integer(i64),
    Real(f64),
    Text(String),
    /// A list or object, as JSON text.
    Nested(String),
}

/// Two features whose values of one field are of different kinds; features counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clash {
    pub(super) earlier: usize,
    pub(super) earlier_kind: &'static str,
    pub(super) earlier_value: String,
    pub(super) later: usize,
    pub(super) later_kind: &'static str,
    pub(super) later_value: String,
}

/// One field while the file is read.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    values: Values,
    /// The first feature with a value.
    first: Option<usize>,
    pub(super) clash: Option<Clash>,
    /// The first feature with a list or object, and how many there are.
    pub(super) nested: Option<(usize, usize)>,
}

/// All fields, in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Columns {
    all: Vec<Column>,
    by_name: HashMap<String, usize>,
    /// Where the next key is expected, since features mostly repeat one order of keys.
    next: usize,
    /// The only fields that are kept; all where absent.
    wanted: Option<&'static [&'static str]>,
}

impl Columns {
    /// Columns for the fields called `wanted` alone.
    pub(super) fn only(wanted: &'static [&'static str]) -> Self {
        Self { wanted: Some(wanted), ..Self::default() }
    }

    /// What was read so far; reading goes on with the same fields wanted.
    pub(super) fn split(&mut self) -> Self {
        let wanted = self.wanted;
        std::mem::replace(self, Self { wanted, ..Self::default() })
    }

    /// Begins a feature.
    pub(super) fn rewind(&mut self) {
        self.next = 0;
    }

    /// The column called `name`, made when it is new; `None` where the field is not wanted.
    pub(super) fn position(&mut self, name: &str) -> Option<usize> {
        if self.wanted.is_some_and(|wanted| !wanted.contains(&name)) {
            return None;
        }
        let position = match self.all.get(self.next) {
            Some(column) if column.name == name => self.next,
            _ => self.by_name.get(name).copied().unwrap_or_else(|| {
                self.by_name.insert(name.to_owned(), self.all.len());
                self.all.push(Column::new(name));
                self.all.len() - 1
            }),
        };
        self.next = position + 1;
        Some(position)
    }

    /// Puts the value of `feature` into the column at `position`.
    pub(super) fn put(&mut self, position: usize, feature: usize, cell: Cell) {
        self.all[position].put(feature, cell);
    }

    pub(super) fn finish(self) -> Vec<Column> {
        self.all
    }
}

impl Column {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            values: Values::Text(Vec::new()),
            first: None,
            clash: None,
            nested: None,
        }
    }

    /// Whether a feature has a value.
    pub(super) fn has_values(&self) -> bool {
        self.first.is_some()
    }

    /// The field with a value or `None` for each of `features`; text when there is no value at all.
    pub(super) fn finish(mut self, features: usize) -> Field {
        self.pad(features);
        Field { name: self.name, values: self.values }
    }

    /// Puts the value of `feature`; of a key written twice the last value stands.
    pub(super) fn put(&mut self, feature: usize, cell: Cell) {
        self.pad(feature);
        self.truncate(feature);
        let cell = match cell {
            Cell::Nested(text) => {
                self.nested = Some(self.nested.map_or((feature, 1), |(first, count)| (first, count + 1)));
                Cell::Text(text)
            }
            cell => cell,
        };
        if cell != Cell::Null && self.first.is_none() {
            self.first = Some(feature);
            self.values = match &cell {
                Cell::Integer(_) => Values::Integer(vec![None; feature]),
                Cell::Real(_) => Values::Real(vec![None; feature]),
                Cell::Boolean(_) => Values::Boolean(vec![None; feature]),
                Cell::Null | Cell::Text(_) | Cell::Nested(_) => Values::Text(vec![None; feature]),
            };
        }
        #[expect(clippy::cast_precision_loss, reason = "a field of real numbers holds what f64 can hold")]
        match (&mut self.values, cell) {
            (_, Cell::Null) => self.pad(feature + 1),
            (Values::Integer(values), Cell::Integer(value)) => values.push(Some(value)),
            (Values::Real(values), Cell::Real(value)) => values.push(Some(value)),
            (Values::Real(values), Cell::Integer(value)) => values.push(Some(value as f64)),
            (Values::Integer(values), Cell::Real(value)) => {
                let mut reals: Vec<_> = values.iter().map(|value| value.map(|value| value as f64)).collect();
                reals.push(Some(value));
                self.values = Values::Real(reals);
            }
            (Values::Boolean(values), Cell::Boolean(value)) => values.push(Some(value)),
            (Values::Text(values), Cell::Text(value)) => values.push(Some(value)),
            (_, cell) => self.put_other(feature, cell),
        }
    }

    /// Remembers the clash of `cell` with what stands, and goes on as text.
    fn put_other(&mut self, feature: usize, cell: Cell) {
        let (kind, value) = match cell {
            Cell::Null => return,
            Cell::Boolean(value) => ("true or false", value.to_string()),
            Cell::Integer(value) => ("a number", value.to_string()),
            Cell::Real(value) => ("a number", value.to_string()),
            Cell::Text(value) | Cell::Nested(value) => ("text", value),
        };
        if self.clash.is_none()
            && let Some(earlier) = self.first
        {
            self.clash = Some(Clash {
                earlier,
                earlier_kind: match self.values {
                    Values::Text(_) => "text",
                    Values::Integer(_) | Values::Real(_) => "a number",
                    Values::Boolean(_) => "true or false",
                },
                earlier_value: self.values.text(earlier).unwrap_or_default(),
                later: feature,
                later_kind: kind,
                later_value: value.clone(),
            });
        }
        let mut texts: Vec<_> = (0..self.values.len()).map(|index| self.values.text(index)).collect();
        texts.push(Some(value));
        self.values = Values::Text(texts);
    }

    fn pad(&mut self, features: usize) {
        match &mut self.values {
            Values::Text(values) if values.len() < features => values.resize(features, None),
            Values::Integer(values) if values.len() < features => values.resize(features, None),
            Values::Real(values) if values.len() < features => values.resize(features, None),
            Values::Boolean(values) if values.len() < features => values.resize(features, None),
            _ => {}
        }
    }

    fn truncate(&mut self, features: usize) {
        match &mut self.values {
            Values::Text(values) => values.truncate(features),
            Values::Integer(values) => values.truncate(features),
            Values::Real(values) => values.truncate(features),
            Values::Boolean(values) => values.truncate(features),
        }
        if self.first.is_some_and(|first| first >= features) {
            self.first = None;
        }
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyValue;
        impl<'de> Visitor<'de> for AnyValue {
            type Value = Cell;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the value of a property")
            }

            fn visit_unit<E: Error>(self) -> Result<Cell, E> {
                Ok(Cell::Null)
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Cell, E> {
                Ok(Cell::Boolean(value))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Cell, E> {
                Ok(Cell::Integer(value))
            }

            #[expect(clippy::cast_precision_loss, reason = "beyond i64 a number is real")]
            fn visit_u64<E: Error>(self, value: u64) -> Result<Cell, E> {
                Ok(i64::try_from(value).map_or(Cell::Real(value as f64), Cell::Integer))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Cell, E> {
                Ok(Cell::Real(value))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Cell, E> {
                Ok(Cell::Text(value.to_owned()))
            }

            fn visit_string<E: Error>(self, value: String) -> Result<Cell, E> {
                Ok(Cell::Text(value))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Cell, A::Error> {
                nested(value::SeqAccessDeserializer::new(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Cell, A::Error> {
                nested(value::MapAccessDeserializer::new(object))
            }
        }
        deserializer.deserialize_any(AnyValue)
    }
}

fn nested<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
    Ok(Cell::Nested(serde_json::Value::deserialize(deserializer)?.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[(usize, Cell)]) -> Column {
        let mut column = Column::new("gdp");
        for (feature, cell) in cells {
            column.put(*feature, cell.clone());
        }
        column
    }

    #[test]
    fn whole_numbers_become_real_and_absent_is_none() {
        let column = column(&[(1, Cell::Integer(2)), (2, Cell::Null), (4, Cell::Real(0.5))]);
        let field = column.finish(6);
        assert_eq!(field.values, Values::Real(vec![None, Some(2.0), None, None, Some(0.5), None]));
    }

    #[test]
    fn a_field_without_values_is_text() {
        let column = column(&[(0, Cell::Null)]);
        assert!(!column.has_values());
        assert_eq!(column.finish(2).values, Values::Text(vec![None, None]));
    }

    #[test]
    fn a_clash_names_both_values_and_the_field_goes_on_as_text() {
        let column = column(&[
            (0, Cell::Null),
            (1, Cell::Integer(7)),
            (2, Cell::Text("n/a".to_owned())),
            (3, Cell::Integer(8)),
        ]);
        let clash = column.clash.clone().unwrap();
        assert_eq!((clash.earlier, clash.earlier_value.as_str()), (1, "7"));
        assert_eq!((clash.later, clash.later_value.as_str()), (2, "n/a"));
        let texts = ["7", "n/a", "8"].map(|text| Some(text.to_owned()));
        assert_eq!(column.finish(4).values, Values::Text([vec![None], texts.to_vec()].concat()));
    }

    #[test]
    fn of_a_key_written_twice_the_last_value_stands() {
        let column = column(&[(0, Cell::Integer(1)), (0, Cell::Text("a".to_owned()))]);
        assert_eq!(column.clash, None);
        assert_eq!(column.finish(1).values, Values::Text(vec![Some("a".to_owned())]));
    }
}
