//! Published figures beside ours.

use super::columns::{integer, label, real, text};
use super::disparity::{Disparity, title_of};
use super::part::OutputTable;
use crate::disparity::{Figure, PopulationConvention};
use crate::error::{Code, Error, Finding, Result};
use crate::export::Bilingual;
use crate::layer::{Table, Values};
use crate::report::{Comparison, Verdict};
use crate::study::config::Config;
use std::path::Path;

/// Published figures beside ours.
#[derive(Debug, Clone)]
pub struct Published {
    /// One row a figure.
    pub table: OutputTable,
    /// The same for the report.
    pub comparisons: Vec<Comparison>,
    /// How many are met.
    pub sentence: Bilingual,
}

/// One row of the table of published figures, with ours.
struct Row {
    series: String,
    year: Option<i64>,
    index: String,
    population: Option<String>,
    group_field: Option<String>,
    group: Option<String>,
    published: f64,
    decimals: usize,
    ours: Option<f64>,
    verdict: Verdict,
    convention: Option<String>,
    explanation: Option<String>,
    convention_zh: Option<String>,
    explanation_zh: Option<String>,
    scale: f64,
    source: Option<String>,
}

/// Compares the figures in `file` with those of `series`.
///
/// The columns of the table are told in `geodata/README.md`; `convention_zh` and `explanation_zh` may be left out.
///
/// # Errors
/// A table that cannot be read, lacks a column or names a figure without its number.
pub fn compare(file: &Path, series: &[Disparity], config: &Config) -> Result<Published> {
    let rows = read(file, series)?;
    let count = |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let (all, met) = (rows.len(), count(Verdict::Equal) + count(Verdict::Within));
    let (explained, different) = (count(Verdict::Explained), count(Verdict::Different));
    let absent = count(Verdict::Absent);
    let sentence = Bilingual::new(
        format!(
            "与已发表数据核对：{all} 项中 {met} 项一致，{explained} 项差异有因，{different} 项不一致，{absent} 项本研究无数据。"
        ),
        format!(
            "Published figures: {met} of {all} met; differing for a stated reason: {explained}; differing: {different}; \
             without data here: {absent}."
        ),
    );
    let heading = Bilingual::new("与已发表数据的核对", "Checked against published figures");
    let table = OutputTable::new("published", heading, columns(&rows));
    Ok(Published {
        table,
        comparisons: rows.iter().map(|row| comparison(row, series, config)).collect(),
        sentence,
    })
}

fn read(file: &Path, series: &[Disparity]) -> Result<Vec<Row>> {
    let table = Table::read(file)?;
    let column = |name: &str| -> Result<&Values> {
        let missing = Finding::new(Code::MissingField, "the table has no such column").file(file).field(name);
        Ok(&table.columns.named(name).ok_or_else(|| Error::from(missing))?.values)
    };
    let (names, years, indices) = (column("series")?, column("year")?, column("index")?);
    let (populations, fields, groups) = (column("population")?, column("group_field")?, column("group")?);
    let (published, decimals) = (column("published")?, column("decimals")?);
    let (scales, tolerances) = (column("scale")?, column("tolerance")?);
    let (conventions, explanations, sources) =
        (column("convention")?, column("explanation")?, column("source")?);
    let in_chinese =
        |name: &str, row: usize| table.columns.named(name).and_then(|column| column.values.text(row));
    let all = series.iter().flat_map(|one| &one.table.figures);
    let mut rows = Vec::new();
    for row in 0..table.len() {
        let at = |field: &str| {
            Finding::new(Code::MissingValue, "a published figure wants this value")
                .file(file)
                .line(table.lines[row])
                .field(field)
        };
        let named = |values: &Values, field: &str| values.text(row).ok_or_else(|| Error::from(at(field)));
        let number = |values: &Values, field: &str| values.number(row).ok_or_else(|| Error::from(at(field)));
        let (series, index) = (named(names, "series")?, named(indices, "index")?);
        let year = years.text(row).and_then(|year| year.parse::<i64>().ok());
        let (population, group_field, group) = (populations.text(row), fields.text(row), groups.text(row));
        let same = |figure: &&Figure| {
            figure.series == series
                && figure.year.map(i64::from) == year
                && figure.index == index
                && figure.group_field == group_field
                && figure.group == group
                && (population.is_none()
                    || figure.population_convention.map(PopulationConvention::as_str)
                        == population.as_deref())
        };
        let scale = number(scales, "scale")?;
        let ours = all.clone().find(same).and_then(|figure| figure.value).map(|value| value * scale);
        let printed = number(published, "published")?;
        #[expect(clippy::cast_possible_truncation, reason = "a handful of decimals")]
        let digits = number(decimals, "decimals")?.clamp(0.0, 12.0) as i32;
        let explanation = explanations.text(row);
        let tolerance = tolerances.number(row).unwrap_or(0.0);
        let verdict = Verdict::of(printed, ours, digits, tolerance, explanation.is_some());
        rows.push(Row {
            series,
            year,
            index,
            population,
            group_field,
            group,
            published: printed,
            decimals: digits.unsigned_abs() as usize,
            ours,
            verdict,
            convention: conventions.text(row),
            explanation,
            convention_zh: in_chinese("convention_zh", row),
            explanation_zh: in_chinese("explanation_zh", row),
            scale,
            source: sources.text(row),
        });
    }
    Ok(rows)
}

fn columns(rows: &[Row]) -> Vec<crate::export::Column> {
    let texts = |pick: &dyn Fn(&Row) -> Option<String>| rows.iter().map(pick).collect::<Vec<_>>();
    let numbers = |pick: &dyn Fn(&Row) -> Option<f64>| rows.iter().map(pick).collect::<Vec<_>>();
    let plain = ("", "");
    vec![
        text("series", Bilingual::new("序列", "Series"), texts(&|row| Some(row.series.clone()))),
        integer("year", Bilingual::new("年份", "Year"), rows.iter().map(|row| row.year).collect()),
        text("index", Bilingual::new("指标", "Index"), texts(&|row| Some(row.index.clone()))),
        text("population", Bilingual::new("人口口径", "Population"), texts(&|row| row.population.clone())),
        text("group_field", Bilingual::new("分组", "Grouping"), texts(&|row| row.group_field.clone())),
        text("group", Bilingual::new("组", "Group"), texts(&|row| row.group.clone())),
        real(
            "published",
            Bilingual::new("已发表", "Published"),
            plain,
            3,
            numbers(&|row| Some(row.published)),
        ),
        real("ours", Bilingual::new("本报告", "Ours"), plain, 3, numbers(&|row| row.ours)),
        real(
            "difference",
            Bilingual::new("差值", "Difference"),
            plain,
            3,
            numbers(&|row| row.ours.map(|ours| ours - row.published)),
        ),
        text(
            "verdict",
            Bilingual::new("结论", "Verdict"),
            texts(&|row| Some(row.verdict.as_str().to_owned())),
        ),
        text("convention", Bilingual::new("口径", "Convention"), texts(&|row| row.convention.clone())),
        text(
            "explanation",
            Bilingual::new("差异说明", "Why it differs"),
            texts(&|row| row.explanation.clone()),
        ),
        text("source", Bilingual::new("来源", "Source"), texts(&|row| row.source.clone())),
    ]
}

fn comparison(row: &Row, series: &[Disparity], config: &Config) -> Comparison {
    let section = series.iter().map(|one| &one.section).find(|section| section.series == row.series);
    let index =
        section.map_or_else(|| Bilingual::same(&row.index), |section| title_of(&row.index, section, config));
    // Compared at a hundredfold is compared in per cent.
    let index = if (row.scale - 100.0).abs() < f64::EPSILON {
        Bilingual::new(format!("{}（%）", index.zh), format!("{} (%)", index.en))
    } else {
        index
    };
    let group = row.group.as_ref().map_or_else(Bilingual::default, |group| label(config, group));
    let year = row.year.map(|year| year.to_string()).unwrap_or_default();
    let words = |index: &str, group: &str| [&year, group, index].join(" ").replace("  ", " ");
    let figure = Bilingual::new(words(&index.zh, &group.zh), words(&index.en, &group.en));
    let why = |parts: [&Option<String>; 2], between: &str| {
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(between)
    };
    Comparison {
        figure,
        published: row.published,
        ours: row.ours,
        decimals: row.decimals,
        verdict: row.verdict,
        convention: Bilingual::new(
            why([&row.convention_zh, &row.explanation_zh], "；"),
            why([&row.convention, &row.explanation], "; "),
        ),
    }
}
