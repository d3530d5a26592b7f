//! Corridors as columns that a filter may ask.

use super::{Corridors, Status};
use crate::layer::{Columns, Values};
use crate::units::{Kilometres, KilometresPerHour, Minutes};
use std::borrow::Cow;

/// What a corridor says of itself, whatever the fields of the file are called.
const OWN: [&str; 11] = [
    "id",
    "line",
    "mode",
    "minutes",
    "speed_kmh",
    "design_kmh",
    "length_km",
    "status",
    "opened",
    "oneway",
    "routed",
];

impl Status {
    /// The word that files and filters use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Building => "building",
            Self::Planned => "planned",
        }
    }
}

/// Its own values under their usual names, as read: a year for `2014-12-26`, `open` where no status is given; then every
/// other field of the file.
impl Columns for Corridors {
    fn rows(&self) -> usize {
        self.len()
    }

    fn column(&self, name: &str) -> Option<Cow<'_, Values>> {
        let own = match name {
            "id" => Values::Text(self.ids.iter().cloned().map(Some).collect()),
            "line" => Values::Text(self.lines.clone()),
            "mode" => Values::Text(self.modes.iter().cloned().map(Some).collect()),
            "minutes" => Values::Real(self.minutes.iter().map(|value| value.map(Minutes::get)).collect()),
            "speed_kmh" => speeds(&self.speeds),
            "design_kmh" => speeds(&self.design_speeds),
            "length_km" => {
                Values::Real(self.lengths.iter().map(|value| value.map(Kilometres::get)).collect())
            }
            "status" => {
                Values::Text(self.statuses.iter().map(|status| Some(status.word().to_owned())).collect())
            }
            "opened" => Values::Integer(self.opened.iter().map(|year| year.map(i64::from)).collect()),
            "oneway" => Values::Boolean(self.oneway.iter().copied().map(Some).collect()),
            "routed" => Values::Boolean(self.routed.iter().copied().map(Some).collect()),
            other => return self.fields.named(other).map(|field| Cow::Borrowed(&field.values)),
        };
        Some(Cow::Owned(own))
    }

    fn column_names(&self) -> Vec<&str> {
        OWN.into_iter().chain(self.fields.names().filter(|name| !OWN.contains(name))).collect()
    }
}

fn speeds(values: &[Option<KilometresPerHour>]) -> Values {
    Values::Real(values.iter().map(|value| value.map(KilometresPerHour::get)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::read::read_layer_bytes;
    use crate::layer::{CorridorFields, Filter};
    use std::path::Path;

    #[test]
    fn a_filter_asks_what_was_read_and_any_other_field() {
        let json = r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"code": "a", "line": "京沪高铁", "mode": "hsr", "opened": "2011-06-30",
             "design_kmh": 350, "owner": "x"}, "geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 1]]}},
            {"type": "Feature", "properties": {"code": "b", "mode": "road", "status": "planned", "oneway": "yes"},
             "geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}}]}"#;
        let layer = read_layer_bytes(Path::new("c.geojson"), json.as_bytes()).unwrap();
        let fields = CorridorFields { id: Some("code".to_owned()), ..CorridorFields::default() };
        let corridors = Corridors::from_layer(layer, &fields).unwrap();
        for (text, chosen) in [
            ("opened < 2015", [true, false]),
            ("status = 'open' and line = '京沪高铁'", [true, false]),
            ("id = 'b' and code = 'b' and oneway = true", [false, true]),
            ("owner is null and routed = true and speed_kmh = null", [false, true]),
            ("design_kmh >= 350 or minutes > 3", [true, false]),
        ] {
            assert_eq!(Filter::parse(text).unwrap().select(&corridors).unwrap(), chosen, "{text}");
        }
        for name in corridors.column_names() {
            assert_eq!(corridors.column(name).unwrap().len(), 2, "{name}");
        }
    }
}
