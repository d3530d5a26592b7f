//! Where a number comes from: its rows, and the trip behind the greatest of them.

use super::rows::{Row, Rows};
use super::{definition, named};
use crate::error::Result;
use crate::export::Bilingual;
use crate::network::Path;
use crate::study::Study;

/// A number and what it is made of.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The field.
    pub field: String,
    /// What it is called.
    pub alias: Bilingual,
    /// Its unit.
    pub unit: Bilingual,
    /// Decimals as printed.
    pub decimals: usize,
    /// The city.
    pub city: usize,
    /// The rows behind the value, those that add most first.
    pub rows: Rows,
    /// The destination of the trip that is shown, and the trip; absent where no row has a path.
    pub trip: Option<(usize, Path)>,
}

/// The rows behind the measure called `name` at `city`, with the trip to `to`, or else to the city that adds most.
///
/// # Conventions
/// The value that the rows make is the value that is exported, to the last bit.
///
/// # Errors
/// A measure that the study does not take, with those that are near; as [`super::all`].
///
/// # Panics
/// If there is no such city.
pub fn trace(study: &Study, name: &str, city: usize, to: Option<usize>) -> Result<Trace> {
    let definitions = definition::of_study(study)?;
    let names: Vec<&str> = definitions.iter().map(|one| one.name.as_str()).collect();
    let one = &definitions[named(&names, name)?];
    let mut rows = one.kind.rows(study, city)?;
    // Stable: equal parts stay in study order.
    if !one.kind.is_in_order() {
        rows.rows.sort_by(|a, b| b.part.total_cmp(&a.part));
    }
    let first = |row: &&Row| row.city != city && row.minutes.is_some();
    let shown = to.or_else(|| rows.rows.iter().find(first).map(|row| row.city));
    let trip = shown.and_then(|to| Some((to, study.network.path(city, to)?)));
    Ok(Trace {
        field: one.name.clone(),
        alias: one.alias.clone(),
        unit: one.unit.clone(),
        decimals: one.decimals,
        city,
        rows,
        trip,
    })
}
