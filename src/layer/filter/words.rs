//! The words of a filter: from characters to tokens.

use super::{Comparison, fault};
use crate::error::Finding;

/// One word, and where it begins, in characters from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) token: Token,
    pub(super) at: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A bare word: a field or a keyword.
    Name(String),
    /// A field in double quotes.
    Quoted(String),
    Text(String),
    Number(f64),
    Compare(Comparison),
    Open,
    Close,
    Comma,
    End,
}

impl Token {
    /// As shown to whoever wrote it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Name(name) => format!("`{name}`"),
            Self::Quoted(name) => format!("`\"{name}\"`"),
            Self::Text(text) => format!("`'{text}'`"),
            Self::Number(number) => format!("`{number}`"),
            Self::Compare(comparison) => format!("`{}`", comparison.sign()),
            Self::Open => "`(`".to_owned(),
            Self::Close => "`)`".to_owned(),
            Self::Comma => "`,`".to_owned(),
            Self::End => "the end".to_owned(),
        }
    }
}

impl Comparison {
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// What Chinese keyboards write instead of the sign that is meant.
const FULL_WIDTH: [(char, &str); 11] = [
    ('＝', "="),
    ('＜', "<"),
    ('＞', ">"),
    ('！', "!"),
    ('（', "("),
    ('）', ")"),
    ('，', ","),
    ('‘', "'"),
    ('’', "'"),
    ('“', "'"),
    ('”', "'"),
];

/// The words of `text`, the last of which is [`Token::End`].
pub(super) fn words(text: &str) -> Result<Vec<Word>, Box<Finding>> {
    let characters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut next = 0;
    while next < characters.len() {
        if characters[next].is_whitespace() {
            next += 1;
            continue;
        }
        let at = next + 1;
        let (token, length) = token(text, &characters[next..], at)?;
        words.push(Word { token, at });
        next += length;
    }
    words.push(Word { token: Token::End, at: characters.len() + 1 });
    Ok(words)
}

/// The token with which `rest` begins, and its length in characters.
fn token(text: &str, rest: &[char], at: usize) -> Result<(Token, usize), Box<Finding>> {
    let compare = |comparison, length| Ok((Token::Compare(comparison), length));
    match (rest[0], rest.get(1).copied().unwrap_or(' ')) {
        ('=', '=') => Err(Box::new(fault(text, at, "`==` is written `=` in a filter").hint("write `=`"))),
        ('=', _) => compare(Comparison::Equal, 1),
        ('!', '=') | ('<', '>') => compare(Comparison::NotEqual, 2),
        ('<', '=') => compare(Comparison::LessOrEqual, 2),
        ('<', _) => compare(Comparison::Less, 1),
        ('>', '=') => compare(Comparison::GreaterOrEqual, 2),
        ('>', _) => compare(Comparison::Greater, 1),
        ('(', _) => Ok((Token::Open, 1)),
        (')', _) => Ok((Token::Close, 1)),
        (',', _) => Ok((Token::Comma, 1)),
        ('\'', _) => quoted(text, rest, at).map(|(text, length)| (Token::Text(text), length)),
        ('"', _) => quoted(text, rest, at).map(|(name, length)| (Token::Quoted(name), length)),
        (first, second) if first.is_ascii_digit() || (matches!(first, '-' | '+' | '.') && begins(second)) => {
            number(text, rest, at)
        }
        (first, _) if is_of_name(first) => {
            let length = rest.iter().take_while(|&&c| is_of_name(c)).count();
            Ok((Token::Name(rest[..length].iter().collect()), length))
        }
        (first, _) => {
            let finding = fault(text, at, &format!("`{first}` means nothing in a filter"));
            let meant = FULL_WIDTH.iter().find(|(wide, _)| *wide == first);
            Err(Box::new(match meant {
                Some((_, meant)) => finding.hint(format!("write the ASCII sign {meant}")),
                None => finding,
            }))
        }
    }
}

fn begins(second: char) -> bool {
    second.is_ascii_digit() || second == '.'
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What stands between two quotes of the kind with which `rest` begins; a doubled one stands for itself.
fn quoted(text: &str, rest: &[char], at: usize) -> Result<(String, usize), Box<Finding>> {
    let quote = rest[0];
    let mut inside = String::new();
    let mut next = 1;
    while let Some(&c) = rest.get(next) {
        if c != quote {
            inside.push(c);
            next += 1;
        } else if rest.get(next + 1) == Some(&quote) {
            inside.push(quote);
            next += 2;
        } else {
            return Ok((inside, next + 1));
        }
    }
    let what = format!("the quote `{quote}` is not closed");
    Err(Box::new(fault(text, at, &what).hint("text stands in 'single quotes', fields in \"double quotes\"")))
}

fn number(text: &str, rest: &[char], at: usize) -> Result<(Token, usize), Box<Finding>> {
    let of_number = |(i, c): (usize, char)| {
        let exponent = i > 0 && matches!(rest[i - 1], 'e' | 'E');
        is_of_name(c) || c == '.' || (matches!(c, '-' | '+') && (i == 0 || exponent))
    };
    let length = rest.iter().enumerate().take_while(|&(i, &c)| of_number((i, c))).count();
    let written: String = rest[..length].iter().collect();
    match written.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((Token::Number(number), length)),
        _ => {
            let finding = fault(text, at, &format!("`{written}` is no number"));
            Err(Box::new(
                finding.hint(
                    "put text in 'single quotes' and names that begin with a digit in \"double quotes\"",
                ),
            ))
        }
    }
}
