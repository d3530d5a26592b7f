//! Work that is stopped, and readers that leave.

use super::{Outcome, StudyCopy, assert_said};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

#[test]
fn ctrl_c_leaves_nothing() {
    let china = StudyCopy::of_china();
    let mut child = china
        .command(&["run", "china/study.toml", "--output", "out", "--progress", "plain"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut first = String::new();
    said.read_line(&mut first).unwrap();
    assert_eq!(first, "reading regions\n");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest}");
    assert!(china.beside().is_empty(), "{:?} was left behind", china.beside());
    assert_said!("interrupted", rest.lines().last().unwrap());
}

/// A shell line with the program as `$0`.
fn shell(study: &StudyCopy, line: &str) -> Outcome {
    let output = Command::new("bash")
        .args(["-c", line, env!("CARGO_BIN_EXE_jingwei")])
        .current_dir(study.folder())
        .output()
        .unwrap();
    Outcome::of(&output)
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let toy = StudyCopy::of_toy();
    // Far more than a pipe holds, so that writing goes on when the reader is gone.
    let node = |i: u32| format!("n{i},110,{}", 20.0 + f64::from(i) / 100.0);
    let nodes: Vec<String> = (0..300).map(node).collect();
    let edges: Vec<String> = (1..300).map(|i| format!("n{},n{i},60", i - 1)).collect();
    let toy = toy
        .with("nodes.csv", format!("id,lon,lat\n{}\n", nodes.join("\n")))
        .with("edges.csv", format!("from,to,seconds\n{}\n", edges.join("\n")));
    let line = "\"$0\" matrix toy/edges.csv --nodes toy/nodes.csv | head -1; exit ${PIPESTATUS[0]}";
    let outcome = shell(&toy, line);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    assert_eq!(outcome.stdout.trim_start_matches('\u{feff}').trim_end(), "from,to,minutes");
}

#[test]
fn standard_output_that_is_full() {
    let toy = StudyCopy::of_toy();
    let outcome = shell(&toy, "\"$0\" matrix toy/study.toml --quiet > /dev/full");
    assert_eq!(outcome.code, Some(1));
    assert_said!("standard_output_full", outcome.stderr);
    assert_eq!(shell(&toy, "\"$0\" --help > /dev/full").code, Some(1));
}
