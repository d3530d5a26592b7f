//! The roads that are reached from some centres in bands of time, as a layer.

use super::columns::{real, text};
use super::sites::Sites;
use crate::classify::palette::Ramp;
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Category, Column, OutputLayer, Shapes, Style};
use crate::network::{Direction, Isochrones, RoadNetwork, milliseconds_within};
use crate::study::Watch;
use crate::units::{Kilometres, Metres, Minutes};
use geo::{Geodesic, Length};
use geo_types::{Line, LineString, MultiLineString};
use rayon::prelude::*;

/// The roads within each band of time of each centre.
#[derive(Debug)]
pub struct Reach {
    bands: Vec<Minutes>,
    centres: Vec<String>,
    /// Centre after centre, in each of them band after band.
    lines: Vec<MultiLineString<f64>>,
    /// Length of each.
    lengths: Vec<Kilometres>,
}

impl Reach {
    /// Finds the roads within `bands`, rising minutes, of every centre; band `k` holds what is beyond the one before
    /// it and within its own limit, that time included.
    ///
    /// # Units
    /// Lengths are geodesic, on WGS 84.
    ///
    /// # Errors
    /// `E-ARG-001` for bands that do not rise or begin below zero; interrupted.
    pub fn find(
        network: &RoadNetwork,
        centres: &Sites,
        direction: Direction,
        bands: &[Minutes],
        watch: Watch<'_>,
    ) -> Result<Self> {
        let limits: Option<Vec<u32>> = bands.iter().map(|&band| milliseconds_within(band)).collect();
        let rising =
            |limits: &Vec<u32>| !limits.is_empty() && limits.windows(2).all(|pair| pair[0] < pair[1]);
        let Some(limits) = limits.filter(rising) else {
            let said: Vec<String> = bands.iter().map(|band| band.get().to_string()).collect();
            let what = "bands of time are minutes that rise, such as 30,60,120";
            return Err(Error::usage(Finding::new(Code::BadArgument, what).value(said.join(","))));
        };
        watch.step("following the roads")?;
        let isochrones = Isochrones::new(network.router.graph(), direction);
        let around = |place: &Option<_>| {
            let mut lines = vec![Vec::new(); limits.len()];
            for stretch in place.as_ref().map(|place| isochrones.around(place, &limits)).unwrap_or_default() {
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
        Ok(Self {
            bands: bands.to_vec(),
            centres: (0..centres.len()).map(|i| centres.name(network, i).to_owned()).collect(),
            lengths: found.iter().flatten().map(length).collect(),
            lines: found.iter().flatten().map(line).collect(),
        })
    }

    /// The layer: a feature for each band of each centre.
    #[must_use]
    pub fn layer(&self) -> OutputLayer<'_> {
        let each = || self.centres.iter().flat_map(|centre| (0..self.bands.len()).map(move |k| (centre, k)));
        let minutes = (("分钟", "min"), 0);
        let bounds = |name: &str, label: (&str, &str), of: &dyn Fn(usize) -> Minutes| -> Column {
            let values = each().map(|(_, k)| Some(of(k).get())).collect();
            real(name, Bilingual::new(label.0, label.1), minutes.0, minutes.1, values)
        };
        let columns = vec![
            text(
                "centre",
                Bilingual::new("中心", "Centre"),
                each().map(|(id, _)| Some(id.clone())).collect(),
            ),
            text(
                "band_min",
                Bilingual::new("时间带（分钟）", "Band (min)"),
                each().map(|(_, k)| Some(self.band(k))).collect(),
            ),
            bounds("from_min", ("起", "From"), &|k| self.bound(k)),
            bounds("to_min", ("止（含）", "To, included"), &|k| self.bands[k]),
            real(
                "length_km",
                Bilingual::new("道路长度", "Length of roads"),
                ("公里", "km"),
                1,
                self.lengths.iter().map(|length| Some(length.get())).collect(),
            ),
        ];
        let mut colours = Ramp::OrRd.colours(self.bands.len());
        // Dark is near the centre.
        colours.reverse();
        let category = |(k, colour)| Category {
            value: self.band(k),
            label: Bilingual::new(format!("{} 分钟", self.band(k)), format!("{} min", self.band(k))),
            colour,
            width_mm: None,
        };
        OutputLayer {
            name: "isochrone".to_owned(),
            title: Bilingual::new("等时线：限时可达的道路", "Roads within reach"),
            shapes: Shapes::MultiLines(&self.lines),
            columns,
            style: Style::Categorized {
                column: "band_min".to_owned(),
                categories: (0..self.bands.len()).zip(colours).map(category).collect(),
            },
            labels: None,
        }
    }

    fn bound(&self, k: usize) -> Minutes {
        if k == 0 { Minutes::ZERO } else { self.bands[k - 1] }
    }

    fn band(&self, k: usize) -> String {
        format!("{}–{}", self.bound(k).get(), self.bands[k].get())
    }
}
