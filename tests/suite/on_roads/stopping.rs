//! Machines that are too small, files that cannot be written, programs that are killed.

use super::{on_grid, with_grid};
use crate::study_copy::{Outcome, assert_said};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Bytes of the hidden files in `folder`, and how many there are.
fn hidden(folder: &std::path::Path) -> (u64, usize) {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let parts = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(".jingwei."));
    parts.fold((0, 0), |(bytes, count), part| (bytes + part.metadata().map_or(0, |m| m.len()), count + 1))
}

#[test]
fn a_killed_matrix_leaves_no_file_of_its_name() {
    let grid = with_grid(60);
    let folder = grid.file("");
    let mut child =
        grid.command(&on_grid("matrix", &["-o", "toy/times.csv"])).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while hidden(&folder).0 == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing was written");
        assert!(child.try_wait().unwrap().is_none(), "the program came to its end too soon");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!grid.file("times.csv").exists());
    assert_eq!(hidden(&folder).1, 1, "what was written stays under another name");
    let grid = grid.with("from.txt", "n0\n");
    let again = grid.jingwei(&on_grid("matrix", &["--origins", "toy/from.txt", "-o", "toy/times.csv"]));
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert_eq!(grid.read("times.csv").lines().count(), 3601);
    assert_eq!(hidden(&folder).1, 0, "what was left behind is gone");
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let grid = with_grid(20);
    let with = |threads: &str, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jingwei"));
        command.args(on_grid("matrix", more)).args(["--threads", threads, "-q"]).current_dir(grid.folder());
        command.output().unwrap().stdout
    };
    for more in [&[][..], &["--within", "2"], &["--json"]] {
        let one = with("1", more);
        assert!(one.len() > 1000 && one == with("7", more), "{more:?}");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_said_before_the_work() {
    let grid = with_grid(3);
    let outcome = grid.jingwei(&on_grid("matrix", &["-o", "toy/none/times.csv"]));
    assert_eq!(outcome.code, Some(1));
    assert_said!("matrix_no_folder", outcome.stderr);
    let exists = grid.jingwei(&on_grid("matrix", &["-o", "toy/grid.csv"]));
    assert_eq!(exists.code, Some(3));
    if std::path::Path::new("/dev/full").exists() {
        let full = grid.jingwei(&on_grid("matrix", &["-o", "/dev/full"]));
        assert_eq!(full.code, Some(2), "no ending tells how to write it: {}", full.stderr);
        let link = grid.file("full.csv");
        std::os::unix::fs::symlink("/dev/full", &link).unwrap();
        let full = grid.jingwei(&on_grid("matrix", &["-o", "toy/full.csv"]));
        assert_eq!(full.code, Some(1), "{}", full.stderr);
        assert!(full.stderr.contains("cannot be written"), "{}", full.stderr);
    }
}

/// Linux tells how much memory is left to a process, and holds it to that.
#[test]
#[cfg(target_os = "linux")]
fn a_machine_that_is_too_small_is_told_before_the_work() {
    let grid = with_grid(250);
    let arguments = on_grid("matrix", &["-o", "toy/times.csv"]);
    let command = "ulimit -v 90000 && exec \"$0\" \"$@\" --threads 1";
    let output = Command::new("bash")
        .args(["-c", command, env!("CARGO_BIN_EXE_jingwei")])
        .args(arguments)
        .current_dir(grid.folder())
        .output()
        .unwrap();
    let outcome = Outcome::of(&output);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("times to 62500 destinations need"), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("E-OUT-002") && outcome.stderr.contains("--within"),
        "{}",
        outcome.stderr
    );
    assert!(!grid.file("times.csv").exists());
}
