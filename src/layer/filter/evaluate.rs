//! A filter against columns, column by column.

use super::{Columns, Comparison, Condition, Expression, Filter, Literal, Test, fault};
use crate::error::Finding;
use crate::layer::Values;
use crate::layer::nearest::nearest_hint;
use std::cmp::Ordering;

/// Whether each feature passes; `None` where an absent value leaves it open.
type Verdicts = Vec<Option<bool>>;

pub(super) fn select<C: Columns>(filter: &Filter, columns: &C) -> Result<Vec<bool>, Box<Finding>> {
    let verdicts = expression(&filter.expression, filter, columns)?;
    Ok(verdicts.into_iter().map(|verdict| verdict == Some(true)).collect())
}

fn expression<C: Columns>(part: &Expression, filter: &Filter, columns: &C) -> Result<Verdicts, Box<Finding>> {
    // One part that settles the matter does so whatever is open in the others.
    let join = |parts: &[Expression], settles: bool| {
        let mut joined = vec![Some(!settles); columns.rows()];
        for part in parts {
            for (sofar, verdict) in joined.iter_mut().zip(expression(part, filter, columns)?) {
                *sofar = match (*sofar, verdict) {
                    (Some(a), _) | (_, Some(a)) if a == settles => Some(settles),
                    (Some(_), Some(_)) => Some(!settles),
                    _ => None,
                };
            }
        }
        Ok(joined)
    };
    match part {
        Expression::Any(parts) => join(parts, true),
        Expression::All(parts) => join(parts, false),
        Expression::Not(inside) => {
            let verdicts = expression(inside, filter, columns)?;
            Ok(verdicts.into_iter().map(|verdict| verdict.map(|passes| !passes)).collect())
        }
        Expression::Test(one) => test(one, filter, columns),
    }
}

fn test<C: Columns>(test: &Test, filter: &Filter, columns: &C) -> Result<Verdicts, Box<Finding>> {
    let values = columns.column(&test.field).ok_or_else(|| unknown(test, filter, columns))?;
    let rows = 0..values.len();
    let mismatch = |what: &str, hint: String| {
        let kind = match &*values {
            Values::Text(_) => "text",
            Values::Integer(_) | Values::Real(_) => "numbers",
            Values::Boolean(_) => "true or false",
        };
        let what = format!("the field `{}` holds {kind}, {what}", test.field);
        Box::new(fault(&filter.text, test.at, &what).hint(hint))
    };
    match &test.condition {
        Condition::Absent(wanted) => {
            // Without text of its own a value is absent, whatever its type.
            Ok(rows.map(|row| Some(values.text(row).is_none() == *wanted)).collect())
        }
        Condition::Compare(comparison, literal) => {
            if matches!(literal, Literal::Boolean(_))
                && !matches!(comparison, Comparison::Equal | Comparison::NotEqual)
            {
                let what = format!("of which none is above or below the other (`{}`)", comparison.sign());
                return Err(mismatch(&what, "compare true and false with `=` or `!=`".to_owned()));
            }
            let order = order(&values, literal).map_err(|(what, hint)| mismatch(&what, hint))?;
            Ok(order.into_iter().map(|order| order.map(|order| comparison.holds(order))).collect())
        }
        Condition::In(wanted, literals) => {
            let mut found: Verdicts = rows.map(|row| values.text(row).map(|_| !wanted)).collect();
            for literal in literals {
                let order = order(&values, literal).map_err(|(what, hint)| mismatch(&what, hint))?;
                for (found, order) in found.iter_mut().zip(order) {
                    if order == Some(Ordering::Equal) {
                        *found = Some(*wanted);
                    }
                }
            }
            Ok(found)
        }
        Condition::Like(wanted, pattern) => {
            let Values::Text(texts) = &*values else {
                let hint = "`like` is for text; compare numbers with =, < and >".to_owned();
                return Err(mismatch("which no pattern describes", hint));
            };
            let pattern: Vec<char> = pattern.chars().collect();
            let verdict =
                |text: &Option<String>| text.as_deref().map(|text| is_like(text, &pattern) == *wanted);
            Ok(texts.iter().map(verdict).collect())
        }
    }
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// How each value stands to `literal`, or why they cannot be compared and what to write instead.
fn order(values: &Values, literal: &Literal) -> Result<Vec<Option<Ordering>>, (String, String)> {
    match (values, literal) {
        (Values::Text(texts), Literal::Text(wanted)) => {
            Ok(texts.iter().map(|text| text.as_deref().map(|text| text.cmp(wanted))).collect())
        }
        (Values::Boolean(flags), Literal::Boolean(wanted)) => {
            Ok(flags.iter().map(|flag| flag.map(|flag| flag.cmp(wanted))).collect())
        }
        (Values::Integer(_) | Values::Real(_), Literal::Number(wanted)) => {
            let order = |row| values.number(row).and_then(|number| number.partial_cmp(wanted));
            Ok((0..values.len()).map(order).collect())
        }
        // A field without any value is of no type: all that is asked of it stays open.
        _ if (0..values.len()).all(|row| values.text(row).is_none()) => Ok(vec![None; values.len()]),
        (_, Literal::Text(text)) => {
            let hint = match (text.parse::<f64>(), values) {
                (Ok(_), Values::Integer(_) | Values::Real(_)) => format!("write {text} without quotes"),
                _ => "compare it with a value of its own kind".to_owned(),
            };
            Err((format!("but is compared with the text `'{text}'`"), hint))
        }
        (_, Literal::Number(number)) => {
            let hint = match values {
                Values::Text(_) => format!("write '{number}' in single quotes"),
                _ => "write true or false".to_owned(),
            };
            Err((format!("but is compared with the number `{number}`"), hint))
        }
        (_, Literal::Boolean(flag)) => Err((
            format!("but is compared with `{flag}`"),
            "compare it with a value of its own kind".to_owned(),
        )),
    }
}

fn unknown<C: Columns>(test: &Test, filter: &Filter, columns: &C) -> Box<Finding> {
    let names = columns.column_names();
    let what = format!("there is no field `{}`", test.field);
    let otherwise = format!("the fields are {}", names.join(", "));
    let hint = nearest_hint(&test.field, names.iter().copied(), &otherwise);
    Box::new(fault(&filter.text, test.at, &what).hint(hint))
}

/// Whether the whole of `text` is like `pattern`, in which `%` is any characters and `_` one.
///
/// Takes time in the product of both lengths at most: of several `%` only the last is ever gone back to.
fn is_like(text: &str, pattern: &[char]) -> bool {
    let text: Vec<char> = text.chars().collect();
    let (mut t, mut p) = (0, 0);
    // Where the last `%` stood, and how much of the text it has taken.
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('%') => {
                back = Some((p, t));
                p += 1;
            }
            Some(&c) if c == '_' || c == text[t] => {
                t += 1;
                p += 1;
            }
            _ => match &mut back {
                Some((star, taken)) => {
                    *taken += 1;
                    (t, p) = (*taken, *star + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '%')
}
