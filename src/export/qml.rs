//! QGIS styles: written beside a GeoJSON file under the same name, QGIS picks them up by itself.
//!
//! Every feature gets a symbol. QGIS has no class for NULL in a graduated renderer, so:
//!
//! | layer | renderer |
//! |---|---|
//! | numbers, none absent or outside the classes | `graduatedSymbol` |
//! | numbers, some absent or outside | `RuleRenderer`, one rule a class, `ELSE` for no data |
//! | categories | `categorizedSymbol`; no data is the category with the empty value, which holds NULL and all other values |
//!
//! Bounds stand at full precision, labels are rounded and carry the unit; every field has an alias.

mod symbol;

use super::legend::{Entry, Key, Legend};
use super::{Bilingual, Column, Language, OutputLayer, Shapes};
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
pub fn write(layer: &OutputLayer, language: Language, mut out: impl Write) -> io::Result<()> {
    let legend = layer.legend();
    let labels = layer.labels.as_deref().filter(|name| layer.column(name).is_some());
    writeln!(out, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")?;
    let enabled = u8::from(labels.is_some());
    writeln!(
        out,
        r#"<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="{enabled}">"#
    )?;
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
    let graduated = legend.entries.iter().any(|entry| matches!(entry.key, Key::Interval { .. }));
    let has_no_data = legend.entries.iter().any(Entry::is_no_data);
    let kind = match (graduated, has_no_data) {
        (true, false) => {
            let attribute = escape(&column.name);
            format!(r#"type="graduatedSymbol" attr="{attribute}" graduatedMethod="GraduatedColor""#)
        }
        (true, true) => r#"type="RuleRenderer""#.to_owned(),
        (false, _) => format!(r#"type="categorizedSymbol" attr="{}""#, escape(&column.name)),
    };
    writeln!(out, r#" <renderer-v2 {kind} symbollevels="0" forceraster="0" enableorderby="0">"#)?;
    let (open, close) = match (graduated, has_no_data) {
        (true, false) => ("<ranges>", "</ranges>"),
        (true, true) => (r#"<rules key="root">"#, "</rules>"),
        (false, _) => ("<categories>", "</categories>"),
    };
    writeln!(out, "  {open}")?;
    for (place, entry) in legend.entries.iter().enumerate() {
        let label = escape(&entry_label(entry, &column.unit, language));
        match &entry.key {
            Key::Interval { lower, upper } if has_no_data => {
                let filter = escape(&interval_filter(&column.name, *lower, *upper, place == 0));
                writeln!(out, r#"   <rule key="c{place}" symbol="{place}" label="{label}" filter="{filter}"/>"#)?;
            }
            Key::Interval { lower, upper } => writeln!(
                out,
                r#"   <range symbol="{place}" lower="{lower}" upper="{upper}" label="{label}" render="true"/>"#
            )?,
            Key::NoData if graduated => writeln!(
                out,
                r#"   <rule key="c{place}" symbol="{place}" label="{label}" filter="ELSE"/>"#
            )?,
            Key::Value(_) | Key::NoData => {
                let (value, kind) = match &entry.key {
                    Key::Value(value) => (escape(value), type_name(&column.values)),
                    _ => (String::new(), "string"),
                };
                writeln!(
                    out,
                    r#"   <category symbol="{place}" value="{value}" type="{kind}" label="{label}" render="true"/>"#
                )?;
            }
        }
    }
    writeln!(out, "  {close}\n  <symbols>")?;
    for (place, entry) in legend.entries.iter().enumerate() {
        symbol::write(layer.shapes, place, entry, out)?;
    }
    writeln!(out, "  </symbols>\n </renderer-v2>")
}

/// The values of one class as a QGIS expression, bounds at full precision.
fn interval_filter(field: &str, lower: f64, upper: f64, first: bool) -> String {
    let field = format!("\"{}\"", field.replace('"', "\"\""));
    let from = if first { ">=" } else { ">" };
    format!("{field} {from} {lower} AND {field} <= {upper}")
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
        Shapes::Lines(_) => r#"placement="2" placementFlags="9""#,
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
        r#"  <rendering scaleVisibility="1" scaleMin="{smallest}" scaleMax="0" displayAll="0" obstacle="0" drawLabels="1" limitNumLabels="0"/>"#
    )?;
    writeln!(out, " </settings></labeling>")
}

/// The scale denominator at which features lie [`LABEL_ROOM_MM`] apart on average, to one digit.
fn smallest_scale(shapes: Shapes) -> f64 {
    let mut bounds = Bounds::default();
    match shapes {
        Shapes::Polygons(territories) => territories
            .iter()
            .flat_map(|territory| territory.iter().flat_map(|part| part.exterior().coords()))
            .for_each(|at| bounds.add(at.x, at.y)),
        Shapes::Points(points) => points.iter().for_each(|at| bounds.add(at.x, at.y)),
        Shapes::Lines(lines) => {
            lines.iter().flat_map(|line| line.coords()).for_each(|at| bounds.add(at.x, at.y));
        }
    }
    let spacing = (bounds.area() / shapes.len().max(1) as f64).sqrt() * DEGREE_MM;
    let scale = (spacing / LABEL_ROOM_MM).clamp(1e4, 5e7);
    let unit = 10f64.powf(scale.log10().floor());
    (scale / unit).round() * unit
}

#[derive(Debug, Default)]
struct Bounds(Option<[f64; 4]>);

impl Bounds {
    fn add(&mut self, x: f64, y: f64) {
        let [west, south, east, north] = self.0.unwrap_or([x, y, x, y]);
        self.0 = Some([west.min(x), south.min(y), east.max(x), north.max(y)]);
    }

    /// In square degrees of latitude.
    fn area(&self) -> f64 {
        let Some([west, south, east, north]) = self.0 else { return 0.0 };
        (east - west) * f64::midpoint(south, north).to_radians().cos() * (north - south)
    }
}

/// `text` inside a double-quoted XML attribute; characters that XML has not are replaced.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
