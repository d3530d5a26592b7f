//! Work that is stopped, killed or finds no room: a whole file or none, and a rerun that does not stumble.

use super::{Outcome, StudyCopy};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

/// A street grid of `side` × `side` nodes, alone in its folder.
fn grid(side: usize) -> StudyCopy {
    let toy = StudyCopy::of_toy();
    for name in ["edges.csv", "nodes.csv"] {
        fs::remove_file(toy.file(name)).unwrap();
    }
    let (mut nodes, mut edges) = (String::from("id,lon,lat\n"), String::from("from,to,seconds\n"));
    for (row, column) in (0..side).flat_map(|row| (0..side).map(move |column| (row, column))) {
        let (east, north) = (110.0 + row as f64 / 1000.0, 30.0 + column as f64 / 1000.0);
        writeln!(nodes, "{row}-{column},{east},{north}").unwrap();
        for (to, there) in [((row + 1, column), row + 1), ((row, column + 1), column + 1)] {
            if there < side {
                let seconds = 1 + (row * 31 + column * 17) % 60;
                writeln!(edges, "{row}-{column},{}-{},{seconds}", to.0, to.1).unwrap();
                writeln!(edges, "{}-{},{row}-{column},{seconds}", to.0, to.1).unwrap();
            }
        }
    }
    toy.with("nodes.csv", nodes).with("edges.csv", edges)
}

/// Prepares the grid, whose edges stand in the file `edges` or come from standard input.
fn arguments<'a>(edges: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["network", "prepare", edges, "--nodes", "toy/nodes.csv", "-o", "net.jwn"], more].concat()
}

/// Begins to prepare; `--progress plain` says each step on standard error.
fn begin(grid: &StudyCopy, edges: &str) -> (Child, BufReader<ChildStderr>) {
    let mut command = grid.command(&arguments(edges, &["--progress", "plain"]));
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stderr.take().unwrap());
    (child, said)
}

/// Hears what is said up to the line `step`.
fn hear(said: &mut impl BufRead, step: &str) {
    let mut line = String::new();
    while line.trim_end() != step {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "`{step}` was not said");
    }
}

#[test]
fn killed_at_any_moment_there_is_a_whole_file_or_none() {
    let grid = grid(100);
    let mut known = None;
    // Edges from a pipe that nobody fills: there it surely waits until it is killed.
    for (edges, step) in [
        ("-", "reading the network"),
        ("toy/edges.csv", "reading the network"),
        ("toy/edges.csv", "preparing"),
        ("toy/edges.csv", "writing"),
        ("toy/edges.csv", "finishing"),
    ] {
        let (mut child, mut said) = begin(&grid, edges);
        hear(&mut said, step);
        child.kill().unwrap();
        child.wait().unwrap();
        let left = grid.beside();
        if edges == "-" {
            assert!(matches!(&left[..], [part] if part.starts_with(".jingwei.")), "{left:?}");
        }
        let whole = left.iter().any(|name| name == "net.jwn");
        assert!(!whole || grid.jingwei(&["check", "net.jwn"]).code == Some(0), "{step}");
        let again = grid.jingwei(&arguments("toy/edges.csv", &["--overwrite"]));
        assert_eq!(again.code, Some(0), "{step}: {}", again.stderr);
        assert_eq!(grid.beside(), ["net.jwn"], "{step}");
        let bytes = fs::read(grid.folder().join("net.jwn")).unwrap();
        assert!(*known.get_or_insert_with(|| bytes.clone()) == bytes, "{step}: other bytes");
        fs::remove_file(grid.folder().join("net.jwn")).unwrap();
    }
}

#[test]
fn ctrl_c_leaves_nothing() {
    let grid = grid(3);
    let (mut child, mut said) = begin(&grid, "-");
    hear(&mut said, "reading the network");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    // The signal is taken up by a thread of its own; only then does the source end.
    std::thread::sleep(Duration::from_millis(300));
    let mut source = child.stdin.take().unwrap();
    source.write_all(grid.read("edges.csv").as_bytes()).unwrap();
    drop(source);
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest}");
    assert_eq!(rest, "error: interrupted, nothing was left behind\n");
    assert!(grid.beside().is_empty(), "{:?} was left behind", grid.beside());
}

#[test]
fn a_full_disk_leaves_nothing() {
    let grid = grid(30);
    for blocks in [1, 8, 64] {
        let limited = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" \"$@\"");
        let output = Command::new("bash")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_jingwei")])
            .args(arguments("toy/edges.csv", &[]))
            .current_dir(grid.folder())
            .output()
            .unwrap();
        let outcome = Outcome::of(&output);
        assert_eq!(outcome.code, Some(1), "{blocks}: {}", outcome.stderr);
        assert!(outcome.stderr.starts_with("error: net.jwn: cannot be written\n"), "{}", outcome.stderr);
        assert!(grid.beside().is_empty(), "{:?} was left behind", grid.beside());
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_known_before_the_work() {
    let grid = grid(3);
    let arguments = ["network", "prepare", "toy/edges.csv", "--nodes", "toy/nodes.csv", "-o", "none/net.jwn"];
    let outcome = grid.jingwei(&[&arguments[..], &["--progress", "plain"]].concat());
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.starts_with("error: none/net.jwn: cannot be written\n"), "{}", outcome.stderr);
}
