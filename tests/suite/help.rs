//! What `--help` says, that every example in it works, and that flags mean the same everywhere.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use super::study_copy::{Outcome, StudyCopy, assert_said};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder that has `geodata` as the repository does.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let geodata = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
    std::os::unix::fs::symlink(geodata, folder.path().join("geodata")).unwrap();
    folder
}

fn said(arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_jingwei")).args(arguments).env_remove("COLUMNS").output();
    Outcome::of(&output.unwrap())
}

fn help_of(command: &str) -> String {
    let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
    let outcome = said(&arguments);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    outcome.stdout
}

/// The commands that the help of `command` lists.
fn listed(command: &str) -> Vec<String> {
    let help = help_of(command);
    let list =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // What is told of a command may go on in the next line, farther in.
    let names =
        list.filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty()));
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// Every command, as the program lists them; for `network` those below it.
fn commands() -> Vec<String> {
    let names = listed("");
    assert_eq!(names.len(), 17, "{names:?}");
    let below = listed("network");
    assert_eq!(below, ["prepare", "check"]);
    let below: Vec<String> = below.iter().map(|name| format!("network {name}")).collect();
    names.into_iter().flat_map(|name| if name == "network" { below.clone() } else { vec![name] }).collect()
}

/// The example lines of a help text, continued lines joined.
fn examples(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let lines: Vec<&str> = lines.take_while(|line| !line.is_empty()).map(str::trim).collect();
    assert!(lines.iter().all(|line| line.len() <= 78), "an example fits a terminal: {lines:?}");
    lines.join("\n").replace("\\\n", " ").lines().map(str::to_owned).collect()
}

#[test]
fn every_command_has_its_help() {
    assert_said!("help", help_of(""));
    for command in commands() {
        assert_said!(format!("help_{}", command.replace(' ', "_")), help_of(&command));
    }
}

#[test]
fn every_example_works() {
    let mut ran = 0;
    for command in commands().iter().map(String::as_str).chain([""]) {
        let found = examples(&help_of(command));
        let shown = found.iter().any(|example| example.starts_with(&format!("jingwei {command}")));
        assert!(shown, "`{command}` shows no example");
        let folder = repository();
        for example in found {
            assert!(example.starts_with("jingwei "), "{example}");
            let script = format!("jingwei() {{ \"$0\" \"$@\"; }}; {example}");
            let output = Command::new("bash")
                .args(["-ec", &script, env!("CARGO_BIN_EXE_jingwei")])
                .current_dir(folder.path())
                .output()
                .unwrap();
            let outcome = Outcome::of(&output);
            assert_eq!(outcome.code, Some(0), "{example}\n{}", outcome.stderr);
            ran += 1;
        }
    }
    assert!(ran > 25, "{ran} examples");
}

#[test]
fn without_arguments_or_with_wrong_ones() {
    let nothing = said(&[]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(2), ""));
    assert!(nothing.stderr.contains("Usage: jingwei [OPTIONS] <COMMAND>"));
    let unknown = said(&["chek", "geodata/toy/study.toml"]);
    assert_eq!(unknown.code, Some(2));
    assert_said!("unknown_command", unknown.stderr);
    let version = said(&["--version"]);
    assert_eq!(version.stdout, format!("jingwei {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_code_is_explained() {
    let list = said(&["explain"]).stdout;
    let codes: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(codes.len(), jingwei::error::CODES.len());
    for code in codes {
        let told = said(&["explain", &code.to_lowercase()]);
        assert_eq!(told.code, Some(0));
        assert!(
            told.stdout.starts_with(&format!("{code}: ")) && told.stdout.contains("What to do: "),
            "{code}"
        );
    }
    let unknown = said(&["explain", "E-NONE-001"]);
    assert_eq!(unknown.code, Some(2));
    assert_said!("explain_unknown", unknown.stderr);
}

#[test]
fn how_much_is_said() {
    let toy = StudyCopy::of_toy();
    let run = |flags: &[&str]| toy.jingwei(&[&["run", "toy/study.toml"], flags].concat()).stderr;
    assert_eq!(run(&["--quiet"]), "");
    assert!(!run(&[]).contains("reading regions"));
    assert!(run(&["--verbose"]).starts_with("reading regions\nreading cities\n"));
    assert!(run(&["--progress", "plain"]).starts_with("reading regions\nreading cities\n"));
    assert!(run(&["--progress", "json"]).starts_with("{\"step\":\"reading regions\"}\n"));
    assert!(!run(&["--progress", "none", "--verbose"]).contains("reading regions"));
    assert!(!run(&[]).contains('\u{1b}'), "no colour where nobody looks");
    assert_eq!(toy.jingwei(&["run", "toy/study.toml", "--quiet", "--strict"]).code, Some(4));
    assert_eq!(toy.jingwei(&["check", "toy/cities.geojson", "--strict"]).code, Some(0));
}

#[test]
fn a_plan_writes_nothing() {
    let toy = StudyCopy::of_toy();
    let outcome = toy.run(&["--dry-run"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    assert!(toy.beside().is_empty());
    assert_said!("dry_run", outcome.stdout);
}

#[test]
fn a_dash_is_standard_output() {
    let toy = StudyCopy::of_toy();
    for command in ["access", "cluster", "matrix", "disparity"] {
        let plain = toy.jingwei(&[command, "toy/study.toml"]);
        let dash = toy.jingwei(&[command, "toy/study.toml", "-o", "-"]);
        assert_eq!((dash.code, &dash.stdout, &dash.stderr), (Some(0), &plain.stdout, &plain.stderr));
        let json = toy.jingwei(&[command, "toy/study.toml", "--json"]).stdout;
        serde_json::from_str::<serde_json::Value>(&json).unwrap();
    }
    let study = toy.jingwei(&["init", "--output", "-"]);
    assert!(study.stdout.starts_with("# A study for jingwei") && study.stderr.is_empty());
    assert!(toy.beside().is_empty());
}

/// The program with the file `input` of the toy on standard input.
fn piped(toy: &StudyCopy, input: &str, arguments: &[&str]) -> Output {
    let file = std::fs::File::open(toy.file(input)).unwrap();
    toy.command(arguments).stdin(Stdio::from(file)).output().unwrap()
}

#[test]
fn a_dash_is_standard_input() {
    let toy = StudyCopy::of_toy();
    for (command, input) in [("check", "cities.geojson"), ("info", "regions.geojson")] {
        let outcome = Outcome::of(&piped(&toy, input, &[command, "-"]));
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        let named = toy.jingwei(&[command, &format!("toy/{input}")]).stdout;
        assert_eq!(outcome.stdout, named.replace(&format!("toy/{input}"), "-"));
    }
    let lines = [
        "--corridors",
        "toy/corridors.geojson",
        "--rules",
        "toy/study.toml",
        "--population",
        "population_wan",
    ];
    let from_pipe = Outcome::of(&piped(&toy, "cities.geojson", &[&["access", "-"], &lines[..]].concat()));
    let from_file = toy.jingwei(&[&["access", "toy/cities.geojson"], &lines[..]].concat());
    assert_eq!((from_pipe.code, from_pipe.stdout), (Some(0), from_file.stdout));
    let toy = toy.with("from.txt", "950100\n\n960100\n950100\n");
    let from_pipe = Outcome::of(&piped(&toy, "from.txt", &["matrix", "toy/study.toml", "--origins", "-"]));
    assert_eq!(from_pipe.stdout.lines().count(), 1 + 2 * 6);
}

#[test]
fn times_of_an_edge_list_are_those_of_the_road() {
    let toy = StudyCopy::of_toy();
    let list = ["matrix", "toy/edges.csv", "--nodes", "toy/nodes.csv", "--destinations", "toy/clusters.csv"];
    assert_said!("matrix_of_an_edge_list", toy.jingwei(&list).stdout.trim_start_matches('\u{feff}'));
    let stranger = toy.with("to.txt", "950100\nnowhere\n");
    let outcome = stranger.jingwei(&["matrix", "toy/study.toml", "--destinations", "toy/to.txt"]);
    assert_eq!(outcome.code, Some(3));
    assert_said!(
        "matrix_to_nowhere",
        outcome.stderr.lines().filter(|l| !l.starts_with("warning")).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn flags_that_a_study_would_leave_unheard_are_refused() {
    let toy = StudyCopy::of_toy();
    let refused = |arguments: &[&str]| {
        let outcome = toy.jingwei(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        outcome.stderr
    };
    assert_said!("flag_beside_a_study", refused(&["access", "toy/study.toml", "--crs", "EPSG:4527"]));
    refused(&["disparity", "toy/study.toml", "--seed", "7"]);
    refused(&["matrix", "toy/study.toml", "--population", "gdp_yi_yuan"]);
    refused(&["access", "toy/study.toml", "-o", "cities.shp"]);
    refused(&["cluster", "toy/study.toml", "--core-from", "-1"]);
    refused(&["cluster", "toy/study.toml", "--member", "-5"]);
    refused(&["info", "toy/study.toml"]);
}
