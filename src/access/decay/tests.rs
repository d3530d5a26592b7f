use super::*;

fn at(text: &str, minutes: f64) -> f64 {
    text.parse::<Decay>().unwrap().at(Minutes::new(minutes))
}

/// Worked by hand from the formulas.
#[test]
fn every_form_is_its_formula() {
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-12, "{value} {expected}");
    near(at("power:exponent=2", 10.0), 0.01);
    near(at("power:exponent=2", 0.5), 1.0);
    near(at("exponential:rate=0.1", 10.0), (-1.0_f64).exp());
    near(at("exponential:half_life=10", 30.0), 0.125);
    near(at("gaussian:bandwidth=10", 20.0), (-2.0_f64).exp());
    // Half is left at the inflection, but for the scale of 1 + exp(-30 π / (10 √3)).
    near(
        at("logistic:inflection=30,deviation=10", 30.0),
        f64::midpoint(1.0, (-3.0 * PI / 3.0_f64.sqrt()).exp()),
    );
    near(at("logistic:deviation=10,inflection=30", 0.0), 1.0);
    near(at("log-normal:median=30,sigma=0.8", 0.0), 1.0);
    near(at("log-normal:sigma=0.8,median=30", 30.0), 0.5);
    // One deviation above the median: 1 − Φ(1), as printed in tables of the normal distribution.
    assert!((at("log-normal:median=30,sigma=0.8", 30.0 * 0.8_f64.exp()) - 0.158_655_253_931).abs() < 1e-11);
    near(at("table:0=1,30=0.5,60=0", 15.0), 0.75);
    near(at("table:0=1,30=0.5,60=0", 45.0), 0.25);
    near(at("table: 10 = 0.8 , 20 = 0.3", 5.0), 0.8);
    near(at("table:10=0.8,20=0.3", 1000.0), 0.3);
    near(at("linear:cutoff=60", 15.0), 0.75);
    near(at("linear:cutoff=60", 61.0), 0.0);
    near(at("step:cutoff=30", 30.0), 1.0);
    near(at("step:cutoff=30", 30.0001), 0.0);
}

#[test]
fn every_form_falls_from_one() {
    for form in [
        "power:exponent=1.5",
        "exponential:rate=0.05",
        "gaussian:bandwidth=20",
        "linear:cutoff=60",
        "logistic:inflection=30,deviation=8",
        "step:cutoff=30",
        "log-normal:median=30,sigma=0.8",
        "table:0=1,15=0.9,90=0.1,120=0",
    ] {
        assert!((at(form, 0.0) - 1.0).abs() < 1e-12, "{form}");
        let values: Vec<f64> = (0..500).map(|t| at(form, f64::from(t) / 3.0)).collect();
        assert!(values.windows(2).all(|pair| pair[0] >= pair[1] && pair[1] >= 0.0), "{form}");
        assert!(at(form, 1e9) < 1e-4, "{form}");
    }
}

#[test]
fn another_form_is_refused_with_all_there_are() {
    for wrong in [
        "",
        "power",
        "power:exponent=0",
        "power:exponent=NaN",
        "linear:cutoff=-1",
        "step:cut=3",
        "exponential:rate=1,half_life=2",
        "gaussian:bandwidth=inf",
        "cubic:a=1",
        "exponential:half_life=1e-320",
        "logistic:inflection=30,deviation=1e-300",
        "power:exponent=1e10",
        "log-normal:median=30",
        "log-normal:median=30,sigma=0",
        "log-normal:median=30,median=30",
        "table",
        "table:",
        "table:0=1,30",
        "table:0=1,0=0.5",
        "table:30=1,0=0.5",
        "table:-1=1,0=0.5",
        "table:0=1,30=1.5",
        "table:0=0.5,30=0.6",
        "table:0=NaN",
        "table:x=1",
    ] {
        let error = wrong.parse::<Decay>().unwrap_err();
        assert!(error.hints()[0].contains("logistic:inflection=30,deviation=8"), "{wrong}: {error}");
    }
}

#[test]
fn what_is_wrong_with_a_table_is_said() {
    for (wrong, what) in [
        ("table:", "a table of decay has a point or more"),
        ("table:5=1,5=0", "the times of a table of decay rise from point to point"),
        ("table:-5=1", "a time is zero minutes or more"),
        ("table:0=1,5=-0.1", "what an opportunity counts lies between 0 and 1"),
        ("table:0=0.2,5=0.3", "what an opportunity counts never rises with the time"),
        ("table:0=1,five=0", "`five` must be minutes with a number behind `=`"),
    ] {
        let error = wrong.parse::<Decay>().unwrap_err().to_string();
        assert!(error.starts_with(what), "{wrong}: {error}");
    }
}

#[test]
fn the_limit_is_where_nothing_is_left() {
    let limit = |text: &str| text.parse::<Decay>().unwrap().limit().map(Minutes::get);
    assert_eq!(limit("table:0=1,30=0,60=0"), Some(30.0));
    assert_eq!(limit("table:0=1,30=0.1"), None);
    assert_eq!(limit("log-normal:median=30,sigma=1"), None);
    assert_eq!(limit("step:cutoff=30"), Some(30.0));
}

#[test]
fn a_decay_is_shown_with_its_numbers() {
    let shown = |text: &str| text.parse::<Decay>().unwrap().to_string();
    assert_eq!(shown("table:0=1,30=0.5"), "table(0=1, 30=0.5)");
    assert_eq!(shown("log-normal:sigma=0.8,median=30"), "log-normal(30, 0.8)");
}

#[test]
fn a_decay_put_together_by_hand_can_be_checked() {
    assert!(Decay::Exponential { rate: 0.1 }.check().is_ok());
    let error = Decay::LogNormal { median: Minutes::ZERO, sigma: 1.0 }.check().unwrap_err();
    assert!(error.to_string().contains("setting `median`"), "{error}");
    assert!(Decay::Power { exponent: f64::NAN }.check().is_err());
    assert!(Decay::Linear { cutoff: Minutes::new(-5.0) }.check().is_err());
}
