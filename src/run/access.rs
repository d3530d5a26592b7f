//! The accessibility of every city: columns, maps, a table and what they say.

use super::columns::{Dark, graduated, label, of_cities, real, shapes};
use super::measures::{self, Better, Measured};
use super::mode_shares;
use super::part::{OutputTable, Part};
use crate::access::{
    DailyOptions, PotentialOptions, SelfPotential, WeightedMeanTravelTime, cumulative, daily, potential,
    potential_index, weighted_mean_travel_time,
};
use crate::classify::palette::Ramp;
use crate::error::{Code, Finding, Result};
use crate::export::number::large_in_words;
use crate::export::{Bilingual, Column, OutputLayer, display};
use crate::study::Study;
use crate::study::config::CumulativeSection;
use crate::units::Minutes;

/// Minutes as printed.
const MINUTES: (&str, &str) = ("分钟", "min");

/// Every accessibility measure of a study.
#[derive(Debug)]
pub struct Access {
    /// Weighted mean travel time.
    pub mean_time: WeightedMeanTravelTime,
    /// How a city's own mass counts in its potential: as asked, but not for points without an intrazonal time.
    pub self_potential: SelfPotential,
    /// Economic potential.
    pub potential: Vec<Option<f64>>,
    /// Potential relative to the mean of all cities.
    pub potential_index: Vec<Option<f64>>,
    /// Population within the daily limit.
    pub daily: Vec<Option<f64>>,
    /// Cumulative opportunities, each with what was asked.
    pub cumulative: Vec<(CumulativeSection, Vec<Option<f64>>)>,
    /// The measures of `[[access.measure]]`.
    pub more: Vec<Measured>,
}

impl Access {
    /// Measures the accessibility of every city of `study`.
    ///
    /// A city that reaches no other and is reached by none has no accessibility: its measures are `None`, so that
    /// no map shows it as served, and it counts in no mean.
    ///
    /// # Errors
    /// A field that is missing, negative values, a trip that takes no time where the potential needs one.
    pub fn measure(study: &Study) -> Result<Self> {
        let section = &study.config.access;
        let people: Vec<f64> = study.population.iter().map(|people| people.unwrap_or(0.0)).collect();
        let self_potential = self_potential(study);
        let options = PotentialOptions { self_potential };
        let unreached = study.unreached();
        let served = |i: usize| unreached.binary_search(&i).is_err();
        let of_served = |values: Vec<f64>| -> Vec<Option<f64>> {
            values.into_iter().enumerate().map(|(i, value)| served(i).then_some(value)).collect()
        };
        let potential = potential(&study.times, &study.mass, section.potential_exponent, &options)?;
        let potential: Vec<Option<f64>> =
            potential.into_iter().enumerate().map(|(i, value)| value.filter(|_| served(i))).collect();
        let mut cumulated = Vec::new();
        for (index, asked) in section.cumulative.iter().enumerate() {
            let opportunities = measures::cumulated(study, &asked.opportunities, index)?;
            let values = cumulative(&study.times, &opportunities, asked.cutoff_min)?;
            cumulated.push((asked.clone(), of_served(values)));
        }
        Ok(Self {
            mean_time: weighted_mean_travel_time(&study.times, &study.mass)?,
            potential_index: potential_index(&potential),
            self_potential,
            potential,
            daily: of_served(daily(&study.times, &people, section.daily_min, &DailyOptions::default())?),
            cumulative: cumulated,
            more: measures::more(study)?,
        })
    }

    /// The measures as columns.
    #[must_use]
    pub fn columns(&self, study: &Study) -> Vec<Column> {
        let limit = study.config.access.daily_min.get();
        let mut columns = vec![
            real(
                "watt_min",
                Bilingual::new("加权平均旅行时间", "Weighted mean travel time"),
                MINUTES,
                0,
                self.mean_time.minutes.iter().map(|time| time.map(Minutes::get)).collect(),
            ),
            real(
                "watt_miss",
                Bilingual::new("无法到达的城市数", "Cities out of reach"),
                ("", ""),
                0,
                self.mean_time.unreachable.iter().map(|&count| Some(count as f64)).collect(),
            ),
            real(
                "pot",
                Bilingual::new("经济潜力", "Economic potential"),
                ("", ""),
                0,
                self.potential.clone(),
            ),
            real(
                "pot_idx",
                Bilingual::new("经济潜力指数（均值=100）", "Economic potential, mean = 100"),
                ("", ""),
                1,
                self.potential_index.clone(),
            ),
            real(
                format!("d{}_pop", in_name(limit)),
                Bilingual::new(format!("{limit}分钟日常可达人口"), format!("Population within {limit} min")),
                ("", ""),
                0,
                self.daily.clone(),
            ),
        ];
        for (asked, values) in &self.cumulative {
            let (what, cutoff) = (&asked.opportunities, asked.cutoff_min.get());
            let what_label = match what.as_str() {
                "cities" => Bilingual::new("城市数", "Cities"),
                field => label(&study.config, field),
            };
            let alias = Bilingual::new(
                format!("{cutoff}分钟可达{}", what_label.zh),
                format!("{} within {cutoff} min", what_label.en),
            );
            columns.push(real(
                format!("c{}_{}", in_name(cutoff), short(what)),
                alias,
                ("", ""),
                0,
                values.clone(),
            ));
        }
        columns.extend(self.more.iter().map(|measured| measured.column.clone()));
        columns
    }

    /// Maps of every measure, the table of all of them, and what they say.
    ///
    /// # Errors
    /// Classes that cannot be made.
    pub fn part<'a>(&self, study: &'a Study) -> Result<Part<'a>> {
        let mut part = Part {
            title: Bilingual::new("可达性", "Accessibility"),
            text: self.legend_note(study),
            ..Part::default()
        };
        if study.config.access.self_potential && self.self_potential == SelfPotential::None {
            part.findings.push(
                Finding::new(
                    Code::DroppedUnit,
                    "the potential leaves out a city's own mass: a point has no area from which to tell the time of a trip \
                     inside the city",
                )
                .file(&study.cities.source)
                .field("pot")
                .hint("state `intrazonal_min` under [network], or `self_potential = false` under [access]"),
            );
        }
        let mut columns = of_cities(study);
        let measured = self.columns(study);
        columns.extend(measured.iter().cloned());
        let classes = &study.config.classes;
        for column in measured.iter().filter(|column| !["watt_miss", "pot"].contains(&column.name.as_str())) {
            // Dark is well connected on every map: little time, much potential, many people.
            let less = |one: &Measured| one.column.name == column.name && one.better == Better::Less;
            let low = column.name == "watt_min" || self.more.iter().any(less);
            let dark = if low { Dark::Low } else { Dark::High };
            let (style, findings) = graduated(column, classes, Ramp::YlGnBu, dark)?;
            part.findings.extend(findings);
            let stem = column.name.trim_end_matches("_min").trim_end_matches("_idx");
            part.layers.push(OutputLayer {
                name: format!("access_{stem}"),
                title: column.alias.clone(),
                shapes: shapes(&study.cities),
                columns: columns.clone(),
                style,
                labels: Some("name".to_owned()),
            });
            part.notes.push(Bilingual::default());
        }
        let shares = mode_shares::columns(study);
        let not_in_report = ["pot"].into_iter().chain(shares.iter().map(|share| share.name.as_str()));
        let not_in_report = not_in_report.map(str::to_owned).collect();
        columns.extend(shares);
        let mut table =
            OutputTable::new("access", Bilingual::new("城市可达性", "Accessibility of cities"), columns);
        table.not_in_report = not_in_report;
        part.tables.push(table);
        part.sentences.push(self.sentence(study));
        Ok(part)
    }

    /// How to read the colours.
    fn legend_note(&self, study: &Study) -> Bilingual {
        let (mut zh, mut en) =
            ("颜色越深，可达性越好".to_owned(), "The darker, the better connected".to_owned());
        let off = study.unreached().len();
        // Without weights there is no mean either, and that is another matter.
        if off > 0 && self.mean_time.minutes.iter().filter(|time| time.is_none()).count() == off {
            zh = format!("{zh}；“无数据”为未接入网络的 {off} 个城市");
            en = format!("{en}; no data: cities off the network ({off})");
        }
        Bilingual::new(zh + "。", en + ".")
    }

    fn sentence(&self, study: &Study) -> Bilingual {
        let mut by_time: Vec<(f64, usize)> = self
            .mean_time
            .minutes
            .iter()
            .enumerate()
            .filter_map(|(i, time)| Some((time.as_ref()?.get(), i)))
            .collect();
        by_time.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (Some(best), Some(worst)) = (by_time.first(), by_time.last()) else {
            return if study.mass.iter().any(|&mass| mass > 0.0) {
                Bilingual::new("没有任何两个城市相互可达。", "No city reaches another.")
            } else {
                Bilingual::new(
                    "所有城市的权重均为零或缺失，无法计算加权可达性。",
                    "No city has a weight, so no accessibility can be weighted.",
                )
            };
        };
        let (median, names) = (median(&by_time), &study.cities.names);
        // Of the residents whose city has a daily accessibility.
        let residents =
            study.population.iter().zip(&self.daily).filter_map(|(people, met)| Some(((*people)?, (*met)?)));
        let (people, total) =
            residents.fold((0.0, 0.0), |(sum, all), (people, met)| (sum + people * met, all + people));
        let met = large_in_words(if total > 0.0 { people / total } else { 0.0 }, 0);
        let people_label = label(&study.config, &study.config.cities.population);
        let limit = study.config.access.daily_min.get();
        let [median, best_time, worst_time] = [median, best.0, worst.0].map(|minutes| display(minutes, 0));
        let (best, worst) = (&names[best.1], &names[worst.1]);
        Bilingual::new(
            format!(
                "可达性：各城市加权平均旅行时间的中位数为 {median} 分钟，最短的是{best}（{best_time} 分钟），最长的是{worst}\
                 （{worst_time} 分钟）；平均每位居民 {limit} 分钟内可达 {}（{}）。",
                met.zh, people_label.zh
            ),
            format!(
                "Accessibility: the median weighted mean travel time is {median} min, from {best_time} min ({best}) to \
                 {worst_time} min ({worst}); within {limit} min the average resident reaches {} ({}).",
                met.en, people_label.en
            ),
        )
    }
}

/// How a city's own mass counts in its potential: as asked, and with the intrazonal time only where it has one.
pub(super) fn self_potential(study: &Study) -> SelfPotential {
    let section = &study.config.access;
    let known = study.cities.territories.is_some() || study.config.network.intrazonal_min.is_some();
    if !section.self_potential {
        SelfPotential::None
    } else if let Some(minutes) = section.self_potential_min {
        SelfPotential::Fixed { minutes }
    } else if let Some(share) = section.self_potential_nearest {
        SelfPotential::NearestNeighbour { share }
    } else if let Some(share) = section.self_potential_mean_nearest {
        SelfPotential::MeanNearestNeighbour { share }
    } else if known {
        SelfPotential::Intrazonal
    } else {
        SelfPotential::None
    }
}

/// The median of sorted values.
fn median(sorted: &[(f64, usize)]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle].0
    } else {
        f64::midpoint(sorted[middle - 1].0, sorted[middle].0)
    }
}

/// Minutes in a field name, where a point cannot stand.
pub(super) fn in_name(minutes: f64) -> String {
    minutes.to_string().replace('.', "_")
}

/// A field name as the tail of another.
pub(super) fn short(field: &str) -> String {
    field.chars().filter(char::is_ascii_alphanumeric).take(10).collect::<String>().to_lowercase()
}
