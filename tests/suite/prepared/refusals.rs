//! What is refused: wrong names, and files that are not what they should be.

use super::{PREPARE, StudyCopy, assert_said, net, prepared};
use std::fs;

/// What is said of a prepared network once `change` was made to its bytes; every command refuses it alike.
fn refused(change: impl FnOnce(&mut Vec<u8>)) -> String {
    let toy = prepared();
    let mut bytes = fs::read(net(&toy)).unwrap();
    change(&mut bytes);
    said_of(&toy.with("net.jwn", bytes), &[&["check", "toy/net.jwn"], &["network", "check", "toy/net.jwn"]])
}

fn said_of(toy: &StudyCopy, commands: &[&[&str]]) -> String {
    let mut said: Vec<String> = Vec::new();
    for command in commands {
        let outcome = toy.jingwei(command);
        assert_eq!(outcome.code, Some(3), "{command:?}: {}", outcome.stderr);
        said.push(outcome.stderr);
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    said.remove(0)
}

#[test]
fn a_file_of_another_kind() {
    assert_said!("prepared_foreign", refused(|bytes| *bytes = b"{\"type\": \"FeatureCollection\"}".to_vec()));
}

#[test]
fn a_file_that_ends_too_early() {
    assert_said!("prepared_truncated", refused(|bytes| bytes.truncate(700)));
    assert_said!("prepared_empty", refused(Vec::clear));
}

#[test]
fn a_file_of_another_version() {
    assert_said!("prepared_older", refused(|bytes| bytes[8] = 0));
    assert_said!("prepared_newer", refused(|bytes| bytes[8] = 200));
}

#[test]
fn a_damaged_file() {
    let last = |bytes: &mut Vec<u8>| *bytes.last_mut().unwrap() ^= 1;
    assert_said!("prepared_damaged", refused(last));
    assert_eq!(refused(last), refused(|bytes| bytes.push(0)));
}

#[test]
fn a_source_that_is_another_one_now() {
    let commands: [&[&str]; 2] = [&["check", "toy/net.jwn"], &["network", "check", "toy/net.jwn"]];
    let changed = prepared().replacing("edges.csv", "2700", "2701");
    assert_said!("prepared_source_changed", said_of(&changed, &commands));
    let longer = prepared().replacing("nodes.csv", "丙市", "丙城市");
    assert_said!("prepared_source_longer", said_of(&longer, &commands));
    let hint = longer.jingwei(&["check", "toy/net.jwn"]).stderr;
    let command = hint.split('`').nth(3).unwrap().strip_prefix("jingwei ").unwrap();
    let again = longer.jingwei(&command.split(' ').collect::<Vec<_>>());
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert_eq!(longer.jingwei(&["check", "toy/net.jwn"]).code, Some(0));
}

#[test]
fn rules_that_are_others_now() {
    let toy = StudyCopy::of_toy();
    let lines =
        ["network", "prepare", "toy/corridors.geojson", "--rules", "toy/study.toml", "-o", "toy/net.jwn"];
    let outcome = toy.jingwei(&lines);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert_eq!(toy.jingwei(&["check", "toy/net.jwn"]).code, Some(0));
    let toy = toy.replacing("study.toml", "[network]", "[network] # of today");
    assert_said!("prepared_rules_changed", said_of(&toy, &[&["check", "toy/net.jwn"]]));
}

#[test]
fn a_file_that_is_not_there() {
    let toy = StudyCopy::of_toy();
    let outcome = toy.jingwei(&["network", "check", "toy/net.jwn"]);
    assert_eq!(outcome.code, Some(3));
    assert_said!("prepared_absent", outcome.stderr);
}

#[test]
fn names_and_flags_that_cannot_be() {
    let toy = prepared();
    let refused = |arguments: &[&str]| {
        let outcome = toy.jingwei(arguments);
        assert_eq!(
            (outcome.code, outcome.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}: {}",
            outcome.stderr
        );
        outcome.stderr
    };
    let to = |name: &'static str| [&PREPARE[..6], &[name]].concat();
    assert_said!("prepare_to_another_name", refused(&to("net.json")));
    assert_said!("prepare_twice", refused(&["network", "prepare", "toy/net.jwn", "-o", "toy/again.jwn"]));
    assert_said!(
        "prepare_a_study",
        refused(&["network", "prepare", "toy/study.toml", "-o", "toy/again.jwn"])
    );
    let beside = ["network", "check", "toy/net.jwn", "--nodes", "toy/nodes.csv"];
    assert_said!("flag_beside_a_prepared_network", refused(&beside));
    refused(&["network", "check", "toy/study.toml", "--nodes", "toy/nodes.csv"]);
    refused(&["network", "prepare", "toy/edges.csv", "--nodes", "toy/nodes.csv"]);
    assert!(toy.beside().is_empty());
}
