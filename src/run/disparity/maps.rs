//! The maps of what is measured around every region.

use super::Disparity;
use super::indices::Local;
use super::local::{Around, LEVEL};
use crate::classify::palette::{Colour, Ramp};
use crate::error::{Finding, Result};
use crate::export::{Bilingual, Category, Column, OutputLayer, Shapes, Style};
use crate::layer::Regions;
use crate::run::columns::{Dark, graduated};
use crate::study::config::Config;

/// Key, Chinese, English and colour of the categories of local Moran's I, as the field draws them.
const LISA: [(&str, &str, &str, Colour); 5] = [
    ("HH", "高—高", "High–high", Colour(0xd7, 0x19, 0x1c)),
    ("LL", "低—低", "Low–low", Colour(0x2c, 0x5a, 0xa0)),
    ("LH", "低—高", "Low–high", Colour(0x9e, 0xc9, 0xe2)),
    ("HL", "高—低", "High–low", Colour(0xf4, 0xa5, 0x82)),
    ("ns", "不显著", "Not significant", Colour(0xf0, 0xf0, 0xf0)),
];

const HOT_SPOTS: [(&str, &str, &str, Colour); 3] = [
    ("hot", "热点", "Hot spot", Colour(0xd7, 0x19, 0x1c)),
    ("cold", "冷点", "Cold spot", Colour(0x2c, 0x5a, 0xa0)),
    ("ns", "不显著", "Not significant", Colour(0xf0, 0xf0, 0xf0)),
];

/// A layer, what stands under its map, and what is worth a word.
pub(super) type MapOf<'a> = (OutputLayer<'a>, Bilingual, Vec<Finding>);

impl Disparity {
    /// The maps of `around`; its layers have `first` and then its columns.
    pub(super) fn maps<'a>(
        &self,
        around: &Around,
        first: &[Column],
        regions: &'a Regions,
        config: &Config,
    ) -> Result<Vec<MapOf<'a>>> {
        let mut maps = Vec::new();
        for one in &around.local {
            let (key, column, title, style) = match one {
                Local::Lisa => ("lisa", "lisa", ("局部莫兰（LISA）", "LISA"), Some(&LISA[..])),
                Local::HotSpot => {
                    ("hot_spot", "hot_spot", ("冷热点", "hot and cold spots"), Some(&HOT_SPOTS[..]))
                }
                Local::Theil => ("local_theil", "theil_local", ("局部泰尔指数", "local Theil T"), None),
                Local::Gini => ("local_gini", "gini_local", ("局部基尼系数", "local Gini"), None),
                Local::Lag | Local::Geary => continue,
            };
            let Some(drawn) = around.columns.iter().find(|found| found.name == column) else { continue };
            let (style, findings) = match style {
                Some(categories) => (categorised(column, categories), Vec::new()),
                None if drawn.is_all_null() => continue,
                None => graduated(drawn, &config.classes, Ramp::YlOrBr, Dark::High)?,
            };
            let by_time = around.rule.starts_with("time:");
            let suffix = if by_time { "_time" } else { "" };
            let rule = rule_in_words(&around.rule);
            let of = self.title();
            let year = around
                .year
                .map_or_else(<_>::default, |year| Bilingual::new(format!(" {year}"), format!(", {year}")));
            let title = Bilingual::new(
                format!("{}：{}{}（{}）", of.zh, title.0, year.zh, rule.zh),
                format!("{}: {}{} ({})", of.en, title.1, year.en, rule.en),
            );
            let layer = OutputLayer {
                name: format!("regions_{}_{key}{suffix}", self.section.series),
                title,
                shapes: Shapes::Polygons(&regions.polygons),
                columns: first.iter().chain(&around.columns).cloned().collect(),
                style,
                labels: Some("name".to_owned()),
            };
            maps.push((layer, self.note(*one, around, &rule), findings));
        }
        Ok(maps)
    }

    /// What stands under the map.
    fn note(&self, one: Local, around: &Around, rule: &Bilingual) -> Bilingual {
        let (permutations, seed) = (self.section.permutations, self.seed);
        let people = self.section.population.is_some();
        let [significant, corrected] = around.significant;
        let [no_value, islands] = around.left_out;
        match one {
            Local::Lisa => Bilingual::new(
                format!(
                    "邻居：{}，行标准化；双侧伪 p ≤ {LEVEL} 为显著，条件置换 {permutations} 次，种子 {seed}。显著 {significant} 个，\
                     经错误发现率校正（Benjamini–Hochberg）仍显著 {corrected} 个；无数据 {no_value} 个，无邻居 {islands} 个。",
                    rule.zh
                ),
                format!(
                    "Neighbours: {}, row-standardised; significant at a two-sided pseudo p ≤ {LEVEL}, {permutations} \
                     conditional permutations, seed {seed}. Significant: {significant}; after correction for the false \
                     discovery rate (Benjamini–Hochberg): {corrected}. Without a value: {no_value}; without a neighbour: \
                     {islands}.",
                    rule.en
                ),
            ),
            Local::HotSpot => Bilingual::new(
                format!(
                    "Gi*，邻居：{}，含自身，行标准化；双侧伪 p ≤ {LEVEL}，条件置换 {permutations} 次，种子 {seed}。",
                    rule.zh
                ),
                format!(
                    "Gi*, neighbours: {}, with the region itself, row-standardised; two-sided pseudo p ≤ {LEVEL}, \
                     {permutations} conditional permutations, seed {seed}.",
                    rule.en
                ),
            ),
            _ => Bilingual::new(
                format!(
                    "每个地区与其邻居（{}）合在一起的不平等{}。",
                    rule.zh,
                    if people { "，按人口加权" } else { "" }
                ),
                format!(
                    "Inequality of each region and its neighbours ({}) together{}.",
                    rule.en,
                    if people { ", weighted by population" } else { "" }
                ),
            ),
        }
    }
}

/// A rule of weights in words; as it is written where there are none.
pub(in crate::run) fn rule_in_words(rule: &str) -> Bilingual {
    let number = |prefix: &str| rule.strip_prefix(prefix).and_then(|rest| rest.parse::<usize>().ok());
    match rule {
        "queen" => Bilingual::new("共边或共点", "border or corner shared"),
        "rook" => Bilingual::new("共边", "border shared"),
        _ => match (number("knn:"), number("time:knn:")) {
            (Some(k), _) => Bilingual::new(format!("最近 {k} 个"), format!("{k} nearest")),
            (_, Some(k)) => {
                Bilingual::new(format!("旅行时间最近 {k} 个"), format!("{k} nearest by travel time"))
            }
            _ => Bilingual::same(rule),
        },
    }
}

fn categorised(column: &str, categories: &[(&str, &str, &str, Colour)]) -> Style {
    let category = |&(value, zh, en, colour): &(&str, &str, &str, Colour)| Category {
        value: value.to_owned(),
        label: Bilingual::new(zh, en),
        colour,
        width_mm: None,
    };
    Style::Categorized { column: column.to_owned(), categories: categories.iter().map(category).collect() }
}
