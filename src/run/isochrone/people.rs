//! How many people live in an area: at points inside, or in regions by the share of their area that lies inside.

use crate::error::{Code, Error, Finding, Result};
use crate::index::PointIndex;
use crate::layer::{Fields, GivenBy, GivenPlaces, read_layer};
use crate::network::ellipsoidal_area;
use crate::units::SquareKilometres;
use geo::{BooleanOps, BoundingRect, Validation};
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Rect};
use std::path::Path;

/// People and where they live.
#[derive(Debug)]
pub struct People {
    dwellings: Dwellings,
    /// Rows without a value, which count as nobody.
    pub findings: Vec<Finding>,
}

#[derive(Debug)]
enum Dwellings {
    Points { index: PointIndex, at: Vec<Coord<f64>>, people: Vec<f64> },
    Regions(Vec<Region>),
}

#[derive(Debug)]
struct Region {
    shape: MultiPolygon<f64>,
    frame: Rect<f64>,
    area: SquareKilometres,
    people: f64,
}

impl People {
    /// The people in the field `field` of `file`: points in a .csv with `lon` and `lat`, points or polygons in a .geojson.
    ///
    /// # Errors
    /// A file that cannot be read or lacks the field; negative numbers; a .csv without places; geometry of several kinds or
    /// that is neither; polygons that are not valid.
    pub fn read(file: &Path, field: &str) -> Result<Self> {
        let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if !["geojson", "json"].contains(&ending.as_str()) {
            let given = GivenPlaces::read_rows(file, None, GivenBy::Place)?;
            let Some(at) = given.at.clone() else {
                let what = "the people have no places: columns lon and lat, or a .geojson";
                return Err(Finding::new(Code::MissingField, what).file(file).hint("add the columns").into());
            };
            let (people, findings) =
                numbers(&given.fields, field, file, &|finding, row| given.at_row(finding, row))?;
            return Ok(Self { dwellings: Dwellings::points(at, people), findings });
        }
        let layer = read_layer(file)?;
        Error::if_any(&layer.findings)?;
        let at_feature = |finding: Finding, row: usize| finding.file(file).feature(row + 1);
        let (people, findings) = numbers(&layer.fields, field, file, &at_feature)?;
        let mut refused = Vec::new();
        let (mut at, mut regions) = (Vec::new(), Vec::new());
        for (row, (geometry, &people)) in layer.geometries.iter().zip(&people).enumerate() {
            let shape = match geometry {
                Some(Geometry::Point(point)) => {
                    at.push(point.0);
                    continue;
                }
                Some(Geometry::Polygon(polygon)) => MultiPolygon(vec![polygon.clone()]),
                Some(Geometry::MultiPolygon(polygons)) => polygons.clone(),
                None => {
                    refused
                        .push(at_feature(Finding::new(Code::EmptyGeometry, "the people have no place"), row));
                    continue;
                }
                Some(_) => {
                    let finding = Finding::new(Code::WrongGeometry, "people live at points or in polygons");
                    refused.push(at_feature(finding, row));
                    continue;
                }
            };
            if !shape.is_valid() {
                refused.push(at_feature(Finding::new(Code::BadRing, "the polygon is not valid"), row));
            } else if let Some(frame) = shape.bounding_rect() {
                let area = ellipsoidal_area(&shape);
                regions.push(Region { shape, frame, area, people });
            }
        }
        if !at.is_empty() && !regions.is_empty() {
            let finding = Finding::new(Code::WrongGeometry, "some people live at points, others in polygons");
            refused.push(finding.file(file).hint("give a file of points or a file of polygons"));
        }
        Error::if_any(&refused)?;
        let dwellings =
            if regions.is_empty() { Dwellings::points(at, people) } else { Dwellings::Regions(regions) };
        Ok(Self { dwellings, findings })
    }

    /// How many live in `area`.
    ///
    /// # Conventions
    /// Those at a point inside count whole. Those of a region count by the share of its area on the ellipsoid that
    /// lies inside, as if they lived evenly all over it.
    #[must_use]
    pub fn inside(&self, area: &MultiPolygon<f64>) -> f64 {
        let Some(frame) = area.bounding_rect() else { return 0.0 };
        match &self.dwellings {
            Dwellings::Points { index, at, people } => {
                let mut found: Vec<usize> = index.inside(frame.min(), frame.max()).collect();
                if found.is_empty() {
                    return 0.0;
                }
                // The order of a sum is that of the file.
                found.sort_unstable();
                let edges = Edges::new(area, frame);
                found.into_iter().filter(|&i| edges.surround(at[i])).fold(0.0, |sum, i| sum + people[i])
            }
            Dwellings::Regions(regions) => {
                let meets = |region: &&Region| {
                    let (a, b) = (region.frame, frame);
                    a.min().x <= b.max().x
                        && b.min().x <= a.max().x
                        && a.min().y <= b.max().y
                        && b.min().y <= a.max().y
                };
                let share = |region: &Region| {
                    let inside = ellipsoidal_area(&area.intersection(&region.shape));
                    region.people * (inside.get() / region.area.get()).clamp(0.0, 1.0)
                };
                regions.iter().filter(meets).fold(0.0, |sum, region| sum + share(region))
            }
        }
    }
}

impl Dwellings {
    fn points(at: Vec<Coord<f64>>, people: Vec<f64>) -> Self {
        Self::Points { index: PointIndex::new(&at), at, people }
    }
}

/// What turns a row of a file into its place for the reader.
type AtRow<'a> = dyn Fn(Finding, usize) -> Finding + 'a;

/// One number a row, zero where there is none; a warning for each of those.
fn numbers(
    fields: &Fields,
    field: &str,
    file: &Path,
    at_row: &AtRow<'_>,
) -> Result<(Vec<f64>, Vec<Finding>)> {
    let (mut findings, mut refused) = (Vec::new(), Vec::new());
    let mut number = |(row, value): (usize, Option<f64>)| match value {
        Some(value) if value < 0.0 => {
            let finding = Finding::new(Code::BadValue, "a population is zero or more");
            refused.push(at_row(finding.field(field).value(value), row));
            0.0
        }
        Some(value) => value,
        None => {
            let finding = Finding::new(Code::DroppedUnit, "no value, which counts as nobody");
            findings.push(at_row(finding.field(field), row));
            0.0
        }
    };
    let people = fields.numbers(field, file)?.into_iter().enumerate().map(&mut number).collect();
    Error::if_any(&refused)?;
    Ok((people, findings))
}

/// The edges of an area by the parallels between which they run, for many questions.
struct Edges {
    south: f64,
    /// Rows a degree.
    rows: f64,
    by_row: Vec<Vec<[Coord<f64>; 2]>>,
}

impl Edges {
    fn new(area: &MultiPolygon<f64>, frame: Rect<f64>) -> Self {
        let rings = || area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        let count = rings().map(|ring: &LineString<f64>| ring.0.len()).sum::<usize>() / 16 + 1;
        let height = (frame.max().y - frame.min().y).max(f64::MIN_POSITIVE);
        let mut edges =
            Self { south: frame.min().y, rows: count as f64 / height, by_row: vec![Vec::new(); count] };
        for edge in rings().flat_map(LineString::lines) {
            let [low, high] = [edge.start.y.min(edge.end.y), edge.start.y.max(edge.end.y)];
            for row in edges.row(low)..=edges.row(high) {
                edges.by_row[row].push([edge.start, edge.end]);
            }
        }
        edges
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "kept to the rows that there are"
    )]
    fn row(&self, latitude: f64) -> usize {
        (((latitude - self.south) * self.rows).max(0.0) as usize).min(self.by_row.len() - 1)
    }

    /// Whether a place is inside: to the west of it runs an odd number of edges.
    fn surround(&self, at: Coord<f64>) -> bool {
        let west = |[a, b]: &&[Coord<f64>; 2]| {
            (a.y > at.y) != (b.y > at.y) && (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x < at.x
        };
        self.by_row[self.row(at.y)].iter().filter(west).count() % 2 == 1
    }
}
