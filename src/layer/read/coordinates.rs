//! The geometry of a feature: coordinates of any depth in one pass, then a [`GeometryValue`] by its type.

use geojson::{GeometryValue, Position};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A geometry object as it stands in the file.
#[derive(Debug)]
pub(super) enum Shape {
    /// `null`, without coordinates, or with empty ones.
    Empty,
    /// A geometry; its positions may still be too short.
    Geometry(GeometryValue),
    /// A collection of geometries, which no layer here can use.
    Collection,
    /// What is wrong with it.
    Wrong(String),
}

/// Nested lists as deep as they are written, so that `coordinates` may stand before `type`.
#[derive(Debug)]
enum Coordinates {
    /// A list without a position, at any depth.
    Empty,
    Position(Position),
    Line(Vec<Position>),
    Rings(Vec<Vec<Position>>),
    Polygons(Vec<Vec<Vec<Position>>>),
}

/// The first element of a list, which says how deep the list is.
enum Element {
    Number(f64),
    List(Coordinates),
}

impl Coordinates {
    fn depth(&self) -> &'static str {
        match self {
            Self::Empty => "an empty list",
            Self::Position(_) => "one position",
            Self::Line(_) => "a list of positions",
            Self::Rings(_) => "a list of lists of positions",
            Self::Polygons(_) => "a list of lists of lists of positions",
        }
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lists;
        impl<'de> Visitor<'de> for Lists {
            type Value = Coordinates;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of coordinates")
            }

            fn visit_unit<E: Error>(self) -> Result<Coordinates, E> {
                Ok(Coordinates::Empty)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Coordinates, A::Error> {
                coordinates(list)
            }
        }
        deserializer.deserialize_any(Lists)
    }
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrList;
        impl<'de> Visitor<'de> for NumberOrList {
            type Value = Element;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a list of numbers in `coordinates`")
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Element, E> {
                Ok(Element::Number(number))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a coordinate beyond 2^53 is refused as no degree"
            )]
            fn visit_u64<E: Error>(self, number: u64) -> Result<Element, E> {
                Ok(Element::Number(number as f64))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a coordinate beyond 2^53 is refused as no degree"
            )]
            fn visit_i64<E: Error>(self, number: i64) -> Result<Element, E> {
                Ok(Element::Number(number as f64))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Element, A::Error> {
                coordinates(list).map(Element::List)
            }
        }
        deserializer.deserialize_any(NumberOrList)
    }
}

/// The rest of `list`, typed by its first element that is not an empty list.
fn coordinates<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Coordinates, A::Error> {
    let mut empty = 0;
    let first = loop {
        match list.next_element()? {
            None => return Ok(Coordinates::Empty),
            Some(Element::List(Coordinates::Empty)) => empty += 1,
            Some(first) => break first,
        }
    };
    match first {
        Element::Number(x) if empty == 0 => {
            let Some(y) = list.next_element()? else { return Ok(Coordinates::Position(vec![x].into())) };
            let mut numbers = match list.next_element()? {
                None => return Ok(Coordinates::Position([x, y].into())),
                Some(z) => vec![x, y, z],
            };
            while let Some(number) = list.next_element()? {
                numbers.push(number);
            }
            Ok(Coordinates::Position(numbers.into()))
        }
        Element::List(Coordinates::Position(first)) if empty == 0 => {
            Ok(Coordinates::Line(rest(vec![first], list)?))
        }
        Element::List(Coordinates::Line(first)) => Ok(Coordinates::Rings(rest(after(empty, first), list)?)),
        Element::List(Coordinates::Rings(first)) => {
            Ok(Coordinates::Polygons(rest(after(empty, first), list)?))
        }
        Element::List(Coordinates::Polygons(_)) => Err(A::Error::custom("`coordinates` are nested too deep")),
        Element::List(Coordinates::Empty | Coordinates::Position(_)) | Element::Number(_) => {
            Err(A::Error::custom("an empty list stands beside numbers in `coordinates`"))
        }
    }
}

fn after<T>(empty: usize, first: Vec<T>) -> Vec<Vec<T>> {
    let mut all: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(empty).collect();
    all.push(first);
    all
}

fn rest<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    mut all: Vec<T>,
    mut list: A,
) -> Result<Vec<T>, A::Error> {
    while let Some(next) = list.next_element()? {
        all.push(next);
    }
    Ok(all)
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Geometry;
        impl<'de> Visitor<'de> for Geometry {
            type Value = Shape;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a geometry object or null")
            }

            fn visit_unit<E: Error>(self) -> Result<Shape, E> {
                Ok(Shape::Empty)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Shape, A::Error> {
                let (mut kind, mut coordinates) = (None, Coordinates::Empty);
                while let Some(key) = object.next_key::<String>()? {
                    match &*key {
                        "type" => kind = Some(object.next_value::<String>()?),
                        "coordinates" => coordinates = object.next_value()?,
                        _ => {
                            object.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(shape(kind.as_deref(), coordinates))
            }
        }
        deserializer.deserialize_any(Geometry)
    }
}

fn shape(kind: Option<&str>, coordinates: Coordinates) -> Shape {
    let Some(kind) = kind else { return Shape::Wrong("the geometry has no `type`".to_owned()) };
    Shape::Geometry(match (kind, coordinates) {
        ("GeometryCollection", _) => return Shape::Collection,
        (
            "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon",
            Coordinates::Empty,
        ) => return Shape::Empty,
        ("Point", Coordinates::Position(coordinates)) => GeometryValue::Point { coordinates },
        ("MultiPoint", Coordinates::Line(coordinates)) => GeometryValue::MultiPoint { coordinates },
        ("LineString", Coordinates::Line(coordinates)) => GeometryValue::LineString { coordinates },
        ("MultiLineString", Coordinates::Rings(coordinates)) => {
            GeometryValue::MultiLineString { coordinates }
        }
        ("Polygon", Coordinates::Rings(coordinates)) => GeometryValue::Polygon { coordinates },
        ("MultiPolygon", Coordinates::Polygons(coordinates)) => GeometryValue::MultiPolygon { coordinates },
        (
            "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon",
            coordinates,
        ) => {
            return Shape::Wrong(format!(
                "the geometry says `{kind}`, but its coordinates are {}",
                coordinates.depth()
            ));
        }
        _ => return Shape::Wrong(format!("GeoJSON knows no geometry of type `{kind}`")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Shape {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn coordinates_may_stand_before_the_type() {
        let shape = read(r#"{"coordinates":[[[1,2],[3,4.5,9],[1,2]]],"type":"Polygon"}"#);
        let Shape::Geometry(GeometryValue::Polygon { coordinates }) = shape else { panic!("{shape:?}") };
        assert_eq!(coordinates[0][1].as_slice(), [3.0, 4.5, 9.0]);
    }

    #[test]
    fn empty_lists_are_empty_and_may_stand_before_full_ones() {
        assert!(matches!(read(r#"{"type":"Polygon","coordinates":[[]]}"#), Shape::Empty));
        assert!(matches!(read(r#"{"type":"Point","coordinates":null}"#), Shape::Empty));
        let shape = read(r#"{"type":"MultiPolygon","coordinates":[[],[[[1,2]]]]}"#);
        let Shape::Geometry(GeometryValue::MultiPolygon { coordinates }) = shape else { panic!("{shape:?}") };
        assert_eq!((coordinates.len(), coordinates[0].len()), (2, 0));
    }

    #[test]
    fn a_type_that_does_not_fit_its_coordinates_is_named() {
        let Shape::Wrong(what) = read(r#"{"type":"Polygon","coordinates":[[1,2],[3,4]]}"#) else { panic!() };
        assert_eq!(what, "the geometry says `Polygon`, but its coordinates are a list of positions");
        let Shape::Wrong(what) = read(r#"{"type":"Poylgon","coordinates":[]}"#) else { panic!() };
        assert_eq!(what, "GeoJSON knows no geometry of type `Poylgon`");
    }

    #[test]
    fn null_and_text_among_numbers_are_refused() {
        for text in ["[1,null]", "[1,\"2\"]", "[[1,2],[\"a\"]]", "[[],1]", "[[[[[1,2]]]]]"] {
            let text = format!(r#"{{"type":"Point","coordinates":{text}}}"#);
            assert!(serde_json::from_str::<Shape>(&text).is_err(), "{text}");
        }
    }
}
