//! One field on two sides: two layers, two output directories, two studies, or a study and one of its scenarios.
//!
//! Units are joined by identifier and keep the geometry of the first side.

use super::columns::{identity, real, shapes, text};
use super::measures::{self, Better};
use super::scenario::change::{Change, State};
use super::scenario::maps::of_changes;
use super::scenario::names::Names;
use crate::classify::Scheme;
use crate::classify::palette::Colour;
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Category, Column, OutputLayer, Style};
use crate::layer::nearest::nearest;
use crate::layer::{Cities, CityFields, Table, Values, read_layer};
use crate::study::Study;
use crate::study::config::ClassesSection;
use std::path::{Path, PathBuf};

/// How many units that stand on one side only are named.
const NAMED: usize = 20;

/// The numbers of one field, unit by unit.
#[derive(Debug, Clone)]
pub struct Side {
    /// The units, in the order of their identifiers, with their geometry.
    pub units: Cities,
    /// The field with its names and values.
    pub column: Column,
    /// Which way it is good, where that is known.
    pub better: Option<Better>,
}

/// One field before and after.
#[derive(Debug, Clone)]
pub struct Difference {
    base: Side,
    plan: Column,
    change: Change,
    /// For each unit whether the second side has it.
    on_both: Vec<bool>,
    /// Units on one side only.
    pub findings: Vec<Finding>,
}

impl Side {
    /// The numbers of `field` in the GeoJSON layer `file`, whose units are told apart by the field `id`.
    ///
    /// # Errors
    /// A layer that cannot be read or whose features are no points or polygons; a field that is missing, with the
    /// nearest ones, or not of numbers.
    pub fn of_layer(file: &Path, field: &str, id: &str) -> Result<Self> {
        let layer = read_layer(file)?;
        // Asked first: a wrong name is the likelier slip, and says more than a geometry that cannot be used.
        layer.fields.numbers(field, file)?;
        let name = layer.fields.named("name").map(|_| "name".to_owned());
        let units = Cities::from_layer(layer, &CityFields { id: id.to_owned(), name, seat: None })?;
        let numbers = units.fields.numbers(field, file)?;
        let unit = if field.ends_with("_min") { ("分钟", "min") } else { ("", "") };
        let column = real(field, Bilingual::same(field), unit, 1, numbers);
        Ok(Self { units, column, better: None })
    }

    /// The numbers of `field` in the first layer of the output directory `folder` that has it, with the names that
    /// `tables/fields.csv` gives it.
    ///
    /// # Errors
    /// A folder that `jingwei run` did not write; no layer with this field, with the nearest ones; as
    /// [`Side::of_layer`].
    pub fn of_output(folder: &Path, field: &str, id: &str) -> Result<Self> {
        let list = folder.join("tables").join("fields.csv");
        if !list.is_file() {
            let what = "the folder holds no tables/fields.csv, so it is no output directory of `jingwei run`";
            return Err(Finding::new(Code::Unreadable, what).file(folder).into());
        }
        let table = Table::read(&list)?;
        let cells = |name: &str| table.columns.texts(name, &list);
        let (files, fields) = (cells("file")?, cells("field")?);
        let is_layer = |row: &usize| files[*row].as_ref().is_some_and(|file| file.starts_with("geojson/"));
        let rows: Vec<usize> = (0..files.len()).filter(is_layer).collect();
        let Some(&row) = rows.iter().find(|&&row| fields[row].as_deref() == Some(field)) else {
            let near = nearest(field, rows.iter().filter_map(|&row| fields[row].as_deref()), 3);
            let near = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let what = match near.as_str() {
                "" => "no layer of this output directory has such a field".to_owned(),
                near => format!("no layer of this output directory has such a field, the nearest are {near}"),
            };
            return Err(Finding::new(Code::MissingField, what).file(folder).field(field).into());
        };
        let file = folder.join(files[row].as_deref().unwrap_or_default());
        let mut side = Self::of_layer(&file, field, id)?;
        let cell = |name: &str| -> Result<String> { Ok(cells(name)?[row].clone().unwrap_or_default()) };
        side.column.alias = Bilingual::new(cell("zh")?, cell("en")?);
        side.column.unit = Bilingual::new(cell("unit_zh")?, cell("unit_en")?);
        Ok(side)
    }

    /// The measure called `name` of the cities of `study`.
    ///
    /// # Errors
    /// As [`measures::one`].
    pub fn of_study(study: &Study, name: &str) -> Result<Self> {
        let measured = measures::one(study, name)?;
        let (units, better) = (study.cities.clone(), Some(measured.better));
        Ok(Self { units, column: measured.column, better })
    }
}

impl Difference {
    /// `base` and `plan` side by side; `better` says which way the field is good, where the sides do not know: less
    /// for a field whose name ends in `_min`, more for any other.
    ///
    /// # Errors
    /// [`Code::NothingMatched`] where no identifier stands on both sides.
    pub fn between(base: Side, plan: &Side, better: Option<Better>) -> Result<Self> {
        let place: Vec<Option<usize>> = base.units.ids.iter().map(|id| plan.units.index_of(id)).collect();
        let on_both: Vec<bool> = place.iter().map(Option::is_some).collect();
        if !on_both.contains(&true) {
            let what = format!(
                "no unit of `{}` has an identifier of this layer, which begin with `{}`",
                base.units.source.display(),
                plan.units.ids.first().map_or("", String::as_str)
            );
            let finding = Finding::new(Code::NothingMatched, what).file(&plan.units.source);
            let first = base.units.ids.first().map_or("", String::as_str);
            return Err(finding
                .value(first)
                .hint("name the field that tells the units apart with `--id FIELD`")
                .into());
        }
        let after: Vec<Option<f64>> =
            place.iter().map(|place| place.and_then(|place| plan.column.values.number(place))).collect();
        let missing: Vec<usize> = (0..on_both.len()).filter(|&unit| !on_both[unit]).collect();
        let strange: Vec<usize> = (0..plan.units.len())
            .filter(|&unit| base.units.index_of(&plan.units.ids[unit]).is_none())
            .collect();
        let findings =
            [one_sided(&base.units, &missing, &plan.units), one_sided(&plan.units, &strange, &base.units)];
        let by_name = if base.column.name.ends_with("_min") { Better::Less } else { Better::More };
        let before = (0..on_both.len()).map(|unit| base.column.values.number(unit).filter(|_| on_both[unit]));
        let change = Change {
            before: before.collect(),
            after: after.clone(),
            better: better.or(base.better).unwrap_or(by_name),
        };
        let plan = Column { values: Values::Real(after), ..plan.column.clone() };
        Ok(Self { base, plan, change, on_both, findings: findings.into_iter().flatten().collect() })
    }

    /// Identifier and name, the value on both sides, the difference, the same in per cent, and what became of the
    /// unit, one row a unit in the order of the first side.
    fn columns(&self) -> Vec<Column> {
        let names = self.names();
        let (field, units) = (&self.base.column, 0..self.change.len());
        let alias = |zh: &str, en: &str| {
            Bilingual::new(format!("{}{zh}", field.alias.zh), format!("{}{en}", field.alias.en))
        };
        let like = |name: String, alias: Bilingual, values: Vec<Option<f64>>| Column {
            name,
            alias,
            values: Values::Real(values),
            ..field.clone()
        };
        let base = units.clone().map(|unit| field.values.number(unit)).collect();
        let after = units.clone().map(|unit| self.plan.values.number(unit)).collect();
        let mut columns = identity("unit", &self.base.units.ids, &self.base.units.names);
        columns.push(like(names.value("base"), alias("（前）", ", base"), base));
        columns.push(like(names.value("plan"), alias("（后）", ", plan"), after));
        let difference = units.clone().map(|unit| self.change.difference(unit)).collect();
        columns.push(Column {
            decimals: field.decimals + 1,
            ..like(names.difference(None), alias("变化", ", change"), difference)
        });
        columns.push(real(
            names.percent(None),
            alias("变化率", ", change in per cent"),
            ("%", "%"),
            1,
            units.clone().map(|unit| self.change.percent(unit)).collect(),
        ));
        let state = |unit: usize| if self.on_both[unit] { self.change.state(unit).key() } else { ABSENT };
        columns.push(text(
            names.state(None),
            alias("增减", ", state"),
            units.map(|unit| Some(state(unit).to_owned())).collect(),
        ));
        columns
    }

    fn names(&self) -> Names {
        Names::of(&[&self.base.column.name]).swap_remove(0)
    }

    /// The values on both sides.
    #[must_use]
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// One row a unit, the greatest gain first.
    #[must_use]
    pub fn ranked(&self) -> Vec<Column> {
        let order = self.change.ranked();
        let mut columns = self.columns();
        for column in &mut columns {
            column.values = column.values.reordered(&order);
        }
        columns
    }

    /// The units of the first side with the difference, drawn around zero.
    ///
    /// # Errors
    /// Classes that cannot be made.
    pub fn layer(&self, classes: &ClassesSection) -> Result<(OutputLayer<'_>, Vec<Finding>)> {
        let names = self.names();
        let maps = [(names.difference(None), names.state(None), &self.change)];
        let (mut styles, findings) = of_changes(&maps, &Scheme::from(classes), classes.k)?;
        let mut style = styles.swap_remove(0);
        if let Style::Changes { categories, .. } = &mut style
            && self.on_both.contains(&false)
        {
            // Who is not on the second side is not what has no value in either.
            let never = |unit: usize| self.on_both[unit] && self.change.state(unit) == State::Never;
            let any = (0..self.on_both.len()).any(never);
            categories.retain(|category| any || category.value != State::Never.key());
            categories.push(Category {
                value: ABSENT.to_owned(),
                label: Bilingual::new("后一侧没有此单元", "Not on the second side"),
                colour: Colour(0xa6, 0xa6, 0xa6),
                width_mm: None,
            });
        }
        let alias = &self.base.column.alias;
        let layer = OutputLayer {
            name: format!("{}_d", names.short),
            title: Bilingual::new(format!("{}的变化", alias.zh), format!("{}: change", alias.en)),
            shapes: shapes(&self.base.units),
            columns: self.columns(),
            style,
            labels: Some("name".to_owned()),
        };
        Ok((layer, findings))
    }

    /// How many units gain, lose and stay as they are.
    #[must_use]
    pub fn summary(&self) -> Bilingual {
        let count = |state: State| self.change.units(state).len();
        let [gain, loss, same, new, lost] =
            [State::Gain, State::Loss, State::Same, State::New, State::Lost].map(count);
        let never = count(State::Never) - self.on_both.iter().filter(|both| !**both).count();
        let way = match self.change.better {
            Better::Less => ("下降", "fall"),
            Better::More => ("上升", "rise"),
        };
        Bilingual::new(
            format!(
                "{}为改善：改善 {gain} 个单元，变差 {loss} 个，不变 {same} 个；仅后有值 {new} 个，仅前有值 {lost} 个，前后均无值 {never} 个。",
                way.0
            ),
            format!(
                "a {} is a gain: units that gain {gain}, lose {loss}, unchanged {same}; with a value only after {new}, only \
                 before {lost}, in neither {never}",
                way.1
            ),
        )
    }
}

/// The state of a unit that the second side does not have.
const ABSENT: &str = "absent";

/// A word about `units` of `here` that `there` does not have.
fn one_sided(here: &Cities, units: &[usize], there: &Cities) -> Option<Finding> {
    let shown = units.iter().take(NAMED).map(|&unit| match (&here.ids[unit], &here.names[unit]) {
        (id, name) if id == name => format!("`{id}`"),
        (id, name) => format!("`{id}` {name}"),
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = if units.len() > NAMED { ", …" } else { "" };
    let (count, other) = (units.len(), there.source.display());
    let what = format!("{count} of {} units are not in {other}: {shown}{more}", here.len());
    (!units.is_empty()).then(|| Finding::new(Code::OneSided, what).file(&here.source))
}

/// Refuses to compare a thing with itself.
///
/// # Errors
/// Wrong usage where `base` and `plan` are one file or folder.
pub fn refuse_itself(base: &Path, plan: &Path) -> Result<()> {
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    if whole(base) == whole(plan) {
        let finding = Finding::new(Code::BadArgument, "both sides are the same, so nothing differs");
        return Err(Error::usage(
            finding.value(plan.display()).hint("name the side before and the side after"),
        ));
    }
    Ok(())
}
