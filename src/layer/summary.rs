//! What a layer or a table holds, for `jingwei info`.

use super::{Datum, Fields, Layer, Values, geometry};
use geo::algorithm::{BoundingRect, CoordsIter};
use std::collections::{BTreeMap, BTreeSet};

/// What a layer holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The collection's own name.
    pub name: Option<String>,
    /// What longitude and latitude refer to.
    pub datum: Datum,
    /// How many features.
    pub features: usize,
    /// How many features have which type of geometry, by GeoJSON name; those without one are not in it.
    pub geometries: BTreeMap<&'static str, usize>,
    /// How many positions.
    pub positions: usize,
    /// West, south, east and north in degrees; absent without any geometry.
    pub extent: Option<[f64; 4]>,
    /// One entry a field.
    pub fields: Vec<FieldSummary>,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSummary {
    /// The name as in the file.
    pub name: String,
    /// `text`, `integer`, `real` or `boolean`.
    pub kind: &'static str,
    /// How many features have no value.
    pub absent: usize,
    /// How many different values there are.
    pub distinct: usize,
    /// The least value: by size for numbers, by byte order for text.
    pub least: Option<String>,
    /// The greatest value.
    pub greatest: Option<String>,
}

impl Summary {
    /// What `layer` holds.
    #[must_use]
    pub fn of(layer: &Layer) -> Self {
        let mut geometries = BTreeMap::new();
        let (mut positions, mut extent) = (0, None::<[f64; 4]>);
        for geometry in layer.geometries.iter().flatten() {
            *geometries.entry(geometry::kind(geometry)).or_default() += 1;
            positions += geometry.coords_count();
            if let Some(own) = geometry.bounding_rect() {
                let ([west, south], [east, north]) = (own.min().into(), own.max().into());
                extent = Some(match extent {
                    None => [west, south, east, north],
                    Some([w, s, e, n]) => [w.min(west), s.min(south), e.max(east), n.max(north)],
                });
            }
        }
        Self {
            name: layer.name.clone(),
            datum: layer.datum,
            features: layer.len(),
            geometries,
            positions,
            extent,
            fields: fields(&layer.fields),
        }
    }
}

/// What `fields` hold, in their order; also for the columns of a table.
///
/// # Example
/// ```
/// use jingwei::layer::{Field, Fields, Values, summary};
///
/// let gdp = Field { name: "gdp".to_owned(), values: Values::Integer(vec![Some(10), None, Some(9), Some(9)]) };
/// let summary = &summary::fields(&Fields(vec![gdp]))[0];
/// assert_eq!((summary.absent, summary.distinct), (1, 2));
/// assert_eq!((summary.least.as_deref(), summary.greatest.as_deref()), (Some("9"), Some("10")));
/// ```
#[must_use]
pub fn fields(fields: &Fields) -> Vec<FieldSummary> {
    fields
        .0
        .iter()
        .map(|field| {
            let mut present: Vec<usize> =
                (0..field.values.len()).filter(|&index| field.values.text(index).is_some()).collect();
            present.sort_by(|&a, &b| match &field.values {
                Values::Text(values) => values[a].cmp(&values[b]),
                Values::Boolean(values) => values[a].cmp(&values[b]),
                Values::Integer(values) => values[a].cmp(&values[b]),
                Values::Real(values) => {
                    values[a].unwrap_or_default().total_cmp(&values[b].unwrap_or_default())
                }
            });
            let texts: Vec<String> = present.iter().filter_map(|&index| field.values.text(index)).collect();
            FieldSummary {
                name: field.name.clone(),
                kind: field.values.kind(),
                absent: field.values.len() - texts.len(),
                distinct: texts.iter().collect::<BTreeSet<_>>().len(),
                least: texts.first().cloned(),
                greatest: texts.last().cloned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::read::read_layer_bytes;
    use std::path::Path;

    #[test]
    fn a_layer_is_counted_and_bounded() {
        let json = r#"{"type":"FeatureCollection","name":"places","features":[
            {"type":"Feature","properties":{"a":"x"},"geometry":{"type":"Point","coordinates":[110,30]}},
            {"type":"Feature","properties":{"a":null},"geometry":null},
            {"type":"Feature","properties":{"a":"b"},
             "geometry":{"type":"LineString","coordinates":[[100,35],[120.5,20]]}}]}"#;
        let summary = Summary::of(&read_layer_bytes(Path::new("a.geojson"), json.as_bytes()).unwrap());
        assert_eq!((summary.features, summary.positions), (3, 3));
        assert_eq!(summary.extent, Some([100.0, 20.0, 120.5, 35.0]));
        assert_eq!(summary.geometries.into_iter().collect::<Vec<_>>(), [("LineString", 1), ("Point", 1)]);
        assert_eq!(summary.name.as_deref(), Some("places"));
        assert_eq!(
            summary.fields,
            [FieldSummary {
                name: "a".to_owned(),
                kind: "text",
                absent: 1,
                distinct: 2,
                least: Some("b".to_owned()),
                greatest: Some("x".to_owned()),
            }]
        );
    }
}
