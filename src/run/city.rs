//! A city by what the user calls it.

use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest;
use crate::study::Study;

/// The city with this identifier, or else with this name, as `flag` names it.
///
/// # Errors
/// No such city, with those that are near; a name that several cities have.
pub fn city(study: &Study, called: &str, flag: &str) -> Result<usize> {
    let cities = &study.cities;
    if let Some(city) = cities.ids.iter().position(|id| id == called) {
        return Ok(city);
    }
    let named: Vec<usize> = (0..cities.len()).filter(|&city| cities.names[city] == called).collect();
    let refused = |what: &str, hint: String| {
        let finding = Finding::new(Code::BadArgument, what).field(flag).value(called);
        Error::usage(finding.hint(hint))
    };
    match named[..] {
        [city] => Ok(city),
        [] => {
            let known = cities.ids.iter().chain(&cities.names).map(String::as_str);
            let near = nearest(called, known, 3);
            Err(refused(
                "the study has no such city",
                match near[..] {
                    [] => "name it by its identifier".to_owned(),
                    [one] => format!("write `{one}`"),
                    _ => format!("near are {}", near.join(", ")),
                },
            ))
        }
        _ => {
            let ids: Vec<&str> = named.iter().map(|&city| cities.ids[city].as_str()).collect();
            let hint = format!("name it by its identifier: {}", ids.join(", "));
            Err(refused("several cities have this name", hint))
        }
    }
}
