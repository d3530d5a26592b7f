use super::*;
use crate::study::read::read_config;

fn sweep(key: &str, values: &[&str]) -> (Study, Sweep) {
    let folder = Path::new("geodata/toy");
    let file = folder.join("study.toml");
    let study = Study::assemble(read_config(&file, &[]).unwrap(), folder, Watch::none()).unwrap();
    let values = values.iter().map(|value| {
        let config = read_config(&file, &[format!("{key}={value}")]).unwrap();
        ((*value).to_owned(), config)
    });
    let options = SweepOptions { key: key.to_owned(), values: values.collect() };
    let sweep = Sweep::measure(&study, folder, &options, Watch::none()).unwrap();
    (study, sweep)
}

/// What is reused must give what a study read from the beginning gives.
#[test]
fn every_run_is_the_study_with_that_value() {
    for (key, values) in [
        ("access.potential_exponent", ["0.5", "2"]),
        ("network.access_kmh", ["20", "60"]),
        ("corridors.as_of", ["2014", "2024"]),
    ] {
        let (_, sweep) = sweep(key, &values);
        for (run, value) in values.iter().enumerate() {
            let folder = Path::new("geodata/toy");
            let config = read_config(&folder.join("study.toml"), &[format!("{key}={value}")]).unwrap();
            let alone = Study::assemble(config, folder, Watch::none()).unwrap();
            for (swept, measured) in sweep.measures.iter().zip(measures::all(&alone).unwrap()) {
                assert_eq!(swept.runs[run + 1], measured.values(), "{key} = {value}");
            }
        }
    }
}

#[test]
fn the_value_of_the_study_changes_nothing_and_another_moves_ranks() {
    let (study, sweep) = sweep("access.potential_exponent", &["1", "6"]);
    let potential = sweep.measures.iter().find(|swept| swept.base.column.name == "pot").unwrap();
    assert_eq!(potential.agreement(0, 1).spearman, Some(1.0));
    assert!(potential.agreement(0, 2).spearman < Some(1.0));
    let mover = potential.movers()[0];
    assert!(mover.worst.0 > mover.best.0);
    let part = Sweep::part(&[sweep], &study);
    assert_eq!((part.tables.len(), part.sentences.len()), (2, 1));
}
