//! The session of a corridor study, as `examples/corridor_study.sh` writes it.

use std::path::Path;
use std::process::Command;

#[test]
fn the_session_answers_who_gains_how_much_and_whether_it_levels() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new("bash")
        .arg("examples/corridor_study.sh")
        .arg(folder.path())
        .env("JINGWEI", env!("CARGO_BIN_EXE_jingwei"))
        .current_dir(root)
        .output()
        .unwrap();
    let (said, talk) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{said}\n{talk}");
    // Who gains and how much; does it level; what was not reachable; the sum check; the sweeps.
    for words in ["个城市改善，最多的是", "趋于", "前后均未接入网络的城市", "0 对变长", "敏感性："]
    {
        assert!(talk.contains(words), "`{words}` is not in\n{talk}");
    }
    assert!(said.contains("雄商高铁"), "the trip of the plan runs over the new line:\n{said}");
    for layer in ["watt_change", "influence", "critical", "years", "circles"] {
        for extension in ["geojson", "qml"] {
            let file = folder.path().join(layer).with_extension(extension);
            assert!(file.is_file(), "{}", file.display());
        }
    }
    let years = std::fs::read_to_string(folder.path().join("years.qml")).unwrap();
    assert!(years.contains(r#"startField="begin" endField="end""#), "ready for the temporal controller");
    assert!(folder.path().join("study/report.html").is_file());
}
