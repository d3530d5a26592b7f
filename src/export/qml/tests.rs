use super::*;
use crate::classify::Classes;
use crate::export::{Category, Colour, Style};
use geo_types::Coord;
use proptest::prelude::*;

fn column(name: &str, values: Values) -> Column {
    Column {
        name: name.into(),
        alias: Bilingual::new("时间", "Time"),
        unit: Bilingual::new("分钟", "min"),
        decimals: 1,
        values,
    }
}

fn layer(points: &[Coord<f64>], values: Values, style: Style) -> OutputLayer<'_> {
    OutputLayer {
        name: "cities".into(),
        title: Bilingual::default(),
        shapes: Shapes::Points(points),
        columns: vec![column("v", values)],
        style,
        labels: Some("v".into()),
    }
}

fn graduated(bounds: &[f64]) -> Style {
    Style::Graduated {
        column: "v".into(),
        classes: Classes { bounds: bounds.to_vec(), of: Vec::new() },
        colours: vec![Colour(1, 2, 3); bounds.len() - 1],
    }
}

fn categorized(values: &[&str]) -> Style {
    let category = |value: &&str| Category {
        value: (*value).to_owned(),
        label: Bilingual::same(*value),
        colour: Colour(1, 2, 3),
        width_mm: None,
    };
    Style::Categorized { column: "v".into(), categories: values.iter().map(category).collect() }
}

fn written(layer: &OutputLayer, language: Language) -> String {
    let mut bytes = Vec::new();
    write(layer, language, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

const ORIGIN: Coord<f64> = Coord { x: 0.0, y: 0.0 };

#[test]
fn complete_numbers_are_graduated_with_exact_bounds() {
    let points = [ORIGIN; 2];
    let values = Values::Real(vec![Some(1.0 / 3.0), Some(2.0)]);
    let text = written(&layer(&points, values, graduated(&[1.0 / 3.0, 2.0])), Language::Zh);
    assert!(text.contains(r#"type="graduatedSymbol" attr="v""#), "{text}");
    let range =
        r#"<range symbol="0" lower="0.3333333333333333" upper="2" label="0.3 – 2.0 分钟" render="true"/>"#;
    assert!(text.contains(range), "{text}");
    assert!(text.contains(r#"<alias field="v" index="0" name="时间（分钟） Time (min)"/>"#), "{text}");
}

#[test]
fn absent_numbers_make_rules_with_else() {
    let points = [ORIGIN; 3];
    let values = Values::Real(vec![Some(1.0), None, Some(5.0)]);
    let text = written(&layer(&points, values, graduated(&[1.0, 2.0, 3.0])), Language::En);
    assert!(text.contains(r#"filter="&quot;v&quot; &gt;= 1 AND &quot;v&quot; &lt;= 2"/>"#), "{text}");
    assert!(text.contains(r#"filter="&quot;v&quot; &gt; 2 AND &quot;v&quot; &lt;= 3"/>"#), "{text}");
    assert!(text.contains(r#"<rule key="c2" symbol="2" label="No data" filter="ELSE"/>"#), "{text}");
    assert!(text.contains(r#"name="Time (min) 时间（分钟）"/>"#), "{text}");
}

#[test]
fn other_categories_are_no_data() {
    let points = [ORIGIN; 2];
    let values = Values::Text(vec![Some("a<b>&\"c'".into()), None]);
    let text = written(&layer(&points, values, categorized(&["a<b>&\"c'"])), Language::Zh);
    let escaped = "a&lt;b&gt;&amp;&quot;c&apos;";
    assert!(text.contains(&format!(r#"value="{escaped}" type="string" label="{escaped}""#)), "{text}");
    assert!(text.contains(r#"value="" type="string" label="无数据""#), "{text}");
}

#[test]
fn absent_truth_is_not_false() {
    let points = [ORIGIN; 2];
    let values = Values::Boolean(vec![Some(true), None]);
    let text = written(&layer(&points, values, categorized(&["true", "false"])), Language::Zh);
    assert!(text.contains(r#"filter="&quot;v&quot; = false"/>"#), "{text}");
    assert!(text.contains(r#"label="无数据" filter="ELSE"/>"#), "{text}");
}

#[test]
fn quotes_in_a_field_name_are_doubled() {
    let key = Key::Interval { lower: -1.0, upper: 1e16 };
    assert_eq!(rule_filter("a\"b", &key, false), r#""a""b" > -1 AND "a""b" <= 10000000000000000"#);
}

#[test]
fn names_appear_where_there_is_room() {
    let points: Vec<Coord<f64>> =
        (0..100).map(|i| Coord { x: f64::from(i % 10), y: f64::from(i / 10) }).collect();
    // A name each 0.9 degrees: 100 km on 14 mm.
    assert!((smallest_scale(Shapes::Points(&points)) - 7e6).abs() < 1.0);
}

proptest! {
    #[test]
    fn each_entry_has_its_symbol(
        values in proptest::collection::vec(proptest::option::of(-9.0..9.0f64), 1..20),
        name in any::<String>(),
    ) {
        let points = vec![ORIGIN; values.len()];
        let mut layer = layer(&points, Values::Real(values), graduated(&[-5.0, 0.0, 5.0]));
        layer.columns[0].alias = Bilingual::same(name);
        let text = written(&layer, Language::Zh);
        prop_assert_eq!(text.matches("<symbol ").count(), layer.legend().entries.len());
        prop_assert_eq!(text.matches('<').count(), text.matches('>').count());
        prop_assert_eq!(&text, &written(&layer, Language::Zh));
    }
}

fn changes(bounds: &[f64], apart: &[&str]) -> Style {
    let Style::Categorized { categories, .. } = categorized(apart) else {
        unreachable!("categories as made")
    };
    Style::Changes {
        column: "v".into(),
        classes: Classes { bounds: bounds.to_vec(), of: Vec::new() },
        colours: vec![Colour(1, 2, 3); bounds.len().saturating_sub(1)],
        apart: "state".into(),
        categories,
    }
}

fn changed(points: &[Coord<f64>], values: Vec<Option<f64>>, states: &[&str], style: Style) -> String {
    let mut layer = layer(points, Values::Real(values), style);
    let states = states.iter().map(|state| Some((*state).to_owned())).collect();
    layer.columns.push(column("state", Values::Text(states)));
    written(&layer, Language::En)
}

#[test]
fn zero_is_in_no_class_of_changes() {
    let points = [ORIGIN; 4];
    let values = vec![Some(-2.0), Some(0.0), Some(3.0), None];
    let style = changes(&[-2.0, 0.0, 3.0], &["same", "it's new"]);
    let text = changed(&points, values, &["gain", "same", "loss", "it's new"], style);
    for filter in [
        "&quot;v&quot; &gt;= -2 AND &quot;v&quot; &lt; 0",
        "&quot;v&quot; &gt; 0 AND &quot;v&quot; &lt;= 3",
        "&quot;state&quot; = &apos;same&apos;",
        "&quot;state&quot; = &apos;it&apos;&apos;s new&apos;",
    ] {
        assert!(text.contains(&format!("filter=\"{filter}\"")), "{filter} in {text}");
    }
    assert!(text.contains(r#"type="RuleRenderer""#) && !text.contains("ELSE"), "{text}");
}

#[test]
fn where_nothing_changes_there_are_rules_all_the_same() {
    let points = [ORIGIN; 2];
    let text = changed(&points, vec![Some(0.0), None], &["same", "never"], changes(&[], &["same"]));
    assert!(text.contains(r#"type="RuleRenderer""#), "{text}");
    assert!(text.contains("&quot;state&quot; = &apos;same&apos;") && text.contains("ELSE"), "{text}");
}
