//! What the mean trip of each city spends its time on, as columns.

use super::columns::real;
use super::corridors::mode_name;
use crate::export::{Bilingual, Column};
use crate::network::Spent;
use crate::study::Study;

/// For each city the share of every mode, and of access, waits, stops and changes, in the time of its weighted mean
/// trip, in per cent.
pub(super) fn columns(study: &Study) -> Vec<Column> {
    let mean = study.network.mean_mode_minutes(&study.mass);
    let shares = mean.shares();
    let parts = mean.spent.iter().zip(shares).filter(|(spent, _)| **spent != Spent::Inside);
    let column = |(spent, shares): (&Spent, Vec<Option<f64>>)| {
        let (name, label) = named(study, spent);
        let alias = Bilingual::new(
            format!("平均行程中{}所占时间", label.zh),
            format!("Share of {} in the mean trip", label.en),
        );
        let shares = shares.into_iter().map(|share| share.map(|share| share * 100.0)).collect();
        real(format!("share_{name}_pct"), alias, ("%", "%"), 1, shares)
    };
    parts.map(column).collect()
}

/// The middle of the field's name, and what readers see.
fn named(study: &Study, spent: &Spent) -> (String, Bilingual) {
    const NOT_MODES: [&str; 4] = ["access", "wait", "stop", "transfer"];
    let (name, zh, en) = match spent {
        Spent::Ride(mode) if NOT_MODES.contains(&mode.as_str()) => {
            return (format!("ride_{mode}"), mode_name(&study.config, mode));
        }
        Spent::Ride(mode) => return (mode.clone(), mode_name(&study.config, mode)),
        Spent::Inside => ("inside", "市内", "trips inside"),
        Spent::Access => ("access", "接驳与离站", "access and egress"),
        Spent::Wait => ("wait", "候车（船）", "waiting"),
        Spent::Stop => ("stop", "停站", "stops"),
        Spent::Transfer => ("transfer", "换乘", "transfers"),
    };
    (name.to_owned(), Bilingual::new(zh, en))
}
