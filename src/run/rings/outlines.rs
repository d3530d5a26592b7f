//! The rings as areas: territories dissolved ring by ring, or rings of straight distance clipped to the territories.

use super::core_rings::CoreRings;
use super::{bands, cores, network_distance, refuse_alone};
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, OutputLayer, Shapes, Style};
use crate::index::dissolve;
use crate::network::ellipsoidal_area;
use crate::rings::{FromCores, Separation, annuli, ring_shares};
use crate::run::columns::{real, text};
use crate::study::Study;
use crate::study::config::{RingsBy, RingsSection};
use geo_types::MultiPolygon;

/// The rings as areas.
#[derive(Debug)]
pub struct Outlines {
    name: String,
    title: Bilingual,
    keys: Vec<String>,
    areas: Vec<MultiPolygon<f64>>,
    /// Value in each ring.
    totals: Vec<Option<f64>>,
    value: Bilingual,
    style: Style,
}

impl Outlines {
    /// The rings of `section`: whole territories dissolved or, with `clip`, rings of straight distance cut at the outer
    /// border of the territories, each value spread evenly over its territory.
    ///
    /// # Errors
    /// Cities that are points; `clip` for rings that are not of straight distance; as [`super::part_of`].
    pub fn draw(study: &Study, section: &RingsSection, clip: bool) -> Result<Self> {
        let cores = cores(study, section)?;
        match section.by {
            _ if clip && section.by != RingsBy::Distance => {
                let what = "only rings of straight distance are circles that can be clipped";
                let finding = Finding::new(Code::BadSetting, what).field("rings.by");
                Err(finding.hint("measure them by `distance`, or take whole territories").into())
            }
            RingsBy::Time => {
                Self::of(study, section, FromCores::by_time(&study.times, &cores), &section.breaks_min)
            }
            RingsBy::Network => {
                let from = FromCores::by_network(&network_distance::times(study)?, &cores);
                Self::of(study, section, from, &section.breaks_km)
            }
            RingsBy::Distance => {
                let from = FromCores::by_distance(&study.cities.seats, &cores);
                if !clip {
                    return Self::of(study, section, from, &section.breaks_km);
                }
                let (breaks, _) = bands::breaks(study, section, &from, &section.breaks_km)?;
                let drawn = CoreRings::draw(study, section, from, &breaks)?;
                let territories = territories(study)?;
                let land = dissolve(territories, &[(0..territories.len()).collect()]).swap_remove(0).outline;
                let centres: Vec<_> = cores.iter().map(|&core| study.cities.seats[core]).collect();
                let outside = || {
                    Finding::new(Code::BadSetting, "a ring leaves the domain of the projection")
                        .field("study.crs")
                        .value(study.projector.crs())
                };
                let areas = annuli(&centres, &breaks, Some(&land), &study.projector).ok_or_else(outside)?;
                let shares =
                    ring_shares(&centres, &breaks, territories, &study.projector).ok_or_else(outside)?;
                let total = |ring: usize| {
                    let parts = drawn.values.iter().zip(&shares);
                    parts.filter_map(|(value, shares)| Some((*value)? * shares.as_ref()?[ring])).sum()
                };
                let totals: Vec<_> = (0..areas.len()).map(|ring| Some(total(ring))).collect();
                Ok(Self::new(study, &drawn, &areas, &totals))
            }
        }
    }

    fn of<D: Separation>(
        study: &Study,
        section: &RingsSection,
        from: FromCores<D>,
        breaks: &[D],
    ) -> Result<Self> {
        refuse_alone(study, section, &from)?;
        let (breaks, _) = bands::breaks(study, section, &from, breaks)?;
        let drawn = CoreRings::draw(study, section, from, &breaks)?;
        let mut members = vec![Vec::new(); drawn.rings.count()];
        for (city, ring) in drawn.rings.ring.iter().enumerate() {
            if let Some(ring) = *ring {
                members[ring].push(city);
            }
        }
        let areas: Vec<_> =
            dissolve(territories(study)?, &members).into_iter().map(|group| group.outline).collect();
        let totals: Vec<_> =
            drawn.profile.rings.iter().map(|row| (row.with_value > 0).then_some(row.total)).collect();
        Ok(Self::new(study, &drawn, &areas, &totals))
    }

    fn new<D: Separation>(
        study: &Study,
        drawn: &CoreRings<D>,
        areas: &[MultiPolygon<f64>],
        totals: &[Option<f64>],
    ) -> Self {
        // A ring in which nothing lies has no outline.
        let kept: Vec<usize> = (0..areas.len()).filter(|&ring| !areas[ring].0.is_empty()).collect();
        Self {
            name: format!("ring_outlines_{}", drawn.key_of_cores(study)),
            title: drawn.title(study),
            keys: kept.iter().map(|&ring| drawn.key(ring)).collect(),
            totals: kept.iter().map(|&ring| totals[ring]).collect(),
            areas: kept.into_iter().map(|ring| areas[ring].clone()).collect(),
            value: crate::run::columns::label(&study.config, &drawn.field),
            style: drawn.style(),
        }
    }

    /// The layer: a feature a ring, with its area on the ellipsoid and what lies in it.
    #[must_use]
    pub fn layer(&self) -> OutputLayer<'_> {
        let sizes: Vec<Option<f64>> =
            self.areas.iter().map(|area| Some(ellipsoidal_area(area).get())).collect();
        let density = self.totals.iter().zip(&sizes).map(|(total, size)| Some((*total)? / (*size)?));
        let density = density.map(|density| density.filter(|density| density.is_finite())).collect();
        OutputLayer {
            name: self.name.clone(),
            title: self.title.clone(),
            shapes: Shapes::Polygons(&self.areas),
            columns: vec![
                text("ring", Bilingual::new("圈层", "Ring"), self.keys.iter().cloned().map(Some).collect()),
                real("total", self.value.clone(), ("", ""), 0, self.totals.clone()),
                real("area_km2", Bilingual::new("面积", "Area"), ("km²", "km²"), 0, sizes),
                real("density", Bilingual::new("密度", "Density"), ("/km²", "/km²"), 1, density),
            ],
            style: self.style.clone(),
            labels: Some("ring".to_owned()),
        }
    }
}

fn territories(study: &Study) -> Result<&[MultiPolygon<f64>]> {
    study.cities.territories.as_deref().ok_or_else(|| {
        Finding::new(Code::BadSetting, "cities that are points have no outlines")
            .file(&study.cities.source)
            .hint("give the cities as polygons with the place of their seats")
            .into()
    })
}
