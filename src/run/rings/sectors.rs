//! What lies in which direction from the core: by the compass, and by the line that leads there.

use super::Words;
use super::core_rings::CoreRings;
use crate::error::Result;
use crate::export::Bilingual;
use crate::network::Leg;
use crate::rings::{FromCores, SectorRow, Separation, compass_sectors, sector_profile};
use crate::run::columns::{integer, label, real, text};
use crate::run::corridors::mode_name;
use crate::run::part::{OutputTable, Part};
use crate::study::Study;

const WINDS: [(&str, &str); 16] = [
    ("北", "N"),
    ("北东北", "NNE"),
    ("东北", "NE"),
    ("东东北", "ENE"),
    ("东", "E"),
    ("东东南", "ESE"),
    ("东南", "SE"),
    ("南东南", "SSE"),
    ("南", "S"),
    ("南西南", "SSW"),
    ("西南", "SW"),
    ("西西南", "WSW"),
    ("西", "W"),
    ("西西北", "WNW"),
    ("西北", "NW"),
    ("北西北", "NNW"),
];

/// The name of sector `k` of `count`, by its middle.
fn wind(k: usize, count: usize) -> Bilingual {
    if WINDS.len().is_multiple_of(count) {
        let (zh, en) = WINDS[k * WINDS.len() / count];
        return Bilingual::new(zh, en);
    }
    let degrees = k as f64 * 360.0 / count as f64;
    Bilingual::same(format!("{degrees:.0}°"))
}

/// Adds a table of the directions of the compass and one of the lines taken out of the core.
pub(super) fn add<D: Separation>(
    part: &mut Part<'_>,
    study: &Study,
    count: usize,
    drawn: &CoreRings<D>,
    from: &FromCores<D>,
) -> Result<()> {
    let sectors = compass_sectors(from, &study.cities.seats, count);
    let rows = sector_profile(&drawn.rings, &sectors, count, &drawn.values)?;
    let names: Vec<Bilingual> = (0..count).map(|k| wind(k, count)).collect();
    let heads = ("sectors", Bilingual::new("方向", "Direction"));
    part.tables.push(table(study, drawn, heads, &names, &rows));
    let (lines, names) = by_line(study, from);
    let rows = sector_profile(&drawn.rings, &lines, names.len(), &drawn.values)?;
    let heads = ("by_line", Bilingual::new("出城线路", "Line out of the core"));
    part.tables.push(table(study, drawn, heads, &names, &rows));
    Ok(())
}

/// For each city the first line that the fastest trip from its core rides, and the lines by name.
fn by_line<D: Separation>(study: &Study, from: &FromCores<D>) -> (Vec<Option<usize>>, Vec<Bilingual>) {
    let line = |(city, core): (usize, &Option<usize>)| -> Option<(String, Option<String>)> {
        let core = (*core)?;
        let path = study.network.path(core, city).filter(|_| core != city)?;
        path.steps.into_iter().find_map(|step| match step.leg {
            Leg::Ride { mode, line, .. } => Some((mode, line)),
            _ => None,
        })
    };
    let taken: Vec<_> = from.nearest.iter().enumerate().map(line).collect();
    let mut known: Vec<&(String, Option<String>)> = taken.iter().flatten().collect();
    known.sort_unstable();
    known.dedup();
    let number = |line: &Option<(String, Option<String>)>| {
        line.as_ref().map(|line| known.binary_search(&line).expect("every line taken is known"))
    };
    let name = |(mode, line): &(String, Option<String>)| match line {
        Some(line) => Bilingual::same(line),
        None => mode_name(&study.config, mode),
    };
    (taken.iter().map(number).collect(), known.into_iter().map(name).collect())
}

fn table<D: Separation>(
    study: &Study,
    drawn: &CoreRings<D>,
    (key, head): (&str, Bilingual),
    names: &[Bilingual],
    rows: &[SectorRow],
) -> OutputTable {
    let plain = ("", "");
    let numbers = |pick: &dyn Fn(&SectorRow) -> Option<f64>| rows.iter().map(pick).collect::<Vec<_>>();
    let of = label(&study.config, &drawn.field);
    let mut columns = vec![
        text("direction", head.clone(), names.iter().map(|name| Some(name.en.clone())).collect()),
        integer(
            "cities",
            Bilingual::new("城市数", "Cities"),
            rows.iter().map(|row| i64::try_from(row.cities).ok()).collect(),
        ),
        real("total", of, plain, 0, numbers(&|row| Some(row.total))),
        real("share", Bilingual::new("占比", "Share"), plain, 3, numbers(&|row| row.share)),
        real(
            format!("mean_{}", drawn.by.suffix()),
            Bilingual::new("平均距核心", "Mean way from the core"),
            drawn.by.unit(),
            1,
            numbers(&|row| row.mean_apart),
        ),
    ];
    for ring in 0..drawn.rings.count() {
        columns.push(real(
            format!("ring{}", ring + 1),
            drawn.label(ring),
            plain,
            0,
            numbers(&|row| row.by_ring.get(ring).copied()),
        ));
    }
    let title = drawn.title(study);
    let title = Bilingual::new(format!("{}：{}", title.zh, head.zh), format!("{}: {}", title.en, head.en));
    let mut table = OutputTable::new(format!("ring_{key}_{}", drawn.key_of_cores(study)), title, columns);
    table.words =
        vec![("direction".to_owned(), names.iter().map(|name| (name.en.clone(), name.clone())).collect())];
    table
}
