//! The disparity of a series as a map, a chart and a sentence.

use super::Disparity;
use crate::classify::palette::Ramp;
use crate::disparity::economy_population_ratios;
use crate::error::{Finding, Result};
use crate::export::{Bilingual, Column, OutputLayer, Shapes, display};
use crate::layer::Regions;
use crate::report::{self, Trend, TrendKind};
use crate::run::columns::{Dark, graduated, label, of_regions, real, text};
use crate::run::part::{OutputTable, Part, Words};
use crate::study::config::Config;
use std::collections::BTreeSet;

impl Disparity {
    /// The map of the last year, the tables, and what they say.
    ///
    /// # Errors
    /// Classes that cannot be made.
    pub fn part<'a>(&self, regions: &'a Regions, config: &Config) -> Result<Part<'a>> {
        let title = self.title();
        let mut part = Part {
            title: Bilingual::new(format!("区域差异：{}", title.zh), format!("Disparity: {}", title.en)),
            text: Bilingual::new(&self.section.note, &self.section.note_en),
            findings: self.findings(regions),
            ..Part::default()
        };
        let columns = self.columns(regions, config)?;
        let section = &self.section;
        let first = columns.len() - self.per_head.len();
        let first: Vec<Column> = columns[..first].iter().chain(columns.last()).cloned().collect();
        if let Some(latest) = columns.iter().rfind(|column| column.name.starts_with("pc")) {
            let (style, findings) = graduated(latest, &config.classes, Ramp::YlOrBr, Dark::High)?;
            part.findings.extend(findings);
            // What has no map of its own stands on this one.
            let without = self.around.iter().filter(|around| !around.has_maps());
            part.layers.push(OutputLayer {
                name: format!("regions_{}", section.series),
                title: latest.alias.clone(),
                shapes: Shapes::Polygons(&regions.polygons),
                columns: columns.iter().chain(without.flat_map(|around| &around.columns)).cloned().collect(),
                style,
                labels: Some("name".to_owned()),
            });
            part.notes.push(Bilingual::default());
        }
        for around in &self.around {
            for (layer, note, findings) in self.maps(around, &first, regions, config)? {
                part.layers.push(layer);
                part.notes.push(note);
                part.findings.extend(findings);
            }
        }
        part.trends.extend(self.trend(&title));
        let series = &section.series;
        part.tables.push(self.by_year(format!("{series}_by_year"), &title, config));
        part.tables.push(self.by_group(format!("{series}_by_group"), &title, config));
        part.tables.push(self.all_figures(format!("{series}_figures"), &title));
        let by_region = Bilingual::new(format!("各地区{}", title.zh), format!("{} by region", title.en));
        let mut table = OutputTable::new(format!("regions_{series}"), by_region, columns);
        table.words = self.group_words(regions, config)?;
        part.tables.push(table);
        part.sentences.push(self.sentence(config));
        Ok(part)
    }

    /// The words of every group, field by field.
    fn group_words(&self, regions: &Regions, config: &Config) -> Result<Words> {
        let words = |field: &String| {
            let values = &regions.fields.require(field, &regions.source)?.values;
            let keys: BTreeSet<String> =
                (0..regions.len()).filter_map(|region| values.text(region)).collect();
            let words = keys.into_iter().map(|key| (key.clone(), label(config, &key)));
            Ok((field.clone(), words.collect()))
        };
        self.section.groups.iter().map(words).collect()
    }

    pub(super) fn title(&self) -> Bilingual {
        Bilingual::new(&self.section.title, self.section.title_en.as_deref().unwrap_or(&self.section.title))
    }

    /// Findings with the names and the file of their regions.
    fn findings(&self, regions: &Regions) -> Vec<Finding> {
        let place = |finding: &Finding| {
            let mut finding = finding.clone().file(&regions.source);
            let region = finding.place.id.as_deref().and_then(|id| regions.index_of(id));
            finding.place.name = region.map(|region| regions.names[region].clone());
            finding
        };
        self.table.findings.iter().map(place).collect()
    }

    /// Values per head of every year, and share and economy–population ratio of the last.
    fn columns(&self, regions: &Regions, config: &Config) -> Result<Vec<Column>> {
        let mut columns = of_regions(regions);
        for field in &self.section.groups {
            let values = &regions.fields.require(field, &regions.source)?.values;
            let of = (0..regions.len()).map(|region| values.text(region)).collect();
            columns.push(text(field, label(config, field), of));
        }
        let unit = label(config, &self.section.unit);
        let Some(last) = self.per_head.last() else { return Ok(columns) };
        if let Some(population) = &last.population {
            let totals = self.totals.year(last.year).unwrap_or_default();
            let counted: Vec<usize> = (0..regions.len()).filter(|&i| last.values[i].is_some()).collect();
            let pick =
                |values: &[Option<f64>]| counted.iter().filter_map(|&i| values[i]).collect::<Vec<f64>>();
            let ratios = economy_population_ratios(&pick(totals), &pick(population))?;
            let mut ratio = vec![None; regions.len()];
            counted.iter().zip(ratios).for_each(|(&i, value)| ratio[i] = Some(value));
            columns.push(real(
                "eco_pop",
                Bilingual::new(
                    format!("经济人口比{}", year_zh(last.year)),
                    format!("Economy–population ratio{}", year_en(last.year)),
                ),
                ("", ""),
                2,
                ratio,
            ));
        }
        for head in &self.per_head {
            let title = self.title();
            let alias = Bilingual::new(
                format!("{}{}", title.zh, year_zh(head.year)),
                format!("{}{}", title.en, year_en(head.year)),
            );
            let name = head.year.map_or_else(|| "pc".to_owned(), |year| format!("pc_{year}"));
            columns.push(real(name, alias, (&unit.zh, &unit.en), 2, head.values.clone()));
        }
        Ok(columns)
    }

    /// The unweighted and weighted indices by year; nothing for a single year.
    fn trend(&self, title: &Bilingual) -> Option<Trend> {
        let years: Vec<Option<i32>> = self.per_head.iter().map(|head| head.year).collect();
        let labels: Vec<String> = years.iter().flatten().map(i32::to_string).collect();
        if labels.len() < 2 {
            return None;
        }
        let series = |index: &str, zh: &str, en: &str| {
            let values = years.iter().map(|&year| self.figure(index, year, None)).collect();
            report::Series { name: Bilingual::new(zh, en), values }
        };
        Some(Trend {
            title: Bilingual::new(format!("{}的差异", title.zh), format!("Disparity of {}", title.en)),
            note: Bilingual::default(),
            unit: Bilingual::default(),
            decimals: 3,
            years: labels,
            series: vec![
                series("cv_sample", "变异系数", "CV"),
                series("williamson", "威廉森系数", "Williamson"),
                series("gini", "基尼系数", "Gini"),
                series("theil_t", "泰尔指数", "Theil T"),
                series("moran_queen", "莫兰指数（邻接）", "Moran's I, queen"),
            ],
            kind: TrendKind::Lines,
        })
    }

    fn sentence(&self, config: &Config) -> Bilingual {
        let title = self.title();
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for head in &self.per_head {
            let Some(cv) = self.figure("cv_sample", head.year, None) else { continue };
            let cv = display(cv, 3);
            zh.push(head.year.map_or_else(|| cv.clone(), |year| format!("{year} 年 {cv}")));
            en.push(head.year.map_or_else(|| cv.clone(), |year| format!("{cv} ({year})")));
        }
        let mut sentence = Bilingual::new(
            format!("差异：{}的变异系数 {}", title.zh, zh.join("、")),
            format!("Disparity: the CV of {} is {}", title.en, en.join(", ")),
        );
        let year = self.per_head.last().and_then(|head| head.year);
        let of_last = self.of_last_year(year, config);
        if !of_last.is_empty() {
            let (zh, en): (Vec<_>, Vec<_>) = of_last.into_iter().map(|part| (part.zh, part.en)).unzip();
            let (in_zh, in_en) =
                year.map_or_else(<_>::default, |year| (format!("{year} 年"), format!("in {year}, ")));
            sentence.zh = format!("{}；{in_zh}{}", sentence.zh, zh.join("，"));
            sentence.en = format!("{}; {in_en}{}", sentence.en, en.join(", "));
        }
        Bilingual::new(sentence.zh + "。", sentence.en + ".")
    }

    /// What else is worth a sentence in the last year: what lies between groups, neighbours alike, the first ratio.
    fn of_last_year(&self, year: Option<i32>, config: &Config) -> Vec<Bilingual> {
        let mut parts = Vec::new();
        if let Some(field) = self.section.groups.first() {
            let theil = self.field_figure("theil_between", year, field).zip(self.field_figure(
                "theil_within",
                year,
                field,
            ));
            if let Some((between, within)) = theil.filter(|(between, within)| between + within > 0.0) {
                let share = between / (between + within);
                let (share, of) = (display(share * 100.0, 0), label(config, field));
                parts.push(Bilingual::new(
                    format!("泰尔指数的 {share}% 来自{}之间", of.zh),
                    format!("{share} % of Theil T lies between groups of {}", of.en),
                ));
            }
        }
        let moran = self.figure("moran_queen", year, None).zip(self.figure("moran_queen_p", year, None));
        if let Some((i, p)) = moran {
            let (i, p) = (display(i, 3), display(p, 3));
            parts.push(Bilingual::new(
                format!("莫兰指数 {i}（p = {p}）"),
                format!("Moran's I is {i} (p = {p})"),
            ));
        }
        if let Some(ratio) = self.section.ratios.first() {
            let figures = self.table.figures.iter();
            let mut fitting = figures.filter(|f| {
                f.index == "ratio_per_capita" && f.year == year && f.group.as_ref() == Some(ratio)
            });
            if let Some(value) = fitting.find_map(|figure| figure.value) {
                let (of, value) = (label(config, ratio), display(value, 2));
                parts.push(Bilingual::new(
                    format!("{}的人均之比 {value}", of.zh),
                    format!("the ratio per head of {} is {value}", of.en),
                ));
            }
        }
        parts
    }
}

fn year_zh(year: Option<i32>) -> String {
    year.map_or_else(String::new, |year| format!(" {year}"))
}

fn year_en(year: Option<i32>) -> String {
    year.map_or_else(String::new, |year| format!(", {year}"))
}
