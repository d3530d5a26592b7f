use super::*;

const STUDY: &str = "[study]\ntitle = 't'\n[cities]\nfile = 'c'\nid = 'i'\npopulation = 'p'\n\
                     [corridors]\nfile = 'k'\n[network.mode.hsr]\nkind = 'rail'\n";

/// What is said of `text` with `settings`.
fn said(text: &str, settings: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("study.toml");
    std::fs::write(&file, text).unwrap();
    let settings: Vec<String> = settings.iter().map(|&setting| setting.to_owned()).collect();
    let Err(error) = read_config(&file, &settings) else { return "ok".to_owned() };
    let hints = error.hints().join("; ");
    let text = format!("{error} ({hints})");
    text.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn the_templates_are_studies() {
    for template in [
        include_str!("../../cli/assets/study.toml"),
        include_str!("../../../geodata/toy/study.toml"),
        include_str!("../../../geodata/toy/scenario.toml"),
        include_str!("../../../geodata/china/study.toml"),
    ] {
        assert_eq!(said(template, &[]), "ok");
    }
}

#[test]
fn an_unknown_key_is_told_with_its_table_and_the_nearest_known() {
    assert_eq!(
        said(&format!("{STUDY}speed_class = [{{ design_from = 3, operating_share = 1 }}]\n"), &[]),
        "study.toml: line 11: key `design_from`: [network.mode.hsr.speed_class] has no such key [E-STUDY-001] \
         (did you mean `design_from_kmh`?)"
    );
    assert_eq!(
        said(&format!("{STUDY}[acess]\n"), &[]),
        "study.toml: line 11: key `acess`: a study has no such table [E-STUDY-001] (did you mean `access`?)"
    );
    assert_eq!(
        said(&format!("{STUDY}[classes]\nramp = 'x'\n"), &[]),
        "study.toml: line 12: key `ramp`: [classes] has no such key [E-STUDY-001] (its keys are scheme, k, hinge, multiples, percentiles)"
    );
}

#[test]
fn a_wrong_value_is_told_with_its_whole_key() {
    let hint = "(`jingwei init` prints a commented study.toml with every key)";
    for (line, told) in [
        ("stop_min = 'x'", "setting `network.mode.hsr.stop_min`: a number is wanted: `x`"),
        ("[access]\nself_potential = 3", "setting `access.self_potential`: true or false is wanted: `3`"),
        ("[classes]\nk = -1", "setting `classes.k`: a whole number from zero on is wanted: `-1`"),
        ("[[rings]]\ncore = 110000", "setting `rings.core`: text in quotes is wanted: `110000`"),
        (
            "[[scenario]]\nid = 'x'\nadd = [\n  { line = 3 },\n]",
            "setting `scenario.line`: text in quotes or a list of them is wanted: `3`",
        ),
        ("[map]\nextent = [1, 2]", "setting `map.extent`: a list of 4 is wanted, not of 2"),
        ("[[rings]]\nbreaks_min = [30]", "setting `rings.core`: a study cannot do without it"),
    ] {
        let number = 10 + line.lines().count() - usize::from(line.contains("[30]") || line.ends_with("\n]"));
        let told = format!("study.toml: line {number}: {told} [E-STUDY-002] {hint}");
        assert_eq!(said(&format!("{STUDY}{line}\n"), &[]), told);
    }
    assert_eq!(
        said(&format!("{STUDY}[network]\njoin = 'crossing'\n"), &[]),
        "study.toml: line 12: setting `network.join`: the value must be `vertices` or `crossings`: `crossing` \
         [E-STUDY-002] (did you mean `crossings`?)"
    );
    assert_eq!(
        said("", &[]),
        format!("study.toml: setting `study`: a study cannot do without it [E-STUDY-002] {hint}")
    );
}

#[test]
fn a_setting_is_told_by_itself() {
    let good = "study.seed=7";
    assert_eq!(said(STUDY, &[good]), "ok");
    assert!(
        said(STUDY, &[good, "access.daily_mins=9"]).starts_with("key `daily_mins`: [access] has no such key")
    );
    assert!(
        said(STUDY, &["access.daily_min=x", good])
            .starts_with("setting `access.daily_min`: a number is wanted: `x`")
    );
    assert!(
        said(STUDY, &["access.daily_min=0"])
            .starts_with("setting `access.daily_min`: must lie above zero and at most 1000000 minutes: `0`")
    );
    assert!(
        said(STUDY, &["network.mode.bus.stop_min=1"]).contains("the table would lack its key `kind`: `1`")
    );
    assert!(said(STUDY, &["study.crs=EPSG:4490"]).starts_with("setting `study.crs`: "));
}
