//! Coverage of cities and people by facilities, and pairs of cities near each other.

mod facilities;
mod pairs;
mod tables;

use super::columns::{label, listed, of_cities, real, shapes, text};
use super::part::Part;
use crate::access::{Coverage, Covered, ToFacility, coverage, time_to_facility};
use crate::classify::palette::Ramp;
use crate::error::{Finding, Result};
use crate::export::legend::NO_DATA;
use crate::export::number::large_in_words;
use crate::export::{Bilingual, Category, OutputLayer, Style, display};
use crate::study::Study;
use crate::study::config::CoverageSection;
use crate::study::config::coverage::Facilities;
use crate::units::Minutes;
use facilities::ways;
use std::path::Path;

/// Whether the study asks for anything that [`part_of_all`] gives.
#[must_use]
pub fn asked(study: &Study) -> bool {
    !study.config.coverage.is_empty() || study.config.city_pairs.is_some()
}

/// Everything about coverage and city pairs that the study asks for, as one part.
///
/// # Errors
/// As [`FacilityCoverage::measure`]; a grouping of pairs that is not there.
pub fn part_of_all<'a>(study: &'a Study, folder: &Path) -> Result<Part<'a>> {
    let mut all = Part {
        title: Bilingual::new("基础设施通达程度", "Coverage"),
        text: Bilingual::new(
            "到最近设施的旅行时间，以及彼此相近的城市对；全部城市与人口都在分母之中。",
            "Travel time to the nearest facility, and pairs of cities near each other; all cities and people are in the \
             denominators.",
        ),
        ..Part::default()
    };
    let mut measured = Vec::new();
    for section in &study.config.coverage {
        let one = FacilityCoverage::measure(study, section, folder)?;
        all.layers.push(one.layer(study));
        all.notes.push(one.rule(study));
        all.sentences.push(one.sentence(study));
        all.findings.extend(one.findings.iter().cloned());
        measured.push(one);
    }
    if !measured.is_empty() {
        all.tables.push(tables::of_all(&measured, study));
        all.tables.extend(tables::by_region(&measured, study)?);
    }
    if let Some(section) = &study.config.city_pairs {
        let pairs = pairs::Pairs::measure(study, section, folder)?;
        all.tables.extend(pairs.tables());
        all.sentences.push(pairs.sentence());
    }
    Ok(all)
}

/// How long every city takes to its nearest facility, and who is within each limit.
#[derive(Debug, Clone)]
pub struct FacilityCoverage {
    /// What was asked.
    pub section: CoverageSection,
    /// The way of every city.
    pub times: Vec<Option<ToFacility>>,
    /// Cities with a facility of their own, at the seat or in reach of it.
    pub places: usize,
    /// Who is within each limit.
    pub coverage: Coverage,
    /// Facilities that no city reaches.
    pub findings: Vec<Finding>,
}

impl FacilityCoverage {
    /// The coverage that `section` asks for; a file of facilities lies in `folder`.
    ///
    /// # Errors
    /// A field that is missing, no city with so great a value, a file that cannot be read or holds no points.
    pub fn measure(study: &Study, section: &CoverageSection, folder: &Path) -> Result<Self> {
        let (ways, findings) = ways(study, section, folder)?;
        let times = time_to_facility(&study.times, &ways);
        let minutes: Vec<Option<Minutes>> = times.iter().map(|way| way.map(|way| way.minutes)).collect();
        let coverage = coverage(&minutes, &study.population, &section.minutes)?;
        let places = ways.iter().flatten().count();
        Ok(Self { section: section.clone(), times, places, coverage, findings })
    }

    /// What readers call the facilities.
    fn label(&self) -> Bilingual {
        let CoverageSection { id, label, label_en, .. } = &self.section;
        let zh = label.as_ref().unwrap_or(id);
        Bilingual::new(zh, label_en.as_ref().unwrap_or(zh))
    }

    /// Which limits a time lies between, as it stands in the column; with a dash that no spreadsheet takes for a date.
    fn key(&self, band: usize) -> String {
        let limits = &self.section.minutes;
        let from = if band == 0 { 0.0 } else { limits[band - 1].get() };
        limits.get(band).map_or_else(|| format!(">{from}"), |to| format!("{from}–{}", to.get()))
    }

    /// The number of the first limit that `time` is within.
    fn band(&self, time: Minutes) -> usize {
        self.section.minutes.iter().position(|limit| time <= *limit).unwrap_or(self.section.minutes.len())
    }

    fn layer<'a>(&self, study: &'a Study) -> OutputLayer<'a> {
        let (id, label) = (&self.section.id, self.label());
        let mut columns = of_cities(study);
        let through = |way: &ToFacility| study.cities.names[way.through].clone();
        columns.push(real(
            format!("{id}_min"),
            Bilingual::new(format!("到最近{}的时间", label.zh), format!("Time to the nearest: {}", label.en)),
            ("分钟", "min"),
            0,
            self.times.iter().map(|way| way.map(|way| way.minutes.get())).collect(),
        ));
        columns.push(text(
            format!("{id}_band"),
            Bilingual::new(format!("到最近{}的时间段", label.zh), format!("Time band: {}", label.en)),
            self.times.iter().map(|way| way.map(|way| self.key(self.band(way.minutes)))).collect(),
        ));
        columns.push(text(
            format!("{id}_via"),
            Bilingual::new(format!("最近{}所在城市", label.zh), format!("City of the nearest: {}", label.en)),
            self.times.iter().map(|way| way.as_ref().map(through)).collect(),
        ));
        OutputLayer {
            name: format!("coverage_{id}"),
            title: Bilingual::new(
                format!("到最近{}的时间", label.zh),
                format!("Time to the nearest: {}", label.en),
            ),
            shapes: shapes(&study.cities),
            columns,
            style: self.style(),
            labels: Some("name".to_owned()),
        }
    }

    fn style(&self) -> Style {
        let bands = self.section.minutes.len() + 1;
        let mut colours = Ramp::YlGnBu.colours(bands);
        // Dark is near a facility.
        colours.reverse();
        let words = |band: usize| {
            if band < self.section.minutes.len() {
                return Bilingual::new(format!("{} 分钟", self.key(band)), format!("{} min", self.key(band)));
            }
            let last = self.section.minutes[band - 1].get();
            Bilingual::new(format!("{last} 分钟以上"), format!("beyond {last} min"))
        };
        let category = |(band, colour): (usize, _)| Category {
            value: self.key(band),
            label: words(band),
            colour,
            width_mm: None,
        };
        let unreached = Category {
            value: String::new(),
            label: Bilingual::new("无法到达", "Out of reach"),
            colour: NO_DATA,
            width_mm: None,
        };
        Style::Categorized {
            column: format!("{}_band", self.section.id),
            categories: (0..bands).zip(colours).map(category).chain([unreached]).collect(),
        }
    }

    /// From what the times are, below the map.
    fn rule(&self, study: &Study) -> Bilingual {
        let places = self.places;
        match self.section.kind() {
            Some(Facilities::Stations) => Bilingual::new(
                format!(
                    "{places} 个城市有运营车站，时间为驻地到车站（不含候车）；其余城市经路网到另一城市再到其车站。"
                ),
                format!(
                    "Cities with a station in service: {places}, at the time from seat to station, without the wait; the \
                     others go by way of another city and on to its station."
                ),
            ),
            Some(Facilities::Cities) => {
                let field = self.section.core_field.as_ref().unwrap_or(&study.config.cities.population);
                let field = label(&study.config, field);
                let from = large_in_words(self.section.core_from.unwrap_or_default(), 0);
                Bilingual::new(
                    format!("{} ≥ {} 的城市 {places} 个，自身为 0 分钟。", field.zh, from.zh),
                    format!("Cities with {} ≥ {}: {places}, themselves at 0 min.", field.en, from.en),
                )
            }
            _ => Bilingual::new(
                format!(
                    "{places} 个城市在驻地接驳范围内有设施，按接驳速度与绕行系数计；其余城市经路网到其中一城再前往。"
                ),
                format!(
                    "Cities with a facility within reach of the seat: {places}, at access speed and detour; the others go \
                     by way of one of them."
                ),
            ),
        }
    }

    fn sentence(&self, study: &Study) -> Bilingual {
        let label = self.label();
        let percent =
            |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| display(share * 100.0, 1));
        let joined = |pick: &dyn Fn(&Covered) -> String| {
            self.coverage.rows.iter().map(pick).collect::<Vec<_>>().join(" / ")
        };
        let limits = joined(&|row| row.limit.get().to_string());
        let cities = joined(&|row| percent(Some(row.units_share)));
        let people = joined(&|row| percent(row.population_share));
        let mut sentence = (
            format!("{}：{limits} 分钟内有 {cities}% 的城市、{people}% 的人口", label.zh),
            format!(
                "{}: within {limits} min lie {cities} % of the cities and {people} % of the people",
                label.en
            ),
        );
        let unreached: Vec<usize> =
            (0..self.times.len()).filter(|&city| self.times[city].is_none()).collect();
        if !unreached.is_empty() {
            let (count, names) = (unreached.len(), listed(&study.cities.names, &unreached));
            sentence.0 = format!("{}；{count} 个城市无法到达任何设施（{}）", sentence.0, names.zh);
            sentence.1 = format!("{}; cities that reach none: {count} ({})", sentence.1, names.en);
        }
        Bilingual::new(sentence.0 + "。", sentence.1 + ".")
    }
}
