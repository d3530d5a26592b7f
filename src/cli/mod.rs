//! The command line: one file a command, each with its arguments and one call into the library.
//!
//! Standard output is data, standard error is talk. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 input
//! unreadable or refused, 4 findings under `--strict`, 130 interrupted.

mod access;
mod check;
mod classify;
mod cluster;
mod corridor;
mod diff;
mod disparity;
mod explain;
mod info;
mod init;
mod inputs;
mod isochrone;
mod matrix;
mod merge;
mod network;
mod output;
mod prepared;
mod reach;
mod rings;
mod road;
mod run;
mod scheme;
mod scheme_fit;
mod sink;
mod source;
mod talk;
mod trace;

use crate::error::{Error, Result};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::process::ExitCode;
use talk::Talk;

/// 经纬: how a territory holds together, from boundaries and corridors to styled maps.
#[derive(Debug, Parser)]
#[command(name = "jingwei", version, max_term_width = 100, propagate_version = true, after_help = EXAMPLE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten, next_help_heading = "Options of every command")]
    common: Common,
}

const EXAMPLE: &str = "Examples:
  jingwei run geodata/toy/study.toml --output toy-out
  jingwei check geodata/toy/*.geojson
  jingwei init > study.toml";

/// Flags with the same meaning in every command.
#[derive(Debug, Args)]
struct Common {
    /// Say only what went wrong
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more: every warning, every step
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Threads to use; the answers are the same for any number
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// How to show progress
    #[arg(long, global = true, value_name = "HOW", default_value = "auto")]
    progress: Progress,
    /// Exit with 4 when there are warnings
    #[arg(long, global = true)]
    strict: bool,
}

/// How progress is shown on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Progress {
    /// A line that changes, on a terminal; nothing elsewhere
    Auto,
    /// One line a step
    Plain,
    /// One JSON object a step
    Json,
    /// Nothing
    None,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Arguments),
    Init(init::Arguments),
    Check(check::Arguments),
    Info(info::Arguments),
    Explain(explain::Arguments),
    Network(network::Arguments),
    Matrix(matrix::Arguments),
    Merge(merge::Arguments),
    Access(access::Arguments),
    Isochrone(isochrone::Arguments),
    Cluster(cluster::Arguments),
    Rings(rings::Arguments),
    Disparity(disparity::Arguments),
    Corridor(corridor::Arguments),
    Trace(trace::Arguments),
    Classify(classify::Arguments),
    Diff(diff::Arguments),
}

/// Runs the program with `arguments`, the first of which is its own name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(refused) => {
            // Help and version go to standard output and are no failure.
            let printed = match refused.print() {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => 1,
                _ => refused.exit_code(),
            };
            return ExitCode::from(u8::try_from(printed).unwrap_or(2));
        }
    };
    let talk = Talk::new(&cli.common);
    if let Some(threads) = cli.common.threads {
        // Fails only where a pool was built before, and none was.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    }
    match dispatch(&cli.command, &talk) {
        Ok(()) if cli.common.strict && talk.warned() => {
            talk.line("the work is done, but there were warnings: exit code 4 under --strict");
            ExitCode::from(4)
        }
        Ok(()) => ExitCode::SUCCESS,
        Err(Error::Write { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            talk.failed(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

fn dispatch(command: &Command, talk: &Talk) -> Result<()> {
    match command {
        Command::Run(arguments) => run::run(arguments, talk),
        Command::Init(arguments) => init::run(arguments, talk),
        Command::Check(arguments) => check::run(arguments, talk),
        Command::Info(arguments) => info::run(arguments, talk),
        Command::Explain(arguments) => explain::run(arguments, talk),
        Command::Network(arguments) => network::run(arguments, talk),
        Command::Matrix(arguments) => matrix::run(arguments, talk),
        Command::Merge(arguments) => merge::run(arguments, talk),
        Command::Access(arguments) => access::run(arguments, talk),
        Command::Isochrone(arguments) => isochrone::run(arguments, talk),
        Command::Cluster(arguments) => cluster::run(arguments, talk),
        Command::Rings(arguments) => rings::run(arguments, talk),
        Command::Disparity(arguments) => disparity::run(arguments, talk),
        Command::Corridor(arguments) => corridor::run(arguments, talk),
        Command::Trace(arguments) => trace::run(arguments, talk),
        Command::Classify(arguments) => classify::run(arguments, talk),
        Command::Diff(arguments) => diff::run(arguments, talk),
    }
}
