//! Every accessibility measure of a study, by the name of its field.
//!
//! Scenarios, corridor studies, sweeps and traces all ask here, so that a number has one home: what is exported,
//! what is compared and what is traced is the same value.

mod competition;
mod definition;
mod kind;
mod resolve;
mod rows;
mod structure;
mod told;
mod trace;

pub(in crate::run) use resolve::cumulated;
pub use rows::{Row, Rows};
pub use trace::{Trace, trace};

use crate::error::{Code, Error, Finding, Result};
use crate::export::Column;
use crate::layer::nearest::nearest;
use crate::study::Study;
use definition::Definition;
use rayon::prelude::*;

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
/// A key of `[[access.measure]]` that its measure needs or does not have; a field that the cities lack; values that
/// a measure refuses.
pub fn all(study: &Study) -> Result<Vec<Measured>> {
    taken(study, &definition::of_study(study)?)
}

/// The measures of `[[access.measure]]`.
///
/// # Errors
/// As [`all`].
pub fn more(study: &Study) -> Result<Vec<Measured>> {
    // Checked together with the others, whose names they must not have.
    let all = definition::of_study(study)?;
    let standard = all.len() - study.config.access.measure.len();
    taken(study, &all[standard..])
}

fn taken(study: &Study, definitions: &[Definition]) -> Result<Vec<Measured>> {
    let measured = definitions
        .par_iter()
        .map(|one| Ok(Measured { column: one.column(one.kind.values(study)?), better: one.better }));
    measured.collect()
}

/// The measure called `name`: the field itself, or what stands before its unit (`watt` for `watt_min`).
///
/// # Errors
/// Another name, with those that are near; as [`all`].
pub fn one(study: &Study, name: &str) -> Result<Measured> {
    let definitions = definition::of_study(study)?;
    let names: Vec<&str> = definitions.iter().map(|one| one.name.as_str()).collect();
    let which = named(&names, name)?;
    Ok(taken(study, &definitions[which..=which])?.remove(0))
}

/// Which of the fields is called `name`, whole or up to its unit.
fn named(fields: &[&str], name: &str) -> Result<usize> {
    let found = fields.iter().position(|field| *field == name);
    let begins = |field: &&str| field.strip_prefix(name).is_some_and(|unit| unit.starts_with('_'));
    found.or_else(|| fields.iter().position(begins)).ok_or_else(|| refused(fields, name))
}

fn refused(fields: &[&str], name: &str) -> Error {
    let finding = Finding::new(Code::BadArgument, "the study has no such measure").value(name);
    let near = nearest(name, fields.iter().copied(), 1);
    Error::usage(match near.first() {
        Some(near) => finding.hint(format!("write `{near}`; all of them: {}", fields.join(", "))),
        None => finding.hint(format!("write one of {}", fields.join(", "))),
    })
}

/// Where in `all` the measure called `name` stands.
///
/// # Errors
/// Another name, with those that are near.
pub fn position(all: &[Measured], name: &str) -> Result<usize> {
    let fields: Vec<&str> = all.iter().map(|measured| measured.column.name.as_str()).collect();
    named(&fields, name)
}

#[cfg(test)]
mod tests;
