//! Routes and the modes that they are of.

use super::TimetableOptions;
use super::feed::Feed;
use crate::error::{Code, Finding, Result};
use std::collections::{BTreeMap, HashMap};

/// Routes in the order of their identifiers.
pub(super) struct Routes {
    pub(super) ids: Vec<String>,
    /// What readers see, each once in its mode.
    pub(super) names: Vec<String>,
    /// `None` where the study has no mode for it.
    pub(super) modes: Vec<Option<String>>,
    pub(super) index: HashMap<String, usize>,
}

/// The kind of a basic or extended route type.
pub(super) fn kind(route_type: u32) -> &'static str {
    match route_type {
        0 | 900..=999 => "tram",
        1 | 400..=404 => "metro",
        101 => "hsr",
        2 | 100 | 102..=199 | 300..=399 => "rail",
        3 | 700..=799 => "bus",
        200..=299 => "coach",
        4 | 1000..=1099 | 1200..=1299 => "ferry",
        5 => "cable-tram",
        6 | 1300..=1399 => "gondola",
        7 | 1400..=1499 => "funicular",
        11 | 800..=899 => "trolleybus",
        12 | 405 => "monorail",
        _ => "other",
    }
}

pub(super) fn read(feed: &Feed, options: &TimetableOptions, findings: &mut Vec<Finding>) -> Result<Routes> {
    let rows = feed.require("routes.txt")?;
    let mut found: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    rows.each(&["route_id", "route_type"], &["route_short_name", "route_long_name"], |row| {
        let id = row.cell(0);
        let Ok(route_type) = row.cell(1).parse::<u32>() else {
            let finding = rows.finding("the type of the route is no number", row.line).id(id);
            return Err(Box::new(finding.field("route_type").value(row.cell(1))));
        };
        let mode = options.mode(route_type).map_err(|kind| *left_out.entry(kind).or_insert(0) += 1).ok();
        let name = [row.cell(2), row.cell(3), id].into_iter().find(|name| !name.is_empty());
        let name = name.unwrap_or_default().to_owned();
        match found.insert(id.to_owned(), (name, mode)) {
            None if !id.is_empty() => Ok(()),
            None => Err(Box::new(rows.finding("the route has no identifier", row.line).field("route_id"))),
            Some(_) => {
                let what = "two routes have the same identifier";
                Err(Box::new(rows.finding(what, row.line).field("route_id").value(id)))
            }
        }
    })?;
    if !left_out.is_empty() {
        let kinds: Vec<String> = left_out.iter().map(|(kind, count)| format!("{count} of {kind}")).collect();
        let what = "routes were left out, the study has no mode for them";
        let finding = Finding::new(Code::FeedNote, what).file(&rows.place).value(kinds.join(", "));
        findings.push(
            finding
                .hint("name a mode in [gtfs.modes], such as `bus = \"bus\"`, with its [network.mode.NAME]"),
        );
    }
    let mut of_name: BTreeMap<(Option<String>, String), usize> = BTreeMap::new();
    for (name, mode) in found.values() {
        *of_name.entry((mode.clone(), name.clone())).or_insert(0) += 1;
    }
    let mut routes = Routes { ids: Vec::new(), names: Vec::new(), modes: Vec::new(), index: HashMap::new() };
    for (id, (name, mode)) in found {
        let shared = of_name[&(mode.clone(), name.clone())] > 1;
        routes.names.push(if shared { format!("{name} ({id})") } else { name });
        routes.index.insert(id.clone(), routes.ids.len());
        routes.ids.push(id);
        routes.modes.push(mode);
    }
    Ok(routes)
}
