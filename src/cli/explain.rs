//! `jingwei explain`: what a code means.

use super::sink;
use super::talk::Talk;
use crate::error::{CODES, Code, Level, Result};
use clap::Args;
use std::fmt::Write;

/// Say what a code of an error or warning means
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  jingwei explain E-GEO-003\n  jingwei explain")]
pub(super) struct Arguments {
    /// The code as printed, such as E-GEO-003; all codes where absent
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments, _talk: &Talk) -> Result<()> {
    let text = match &arguments.code {
        None => CODES.iter().fold(String::new(), |mut text, code| {
            let _ = writeln!(text, "{code}  {}", first_sentence(code.explanation()));
            text
        }),
        Some(asked) => match CODES.iter().find(|code| code.as_str().eq_ignore_ascii_case(asked.trim())) {
            Some(code) => told(*code),
            None => return Err(sink::usage("there is no such code, `jingwei explain` lists them", asked)),
        },
    };
    sink::write(None, text.as_bytes(), false)
}

fn told(code: Code) -> String {
    let level = match code.level() {
        Level::Error => "stops the work",
        Level::Warning => "is said and counted; the work goes on",
    };
    format!("{code}: {level}\n\n{}\n\nWhat to do: {}.\n", code.explanation(), code.hint())
}

fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}
