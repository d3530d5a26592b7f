//! The disparity of a series among regions: every figure, tables by year and by group, a map.

use super::columns::{Dark, graduated, integer, of_regions, real, text};
use super::part::{OutputTable, Part};
use crate::classify::palette::Ramp;
use crate::disparity::{
    Figure, GroupField, Islands, Panel, PerCapita, PermutationOptions, PopulationConvention, Ratio, Series,
    Table, TableOptions, economy_population_ratios, per_capita_series, table,
};
use crate::error::{Error, Finding, Result};
use crate::export::{Bilingual, Column, OutputLayer, Shapes, display};
use crate::layer::Regions;
use crate::network::TravelTimes;
use crate::report::{self, Trend, TrendKind};
use crate::study::Study;
use crate::study::config::{ClassesSection, DisparitySection};
use crate::weights::travel_time::{Direction, k_nearest};
use crate::weights::{Contiguity, Weights, contiguity};
use std::collections::BTreeMap;

/// The figures of one series and the values they are made of.
#[derive(Debug)]
pub struct Disparity {
    /// What was asked.
    pub section: DisparitySection,
    /// Every figure.
    pub table: Table,
    /// Values per head, by year, under the convention that the indices prefer.
    pub per_head: Vec<PerCapita>,
    totals: Panel,
}

/// The neighbours in which Moran's I is measured.
#[derive(Debug)]
pub struct Neighbours {
    /// Regions that share a border or a corner.
    pub queen: Weights,
    /// Regions whose main cities are near in time; absent without a network.
    pub time: Option<Weights>,
}

impl Neighbours {
    /// Neighbours by border alone.
    #[must_use]
    pub fn by_border(regions: &Regions) -> Self {
        Self { queen: contiguity(&regions.polygons, Contiguity::Queen), time: None }
    }

    /// Neighbours by border, and the `k` nearest by travel time between the most populous cities of regions.
    ///
    /// # Errors
    /// Two main cities at no time apart.
    pub fn of_study(study: &Study, regions: &Regions, k: usize) -> Result<Self> {
        let main = study.main_cities();
        let between = |i: Option<usize>, j: Option<usize>| study.times.milliseconds(i?, j?);
        let pairs = main.iter().flat_map(|&i| main.iter().map(move |&j| (i, j)));
        let times = TravelTimes::from_rows(main.len(), main.len(), pairs.map(|(i, j)| between(i, j)));
        Ok(Self { time: Some(k_nearest(&times, k, Direction::Mean)?), ..Self::by_border(regions) })
    }
}

impl Disparity {
    /// Measures the series of `section` among `regions`.
    ///
    /// # Errors
    /// A field that is missing, values below zero, a population not above zero, a ratio of unknown groups.
    pub fn measure(
        regions: &Regions,
        neighbours: &Neighbours,
        section: &DisparitySection,
        seed: u64,
    ) -> Result<Self> {
        let totals = panel(regions, &section.value, &section.years, None)?;
        let population = panel(regions, &section.population, &section.years, Some(1))?;
        let groups = section
            .groups
            .iter()
            .map(|field| {
                let values = &regions.fields.require(field, &regions.source)?.values;
                let of = (0..regions.len()).map(|region| values.text(region)).collect();
                Ok(GroupField { name: field.clone(), of })
            })
            .collect::<Result<Vec<_>>>()?;
        let ratios =
            section.ratios.iter().map(|ratio| Ratio::parse(ratio, &groups, &regions.ids)).collect::<Result<_>>()?;
        let options = TableOptions {
            ratios,
            top: section.top.clone(),
            band: section.band[0]..=section.band[1],
            queen: Some(&neighbours.queen),
            time: neighbours.time.as_ref(),
            islands: Islands::default(),
            permutation: PermutationOptions { permutations: section.permutations, seed },
            ..TableOptions::default()
        };
        let (name, ids) = (section.series.as_str(), regions.ids.as_slice());
        let series = Series { name, values: &totals, population: Some(&population), ids, groups: &groups };
        let measured = table(&series, &options).map_err(|error| named(error, regions))?;
        let per_head = per_capita_series(&totals, &population, PopulationConvention::Mean)?;
        Ok(Self { section: section.clone(), table: measured, per_head, totals })
    }

    /// The figure called `index` of `year`, for all units or for `group` of `field`.
    #[must_use]
    pub fn figure(&self, index: &str, year: Option<i32>, group: Option<(&str, &str)>) -> Option<f64> {
        let preferred = self.per_head.iter().find(|head| head.year == year).map(|head| head.convention);
        let fits = |figure: &&Figure| {
            let of = figure.group_field.as_deref().zip(figure.group.as_deref());
            figure.index == index
                && figure.year == year
                && of == group
                && (figure.population_convention.is_none() || figure.population_convention == preferred)
        };
        self.table.figures.iter().find(fits)?.value
    }

    /// The map of the last year, the tables, and what they say.
    ///
    /// # Errors
    /// Classes that cannot be made.
    pub fn part<'a>(&self, regions: &'a Regions, classes: &ClassesSection) -> Result<Part<'a>> {
        let title = self.title();
        let mut part = Part {
            title: Bilingual::new(format!("区域差异：{}", title.zh), format!("Disparity: {}", title.en)),
            findings: self.findings(regions),
            ..Part::default()
        };
        let columns = self.columns(regions)?;
        let section = &self.section;
        if let Some(latest) = columns.iter().rfind(|column| column.name.starts_with("pc")) {
            let (style, findings) = graduated(latest, classes, Ramp::YlOrBr, Dark::High)?;
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
        part.tables.push(self.by_year(format!("{series}_by_year"), &title));
        part.tables.push(self.by_group(format!("{series}_by_group"), &title));
        let mut all = self.all_figures(format!("{series}_figures"), &title);
        all.long = true;
        part.tables.push(all);
        part.tables.push(OutputTable::new(
            format!("regions_{series}"),
            Bilingual::new(format!("各地区{}", title.zh), format!("{} by region", title.en)),
            columns,
        ));
        part.sentences.push(self.sentence());
        Ok(part)
    }

    fn title(&self) -> Bilingual {
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
    fn columns(&self, regions: &Regions) -> Result<Vec<Column>> {
        let mut columns = of_regions(regions);
        for field in &self.section.groups {
            let values = &regions.fields.require(field, &regions.source)?.values;
            let of = (0..regions.len()).map(|region| values.text(region)).collect();
            columns.push(text(field, Bilingual::same(field), of));
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
            Bilingual::new(format!("经济人口比{}", year_zh(last.year)), format!("Economy–population ratio{}", year_en(last.year))),
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

    fn by_year(&self, name: String, title: &Bilingual) -> OutputTable {
        let years: Vec<Option<i32>> = self.per_head.iter().map(|head| head.year).collect();
        let column = |index: &str, zh: &str, en: &str, decimals: usize| {
            let values = years.iter().map(|&year| self.figure(index, year, None)).collect();
            real(index, Bilingual::new(zh, en), ("", ""), decimals, values)
        };
        let conventions = self.per_head.iter().map(|head| Some(head.convention.as_str().to_owned())).collect();
        let mut columns = vec![
            integer("year", Bilingual::new("年份", "Year"), years.iter().map(|y| y.map(i64::from)).collect()),
            text("population", Bilingual::new("人口口径", "Population"), conventions),
            column("cv_sample", "变异系数（样本）", "CV, sample", 3),
            column("cv_population", "变异系数（总体）", "CV, population", 3),
            column("williamson", "威廉森系数", "Williamson", 3),
            column("gini", "基尼系数", "Gini", 3),
            column("gini_weighted", "基尼系数（人口加权）", "Gini, by population", 3),
            column("theil_t", "泰尔指数", "Theil T", 4),
        ];
        for field in &self.section.groups {
            let share = |year: Option<i32>| {
                let between = self.field_figure("theil_between", year, field)?;
                self.figure("theil_t", year, None).filter(|total| *total > 0.0).map(|total| between / total)
            };
            let alias = Bilingual::new(format!("组间占比（{field}）"), format!("Between share, {field}"));
            let values = years.iter().map(|&year| share(year)).collect();
            columns.push(real(format!("between_{field}"), alias, ("", ""), 3, values));
        }
        columns.extend([
            column("max_min_ratio", "最高／最低", "Highest ÷ lowest", 2),
            column("absolute_gap", "绝对差", "Absolute gap", 2),
            column("band_population_share", "经济人口协调带内人口占比", "Population in the band", 3),
            column("moran_queen", "莫兰指数（邻接）", "Moran's I, queen", 3),
            column("moran_queen_p", "伪 p 值", "pseudo p", 3),
            column("moran_time", "莫兰指数（时间）", "Moran's I, time", 3),
            column("moran_time_p", "伪 p 值", "pseudo p", 3),
        ]);
        columns.retain(|column| !column.is_all_null());
        let mut table = OutputTable::new(
            name,
            Bilingual::new(format!("{}的差异", title.zh), format!("Disparity of {}", title.en)),
            columns,
        );
        table.note = Bilingual::new(
            "人口口径 mean：年初年末平均；end：年末。",
            "Population mean: of start and end of the year; end: at its end.",
        );
        table
    }

    /// A figure of a field that is of no single group.
    fn field_figure(&self, index: &str, year: Option<i32>, field: &str) -> Option<f64> {
        let convention = self.per_head.iter().find(|head| head.year == year).map(|head| head.convention);
        self.table
            .figures
            .iter()
            .find(|figure| {
                figure.index == index
                    && figure.year == year
                    && figure.group_field.as_deref() == Some(field)
                    && figure.group.is_none()
                    && figure.population_convention == convention
            })?
            .value
    }

    fn by_group(&self, name: String, title: &Bilingual) -> OutputTable {
        let mut keys: Vec<(Option<i32>, String, String)> = Vec::new();
        for figure in &self.table.figures {
            if let (Some(field), Some(group)) = (&figure.group_field, &figure.group) {
                let key = (figure.year, field.clone(), group.clone());
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        let column = |index: &str, zh: &str, en: &str, decimals: usize| {
            let value = |key: &(Option<i32>, String, String)| self.figure(index, key.0, Some((&key.1, &key.2)));
            real(index, Bilingual::new(zh, en), ("", ""), decimals, keys.iter().map(value).collect())
        };
        let mut columns = vec![
            integer("year", Bilingual::new("年份", "Year"), keys.iter().map(|key| key.0.map(i64::from)).collect()),
            text("field", Bilingual::new("分组", "Grouping"), keys.iter().map(|key| Some(key.1.clone())).collect()),
            text("group", Bilingual::new("组", "Group"), keys.iter().map(|key| Some(key.2.clone())).collect()),
            column("total", "总量", "Total", 1),
            column("share", "占比", "Share", 3),
            column("per_capita", "人均", "Per head", 2),
            column("economy_population_ratio", "经济人口比", "Economy–population ratio", 3),
            column("ratio_per_capita", "人均之比", "Ratio per head", 3),
        ];
        columns.retain(|column| !column.is_all_null());
        let title = Bilingual::new(format!("{}：分组", title.zh), format!("{} by group", title.en));
        OutputTable::new(name, title, columns)
    }

    fn all_figures(&self, name: String, title: &Bilingual) -> OutputTable {
        let figures = &self.table.figures;
        let texts = |pick: &dyn Fn(&Figure) -> Option<String>| figures.iter().map(pick).collect::<Vec<_>>();
        let columns = vec![
            text("series", Bilingual::new("序列", "Series"), texts(&|f| Some(f.series.clone()))),
            integer("year", Bilingual::new("年份", "Year"), figures.iter().map(|f| f.year.map(i64::from)).collect()),
            text("index", Bilingual::new("指标", "Index"), texts(&|f| Some(f.index.to_owned()))),
            text(
                "population",
                Bilingual::new("人口口径", "Population"),
                texts(&|f| f.population_convention.map(|c| c.as_str().to_owned())),
            ),
            text("group_field", Bilingual::new("分组", "Grouping"), texts(&|f| f.group_field.clone())),
            text("group", Bilingual::new("组", "Group"), texts(&|f| f.group.clone())),
            real("value", Bilingual::new("值", "Value"), ("", ""), 4, figures.iter().map(|f| f.value).collect()),
            text("note", Bilingual::new("说明", "Note"), texts(&|f| Some(f.note.clone()).filter(|note| !note.is_empty()))),
        ];
        let title = Bilingual::new(format!("{}：全部指标", title.zh), format!("{}: every figure", title.en));
        OutputTable::new(name, title, columns)
    }

    fn sentence(&self) -> Bilingual {
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
            let parts = self.field_figure("theil_between", year, field).zip(self.figure("theil_t", year, None));
            if let Some((between, total)) = parts.filter(|(_, total)| *total > 0.0) {
                let share = display(between / total * 100.0, 0);
                zh += &format!("；泰尔指数的 {share}% 在 {field} 之间");
                en += &format!("; {share} % of Theil T lies between groups of {field}");
            }
        }
        if let Some((i, p)) = self.figure("moran_queen", year, None).zip(self.figure("moran_queen_p", year, None)) {
            let (i, p) = (display(i, 3), display(p, 3));
            zh += &format!("；莫兰指数 {i}（p = {p}）");
            en += &format!("; Moran's I is {i} (p = {p})");
        }
        Bilingual::new(zh + "。", en + ".")
    }
}

/// The field `name` of every year as a panel; `before` asks for earlier years as well where the fields have them.
fn panel(regions: &Regions, name: &str, years: &[i32], before: Option<i32>) -> Result<Panel> {
    if years.is_empty() {
        return Ok(Panel::undated(regions.fields.numbers(name, &regions.source)?));
    }
    let mut panel = BTreeMap::new();
    for &year in years {
        panel.insert(year, regions.fields.numbers(&format!("{name}_{year}"), &regions.source)?);
        if let Some(earlier) = before.map(|gap| year - gap) {
            let field = format!("{name}_{earlier}");
            if regions.fields.named(&field).is_some() {
                panel.insert(earlier, regions.fields.numbers(&field, &regions.source)?);
            }
        }
    }
    Ok(Panel::of_years(panel))
}

/// An error about unit numbers as one about regions.
fn named(error: Error, regions: &Regions) -> Error {
    let Error::Input(findings) = error else { return error };
    let place = |mut finding: Finding| {
        if let Some(region) = finding.place.feature.take().map(|number| number - 1).filter(|&r| r < regions.len()) {
            finding = finding.id(&regions.ids[region]).name(&regions.names[region]);
        }
        finding.file(&regions.source)
    };
    Error::Input(findings.into_iter().map(place).collect())
}

fn year_zh(year: Option<i32>) -> String {
    year.map_or_else(String::new, |year| format!(" {year}"))
}

fn year_en(year: Option<i32>) -> String {
    year.map_or_else(String::new, |year| format!(", {year}"))
}
