//! The report of a run: its parts as sections, with maps in the study's plane.

use super::columns::listed;
use super::part::{OutputTable, Part};
use super::{Outcome, RunOptions, methods::methods};
use crate::classify::palette::Colour;
use crate::error::{Finding, Result};
use crate::export::{Bilingual, Column, Language, OutputDir, Provenance, Shapes, Style, display};
use crate::layer::Values;
use crate::report::{
    Backdrop, Block, Card, Cell, Head, Inset, Map, MapFrame, PlaceName, Plane, Report, Section, Table,
};
use crate::reproject::Crs;

/// Up to so many cities, maps bear their names.
const FEW_NAMES: usize = 40;

use crate::study::Study;
use crate::study::config::{ClassesSection, SchemeName};
use geo_types::{Coord, Rect};
use std::fmt::Write;

/// Writes `report.html`.
pub(super) fn write(
    output: &mut OutputDir,
    study: &Study,
    outcome: Outcome<'_>,
    warnings: &[Finding],
    provenance: &Provenance,
    options: &RunOptions,
) -> Result<()> {
    let config = &study.config;
    let title = &config.study.title;
    let plane = plane_name(&config.study.crs);
    let project = |lonlat: Coord<f64>| study.projector.to_plane(lonlat);
    let published = outcome.published;
    let sentences = outcome.parts.iter().flat_map(|part| part.sentences.iter().cloned());
    let findings: Vec<Bilingual> = sentences
        .chain(published.iter().map(|published| published.sentence.clone()))
        .filter(|sentence| !sentence.is_empty())
        .collect();
    let cards = cards(study, warnings);
    let frame = frame(study);
    let sections: Vec<Section<'_>> =
        outcome.parts.into_iter().map(|part| section(part, study, &frame)).collect();
    let report = Report {
        language: config.study.language,
        title: Bilingual::new(title, config.study.title_en.as_deref().unwrap_or(title)),
        scope: scope(study),
        findings,
        cards,
        sections,
        comparisons: published.map(|published| published.comparisons).unwrap_or_default(),
        methods: methods(study),
        dropped: warnings.to_vec(),
        provenance: provenance.clone(),
        command: command(options),
        plane: Plane { name: (&plane.zh, &plane.en), project: &project },
    };
    let page = report.render();
    output.write("report.html", |out| out.write_all(page.as_bytes()))
}

/// The projection in words.
fn plane_name(crs: &Crs) -> Bilingual {
    match crs {
        Crs::AlbersChina => Bilingual::new(
            "阿尔伯斯等积圆锥投影（标准纬线 25°N、47°N，中央经线 105°E）",
            "Albers equal-area conic (25° and 47° N, 105° E)",
        ),
        other => Bilingual::new(format!("投影 {other}"), format!("Projection {other}")),
    }
}

fn scope(study: &Study) -> Bilingual {
    let (cities, used) = (study.cities.len(), study.in_service.iter().filter(|used| **used).count());
    let year = study.config.corridors.as_of;
    let (zh, en) = match year {
        Some(year) => (format!("{year} 年网络"), format!("network of {year}")),
        None => ("现有网络".to_owned(), "present network".to_owned()),
    };
    Bilingual::new(
        format!("{cities} 个城市，{used} 段交通线，{zh}"),
        format!("{cities} cities, {used} corridor segments, {en}"),
    )
}

fn cards(study: &Study, warnings: &[Finding]) -> Vec<Card> {
    let n = study.cities.len();
    let reachable = (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter(|&(i, j)| i != j);
    let pairs = n * n.saturating_sub(1);
    let joined = reachable.filter(|&(i, j)| study.times.milliseconds(i, j).is_some()).count();
    let card = |label: Bilingual, value: String, unit: (&str, &str), note: Bilingual| Card {
        label,
        value,
        unit: Bilingual::new(unit.0, unit.1),
        note,
    };
    let unreached = study.unreached();
    let share = if pairs > 0 { joined as f64 / pairs as f64 * 100.0 } else { 0.0 };
    vec![
        card(Bilingual::new("城市", "Cities"), n.to_string(), ("", ""), Bilingual::default()),
        card(
            Bilingual::new("可达城市对", "Pairs with a path"),
            display(share, 1),
            ("%", "%"),
            Bilingual::new(
                format!("共 {} 对", display(pairs as f64, 0)),
                format!("of {}", display(pairs as f64, 0)),
            ),
        ),
        card(
            Bilingual::new("未接入网络的城市", "Cities off the network"),
            unreached.len().to_string(),
            ("", ""),
            listed(&study.cities.names, &unreached),
        ),
        card(
            Bilingual::new("剔除与提示", "Dropped or noted"),
            warnings.len().to_string(),
            ("", ""),
            Bilingual::new("原因见“剔除与提示”一节", "why: listed below"),
        ),
    ]
}

fn rect([west, south, east, north]: [f64; 4]) -> Rect<f64> {
    Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north })
}

fn frame(study: &Study) -> MapFrame {
    let everything = match (&study.regions, &study.cities.territories) {
        (_, Some(territories)) => Shapes::Polygons(territories),
        (Some(regions), None) => Shapes::Polygons(&regions.polygons),
        (None, None) => Shapes::Points(&study.cities.seats),
    };
    let map = &study.config.map;
    let mut frame = MapFrame::around(everything);
    if let Some(extent) = map.extent {
        frame.extent = rect(extent);
    }
    // In the plane of China's atlases the inset is the one they print.
    let title = match study.config.study.crs {
        Crs::AlbersChina => Bilingual::new("南海诸岛", "South China Sea"),
        _ => Bilingual::default(),
    };
    frame.inset = map.inset.map(|inset| Inset { extent: rect(inset), title });
    frame
}

fn section<'a>(part: Part<'a>, study: &'a Study, frame: &MapFrame) -> Section<'a> {
    let mut blocks = Vec::new();
    let language = study.config.study.language;
    let map_note = &study.config.map;
    let source = Bilingual::new(
        map_note.note.clone().unwrap_or_default(),
        map_note.note_en.clone().or_else(|| map_note.note.clone()).unwrap_or_default(),
    );
    let mut abreast = part.abreast.into_iter();
    let mut over = part.over;
    let mut row: Vec<Map<'a>> = Vec::new();
    let mut room = abreast.next().unwrap_or(1);
    for (layer, note) in part.layers.into_iter().zip(part.notes) {
        let graduated = matches!(layer.style, Style::Graduated { .. } | Style::Changes { .. });
        let over_regions = !matches!(layer.shapes, Shapes::Polygons(polygons) if study.regions.as_ref().is_some_and(|regions| std::ptr::eq(polygons, regions.polygons.as_slice())));
        let areas = matches!(layer.shapes, Shapes::Polygons(_));
        let close_up =
            part.close_ups.iter().find(|(name, _)| *name == layer.name).map(|(_, close_up)| close_up);
        let shown = close_up.map(|close_up| MapFrame { extent: close_up.extent, inset: None });
        let mut map = Map::new(layer, shown.unwrap_or_else(|| frame.clone()));
        if let Some(regions) = study.regions.as_ref().filter(|_| over_regions) {
            let outlines = Backdrop {
                shapes: Shapes::Polygons(&regions.polygons),
                fill: (!areas).then_some(Colour(0xf7, 0xf7, 0xf5)),
                stroke: Colour(0x6b, 0x6b, 0x6b),
                width: 0.6,
                label: Bilingual::default(),
            };
            if areas { map.over.push(outlines) } else { map.under.push(outlines) }
        }
        let (own, others): (Vec<_>, _) = over.into_iter().partition(|(name, _)| *name == map.layer.name);
        map.over.extend(own.into_iter().map(|(_, backdrop)| backdrop));
        over = others;
        if let Some(close_up) = close_up {
            map.places.clone_from(&close_up.places);
        } else if study.cities.len() <= FEW_NAMES
            && !matches!(map.layer.shapes, Shapes::Lines(_))
            && over_regions
        {
            let names = study.cities.seats.iter().zip(&study.cities.names);
            map.places = names.map(|(&at, name)| PlaceName { at, name: name.clone() }).collect();
        }
        if graduated {
            map.scheme = scheme_name(&study.config.classes);
        }
        map.note = joined(&note, &source);
        map.file = format!("geojson/{}.geojson", map.layer.name);
        row.push(map);
        if row.len() >= room {
            blocks.push(Block::Maps(std::mem::take(&mut row)));
            room = abreast.next().unwrap_or(1);
        }
    }
    if !part.lorenz.is_empty() {
        blocks.push(Block::Lorenz(part.lorenz));
    }
    blocks.extend(part.profiles.into_iter().map(Block::Rings));
    blocks.extend(part.gradients.into_iter().map(Block::Gradient));
    blocks.extend(part.trends.into_iter().map(Block::Trend));
    blocks
        .extend(part.tables.iter().filter(|one| one.in_report).map(|one| Block::Table(table(one, language))));
    Section { title: part.title, text: part.text, blocks }
}

fn joined(note: &Bilingual, source: &Bilingual) -> Bilingual {
    let join =
        |a: &str, b: &str| if a.is_empty() || b.is_empty() { format!("{a}{b}") } else { format!("{a} {b}") };
    Bilingual::new(join(&note.zh, &source.zh), join(&note.en, &source.en))
}

/// The scheme of the maps in words, with what it was told.
fn scheme_name(classes: &ClassesSection) -> Bilingual {
    let listed =
        |numbers: &[f64], between: &str| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(between);
    match classes.scheme {
        SchemeName::FisherJenks => Bilingual::new("自然断点（Fisher–Jenks）", "Fisher–Jenks"),
        SchemeName::Quantiles => Bilingual::new("分位数", "Quantiles"),
        SchemeName::EqualInterval => Bilingual::new("等间距", "Equal interval"),
        SchemeName::HeadTail => Bilingual::new("头尾断裂", "Head/tail"),
        SchemeName::Pretty => Bilingual::new("规整间距", "Pretty"),
        SchemeName::BoxPlot => Bilingual::new(
            format!("箱线图（{} 倍四分位距）", classes.hinge),
            format!("Box plot ({} interquartile ranges)", classes.hinge),
        ),
        SchemeName::StdMean => Bilingual::new(
            format!("均值与标准差（{} 倍）", listed(&classes.multiples, "、")),
            format!("Standard deviations from the mean ({})", listed(&classes.multiples, ", ")),
        ),
        SchemeName::StdMeanAnchored => {
            Bilingual::new("均值与整倍标准差", "Whole standard deviations from the mean")
        }
        SchemeName::Percentiles => Bilingual::new(
            format!("百分位数（{}）", listed(&classes.percentiles, "、")),
            format!("Percentiles ({})", listed(&classes.percentiles, ", ")),
        ),
        SchemeName::MaximumBreaks => Bilingual::new("最大间隙", "Maximum breaks"),
        SchemeName::JenksCaspall => Bilingual::new("中位数迭代（Jenks–Caspall）", "Jenks–Caspall"),
        SchemeName::MaxP => Bilingual::new("分位数生长（max-p）", "Max-p"),
    }
}

/// The table as the page shows it.
fn table(table: &OutputTable, language: Language) -> Table {
    let columns: Vec<&Column> = table
        .shown
        .as_ref()
        .unwrap_or(&table.columns)
        .iter()
        .filter(|column| !table.not_in_report.contains(&column.name))
        .collect();
    let rows = columns.first().map_or(0, |column| column.values.len());
    Table {
        title: table.title.clone(),
        note: table.note.clone(),
        heads: columns.iter().map(|column| Head::new(column.alias.clone(), column.unit.clone())).collect(),
        file: format!("tables/{}.csv", table.name),
        rows: (0..rows)
            .map(|row| {
                columns.iter().map(|column| in_words(cell(column, row), column, table, language)).collect()
            })
            .collect(),
        folded: table.long,
        searchable: table.long,
    }
}

fn cell(column: &Column, row: usize) -> Cell {
    match &column.values {
        Values::Real(_) => Cell::number(column.values.number(row), column.decimals),
        // Whole numbers here are years and codes, which want no thousands separator.
        Values::Text(_) | Values::Integer(_) | Values::Boolean(_) => {
            column.values.text(row).map_or(Cell::Absent, Cell::Text)
        }
    }
}

/// The cell with the words of its key, where the column has keys.
fn in_words(cell: Cell, column: &Column, table: &OutputTable, language: Language) -> Cell {
    let Cell::Text(key) = &cell else { return cell };
    let keys = table.words.iter().find(|(name, _)| *name == column.name);
    let words = keys.and_then(|(_, keys)| keys.iter().find(|(known, _)| known == key));
    words.map_or_else(|| cell.clone(), |(_, words)| Cell::Text(words.text(language).to_owned()))
}

fn command(options: &RunOptions) -> String {
    let mut words = format!("jingwei run {}", options.study.display());
    for setting in &options.settings {
        let _ = write!(words, " --set '{setting}'");
    }
    words
}
