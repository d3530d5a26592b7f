//! Which indices are asked for, by the names that people write.

mod known;

pub use known::{Index, Local, Parts, Spatial, Unequal, Years};

use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest_hint;
use known::{KNOWN, Known, Needs};

/// The indices of one series.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Indices {
    /// Those of the plain table.
    #[default]
    Usual,
    /// These, each as it was written.
    Chosen(Vec<(String, Index)>),
}

/// What a series has, for an index may need it.
#[derive(Debug, Clone, Copy)]
pub struct Has {
    /// A population.
    pub population: bool,
    /// Fields by which regions are grouped.
    pub groups: usize,
    /// Years with values.
    pub years: usize,
}

impl Indices {
    /// Reads names such as `gini`, `ge:2` or `percentile_ratio:80:20`; `all` is every one that the data allow, with
    /// its usual numbers.
    ///
    /// # Errors
    /// A name that is unknown, with the nearest that is known; a number that is none, or one too many; an index that
    /// needs a population, groups or years that there are not.
    ///
    /// # Example
    /// ```
    /// use jingwei::run::disparity::indices::{Has, Indices};
    /// let has = Has { population: true, groups: 1, years: 1 };
    /// let error = Indices::parse(&["gimi".to_owned()], has).unwrap_err();
    /// assert_eq!(error.hints(), ["the nearest is `gini`"]);
    /// ```
    pub fn parse(names: &[String], has: Has) -> Result<Self> {
        if names.is_empty() {
            return Ok(Self::Usual);
        }
        let mut chosen: Vec<(String, Index)> = Vec::new();
        for text in names.iter().map(|name| name.trim()) {
            let found = if text == "all" {
                KNOWN.iter().filter(|known| known.lacks(has).is_none()).map(Known::usual).collect()
            } else {
                vec![one(text, has)?]
            };
            for index in found {
                if chosen.iter().all(|(_, known)| *known != index.1) {
                    chosen.push(index);
                }
            }
        }
        Ok(Self::Chosen(chosen))
    }

    /// Whether a figure of the plain table is asked for.
    pub(super) fn keeps(&self, figure: &str) -> bool {
        match self {
            Self::Usual => true,
            Self::Chosen(chosen) => chosen.iter().any(|(_, index)| match index {
                Index::Plain(figures) => figures.contains(&figure),
                Index::Spatial(Spatial::Moran) => figure.starts_with("moran_"),
                _ => false,
            }),
        }
    }

    /// Everything that is asked for, as written.
    pub(super) fn chosen(&self) -> &[(String, Index)] {
        if let Self::Chosen(chosen) = self { chosen } else { &[] }
    }

    /// The maps and columns around each region that are asked for.
    pub(super) fn local(&self) -> Vec<Local> {
        let local =
            |(_, index): &(String, Index)| if let Index::Local(one) = index { Some(*one) } else { None };
        self.chosen().iter().filter_map(local).collect()
    }
}

/// The index that `text` names.
fn one(text: &str, has: Has) -> Result<(String, Index)> {
    let wrong = |what: &str, hint: String| {
        Error::usage(Finding::new(Code::BadArgument, what).field("indices").value(text).hint(hint))
    };
    let mut parts = text.split(':');
    let name = parts.next().unwrap_or_default();
    let names = || KNOWN.iter().map(|known| known.name);
    let Some(known) = KNOWN.iter().find(|known| known.name == name) else {
        let all = format!("the indices are all, {}", names().collect::<Vec<_>>().join(", "));
        return Err(wrong("no index has this name", nearest_hint(name, names().chain(["all"]), &all)));
    };
    let example = || format!("such as {}", known.usual().0);
    let mut numbers = known.numbers.to_vec();
    for (place, part) in parts.enumerate() {
        let number = part.parse::<f64>().ok().filter(|number| number.is_finite());
        match (numbers.get_mut(place), number) {
            (Some(known), Some(number)) => *known = number,
            (Some(_), None) => return Err(wrong("what stands behind the colon is not a number", example())),
            (None, _) => return Err(wrong("the index takes fewer numbers", example())),
        }
    }
    if let Some(range) = known.out_of_range(&numbers) {
        return Err(wrong(range, example()));
    }
    match known.lacks(has) {
        None => Ok((known.written(&numbers), (known.make)(&numbers))),
        Some(Needs::Population) => {
            Err(wrong("the index needs a population", "name its field with --population".to_owned()))
        }
        Some(Needs::Groups) => {
            Err(wrong("the index needs groups of regions", "name their field with --groups".to_owned()))
        }
        Some(Needs::NestedGroups) => Err(wrong(
            "the index needs groups within groups",
            "name two or more fields with --groups, the widest first".to_owned(),
        )),
        Some(_) => {
            Err(wrong("the index needs more than one year", "give --years, such as 2020,2023".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLENTY: Has = Has { population: true, groups: 2, years: 3 };

    fn parsed(text: &str, has: Has) -> Result<Indices> {
        Indices::parse(&text.split(',').map(str::to_owned).collect::<Vec<_>>(), has)
    }

    fn refused(text: &str, has: Has) -> (String, String) {
        let error = parsed(text, has).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        (error.to_string(), error.hints().join("; "))
    }

    #[test]
    fn numbers_stand_behind_a_colon_and_have_usual_ones() {
        let indices = parsed("ge,ge:2,atkinson:1,percentile_ratio:80", PLENTY).unwrap();
        let written: Vec<_> = indices.chosen().iter().map(|(written, _)| written.as_str()).collect();
        // `ge` is `ge:2`, which counts once.
        assert_eq!(written, ["ge:2", "atkinson:1", "percentile_ratio:80:10"]);
    }

    #[test]
    fn what_is_wrong_with_a_name_is_said() {
        assert!(refused("gimi", PLENTY).1.contains("`gini`"));
        assert!(refused("xyz", PLENTY).1.starts_with("the indices are all, "));
        assert!(refused("gini:2", PLENTY).0.contains("fewer numbers"));
        assert!(refused("ge:two", PLENTY).0.contains("not a number"));
        assert!(refused("atkinson:-1", PLENTY).0.contains("not be below zero"));
        assert!(refused("percentile_ratio:101:10", PLENTY).0.contains("0 to 100"));
        assert!(refused("markov:1", PLENTY).0.contains("whole number"));
    }

    #[test]
    fn what_the_data_lack_is_asked_for_and_left_out_of_all() {
        let bare = Has { population: false, groups: 0, years: 1 };
        assert!(refused("williamson", bare).1.contains("--population"));
        assert!(refused("dagum", bare).1.contains("--groups"));
        assert!(refused("nested", Has { groups: 1, ..PLENTY }).1.contains("two or more"));
        assert!(refused("sigma", bare).1.contains("--years"));
        let all = parsed("all", bare).unwrap();
        assert!(all.keeps("gini") && !all.keeps("williamson"));
        let count = |indices: &Indices| indices.chosen().len();
        assert_eq!(count(&parsed("all", PLENTY).unwrap()), KNOWN.len());
        assert!(count(&all) < KNOWN.len());
    }
}
