//! The roads that are reached from some centres in bands of time, as a layer.

use super::Bands;
use crate::error::Result;
use crate::export::{Bilingual, OutputLayer, Shapes};
use crate::network::{Direction, Isochrones, RoadNetwork};
use crate::run::columns::real;
use crate::run::sites::Sites;
use crate::study::Watch;
use crate::units::{Kilometres, Metres};
use geo::{Geodesic, Length};
use geo_types::{Line, LineString, MultiLineString};
use rayon::prelude::*;

/// The roads within each band of time of each centre.
#[derive(Debug)]
pub struct Reach {
    bands: Bands,
    centres: Vec<String>,
    /// In the order of the bands.
    lines: Vec<MultiLineString<f64>>,
    /// Length of each; none of a centre off the network.
    lengths: Vec<Option<Kilometres>>,
}

impl Reach {
    /// Finds the roads within `bands` of every centre.
    ///
    /// # Units
    /// Lengths are geodesic, on WGS 84.
    ///
    /// # Errors
    /// Interrupted.
    pub fn find(
        network: &RoadNetwork,
        centres: &Sites,
        direction: Direction,
        bands: Bands,
        watch: Watch<'_>,
    ) -> Result<Self> {
        let limits = bands.limits();
        watch.step("following the roads")?;
        let isochrones = Isochrones::new(network.router.graph(), direction);
        let around = |place: &Option<_>| {
            let mut lines = vec![Vec::new(); limits.len()];
            for stretch in place.as_ref().map(|place| isochrones.around(place, limits)).unwrap_or_default() {
                let [from, to] = stretch.line(&network.at);
                lines[stretch.band].push(Line::new(from, to));
            }
            lines
        };
        let found: Vec<Vec<Vec<Line<f64>>>> = centres.places.par_iter().map(around).collect();
        let length = |lines: &Vec<Line<f64>>| -> Kilometres {
            // From zero on: an empty sum would be a negative zero.
            Metres::new(lines.iter().fold(0.0, |sum, line| sum + Geodesic.length(line))).into()
        };
        let line = |lines: &Vec<Line<f64>>| {
            MultiLineString(lines.iter().map(|line| LineString(vec![line.start, line.end])).collect())
        };
        let lengths = centres.places.iter().zip(&found);
        let lengths = lengths
            .flat_map(|(place, lines)| lines.iter().map(|lines| place.as_ref().map(|_| length(lines))));
        Ok(Self {
            centres: (0..centres.len()).map(|i| centres.name(network, i).to_owned()).collect(),
            lengths: bands.ordered(lengths.collect()),
            lines: bands.ordered(found.iter().flatten().map(line).collect()),
            bands,
        })
    }

    /// The layer: a feature for each band of each centre.
    #[must_use]
    pub fn layer(&self) -> OutputLayer<'_> {
        let mut columns = self.bands.columns(&self.centres);
        columns.push(real(
            "length_km",
            Bilingual::new("道路长度", "Length of roads"),
            ("公里", "km"),
            1,
            self.lengths.iter().map(|length| length.map(Kilometres::get)).collect(),
        ));
        OutputLayer {
            name: "isochrone".to_owned(),
            title: Bilingual::new("等时线：限时可达的道路", "Roads within reach"),
            shapes: Shapes::MultiLines(&self.lines),
            columns,
            style: self.bands.style(),
            labels: None,
        }
    }
}
