//! Weights as one word of a command line.

use super::travel_time::Direction;
use super::{Contiguity, Kernel, LowerOrders};
use crate::error::{Code, Error, Finding, Result};
use crate::layer::nearest::nearest_hint;
use crate::units::{Metres, Minutes};
use std::path::PathBuf;

/// A kind of weights with its numbers, not yet made.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// `queen`, `rook`: regions that share a vertex or an edge.
    Contiguity(Contiguity),
    /// `queen:within:METRES`, `rook:within:METRES`: regions whose borders come that near.
    ContiguityWithin {
        /// A vertex or an edge.
        kind: Contiguity,
        /// Borders no farther apart meet.
        apart: Metres,
    },
    /// `queen:order:K` for regions exactly `K` steps away, `queen:upto:K` for all up to there; `rook` likewise.
    HigherOrder {
        /// What a step is.
        kind: Contiguity,
        /// How many.
        order: usize,
        /// Whether fewer count too.
        lower: LowerOrders,
    },
    /// `knn:K`: the `K` nearest.
    KNearest {
        /// How many.
        k: usize,
    },
    /// `band:METRES`: all within a distance; `band:auto`: the least that leaves no island.
    DistanceBand {
        /// The distance; absent for the least.
        threshold: Option<Metres>,
    },
    /// `inverse:METRES`, `inverse:METRES:POWER`, `inverse:auto:POWER`: the same, with weights that fall with distance.
    InverseDistance {
        /// The distance; absent for the least that leaves no island.
        threshold: Option<Metres>,
        /// With this power of distance; 1 unless stated.
        power: f64,
    },
    /// `kernel:SHAPE:K`: each with its own bandwidth, as far as its `K`-th nearest; `kernel:SHAPE:K:fixed`: the longest
    /// of those for all.
    Kernel {
        /// How weights fall.
        shape: Kernel,
        /// How many nearest the bandwidth reaches.
        k: usize,
        /// The same bandwidth for all.
        fixed: bool,
    },
    /// `delaunay`: joined by an edge of the triangulation.
    Delaunay,
    /// `gabriel`: no other in the circle between.
    Gabriel,
    /// `relative`: no other nearer to both.
    RelativeNeighbourhood,
    /// `block:FIELD`: the same value of a field.
    Block {
        /// Name of the field.
        field: String,
    },
    /// `time:…`: by travel time. Ends in `:each`, `:mean`, `:min` or `:max`, the time that stands for both directions;
    /// the mean unless stated.
    Time {
        /// How.
        by: TimeRule,
        /// Which time stands for a pair.
        direction: Direction,
    },
    /// `file:PATH`: from a .gal, .gwt or .csv.
    File {
        /// Where it is.
        path: PathBuf,
    },
}

/// A kind of weights by travel time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TimeRule {
    /// `time:knn:K`: the `K` nearest.
    KNearest {
        /// How many.
        k: usize,
    },
    /// `time:band:MINUTES`: all within a time.
    Band {
        /// The time.
        limit: Minutes,
    },
    /// `time:inverse:EXPONENT`, `time:inverse:EXPONENT:CUTOFF`: falling with a power of time.
    Inverse {
        /// The power.
        exponent: f64,
        /// None beyond.
        cutoff: Option<Minutes>,
    },
    /// `time:gaussian:BANDWIDTH`, `time:gaussian:BANDWIDTH:CUTOFF`: falling as a bell curve.
    Gaussian {
        /// Where it has come down to 0.61.
        bandwidth: Minutes,
        /// None beyond.
        cutoff: Option<Minutes>,
    },
}

const KINDS: [&str; 12] = [
    "queen", "rook", "knn", "band", "inverse", "kernel", "delaunay", "gabriel", "relative", "block", "time",
    "file",
];
const EXAMPLES: &str =
    "such as queen, knn:8, band:50000, kernel:gaussian:8, gabriel, time:band:60 or file:weights.gal";

impl Rule {
    /// Reads a rule such as `queen`, `knn:8`, `band:50000`, `kernel:gaussian:8`, `time:gaussian:60:120`,
    /// `file:weights.gal`; every variant of [`Rule`] says how it is written.
    ///
    /// # Units
    /// Distances in metres, times in minutes.
    ///
    /// # Errors
    /// A kind that is unknown, with the nearest that is known; a number that is absent, none, or not above zero; more
    /// parts than the kind has.
    ///
    /// # Example
    /// ```
    /// use jingwei::weights::Rule;
    /// assert_eq!(Rule::parse("knn:8")?, Rule::KNearest { k: 8 });
    /// let error = Rule::parse("quen").unwrap_err();
    /// assert_eq!(error.hints(), ["the nearest is `queen`"]);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        if let Some(path) = text.strip_prefix("file:").filter(|path| !path.is_empty()) {
            let path = PathBuf::from(path);
            super::file::Format::of(&path)?;
            return Ok(Self::File { path });
        }
        if let Some(field) = text.strip_prefix("block:").filter(|field| !field.is_empty()) {
            return Ok(Self::Block { field: field.to_owned() });
        }
        let mut parts = Parts { text, rest: text.split(':').peekable() };
        let kind = parts.rest.next().unwrap_or_default();
        let rule = match kind {
            "queen" => parts.contiguity(Contiguity::Queen)?,
            "rook" => parts.contiguity(Contiguity::Rook)?,
            "knn" => Self::KNearest { k: parts.count("how many nearest")? },
            "band" => Self::DistanceBand { threshold: parts.metres_or_auto()? },
            "inverse" => Self::InverseDistance {
                threshold: parts.metres_or_auto()?,
                power: parts.optional("power")?.unwrap_or(1.0),
            },
            "kernel" => parts.kernel()?,
            "delaunay" => Self::Delaunay,
            "gabriel" => Self::Gabriel,
            "relative" => Self::RelativeNeighbourhood,
            "time" => parts.time()?,
            "file" => return Err(parts.wrong("file wants a path", "such as file:weights.gal")),
            "block" => return Err(parts.wrong("block wants the name of a field", "such as block:province")),
            other => return Err(parts.unknown("no kind of weights has this name", other, &KINDS, EXAMPLES)),
        };
        match parts.rest.next() {
            None => Ok(rule),
            Some(more) => {
                Err(parts.wrong(&format!("`{more}` is more than this kind of weights takes"), EXAMPLES))
            }
        }
    }

    /// The field that has to be given to make these weights.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        if let Self::Block { field } = self { Some(field) } else { None }
    }

    /// Whether travel times have to be given to make these weights.
    #[must_use]
    pub fn wants_times(&self) -> bool {
        matches!(self, Self::Time { .. })
    }
}

/// The parts of a rule between its colons.
struct Parts<'a> {
    text: &'a str,
    rest: std::iter::Peekable<std::str::Split<'a, char>>,
}

impl Parts<'_> {
    fn wrong(&self, what: &str, hint: &str) -> Error {
        let finding = Finding::new(Code::BadArgument, what).field("weights").value(self.text).hint(hint);
        Error::usage(finding)
    }

    fn unknown(&self, what: &str, word: &str, known: &[&str], otherwise: &str) -> Error {
        self.wrong(what, &nearest_hint(word, known.iter().copied(), otherwise))
    }

    fn count(&mut self, of: &str) -> Result<usize> {
        match self.rest.next().map(str::parse) {
            Some(Ok(count)) if count > 0 => Ok(count),
            _ => Err(self.wrong(&format!("{of} is a whole number of at least 1"), EXAMPLES)),
        }
    }

    fn number(&mut self, of: &str) -> Result<f64> {
        match self.rest.next().map(str::parse::<f64>) {
            Some(Ok(number)) if number.is_finite() && number > 0.0 => Ok(number),
            _ => Err(self.wrong(&format!("{of} is a number above zero"), EXAMPLES)),
        }
    }

    /// The next part, unless it is the last word about directions or there is none.
    fn optional(&mut self, of: &str) -> Result<Option<f64>> {
        let ends = self.rest.peek().is_none_or(|next| DIRECTIONS.iter().any(|(name, _)| name == next));
        if ends { Ok(None) } else { self.number(of).map(Some) }
    }

    fn metres_or_auto(&mut self) -> Result<Option<Metres>> {
        if self.rest.next_if_eq(&"auto").is_some() {
            return Ok(None);
        }
        Ok(Some(Metres::new(self.number("a distance in metres, or `auto`,")?)))
    }

    fn contiguity(&mut self, kind: Contiguity) -> Result<Rule> {
        let Some(how) = self.rest.next() else { return Ok(Rule::Contiguity(kind)) };
        match how {
            "within" => {
                Ok(Rule::ContiguityWithin { kind, apart: Metres::new(self.number("a tolerance in metres")?) })
            }
            "order" => {
                Ok(Rule::HigherOrder { kind, order: self.count("an order")?, lower: LowerOrders::Excluded })
            }
            "upto" => {
                Ok(Rule::HigherOrder { kind, order: self.count("an order")?, lower: LowerOrders::Included })
            }
            other => {
                let what = "contiguity is queen, queen:within:METRES, queen:order:K or queen:upto:K";
                Err(self.unknown(what, other, &["within", "order", "upto"], EXAMPLES))
            }
        }
    }

    fn kernel(&mut self) -> Result<Rule> {
        let name = self.rest.next().unwrap_or_default();
        // Epanechnikov's name is as common for the quadratic one.
        let known = Kernel::ALL.iter().find(|shape| shape.name() == name);
        let shape = match known {
            Some(&shape) => shape,
            None if name == "epanechnikov" => Kernel::Quadratic,
            None => {
                let names = Kernel::ALL.map(Kernel::name);
                return Err(self.unknown(
                    &format!("kernels are {}", names.join(", ")),
                    name,
                    &names,
                    EXAMPLES,
                ));
            }
        };
        let k = self.count("how many nearest the bandwidth reaches")?;
        Ok(Rule::Kernel { shape, k, fixed: self.rest.next_if_eq(&"fixed").is_some() })
    }

    fn time(&mut self) -> Result<Rule> {
        let how = self.rest.next().unwrap_or_default();
        let by = match how {
            "knn" => TimeRule::KNearest { k: self.count("how many nearest")? },
            "band" => TimeRule::Band { limit: Minutes::new(self.number("a time in minutes")?) },
            "inverse" => TimeRule::Inverse {
                exponent: self.number("an exponent")?,
                cutoff: self.optional("a cutoff in minutes")?.map(Minutes::new),
            },
            "gaussian" => TimeRule::Gaussian {
                bandwidth: Minutes::new(self.number("a bandwidth in minutes")?),
                cutoff: self.optional("a cutoff in minutes")?.map(Minutes::new),
            },
            other => {
                let what = "weights by time are time:knn:K, time:band:MINUTES, time:inverse:EXPONENT or time:gaussian:MINUTES";
                return Err(self.unknown(what, other, &["knn", "band", "inverse", "gaussian"], EXAMPLES));
            }
        };
        let direction = match self.rest.next() {
            None => Direction::Mean,
            Some(word) => {
                let known = DIRECTIONS.iter().find(|(name, _)| *name == word);
                let names = DIRECTIONS.map(|(name, _)| name);
                let what = "the time that stands for both directions is each, mean, min or max";
                known.ok_or_else(|| self.unknown(what, word, &names, EXAMPLES))?.1
            }
        };
        Ok(Rule::Time { by, direction })
    }
}

const DIRECTIONS: [(&str, Direction); 4] =
    [("each", Direction::Each), ("mean", Direction::Mean), ("min", Direction::Min), ("max", Direction::Max)];

#[cfg(test)]
mod tests;
