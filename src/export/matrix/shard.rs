//! What a part of a matrix says of itself.
//!
//! A shard in CSV stays a plain table, so that any program reads it; beside `FILE.csv` stands
//! `FILE.csv.shard.json` with the number of the shard, the question it answers, and the hash of the table, by which
//! a copy that was cut short is known. A shard in Parquet holds the same in its own metadata, under the keys
//! `jingwei.question` and `jingwei.shard`.

use crate::error::{Code, Error, Finding, Result};
use crate::export::write_whole;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Which of several parts of the origins: `2/3` is the second of three.
///
/// # Example
/// ```
/// use jingwei::export::matrix::shard::Shard;
///
/// let shard: Shard = "2/3".parse().unwrap();
/// assert_eq!(shard.range(10), 3..6);
/// assert!("4/3".parse::<Shard>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1 on.
    number: usize,
    of: usize,
}

impl Shard {
    /// From 1 on.
    #[must_use]
    pub fn number(self) -> usize {
        self.number
    }

    /// How many there are.
    #[must_use]
    pub fn of(self) -> usize {
        self.of
    }

    /// The part of `count` origins: contiguous, and as large as the others or larger by one.
    #[must_use]
    pub fn range(self, count: usize) -> std::ops::Range<usize> {
        // In u128 no product is too large, and no bound is beyond `count`.
        let bound = |part: usize| count as u128 * part as u128 / self.of as u128;
        let [start, end] =
            [self.number - 1, self.number].map(|part| usize::try_from(bound(part)).unwrap_or(count));
        start..end
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (number, of) = text.split_once('/').ok_or("a shard is written as 2/3, the second of three")?;
        let whole = |part: &str| part.parse::<usize>().map_err(|_| format!("`{part}` is no whole number"));
        let (number, of) = (whole(number)?, whole(of)?);
        if (1..=of).contains(&number) {
            Ok(Self { number, of })
        } else {
            Err(format!("there is no part {number} of {of}; parts are counted from 1"))
        }
    }
}

/// Which answer a file holds, or which part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// SHA-256 of everything that decides the answer: networks, places, options.
    pub question: String,
    /// The part; none where the file holds all.
    pub shard: Option<Shard>,
}

/// The file beside a shard.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    shard: String,
    question: String,
    sha256: String,
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".shard.json");
    name.into()
}

impl Identity {
    /// Writes what stands beside the shard `file`, whose bytes have the hash `sha256`.
    pub(super) fn write_beside(&self, file: &Path, sha256: &str) -> Result<()> {
        let Some(shard) = self.shard else { return Ok(()) };
        let said =
            Beside { shard: shard.to_string(), question: self.question.clone(), sha256: sha256.to_owned() };
        let mut text = serde_json::to_string_pretty(&said).expect("texts are plain");
        text.push('\n');
        // What an earlier run left there is of no use to anybody.
        write_whole(beside(file), text.as_bytes(), true)
    }

    /// What stands beside the shard `file`, and the hash that its bytes must have.
    ///
    /// # Errors
    /// `E-SHARD-001` if nothing stands there, or not what jingwei wrote.
    pub fn read_beside(file: &Path) -> Result<(Self, String)> {
        let path = beside(file);
        let wrong = |what: &str, hint: &str| -> Error {
            Finding::new(Code::BadShard, what).file(&path).hint(hint).into()
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.exists() => {
                let hint = "a shard in CSV and its .shard.json stay together; copy both";
                return Err(wrong("a shard is told by this file, which is not there", hint));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::read(file)(error));
            }
            Err(error) => return Err(Error::read(&path)(error)),
        };
        let said: Beside = serde_json::from_str(&text).map_err(|_| {
            wrong("this does not tell which shard stands beside it", "compute the shard again")
        })?;
        let shard = said.shard.parse().map_err(|why: String| wrong(&why, "compute the shard again"))?;
        Ok((Self { question: said.question, shard: Some(shard) }, said.sha256))
    }
}

/// The shards in order, if together they are one whole.
///
/// # Errors
/// `E-SHARD-001` for each that answers another question or belongs to another division, that occurs twice, or is
/// missing.
pub fn whole(shards: &[(PathBuf, Identity)]) -> Result<Vec<usize>> {
    let mut findings = Vec::new();
    let finding = |what: String, file: &Path| Finding::new(Code::BadShard, what).file(file);
    let Some((first, identity)) = shards.first() else { return Ok(Vec::new()) };
    let of = identity.shard.map_or(1, Shard::of);
    let mut places: Vec<Option<usize>> = vec![None; of.min(shards.len())];
    let mut beyond = Vec::new();
    for (index, (file, other)) in shards.iter().enumerate() {
        let Some(shard) = other.shard else {
            findings.push(finding("this is no shard but a whole answer".to_owned(), file));
            continue;
        };
        if shard.of() != of {
            let what = format!("one of {} shards, but `{}` is one of {of}", shard.of(), first.display());
            findings.push(finding(what, file).value(shard));
        } else if other.question != identity.question {
            let what = format!(
                "the shard answers another question than `{}`: other places, another network or other options",
                first.display()
            );
            findings.push(finding(what, file).value(shard));
        } else if let Some(place) = places.get_mut(shard.number() - 1) {
            match place {
                Some(known) => {
                    let what = format!("the same shard as `{}`", shards[*known].0.display());
                    findings.push(finding(what, file).value(shard));
                }
                None => *place = Some(index),
            }
        } else {
            beyond.push(shard.number());
        }
    }
    if findings.is_empty() && shards.len() < of {
        let given =
            |number: &usize| places.get(number - 1).is_some_and(Option::is_some) || beyond.contains(number);
        let missing: Vec<usize> =
            (1..=of).filter(|number| !given(number)).take(crate::error::SHOWN).collect();
        let named: Vec<String> = missing.iter().map(|number| format!("{number}/{of}")).collect();
        let what = format!("{} of {of} shards are missing", of - shards.len());
        findings.push(Finding::new(Code::BadShard, what).value(named.join(" ")));
    }
    Error::if_any(&findings)?;
    Ok(places.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_up_the_whole() {
        for (count, of) in [(10, 3), (0, 2), (2, 5), (7, 7), (usize::MAX, 3)] {
            let mut next = 0;
            for number in 1..=of {
                let range = Shard { number, of }.range(count);
                assert_eq!(range.start, next);
                assert!(range.len().abs_diff(count / of) <= 1);
                next = range.end;
            }
            assert_eq!(next, count);
        }
        for wrong in ["", "1", "0/3", "4/3", "a/3", "1/-3", "1/0"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    fn shards(parts: &[(&str, &str)]) -> Vec<(PathBuf, Identity)> {
        let shard = |(number, (part, question)): (usize, &(&str, &str))| {
            let identity = Identity { question: (*question).to_owned(), shard: part.parse().ok() };
            (PathBuf::from(format!("{number}.csv")), identity)
        };
        parts.iter().enumerate().map(shard).collect()
    }

    #[test]
    fn only_all_of_one_answer_is_whole() {
        assert_eq!(whole(&shards(&[("2/3", "q"), ("3/3", "q"), ("1/3", "q")])).unwrap(), [2, 0, 1]);
        let refused = |parts: &[(&str, &str)]| whole(&shards(parts)).unwrap_err().to_string();
        assert_eq!(refused(&[("1/3", "q"), ("3/3", "q")]), "1 of 3 shards are missing: `2/3` [E-SHARD-001]");
        assert_eq!(refused(&[("3/3", "q")]), "2 of 3 shards are missing: `1/3 2/3` [E-SHARD-001]");
        let twice = refused(&[("1/2", "q"), ("1/2", "q")]);
        assert_eq!(twice, "1.csv: the same shard as `0.csv`: `1/2` [E-SHARD-001]");
        assert!(refused(&[("1/2", "q"), ("2/2", "r")]).contains("another question"));
        assert!(refused(&[("1/2", "q"), ("2/3", "q")]).contains("one of 3 shards, but `0.csv` is one of 2"));
        assert!(refused(&[("1/2", "q"), ("", "q")]).contains("whole answer"));
    }
}
