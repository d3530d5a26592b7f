//! Features chosen by what their fields say: `mode = 'hsr' and opened < 2015`.
//!
//! # Grammar
//! ```text
//! filter     = all { "or" all }
//! all        = one { "and" one }
//! one        = "not" one | "(" filter ")" | comparison
//! comparison = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
//!            | field [ "not" ] "in" "(" value { "," value } ")"
//!            | field [ "not" ] "like" text
//!            | field "is" [ "not" ] "null"
//! field      = a word of letters (Chinese ones too), digits and _, not beginning with a digit
//!            | any name in "double quotes"
//! value      = number | text | "true" | "false" | "null"
//! text       = anything in 'single quotes'; '' is a single quote inside it
//! ```
//! `and` binds closer than `or`, `not` closest; the words may be written in capitals; `<>` is `!=`. A field comes
//! first, the value after it.
//!
//! # Meaning
//! - Numbers compare as numbers, text by code point (so that dates such as `2014-12-26` come in order), true and false
//!   only as equal or not. A value of another type than the field is an error, never a comparison that quietly fails.
//! - `like` is for text: `%` stands for any characters, `_` for one; capitals count.
//! - An absent value makes a comparison neither true nor false, as in SQL and QGIS, and `not` leaves it so: both
//!   `opened < 2015` and `not opened < 2015` pass by features without a year. `opened = null` (or `is null`) chooses
//!   them, `opened != null` (or `is not null`) the others.

mod evaluate;
mod parse;
#[cfg(test)]
mod tests;
mod words;

use super::{Fields, Values};
use crate::error::{Code, Finding};
use std::borrow::Cow;

/// A filter, read from its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    text: String,
    expression: Expression,
}

/// What has named columns of equal length that a filter may ask.
pub trait Columns {
    /// How many features.
    fn rows(&self) -> usize;
    /// The column called `name`.
    fn column(&self, name: &str) -> Option<Cow<'_, Values>>;
    /// The names of all columns.
    fn column_names(&self) -> Vec<&str>;
}

/// A choice, or several joined.
#[derive(Debug, Clone, PartialEq)]
enum Expression {
    /// At least one of them.
    Any(Vec<Expression>),
    /// All of them.
    All(Vec<Expression>),
    /// The contrary.
    Not(Box<Expression>),
    /// One field against a value.
    Test(Test),
}

/// One field against a value.
#[derive(Debug, Clone, PartialEq)]
struct Test {
    field: String,
    /// Where the field stands in the text, in characters from 1.
    at: usize,
    condition: Condition,
}

/// What is asked of a field.
#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Compare(Comparison, Literal),
    /// `in`, or `not in` where the flag is false.
    In(bool, Vec<Literal>),
    /// `like`, or `not like` where the flag is false.
    Like(bool, String),
    /// `= null`, or `!= null` where the flag is false.
    Absent(bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, PartialEq)]
enum Literal {
    Number(f64),
    Text(String),
    Boolean(bool),
}

impl Filter {
    /// The filter that `text` says.
    ///
    /// # Errors
    /// [`Code::BadFilter`], with the place in characters from 1 at which the text cannot be understood.
    pub fn parse(text: &str) -> Result<Self, Box<Finding>> {
        let expression = parse::parse(text)?;
        Ok(Self { text: text.to_owned(), expression })
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which features of `columns` it chooses, one value a feature.
    ///
    /// # Errors
    /// [`Code::BadFilter`]: a field that is not there, with the nearest that are; a value of another type than its
    /// field.
    ///
    /// # Example
    /// ```
    /// use jingwei::layer::{Field, Fields, Filter, Values};
    ///
    /// let line = Values::Text(["京沪高铁", "京广高铁"].map(|name| Some(name.to_owned())).to_vec());
    /// let opened = Values::Integer(vec![Some(2011), None]);
    /// let field = |name: &str, values| Field { name: name.to_owned(), values };
    /// let fields = Fields(vec![field("line", line), field("opened", opened)]);
    /// let chosen = |text: &str| Filter::parse(text).unwrap().select(&fields).unwrap();
    /// assert_eq!(chosen("line like '京沪%' or opened > 2020"), [true, false]);
    /// assert_eq!(chosen("not opened = 2011"), [false, false]);
    /// assert_eq!(chosen("opened = null"), [false, true]);
    /// ```
    pub fn select<C: Columns>(&self, columns: &C) -> Result<Vec<bool>, Box<Finding>> {
        evaluate::select(self, columns)
    }
}

impl Columns for Fields {
    fn rows(&self) -> usize {
        self.0.first().map_or(0, |field| field.values.len())
    }

    fn column(&self, name: &str) -> Option<Cow<'_, Values>> {
        self.named(name).map(|field| Cow::Borrowed(&field.values))
    }

    fn column_names(&self) -> Vec<&str> {
        self.names().collect()
    }
}

/// What is wrong with `text` at character `at`.
fn fault(text: &str, at: usize, what: &str) -> Finding {
    Finding::new(Code::BadFilter, format!("{what}, at character {at}")).value(text)
}
