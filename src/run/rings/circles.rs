//! What lies within one and two hours of each core, as the study stands and in each scenario.

use super::core_rings::field;
use super::cores;
use crate::error::Result;
use crate::export::number::large_in_words;
use crate::export::{Bilingual, Column};
use crate::rings::{FromCores, bands_around, profile};
use crate::run::columns::{integer, label, real, text};
use crate::run::part::OutputTable;
use crate::study::config::{RingsBy, RingsSection};
use crate::study::{Scenario, Study};
use crate::units::Minutes;
use std::fmt::Write;

const LIMITS: [Minutes; 2] = [Minutes::new(60.0), Minutes::new(120.0)];

/// As many columns of numbers can be read side by side.
const ABREAST: usize = 9;

/// What is in one circle.
struct Circle {
    core: String,
    limit: i64,
    /// The state of the network, by its place among the states.
    state: usize,
    cities: usize,
    /// One total a field; absent where no city inside has a value.
    totals: Vec<Option<f64>>,
}

/// One row a core, limit and state of the network, and what a sentence says of it; `None` without rings of travel time.
pub(super) fn table(study: &Study, scenarios: &[Scenario]) -> Result<Option<(OutputTable, Bilingual)>> {
    let sections: Vec<&RingsSection> =
        study.config.rings.iter().filter(|section| section.by == RingsBy::Time).collect();
    if sections.is_empty() {
        return Ok(None);
    }
    let mut states = vec![("base".to_owned(), Bilingual::new("现状", "as it is"), study)];
    states.extend(scenarios.iter().map(|scenario| {
        let section = &scenario.section;
        let zh = section.label.clone().unwrap_or_else(|| section.id.clone());
        let en = section.label_en.clone().unwrap_or_else(|| zh.clone());
        (section.id.clone(), Bilingual::new(zh, en), &scenario.study)
    }));
    let (fields, of_regions_only) = fields(study, &sections);
    let values = fields.iter().map(|field| study.city_numbers(field)).collect::<Result<Vec<_>>>()?;
    let mut circles: Vec<Circle> = Vec::new();
    for section in &sections {
        let cores = cores(study, section)?;
        let named: Vec<&str> = cores.iter().map(|&core| study.cities.names[core].as_str()).collect();
        let core = named.join("、");
        // The same core may have rings of several values.
        if circles.iter().any(|circle| circle.core == core) {
            continue;
        }
        for limit in LIMITS {
            for (state, (_, _, network)) in states.iter().enumerate() {
                let rings = bands_around(FromCores::by_time(&network.times, &cores), &[limit])?;
                let inside = values.iter().map(|values| Ok(profile(&rings, values, None)?.rings[0].clone()));
                let inside = inside.collect::<Result<Vec<_>>>()?;
                circles.push(Circle {
                    core: core.clone(),
                    limit: if limit == LIMITS[0] { 60 } else { 120 },
                    state,
                    cities: inside[0].cities,
                    totals: inside.iter().map(|row| (row.with_value > 0).then_some(row.total)).collect(),
                });
            }
        }
    }
    let aliases: Vec<Bilingual> = fields.iter().map(|field| label(&study.config, field)).collect();
    let mut columns = vec![
        text("core", Bilingual::new("核心", "Core"), circles.iter().map(|c| Some(c.core.clone())).collect()),
        integer(
            "limit_min",
            Bilingual::new("圈（分钟）", "Circle (min)"),
            circles.iter().map(|circle| Some(circle.limit)).collect(),
        ),
        text(
            "network",
            Bilingual::new("网络", "Network"),
            circles.iter().map(|circle| Some(states[circle.state].0.clone())).collect(),
        ),
        integer(
            "cities",
            Bilingual::new("城市数", "Cities"),
            circles.iter().map(|circle| i64::try_from(circle.cities).ok()).collect(),
        ),
    ];
    for (number, alias) in aliases.iter().enumerate() {
        let name = if number == 0 { "pop".to_owned() } else { format!("value{number}") };
        let totals = circles.iter().map(|circle| circle.totals[number]).collect();
        columns.push(real(name, alias.clone(), ("", ""), 0, totals));
    }
    let title = Bilingual::new("一小时与两小时圈", "Circles of one and two hours");
    let mut table = OutputTable::new("ring_circles", title, columns);
    let names: Vec<Bilingual> = states.iter().map(|(_, name, _)| name.clone()).collect();
    table.words =
        vec![("network".to_owned(), states.iter().map(|(id, name, _)| (id.clone(), name.clone())).collect())];
    if names.len() * (1 + fields.len()) <= ABREAST {
        table.shown = Some(side_by_side(&circles, &names, &aliases));
    }
    table.note = note(study, &of_regions_only);
    Ok(Some((table, sentence(&circles, &aliases[0]))))
}

/// The population, every other value of which rings are drawn, and every total of `[[disparity]]` that the cities have as
/// well, of its last year; then what of these the regions alone have.
fn fields(study: &Study, sections: &[&RingsSection]) -> (Vec<String>, Vec<String>) {
    let mut fields = vec![study.config.cities.population.clone()];
    let mut add = |field: String| {
        if !fields.contains(&field) {
            fields.push(field);
        }
    };
    for section in sections {
        add(field(study, section));
    }
    let mut of_regions_only: Vec<String> = Vec::new();
    for series in &study.config.disparity {
        let dated = series.years.last().map(|year| format!("{}_{year}", series.value));
        let own = dated.into_iter().chain([series.value.clone()]);
        match own.into_iter().find(|field| study.cities.fields.named(field).is_some()) {
            Some(field) => add(field),
            None if of_regions_only.contains(&series.value) => {}
            None => of_regions_only.push(series.value.clone()),
        }
    }
    (fields, of_regions_only)
}

/// One row a core and limit, the states of the network beside each other.
fn side_by_side(circles: &[Circle], states: &[Bilingual], fields: &[Bilingual]) -> Vec<Column> {
    let rows: Vec<&[Circle]> = circles.chunks(states.len()).collect();
    let minutes = |limit: i64| format!("{limit}");
    let mut columns = vec![
        text(
            "core",
            Bilingual::new("核心", "Core"),
            rows.iter().map(|row| Some(row[0].core.clone())).collect(),
        ),
        text(
            "limit_min",
            Bilingual::new("圈（分钟）", "Circle (min)"),
            rows.iter().map(|row| Some(minutes(row[0].limit))).collect(),
        ),
    ];
    let heading = |what: &Bilingual, state: &Bilingual| {
        Bilingual::new(format!("{}：{}", what.zh, state.zh), format!("{}: {}", what.en, state.en))
    };
    let mut add = |what: &Bilingual, pick: &dyn Fn(&Circle) -> Option<f64>| {
        for (place, state) in states.iter().enumerate() {
            let values = rows.iter().map(|row| pick(&row[place])).collect();
            columns.push(real(format!("c{place}"), heading(what, state), ("", ""), 0, values));
        }
    };
    add(&Bilingual::new("城市数", "Cities"), &|circle| Some(circle.cities as f64));
    for (number, field) in fields.iter().enumerate() {
        add(field, &|circle| circle.totals[number]);
    }
    columns
}

fn note(study: &Study, of_regions_only: &[String]) -> Bilingual {
    let mut note = Bilingual::new(
        "圈内含核心城市自身，含等号；城市按驻地整体计入。",
        "The core itself is inside, and so is a time of exactly the limit; a city counts as a whole, at its seat.",
    );
    for field in of_regions_only {
        let what = label(&study.config, field);
        // Writing to a string cannot fail.
        let _ = write!(
            note.zh,
            "{}只有分地区的数据，城市没有，因此圈内不列，也不由地区数据推算；在 [[cities.table]] 下给出含 {field} 的城市表，即可列出。",
            what.zh
        );
        let _ = write!(
            note.en,
            " There are no figures of cities for {}, only of regions, so that the circles have none; none are made up from the regions'. A table of cities with {field}, named under [[cities.table]], brings them in.",
            what.en
        );
    }
    note
}

/// What lives within an hour and two of each core as the network is and, where there are scenarios, in the last of them.
fn sentence(circles: &[Circle], field: &Bilingual) -> Bilingual {
    let last = circles.iter().map(|circle| circle.state).max().unwrap_or(0);
    let mut cores: Vec<&str> = circles.iter().map(|circle| circle.core.as_str()).collect();
    cores.dedup();
    let people = |core: &str, limit: i64, state: usize| {
        let found = circles.iter().find(|one| one.core == core && one.limit == limit && one.state == state);
        found
            .and_then(|circle| circle.totals[0])
            .map_or_else(|| Bilingual::same("—"), |people| large_in_words(people, 0))
    };
    let told = |pick: fn(Bilingual) -> String| -> Vec<String> {
        let each = |core: &&str| {
            let at = |limit| {
                let [now, then] = [0, last].map(|state| pick(people(core, limit, state)));
                if now == then { now } else { format!("{now} → {then}") }
            };
            format!("{core} {} / {}", at(60), at(120))
        };
        cores.iter().map(each).collect()
    };
    let changed = circles.iter().any(|one| {
        let base = circles.iter().find(|b| (&b.core, b.limit, b.state) == (&one.core, one.limit, 0));
        base.is_some_and(|base| base.totals[0] != one.totals[0])
    });
    let scenario = match (last > 0, changed) {
        (false, _) => ("", ""),
        (true, false) => ("（各情景下均不变）", " (the same in every scenario)"),
        (true, true) => ("（箭头后为末一情景）", " (behind an arrow in the last scenario)"),
    };
    Bilingual::new(
        format!("一小时／两小时圈内的{}{}：{}。", field.zh, scenario.0, told(|words| words.zh).join("，")),
        format!("Within one / two hours, {}{}: {}.", field.en, scenario.1, told(|words| words.en).join(", ")),
    )
}
