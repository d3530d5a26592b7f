//! GeoJSON (RFC 7946) as QGIS reads it best.
//!
//! One type a field over the whole file: numbers with a fraction always carry a decimal point, an absent
//! value is null, never NaN or text. Every feature has every key, in the same order. Coordinates are those
//! that came in, in the fewest digits that give them back; rings are closed, outer ones counter-clockwise.
//! A field that is null throughout has no type in GeoJSON ([`super::Column::is_all_null`]).

use super::{OutputLayer, Shapes};
use crate::layer::Values;
use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// More digits might not survive a reader that keeps numbers as f64.
const MOST_ID_DIGITS: usize = 15;

/// How much is gathered before it is handed on.
const BLOCK: usize = 1 << 16;

/// Writes `layer` as a `FeatureCollection`, one feature a line.
///
/// The integer feature `id` is the identifier (the first column) where every identifier is plain digits and
/// none occurs twice; otherwise no feature has one.
///
/// # Errors
/// What `out` says.
///
/// # Panics
/// If a column has not one value a feature, or two columns share a name.
pub fn write(layer: &OutputLayer, out: impl Write) -> io::Result<()> {
    write_described(layer, None, out)
}

/// As [`write()`], with a sentence on how the layer came about as the member `description`, which GDAL and QGIS show.
///
/// # Errors
/// What `out` says.
///
/// # Panics
/// As [`write()`].
pub fn write_described(
    layer: &OutputLayer,
    description: Option<&str>,
    mut out: impl Write,
) -> io::Result<()> {
    let names: BTreeSet<&str> = layer.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names.len(), layer.columns.len(), "no column name occurs twice");
    assert!(layer.columns.iter().all(|c| c.values.len() == layer.len()), "one value a feature");
    let keys: Vec<String> = layer.columns.iter().map(|column| quoted(&column.name)).collect();
    let ids = feature_ids(layer);
    let mut text: Vec<u8> = Vec::with_capacity(BLOCK + BLOCK / 4);
    write!(text, "{{\"type\":\"FeatureCollection\",\"name\":{},", quoted(&layer.name))?;
    if let Some(description) = description {
        write!(text, "\"description\":{},", quoted(description))?;
    }
    text.extend_from_slice(b"\"features\":[");
    for feature in 0..layer.len() {
        text.extend_from_slice(if feature == 0 { b"\n" } else { b",\n" });
        text.extend_from_slice(b"{\"type\":\"Feature\"");
        if let Some(ids) = &ids {
            write!(text, ",\"id\":{}", ids[feature])?;
        }
        text.extend_from_slice(b",\"properties\":{");
        for (place, (key, column)) in keys.iter().zip(&layer.columns).enumerate() {
            if place > 0 {
                text.push(b',');
            }
            text.extend_from_slice(key.as_bytes());
            text.push(b':');
            value(&mut text, &column.values, feature)?;
        }
        text.extend_from_slice(b"},\"geometry\":");
        match layer.shapes {
            Shapes::Polygons(polygons) => territory(&mut text, &polygons[feature])?,
            Shapes::Points(points) => point(&mut text, points[feature])?,
            Shapes::Lines(lines) => line(&mut text, &lines[feature])?,
            Shapes::MultiLines(lines) => stretches(&mut text, &lines[feature])?,
        }
        text.push(b'}');
        if text.len() >= BLOCK {
            out.write_all(&text)?;
            text.clear();
        }
    }
    text.extend_from_slice(b"\n]}\n");
    out.write_all(&text)?;
    out.flush()
}

/// The identifiers as numbers, if they can all be that.
fn feature_ids(layer: &OutputLayer) -> Option<Vec<u64>> {
    let identifiers = &layer.columns.first()?.values;
    let number = |feature| {
        let text = identifiers.text(feature)?;
        let plain = text.len() <= MOST_ID_DIGITS && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse().ok() } else { None }
    };
    let ids: Vec<u64> = (0..layer.len()).map(number).collect::<Option<_>>()?;
    let different: BTreeSet<u64> = ids.iter().copied().collect();
    (different.len() == ids.len()).then_some(ids)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn value(text: &mut Vec<u8>, values: &Values, feature: usize) -> io::Result<()> {
    match values {
        Values::Text(texts) => match &texts[feature] {
            Some(value) => serde_json::to_writer(text, value)?,
            None => text.extend_from_slice(b"null"),
        },
        Values::Integer(integers) => match integers[feature] {
            Some(value) => write!(text, "{value}")?,
            None => text.extend_from_slice(b"null"),
        },
        Values::Real(reals) => match reals[feature].filter(|v| v.is_finite()) {
            Some(value) => real(text, value)?,
            None => text.extend_from_slice(b"null"),
        },
        Values::Boolean(booleans) => match booleans[feature] {
            Some(value) => write!(text, "{value}")?,
            None => text.extend_from_slice(b"null"),
        },
    }
    Ok(())
}

/// The fewest digits, always with a decimal point, so that the field is real in every feature.
fn real(text: &mut Vec<u8>, value: f64) -> io::Result<()> {
    let start = text.len();
    serde_json::to_writer(&mut *text, &value)?;
    if !text[start..].contains(&b'.') {
        let exponent = text[start..].iter().position(|&b| b == b'e').map_or(text.len(), |at| start + at);
        text.splice(exponent..exponent, *b".0");
    }
    Ok(())
}

fn position(text: &mut Vec<u8>, at: Coord<f64>) -> io::Result<()> {
    text.push(b'[');
    ordinate(text, at.x)?;
    text.push(b',');
    ordinate(text, at.y)?;
    text.push(b']');
    Ok(())
}

fn ordinate(text: &mut Vec<u8>, value: f64) -> io::Result<()> {
    serde_json::to_writer(&mut *text, &value)?;
    if text.ends_with(b".0") {
        text.truncate(text.len() - 2);
    }
    Ok(())
}

fn positions<'a>(text: &mut Vec<u8>, coords: impl Iterator<Item = &'a Coord<f64>>) -> io::Result<()> {
    text.push(b'[');
    for (place, &at) in coords.enumerate() {
        if place > 0 {
            text.push(b',');
        }
        position(text, at)?;
    }
    text.push(b']');
    Ok(())
}

fn point(text: &mut Vec<u8>, at: Coord<f64>) -> io::Result<()> {
    if !is_finite(&[at]) {
        text.extend_from_slice(b"null");
        return Ok(());
    }
    text.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":");
    position(text, at)?;
    text.push(b'}');
    Ok(())
}

fn line(text: &mut Vec<u8>, line: &LineString<f64>) -> io::Result<()> {
    if line.0.len() < 2 || !is_finite(&line.0) {
        text.extend_from_slice(b"null");
        return Ok(());
    }
    text.extend_from_slice(b"{\"type\":\"LineString\",\"coordinates\":");
    positions(text, line.0.iter())?;
    text.push(b'}');
    Ok(())
}

/// Always a `MultiLineString`, so that the layer has one type; null without a stretch.
fn stretches(text: &mut Vec<u8>, line: &MultiLineString<f64>) -> io::Result<()> {
    let mut parts = line.iter().filter(|part| part.0.len() >= 2 && is_finite(&part.0)).peekable();
    if parts.peek().is_none() {
        text.extend_from_slice(b"null");
        return Ok(());
    }
    text.extend_from_slice(b"{\"type\":\"MultiLineString\",\"coordinates\":");
    for (place, part) in parts.enumerate() {
        text.push(if place == 0 { b'[' } else { b',' });
        positions(text, part.0.iter())?;
    }
    text.extend_from_slice(b"]}");
    Ok(())
}

fn territory(text: &mut Vec<u8>, territory: &MultiPolygon<f64>) -> io::Result<()> {
    let drawable =
        |ring: &LineString<f64>| ring.0.len() >= 4 && ring.0.first() == ring.0.last() && is_finite(&ring.0);
    let parts: Vec<&Polygon<f64>> = territory.iter().filter(|part| drawable(part.exterior())).collect();
    match parts.as_slice() {
        [] => text.extend_from_slice(b"null"),
        [only] => {
            text.extend_from_slice(b"{\"type\":\"Polygon\",\"coordinates\":");
            rings(text, only, drawable)?;
            text.push(b'}');
        }
        several => {
            text.extend_from_slice(b"{\"type\":\"MultiPolygon\",\"coordinates\":[");
            for (place, part) in several.iter().enumerate() {
                if place > 0 {
                    text.push(b',');
                }
                rings(text, part, drawable)?;
            }
            text.extend_from_slice(b"]}");
        }
    }
    Ok(())
}

fn rings(
    text: &mut Vec<u8>,
    polygon: &Polygon<f64>,
    drawable: impl Fn(&LineString<f64>) -> bool,
) -> io::Result<()> {
    text.push(b'[');
    ring(text, polygon.exterior(), true)?;
    for hole in polygon.interiors().iter().filter(|hole| drawable(hole)) {
        text.push(b',');
        ring(text, hole, false)?;
    }
    text.push(b']');
    Ok(())
}

fn ring(text: &mut Vec<u8>, ring: &LineString<f64>, counter_clockwise: bool) -> io::Result<()> {
    if (doubled_area(ring) >= 0.0) == counter_clockwise {
        positions(text, ring.0.iter())
    } else {
        positions(text, ring.0.iter().rev())
    }
}

/// Twice the signed area, positive counter-clockwise; measured from the first vertex, so that far from the
/// origin nothing is lost.
fn doubled_area(ring: &LineString<f64>) -> f64 {
    let first = ring.0[0];
    ring.0
        .windows(2)
        .map(|pair| {
            let (a, b) = (pair[0] - first, pair[1] - first);
            a.x * b.y - b.x * a.y
        })
        .sum()
}

fn is_finite(coords: &[Coord<f64>]) -> bool {
    coords.iter().all(|at| at.x.is_finite() && at.y.is_finite())
}

#[cfg(test)]
mod tests;
