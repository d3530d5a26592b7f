//! `jingwei init`: a commented study to begin with.

use super::sink;
use super::talk::Talk;
use crate::error::Result;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Print a commented study.toml to begin with
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  jingwei init > study.toml\n  jingwei init --template toy -o toy-study.toml"
)]
pub(super) struct Arguments {
    /// Which study to begin from
    #[arg(long, value_name = "NAME", default_value = "full")]
    template: Template,
    /// File to write; standard output where absent or `-`
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long)]
    overwrite: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Template {
    /// Every key with its meaning and default
    Full,
    /// The worked example of geodata/toy
    Toy,
    /// The national study of geodata/china
    China,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let text = match arguments.template {
        Template::Full => include_str!("assets/study.toml"),
        Template::Toy => include_str!("../../geodata/toy/study.toml"),
        Template::China => include_str!("../../geodata/china/study.toml"),
    };
    sink::write(arguments.output.as_ref(), text.as_bytes(), arguments.overwrite)?;
    if let Some(file) = arguments.output.as_ref().filter(|file| file.as_os_str() != "-") {
        talk.line(&format!("wrote {}; next: `jingwei run {} --dry-run`", file.display(), file.display()));
    }
    Ok(())
}
