//! Every accessibility measure of a study, by the name of its field.
//!
//! Scenarios, corridor studies, sweeps and traces all ask here, so that a number has one home: what is exported,
//! what is compared and what is traced is the same value.

use super::access::Access;
use crate::error::{Code, Error, Finding, Result};
use crate::export::Column;
use crate::layer::nearest::nearest;
use crate::study::Study;

/// Which way a measure is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// Less is better: minutes.
    Less,
    /// More is better: people, potential.
    More,
}

/// A measure of every city, in study order.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Its field with names, unit and values.
    pub column: Column,
    /// Which way it is good.
    pub better: Better,
}

impl Measured {
    /// The values; `None` where there is nothing to measure.
    #[must_use]
    pub fn values(&self) -> Vec<Option<f64>> {
        (0..self.column.values.len()).map(|city| self.column.values.number(city)).collect()
    }
}

/// Every measure of `study`, in the order of its table.
///
/// # Errors
/// As [`Access::measure`].
pub fn all(study: &Study) -> Result<Vec<Measured>> {
    let columns = Access::measure(study)?.columns(study);
    let measured = columns.into_iter().map(|column| {
        let less = ["watt_min", "watt_miss"].contains(&column.name.as_str());
        Measured { better: if less { Better::Less } else { Better::More }, column }
    });
    Ok(measured.collect())
}

/// The measure called `name`: the field itself, or what stands before its unit (`watt` for `watt_min`).
///
/// # Errors
/// Another name, with those that are near; as [`all`].
pub fn one(study: &Study, name: &str) -> Result<Measured> {
    let mut all = all(study)?;
    let found = position(&all, name).ok_or_else(|| unknown(&all, name))?;
    Ok(all.swap_remove(found))
}

/// Where in `all` the measure called `name` stands.
#[must_use]
pub fn position(all: &[Measured], name: &str) -> Option<usize> {
    let exact = all.iter().position(|measured| measured.column.name == name);
    exact.or_else(|| {
        all.iter().position(|measured| {
            measured.column.name.strip_prefix(name).is_some_and(|unit| unit.starts_with('_'))
        })
    })
}

/// The refusal of a measure that the study does not take.
#[must_use]
pub fn unknown(all: &[Measured], name: &str) -> Error {
    let names: Vec<&str> = all.iter().map(|measured| measured.column.name.as_str()).collect();
    let finding = Finding::new(Code::BadArgument, "the study has no such measure").value(name);
    let near = nearest(name, names.iter().copied(), 1);
    Error::usage(match near.first() {
        Some(near) => finding.hint(format!("write `{near}`; all of them: {}", names.join(", "))),
        None => finding.hint(format!("write one of {}", names.join(", "))),
    })
}
