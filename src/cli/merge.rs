//! `jingwei merge`: shards of a matrix put together.

use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::matrix::merge;
use clap::Args;
use std::path::PathBuf;

/// Put the shards of a matrix together
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei matrix geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --shard 1/2 -o part-1.csv
  jingwei matrix geodata/toy/edges.csv --nodes geodata/toy/nodes.csv \\
      --shard 2/2 -o part-2.csv
  jingwei merge part-*.csv -o times.csv

The answer is byte for byte that without --shard, in whatever order the shards are named. A shard in CSV is \
told by the file .shard.json beside it, which also tells whether it is whole; a shard in Parquet says all this \
itself. One that is missing, given twice, damaged, or of another answer is an error.")]
pub(super) struct Arguments {
    /// Shards, as `jingwei matrix --shard` wrote them
    #[arg(value_name = "SHARD", required = true)]
    shards: Vec<PathBuf>,
    /// File to write, .csv or .parquet as the shards; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let output = Some(arguments.output.as_path()).filter(|path| path.as_os_str() != "-");
    if arguments.shards.iter().any(|shard| Some(shard.as_path()) == output) {
        return Err(usage("the whole cannot take the place of a part", arguments.output.display()));
    }
    merge(&arguments.shards, output, arguments.overwrite)?;
    if let Some(path) = output {
        talk.line(&format!("wrote {}", path.display()));
    }
    Ok(())
}
