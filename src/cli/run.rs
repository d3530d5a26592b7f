//! `jingwei run`: a whole study, from its files to styled maps.

use super::inputs::{study_config, sweeps};
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::{RunOptions, plan, run as run_study};
use clap::Args;
use std::path::PathBuf;

/// Run a study: read, check, measure, and write styled layers, tables and a report
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei run geodata/toy/study.toml --output toy-out
  jingwei run geodata/toy/study.toml --set access.daily_min=90 --dry-run
  jingwei run geodata/toy/study.toml --output swept \\
      --sweep access.potential_exponent=0.5,1,2

Outputs: geojson/*.geojson with a .qml style beside each, tables/*.csv, report.html, provenance.json. \
A directory that an earlier run wrote is replaced as a whole; any other needs --overwrite.")]
pub(super) struct Arguments {
    /// The study
    #[arg(value_name = "STUDY.toml")]
    study: PathBuf,
    /// Directory to write; the study's own `output` where absent
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Put VALUE in the place of what the study says, such as `access.daily_min=90`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// Try other values of a parameter too, such as `access.potential_exponent=0.5,1,2`: how far ranks agree
    #[arg(long = "sweep", value_name = "KEY=VALUE,…")]
    sweeps: Vec<String>,
    /// Say what would be read, computed and written, and stop
    #[arg(long)]
    dry_run: bool,
    /// Replace the directory even if jingwei did not write it
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let (config, folder) = study_config(&arguments.study, &arguments.settings)?;
    let output = arguments.output.clone().unwrap_or_else(|| config.study.output.clone());
    if output.as_os_str() == "-" {
        return Err(usage("a run writes a directory, which standard output cannot hold", "--output -"));
    }
    if arguments.dry_run {
        return super::sink::write(None, plan(&config, &folder, &output)?.as_bytes(), false);
    }
    let options = RunOptions {
        study: arguments.study.clone(),
        output,
        overwrite: arguments.overwrite,
        settings: arguments.settings.clone(),
        sweeps: sweeps(&arguments.study, &arguments.settings, &arguments.sweeps)?,
    };
    let summary = talk.following(|watch| run_study(config, &folder, &options, watch))?;
    talk.warnings(&summary.warnings);
    for line in &summary.closing {
        talk.line(line);
    }
    Ok(())
}
