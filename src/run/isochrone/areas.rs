//! The areas that are reached from some centres in bands of time, as a layer.

use super::{Bands, People};
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, OutputLayer, Shapes};
use crate::network::{AreaOptions, AreaPlan, Direction, Place, RoadNetwork, ellipsoidal_area};
use crate::run::columns::{integer, real};
use crate::run::machine::{free_memory, in_words};
use crate::run::sites::Sites;
use crate::study::Watch;
use crate::units::SquareKilometres;
use geo_types::MultiPolygon;
use rayon::prelude::*;

/// The areas in each band of time of each centre, or of all together.
#[derive(Debug)]
pub struct ReachedArea {
    bands: Bands,
    centres: Vec<String>,
    /// How many centres count in each feature, where all are taken together.
    merged: Option<usize>,
    /// In the order of the bands.
    areas: Vec<MultiPolygon<f64>>,
    /// Area of each; none of a centre off the network.
    sizes: Vec<Option<SquareKilometres>>,
    /// People in each, where they are known.
    people: Option<Vec<Option<f64>>>,
    /// How the contours were found.
    description: String,
}

impl ReachedArea {
    /// Finds the areas within `bands` of every centre, or with `merge` of whichever centre is nearest.
    ///
    /// # Units
    /// Areas are those on the ellipsoid, see [`ellipsoidal_area`].
    ///
    /// # Errors
    /// `E-OUT-002`, before anything is begun, if the grid needs more memory than is free; interrupted.
    pub fn find(
        network: &RoadNetwork,
        centres: &Sites,
        (direction, merge): (Direction, bool),
        bands: Bands,
        options: &AreaOptions,
        people: Option<&People>,
        watch: Watch<'_>,
    ) -> Result<Self> {
        watch.step("laying the grid")?;
        let plan = AreaPlan::new(&network.router, &network.at, direction, *options);
        refuse_if_too_large(&plan, bands.limits().len(), options)?;
        let grid = plan.make();
        watch.step("drawing the areas")?;
        let on_network: Vec<bool> = centres.places.iter().map(Option::is_some).collect();
        let merged = merge.then(|| on_network.iter().filter(|&&on| on).count());
        let groups: Vec<Vec<Place>> = match merged {
            Some(_) => vec![centres.places.iter().flatten().copied().collect()],
            None => centres.places.iter().map(|place| place.iter().copied().collect()).collect(),
        };
        let areas: Vec<MultiPolygon<f64>> =
            grid.around(&groups, bands.limits()).into_iter().flatten().collect();
        let known = |i: usize| !groups[i / bands.len()].is_empty();
        let sizes = areas.par_iter().enumerate().map(|(i, area)| known(i).then(|| ellipsoidal_area(area)));
        let sizes: Vec<_> = sizes.collect();
        watch.step("counting the people")?;
        let people = people.map(|people| {
            let inside = areas.par_iter().enumerate().map(|(i, area)| known(i).then(|| people.inside(area)));
            bands.ordered(inside.collect())
        });
        let (areas, sizes) = (bands.ordered(areas), bands.ordered(sizes));
        let name = |i| centres.name(network, i).to_owned();
        let centres = match merged {
            Some(count) => vec![format!("{count} merged")],
            None => (0..centres.len()).map(name).collect(),
        };
        Ok(Self { bands, centres, merged, areas, sizes, people, description: described(options) })
    }

    /// The layer: a feature for each band of each centre, or for each band of all.
    #[must_use]
    pub fn layer(&self) -> OutputLayer<'_> {
        let mut columns = self.bands.columns(&self.centres);
        if let Some(count) = self.merged {
            let counts = vec![i64::try_from(count).ok(); self.areas.len()];
            columns.push(integer("centres", Bilingual::new("中心数", "Centres"), counts));
        }
        columns.push(real(
            "area_km2",
            Bilingual::new("面积", "Area"),
            ("平方公里", "km²"),
            1,
            self.sizes.iter().map(|size| size.map(SquareKilometres::get)).collect(),
        ));
        if let Some(people) = &self.people {
            columns.push(real("pop", Bilingual::new("人口", "Population"), ("", ""), 1, people.clone()));
        }
        OutputLayer {
            name: "isochrone".to_owned(),
            title: Bilingual::new("等时圈：限时可达的范围", "Areas within reach"),
            shapes: Shapes::Polygons(&self.areas),
            columns,
            style: self.bands.style(),
            labels: None,
        }
    }

    /// How the contours were found, in a sentence or two.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }
}

fn described(options: &AreaOptions) -> String {
    let access = match options.access {
        Some(speed) => format!("plus the way from there at {speed}"),
        None => "the way from there taking no time".to_owned(),
    };
    format!(
        "Places within reach: each by the nearest road within {reach}, {access}. Contours by marching squares on cells of \
         at most {cell}, met on their edges by halving; right to a cell. Areas on the ellipsoid.",
        reach = options.reach,
        cell = options.cell()
    )
}

fn refuse_if_too_large(plan: &AreaPlan<'_>, limits: usize, options: &AreaOptions) -> Result<()> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "kept to the range by the cast"
    )]
    let needed = plan.bytes(rayon::current_num_threads(), limits) as u64;
    let free = free_memory().unwrap_or(u64::MAX);
    if plan.is_countable() && needed <= free {
        return Ok(());
    }
    let what = if needed > free {
        let (needed, free) = (in_words(needed), in_words(free));
        format!("cells of {} need up to {needed} of memory, but {free} are free", options.cell())
    } else {
        format!("cells of {} are more than can be counted", options.cell())
    };
    let hint = format!("take larger cells, such as --cell-m {}", options.cell().get() * 4.0);
    Err(Finding::new(Code::TooLarge, what).hint(hint).into())
}
