use super::*;
use crate::layer::Field;
use proptest::prelude::*;

/// Two columns of each type, with gaps.
fn fields() -> Fields {
    let field = |name: &str, values| Field { name: name.to_owned(), values };
    let text = |texts: [&str; 5]| {
        Values::Text(texts.iter().map(|text| (!text.is_empty()).then(|| (*text).to_owned())).collect())
    };
    Fields(vec![
        field("mode", text(["hsr", "rail", "hsr", "", "ferry"])),
        field("线路", text(["京沪高铁", "京广铁路", "", "it's", "京_%"])),
        field("opened", Values::Integer(vec![Some(2011), Some(1957), None, Some(2020), Some(0)])),
        field("speed", Values::Real(vec![Some(300.0), Some(-0.0), Some(0.5), None, None])),
        field("oneway", Values::Boolean(vec![Some(true), None, Some(false), Some(false), Some(true)])),
        field("nothing", Values::Text(vec![None; 5])),
    ])
}

fn chosen(text: &str) -> Vec<usize> {
    let passes = Filter::parse(text).unwrap().select(&fields()).unwrap();
    (0..passes.len()).filter(|&row| passes[row]).collect()
}

#[test]
fn what_the_page_says_holds() {
    for (text, rows) in [
        ("mode = 'hsr'", vec![0, 2]),
        ("mode != 'hsr'", vec![1, 4]),
        ("线路 = '京沪高铁'", vec![0]),
        ("\"线路\" = 'it''s'", vec![3]),
        ("线路 like '京%'", vec![0, 1, 4]),
        ("线路 like '京_高_'", vec![0]),
        ("线路 not like '%铁%'", vec![3, 4]),
        ("opened < 2011", vec![1, 4]),
        ("opened<=2011 AND Not (speed = 0)", vec![0]),
        ("opened = null", vec![2]),
        ("opened is not null and opened <> 0", vec![0, 1, 3]),
        ("not opened < 2015", vec![3]),
        ("opened in (2011, 0, 1e3)", vec![0, 4]),
        ("opened not in (2011, 0)", vec![1, 3]),
        ("speed = 0 or speed = +.5", vec![1, 2]),
        ("speed >= -1.5", vec![0, 1, 2]),
        ("oneway = false and mode = 'hsr'", vec![2]),
        ("oneway != true", vec![2, 3]),
        ("mode = 'hsr' or mode = 'rail' and opened > 2000", vec![0, 2]),
        ("(mode = 'hsr' or mode = 'rail') and opened < 2000", vec![1]),
        ("opened > 2050 or mode = 'ferry'", vec![4]),
        ("opened > 2000 or mode = 'hsr'", vec![0, 2, 3]),
        ("nothing = 3 or nothing = 'x'", vec![]),
        ("nothing is null", vec![0, 1, 2, 3, 4]),
    ] {
        assert_eq!(chosen(text), rows, "{text}");
    }
}

#[test]
fn what_cannot_be_understood_is_said_with_its_place() {
    let said = |text: &str| match Filter::parse(text).and_then(|filter| filter.select(&fields())) {
        Ok(_) => panic!("{text} is understood"),
        Err(finding) => format!("{} | {}", finding.what, finding.hint),
    };
    for (text, what) in [
        ("", "the filter is empty, at character 1 | "),
        (
            "mode",
            "a comparison such as `=`, `in` or `like` is wanted after the field, not the end, at character 5 | ",
        ),
        ("mode == 'hsr'", "`==` is written `=` in a filter, at character 6 | write `=`"),
        (
            "mode = hsr",
            "a value is wanted, not the name `hsr`, at character 8 | text stands in single quotes: 'hsr'",
        ),
        (
            "'hsr' = mode",
            "a field is wanted, not the text `'hsr'`, at character 1 | the field comes first, the value after it: mode = 'hsr'",
        ),
        ("mode ＝ 'hsr'", "`＝` means nothing in a filter, at character 6 | write the ASCII sign ="),
        ("线路 = ‘京’", "`‘` means nothing in a filter, at character 6 | write the ASCII sign '"),
        (
            "mode = 'hsr",
            "the quote `'` is not closed, at character 8 | text stands in 'single quotes', fields in \"double quotes\"",
        ),
        (
            "(mode = 'a' or mode = 'b'",
            "`)` is wanted to close the parenthesis, not the end, at character 26 | ",
        ),
        ("mode = 'a')", "this `)` closes nothing, at character 11 | "),
        ("mode = 'a' opened = 3", "`and` or `or` is wanted before `opened`, at character 12 | "),
        ("mode = 'a' and", "a field is wanted, not the end, at character 15 | "),
        ("mode in ()", "a value is wanted, not `)`, at character 10 | "),
        (
            "mode in ('a', null)",
            "`null` cannot stand in a list, at character 15 | ask for it apart: (x in (1, 2) or x = null)",
        ),
        ("mode in 'a'", "`(` is wanted after `in`, not `'a'`, at character 9 | "),
        ("opened < null", "nothing lies above or below `null`, at character 10 | "),
        (
            "opened < 2015年",
            "`2015年` is no number, at character 10 | put text in 'single quotes' and names that begin with a digit in \"double quotes\"",
        ),
        ("opend < 2015", "there is no field `opend`, at character 1 | the nearest is `opened`"),
        (
            "mode = 'a' and gdp > 1",
            "there is no field `gdp`, at character 16 | the fields are mode, 线路, opened, speed, oneway, nothing",
        ),
        (
            "mode = 3",
            "the field `mode` holds text, but is compared with the number `3`, at character 1 | write '3' in single quotes",
        ),
        (
            "opened = '2015'",
            "the field `opened` holds numbers, but is compared with the text `'2015'`, at character 1 | write 2015 without quotes",
        ),
        (
            "opened = 'old'",
            "the field `opened` holds numbers, but is compared with the text `'old'`, at character 1 | compare it with a value of its own kind",
        ),
        (
            "oneway = 1",
            "the field `oneway` holds true or false, but is compared with the number `1`, at character 1 | write true or false",
        ),
        (
            "oneway < true",
            "the field `oneway` holds true or false, of which none is above or below the other (`<`), at character 1 | compare true and false with `=` or `!=`",
        ),
        (
            "opened like '20%'",
            "the field `opened` holds numbers, which no pattern describes, at character 1 | `like` is for text; compare numbers with =, < and >",
        ),
        (
            "opened in (2011, 'x')",
            "the field `opened` holds numbers, but is compared with the text `'x'`, at character 1 | compare it with a value of its own kind",
        ),
    ] {
        assert_eq!(said(text), what, "{text}");
    }
    let deep = format!("{}mode = 'a'{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(said(&deep).starts_with("parentheses and `not` stand deeper than 64"));
    assert!(said(&"not ".repeat(100_000)).starts_with("parentheses and `not` stand deeper"));
}

/// The expression in words, with parentheses wherever they may stand.
fn written(expression: &Expression) -> String {
    let several = |parts: &[Expression], word: &str| {
        parts.iter().map(|part| format!("({})", written(part))).collect::<Vec<_>>().join(word)
    };
    let literal = |literal: &Literal| match literal {
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Literal::Boolean(flag) => flag.to_string(),
    };
    match expression {
        Expression::Any(parts) => several(parts, " or "),
        Expression::All(parts) => several(parts, " AND "),
        Expression::Not(inside) => format!("not ({})", written(inside)),
        Expression::Test(Test { field, condition, .. }) => {
            let not = |wanted: &bool| if *wanted { "" } else { "not " };
            match condition {
                Condition::Compare(comparison, value) => {
                    format!("{field} {} {}", comparison.sign(), literal(value))
                }
                Condition::In(wanted, values) => {
                    let values: Vec<_> = values.iter().map(literal).collect();
                    format!("{field} {}in ({})", not(wanted), values.join(", "))
                }
                Condition::Like(wanted, pattern) => {
                    format!("{field} {}like {}", not(wanted), literal(&Literal::Text(pattern.clone())))
                }
                Condition::Absent(wanted) => format!("\"{field}\" is {}null", not(wanted)),
            }
        }
    }
}

/// The obvious judge: one row at a time, each value looked at by itself.
fn passes(expression: &Expression, fields: &Fields, row: usize) -> Option<bool> {
    let of_parts =
        |parts: &[Expression]| parts.iter().map(|part| passes(part, fields, row)).collect::<Vec<_>>();
    match expression {
        Expression::Any(parts) => {
            let parts = of_parts(parts);
            if parts.contains(&Some(true)) { Some(true) } else { (!parts.contains(&None)).then_some(false) }
        }
        Expression::All(parts) => {
            let parts = of_parts(parts);
            if parts.contains(&Some(false)) { Some(false) } else { (!parts.contains(&None)).then_some(true) }
        }
        Expression::Not(inside) => Some(!passes(inside, fields, row)?),
        Expression::Test(Test { field, condition, .. }) => {
            let values = &fields.named(field).unwrap().values;
            let text = values.text(row);
            let equal = |literal: &Literal| match literal {
                Literal::Number(number) => values.number(row) == Some(*number),
                Literal::Text(wanted) => text.as_ref() == Some(wanted),
                Literal::Boolean(wanted) => text == Some(wanted.to_string()),
            };
            let less = |literal: &Literal| match literal {
                Literal::Number(number) => values.number(row).unwrap() < *number,
                Literal::Text(wanted) => text.as_ref().unwrap() < wanted,
                Literal::Boolean(_) => unreachable!("true and false are not ordered"),
            };
            if let Condition::Absent(wanted) = condition {
                return Some(text.is_none() == *wanted);
            }
            text.as_ref()?;
            Some(match condition {
                Condition::Compare(Comparison::Equal, value) => equal(value),
                Condition::Compare(Comparison::NotEqual, value) => !equal(value),
                Condition::Compare(Comparison::Less, value) => less(value),
                Condition::Compare(Comparison::LessOrEqual, value) => less(value) || equal(value),
                Condition::Compare(Comparison::Greater, value) => !less(value) && !equal(value),
                Condition::Compare(Comparison::GreaterOrEqual, value) => !less(value),
                Condition::In(wanted, values) => values.iter().any(equal) == *wanted,
                Condition::Like(wanted, pattern) => {
                    let pattern: Vec<char> = pattern.chars().collect();
                    let text: Vec<char> = text.unwrap().chars().collect();
                    naive_like(&text, &pattern) == *wanted
                }
                Condition::Absent(_) => unreachable!("answered above"),
            })
        }
    }
}

/// Every way in which the pattern might fit.
fn naive_like(text: &[char], pattern: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('%', rest)) => (0..=text.len()).any(|taken| naive_like(&text[taken..], rest)),
        Some(('_', rest)) => !text.is_empty() && naive_like(&text[1..], rest),
        Some((c, rest)) => text.first() == Some(c) && naive_like(&text[1..], rest),
    }
}

fn condition_on(
    field: &'static str,
    ordered: bool,
    literals: Vec<Literal>,
) -> BoxedStrategy<(String, Condition)> {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let comparisons = if ordered {
        vec![Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual]
    } else {
        vec![Equal, NotEqual]
    };
    let literal = proptest::sample::select(literals);
    let compare =
        (proptest::sample::select(comparisons), literal.clone()).prop_map(|(c, l)| Condition::Compare(c, l));
    let list =
        (any::<bool>(), proptest::collection::vec(literal, 1..4)).prop_map(|(w, l)| Condition::In(w, l));
    prop_oneof![3 => compare, 2 => list, 1 => any::<bool>().prop_map(Condition::Absent)]
        .prop_map(move |condition| (field.to_owned(), condition))
        .boxed()
}

fn test_strategy() -> BoxedStrategy<Expression> {
    let texts = ["hsr", "rail", "京沪高铁", "it's", ""].map(|text| Literal::Text(text.to_owned())).to_vec();
    let numbers = [0.0, 0.5, 300.0, 2011.0, -1.0].map(Literal::Number).to_vec();
    let flags = [true, false].map(Literal::Boolean).to_vec();
    let like = (any::<bool>(), "[京高铁_%hs]{0,5}")
        .prop_map(|(wanted, pattern)| ("线路".to_owned(), Condition::Like(wanted, pattern)));
    prop_oneof![
        condition_on("mode", true, texts.clone()),
        condition_on("线路", true, texts),
        condition_on("opened", true, numbers.clone()),
        condition_on("speed", true, numbers),
        condition_on("oneway", false, flags),
        like,
    ]
    .prop_map(|(field, condition)| Expression::Test(Test { field, at: 0, condition }))
    .boxed()
}

fn expression_strategy() -> impl Strategy<Value = Expression> {
    test_strategy().prop_recursive(4, 24, 3, |inner| {
        let parts = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            parts.clone().prop_map(Expression::Any),
            parts.prop_map(Expression::All),
            inner.prop_map(|inside| Expression::Not(Box::new(inside))),
        ]
    })
}

/// The same expression with every field at place 0.
fn placeless(expression: Expression) -> Expression {
    let all = |parts: Vec<Expression>| parts.into_iter().map(placeless).collect();
    match expression {
        Expression::Any(parts) => Expression::Any(all(parts)),
        Expression::All(parts) => Expression::All(all(parts)),
        Expression::Not(inside) => Expression::Not(Box::new(placeless(*inside))),
        Expression::Test(test) => Expression::Test(Test { at: 0, ..test }),
    }
}

proptest! {
    #[test]
    fn columns_agree_with_rows_looked_at_one_by_one(expression in expression_strategy()) {
        let (text, fields) = (written(&expression), fields());
        let filter = Filter::parse(&text).unwrap();
        prop_assert_eq!(placeless(filter.expression.clone()), expression.clone(), "{}", text);
        let chosen = filter.select(&fields).unwrap();
        for (row, chosen) in chosen.into_iter().enumerate() {
            prop_assert_eq!(chosen, passes(&expression, &fields, row) == Some(true), "row {} of {}", row, text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "([a-z_京'\"()=<>!,. 0-9]|and |or |not |in |like |null |is ){0,30}") {
        if let Ok(filter) = Filter::parse(&text) {
            let _ = filter.select(&fields());
        }
    }
}
