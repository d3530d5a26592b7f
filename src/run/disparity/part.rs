//! The disparity of a series as a map, a chart and a sentence.

use super::Disparity;
use crate::classify::palette::Ramp;
use crate::disparity::economy_population_ratios;
use crate::error::{Finding, Result};
use crate::export::{Bilingual, Column, OutputLayer, Shapes, display};
use crate::layer::Regions;
use crate::report::{self, Trend, TrendKind};
use crate::run::columns::{Dark, graduated, label, of_regions, real, text};
use crate::run::part::{OutputTable, Part};
use crate::study::config::Config;

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
        if let Some(latest) = columns.iter().rfind(|column| column.name.starts_with("pc")) {
            let (style, findings) = graduated(latest, &config.classes, Ramp::YlOrBr, Dark::High)?;
            part.findings.extend(findings);
            part.layers.push(OutputLayer {
                name: format!("regions_{}", section.series),
                title: latest.alias.clone(),
                shapes: Shapes::Polygons(&regions.polygons),
                columns: columns.clone(),
                style,
                labels: Some("name".to_owned()),
            });
            part.notes.push(Bilingual::default());
        }
        part.trends.extend(self.trend(&title));
        let series = &section.series;
        part.tables.push(self.by_year(format!("{series}_by_year"), &title, config));
        part.tables.push(self.by_group(format!("{series}_by_group"), &title, config));
        let mut all = self.all_figures(format!("{series}_figures"), &title);
        all.long = true;
        part.tables.push(all);
        part.tables.push(OutputTable::new(
            format!("regions_{series}"),
            Bilingual::new(format!("各地区{}", title.zh), format!("{} by region", title.en)),
            columns,
        ));
        part.sentences.push(self.sentence(config));
        Ok(part)
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
        let unit = self.section.unit.as_str();
        let Some(last) = self.per_head.last() else { return Ok(columns) };
        let totals = self.totals.year(last.year).unwrap_or_default();
        let counted: Vec<usize> = (0..regions.len()).filter(|&i| last.values[i].is_some()).collect();
        let pick = |values: &[Option<f64>]| counted.iter().filter_map(|&i| values[i]).collect::<Vec<f64>>();
        let ratios = economy_population_ratios(&pick(totals), &pick(&last.population))?;
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
        for head in &self.per_head {
            let title = self.title();
            let alias = Bilingual::new(
                format!("{}{}", title.zh, year_zh(head.year)),
                format!("{}{}", title.en, year_en(head.year)),
            );
            let name = head.year.map_or_else(|| "pc".to_owned(), |year| format!("pc_{year}"));
            columns.push(real(name, alias, (unit, unit), 2, head.values.clone()));
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
        let series: Vec<String> = self
            .per_head
            .iter()
            .filter_map(|head| {
                let cv = self.figure("cv_sample", head.year, None)?;
                Some(match head.year {
                    Some(year) => format!("{} ({year})", display(cv, 3)),
                    None => display(cv, 3),
                })
            })
            .collect();
        let year = self.per_head.last().and_then(|head| head.year);
        let (mut zh, mut en) = (
            format!("差异：{}变异系数 {}", title.zh, series.join("、")),
            format!("Disparity: the CV of {} is {}", title.en, series.join(", ")),
        );
        if let Some(field) = self.section.groups.first() {
            let parts =
                self.field_figure("theil_between", year, field).zip(self.figure("theil_t", year, None));
            if let Some((between, total)) = parts.filter(|(_, total)| *total > 0.0) {
                let share = display(between / total * 100.0, 0);
                let of = label(config, field);
                zh = format!("{zh}；泰尔指数的 {share}% 在{}之间", of.zh);
                en = format!("{en}; {share} % of Theil T lies between groups of {}", of.en);
            }
        }
        if let Some((i, p)) =
            self.figure("moran_queen", year, None).zip(self.figure("moran_queen_p", year, None))
        {
            let (i, p) = (display(i, 3), display(p, 3));
            zh = format!("{zh}；莫兰指数 {i}（p = {p}）");
            en = format!("{en}; Moran's I is {i} (p = {p})");
        }
        Bilingual::new(zh + "。", en + ".")
    }
}

fn year_zh(year: Option<i32>) -> String {
    year.map_or_else(String::new, |year| format!(" {year}"))
}

fn year_en(year: Option<i32>) -> String {
    year.map_or_else(String::new, |year| format!(", {year}"))
}
