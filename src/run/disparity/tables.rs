//! The disparity of a series as tables: by index and year, by group, and every figure.

use super::{Disparity, titles};
use crate::disparity::{Figure, PopulationConvention};
use crate::export::{Bilingual, Language};
use crate::run::columns::{integer, label, real, text};
use crate::run::part::OutputTable;
use crate::study::config::Config;

impl Disparity {
    /// One row an index, one column a year.
    pub(super) fn by_year(&self, name: String, title: &Bilingual, config: &Config) -> OutputTable {
        let years: Vec<Option<i32>> = self.per_head.iter().map(|head| head.year).collect();
        let values = |index: &str| years.iter().map(|&year| self.figure(index, year, None)).collect();
        let mut rows: Vec<(String, Bilingual, Vec<Option<f64>>)> = titles::by_year()
            .map(|index| (index.to_owned(), titles::title_of(index, &self.section, config), values(index)))
            .collect();
        let after_theil = rows.iter().position(|row| row.0 == "theil_t").map_or(0, |place| place + 1);
        for field in self.section.groups.iter().rev() {
            let share = |year: Option<i32>| {
                // Both parts are of the regions that stand in a group.
                let between = self.field_figure("theil_between", year, field)?;
                let total = between + self.field_figure("theil_within", year, field)?;
                (total > 0.0).then(|| between / total)
            };
            let of = label(config, field);
            let share_title = titles::title("theil_between_share");
            let alias = Bilingual::new(
                format!("{}（{}）", share_title.zh, of.zh),
                format!("{}, {}", share_title.en, of.en),
            );
            let values = years.iter().map(|&year| share(year)).collect();
            rows.insert(after_theil, (format!("theil_between_share_{field}"), alias, values));
        }
        let known = |name: &str| rows.iter().any(|row| row.0 == name) || titles::of_group(name);
        let mut further: Vec<&str> = Vec::new();
        for figure in &self.table.figures {
            let of_all = figure.group_field.is_none() && figure.group.is_none();
            if of_all && !known(&figure.index) && !further.contains(&&*figure.index) {
                further.push(&figure.index);
            }
        }
        for index in further {
            rows.push((index.to_owned(), titles::title_of(index, &self.section, config), values(index)));
        }
        rows.retain(|(_, _, values)| values.iter().any(Option::is_some));
        let language: Language = config.study.language;
        let mut columns = vec![
            text(
                "index",
                Bilingual::new("代号", "Key"),
                rows.iter().map(|row| Some(row.0.clone())).collect(),
            ),
            text(
                "title",
                Bilingual::new("指标", "Index"),
                rows.iter().map(|row| Some(row.1.text(language).to_owned())).collect(),
            ),
        ];
        for (place, year) in years.iter().enumerate() {
            let name = year.map_or_else(|| "value".to_owned(), |year| format!("y{year}"));
            let alias =
                year.map_or_else(|| Bilingual::new("值", "Value"), |year| Bilingual::same(year.to_string()));
            columns.push(real(name, alias, ("", ""), 3, rows.iter().map(|row| row.2[place]).collect()));
        }
        let title =
            Bilingual::new(format!("{}的差异：逐年", title.zh), format!("Disparity of {} by year", title.en));
        let mut table = OutputTable::new(name, title, columns);
        table.note = self.conventions();
        table.not_in_report = vec!["index".to_owned()];
        table
    }

    /// Which population each year was divided by.
    fn conventions(&self) -> Bilingual {
        let of = |convention: &str| {
            let heads = self
                .per_head
                .iter()
                .filter(|head| head.convention.map(PopulationConvention::as_str) == Some(convention));
            heads.filter_map(|head| head.year).map(|year| year.to_string()).collect::<Vec<_>>().join(", ")
        };
        if self.section.population.is_none() {
            return Bilingual::default();
        }
        let (mean, end) = (of("mean"), of("end"));
        let (mean, end) =
            (if mean.is_empty() { "—" } else { &mean }, if end.is_empty() { "—" } else { &end });
        Bilingual::new(
            format!("人均值的人口口径：用年初年末平均人口的年份：{mean}；用年末人口的年份：{end}。"),
            format!(
                "Per head of the mean population of the year: {mean}; of the population at its end: {end}."
            ),
        )
    }

    /// One row a year and group.
    pub(super) fn by_group(&self, name: String, title: &Bilingual, config: &Config) -> OutputTable {
        let mut keys: Vec<(Option<i32>, String, String)> = Vec::new();
        for figure in &self.table.figures {
            if let (Some(field), Some(group)) = (&figure.group_field, &figure.group) {
                let key = (figure.year, field.clone(), group.clone());
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        let column = |index: &str, decimals: usize| {
            let value =
                |key: &(Option<i32>, String, String)| self.figure(index, key.0, Some((&key.1, &key.2)));
            real(
                index,
                titles::title_of(index, &self.section, config),
                ("", ""),
                decimals,
                keys.iter().map(value).collect(),
            )
        };
        let mut columns = vec![
            integer(
                "year",
                Bilingual::new("年份", "Year"),
                keys.iter().map(|key| key.0.map(i64::from)).collect(),
            ),
            text(
                "field",
                Bilingual::new("分组", "Grouping"),
                keys.iter().map(|key| Some(key.1.clone())).collect(),
            ),
            text(
                "group",
                Bilingual::new("组", "Group"),
                keys.iter().map(|key| Some(key.2.clone())).collect(),
            ),
            text(
                "title",
                Bilingual::new("名称", "Title"),
                keys.iter()
                    .map(|key| Some(label(config, &key.2).text(config.study.language).to_owned()))
                    .collect(),
            ),
            column("total", 1),
            column("share", 3),
            column("per_capita", 2),
            column("economy_population_ratio", 3),
            column("ratio_per_capita", 3),
        ];
        columns.retain(|column| !column.is_all_null());
        let title = Bilingual::new(format!("{}：分组", title.zh), format!("{} by group", title.en));
        let mut table = OutputTable::new(name, title, columns);
        table.not_in_report = ["field", "group"].map(str::to_owned).to_vec();
        table
    }

    /// One row a figure.
    pub(super) fn all_figures(&self, name: String, title: &Bilingual) -> OutputTable {
        let figures = &self.table.figures;
        let texts = |pick: &dyn Fn(&Figure) -> Option<String>| figures.iter().map(pick).collect::<Vec<_>>();
        let columns = vec![
            text("series", Bilingual::new("序列", "Series"), texts(&|f| Some(f.series.clone()))),
            integer(
                "year",
                Bilingual::new("年份", "Year"),
                figures.iter().map(|f| f.year.map(i64::from)).collect(),
            ),
            text("index", Bilingual::new("指标", "Index"), texts(&|f| Some(f.index.to_string()))),
            text(
                "population",
                Bilingual::new("人口口径", "Population"),
                texts(&|f| f.population_convention.map(|c| c.as_str().to_owned())),
            ),
            text("group_field", Bilingual::new("分组", "Grouping"), texts(&|f| f.group_field.clone())),
            text("group", Bilingual::new("组", "Group"), texts(&|f| f.group.clone())),
            real(
                "value",
                Bilingual::new("值", "Value"),
                ("", ""),
                4,
                figures.iter().map(|f| f.value).collect(),
            ),
            text(
                "note",
                Bilingual::new("说明", "Note"),
                texts(&|f| Some(f.note.clone()).filter(|note| !note.is_empty())),
            ),
        ];
        let title = Bilingual::new(format!("{}：全部指标", title.zh), format!("{}: every figure", title.en));
        // Keys and every digit, for programs; the report shows the same by year and by group.
        OutputTable { in_report: false, ..OutputTable::new(name, title, columns) }
    }
}
