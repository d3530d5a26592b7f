//! `jingwei network`: preparing a network, and what is broken in one.

mod check;
mod prepare;
mod roads;
mod study;

use super::talk::Talk;
use crate::error::Result;
use clap::{Args, Subcommand};

/// Prepare a road network for many questions; look into a network
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Prepare(prepare::Arguments),
    Check(check::Arguments),
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    match &arguments.command {
        Command::Prepare(arguments) => prepare::run(arguments, talk),
        Command::Check(arguments) => check::run(arguments, talk),
    }
}
