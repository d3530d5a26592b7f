//! QGIS styles: written beside a GeoJSON file under the same name, QGIS picks them up by itself.
//!
//! Every feature gets a symbol. QGIS has no class for NULL in a graduated renderer, so:
//!
//! | layer | renderer |
//! |---|---|
//! | numbers, none absent or outside the classes | `graduatedSymbol` |
//! | numbers, some absent or outside | `RuleRenderer`, one rule a class, `ELSE` for no data |
//! | changes | `RuleRenderer` likewise, with rules for what is told apart from the classes; zero is in none of them |
//! | categories | `categorizedSymbol`; no data is the category with the empty value, which holds NULL and all other values |
//! | categories of true and false, some absent | `RuleRenderer` as above: a category takes NULL for false |
//!
//! Bounds stand at full precision, labels are rounded and carry the unit; every field has an alias.

mod symbol;

use super::legend::{Entry, Key, Legend};
use super::xml::escape;
use super::{Bilingual, Column, Language, OutputLayer, Shapes, Style};
use crate::layer::Values;
use std::io::{self, Write};

/// Width on the map that a name needs, in millimetres; names appear at the scale that gives them as much.
const LABEL_ROOM_MM: f64 = 14.0;

/// Millimetres in a degree of latitude.
const DEGREE_MM: f64 = 111.2e6;

/// Writes the QGIS style of `layer`, legend and aliases with `language` first.
///
/// # Errors
/// What `out` says.
///
/// # Panics
/// If the style names no column of the layer.
pub fn write(layer: &OutputLayer, language: Language, out: impl Write) -> io::Result<()> {
    written(layer, None, language, out)
}

/// As [`write()`], for a layer whose features hold between two `dates`, fields such as `2008-01-01`: QGIS's temporal
/// controller shows those of the time at hand.
///
/// # Errors
/// What `out` says.
///
/// # Panics
/// If the style or a date names no column of the layer.
pub fn write_in_time(
    layer: &OutputLayer,
    dates: [&str; 2],
    language: Language,
    out: impl Write,
) -> io::Result<()> {
    assert!(dates.iter().all(|date| layer.column(date).is_some()), "dates are fields of the layer");
    written(layer, Some(dates), language, out)
}

fn written(
    layer: &OutputLayer,
    dates: Option<[&str; 2]>,
    language: Language,
    mut out: impl Write,
) -> io::Result<()> {
    let legend = layer.legend();
    let labels = layer.labels.as_deref().filter(|name| layer.column(name).is_some());
    writeln!(out, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")?;
    let enabled = u8::from(labels.is_some());
    writeln!(
        out,
        r#"<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields{}" labelsEnabled="{enabled}">"#,
        if dates.is_some() { "|Temporal" } else { "" }
    )?;
    if let Some([begin, end]) = dates.map(|dates| dates.map(escape)) {
        // Mode 2: from the date in one field to that in another, both included.
        writeln!(
            out,
            r#" <temporal enabled="1" mode="2" startField="{begin}" endField="{end}" accumulate="0" limitMode="1" durationUnit="min" fixedDuration="0" durationField="" startExpression="" endExpression=""><fixedRange><start></start><end></end></fixedRange></temporal>"#
        )?;
    }
    renderer(layer, &legend, language, &mut out)?;
    if let Some(name) = labels {
        labelling(layer, name, &mut out)?;
    }
    writeln!(out, " <aliases>")?;
    for (index, column) in layer.columns.iter().enumerate() {
        let (field, alias) = (escape(&column.name), escape(&alias(column, language)));
        writeln!(out, r#"  <alias field="{field}" index="{index}" name="{alias}"/>"#)?;
    }
    writeln!(out, " </aliases>\n</qgis>")
}

fn renderer(
    layer: &OutputLayer,
    legend: &Legend,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let column = layer.drawn();
    let attribute = escape(&column.name);
    let (kind, open, close) = match Renderer::of(layer, legend) {
        Renderer::Graduated => (
            format!(r#"type="graduatedSymbol" attr="{attribute}" graduatedMethod="GraduatedColor""#),
            "<ranges>",
            "</ranges>",
        ),
        Renderer::Rules => (r#"type="RuleRenderer""#.to_owned(), r#"<rules key="root">"#, "</rules>"),
        Renderer::Categorized => {
            (format!(r#"type="categorizedSymbol" attr="{attribute}""#), "<categories>", "</categories>")
        }
    };
    writeln!(out, r#" <renderer-v2 {kind} symbollevels="0" forceraster="0" enableorderby="0">"#)?;
    writeln!(out, "  {open}")?;
    for (place, entry) in legend.entries.iter().enumerate() {
        let label = escape(&entry_label(entry, &column.unit, language));
        let class = match Renderer::of(layer, legend) {
            Renderer::Rules => {
                let filter = escape(&match &layer.style {
                    Style::Changes { apart, .. } => {
                        change_filter(&column.name, apart, &entry.key, place == 0)
                    }
                    Style::Graduated { .. } | Style::Categorized { .. } => {
                        rule_filter(&column.name, &entry.key, place == 0)
                    }
                });
                format!(r#"<rule key="c{place}" symbol="{place}" label="{label}" filter="{filter}"/>"#)
            }
            Renderer::Graduated | Renderer::Categorized => match &entry.key {
                Key::Interval { lower, upper } => format!(
                    r#"<range symbol="{place}" lower="{lower}" upper="{upper}" label="{label}" render="true"/>"#
                ),
                Key::Value(value) => category(place, &escape(value), type_name(&column.values), &label),
                Key::NoData => category(place, "", "string", &label),
            },
        };
        writeln!(out, "   {class}")?;
    }
    writeln!(out, "  {close}\n  <symbols>")?;
    for (place, entry) in legend.entries.iter().enumerate() {
        symbol::write(layer.shapes, place, entry, out)?;
    }
    writeln!(out, "  </symbols>\n </renderer-v2>")
}

/// Which of QGIS's renderers gives every feature a symbol.
enum Renderer {
    Graduated,
    Rules,
    Categorized,
}

impl Renderer {
    fn of(layer: &OutputLayer, legend: &Legend) -> Self {
        if matches!(layer.style, Style::Changes { .. }) {
            return Self::Rules;
        }
        let graduated = legend.entries.iter().any(|entry| matches!(entry.key, Key::Interval { .. }));
        let has_no_data = legend.entries.iter().any(Entry::is_no_data);
        let true_or_false = matches!(layer.drawn().values, Values::Boolean(_));
        match (graduated, has_no_data) {
            (true, false) => Self::Graduated,
            (false, true) if true_or_false => Self::Rules,
            (true, true) => Self::Rules,
            (false, _) => Self::Categorized,
        }
    }
}

fn category(place: usize, value: &str, kind: &str, label: &str) -> String {
    format!(r#"<category symbol="{place}" value="{value}" type="{kind}" label="{label}" render="true"/>"#)
}

/// What belongs to an entry as a QGIS expression, bounds at full precision.
fn rule_filter(field: &str, key: &Key, first: bool) -> String {
    let field = format!("\"{}\"", field.replace('"', "\"\""));
    match key {
        Key::Interval { lower, upper } => {
            let from = if first { ">=" } else { ">" };
            format!("{field} {from} {lower} AND {field} <= {upper}")
        }
        // Only true and false come here, words of the expression language.
        Key::Value(value) => format!("{field} = {value}"),
        Key::NoData => "ELSE".to_owned(),
    }
}

/// As [`rule_filter`] for changes: zero belongs to no class, and what is told apart stands in the field `apart`.
fn change_filter(field: &str, apart: &str, key: &Key, first: bool) -> String {
    let quoted = |field: &str| format!("\"{}\"", field.replace('"', "\"\""));
    match key {
        Key::Interval { lower, upper } => {
            let from = if first && *lower < 0.0 { ">=" } else { ">" };
            let to = if *upper == 0.0 { "<" } else { "<=" };
            let field = quoted(field);
            format!("{field} {from} {lower} AND {field} {to} {upper}")
        }
        Key::Value(value) => format!("{} = '{}'", quoted(apart), value.replace('\'', "''")),
        Key::NoData => "ELSE".to_owned(),
    }
}

fn entry_label(entry: &Entry, unit: &Bilingual, language: Language) -> String {
    let label = entry.label.text(language);
    match (&entry.key, unit.text(language)) {
        (Key::Interval { .. }, unit) if !unit.is_empty() => format!("{label} {unit}"),
        _ => label.to_owned(),
    }
}

/// Both names of a column with their units, `language` first.
fn alias(column: &Column, language: Language) -> String {
    let zh = column.alias.with_unit(&column.unit, Language::Zh);
    let en = column.alias.with_unit(&column.unit, Language::En);
    if column.alias.is_empty() {
        column.name.clone()
    } else if column.alias.zh.is_empty() || column.alias.en.is_empty() || column.alias.zh == column.alias.en {
        column.alias.with_unit(&column.unit, language)
    } else {
        match language {
            Language::Zh => format!("{zh} {en}"),
            Language::En => format!("{en} {zh}"),
        }
    }
}

/// The type of a category's value in QGIS's words.
fn type_name(values: &Values) -> &'static str {
    match values {
        Values::Text(_) => "string",
        Values::Integer(_) => "long",
        Values::Real(_) => "double",
        Values::Boolean(_) => "bool",
    }
}

/// Names with a white edge, from the scale on at which they have room.
fn labelling(layer: &OutputLayer, name: &str, out: &mut impl Write) -> io::Result<()> {
    let field = escape(name);
    let smallest = smallest_scale(layer.shapes);
    let placement = match layer.shapes {
        Shapes::Polygons(_) => r#"placement="1" centroidInside="1" centroidWhole="0""#,
        Shapes::Points(_) => r#"placement="6" dist="0.6" distUnits="MM""#,
        Shapes::Lines(_) | Shapes::MultiLines(_) => r#"placement="2" placementFlags="9""#,
    };
    writeln!(out, r#" <labeling type="simple"><settings calloutType="simple">"#)?;
    writeln!(
        out,
        concat!(
            r#"  <text-style fieldName="{field}" isExpression="0" fontFamily="Noto Sans CJK SC" fontSize="8""#,
            r#" fontSizeUnit="Point" textColor="40,40,40,255" textOpacity="1" multilineHeight="1">"#,
            r#"<text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255""#,
            r#" bufferOpacity="0.85" bufferNoFill="1" bufferJoinStyle="128"/></text-style>"#
        ),
        field = field
    )?;
    writeln!(out, "  <placement {placement}/>")?;
    writeln!(
        out,
        r#"  <rendering scaleVisibility="1" scaleMin="0" scaleMax="{smallest}" displayAll="0" obstacle="0" drawLabels="1" limitNumLabels="0"/>"#
    )?;
    writeln!(out, " </settings></labeling>")
}

/// The scale denominator at which features lie [`LABEL_ROOM_MM`] apart on average, to one digit.
fn smallest_scale(shapes: Shapes) -> f64 {
    let area = shapes.bounds().map_or(0.0, |bounds| {
        let narrowing = bounds.center().y.to_radians().cos();
        bounds.width() * narrowing * bounds.height()
    });
    let spacing = (area / shapes.len().max(1) as f64).sqrt() * DEGREE_MM;
    let scale = (spacing / LABEL_ROOM_MM).clamp(1e4, 5e7);
    let unit = 10f64.powf(scale.log10().floor());
    (scale / unit).round() * unit
}

#[cfg(test)]
mod tests;
