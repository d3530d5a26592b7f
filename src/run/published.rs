//! Published figures beside ours.

use super::columns::{integer, real, text};
use super::disparity::Disparity;
use super::part::OutputTable;
use crate::error::{Code, Error, Finding, Result};
use crate::export::Bilingual;
use crate::layer::Values;
use crate::layer::Table;
use std::path::Path;

/// How a published figure and ours compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Ours, rounded as the published one, is the same.
    Equal,
    /// Ours differs by no more than the stated tolerance.
    Within,
    /// Ours differs, and the table says why.
    Explained,
    /// Ours differs.
    Different,
    /// We have no such figure.
    Absent,
}

impl Verdict {
    /// The word in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Within => "within",
            Self::Explained => "explained",
            Self::Different => "different",
            Self::Absent => "no data",
        }
    }

    /// Compares `ours` with `published`, printed with `decimals`.
    #[must_use]
    pub fn of(published: f64, ours: Option<f64>, decimals: i32, tolerance: f64, explained: bool) -> Self {
        let Some(ours) = ours else { return Self::Absent };
        // Half a unit in the last place, and a hair for the rounding of decimal digits in binary.
        let half = 0.5 * 10f64.powi(-decimals) * (1.0 + 1e-9);
        let difference = (ours - published).abs();
        if difference <= half {
            Self::Equal
        } else if difference <= tolerance * (1.0 + 1e-9) {
            Self::Within
        } else if explained {
            Self::Explained
        } else {
            Self::Different
        }
    }
}

/// Published figures beside ours.
#[derive(Debug, Clone)]
pub struct Published {
    /// One row a figure.
    pub table: OutputTable,
    /// How many are met.
    pub sentence: Bilingual,
}

/// The table *published | ours | difference* of the figures in `file`.
///
/// # Errors
/// A table that cannot be read or lacks a column.
pub fn compare(file: &Path, series: &[Disparity]) -> Result<Published> {
    let table = Table::read(file)?;
    let column = |name: &str| -> Result<&Values> {
        let missing = || {
            Error::from(Finding::new(Code::MissingField, "the table has no such column").file(file).field(name))
        };
        Ok(&table.columns.named(name).ok_or_else(missing)?.values)
    };
    let [names, years, indices, conventions, fields, groups] =
        ["series", "year", "index", "population", "group_field", "group"].map(column);
    let (names, years, indices) = (names?, years?, indices?);
    let (conventions, fields, groups) = (conventions?, fields?, groups?);
    let [published, decimals, scale, tolerance] = ["published", "decimals", "scale", "tolerance"].map(column);
    let (published, decimals, scale, tolerance) = (published?, decimals?, scale?, tolerance?);
    let [reason, convention, source] = ["explanation", "convention", "source"].map(column);
    let (reason, convention, source) = (reason?, convention?, source?);

    let rows = names.len();
    let ours = |row: usize| -> Option<f64> {
        let wanted = (names.text(row)?, years.text(row), indices.text(row)?);
        let (with, field, group) = (conventions.text(row), fields.text(row), groups.text(row));
        let figure = series.iter().flat_map(|s| &s.table.figures).find(|figure| {
            figure.series == wanted.0
                && figure.year.map(|year| year.to_string()) == wanted.1
                && figure.index == wanted.2
                && figure.group_field == field
                && figure.group == group
                && (with.is_none() || figure.population_convention.map(|c| c.as_str().to_owned()) == with)
        })?;
        Some(figure.value? * scale.number(row).unwrap_or(1.0))
    };
    let ours: Vec<Option<f64>> = (0..rows).map(ours).collect();
    let printed: Vec<Option<f64>> = (0..rows).map(|row| published.number(row)).collect();
    let difference = (0..rows).map(|row| Some(ours[row]? - printed[row]?)).collect();
    let verdict = |row: usize| {
        #[expect(clippy::cast_possible_truncation, reason = "a handful of decimals")]
        let decimals = decimals.number(row).unwrap_or(0.0) as i32;
        let tolerance = tolerance.number(row).unwrap_or(0.0);
        let explained = reason.text(row).is_some();
        Some(Verdict::of(printed[row]?, ours[row], decimals, tolerance, explained).as_str().to_owned())
    };
    let texts = |values: &Values| (0..rows).map(|row| values.text(row)).collect::<Vec<_>>();
    let whole = |values: &Values| (0..rows).map(|row| values.text(row).and_then(|v| v.parse().ok())).collect();
    let verdicts: Vec<Option<String>> = (0..rows).map(verdict).collect();
    let count = |wanted: Verdict| verdicts.iter().flatten().filter(|word| *word == wanted.as_str()).count();
    let (met, explained) = (count(Verdict::Equal) + count(Verdict::Within), count(Verdict::Explained));
    let (different, absent) = (count(Verdict::Different), count(Verdict::Absent));
    let sentence = Bilingual::new(
        format!("公布值：{rows} 项中 {met} 项一致，{explained} 项差异有说明，{different} 项不一致，{absent} 项无数据。"),
        format!(
            "Published figures: {met} of {rows} met, {explained} differ for a stated reason, {different} differ, \
             {absent} have no data here."
        ),
    );
    let columns = vec![
        text("series", Bilingual::new("序列", "Series"), texts(names)),
        integer("year", Bilingual::new("年份", "Year"), whole(years)),
        text("index", Bilingual::new("指标", "Index"), texts(indices)),
        text("population", Bilingual::new("人口口径", "Population"), texts(conventions)),
        text("group_field", Bilingual::new("分组", "Grouping"), texts(fields)),
        text("group", Bilingual::new("组", "Group"), texts(groups)),
        real("published", Bilingual::new("公布值", "Published"), ("", ""), 3, printed.clone()),
        real("ours", Bilingual::new("本研究", "Ours"), ("", ""), 3, ours.clone()),
        real("difference", Bilingual::new("差", "Difference"), ("", ""), 3, difference),
        text("verdict", Bilingual::new("结论", "Verdict"), verdicts),
        text("convention", Bilingual::new("口径", "Convention"), texts(convention)),
        text("explanation", Bilingual::new("差异说明", "Why it differs"), texts(reason)),
        text("source", Bilingual::new("来源", "Source"), texts(source)),
    ];
    let mut table = OutputTable::new(
        "published",
        Bilingual::new("公布值 | 本研究 | 差", "Published | ours | difference"),
        columns,
    );
    table.not_in_report = ["series", "group_field", "source"].map(str::to_owned).to_vec();
    table.long = false;
    Ok(Published { table, sentence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_means_equal_as_printed() {
        assert_eq!(Verdict::of(0.435, Some(0.434_6), 3, 0.0, false), Verdict::Equal);
        assert_eq!(Verdict::of(0.435, Some(0.434_4), 3, 0.0, false), Verdict::Different);
        assert_eq!(Verdict::of(525_752.3, Some(525_752.5), 1, 0.2, false), Verdict::Within);
        assert_eq!(Verdict::of(1.261, Some(1.257), 3, 0.0, true), Verdict::Explained);
        assert_eq!(Verdict::of(53.7, None, 1, 0.0, true), Verdict::Absent);
    }
}
