//! From longitude and latitude to planar metres and back; the only file that names PROJ.
//!
//! Nothing is measured in degrees. A [`Crs`] says which plane, a [`Projector`] takes coordinates there:
//! x to the east and y to the north, whatever axis order the authority prints. Longitude and latitude are
//! CGCS2000 degrees. WGS 84 degrees are taken as the same: PROJ knows no parameters between the two and
//! shifts by nothing, and they lie within a metre of each other.
//!
//! The default for China is the Albers equal-area conic with standard parallels 25° and 47° N and central
//! meridian 105° E: areas are true everywhere, lengths to about 3 % within the mainland.

use crate::error::{Code, Error, Finding, Result};
use geo::{MapCoords, MapCoordsInPlace};
use geo_types::{Coord, LineString, MultiPolygon};
use proj::Proj;
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

/// Longitude and latitude as files give them.
const GEOGRAPHIC: &str = "EPSG:4490";
/// Albers equal-area of China; the ellipsoid of CGCS2000 is GRS 1980.
const ALBERS_CHINA: &str =
    "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs";

/// A plane to measure in; written as `albers-china`, `EPSG:4527` or a PROJ string.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Crs {
    /// Albers equal-area conic, standard parallels 25° and 47° N, central meridian 105° E, CGCS2000.
    #[default]
    AlbersChina,
    /// A projected system by its EPSG code.
    Epsg(u32),
    /// A projection as a PROJ string, `+proj=…`.
    Proj(String),
}

impl Crs {
    /// The definition as PROJ reads it.
    #[must_use]
    pub fn definition(&self) -> String {
        match self {
            Self::AlbersChina => format!("{ALBERS_CHINA} +type=crs"),
            Self::Epsg(code) => format!("EPSG:{code}"),
            Self::Proj(text) if text.contains("+type=crs") => text.clone(),
            Self::Proj(text) => format!("{text} +type=crs"),
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlbersChina => f.write_str("albers-china"),
            Self::Epsg(code) => write!(f, "EPSG:{code}"),
            Self::Proj(text) => f.write_str(text),
        }
    }
}

impl FromStr for Crs {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("albers-china") {
            return Ok(Self::AlbersChina);
        }
        if text.starts_with("+proj=") {
            return Ok(Self::Proj(text.to_owned()));
        }
        let code = text.split_once(':').filter(|(authority, _)| authority.eq_ignore_ascii_case("epsg"));
        match code.and_then(|(_, code)| code.parse().ok()) {
            Some(code) => Ok(Self::Epsg(code)),
            None => Err(refused("this is not a coordinate reference system that jingwei knows", text)),
        }
    }
}

impl TryFrom<String> for Crs {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Crs> for String {
    fn from(crs: Crs) -> Self {
        crs.to_string()
    }
}

fn refused(what: impl Into<String>, value: impl fmt::Display) -> Error {
    let hint =
        "write `albers-china`, a projected system in metres such as `EPSG:4527`, or a PROJ string `+proj=…`";
    Error::usage(Finding::new(Code::BadArgument, what).field("crs").value(value).hint(hint))
}

/// The version of PROJ in use, such as `9.6.2`.
#[must_use]
pub fn proj_version() -> String {
    proj::ProjBuilder::new().lib_info().map_or_else(|_| "unknown".to_owned(), |library| library.version)
}

/// PROJ objects of one definition in one thread, which PROJ does not let threads share.
struct Transform {
    definition: String,
    to_plane: Proj,
    to_lonlat: OnceCell<Proj>,
}

thread_local! {
    /// Making a transformation costs milliseconds, using one well under a microsecond.
    static TRANSFORMS: RefCell<Vec<Rc<Transform>>> = const { RefCell::new(Vec::new()) };
}

/// Takes coordinates to the plane of one [`Crs`] and back; shared freely between threads.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::reproject::{Crs, Projector};
///
/// let projector = Projector::new(&Crs::AlbersChina)?;
/// // On the central meridian x is zero, and the origin lies on the equator.
/// let origin = projector.to_plane(coord! { x: 105.0, y: 0.0 }).expect("inside the domain");
/// assert!(origin.x.abs() < 1e-6 && origin.y.abs() < 1e-6);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Projector {
    crs: Crs,
    definition: String,
}

impl Projector {
    /// The way to the plane of `crs`.
    ///
    /// # Errors
    /// A code or string that PROJ does not know, a system of longitude and latitude, or one whose axes are
    /// not metres to the east and north.
    pub fn new(crs: &Crs) -> Result<Self> {
        let definition = crs.definition();
        let unknown = |_| refused("PROJ does not know this coordinate reference system", crs);
        let target = Proj::new(&definition).map_err(unknown)?;
        let described = target.to_projjson(Some(false), None, None).ok();
        let description: serde_json::Value = described
            .and_then(|text| serde_json::from_str(&text).ok())
            .ok_or_else(|| refused("this is not a coordinate reference system", crs))?;
        check_plane(&description).map_err(|what| refused(what, crs))?;
        let projector = Self { crs: crs.clone(), definition };
        projector.transform()?;
        Ok(projector)
    }

    /// The plane.
    #[must_use]
    pub fn crs(&self) -> &Crs {
        &self.crs
    }

    fn transform(&self) -> Result<Rc<Transform>> {
        TRANSFORMS.with_borrow_mut(|known| {
            if let Some(transform) = known.iter().find(|t| t.definition == self.definition) {
                return Ok(Rc::clone(transform));
            }
            let to_plane = Proj::new_known_crs(GEOGRAPHIC, &self.definition, None)
                .map_err(|_| refused("PROJ finds no way to this coordinate reference system", &self.crs))?;
            let definition = self.definition.clone();
            let transform = Rc::new(Transform { definition, to_plane, to_lonlat: OnceCell::new() });
            known.push(Rc::clone(&transform));
            Ok(transform)
        })
    }

    fn ready(&self) -> Rc<Transform> {
        self.transform().expect("the transformation was made once when the projector was")
    }

    /// Metres to the east and north of `lonlat`; `None` outside the domain of the projection.
    #[must_use]
    pub fn to_plane(&self, lonlat: Coord<f64>) -> Option<Coord<f64>> {
        self.ready().forward(lonlat)
    }

    /// Longitude and latitude of the place `plane`; `None` outside the domain of the projection.
    ///
    /// # Panics
    /// Never: a projection that PROJ made has its inverse.
    #[must_use]
    pub fn to_lonlat(&self, plane: Coord<f64>) -> Option<Coord<f64>> {
        let transform = self.ready();
        let back = transform.to_lonlat.get_or_init(|| {
            Proj::new_known_crs(&self.definition, GEOGRAPHIC, None)
                .expect("a projection that PROJ made has its inverse")
        });
        convert(back, plane)
    }

    /// `points` in metres, in order; `None` if one lies outside the domain of the projection.
    #[must_use]
    pub fn points_to_plane(&self, points: &[Coord<f64>]) -> Option<Vec<Coord<f64>>> {
        let transform = self.ready();
        points.iter().map(|&point| transform.forward(point)).collect()
    }

    /// `line` in metres, vertex by vertex; `None` if one lies outside the domain of the projection.
    #[must_use]
    pub fn line_to_plane(&self, line: &LineString<f64>) -> Option<LineString<f64>> {
        self.points_to_plane(&line.0).map(LineString)
    }

    /// `polygons` in metres, vertex by vertex; `None` if one lies outside the domain of the projection.
    #[must_use]
    pub fn polygons_to_plane(&self, polygons: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
        let transform = self.ready();
        polygons.try_map_coords(|lonlat| transform.forward(lonlat).ok_or(())).ok()
    }

    /// `polygons` in longitude and latitude; `None` if a vertex lies outside the domain of the projection.
    #[must_use]
    pub fn polygons_to_lonlat(&self, polygons: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
        let mut turned = polygons.clone();
        turned.try_map_coords_in_place(|plane| self.to_lonlat(plane).ok_or(())).ok()?;
        Some(turned)
    }
}

impl Transform {
    fn forward(&self, lonlat: Coord<f64>) -> Option<Coord<f64>> {
        // Beyond the poles PROJ answers with an error, and prints it too.
        if lonlat.y.abs() <= 90.0 { convert(&self.to_plane, lonlat) } else { None }
    }
}

fn convert(transform: &Proj, from: Coord<f64>) -> Option<Coord<f64>> {
    if !from.x.is_finite() || !from.y.is_finite() {
        return None;
    }
    // Point by point: the array call of the crate copies its input and takes twice the time.
    let (x, y) = transform.convert((from.x, from.y)).ok()?;
    (x.is_finite() && y.is_finite()).then_some(Coord { x, y })
}

/// Whether a system described in PROJJSON is a plane with metres to the east and north.
fn check_plane(description: &serde_json::Value) -> Result<(), &'static str> {
    match description["type"].as_str() {
        Some("ProjectedCRS") => {}
        Some("BoundCRS") => return check_plane(&description["source_crs"]),
        Some("GeographicCRS" | "GeodeticCRS") => {
            return Err("this system is longitude and latitude, and nothing is measured in degrees");
        }
        _ => return Err("this is not a projected coordinate reference system"),
    }
    let axes = description["coordinate_system"]["axis"].as_array().map_or(&[][..], Vec::as_slice);
    let points_to = |direction: &str| axes.iter().any(|axis| axis["direction"] == direction);
    if axes.len() != 2 || !points_to("east") || !points_to("north") {
        return Err("the axes of this system do not point east and north");
    }
    if axes.iter().any(|axis| axis["unit"] != "metre") {
        return Err("the unit of this system is not the metre");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
