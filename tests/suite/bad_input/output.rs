//! Output that cannot be written, or must not be.

use super::{Outcome, StudyCopy, assert_said};
use std::fs;
use std::process::Command;

#[test]
fn a_directory_that_is_not_ours_is_left_alone() {
    let toy = StudyCopy::of_toy();
    let out = toy.folder().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("mine.txt"), "mine").unwrap();
    let outcome = toy.run(&[]);
    assert_eq!(outcome.code, Some(3));
    assert_said!("output_exists", outcome.stderr);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
    assert_eq!(toy.beside(), ["out"]);
    assert_eq!(toy.run(&["--overwrite"]).code, Some(0));
    assert!(!out.join("mine.txt").exists() && out.join("report.html").exists());
}

#[test]
fn a_directory_of_ours_is_replaced_as_a_whole_or_not_at_all() {
    let toy = StudyCopy::of_toy();
    assert_eq!(toy.run(&[]).code, Some(0));
    let stale = toy.folder().join("out/tables/stale.csv");
    fs::write(&stale, "").unwrap();
    assert_eq!(toy.run(&["--set", "cities.population=none"]).code, Some(3));
    assert!(stale.exists(), "a refused run leaves the former results");
    assert_eq!(toy.run(&[]).code, Some(0));
    assert!(!stale.exists());
    assert_eq!(toy.beside(), ["out"]);
}

#[test]
fn a_file_stands_in_the_way() {
    let toy = StudyCopy::of_toy();
    fs::write(toy.folder().join("out"), "mine").unwrap();
    let outcome = toy.run(&[]);
    assert_eq!(outcome.code, Some(3));
    assert_said!("output_is_a_file", outcome.stderr);
    assert_eq!(fs::read_to_string(toy.folder().join("out")).unwrap(), "mine");
}

#[test]
fn a_parent_that_cannot_hold_it() {
    let toy = StudyCopy::of_toy();
    fs::write(toy.folder().join("plain"), "").unwrap();
    let outcome = toy.jingwei(&["run", "toy/study.toml", "--output", "plain/out"]);
    assert_eq!(outcome.code, Some(1));
    assert_said!("output_below_a_file", outcome.stderr);
    assert_eq!(toy.beside(), ["plain"]);
}

#[test]
fn a_parent_that_is_read_only() {
    use std::os::unix::fs::PermissionsExt;
    let toy = StudyCopy::of_toy();
    let parent = toy.folder().join("locked");
    fs::create_dir(&parent).unwrap();
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o555)).unwrap();
    // Permissions do not bind root; no one writes to the kernel's own folders.
    let binds = fs::write(parent.join("probe"), "").is_err();
    let output = if binds { "locked/out" } else { "/proc/jingwei/out" };
    let outcome = toy.jingwei(&["run", "toy/study.toml", "--output", output]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    assert!(outcome.stderr.starts_with(&format!("error: {output}: cannot be written\n  cause: ")));
    assert!(outcome.stderr.contains("choose a folder that you may write to with --output"));
}

#[test]
fn a_full_disk() {
    // A limit on the size of files stands for a disk without space: writing fails midway.
    for (blocks, name) in [(8, "disk_full_early"), (40, "disk_full_late")] {
        let toy = StudyCopy::of_toy();
        let limited = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" \"$@\"");
        let output = Command::new("bash")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_jingwei")])
            .args(["run", "toy/study.toml", "--output", "out", "--threads", "1"])
            .current_dir(toy.folder())
            .output()
            .unwrap();
        let outcome = Outcome::of(&output);
        assert_eq!(outcome.code, Some(1));
        // Which file is the first to be too large is not the point.
        let (first, rest) = outcome.stderr.split_once('\n').unwrap();
        assert!(first.starts_with("error: out/") && first.ends_with(": cannot be written"), "{first}");
        assert_said!(name, rest);
        assert!(toy.beside().is_empty(), "{:?} was left behind", toy.beside());
    }
}

#[test]
fn a_run_goes_to_no_standard_output() {
    let outcome = StudyCopy::of_toy().jingwei(&["run", "toy/study.toml", "--output", "-"]);
    assert_eq!(outcome.code, Some(2));
    assert_said!("run_to_standard_output", outcome.stderr);
}
