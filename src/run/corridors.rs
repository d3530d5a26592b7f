//! The corridors as a layer, drawn by mode.

use super::columns::{integer, label, real, text};
use super::part::Part;
use crate::classify::palette::{Colour, Ramp};
use crate::export::{Bilingual, Category, Column, OutputLayer, Shapes, Style};
use crate::layer::{Status, Values};
use crate::network::ModeKind;
use crate::study::Study;
use crate::study::config::Config;
use crate::units::{Kilometres, KilometresPerHour};
use geo_types::LineString;

/// The category of lines on which no trip runs.
const NOT_IN_USE: &str = "not in use";

/// Corridors in the order in which they are drawn: what is not in use first, then roads, ferries and rail,
/// so that no line hides a faster one that runs between the same places.
#[derive(Debug)]
pub struct Drawing<'a> {
    study: &'a Study,
    order: Vec<usize>,
    paths: Vec<LineString<f64>>,
    modes: Vec<Drawn>,
}

/// How one mode is drawn.
#[derive(Debug, Clone)]
struct Drawn {
    mode: String,
    label: Bilingual,
    colour: Colour,
    width_mm: f64,
    /// Drawn later, and lower in the legend, the greater it is.
    rank: u8,
}

impl<'a> Drawing<'a> {
    /// The corridors of `study`.
    #[must_use]
    pub fn of(study: &'a Study) -> Self {
        let corridors = &study.corridors;
        let modes = modes(study);
        let rank = |i: usize| {
            let mode = modes.iter().find(|drawn| drawn.mode == corridors.modes[i]);
            mode.filter(|_| study.in_service[i]).map_or(0, |drawn| drawn.rank)
        };
        let mut order: Vec<usize> = (0..corridors.len()).collect();
        order.sort_by_key(|&i| rank(i));
        let paths = order.iter().map(|&i| corridors.paths[i].clone()).collect();
        Self { study, order, paths, modes }
    }

    /// The map of all corridors, those that are not in service told apart.
    #[must_use]
    pub fn part(&self) -> Part<'_> {
        let (study, all) = (self.study, self.order.len());
        let used = study.in_service.iter().filter(|used| **used).count();
        let mut part = Part { title: Bilingual::new("交通网络", "Transport network"), ..Part::default() };
        part.layers.push(OutputLayer {
            name: "corridors".to_owned(),
            title: Bilingual::new("交通走廊", "Transport corridors"),
            shapes: Shapes::Lines(&self.paths),
            columns: self.columns(),
            style: self.style(),
            labels: None,
        });
        part.notes.push(Bilingual::new(
            format!("{all} 段中 {used} 段参与计算；其余为在建、规划或不办客运，灰色表示。"),
            format!("{used} of {all} segments carry trips; the others, under construction, planned or without passenger service, are grey."),
        ));
        part
    }

    fn texts(&self, pick: impl Fn(usize) -> Option<String>) -> Vec<Option<String>> {
        self.order.iter().map(|&i| pick(i)).collect()
    }

    fn numbers(&self, pick: impl Fn(usize) -> Option<f64>) -> Vec<Option<f64>> {
        self.order.iter().map(|&i| pick(i)).collect()
    }

    fn columns(&self) -> Vec<Column> {
        let (corridors, in_service) = (&self.study.corridors, &self.study.in_service);
        let drawn = |i: usize| if in_service[i] { corridors.modes[i].clone() } else { NOT_IN_USE.to_owned() };
        let speed = |i: usize| corridors.speeds[i].or(corridors.design_speeds[i]).map(KilometresPerHour::get);
        let opened = self.order.iter().map(|&i| corridors.opened[i].map(i64::from)).collect();
        let mut columns = vec![
            text("corridor", Bilingual::new("代码", "Code"), self.texts(|i| Some(corridors.ids[i].clone()))),
            text("line", Bilingual::new("线路", "Line"), self.texts(|i| corridors.lines[i].clone())),
            text("mode", Bilingual::new("方式", "Mode"), self.texts(|i| Some(corridors.modes[i].clone()))),
            text("drawn_as", Bilingual::new("类别", "Category"), self.texts(|i| Some(drawn(i)))),
            text(
                "status",
                Bilingual::new("状态", "Status"),
                self.texts(|i| Some(status(corridors.statuses[i]))),
            ),
            integer("opened", Bilingual::new("开通年份", "Opened"), opened),
            real("speed_kmh", Bilingual::new("速度", "Speed"), ("km/h", "km/h"), 0, self.numbers(speed)),
            real(
                "length_km",
                Bilingual::new("长度", "Length"),
                ("km", "km"),
                0,
                self.numbers(|i| corridors.lengths[i].map(Kilometres::get)),
            ),
        ];
        for (name, zh, en) in
            [("from_name", "起点", "From"), ("to_name", "终点", "To"), ("schematic", "示意线形", "Schematic")]
        {
            let Some(field) = corridors.fields.named(name) else { continue };
            let values = field.values.reordered(&self.order);
            if matches!(values, Values::Text(_) | Values::Boolean(_)) {
                let (alias, unit) = (Bilingual::new(zh, en), Bilingual::default());
                columns.push(Column { name: name.to_owned(), alias, unit, decimals: 0, values });
            }
        }
        columns
    }

    fn style(&self) -> Style {
        let mut categories: Vec<Category> = self
            .modes
            .iter()
            .rev()
            .map(|drawn| Category {
                value: drawn.mode.clone(),
                label: drawn.label.clone(),
                colour: drawn.colour,
                width_mm: Some(drawn.width_mm),
            })
            .collect();
        if self.study.in_service.contains(&false) {
            categories.push(Category {
                value: NOT_IN_USE.to_owned(),
                label: Bilingual::new("未参与计算", "Not in use"),
                colour: Colour(0xbd, 0xbd, 0xbd),
                width_mm: Some(0.25),
            });
        }
        Style::Categorized { column: "drawn_as".to_owned(), categories }
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Open => "open",
        Status::Building => "building",
        Status::Planned => "planned",
    }
    .to_owned()
}

/// What readers see instead of `mode`: the label of the study, or the usual name.
pub(super) fn mode_name(config: &Config, mode: &str) -> Bilingual {
    if config.labels.contains_key(mode) {
        return label(config, mode);
    }
    match mode {
        "hsr" => Bilingual::new("高速铁路", "High-speed rail"),
        "rail" => Bilingual::new("普速铁路", "Conventional rail"),
        "ferry" => Bilingual::new("轮渡", "Ferry"),
        "expressway" => Bilingual::new("高速公路", "Expressway"),
        "highway" => Bilingual::new("普通公路", "Highway"),
        other => Bilingual::same(other),
    }
}

/// How each mode of the study is drawn, the lowest first.
fn modes(study: &Study) -> Vec<Drawn> {
    let mut names: Vec<&String> = study.corridors.modes.iter().collect();
    names.sort();
    names.dedup();
    let spare = Ramp::Categories.colours(names.len());
    let drawn = |(mode, spare): (&String, Colour)| {
        let (colour, width_mm, rank) = match mode.as_str() {
            "hsr" => (Colour(0xc5, 0x1b, 0x1b), 0.6, 6),
            "rail" => (Colour(0x40, 0x40, 0x40), 0.4, 5),
            "ferry" => (Colour(0x00, 0x9e, 0x8e), 0.5, 4),
            "expressway" => (Colour(0x4f, 0x9f, 0xcf), 0.3, 2),
            "highway" => (Colour(0xa6, 0xc8, 0xe0), 0.25, 1),
            other => {
                let rules = study.config.network.mode.get(other);
                let rank = if rules.is_some_and(|rules| rules.kind == ModeKind::Rail) { 5 } else { 3 };
                (spare, 0.4, rank)
            }
        };
        Drawn { mode: mode.clone(), label: mode_name(&study.config, mode), colour, width_mm, rank }
    };
    let mut modes: Vec<Drawn> = names.into_iter().zip(spare).map(drawn).collect();
    modes.sort_by_key(|drawn| drawn.rank);
    modes
}
