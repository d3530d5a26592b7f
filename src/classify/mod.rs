//! Values into classes for a map: breaks, labels and colours.

/// How class breaks are chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Scheme {
    /// Least squared deviation within classes, exact (Fisher 1958, Jenks 1977).
    FisherJenks,
    /// Equal counts, ties to the lower class.
    Quantiles,
    /// Equal widths.
    EqualInterval,
    /// Split at the mean again and again (Jiang 2013).
    HeadTail,
    /// Upper bounds given by the user.
    Given(Vec<f64>),
}

/// Classes `[a, b] (b, c] …` and the class of every value; shared by maps that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Bounds at full precision, one more than classes: the least value first, the greatest last.
    pub bounds: Vec<f64>,
    /// The class of each value; `None` where the value is absent.
    pub of: Vec<Option<usize>>,
}
