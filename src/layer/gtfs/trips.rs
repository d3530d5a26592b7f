//! Trips of the day with the times at their stops.

use super::clock::seconds;
use super::feed::{Feed, Row, Rows};
use super::routes::Routes;
use super::stops::Stops;
use crate::error::{Error, Finding, Result};
use std::collections::{BTreeMap, HashMap};

/// A trip of the day.
pub(super) struct Trip {
    pub(super) route: usize,
    pub(super) id: String,
    /// In the order of travel.
    pub(super) calls: Vec<Call>,
    /// When it leaves its first stop, less what the timetable says: once, or as often as frequencies.txt tells.
    pub(super) shifts: Vec<i64>,
}

/// One stop of a trip, in seconds of the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    sequence: u32,
    pub(super) stop: usize,
    pub(super) arrival: Option<u32>,
    pub(super) departure: Option<u32>,
    line: u64,
}

/// Trips of routes with a mode that run on the day, in the order of their identifiers.
pub(super) fn read(
    feed: &Feed,
    routes: &Routes,
    services: &BTreeMap<String, bool>,
    stops: &Stops,
) -> Result<Vec<Trip>> {
    let rows = feed.require("trips.txt")?;
    let mut trips = Vec::new();
    let mut index: HashMap<String, Option<usize>> = HashMap::new();
    rows.each(&["route_id", "service_id", "trip_id"], &[], |row| {
        let unknown = |what: &str, field: &str, value: &str| {
            Err(Box::new(rows.finding(what, row.line).id(row.cell(2)).field(field).value(value)))
        };
        let Some(&route) = routes.index.get(row.cell(0)) else {
            return unknown("the route is not in routes.txt", "route_id", row.cell(0));
        };
        let Some(&runs) = services.get(row.cell(1)) else {
            return unknown("the service is in no calendar", "service_id", row.cell(1));
        };
        let counts = runs && routes.modes[route].is_some();
        if index.insert(row.cell(2).to_owned(), counts.then_some(trips.len())).is_some() {
            return unknown("two trips have the same identifier", "trip_id", row.cell(2));
        }
        if counts {
            trips.push(Trip { route, id: row.cell(2).to_owned(), calls: Vec::new(), shifts: vec![0] });
        }
        Ok(())
    })?;
    calls(&feed.require("stop_times.txt")?, &mut trips, &index, stops)?;
    if let Some(rows) = feed.table("frequencies.txt")? {
        frequencies(&rows, &mut trips, &index)?;
    }
    trips.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(trips)
}

/// The time in `column`, `None` where it is blank.
fn time(rows: &Rows, row: &Row, column: usize, name: &str) -> Result<Option<u32>, Box<Finding>> {
    let text = row.cell(column);
    match seconds(text) {
        None if text.is_empty() => Ok(None),
        None => {
            let finding =
                rows.finding("the time is none; times are written HH:MM:SS", row.line).id(row.cell(0));
            Err(Box::new(finding.field(name).value(text)))
        }
        time => Ok(time),
    }
}

fn calls(
    rows: &Rows,
    trips: &mut [Trip],
    index: &HashMap<String, Option<usize>>,
    stops: &Stops,
) -> Result<()> {
    let needed = ["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"];
    rows.each(&needed, &[], |row| {
        let refuse = |what: &str, field: &str, value: &str| {
            Err(Box::new(rows.finding(what, row.line).id(row.cell(0)).field(field).value(value)))
        };
        let Some(&trip) = index.get(row.cell(0)) else {
            return refuse("the trip is not in trips.txt", "trip_id", row.cell(0));
        };
        let Some(trip) = trip else { return Ok(()) };
        let Some(&stop) = stops.index.get(row.cell(3)) else {
            return refuse("the stop is not in stops.txt", "stop_id", row.cell(3));
        };
        if stops.at[stops.station[stop]].is_none() {
            return refuse("a trip calls at a stop without coordinates", "stop_id", row.cell(3));
        }
        let Ok(sequence) = row.cell(4).parse::<u32>() else {
            return refuse("the number of the stop on its trip is none", "stop_sequence", row.cell(4));
        };
        let (arrival, departure) = (time(rows, row, 1, needed[1])?, time(rows, row, 2, needed[2])?);
        let (arrival, departure) = (arrival.or(departure), departure.or(arrival));
        trips[trip].calls.push(Call { sequence, stop, arrival, departure, line: row.line });
        Ok(())
    })?;
    let mut findings = Vec::new();
    for trip in trips {
        trip.calls.sort_by_key(|call| call.sequence);
        let wrong = |what: &str, call: &Call| rows.finding(what, call.line).id(&trip.id);
        let mut last: Option<Call> = None;
        for (place, call) in trip.calls.iter().enumerate() {
            if last.is_some_and(|last| last.sequence == call.sequence) {
                findings.push(wrong("two stops of the trip have the same number", call).value(call.sequence));
            }
            let end = place == 0 || place + 1 == trip.calls.len();
            if call.arrival.is_none() && end {
                findings.push(wrong("the first and the last stop of a trip want a time", call));
            }
            let before = last.and_then(|last| last.departure);
            if call.arrival > call.departure
                || before.is_some_and(|before| Some(before) > call.arrival && call.arrival.is_some())
            {
                findings.push(wrong("the times of the trip fall", call));
            }
            // A blank time is none to compare with.
            last = Some(Call { departure: call.departure.or(before), ..*call });
        }
        interpolate(&mut trip.calls);
    }
    Error::if_any(&findings)
}

/// Gives stops without a time even intervals between those that have one.
fn interpolate(calls: &mut [Call]) {
    let timed: Vec<usize> = (0..calls.len()).filter(|&call| calls[call].arrival.is_some()).collect();
    for pair in timed.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (Some(start), Some(end)) = (calls[from].departure, calls[to].arrival) else { continue };
        let between = calls[from..to].iter_mut().enumerate().skip(1);
        for (passed, call) in between {
            let share = u64::from(end.saturating_sub(start)) * passed as u64 / (to - from) as u64;
            let time = Some(start + u32::try_from(share).expect("a share of a time"));
            (call.arrival, call.departure) = (time, time);
        }
    }
}

/// Lets trips run as often as frequencies.txt tells.
fn frequencies(rows: &Rows, trips: &mut [Trip], index: &HashMap<String, Option<usize>>) -> Result<()> {
    let mut given = vec![false; trips.len()];
    let needed = ["trip_id", "start_time", "end_time", "headway_secs"];
    rows.each(&needed, &[], |row| {
        let refuse = |what: &str, field: &str, value: &str| {
            Err(Box::new(rows.finding(what, row.line).id(row.cell(0)).field(field).value(value)))
        };
        let Some(&trip) = index.get(row.cell(0)) else {
            return refuse("the trip is not in trips.txt", "trip_id", row.cell(0));
        };
        let Some(headway) = row.cell(3).parse::<u32>().ok().filter(|&headway| headway > 0) else {
            return refuse("the headway must be above zero seconds", "headway_secs", row.cell(3));
        };
        let (Some(start), Some(end)) = (time(rows, row, 1, needed[1])?, time(rows, row, 2, needed[2])?)
        else {
            return refuse("the frequency has no time", "start_time", row.cell(1));
        };
        let Some(trip) = trip else { return Ok(()) };
        let Some(first) = trips[trip].calls.first().and_then(|call| call.departure) else { return Ok(()) };
        if !std::mem::replace(&mut given[trip], true) {
            trips[trip].shifts.clear();
        }
        let starts = (start..end).step_by(headway as usize);
        trips[trip].shifts.extend(starts.map(|start| i64::from(start) - i64::from(first)));
        Ok(())
    })
}
