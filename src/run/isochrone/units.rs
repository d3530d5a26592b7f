//! The cities of a study that are reached from some of them in bands of time, as their territories taken together.

use super::Bands;
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, OutputLayer, Shapes};
use crate::index::dissolve;
use crate::network::{Direction, ellipsoidal_area};
use crate::run::columns::{integer, label, real};
use crate::study::{Study, Watch};
use crate::units::SquareKilometres;
use geo_types::MultiPolygon;
use rayon::prelude::*;

/// The territories of the cities in each band of time of each centre, or of all together.
#[derive(Debug)]
pub struct ReachedUnits {
    bands: Bands,
    centres: Vec<String>,
    /// In the order of the bands.
    cities: Vec<Vec<usize>>,
    shapes: Vec<MultiPolygon<f64>>,
    sizes: Vec<SquareKilometres>,
    people: Vec<Option<f64>>,
    people_label: Bilingual,
}

impl ReachedUnits {
    /// Finds the cities within `bands` of every centre, given by index, or with `merge` of whichever centre is nearest.
    ///
    /// # Conventions
    /// A city counts as a whole, by the time between the two seats on the network of the study, roads and railways, door to
    /// door; a centre is within the first band of itself. People are the sum over the cities that have a number.
    ///
    /// # Errors
    /// `E-GEO-002` if the cities of the study have no territories; interrupted.
    pub fn find(
        study: &Study,
        centres: &[usize],
        (direction, merge): (Direction, bool),
        bands: Bands,
        watch: Watch<'_>,
    ) -> Result<Self> {
        let Some(territories) = &study.cities.territories else {
            let what = "the cities are points, and circles are made of their territories";
            let hint = "give the cities as polygons with their seats; `jingwei matrix STUDY` tells the times";
            return Err(Finding::new(Code::WrongGeometry, what).file(&study.cities.source).hint(hint).into());
        };
        watch.step("taking territories together")?;
        let ids = |group: &[usize]| match group {
            &[only] => study.cities.ids[only].clone(),
            several => format!("{} merged", several.len()),
        };
        let groups: Vec<Vec<usize>> =
            if merge { vec![centres.to_vec()] } else { centres.iter().map(|&centre| vec![centre]).collect() };
        let time = |centre: usize, city: usize| match direction {
            _ if centre == city => Some(0),
            Direction::From => study.times.milliseconds(centre, city),
            Direction::To => study.times.milliseconds(city, centre),
        };
        let band = |group: &[usize], city: usize| {
            let soonest = group.iter().filter_map(|&centre| time(centre, city)).min()?;
            bands.limits().iter().position(|&limit| soonest <= limit)
        };
        let of_group = |group: &Vec<usize>| {
            let mut of_band = vec![Vec::new(); bands.len()];
            for city in 0..study.cities.len() {
                if let Some(k) = band(group, city) {
                    of_band[k].push(city);
                }
            }
            of_band
        };
        let cities: Vec<Vec<usize>> = bands.ordered(groups.iter().flat_map(of_group).collect());
        let shapes: Vec<MultiPolygon<f64>> =
            dissolve(territories, &cities).into_iter().map(|band| band.outline).collect();
        let people = |cities: &Vec<usize>| {
            let known: Vec<f64> = cities.iter().filter_map(|&city| study.population[city]).collect();
            (cities.is_empty() || !known.is_empty())
                .then(|| known.iter().fold(0.0, |sum, people| sum + people))
        };
        Ok(Self {
            centres: groups.iter().map(|group| ids(group)).collect(),
            sizes: shapes.par_iter().map(ellipsoidal_area).collect(),
            people: cities.iter().map(people).collect(),
            people_label: label(&study.config, &study.config.cities.population),
            bands,
            cities,
            shapes,
        })
    }

    /// The layer: a feature for each band of each centre, or for each band of all.
    #[must_use]
    pub fn layer(&self) -> OutputLayer<'_> {
        let mut columns = self.bands.columns(&self.centres);
        let counts = self.cities.iter().map(|cities| i64::try_from(cities.len()).ok()).collect();
        columns.push(integer("cities", Bilingual::new("城市数", "Cities"), counts));
        let sizes = self.sizes.iter().map(|size| Some(size.get())).collect();
        columns.push(real("area_km2", Bilingual::new("面积", "Area"), ("平方公里", "km²"), 0, sizes));
        columns.push(real("pop", self.people_label.clone(), ("", ""), 0, self.people.clone()));
        OutputLayer {
            name: "isochrone".to_owned(),
            title: Bilingual::new("等时圈：限时可达的城市", "Cities within reach"),
            shapes: Shapes::Polygons(&self.shapes),
            columns,
            style: self.bands.style(),
            labels: None,
        }
    }

    /// How the circles came about, in a sentence.
    #[must_use]
    pub fn description(&self) -> &'static str {
        "Cities within reach, each as its whole territory, by the time between seats on the study's network. Areas on the \
         ellipsoid."
    }
}
