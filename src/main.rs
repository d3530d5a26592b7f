//! The `jingwei` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    jingwei::cli::main(std::env::args_os())
}
