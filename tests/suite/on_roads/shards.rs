//! Parts of a matrix, and putting them together.

use super::{on_grid, with_grid};
use crate::study_copy::{StudyCopy, assert_said};

/// The shards of the grid's matrix in files of `ending`.
fn shards(grid: &StudyCopy, of: usize, ending: &str) -> Vec<String> {
    (1..=of)
        .map(|number| {
            let (shard, file) = (format!("{number}/{of}"), format!("toy/part-{of}-{number}.{ending}"));
            let outcome = grid.jingwei(&on_grid("matrix", &["--shard", &shard, "-o", &file]));
            assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
            file
        })
        .collect()
}

fn merge_into_whole(ending: &str) {
    let grid = with_grid(5);
    let whole = format!("toy/whole.{ending}");
    assert_eq!(grid.jingwei(&on_grid("matrix", &["-o", &whole])).code, Some(0));
    for of in [1, 3, 40] {
        let mut parts = shards(&grid, of, ending);
        parts.reverse();
        let joined = format!("toy/joined-{of}.{ending}");
        let mut arguments: Vec<&str> = vec!["merge"];
        arguments.extend(parts.iter().map(String::as_str));
        let outcome = grid.jingwei(&[&arguments[..], &["-o", &joined]].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""), "{}", outcome.stderr);
        let bytes = |file: &str| std::fs::read(grid.folder().join(file)).unwrap();
        assert!(bytes(&joined) == bytes(&whole), "{of} shards");
        assert!(bytes(&whole).len() > 1000);
    }
}

#[test]
fn shards_in_csv_merge_into_the_whole() {
    merge_into_whole("csv");
}

#[test]
#[cfg(feature = "parquet")]
fn shards_in_parquet_merge_into_the_whole() {
    merge_into_whole("parquet");
}

#[test]
#[cfg(not(feature = "parquet"))]
fn without_parquet_it_is_said_how_to_build_it() {
    let grid = with_grid(3);
    let outcome = grid.jingwei(&on_grid("matrix", &["-o", "toy/times.parquet"]));
    assert_eq!(outcome.code, Some(3));
    assert_said!("without_parquet", outcome.stderr);
    assert!(!grid.file("times.parquet").exists());
}

#[test]
fn merged_shards_go_to_standard_output_too() {
    let grid = with_grid(3);
    let whole = grid.jingwei(&on_grid("matrix", &[])).stdout;
    let parts = shards(&grid, 2, "csv");
    let merged = grid.jingwei(&["merge", &parts[1], &parts[0], "-o", "-"]);
    assert_eq!((merged.code, merged.stdout), (Some(0), whole));
}

#[test]
fn shards_that_do_not_belong_together_are_refused() {
    let grid = with_grid(3);
    let parts = shards(&grid, 3, "csv");
    let refused = |files: &[&str]| {
        let outcome = grid.jingwei(&[&["merge"], files, &["-o", "toy/joined.csv"]].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""), "{}", outcome.stderr);
        assert!(!grid.file("joined.csv").exists());
        outcome.stderr
    };
    let [a, b, c] = [&parts[0], &parts[1], &parts[2]].map(String::as_str);
    assert_said!("merge_missing", refused(&[a, c]));
    assert_said!("merge_twice", refused(&[a, b, b, c]));
    assert_said!("merge_no_shard", refused(&[a, b, "toy/grid_nodes.csv"]));
    assert_said!("merge_no_file", refused(&[a, b, "toy/part-3-4.csv"]));
    let other = ["--within", "1", "--shard", "3/3", "-o", "toy/other.csv"];
    assert_eq!(grid.jingwei(&on_grid("matrix", &other)).code, Some(0));
    assert_said!("merge_other_question", refused(&[a, b, "toy/other.csv"]));
    let text = grid.read("part-3-2.csv");
    let grid = grid.with("part-3-2.csv", &text[..text.len() - 30]);
    let outcome = grid.jingwei(&["merge", a, b, c, "-o", "toy/joined.csv"]);
    assert_eq!(outcome.code, Some(3));
    assert_said!("merge_damaged", outcome.stderr);
    let itself = grid.jingwei(&["merge", a, b, c, "-o", a, "--overwrite"]);
    assert_eq!(itself.code, Some(2));
}
