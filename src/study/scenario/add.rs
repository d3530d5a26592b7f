//! Lines of a file or table, with what stands beside it in the place of what they lack.

use super::draft::Draft;
use super::table;
use crate::error::{Error, Finding, Result};
use crate::layer::{CorridorFields, Corridors, Field, Fields, Layer, Status, Table, Values};
use crate::network::corridor_times;
use crate::study::assemble::Study;
use crate::study::config::scenario::{AddSection, ScenarioSection};

/// One value for all features that have none.
enum Given<'a> {
    Text(&'a str),
    Number(f64),
    Boolean(bool),
}

/// The lines of a file.
pub(super) fn of_file(
    draft: &Draft,
    section: &ScenarioSection,
    entry: &AddSection,
    layer: Layer,
) -> Result<Corridors> {
    let asked = draft.config.corridors.fields();
    let usual = CorridorFields::default();
    // A field goes by the study's name for it, or else by its usual one.
    let named = |own: Option<String>, usual: Option<String>| {
        own.filter(|own| layer.fields.named(own).is_some()).or(usual)
    };
    let fields = CorridorFields {
        id: named(asked.id.clone(), usual.id.clone()),
        line: named(asked.line.clone(), usual.line.clone()),
        mode: named(Some(asked.mode.clone()), None).unwrap_or(usual.mode.clone()),
        ..usual
    };
    corridors(draft, section, entry, (layer, fields))
}

/// The rows of a table, each drawn straight from seat to seat.
pub(super) fn of_table(
    draft: &Draft,
    study: &Study,
    section: &ScenarioSection,
    entry: &AddSection,
    table: &Table,
) -> Result<Corridors> {
    let layer = table::drawn(study, entry, table)?;
    corridors(draft, section, entry, (layer, CorridorFields::default())).map_err(|error| match error {
        Error::Input(findings) => {
            Error::Input(findings.into_iter().map(|finding| at_line(finding, table)).collect())
        }
        other => other,
    })
}

/// The finding at its line of the table instead of at its number.
fn at_line(mut finding: Finding, table: &Table) -> Finding {
    if let Some(line) = finding.place.feature.and_then(|number| table.lines.get(number.checked_sub(1)?)) {
        finding.place.feature = None;
        finding.place.line = Some(*line);
    }
    finding
}

fn corridors(
    draft: &Draft,
    section: &ScenarioSection,
    entry: &AddSection,
    (mut layer, mut fields): (Layer, CorridorFields),
) -> Result<Corridors> {
    let rows = layer.len();
    let (id, line, mode) = (fields.id.clone(), fields.line.clone(), fields.mode.clone());
    let all = vec![true; rows];
    let mut give =
        |name: &str, given: &Given, lacking: &[bool]| fill(&mut layer.fields, name, given, lacking);
    if let (Some(line), Some(names)) = (&line, &entry.line) {
        give(line, &Given::Text(&names.0[0]), &all);
    }
    if let Some(given) = &entry.mode {
        give(&mode, &Given::Text(given), &all);
    }
    give("status", &Given::Text(entry.status.unwrap_or(Status::Planned).word()), &all);
    if let Some(year) = entry.opened {
        give("opened", &Given::Number(f64::from(year)), &all);
    }
    if let Some(oneway) = entry.oneway {
        give("oneway", &Given::Boolean(oneway), &all);
    }
    let pace = [
        ("minutes", entry.minutes.map(f64::from)),
        ("speed_kmh", entry.speed_kmh.map(f64::from)),
        ("design_kmh", entry.design_kmh.map(f64::from)),
    ];
    // Any time or speed of its own is nearer to the truth than one for all.
    let has = |fields: &Fields, row: usize| {
        pace.iter().any(|(name, _)| fields.named(name).is_some_and(|field| field.values.text(row).is_some()))
    };
    let lacking: Vec<bool> = (0..rows).map(|row| !has(&layer.fields, row)).collect();
    for (name, given) in pace {
        if let Some(given) = given {
            fill(&mut layer.fields, name, &Given::Number(given), &lacking);
        }
    }
    if let Some(id) = &id {
        // Numbers go on over all that the scenario and its bases added.
        let first = draft.corridors.len() + 1;
        let own = layer.fields.named(id).map(|field| field.values.clone());
        let id_of = |row: usize| {
            let own = own.as_ref().and_then(|own| own.text(row)).filter(|own| !own.trim().is_empty());
            Some(own.unwrap_or_else(|| format!("{}-{}", section.id, first + row)))
        };
        layer.fields.put(Field { name: id.clone(), values: Values::Text((0..rows).map(id_of).collect()) });
    }
    if layer.fields.named(&mode).is_none() {
        fields.default_mode.clone_from(&draft.config.corridors.default_mode);
    }
    let mut corridors = Corridors::from_layer(layer, &fields)?;
    draft.config.corridors.restrict(&mut corridors);
    let mut findings = Vec::new();
    corridor_times(&corridors, &corridors.routed, &draft.config.network, &mut findings);
    Error::if_any(&findings)?;
    Ok(corridors)
}

/// Gives the features that are `lacking` the value `given` where the field `name` has none for them.
fn fill(fields: &mut Fields, name: &str, given: &Given, lacking: &[bool]) {
    let rows = lacking.len();
    let known = fields.named(name).map(|field| field.values.clone());
    let empty = known.as_ref().is_none_or(|values| (0..rows).all(|row| values.text(row).is_none()));
    let known = known.filter(|_| !empty);
    let texts = |text: &str| -> Values {
        let value = |row| {
            known.as_ref().and_then(|known| known.text(row)).or_else(|| lacking[row].then(|| text.to_owned()))
        };
        Values::Text((0..rows).map(value).collect())
    };
    let values = match (given, &known) {
        (Given::Number(given), None | Some(Values::Integer(_) | Values::Real(_))) => {
            let value =
                |row| known.as_ref().and_then(|known| known.number(row)).or(lacking[row].then_some(*given));
            Values::Real((0..rows).map(value).collect())
        }
        (Given::Boolean(given), None) => {
            Values::Boolean(lacking.iter().map(|&lacks| lacks.then_some(*given)).collect())
        }
        (Given::Boolean(given), Some(Values::Boolean(known))) => Values::Boolean(
            known.iter().zip(lacking).map(|(known, &lacks)| known.or(lacks.then_some(*given))).collect(),
        ),
        (Given::Text(text), _) => texts(text),
        (Given::Number(number), _) => texts(&number.to_string()),
        (Given::Boolean(flag), _) => texts(&flag.to_string()),
    };
    fields.put(Field { name: name.to_owned(), values });
}
