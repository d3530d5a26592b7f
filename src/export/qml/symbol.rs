//! The symbols of QGIS: areas with a thin outline, round points, lines.

use crate::export::legend::Entry;
use crate::export::{Colour, Shapes};
use std::io::{self, Write};

/// Diameter of points in millimetres.
const POINT_MM: f64 = 2.6;
/// Width of lines that state none.
const LINE_MM: f64 = 0.5;
const OUTLINE: Colour = Colour(120, 120, 120);
const WHITE: Colour = Colour(255, 255, 255);

/// Writes the symbol of `entry` under the number by which its class names it.
pub(super) fn write(shapes: Shapes, number: usize, entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let colour = rgba(entry.colour);
    let (kind, class, options) = match shapes {
        Shapes::Polygons(_) => (
            "fill",
            "SimpleFill",
            vec![
                ("color", colour),
                ("style", "solid".into()),
                ("outline_color", rgba(OUTLINE)),
                ("outline_style", "solid".into()),
                ("outline_width", "0.1".into()),
                ("outline_width_unit", "MM".into()),
                ("joinstyle", "round".into()),
            ],
        ),
        Shapes::Points(_) => (
            "marker",
            "SimpleMarker",
            vec![
                ("name", "circle".into()),
                ("color", colour),
                ("outline_color", rgba(if entry.is_no_data() { OUTLINE } else { WHITE })),
                ("outline_style", "solid".into()),
                ("outline_width", "0.15".into()),
                ("outline_width_unit", "MM".into()),
                ("size", POINT_MM.to_string()),
                ("size_unit", "MM".into()),
            ],
        ),
        Shapes::Lines(_) | Shapes::MultiLines(_) => (
            "line",
            "SimpleLine",
            vec![
                ("line_color", colour),
                ("line_style", "solid".into()),
                ("line_width", entry.width_mm.unwrap_or(LINE_MM).to_string()),
                ("line_width_unit", "MM".into()),
                ("capstyle", "round".into()),
                ("joinstyle", "round".into()),
            ],
        ),
    };
    write!(out, r#"   <symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">"#)?;
    write!(out, r#"<layer class="{class}" enabled="1" pass="0" locked="0"><Option type="Map">"#)?;
    for (name, value) in options {
        write!(out, r#"<Option name="{name}" type="QString" value="{value}"/>"#)?;
    }
    writeln!(out, "</Option></layer></symbol>")
}

fn rgba(Colour(red, green, blue): Colour) -> String {
    format!("{red},{green},{blue},255")
}
