//! Which coordinates a file says it holds, and whether they can be what it says.
//!
//! Layers are longitude and latitude on WGS 84 or CGCS2000, which differ by centimetres and are treated
//! alike. Nothing is guessed: any other label is refused by name, and coordinates that cannot be degrees
//! are refused with their likely cause.

pub mod shifted;

use crate::error::{Code, Finding};
use serde_json::Value;

/// The datum that a layer's longitude and latitude refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Datum {
    /// WGS 84, which GeoJSON without a label means.
    #[default]
    Wgs84,
    /// CGCS2000, the Chinese national datum.
    Cgcs2000,
}

impl Datum {
    /// The name as printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS 84",
            Self::Cgcs2000 => "CGCS2000",
        }
    }
}

/// The datum that a collection's `crs` member names; absent and null are WGS 84.
///
/// # Errors
/// [`Code::UnknownCrs`] for everything but longitude and latitude on WGS 84 or CGCS2000, with an
/// explanation of the names met in Chinese data.
///
/// # Example
/// ```
/// use jingwei::layer::crs::{Datum, datum};
/// let member = serde_json::json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}});
/// assert_eq!(datum(Some(&member)), Ok(Datum::Cgcs2000));
/// let member = serde_json::json!({"type": "name", "properties": {"name": "EPSG:4527"}});
/// assert!(datum(Some(&member)).unwrap_err().what.contains("3-degree Gauss-Krüger zone 39"));
/// ```
pub fn datum(member: Option<&Value>) -> Result<Datum, Box<Finding>> {
    let Some(member) = member.filter(|member| !member.is_null()) else { return Ok(Datum::Wgs84) };
    let properties = &member["properties"];
    let name = match (&member["type"], &properties["name"], &properties["code"]) {
        (_, Value::String(name), _) => name.clone(),
        (Value::String(kind), _, Value::Number(code)) if kind.eq_ignore_ascii_case("EPSG") => {
            format!("EPSG:{code}")
        }
        _ => match member {
            Value::String(name) => name.clone(),
            other => other.to_string(),
        },
    };
    match code(&name) {
        Some(Named::Crs84 | Named::Epsg(4326 | 4979)) => Ok(Datum::Wgs84),
        Some(Named::Epsg(4490 | 4480)) => Ok(Datum::Cgcs2000),
        Some(Named::Epsg(code)) => Err(refusal(&epsg(code), &name)),
        None => Err(refusal(other(&name), &name)),
    }
}

fn refusal(why: &str, name: &str) -> Box<Finding> {
    Box::new(Finding::new(Code::UnknownCrs, format!("the crs member names {why}")).field("crs").value(name))
}

enum Named {
    Crs84,
    Epsg(u32),
}

/// Reads `EPSG:4326`, `urn:ogc:def:crs:EPSG::4326`, `http://www.opengis.net/def/crs/EPSG/0/4326` and the
/// same with `OGC` and `CRS84`.
fn code(name: &str) -> Option<Named> {
    let upper = name.trim().to_ascii_uppercase();
    let mut parts = upper.split([':', '/']).filter(|part| !part.is_empty());
    let last = parts.next_back()?;
    if last == "CRS84" {
        return Some(Named::Crs84);
    }
    parts.any(|part| part == "EPSG").then_some(())?;
    last.parse().ok().map(Named::Epsg)
}

fn epsg(code: u32) -> String {
    let gauss_kruger = |width: u32, zone: u32, prefix: &str| {
        let meridian = if width == 3 { zone * 3 } else { zone * 6 - 3 };
        format!(
            "CGCS2000 {width}-degree Gauss-Krüger zone {zone} (central meridian {meridian}°E, {prefix}), in metres"
        )
    };
    match code {
        4491..=4501 => gauss_kruger(6, code - 4491 + 13, "zone number before the easting"),
        4502..=4512 => gauss_kruger(6, code - 4502 + 13, "no zone number in the easting"),
        4513..=4533 => gauss_kruger(3, code - 4513 + 25, "zone number before the easting"),
        4534..=4554 => gauss_kruger(3, code - 4534 + 25, "no zone number in the easting"),
        3857 | 3785 | 900_913 | 102_100 => "Web Mercator, in metres".to_owned(),
        32601..=32660 => format!("WGS 84 UTM zone {}N, in metres", code - 32600),
        4214 => "longitude and latitude on Beijing 1954, tens of metres off".to_owned(),
        4610 => "longitude and latitude on Xian 1980, tens of metres off".to_owned(),
        _ => "a reference system other than WGS 84 and CGCS2000 longitude and latitude".to_owned(),
    }
}

fn other(name: &str) -> &'static str {
    let upper = name.to_ascii_uppercase();
    let has = |part: &str| upper.contains(part);
    if has("GCJ") || has("火星") {
        "GCJ-02, the shifted coordinates of Chinese web maps, 100 to 700 metres off; QGIS would take them for WGS 84"
    } else if has("BD09") || has("BD-09") || has("BD_09") {
        "BD-09, the shifted coordinates of Baidu maps; QGIS would take them for WGS 84"
    } else if has("102025") {
        "an Albers projection in metres"
    } else {
        "no reference system known here"
    }
}

/// The extent of all positions, and those that cannot be degrees.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bounds {
    /// Positions outside -180..180 and -90..90: the first, its feature from 1, and how many.
    outside: Option<(f64, f64, usize, usize)>,
}

impl Bounds {
    /// Takes up a position of feature `number`.
    #[inline]
    pub(crate) fn widen(&mut self, x: f64, y: f64, number: usize) {
        if x.abs() > 180.0 || y.abs() > 90.0 {
            let first = self.outside.get_or_insert((x, y, number, 0));
            first.3 += 1;
        }
    }

    /// The refusal of positions that cannot be degrees, if there are any.
    pub(crate) fn finding(&self) -> Option<Finding> {
        let (x, y, number, count) = self.outside?;
        let others = if count > 1 { format!(" (and {} more like it)", count - 1) } else { String::new() };
        let what = format!("a position is not longitude and latitude{others}: {}", cause(x, y));
        let finding = Finding::new(Code::NotDegrees, what).feature(number).value(format_args!("{x}, {y}"));
        let swapped = swapped(x, y);
        Some(if swapped { finding.hint("write longitude before latitude, as GeoJSON asks") } else { finding })
    }
}

/// Latitude before longitude, for a place in China.
fn swapped(x: f64, y: f64) -> bool {
    (3.0..=54.0).contains(&x) && (73.0..=136.0).contains(&y)
}

/// The likely cause of a position that cannot be degrees.
fn cause(x: f64, y: f64) -> String {
    /// Half the width of the Web Mercator world.
    const WORLD: f64 = 20_037_508.342_789_244;
    let northing = |v: f64| (0.0..10_000_000.0).contains(&v);
    let china_mercator = (8_100_000.0..15_200_000.0).contains(&x) && (300_000.0..7_600_000.0).contains(&y);
    if swapped(x, y) {
        return "latitude stands before longitude".to_owned();
    }
    match (zone(x), zone(y)) {
        (Some(zone), _) if northing(y) && china_mercator => {
            format!("it looks like Web Mercator metres, or {zone}")
        }
        (Some(zone), _) if northing(y) => format!("it looks like {zone}, in metres"),
        (None, Some(zone)) if northing(x) && !china_mercator => {
            format!("it looks like {zone}, in metres, northing before easting")
        }
        _ if china_mercator => "it looks like Web Mercator metres".to_owned(),
        _ if (100_000.0..900_000.0).contains(&x) && northing(y) => {
            "it looks like Gauss-Krüger or UTM metres without a zone number".to_owned()
        }
        _ if x.abs() <= WORLD && y.abs() <= WORLD => "it looks like projected metres".to_owned(),
        _ => "no known projection gives such numbers".to_owned(),
    }
}

/// The Gauss-Krüger zone whose number stands before the easting `x`.
fn zone(x: f64) -> Option<String> {
    let (zone, easting) = ((x / 1e6).floor(), x % 1e6);
    // No zone is wider than 6 degrees, 335 km at the equator to either side of 500 km.
    if !(150_000.0..850_000.0).contains(&easting) {
        return None;
    }
    match zone {
        25.0..=45.0 => Some(format!("3-degree Gauss-Krüger zone {zone} (central meridian {}°E)", zone * 3.0)),
        13.0..=23.0 => {
            Some(format!("6-degree Gauss-Krüger zone {zone} (central meridian {}°E)", zone * 6.0 - 3.0))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn named(name: &str) -> Result<Datum, Box<Finding>> {
        datum(Some(&json!({"type": "name", "properties": {"name": name}})))
    }

    #[test]
    fn longitude_and_latitude_are_accepted_in_every_spelling() {
        assert_eq!(datum(None), Ok(Datum::Wgs84));
        assert_eq!(datum(Some(&Value::Null)), Ok(Datum::Wgs84));
        for name in [
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:OGC::CRS84",
            "EPSG:4326",
            "epsg:4326",
            "urn:ogc:def:crs:EPSG::4326",
            "http://www.opengis.net/def/crs/EPSG/0/4326",
        ] {
            assert_eq!(named(name), Ok(Datum::Wgs84), "{name}");
        }
        assert_eq!(named("urn:ogc:def:crs:EPSG::4490"), Ok(Datum::Cgcs2000));
        assert_eq!(datum(Some(&json!({"type": "EPSG", "properties": {"code": 4326}}))), Ok(Datum::Wgs84));
    }

    #[test]
    fn other_names_are_refused_with_what_they_mean() {
        for (name, meaning) in [
            ("EPSG:4527", "3-degree Gauss-Krüger zone 39 (central meridian 117°E, zone number before"),
            ("EPSG:4547", "3-degree Gauss-Krüger zone 38 (central meridian 114°E, no zone number"),
            ("EPSG:4498", "6-degree Gauss-Krüger zone 20 (central meridian 117°E"),
            ("urn:ogc:def:crs:EPSG::3857", "Web Mercator"),
            ("EPSG:4610", "Xian 1980"),
            ("EPSG:2154", "other than WGS 84"),
            ("GCJ-02", "GCJ-02, the shifted coordinates"),
            ("ESRI:102025", "Albers"),
            ("my own", "no reference system known here"),
        ] {
            let finding = named(name).unwrap_err();
            assert_eq!(finding.code, Code::UnknownCrs);
            assert!(finding.what.contains(meaning), "{name}: {}", finding.what);
            assert_eq!(finding.value.as_deref(), Some(name));
        }
        assert!(datum(Some(&json!({"type": "link", "properties": {"href": "a.prj"}}))).is_err());
        assert!(datum(Some(&json!(7))).is_err());
    }

    #[test]
    fn the_likely_cause_of_other_coordinates_is_named() {
        for (x, y, likely) in [
            (39_512_345.0, 4_412_345.0, "3-degree Gauss-Krüger zone 39 (central meridian 117°E)"),
            (20_512_345.0, 4_412_345.0, "6-degree Gauss-Krüger zone 20 (central meridian 117°E)"),
            (4_412_345.0, 39_512_345.0, "northing before easting"),
            (12_957_000.0, 4_853_000.0, "it looks like Web Mercator metres"),
            (13_500_000.0, 3_600_000.0, "Web Mercator metres, or 6-degree Gauss-Krüger zone 13"),
            (39.9, 116.4, "latitude stands before longitude"),
            (448_000.0, 4_417_000.0, "without a zone number"),
            (1e12, 3.0, "no known projection"),
        ] {
            let mut bounds = Bounds::default();
            bounds.widen(116.4, 39.9, 1);
            bounds.widen(x, y, 2);
            bounds.widen(x, y, 3);
            let finding = bounds.finding().unwrap();
            assert!(finding.what.contains(likely), "{x}, {y}: {}", finding.what);
            assert!(finding.what.contains("(and 1 more like it)"), "{}", finding.what);
            assert_eq!((finding.code, finding.place.feature), (Code::NotDegrees, Some(2)));
        }
    }

    #[test]
    fn the_edge_of_the_world_is_inside_it() {
        let mut bounds = Bounds::default();
        bounds.widen(180.0, -90.0, 1);
        assert_eq!(bounds.finding(), None);
        bounds.widen(180.000_001, 0.0, 1);
        assert!(bounds.finding().is_some());
    }
}
