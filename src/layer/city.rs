//! Cities: a seat each, with a territory where the layer has polygons.

use super::identity::Identity;
use super::{Fields, Layer, geometry};
use crate::error::{Code, Finding, Result};
use geo::algorithm::InteriorPoint;
use geo_types::{Coord, Geometry, MultiPolygon};
use std::path::PathBuf;

/// Which fields of a layer say what a city is.
#[derive(Debug, Clone, Default)]
pub struct CityFields {
    /// Field with the identifier; read as text.
    pub id: String,
    /// Field with the name; the identifier where absent.
    pub name: Option<String>,
    /// Fields with the longitude and latitude of the seat. Without them a point is its own seat and a
    /// polygon's seat is a point inside it.
    pub seat: Option<[String; 2]>,
}

/// Cities in the order of their identifiers.
#[derive(Debug, Clone)]
pub struct Cities {
    /// The file they came from.
    pub source: PathBuf,
    /// Identifiers, sorted.
    pub ids: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Lon/lat of the seats.
    pub seats: Vec<Coord<f64>>,
    /// Lon/lat territories as written, when the layer holds polygons; points otherwise.
    pub territories: Option<Vec<MultiPolygon<f64>>>,
    /// All fields of the file, reordered.
    pub fields: Fields,
    /// Warnings met on the way.
    pub findings: Vec<Finding>,
}

impl Cities {
    /// The cities of `layer`, sorted by identifier as text.
    ///
    /// Identifiers are read as for regions. A multipoint of one point counts as a point.
    ///
    /// # Errors
    /// Missing or duplicate identifiers, geometry other than points or polygons (or a mix of both),
    /// invalid rings, a seat that is absent or outside longitude and latitude, all in one error.
    ///
    /// # Example
    /// ```
    /// use jingwei::layer::{Cities, CityFields, read::read_layer_bytes};
    /// use std::path::Path;
    ///
    /// let json = r#"{"type": "FeatureCollection", "features": [
    ///     {"type": "Feature", "properties": {"adcode": "310000", "name": "Shanghai"},
    ///      "geometry": {"type": "Point", "coordinates": [121.5, 31.2]}},
    ///     {"type": "Feature", "properties": {"adcode": "110000", "name": "Beijing"},
    ///      "geometry": {"type": "Point", "coordinates": [116.4, 39.9]}}]}"#;
    /// let layer = read_layer_bytes(Path::new("cities.geojson"), json.as_bytes())?;
    /// let (id, name) = ("adcode".to_owned(), Some("name".to_owned()));
    /// let cities = Cities::from_layer(layer, &CityFields { id, name, seat: None })?;
    /// assert_eq!(cities.names, ["Beijing", "Shanghai"]);
    /// assert_eq!(cities.seats[0].x, 116.4);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn from_layer(layer: Layer, fields: &CityFields) -> Result<Self> {
        let identity = Identity::of(&layer, &fields.id, fields.name.as_deref());
        let mut findings = layer.findings.clone();
        findings.extend(geometry::check_rings(&layer));
        let given = fields.seat.as_ref().map(|seat| given_seats(&layer, seat, &mut findings));
        let refused = layer.refused();
        let mut places = places(layer.geometries, &refused, &mut findings);
        let findings = identity.settle(findings, &layer.source)?;
        let seats = match given {
            Some(seats) => seats,
            None => places.iter().map(|place| place.as_ref().and_then(Place::seat)).collect(),
        };
        if let Some(index) = seats.iter().position(Option::is_none) {
            let what = "the polygon has no point inside that could be the seat";
            let finding = Finding::new(Code::BadRing, what).feature(index + 1).file(&layer.source);
            return Err(identity.label(finding).into());
        }
        let order = &identity.order;
        let seats = order.iter().filter_map(|&index| seats[index]).collect();
        let territories: Vec<MultiPolygon<f64>> = order
            .iter()
            .filter_map(|&index| match places[index].take() {
                Some(Place::Territory(polygons)) => Some(polygons),
                _ => None,
            })
            .collect();
        Ok(Self {
            ids: identity.sorted(&identity.ids),
            names: identity.sorted(&identity.names),
            seats,
            territories: (territories.len() == order.len()).then_some(territories),
            fields: layer.fields.reordered(order),
            source: layer.source,
            findings,
        })
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The index of the city called `id`.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()
    }
}

/// Where a city lies.
enum Place {
    Seat(Coord<f64>),
    Territory(MultiPolygon<f64>),
}

impl Place {
    /// The point itself, or a point inside the territory.
    fn seat(&self) -> Option<Coord<f64>> {
        match self {
            Self::Seat(seat) => Some(*seat),
            Self::Territory(polygons) => polygons.interior_point().map(Into::into),
        }
    }
}

/// Points or polygons, of the kind of the first.
fn places(
    geometries: Vec<Option<Geometry<f64>>>,
    refused: &[bool],
    findings: &mut Vec<Finding>,
) -> Vec<Option<Place>> {
    let mut first: Option<(bool, usize)> = None;
    let mut places = Vec::with_capacity(geometries.len());
    for (index, geometry) in geometries.into_iter().enumerate() {
        let place = match geometry {
            Some(Geometry::Point(point)) => Place::Seat(point.into()),
            Some(Geometry::MultiPoint(points)) if points.0.len() == 1 => Place::Seat(points.0[0].into()),
            Some(Geometry::Polygon(polygon)) => Place::Territory(polygon.into()),
            Some(Geometry::MultiPolygon(polygons)) => Place::Territory(polygons),
            other => {
                if !refused[index] {
                    findings.push(geometry::unusable(other.as_ref(), "a point or a polygon", index));
                }
                places.push(None);
                continue;
            }
        };
        let is_point = matches!(place, Place::Seat(_));
        let (points, number) = *first.get_or_insert((is_point, index + 1));
        if points != is_point {
            let (here, there) = if is_point { ("point", "polygon") } else { ("polygon", "point") };
            let what = format!("a {here} here, but a {there} in feature {number}; a layer holds one of both");
            findings.push(Finding::new(Code::WrongGeometry, what).feature(index + 1));
        }
        places.push(Some(place));
    }
    places
}

/// The seats in the two fields `[longitude, latitude]`.
fn given_seats(layer: &Layer, fields: &[String; 2], findings: &mut Vec<Finding>) -> Vec<Option<Coord<f64>>> {
    let mut column = |name: &str, limit: f64| -> Vec<Option<f64>> {
        let Some(field) = layer.fields.named(name) else {
            findings.push(layer.fields.missing(name, &layer.source));
            return vec![None; layer.len()];
        };
        let number = |index| {
            let finding = |code, what| Finding::new(code, what).feature(index + 1).field(name);
            match (field.values.number(index), field.values.text(index)) {
                (Some(degree), _) if degree.abs() <= limit => Some(degree),
                (Some(degree), _) => {
                    let what = format!("the seat does not lie between -{limit} and {limit} degrees");
                    findings.push(finding(Code::BadValue, what.as_str()).value(degree));
                    None
                }
                (None, Some(text)) => {
                    findings.push(finding(Code::BadValue, "the seat is no number").value(text));
                    None
                }
                (None, None) => {
                    findings.push(finding(Code::MissingValue, "the city has no seat"));
                    None
                }
            }
        };
        (0..layer.len()).map(number).collect()
    };
    let (longitudes, latitudes) = (column(&fields[0], 180.0), column(&fields[1], 90.0));
    longitudes.into_iter().zip(latitudes).map(|(x, y)| Some(Coord { x: x?, y: y? })).collect()
}
