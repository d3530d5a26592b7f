//! Which table of the rings is written.

use super::Arguments;
use crate::cli::sink::usage;
use crate::error::Result;
use clap::ValueEnum;

/// A table by the beginning of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Table {
    Profile,
    Fit,
    Sectors,
    Lines,
    Change,
    Stage,
    Compare,
}

impl Table {
    /// How the names of such tables begin.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Profile => "rings_",
            Self::Fit => "ring_fits_",
            Self::Sectors => "ring_sectors_",
            Self::Lines => "ring_by_line_",
            Self::Change => "ring_change_",
            Self::Stage => "ring_stage_",
            Self::Compare => "ring_list_",
        }
    }
}

/// The one table asked for; the cities where none is.
pub(super) fn table(arguments: &Arguments) -> Result<Option<Table>> {
    if arguments.table.is_some() || arguments.output.wants_layer() {
        return Ok(arguments.table);
    }
    let asked: Vec<Table> = [
        (arguments.profile, Table::Profile),
        (!arguments.fit.is_empty(), Table::Fit),
        (arguments.sectors.is_some(), Table::Sectors),
        (!arguments.years.is_empty(), Table::Change),
        (arguments.compare.is_some(), Table::Compare),
    ]
    .into_iter()
    .filter_map(|(asked, table)| asked.then_some(table))
    .collect();
    match asked[..] {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(usage("several tables are asked for; say with `--table` which is written", asked.len())),
    }
}
