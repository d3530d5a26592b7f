//! A map as SVG, and what its legend says.

use super::geometry::Geometries;
use super::graticule::{Graticule, scale_bar};
use super::map::{Backdrop, Map, Plane};
use super::places;
use super::sheet::{InsetWindow, PIXEL, Sheet};
use crate::export::legend::{Entry, Legend};
use crate::export::number::display;
use crate::export::xml::escape;
use crate::export::{Colour, Language, OutputLayer, Shapes, Style};
use crate::layer::Values;
use std::fmt::Write;

/// Pixels of a line's width on the page for a millimetre in QGIS: the page's map is smaller.
const PIXELS_A_MILLIMETRE: f64 = 2.4;

/// Width of lines whose category states none.
const LINE_MM: f64 = 0.5;

/// From so many areas on, outlines between them are drawn finer.
const MANY: usize = 80;

pub(super) struct Figure<'m> {
    pub(super) map: &'m Map<'m>,
    pub(super) number: usize,
    pub(super) language: Language,
}

impl Figure<'_> {
    pub(super) fn svg(&self, sheet: &Sheet, place: usize, geometries: &Geometries, plane: &Plane) -> String {
        let (layer, window) = (&self.map.layer, sheet.window);
        let (width, height) = (window.width(), window.height());
        let reference = |shapes| format!("s{place}g{}", geometries.index_of(shapes));
        let mut out = format!(
            "<svg class=\"map\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">",
            escape(layer.title.text(self.language))
        );
        let _ = write!(
            out,
            "<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/><g id=\"m{}\">",
            self.number
        );
        out.push_str(&Graticule::new(sheet, plane).svg);
        for backdrop in &self.map.under {
            draw_backdrop(&mut out, backdrop, &reference(backdrop.shapes));
        }
        self.features(&mut out, &layer.legend(), &reference(layer.shapes));
        for backdrop in &self.map.over {
            draw_backdrop(&mut out, backdrop, &reference(backdrop.shapes));
        }
        out.push_str("</g>");
        places::draw(&mut out, &self.map.places, sheet, plane);
        out.push_str(&scale_bar(sheet));
        if let (Some(inset), Some(from)) = (&sheet.frame.inset, sheet.inset) {
            self.inset(&mut out, from, inset.title.text(self.language));
        }
        let _ = write!(
            out,
            "<rect class=\"neatline\" x=\"1\" y=\"1\" width=\"{}\" height=\"{}\"/></svg>",
            width - 2,
            height - 2
        );
        out
    }

    /// Every feature under the colour of its legend entry, with a tip that tells its value.
    fn features(&self, out: &mut String, legend: &Legend, reference: &str) {
        let layer = &self.map.layer;
        // Attributes, not rules of the style sheet: those do not reach into the copy that an inset is.
        let (class, outline) = match layer.shapes {
            Shapes::Polygons(polygons) if polygons.len() >= MANY => ("areas", 0.35 * PIXEL),
            Shapes::Polygons(_) => ("areas", 0.8 * PIXEL),
            Shapes::Points(_) => ("points", 0.6 * PIXEL),
            Shapes::Lines(_) | Shapes::MultiLines(_) => ("lines", 0.0),
        };
        let _ = match layer.shapes {
            Shapes::Lines(_) | Shapes::MultiLines(_) => {
                write!(
                    out,
                    "<g class=\"{class}\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">"
                )
            }
            Shapes::Polygons(_) | Shapes::Points(_) => write!(
                out,
                "<g class=\"{class}\" stroke=\"#fff\" stroke-opacity=\".75\" stroke-width=\"{outline:.2}\" stroke-linejoin=\"round\" fill-rule=\"evenodd\">"
            ),
        };
        // What has no value is drawn first, so that it covers nothing.
        let order = (0..legend.entries.len()).rev();
        for number in order {
            let entry = &legend.entries[number];
            let colour = hex(entry.colour);
            let style = match layer.shapes {
                Shapes::Lines(_) | Shapes::MultiLines(_) => {
                    let width = entry.width_mm.unwrap_or(LINE_MM) * PIXELS_A_MILLIMETRE * PIXEL;
                    format!("stroke=\"{colour}\" stroke-width=\"{width:.2}\"")
                }
                Shapes::Polygons(_) | Shapes::Points(_) => format!("fill=\"{colour}\""),
            };
            let _ = write!(out, "<g {style}>");
            for (feature, _) in legend.of.iter().enumerate().filter(|&(_, &of)| of == number) {
                let tip = escape(&tip(layer, feature, entry, self.language));
                let _ = write!(out, "<g><title>{tip}</title><use href=\"#{reference}f{feature}\"/></g>");
            }
            out.push_str("</g>");
        }
        out.push_str("</g>");
    }

    /// The same drawing again, smaller, through another window.
    fn inset(&self, out: &mut String, InsetWindow { from, at }: InsetWindow, title: &str) {
        let place = format!(
            "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            at.west,
            at.north,
            at.width(),
            at.height()
        );
        let _ = write!(
            out,
            "<g class=\"inset\"><rect {place} class=\"ground\"/><svg {place} viewBox=\"{} {} {} {}\">\
             <use href=\"#m{}\"/></svg><rect {place} class=\"neatline\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>",
            from.west,
            from.north,
            from.width(),
            from.height(),
            self.number,
            i32::midpoint(at.west, at.east),
            at.south - 12,
            escape(title)
        );
    }
}

fn draw_backdrop(out: &mut String, backdrop: &Backdrop, reference: &str) {
    let fill = backdrop.fill.map_or_else(|| "none".to_owned(), hex);
    let _ = write!(
        out,
        "<g fill=\"{fill}\" stroke=\"{}\" stroke-width=\"{:.2}\" stroke-linejoin=\"round\" fill-rule=\"evenodd\">\
         <use href=\"#{reference}\"/></g>",
        hex(backdrop.stroke),
        backdrop.width * PIXEL
    );
}

/// `北京市：312.4 分钟`: the name (the second column, or else the first) and the value that is drawn.
fn tip(layer: &OutputLayer, feature: usize, entry: &Entry, language: Language) -> String {
    let name = layer.columns.iter().take(2).rev().find_map(|column| column.values.text(feature));
    let column = layer.drawn();
    let value = match (&column.values, column.values.number(feature)) {
        (Values::Real(_) | Values::Integer(_), Some(number))
            if matches!(layer.style, Style::Graduated { .. } | Style::Changes { .. }) =>
        {
            let decimals = if matches!(column.values, Values::Integer(_)) { 0 } else { column.decimals };
            format!("{} {}", display(number, decimals), column.unit.text(language)).trim_end().to_owned()
        }
        _ if entry.is_no_data() => {
            column.values.text(feature).unwrap_or_else(|| entry.label.text(language).to_owned())
        }
        _ => entry.label.text(language).to_owned(),
    };
    match (name, language) {
        (Some(name), Language::Zh) => format!("{name}：{value}"),
        (Some(name), Language::En) => format!("{name}: {value}"),
        (None, _) => value,
    }
}

/// `#rrggbb`.
pub(super) fn hex(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
