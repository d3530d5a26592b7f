//! Each feature of each layer has exactly one symbol in the style beside it.

use super::program::{Written, china, toy};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Attributes = BTreeMap<String, String>;

/// The attributes of every `<name …>` in `xml`.
fn elements(xml: &str, name: &str) -> Vec<Attributes> {
    let opening = format!("<{name} ");
    let inside = |rest: &str| {
        let end = rest.find('>').expect("an element ends");
        let quoted: Vec<&str> = rest[..end].split('"').collect();
        let pairs = quoted.chunks_exact(2);
        pairs.map(|pair| (pair[0].trim_matches([' ', '=']).to_owned(), unescape(pair[1]))).collect()
    };
    xml.split(&opening).skip(1).map(inside).collect()
}

fn unescape(text: &str) -> String {
    let entities = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// The field of a filter such as `"f" >= 1 AND "f" <= 2`.
fn field(filter: &str) -> String {
    filter.split('"').nth(1).expect("a filter names its field").to_owned()
}

/// Whether `value` passes a filter.
fn passes(filter: &str, value: f64) -> bool {
    filter.split(" AND ").all(|condition| {
        let words: Vec<&str> = condition.split(' ').collect();
        let [name, sign, bound] = words[..] else { panic!("not a comparison: {condition}") };
        assert_eq!(name, format!("\"{}\"", field(filter)), "one filter has one field");
        let bound: f64 = bound.parse().unwrap_or_else(|_| panic!("no number: {condition}"));
        match sign {
            ">=" => value >= bound,
            "<=" => value <= bound,
            "<" => value < bound,
            ">" => value > bound,
            other => panic!("no sign of ours: {other}"),
        }
    })
}

/// The symbol of every feature, by the rules of classes.
fn by_rules(rules: &[Attributes], features: &[Value], layer: &str) -> Vec<String> {
    let (rest, classes): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| rule["filter"] == "ELSE");
    assert!(rest.len() <= 1, "{layer}: one class has no data");
    // What is told apart from classes of changes stands in another field.
    let (apart, classes): (Vec<_>, Vec<_>) =
        classes.into_iter().partition(|rule| rule["filter"].contains(" = "));
    let field = classes.first().map(|rule| field(&rule["filter"]));
    let symbol = |feature: &Value| {
        let is_apart = |rule: &&&Attributes| {
            let (name, text) = rule["filter"].split_once(" = ").unwrap();
            feature[name.trim_matches('"')].as_str() == Some(text.trim_matches('\''))
        };
        let value = field.as_ref().map_or(&Value::Null, |field| &feature[field]);
        assert!(value.is_null() || value.is_number(), "{layer}: {value}");
        let value = value.as_f64();
        if let Some(rule) = apart.iter().find(is_apart) {
            let none = value.is_none_or(|value| classes.iter().all(|rule| !passes(&rule["filter"], value)));
            assert!(none, "{layer}: in a class and apart");
            return rule["symbol"].clone();
        }
        let Some(value) = value else {
            return rest.first().unwrap_or_else(|| panic!("{layer}: no class for no data"))["symbol"].clone();
        };
        let of: Vec<_> = classes.iter().filter(|rule| passes(&rule["filter"], value)).collect();
        assert_eq!(of.len(), 1, "{layer}: {value} is in {} classes", of.len());
        of[0]["symbol"].clone()
    };
    features.iter().map(symbol).collect()
}

/// The symbol of every feature, by categories of `field`.
fn by_categories(categories: &[Attributes], field: &str, features: &[Value], layer: &str) -> Vec<String> {
    let symbol = |feature: &Value| {
        let value = match &feature[field] {
            Value::Null => String::new(),
            Value::String(text) if !text.is_empty() => text.clone(),
            other => panic!("{layer}: {field}: {other}"),
        };
        let of: Vec<_> = categories.iter().filter(|category| category["value"] == value).collect();
        assert_eq!(of.len(), 1, "{layer}: {field} `{value}` is in {} categories", of.len());
        of[0]["symbol"].clone()
    };
    features.iter().map(symbol).collect()
}

/// The symbol of every feature, by ranges of `field`: QGIS takes the first that holds the value, bounds included,
/// which is the class `(lower, upper]` where ranges adjoin.
fn by_ranges(ranges: &[Attributes], field: &str, features: &[Value], layer: &str) -> Vec<String> {
    let bounds: Vec<[f64; 2]> =
        ranges.iter().map(|range| ["lower", "upper"].map(|bound| range[bound].parse().unwrap())).collect();
    assert!(bounds.iter().all(|[lower, upper]| lower <= upper), "{layer}: {bounds:?}");
    assert!(bounds.windows(2).all(|pair| pair[0][1] == pair[1][0]), "{layer}: {bounds:?}");
    let symbol = |feature: &Value| {
        let value = feature[field].as_f64().unwrap_or_else(|| panic!("{layer}: no class for no data"));
        let holds = |[lower, upper]: &[f64; 2]| *lower <= value && value <= *upper;
        let place = bounds.iter().position(holds).unwrap_or_else(|| panic!("{layer}: no class for {value}"));
        ranges[place]["symbol"].clone()
    };
    features.iter().map(symbol).collect()
}

/// How many layers were looked at, and by which renderers.
pub(crate) fn check(written: &Written) -> (usize, BTreeSet<String>) {
    let files = written.files();
    let mut renderers = BTreeSet::new();
    let mut layers = 0;
    for name in files.keys().filter_map(|file| file.strip_prefix("geojson/")?.strip_suffix(".geojson")) {
        let style = String::from_utf8(files[&format!("geojson/{name}.qml")].clone()).unwrap();
        let features = written.properties(name);
        let renderer = elements(&style, "renderer-v2").remove(0);
        let used: BTreeSet<_> = match renderer["type"].as_str() {
            "RuleRenderer" => by_rules(&elements(&style, "rule"), &features, name),
            "categorizedSymbol" => {
                by_categories(&elements(&style, "category"), &renderer["attr"], &features, name)
            }
            "graduatedSymbol" => by_ranges(&elements(&style, "range"), &renderer["attr"], &features, name),
            other => panic!("{name}: no renderer of ours: {other}"),
        }
        .into_iter()
        .collect();
        let symbols: BTreeSet<_> =
            elements(&style, "symbol").into_iter().map(|symbol| symbol["name"].clone()).collect();
        assert!(!used.is_empty() && used.is_subset(&symbols), "{name}: a class without a symbol");
        let aliased: Vec<_> =
            elements(&style, "alias").into_iter().map(|alias| alias["field"].clone()).collect();
        let mut fields: Vec<_> = features[0].as_object().unwrap().keys().cloned().collect();
        fields.retain(|field| !aliased.contains(field));
        assert_eq!(fields, [""; 0], "{name}: fields without an alias");
        renderers.insert(renderer["type"].clone());
        layers += 1;
    }
    (layers, renderers)
}

#[test]
fn every_feature_has_one_symbol() {
    let [toy, china] = [check(toy()), check(china())];
    assert!(toy.0 >= 9 && china.0 >= 11, "{} and {} layers", toy.0, china.0);
    let renderers: Vec<_> = toy.1.union(&china.1).collect();
    assert_eq!(renderers, ["RuleRenderer", "categorizedSymbol", "graduatedSymbol"]);
}
