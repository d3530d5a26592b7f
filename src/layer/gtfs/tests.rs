//! Tiny feeds whose answers can be worked by hand.

use super::*;
use crate::layer::Values;
use std::io::Write;
use tempfile::TempDir;

/// Tables by name; later ones stand in the place of earlier ones.
type Tables<'a> = Vec<(&'a str, &'a str)>;

/// Three trains from P to R by way of Q in the window, of which the last leaves Q after it; one at its very end; one at
/// the weekend. P has two platforms.
fn tables() -> Tables<'static> {
    vec![
        (
            "stops.txt",
            "\u{feff}stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n\
            P,West,36,105,1,\nP1,West 1,36.001,105,0,P\nP2,West 2,,,0,P\nQ,Middle,36,105.5,,\nR,East,36,106,,\n",
        ),
        ("routes.txt", "route_id,route_short_name,route_long_name,route_type\ng,G1,,101\nb,7,,3\n"),
        ("trips.txt", "route_id,service_id,trip_id\ng,wk,t1\ng,wk,t2\ng,wk,t3\ng,wk,t4\ng,we,t5\nb,wk,x\n"),
        (
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
            t1,07:00:00,07:00:00,P1,1\nt1,07:20:00,07:22:00,Q,5\nt1,07:52:00,07:52:00,R,9\n\
            t2,,07:30:00,P2,1\nt2,08:26:00,,R,3\nt2,07:52:00,07:54:00,Q,2\n\
            t3,08:59:59,08:59:59,P1,1\nt3,09:19:59,09:21:59,Q,2\nt3,09:51:59,09:51:59,R,3\n\
            t4,09:00:00,09:00:00,P1,1\nt4,09:40:00,09:40:00,Q,2\n\
            t5,07:00:00,07:00:00,P1,1\nt5,07:05:00,07:05:00,Q,2\n\
            x,07:00:00,07:00:00,P1,1\nx,08:00:00,08:00:00,Q,2\n",
        ),
        (
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
            wk,1,1,1,1,1,0,0,20240101,20241231\nwe,0,0,0,0,0,1,1,20240101,20241231\n",
        ),
    ]
}

fn folder(tables: &Tables) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in tables {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn options(date: &str, window: [&str; 2]) -> TimetableOptions {
    let known = vec!["hsr".to_owned(), "rail".to_owned()];
    TimetableOptions::new(date, window, BTreeMap::new(), known).unwrap()
}

fn wednesday() -> TimetableOptions {
    options("2024-05-08", ["07:00", "09:00"])
}

fn read(tables: &Tables, options: &TimetableOptions) -> Timetable {
    read_timetable(folder(tables).path(), options).unwrap()
}

/// Identifier and minutes of every corridor.
fn minutes(timetable: &Timetable) -> Vec<(&str, f64)> {
    let minutes = timetable.corridors.minutes.iter().map(|minutes| minutes.unwrap().get());
    timetable.corridors.ids.iter().map(String::as_str).zip(minutes).collect()
}

fn refused(name: &str, text: &str) -> String {
    let mut tables = tables();
    tables.push((name, text));
    let folder = folder(&tables);
    let error = read_timetable(folder.path(), &wednesday()).unwrap_err();
    error
        .to_string()
        .replace(&format!("{}/", folder.path().display()), "")
        .replace(&folder.path().display().to_string(), "FEED")
}

#[test]
fn lines_have_their_minutes_headways_and_waits() {
    let found = read(&tables(), &wednesday());
    assert_eq!(minutes(&found), [("g:P>Q", 20.0), ("g:Q>R", 31.0)]);
    assert_eq!(
        found.corridors.fields.named("trips").unwrap().values,
        Values::Integer(vec![Some(3), Some(2)])
    );
    // 2.5 trains in 120 minutes: every 48, half of it is waited.
    assert_eq!(found.waits, [("hsr".to_owned(), "G1".to_owned(), Minutes::new(24.0))]);
    assert_eq!(found.dwells["hsr"], Minutes::new(2.0));
    assert_eq!(
        (&found.stations.ids[..], found.stations.names[0].as_str()),
        (&["P", "Q", "R"].map(str::to_owned)[..], "West")
    );
    assert!(found.corridors.oneway.iter().all(|&oneway| oneway));
    let said: Vec<String> = found.corridors.findings.iter().map(ToString::to_string).collect();
    assert!(
        said.len() == 1
            && said[0].ends_with("routes were left out, the study has no mode for them: `1 of bus`"),
        "{said:?}"
    );
}

#[test]
fn mean_and_cap_are_options() {
    let found = read(&tables(), &wednesday().with(true, Some(Minutes::new(10.0))));
    let expected = [("g:P>Q", 62.0 / 3.0), ("g:Q>R", 31.0)];
    for ((id, found), (name, minutes)) in minutes(&found).into_iter().zip(expected) {
        assert!(id == name && (found - minutes).abs() < 1e-9, "{id} {found}");
    }
    assert_eq!(found.waits[0].2, Minutes::new(10.0));
}

#[test]
fn another_day_another_service() {
    let saturday = read(&tables(), &options("20240511", ["07:00", "09:00"]));
    assert_eq!(minutes(&saturday), [("g:P>Q", 5.0)]);
    // An exception takes the weekday service away on that Wednesday and adds that of the weekend.
    let mut tables = tables();
    tables.push((
        "calendar_dates.txt",
        "service_id,date,exception_type\nwk,20240508,2\nwe,20240508,1\nwe,20240509,2\n",
    ));
    assert_eq!(minutes(&read(&tables, &wednesday())), [("g:P>Q", 5.0)]);
}

#[test]
fn night_trains_count_after_midnight_and_blank_times_lie_between() {
    let mut tables = tables();
    tables.push((
        "stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
         t1,25:10:00,25:10:00,P1,1\nt1,,,Q,2\nt1,26:10:00,26:10:00,R,3\n",
    ));
    let found = read(&tables, &options("2024-05-08", ["25:00", "26:00"]));
    assert_eq!(minutes(&found), [("g:P>Q", 30.0), ("g:Q>R", 30.0)]);
}

#[test]
fn frequencies_are_trips() {
    let mut tables = tables();
    tables.push((
        "stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
         t1,00:00:00,00:00:00,P1,1\nt1,00:20:00,00:20:00,Q,2\n",
    ));
    tables.push(("frequencies.txt", "trip_id,start_time,end_time,headway_secs\nt1,06:50:00,08:00:00,600\n"));
    let found = read(&tables, &wednesday());
    // Every ten minutes from 7:00 to 7:50: six in the window of two hours.
    assert_eq!(found.corridors.fields.named("trips").unwrap().values, Values::Integer(vec![Some(6)]));
    assert_eq!(found.waits[0].2, Minutes::new(10.0));
}

#[test]
fn a_zip_is_read_as_its_folder_is() {
    let tables = tables();
    let folder = folder(&tables);
    let unpacked = read_timetable(folder.path(), &wednesday()).unwrap();
    for packed in [false, true] {
        let file = folder.path().join("feed.zip");
        std::fs::write(&file, zip(&tables, packed)).unwrap();
        let found = read_timetable(&file, &wednesday()).unwrap();
        assert_eq!((minutes(&found), &found.waits), (minutes(&unpacked), &unpacked.waits));
        assert_eq!(found.files, std::slice::from_ref(&file));
        // A byte of the data changed, or the end lost.
        let mut damaged = zip(&tables, packed);
        damaged[60] ^= 1;
        std::fs::write(&file, &damaged).unwrap();
        assert!(read_timetable(&file, &wednesday()).unwrap_err().to_string().contains("E-GTFS-001"));
        damaged.truncate(damaged.len() - 30);
        std::fs::write(&file, &damaged).unwrap();
        assert!(read_timetable(&file, &wednesday()).unwrap_err().to_string().contains("E-GTFS-001"));
    }
}

/// A zip of `tables` in a folder of its own.
fn zip(tables: &Tables, packed: bool) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, text) in tables {
        let name = format!("feed/{name}");
        let mut crc = flate2::Crc::new();
        crc.update(text.as_bytes());
        let body = if packed {
            let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        } else {
            text.as_bytes().to_vec()
        };
        let start = u32::try_from(bytes.len()).unwrap();
        let mut fields = Vec::new();
        fields.extend([20, 0, 0, 0, if packed { 8 } else { 0 }, 0, 0, 0, 0, 0]);
        fields.extend(crc.sum().to_le_bytes());
        for size in [body.len(), text.len()] {
            fields.extend(u32::try_from(size).unwrap().to_le_bytes());
        }
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        fields.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend(name.as_bytes());
        bytes.extend(body);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&fields);
        list.extend([0; 10]);
        list.extend(start.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).unwrap();
    let count = u16::try_from(tables.len()).unwrap();
    let size = u32::try_from(list.len()).unwrap();
    bytes.extend(list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn what_a_feed_lacks_or_gets_wrong_is_said_with_its_line() {
    let tables = tables();
    for missing in ["stops.txt", "routes.txt", "trips.txt", "stop_times.txt"] {
        let rest: Tables = tables.iter().filter(|(name, _)| *name != missing).copied().collect();
        let said = read_timetable(folder(&rest).path(), &wednesday()).unwrap_err().to_string();
        assert!(said.contains(&format!("must have: `{missing}` [E-GTFS-001]")), "{said}");
    }
    let rest: Tables = tables[..4].to_vec();
    let said = read_timetable(folder(&rest).path(), &wednesday()).unwrap_err().to_string();
    assert!(said.contains("neither calendar.txt nor calendar_dates.txt"), "{said}");
    let times = |rows: &str| {
        refused(
            "stop_times.txt",
            &format!("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n{rows}"),
        )
    };
    assert_eq!(
        times("t1,07:00:00,07:00:00,P1,1\nt1,06:59:00,07:10:00,Q,2\n"),
        "stop_times.txt: line 3 (`t1`): the times of the trip fall [E-GTFS-002]"
    );
    assert_eq!(
        times("t1,07:00:00,06:00:00,P1,1\nt1,7h,07:10:00,Q,2\nt9,,,Q,1\nt1,,,Z,1\n"),
        "stop_times.txt: line 3 (`t1`): field `arrival_time`: the time is none; times are written HH:MM:SS: `7h` [E-GTFS-002]\n  \
         stop_times.txt: line 4 (`t9`): field `trip_id`: the trip is not in trips.txt: `t9` [E-GTFS-002]\n  \
         stop_times.txt: line 5 (`t1`): field `stop_id`: the stop is not in stops.txt: `Z` [E-GTFS-002]"
    );
    assert_eq!(
        times("t1,,,P1,1\nt1,07:10:00,07:10:00,Q,2\nt1,07:20:00,07:20:00,R,2\n"),
        "stop_times.txt: line 2 (`t1`): the first and the last stop of a trip want a time [E-GTFS-002]\n  \
         stop_times.txt: line 4 (`t1`): two stops of the trip have the same number: `2` [E-GTFS-002]"
    );
    let stops = refused("stops.txt", "stop_id,stop_lat,stop_lon\nP1,36,105\nP2,36,105\nQ,,\nR,36,106\n");
    assert_eq!(stops.lines().count(), 4, "{stops}");
    assert!(
        stops.starts_with(
            "stop_times.txt: line 3 (`t1`): field `stop_id`: a trip calls at a stop without coordinates: `Q`"
        ),
        "{stops}"
    );
    let stops =
        refused("stops.txt", "stop_id,stop_lat,stop_lon,parent_station\nP,136,105,\nQ,36,x,\nR,36,106,Z\n");
    assert!(
        stops.contains("line 2 (`P`): field `stop_lat`") && stops.contains("line 3 (`Q`): field `stop_lon`"),
        "{stops}"
    );
    assert!(refused("routes.txt", "route_id,route_name\ng,G1\n").contains("field `route_type`"));
    let zones = refused("agency.txt", "agency_name,agency_timezone\nA,Asia/Shanghai\nB,Asia/Tokyo\n");
    assert!(zones.contains("different time zones"), "{zones}");
    assert!(
        refused("frequencies.txt", "trip_id,start_time,end_time,headway_secs\nt1,07:00:00,08:00:00,0\n")
            .contains("headway")
    );
}

#[test]
fn nothing_on_the_day_or_in_the_window_is_an_error() {
    let none = |date, window| {
        read_timetable(folder(&tables()).path(), &options(date, window)).unwrap_err().to_string()
    };
    assert!(
        none("2025-05-08", ["07:00", "09:00"])
            .contains("no service of the feed runs on this date: `2025-05-08`")
    );
    assert!(
        none("2024-05-08", ["03:00", "04:00"])
            .contains("no trip of a mode of the study leaves a stop in this window")
    );
    let bad = |date, window| {
        TimetableOptions::new(date, window, BTreeMap::new(), Vec::new()).unwrap_err().to_string()
    };
    assert!(bad("8 May", ["07:00", "09:00"]).contains("gtfs.date"));
    assert!(bad("2024-05-08", ["09:00", "07:00"]).contains("a window must rise"));
    assert!(bad("2024-05-08", ["9", "17:00"]).contains("a time is written HH:MM"));
}
