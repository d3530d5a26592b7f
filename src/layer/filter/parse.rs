//! From words to an expression, by recursive descent.

use super::words::{Token, Word, words};
use super::{Comparison, Condition, Expression, Literal, Test, fault};
use crate::error::Finding;

/// Parentheses and `not` within each other go no deeper: each level is a call within a call.
const DEEPEST: usize = 64;

/// What cannot be the name of a field unless it stands in double quotes.
const KEYWORDS: [&str; 9] = ["and", "or", "not", "in", "like", "is", "null", "true", "false"];

pub(super) fn parse(text: &str) -> Result<Expression, Box<Finding>> {
    let mut parser = Parser { text, words: words(text)?, next: 0, depth: 0 };
    let expression = parser.any()?;
    match parser.peek() {
        Token::End => Ok(expression),
        Token::Close => Err(parser.wrong("this `)` closes nothing")),
        other => Err(parser.wrong(&format!("`and` or `or` is wanted before {}", other.shown()))),
    }
}

struct Parser<'a> {
    text: &'a str,
    words: Vec<Word>,
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        &self.words[self.next].token
    }

    /// Takes the next word; the end is never left behind.
    fn take(&mut self) -> Word {
        let word = self.words[self.next].clone();
        self.next = (self.next + 1).min(self.words.len() - 1);
        word
    }

    fn wrong(&self, what: &str) -> Box<Finding> {
        Box::new(fault(self.text, self.words[self.next].at, what))
    }

    /// Takes the next word if it is the keyword `word`.
    fn takes(&mut self, word: &str) -> bool {
        let is = matches!(self.peek(), Token::Name(name) if name.eq_ignore_ascii_case(word));
        if is {
            self.take();
        }
        is
    }

    fn wants(&mut self, token: &Token, so: &str) -> Result<(), Box<Finding>> {
        if self.peek() == token {
            self.take();
            return Ok(());
        }
        Err(self.wrong(&format!("{} is wanted {so}, not {}", token.shown(), self.peek().shown())))
    }

    fn any(&mut self) -> Result<Expression, Box<Finding>> {
        let mut parts = vec![self.all()?];
        while self.takes("or") {
            parts.push(self.all()?);
        }
        Ok(joined(parts, Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, Box<Finding>> {
        let mut parts = vec![self.one()?];
        while self.takes("and") {
            parts.push(self.one()?);
        }
        Ok(joined(parts, Expression::All))
    }

    fn one(&mut self) -> Result<Expression, Box<Finding>> {
        if self.depth == DEEPEST {
            return Err(
                self.wrong(&format!("parentheses and `not` stand deeper than {DEEPEST} within each other"))
            );
        }
        self.depth += 1;
        let expression = if self.takes("not") {
            Expression::Not(Box::new(self.one()?))
        } else if *self.peek() == Token::Open {
            self.take();
            let inside = self.any()?;
            self.wants(&Token::Close, "to close the parenthesis")?;
            inside
        } else {
            Expression::Test(self.test()?)
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn test(&mut self) -> Result<Test, Box<Finding>> {
        let at = self.words[self.next].at;
        let field = match self.peek() {
            Token::Quoted(name) => name.clone(),
            Token::Name(name) if !is_keyword(name) => name.clone(),
            Token::End if self.words.len() == 1 => {
                return Err(self.wrong("the filter is empty"));
            }
            Token::Text(text) => {
                let finding = self.wrong(&format!("a field is wanted, not the text `'{text}'`"));
                return Err(Box::new(
                    finding.hint("the field comes first, the value after it: mode = 'hsr'"),
                ));
            }
            other => return Err(self.wrong(&format!("a field is wanted, not {}", other.shown()))),
        };
        self.take();
        Ok(Test { field, at, condition: self.condition()? })
    }

    fn condition(&mut self) -> Result<Condition, Box<Finding>> {
        if let Token::Compare(comparison) = *self.peek() {
            self.take();
            return self.comparison(comparison);
        }
        if self.takes("is") {
            let wanted = !self.takes("not");
            return if self.takes("null") {
                Ok(Condition::Absent(wanted))
            } else {
                Err(self.wrong(&format!("`null` is wanted after `is`, not {}", self.peek().shown())))
            };
        }
        let wanted = !self.takes("not");
        if self.takes("in") {
            return Ok(Condition::In(wanted, self.list()?));
        }
        if self.takes("like") {
            let Token::Text(pattern) = self.peek().clone() else {
                return Err(self.wrong(&format!(
                    "text in 'single quotes' is wanted after `like`, not {}",
                    self.peek().shown()
                )));
            };
            self.take();
            return Ok(Condition::Like(wanted, pattern));
        }
        let after = if wanted { "after the field" } else { "after `not`" };
        let choices = if wanted { "a comparison such as `=`, `in` or `like`" } else { "`in` or `like`" };
        Err(self.wrong(&format!("{choices} is wanted {after}, not {}", self.peek().shown())))
    }

    fn comparison(&mut self, comparison: Comparison) -> Result<Condition, Box<Finding>> {
        let at_value = self.next;
        let Some(value) = self.literal()? else {
            return match comparison {
                Comparison::Equal => Ok(Condition::Absent(true)),
                Comparison::NotEqual => Ok(Condition::Absent(false)),
                _ => {
                    self.next = at_value;
                    Err(self.wrong("nothing lies above or below `null`"))
                }
            };
        };
        Ok(Condition::Compare(comparison, value))
    }

    fn list(&mut self) -> Result<Vec<Literal>, Box<Finding>> {
        self.wants(&Token::Open, "after `in`")?;
        let mut values = Vec::new();
        loop {
            let at_value = self.next;
            let Some(value) = self.literal()? else {
                self.next = at_value;
                return Err(Box::new(
                    self.wrong("`null` cannot stand in a list")
                        .hint("ask for it apart: (x in (1, 2) or x = null)"),
                ));
            };
            values.push(value);
            if *self.peek() != Token::Comma {
                self.wants(&Token::Close, "at the end of the list")?;
                return Ok(values);
            }
            self.take();
        }
    }

    /// A value; `None` is `null`.
    fn literal(&mut self) -> Result<Option<Literal>, Box<Finding>> {
        let literal = match self.peek() {
            Token::Number(number) => Some(Literal::Number(*number)),
            Token::Text(text) => Some(Literal::Text(text.clone())),
            Token::Name(name) if name.eq_ignore_ascii_case("true") => Some(Literal::Boolean(true)),
            Token::Name(name) if name.eq_ignore_ascii_case("false") => Some(Literal::Boolean(false)),
            Token::Name(name) if name.eq_ignore_ascii_case("null") => None,
            Token::Name(name) | Token::Quoted(name) => {
                let finding = self.wrong(&format!("a value is wanted, not the name `{name}`"));
                return Err(Box::new(finding.hint(format!("text stands in single quotes: '{name}'"))));
            }
            other => return Err(self.wrong(&format!("a value is wanted, not {}", other.shown()))),
        };
        self.take();
        Ok(literal)
    }
}

fn is_keyword(name: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(name))
}

/// One part as it is, several joined.
fn joined(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}
