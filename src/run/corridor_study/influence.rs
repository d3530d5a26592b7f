//! What one corridor is worth: the cities that gain by it, and the trips that use it.

use super::choice::{Group, named, unrouted};
use crate::error::{Code, Error, Finding, Result};
use crate::export::number::large_in_words;
use crate::export::{Bilingual, Column, display};
use crate::run::diff::{Difference, Side};
use crate::study::Study;
use crate::units::{Kilometres, Metres, Minutes};
use geo::{Geodesic, Length};

/// How the zone of influence is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct InfluenceOptions {
    /// The measure by which a city gains; `pot` by default.
    pub measure: String,
    /// A city whose gain is above this per cent is in the zone; 1 by default.
    pub threshold: f64,
}

impl Default for InfluenceOptions {
    fn default() -> Self {
        Self { measure: "pot".to_owned(), threshold: 1.0 }
    }
}

/// A share of all trips.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TripShare {
    /// Of the pairs of cities, each ordered pair counting as one.
    pub pairs: f64,
    /// Weighed by the product of the populations at both ends.
    pub people: f64,
    /// Weighed by that product over the time of the trip to the exponent of the potential.
    pub flow: f64,
}

/// A corridor with its zone of influence.
#[derive(Debug)]
pub struct Influence {
    /// The corridor.
    pub group: Group,
    /// How many of its segments are in service in the study.
    pub in_service: usize,
    /// Segments of this name that the file keeps out of the network; they are not in the group.
    pub unrouted: usize,
    /// The measure without it and with it, city by city.
    pub difference: Difference,
    /// The cities of the zone.
    pub zone: Vec<usize>,
    /// People in the zone.
    pub people: f64,
    /// The trips that use it, where all of it runs.
    pub share: TripShare,
    threshold: f64,
}

impl Influence {
    /// What the corridor called `name` is worth: the study with all of it beside the study with none of it.
    ///
    /// # Conventions
    /// The zone holds the cities whose gain in the measure exceeds the threshold in per cent, and those that reach others
    /// only by it. A trip uses the corridor if its one shortest path, that of
    /// [`Network::path`](crate::network::Network::path), runs over any of it.
    ///
    /// # Errors
    /// No such corridor or measure; a threshold that is negative; as [`Study::on_corridors`].
    pub fn of(study: &Study, name: &str, options: &InfluenceOptions) -> Result<Self> {
        let InfluenceOptions { measure, threshold } = options;
        if !(threshold.is_finite() && *threshold >= 0.0) {
            let finding = Finding::new(Code::BadArgument, "a threshold is zero or above, in per cent");
            return Err(Error::usage(finding.field("--threshold").value(threshold)));
        }
        let group = named(study, name)?;
        let runs = |run: bool| {
            let mut in_service = study.in_service.clone();
            group.corridors.iter().for_each(|&corridor| in_service[corridor] = run);
            study.on_corridors(study.corridors.clone(), in_service)
        };
        let (without, with) = (runs(false)?, runs(true)?);
        let sides = (Side::of_study(&without, measure)?, Side::of_study(&with, measure)?);
        let difference = Difference::between(sides.0, &sides.1, None)?;
        let change = difference.change();
        let gains = |city: usize| match (change.gain(city), change.percent(city)) {
            (Some(gain), Some(percent)) => gain > 0.0 && percent.abs() > *threshold,
            _ => change.before[city].is_none() && change.after[city].is_some(),
        };
        let zone: Vec<usize> = (0..study.cities.len()).filter(|&city| gains(city)).collect();
        let people = zone.iter().filter_map(|&city| study.population[city]).sum();
        let in_service = group.corridors.iter().filter(|&&corridor| study.in_service[corridor]).count();
        let unrouted = unrouted(study, name);
        let share = share(&with, &group.corridors);
        Ok(Self { group, in_service, unrouted, difference, zone, people, share, threshold: *threshold })
    }

    /// The cities of the zone with what they gain, the greatest gain first.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let mut columns = self.difference.ranked();
        let ranked = self.difference.change().ranked();
        let kept: Vec<usize> = (0..ranked.len()).filter(|&row| self.zone.contains(&ranked[row])).collect();
        for column in &mut columns {
            column.values = column.values.reordered(&kept);
        }
        columns
    }

    /// What it is and what it is worth, in a few lines.
    #[must_use]
    pub fn told(&self, study: &Study) -> Bilingual {
        let corridors = &study.corridors;
        let drawn = |i: usize| {
            let detour = study.config.network.mode.get(&corridors.modes[i]).map_or(1.0, |mode| mode.detour);
            Kilometres::from(Metres::new(Geodesic.length(&corridors.paths[i]))) * detour
        };
        let length: f64 = self
            .group
            .corridors
            .iter()
            .map(|&i| corridors.lengths[i].unwrap_or_else(|| drawn(i)).get())
            .sum();
        let mut years: Vec<i32> = self.group.corridors.iter().filter_map(|&i| corridors.opened[i]).collect();
        years.sort_unstable();
        let years = match (years.first(), years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) => year.to_string(),
            _ => "—".to_owned(),
        };
        let (segments, modes) = (self.group.corridors.len(), self.group.modes.join(", "));
        let (km, people) = (display(length, 0), large_in_words(self.people, 0));
        let [pairs, by_people, flow] =
            [self.share.pairs, self.share.people, self.share.flow].map(|share| display(share * 100.0, 2));
        let (zone, threshold, name) = (self.zone.len(), self.threshold, &self.group.name);
        let running = self.in_service;
        let left_out = match self.unrouted {
            0 => Bilingual::default(),
            n => Bilingual::new(
                format!("，另有 {n} 段不办客运（routed）"),
                format!(", {n} more are not routed"),
            ),
        };
        Bilingual::new(
            format!(
                "{name}：{segments} 段，其中运营 {running} 段{}，{km} km，{modes}，开通年份 {years}。\n\
                 影响区：{zone} 个城市的改善超过 {threshold}%，人口 {}。\n\
                 使用该线路的最短路径：{pairs}% 的城市对，按人口乘积加权 {by_people}%，按潜在流量加权 {flow}%。",
                left_out.zh, people.zh
            ),
            format!(
                "{name}: {segments} segments, {running} of them in service{}, {km} km, {modes}, opened {years}\n\
                 influence: {zone} cities gain more than {threshold} %, with {} people\n\
                 shortest paths that use it: {pairs} % of pairs, {by_people} % weighed by people, {flow} % by potential flow",
                left_out.en, people.en
            ),
        )
    }
}

/// The share of the trips of `study` that run over any of `corridors`.
fn share(study: &Study, corridors: &[usize]) -> TripShare {
    let over = study.network.trips_over(corridors);
    let people: Vec<f64> = study.population.iter().map(|people| people.unwrap_or(0.0)).collect();
    let n = people.len();
    let exponent = study.config.access.potential_exponent;
    let mut sums = [[0.0; 2]; 3];
    for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter(|(i, j)| i != j) {
        let Some(time) = study.times.minutes(i, j) else { continue };
        let product = people[i] * people[j];
        let flow = if time > Minutes::ZERO { product / libm::pow(time.get(), exponent) } else { 0.0 };
        for (sum, weight) in sums.iter_mut().zip([1.0, product, flow]) {
            sum[0] += weight;
            sum[1] += if over[i * n + j] { weight } else { 0.0 };
        }
    }
    let [pairs, people, flow] = sums.map(|[all, over]| if all > 0.0 { over / all } else { 0.0 });
    TripShare { pairs, people, flow }
}
