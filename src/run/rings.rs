//! Rings around a core: a map, a profile and what they say.

use super::columns::{label, of_cities, real, shapes, text};
use super::part::{OutputTable, Part};
use crate::classify::palette::Ramp;
use crate::error::{Code, Finding, Result};
use crate::export::legend::NO_DATA;
use crate::export::number::LARGE;
use crate::export::{Bilingual, Category, Language, OutputLayer, Style, display};
use crate::report::{Cumulative, Ring, RingProfile};
use crate::rings::{Profile, ProfilePoint, Rings, bands, cumulative_profile, profile};
use crate::study::Study;
use crate::study::config::RingsSection;
use crate::units::{Minutes, SquareKilometres};

/// Every ring that the study asks for, as one part.
///
/// # Errors
/// As [`CoreRings::draw`].
pub fn part_of_all(study: &Study) -> Result<Part<'_>> {
    let mut all = Part {
        title: Bilingual::new("圈层", "Rings"),
        text: Bilingual::new("按从核心城市出发的旅行时间划分。", "By travel time from the core city."),
        ..Part::default()
    };
    for section in &study.config.rings {
        let part = CoreRings::draw(study, section)?.part(study);
        all.layers.extend(part.layers);
        all.notes.extend(part.notes);
        all.profiles.extend(part.profiles);
        all.tables.extend(part.tables);
        all.findings.extend(part.findings);
    }
    Ok(all)
}

/// The rings around one core and what lies in them.
#[derive(Debug)]
pub struct CoreRings {
    /// Which ring each city is in.
    pub rings: Rings,
    /// Value by ring.
    pub profile: Profile,
    /// Value reached, minute by minute.
    pub curve: Vec<ProfilePoint>,
    /// Field of the value.
    pub field: String,
}

impl CoreRings {
    /// The rings that `section` asks for.
    ///
    /// # Errors
    /// A core that is no city, a field that is missing.
    pub fn draw(study: &Study, section: &RingsSection) -> Result<Self> {
        let core = study.cities.index_of(&section.core).ok_or_else(|| {
            Finding::new(Code::BadSetting, "no city of the study has this identifier")
                .file(&study.cities.source)
                .field("rings.core")
                .value(&section.core)
                .hint("name a city's identifier; `jingwei info FILE` shows the fields")
        })?;
        let field = section.value.as_ref().unwrap_or(&study.config.cities.population).clone();
        let values = study.city_numbers(&field)?;
        let rings = bands(&study.times, core, &section.breaks_min)?;
        let areas = study.city_areas();
        let profile = profile(&rings, &values, areas.as_deref())?;
        let curve = cumulative_profile(&rings, &values)?;
        Ok(Self { rings, profile, curve, field })
    }

    /// The name of the core.
    #[must_use]
    pub fn core_name<'a>(&self, study: &'a Study) -> &'a str {
        &study.cities.names[self.rings.cores[0]]
    }

    /// The map, the profile as a table, and what they say.
    #[must_use]
    pub fn part<'a>(&self, study: &'a Study) -> Part<'a> {
        let core = self.core_name(study);
        let id = &study.cities.ids[self.rings.cores[0]];
        let title = Bilingual::new(format!("{core}时间圈层"), format!("Travel-time rings around {core}"));
        let mut columns = of_cities(study);
        columns.push(text(
            "ring",
            Bilingual::new("圈层", "Ring"),
            self.rings.ring.iter().map(|ring| ring.map(|ring| self.key(ring))).collect(),
        ));
        columns.push(real(
            "core_min",
            Bilingual::new(format!("自{core}的旅行时间"), format!("Travel time from {core}")),
            ("分钟", "min"),
            0,
            self.rings.apart.iter().map(|time| time.map(Minutes::get)).collect(),
        ));
        let mut part = Part::default();
        part.layers.push(OutputLayer {
            name: format!("rings_{id}"),
            title: title.clone(),
            shapes: shapes(&study.cities),
            columns,
            style: self.style(),
            labels: Some("name".to_owned()),
        });
        part.notes.push(self.sentence(core, &label(&study.config, &self.field)));
        part.profiles.push(self.chart(
            title.clone(),
            &label(&study.config, &self.field),
            study.config.study.language,
        ));
        part.tables.push(self.table(id, title, label(&study.config, &self.field)));
        part
    }

    /// The ring as it stands in the column, with a dash that no spreadsheet takes for a date.
    fn key(&self, ring: usize) -> String {
        let (from, to) = self.rings.edges(ring);
        match to {
            Some(to) => format!("{}–{}", from.get(), to.get()),
            None => format!(">{}", from.get()),
        }
    }

    fn label(&self, ring: usize) -> Bilingual {
        let (from, to) = self.rings.edges(ring);
        let from = display(from.get(), 0);
        match to.map(|to| display(to.get(), 0)) {
            Some(to) => Bilingual::new(format!("{from}–{to} 分钟"), format!("{from}–{to} min")),
            None => Bilingual::new(format!("{from} 分钟以上"), format!("beyond {from} min")),
        }
    }

    fn style(&self) -> Style {
        let count = self.rings.count();
        let mut colours = Ramp::OrRd.colours(count);
        // Dark is near the core.
        colours.reverse();
        let category = |(ring, colour)| Category {
            value: self.key(ring),
            label: self.label(ring),
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
            column: "ring".to_owned(),
            categories: (0..count).zip(colours).map(category).chain([unreached]).collect(),
        }
    }

    /// The profile as a chart: total by ring, and what is reached minute by minute.
    fn chart(&self, title: Bilingual, field: &Bilingual, language: Language) -> RingProfile {
        let reached = self.curve.last().map_or(0.0, |point| point.total);
        let (scale, unit, decimals) = match language {
            _ if reached < LARGE => (1.0, "", 0),
            Language::Zh => (1e4, "万", 0),
            Language::En => (1e6, "million", 1),
        };
        let unit = Bilingual::same(unit);
        // The open ring would dwarf the others: it holds the rest of the world.
        let closed = self.profile.rings.iter().filter(|row| row.to.is_some());
        let rings = closed.map(|row| Ring {
            from: row.from,
            to: row.to,
            value: (row.with_value > 0).then_some(row.total / scale),
            regions: row.cities,
        });
        RingProfile {
            title,
            note: Bilingual::default(),
            value: field.clone(),
            unit: unit.clone(),
            decimals,
            rings: rings.collect(),
            cumulative: Some(Cumulative {
                value: Bilingual::new(format!("累计{}", field.zh), format!("{} reached", field.en)),
                unit,
                points: self.curve.iter().map(|point| (point.apart, point.total / scale)).collect(),
            }),
        }
    }

    fn table(&self, id: &str, title: Bilingual, field: Bilingual) -> OutputTable {
        let rows = &self.profile.rings;
        let plain = ("", "");
        let density = Bilingual::new(format!("{}密度", field.zh), format!("Density of {}", field.en));
        let numbers =
            |pick: &dyn Fn(&crate::rings::RingRow) -> Option<f64>| rows.iter().map(pick).collect::<Vec<_>>();
        let columns = vec![
            text(
                "ring",
                Bilingual::new("圈层", "Ring"),
                (0..rows.len()).map(|ring| Some(self.key(ring))).collect(),
            ),
            real(
                "cities",
                Bilingual::new("城市数", "Cities"),
                plain,
                0,
                numbers(&|row| Some(row.cities as f64)),
            ),
            real("total", field, plain, 0, numbers(&|row| Some(row.total))),
            real("share", Bilingual::new("占比", "Share"), plain, 3, numbers(&|row| row.share)),
            real(
                "cum_share",
                Bilingual::new("累计占比", "Cumulative share"),
                plain,
                3,
                numbers(&|row| row.cumulative_share),
            ),
            real(
                "area_km2",
                Bilingual::new("面积", "Area"),
                ("km²", "km²"),
                0,
                numbers(&|row| row.area.map(SquareKilometres::get)),
            ),
            real("density", density, ("/km²", "/km²"), 1, numbers(&|row| row.density)),
        ];
        let mut table = OutputTable::new(format!("rings_{id}"), title, columns);
        table.words = vec![(
            "ring".to_owned(),
            (0..rows.len()).map(|ring| (self.key(ring), self.label(ring))).collect(),
        )];
        table.note = Bilingual::new(
            format!("核心无法到达 {} 个城市，不计入任何圈层。", self.profile.unreachable),
            format!(
                "{} cities cannot be reached from the core and are in no ring.",
                self.profile.unreachable
            ),
        );
        table
    }

    fn sentence(&self, core: &str, field: &Bilingual) -> Bilingual {
        let last = self.profile.rings.iter().rev().find(|row| row.to.is_some());
        let Some((row, share)) = last.and_then(|row| Some((row, row.cumulative_share?))) else {
            return Bilingual::default();
        };
        let to = row.to.map_or(0.0, Minutes::get);
        let cities: usize =
            self.profile.rings.iter().filter(|row| row.to.is_some()).map(|row| row.cities).sum();
        let percent = display(share * 100.0, 1);
        Bilingual::new(
            format!("{core} {to} 分钟内有 {cities} 个城市（含本市），占其可达{}的 {percent}%。", field.zh),
            format!(
                "Within {to} min of {core}, itself included, lie {cities} cities with {percent} % of the {} that it reaches.",
                field.en
            ),
        )
    }
}
