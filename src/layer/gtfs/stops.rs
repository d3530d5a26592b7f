//! Stops and the stations that they are parts of, and the time zone of the feed.

use super::feed::Feed;
use crate::error::{Code, Error, Finding, Result};
use geo_types::Coord;
use std::collections::{BTreeSet, HashMap};

/// The time zone in which nothing needs to be said.
const AT_HOME: &str = "Asia/Shanghai";

/// Stops in the order of the table.
pub(super) struct Stops {
    pub(super) ids: Vec<String>,
    pub(super) names: Vec<String>,
    /// `None` where the table leaves them blank, which it may for what no trip serves.
    pub(super) at: Vec<Option<Coord<f64>>>,
    /// The station of each: its parent, or the stop itself.
    pub(super) station: Vec<usize>,
    pub(super) index: HashMap<String, usize>,
}

pub(super) fn read(feed: &Feed, findings: &mut Vec<Finding>) -> Result<Stops> {
    zones(feed, findings)?;
    let rows = feed.require("stops.txt")?;
    let mut stops = Stops {
        ids: Vec::new(),
        names: Vec::new(),
        at: Vec::new(),
        station: Vec::new(),
        index: HashMap::new(),
    };
    let mut parents: Vec<(u64, String)> = Vec::new();
    rows.each(&["stop_id", "stop_lat", "stop_lon"], &["stop_name", "parent_station"], |row| {
        let refuse = |what: &str, field: &str, value: &str| {
            let finding = rows.finding(what, row.line).id(row.cell(0)).field(field);
            Err(Box::new(if value.is_empty() { finding } else { finding.value(value) }))
        };
        let id = row.cell(0).to_owned();
        if id.is_empty() {
            return refuse("the stop has no identifier", "stop_id", "");
        }
        let degree = |column: usize, limit: f64| {
            let text = row.cell(column);
            let number = text.parse::<f64>().ok().filter(|number| number.abs() <= limit);
            if text.is_empty() { Ok(None) } else { number.map(Some).ok_or(text) }
        };
        let at = match (degree(1, 90.0), degree(2, 180.0)) {
            (Err(text), _) => return refuse("the latitude is none", "stop_lat", text),
            (_, Err(text)) => return refuse("the longitude is none", "stop_lon", text),
            (Ok(y), Ok(x)) => y.zip(x).map(|(y, x)| Coord { x, y }),
        };
        if stops.index.insert(id.clone(), stops.ids.len()).is_some() {
            return refuse("two stops have the same identifier", "stop_id", &id);
        }
        let name = row.cell(3);
        stops.names.push(if name.is_empty() { id.clone() } else { name.to_owned() });
        stops.ids.push(id);
        stops.at.push(at);
        parents.push((row.line, row.cell(4).to_owned()));
        Ok(())
    })?;
    let mut lost = Vec::new();
    for (stop, (line, parent)) in parents.into_iter().enumerate() {
        let station = if parent.is_empty() { Some(stop) } else { stops.index.get(&parent).copied() };
        if station.is_none() {
            let what = "the parent station is not among the stops";
            lost.push(rows.finding(what, line).id(&stops.ids[stop]).field("parent_station").value(parent));
        }
        stops.station.push(station.unwrap_or(stop));
        // A station without coordinates stands where its first stop does.
        let station = stops.station[stop];
        stops.at[station] = stops.at[station].or(stops.at[stop]);
    }
    Error::if_any(&lost)?;
    Ok(stops)
}

/// Says in which time zone the feed's times are, where a reader may not expect it.
fn zones(feed: &Feed, findings: &mut Vec<Finding>) -> Result<()> {
    let Some(rows) = feed.table("agency.txt")? else { return Ok(()) };
    let mut zones = BTreeSet::new();
    rows.each(&["agency_timezone"], &[], |row| {
        zones.insert(row.cell(0).to_owned());
        Ok(())
    })?;
    let named = zones.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    if zones.len() > 1 {
        let what =
            "the agencies of the feed keep different time zones, so that its times are not of one clock";
        return Err(Finding::new(Code::BadFeed, what)
            .file(&rows.place)
            .field("agency_timezone")
            .value(named)
            .into());
    }
    if zones.iter().any(|zone| zone != AT_HOME) {
        let what = "the date and the window are taken in the time zone of the feed";
        findings.push(Finding::new(Code::FeedNote, what).file(&rows.place).value(named));
    }
    Ok(())
}
