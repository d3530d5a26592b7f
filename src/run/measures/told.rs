//! A trace in words, and its rows as a table.

use super::trace::Trace;
use crate::export::number::exact;
use crate::export::{Bilingual, Column, Language, display};
use crate::network::Leg;
use crate::run::columns::{integer, real, text};
use crate::run::corridors::mode_name;
use crate::study::Study;
use crate::units::Minutes;
use std::fmt::Write;

impl Trace {
    /// The number, how its rows make it, up to `shown` of them, and the trip, in `language`.
    #[must_use]
    pub fn told(&self, study: &Study, language: Language, shown: usize) -> String {
        let mut out = String::new();
        let word = |zh: &str, en: &str| Bilingual::new(zh, en).text(language).to_owned();
        let cities = &study.cities;
        let unit = self.unit.text(language);
        let value = self.rows.value.map_or_else(|| word("无数据", "no data"), exact);
        let (name, id) = (&cities.names[self.city], &cities.ids[self.city]);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name} {id}  {} ({}) = {value} {unit}", self.alias.text(language), self.field);
        let _ = writeln!(out, "  = {}", self.rows.formula.text(language));
        let sum = exact(self.rows.sum);
        let _ = match self.rows.divided_by {
            Some(by) => writeln!(out, "  {} {sum} ÷ {}", word("合计", "sum"), exact(by)),
            None => writeln!(out, "  {} {sum}", word("合计", "sum")),
        };
        out.push_str(&self.rows_told(study, language, shown));
        if let Some(trip) = self.trip_told(study, language) {
            out.push_str(&trip);
        }
        out
    }

    fn rows_told(&self, study: &Study, language: Language, shown: usize) -> String {
        let mut out = String::new();
        let word = |zh: &str, en: &str| Bilingual::new(zh, en).text(language).to_owned();
        let rows = &self.rows.rows;
        let total: f64 = rows.iter().map(|row| row.part).sum();
        let share = |part: f64| if total > 0.0 { display(part / total * 100.0, 2) } else { "—".to_owned() };
        let heads = [
            word("分钟", "minutes"),
            word("数量", "amount"),
            word("每单位计", "counts"),
            word("所占 %", "share %"),
        ];
        let _ = writeln!(
            out,
            "\n{:>12}  {:>14}  {:>14}  {:>8}  {}",
            heads[0],
            heads[1],
            heads[2],
            heads[3],
            word("到", "to")
        );
        for row in rows.iter().take(shown) {
            let minutes = row.minutes.map_or_else(|| "—".to_owned(), |time| format!("{:.3}", time.get()));
            let _ = writeln!(
                out,
                "{minutes:>12}  {:>14}  {:>14}  {:>8}  {} {}",
                exact(row.amount),
                format!("{:.6e}", row.counts),
                share(row.part),
                study.cities.names[row.city],
                study.cities.ids[row.city]
            );
        }
        if rows.len() > shown {
            let rest: f64 = rows[shown..].iter().map(|row| row.part).sum();
            let more = rows.len() - shown;
            let _ = writeln!(
                out,
                "{:>12}  {}",
                "…",
                word(
                    &format!("另有 {more} 行，占 {} %（`--rows {}` 全部列出）", share(rest), rows.len()),
                    &format!("{more} more rows, {} % (`--rows {}` shows all)", share(rest), rows.len())
                )
            );
        }
        out
    }

    fn trip_told(&self, study: &Study, language: Language) -> Option<String> {
        let (to, path) = self.trip.as_ref()?;
        let mut out = String::new();
        let word = |zh: &str, en: &str| Bilingual::new(zh, en).text(language).to_owned();
        // A millisecond is less than 0.00002 minutes.
        let minutes = |milliseconds: u32| format!("{:.5}", Minutes::from_milliseconds(milliseconds).get());
        let name = &study.cities.names[*to];
        let time = minutes(path.milliseconds());
        let _ = writeln!(
            out,
            "\n{}",
            word(&format!("到{name}的路径：{time} 分钟"), &format!("the trip to {name}: {time} min"))
        );
        let place = |spot: &crate::network::Spot| match spot.city {
            Some(city) => study.cities.names[city].clone(),
            None => format!("{:.3}, {:.3}", spot.at.x, spot.at.y),
        };
        let by = |mode: &str, line: &Option<String>| {
            let mode = mode_name(&study.config, mode).text(language).to_owned();
            line.as_ref().map_or_else(|| mode.clone(), |line| format!("{mode} {line}"))
        };
        for step in &path.steps {
            let what = match &step.leg {
                Leg::Inside => word("市内", "inside the city"),
                Leg::Access => word("接驳", "access"),
                Leg::Wait { mode, line } => format!("{} {}", word("候车", "wait for"), by(mode, line)),
                Leg::Ride { mode, line, .. } => by(mode, line),
                Leg::Stop => word("停站", "stop"),
                Leg::Transfer { mode, line } => {
                    format!("{} {}", word("换乘", "transfer to"), by(mode, line))
                }
                Leg::Egress => word("离站", "egress"),
            };
            let (from, to) = (place(&step.from), place(&step.to));
            let moves = if from == to { from } else { format!("{from} → {to}") };
            let _ = writeln!(out, "{:>12}  {what}  {moves}", minutes(step.milliseconds));
        }
        Some(out)
    }

    /// The rows as columns, at full precision.
    #[must_use]
    pub fn columns(&self, study: &Study) -> Vec<Column> {
        let rows = &self.rows.rows;
        let cities = &study.cities;
        let texts = |of: &[String]| rows.iter().map(|row| Some(of[row.city].clone())).collect();
        let numbers = |of: fn(&super::Row) -> Option<f64>| rows.iter().map(of).collect();
        let real = |name: &str, alias: Bilingual, values| real(name, alias, ("", ""), 6, values);
        vec![
            integer("row", Bilingual::new("行", "Row"), (1..).take(rows.len()).map(Some).collect()),
            text("to", Bilingual::new("目的地代码", "Destination"), texts(&cities.ids)),
            text("to_name", Bilingual::new("目的地", "Name"), texts(&cities.names)),
            real(
                "minutes",
                Bilingual::new("旅行时间（分钟）", "Travel time, min"),
                numbers(|row| row.minutes.map(Minutes::get)),
            ),
            real("amount", Bilingual::new("数量", "What is there"), numbers(|row| Some(row.amount))),
            real(
                "counts",
                Bilingual::new("每单位计", "What one of it counts"),
                numbers(|row| Some(row.counts)),
            ),
            real("part", Bilingual::new("计入", "Part of the sum"), numbers(|row| Some(row.part))),
        ]
    }
}
