//! Timetables in the General Transit Feed Specification (GTFS) as corridors: how long the trains of each line take from
//! stop to stop, and how long one waits for them.
//!
//! # What is read
//! A folder or a .zip with `stops.txt`, `routes.txt`, `trips.txt`, `stop_times.txt` and `calendar.txt` or
//! `calendar_dates.txt`; `frequencies.txt` and `agency.txt` where they are there. Shapes and transfers are not: lines
//! are drawn straight from stop to stop, since times come from the timetable.
//!
//! # What becomes of it
//! A route is a line of its own. For every two stations that its trips serve one after the other, in that direction, one
//! corridor: its minutes are the median (or mean) from departure to arrival of the trips that leave the first station on
//! the date and in the window, from its beginning up to but not at its end. Stops of one parent station are one station.
//!
//! The headway of a line is the window divided by the number of its trips, the median over its corridors; the wait is
//! half of it (trips that come evenly, travellers at any time), capped if asked. What trains stand at the stations on
//! their way is averaged by mode.
//!
//! Times are those of the feed's own time zone, and may run past midnight: `25:10:00` is 1:10 of the night after the
//! date. Trips of the day before are not in the window, even after midnight. Stops without a time are passed at even
//! intervals between those that have one.
//!
//! # References
//! General Transit Feed Specification, reference for static feeds, <https://gtfs.org>.

mod clock;
mod feed;
mod lines;
mod routes;
mod stops;
#[cfg(test)]
mod tests;
mod trips;

use super::{Corridors, StationPoints};
use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;
use clock::Day;
use feed::Feed;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which trips of a feed count, and for what.
#[derive(Debug, Clone)]
pub struct TimetableOptions {
    day: Day,
    /// Seconds of the day.
    window: [u32; 2],
    /// Modes of the study by kind of route.
    modes: BTreeMap<String, String>,
    /// Modes that the study knows.
    known: Vec<String>,
    mean: bool,
    wait_cap: Option<Minutes>,
}

/// A feed as corridors, stations and waits.
#[derive(Debug, Clone)]
pub struct Timetable {
    /// One a line and pair of successive stations, in that direction; with the fields `from`, `to`, `trips` and
    /// `headway_min`.
    pub corridors: Corridors,
    /// The stations that they join.
    pub stations: StationPoints,
    /// Mode and name of every line, and the mean wait for its trains.
    pub waits: Vec<(String, String, Minutes)>,
    /// Mean time that trains of each mode stand at stations on their way.
    pub dwells: BTreeMap<String, Minutes>,
    /// Files that were read.
    pub files: Vec<PathBuf>,
}

impl TimetableOptions {
    /// The trips of one day that leave within a window of times, for a study that knows the modes `known`.
    ///
    /// `modes` gives the mode by the kind of route: a name (`hsr`, `rail`, `metro`, `tram`, `bus`, `coach`, `ferry`,
    /// `trolleybus`, `monorail`, `funicular`, `gondola`, `cable-tram`) or a number of `route_type`. A kind that is not
    /// given is the mode of the same name, if the study knows one; high-speed rail is else `rail`.
    ///
    /// # Errors
    /// A date or time that is none, or a window that does not rise, each with its field.
    pub fn new(
        date: &str,
        window: [&str; 2],
        modes: BTreeMap<String, String>,
        known: Vec<String>,
    ) -> std::result::Result<Self, Box<Finding>> {
        let bad = |what: &str, field: &str, value: String| {
            Box::new(Finding::new(Code::BadSetting, what).field(format!("gtfs.{field}")).value(value))
        };
        let day =
            Day::parse(date).ok_or_else(|| bad("a date is written YYYY-MM-DD", "date", date.to_owned()))?;
        let time = |text: &str| {
            let what = "a time is written HH:MM, after midnight of the same service day as 25:10";
            clock::seconds(text).ok_or_else(|| bad(what, "window", text.to_owned()))
        };
        let window_of_day = [time(window[0])?, time(window[1])?];
        if window_of_day[0] >= window_of_day[1] {
            return Err(bad("a window must rise", "window", window.join(", ")));
        }
        Ok(Self { day, window: window_of_day, modes, known, mean: false, wait_cap: None })
    }

    /// The same with the mean of the minutes instead of their median, and no wait above `cap`.
    #[must_use]
    pub fn with(self, mean: bool, cap: Option<Minutes>) -> Self {
        Self { mean, wait_cap: cap, ..self }
    }

    /// The mode of routes of a type, if the study has one; else the name of their kind.
    fn mode(&self, route_type: u32) -> std::result::Result<String, &'static str> {
        let kind = routes::kind(route_type);
        let given = |key: &str| self.modes.get(key).cloned();
        let known = |key: &str| self.known.iter().find(|known| *known == key).cloned();
        let usual = || given(kind).or_else(|| known(kind));
        let as_rail = || (kind == "hsr").then(|| given("rail").or_else(|| known("rail"))).flatten();
        given(&route_type.to_string()).or_else(usual).or_else(as_rail).ok_or(kind)
    }
}

/// The feed at `source`, a folder or a .zip, as corridors.
///
/// # Errors
/// A table that is missing or cannot be read, a row that holds what cannot be, with its file and line; no trip on the
/// date and in the window.
pub fn read_timetable(source: &Path, options: &TimetableOptions) -> Result<Timetable> {
    let feed = Feed::open(source)?;
    let mut findings = Vec::new();
    let stops = stops::read(&feed, &mut findings)?;
    let routes = routes::read(&feed, options, &mut findings)?;
    let services = clock::services(&feed, options.day)?;
    let none = |what: &str, field: &str| {
        let finding = Finding::new(Code::NoService, what).file(source).field(field);
        let day = options.day.number;
        Error::from(finding.value(format_args!(
            "{:04}-{:02}-{:02}",
            day / 10_000,
            day / 100 % 100,
            day % 100
        )))
    };
    if !services.values().any(|&runs| runs) {
        return Err(none("no service of the feed runs on this date", "gtfs.date"));
    }
    let trips = trips::read(&feed, &routes, &services, &stops)?;
    let mut timetable = lines::drawn(source, &trips, &routes, &stops, options);
    if timetable.corridors.is_empty() {
        return Err(none("no trip of a mode of the study leaves a stop in this window", "gtfs.window"));
    }
    timetable.corridors.findings = findings;
    timetable.files = feed.files(&[
        "agency.txt",
        "stops.txt",
        "routes.txt",
        "trips.txt",
        "stop_times.txt",
        "calendar.txt",
        "calendar_dates.txt",
        "frequencies.txt",
    ]);
    Ok(timetable)
}
