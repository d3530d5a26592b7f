//! What the tags of a way say to a car.

use super::super::pieces::Runs;
use super::profile::Profile;
use crate::units::{KilometresPerHour, Minutes};

/// How long a way takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pace {
    /// Its length at this speed.
    Speed(KilometresPerHour),
    /// From end to end.
    Lasts(Minutes),
}

/// What is wanted of a way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Way {
    pub(super) pace: Pace,
    pub(super) runs: Runs,
    /// Its `maxspeed` or `duration` cannot be read; what holds without it was taken.
    pub(super) unreadable: bool,
}

/// The tags of one way.
pub(super) struct Tags<'a>(pub(super) &'a [(&'a [u8], &'a [u8])]);

impl<'a> Tags<'a> {
    fn get(&self, key: &str) -> Option<&'a str> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == key.as_bytes())?;
        std::str::from_utf8(value).ok().map(str::trim)
    }

    fn first(&self, keys: &[String]) -> Option<&'a str> {
        keys.iter().find_map(|key| self.get(key))
    }

    fn is_one_of(&self, key: &str, values: &[String]) -> bool {
        self.get(key).is_some_and(|value| values.iter().any(|known| known == value))
    }

    /// The way as a car uses it by `profile`; `None` where it does not.
    pub(super) fn way(&self, profile: &Profile) -> Option<Way> {
        let class = self.get("highway").and_then(|class| profile.highway.get(class));
        let ferry = class.is_none() && self.get("route") == Some("ferry");
        if class.is_none() && !ferry {
            return None;
        }
        let access = self.first(&profile.access.keys);
        let closed = access.is_some_and(|value| profile.access.closed.iter().any(|known| known == value));
        if closed || profile.close.iter().any(|(key, values)| self.is_one_of(key, values)) {
            return None;
        }
        let runs = self.runs(profile)?;
        let (pace, unreadable) = match class {
            Some(&class) => {
                let (speed, unreadable) = self.speed(class, profile);
                (Pace::Speed(speed * profile.factor), unreadable)
            }
            None => match self.get("duration").map(duration) {
                Some(Some(time)) => (Pace::Lasts(time), false),
                other => (Pace::Speed(profile.ferry_kmh?), other.is_some()),
            },
        };
        Some(Way { pace, runs, unreadable })
    }

    /// `None` where it runs now this way, now that.
    fn runs(&self, profile: &Profile) -> Option<Runs> {
        let rules = &profile.oneway;
        match self.first(&rules.keys) {
            Some("yes" | "true" | "1") => Some(Runs::Forward),
            Some("-1" | "reverse") => Some(Runs::Backward),
            Some("no" | "false" | "0" | "alternating") => Some(Runs::Both),
            Some("reversible") => None,
            _ if self.is_one_of("highway", &rules.highway) || self.is_one_of("junction", &rules.junction) => {
                Some(Runs::Forward)
            }
            _ => Some(Runs::Both),
        }
    }

    fn speed(&self, class: KilometresPerHour, profile: &Profile) -> (KilometresPerHour, bool) {
        let (Some(share), Some(text)) = (profile.maxspeed_share, self.get("maxspeed")) else {
            return (class, false);
        };
        let limit = match text {
            "none" => profile.maxspeed_none_kmh,
            _ => maxspeed(text),
        };
        (limit.map_or(class, |limit| limit * share), limit.is_none() && text != "none")
    }
}

/// Kilometres in a statute mile.
const MILE: f64 = 1.609_344;

/// The speed in `50`, `50 km/h`, `30 mph` or `walk`.
fn maxspeed(text: &str) -> Option<KilometresPerHour> {
    if text == "walk" {
        return Some(KilometresPerHour::new(5.0));
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = match text[end..].trim() {
        "" | "km/h" | "kmh" | "kph" => 1.0,
        "mph" => MILE,
        _ => return None,
    };
    let speed = text[..end].parse::<f64>().ok()? * unit;
    (1.0..=400.0).contains(&speed).then(|| KilometresPerHour::new(speed))
}

/// The time in `35` (minutes), `1:30`, `1:30:00` or `PT1H30M`, above zero and below 49 days.
fn duration(text: &str) -> Option<Minutes> {
    let number = |text: &str| text.parse::<u32>().ok().map(f64::from);
    let minutes = if let Some(mut rest) = text.strip_prefix("PT").filter(|rest| !rest.is_empty()) {
        let mut minutes = 0.0;
        for (unit, length) in [('H', 60.0), ('M', 1.0), ('S', 1.0 / 60.0)] {
            if let Some((count, after)) = rest.split_once(unit) {
                minutes += number(count)? * length;
                rest = after;
            }
        }
        rest.is_empty().then_some(minutes)?
    } else {
        let parts: Vec<f64> = text.split(':').map(number).collect::<Option<_>>()?;
        match parts[..] {
            [minutes] => minutes,
            [hours, minutes] if minutes < 60.0 => hours * 60.0 + minutes,
            [hours, minutes, seconds] if minutes < 60.0 && seconds < 60.0 => {
                hours * 60.0 + minutes + seconds / 60.0
            }
            _ => return None,
        }
    };
    let time = Minutes::checked(minutes).filter(|time| *time > Minutes::ZERO)?;
    time.to_milliseconds().map(|_| time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(tags: &[(&str, &str)]) -> Option<Way> {
        let tags: Vec<(&[u8], &[u8])> = tags.iter().map(|(k, v)| (k.as_bytes(), v.as_bytes())).collect();
        Tags(&tags).way(&Profile::read(None).unwrap())
    }

    fn speed(tags: &[(&str, &str)]) -> f64 {
        match way(tags).unwrap().pace {
            Pace::Speed(speed) => (speed.get() * 1e6).round() / 1e6,
            Pace::Lasts(time) => panic!("{time}"),
        }
    }

    #[test]
    fn speed_is_a_share_of_what_is_allowed_or_else_that_of_the_class() {
        assert_eq!(speed(&[("highway", "motorway")]), 110.0);
        let limited = |limit| speed(&[("highway", "primary"), ("maxspeed", limit)]);
        assert_eq!(
            ["50", "50 km/h", "30 mph", "30mph", "none", "walk"].map(limited),
            [45.0, 45.0, 43.452_288, 43.452_288, 117.0, 4.5]
        );
        for odd in ["", "CN:urban", "50;80", "-5", "0", "1e3", "9999", "signals", "20 knots"] {
            assert_eq!(limited(odd), 60.0, "{odd}");
            assert!(way(&[("highway", "primary"), ("maxspeed", odd)]).unwrap().unreadable);
        }
        let slow = Profile { factor: 0.5, maxspeed_share: None, ..Profile::read(None).unwrap() };
        let tags: [(&[u8], &[u8]); 2] = [(b"highway", b"primary"), (b"maxspeed", b"100")];
        assert_eq!(Tags(&tags).way(&slow).unwrap().pace, Pace::Speed(KilometresPerHour::new(30.0)));
    }

    #[test]
    fn the_most_particular_access_decides() {
        let open = |tags: &[(&str, &str)]| way(&[tags, &[("highway", "service")]].concat()).is_some();
        assert!(open(&[]));
        assert!(!open(&[("access", "no")]));
        assert!(!open(&[("access", "yes"), ("motor_vehicle", "no")]));
        assert!(open(&[("access", "no"), ("motor_vehicle", "yes")]));
        assert!(open(&[("access", "destination")]));
        assert!(!open(&[("area", "yes")]));
        assert_eq!(way(&[("highway", "footway")]), None);
        assert_eq!(way(&[("highway", "construction"), ("construction", "motorway")]), None);
        assert_eq!(way(&[("building", "yes")]), None);
    }

    #[test]
    fn one_way_is_said_or_implied() {
        let runs = |tags: &[(&str, &str)]| way(tags).map(|way| way.runs);
        let road = |oneway| runs(&[("highway", "primary"), ("oneway", oneway)]);
        assert_eq!(
            ["yes", "1", "-1", "no", "alternating"].map(road),
            [
                Some(Runs::Forward),
                Some(Runs::Forward),
                Some(Runs::Backward),
                Some(Runs::Both),
                Some(Runs::Both)
            ]
        );
        assert_eq!(road("reversible"), None);
        assert_eq!(runs(&[("highway", "primary")]), Some(Runs::Both));
        assert_eq!(runs(&[("highway", "motorway")]), Some(Runs::Forward));
        assert_eq!(runs(&[("highway", "motorway"), ("oneway", "no")]), Some(Runs::Both));
        assert_eq!(runs(&[("highway", "primary"), ("junction", "roundabout")]), Some(Runs::Forward));
    }

    #[test]
    fn a_ferry_takes_its_duration() {
        let ferry = |tags: &[(&str, &str)]| way(&[tags, &[("route", "ferry")]].concat());
        let lasts = |text| match ferry(&[("duration", text)]).unwrap() {
            Way { pace: Pace::Lasts(time), unreadable: false, .. } => Some(time.get()),
            Way { pace: Pace::Speed(_), unreadable: true, .. } => None,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            ["35", "1:30", "01:30:30", "PT1H30M", "PT45M"].map(lasts),
            [Some(35.0), Some(90.0), Some(90.5), Some(90.0), Some(45.0)]
        );
        for odd in ["", "0", "1:75", "PT", "soon", "-5", "99999999", "PT5X"] {
            assert_eq!(lasts(odd), None, "{odd}");
        }
        assert_eq!(ferry(&[]).unwrap().pace, Pace::Speed(KilometresPerHour::new(20.0)));
        assert_eq!(ferry(&[("motor_vehicle", "no")]), None);
    }
}
