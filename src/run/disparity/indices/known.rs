//! Every index that can be asked for.

use super::Has;

/// An index with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Index {
    /// Figures of the plain table.
    Plain(&'static [&'static str]),
    /// One number of the values of a year.
    Unequal(Unequal),
    /// Parts of an index between and within groups.
    Parts(Parts),
    /// One number of the values of a year and who is whose neighbour.
    Spatial(Spatial),
    /// A number, or a category, of every region and its neighbours.
    Local(Local),
    /// What happens from year to year.
    Years(Years),
}

/// How unequal values are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unequal {
    /// How many regions are measured.
    Units,
    /// Gini with the correction for small samples.
    GiniCorrected,
    /// Theil's L.
    TheilL,
    /// Generalised entropy, by its parameter.
    Entropy(f64),
    /// Atkinson, by its aversion to inequality.
    Atkinson(f64),
    /// Hoover.
    Hoover,
    /// Palma.
    Palma,
    /// A high percentile over a low one.
    PercentileRatio(f64, f64),
    /// Standard deviation of logarithms.
    DeviationOfLogarithms,
    /// Wolfson's polarisation.
    Wolfson,
    /// Herfindahl, of totals.
    Herfindahl,
    /// Herfindahl from 0 to 1, of totals.
    HerfindahlNormalised,
}

/// Between and within groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Parts {
    /// Generalised entropy over all fields, one inside the other.
    Nested(f64),
    /// Dagum's Gini.
    Dagum,
}

/// Whether like lies beside like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spatial {
    /// Moran's I under the weights asked for.
    Moran,
    /// Geary's C.
    Geary,
    /// Getis and Ord's G.
    GetisOrd,
    /// Joins of regions above the mean.
    JoinCounts,
    /// Inequality between neighbours and between others.
    SpatialGini,
}

/// Around every region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Local {
    /// Local Moran's I.
    Lisa,
    /// The weighted mean of the neighbours.
    Lag,
    /// Gi*.
    HotSpot,
    /// Local Geary.
    Geary,
    /// Gini of a region and its neighbours.
    Gini,
    /// Theil of a region and its neighbours.
    Theil,
}

/// From year to year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// Whether dispersion falls.
    Sigma,
    /// Whether the poor grow faster.
    Beta,
    /// Moves between this many classes.
    Markov(usize),
    /// Whether ranks change.
    Ranks,
    /// Where the middle lies.
    GravityCentre,
    /// How far groups lie from the highest.
    Gaps,
    /// Who is among this many largest.
    Top(usize),
}

/// What an index cannot be had without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    Population,
    Groups,
    NestedGroups,
    Years,
    YearsAndGroups,
}

/// What numbers an index takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    Any,
    NotNegative,
    Percent,
    Count(usize),
}

pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) numbers: &'static [f64],
    range: Range,
    needs: Needs,
    pub(super) make: fn(&[f64]) -> Index,
}

const fn plain(name: &'static str, needs: Needs, make: fn(&[f64]) -> Index) -> Known {
    Known { name, numbers: &[], range: Range::Any, needs, make }
}

const fn with(
    name: &'static str,
    numbers: &'static [f64],
    range: Range,
    needs: Needs,
    make: fn(&[f64]) -> Index,
) -> Known {
    Known { name, numbers, range, needs, make }
}

#[rustfmt::skip]
pub(super) const KNOWN: &[Known] = &[
    plain("units", Needs::Nothing, |_| Index::Unequal(Unequal::Units)),
    plain("total", Needs::Population, |_| Index::Plain(&["total"])),
    plain("share", Needs::Groups, |_| Index::Plain(&["share"])),
    plain("top_share", Needs::Population, |_| Index::Plain(&["top_share"])),
    plain("per_capita", Needs::Population, |_| Index::Plain(&["per_capita"])),
    plain("economy_population_ratio", Needs::Population, |_| Index::Plain(&["economy_population_ratio"])),
    plain("band_population_share", Needs::Population, |_| Index::Plain(&["band_population_share"])),
    plain("ratio_per_capita", Needs::Population, |_| Index::Plain(&["ratio_per_capita"])),
    plain("max_min_ratio", Needs::Nothing, |_| Index::Plain(&["max_min_ratio"])),
    plain("absolute_gap", Needs::Nothing, |_| Index::Plain(&["absolute_gap"])),
    plain("cv_sample", Needs::Nothing, |_| Index::Plain(&["cv_sample"])),
    plain("cv_population", Needs::Nothing, |_| Index::Plain(&["cv_population"])),
    plain("williamson", Needs::Population, |_| Index::Plain(&["williamson"])),
    plain("gini", Needs::Nothing, |_| Index::Plain(&["gini"])),
    plain("gini_weighted", Needs::Population, |_| Index::Plain(&["gini_weighted"])),
    plain("gini_corrected", Needs::Nothing, |_| Index::Unequal(Unequal::GiniCorrected)),
    plain("theil_t", Needs::Nothing, |_| Index::Plain(&["theil_t", "theil_between", "theil_within"])),
    plain("theil_l", Needs::Nothing, |_| Index::Unequal(Unequal::TheilL)),
    with("ge", &[2.0], Range::Any, Needs::Nothing, |x| Index::Unequal(Unequal::Entropy(x[0]))),
    with("atkinson", &[0.5], Range::NotNegative, Needs::Nothing, |x| Index::Unequal(Unequal::Atkinson(x[0]))),
    plain("hoover", Needs::Nothing, |_| Index::Unequal(Unequal::Hoover)),
    plain("palma", Needs::Nothing, |_| Index::Unequal(Unequal::Palma)),
    with("percentile_ratio", &[90.0, 10.0], Range::Percent, Needs::Nothing,
        |x| Index::Unequal(Unequal::PercentileRatio(x[0], x[1]))),
    plain("sd_log", Needs::Nothing, |_| Index::Unequal(Unequal::DeviationOfLogarithms)),
    plain("wolfson", Needs::Nothing, |_| Index::Unequal(Unequal::Wolfson)),
    plain("herfindahl", Needs::Nothing, |_| Index::Unequal(Unequal::Herfindahl)),
    plain("herfindahl_normalised", Needs::Nothing, |_| Index::Unequal(Unequal::HerfindahlNormalised)),
    with("nested", &[1.0], Range::Any, Needs::NestedGroups, |x| Index::Parts(Parts::Nested(x[0]))),
    plain("dagum", Needs::Groups, |_| Index::Parts(Parts::Dagum)),
    plain("moran", Needs::Nothing, |_| Index::Spatial(Spatial::Moran)),
    plain("geary", Needs::Nothing, |_| Index::Spatial(Spatial::Geary)),
    plain("getis_g", Needs::Nothing, |_| Index::Spatial(Spatial::GetisOrd)),
    plain("join_counts", Needs::Nothing, |_| Index::Spatial(Spatial::JoinCounts)),
    plain("spatial_gini", Needs::Nothing, |_| Index::Spatial(Spatial::SpatialGini)),
    plain("lisa", Needs::Nothing, |_| Index::Local(Local::Lisa)),
    plain("lag", Needs::Nothing, |_| Index::Local(Local::Lag)),
    plain("hot_spot", Needs::Nothing, |_| Index::Local(Local::HotSpot)),
    plain("local_geary", Needs::Nothing, |_| Index::Local(Local::Geary)),
    plain("local_gini", Needs::Nothing, |_| Index::Local(Local::Gini)),
    plain("local_theil", Needs::Nothing, |_| Index::Local(Local::Theil)),
    plain("sigma", Needs::Years, |_| Index::Years(Years::Sigma)),
    plain("beta", Needs::Years, |_| Index::Years(Years::Beta)),
    with("markov", &[4.0], Range::Count(2), Needs::Years, |x| Index::Years(Years::Markov(count(x[0])))),
    plain("ranks", Needs::Years, |_| Index::Years(Years::Ranks)),
    plain("gravity", Needs::Years, |_| Index::Years(Years::GravityCentre)),
    plain("gaps", Needs::YearsAndGroups, |_| Index::Years(Years::Gaps)),
    with("top", &[10.0], Range::Count(1), Needs::Years, |x| Index::Years(Years::Top(count(x[0])))),
];

/// The most classes, or largest regions, that can be asked for.
const MOST: f64 = 1000.0;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and from 1 to MOST"
)]
fn count(number: f64) -> usize {
    number as usize
}

impl Known {
    /// The index with its usual numbers.
    pub(super) fn usual(&self) -> (String, Index) {
        (self.written(self.numbers), (self.make)(self.numbers))
    }

    /// The name with `numbers`.
    pub(super) fn written(&self, numbers: &[f64]) -> String {
        numbers.iter().fold(self.name.to_owned(), |written, number| format!("{written}:{number}"))
    }

    /// Which of the numbers it does not take, in words.
    pub(super) fn out_of_range(&self, numbers: &[f64]) -> Option<&'static str> {
        let all = |good: &dyn Fn(f64) -> bool| numbers.iter().all(|&number| good(number));
        let (good, what) = match self.range {
            Range::Any => (true, ""),
            Range::NotNegative => (all(&|x| x >= 0.0), "the number must not be below zero"),
            Range::Percent => (
                all(&|x| (0.0..=100.0).contains(&x)) && numbers.windows(2).all(|pair| pair[0] > pair[1]),
                "percentiles lie from 0 to 100, the higher one first",
            ),
            Range::Count(least) => (
                all(&|x| x.fract() == 0.0 && (least as f64..=MOST).contains(&x)),
                if least == 2 {
                    "classes are a whole number from 2 to 1000"
                } else {
                    "a whole number from 1 to 1000"
                },
            ),
        };
        (!good).then_some(what)
    }

    /// What it needs that there is not.
    pub(super) fn lacks(&self, has: Has) -> Option<Needs> {
        let lacks = match self.needs {
            Needs::Nothing => None,
            Needs::Population => (!has.population).then_some(Needs::Population),
            Needs::Groups => (has.groups == 0).then_some(Needs::Groups),
            Needs::NestedGroups => (has.groups < 2).then_some(Needs::NestedGroups),
            Needs::YearsAndGroups if has.groups == 0 => Some(Needs::Groups),
            Needs::Years | Needs::YearsAndGroups => (has.years < 2).then_some(Needs::Years),
        };
        // Shares of groups are shares of totals.
        lacks.or((self.name == "share" && !has.population).then_some(Needs::Population))
    }
}
