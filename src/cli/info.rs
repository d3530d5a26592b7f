//! `jingwei info`: what a file holds.

use super::inputs::is_study;
use super::prepared::{self, is_prepared};
use super::sink;
use super::talk::Talk;
use crate::error::Result;
use crate::layer::summary::{self, FieldSummary, Summary};
use crate::layer::{Table, read_layer};
use clap::Args;
use std::fmt::Write;
use std::path::PathBuf;

/// Say what files hold: features, extent, every field with its type and range; what a .jwn was made from
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  jingwei info geodata/toy/cities.geojson\n  jingwei info geodata/toy/regions.csv"
)]
pub(super) struct Arguments {
    /// GeoJSON, CSV or .jwn files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let mut text = String::new();
    for file in &arguments.files {
        if is_study(file) {
            let what =
                "a study is no layer and no table; `jingwei check` or `run --dry-run` tells what it reads";
            return Err(sink::usage(what, file.display()));
        }
        let _ = writeln!(text, "{}", file.display());
        if is_prepared(file) {
            text.push_str(&prepared::told(file)?);
            continue;
        }
        if sink::extension(file) == "csv" {
            let table = Table::read(file)?;
            talk.warnings(&table.findings);
            let _ = writeln!(text, "  {} rows", table.len());
            fields(&mut text, &summary::fields(&table.columns));
        } else {
            let layer = read_layer(file)?;
            talk.warnings(&layer.findings);
            layer_lines(&mut text, &Summary::of(&layer));
        }
    }
    sink::write(None, text.as_bytes(), false)
}

fn layer_lines(text: &mut String, summary: &Summary) {
    let kinds: Vec<String> =
        summary.geometries.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let _ = writeln!(text, "  {} features: {}", summary.features, kinds.join(", "));
    let _ = writeln!(text, "  {} positions, {}", summary.positions, summary.datum.name());
    if let Some([west, south, east, north]) = summary.extent {
        let _ = writeln!(text, "  {west}..{east} E, {south}..{north} N");
    }
    fields(text, &summary.fields);
}

fn fields(text: &mut String, fields: &[FieldSummary]) {
    let width = fields.iter().map(|field| field.name.chars().count()).max().unwrap_or(0);
    for field in fields {
        let range = match (&field.least, &field.greatest) {
            (Some(least), Some(greatest)) => format!("{} .. {}", short(least), short(greatest)),
            _ => "no value".to_owned(),
        };
        let absent = if field.absent > 0 { format!(", {} absent", field.absent) } else { String::new() };
        let _ = writeln!(
            text,
            "  {:width$}  {:7}  {} distinct{absent}  {range}",
            field.name, field.kind, field.distinct
        );
    }
}

/// A value that fits on a line.
fn short(value: &str) -> String {
    const LONGEST: usize = 24;
    if value.chars().count() <= LONGEST {
        return value.to_owned();
    }
    value.chars().take(LONGEST).chain(['…']).collect()
}
