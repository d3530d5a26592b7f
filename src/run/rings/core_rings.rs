//! Rings around one or several cores: a map, a profile and what they say.

use super::Words;
use super::close_up::close_up;
use crate::classify::palette::Ramp;
use crate::error::Result;
use crate::export::legend::NO_DATA;
use crate::export::number::LARGE;
use crate::export::{Bilingual, Category, Language, OutputLayer, Style, display};
use crate::report::{Cumulative, Ring, RingProfile};
use crate::rings::{
    FromCores, Profile, ProfilePoint, RingRow, Rings, Separation, bands_around, cumulative_profile, per_head,
    profile,
};
use crate::run::columns::{label, of_cities, real, shapes, text};
use crate::run::part::{OutputTable, Part};
use crate::study::Study;
use crate::study::config::{RingsBy, RingsSection};
use crate::units::SquareKilometres;

/// The rings around some cores and what lies in them.
#[derive(Debug)]
pub(super) struct CoreRings<D> {
    /// In what they are measured.
    pub(super) by: RingsBy,
    /// Which ring each city is in.
    pub(super) rings: Rings<D>,
    /// Value by ring.
    pub(super) profile: Profile<D>,
    /// The value a head by ring, where the value is not the population itself.
    pub(super) per_head: Option<Vec<Option<f64>>>,
    /// Value reached, step by step.
    pub(super) curve: Vec<ProfilePoint<D>>,
    /// The value of each city.
    pub(super) values: Vec<Option<f64>>,
    /// The area of each city, where cities have territories.
    pub(super) areas: Option<Vec<SquareKilometres>>,
    /// Field of the value.
    pub(super) field: String,
}

impl<D: Separation> CoreRings<D> {
    /// The rings between `breaks`, of what `section` asks for.
    ///
    /// # Errors
    /// A field that is missing.
    pub(super) fn draw(
        study: &Study,
        section: &RingsSection,
        from: FromCores<D>,
        breaks: &[D],
    ) -> Result<Self> {
        let field = field(study, section);
        let values = study.city_numbers(&field)?;
        let rings = bands_around(from, breaks)?;
        let areas = study.city_areas();
        let profile = profile(&rings, &values, areas.as_deref())?;
        let curve = cumulative_profile(&rings, &values)?;
        let of_people = field == study.config.cities.population;
        let per_head = (!of_people).then(|| per_head(&rings, &values, &study.population)).transpose()?;
        Ok(Self { by: section.by, rings, profile, per_head, curve, values, areas, field })
    }

    /// The names of the cores.
    pub(super) fn core_name(&self, study: &Study) -> Bilingual {
        let names: Vec<&str> =
            self.rings.cores.iter().map(|&core| study.cities.names[core].as_str()).collect();
        Bilingual::new(names.join("、"), names.join(", "))
    }

    /// The identifiers of the cores as the tail of a name.
    pub(super) fn key_of_cores(&self, study: &Study) -> String {
        let ids: Vec<&str> = self.rings.cores.iter().map(|&core| study.cities.ids[core].as_str()).collect();
        match self.by {
            RingsBy::Time => ids.join("_"),
            RingsBy::Network => format!("{}_network", ids.join("_")),
            RingsBy::Distance => format!("{}_distance", ids.join("_")),
        }
    }

    /// What the rings are called.
    pub(super) fn title(&self, study: &Study) -> Bilingual {
        let core = self.core_name(study);
        let (zh, en) = match self.by {
            RingsBy::Time => ("时间圈层", "Travel-time rings"),
            RingsBy::Network => ("路网距离圈层", "Network-distance rings"),
            RingsBy::Distance => ("直线距离圈层", "Distance rings"),
        };
        Bilingual::new(format!("{}{zh}", core.zh), format!("{en} around {}", core.en))
    }

    /// The map, the profile as a table, and what they say.
    pub(super) fn part<'a>(&self, study: &'a Study) -> Part<'a> {
        let core = self.core_name(study);
        let id = self.key_of_cores(study);
        let title = self.title(study);
        let mut columns = of_cities(study);
        columns.push(text(
            "ring",
            Bilingual::new("圈层", "Ring"),
            self.rings.ring.iter().map(|ring| ring.map(|ring| self.key(ring))).collect(),
        ));
        let (what_zh, what_en) = self.by.what();
        columns.push(real(
            format!("core_{}", self.by.suffix()),
            Bilingual::new(format!("自{}的{what_zh}", core.zh), format!("{what_en} from {}", core.en)),
            self.by.unit(),
            usize::from(self.by != RingsBy::Time),
            self.rings.apart.iter().map(|apart| apart.map(Separation::get)).collect(),
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
        let mut note = self.sentence(&core, &label(&study.config, &self.field));
        if let Some(close_up) = close_up(study, &self.rings) {
            note.zh.push_str("图示其周边，图层含全部城市。");
            note.en.push_str(" The map shows what lies around; the layer has all cities.");
            part.close_ups.push((format!("rings_{id}"), close_up));
        }
        part.notes.push(note);
        part.profiles.push(self.chart(
            title.clone(),
            &label(&study.config, &self.field),
            study.config.study.language,
        ));
        part.tables.push(self.table(&id, title, label(&study.config, &self.field)));
        part
    }

    /// The ring as it stands in the column, with a dash that no spreadsheet takes for a date.
    pub(super) fn key(&self, ring: usize) -> String {
        let (from, to) = self.rings.edges(ring);
        match to {
            Some(to) => format!("{}–{}", shown(from.get()), shown(to.get())),
            None => format!(">{}", shown(from.get())),
        }
    }

    pub(super) fn label(&self, ring: usize) -> Bilingual {
        let (from, to) = self.rings.edges(ring);
        let (zh, en) = self.by.unit();
        let from = shown(from.get());
        match to.map(|to| shown(to.get())) {
            Some(to) => Bilingual::new(format!("{from}–{to} {zh}"), format!("{from}–{to} {en}")),
            None => Bilingual::new(format!("{from} {zh}以上"), format!("beyond {from} {en}")),
        }
    }

    pub(super) fn style(&self) -> Style {
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
            from: row.from.get(),
            to: row.to.map(Separation::get),
            value: (row.with_value > 0).then_some(row.total / scale),
            regions: row.cities,
        });
        RingProfile {
            title,
            note: Bilingual::default(),
            axis: self.by.axis(),
            value: field.clone(),
            unit: unit.clone(),
            decimals,
            rings: rings.collect(),
            cumulative: Some(Cumulative {
                value: Bilingual::new(format!("累计{}", field.zh), format!("{} reached", field.en)),
                unit,
                points: self.curve.iter().map(|point| (point.apart.get(), point.total / scale)).collect(),
            }),
        }
    }

    fn table(&self, id: &str, title: Bilingual, field: Bilingual) -> OutputTable {
        let rows = &self.profile.rings;
        let plain = ("", "");
        let density = Bilingual::new(format!("{}密度", field.zh), format!("Density of {}", field.en));
        let numbers = |pick: &dyn Fn(&RingRow<D>) -> Option<f64>| rows.iter().map(pick).collect::<Vec<_>>();
        let mut columns = vec![
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
        if let Some(per_head) = &self.per_head {
            let alias = Bilingual::new("人均", "Per head");
            columns.push(real("per_head", alias, plain, 4, per_head.clone()));
        }
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

    fn sentence(&self, core: &Bilingual, field: &Bilingual) -> Bilingual {
        let last = self.profile.rings.iter().rev().find(|row| row.to.is_some());
        let Some((row, share)) = last.and_then(|row| Some((row, row.cumulative_share?))) else {
            return Bilingual::default();
        };
        let to = shown(row.to.map_or(0.0, Separation::get));
        let (zh, en) = self.by.unit();
        let cities: usize =
            self.profile.rings.iter().filter(|row| row.to.is_some()).map(|row| row.cities).sum();
        let percent = display(share * 100.0, 1);
        Bilingual::new(
            format!(
                "{} {to} {zh}内有 {cities} 个城市（含本市），占其可达{}的 {percent}%。",
                core.zh, field.zh
            ),
            format!(
                "Within {to} {en} of {}, itself included, lie {cities} cities with {percent} % of the {} that it reaches.",
                core.en, field.en
            ),
        )
    }
}

/// The field of the value: that of the last year where years are asked for.
pub(super) fn field(study: &Study, section: &RingsSection) -> String {
    let stem = section.value.as_ref().unwrap_or(&study.config.cities.population);
    match section.years.last() {
        Some(year) => format!("{stem}_{year}"),
        None => stem.clone(),
    }
}

/// A break in the fewest digits that matter: those asked for as they are, those computed to a hundredth.
pub(super) fn shown(edge: f64) -> String {
    ((edge * 100.0).round() / 100.0).to_string()
}
