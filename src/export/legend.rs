//! The classes of a layer as a reader sees them, and the class of every feature.

use super::number::large;
use super::{Bilingual, Category, Colour, Column, Language, OutputLayer, Style};
use crate::classify::Classes;

/// The grey of features without a value.
pub const NO_DATA: Colour = Colour(214, 214, 214);

/// The entries of a legend in order, and to which each feature belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    /// Classes or categories; last of all the no-data entry, there only when a feature needs it.
    pub entries: Vec<Entry>,
    /// The entry of each feature: exactly one.
    pub of: Vec<usize>,
}

/// One line of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What belongs to it.
    pub key: Key,
    /// What the reader sees, rounded.
    pub label: Bilingual,
    /// Its colour.
    pub colour: Colour,
    /// Width of its lines in millimetres, where the category says so.
    pub width_mm: Option<f64>,
    /// How many features belong to it.
    pub features: usize,
}

/// What belongs to an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// Values from `lower` to `upper`; `lower` itself only in the first class.
    Interval {
        /// Lower bound at full precision.
        lower: f64,
        /// Upper bound at full precision, inclusive.
        upper: f64,
    },
    /// One text.
    Value(String),
    /// Absent values, and those in no class or category.
    NoData,
}

impl Entry {
    /// Whether this is the no-data entry.
    #[must_use]
    pub fn is_no_data(&self) -> bool {
        self.key == Key::NoData
    }
}

impl OutputLayer<'_> {
    /// The legend of this layer.
    ///
    /// # Conventions
    /// Classes are `[a, b] (b, c] …`. A feature is drawn by the bounds, never by rounded labels; an absent
    /// value, or one outside every class, is no data. Labels get as many decimals as it takes to tell
    /// neighbouring bounds apart.
    ///
    /// # Panics
    /// If the style names no column of the layer, or there is not one colour a class.
    #[must_use]
    pub fn legend(&self) -> Legend {
        let column = self.drawn();
        let mut entries = match &self.style {
            Style::Graduated { classes, colours, .. } => intervals(classes, colours, column),
            Style::Categorized { categories, .. } => named(categories),
            Style::Changes { classes, colours, categories, .. } => {
                let mut entries = intervals(classes, colours, column);
                entries.extend(named(categories));
                entries
            }
        };
        let apart = match &self.style {
            Style::Changes { apart, .. } => {
                Some(self.column(apart).expect("a style names columns of its layer"))
            }
            Style::Graduated { .. } | Style::Categorized { .. } => None,
        };
        let none = entries.len();
        let of: Vec<usize> = (0..self.len())
            .map(|feature| {
                let text = apart.unwrap_or(column).values.text(feature);
                // No change at all is in no class of changes.
                let number = column.values.number(feature).filter(|&v| apart.is_none() || v != 0.0);
                let belongs = |entry: &Entry| match &entry.key {
                    Key::Interval { lower, upper } => number.is_some_and(|v| *lower <= v && v <= *upper),
                    Key::Value(value) => text.as_ref() == Some(value),
                    Key::NoData => false,
                };
                entries.iter().position(belongs).unwrap_or(none)
            })
            .collect();
        if of.contains(&none) {
            let (label, colour) = self.style.no_data();
            entries.push(Entry { key: Key::NoData, label, colour, width_mm: None, features: 0 });
        }
        for &entry in &of {
            entries[entry].features += 1;
        }
        Legend { entries, of }
    }

    /// The name of what is drawn, with its unit.
    #[must_use]
    pub fn legend_title(&self, language: Language) -> String {
        let column = self.drawn();
        column.alias.with_unit(&column.unit, language)
    }
}

/// The entries of `classes`.
fn intervals(classes: &Classes, colours: &[Colour], column: &Column) -> Vec<Entry> {
    let made = classes.bounds.len().saturating_sub(1);
    assert_eq!(made, colours.len(), "one colour a class");
    let (texts, unit) = large(&classes.bounds, column.decimals);
    let intervals = classes.bounds.windows(2).zip(texts.windows(2)).zip(colours);
    let mut entries: Vec<Entry> =
        intervals.map(|((bounds, texts), &colour)| interval(bounds, texts, &unit, colour)).collect();
    // What lies below all bounds, as the low outliers of a box plot, begins nowhere.
    if let [first, _, ..] = entries.as_mut_slice()
        && classes.bounds[0] >= classes.bounds[1]
    {
        first.label = Bilingual::new(format!("≤ {}", first.label.zh), format!("≤ {}", first.label.en));
    }
    entries
}

/// The entries of `categories`.
fn named(categories: &[Category]) -> Vec<Entry> {
    let entry = |category: &Category| Entry {
        key: Key::Value(category.value.clone()),
        label: category.label.clone(),
        colour: category.colour,
        width_mm: category.width_mm,
        features: 0,
    };
    categories.iter().filter(|category| !category.value.is_empty()).map(entry).collect()
}

/// The class between two bounds, given as numbers and as texts.
fn interval(bounds: &[f64], texts: &[Bilingual], unit: &Bilingual, colour: Colour) -> Entry {
    let (lower, upper) = (bounds[0], bounds[1]);
    let label = |from: &str, to: &str, unit: &str| {
        let values = if lower < upper { format!("{from} – {to}") } else { to.to_owned() };
        format!("{values} {unit}").trim_end().to_owned()
    };
    let (from, to) = (&texts[0], &texts[1]);
    Entry {
        key: Key::Interval { lower, upper },
        label: Bilingual::new(label(&from.zh, &to.zh, &unit.zh), label(&from.en, &to.en, &unit.en)),
        colour,
        width_mm: None,
        features: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Shapes;
    use crate::layer::Values;
    use geo_types::Coord;
    use proptest::prelude::*;

    fn layer(points: &[Coord<f64>], values: Values, style: Style) -> OutputLayer<'_> {
        let column = Column {
            name: "v".into(),
            alias: Bilingual::same("v"),
            unit: Bilingual::default(),
            decimals: 1,
            values,
        };
        OutputLayer {
            name: "layer".into(),
            title: Bilingual::default(),
            shapes: Shapes::Points(points),
            columns: vec![column],
            style,
            labels: None,
        }
    }

    fn graduated(bounds: &[f64]) -> Style {
        Style::Graduated {
            column: "v".into(),
            classes: Classes { bounds: bounds.to_vec(), of: Vec::new() },
            colours: vec![Colour(0, 0, 0); bounds.len() - 1],
        }
    }

    #[test]
    fn a_value_on_a_bound_belongs_to_the_lower_class() {
        let points = [Coord { x: 0.0, y: 0.0 }; 5];
        let values = Values::Real(vec![Some(1.0), Some(2.0), Some(2.000_001), Some(3.0), None]);
        let legend = layer(&points, values, graduated(&[1.0, 2.0, 3.0])).legend();
        assert_eq!(legend.of, [0, 0, 1, 1, 2]);
        assert_eq!(legend.entries.iter().map(|e| e.features).collect::<Vec<_>>(), [2, 2, 1]);
        assert_eq!(legend.entries[0].label.zh, "1.0 – 2.0");
        assert!(legend.entries[2].is_no_data());
    }

    #[test]
    fn a_first_class_that_begins_where_it_ends_is_all_below() {
        let points = [Coord { x: 0.0, y: 0.0 }; 2];
        let values = Values::Real(vec![Some(2.0), Some(5.0)]);
        let legend = layer(&points, values, graduated(&[-3.0, -3.0, 2.0, 5.0])).legend();
        assert_eq!(legend.of, [1, 2]);
        assert_eq!(legend.entries[0].label, Bilingual::same("≤ −3.0"));
    }

    #[test]
    fn no_data_is_listed_only_when_needed() {
        let points = [Coord { x: 0.0, y: 0.0 }];
        let values = Values::Integer(vec![Some(2)]);
        assert_eq!(layer(&points, values, graduated(&[1.0, 3.0])).legend().entries.len(), 1);
    }

    #[test]
    fn an_empty_category_names_what_has_no_value() {
        let points = [Coord { x: 0.0, y: 0.0 }; 2];
        let category = |value: &str, label: &str| Category {
            value: value.into(),
            label: Bilingual::same(label),
            colour: NO_DATA,
            width_mm: None,
        };
        let categories = vec![category("a", "A"), category("", "not listed")];
        let style = Style::Categorized { column: "v".into(), categories };
        let legend = layer(&points, Values::Text(vec![Some("a".into()), None]), style).legend();
        assert_eq!(legend.of, [0, 1]);
        assert!(legend.entries[1].is_no_data() && legend.entries[1].label.en == "not listed");
    }

    #[test]
    fn millions_are_counted_in_the_units_of_the_language() {
        let points = [Coord { x: 0.0, y: 0.0 }];
        let legend = layer(&points, Values::Real(vec![Some(5e6)]), graduated(&[3e6, 1.7e7])).legend();
        assert_eq!(legend.entries[0].label, Bilingual::new("300 – 1700 万", "3.0 – 17.0 million"));
        assert_eq!(legend.entries[0].key, Key::Interval { lower: 3e6, upper: 1.7e7 });
    }

    #[test]
    fn what_did_not_change_is_in_no_class_of_changes() {
        let points = [Coord { x: 0.0, y: 0.0 }; 5];
        let values = Values::Real(vec![Some(-1.0), Some(0.0), Some(2.0), None, None]);
        let states = ["gain", "same", "loss", "new", "none"].map(|state| Some(state.to_owned()));
        let named = |value: &str| Category {
            value: value.into(),
            label: Bilingual::same(value),
            colour: NO_DATA,
            width_mm: None,
        };
        let style = Style::Changes {
            column: "v".into(),
            classes: Classes { bounds: vec![-1.0, 0.0, 2.0], of: Vec::new() },
            colours: vec![Colour(0, 0, 9); 2],
            apart: "state".into(),
            categories: vec![named("same"), named("new")],
        };
        let mut layer = layer(&points, values, style);
        let state = Column {
            name: "state".into(),
            values: Values::Text(states.to_vec()),
            ..layer.columns[0].clone()
        };
        layer.columns.push(state);
        let legend = layer.legend();
        assert_eq!(legend.of, [0, 2, 1, 3, 4]);
        assert!(legend.entries[4].is_no_data());
    }

    #[test]
    fn categories_match_numbers_written_as_text() {
        let points = [Coord { x: 0.0, y: 0.0 }; 3];
        let category = Category {
            value: "2".into(),
            label: Bilingual::same("two"),
            colour: Colour(1, 2, 3),
            width_mm: None,
        };
        let style = Style::Categorized { column: "v".into(), categories: vec![category] };
        let legend = layer(&points, Values::Integer(vec![Some(2), Some(3), None]), style).legend();
        assert_eq!(legend.of, [0, 1, 1]);
    }

    proptest! {
        #[test]
        fn every_feature_has_exactly_one_entry(
            values in proptest::collection::vec(proptest::option::of(-50.0..50.0f64), 0..60),
            mut bounds in proptest::collection::vec(-60.0..60.0f64, 2..8),
        ) {
            bounds.sort_by(f64::total_cmp);
            let points = vec![Coord { x: 0.0, y: 0.0 }; values.len()];
            let legend = layer(&points, Values::Real(values.clone()), graduated(&bounds)).legend();
            prop_assert_eq!(legend.of.len(), values.len());
            prop_assert_eq!(legend.entries.iter().map(|e| e.features).sum::<usize>(), values.len());
            for (value, &entry) in values.iter().zip(&legend.of) {
                let inside = value.is_some_and(|v| v >= bounds[0] && v <= bounds[bounds.len() - 1]);
                prop_assert_eq!(legend.entries[entry].is_no_data(), !inside);
            }
        }
    }
}
