//! How units move between the quadrants of the Moran scatter plot.

use super::homogeneity::{ChiSquareTest, against_expected};
use super::markov_chain::MarkovChain;
use super::periods;
use crate::disparity::autocorrelation::{PermutationOptions, Quadrant, local_moran, local_moran_permutation};
use crate::error::Result;
use crate::weights::Weights;

/// The quadrants in the order of PySAL: 1 HH, 2 LH, 3 LL, 4 HL.
pub const QUADRANTS: [Quadrant; 4] =
    [Quadrant::HighHigh, Quadrant::LowHigh, Quadrant::LowLow, Quadrant::HighLow];

/// A move of one unit and its neighbours from one period to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LisaMove {
    /// The quadrant before.
    pub from: Quadrant,
    /// The quadrant after.
    pub to: Quadrant,
}

/// Who moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LisaMoveKind {
    /// Nobody (type 0).
    Nobody,
    /// The unit alone (type I).
    Own,
    /// Its neighbours alone (type II).
    Neighbours,
    /// Both, the same way (type III A).
    Together,
    /// Both, opposite ways (type III B).
    Apart,
}

impl LisaMove {
    /// The number of the move from 1 (HH to HH) to 16 (HL to HL), as giddy's `move_types`.
    #[must_use]
    pub fn number(self) -> usize {
        4 * place(self.from) + place(self.to) + 1
    }

    /// Who moved.
    #[must_use]
    pub fn kind(self) -> LisaMoveKind {
        let ((own, lag), (own_after, lag_after)) = (highs(self.from), highs(self.to));
        match (own != own_after, lag != lag_after) {
            (false, false) => LisaMoveKind::Nobody,
            (true, false) => LisaMoveKind::Own,
            (false, true) => LisaMoveKind::Neighbours,
            (true, true) if own == lag => LisaMoveKind::Together,
            (true, true) => LisaMoveKind::Apart,
        }
    }
}

/// Transitions between the quadrants of the Moran scatter plot.
#[derive(Debug, Clone, PartialEq)]
pub struct LisaMarkov {
    /// The quadrant of each unit in each period; `None` for an island, and in a period in which all are
    /// equal.
    pub quadrants: Vec<Vec<Option<Quadrant>>>,
    /// The move of each unit from each period to the next; `None` where one of the quadrants is.
    pub moves: Vec<Vec<Option<LisaMove>>>,
    /// The chain over [`QUADRANTS`].
    pub chain: MarkovChain,
    /// Expected transitions where units move whatever their neighbours do.
    pub expected: Vec<Vec<f64>>,
    /// The test of that.
    pub independence: ChiSquareTest,
}

impl LisaMarkov {
    /// The shares of all moves from period `t` to the next that are of `kind`; `None` where there are none.
    ///
    /// # Panics
    /// If there is no period after `t`.
    #[must_use]
    pub fn share(&self, t: usize, kind: LisaMoveKind) -> Option<f64> {
        let moves: Vec<LisaMove> = self.moves[t].iter().flatten().copied().collect();
        let of_kind = moves.iter().filter(|step| step.kind() == kind).count();
        (!moves.is_empty()).then(|| of_kind as f64 / moves.len() as f64)
    }
}

/// How units and their neighbours move together: transitions between high among high, low among high, low
/// among low and high among low.
///
/// # Formula
/// Quadrants as [`local_moran`]. Expected under independence: `n_i · P^own_{a a'} · P^lag_{b b'}` from own
/// state `a` and neighbours' state `b`, with a chain of the units' own states and one of their neighbours'.
///
/// # Conventions
/// As [`local_moran`]: weights taken as they are, an island in no quadrant. Degrees of freedom are 9 where
/// all four quadrants are left. giddy 2.3.8 steps from unit to unit instead of from year to year for the
/// expected transitions, so that its figure is another.
///
/// # Errors
/// Values that are not finite.
///
/// # Panics
/// If there is not one value a unit of `weights` in every period.
///
/// # Example
/// ```
/// use jingwei::disparity::{LisaMoveKind, lisa_markov};
/// use jingwei::weights::Weights;
/// let pairs = Weights::from_neighbours(vec![vec![1], vec![0], vec![3], vec![2]]);
/// let values = [vec![5.0, 5.0, 1.0, 1.0], vec![1.0, 1.0, 5.0, 5.0], vec![1.0, 5.0, 1.0, 5.0]];
/// let lisa = lisa_markov(&pairs, &values)?;
/// // From high among high to low among low, then to low among high.
/// assert_eq!(lisa.moves[0][0].unwrap().number(), 3);
/// assert_eq!(lisa.moves[0][0].unwrap().kind(), LisaMoveKind::Together);
/// assert_eq!(lisa.share(1, LisaMoveKind::Neighbours), Some(0.5));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rey, S. J. (2001). Spatial empirics for economic growth and convergence. *Geographical Analysis* 33(3).
pub fn lisa_markov(weights: &Weights, values: &[Vec<f64>]) -> Result<LisaMarkov> {
    periods::finite(values)?;
    let quadrant = |values: &Vec<f64>| {
        let local = local_moran(weights, values)?;
        Ok(local.iter().map(|local| local.map(|local| local.quadrant)).collect())
    };
    let quadrants: Vec<Vec<Option<Quadrant>>> = values.iter().map(quadrant).collect::<Result<_>>()?;
    let step =
        |(from, to): (&Option<Quadrant>, &Option<Quadrant>)| Some(LisaMove { from: (*from)?, to: (*to)? });
    let moves: Vec<Vec<Option<LisaMove>>> =
        quadrants.windows(2).map(|pair| pair[0].iter().zip(&pair[1]).map(step).collect()).collect();
    let mut transitions = vec![vec![0; 4]; 4];
    for step in moves.iter().flatten().flatten() {
        transitions[place(step.from)][place(step.to)] += 1;
    }
    let chain = MarkovChain::from_transitions(transitions);
    let expected = expected(&chain, &quadrants);
    let independence = against_expected(chain.transitions(), &expected);
    Ok(LisaMarkov { quadrants, moves, chain, expected, independence })
}

/// Whether each unit's local Moran's I is significant in each period, for moves between significant
/// quadrants; `None` where it has no quadrant.
///
/// # Conventions
/// Significant is a two-sided pseudo p-value of at most `level`, by [`local_moran_permutation`]; every period
/// has random numbers of its own from the seed. giddy takes a normal approximation of the same shuffles
/// instead.
///
/// # Errors
/// Values that are not finite.
///
/// # Panics
/// If there is not one value a unit of `weights` in every period.
///
/// # Example
/// ```
/// use jingwei::disparity::{PermutationOptions, lisa_significance};
/// use jingwei::weights::Weights;
/// let pair = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
/// let significant = lisa_significance(&pair, &[vec![1.0, 2.0, 3.0]], 0.05, &PermutationOptions::default())?;
/// // Of two possible neighbours none is rare.
/// assert_eq!(significant[0], [Some(false), Some(false), None]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Anselin, L. (1995). Local indicators of spatial association: LISA. *Geographical Analysis* 27(2).
pub fn lisa_significance(
    weights: &Weights,
    values: &[Vec<f64>],
    level: f64,
    options: &PermutationOptions,
) -> Result<Vec<Vec<Option<bool>>>> {
    periods::finite(values)?;
    let significant = |(period, values): (u64, &Vec<f64>)| {
        let options = PermutationOptions { seed: options.seed.wrapping_add(period), ..options.clone() };
        let local = local_moran_permutation(weights, values, &options)?;
        Ok(local.iter().map(|local| local.map(|local| local.p.two_sided <= level)).collect())
    };
    (0..).zip(values).map(significant).collect()
}

/// Expected transitions where own and neighbours' states move by chains of their own.
fn expected(chain: &MarkovChain, quadrants: &[Vec<Option<Quadrant>>]) -> Vec<Vec<f64>> {
    let side = |of: fn((bool, bool)) -> bool| {
        let mut transitions = vec![vec![0; 2]; 2];
        for pair in quadrants.windows(2) {
            for (from, to) in pair[0].iter().zip(&pair[1]) {
                if let (Some(from), Some(to)) = (*from, *to) {
                    transitions[usize::from(of(highs(from)))][usize::from(of(highs(to)))] += 1;
                }
            }
        }
        MarkovChain::from_transitions(transitions)
    };
    let (own, lag) = (side(|state| state.0), side(|state| state.1));
    let share = |chain: &MarkovChain, from: bool, to: bool| {
        chain.probabilities()[usize::from(from)].as_ref().map_or(0.0, |row| row[usize::from(to)])
    };
    let row = |from: usize| {
        let left: u64 = chain.transitions()[from].iter().sum();
        let (a, b) = highs(QUADRANTS[from]);
        let cell = |to: &Quadrant| {
            let (a_after, b_after) = highs(*to);
            left as f64 * (share(&own, a, a_after) * share(&lag, b, b_after))
        };
        QUADRANTS.iter().map(cell).collect()
    };
    (0..4).map(row).collect()
}

/// Whether the unit, and whether its neighbours, are high.
fn highs(quadrant: Quadrant) -> (bool, bool) {
    match quadrant {
        Quadrant::HighHigh => (true, true),
        Quadrant::LowHigh => (false, true),
        Quadrant::LowLow => (false, false),
        Quadrant::HighLow => (true, false),
    }
}

fn place(quadrant: Quadrant) -> usize {
    QUADRANTS.iter().position(|&known| known == quadrant).expect("all quadrants are listed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_moves_of_five_kinds() {
        let mut kinds = Vec::new();
        for (number, (from, to)) in
            (1..).zip(QUADRANTS.iter().flat_map(|&from| QUADRANTS.map(|to| (from, to))))
        {
            assert_eq!(LisaMove { from, to }.number(), number);
            kinds.push(LisaMove { from, to }.kind());
        }
        let count = |kind| kinds.iter().filter(|&&known| known == kind).count();
        assert_eq!(count(LisaMoveKind::Nobody), 4);
        assert_eq!((count(LisaMoveKind::Own), count(LisaMoveKind::Neighbours)), (4, 4));
        assert_eq!((count(LisaMoveKind::Together), count(LisaMoveKind::Apart)), (2, 2));
    }

    #[test]
    fn islands_and_periods_without_difference_do_not_move() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
        let values = [vec![1.0, 2.0, 3.0], vec![4.0; 3], vec![3.0, 2.0, 1.0]];
        let lisa = lisa_markov(&weights, &values).unwrap();
        assert!(lisa.moves.iter().flatten().all(Option::is_none));
        assert_eq!(lisa.chain.probabilities(), [const { None }; 4]);
        assert_eq!(lisa.independence.p, None);
        assert_eq!(lisa.share(0, LisaMoveKind::Nobody), None);
        assert!(lisa_markov(&weights, &[vec![f64::NAN; 3]]).is_err());
    }

    /// Own and neighbours' moves made independent of each other by every combination once.
    #[test]
    fn where_own_moves_and_neighbours_moves_are_independent_nothing_is_left_to_explain() {
        let moves = QUADRANTS.iter().flat_map(|&from| QUADRANTS.map(|to| (from, to)));
        let (before, after): (Vec<_>, Vec<_>) = moves.map(|(from, to)| (Some(from), Some(to))).unzip();
        let chain = MarkovChain::from_transitions(vec![vec![1; 4]; 4]);
        assert_eq!(expected(&chain, &[before, after]), vec![vec![1.0; 4]; 4]);
    }
}
