//! What is written is read back, and what is wrong is said with its place.

use super::*;
use proptest::prelude::*;

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{i:06}")).collect()
}

/// Weights of any bits but those of no number.
fn weights() -> impl Strategy<Value = Weights> {
    let weight = any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |weight| weight.is_finite());
    (1..12_usize).prop_flat_map(move |units| {
        let row = proptest::collection::btree_map(0..units, weight.clone(), 0..units);
        proptest::collection::vec(row, units).prop_map(|rows| {
            Weights::from_rows(rows.into_iter().map(|row| row.into_iter().collect()).collect())
        })
    })
}

fn bits(weights: &Weights) -> Vec<Vec<(usize, u64)>> {
    (0..weights.len()).map(|i| weights.row(i).map(|(j, weight)| (j, weight.to_bits())).collect()).collect()
}

fn again(format: Format, weights: &Weights) -> Weights {
    let ids = ids(weights.len());
    let text = written(format, weights, &ids).unwrap();
    let read = parse(format, Path::new("again"), text.as_bytes(), &ids).unwrap();
    assert_eq!(read.findings, []);
    read.weights
}

proptest! {
    #[test]
    fn weights_come_back_to_the_last_bit(weights in weights()) {
        for format in [Format::Gwt, Format::Csv] {
            prop_assert_eq!(bits(&again(format, &weights)), bits(&weights));
        }
        let binary = weights.binary();
        prop_assert_eq!(bits(&again(Format::Gal, &binary)), bits(&binary));
    }

    #[test]
    fn no_bytes_break_a_reader(bytes in proptest::collection::vec(any::<u8>(), 0..60), text in "[0-3 a\n.\t,-]{0,40}") {
        for format in [Format::Gal, Format::Gwt, Format::Csv] {
            drop(parse(format, Path::new("any"), &bytes, &ids(2)));
            drop(parse(format, Path::new("any"), text.as_bytes(), &["1".to_owned(), "2".to_owned()]));
        }
    }
}

fn said(format: Format, text: &str) -> Vec<String> {
    let ids = ["110000", "120000", "130000"].map(String::from);
    match parse(format, Path::new("w"), text.as_bytes(), &ids) {
        Ok(read) => read.findings.iter().map(|finding| format!("{finding} [{}]", finding.code)).collect(),
        Err(error) => error
            .into_findings()
            .unwrap()
            .iter()
            .map(|finding| format!("{finding} [{}] {}", finding.code, finding.next_step()))
            .collect(),
    }
}

#[test]
fn what_is_wrong_in_a_gal_is_said_with_line_and_identifier() {
    let gal = |text| said(Format::Gal, text);
    assert_eq!(gal("3\n110000 1\n120000\n120000 1\n110000\n130000 0\n\n"), [""; 0]);
    assert_eq!(gal("0 3 china adcode\n130000 1\n120000\n120000 0\n110000 0\n"), [""; 0]);
    assert_eq!(
        gal("2\n110000 2\n120001 120000\n190000 0\n"),
        [
            "w: line 3 (`110000`): no unit has this identifier: `120001` [E-WGT-002] the nearest are `120000`, `110000`, `130000`",
            "w: line 4: no unit has this identifier: `190000` [E-WGT-002] the nearest are `110000`, `120000`, `130000`"
        ]
    );
    let again = "write the file again, or name another one";
    assert_eq!(
        gal("3\n110000 2\n120000\n"),
        [format!(
            "w: line 3 (`110000`): the file ends before the neighbours of a unit do [E-WGT-003] {again}"
        )]
    );
    assert_eq!(
        gal("1\n110000 two\n120000\n"),
        [format!(
            "w: line 2 (`110000`): the number of neighbours is no whole number: `two` [E-WGT-003] {again}"
        )]
    );
    assert_eq!(
        gal("four\n"),
        [format!(
            "w: line 1: the first line does not say how many units there are: `four` [E-WGT-003] {again}"
        )]
    );
    assert_eq!(gal("").len(), 1);
    assert_eq!(
        gal("3\n110000 0\n110000 0\n120000 0\n"),
        [
            "w: line 3 (`110000`): the unit is listed twice [E-ID-002] give every feature its own identifier; dissolve parts of one unit into one multipolygon"
        ]
    );
    assert_eq!(gal("5\n110000 0\n120000 0\n130000 0\n").len(), 1);
    assert_eq!(
        gal("2\n110000 2\n120000 120000\n120000 0\n"),
        [
            "w: line 3 (`110000 → 120000`): the pair is listed already and counts once [W-JOIN-005]",
            "w: `130000`: the file does not list the unit, which is left without a neighbour [W-JOIN-003]"
        ]
    );
}

#[test]
fn what_is_wrong_in_a_gwt_or_csv_is_said_with_its_line() {
    assert_eq!(
        said(Format::Gwt, "0 3 china adcode\n110000 120000 1\n110000 120000 2\n110000 150000 NaN\n110000\n")
            .into_iter()
            .map(|text| text.split(" [").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>(),
        [
            "w: line 3 (`110000 → 120000`): the pair is listed already with another weight: `2`",
            "w: line 4 (`110000 → 150000`): a weight is a finite number: `NaN`",
            "w: line 4: no unit has this identifier: `150000`",
            "w: line 5: a line reads: from to weight: `110000`"
        ]
    );
    assert_eq!(said(Format::Gwt, "0 9 x y\n").len(), 1);
    assert_eq!(
        said(Format::Csv, "from,to,weight\n110000,120000,1\n110000,120000,1\n"),
        ["w: line 3 (`110000 → 120000`): the pair is listed already and counts once: `1` [W-JOIN-005]"]
    );
    assert_eq!(said(Format::Csv, "focal,neighbor\n110000,120000\n"), [""; 0]);
    let wrong = said(Format::Csv, "from,to,weight\n110000,120000,\n110000,120000,far\n");
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(said(Format::Csv, "a,b\n1,2\n")[0].contains("[E-FIELD-002]"));
}

#[test]
fn what_a_form_cannot_hold_is_not_written() {
    let weights = Weights::from_rows(vec![vec![(1, 0.5)], vec![]]);
    let refused = written(Format::Gal, &weights, &ids(2)).unwrap_err();
    assert!(refused.to_string().contains("GAL holds no weights other than 1: `0.5`"), "{refused}");
    let spaced = ["a b".to_owned(), String::new()];
    for format in [Format::Gal, Format::Gwt] {
        let Err(Error::Input(findings)) = written(format, &weights.binary(), &spaced) else {
            panic!("identifiers with spaces are refused")
        };
        assert_eq!(findings.len(), 2);
    }
    let quoted = ["a \"b\", c".to_owned(), "d".to_owned()];
    let text = written(Format::Csv, &weights, &quoted).unwrap();
    let read = parse(Format::Csv, Path::new("quoted"), text.as_bytes(), &quoted).unwrap();
    assert_eq!(read.weights, weights);
}
