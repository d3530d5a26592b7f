//! The corridors as a layer, drawn by mode.

use super::columns::{integer, real, text};
use super::part::Part;
use crate::classify::palette::{Colour, Ramp};
use crate::export::{Bilingual, Category, Column, OutputLayer, Shapes, Style};
use crate::layer::{Corridors, Status, Values};
use crate::network::ModeKind;
use crate::study::Study;

/// The map of all corridors, those that are not in service told apart.
#[must_use]
pub fn part(study: &Study) -> Part<'_> {
    let corridors = &study.corridors;
    let mut part = Part { title: Bilingual::new("交通网络", "Transport network"), ..Part::default() };
    part.layers.push(OutputLayer {
        name: "corridors".to_owned(),
        title: Bilingual::new("交通走廊", "Transport corridors"),
        shapes: Shapes::Lines(&corridors.paths),
        columns: columns(corridors, &study.in_service),
        style: style(study),
        labels: None,
    });
    let (used, all) = (study.in_service.iter().filter(|used| **used).count(), corridors.len());
    part.notes.push(Bilingual::new(
        format!("{all} 段中 {used} 段参与计算；其余为在建、规划或不办客运，灰色表示。"),
        format!("{used} of {all} segments carry trips; the others, under construction, planned or not routed, are grey."),
    ));
    part
}

fn columns(corridors: &Corridors, in_service: &[bool]) -> Vec<Column> {
    let drawn = |i: usize| if in_service[i] { corridors.modes[i].clone() } else { NOT_IN_USE.to_owned() };
    let plain = ("", "");
    let all = 0..corridors.len();
    let speed = |i: usize| corridors.speeds[i].or(corridors.design_speeds[i]).map(|speed| speed.get());
    let status = |i: usize| match corridors.statuses[i] {
        Status::Open => "open",
        Status::Building => "building",
        Status::Planned => "planned",
    };
    let mut columns = vec![
        text("corridor_id", Bilingual::new("代码", "Code"), corridors.ids.iter().cloned().map(Some).collect()),
        text("line", Bilingual::new("线路", "Line"), corridors.lines.clone()),
        text("mode", Bilingual::new("方式", "Mode"), corridors.modes.iter().cloned().map(Some).collect()),
        text("drawn_as", Bilingual::new("图例", "Drawn as"), all.clone().map(|i| Some(drawn(i))).collect()),
        text("status", Bilingual::new("状态", "Status"), all.clone().map(|i| Some(status(i).to_owned())).collect()),
        integer(
            "opened",
            Bilingual::new("开通年份", "Opened"),
            corridors.opened.iter().map(|year| year.map(i64::from)).collect(),
        ),
        real("speed_kmh", Bilingual::new("速度（设计或运营）", "Speed, design or operating"), ("km/h", "km/h"), 0, all.map(speed).collect()),
        real(
            "length_km",
            Bilingual::new("长度", "Length"),
            ("km", "km"),
            0,
            corridors.lengths.iter().map(|length| length.map(|l| l.get())).collect(),
        ),
    ];
    for (name, zh, en) in [("from_name", "起点", "From"), ("to_name", "终点", "To")] {
        if let Some(Values::Text(values)) = corridors.fields.named(name).map(|field| &field.values) {
            columns.push(text(name, Bilingual::new(zh, en), values.clone()));
        }
    }
    if let Some(Values::Boolean(values)) = corridors.fields.named("schematic").map(|field| &field.values) {
        let values = Values::Boolean(values.clone());
        let alias = Bilingual::new("示意线形", "Schematic");
        columns.push(Column { name: "schematic".to_owned(), alias, unit: Bilingual::new(plain.0, plain.1), decimals: 0, values });
    }
    columns
}

const NOT_IN_USE: &str = "not in use";

/// Rail over road over the rest, so that the fast network stands out.
fn style(study: &Study) -> Style {
    let mut modes: Vec<&String> = study.corridors.modes.iter().collect();
    modes.sort();
    modes.dedup();
    let kind = |mode: &str| study.config.network.mode.get(mode).map(|rules| rules.kind);
    let known = |mode: &str| match mode {
        "hsr" => Some(("高速铁路", "High-speed rail", Colour(0xc5, 0x1b, 0x1b), 0.7)),
        "rail" => Some(("普速铁路", "Conventional rail", Colour(0x40, 0x40, 0x40), 0.45)),
        "expressway" => Some(("高速公路", "Expressway", Colour(0x2b, 0x83, 0xba), 0.4)),
        "highway" => Some(("普通公路", "Highway", Colour(0x80, 0xb1, 0xd3), 0.3)),
        "ferry" => Some(("轮渡", "Ferry", Colour(0x00, 0x9e, 0x8e), 0.5)),
        _ => None,
    };
    let spare = Ramp::Categories.colours(modes.len());
    let mut categories: Vec<(u8, Category)> = modes
        .iter()
        .zip(spare)
        .map(|(mode, spare)| {
            let (zh, en, colour, width) = known(mode).unwrap_or((mode, mode, spare, 0.4));
            let order = match kind(mode) {
                Some(ModeKind::Rail) => 0,
                Some(ModeKind::Road) => 1,
                Some(ModeKind::Ferry) | None => 2,
            };
            let label = Bilingual::new(zh, en);
            (order, Category { value: (*mode).clone(), label, colour, width_mm: Some(width) })
        })
        .collect();
    categories.sort_by_key(|(order, _)| *order);
    let mut categories: Vec<Category> = categories.into_iter().map(|(_, category)| category).collect();
    categories.push(Category {
        value: NOT_IN_USE.to_owned(),
        label: Bilingual::new("未参与计算", "Not in use"),
        colour: Colour(0xbd, 0xbd, 0xbd),
        width_mm: Some(0.3),
    });
    Style::Categorized { column: "drawn_as".to_owned(), categories }
}
