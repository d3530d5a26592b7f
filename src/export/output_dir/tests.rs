use super::*;
use crate::export::write_whole;

fn provenance() -> Provenance {
    Provenance { proj: "9.6.2".into(), ..Provenance::default() }
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn run(path: &Path, text: &str, overwrite: bool) -> Result<PathBuf> {
    let mut out = OutputDir::create(path, overwrite)?;
    out.write("tables/a.csv", |out| out.write_all(text.as_bytes()))?;
    out.commit(&provenance())
}

fn code(error: &Error) -> &'static str {
    match error {
        Error::Input(findings) => findings[0].code.as_str(),
        other => panic!("not refused but: {other}"),
    }
}

#[test]
fn a_directory_appears_whole_with_its_parents() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("results/2024/out");
    assert_eq!(run(&out, "1", false).unwrap(), out);
    assert_eq!(fs::read_to_string(out.join("tables/a.csv")).unwrap(), "1");
    assert_eq!(entries(&root.path().join("results/2024")), ["out"]);
    let text = fs::read_to_string(out.join("provenance.json")).unwrap();
    assert!(text.contains("\"path\": \"tables/a.csv\""), "{text}");
    // SHA-256 of the one byte `1`.
    assert!(text.contains("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"), "{text}");
}

#[cfg(unix)]
#[test]
fn others_may_read_what_was_written() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let plain = root.path().join("plain");
    fs::create_dir(&plain).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    run(&root.path().join("out"), "1", false).unwrap();
    assert_eq!(mode(&root.path().join("out")), mode(&plain));
    fs::write(plain.join("a"), "1").unwrap();
    write_whole(plain.join("b"), b"1", false).unwrap();
    assert_eq!(mode(&plain.join("b")), mode(&plain.join("a")));
}

#[test]
fn our_own_directory_is_replaced_as_a_whole() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    run(&out, "1", false).unwrap();
    fs::write(out.join("stale.txt"), "").unwrap();
    run(&out, "2", false).unwrap();
    assert_eq!(entries(&out), ["provenance.json", "tables"]);
    assert_eq!(fs::read_to_string(out.join("tables/a.csv")).unwrap(), "2");
    assert_eq!(entries(root.path()), ["out"]);
}

#[test]
fn any_other_directory_is_refused_unless_told() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("provenance.json"), "{\"tool\": \"other\"}").unwrap();
    assert_eq!(code(&run(&out, "1", false).unwrap_err()), "E-OUT-001");
    assert_eq!(entries(&out), ["provenance.json"]);
    run(&out, "1", true).unwrap();
    assert_eq!(entries(&out), ["provenance.json", "tables"]);
    assert_eq!(entries(root.path()), ["out"]);
}

#[test]
fn a_file_or_the_working_directory_is_never_replaced() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("out");
    fs::write(&file, "1").unwrap();
    assert_eq!(code(&run(&file, "1", true).unwrap_err()), "E-OUT-001");
    assert_eq!(fs::read_to_string(&file).unwrap(), "1");
    for folder in [".", "..", "/"] {
        assert_eq!(code(&OutputDir::create(folder, true).unwrap_err()), "E-OUT-001");
    }
}

#[test]
fn a_directory_with_an_input_is_not_replaced() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    fs::create_dir(&out).unwrap();
    let input = out.join("cities.geojson");
    fs::write(&input, "{}").unwrap();
    let made = OutputDir::create(&out, true).unwrap();
    assert_eq!(code(&made.refuse_if_it_holds([&input]).unwrap_err()), "E-OUT-001");
    made.refuse_if_it_holds([root.path().join("absent")]).unwrap();
}

#[test]
fn dropped_without_commit_it_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("results/out");
    let mut made = OutputDir::create(&out, false).unwrap();
    made.write("a.csv", |out| out.write_all(b"1")).unwrap();
    assert_eq!(made.written().len(), 1);
    drop(made);
    assert!(entries(root.path()).is_empty());
}

#[test]
fn a_full_disk_leaves_the_old_directory_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    run(&out, "1", false).unwrap();
    let mut made = OutputDir::create(&out, false).unwrap();
    let full = made.write("a.csv", |_| Err(io::ErrorKind::StorageFull.into())).unwrap_err();
    assert!(full.to_string().ends_with("a.csv: cannot be written"), "{full}");
    assert_eq!(full.exit_code(), 1);
    drop(made);
    assert_eq!(entries(root.path()), ["out"]);
    assert_eq!(fs::read_to_string(out.join("tables/a.csv")).unwrap(), "1");
}

#[test]
fn a_place_that_cannot_be_written_to_is_an_error_before_work() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("file");
    fs::write(&file, "").unwrap();
    let error = OutputDir::create(file.join("below/out"), false).unwrap_err();
    assert!(matches!(error, Error::Write { .. }), "{error}");
    let error = write_whole(file.join("below"), b"1", false).unwrap_err();
    assert!(matches!(error, Error::Write { .. }), "{error}");
    assert_eq!(entries(root.path()), ["file"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_stays() {
    let root = tempfile::tempdir().unwrap();
    let (real, link) = (root.path().join("real"), root.path().join("link"));
    run(&real, "1", false).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    run(&link, "2", false).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(real.join("tables/a.csv")).unwrap(), "2");
}

#[test]
fn a_file_is_written_whole_and_kept_unless_told() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a.geojson");
    write_whole(&path, b"1", false).unwrap();
    assert_eq!(code(&write_whole(&path, b"2", false).unwrap_err()), "E-OUT-001");
    assert_eq!(fs::read(&path).unwrap(), b"1");
    write_whole(&path, b"2", true).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"2");
    assert_eq!(code(&write_whole(root.path(), b"2", true).unwrap_err()), "E-OUT-001");
    assert_eq!(entries(root.path()), ["a.geojson"]);
}
