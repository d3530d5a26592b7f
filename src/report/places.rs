//! Names written into a map.

use super::map::{PlaceName, Plane};
use super::sheet::{Sheet, Window};
use crate::export::xml::escape;
use std::fmt::Write;

/// Height of a name, as the style sheet of the page has it, and what it stands right of and above its place.
const SIZE: i32 = 24;
const BESIDE: i32 = 12;
const ABOVE: i32 = 8;

/// Draws `places` in their order: one that would cover a name before it is left out, one that would leave the map on the
/// right stands left of its place.
pub(super) fn draw(out: &mut String, places: &[PlaceName], sheet: &Sheet, plane: &Plane) {
    let mut taken: Vec<Window> = Vec::new();
    out.push_str("<g class=\"places\">");
    for place in places {
        let Some((x, y)) = (plane.project)(place.at).map(|metres| sheet.at(metres)) else { continue };
        if !sheet.window.holds((x, y)) {
            continue;
        }
        let (width, south) = (width(&place.name), y - ABOVE);
        let right = x + BESIDE + width <= sheet.window.east;
        let (west, at, anchor) = if right {
            (x + BESIDE, x + BESIDE, "")
        } else {
            (x - BESIDE - width, x - BESIDE, " text-anchor=\"end\"")
        };
        let window = Window { west, north: south - SIZE, east: west + width, south };
        if taken.iter().any(|other| other.meets(window)) {
            continue;
        }
        taken.push(window);
        let _ = write!(out, "<text x=\"{at}\" y=\"{south}\"{anchor}>{}</text>", escape(&place.name));
    }
    out.push_str("</g>");
}

/// About how wide a name is: letters of Latin scripts take half of what a Chinese character does.
fn width(name: &str) -> i32 {
    name.chars().map(|letter| if letter.is_ascii() { SIZE / 2 } else { SIZE }).sum()
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Geometries;
    use super::super::map::MapFrame;
    use super::*;
    use geo_types::{Coord, Rect};

    #[test]
    fn names_cover_no_other_and_stay_on_the_map() {
        let extent = Rect::new(Coord { x: 0.0, y: 0.0 }, Coord { x: 100.0, y: 100.0 });
        let plane = Plane { name: ("", ""), project: &Some };
        let sheet = Sheet::new(&MapFrame { extent, inset: None }, &Geometries::new([], &plane), &plane);
        let place = |x, y, name: &str| PlaceName { at: Coord { x, y }, name: name.to_owned() };
        let places = [
            place(50.0, 50.0, "北京市"),
            place(51.0, 50.0, "廊坊市"),
            place(99.9, 20.0, "威海火炬高技术产业开发区"),
            place(200.0, 0.0, "远"),
        ];
        let mut out = String::new();
        draw(&mut out, &places, &sheet, &plane);
        assert!(out.contains("北京市") && !out.contains("廊坊市") && !out.contains('远'), "{out}");
        assert!(out.contains("text-anchor=\"end\">威海火炬"), "{out}");
    }
}
