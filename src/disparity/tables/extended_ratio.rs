//! Groups set against each other in one line: 1 : a : b : c.

use super::change::quotient;
use super::{Cell, GroupYears, Reference, Rows};
use crate::error::Result;
use std::fmt::Write;

/// One term of an extended ratio.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioTerm {
    /// The group.
    pub group: String,
    /// Its value.
    pub value: Option<f64>,
    /// Its value over that of the base; `None` where either is not known, or the base is 0.
    pub term: Option<f64>,
}

/// Groups set against each other: 1 : a : b : c.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ExtendedRatio {
    /// The group whose term is 1; `None` where it is not known.
    pub base: Option<String>,
    /// One term a group, in the order of the groups.
    pub terms: Vec<RatioTerm>,
}

/// The values of all groups in `year`, each over that of the base.
///
/// # Formula
/// `y_1 / y_b : y_2 / y_b : …` for base `b`
///
/// # Conventions
/// The terms stand in the order of the groups: [`GroupYears::select`] puts another group first. A term is `None`
/// where its value is negative or absent; all are where the base is not above zero.
///
/// # Errors
/// A year or a group that is not there.
///
/// # Example
/// ```
/// use jingwei::disparity::{GroupYears, Reference, extended_ratio};
/// let rows = [(2023, "east", Some(8.0)), (2023, "central", Some(6.0)), (2023, "west", Some(4.0))];
/// let heads = GroupYears::from_rows(rows)?;
/// let ratio = extended_ratio(&heads, 2023, &Reference::Group("east".into()))?;
/// assert_eq!(ratio.text(2), "1 : 0.75 : 0.50");
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn extended_ratio(values: &GroupYears, year: i32, base: &Reference) -> Result<ExtendedRatio> {
    let of_year = values.in_year(year)?;
    let place = base.place(values, of_year)?;
    Ok(ExtendedRatio::of(values.groups().iter().cloned().zip(of_year.iter().copied()).collect(), place))
}

impl ExtendedRatio {
    /// The ratio of named values to the one at `base`.
    pub(super) fn of(values: Vec<(String, Option<f64>)>, base: Option<usize>) -> Self {
        let under = base.and_then(|base| values[base].1);
        let name = base.map(|base| values[base].0.clone());
        let term = |(group, value): (String, Option<f64>)| {
            let term = value.zip(under).and_then(|(value, under)| quotient(value, under));
            RatioTerm { group, value, term: term.filter(|&term| term >= 0.0) }
        };
        Self { base: name, terms: values.into_iter().map(term).collect() }
    }

    /// As it is printed, `1 : 0.75 : 0.50`: the base as 1, the others with `decimals`, `–` for what is not known.
    #[must_use]
    pub fn text(&self, decimals: usize) -> String {
        let mut text = String::new();
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
                text.push_str(" : ");
            }
            let is_base = self.base.as_ref() == Some(&term.group);
            match term.term {
                Some(_) if is_base => text.push('1'),
                Some(term) => write!(text, "{term:.decimals$}").expect("a string takes any text"),
                None => text.push('–'),
            }
        }
        text
    }

    /// One row a group: `group`, `value`, `term`.
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::under(["group", "value", "term"]);
        for term in &self.terms {
            rows.push(vec![Cell::from(term.group.as_str()), term.value.into(), term.term.into()]);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_or_has_no_base_is_a_dash() {
        let rows = [(1, "a", Some(0.0)), (1, "b", Some(4.0)), (1, "c", None), (1, "d", Some(-2.0))];
        let values = GroupYears::from_rows(rows).unwrap();
        let text = |base| extended_ratio(&values, 1, &base).unwrap().text(1);
        assert_eq!(text(Reference::Group("b".into())), "0.0 : 1 : – : –");
        for base in [Reference::Group("a".into()), Reference::Group("c".into()), Reference::Highest] {
            assert_eq!(text(base), "– : – : – : –");
        }
    }

    #[test]
    fn the_lowest_may_be_one_and_the_order_is_the_callers() {
        let values =
            GroupYears::from_rows([(1, "a", Some(8.0)), (1, "b", Some(2.0)), (1, "c", Some(3.0))]).unwrap();
        let ratio = extended_ratio(&values.select(&["b", "c", "a"]).unwrap(), 1, &Reference::Lowest).unwrap();
        assert_eq!(ratio.text(1), "1 : 1.5 : 4.0");
        assert_eq!(ratio.rows().rows[2], [Cell::from("a"), 8.0.into(), 4.0.into()]);
        assert!(extended_ratio(&values, 2, &Reference::Lowest).is_err());
    }
}
