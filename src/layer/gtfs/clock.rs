//! Times of day and days of service.

use super::feed::{Feed, Row, Rows};
use crate::error::{Code, Finding, Result};
use std::collections::BTreeMap;

/// Seconds of a time such as `25:10:00`, which is 1:10 of the following day; `None` if it is none.
pub(super) fn seconds(text: &str) -> Option<u32> {
    let mut parts = text.split(':');
    let mut next = |most: u32| {
        let part = parts.next()?;
        let digits = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|&number| digits && number <= most)
    };
    let (hours, minutes) = (next(240)?, next(59)?);
    let seconds = if text.matches(':').count() == 2 { next(59)? } else { 0 };
    parts.next().is_none().then_some(hours * 3600 + minutes * 60 + seconds)
}

/// A day of the calendar as `YYYYMMDD`, and its day of the week, Monday being 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) number: u32,
    pub(super) weekday: usize,
}

impl Day {
    /// The day written as `2024-05-08` or `20240508`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits: String = text.split('-').collect();
        let shape = matches!(text.split('-').map(str::len).collect::<Vec<_>>()[..], [8] | [4, 2, 2]);
        if !shape || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u32 = digits.parse().ok()?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let of_month = *days.get((month as usize).checked_sub(1)?)?;
        if year == 0 || day == 0 || day > of_month {
            return None;
        }
        // Sakamoto's rule; Sunday is 0 there.
        let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let y = if month < 3 { year - 1 } else { year };
        let sunday = (y + y / 4 - y / 100 + y / 400 + offsets[month as usize - 1] + day) % 7;
        Some(Self { number, weekday: (sunday as usize + 6) % 7 })
    }
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Which services run on `day`, by the calendar and its exceptions.
pub(super) fn services(feed: &Feed, day: Day) -> Result<BTreeMap<String, bool>> {
    let mut runs = BTreeMap::new();
    let (calendar, exceptions) = (feed.table("calendar.txt")?, feed.table("calendar_dates.txt")?);
    if calendar.is_none() && exceptions.is_none() {
        let what = "the feed has neither calendar.txt nor calendar_dates.txt, so nothing tells when it holds";
        return Err(Finding::new(Code::BrokenFeed, what).file(&feed.source).into());
    }
    let date = |rows: &Rows, row: &Row, column: usize, name: &str| {
        Day::parse(row.cell(column)).map(|day| day.number).ok_or_else(|| {
            let finding = rows.finding("the date is none; dates are written YYYYMMDD", row.line);
            Box::new(finding.field(name).value(row.cell(column)))
        })
    };
    if let Some(rows) = &calendar {
        let needed: Vec<&str> =
            ["service_id", "start_date", "end_date"].into_iter().chain(WEEKDAYS).collect();
        rows.each(&needed, &[], |row| {
            let (from, to) = (date(rows, row, 1, "start_date")?, date(rows, row, 2, "end_date")?);
            let on = row.cell(3 + day.weekday) == "1" && (from..=to).contains(&day.number);
            runs.insert(row.cell(0).to_owned(), on);
            Ok(())
        })?;
    }
    if let Some(rows) = &exceptions {
        rows.each(&["service_id", "date", "exception_type"], &[], |row| {
            let on = match row.cell(2) {
                "1" => true,
                "2" => false,
                other => {
                    let what = "an exception is 1 (added) or 2 (removed)";
                    return Err(Box::new(rows.finding(what, row.line).field("exception_type").value(other)));
                }
            };
            let today = date(rows, row, 1, "date")? == day.number;
            let known = runs.entry(row.cell(0).to_owned()).or_insert(false);
            *known = if today { on } else { *known };
            Ok(())
        })?;
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_run_past_midnight() {
        assert_eq!(seconds("07:05:09"), Some(7 * 3600 + 5 * 60 + 9));
        assert_eq!(seconds("7:05"), Some(7 * 3600 + 5 * 60));
        assert_eq!(seconds("25:10:00"), Some(90_600));
        for wrong in ["", "7", "7:60", "7:5:61", "a:00:00", "-1:00:00", "07:00:00:00", "7:+5:00"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_have_their_weekday() {
        // 8 May 2024 was a Wednesday, 29 February 2024 a Thursday, 1 January 2000 a Saturday.
        let weekday = |text| Day::parse(text).map(|day| day.weekday);
        assert_eq!(weekday("2024-05-08"), Some(2));
        assert_eq!(weekday("20240229"), Some(3));
        assert_eq!(weekday("2000-01-01"), Some(5));
        for wrong in ["2023-02-29", "2024-13-01", "2024-5-8", "20240532", "today", ""] {
            assert_eq!(weekday(wrong), None, "{wrong}");
        }
    }
}
