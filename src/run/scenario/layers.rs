//! Maps before and after in one set of classes, and of what changed.

use super::{Comparison, Plan, State, maps};
use crate::classify::Scheme;
use crate::error::Result;
use crate::export::{Bilingual, Column, OutputLayer};
use crate::layer::Values;
use crate::report::{Lorenz, LorenzCurve};
use crate::run::columns::{of_cities, real, shapes, text};
use crate::run::part::Part;

/// So many measures are drawn, in the order of their table; all of them stand in the tables. More would make a page
/// and a folder that nobody looks through.
const DRAWN: usize = 6;

impl<'a> Comparison<'a> {
    /// The measures that are drawn: those with any value that moves, comes or goes; the first few.
    fn drawn(&self) -> Vec<usize> {
        let moves = |&measure: &usize| {
            self.plans.iter().any(|plan| {
                let change = &plan.changes[measure];
                (0..change.len()).any(|city| !matches!(change.state(city), State::Same | State::Never))
            })
        };
        (0..self.measures.len()).filter(moves).take(DRAWN).collect()
    }

    /// A map of each drawn measure before, one for each scenario in the same classes, and one of each change.
    pub(super) fn maps(&self) -> Result<Part<'a>> {
        let mut part = Part {
            title: Bilingual::new("前后对比地图", "Maps before and after"),
            text: Bilingual::new(
                format!(
                    "同一指标的各图使用同一套分级；变化图以零为界。绘出前 {DRAWN} 项有变化的指标，全部指标见表。"
                ),
                format!(
                    "The maps of a measure share their classes; changes are drawn around zero. Drawn are the first {DRAWN} \
                     measures that move; the tables hold all of them."
                ),
            ),
            ..Part::default()
        };
        for measure in self.drawn() {
            self.map(measure, &mut part)?;
        }
        Ok(part)
    }

    fn map(&self, measure: usize, part: &mut Part<'a>) -> Result<()> {
        let (column, names) = (self.column(measure), &self.names[measure]);
        let better = self.measures[measure].better;
        let section = &self.study.config.classes;
        let scheme = Scheme::from(section);
        let columns: Vec<Column> = of_cities(self.study).into_iter().chain(self.columns(measure)).collect();
        let layer = |name: String, title: Bilingual, style| OutputLayer {
            name,
            title,
            shapes: shapes(&self.study.cities),
            columns: columns.clone(),
            style,
            labels: Some("name".to_owned()),
        };
        let title = |of: &Bilingual| {
            Bilingual::new(
                format!("{}：{}", column.alias.zh, of.zh),
                format!("{}: {}", column.alias.en, of.en),
            )
        };
        let before = self.measures[measure].values();
        let fields: Vec<String> = std::iter::once("base")
            .chain(self.plans.iter().map(|plan| plan.key.as_str()))
            .map(|key| names.value(key))
            .collect();
        let values =
            std::iter::once(&before).chain(self.plans.iter().map(|plan| &plan.changes[measure].after));
        let shown: Vec<(&str, &[Option<f64>])> =
            fields.iter().map(String::as_str).zip(values.map(Vec::as_slice)).collect();
        let (styles, findings) = maps::pooled(&shown, better, &scheme, section.k)?;
        part.findings.extend(findings.into_iter().map(|finding| finding.field(&column.name)));
        let labels = std::iter::once((base_label(), "base".to_owned()))
            .chain(self.plans.iter().map(|plan| (plan.label.clone(), plan.key.clone())));
        for (style, (label, key)) in styles.into_iter().zip(labels) {
            part.layers.push(layer(format!("scenario_{}_{key}", names.short), title(&label), style));
            part.notes.push(Bilingual::default());
        }
        part.abreast.push(1 + self.plans.len());
        let changes: Vec<_> = self
            .plans
            .iter()
            .map(|plan| {
                let scenario = self.several(plan);
                (names.difference(scenario), names.state(scenario), &plan.changes[measure])
            })
            .collect();
        let (styles, findings) = maps::of_changes(&changes, &scheme, section.k)?;
        part.findings.extend(findings.into_iter().map(|finding| finding.field(&changes[0].0)));
        for (style, plan) in styles.into_iter().zip(&self.plans) {
            let of =
                Bilingual::new(format!("变化（{}）", plan.label.zh), format!("change, {}", plan.label.en));
            part.layers.push(layer(format!("scenario_{}_{}_d", names.short, plan.key), title(&of), style));
            part.notes.push(maps::reading(better));
        }
        part.abreast.push(self.plans.len());
        Ok(())
    }

    /// The columns of a measure: before, then for each scenario after, difference, per cent and state.
    pub(super) fn columns(&self, measure: usize) -> Vec<Column> {
        let (column, names) = (self.column(measure), &self.names[measure]);
        let alias = |zh: &str, en: &str| {
            Bilingual::new(format!("{}{zh}", column.alias.zh), format!("{}{en}", column.alias.en))
        };
        let like = |name: String, alias: Bilingual, decimals: usize, values: Vec<Option<f64>>| Column {
            name,
            alias,
            unit: column.unit.clone(),
            decimals,
            values: Values::Real(values),
        };
        let before = self.measures[measure].values();
        let mut columns =
            vec![like(names.value("base"), alias("（现状）", ", base"), column.decimals, before)];
        for plan in &self.plans {
            let (change, scenario) = (&plan.changes[measure], self.several(plan));
            let units = 0..change.len();
            let (zh, en) = (&plan.label.zh, &plan.label.en);
            columns.push(like(
                names.value(&plan.key),
                alias(&format!("（{zh}）"), &format!(", {en}")),
                column.decimals,
                change.after.clone(),
            ));
            columns.push(like(
                names.difference(scenario),
                alias(&format!("变化（{zh}）"), &format!(", change, {en}")),
                column.decimals + 1,
                units.clone().map(|unit| change.difference(unit)).collect(),
            ));
            columns.push(real(
                names.percent(scenario),
                alias(&format!("变化率（{zh}）"), &format!(", change in per cent, {en}")),
                ("%", "%"),
                1,
                units.clone().map(|unit| change.percent(unit)).collect(),
            ));
            columns.push(text(
                names.state(scenario),
                alias(&format!("增减（{zh}）"), &format!(", state, {en}")),
                units.map(|unit| Some(change.state(unit).key().to_owned())).collect(),
            ));
        }
        columns
    }

    /// Lorenz curves of every drawn measure that has one.
    pub(super) fn lorenz(&self) -> Vec<Lorenz> {
        self.drawn().into_iter().filter_map(|measure| self.lorenz_of(measure)).collect()
    }

    fn lorenz_of(&self, measure: usize) -> Option<Lorenz> {
        let mut curves = Vec::new();
        let curve = |name: &Bilingual, plan: &Plan, side: usize| {
            let inequality = &plan.inequality[measure];
            let points = &inequality.lorenz.as_ref()?[side];
            let gini = &inequality.indices[0];
            let gini = [gini.before, gini.after][side].map_or_else(String::new, |gini| format!("{gini:.4}"));
            Some(LorenzCurve {
                name: Bilingual::new(
                    format!("{}（基尼 {gini}）", name.zh),
                    format!("{} (Gini {gini})", name.en),
                ),
                points: points.iter().map(|point| (point.people, point.share)).collect(),
            })
        };
        curves.push(curve(&base_label(), self.plans.first()?, 0)?);
        curves.extend(self.plans.iter().filter_map(|plan| curve(&plan.label, plan, 1)));
        let alias = &self.column(measure).alias;
        Some(Lorenz {
            title: Bilingual::new(format!("{}的洛伦兹曲线", alias.zh), format!("Lorenz curve: {}", alias.en)),
            note: Bilingual::default(),
            curves,
        })
    }
}

/// What the study itself is called beside its scenarios.
pub(super) fn base_label() -> Bilingual {
    Bilingual::new("现状", "base")
}
