//! Which corridor would be missed most: each taken out in turn.

use super::choice::{Group, Together, groups};
use super::{Total, total_potential};
use crate::classify::palette::Ramp;
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, Column, OutputLayer, Shapes};
use crate::run::columns::{Dark, graduated, integer, real, text};
use crate::study::Study;
use geo_types::LineString;

/// What is lost without a group of corridors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// Total potential lost.
    pub potential: f64,
    /// Ordered pairs of cities that no trip joins any more.
    pub pairs: usize,
    /// Cities that reach no other any more.
    pub cities: usize,
    /// People of these cities.
    pub people: f64,
    /// Ordered pairs of cities that take longer, those cut off among them.
    pub longer: usize,
}

/// Every group of corridors in service, and what is lost without it.
#[derive(Debug, Clone)]
pub struct Criticality {
    /// The groups, the most critical first: by potential lost, then by cities cut off, then in the order of the file.
    pub groups: Vec<(Group, Loss)>,
    /// Total potential of the study.
    pub total: f64,
}

/// What is lost without each of the corridors in service, taken `together`.
///
/// # Conventions
/// No trip runs on the corridors of a group; stations, waits and transfers stay. Exact: every time is that of a search
/// on the network without them. The potential of all cities is that of the study ([`Total`]).
///
/// # Errors
/// A study without a corridor in service, or without one that belongs to a group; as [`Total::of`].
pub fn criticality(study: &Study, together: Together) -> Result<Criticality> {
    let groups = groups(study, together, |corridor| study.in_service[corridor]);
    if groups.is_empty() {
        let what = "no corridor in service can be taken out";
        return Err(Finding::new(Code::BadSetting, what).file(&study.corridors.source).into());
    }
    let total = Total::of(study)?;
    let n = study.cities.len();
    let reached: Vec<usize> = (0..n)
        .map(|i| (0..n).filter(|&j| j != i && study.times.milliseconds(i, j).is_some()).count())
        .collect();
    let removed: Vec<Vec<usize>> = groups.iter().map(|group| group.corridors.clone()).collect();
    let of_origins = study.network.without(&removed, |origin, changes| {
        let pairs = changes.iter().filter(|change| change.after.is_none()).count();
        let alone = pairs > 0 && pairs == reached[origin];
        let people = study.population[origin].unwrap_or(0.0);
        Loss {
            potential: -total.rise(changes),
            pairs,
            cities: usize::from(alone),
            people: if alone { people } else { 0.0 },
            longer: changes.len(),
        }
    });
    let none = Loss { potential: 0.0, pairs: 0, cities: 0, people: 0.0, longer: 0 };
    let mut losses = vec![none; groups.len()];
    for (group, loss) in of_origins.into_iter().flatten() {
        let sum = &mut losses[group];
        sum.potential += loss.potential;
        sum.pairs += loss.pairs;
        sum.cities += loss.cities;
        sum.people += loss.people;
        sum.longer += loss.longer;
    }
    let mut groups: Vec<(Group, Loss)> = groups.into_iter().zip(losses).collect();
    groups.sort_by(|(_, a), (_, b)| b.potential.total_cmp(&a.potential).then(b.cities.cmp(&a.cities)));
    Ok(Criticality { groups, total: total_potential(study)? })
}

/// The corridors of a criticality as lines to be drawn.
#[derive(Debug)]
pub struct CriticalLines {
    paths: Vec<LineString<f64>>,
    /// Of each line the place of its group.
    group: Vec<usize>,
}

impl Criticality {
    /// Per cent of the total potential that is lost without a group.
    #[must_use]
    pub fn percent(&self, loss: &Loss) -> Option<f64> {
        (self.total > 0.0).then(|| loss.potential / self.total * 100.0)
    }

    fn columns_of(&self, rows: &[usize]) -> Vec<Column> {
        let group = |row: usize| &self.groups[row].0;
        let loss = |row: usize| self.groups[row].1;
        let texts = |of: &dyn Fn(usize) -> Option<String>| rows.iter().map(|&row| of(row)).collect();
        let counts = |of: &dyn Fn(usize) -> usize| {
            rows.iter().map(|&row| Some(i64::try_from(of(row)).unwrap_or(i64::MAX))).collect()
        };
        let numbers = |of: &dyn Fn(usize) -> Option<f64>| rows.iter().map(|&row| of(row)).collect();
        vec![
            integer("rank", Bilingual::new("名次", "Rank"), counts(&|row| row + 1)),
            text(
                "name",
                Bilingual::new("线段或线路", "Segment or line"),
                texts(&|row| Some(group(row).name.clone())),
            ),
            text("line", Bilingual::new("线路", "Line"), texts(&|row| group(row).line.clone())),
            text("mode", Bilingual::new("方式", "Mode"), texts(&|row| Some(group(row).modes.join(", ")))),
            real(
                "loss_pct",
                Bilingual::new("总潜力损失", "Potential lost"),
                ("%", "%"),
                4,
                numbers(&|row| self.percent(&loss(row))),
            ),
            real(
                "loss",
                Bilingual::new("总潜力损失量", "Potential lost, amount"),
                ("", ""),
                0,
                numbers(&|row| Some(loss(row).potential)),
            ),
            integer(
                "cut_pairs",
                Bilingual::new("中断的城市对（有序）", "Pairs cut off"),
                counts(&|row| loss(row).pairs),
            ),
            integer(
                "cut_cities",
                Bilingual::new("被切断的城市", "Cities cut off"),
                counts(&|row| loss(row).cities),
            ),
            real(
                "cut_pop",
                Bilingual::new("被切断的人口", "People cut off"),
                ("", ""),
                0,
                numbers(&|row| Some(loss(row).people)),
            ),
            integer(
                "longer",
                Bilingual::new("变慢的城市对（有序）", "Pairs that take longer"),
                counts(&|row| loss(row).longer),
            ),
        ]
    }

    /// The table, the most critical first.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        self.columns_of(&(0..self.groups.len()).collect::<Vec<_>>())
    }

    /// The lines of all groups, the most critical drawn last.
    #[must_use]
    pub fn lines(&self, study: &Study) -> CriticalLines {
        let all = self.groups.iter().enumerate().rev();
        let (group, paths) = all
            .flat_map(|(place, (group, _))| {
                group.corridors.iter().map(move |&corridor| (place, study.corridors.paths[corridor].clone()))
            })
            .unzip();
        CriticalLines { paths, group }
    }

    /// The layer of `lines`, dark where most is lost.
    ///
    /// # Errors
    /// Classes that cannot be made.
    ///
    /// # Panics
    /// Never: the column that is drawn is one of its own.
    pub fn layer<'a>(
        &self,
        study: &Study,
        lines: &'a CriticalLines,
    ) -> Result<(OutputLayer<'a>, Vec<Finding>)> {
        let columns = self.columns_of(&lines.group);
        let drawn = columns.iter().find(|column| column.name == "loss_pct").expect("it is among them");
        let (style, findings) = graduated(drawn, &study.config.classes, Ramp::YlOrRd, Dark::High)?;
        let layer = OutputLayer {
            name: "criticality".to_owned(),
            title: Bilingual::new("线路重要性（总潜力损失）", "Criticality: potential lost without it"),
            shapes: Shapes::Lines(&lines.paths),
            columns,
            style,
            labels: None,
        };
        Ok((layer, findings))
    }
}
