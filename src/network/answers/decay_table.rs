//! Decays of travel time made ready to be looked up: cubic pieces of time, side by side for several decays.
//!
//! A piece is taken only where it agrees with the functions, at times within it that follow no even step, to
//! [`AGREED`] of their value; its first and last millisecond are among them, so that no jump or kink of a decay that
//! never rises can hide in it. Where it does not, as at a kink, a jump or a pole, shorter pieces are tried, down to a
//! single millisecond if there are more than two in a step. In those that still differ, and at times beyond the table,
//! the functions themselves are asked.

#![expect(clippy::inline_always, reason = "compiled into its caller, for the widest registers")]

use crate::units::Minutes;

/// A decay as it is given.
pub(super) type Function<'a> = &'a (dyn Fn(Minutes) -> f64 + Sync);

/// Relative difference between a piece and the function.
const AGREED: f64 = 2e-13;

/// A step of time takes so many powers of two of milliseconds (4.1 s), and its pieces so many or fewer.
const STEP: u32 = 12;

/// From pieces so short on (64 ms), a step may have two that differ from their function, as about a kink.
const SHORT: u32 = 6;

/// No more steps (4.7 hours) and, about, pieces are made.
const STEPS: u32 = 1 << 12;
const PIECES: usize = 1 << 16;

/// Coefficients by power of the milliseconds since the piece began, each for `W` decays.
type Cubic<const W: usize> = [[f64; W]; 4];

/// Where the pieces of a step begin, and how long each is.
#[derive(Clone, Copy)]
struct Step {
    first: u32,
    shift: u32,
}

/// What up to `W` decays weigh at each time.
pub(super) struct DecayTable<'a, const W: usize> {
    functions: Vec<Function<'a>>,
    steps: Vec<Step>,
    pieces: Vec<Cubic<W>>,
    /// Times after this weigh nothing.
    limit: u32,
}

impl<'a, const W: usize> DecayTable<'a, W> {
    /// The table of `functions` for times no longer than `limit`.
    pub(super) fn new(functions: Vec<Function<'a>>, limit: u32) -> Self {
        assert!(functions.len() <= W, "no more decays than fit side by side");
        let nothing = [[0.0; W]; 4];
        let mut table = Self { functions, steps: Vec::new(), pieces: vec![unknown(), nothing], limit };
        let last = limit >> STEP;
        for step in 0..=last.min(STEPS - 1) {
            let step = table.step(step << STEP);
            table.steps.push(step);
        }
        // Whatever lies beyond the steps, and then beyond the limit.
        table.steps.extend([Step { first: 0, shift: STEP }, Step { first: 1, shift: STEP }]);
        table
    }

    /// Adds the pieces of the step that begins at `start`.
    fn step(&mut self, start: u32) -> Step {
        let first = self.pieces.len();
        if first >= PIECES {
            return Step { first: 0, shift: STEP };
        }
        let (shift, made) = (0..=STEP)
            .rev()
            .find_map(|shift| Some((shift, self.pieces_of(start, shift)?)))
            .expect("a millisecond is no longer than itself");
        self.pieces.extend(made);
        Step { first: u32::try_from(first).expect("pieces are few"), shift }
    }

    /// The pieces of the step that begins at `start`, `1 << shift` milliseconds each, if enough of them agree.
    fn pieces_of(&self, start: u32, shift: u32) -> Option<Vec<Cubic<W>>> {
        let count = 1_u32 << (STEP - shift);
        let mut may_differ = if shift <= SHORT { 2_u32 } else { 0 };
        let piece = |piece: u32| {
            let cubics = self.cubics(start + (piece << shift), shift);
            if cubics.is_none() {
                may_differ = may_differ.checked_sub(1)?;
            }
            Some(cubics.unwrap_or_else(unknown))
        };
        (0..count).map(piece).collect()
    }

    /// The cubics of all decays over `1 << shift` milliseconds from `start`, if they agree with every decay.
    fn cubics(&self, start: u32, shift: u32) -> Option<Cubic<W>> {
        let mut cubics = [[0.0; W]; 4];
        for (decay, function) in self.functions.iter().enumerate() {
            let cubic = cubic(|after| function(Minutes::from_milliseconds(start + after)), 1 << shift)?;
            for (powers, coefficient) in cubics.iter_mut().zip(cubic) {
                powers[decay] = coefficient;
            }
        }
        Some(cubics)
    }

    /// Where to look for the weights at `time`.
    #[inline(always)]
    pub(super) fn position(&self, time: u32) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "steps are few")]
        let steps = self.steps.len() as u32;
        if time <= self.limit { time.min((steps - 2) << STEP) } else { (steps - 1) << STEP }
    }

    /// What the decays weigh at a time of that [`Self::position`]; NaN where [`Self::asked`] tells.
    #[inline(always)]
    pub(super) fn weights(&self, position: u32) -> [f64; W] {
        let step = self.steps[(position >> STEP) as usize];
        let within = (position & ((1 << STEP) - 1)) >> (step.shift & 31);
        let cubic = &self.pieces[step.first as usize + within as usize];
        let after = f64::from((position & ((1 << (step.shift & 31)) - 1)).cast_signed());
        let mut weights = cubic[3];
        for power in [2, 1, 0] {
            for decay in 0..W {
                weights[decay] = weights[decay].mul_add(after, cubic[power][decay]);
            }
        }
        weights
    }

    /// What each decay says itself.
    pub(super) fn asked(&self, time: u32) -> impl Iterator<Item = f64> + '_ {
        self.functions.iter().map(move |function| function(Minutes::from_milliseconds(time)))
    }
}

/// A piece of which only the functions know.
fn unknown<const W: usize>() -> Cubic<W> {
    [[f64::NAN; W]; 4]
}

/// The cubic through `function` at four of its `length` milliseconds, if it agrees at others; of a single one what it
/// says there.
fn cubic(function: impl Fn(u32) -> f64, length: u32) -> Option<[f64; 4]> {
    if length == 1 {
        return Some([function(0), 0.0, 0.0, 0.0]);
    }
    // Near the roots of the fourth Chebyshev polynomial, where what is left of the function is least.
    let part = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the length"
        )]
        let after = (share * f64::from(length - 1)).round() as u32;
        after
    };
    let at = [0.038_06, 0.308_66, 0.691_34, 0.961_94].map(part);
    let x = at.map(f64::from);
    // Newton's divided differences.
    let mut divided = at.map(&function);
    for order in 1..4 {
        for index in (order..4).rev() {
            divided[index] = (divided[index] - divided[index - 1]) / (x[index] - x[index - order]);
        }
    }
    let mut cubic = [divided[3], 0.0, 0.0, 0.0];
    for order in (0..3).rev() {
        for power in (1..4).rev() {
            cubic[power] = cubic[power - 1] - x[order] * cubic[power];
        }
        cubic[0] = divided[order] - x[order] * cubic[0];
    }
    let agrees = |after: u32| {
        let right = function(after);
        let found = cubic.iter().rev().fold(0.0, |sum: f64, c| sum.mul_add(f64::from(after), *c));
        right.is_finite() && (found - right).abs() <= AGREED * right.abs()
    };
    // Multiples of the golden section, so that a function made of even steps is found out.
    let between = (1..=9).map(|i| part((f64::from(i) * 0.618_033_988_749_894_9).fract()));
    let all = between.chain([0, length - 1]).chain(at).all(agrees);
    all.then_some(cubic)
}
