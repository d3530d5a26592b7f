//! Prepared networks through the real program: what is written, what is refused, and what is left behind.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod refusals;
mod stopping;

use super::study_copy::{Outcome, StudyCopy, assert_said};
use std::fs;
use std::path::PathBuf;

const PREPARE: [&str; 7] =
    ["network", "prepare", "toy/edges.csv", "--nodes", "toy/nodes.csv", "-o", "toy/net.jwn"];

/// The toy with its edge list prepared as `toy/net.jwn`.
fn prepared() -> StudyCopy {
    let toy = StudyCopy::of_toy();
    let outcome = toy.jingwei(&PREPARE);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""), "{}", outcome.stderr);
    assert!(toy.beside().is_empty(), "{:?} was left behind", toy.beside());
    toy
}

fn net(toy: &StudyCopy) -> PathBuf {
    toy.file("net.jwn")
}

#[test]
fn what_was_prepared_is_told() {
    let toy = StudyCopy::of_toy();
    assert_said!("network_prepare", toy.jingwei(&PREPARE).stderr);
    assert_eq!(
        toy.jingwei(&["check", "toy/net.jwn"]).stdout,
        "toy/net.jwn: prepared network, 6 nodes, 8 edges: ok\n"
    );
    // Its own hash and length change with every version of the program.
    let told = toy.jingwei(&["info", "toy/net.jwn"]).stdout;
    let told: Vec<&str> = told.lines().filter(|line| !line.contains(" kB, SHA-256 ")).collect();
    assert_said!("info_prepared", told.join("\n").replace(env!("CARGO_PKG_VERSION"), "[version]"));
    let (source, file) = (
        toy.jingwei(&["network", "check", "toy/edges.csv", "--nodes", "toy/nodes.csv"]),
        toy.jingwei(&["network", "check", "toy/net.jwn"]),
    );
    assert_eq!((source.code, &source.stdout), (Some(0), &file.stdout));
    assert_said!("network_check_of_roads", source.stdout);
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let (here, there) = (prepared(), StudyCopy::of_toy());
    let bytes = fs::read(net(&here)).unwrap();
    let folder = there.file("");
    let absolute = |name: &str| folder.join(name).display().to_string();
    let [edges, nodes, file] = ["edges.csv", "nodes.csv", "net.jwn"].map(absolute);
    let command = ["network", "prepare", &edges, "--nodes", &nodes, "-o", &file];
    let mut command = there.command(&command);
    let threads = command.get_args().position(|argument| argument == "--threads").unwrap();
    let arguments: Vec<_> = command.get_args().take(threads).map(ToOwned::to_owned).collect();
    command = std::process::Command::new(env!("CARGO_BIN_EXE_jingwei"));
    let outcome = Outcome::of(&command.args(arguments).args(["--threads", "3"]).output().unwrap());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(bytes == fs::read(net(&there)).unwrap(), "another folder or number of threads, other bytes");
    let place = there.folder().display().to_string();
    assert!(!bytes.windows(place.len()).any(|window| window == place.as_bytes()));
}

#[test]
fn a_file_is_replaced_only_where_told() {
    let toy = prepared();
    let before = fs::read(net(&toy)).unwrap();
    let toy = toy.replacing("edges.csv", "2700", "2701");
    let outcome = toy.jingwei(&PREPARE);
    assert_eq!(outcome.code, Some(3));
    assert!(outcome.stderr.contains("toy/net.jwn: the output file exists [E-OUT-001]"), "{}", outcome.stderr);
    assert!(fs::read(net(&toy)).unwrap() == before);
    assert_eq!(toy.jingwei(&[&PREPARE[..], &["--overwrite"]].concat()).code, Some(0));
    assert!(fs::read(net(&toy)).unwrap() != before);
    assert_eq!(toy.jingwei(&["check", "toy/net.jwn"]).code, Some(0));
}
